/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each check has to know of the two languages, and which checks do not run because it is not known. A check without the
 * data of a side would take what it cannot see for what is not there: a faithful text in a language without a list of
 * negations would miss every one of them.
 */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "fidelity/evidence/evidence.h"
#include "text/language/scripts.h"

/* Sections of the language data that a check needs of each side, separated by spaces; of "a/b" one is enough. */
static const struct {
	apo_issue_type check;
	const char *sections[2];
} needs[] = {
	{APO_ISSUE_PERCENT_POINT, {"units", "units"}},
	{APO_ISSUE_MAGNITUDE, {"multipliers", "multipliers"}},
	{APO_ISSUE_UNIT, {"units", "units"}},
	{APO_ISSUE_DATE, {"weekdays months/month-signs", "weekdays months/month-signs"}},
	{APO_ISSUE_TITLE, {"ranks", "ranks"}},
	{APO_ISSUE_NEGATION, {"negation", "negation"}},
	{APO_ISSUE_ANTONYM, {"negation", "negation"}},
	{APO_ISSUE_DIRECTION_REVERSED, {"up-words down-words", "up-words down-words"}},
	{APO_ISSUE_MODALITY,
		{"possible necessary future hedges", "possible necessary future hedges"}},
	{APO_ISSUE_HEDGE_DROPPED, {"hedges", "hedges possible"}},
	{APO_ISSUE_OPINION_ADDED, {"opinion-words", "opinion-words"}},
	{APO_ISSUE_UNTRANSLATED, {"function-words", ""}},
	{APO_ISSUE_ATTRIBUTION_DROPPED, {"reporting-verbs", "reporting-verbs"}},
	{APO_ISSUE_ATTRIBUTION_CHANGED, {"reporting-verbs", "reporting-verbs"}},
	{APO_ISSUE_DOUBLE_WORD, {"", "double-words"}},
};

typedef struct {
	const apo_context *context;
	const apo_lexicons *lexicons;
	apo__arena *arena;
	apo__check_plan *plan;
} survey;

static void abstain(
	survey *s, apo_issue_type check, apo__side side, apo__runs runs, const char *reason)
{
	const char *lang = apo__language_tag(apo__lexicon_language(s->lexicons, side));
	for (uint32_t i = 0; i < s->plan->abstentions.count; i++) {
		const apo_abstention *known = &s->plan->abstentions.items[i];
		if (known->check == check && !strcmp(known->lang, lang))
			return; /* one reason is enough, for two sides of one language too */
	}
	*apo__push(s->arena, &s->plan->abstentions) = (apo_abstention){check, lang, reason};
	if (runs < s->plan->runs[check])
		s->plan->runs[check] = runs;
}

static int has_one(const apo__language *language, const char *name, size_t size)
{
	char section[64];
	for (size_t at = 0, length; at < size; at += length + 1) {
		length = strcspn(name + at, "/ ");
		snprintf(section, sizeof section, "%.*s", (int)length, name + at);
		if (*apo__language_section(language, section)->name)
			return 1; /* an empty one says that there are none */
	}
	return 0;
}

/* "the language data of “hu” has no [up-words], [down-words]"; NULL when nothing is missing. */
static const char *missing(const survey *s, apo__side side, const char *sections)
{
	const apo__language *language = apo__lexicon_language(s->lexicons, side);
	const char *tag = apo__language_tag(language);
	apo__buffer out = {s->arena, NULL, 0, 0};
	for (const char *name = sections; *name;) {
		size_t size = strcspn(name, " ");
		if (!has_one(language, name, size))
			apo__buffer_printf(&out, "%s[%.*s]", out.size ? ", " : "",
				(int)strcspn(name, "/ "), name);
		name += size + (name[size] == ' ');
	}
	if (!out.size)
		return NULL;
	if (!apo__language_get(s->context, tag))
		return apo__sprintf(s->arena, "there is no language data for “%s”", tag);
	return apo__sprintf(
		s->arena, "the language data of “%s” has no %s", tag, apo__buffer_text(&out));
}

