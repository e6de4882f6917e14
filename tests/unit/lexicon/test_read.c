/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "lexicon/dictionary/phrase.h"
#include "lexicon/lexicons.h"
#include "text/unicode/fold.h"

/* "word=weight word=weight" of what stands with `form`, best first. */
static const char *pairs_of(const apo__store *store, int side, const char *form, char out[512])
{
	uint32_t id = apo__store_find(store, side, form, strlen(form));
	const apo__store_side *from = &store->sides[side], *to = &store->sides[!side];
	size_t used = 0;
	out[0] = '\0';
	for (uint32_t i = id == APO_NONE ? 0 : from->first[id];
		id != APO_NONE && i < from->first[id + 1]; i++)
		used += (size_t)snprintf(out + used, 512 - used, "%s%s=%.2f", used ? " " : "",
			to->words.strings[from->pairs[i].word], (double)from->pairs[i].weight);
	return out;
}

typedef struct {
	int side;
	const char *form, *expected;
} expectation;

static void expect(apo__store *store, const expectation *cases, size_t count)
{
	char out[512];
	apo__store_seal(store, 1);
	for (size_t i = 0; i < count; i++)
		cr_expect_str_eq(pairs_of(store, cases[i].side, cases[i].form, out),
			cases[i].expected, "%s: %s, expected %s", cases[i].form, out,
			cases[i].expected);
}
#define EXPECT(store, ...)                                                                         \
	do {                                                                                       \
		static const expectation cases[] = {__VA_ARGS__};                                  \
		expect((store), cases, sizeof cases / sizeof *cases);                              \
	} while (0)

static apo_context *context;
static apo__arena *arena;

static void set_up(void)
{
	context = apo_context_new(NULL, NULL);
	arena = apo__arena_new();
}

static void tear_down(void)
{
	apo__arena_free(arena);
	apo_context_free(context);
}

static apo__store *store_of(const char *a, const char *b)
{
	return apo__store_new(
		arena, "test", apo__language_get(context, a), apo__language_get(context, b));
}

TestSuite(read, .init = set_up, .fini = tear_down);

Test(read, phrases_lose_notes_and_keep_inner_marks)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{"House {n} (of cards) [coll.]", "house"},
		{"don't U.S. well-known. x", "don't|u.s|well-known|x"},
		{"l\xe2\x80\x99"
		 "eau",
			"l'eau"},
		{"Stra\xc3\x9f"
		 "e /\xca\x83t\xca\x81/ <n>",
			"strasse"},
		{"in/auf", "in|auf"},
		{"T\xe6\x81\xa4\xe8\xa1\xab", "t|\xe6\x81\xa4\xe8\xa1\xab"},
		{"(unclosed note", ""},
		{"((a) b) c", "c"},
		{"", ""},
		{"...", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo__split_phrase phrase;
		char out[512] = "";
		apo__phrase_split(cases[i].text, strlen(cases[i].text), arena, &phrase);
		for (uint32_t w = 0; w < phrase.count; w++) {
			strcat(out, w ? "|" : "");
			strncat(out, phrase.bytes + phrase.begin[w], phrase.size[w]);
		}
		cr_expect_str_eq(out, cases[i].expected, "%s: %s", cases[i].text, out);
	}
}

Test(read, fast_folding_is_folding)
{
	for (uint32_t c = 0x80; c < 0xa000; c++) {
		char text[8] = "x", fast[8] = "";
		size_t size = 1;
		if (c < 0x800) {
			text[size++] = (char)(0xc0 | c >> 6);
		} else {
			if (c >= 0x2000 && c < 0x2010)
				continue;
			text[size++] = (char)(0xe0 | c >> 12);
			text[size++] = (char)(0x80 | (c >> 6 & 0x3f));
		}
		text[size++] = (char)(0x80 | (c & 0x3f));
		if (!apo__fold_fast(fast, text, size))
			continue;
		/* a letter that the fast way does not know sends the whole text the slow way */
		char mixed[16];
		snprintf(mixed, sizeof mixed, "%s\xce\xb1", text);
		strcat(fast, "\xce\xb1");
		cr_expect_str_eq(fast, apo__fold(arena, mixed, strlen(mixed)), "U+%04X", c);
	}
}

Test(read, tsv_counts_bad_lines_and_goes_on)
{
	apo__store *store = store_of("en", "de");
	static const char text[] = "\xef\xbb\xbfHouse\tHaus\r\n# comment\nodd line\n\tx\nto go "
				   "home\theimgehen; nach Hause gehen\n"
				   "house\tHaus\nalpha beta gamma delta epsilon\tx";
	apo__read_tsv(store, text, sizeof text - 1);
	cr_assert_eq(store->bad, 2);
	cr_assert_eq(store->bad_line, 3);
	cr_assert_eq(store->entries, 4);
	EXPECT(store, {0, "house", "haus=1.00"}, {1, "haus", "house=1.00"},
		{0, "home", "heimgehen=0.50 hause=0.25 gehen=0.25"}, {0, "to", ""},
		{0, "epsilon", ""});
}

