/* SPDX-License-Identifier: Apache-2.0 */
/* Files are opened without waiting (a name in a corpus may be a pipe that nobody writes to), then read with waiting. */
#define _GNU_SOURCE /* tee, madvise */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/inputs.h"
#include "base/place.h"

/* How long a pipe with a name is waited for that nothing has opened to write to it yet: far longer than two commands of one
 * line of a shell need to start, short enough for a person to see what is wrong. */
#define WRITER_TRIES 200
#define WRITER_PAUSE 50 /* milliseconds */

static void close_descriptor(void *object)
{
	int *fd = object;
	if (*fd > 0)
		close(*fd);
}

ssize_t apo__file_next(int fd, void *data, size_t size)
{
	for (;;) {
		ssize_t got = read(fd, data, size);
		if (got < 0 && errno == EAGAIN)
			poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, -1);
		else if (got >= 0 || errno != EINTR)
			return got;
	}
}

#define HUGE_PAGE ((size_t)2 << 20)

/* Memory that is about to be filled. Of large sizes in huge pages where the system has them: a page of the system at a time
 * costs more than what is copied into it (a file of 42 MB: 36 ms in pages of 4 KiB, 10 ms in pages of 2 MiB). */
static char *room_for(apo__arena *arena, size_t size)
{
	if (size < HUGE_PAGE || size > SIZE_MAX - 2 * HUGE_PAGE)
		return apo__alloc(arena, size);
	char *bytes = apo__alloc(arena, size + 2 * HUGE_PAGE);
	bytes += (HUGE_PAGE - (size_t)((uintptr_t)bytes % HUGE_PAGE)) % HUGE_PAGE;
#ifdef MADV_HUGEPAGE
	madvise(bytes, (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
#endif
	return bytes;
}

static apo_status read_all(apo__arena *arena, int fd, const char *path, size_t limit,
	size_t expected, const char **data, size_t *size, apo_error *err)
{
	size_t capacity = expected + 1 > 65536 ? expected + 1 : 65536, used = 0;
	char *bytes = room_for(arena, capacity + 1);
	for (;;) {
		if (used == capacity) {
			char *wider = room_for(arena, capacity * 2 + 1);
			memcpy(wider, bytes, used);
			bytes = wider;
			capacity *= 2;
		}
		ssize_t got = apo__file_next(fd, bytes + used, capacity - used);
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

/* Whether something has opened the pipe to write to it: tee(2) says so without taking a byte. */
static int has_writer(int fd)
{
	int copy[2];
	if (poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, WRITER_PAUSE) || pipe(copy))
		return 1; /* there is data, or its end */
#ifdef SPLICE_F_NONBLOCK
	int none = !tee(fd, copy[1], 1, SPLICE_F_NONBLOCK);
#else
	int none = 0;
#endif
	close(copy[0]);
	close(copy[1]);
	return !none;
}

/* What is opened can be read, without waiting for ever: `named` says that it is a name of the file system. */
static apo_status check_kind(int fd, const char *path, int named, apo_error *err)
{
	struct stat info;
	if (fstat(fd, &info))
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0, "cannot be read: %s",
			strerror(errno));
	if (S_ISDIR(info.st_mode))
		return apo__fail(
			err, APO_EINPUT, path, APO_NO_OFFSET, 0, "is a directory; expected a file");
	if (named && !S_ISREG(info.st_mode) && !S_ISFIFO(info.st_mode) && !isatty(fd))
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is a device; expected a file, or - to read standard input");
	int tries = named && S_ISFIFO(info.st_mode) ? 0 : WRITER_TRIES;
	while (tries < WRITER_TRIES && !has_writer(fd))
		if (++tries == WRITER_TRIES)
			return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
				"is a pipe that nothing has written to for %d seconds",
				WRITER_TRIES * WRITER_PAUSE / 1000);
	return APO_OK;
}

apo_status apo__file_descriptor(apo__arena *arena, const char *path, int *fd, apo_error *err)
{
	int given = apo__place_descriptor(path, STDIN_FILENO), is_stdin = !strcmp(path, "-");
	/* O_NONBLOCK: opening a FIFO must not wait for a writer, which may never come */
	*fd = is_stdin ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd >= 0)
		fcntl(*fd, F_SETFL, fcntl(*fd, F_GETFL) & ~O_NONBLOCK);
	else if (given >= 0) /* a socket, or there is no /proc that opens it anew */
		*fd = fcntl(given, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	const char *name = is_stdin ? "standard input" : path;
	if (*fd < 0)
		return apo__fail(err, APO_EINPUT, name, APO_NO_OFFSET, 0, "cannot be opened: %s",
			strerror(errno));
	apo_status status = check_kind(*fd, name, given < 0, err);
	if (!status)
		status = apo__inputs_add(apo__arena_watched(arena), *fd, name, err);
	if (status) {
		close(*fd);
		*fd = -1;
	}
	return status;
}

apo_status apo__file_read(apo__arena *arena, const char *path, size_t limit, const char **data,
	size_t *size, apo_error *err)
{
	int *fd = apo__alloc(arena, sizeof *fd);
	struct stat info;
	apo_status status = apo__file_descriptor(arena, path, fd, err);
	if (status)
		return status;
	apo__arena_defer(arena, close_descriptor, fd);
	const char *name = strcmp(path, "-") != 0 ? path : "standard input";
	int regular = !fstat(*fd, &info) && S_ISREG(info.st_mode);
	if (regular && (uint64_t)info.st_size > limit)
		status = apo__fail(err, APO_ELIMIT, name, APO_NO_OFFSET, 0,
			"has %llu MiB, more than the limit of %zu; split it",
			(unsigned long long)info.st_size >> 20, limit >> 20);
	else
		status = read_all(arena, *fd, name, limit, regular ? (size_t)info.st_size : 0, data,
			size, err);
	close(*fd);
	*fd = -1;
	return status;
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
