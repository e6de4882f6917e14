/* SPDX-License-Identifier: Apache-2.0 */
/* Another program, run with limits on its time, memory and output. */
#ifndef APO__BASE_CHILD_H
#define APO__BASE_CHILD_H

#include "base/arena.h"

/* The path of a program in the folders of PATH, NULL where there is none. Folders that are not absolute are passed over. */
const char *apo__child_find(apo__arena *arena, const char *name);

/* Run the program at the path arguments[0], NULL after the last one. `input` is its standard input; what it writes to
 * descriptor `from` (1, standard output, or 2, standard error) is returned, NUL-terminated in the arena. NULL when it could not be
 * started, did not end with status 0, or needed more than 10 seconds, 1 GiB of memory or 64 MiB of output. It sees no variable
 * of the environment. May be called from several threads. */
const char *apo__child_run(apo__arena *arena, const char *const *arguments, const char *input,
	size_t input_size, int from, size_t *size);

#endif
