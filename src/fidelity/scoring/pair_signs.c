/* SPDX-License-Identifier: Apache-2.0 */
/* Signs of how the target goes with its source: length, closed classes, content on either side, what the checks found. */
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "fidelity/scoring/signs.h"

#define OTHER_LENGTH                                                                               \
	1.1 /* length of a text beside English, of a language that does not say; mean of those that do, which are measured on news */
#define SPREAD                                                                                     \
	2.7 /* variance of the length per character: 2.1 to 3.3 measured on news of six languages */
#define MOST_FAR      12.0 /* deviations; set by hand */
#define MOST_FULL     .15  /* of the logarithm of lengths: more is not more complete; set by hand */
#define MOST_COUNT    3.0  /* of one kind; set by hand */
#define SUPPORT_NONE  .2   /* as score.c; set on the project's own corpora */
#define SUPPORT_RANGE .6   /* likewise set on the project's own corpora */

static double most(double value, double limit)
{
	return value < limit ? value : limit;
}

/* ---- length ---- */

static double usual_length(const apo__language *language)
{
	double length = OTHER_LENGTH;
	const char *setting = apo__language_setting(language, "length");
	apo__parse_decimal(setting, strlen(setting), &length);
	return length;
}

static void find_length(const apo__bead_view *view, apo__pair_signs *signs)
{
	double source = view->side[APO__SOURCE].characters,
	       target = view->side[APO__TARGET].characters;
	double want = source * usual_length(view->side[APO__TARGET].side->language) /
		      usual_length(view->side[APO__SOURCE].side->language);
	enum { EVEN = 6 }; /* characters added to both: a short line says little */
	double ratio = log((target + EVEN) / (want + EVEN));
	double far = (target - want) / sqrt(SPREAD * (want > target ? want : target) + EVEN);
	signs->value[ratio < 0 ? APO__SIGN_SHORT : APO__SIGN_LONG] = fabs(ratio);
	signs->value[far < 0 ? APO__SIGN_SHORT_FAR : APO__SIGN_LONG_FAR] =
		most(fabs(far), MOST_FAR);
	double full = 1 + most(ratio, MOST_FULL);
	signs->value[APO__SIGN_FULL] = full > 0 ? full : 0;
}

/* ---- marks ---- */

static uint32_t count_marks(const apo__bead_side *side, const char *const forms[])
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < side->token_count; i++) {
		const apo_token *token = &side->side->document->tokens[side->tokens[i]];
		if (token->kind != APO_TOKEN_PUNCTUATION)
			continue;
		for (const char *const *form = forms; *form; form++)
			count += !strcmp(token->form, *form);
	}
	return count;
}

static void find_marks(const apo__bead_view *view, apo__pair_signs *signs)
{
	static const char *const questions[] = {"?", "\u061f", "\u037e", NULL};
	static const char *const commas[] = {",", "\u3001", "\u060c", NULL};
	double q[2], c[2];
	for (int s = 0; s < 2; s++) {
		q[s] = count_marks(&view->side[s], questions);
		c[s] = count_marks(&view->side[s], commas);
	}
	signs->value[APO__SIGN_QUESTION_LOST] = q[0] > 0 && q[1] == 0;
	signs->value[APO__SIGN_QUESTION_ADDED] = q[1] > 0 && q[0] == 0;
	signs->value[c[1] > c[0] ? APO__SIGN_COMMAS_ADDED : APO__SIGN_COMMAS_LOST] =
		most(fabs(c[1] - c[0]), MOST_COUNT);
}

/* ---- closed classes ---- */

static double marks(const apo__bead_view *view, apo__side side, uint32_t kinds)
{
	return apo__check_marks(view->check, view->bead, side, kinds, NULL);
}

/* What one side has more of; `as` are the kinds that the other side may have for it. */
static void compare(const apo__bead_view *view, apo__pair_signs *signs, uint32_t kind, uint32_t as,
	apo__sign lost, apo__sign added)
{
	double s = marks(view, APO__SOURCE, kind), t = marks(view, APO__TARGET, kind);
	double for_s = marks(view, APO__TARGET, as), for_t = marks(view, APO__SOURCE, as);
	if (s > for_s)
		signs->value[lost] = most(s - for_s, MOST_COUNT);
	if (t > for_t)
		signs->value[added] = most(t - for_t, MOST_COUNT);
}

