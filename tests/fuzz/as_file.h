/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of an input as a file, for readers that take a path. There is one file a process and number. */
#ifndef APO_TESTS_FUZZ_AS_FILE_H
#define APO_TESTS_FUZZ_AS_FILE_H

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <unistd.h>

#include "../scratch.h"

enum { FILES = 3 };
static char as_file_paths[FILES][PATH_MAX];

static void as_file_remove(void)
{
	for (int i = 0; i < FILES; i++)
		if (*as_file_paths[i])
			unlink(as_file_paths[i]);
}

/* File `number` holds these bytes until the next call. */
static const char *as_file(int number, const void *data, size_t size)
{
	char *path = as_file_paths[number];
	int made = *path != '\0';
	int fd = made ? open(path, O_WRONLY | O_TRUNC) : mkstemp(scratch_path(path, "fuzz"));
	if (!made)
		atexit(as_file_remove);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size || close(fd))
		abort();
	return path;
}

#endif
