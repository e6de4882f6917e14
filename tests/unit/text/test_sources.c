/* SPDX-License-Identifier: Apache-2.0 */
/* Which names of sources are one source. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <time.h>

#include "text/names/sources.h"

static apo_context *context;
static apo__arena *arena;

static void set_up(void)
{
	apo_error err;
	context = apo_context_new(NULL, &err);
	arena = apo__arena_new();
	cr_assert_not_null(context);
	cr_assert_not_null(arena);
}

static void tear_down(void)
{
	apo__arena_free(arena);
	apo_context_free(context);
}

TestSuite(sources, .init = set_up, .fini = tear_down);

static const struct {
	const char *a, *b;
	int same;
} pairs[] = {
	/* a part of a name is another name */
	{"the Times", "Financial Times", 0},
	{"Times", "The New York Times", 0},
	{"Post", "Washington Post", 0},
	{"Chronicle", "Velmond Chronicle", 0},
	{"LA Times", "the Times", 0},
	{"News", "Sky News", 0},
	{"China Daily", "China", 0},
	{"Free Press", "Detroit Free Press", 0},
	{"Reuters Foundation Fund", "Reuters", 0},
	{"Sid Miller", "SID", 0},
	{"Lake Post", "Lake Port", 0},
	{"Hill Gazette", "Hell Gazette", 0},
	{"El Mundo", "Le Monde", 0},
	{"AP", "AFP", 0},
	{"环球时报", "时报", 0},
	{"北约", "路透社", 0},
	/* all but what does not tell */
	{"the Times", "The Times", 1},
	{"the Times newspaper", "Times", 1},
	{"BBC News", "the BBC", 1},
	{"Der Spiegel", "Spiegel", 1},
	{"Funke", "der Funke Mediengruppe", 1},
	{"Bild-Zeitung", "Bild", 1},
	{"Ministry of Defence", "Defence Ministry", 1},
	{"Hartwell & Loos Ltd.", "Hartwell and Loos", 0},
	{"Hartwell & Loos Ltd.", "Hartwell & Loos", 1},
	{"El País", "El Pais", 1},
	{"l'Équipe", "L’équipe", 1},
	{"toutiao.com", "Toutiao", 1},
	{"https://www.nord-post.example/a?b=1", "Nord-Post", 1},
	{"bbc.co.uk", "BBC", 1},
	/* listed */
	{"Deutsche Presse-Agentur", "dpa", 1},
	{"German news agency dpa", "German Press Agency", 1},
	{"the US news agency AP", "Associated Press", 1},
	{"the dpa news agency", "Deutschen Presse-Agentur", 1},
	{"Agence France-Presse (AFP)", "AFP", 1},
	{"德国德新社", "dpa", 1},
	{"路透社", "Thomson Reuters", 1},
	{"World Health Organization", "WHO", 1},
	{"European Central Bank", "EZB", 1},
	/* acronyms */
	{"British Broadcasting Corporation", "BBC", 1},
	{"Bank of England", "BoE", 1},
	{"Wall Street Journal", "WSJ", 1},
	{"New York Times", "NYT", 1},
	{"Frankfurter Allgemeine Zeitung", "FAZ", 1},
	{"Nordic Pipeline Operator", "Norwegian Press Office", 0},
	{"Women Hold On", "WHO", 0},
	{"Old Nordic", "on", 0},
	/* sound, across scripts alone */
	{"吕特", "Rutte", 1},
	{"韦伯", "Rutte", 0},
};

Test(sources, a_part_of_a_name_is_another_source)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		cr_expect_eq(apo__sources_same(context, arena, pairs[i].a, pairs[i].b),
			pairs[i].same, "“%s” and “%s”", pairs[i].a, pairs[i].b);
		cr_expect_eq(apo__sources_same(context, arena, pairs[i].b, pairs[i].a),
			pairs[i].same, "“%s” and “%s”", pairs[i].b, pairs[i].a);
		cr_expect(apo__sources_same(context, arena, pairs[i].a, pairs[i].a));
	}
}

Test(sources, a_set_answers_as_its_names_do_one_by_one)
{
	enum { COUNT = 2 * sizeof pairs / sizeof *pairs };
	const char *names[COUNT];
	apo__sources set;
	apo__sources_init(&set, context, arena);
	for (uint32_t i = 0; i < COUNT; i++) {
		names[i] = i % 2 ? pairs[i / 2].a : pairs[i / 2].b;
		cr_assert_eq(apo__sources_add(&set, names[i], 0), i);
	}
	for (uint32_t i = 0; i < COUNT; i++) {
		uint32_t first = 0;
		while (!apo__sources_same(context, arena, names[first], names[i]))
			first++;
		cr_expect_eq(apo__sources_find(&set, names[i]), first, "“%s”", names[i]);
	}
}

Test(sources, names_of_places_are_compared_strictly)
{
	apo__sources set;
	apo__sources_init(&set, context, arena);
	apo__sources_add(&set, "New York", 1);
	apo__sources_add(&set, "United Metals Works", 1);
	cr_expect_eq(apo__sources_find(&set, "New York magazine"), APO_NONE);
	cr_expect_eq(apo__sources_find(&set, "UMW"), APO_NONE);
	cr_expect_eq(apo__sources_find(&set, "new york"), 0);
}

Test(sources, hostile_names_are_names)
{
	static const char *const odd[] = {"", " ", "'", "'''a", ".", "a.b", "www.", "://",
		"http://", "\xc3", "’s", "a b c d e f g h i j k l m n o p q r s t u v w x y z", "́",
		"–", "ʼ"};
	apo__sources set;
	apo__sources_init(&set, context, arena);
	for (uint32_t i = 0; i < sizeof odd / sizeof *odd; i++)
		cr_assert_eq(apo__sources_add(&set, odd[i], 0), i);
	cr_expect_eq(apo__sources_find(&set, ""), APO_NONE, "a name without words is no one's");
	cr_expect_eq(apo__sources_find(&set, "a b c d e f g h i j k l m n o p q r s t u v w x y"),
		APO_NONE, "a long name is compared to its end");
}

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* CPU seconds to add `count` names of a newspaper each and to look all of them up. */
static double work(unsigned count)
{
	apo__arena *scratch = apo__arena_child(arena);
	apo__sources set;
	char name[64];
	double begin = seconds();
	apo__sources_init(&set, context, scratch);
	for (unsigned i = 0; i < count; i++) {
		snprintf(name, sizeof name, "The Town%u Herald", i);
		apo__sources_add(&set, apo__strdup(scratch, name), 0);
	}
	for (unsigned i = 0; i < count; i++) {
		snprintf(name, sizeof name, "Town%u Herald Ltd", i);
		cr_assert_eq(apo__sources_find(&set, name), i);
	}
	apo__arena_free(scratch);
	return seconds() - begin;
}

Test(sources, sets_grow_linearly)
{
	work(1000);
	double few = work(4000), many = work(32000);
	cr_assert_lt(many, few * 15, "8 times the names took %.1f times the time", many / few);
}
