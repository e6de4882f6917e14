/* SPDX-License-Identifier: Apache-2.0 */
/* The model of the score: no evidence against a pair makes it better; what the language model knows; what a scorer keeps. */
#include <criterion/criterion.h>
#include <string.h>

#include "fidelity/scoring/language_model.h"
#include "fidelity/scoring/signs.h"

Test(scoring, the_score_is_monotone_in_each_sign)
{
	for (int same = 0; same < 2; same++) {
		apo__pair_signs none = {{0}, 0, 0};
		for (int i = 0; i < APO__SIGN_COUNT; i++) {
			apo__pair_signs one = none;
			one.value[i] = 1;
			double change =
				apo__score_of_signs(&one, same) - apo__score_of_signs(&none, same);
			int good = i == APO__SIGN_SUPPORT || i == APO__SIGN_COVERAGE ||
				   i == APO__SIGN_ORDER || i == APO__SIGN_CHARACTERS ||
				   i == APO__SIGN_FULL;
			cr_assert(good ? change >= 0 : change <= 0, "%s",
				apo__sign_name((apo__sign)i));
		}
	}
}

static double score_of(apo_scorer *scorer, const char *source, const char *target)
{
	apo_line_score score;
	apo_error err;
	cr_assert_eq(
		apo_scorer_score(scorer, source, target, &score, &err), APO_OK, "%s", err.message);
	cr_assert(score.score >= 0 && score.score <= 1);
	return score.score;
}

static apo_scorer *scorer_of(apo_context **context, apo_lexicons **lexicons, const char *from,
	const char *to, int reference)
{
	apo_error err = {0};
	apo_lexicon_options words = APO_LEXICON_OPTIONS_INIT;
	words.no_defaults = 1;
	*context = apo_context_new(NULL, &err);
	*lexicons = apo_lexicons_open(*context, from, to, &words, &err);
	apo_scorer *scorer = apo_scorer_open(*context, *lexicons, reference, &err);
	cr_assert_not_null(scorer, "%s", err.message);
	return scorer;
}

static void free_scorer(apo_scorer *scorer, apo_lexicons *lexicons, apo_context *context)
{
	apo_scorer_free(scorer);
	apo_lexicons_free(lexicons);
	apo_context_free(context);
}

#define SOURCE "Die Regierung sagte am Montag, dass sie die neuen Regeln nicht ändern wird."
#define GOOD   "The government said on Monday that it will not change the new rules."

Test(scoring, a_good_line_is_above_each_damaged_one)
{
	static const char *const damaged[] = {
		"The government said on Monday that it will change the new rules.",
		"The government said on Monday that it will not change.",
		"The government said on Monday that it will not change the the new rules.",
		"The government said Monday on that it will not change the new rules.",
		"The government said on Monday that it will not chnage the new rules.",
		"the government said on Monday that it will not change the new rules.",
		"The government said on Monday that it will not change the new rules",
		"The government said on Monday that it will not change the new rules?",
		"The Regierung said on Monday that it will not change the new rules.",
		"The government said on Monday that it will not change 规则.",
		"The government said",
		"He played football with his brothers in the garden behind the old house.",
	};
	apo_context *context;
	apo_lexicons *lexicons;
	apo_scorer *scorer = scorer_of(&context, &lexicons, "de", "en", 0);
	double good = score_of(scorer, SOURCE, GOOD);
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
		cr_assert_lt(score_of(scorer, SOURCE, damaged[i]), good, "%s", damaged[i]);
	free_scorer(scorer, lexicons, context);
}

/* A scorer remembers words of the lines before; no score depends on them. */
Test(scoring, lines_do_not_change_each_others_scores)
{
	apo_context *context;
	apo_lexicons *lexicons;
	apo_scorer *scorer = scorer_of(&context, &lexicons, "de", "en", 0);
	double first = score_of(scorer, SOURCE, GOOD);
	score_of(scorer, "Der Mann ging nach Hause.", "The man went home.");
	score_of(scorer, GOOD, SOURCE);
	cr_assert_eq(score_of(scorer, SOURCE, GOOD), first);
	free_scorer(scorer, lexicons, context);
}

Test(scoring, a_language_model_knows_what_follows_what)
{
	apo_context *context;
	apo_lexicons *lexicons;
	apo_scorer *scorer = scorer_of(&context, &lexicons, "en", "en", 1);
	apo__arena *arena = apo__arena_new();
	const apo__language_model *model = apo__language_model_of(
		context, apo__lexicon_language(lexicons, APO__TARGET), arena);
	cr_assert_not_null(model);
	static const char *const words[] = {"people", "of", "the", "united", "states"};
	apo__read_word line[5], turned[5];
	for (int i = 0; i < 5; i++) {
		line[i] = (apo__read_word){words[i], words[i], 0, 0, 0, 0};
		turned[4 - i] = line[i];
	}
	apo__oddness good, bad;
	apo__language_model_read(model, line, 5, &good);
	apo__language_model_read(model, turned, 5, &bad);
	cr_assert_lt(good.words, bad.words);
	cr_assert_lt(good.classes, bad.classes);
	cr_assert_lt(good.unseen, bad.unseen);
	cr_assert(apo__language_model_knows(model, "government", "govern"));
	cr_assert_not(apo__language_model_knows(model, "governmnet", "governmnet"));
	apo__arena_free(arena);
	free_scorer(scorer, lexicons, context);
}
