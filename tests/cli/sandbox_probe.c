/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside of the program's sandbox, tries what it forbids and what must still work: probe ALLOWED_FOLDER OTHER_FOLDER [children].
 * Status 77 where the kernel has neither seccomp nor Landlock.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox.h"

static int failed;
static char allowed[4096], other[4096];

/* A call that must fail with `error`. */
static void forbidden(const char *what, long result, int error)
{
	int got = errno;
	if (result < 0 && got == error)
		return;
	printf("FAILED: %s: result %ld, %s; expected %s\n", what, result,
		result < 0 ? strerror(got) : "no error", strerror(error));
	failed = 1;
}

static void works(const char *what, int result)
{
	if (result)
		return;
	printf("FAILED: %s: %s\n", what, strerror(errno));
	failed = 1;
}

static const char *in(const char *folder, const char *name)
{
	static char path[8192];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static int can_write(const char *path, int flags)
{
	int fd = open(path, O_WRONLY | flags, 0600);
	int done = fd >= 0 && write(fd, "x", 1) == 1;
	if (fd >= 0)
		close(fd);
	return done;
}

static void *in_thread(void *user)
{
	forbidden("a socket in a thread", socket(AF_INET, SOCK_STREAM, 0), EPERM);
	*(int *)user = 1;
	return NULL;
}

/* A child runs, and is under the same rules. */
static void check_children(void)
{
	char script[8300];
	int status = -1;
	snprintf(script, sizeof script, "echo x >'%s/child' && ! (echo x >'%s/child') 2>/dev/null",
		allowed, other);
	char shell[] = "/bin/sh", option[] = "-c";
	char *const arguments[] = {shell, option, script, NULL}, *const none[] = {NULL};
	pid_t child = fork();
	if (!child) {
		if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)
			_exit(9);
		execve(arguments[0], arguments, none);
		_exit(8);
	}
	works("a child", child > 0 && waitpid(child, &status, 0) == child && status == 0);
}

static void check_calls(int children)
{
	char *const none[] = {NULL};
	int ran = 0;
	pthread_t thread;
	forbidden("TCP", socket(AF_INET, SOCK_STREAM, 0), EPERM);
	forbidden("UDP, IPv6", socket(AF_INET6, SOCK_DGRAM, 0), EPERM);
	forbidden("a Unix socket", socket(AF_UNIX, SOCK_STREAM, 0), EPERM);
	if (children) {
		check_children();
	} else {
		forbidden("another program", execve("/bin/true", none, none), EPERM);
		pid_t child = fork();
		if (!child)
			_exit(0);
		forbidden("another process", child, EPERM);
	}
	forbidden("signals", kill(getppid(), SIGCONT), EPERM);
	forbidden("looking into another process", ptrace(PTRACE_ATTACH, getppid(), 0, 0), EPERM);
	forbidden("typing into the terminal", ioctl(0, TIOCSTI, "x"), EPERM);
#ifdef __NR_io_uring_setup
	forbidden("io_uring", syscall(__NR_io_uring_setup, 1, NULL), EPERM);
#endif
	works("a thread", !pthread_create(&thread, NULL, in_thread, &ran) &&
				  !pthread_join(thread, NULL) && ran);
	void *map = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	works("memory", map != MAP_FAILED);
}

static void check_files(void)
{
	char path[8192];
	int fd = open(in(other, "old"), O_RDONLY);
	char byte = 0;
	works("reading elsewhere", fd >= 0 && read(fd, &byte, 1) == 1 && byte == 'o');
	close(fd);
	works("a new file", can_write(in(allowed, "new"), O_CREAT | O_EXCL));
	works("cutting a file", can_write(in(allowed, "new"), O_TRUNC));
	works("a folder", !mkdir(in(allowed, "folder"), 0700));
	works("a file in a new folder", can_write(in(allowed, "folder/new"), O_CREAT));
	snprintf(path, sizeof path, "%s", in(allowed, "new"));
	works("a new name", !rename(path, in(allowed, "renamed")));
	snprintf(path, sizeof path, "%s", in(allowed, "renamed"));
	works("a name in another folder", !rename(path, in(allowed, "folder/moved")));
	works("removing a file", !unlink(in(allowed, "folder/moved")));
	works("/dev/null", can_write("/dev/null", 0));
	/* as outputs are written: a file without a name, which gets it at the end */
	fd = open(allowed, O_TMPFILE | O_WRONLY, 0600);
	if (fd >= 0) {
		snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
		works("a name for a nameless file",
			!linkat(AT_FDCWD, path, AT_FDCWD, in(allowed, "linked"),
				AT_SYMLINK_FOLLOW));
		close(fd);
	}
	forbidden("a new file elsewhere", open(in(other, "new"), O_WRONLY | O_CREAT, 0600), EACCES);
	forbidden("writing elsewhere", open(in(other, "old"), O_WRONLY), EACCES);
	forbidden("a folder elsewhere", mkdir(in(other, "folder"), 0700), EACCES);
	forbidden("removing elsewhere", unlink(in(other, "old")), EACCES);
	snprintf(path, sizeof path, "%s", in(other, "old"));
	forbidden("renaming elsewhere", rename(path, in(other, "renamed")), EACCES);
	forbidden("a pipe with a name", mknod(in(allowed, "pipe"), S_IFIFO | 0600, 0), EACCES);
}

int main(int argc, char **argv)
{
	int children = argc > 3;
	if (argc < 3)
		return 2;
	snprintf(allowed, sizeof allowed, "%s", argv[1]);
	snprintf(other, sizeof other, "%s", argv[2]);
	const char *folders[] = {allowed, "/nowhere/at/all"};
	int files = sandbox_confine_writes(folders, 2, children),
	    calls = sandbox_forbid_calls(children);
	if (files)
		check_files();
	if (calls)
		check_calls(children);
	printf("calls: %s, files: %s\n", calls ? "confined" : "not confined here",
		files ? "confined" : "not confined here");
	return failed ? 1 : calls || files ? 0 : 77;
}
