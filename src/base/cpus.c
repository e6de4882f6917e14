/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many processors this process may use: those of its affinity mask (sched_setaffinity(2), taskset, the cpusets of
 * containers), and no more than the time that its control groups allow (cpu.max of cgroup v2, Linux's
 * Documentation/admin-guide/cgroup-v2.rst). Where neither is known, those that are online. A few system calls.
 */
#define _GNU_SOURCE /* sched_getaffinity */
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/parallel.h"

/* Processors that "QUOTA PERIOD" in FOLDER/cpu.max amounts to, rounded up; 0 = no limit. */
static unsigned quota_of(const char *folder)
{
	char path[1100];
	long long quota = 0, period = 0;
	snprintf(path, sizeof path, "%s/cpu.max", folder);
	FILE *file = fopen(path, "re");
	int fields = file ? fscanf(file, "%lld %lld", &quota, &period) : 0; /* "max" is none */
	if (file)
		fclose(file);
	if (fields != 2 || quota <= 0 || period <= 0)
		return 0;
	long long whole = (quota - 1) / period + 1;
	return whole < 1u << 16 ? (unsigned)whole : 0;
}

/* The less of two quotas of which 0 is none. */
static unsigned less(unsigned a, unsigned b)
{
	return !a || (b && b < a) ? b : a;
}

unsigned apo__cpus_of_groups(const char *groups, const char *mount)
{
	char line[512], folder[1024] = "";
	FILE *file = fopen(groups, "re");
	while (file && fgets(line, sizeof line, file))
		if (!strncmp(line, "0::/", 4)) { /* the one of version 2 */
			line[strcspn(line, "\n")] = 0;
			snprintf(folder, sizeof folder, "%s%s", mount, line + 3);
		}
	if (file)
		fclose(file);
	unsigned least = quota_of(mount);	 /* a container sees its own group there */
	while (strlen(folder) > strlen(mount)) { /* each group has the limits of those above it */
		least = less(least, quota_of(folder));
		*strrchr(folder, '/') = 0;
	}
	return least;
}

unsigned apo__cpus(void)
{
	cpu_set_t allowed;
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned cpus = online > 0 && online < 1 << 16 ? (unsigned)online : 1;
	unsigned quota = apo__cpus_of_groups("/proc/self/cgroup", "/sys/fs/cgroup");
	if (!sched_getaffinity(0, sizeof allowed, &allowed) && CPU_COUNT(&allowed) > 0)
		cpus = (unsigned)CPU_COUNT(&allowed);
	return quota && quota < cpus ? quota : cpus;
}
