/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files written whole or not at all: bytes go to a temporary file in the same folder, which is synced and renamed at commit,
 * then the folder is synced. Where the system has files without a name (Linux), it gets its name at commit only: a program
 * that is killed leaves nothing behind. What is written to standard output, a device or a pipe cannot be taken back, so it is
 * held until commit: in memory, above 8 MiB in a file that has lost its name.
 */
#define _GNU_SOURCE /* O_TMPFILE */
#include "base/output_control.h"
#include "base/visible.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/place.h"

#define CHUNK 65536u
#define HELD  ((size_t)8 << 20)

struct apo_output {
	int fd; /* of the temporary file, or of the spill; -1 = none */
	apo__place place;
	int failure;	  /* errno of the first failure, 0 = none */
	int spill_failed; /* and it was the spill's */
	char *name;	  /* as the caller says it */
	int unnamed;	  /* the temporary file has no name yet */
	char *temporary;  /* NULL once renamed */
	size_t temporary_size;
	char *data;
	uint64_t flushed;	     /* bytes that are in the file */
	size_t size, capacity, hold; /* above `hold` bytes the spill is used */
	apo_notice_fn notice;
	void *user;
	int is_visible; /* what is written has colours, and nothing else that a terminal obeys */
};

/* ---- the spill: $TMPDIR, /tmp, /var/tmp (FHS 3.0), the working folder, in this order ---- */

