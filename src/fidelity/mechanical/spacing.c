/* SPDX-License-Identifier: Apache-2.0 */
/*
 * White space of the target: at its edges as in the source, single, not before marks nor inside of brackets, but before those
 * marks where the language has it (setting `spaced-marks`; then whether the space is a no-break one is the file's habit).
 * What the source has as well is not reported. Linear.
 */
#include <string.h>
#include <unicode/uchar.h>

#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"

/* Set by hand. */
#define EDGE_CONFIDENCE	   .9
#define DOUBLE_CONFIDENCE  .9
#define MARK_CONFIDENCE	   .85
#define MISSING_CONFIDENCE .8
#define LEAST_PLACES	   4u

static int is_blank(int32_t c)
{
	return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x3000 ||
	       (c >= 0x2000 && c <= 0x200A);
}

static int is_break(int32_t c)
{
	return c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029;
}

static int is_no_break(int32_t c)
{
	return c == 0xA0 || c == 0x202F;
}

static int is_spaced_mark(const form_locale *locale, int32_t c)
{
	char bytes[4];
	uint32_t size = apo__utf8_put(bytes, c);
	const char *marks = locale->spaced_marks;
	for (const char *at = marks; size && (at = strchr(at, bytes[0])) != NULL; at++)
		if (!strncmp(at, bytes, size))
			return 1;
	return 0;
}

/* ---- edges ---- */

static int has_edge(const form_view *v, int end)
{
	return v->count && (end ? v->end < v->count : v->first > 0);
}

static void check_edges(form_job *job)
{
	const form_view *s = &job->view[0], *t = &job->view[1];
	if (!job->unit->stored || s->first == s->count || t->first == t->count)
		return;
	for (int end = 0; end < 2; end++) {
		if (has_edge(s, end) == has_edge(t, end))
			continue;
		int extra = has_edge(t, end);
		uint32_t first = !end ? 0 : t->end, last = !end ? t->first : t->count;
		form_flag_target(job, APO_ISSUE_WHITESPACE, APO_SEVERITY_MINOR, first, last,
			EDGE_CONFIDENCE,
			extra ? "the target %s with a space, the source does not"
			      : "the source %s with a space, the target does not",
			end ? "ends" : "begins");
	}
}

/* ---- inside ---- */

/* Two blanks or more between things on one line. */
static uint32_t find_double(const form_view *v, uint32_t from, uint32_t *end)
{
	for (uint32_t i = from; i + 1 < v->end; i++) {
		if (!is_blank(v->c[i]) || !is_blank(v->c[i + 1]) || i < v->first)
			continue;
		for (*end = i; *end < v->end && (is_blank(v->c[*end]) || is_break(v->c[*end]));)
			++*end;
		int breaks = i && is_break(v->c[i - 1]);
		for (uint32_t k = i; k < *end; k++)
			breaks |= is_break(v->c[k]);
		if (!breaks)
			return i;
		i = *end;
	}
	return FORM_NOTHING;
}

static void check_double(form_job *job)
{
	uint32_t end, at = find_double(&job->view[0], 0, &end);
	if (at != FORM_NOTHING ||
		!form_is_slip(job->checker->profile, &job->checker->single_spaces))
		return;
	at = find_double(&job->view[1], 0, &end);
	if (at != FORM_NOTHING)
		form_flag_target(job, APO_ISSUE_WHITESPACE, APO_SEVERITY_MINOR, at, end,
			DOUBLE_CONFIDENCE, "%u spaces in a row", end - at);
}

static int is_stop(int32_t c)
{
	return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == 0x2026;
}

/* A blank before a mark that ends something: not " .NET", " :-)", " ...". */
static int is_space_before(const form_view *v, uint32_t i)
{
	if (i == v->first || i + 1 >= v->end || !is_blank(v->c[i]) || v->taken[i + 1])
		return 0;
	int32_t mark = v->c[i + 1], next = i + 2 < v->end ? v->c[i + 2] : 0;
	if (mark == ')' || mark == ']')
		return (form_is_word_char(v->c[i - 1]) || is_stop(v->c[i - 1])) &&
		       !is_blank(v->c[i - 1]);
	if (!is_stop(mark) || mark == 0x2026 || !form_is_word_char(v->c[i - 1]))
		return 0;
	return !next || is_blank(next) || is_break(next) || apo__is_quote_mark(next) || next == ')';
}

static uint32_t count_before(const form_view *v, const form_locale *locale)
{
	uint32_t count = 0;
	for (uint32_t i = v->first; i + 1 < v->end; i++)
		count += is_space_before(v, i) && !is_spaced_mark(locale, v->c[i + 1]);
	return count;
}

static void check_before(form_job *job)
{
	const form_view *t = &job->view[1];
	const form_locale *locale = &job->checker->locale[1];
	if (!form_is_slip(job->checker->profile, &job->checker->tight_marks) ||
		count_before(&job->view[0], &job->checker->locale[0]))
		return;
	for (uint32_t i = t->first; i + 1 < t->end; i++)
		if (is_space_before(t, i) && !is_spaced_mark(locale, t->c[i + 1])) {
			form_flag_target(job, APO_ISSUE_WHITESPACE, APO_SEVERITY_MINOR, i, i + 2,
				MARK_CONFIDENCE, "a space before “%s”",
				form_text(job, 1, i + 1, i + 2));
			return;
		}
}

static int is_after_open(const form_view *v, uint32_t i)
{
	return i > v->first && i + 1 < v->end && is_blank(v->c[i]) &&
	       (v->c[i - 1] == '(' || v->c[i - 1] == '[') && form_is_word_char(v->c[i + 1]) &&
	       !v->taken[i - 1];
}

