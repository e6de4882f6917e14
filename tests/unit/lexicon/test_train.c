/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "lexicon/lexicons.h"
#include "lexicon/train.h"

static apo_context *context;
static apo_lexicons *lexicons;
static apo__arena *arena;

static void set_up(void)
{
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.no_defaults = 1;
	context = apo_context_new(NULL, NULL);
	lexicons = apo_lexicons_open(context, "de", "en", &options, NULL);
	arena = apo__arena_new();
}

static void tear_down(void)
{
	apo__arena_free(arena);
	apo_lexicons_free(lexicons);
	apo_context_free(context);
}

TestSuite(train, .init = set_up, .fini = tear_down);

static const char *const texts[][2] = {{"Das Haus ist alt.", "The house is old."},
	{"Das Haus ist neu.", "The house is new."}, {"Das Buch ist alt.", "The book is old."},
	{"Das Buch ist neu.", "The book is new."}, {"Ein Haus", "A house"}, {"Ein Buch", "A book"}};

static void add(apo__trainer *trainer, const char *source, const char *target)
{
	apo__trainer_add(trainer, source, strlen(source), target, strlen(target));
}

static float weight_of(const apo__store *store, const char *source, const char *target)
{
	const apo__store_side *s = &store->sides[0];
	uint32_t a = apo__store_find(store, 0, source, strlen(source));
	uint32_t b = apo__store_find(store, 1, target, strlen(target));
	for (uint32_t k = a == APO_NONE ? 0 : s->first[a]; a != APO_NONE && k < s->first[a + 1];
		k++)
		if (s->pairs[k].word == b)
			return s->pairs[k].weight;
	return 0;
}

Test(train, words_that_go_together_are_learned)
{
	static const struct {
		const char *source, *target;
		int renders;
	} cases[] = {{"haus", "house", 1}, {"buch", "book", 1}, {"alt", "old", 1},
		{"neu", "new", 1}, {"das", "the", 1}, {"ein", "a", 1}, {"haus", "book", 0},
		{"alt", "new", 0}, {"buch", "house", 0}};
	apo__trainer *trainer = apo__trainer_new(lexicons, APO__TRAINER_WORDS, arena);
	for (int round = 0; round < 5; round++)
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
			add(trainer, texts[i][0], texts[i][1]);
	apo__store *store = apo__trainer_learn(trainer, arena, NULL, NULL);
	cr_assert_eq(apo__trainer_pairs(trainer).used, 30);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		float weight = weight_of(store, cases[i].source, cases[i].target);
		cr_expect(cases[i].renders ? weight > .5f && weight <= 1 : weight < .3f,
			"%s %s: %d/100", cases[i].source, cases[i].target, (int)(weight * 100));
	}
}

Test(train, what_was_seen_once_is_not_learned)
{
	apo__trainer *trainer = apo__trainer_new(lexicons, APO__TRAINER_WORDS, arena);
	add(trainer, "Ein Haus", "A house");
	add(trainer, "", "");
	add(trainer, "12 %", "twelve");
	cr_assert_eq(apo__trainer_learn(trainer, arena, NULL, NULL)->entries, 0);
	cr_assert_eq(apo__trainer_pairs(trainer).given, 3);
	cr_assert_eq(apo__trainer_pairs(trainer).unfit, 2);
	cr_assert_eq(apo__trainer_learn(apo__trainer_new(lexicons, APO__TRAINER_WORDS, arena),
			     arena, NULL, NULL)
			     ->entries,
		0);
}

/* More than is kept: pairs of different size, so that chunks are filled unevenly. */
Test(train, a_large_text_is_sampled)
{
	apo__trainer *trainer = apo__trainer_new(lexicons, 1u << 19, arena);
	char source[2048], target[2048];
	uint32_t given = 6400;
	for (uint32_t i = 0; i < given; i++) {
		size_t a = 0, b = 0;
		uint32_t state = i * 2654435761u;
		for (uint32_t k = 0; k < 30 + i % 60; k++) {
			state = state * 1664525u + 1013904223u;
			char letters[3] = {(char)('a' + (state >> 27) % 26),
				(char)('a' + (state >> 21) % 26), (char)('a' + (state >> 16) % 26)};
			memcpy(source + a, letters, 3);
			source[a + 3] = ' ';
			target[b] = 'x';
			memcpy(target + b + 1, letters, 3);
			target[b + 4] = ' ';
			a += 4;
			b += 5;
		}
		apo__trainer_add(trainer, source, a, target, b);
	}
	apo__training done = apo__trainer_pairs(trainer);
	cr_assert_eq(done.given, given);
	cr_assert_eq(done.stride, 2);
	cr_assert_eq(done.used, given / 2);
	apo__store *store = apo__trainer_learn(trainer, arena, NULL, NULL);
	cr_expect(weight_of(store, "abc", "xabc") > .5f);
	cr_expect(weight_of(store, "abc", "xabd") < .3f);
}