Test(read, cedict)
{
	apo__store *store = store_of("zh", "en");
	static const char text[] = "# CC-CEDICT\n"
				   "\xe6\x94\xbe\xe6\xa3\x84 \xe6\x94\xbe\xe5\xbc\x83 [fang4 qi4] "
				   "/to abandon/to give up/CL:\xe5\x80\x8b[ge4]/(literary)/\n"
				   "damaged\n"
				   "\xe5\xb0\x8d \xe5\xaf\xb9 [dui4] /right/correct; opposite/";
	apo__read_cedict(store, text, sizeof text - 1);
	cr_assert_eq(store->bad, 1);
	cr_assert_eq(store->bad_line, 3);
	EXPECT(store, {0, "\xe6\x94\xbe\xe5\xbc\x83", "abandon=1.00 give=1.00"},
		{0, "\xe6\x94\xbe\xe6\xa3\x84", "abandon=1.00 give=1.00"},
		{1, "opposite", "\xe5\xaf\xb9=1.00 \xe5\xb0\x8d=1.00"});
}

Test(read, ding)
{
	apo__store *store = store_of("de", "en");
	static const char text[] = "Wolke {f}; Gew\xc3\xb6lk {n} [meteo.] | Wolken {pl} :: cloud "
				   "(weather) | clouds\nno entry\n:: x\nx ::\n";
	apo__read_ding(store, text, sizeof text - 1);
	cr_assert_eq(store->bad, 1);
	EXPECT(store, {0, "wolke", "cloud=1.00"}, {0, "gew\xc3\xb6lk", "cloud=1.00"},
		{0, "wolken", "clouds=1.00"}, {1, "cloud", "wolke=1.00 gew\xc3\xb6lk=1.00"});
}

Test(read, dictd_entries)
{
	apo__store *store = store_of("de", "en");
	static const char *const entries[] = {
		"Wolke /v\xc9\x94lk\xc9\x99/ <fem, n, sg>\n [meteo.] cloud <n> [Br.] , billow "
		"<n>CLD,  /k/\n         Note: weather\n see: {Wolken}\n",
		"gehen <v>\n1. go, walk (on foot, slowly) <v>\nsich fortbewegen\n2. work\n   "
		"Synonym: {laufen}\n",
		"leer\n\n",
		"kein Ende",
		"Fluss\nriver 2.\nbreiter Wasserlauf\n",
	};
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
		apo__read_dictd_entry(store, entries[i], strlen(entries[i]));
	EXPECT(store, {0, "wolke", "cloud=1.00 billow=1.00 cld=1.00"},
		{0, "gehen", "go=1.00 walk=1.00 work=1.00"}, {0, "leer", ""},
		{0, "fluss", "river=1.00"}, {1, "see", ""});
}

Test(read, dictd_files)
{
	apo__store *store = store_of("de", "en");
	static const char dict[] = "info\nWolke\ncloud\nRad\nwheel\n";
	/* offsets and sizes in base 64: 0 5, 5 12, 17 10; an alias; a damaged line; one out of range */
	static const char index[] =
		"00databaseinfo\tA\tF\nwolke\tF\tM\nrad\tR\tK\nrader\tR\tK\nodd\nfar\tS\tz\n";
	apo_error err;
	cr_assert_eq(
		apo__read_dictd(store, index, sizeof index - 1, "x", dict, sizeof dict - 1, &err),
		APO_OK);
	cr_assert_eq(store->bad, 2);
	cr_assert_eq(store->entries, 2);
	EXPECT(store, {0, "wolke", "cloud=1.00"}, {0, "rad", "wheel=1.00"}, {0, "info", ""});
}

Test(read, a_damaged_gzip_is_an_error)
{
	apo__store *store = store_of("de", "en");
	char bytes[64] = "\x1f\x8b\x08";
	apo_error err;
	cr_assert_eq(
		apo__read_dictd(store, "", 0, "x.dict.dz", bytes, sizeof bytes, &err), APO_EINPUT);
	cr_assert_not_null(strstr(err.message, "damaged"));
	memset(bytes + 60, 0xff, 4); /* what it says of its size is not believed */
	cr_assert_eq(
		apo__read_dictd(store, "", 0, "x.dict.dz", bytes, sizeof bytes, &err), APO_EINPUT);
}

Test(read, unihan)
{
	apo__store *store = store_of("zh", "en");
	static const char text[] =
		"U+96F2\tkDefinition\tclouds; Yunnan "
		"province\nU+96F2\tkMandarin\tyun\nU+12\tkDefinition\tx\nU+9999\n";
	apo__read_unihan(store, text, sizeof text - 1);
	cr_assert_eq(store->bad, 2);
	EXPECT(store, {0, "\xe9\x9b\xb2", "clouds=0.30 yunnan=0.15 province=0.15"});
}
