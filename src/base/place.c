/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of outputs. A link is followed by hand, since a rename would replace the link and not what it points to. Names that
 * stand for descriptors (Linux: proc(5), /proc/self/fd; bash gives such names in <(command)) are taken as those, so that they
 * work without /proc, and what follows on the same descriptor is not lost.
 */
#define _GNU_SOURCE /* AT_EACCESS */
#include "base/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"

#define MOST_LINKS 40 /* path_resolution(7) */
#define KEPT_NAME                                                                                  \
	100u /* bytes of the file's name in that of its temporary file: 143 is the least limit known (eCryptfs) */

int apo__place_descriptor(const char *path, int otherwise)
{
	static const char *const streams[] = {"in", "out", "err"}; /* /dev/std... */
	static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
	if (!strcmp(path, "-"))
		return otherwise;
	for (int i = 0; i < 3; i++)
		if (!strncmp(path, "/dev/std", 8) && !strcmp(path + 8, streams[i]))
			return i;
	for (int i = 0; i < 2; i++) {
		size_t size = strlen(folders[i]);
		const char *digits = path + size;
		if (!strncmp(path, folders[i], size) && *digits && strlen(digits) < 8 &&
			strspn(digits, "0123456789") == strlen(digits))
			return (int)strtol(digits, NULL, 10);
	}
	return -1;
}

/* The path that a link at `path` gives, to be freed. */
static char *beside(const char *path, const char *target)
{
	const char *slash = *target == '/' ? NULL : strrchr(path, '/');
	size_t folder = slash ? (size_t)(slash + 1 - path) : 0, size = folder + strlen(target) + 1;
	char *joined = malloc(size);
	if (joined)
		snprintf(joined, size, "%.*s%s", (int)folder, path, target);
	return joined;
}

/* The path behind all links in the last name, to be freed; NULL with errno set. */
static char *follow(const char *path)
{
	char target[PATH_MAX], *at = strdup(path);
	for (int links = 0; at; links++) {
		ssize_t size = readlink(at, target, sizeof target - 1);
		if (size < 0 && (errno == EINVAL || errno == ENOENT))
			return at; /* is not a link, or not there yet */
		if (size < 0 || links == MOST_LINKS) {
			int failure = size < 0 ? errno : ELOOP;
			free(at);
			errno = failure;
			return NULL;
		}
		target[size] = '\0';
		char *next = beside(at, target);
		free(at);
		at = next;
	}
	errno = ENOMEM;
	return NULL;
}

/* A failure of the system (errno) unless `what` is said. */
static apo_status refuse(const char *path, int failure, const char *what, apo_error *err)
{
	return apo__fail(err, failure == ENOMEM ? APO_ENOMEM : APO_EOUTPUT, path, APO_NO_OFFSET, 0,
		what ? "%s" : "cannot be written: %s", what ? what : strerror(failure));
}

static apo_status check_descriptor(const char *path, apo__place *place, apo_error *err)
{
	int flags = fcntl(place->descriptor, F_GETFL);
	if (flags < 0)
		return refuse(path, errno, NULL, err);
	if ((flags & O_ACCMODE) == O_RDONLY)
		return refuse(path, 0, "is not open for writing", err);
	place->exists = !fstat(place->descriptor, &place->info);
	return APO_OK;
}

static apo_status check_existing(const char *path, const apo__place *place, apo_error *err)
{
	struct stat named;
	mode_t mode = place->info.st_mode;
	if (S_ISDIR(mode))
		return refuse(path, 0, "is a directory; name a file", err);
	if (S_ISBLK(mode) || S_ISSOCK(mode))
		return refuse(path, 0, "is not a file, a pipe or a terminal; name a file", err);
	if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS))
		return refuse(path, errno, NULL, err);
	if (place->is_file && (stat(place->path, &named) || named.st_ino != place->info.st_ino ||
				      named.st_dev != place->info.st_dev))
		return refuse(path, 0, "is a link to a file that has no name; name a file", err);
	return APO_OK;
}

apo_status apo__place_find(const char *path, apo__place *place, apo_error *err)
{
	*place = (apo__place){.descriptor = apo__place_descriptor(path, STDOUT_FILENO)};
	if (place->descriptor >= 0)
		return check_descriptor(*path == '-' ? "standard output" : path, place, err);
	if (!*path)
		return refuse("-o", 0, "the name of the output is empty; name a file", err);
	place->exists = !stat(path, &place->info);
	if (!place->exists && errno != ENOENT)
		return refuse(path, errno, NULL, err);
	place->is_file = !place->exists || S_ISREG(place->info.st_mode);
	place->path = place->is_file ? follow(path) : strdup(path);
	if (!place->path)
		return refuse(path, errno, NULL, err);
	apo_status status = place->exists ? check_existing(path, place, err) : APO_OK;
	if (status) {
		free(place->path);
		place->path = NULL;
	}
	return status;
}

int apo__place_sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
	if (!folder)
		return ENOMEM;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int failure = fd < 0 || fsync(fd) ? errno : 0;
	if (fd >= 0)
		close(fd);
	free(folder);
	/* a folder that may be written but not read cannot be opened; some file systems have no fsync of folders */
	return failure == EACCES || failure == EINVAL || failure == ENOTSUP ? 0 : failure;
}

void apo__place_temporary(const char *path, unsigned i, char *name, size_t size)
{
	const char *slash = strrchr(path, '/'), *last = slash ? slash + 1 : path;
	size_t kept = strlen(last);
	if (kept > KEPT_NAME) {
		kept = KEPT_NAME; /* not in the middle of a character: some file systems take UTF-8 alone */
		while (kept && ((unsigned char)last[kept] & 0xC0) == 0x80)
			kept--;
	}
	snprintf(name, size, "%.*s%.*s.%lu-%u.tmp", (int)(last - path), path, (int)kept, last,
		(unsigned long)getpid() % 10000000000u, i);
}