static void find_closed_classes(const apo__bead_view *view, apo__pair_signs *signs)
{
	static const struct {
		apo_issue_type needs;
		uint32_t kind, as;
		apo__sign lost, added;
	} classes[] = {
		{APO_ISSUE_NEGATION, MARK_NEGATION, MARK_NEGATION | MARK_NEGATIVE,
			APO__SIGN_NEGATION_LOST, APO__SIGN_NEGATION_ADDED},
		{APO_ISSUE_MODALITY, MARK_POSSIBLE, MARK_POSSIBLE | MARK_HEDGE,
			APO__SIGN_POSSIBLE_LOST, APO__SIGN_POSSIBLE_ADDED},
		{APO_ISSUE_MODALITY, MARK_NECESSARY, MARK_NECESSARY, APO__SIGN_NECESSARY_LOST,
			APO__SIGN_NECESSARY_ADDED},
		{APO_ISSUE_MODALITY, MARK_FUTURE, MARK_FUTURE, APO__SIGN_FUTURE_LOST,
			APO__SIGN_FUTURE_ADDED},
		{APO_ISSUE_HEDGE_DROPPED, MARK_HEDGE, MARK_HEDGE | MARK_POSSIBLE,
			APO__SIGN_HEDGE_LOST, APO__SIGN_HEDGE_ADDED},
	};
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (apo__check_runs(view->check, classes[i].needs))
			compare(view, signs, classes[i].kind, classes[i].as, classes[i].lost,
				classes[i].added);
	if (apo__check_runs(view->check, APO_ISSUE_NEGATION))
		signs->value[APO__SIGN_NEGATION_PLAIN] =
			(marks(view, APO__SOURCE, MARK_NEGATION) > 0) !=
			(marks(view, APO__TARGET, MARK_NEGATION) > 0);
	if (!apo__check_runs(view->check, APO_ISSUE_DIRECTION_REVERSED))
		return;
	double up[2], down[2];
	for (int s = 0; s < 2; s++) {
		up[s] = marks(view, (apo__side)s, MARK_UP);
		down[s] = marks(view, (apo__side)s, MARK_DOWN);
	}
	signs->value[APO__SIGN_UP_DOWN] =
		(up[0] > up[1] && down[1] > down[0]) || (up[0] < up[1] && down[1] < down[0]);
}

/* ---- tense and gender ---- */

enum { PAST, PRESENT, MASCULINE, FEMININE, AUXILIARY, FORMS };

typedef struct {
	int known[FORMS]; /* does the language say? */
	const apo__lang_section *past, *past_endings, *present, *gendered;
} verb_data;

static verb_data data_of(const apo__language *language)
{
	verb_data d = {.past = apo__language_section(language, "past-forms"),
		.past_endings = apo__language_section(language, "past-endings"),
		.present = apo__language_section(language, "present-forms"),
		.gendered = apo__language_section(language, "gendered-words")};
	d.known[PAST] = *d.past->name != '\0';
	d.known[PRESENT] = *d.present->name != '\0';
	d.known[MASCULINE] = d.known[FEMININE] = *d.gendered->name != '\0';
	return d;
}

static int has_ending(const apo__lang_section *endings, const char *form, size_t size)
{
	for (uint32_t i = 0; i < endings->count; i++) {
		size_t length = strlen(endings->entries[i].folded);
		if (size > length + 2 && !strcmp(form + size - length, endings->entries[i].folded))
			return 1;
	}
	return 0;
}

static void count_forms(const apo__bead_side *side, const verb_data *data, double counts[FORMS])
{
	for (uint32_t i = 0; i < side->token_count; i++) {
		const apo_token *token = &side->side->document->tokens[side->tokens[i]];
		size_t size = strlen(token->form);
		if (token->kind != APO_TOKEN_WORD && token->kind != APO_TOKEN_HAN)
			continue;
		const apo__lang_entry *gender = apo__lang_find(data->gendered, token->form, size);
		int past = apo__lang_find(data->past, token->form, size) != NULL,
		    present = apo__lang_find(data->present, token->form, size) != NULL;
		counts[PAST] += past || has_ending(data->past_endings, token->form, size);
		counts[PRESENT] += present;
		counts[AUXILIARY] += past || present;
		counts[MASCULINE] += gender && *gender->value == 'm';
		counts[FEMININE] += gender && *gender->value == 'f';
	}
}

