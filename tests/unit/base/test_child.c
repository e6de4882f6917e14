/* SPDX-License-Identifier: Apache-2.0 */
/* Other programs: what they say, and that none can hold up or harm the one that calls. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"

static apo__arena *arena;

static void setup(void)
{
	arena = apo__arena_new();
}

static void teardown(void)
{
	apo__arena_free(arena);
}

static const char *shell(const char *script, const char *input, int from, size_t *size)
{
	const char *const arguments[] = {"/bin/sh", "-c", script, NULL};
	return apo__child_run(arena, arguments, input, strlen(input), from, size);
}

Test(child, answers, .init = setup, .fini = teardown)
{
	size_t size;
	cr_assert_str_eq(shell("cat; echo no >&2", "in and out", 1, &size), "in and out");
	cr_assert_eq(size, 10);
	cr_assert_str_eq(shell("echo no; echo yes >&2", "", 2, &size), "yes\n");
}

Test(child, sees_no_environment, .init = setup, .fini = teardown)
{
	const char *const arguments[] = {"/usr/bin/env", NULL};
	size_t size = 1;
	cr_assert_str_eq(apo__child_run(arena, arguments, "", 0, 1, &size), "");
	cr_assert_eq(size, 0);
}

Test(child, failures, .init = setup, .fini = teardown)
{
	size_t size;
	static const char *const nowhere[] = {"/nonexistent/program", NULL};
	cr_assert_null(apo__child_run(arena, nowhere, "", 0, 1, &size));
	cr_assert_null(shell("echo half; exit 3", "", 1, &size));
	cr_assert_null(shell("kill -KILL $$", "", 1, &size));
	cr_assert_null(shell("exec /usr/bin/yes", "", 1, &size), "no limit of output");
}

/* What waits for ever is ended, although the caller ignores and blocks the signal for it. */
Test(child, time, .init = setup, .fini = teardown)
{
	size_t size;
	sigset_t all;
	signal(SIGALRM, SIG_IGN);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	cr_assert_null(shell("exec sleep 1000000", "", 1, &size));
}

Test(child, find, .init = setup, .fini = teardown)
{
	setenv("PATH", "relative:/nonexistent::/bin", 1);
	cr_assert_str_eq(apo__child_find(arena, "sh"), "/bin/sh");
	cr_assert_null(apo__child_find(arena, "no-such-program"));
	setenv("PATH", "bin", 1);
	cr_assert_null(apo__child_find(arena, "sh"));
}
