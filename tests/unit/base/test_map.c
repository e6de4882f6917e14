/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"

Test(map, interning_gives_dense_ids_in_order)
{
	apo__arena *arena = apo__arena_new();
	apo__interner interner;
	apo__interner_init(&interner, arena);
	cr_assert_eq(apo__interned(&interner, "a", 1), APO_NONE);
	char text[16];
	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < 5000; i++) {
			snprintf(text, sizeof text, "w%u", i);
			cr_assert_eq(apo__intern(&interner, text, strlen(text)), i);
		}
	cr_assert_eq(interner.count, 5000);
	cr_assert_str_eq(interner.strings[4999], "w4999");
	cr_assert_eq(apo__interned(&interner, "w17", 3), 17);
	cr_assert_eq(apo__interned(&interner, "w", 1), APO_NONE);
	apo__arena_free(arena);
}

Test(map, keys_find_their_values)
{
	apo__arena *arena = apo__arena_new();
	apo__map map;
	apo__map_init(&map, arena);
	cr_assert_null(apo__map_find(&map, 0));
	for (uint64_t key = 0; key < 5000; key++)
		*apo__map_add(&map, key << 32, 7) += (uint32_t)key;
	cr_assert_eq(map.count, 5000);
	for (uint64_t key = 0; key < 5000; key++)
		cr_assert_eq(*apo__map_find(&map, key << 32), 7 + key);
	cr_assert_null(apo__map_find(&map, 5));
	apo__arena_free(arena);
}