static void find_forms(const apo__bead_view *view, apo__pair_signs *signs)
{
	double n[2][FORMS] = {{0}};
	verb_data data[2];
	for (int s = 0; s < 2; s++) {
		data[s] = data_of(view->side[s].side->language);
		count_forms(&view->side[s], &data[s], n[s]);
	}
	double *v = signs->value;
	v[APO__SIGN_MIXED_GENDER] = n[1][MASCULINE] > 0 && n[1][FEMININE] > 0;
	if (data[0].known[PAST] && data[1].known[PAST]) {
		v[APO__SIGN_PAST_LOST] = most(n[0][PAST], 1) > n[1][PAST];
		v[APO__SIGN_PAST_ADDED] = most(n[1][PAST], 1) > n[0][PAST];
	}
	if (data[0].known[PAST] && data[1].known[PAST]) {
		double verbs = n[1][AUXILIARY] - n[0][AUXILIARY];
		v[verbs < 0 ? APO__SIGN_VERBS_LOST : APO__SIGN_VERBS_ADDED] =
			most(fabs(verbs), MOST_COUNT);
	}
	if (data[0].known[PRESENT] && data[1].known[PRESENT]) {
		v[APO__SIGN_PRESENT_LOST] = most(n[0][PRESENT], 1) > n[1][PRESENT];
		v[APO__SIGN_PRESENT_ADDED] = most(n[1][PRESENT], 1) > n[0][PRESENT];
	}
	if (!data[0].known[MASCULINE] || !data[1].known[MASCULINE])
		return;
	for (int g = MASCULINE; g <= FEMININE; g++) {
		v[APO__SIGN_GENDER_ADDED] += n[1][g] > 0 && n[0][g] == 0;
		v[APO__SIGN_GENDER_LOST] += n[0][g] > 0 && n[1][g] == 0;
	}
}

/* ---- aspect ---- */

#define BEHIND 2u /* words from an auxiliary to its verb: "are closely monitoring" */

/* Does the form end as one of the endings, of which a space stands between two, and is more than that? */
static int ends_as(const char *form, const char *endings)
{
	size_t size = strlen(form);
	for (const char *e = endings; *e;) {
		size_t n = strcspn(e, " ");
		if (size > n + 1 && !strncmp(form + size - n, e, n))
			return 1;
		e += n + (e[n] == ' ');
	}
	return 0;
}

/* Forms of two words, "is showing": an auxiliary of the section and, soon behind it, a word with one of its value's endings. */
static double count_forms_of_two(const apo__bead_side *side, const char *name)
{
	const apo__lang_section *section = apo__language_section(side->side->language, name);
	double found = 0;
	for (uint32_t i = 0; section->count && i + 1 < side->word_count; i++) {
		const char *form = side->side->words.words[side->words[i]].form;
		const apo__lang_entry *entry = apo__lang_find(section, form, strlen(form));
		for (uint32_t k = i + 1; entry && k <= i + BEHIND && k < side->word_count; k++) {
			const apo__word *verb = &side->side->words.words[side->words[k]];
			if (verb->kind == APO_TOKEN_WORD && ends_as(verb->form, entry->value)) {
				found++;
				break;
			}
		}
	}
	return found;
}

static void find_aspect(const apo__bead_view *view, apo__pair_signs *signs)
{
	static const struct {
		const char *section;
		apo__sign added;
	} forms[] = {
		{"progressive", APO__SIGN_PROGRESSIVE_ADDED}, {"perfect", APO__SIGN_PERFECT_ADDED}};
	for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
		double more = count_forms_of_two(&view->side[APO__TARGET], forms[f].section) -
			      count_forms_of_two(&view->side[APO__SOURCE], forms[f].section);
		if (more > 0)
			signs->value[forms[f].added] = most(more, MOST_COUNT);
		else
			signs->value[APO__SIGN_ASPECT_LOST] += most(-more, MOST_COUNT);
	}
}

/* ---- content ---- */

typedef enum { KNOWN, NAMES, NUMBERS, UNKNOWN, CONTENTS } content;

static double unlicensed(float support)
{
	double share = ((double)support - SUPPORT_NONE) / SUPPORT_RANGE;
	return share < 0 ? 1 : share > 1 ? 0 : 1 - share;
}

