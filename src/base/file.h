/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO_BASE_FILE_H
#define APO_BASE_FILE_H

#include "base/arena.h"

/* The bytes of a regular file, or of standard input for "-", NUL-terminated in the arena. APO_EINPUT when it cannot be
 * read or is a directory or device; APO_ELIMIT above `limit` bytes. */
apo_status apo__file_read(apo__arena *arena, const char *path, size_t limit, const char **data,
	size_t *size, apo_error *err);

/* A descriptor to read a regular file, or standard input for "-", as a stream; the caller closes it. */
apo_status apo__file_descriptor(const char *path, int *fd, apo_error *err);

/* Make a folder for this user and those above it that are not there (XDG Base Directory Specification); that it cannot be
 * made shows when a file in it is opened. */
void apo__folder_make(apo__arena *arena, const char *path);

/* SHA-256 in lower-case hexadecimal (FIPS 180-4). */
void apo__sha256(const char *data, size_t size, char out[65]);

#endif