static int open_in(const char *folder)
{
	char path[4096]; /* PATH_MAX of Linux */
	int size = snprintf(path, sizeof path, "%s/apograph-XXXXXX", folder);
	if (size < 0 || (size_t)size >= sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	int fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

/* A new file without a name to write to and read again, in $TMPDIR or else where there may be one; -1 when nowhere. That it is
 * not where the user wants it is reported (`notice` may be NULL). */
static int open_spill(apo_notice_fn notice, void *user)
{
	const char *wanted = getenv("TMPDIR");
	const char *const folders[] = {
		wanted && *wanted ? wanted : "/tmp", "/tmp", "/var/tmp", "."};
	int fd = -1, first_failure = 0;
	size_t i = 0;
	for (; i < sizeof folders / sizeof *folders && fd < 0; i++)
		if ((fd = open_in(folders[i])) < 0 && !first_failure)
			first_failure = errno;
	if (first_failure && notice) {
		char message[512];
		snprintf(message, sizeof message,
			"no temporary file can be made in %.200s (%s); %s%s holds what is written",
			folders[0], strerror(first_failure), fd < 0 ? "memory" : "a file in ",
			fd < 0			       ? ""
			: !strcmp(folders[i - 1], ".") ? "the working folder"
						       : folders[i - 1]);
		notice(message, user);
	}
	return fd;
}

/* ---- files ---- */

/* A file without name in the folder of the final one; -1 where there is no such thing. */
static int open_unnamed(const char *path)
{
#ifdef O_TMPFILE
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
	int fd = -1;
	if (folder && !access("/proc/self/fd", X_OK)) /* else it could not get its name */
		fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	free(folder);
	return fd;
#else
	(void)path;
	return -1;
#endif
}

/* A new file beside the final one, with the mode that umask leaves. */
static int open_temporary(apo_output *output)
{
	const char *path = output->place.path;
	int fd = open_unnamed(path);
	output->unnamed = fd >= 0;
	for (unsigned i = 0; i < 1000 && fd < 0; i++) {
		apo__place_temporary(path, i, output->temporary, output->temporary_size);
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
		apo__place_temporary(
			output->place.path, i, output->temporary, output->temporary_size);
		if (!linkat(AT_FDCWD, self, AT_FDCWD, output->temporary, AT_SYMLINK_FOLLOW)) {
			output->unnamed = 0;
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	return errno;
}

/* Memory, and the file beside where there will be one. */
static apo_status prepare(apo_output *output, const char *path, apo_error *err)
{
	int file = output->place.is_file;
	output->name = strdup(path);
	output->data = malloc(CHUNK);
	output->capacity = CHUNK;
	output->hold = HELD;
	output->temporary_size = file ? strlen(output->place.path) + APO__PLACE_MORE : 1;
	output->temporary = malloc(output->temporary_size);
	if (!output->name || !output->data || !output->temporary)
		return apo__fail(err, APO_ENOMEM, path, APO_NO_OFFSET, 0, "out of memory");
	*output->temporary = '\0';
	if (file && (output->fd = open_temporary(output)) < 0)
		return apo__fail(err, APO_EOUTPUT, path, APO_NO_OFFSET, 0, "cannot be written: %s",
			errno == ENOENT ? "its folder does not exist" : strerror(errno));
	return APO_OK;
}

apo_output *apo_output_open(const char *path, apo_error *err)
{
	apo_output *output = calloc(1, sizeof *output);
	if (!output) {
		apo__fail(err, APO_ENOMEM, path, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	output->fd = -1;
	if (!apo__place_find(path, &output->place, err) && !prepare(output, path, err))
		return output;
	apo_output_free(output);
	return NULL;
}

apo_status apo__output_guard(apo_output *output, apo__inputs *inputs, apo_error *err)
{
	return output->place.exists
		       ? apo__inputs_protect(inputs, &output->place.info, output->name, err)
		       : APO_OK;
}

void apo__output_visible(apo_output *output)
{
	output->is_visible = 1;
}

void apo__output_notices(apo_output *output, apo_notice_fn notice, void *user)
{
	output->notice = notice;
	output->user = user;
}

/* 0 or an errno. */
static int write_all(int fd, const char *data, size_t size)
{
	while (size) {
		ssize_t done = write(fd, data, size);
		if (done < 0 && errno == EAGAIN) /* whoever opened the descriptor does not wait */
			poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, -1);
		else if (done < 0 && errno != EINTR)
			return errno;
		if (done < 0)
			continue;
		data += done;
		size -= (size_t)done;
	}
	return 0;
}

/* Write to the temporary file or the spill. */
static void put(apo_output *output, const char *data, size_t size)
{
	if (output->failure)
		return;
	output->failure = write_all(output->fd, data, size);
	output->spill_failed = output->failure && !output->place.is_file;
	output->flushed += size;
}

static void flush(apo_output *output)
{
	put(output, output->data, output->size);
	output->size = 0;
}

/* The same to a terminal, made visible; line breaks and tabs stay. `data` ends with a whole character. */
static int write_visible(int fd, const char *data, size_t size)
{
	char shown[4096];
	size_t used = 0;
	int failure = 0;
	for (size_t at = 0; at < size && !failure;) {
		char escape[APO__ESCAPE_SIZE];
		size_t begin = at;
		uint32_t c = apo__next_visible(data, size, &at, escape);
		int stays = !*escape || c == '\n' || c == '\t';
		size_t length = stays ? at - begin : strlen(escape);
		memcpy(shown + used, stays ? data + begin : escape, length);
		used += length;
		if (used > sizeof shown - APO__ESCAPE_SIZE || at == size) {
			failure = write_all(fd, shown, used);
			used = 0;
		}
	}
	return failure;
}

/* What was held goes out; returns how many bytes, the last of which end a character. */
static size_t hand_out(apo_output *output, int fd, const char *data, size_t size)
{
	size_t whole = apo__whole_chars(data, size);
	if (output->is_visible || !isatty(fd)) {
		output->failure = write_all(fd, data, size);
		return size;
	}
	whole = whole ? whole : size;
	output->failure = write_visible(fd, data, whole);
	return whole;
}

/* All that was held goes to `fd`. */
static void release(apo_output *output, int fd)
{
	char *space = output->fd >= 0 ? malloc(CHUNK) : NULL;
	if (output->fd >= 0 && !space)
		output->failure = ENOMEM;
	if (output->fd >= 0 && lseek(output->fd, 0, SEEK_SET) < 0)
		output->failure = errno;
	for (ssize_t got = 1; space && got && !output->failure;) {
		got = read(output->fd, space, CHUNK);
		if (got < 0 && errno != EINTR) {
			output->failure = errno;
			output->spill_failed = 1;
		} else if (got > 0) {
			size_t done = hand_out(output, fd, space, (size_t)got);
			if (done < (size_t)got && !output->failure)
				lseek(output->fd, (off_t)done - (off_t)got, SEEK_CUR);
		}
	}
	free(space);
	for (size_t at = 0; at < output->size && !output->failure;)
		at += hand_out(output, fd, output->data + at, output->size - at);
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

/* Whether there is a file for more than memory is to hold; it is opened when it is needed first. */
static int has_file(apo_output *output, size_t wanted)
{
	if (output->fd >= 0)
		return 1;
	if (wanted <= output->hold)
		return 0;
	output->fd = open_spill(output->notice, output->user);
	if (output->fd < 0)
		output->hold = SIZE_MAX; /* memory has to do */
	return output->fd >= 0;
}

void apo_output_write(apo_output *output, const char *data, size_t size)
{
	if (output->failure)
		return;
	if (size > output->capacity - output->size) {
		int file = has_file(output, output->size + size);
		if (file)
			flush(output);
		if (file && size > output->capacity) {
			put(output, data, size);
			return;
		}
		if (size > output->capacity - output->size && !grow(output, output->size + size))
			return;
	}
	if (size)
		memcpy(output->data + output->size, data, size);
	output->size += size;
}

void apo__output_patch(apo_output *output, uint64_t at, const char *data, size_t size)
{
	size_t in_file = at >= output->flushed	       ? 0
			 : at + size > output->flushed ? (size_t)(output->flushed - at)
						       : size;
	for (size_t done = 0; done < in_file && !output->failure;) {
		ssize_t wrote = pwrite(output->fd, data + done, in_file - done, (off_t)(at + done));
		if (wrote < 0 && errno != EINTR)
			output->failure = errno;
		else if (wrote > 0)
			done += (size_t)wrote;
	}
	if (!output->failure && in_file < size)
		memcpy(output->data + (at + in_file - output->flushed), data + in_file,
			size - in_file);
}

/* A file that is replaced keeps its mode and, where this user may give files away, its owner. */
static int keep_mode(const apo_output *output)
{
	struct stat old;
	if (stat(output->place.path, &old))
		return 0;
	int given = !fchown(output->fd, old.st_uid, old.st_gid);
	return fchmod(output->fd, old.st_mode & (given ? 07777 : 0777)) ? errno : 0;
}

static void commit_file(apo_output *output)
{
	const char *path = output->place.path;
	flush(output);
	if (!output->failure)
		output->failure = keep_mode(output);
	if (!output->failure && fsync(output->fd))
		output->failure = errno == EINVAL ? 0 : errno; /* no such thing there */
	if (!output->failure && output->unnamed)
		output->failure = link_temporary(output);
	if (close(output->fd) && !output->failure)
		output->failure = errno;
	output->fd = -1;
	if (!output->failure && rename(output->temporary, path))
		output->failure = errno;
	if (output->failure && !output->unnamed)
		unlink(output->temporary);
	free(output->temporary);
	output->temporary = NULL;
	if (!output->failure)
		output->failure = apo__place_sync_folder(path);
}

static void commit_held(apo_output *output)
{
	const apo__place *place = &output->place;
	int fd = place->descriptor;
	if (output->failure)
		return;
	if (fd < 0)
		fd = open(place->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		output->failure = errno;
	else
		release(output, fd);
	if (place->descriptor < 0 && fd >= 0 && close(fd) && !output->failure)
		output->failure = errno;
}

apo_status apo_output_commit(apo_output *output, apo_error *err)
{
	if (output->place.is_file)
		commit_file(output);
	else
		commit_held(output);
	const char *name = strcmp(output->name, "-") != 0 ? output->name : "standard output";
	if (output->failure && output->spill_failed)
		return apo__fail(err, APO_EOUTPUT, name, APO_NO_OFFSET, 0,
			"the temporary file that holds it until it is whole fails: %s; set TMPDIR "
			"to a folder with room",
			strerror(output->failure));
	if (output->failure)
		return apo__fail(err, APO_EOUTPUT, name, APO_NO_OFFSET, 0, "cannot be written: %s",
			strerror(output->failure));
	return APO_OK;
}

void apo_output_free(apo_output *output)
{
	if (!output)
		return;
	if (output->temporary && *output->temporary && output->fd >= 0 && !output->unnamed)
		unlink(output->temporary);
	if (output->fd >= 0)
		close(output->fd);
	free(output->temporary);
	free(output->place.path);
	free(output->name);
	free(output->data);
	free(output);
}