static content content_of(const apo__check_side *side, uint32_t word)
{
	const apo__word *w = &side->words.words[word];
	if (w->kind == APO_TOKEN_NUMBER)
		return NUMBERS;
	if ((w->flags & APO_TOKEN_CAPITAL) && !(w->flags & APO_TOKEN_INITIAL) && !side->known[word])
		return NAMES;
	return side->known[word] ? KNOWN : UNKNOWN;
}

/* Content that the other side does not have, by kind; `share` receives how much of all is there. */
static double unsupported(const apo__bead_side *side, double missing[CONTENTS], double *share)
{
	double all = 0, have = 0, known = 0;
	for (uint32_t i = 0; i < side->word_count; i++) {
		uint32_t word = side->words[i];
		double weight = (double)side->side->weight[word];
		if (!(weight > 0))
			continue;
		double gone = unlicensed(side->side->support[word]);
		content kind = content_of(side->side, word);
		missing[kind] += gone;
		known += kind == KNOWN;
		all += weight;
		have += weight * (1 - gone);
	}
	*share = all > 0 ? have / all : 1;
	return known > 0 ? missing[KNOWN] / known : 0;
}

static void find_content(const apo__bead_view *view, apo__pair_signs *signs)
{
	double added[CONTENTS] = {0}, lost[CONTENTS] = {0}, *v = signs->value;
	v[APO__SIGN_ADDED_KNOWN_RATE] =
		unsupported(&view->side[APO__TARGET], added, &v[APO__SIGN_SUPPORT]);
	v[APO__SIGN_LOST_KNOWN_RATE] =
		unsupported(&view->side[APO__SOURCE], lost, &v[APO__SIGN_COVERAGE]);
	v[APO__SIGN_ADDED_KNOWN] = added[KNOWN];
	v[APO__SIGN_ADDED_NAMES] = added[NAMES];
	v[APO__SIGN_ADDED_NUMBERS] = added[NUMBERS];
	v[APO__SIGN_ADDED_UNKNOWN] = added[UNKNOWN];
	v[APO__SIGN_LOST_KNOWN] = lost[KNOWN];
	v[APO__SIGN_LOST_NAMES] = lost[NAMES];
	v[APO__SIGN_LOST_NUMBERS] = lost[NUMBERS];
	v[APO__SIGN_LOST_UNKNOWN] = lost[UNKNOWN];
	/* what no lexicon sees on both sides is most likely each other's rendering */
	double all[2] = {0, 0};
	for (int kind = 0; kind < CONTENTS; kind++) {
		all[0] += lost[kind];
		all[1] += added[kind];
	}
	v[all[1] > all[0] ? APO__SIGN_ADDED_OVER : APO__SIGN_LOST_OVER] = fabs(all[1] - all[0]);
}

/* ---- findings ---- */

static apo__sign sign_of(apo_issue_type type)
{
	if (type <= APO_ISSUE_DATE)
		return APO__SIGN_ISSUE_VALUES;
	if (type <= APO_ISSUE_PLACE)
		return APO__SIGN_ISSUE_NAMES;
	if (type <= APO_ISSUE_INTENSIFIER)
		return APO__SIGN_ISSUE_MEANING;
	if (type <= APO_ISSUE_UNTRANSLATED)
		return APO__SIGN_ISSUE_CONTENT;
	return type <= APO_ISSUE_QUOTE_INCONSISTENT ? APO__SIGN_ISSUE_VOICES : APO__SIGN_ISSUE_FORM;
}

static void find_issues(const apo__bead_view *view, apo__pair_signs *signs)
{
	for (uint32_t i = view->issues->first[view->bead]; i; i = view->issues->next[i - 1]) {
		const apo_issue *issue = &view->check->issues.items[i - 1];
		double *values[] = {&signs->value[sign_of(issue->type)],
			&signs->value[issue->severity == APO_SEVERITY_CRITICAL
					      ? APO__SIGN_ISSUE_CRITICAL
					      : APO__SIGN_ISSUE_MAJOR]};
		for (int v = 0; v < (issue->severity >= APO_SEVERITY_MAJOR ? 2 : 1); v++)
			*values[v] = most(*values[v] + issue->confidence, MOST_COUNT);
	}
}

void apo__relation_signs(const apo__bead_view *view, apo__pair_signs *signs)
{
	find_length(view, signs);
	find_marks(view, signs);
	find_closed_classes(view, signs);
	find_forms(view, signs);
	find_aspect(view, signs);
	find_content(view, signs);
	find_issues(view, signs);
}
