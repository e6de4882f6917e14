/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Segmentation rules: which count for a language (SRX 2.0, languagemap and cascade), compiled once. Exceptions that stand
 * together and share `afterbreak` become one regular expression, so that a place is asked once for hundreds of
 * abbreviations. A rule that is not a regular expression is reported with its line and number and left out alone.
 */
#include "text/document/srx.h"

#include <pthread.h>
#include <string.h>
#include <unicode/ustring.h>

#include "base/buffer.h"
#include "base/map.h"
#include "text/document/srx_pattern.h"
#include "text/document/srx_unit.h"
#include "text/language/context.h"
#include "text/unicode/icu_status.h"

/* Rules in one regular expression: ICU's compiler is quadratic in the number of alternatives. */
#define MOST_TOGETHER 500u

typedef struct ready {
	const struct ready *next;
	const char *lang;
	apo__srx_units units;
} ready;

/* What changes: the languages that were asked for. */
typedef struct {
	pthread_mutex_t lock;
	apo__arena *arena;
	const ready *first;
} cache;

struct apo__srx {
	const apo_context *context;
	const apo__srx_file *file;
	cache *cache;
};

/* ---- regular expressions ---- */

static void close_regex(void *regex)
{
	uregex_close(regex);
}

static URegularExpression *open_regex(
	apo__arena *arena, const char *pattern, uint32_t flags, UErrorCode *status)
{
	int32_t size = 0, bytes = (int32_t)strlen(pattern);
	UErrorCode unused = U_ZERO_ERROR;
	UChar *wide = apo__alloc_array(arena, (size_t)bytes + 1, sizeof *wide);
	u_strFromUTF8(wide, bytes + 1, &size, pattern, bytes, &unused);
	UParseError where;
	URegularExpression *regex = uregex_open(wide, size, flags, &where, status);
	apo__icu_memory(arena, *status);
	if (U_FAILURE(*status)) {
		uregex_close(regex);
		return NULL;
	}
	apo__arena_defer(arena, close_regex, regex);
	return regex;
}

/* NULL for "" too. */
static URegularExpression *open_unless_empty(
	apo__arena *arena, const char *pattern, UErrorCode *status)
{
	return *pattern ? open_regex(arena, pattern, 0, status) : NULL;
}

/* What a character beside a place of the rule may be; NULL: any. */
static URegularExpression *open_bare(apo__arena *arena, const char *pattern, unsigned how)
{
	UErrorCode status = U_ZERO_ERROR;
	const char *bare = apo__pattern_rewrite(arena, pattern, how | APO__PATTERN_BARE);
	return bare ? open_unless_empty(arena, bare, &status) : NULL;
}

/* ---- units ---- */

typedef struct {
	apo__arena *arena;
	const apo_context *context;
	const char *path;
	apo__srx_units *units;
} compiler;

static void tell(const compiler *c, const apo__srx_rule *rule, const char *part,
	const char *pattern, UErrorCode status)
{
	apo__notice(c->context,
		"%s: line %u: rule %u is left out: its %s \"%.100s\" is not a regular expression "
		"(%s)",
		c->path, rule->line, rule->number, part, pattern, u_errorName(status));
}

static int is_sound(const compiler *c, apo__arena *scratch, const apo__srx_rule *rule)
{
	UErrorCode before = U_ZERO_ERROR, after = U_ZERO_ERROR;
	if (!*rule->before && !*rule->after) {
		apo__notice(c->context,
			"%s: line %u: rule %u has neither beforebreak nor afterbreak; left out",
			c->path, rule->line, rule->number);
		return 0;
	}
	open_unless_empty(scratch, rule->before, &before);
	open_unless_empty(scratch, rule->after, &after);
	if (U_FAILURE(before))
		tell(c, rule, "beforebreak", rule->before, before);
	else if (U_FAILURE(after))
		tell(c, rule, "afterbreak", rule->after, after);
	return U_SUCCESS(before) && U_SUCCESS(after);
}

/* The `before` of all rules, backwards; NULL when one cannot be turned round or matches everywhere. */
static const char *together(apo__arena *arena, const apo__srx_rule *const *rules, uint32_t count)
{
	apo__buffer out = {.arena = arena};
	for (uint32_t i = 0; i < count; i++) {
		const char *one =
			apo__pattern_rewrite(arena, rules[i]->before, APO__PATTERN_BACKWARD);
		if (!one || !*rules[i]->before)
			return NULL;
		apo__buffer_printf(&out, "%s(?:%s)", i ? "|" : "", one);
	}
	return apo__buffer_text(&out);
}

