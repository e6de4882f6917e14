/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a batch remembers beside its list, in LIST.done: of which files, as they were when they were opened, each output was
 * made and by which options. A line each, written when its output is there:
 *
 *     KEY<TAB>OUT<TAB>stamp of OUT<TAB>stamp of SRC<TAB>stamp of TGT
 *
 * KEY is a hash of the options and the files that they name, OUT an absolute path, a stamp "SIZE SECONDS.NANOSECONDS INODE"
 * (of the last change). Stamps are compared for equality alone, so a clock that is off does no harm. A line that is cut or
 * does not read so does not count: its output is written again.
 */
#ifndef APO_TOOLS_BATCH_RECORD_H
#define APO_TOOLS_BATCH_RECORD_H

#include "cli.h"

typedef struct {
	uint64_t size, inode;
	int64_t seconds;
	uint32_t nanoseconds;
} file_stamp;

/* What a path leads to now; all 0 when there is no regular file. */
file_stamp file_stamp_of(const char *path);
int file_stamps_equal(const file_stamp *a, const file_stamp *b);
int file_stamp_later(const file_stamp *a, const file_stamp *b);
/* Add bytes, or a stamp, to a 64-bit hash that begins as 0 (FNV-1a). */
uint64_t batch_hash(uint64_t hash, const void *data, size_t size);
uint64_t batch_hash_file(uint64_t hash, const char *path);

typedef struct batch_record batch_record;

/* What the last runs left at `path`, an empty record when there is nothing that can be read. */
batch_record *batch_record_open(const char *path);
void batch_record_free(batch_record *record);
/* Whether there are lines, but none of this key. */
int batch_record_is_of_others(const batch_record *record, uint64_t key);

typedef struct {
	uint64_t key;
	const char *output;
	file_stamp stamps[3]; /* of the output, the source, the target */
} batch_entry;

/* The last line of this key and output; NULL when there is none. */
const batch_entry *batch_record_find(const batch_record *record, uint64_t key, const char *output);
/* Begin the file anew with the entries that still hold, then add to it. Returns 0, or an exit status after a message. */
int batch_record_begin(
	batch_record *record, const cli *c, const batch_entry *const *kept, size_t count);
/* Add a line; threads may call it at once. After a failure nothing is added any more. */
void batch_record_add(batch_record *record, const batch_entry *entry);
/* Whether all that was added is there. */
int batch_record_is_whole(const batch_record *record);

#endif