static void survey_side(survey *s, apo__side side)
{
	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
		const char *reason = missing(s, side, needs[i].sections[side]);
		if (reason)
			abstain(s, needs[i].check, side, APO__RUNS_NOT, reason);
	}
	const char *tag = apo__language_tag(apo__lexicon_language(s->lexicons, side));
	if (side == APO__TARGET && !apo__lexicon_knows_opposites(s->lexicons, side) &&
		(missing(s, APO__SOURCE, "opposites") || missing(s, APO__TARGET, "opposites")))
		abstain(s, APO_ISSUE_ANTONYM, side, APO__RUNS_NOT,
			apo__sprintf(s->arena, "no thesaurus or WordNet of “%s” is in use", tag));
}

#define NUMBER_SECTIONS "number-words multipliers"

/* Where one side knows what its figures are, those in digits can be compared (digits.c); in one language always. */
static void survey_numbers(survey *s)
{
	const char *reasons[2];
	for (int side = 0; side < 2; side++)
		reasons[side] = missing(s, (apo__side)side, NUMBER_SECTIONS);
	int digits = !reasons[0] || !reasons[1] || apo__lexicon_same_language(s->lexicons);
	for (int side = 0; side < 2; side++)
		if (reasons[side])
			abstain(s, APO_ISSUE_NUMBER, (apo__side)side,
				digits ? APO__RUNS_PARTLY : APO__RUNS_NOT,
				digits ? apo__sprintf(s->arena,
						 "%s: figures in digits alone are compared",
						 reasons[side])
				       : reasons[side]);
}

/* Names are compared as they are written; across scripts those in pinyin alone (names_pinyin.c), where the sounds of characters are
 * known. */
static void survey_names(survey *s)
{
	const char *tags[2];
	for (int side = 0; side < 2; side++)
		tags[side] = apo__language_tag(apo__lexicon_language(s->lexicons, (apo__side)side));
	if (!apo__scripts_differ(tags[0], tags[1]))
		return;
	static const apo_issue_type checks[] = {APO_ISSUE_NAME, APO_ISSUE_PLACE};
	int pinyin = missing(s, APO__SOURCE, "readings") == NULL ||
		     missing(s, APO__TARGET, "readings") == NULL;
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		abstain(s, checks[i], APO__TARGET, pinyin ? APO__RUNS_PARTLY : APO__RUNS_NOT,
			apo__sprintf(s->arena, "“%s” and “%s” are written in different scripts%s",
				tags[0], tags[1],
				pinyin ? ": names in pinyin alone are compared" : ""));
}

/* What has one reason stands together, in the order in which the reasons came up. */
static void group_by_reason(apo__check_plan *plan)
{
	apo_abstention *all = plan->abstentions.items;
	for (uint32_t done = 0; done < plan->abstentions.count;) {
		const char *reason = all[done++].reason;
		for (uint32_t i = done; i < plan->abstentions.count; i++) {
			apo_abstention same = all[i];
			if (strcmp(same.reason, reason))
				continue;
			memmove(&all[done + 1], &all[done], (i - done) * sizeof *all);
			all[done++] = same;
		}
	}
}

void apo__check_plan_make(apo__check_plan *plan, const apo_context *context,
	const apo_lexicons *lexicons, apo__arena *arena)
{
	survey s = {context, lexicons, arena, plan};
	memset(plan, 0, sizeof *plan);
	for (int i = 0; i < APO_ISSUE_TYPE_COUNT; i++)
		plan->runs[i] = APO__RUNS;
	plan->scripts_differ =
		apo__scripts_differ(apo__language_tag(apo__lexicon_language(lexicons, APO__SOURCE)),
			apo__language_tag(apo__lexicon_language(lexicons, APO__TARGET)));
	survey_side(&s, APO__SOURCE);
	survey_side(&s, APO__TARGET);
	survey_numbers(&s);
	survey_names(&s);
	group_by_reason(plan);
}