static void check_open(form_job *job)
{
	const form_view *v = job->view;
	for (uint32_t i = v[0].first; i < v[0].end; i++)
		if (is_after_open(&v[0], i))
			return;
	for (uint32_t i = v[1].first; i < v[1].end; i++)
		if (is_after_open(&v[1], i)) {
			form_flag_target(job, APO_ISSUE_WHITESPACE, APO_SEVERITY_MINOR, i - 1,
				i + 1, MARK_CONFIDENCE, "a space behind “%s”",
				form_text(job, 1, i - 1, i));
			return;
		}
}

static uint32_t lower_letters(const form_view *v, uint32_t i, int step)
{
	uint32_t count = 0;
	for (; i < v->count && u_islower(v->c[i]); i += (uint32_t)step)
		count++;
	return count;
}

/* „Ende.Der“, „rot,grün“: letters on both sides of a mark. */
static int is_missing(const form_view *v, uint32_t i)
{
	if (i <= v->first || i + 1 >= v->end || v->taken[i] || !u_isalpha(v->c[i - 1]) ||
		!u_isalpha(v->c[i + 1]) || apo__is_unspaced_letter(v->c[i - 1]) ||
		apo__is_unspaced_letter(v->c[i + 1]))
		return 0;
	if (v->c[i] == ',' || v->c[i] == ';')
		return lower_letters(v, i - 1, -1) > 1;
	return (v->c[i] == '.' || v->c[i] == '!' || v->c[i] == '?') &&
	       lower_letters(v, i - 1, -1) > 1 && u_isupper(v->c[i + 1]) && i + 2 < v->end &&
	       (u_islower(v->c[i + 2]) || is_blank(v->c[i + 2]));
}

static void check_missing(form_job *job)
{
	const form_view *t = &job->view[1];
	for (uint32_t i = t->first; i < t->end; i++) {
		if (!is_missing(t, i))
			continue;
		uint32_t first = i, end = i + 1;
		while (first > t->first && form_is_word_char(t->c[first - 1]))
			first--;
		while (end < t->end && form_is_word_char(t->c[end]))
			end++;
		if (form_occurs(t, &job->view[0], first, end))
			continue;
		form_flag_target(job, APO_ISSUE_WHITESPACE, APO_SEVERITY_MINOR, first, end,
			MISSING_CONFIDENCE, "no space behind “%s”", form_text(job, 1, i, i + 1));
		return;
	}
}

/* ---- marks with a space before them ---- */

/* The next mark that the language sets off, with what is before it: 0 nothing, 1 a space, 2 a no-break one; 3 none left. */
static int next_spaced(const form_job *job, uint32_t *i)
{
	const form_view *v = &job->view[1];
	const form_locale *locale = &job->checker->locale[1];
	for (++*i; *i < v->end; ++*i) {
		int32_t c = v->c[*i], before = v->c[*i - 1],
			next = *i + 1 < v->end ? v->c[*i + 1] : 0;
		if (*i <= v->first || v->taken[*i] || c < 0x21 || !is_spaced_mark(locale, c) ||
			is_spaced_mark(locale, before) || (next && form_is_word_char(next)))
			continue;
		if (is_blank(before))
			return is_no_break(before) || before == 0x2009 ? 2 : 1;
		if (form_is_word_char(before) || before == ')')
			return 0;
	}
	return 3;
}

void form_learn_spaces(form_job *job)
{
	form_share *habit = job->checker->spaced_mark;
	uint32_t end;
	job->checker->single_spaces.all++;
	job->checker->single_spaces.yes += find_double(&job->view[1], 0, &end) == FORM_NOTHING;
	job->checker->tight_marks.all++;
	job->checker->tight_marks.yes += !count_before(&job->view[1], &job->checker->locale[1]);
	if (!*job->checker->locale[1].spaced_marks)
		return;
	uint32_t i = 0;
	for (int way; (way = next_spaced(job, &i)) != 3;) {
		habit[0].all++;
		habit[0].yes += way > 0;
		habit[1].all += way > 0;
		habit[1].yes += way > 1;
	}
}

static int is_habit(const apo__profile *profile, const form_share *share)
{
	return share->yes >= LEAST_PLACES && form_is_slip(profile, share) &&
	       share->yes * 2 > share->all;
}

static void check_spaced(form_job *job)
{
	const form_share *habit = job->checker->spaced_mark;
	if (!*job->checker->locale[1].spaced_marks)
		return;
	uint32_t i = 0;
	for (int way; (way = next_spaced(job, &i)) != 3;) {
		if (way == 0 && is_habit(job->checker->profile, &habit[0]))
			form_flag_target(job, APO_ISSUE_WHITESPACE, APO_SEVERITY_MINOR, i - 1,
				i + 1, MISSING_CONFIDENCE, "no space before “%s”",
				form_text(job, 1, i, i + 1));
		else if (way == 1 && is_habit(job->checker->profile, &habit[1]))
			form_flag_target(job, APO_ISSUE_WHITESPACE, APO_SEVERITY_MINOR, i - 1,
				i + 1, MISSING_CONFIDENCE,
				"a space before “%s” that may break, where the file has no-break "
				"spaces",
				form_text(job, 1, i, i + 1));
	}
}

void form_check_spaces(form_job *job)
{
	check_edges(job);
	check_double(job);
	check_before(job);
	check_open(job);
	check_missing(job);
	check_spaced(job);
}
