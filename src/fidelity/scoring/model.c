/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One figure of all signs: a logistic model whose weights have the direction that their sign says, so that no evidence
 * against a pair makes it better. Trained on pairs of a good and a damaged translation (docs/fidelity.md).
 */
#include <math.h>

#include "fidelity/scoring/signs.h"

#define APO__SIGN_TEXT(id, name, says) name,

const char *apo__sign_name(apo__sign sign)
{
	static const char *const names[] = {APO__SIGNS(APO__SIGN_TEXT)};
	return names[sign];
}

#define FLUENT 3.0 /* logit of a target without any sign against it: .95; set by hand */

/* What the signs from `first` on, before `end`, add up to. */
static double sum_of(const apo__sign_weights *w, const apo__pair_signs *signs, int first, int end)
{
	double sum = 0;
	for (int i = first; i < end; i++)
		sum += w->weight[i] * signs->value[i];
	return sum;
}

static const apo__sign_weights *weights_of(int same_language)
{
	return same_language ? &apo__weights_of_references : &apo__weights_of_pairs;
}

static double logistic(double x)
{
	return 1 / (1 + exp(-x));
}

/* What is left of a score with a critical or a major finding that is certain; set by hand. */
#define WITH_CRITICAL .6
#define WITH_MAJOR    .85

static double damped(double score, double findings, double left)
{
	return score * (1 - (1 - left) * (findings < 1 ? findings : 1));
}

double apo__score_of_signs(const apo__pair_signs *signs, int same_language)
{
	const apo__sign_weights *w = weights_of(same_language);
	double score =
		logistic(w->slope * (w->start[signs->modelled] + w->per_word * signs->length +
					    sum_of(w, signs, 0, APO__SIGN_COUNT)));
	score = damped(score, signs->value[APO__SIGN_ISSUE_CRITICAL], WITH_CRITICAL);
	return damped(score, signs->value[APO__SIGN_ISSUE_MAJOR], WITH_MAJOR);
}

double apo__fluency_of_signs(const apo__pair_signs *signs, int same_language)
{
	const apo__sign_weights *w = weights_of(same_language);
	return logistic(FLUENT + w->slope * sum_of(w, signs, 0, APO__SIGN_LEFT_OVER));
}

/* Shares of support and coverage, in one language of characters and of order; set on the project's own corpora. */
#define BY_WORDS      .4
#define BY_CHARACTERS .35
#define BY_ORDER      .25

double apo__adequacy_of_signs(const apo__pair_signs *signs, int same_language)
{
	const double *v = signs->value;
	double both = v[APO__SIGN_SUPPORT] + v[APO__SIGN_COVERAGE];
	double words = both > 0 ? 2 * v[APO__SIGN_SUPPORT] * v[APO__SIGN_COVERAGE] / both : 0;
	return same_language ? BY_WORDS * words + BY_CHARACTERS * v[APO__SIGN_CHARACTERS] +
				       BY_ORDER * v[APO__SIGN_ORDER]
			     : words;
}
