/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file that only grows, by one process at a time (flock(2)). What is appended is on disk when the call returns; what fails leaves
 * the file as it was.
 */
#ifndef APO__BASE_PROOF_JOURNAL_H
#define APO__BASE_PROOF_JOURNAL_H

#include "base/arena.h"

typedef struct {
	const char *name; /* as the caller says it */
	const char *path; /* links followed */
	int fd;		  /* -1 = not open */
	int made;	  /* the file was not there before */
	uint64_t size;
} apo__journal;

/* Open `path` to append to it, made when it is not there, and wait until no other process has it. `notice` (may be NULL) learns
 * that this waits. It is closed when the arena is freed; a file that was made and is still empty is removed then. */
apo_status apo__journal_open(apo__arena *arena, const char *path, apo_notice_fn notice, void *user,
	apo__journal **journal, apo_error *err);
/* The same to read it: no process is in the middle of appending until apo__journal_release. APO_EINPUT when it is not there. */
apo_status apo__journal_open_read(
	apo__arena *arena, const char *path, apo__journal **journal, apo_error *err);
/* Let others go on; what is there now can still be read. */
void apo__journal_release(apo__journal *journal);

apo_status apo__journal_append(
	apo__journal *journal, const char *data, size_t size, apo_error *err);
/* Append what follows the first `size` bytes to the file `aside`, then cut it off. */
apo_status apo__journal_cut(
	apo__journal *journal, uint64_t size, const char *aside, apo_error *err);
/* Undo what was appended since the file had `size` bytes. */
void apo__journal_undo(apo__journal *journal, uint64_t size);
/* Read up to `size` bytes at `at`; fewer at the end, -1 with errno on failure. */
int64_t apo__journal_read(const apo__journal *journal, uint64_t at, char *data, size_t size);

#endif
