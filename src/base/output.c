/* SPDX-License-Identifier: Apache-2.0 */
/* Files written whole or not at all: bytes go to a temporary file in the same folder, synced and renamed at commit. Where
 * the system has files without a name (Linux), it gets its name at commit only: a program that is killed leaves nothing
 * behind. Standard output cannot be taken back, so it is held until commit: in memory, above 8 MiB in a nameless file in
 * $TMPDIR. */
#define _GNU_SOURCE /* O_TMPFILE */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"

#define CHUNK 65536u
#define HELD  ((size_t)8 << 20)

struct apo_output {
	int fd; /* of the temporary file, or -1; for standard output that of the nameless one */
	int to_stdout;
	int failure;	 /* errno of the first failure, 0 = none */
	char *path;	 /* final name */
	int unnamed;	 /* the temporary file has no name yet */
	char *temporary; /* NULL once renamed */
	size_t temporary_size;
	char *data;
	size_t size, capacity;
};

static void name_temporary(apo_output *output, unsigned i)
{
	snprintf(output->temporary, output->temporary_size, "%s.%lu-%u.tmp", output->path,
		(unsigned long)getpid() % 10000000000u, i);
}

/* A file without name in the folder of the final one; -1 where there is no such thing. */
static int open_unnamed(apo_output *output)
{
#ifdef O_TMPFILE
	char *slash = strrchr(output->path, '/'), after = slash ? slash[1] : 0;
	if (access("/proc/self/fd", X_OK))
		return -1; /* it could not get its name */
	if (slash)
		slash[1] = 0;
	int fd = open(slash ? output->path : ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	if (slash)
		slash[1] = after;
	return fd;
#else
	(void)output;
	return -1;
#endif
}

/* A new file beside the final one, with the mode that umask leaves. */
static int open_temporary(apo_output *output)
{
	int fd = open_unnamed(output);
	output->unnamed = fd >= 0;
	for (unsigned i = 0; i < 1000 && fd < 0; i++) {
		name_temporary(output, i);
		fd = open(output->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			return -1;
	}
	return fd;
}

/* Give the temporary file its name; 0 or an errno. */
static int link_temporary(apo_output *output)
{
	char self[40];
	snprintf(self, sizeof self, "/proc/self/fd/%d", output->fd);
	for (unsigned i = 0; i < 1000; i++) {
		name_temporary(output, i);
		if (!linkat(AT_FDCWD, self, AT_FDCWD, output->temporary, AT_SYMLINK_FOLLOW)) {
			output->unnamed = 0;
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	return errno;
}

apo_output *apo_output_open(const char *path, apo_error *err)
{
	apo_output *output = calloc(1, sizeof *output);
	size_t size = strlen(path) + sizeof ".0123456789-0123456789.tmp";
	if (output) {
		output->fd = -1;
		output->temporary_size = size;
		output->path = malloc(size);
		output->temporary = malloc(size);
		output->data = malloc(CHUNK);
		output->capacity = CHUNK;
	}
	if (!output || !output->path || !output->temporary || !output->data) {
		apo_output_free(output);
		apo__fail(err, APO_ENOMEM, path, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	snprintf(output->path, size, "%s", path);
	output->to_stdout = !strcmp(path, "-");
	struct stat info;
	if (!output->to_stdout && !stat(path, &info) && !S_ISREG(info.st_mode)) {
		apo__fail(err, APO_EOUTPUT, path, APO_NO_OFFSET, 0,
			S_ISDIR(info.st_mode) ? "is a directory; name a file"
					      : "is no regular file; use - for standard output");
		free(output->temporary);
		output->temporary = NULL;
		apo_output_free(output);
		return NULL;
	}
	if (!output->to_stdout && (output->fd = open_temporary(output)) < 0) {
		apo__fail(err, APO_EOUTPUT, path, APO_NO_OFFSET, 0, "cannot be written: %s",
			strerror(errno));
		free(output->temporary);
		output->temporary = NULL;
		apo_output_free(output);
		return NULL;
	}
	return output;
}

static void write_all(apo_output *output, int fd, const char *data, size_t size)
{
	while (size && !output->failure) {
		ssize_t done = write(fd, data, size);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) {
			output->failure = errno;
			return;
		}
		data += done;
		size -= (size_t)done;
	}
}

/* Open the nameless file that holds what is to go to standard output. */
static void open_held(apo_output *output)
{
	const char *folder = getenv("TMPDIR");
	char path[4096];
	snprintf(path, sizeof path, "%s/apograph-XXXXXX", folder && *folder ? folder : "/tmp");
	output->fd = mkstemp(path);
	if (output->fd < 0)
		output->failure = errno;
	else
		unlink(path);
}

static void flush(apo_output *output)
{
	if (output->to_stdout && output->fd < 0)
		open_held(output);
	write_all(output, output->fd, output->data, output->size);
	output->size = 0;
}

/* All that was held goes to standard output. */
static void release(apo_output *output)
{
	if (output->fd >= 0 && lseek(output->fd, 0, SEEK_SET) < 0)
		output->failure = errno;
	char *space = output->fd >= 0 ? malloc(CHUNK) : NULL;
	for (ssize_t got = 1; space && got && !output->failure;) {
		got = read(output->fd, space, CHUNK);
		if (got < 0 && errno != EINTR)
			output->failure = errno;
		else if (got > 0)
			write_all(output, STDOUT_FILENO, space, (size_t)got);
	}
	if (output->fd >= 0 && !space)
		output->failure = ENOMEM;
	free(space);
	write_all(output, STDOUT_FILENO, output->data, output->size);
	output->size = 0;
}

static int grow(apo_output *output, size_t wanted)
{
	size_t capacity = output->capacity;
	while (capacity < wanted && capacity <= SIZE_MAX / 2)
		capacity *= 2;
	char *data = capacity < wanted ? NULL : realloc(output->data, capacity);
	if (!data) {
		output->failure = ENOMEM;
		return 0;
	}
	output->data = data;
	output->capacity = capacity;
	return 1;
}

void apo_output_write(apo_output *output, const char *data, size_t size)
{
	if (output->failure)
		return;
	if (size > output->capacity - output->size) {
		int file = !output->to_stdout || output->size + size > HELD;
		if (file)
			flush(output);
		if (file && size > output->capacity) {
			write_all(output, output->fd, data, size);
			return;
		}
		if (size > output->capacity - output->size && !grow(output, output->size + size))
			return;
	}
	if (size)
		memcpy(output->data + output->size, data, size);
	output->size += size;
}

apo_status apo_output_commit(apo_output *output, apo_error *err)
{
	if (output->to_stdout)
		release(output);
	else
		flush(output);
	if (!output->to_stdout) {
		struct stat old; /* a file that is replaced keeps its mode */
		if (!output->failure && !stat(output->path, &old) &&
			fchmod(output->fd, old.st_mode & 07777))
			output->failure = errno;
		if (!output->failure && fsync(output->fd))
			output->failure = errno;
		if (!output->failure && output->unnamed)
			output->failure = link_temporary(output);
		if (close(output->fd) && !output->failure)
			output->failure = errno;
		output->fd = -1;
		if (!output->failure && rename(output->temporary, output->path))
			output->failure = errno;
		if (output->failure && !output->unnamed)
			unlink(output->temporary);
		free(output->temporary);
		output->temporary = NULL;
	}
	if (output->failure)
		return apo__fail(err, APO_EOUTPUT,
			output->to_stdout ? "standard output" : output->path, APO_NO_OFFSET, 0,
			"cannot be written: %s", strerror(output->failure));
	return APO_OK;
}

void apo_output_free(apo_output *output)
{
	if (!output)
		return;
	if (output->fd >= 0)
		close(output->fd);
	if (output->temporary && !output->to_stdout && !output->unnamed)
		unlink(output->temporary);
	free(output->temporary);
	free(output->path);
	free(output->data);
	free(output);
}
