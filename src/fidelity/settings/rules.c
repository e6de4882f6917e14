/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules on units. The expression that comes first (source, else target) is looked for; for each match the others are, with its
 * groups in them as they stand. What a rule asks of a unit is bounded (text/unicode/pattern.h), and so is the number of matches.
 */
#include "fidelity/settings/rules.h"

#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "fidelity/settings/rule_groups.h"
#include "fidelity/settings/settings_file.h"
#include "fidelity/settings/suggestion.h"

#define LARGEST_FILE ((size_t)16 << 20)
#define MOST_MATCHES 32u /* of one rule in a unit */

enum { SOURCE, TARGET, NOT_SOURCE, NOT_TARGET, EXPRESSIONS };
static const char *const names[] = {"source", "target", "not-source", "not-target", "severity",
	"case", "message", "from", "to"};
enum { SEVERITY = EXPRESSIONS, CASE, MESSAGE, FROM, TO, NAMES };

typedef struct {
	const char *name, *path;
	const apo__setting *set[NAMES]; /* NULL = not said */
	uint32_t line;
	int ignore_case;
	apo_severity severity;
	int first; /* the expression that is looked for first; EXPRESSIONS = none */
	apo__pattern *patterns[EXPRESSIONS]; /* NULL = not said, or with groups of the first */
	const char *given_up;
} rule;

struct apo__rules {
	apo__arena *arena, *scratch;
	const char *languages[2];
	APO__VECTOR(rule) rules;
	APO__VECTOR(const char *) given_up;
};

apo__rules *apo__rules_new(apo__arena *arena, const char *from, const char *to)
{
	apo__rules *rules = apo__alloc(arena, sizeof *rules);
	rules->arena = arena;
	rules->scratch = apo__arena_child(arena);
	rules->languages[0] = from;
	rules->languages[1] = to;
	return rules;
}

/* ---- read ---- */

static const char *name_of(uint32_t i)
{
	return names[i];
}

/* Does the list of languages have this one, or the language that it is a form of? */
static int has_language(const char *list, const char *language)
{
	for (size_t size; *list; list += size) {
		list += strspn(list, " ,\t");
		size = strcspn(list, " ,\t");
		size_t i = 0;
		while (i < size && (list[i] | 32) == (language[i] | 32))
			i++;
		if (size && i == size && (!language[i] || language[i] == '-'))
			return 1;
		if (size == 1 && *list == '*')
			return 1;
	}
	return 0;
}

static int is_for(const apo__rules *rules, const rule *r)
{
	return (!r->set[FROM] || has_language(r->set[FROM]->value, rules->languages[0])) &&
	       (!r->set[TO] || has_language(r->set[TO]->value, rules->languages[1]));
}

static uint32_t characters(const char *text, const char *end)
{
	uint32_t count = 0;
	for (; text < end; text++)
		count += (*text & 0xC0) != 0x80;
	return count;
}

/* Groups that an expression or a message takes from the first expression. */
static apo_status check_groups(const rule *r, const apo__setting *s, apo_error *err)
{
	uint32_t at, group, most = 0;
	if (r->first < EXPRESSIONS)
		most = apo__pattern_groups(r->patterns[r->first]);
	for (const char *text = s->value; (group = apo__next_group(text, &at)) != 0; text += at + 2)
		if (group > most)
			return apo__setting_fail(err, r->path, s,
				s->value_column + characters(s->value, text + at),
				"$%u is not a group: %s has %u", group,
				r->first < EXPRESSIONS ? names[r->first] : "no expression", most);
	return APO_OK;
}

static apo_status compile(apo__rules *rules, rule *r, int which, apo_error *err)
{
	const apo__setting *s = r->set[which];
	const char *why, *expression = s->value;
	uint32_t at;
	int borrows = which != r->first && apo__next_group(expression, &at) != 0;
	apo_status status = borrows ? check_groups(r, s, err) : APO_OK;
	if (status)
		return status;
	if (borrows) /* the same with digits in their places is as good an expression */
		expression = apo__blank_groups(rules->arena, expression);
	if (!*expression)
		return apo__setting_fail(
			err, r->path, s, s->value_column, "expected a regular expression");
	apo__pattern *pattern =
		apo__pattern_new(rules->arena, expression, r->ignore_case, &at, &why);
	if (!pattern)
		return apo__setting_fail(err, r->path, s, s->value_column + at, "%s = %s: %s",
			names[which], s->value, why);
	r->patterns[which] = borrows ? NULL : pattern;
	return APO_OK;
}

