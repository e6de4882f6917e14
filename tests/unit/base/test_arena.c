/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

Test(arena, memory_is_zeroed_aligned_and_kept)
{
	apo__arena *arena = apo__arena_new();
	char *previous = NULL;
	for (size_t size = 0; size < 3000; size += 7) {
		char *at = apo__alloc(arena, size);
		cr_assert_eq((uintptr_t)at % 16, 0);
		for (size_t i = 0; i < size; i++)
			cr_assert_eq(at[i], 0);
		memset(at, 0xab, size);
		if (previous)
			cr_assert_eq((unsigned char)previous[0], 0xab);
		previous = size ? at : NULL;
	}
	apo__arena_free(arena);
}

static void count_call(void *object)
{
	++*(int *)object;
}

static apo_status run_out(apo__arena *arena, void *user, apo_error *err)
{
	(void)err;
	apo__arena *child = apo__arena_child(arena);
	apo__arena_defer(child, count_call, user);
	apo__alloc_array(child, SIZE_MAX / 2, 4);
	return APO_OK;
}

Test(arena, exhaustion_returns_to_the_guard_and_releases)
{
	int released = 0;
	apo_error err = {0};
	apo__arena *arena = apo__arena_new();
	cr_assert_eq(apo__guarded(arena, run_out, &released, &err), APO_ENOMEM);
	cr_assert_eq(err.status, APO_ENOMEM);
	cr_assert_eq(released, 0);
	apo__arena_free(arena);
	cr_assert_eq(released, 1);
}

Test(arena, vectors_keep_their_items)
{
	apo__arena *arena = apo__arena_new();
	APO__VECTOR(uint32_t) numbers = {0};
	for (uint32_t i = 0; i < 10000; i++)
		*apo__push(arena, &numbers) = i * i;
	cr_assert_eq(numbers.count, 10000);
	for (uint32_t i = 0; i < 10000; i++)
		cr_assert_eq(numbers.items[i], i * i);
	apo__arena_free(arena);
}
