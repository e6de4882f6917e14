/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/sorted.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/inputs.h"

static void unmap(void *object)
{
	apo__mapped *mapped = object;
	if (mapped->size)
		munmap((void *)(uintptr_t)mapped->data, mapped->size);
}

apo__mapped apo__map_file(apo__arena *arena, const char *path)
{
	apo__mapped *mapped = apo__alloc(arena, sizeof *mapped);
	apo__arena_defer(arena, unmap, mapped);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat info;
	if (fd < 0)
		return *mapped;
	apo__inputs_add(apo__arena_watched(arena), fd, path, NULL);
	if (!fstat(fd, &info) && S_ISREG(info.st_mode) && info.st_size > 0) {
		void *data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (data != MAP_FAILED)
			*mapped = (apo__mapped){data, (size_t)info.st_size};
	}
	close(fd);
	return *mapped;
}

/* Order of the key that begins at `at` relative to `key`. */
static int compare_key(const char *at, const char *end, const char *key, size_t size, char mark)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char have =
			at + i < end && at[i] != mark && at[i] != '\n' ? (unsigned char)at[i] : 0;
		if (have != (unsigned char)key[i])
			return have < (unsigned char)key[i] ? -1 : 1;
	}
	return at + size < end && at[size] != mark && at[size] != '\n';
}

const char *apo__sorted_find(const char *lines, size_t size, const char *key, size_t key_size,
	char mark, size_t *rest_size)
{
	const char *low = lines, *high = lines + size, *end = high;
	while (low < high) {
		const char *line = low + (high - low) / 2;
		while (line > low && line[-1] != '\n')
			line--;
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		if (!stop)
			stop = end;
		int order = compare_key(line, stop, key, key_size, mark);
		if (!order) {
			const char *rest = line + key_size + (line + key_size < stop);
			*rest_size = (size_t)(stop - rest);
			return rest;
		}
		if (order < 0)
			low = stop < end ? stop + 1 : end;
		else
			high = line;
	}
	return NULL;
}