static apo_status finish(apo__rules *rules, rule *r, apo_error *err)
{
	apo_status status = APO_OK;
	apo__setting here = {.line = r->line, .column = 1};
	r->first = r->set[SOURCE] ? SOURCE : r->set[TARGET] ? TARGET : EXPRESSIONS;
	if (r->first == EXPRESSIONS && !r->set[NOT_SOURCE] && !r->set[NOT_TARGET])
		return apo__setting_fail(err, r->path, &here, 0,
			"the rule %s has no expression; expected source, target, not-source or "
			"not-target",
			r->name);
	if (r->first < EXPRESSIONS)
		status = compile(rules, r, r->first, err);
	for (int i = 0; i < EXPRESSIONS && !status; i++)
		if (r->set[i] && i != r->first)
			status = compile(rules, r, i, err);
	if (!status && r->set[MESSAGE])
		status = check_groups(r, r->set[MESSAGE], err);
	if (!status && is_for(rules, r))
		*apo__push(rules->arena, &rules->rules) = *r;
	return status;
}

static apo_status refuse_value(
	const rule *r, const apo__setting *s, const char *expected, apo_error *err)
{
	return apo__setting_fail(
		err, r->path, s, s->value_column, "'%s' is not %s", s->value, expected);
}

static apo_status set(apo__rules *rules, rule *r, const apo__setting *s, apo_error *err)
{
	uint32_t i = 0;
	while (i < NAMES && strcmp(names[i], s->name) != 0)
		i++;
	if (i == NAMES) {
		const char *near = apo__suggestion(rules->arena, s->name, name_of, NAMES);
		return apo__setting_fail(err, r->path, s, 0,
			"'%s' is not source, target, not-source, not-target, severity, case, "
			"message, from or to%s%s%s",
			s->name, near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
	}
	if (i == CASE) {
		r->ignore_case = !strcmp(s->value, "ignore");
		if (!r->ignore_case && strcmp(s->value, "match") != 0)
			return refuse_value(r, s, "match or ignore", err);
	}
	if (i == SEVERITY) {
		r->severity = APO_SEVERITY_MINOR;
		while (strcmp(s->value, apo_severity_name(r->severity)) != 0)
			if (r->severity++ == APO_SEVERITY_CRITICAL)
				return refuse_value(r, s, "minor, major or critical", err);
	}
	r->set[i] = s;
	return APO_OK;
}

static apo_status read_settings(
	apo__rules *rules, const char *path, const apo__settings *settings, apo_error *err)
{
	rule common = {.path = path, .name = ""}, r = common;
	apo_status status = APO_OK;
	int open = 0;
	for (uint32_t i = 0; i < settings->count && !status; i++) {
		const apo__setting *s = &settings->items[i];
		if (s->name) {
			status = set(rules, open ? &r : &common, s, err);
			continue;
		}
		if (strcmp(s->section, "rule") != 0 || !*s->title)
			return apo__setting_fail(
				err, path, s, 0, "expected [rule NAME], with a name of yours");
		if (open)
			status = finish(rules, &r, err);
		r = common;
		r.name = s->title;
		r.line = s->line;
		open = 1;
	}
	return status || !open ? status : finish(rules, &r, err);
}

apo_status apo__rules_read(apo__rules *rules, const char *path, apo_error *err)
{
	const char *data;
	size_t size;
	apo__settings *settings = apo__alloc(rules->arena, sizeof *settings);
	apo_status status = apo__file_read(rules->arena, path, LARGEST_FILE, &data, &size, err);
	path = apo__strdup(rules->arena, path);
	if (!status)
		status = apo__settings_parse(rules->arena, path, data, size, settings, err);
	return status ? status : read_settings(rules, path, settings, err);
}

/* ---- check ---- */

typedef struct {
	apo__rules *rules;
	rule *rule;
	const char *const *texts;
	const uint32_t *sizes;
	apo__pattern_span match[APO__PATTERN_GROUPS]; /* of the first expression */
	apo__rule_match found;
	uint64_t unit;
	apo__rule_report report;
	void *user;
	int used; /* there is something in the scratch */
} look;

static void give_up(look *l, int which)
{
	l->rule->given_up = apo__sprintf(l->rules->arena,
		"%s, line %u: %s of the rule “%s” takes too long at unit %llu; it was not used "
		"from "
		"there on",
		l->rule->path, l->rule->set[which]->line, names[which], l->rule->name,
		(unsigned long long)l->unit);
	*apo__push(l->rules->arena, &l->rules->given_up) = l->rule->given_up;
}

/* The text that a group of the first expression has. */
static apo__group_text group_of(const look *l, uint32_t group)
{
	apo__pattern_span span = l->match[group];
	const char *text = l->texts[l->rule->first == TARGET];
	if (l->rule->first == EXPRESSIONS || span.begin == APO_NONE)
		return (apo__group_text){"", 0};
	return (apo__group_text){text + span.begin, span.end - span.begin};
}

static void groups_of(const look *l, apo__group_text groups[APO__PATTERN_GROUPS])
{
	for (uint32_t g = 0; g < APO__PATTERN_GROUPS; g++)
		groups[g] = group_of(l, g);
}

/* Is another expression in its text? Its place, if so. */
static int occurs(look *l, int which, apo_span *place)
{
	apo__pattern_span spans[APO__PATTERN_GROUPS];
	apo__pattern *pattern = l->rule->patterns[which];
	int side = which == TARGET || which == NOT_TARGET;
	uint32_t at;
	const char *why;
	if (!pattern) {
		apo__group_text groups[APO__PATTERN_GROUPS];
		groups_of(l, groups);
		pattern = apo__pattern_new(l->rules->scratch,
			apo__fill_expression(l->rules->scratch, l->rule->set[which]->value, groups),
			l->rule->ignore_case, &at, &why);
	}
	if (!pattern)
		return 0;
	apo__pattern_answer answer =
		apo__pattern_first(pattern, l->texts[side], l->sizes[side], spans);
	if (answer == APO__PATTERN_GIVEN_UP)
		give_up(l, which);
	if (answer == APO__PATTERN_FOUND && place)
		*place = (apo_span){spans[0].begin, spans[0].end};
	return answer == APO__PATTERN_FOUND;
}

/* Report, if the other expressions are there or not as the rule wants it. */
static void decide(look *l)
{
	const rule *r = l->rule;
	apo__group_text groups[APO__PATTERN_GROUPS];
	l->used = 1;
	if (r->set[TARGET] && r->first != TARGET && !occurs(l, TARGET, &l->found.target))
		return;
	if (r->set[NOT_SOURCE] && occurs(l, NOT_SOURCE, NULL))
		return;
	if (r->set[NOT_TARGET] && occurs(l, NOT_TARGET, NULL))
		return;
	if (r->given_up)
		return;
	groups_of(l, groups);
	l->found.severity = r->severity;
	l->found.message = r->set[MESSAGE]
				   ? apo__sprintf(l->rules->scratch, "%s: %s", r->name,
					     apo__fill_message(l->rules->scratch,
						     r->set[MESSAGE]->value, groups))
				   : apo__sprintf(l->rules->scratch, "the rule “%s”", r->name);
	l->report(&l->found, l->user);
}

static void check_rule(look *l)
{
	rule *r = l->rule;
	const apo__rule_match nothing = {.source = APO_SPAN_NONE, .target = APO_SPAN_NONE};
	l->found = nothing;
	if (r->first == EXPRESSIONS) {
		l->found.source = (apo_span){0, l->sizes[0]};
		l->found.target = (apo_span){0, l->sizes[1]};
		decide(l);
		return;
	}
	int side = r->first == TARGET;
	apo__pattern_answer answer =
		apo__pattern_first(r->patterns[r->first], l->texts[side], l->sizes[side], l->match);
	for (uint32_t n = 0; answer == APO__PATTERN_FOUND && n < MOST_MATCHES && !r->given_up;
		n++) {
		l->found = nothing;
		*(side ? &l->found.target : &l->found.source) =
			(apo_span){l->match[0].begin, l->match[0].end};
		decide(l);
		answer = apo__pattern_next(r->patterns[r->first], l->match);
	}
	if (answer == APO__PATTERN_GIVEN_UP)
		give_up(l, r->first);
}

void apo__rules_check(apo__rules *rules, const char *const texts[2], const uint32_t sizes[2],
	uint64_t unit, apo__rule_report report, void *user)
{
	look l = {.rules = rules,
		.texts = texts,
		.sizes = sizes,
		.unit = unit,
		.report = report,
		.user = user};
	for (uint32_t i = 0; i < rules->rules.count; i++) {
		l.rule = &rules->rules.items[i];
		if (!l.rule->given_up)
			check_rule(&l);
		if (!l.used)
			continue;
		apo__arena_free(rules->scratch); /* with the expressions in it */
		rules->scratch = apo__arena_child(rules->arena);
		l.used = 0;
	}
}

const char *apo__rules_given_up(const apo__rules *rules, uint32_t i)
{
	return i < rules->given_up.count ? rules->given_up.items[i] : NULL;
}
