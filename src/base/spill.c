/* SPDX-License-Identifier: Apache-2.0 */
/* Temporary files: $TMPDIR, /tmp, /var/tmp (FHS 3.0), the working folder, in this order. */
#define _GNU_SOURCE /* mkostemp */
#include "base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int open_in(const char *folder)
{
	char path[4096]; /* PATH_MAX of Linux */
	int size = snprintf(path, sizeof path, "%s/apograph-XXXXXX", folder);
	if (size < 0 || (size_t)size >= sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	int fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

int apo__spill_open(apo_notice_fn notice, void *user)
{
	const char *wanted = getenv("TMPDIR");
	const char *const folders[] = {
		wanted && *wanted ? wanted : "/tmp", "/tmp", "/var/tmp", "."};
	int fd = -1, first_failure = 0;
	size_t i = 0;
	for (; i < sizeof folders / sizeof *folders && fd < 0; i++)
		if ((fd = open_in(folders[i])) < 0 && !first_failure)
			first_failure = errno;
	if (first_failure && notice) {
		char message[512];
		snprintf(message, sizeof message,
			"no temporary file can be made in %.200s (%s); %s%s holds what is written",
			folders[0], strerror(first_failure), fd < 0 ? "memory" : "a file in ",
			fd < 0			       ? ""
			: !strcmp(folders[i - 1], ".") ? "the working folder"
						       : folders[i - 1]);
		notice(message, user);
	}
	return fd;
}
