/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"

Test(digest, the_same_text_has_the_same_digest_and_another_another)
{
	apo__digest a = apo__digest_of("abc", 3), b = apo__digest_of("abc", 3);
	apo__digest c = apo__digest_of("abd", 3), none = apo__digest_of(NULL, 0);
	cr_assert(a.a == b.a && a.b == b.b);
	cr_assert(a.a != c.a && a.b != c.b);
	cr_assert(none.a || none.b);
}

Test(digest, a_map_knows_what_was_added_and_nothing_else)
{
	enum { COUNT = 20000 };
	apo__arena *arena = apo__arena_new();
	apo__digest_map map;
	char text[32];
	apo__digest_map_init(&map, arena);
	cr_assert_null(apo__digest_map_find(&map, apo__digest_of("1", 1)));
	for (uint64_t i = 0; i < COUNT; i++) {
		int size = snprintf(text, sizeof text, "text %u", (unsigned)i);
		cr_assert_eq(*apo__digest_map_add(&map, apo__digest_of(text, (size_t)size), i), i);
	}
	cr_assert_eq(map.count, COUNT);
	for (uint64_t i = 0; i < 2 * COUNT; i++) {
		int size = snprintf(text, sizeof text, "text %u", (unsigned)i);
		uint64_t *value = apo__digest_map_find(&map, apo__digest_of(text, (size_t)size));
		cr_assert_eq(value != NULL, i < COUNT, "%u", (unsigned)i);
		cr_assert(!value || *value == i);
	}
	cr_assert_eq(*apo__digest_map_add(&map, apo__digest_of("text 7", 6), 99), 7);
	apo__arena_free(arena);
}

static void count(void *object)
{
	++*(int *)object;
}

Test(digest, an_arena_that_is_reset_runs_what_was_deferred_and_serves_on)
{
	apo__arena *arena = apo__arena_new();
	int released = 0;
	for (int i = 0; i < 1000; i++) {
		char *text = apo__alloc(arena, i % 100 == 0 ? 1 << 20 : 100);
		cr_assert_eq(text[99], 0);
		memset(text, 7, 100);
		apo__arena_child(arena);
		apo__arena_defer(arena, count, &released);
		apo__arena_reset(arena);
	}
	cr_assert_eq(released, 1000);
	apo__arena_free(arena);
}
