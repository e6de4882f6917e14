/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../scratch.h"
#include "lexicon/dictionary/cache.h"
#include "lexicon/lexicons.h"

static apo_context *context;
static apo__arena *arena;
static char folder[PATH_MAX];
static apo__cache_place place;

static apo__store *empty_store(void)
{
	return apo__store_new(
		arena, "test", apo__language_get(context, "de"), apo__language_get(context, "en"));
}

static void save_sample(void)
{
	static const char text[] = "Haus\thouse; building\nGebäude\tbuilding\nlaufen\trun\n";
	apo__store *store = empty_store();
	apo__read_tsv(store, text, sizeof text - 1);
	apo__store_seal(store, 1);
	apo__cache_save(store, &place);
}

static void set_up(void)
{
	context = apo_context_new(NULL, NULL);
	arena = apo__arena_new();
	cr_assert_not_null(mkdtemp(scratch_path(folder, "cache")));
	setenv("XDG_CACHE_HOME", folder, 1);
	place = apo__cache_find(arena, "/proc/self/exe", apo__language_get(context, "de"),
		apo__language_get(context, "en"));
	cr_assert_not_null(place.folder);
}

static void tear_down(void)
{
	remove(place.file);
	rmdir(place.folder);
	rmdir(folder);
	apo__arena_free(arena);
	apo_context_free(context);
}

TestSuite(cache, .init = set_up, .fini = tear_down);

Test(cache, what_was_saved_is_loaded)
{
	apo__store *store = empty_store();
	cr_assert(!apo__cache_load(store, &place));
	save_sample();
	cr_assert(apo__cache_load(store, &place));
	cr_assert_eq(store->entries, 4);
	uint32_t id = apo__store_find(store, 1, "building", 8);
	cr_assert_neq(id, APO_NONE);
	const apo__store_side *s = &store->sides[1];
	cr_assert_eq(s->first[id + 1] - s->first[id], 2);
	cr_assert_eq(apo__store_find(store, 1, "none", 4), APO_NONE);
	apo__cache_place other = place;
	other.key++;
	cr_assert(!apo__cache_load(empty_store(), &other));
}
