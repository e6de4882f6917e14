/* SPDX-License-Identifier: Apache-2.0 */
/* Profiles: read over the one that they extend. Linear in the file. */
#include "fidelity/settings/profile.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "fidelity/settings/suggestion.h"
#include "text/language/context.h"

#define LARGEST_PROFILE ((size_t)4 << 20)
#define MOST_EXTENDED	8u
/* Set by hand. */
#define MOST_POINTS 1000.0 /* of a finding; more is a slip of the pen */
#define MOST_TIMES  1000.0 /* of a length */

typedef struct {
	apo__arena *arena;
	apo_context *context;
	const char *path;
	apo__profile *profile;
	unsigned depth;
} reader;

static const char *const built_in[] = {"strict", "normal", "relaxed"};
enum { BUILT_IN = sizeof built_in / sizeof *built_in };

static const char *check_name(uint32_t i)
{
	return i < APO_ISSUE_TYPE_COUNT ? apo_issue_type_name((apo_issue_type)i) : "all";
}

static const char *built_in_name(uint32_t i)
{
	return built_in[i];
}

/* ---- values ---- */

/* A word that was expected to be one of some names: says which, and the nearest. */
static apo_status refuse_word(const reader *r, const apo__setting *s, int value,
	const char *expected, const char *(*name)(uint32_t i), uint32_t count, apo_error *err)
{
	const char *word = value ? s->value : s->name;
	const char *near = name ? apo__suggestion(r->arena, word, name, count) : NULL;
	return apo__setting_fail(err, r->path, s, value ? s->value_column : s->column,
		"'%s' is not %s%s%s%s", word, expected, near ? "; did you mean " : "",
		near ? near : "", near ? "?" : "");
}

static const char *state_name(uint32_t i)
{
	static const char *const names[] = {"minor", "major", "critical", "on", "off"};
	return names[i];
}

static int severity_of(const char *word)
{
	for (int s = APO_SEVERITY_MINOR; s <= APO_SEVERITY_CRITICAL; s++)
		if (!strcmp(word, apo_severity_name((apo_severity)s)))
			return s;
	return -1;
}

static apo_status read_number(const reader *r, const apo__setting *s, double least, double most,
	double *number, apo_error *err)
{
	size_t size = strlen(s->value);
	double value = 0;
	if (!size || apo__parse_decimal(s->value, size, &value) != size || !(value >= least) ||
		!(value <= most))
		return apo__setting_fail(err, r->path, s, s->value_column,
			"'%s' is not a number from %u to %u, such as 0.8", s->value,
			(unsigned)least, (unsigned)most);
	*number = value;
	return APO_OK;
}

/* A whole number, or the word that stands for `otherwise`. */
static apo_status read_count(const reader *r, const apo__setting *s, const char *word,
	uint32_t otherwise, uint32_t *count, apo_error *err)
{
	size_t size = strlen(s->value);
	uint32_t value = 0;
	if (!strcmp(s->value, word)) {
		*count = otherwise;
		return APO_OK;
	}
	if (!size || *s->value == '0' || size > strlen("1000000") ||
		strspn(s->value, "0123456789") != size)
		return apo__setting_fail(err, r->path, s, s->value_column,
			"'%s' is not a whole number from 1 to 9999999 or %s", s->value, word);
	for (const char *c = s->value; *c; c++)
		value = value * 10 + (uint32_t)(*c - '0');
	*count = value;
	return APO_OK;
}

/* A path is beside the profile. */
static const char *beside(const reader *r, const char *path)
{
	const char *slash = strrchr(r->path, '/');
	return *path == '/' || !slash
		       ? path
		       : apo__sprintf(r->arena, "%.*s/%s", (int)(slash - r->path), r->path, path);
}

/* ---- sections ---- */

/* The check that a name stands for, APO_ISSUE_TYPE_COUNT for "all". */
static apo_status find_check(
	const reader *r, const apo__setting *s, uint32_t *check, apo_error *err)
{
	for (*check = 0; *check <= APO_ISSUE_TYPE_COUNT; ++*check)
		if (!strcmp(check_name(*check), s->name))
			return APO_OK;
	return refuse_word(r, s, 0, "a check; apograph qa --print-profile lists them", check_name,
		APO_ISSUE_TYPE_COUNT + 1, err);
}

