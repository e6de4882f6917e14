/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lock is on the file itself, which is never renamed. Who waits for it may get the lock of a file that was removed meanwhile,
 * so the name is looked up again then.
 */
#define _GNU_SOURCE /* flock, realpath */
#include "base/proof/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/place.h"

static void close_journal(void *object)
{
	apo__journal *j = object;
	struct stat info;
	if (j->fd < 0)
		return;
	if (j->made && !fstat(j->fd, &info) && !info.st_size)
		unlink(j->path);
	close(j->fd);
	j->fd = -1;
}

static const char *resolve(apo__arena *arena, const char *path)
{
	char *real = realpath(path, NULL);
	if (!real)
		return apo__strdup(arena, path);
	const char *kept = apo__strdup(arena, real);
	free(real);
	return kept;
}

static apo__journal *journal_new(apo__arena *arena, const char *path)
{
	apo__journal *j = apo__alloc(arena, sizeof *j);
	*j = (apo__journal){
		.name = apo__strdup(arena, path), .path = resolve(arena, path), .fd = -1};
	apo__arena_defer(arena, close_journal, j);
	return j;
}

/* Returns 0 or an errno. */
static int lock(int fd, int how)
{
	int failed;
	do
		failed = flock(fd, how);
	while (failed && errno == EINTR);
	return failed ? errno : 0;
}

static apo_status fail(
	const apo__journal *j, apo_status status, const char *what, int failure, apo_error *err)
{
	return apo__fail(err, status, j->name, APO_NO_OFFSET, 0, "cannot be %s: %s", what,
		failure == ENOENT ? "there is no such file or folder" : strerror(failure));
}

static apo_status check_kind(apo__journal *j, apo_error *err)
{
	struct stat info;
	if (fstat(j->fd, &info))
		return fail(j, APO_EINPUT, "read", errno, err);
	if (S_ISDIR(info.st_mode))
		return apo__fail(
			err, APO_EINPUT, j->name, APO_NO_OFFSET, 0, "is a folder; expected a file");
	if (!S_ISREG(info.st_mode))
		return apo__fail(err, APO_EINPUT, j->name, APO_NO_OFFSET, 0,
			"is not a regular file; expected a file that can grow");
	j->size = (uint64_t)info.st_size;
	return APO_OK;
}

