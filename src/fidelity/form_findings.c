/* SPDX-License-Identifier: Apache-2.0 */
/* The mechanical checks (src/fidelity/mechanical) of the beads of an alignment: as the units of the file that they were read
 * from, else as their text. A finding that another family has made of the same bead is not made again. Two passes. */
#include "fidelity/families.h"
#include "fidelity/mechanical/mechanical.h"
#include "fidelity/settings/rules.h"
#include "text/document/document_build.h"
#include "text/language/context.h"

typedef struct {
	apo__check *check;
	uint32_t bead;
	uint32_t begin[2];     /* of the unit's texts in the documents */
	const uint64_t *known; /* by bead: types of other families, as bits */
} form_findings;

/* Where a check of the meaning has the same finding, that one stays. */
static int is_known(const form_findings *f, apo_issue_type type)
{
	uint64_t known = f->known[f->bead];
	if (type == APO_ISSUE_PUNCTUATION || type == APO_ISSUE_QUOTATION_MARKS)
		return (known >> APO_ISSUE_PUNCTUATION) & 1;
	return (known >> type) & 1;
}

static apo_span place(apo_span span, uint32_t begin, uint32_t size)
{
	if (span.begin == APO_NONE)
		return span;
	span.begin += begin;
	span.end += begin;
	/* what has no width is shown by what is beside it */
	if (span.begin == span.end && span.end < size)
		span.end++;
	else if (span.begin == span.end && span.begin)
		span.begin--;
	return span;
}

static void on_finding(const apo__form_finding *finding, void *user)
{
	const form_findings *f = user;
	if (is_known(f, finding->type))
		return;
	const apo__check_side *side = f->check->side;
	apo__check_flag(f->check, finding->type, finding->severity, f->bead,
		place(finding->source, f->begin[0], side[0].document->size),
		place(finding->target, f->begin[1], side[1].document->size), finding->confidence,
		"%s", finding->message);
}

#define RULE_CONFIDENCE 1.0 /* by definition: the user says so */

static void on_rule(const apo__rule_match *match, void *user)
{
	const form_findings *f = user;
	apo__check *check = f->check;
	const apo__check_side *side = check->side;
	apo__check_flag(check, APO_ISSUE_RULE, match->severity, f->bead,
		place(match->source, f->begin[0], side[0].document->size),
		place(match->target, f->begin[1], side[1].document->size), RULE_CONFIDENCE, "%s",
		match->message);
}

/* A bead as a unit; 0 where a side has no text, or texts that do not follow each other. */
static int unit_of_bead(
	const apo__check *check, uint32_t bead, apo__form_unit *unit, uint32_t begin[2])
{
	*unit = (apo__form_unit){.number = (uint64_t)bead + 1};
	for (int s = 0; s < 2; s++) {
		uint32_t count;
		const uint32_t *segments = apo__check_segments(check, bead, (apo__side)s, &count);
		if (!count || segments[count - 1] - segments[0] != count - 1 ||
			!apo__check_is_story(check, (apo__side)s, segments[0]))
			return 0;
		apo_span span = apo__check_bead_span(check, bead, (apo__side)s);
		begin[s] = span.begin;
		unit->side[s].text = check->side[s].document->text + span.begin;
		unit->side[s].size = span.end - span.begin;
	}
	return 1;
}

static const apo__form_units *stored_units(const apo__check *check)
{
	const apo__document *d = (const void *)check->side[APO__SOURCE].document;
	const apo__form_units *units = d->units;
	return units && units->target == check->side[APO__TARGET].document &&
			       units->count == check->alignment->count
		       ? units
		       : NULL;
}

/* The words of a text, for languages that do not separate them. */
static void cut_unit(
	const apo__check *check, uint32_t bead, apo__form_unit *unit, const uint32_t begin[2])
{
	for (int s = 0; s < 2; s++) {
		const apo__words *words = &check->side[s].words;
		uint32_t count;
		const uint32_t *segments = apo__check_segments(check, bead, (apo__side)s, &count);
		if (!count)
			continue;
		uint32_t first = words->first[segments[0]];
		unit->side[s].cut = words->words + first;
		unit->side[s].cut_count = words->first[segments[count - 1] + 1] - first;
		unit->side[s].cut_at = begin[s];
	}
}

