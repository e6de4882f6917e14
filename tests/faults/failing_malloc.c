/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preloaded into a program, this lets its n-th request for memory fail, whichever library makes it: malloc, calloc, realloc,
 * aligned_alloc, posix_memalign, memalign and mmap are counted together, over all threads, from the start of the process.
 *
 *   FAULT_AT=N        the N-th request fails (0 or absent: none does)
 *   FAULT_FROM_ON=1   so do all that follow it
 *   FAULT_REPORT=FILE what is appended: the number of requests at the end, and the addresses that led to the failed one
 *
 * free is not counted: what is freed comes from the same allocator of glibc.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

/* glibc's own names of what is replaced here */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static atomic_ulong requests;
static unsigned long fail_at;
static int from_on;
static int report = -1;
static _Thread_local int inside; /* the report itself asks for memory */

static void tell(void)
{
	void *stack[64];
	inside = 1;
	backtrace_symbols_fd(stack, backtrace(stack, 64), report);
	inside = 0;
}

static int fails(void)
{
	if (inside)
		return 0;
	unsigned long number = atomic_fetch_add(&requests, 1) + 1;
	if (!fail_at || number < fail_at || (number > fail_at && !from_on))
		return 0;
	if (number == fail_at && report >= 0)
		tell();
	errno = ENOMEM;
	return 1;
}

__attribute__((constructor)) static void begin(void)
{
	const char *at = getenv("FAULT_AT"), *path = getenv("FAULT_REPORT");
	from_on = getenv("FAULT_FROM_ON") != NULL;
	inside = 1;
	if (path)
		report = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	void *stack[2];
	backtrace(stack, 2); /* loads what it needs now */
	inside = 0;
	atomic_store(&requests, 0);
	fail_at = at ? strtoul(at, NULL, 10) : 0;
}

__attribute__((destructor)) static void end(void)
{
	char text[64];
	int size = snprintf(text, sizeof text, "requests: %lu\n", atomic_load(&requests));
	if (report >= 0 && write(report, text, (size_t)size) != size)
		_exit(99);
}

EXPORT void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

EXPORT void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

EXPORT void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}

EXPORT void *memalign(size_t alignment, size_t size)
{
	return fails() ? NULL : __libc_memalign(alignment, size);
}

EXPORT void *aligned_alloc(size_t alignment, size_t size)
{
	return fails() ? NULL : __libc_memalign(alignment, size);
}

EXPORT int posix_memalign(void **result, size_t alignment, size_t size)
{
	void *memory = fails() ? NULL : __libc_memalign(alignment, size);
	if (!memory)
		return ENOMEM;
	*result = memory;
	return 0;
}

EXPORT void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
	static void *(*next)(void *, size_t, int, int, int, off_t);
	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "mmap");
	return fails() ? MAP_FAILED : next(address, size, protection, flags, fd, offset);
}
