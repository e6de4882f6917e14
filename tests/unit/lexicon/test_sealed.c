/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../scratch.h"
#include "base/file.h"
#include "lexicon/dictionary/lexicon_file.h"
#include "lexicon/lexicons.h"

static apo_context *context;
static apo__arena *arena;
static char path[PATH_MAX];
static apo__bytes bytes; /* of a sample */

static apo__store *empty_store(void)
{
	return apo__store_new(
		arena, "test", apo__language_get(context, "de"), apo__language_get(context, "en"));
}

static void set_up(void)
{
	static const char text[] = "Haus\thouse; building\nGebäude\tbuilding\nlaufen\trun\n";
	context = apo_context_new(NULL, NULL);
	arena = apo__arena_new();
	close(mkstemp(scratch_path(path, "sealed")));
	apo__store *store = empty_store();
	apo__read_tsv(store, text, sizeof text - 1);
	apo__store_seal(store, 1);
	apo_output *output = apo_output_open(path, NULL);
	cr_assert_eq(apo__sealed_write(store, 7, output, NULL), APO_OK);
	cr_assert_eq(apo_output_commit(output, NULL), APO_OK);
	apo_output_free(output);
	cr_assert_eq(apo__file_read(arena, path, 1 << 20, &bytes.data, &bytes.size, NULL), APO_OK);
}

static void tear_down(void)
{
	remove(path);
	apo__arena_free(arena);
	apo_context_free(context);
}

TestSuite(sealed, .init = set_up, .fini = tear_down);

static uint32_t renderings(const apo__store *store, int side, const char *word)
{
	uint32_t id = apo__store_find(store, side, word, strlen(word));
	const uint32_t *first = store->sides[side].first;
	return id == APO_NONE ? 0 : first[id + 1] - first[id];
}

Test(sealed, what_was_written_is_read)
{
	apo__sealed sealed;
	apo__store *store = empty_store();
	cr_assert_eq(apo__sealed_open(arena, path, &sealed, NULL), APO_OK);
	cr_assert_str_eq(sealed.tags[0], "de");
	cr_assert_str_eq(sealed.tags[1], "en");
	cr_assert_eq(sealed.key, 7);
	cr_assert_eq(apo__sealed_load(&sealed, store, NULL), APO_OK);
	cr_assert_eq(store->entries, 4);
	cr_assert_eq(renderings(store, 0, "haus"), 2);
	cr_assert_eq(renderings(store, 1, "building"), 2);
	cr_assert_eq(renderings(store, 1, "none"), 0);
}

Test(sealed, says_what_is_wrong)
{
	static const struct {
		size_t at, size; /* byte that is changed; bytes of the file, 0 = all */
		const char *message;
	} cases[] = {{0, 0, "is not a lexicon file"}, {0, 10, "is not a lexicon file"},
		{16, 0, "another byte order"}, {20, 0, "another version"}, {56, 0, "damaged"},
		{200, 0, "damaged"}, {0, 60, "not a lexicon file"}, {24, 60, "damaged"},
		{24, 300, "damaged"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_error err;
		apo__sealed sealed;
		char *copy = apo__strndup(arena, bytes.data, bytes.size);
		copy[cases[i].at] ^= 0x55;
		apo__bytes changed = {copy, cases[i].size ? cases[i].size : bytes.size};
		apo_status status = apo__sealed_open_bytes("x", changed, &sealed, &err);
		if (!status)
			status = apo__sealed_load(&sealed, empty_store(), &err);
		cr_expect_eq(status, APO_EINPUT, "case %zu", i);
		cr_expect(strstr(err.message, cases[i].message), "case %zu: %s", i, err.message);
	}
}

/* The checksum put right, so that what is left are the checks of the indexes. */
static void sum_again(char *data, size_t size)
{
	if (size < 136)
		return;
	uint64_t sum = apo__sealed_sum((apo__bytes){data, size});
	memcpy(data + 48, &sum, sizeof sum);
}

Test(sealed, damage_is_noticed_or_harmless)
{
	char *copy = apo__strndup(arena, bytes.data, bytes.size);
	sum_again(copy, bytes.size);
	cr_assert_arr_eq(copy, bytes.data, bytes.size);
	for (size_t i = 0; i < 3 * bytes.size; i++) {
		/* each byte changed, with the checksum right and wrong, then each length cut short */
		size_t size = i < 2 * bytes.size ? bytes.size : i - 2 * bytes.size;
		apo__sealed sealed;
		memcpy(copy, bytes.data, bytes.size);
		if (i < 2 * bytes.size)
			copy[i % bytes.size] ^= 0x55;
		if (i < bytes.size)
			sum_again(copy, bytes.size);
		apo__store *store = empty_store();
		apo__bytes changed = {copy, size};
		if (apo__sealed_open_bytes("x", changed, &sealed, NULL) ||
			apo__sealed_load(&sealed, store, NULL))
			continue;
		cr_expect_eq(size, bytes.size, "cut to %zu", size);
		for (int side = 0; side < 2; side++)
			renderings(store, side, "haus");
	}
}