static int unit_of(const apo__check *check, const apo__form_units *stored, uint32_t bead,
	apo__form_unit *unit, uint32_t begin[2])
{
	if (!stored && !unit_of_bead(check, bead, unit, begin))
		return 0;
	if (stored) {
		*unit = stored->units[bead];
		begin[0] = stored->begin[bead][0];
		begin[1] = stored->begin[bead][1];
	}
	cut_unit(check, bead, unit, begin);
	return 1;
}

static int is_value(apo_issue_type type)
{
	return type <= APO_ISSUE_DATE;
}

/* The 2 of %2$s is not a number that anybody reads. */
static void drop_values(
	apo__check *check, const apo__form_units *stored, apo__form_checker *checker)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < check->issues.count; i++) {
		const apo_issue *issue = &check->issues.items[i];
		apo__form_unit unit;
		uint32_t begin[2];
		int prose = 1;
		if (is_value(issue->type) && unit_of(check, stored, issue->bead, &unit, begin))
			for (int s = 0; s < 2; s++) {
				apo_span span = s ? issue->target_span : issue->source_span;
				if (span.begin != APO_NONE && span.begin >= begin[s])
					prose &= apo__form_is_prose(checker, &unit, (apo__side)s,
						(apo_span){span.begin - begin[s],
							span.end - begin[s]});
			}
		if (prose)
			check->issues.items[kept++] = *issue;
	}
	check->issues.count = kept;
}

/* What is not to be translated, or closed, is not checked. */
static void drop_locked(apo__check *check, const apo__form_units *stored)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < check->issues.count; i++)
		if (!stored->units[check->issues.items[i].bead].locked)
			check->issues.items[kept++] = check->issues.items[i];
	check->issues.count = kept;
}

/* The spelling of translation files; which dictionaries say so is said, and that there is none. */
static apo_status prepare_spelling(apo__check *check, apo__check_plan *plan,
	const apo_check_options *options, const apo__form_units *stored, apo__form_checker *checker,
	apo_error *err)
{
	const char *lang = check->side[APO__TARGET].document->lang, *names;
	apo_status status = APO_OK;
	if (!stored || plan->profile->checks[APO_ISSUE_SPELLING].state == APO__CHECK_OFF)
		return APO_OK;
	names = apo__form_add_spelling(checker);
	if (names)
		apo__notice(check->context, "spelling: dictionaries %s of hunspell", names);
	else
		*apo__push(check->arena, &plan->abstentions) = (apo_abstention){APO_ISSUE_SPELLING,
			apo__language_tag(check->side[APO__TARGET].language),
			apo__sprintf(check->arena,
				"no dictionary of hunspell for “%s” is installed", lang)};
	for (uint32_t i = 0; i < options->word_count && !status; i++)
		status = apo__form_add_words(checker, options->words[i], err);
	for (uint32_t i = 0; i < plan->profile->words.count && !status; i++)
		status = apo__form_add_words(checker, plan->profile->words.items[i], err);
	return status;
}

void apo__check_apply_profile(apo__check *check)
{
	const apo__profile *profile = check->plan->profile;
	uint32_t kept = 0;
	for (uint32_t i = 0; i < check->issues.count; i++) {
		apo_issue issue = check->issues.items[i];
		if (issue.confidence < profile->checks[issue.type].confidence)
			continue;
		if (profile->checks[issue.type].state == APO__CHECK_AS)
			issue.severity = profile->checks[issue.type].severity;
		check->issues.items[kept++] = issue;
	}
	check->issues.count = kept;
}

