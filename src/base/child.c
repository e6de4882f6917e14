/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A child process between two files in memory: nothing has to be read while it runs, so it can neither block the parent nor
 * be blocked by it. Between fork and exec only functions that are safe after a signal are called, since other threads may
 * hold locks (POSIX.1-2008, fork).
 */
#define _GNU_SOURCE /* memfd_create */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_SECONDS 10
#define MOST_MEMORY  ((rlim_t)1 << 30)
#define MOST_OUTPUT  ((rlim_t)64 << 20)

const char *apo__child_find(apo__arena *arena, const char *name)
{
	const char *folders = getenv("PATH");
	while (folders && *folders) {
		size_t size = strcspn(folders, ":");
		const char *path = apo__sprintf(arena, "%.*s/%s", (int)size, folders, name);
		struct stat info;
		if (*folders == '/' && !stat(path, &info) && S_ISREG(info.st_mode) &&
			!access(path, X_OK))
			return path;
		folders += size + (folders[size] == ':');
	}
	return NULL;
}

static void close_file(void *object)
{
	const int *fd = object;
	if (*fd >= 0)
		close(*fd);
}

/* A file in memory, closed with the arena; -1 where there is no such thing. */
static int open_file(apo__arena *arena)
{
	int *fd = apo__alloc(arena, sizeof *fd);
	*fd = memfd_create("apograph", MFD_CLOEXEC);
	apo__arena_defer(arena, close_file, fd);
	return *fd;
}

static int write_file(int fd, const char *data, size_t size)
{
	while (size) {
		ssize_t done = write(fd, data, size);
		if (done < 0 && errno != EINTR)
			return 0;
		if (done > 0) {
			data += done;
			size -= (size_t)done;
		}
	}
	return lseek(fd, 0, SEEK_SET) == 0;
}

static const char *read_file(apo__arena *arena, int fd, size_t *size)
{
	struct stat info;
	if (fstat(fd, &info) || lseek(fd, 0, SEEK_SET))
		return NULL;
	char *data = apo__alloc(arena, (size_t)info.st_size + 1);
	*size = 0;
	while (*size < (size_t)info.st_size) {
		ssize_t got = read(fd, data + *size, (size_t)info.st_size - *size);
		if (got == 0 || (got < 0 && errno != EINTR))
			return NULL;
		if (got > 0)
			*size += (size_t)got;
	}
	return data;
}

static void limit(int what, rlim_t value)
{
	const struct rlimit both = {value, value};
	setrlimit(what, &both);
}

_Noreturn static void become(char *const *arguments, int in, int out, int from)
{
	char *nothing[] = {NULL};
	int other = open("/dev/null", O_WRONLY);
	sigset_t none;
	limit(RLIMIT_CPU, MOST_SECONDS);
	limit(RLIMIT_AS, MOST_MEMORY);
	limit(RLIMIT_FSIZE, MOST_OUTPUT);
	limit(RLIMIT_CORE, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGALRM, SIG_DFL);
	alarm(MOST_SECONDS + 1); /* ends what waits instead of working */
	if (dup2(in, 0) == 0 && dup2(other, 3 - from) == 3 - from && dup2(out, from) == from)
		execve(arguments[0], arguments, nothing);
	_exit(127);
}

static int ended_well(pid_t child)
{
	int status;
	pid_t done;
	do
		done = waitpid(child, &status, 0);
	while (done < 0 && errno == EINTR);
	return done == child && WIFEXITED(status) && !WEXITSTATUS(status);
}

const char *apo__child_run(apo__arena *arena, const char *const *arguments, const char *input,
	size_t input_size, int from, size_t *size)
{
	apo__arena *scratch = apo__arena_child(arena);
	int in = open_file(scratch), out = open_file(scratch);
	const char *result = NULL;
	if (in >= 0 && out >= 0 && write_file(in, input, input_size)) {
		pid_t child = fork();
		if (child == 0)
			become((char *const *)(uintptr_t)arguments, in, out, from);
		if (child > 0 && ended_well(child))
			result = read_file(arena, out, size);
	}
	apo__arena_free(scratch);
	return result;
}
