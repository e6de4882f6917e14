/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

static void close_descriptor(void *object)
{
	int *fd = object;
	if (*fd > 0)
		close(*fd);
}

static apo_status read_all(apo__arena *arena, int fd, const char *path, size_t limit,
	size_t expected, const char **data, size_t *size, apo_error *err)
{
	size_t capacity = expected + 1 > 65536 ? expected + 1 : 65536, used = 0;
	char *bytes = apo__alloc(arena, capacity + 1);
	for (;;) {
		if (used == capacity) {
			char *wider = apo__alloc(arena, capacity * 2 + 1);
			memcpy(wider, bytes, used);
			bytes = wider;
			capacity *= 2;
		}
		ssize_t got = read(fd, bytes + used, capacity - used);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return apo__fail(err, APO_EINPUT, path, used, 0, "cannot be read: %s",
				strerror(errno));
		if (got == 0)
			break;
		used += (size_t)got;
		if (used > limit)
			return apo__fail(err, APO_ELIMIT, path, APO_NO_OFFSET, 0,
				"is larger than the limit of %zu MiB; split it", limit >> 20);
	}
	bytes[used] = '\0';
	*data = bytes;
	*size = used;
	return APO_OK;
}

apo_status apo__file_read(apo__arena *arena, const char *path, size_t limit, const char **data,
	size_t *size, apo_error *err)
{
	int *fd = apo__alloc(arena, sizeof *fd);
	struct stat info;
	if (!strcmp(path, "-"))
		return read_all(arena, 0, "standard input", limit, 0, data, size, err);
	/* O_NONBLOCK: opening a FIFO must not wait for a writer */
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0, "cannot be opened: %s",
			strerror(errno));
	apo__arena_defer(arena, close_descriptor, fd);
	apo_status status = APO_OK;
	if (fstat(*fd, &info))
		status = apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0, "cannot be read: %s",
			strerror(errno));
	else if (S_ISDIR(info.st_mode))
		status = apo__fail(
			err, APO_EINPUT, path, APO_NO_OFFSET, 0, "is a directory; expected a file");
	else if (!S_ISREG(info.st_mode))
		status = apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is no regular file; use - to read standard input");
	else if ((uint64_t)info.st_size > limit)
		status = apo__fail(err, APO_ELIMIT, path, APO_NO_OFFSET, 0,
			"has %llu MiB, more than the limit of %zu; split it",
			(unsigned long long)info.st_size >> 20, limit >> 20);
	else
		status = read_all(arena, *fd, path, limit, (size_t)info.st_size, data, size, err);
	close(*fd);
	*fd = -1;
	return status;
}

apo_status apo__file_descriptor(const char *path, int *fd, apo_error *err)
{
	struct stat info;
	*fd = !strcmp(path, "-") ? dup(STDIN_FILENO)
				 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0, "cannot be opened: %s",
			strerror(errno));
	if (!strcmp(path, "-") || (!fstat(*fd, &info) && S_ISREG(info.st_mode)))
		return APO_OK;
	close(*fd);
	*fd = -1;
	return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
		"is no regular file; name a file, or use - to read standard input");
}

void apo__folder_make(apo__arena *arena, const char *path)
{
	char *above = apo__strdup(arena, path);
	for (char *at = above; (at = strchr(at + 1, '/')); *at = '/') {
		*at = '\0';
		mkdir(above, 0700);
	}
	mkdir(path, 0700);
}

void apo__sha256(const char *data, size_t size, char out[65])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(hash, (const unsigned char *)data, size);
	sodium_bin2hex(out, 65, hash, sizeof hash);
}
