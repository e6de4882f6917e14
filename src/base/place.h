/* SPDX-License-Identifier: Apache-2.0 */
/* Where an output goes: a file (which is replaced whole), or what can only be written to: a descriptor, a device, a pipe. */
#ifndef APO__BASE_PLACE_H
#define APO__BASE_PLACE_H

#include <sys/stat.h>

#include "apograph.h"

typedef struct {
	char *path;	/* of the file itself, links followed; to be freed */
	int descriptor; /* that the name stands for, -1 = none */
	int is_file;	/* it is, or will be, a regular file to be replaced */
	int exists;	/* `info` is filled */
	struct stat info;
} apo__place;

/* The descriptor that a name stands for: "-" is `otherwise`, "/dev/stdin" 0, "/dev/fd/5" 5; else -1. */
int apo__place_descriptor(const char *path, int otherwise);

/* Find where `path` leads and whether it can be written; APO_EOUTPUT when not, `place` then holds nothing to free. */
apo_status apo__place_find(const char *path, apo__place *place, apo_error *err);

/* Put the entries of the folder that `path` is in on the disk, so that a name that was given to a file stays after a power
 * cut. Returns 0 or an errno; file systems and folders that have no such thing are passed over. */
int apo__place_sync_folder(const char *path);

/* Write to `name` (of `size` bytes) the i-th name for a temporary file beside `path`; it is short enough wherever the file's own
 * is. `size` is at least that of `path` and APO__PLACE_MORE. */
#define APO__PLACE_MORE 40u
void apo__place_temporary(const char *path, unsigned i, char *name, size_t size);

#endif