static apo_status set_check(reader *r, const apo__setting *s, apo_error *err)
{
	uint32_t check;
	int severity = severity_of(s->value);
	apo_status status = find_check(r, s, &check, err);
	if (status)
		return status;
	apo__check_state state = severity >= 0		    ? APO__CHECK_AS
				 : !strcmp(s->value, "off") ? APO__CHECK_OFF
							    : APO__CHECK_ON;
	if (state == APO__CHECK_ON && strcmp(s->value, "on") != 0)
		return refuse_word(
			r, s, 1, "on, off, minor, major or critical", state_name, 5, err);
	for (uint32_t i = 0; i < APO_ISSUE_TYPE_COUNT; i++)
		if (i == check || check == APO_ISSUE_TYPE_COUNT) {
			r->profile->checks[i].state = state;
			r->profile->checks[i].severity =
				(apo_severity)(severity < 0 ? 0 : severity);
		}
	return APO_OK;
}

static apo_status set_confidence(reader *r, const apo__setting *s, apo_error *err)
{
	uint32_t check;
	double least = 0;
	apo_status status = find_check(r, s, &check, err);
	if (!status)
		status = read_number(r, s, 0, 1, &least, err);
	for (uint32_t i = 0; i < APO_ISSUE_TYPE_COUNT && !status; i++)
		if (i == check || check == APO_ISSUE_TYPE_COUNT)
			r->profile->checks[i].confidence = least;
	return status;
}

static apo_status set_habit(reader *r, const apo__setting *s, apo_error *err)
{
	if (!strcmp(s->name, "slips"))
		return read_count(r, s, "any", UINT32_MAX, &r->profile->slips, err);
	if (!strcmp(s->name, "slips-one-in"))
		return read_count(r, s, "none", UINT32_MAX, &r->profile->slips_one_in, err);
	return refuse_word(r, s, 0, "slips or slips-one-in", NULL, 0, err);
}

static apo_status set_length(reader *r, const apo__setting *s, apo_error *err)
{
	if (!strcmp(s->name, "longer"))
		return read_number(r, s, 1, MOST_TIMES, &r->profile->longer, err);
	if (!strcmp(s->name, "shorter"))
		return read_number(r, s, 0, 1, &r->profile->shorter, err);
	if (!strcmp(s->name, "most-characters"))
		return read_count(r, s, "none", 0, &r->profile->most_characters, err);
	return refuse_word(r, s, 0, "longer, shorter or most-characters", NULL, 0, err);
}

static const char *score_name(uint32_t i)
{
	static const char *const names[] = {
		"minor", "major", "critical", "marks", "threshold", "fail-on"};
	return names[i];
}

int apo__fail_on(const char *word)
{
	int severity = severity_of(word);
	return severity >= 0 ? severity : !strcmp(word, "never") ? -1 : -2;
}

static apo_status set_score(reader *r, const apo__setting *s, apo_error *err)
{
	apo__profile *p = r->profile;
	int severity = severity_of(s->name);
	if (severity >= 0)
		return read_number(r, s, 0, MOST_POINTS, &p->points[severity], err);
	if (!strcmp(s->name, "marks"))
		return read_number(r, s, 0, MOST_POINTS, &p->marks, err);
	if (!strcmp(s->name, "threshold"))
		return read_number(r, s, 0, MOST_POINTS, &p->threshold, err);
	if (strcmp(s->name, "fail-on") != 0)
		return refuse_word(r, s, 0, "critical, major, minor, marks, threshold or fail-on",
			score_name, 6, err);
	p->fail_on = apo__fail_on(s->value);
	if (p->fail_on < -1)
		return refuse_word(r, s, 1, "minor, major, critical or never", state_name, 3, err);
	return APO_OK;
}

