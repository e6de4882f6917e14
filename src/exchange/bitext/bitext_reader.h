/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts that render each other, as pairs of segments, out of the files that people have: TMX, XLIFF, two-column TSV,
 * and Moses pairs (two files with as many lines, named NAME.de and NAME.en). All may be gzipped. Files are streamed.
 */
#ifndef APO__EXCHANGE_BITEXT_BITEXT_READER_H
#define APO__EXCHANGE_BITEXT_BITEXT_READER_H

#include "base/arena.h"

typedef struct apo__bitext apo__bitext;

typedef struct {
	uint64_t pairs;
	uint64_t bad;	      /* units that are damaged or do not have both languages */
	const char *bad_file; /* where the first of them is, NULL = none */
	uint64_t bad_line;
} apo__bitext_counts;

/* Receives one pair: UTF-8, neither side empty. */
typedef void (*apo__bitext_fn)(
	const char *source, size_t source_size, const char *target, size_t target_size, void *user);

/* Find out what the files are. APO_EUSAGE when one of a Moses pair is missing. */
apo_status apo__bitext_new(apo__arena *arena, const char *const *files, size_t count,
	const char *from, const char *to, apo__bitext **bitext, apo_error *err);
/* Read all; may be called again. `pair` may be NULL. */
apo_status apo__bitext_read(const apo__bitext *bitext, apo__arena *arena, apo__bitext_fn pair,
	void *user, apo__bitext_counts *counts, apo_error *err);

#endif
