/* SPDX-License-Identifier: Apache-2.0 */
/* A place for the files of a test, inside of the folder that hermetic.sh made for it. */
#ifndef APO_TESTS_SCRATCH_H
#define APO_TESTS_SCRATCH_H

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

/* Put "$TMPDIR/NAME-XXXXXX" into `path`, for mkstemp or mkdtemp; returns `path`. */
static inline char *scratch_path(char path[PATH_MAX], const char *name)
{
	const char *folder = getenv("TMPDIR");
	snprintf(path, PATH_MAX, "%s/%s-XXXXXX", folder && *folder ? folder : "/tmp", name);
	return path;
}

#endif
