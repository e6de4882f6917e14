/* SPDX-License-Identifier: Apache-2.0 */
/* Which files of dismissals go with a job: the one beside it, and the one of the current folder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

char *cli_dismissals_beside(const char *job)
{
	const char *slash = strrchr(job, '/');
	size_t folder = slash ? (size_t)(slash - job) + 1 : 0;
	size_t size = folder + sizeof APO_DISMISSALS_NAME;
	char *path = cli_alloc(1, size);
	snprintf(path, size, "%.*s%s", (int)folder, job, APO_DISMISSALS_NAME);
	return path;
}

size_t cli_dismissals(const cli *c, const char *job, char *paths[2])
{
	const char *named = cli_value(c, "dismissals");
	size_t count = 0;
	if (cli_value(c, "no-dismissals"))
		return 0;
	if (named) {
		paths[0] = cli_strdup(named);
		return 1;
	}
	paths[0] = cli_dismissals_beside(job);
	if (!access(paths[0], F_OK))
		count++;
	else
		free(paths[0]);
	if (strchr(job, '/') && !access(APO_DISMISSALS_NAME, F_OK))
		paths[count++] = cli_strdup(APO_DISMISSALS_NAME);
	return count;
}
