/* SPDX-License-Identifier: Apache-2.0 */
/* A capital at the beginning where the source has one, if the file keeps to that; a text in capitals whose source is not.
 * Scripts without capitals abstain. Linear. */
#include <string.h>
#include <unicode/uchar.h>

#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"

/* Set by hand; it rests on the habit of the file. */
#define CAPITAL_CONFIDENCE .75
#define SHOUT_CONFIDENCE   .7
#define LEAST_SHOUTED	   3u

/* The first letter and its word; NULL where something else is there. */
static const form_word *first_word(const form_view *v)
{
	uint32_t i = v->first;
	while (i < v->end &&
		(v->c[i] == '"' || (apo__is_quote_mark(v->c[i]) && !apo__is_apostrophe(v->c[i])) ||
			v->c[i] == FORM_CODE_PAIR || v->c[i] == 0xBF || v->c[i] == 0xA1 ||
			v->c[i] == '(' || v->c[i] == 0x201E || apo__is_space(v->c[i])))
		i++;
	if (i >= v->end || v->taken[i] || !u_isalpha(v->c[i]))
		return NULL;
	for (uint32_t w = 0; w < v->word_count; w++)
		if (v->words[w].first <= i && i < v->words[w].end)
			return v->words[w].first == i && !v->words[w].digits && !v->words[w].taken
				       ? &v->words[w]
				       : NULL;
	return NULL;
}

/* 1 the target begins as the source does, 0 it does not, -1 nothing to compare. */
static int compare(const form_job *job, const form_word **word)
{
	const form_locale *l = job->checker->locale;
	const form_word *s = first_word(&job->view[0]);
	*word = first_word(&job->view[1]);
	if (!l[0].cased || !l[1].cased || !s || !*word || !s->upper_first)
		return -1;
	const form_view *t = &job->view[1];
	if (!u_islower(t->c[(*word)->first]))
		return 1;
	/* a language that writes nouns so begins no sentence by that */
	if (l[0].language &&
		!strcmp(apo__language_setting(l[0].language, "nouns"), "capitalised") &&
		job->view[0].word_count < 4)
		return -1;
	for (uint32_t i = (*word)->first; i < (*word)->end; i++)
		if (u_isupper(t->c[i]))
			return -1; /* iPhone */
	return form_occurs(t, &job->view[0], (*word)->first, (*word)->end) ? -1 : 0;
}

void form_learn_capitals(form_job *job)
{
	const form_word *word;
	int same = compare(job, &word);
	job->checker->capital.all += same >= 0;
	job->checker->capital.yes += same > 0;
}

static uint32_t shouted(const form_view *v, uint32_t *words)
{
	uint32_t count = 0;
	*words = 0;
	for (uint32_t i = 0; i < v->word_count; i++) {
		const form_word *w = &v->words[i];
		if (w->taken || w->digits || w->end - w->first < 4)
			continue;
		++*words;
		count += w->upper_all;
	}
	return count;
}

static void check_shouting(form_job *job)
{
	const form_locale *l = job->checker->locale;
	uint32_t words[2], loud[2];
	for (int side = 0; side < 2; side++)
		loud[side] = shouted(&job->view[side], &words[side]);
	if (!l[0].cased || !l[1].cased || words[0] < LEAST_SHOUTED || words[1] < LEAST_SHOUTED)
		return;
	int all[2] = {loud[0] == words[0], loud[1] == words[1]};
	if (all[1] && !loud[0])
		form_flag_target(job, APO_ISSUE_CAPITALIZATION, APO_SEVERITY_MINOR,
			job->view[1].first, job->view[1].end, SHOUT_CONFIDENCE,
			"the target is in capitals, the source is not");
	else if (all[0] && !loud[1] && job->unit->stored)
		form_flag_target(job, APO_ISSUE_CAPITALIZATION, APO_SEVERITY_MINOR,
			job->view[1].first, job->view[1].end, SHOUT_CONFIDENCE,
			"the source is in capitals, the target is not");
}

void form_check_capitals(form_job *job)
{
	const form_share *habit = &job->checker->capital;
	const form_word *word;
	if (!compare(job, &word) && form_is_slip(job->checker->profile, habit))
		form_flag_target(job, APO_ISSUE_CAPITALIZATION, APO_SEVERITY_MINOR, word->first,
			word->end, CAPITAL_CONFIDENCE, "“%s” begins the target without a capital",
			form_text(job, 1, word->first, word->end));
	check_shouting(job);
}