static apo_status set_list(reader *r, const apo__setting *s, apo_error *err)
{
	apo__paths *list = !strcmp(s->name, "terms")   ? &r->profile->terms
			   : !strcmp(s->name, "words") ? &r->profile->words
			   : !strcmp(s->name, "rules") ? &r->profile->rules
						       : NULL;
	if (!list)
		return refuse_word(r, s, 0, "terms, words or rules", NULL, 0, err);
	if (!*s->value)
		return apo__setting_fail(err, r->path, s, s->value_column, "expected a file");
	*apo__push(r->arena, list) = beside(r, s->value);
	return APO_OK;
}

static const struct {
	const char *name;
	apo_status (*set)(reader *r, const apo__setting *s, apo_error *err);
} sections[] = {{"checks", set_check}, {"confidence", set_confidence}, {"habits", set_habit},
	{"length", set_length}, {"lists", set_list}, {"score", set_score}};
enum { SECTIONS = sizeof sections / sizeof *sections };

static const char *section_name(uint32_t i)
{
	return sections[i].name;
}

/* ---- the whole ---- */

static apo_status read_profile(reader *r, const char *path, apo_error *err);

static apo_status apply(reader *r, const apo__setting *s, apo_error *err)
{
	if (!*s->section) {
		if (strcmp(s->name, "extends") != 0)
			return refuse_word(
				r, s, 0, "extends, and no section was begun", NULL, 0, err);
		if (++r->depth > MOST_EXTENDED)
			return apo__setting_fail(err, r->path, s, s->value_column,
				"profiles extend each other more than %u deep", MOST_EXTENDED);
		const char *own = r->path;
		apo_status status = read_profile(r, s->value, err);
		r->path = own;
		r->depth--;
		return status;
	}
	for (uint32_t i = 0; i < SECTIONS; i++)
		if (!strcmp(sections[i].name, s->section))
			return s->name ? sections[i].set(r, s, err) : APO_OK;
	const char *near = apo__suggestion(r->arena, s->section, section_name, SECTIONS);
	return apo__setting_fail(err, r->path, s, 0,
		"'%s' is not a section; expected checks, confidence, habits, length, lists or "
		"score%s%s%s",
		s->section, near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static apo_status read_settings(reader *r, const char *data, size_t size, apo_error *err)
{
	apo__settings settings = {0};
	apo_status status = apo__settings_parse(r->arena, r->path, data, size, &settings, err);
	for (uint32_t i = 0; i < settings.count && !status; i++)
		status = apply(r, &settings.items[i], err);
	return status;
}

/* A name without folder and extension that is not a file was meant to be that of a built-in profile. */
static apo_status no_profile(const reader *r, const char *path, apo_error *err)
{
	const char *near = apo__suggestion(r->arena, path, built_in_name, BUILT_IN);
	return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
		"is not a profile: expected strict, normal, relaxed or a file%s%s%s",
		near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static apo_status read_profile(reader *r, const char *path, apo_error *err)
{
	const char *data;
	size_t size;
	for (int i = 0; i < BUILT_IN; i++)
		if (!strcmp(path, built_in[i])) {
			const apo__embedded *file =
				apo__embedded_find(apo__sprintf(r->arena, "%s.profile", path));
			r->path = path;
			return read_settings(r, (const char *)file->data, file->size, err);
		}
	if (r->path)
		path = beside(r, path);
	apo_status status = apo__file_read(r->arena, path, LARGEST_PROFILE, &data, &size, err);
	if (status)
		return strpbrk(path, "./") ? status : no_profile(r, path, err);
	r->path = path;
	return read_settings(r, data, size, err);
}

void apo__profile_default(apo__arena *arena, apo__profile *profile)
{
	reader r = {.arena = arena, .profile = profile};
	memset(profile, 0, sizeof *profile);
	read_profile(&r, APO__PROFILE_NORMAL, NULL); /* ours: nothing in it can fail */
}

apo_status apo__profile_read(apo__arena *arena, apo_context *context, const char *path,
	apo__profile *profile, apo_error *err)
{
	reader r = {.arena = arena, .context = context, .profile = profile};
	apo__profile_default(arena, profile);
	return read_profile(&r, path, err);
}