/* The glossaries of the options, then those of the profile. */
static apo_status add_terms(apo__form_checker *checker, const apo_check_options *options,
	const apo__profile *profile, apo_error *err)
{
	apo_status status = APO_OK;
	for (uint32_t i = 0; i < options->term_count && !status; i++)
		status = apo__form_add_terms(checker, options->terms[i], err);
	for (uint32_t i = 0; i < profile->terms.count && !status; i++)
		status = apo__form_add_terms(checker, profile->terms.items[i], err);
	return status;
}

/* The rules of the options, then those of the profile. */
static apo_status read_rules(
	apo__check *check, const apo_check_options *options, apo__rules **rules, apo_error *err)
{
	const apo__profile *profile = check->plan->profile;
	apo_status status = APO_OK;
	*rules = apo__rules_new(
		check->arena, check->side[0].document->lang, check->side[1].document->lang);
	for (size_t i = 0; i < options->rule_count && !status; i++)
		status = apo__rules_read(*rules, options->rules[i], err);
	for (uint32_t i = 0; i < profile->rules.count && !status; i++)
		status = apo__rules_read(*rules, profile->rules.items[i], err);
	return status;
}

static void check_rules(form_findings *findings, apo__rules *rules, const apo__form_unit *unit)
{
	const char *texts[2] = {unit->side[0].text, unit->side[1].text};
	uint32_t sizes[2] = {unit->side[0].size, unit->side[1].size};
	if (texts[0] && texts[1] && !unit->locked)
		apo__rules_check(rules, texts, sizes, unit->number, on_rule, findings);
}

/* Rules that were given up are checks that did not run, or not in full. */
static void tell_rules(apo__check *check, apo__check_plan *plan, const apo__rules *rules)
{
	const char *reason;
	for (uint32_t i = 0; (reason = apo__rules_given_up(rules, i)) != NULL; i++)
		*apo__push(check->arena, &plan->abstentions) = (apo_abstention){APO_ISSUE_RULE,
			apo__language_tag(check->side[APO__TARGET].language), reason};
}

apo_status apo__check_mechanical(
	apo__check *check, apo__check_plan *plan, const apo_check_options *options, apo_error *err)
{
	size_t beads = check->alignment->count;
	uint64_t *known = apo__alloc_array(check->arena, beads + 1, sizeof *known);
	const apo__form_units *stored = stored_units(check);
	apo__arena *scratch = apo__arena_child(check->arena);
	apo__form_checker *checker = apo__form_open(scratch, check->context,
		check->side[0].document->lang, check->side[1].document->lang, check->comparable);
	apo__form_use(checker, plan->profile);
	apo_status status = add_terms(checker, options, plan->profile, err);
	if (status)
		return status;
	status = prepare_spelling(check, plan, options, stored, checker, err);
	apo__rules *rules = NULL;
	if (!status)
		status = read_rules(check, options, &rules, err);
	if (status)
		return status;
	if (stored)
		drop_locked(check, stored);
	drop_values(check, stored, checker);
	for (uint32_t i = 0; i < check->issues.count; i++)
		known[check->issues.items[i].bead] |= UINT64_C(1) << check->issues.items[i].type;
	form_findings findings = {.check = check, .known = known};
	apo__form_unit unit;
	for (uint32_t b = 0; b < beads; b++)
		if (unit_of(check, stored, b, &unit, findings.begin))
			apo__form_learn(checker, &unit);
	for (uint32_t b = 0; b < beads; b++) {
		findings.bead = b;
		if (!unit_of(check, stored, b, &unit, findings.begin))
			continue;
		apo__form_check(checker, &unit, on_finding, &findings);
		check_rules(&findings, rules, &unit);
	}
	tell_rules(check, plan, rules);
	apo__arena_free(scratch);
	apo__check_settle(check);
	apo__check_apply_profile(check);
	apo__check_number_equals(check);
	status = apo__check_dismissals(check, options->dismissals, options->dismissal_count, err);
	for (size_t i = 0; i < options->baseline_count && !status; i++)
		status = apo__check_baseline(check, options->baselines[i], err);
	return status;
}
