/* SPDX-License-Identifier: Apache-2.0 */
#include "text/unicode/pattern.h"

#include <string.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#include "text/unicode/icu_status.h"

/* Ten thousand steps each (ICU 72, regexcst: TIMER_INITIAL_VALUE): a tenth of a second or less. */
#define MOST_STEPS 100

struct apo__pattern {
	apo__arena *arena;
	URegularExpression *regex;
	UText *text;
	uint32_t groups;
};

static void close_pattern(void *object)
{
	apo__pattern *p = object;
	uregex_close(p->regex);
	utext_close(p->text);
}

static const char *explain(UErrorCode status)
{
	static const struct {
		UErrorCode code;
		const char *why;
	} known[] = {{U_REGEX_MISMATCHED_PAREN, "a parenthesis has no partner"},
		{U_REGEX_MISSING_CLOSE_BRACKET, "a bracket [ has no partner"},
		{U_REGEX_BAD_ESCAPE_SEQUENCE, "an escape that does not exist"},
		{U_REGEX_PROPERTY_SYNTAX, "a property of characters that does not exist"},
		{U_REGEX_BAD_INTERVAL, "braces {} need a number"},
		{U_REGEX_MAX_LT_MIN, "the most of {} is less than its least"},
		{U_REGEX_NUMBER_TOO_BIG, "a number is too large"},
		{U_REGEX_INVALID_BACK_REF, "a back reference to a group that is not there"},
		{U_REGEX_INVALID_CAPTURE_GROUP_NAME, "a name of a group that is not there"},
		{U_REGEX_LOOK_BEHIND_LIMIT, "a look behind needs a limited length"},
		{U_REGEX_INVALID_RANGE, "a range ends before it begins"},
		{U_REGEX_INVALID_FLAG, "a flag that does not exist"}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].code == status)
			return known[i].why;
	return "it is not a regular expression of ICU";
}

apo__pattern *apo__pattern_new(
	apo__arena *arena, const char *expression, int ignore_case, uint32_t *at, const char **why)
{
	UErrorCode status = U_ZERO_ERROR;
	UParseError place = {.line = 1, .offset = 0};
	size_t most = strlen(expression) + 1;
	UChar *wide = apo__alloc_array(arena, most, sizeof *wide);
	int32_t size = 0;
	u_strFromUTF8(wide, (int32_t)most, &size, expression, -1, &status);
	uint32_t flags =
		UREGEX_ERROR_ON_UNKNOWN_ESCAPES | (ignore_case ? UREGEX_CASE_INSENSITIVE : 0);
	URegularExpression *regex = uregex_open(wide, size, flags, &place, &status);
	apo__icu_memory(arena, status);
	if (U_FAILURE(status)) {
		int32_t units = place.offset > 0 ? place.offset : 0;
		*at = (uint32_t)u_countChar32(wide, units < size ? units : size);
		*why = explain(status);
		uregex_close(regex);
		return NULL;
	}
	apo__pattern *p = apo__alloc(arena, sizeof *p);
	p->arena = arena;
	p->regex = regex;
	apo__arena_defer(arena, close_pattern, p);
	uregex_setTimeLimit(regex, MOST_STEPS, &status);
	p->groups = (uint32_t)uregex_groupCount(regex, &status);
	return p;
}

uint32_t apo__pattern_groups(const apo__pattern *pattern)
{
	return pattern->groups;
}

static apo__pattern_answer answer(
	apo__pattern *p, int found, UErrorCode status, apo__pattern_span *spans)
{
	apo__icu_memory(p->arena, status);
	if (U_FAILURE(status)) /* out of steps or of the stack for them */
		return APO__PATTERN_GIVEN_UP;
	for (uint32_t g = 0; found && g < APO__PATTERN_GROUPS; g++) {
		int64_t begin = -1, end = -1;
		if (g <= p->groups) {
			begin = uregex_start64(p->regex, (int32_t)g, &status);
			end = uregex_end64(p->regex, (int32_t)g, &status);
		}
		spans[g] = begin < 0 ? (apo__pattern_span){APO_NONE, APO_NONE}
				     : (apo__pattern_span){(uint32_t)begin, (uint32_t)end};
	}
	return found ? APO__PATTERN_FOUND : APO__PATTERN_NONE;
}

apo__pattern_answer apo__pattern_first(apo__pattern *p, const char *text, uint32_t size,
	apo__pattern_span spans[APO__PATTERN_GROUPS])
{
	UErrorCode status = U_ZERO_ERROR;
	p->text = utext_openUTF8(p->text, text, size, &status);
	uregex_setUText(p->regex, p->text, &status);
	int found = uregex_findNext(p->regex, &status);
	return answer(p, found, status, spans);
}

apo__pattern_answer apo__pattern_next(apo__pattern *p, apo__pattern_span spans[APO__PATTERN_GROUPS])
{
	UErrorCode status = U_ZERO_ERROR;
	int found = uregex_findNext(p->regex, &status);
	return answer(p, found, status, spans);
}
