/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of a file as a stream, unpacked on the way: plain, gzip, or the files of a zip archive. Memory: two buffers. */
#ifndef APO__EXCHANGE_XML_ARCHIVE_H
#define APO__EXCHANGE_XML_ARCHIVE_H

#include "base/arena.h"

typedef struct apo__packed apo__packed;

/* Open a file ("-" is standard input), or, when `data` is not NULL, `size` bytes in memory that stay the caller's. Of an
 * archive, files with this extension (".tmx"; ".xlf|.xliff") are read. Freed with the arena. */
apo_status apo__packed_open(apo__arena *arena, const char *path, const char *data, size_t size,
	const char *extension, apo__packed **packed, apo_error *err);
/* Go to the first, then the next file in it. `*name` is its name in the archive ("" when there is no archive), NULL when no
 * more follow. `passed` receives what is not read and why; the message lives until it returns. */
apo_status apo__packed_next(apo__packed *packed, const char **name,
	void (*passed)(const char *message, void *user), void *user, apo_error *err);
/* At most `room` bytes; `*got` is 0 at the end of the file. APO_EINPUT when it is damaged, APO_ELIMIT when it is a bomb. */
apo_status apo__packed_read(
	apo__packed *packed, char *out, size_t room, size_t *got, apo_error *err);
/* How far the reading is, in bytes of the file on disk; `*total` is 0 when it is not known. */
void apo__packed_position(const apo__packed *packed, uint64_t *done, uint64_t *total);

#endif