/* Rules with the same `after`. */
static void add_unit(const compiler *c, const apo__srx_rule *const *rules, uint32_t count)
{
	const apo__srx_rule *rule = rules[0];
	UErrorCode status = U_ZERO_ERROR;
	apo__srx_unit unit = {.breaks = rule->breaks, .rules = rules, .count = count};
	const char *backward = together(c->arena, rules, count);
	if (backward)
		unit.backward = open_regex(c->arena, backward, 0, &status);
	/* no turning round: by its nature, lookbehind without bounds, or too many alternatives */
	unit.sweeps = !unit.backward && (*rule->before || count > 1);
	if (unit.sweeps && count > 1) { /* until those that cannot be turned round are alone */
		add_unit(c, rules, count / 2);
		add_unit(c, rules + count / 2, count - count / 2);
		return;
	}
	status = U_ZERO_ERROR;
	unit.after = open_unless_empty(c->arena, rule->after, &status);
	if (*rule->before && (unit.breaks || unit.sweeps))
		unit.forward = open_regex(c->arena,
			apo__sprintf(c->arena, "(?:%s)(?=%s)", rule->before, rule->after), 0,
			&status);
	if (unit.breaks) {
		unit.last = open_bare(c->arena, rule->before, APO__PATTERN_BACKWARD);
		unit.first = open_bare(c->arena, rule->after, 0);
	}
	if (U_SUCCESS(status))
		*apo__push(c->arena, c->units) = unit;
	else
		tell(c, rule, "beforebreak", rule->before, status);
}

/* Exceptions [begin, end) that no break rule parts: those with the same `after` go together. */
static void add_exceptions(const compiler *c, const apo__srx_rule *const *rules, uint32_t count)
{
	apo__arena *arena = c->arena;
	apo__interner afters;
	apo__interner_init(&afters, arena);
	APO__VECTOR(uint32_t) counts = {0};
	uint32_t *group = apo__alloc_array(arena, count, sizeof *group);
	for (uint32_t i = 0; i < count; i++) {
		group[i] = apo__intern(&afters, rules[i]->after, strlen(rules[i]->after));
		if (group[i] == counts.count)
			*apo__push(arena, &counts) = 0;
		counts.items[group[i]]++;
	}
	const apo__srx_rule ***of = apo__alloc_array(arena, counts.count, sizeof *of);
	for (uint32_t g = 0; g < counts.count; g++) {
		of[g] = apo__alloc_array(arena, counts.items[g], sizeof **of);
		counts.items[g] = 0;
	}
	for (uint32_t i = 0; i < count; i++)
		of[group[i]][counts.items[group[i]]++] = rules[i];
	for (uint32_t g = 0; g < counts.count; g++)
		for (uint32_t i = 0, n; i < counts.items[g]; i += n) {
			n = counts.items[g] - i;
			n = n < MOST_TOGETHER ? n : MOST_TOGETHER;
			add_unit(c, of[g] + i, n);
		}
}

void apo__srx_compile(apo__arena *arena, const apo_context *context, const char *path,
	const apo__srx_rule *const *rules, uint32_t count, apo__srx_units *units)
{
	compiler c = {arena, context, path, units};
	APO__VECTOR(const apo__srx_rule *) sound = {0};
	apo__arena *scratch = apo__arena_child(arena);
	for (uint32_t i = 0; i < count; i++)
		if (is_sound(&c, scratch, rules[i]))
			*apo__push(arena, &sound) = rules[i];
	apo__arena_free(scratch);
	for (uint32_t i = 0, end; i < sound.count; i = end) {
		for (end = i; end < sound.count && !sound.items[end]->breaks;)
			end++;
		if (end > i)
			add_exceptions(&c, sound.items + i, end - i);
		else
			add_unit(&c, sound.items + end++, 1);
	}
}

/* ---- languages ---- */

