/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__BASE_FILE_H
#define APO__BASE_FILE_H

#include <sys/types.h>

#include "base/arena.h"

/* The bytes of a file, NUL-terminated in the arena: a regular file, a pipe, what "/dev/fd/N" stands for, or standard input
 * for "-". What watches the arena (base/inputs.h) learns of it. APO_EINPUT when it cannot be read or is a directory or device,
 * or a pipe that nothing writes to; APO_ELIMIT above `limit` bytes; APO_EUSAGE when an output would replace it. */
apo_status apo__file_read(apo__arena *arena, const char *path, size_t limit, const char **data,
	size_t *size, apo_error *err);

/* A descriptor to read the same as a stream; the caller closes it. */
apo_status apo__file_descriptor(apo__arena *arena, const char *path, int *fd, apo_error *err);

/* read(2) that goes on after signals and waits for descriptors that do not wait. */
ssize_t apo__file_next(int fd, void *data, size_t size);

/* Make a folder for this user and those above it that are not there (XDG Base Directory Specification); that it cannot be
 * made shows when a file in it is opened. */
void apo__folder_make(apo__arena *arena, const char *path);

#endif