/* Open the file of this name as it is now; made when it is not there. */
static apo_status open_once(apo__journal *j, apo_error *err)
{
	struct stat info;
	int there = !stat(j->path, &info);
	if (there && S_ISDIR(info.st_mode))
		return apo__fail(
			err, APO_EINPUT, j->name, APO_NO_OFFSET, 0, "is a folder; expected a file");
	j->fd = open(j->path, O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (j->fd < 0 && errno == ENOENT) {
		j->fd = open(j->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		j->made = j->fd >= 0;
		if (j->fd < 0 && errno == EEXIST) /* another process was faster */
			j->fd = open(j->path, O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	}
	return j->fd < 0 ? fail(j, APO_EOUTPUT, "written", errno, err) : check_kind(j, err);
}

apo_status apo__journal_open(apo__arena *arena, const char *path, apo_notice_fn notice, void *user,
	apo__journal **journal, apo_error *err)
{
	apo__journal *j = journal_new(arena, path);
	for (;;) {
		struct stat named, mine;
		apo_status status = open_once(j, err);
		int failure = status ? 0 : lock(j->fd, LOCK_EX | LOCK_NB);
		if (status)
			return status;
		if (failure == EWOULDBLOCK) {
			if (notice)
				notice(apo__sprintf(arena,
					       "%s: waits for another process that appends to it",
					       path),
					user);
			failure = lock(j->fd, LOCK_EX);
		}
		if (failure)
			return fail(j, APO_EOUTPUT, "locked", failure, err);
		if (!stat(j->path, &named) && !fstat(j->fd, &mine) && named.st_ino == mine.st_ino &&
			named.st_dev == mine.st_dev)
			break;
		close(j->fd);
		j->fd = -1;
		j->made = 0;
	}
	*journal = j;
	return check_kind(j, err);
}

apo_status apo__journal_open_read(
	apo__arena *arena, const char *path, apo__journal **journal, apo_error *err)
{
	apo__journal *j = journal_new(arena, path);
	j->fd = open(j->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (j->fd < 0)
		return fail(j, APO_EINPUT, "read", errno, err);
	int failure = lock(j->fd, LOCK_SH);
	/* where there are no locks, a file is read as it is */
	if (failure && failure != ENOLCK && failure != EOPNOTSUPP && failure != EBADF)
		return fail(j, APO_EINPUT, "locked", failure, err);
	*journal = j;
	return check_kind(j, err);
}

void apo__journal_release(apo__journal *journal)
{
	lock(journal->fd, LOCK_UN);
}

/* Returns 0 or an errno. */
static int write_at(int fd, const char *data, size_t size, uint64_t at)
{
	while (size) {
		ssize_t done = pwrite(fd, data, size, (off_t)at);
		if (done < 0 && errno != EINTR)
			return errno;
		if (done <= 0)
			continue;
		data += done;
		size -= (size_t)done;
		at += (uint64_t)done;
	}
	return 0;
}

static int sync_file(int fd)
{
	return fsync(fd) && errno != EINVAL ? errno : 0;
}

void apo__journal_undo(apo__journal *journal, uint64_t size)
{
	/* what cannot be cut now is not a record that anybody was promised: the next append cuts it */
	if (!ftruncate(journal->fd, (off_t)size))
		sync_file(journal->fd);
	journal->size = size;
}

apo_status apo__journal_append(apo__journal *journal, const char *data, size_t size, apo_error *err)
{
	uint64_t before = journal->size;
	int failure = write_at(journal->fd, data, size, before);
	if (!failure)
		failure = sync_file(journal->fd);
	if (!failure && !before)
		failure = apo__place_sync_folder(journal->path);
	if (failure) {
		apo__journal_undo(journal, before);
		return fail(journal, APO_EOUTPUT, "written", failure, err);
	}
	journal->size = before + size;
	return APO_OK;
}

/* Append the bytes from `from` on to the file `path`. Returns 0 or an errno. */
static int copy_to(const apo__journal *j, uint64_t from, const char *path)
{
	char bytes[16384];
	int fd = open(
		    path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW, 0666),
	    failure = 0;
	if (fd < 0)
		return errno;
	for (int64_t got = 1; got && !failure; from += (uint64_t)got) {
		got = apo__journal_read(j, from, bytes, sizeof bytes);
		if (got < 0)
			failure = errno;
		for (int64_t done = 0; done < got && !failure;) {
			ssize_t wrote = write(fd, bytes + done, (size_t)(got - done));
			if (wrote < 0 && errno != EINTR)
				failure = errno;
			done += wrote > 0 ? wrote : 0;
		}
	}
	if (!failure)
		failure = sync_file(fd);
	if (close(fd) && !failure)
		failure = errno;
	return failure ? failure : apo__place_sync_folder(path);
}

apo_status apo__journal_cut(apo__journal *journal, uint64_t size, const char *aside, apo_error *err)
{
	int failure = copy_to(journal, size, aside);
	if (failure)
		return apo__fail(err, APO_EOUTPUT, aside, APO_NO_OFFSET, 0, "cannot be written: %s",
			strerror(failure));
	if (ftruncate(journal->fd, (off_t)size) || sync_file(journal->fd))
		return fail(journal, APO_EOUTPUT, "cut back", errno, err);
	journal->size = size;
	return APO_OK;
}

int64_t apo__journal_read(const apo__journal *journal, uint64_t at, char *data, size_t size)
{
	size_t used = 0;
	while (used < size) {
		ssize_t got = pread(journal->fd, data + used, size - used, (off_t)(at + used));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (!got)
			break;
		used += (size_t)got;
	}
	return (int64_t)used;
}