/* Whether a pattern matches the whole of a tag, "de-AT" or "de_AT", in any case. */
static int matches(
	apo__arena *arena, const apo__srx *srx, const apo__srx_map *map, const char *lang)
{
	UErrorCode status = U_ZERO_ERROR;
	URegularExpression *regex =
		open_regex(arena, map->pattern, UREGEX_CASE_INSENSITIVE, &status);
	if (!regex) {
		apo__notice(srx->context,
			"%s: line %u: languagepattern \"%.100s\" is not a regular expression; the "
			"map "
			"is left out",
			srx->file->path, map->line, map->pattern);
		return 0;
	}
	int32_t size = (int32_t)strlen(lang);
	UChar *tag = apo__alloc_array(arena, (size_t)size + 1, sizeof *tag);
	u_charsToUChars(lang, tag, size);
	uregex_setTimeLimit(regex, 10, &status);
	uregex_setText(regex, tag, size, &status);
	if (uregex_matches(regex, -1, &status))
		return 1;
	apo__icu_memory(arena, status);
	for (int32_t i = 0; i < size; i++)
		if (tag[i] == '-')
			tag[i] = '_';
	status = U_ZERO_ERROR;
	uregex_setText(regex, tag, size, &status);
	int matched = uregex_matches(regex, -1, &status);
	apo__icu_memory(arena, status);
	return matched && U_SUCCESS(status);
}

static const apo__srx_language *find_language(const apo__srx *srx, const apo__srx_map *map)
{
	for (uint32_t i = 0; i < srx->file->languages.count; i++)
		if (!strcmp(srx->file->languages.items[i].name, map->language))
			return &srx->file->languages.items[i];
	apo__notice(srx->context,
		"%s: line %u: there is no languagerule \"%.100s\"; the map is left out",
		srx->file->path, map->line, map->language);
	return NULL;
}

typedef struct {
	const apo__srx *srx;
	const char *lang;
	ready *made;
} making;

static apo_status make(apo__arena *arena, void *user, apo_error *err)
{
	making *m = user;
	(void)err;
	const apo__srx_file *file = m->srx->file;
	APO__VECTOR(const apo__srx_rule *) rules = {0};
	int mapped = 0;
	for (uint32_t i = 0; i < file->maps.count && (file->cascade || !mapped); i++) {
		if (!matches(arena, m->srx, &file->maps.items[i], m->lang))
			continue;
		const apo__srx_language *language = find_language(m->srx, &file->maps.items[i]);
		mapped |= language != NULL;
		for (uint32_t k = 0; language && k < language->rules.count; k++)
			*apo__push(arena, &rules) = &language->rules.items[k];
	}
	if (!mapped)
		apo__notice(m->srx->context,
			"%s: no languagemap is for \"%s\"; its blocks are left whole", file->path,
			m->lang);
	m->made = apo__alloc(arena, sizeof *m->made);
	m->made->lang = apo__strdup(arena, m->lang);
	apo__srx_compile(
		arena, m->srx->context, file->path, rules.items, rules.count, &m->made->units);
	return APO_OK;
}

const apo__srx_units *apo__srx_units_for(const apo__srx *srx, apo__arena *arena, const char *lang)
{
	cache *c = srx->cache;
	making m = {srx, lang, NULL};
	apo_status status = APO_OK;
	pthread_mutex_lock(&c->lock);
	const ready *known = c->first;
	while (known && strcmp(known->lang, lang) != 0)
		known = known->next;
	if (!known) {
		status = apo__guarded(c->arena, make, &m, NULL);
		if (!status) {
			m.made->next = c->first;
			known = c->first = m.made;
		}
	}
	pthread_mutex_unlock(&c->lock);
	if (status)
		apo__arena_exhausted(arena);
	return &known->units;
}

const apo_context *apo__srx_context(const apo__srx *srx, const char **path)
{
	*path = srx->file->path;
	return srx->context;
}

static void close_lock(void *lock)
{
	pthread_mutex_destroy(lock);
}

apo__srx *apo__srx_new(apo__arena *arena, const apo_context *context, const apo__srx_file *file)
{
	apo__srx *srx = apo__alloc(arena, sizeof *srx);
	*srx = (apo__srx){context, file, apo__alloc(arena, sizeof *srx->cache)};
	srx->cache->arena = apo__arena_child(arena);
	if (pthread_mutex_init(&srx->cache->lock, NULL))
		apo__arena_exhausted(arena);
	apo__arena_defer(arena, close_lock, &srx->cache->lock);
	return srx;
}
