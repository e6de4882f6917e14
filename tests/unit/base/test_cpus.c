/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* sched_setaffinity */
#include <criterion/criterion.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/parallel.h"

Test(cpus, threads_follow_the_affinity)
{
	cpu_set_t all, one;
	cr_assert_eq(sched_getaffinity(0, sizeof all, &all), 0);
	cr_assert_leq(apo__cpus(), (unsigned)CPU_COUNT(&all));
	int last = CPU_SETSIZE - 1;
	while (!CPU_ISSET(last, &all))
		last--;
	CPU_ZERO(&one);
	CPU_SET(last, &one);
	cr_assert_eq(sched_setaffinity(0, sizeof one, &one), 0);
	cr_assert_eq(apo__cpus(), 1);
	cr_assert_eq(apo__jobs(0, 100), 1);
	cr_assert_eq(apo__jobs(3, 100), 3, "what the user says counts");
	cr_assert_eq(apo__jobs(3, 2), 2);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	cr_assert_not_null(file);
	fputs(text, file);
	cr_assert_eq(fclose(file), 0);
}

Test(cpus, control_groups_limit_with_those_above_them)
{
	static const struct {
		const char *top, *outer, *inner; /* cpu.max of mount, a and a/b */
		const char *groups;
		unsigned expected;
	} cases[] = {
		{"", "max 100000\n", "max 100000\n", "0::/a/b\n", 0},
		{"", "max 100000\n", "200000 100000\n", "0::/a/b\n", 2},
		{"", "150000 100000\n", "max 100000\n", "1:cpu:/x\n0::/a/b\n", 2},
		{"", "100000 100000\n", "400000 100000\n", "0::/a/b\n", 1},
		{"", "400000 100000\n", "100000 100000\n", "0::/a\n", 4},
		{"5000 100000\n", "max 100000\n", "max 100000\n", "0::/\n", 1},
		{"300000 100000\n", "max 100000\n", "max 100000\n", "0::/gone/away\n", 3},
		{"", "garbage\n", "-5 0\n", "0::/a/b\n", 0},
		{"", "100000 100000\n", "100000 100000\n", "4:cpu:/a/b\n", 0},
	};
	char folder[] = "/tmp/apograph-test-XXXXXX";
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
	cr_assert_eq(mkdir("mount", 0700) || mkdir("mount/a", 0700) || mkdir("mount/a/b", 0700), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file("mount/cpu.max", cases[i].top);
		write_file("mount/a/cpu.max", cases[i].outer);
		write_file("mount/a/b/cpu.max", cases[i].inner);
		write_file("groups", cases[i].groups);
		cr_assert_eq(
			apo__cpus_of_groups("groups", "mount"), cases[i].expected, "case %zu", i);
	}
	cr_assert_eq(apo__cpus_of_groups("none", "nowhere"), 0);
	cr_assert_eq(system("rm -r mount groups"), 0);
	cr_assert_eq(chdir("/") || rmdir(folder), 0);
}
