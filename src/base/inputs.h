/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which files are read and which are about to be written, by device and inode, so that no output ever replaces an input,
 * whatever names the two have. A context has one registry; an arena carries it to where files are opened (apo__arena_watch).
 * Safe to use by several threads at once.
 */
#ifndef APO__BASE_INPUTS_H
#define APO__BASE_INPUTS_H

#include <sys/stat.h>

#include "base/arena.h"

typedef struct apo__inputs apo__inputs;

/* A registry that lives as long as the arena. */
apo__inputs *apo__inputs_new(apo__arena *arena);
/* The open file `fd` is read; what is not a regular file does not count. APO_EUSAGE when an output would replace it. `inputs`
 * may be NULL: nobody watches. */
apo_status apo__inputs_add(apo__inputs *inputs, int fd, const char *path, apo_error *err);
/* The file `file`, which is there now, will be written as `path`. APO_EUSAGE when it is read. */
apo_status apo__inputs_protect(
	apo__inputs *inputs, const struct stat *file, const char *path, apo_error *err);

/* The registry learns of all files that are opened for this arena and for the children that it gets from now on. */
void apo__arena_watch(apo__arena *arena, apo__inputs *inputs);
apo__inputs *apo__arena_watched(const apo__arena *arena);

#endif
