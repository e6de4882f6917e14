/* SPDX-License-Identifier: Apache-2.0 */
/* Where memory runs out in the program itself, or in a library that cannot stand it, the program ends at once: nothing that was
 * half done is written. The library of this project reports it like any other failure. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

void cli_exhausted(void)
{
	static const char message[] =
		"apograph: out of memory; free some, or work on smaller files\n";
	ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
	(void)ignored; /* there is nobody else to tell */
	_exit(apo_status_exit(APO_ENOMEM));
}

static void *certain(void *memory)
{
	if (!memory)
		cli_exhausted();
	return memory;
}

static void *allocate(size_t size)
{
	return certain(malloc(size ? size : 1));
}

static void *reallocate(void *old, size_t size)
{
	return certain(realloc(old, size ? size : 1));
}

static char *duplicate(const char *text)
{
	return certain(strdup(text));
}

void *cli_alloc(size_t count, size_t size)
{
	return certain(calloc(count ? count : 1, size ? size : 1));
}

void *cli_realloc(void *old, size_t size)
{
	return reallocate(old, size);
}

char *cli_strdup(const char *text)
{
	return duplicate(text);
}

int cli_guard_memory(const cli *c)
{
	static const apo_memory memory = {allocate, reallocate, duplicate, free};
	apo_error err;
	return apo_memory_use(&memory, &err) ? cli_fail(c, &err) : 0;
}
