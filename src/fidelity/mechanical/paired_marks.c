/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotation marks and brackets of the target. A quotation is closed by the mark of the same style that it was opened with; which
 * style a language has (CLDR, [quotation-marks]) is reported only where the file keeps to it elsewhere. Brackets are as
 * balanced as those of the source. Linear.
 */
#include <unicode/uchar.h>

#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"

/* Set by hand. */
#define MIXED_CONFIDENCE   .85
#define STYLE_CONFIDENCE   .75
#define LOST_CONFIDENCE	   .7
#define BRACKET_CONFIDENCE .85
#define LEAST_PAIRS	   8u

#define MOST_OPEN  8u
#define MOST_PAIRS 64u

/* Styles of the world's quotation marks (CLDR). */
static const form_quotes styles[] = {{0x201E, 0x201C}, {0x201E, 0x201D}, {0x201C, 0x201D},
	{0x201D, 0x201D}, {0xAB, 0xBB}, {0xBB, 0xAB}, {0xBB, 0xBB}, {0x300C, 0x300D},
	{0x300E, 0x300F}, {0x300A, 0x300B}, {0x3008, 0x3009}, {'"', '"'}, {0x301D, 0x301F},
	{0x301D, 0x301E}};

typedef struct {
	form_quotes marks;
	uint32_t first, end; /* characters, both marks included */
} quote_pair;

typedef struct {
	quote_pair pairs[MOST_PAIRS];
	uint32_t count, marks; /* marks: all that were seen */
	uint32_t open; /* place of a mark that is not closed, or of one that closes nothing */
} quote_list;

static int is_mark(int32_t c)
{
	return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F) ||
	       (c >= 0x3008 && c <= 0x300F) || (c >= 0x301D && c <= 0x301F);
}

static int is_before_opening(int32_t c)
{
	return !c || apo__is_space(c) || c == '(' || c == '[' || c == '/' || form_is_code(c) ||
	       c == 0x2014 || c == 0x2013 || c == '-' || c == '\'' || c == 0x2018 || c == 0x201A;
}

static int is_behind_closing(int32_t c)
{
	return !c || apo__is_space(c) || u_ispunct(c) || form_is_code(c);
}

/* Whether the mark at `i` opens; what marks of both kinds are is read from what is beside them. */
static int opens(const form_view *v, uint32_t i, int any_open, int32_t top)
{
	int32_t c = v->c[i], before = i ? v->c[i - 1] : 0,
		after = i + 1 < v->count ? v->c[i + 1] : 0;
	int left = is_before_opening(before), right = is_behind_closing(after);
	switch (c) {
	case 0x201E:
	case 0x3008:
	case 0x300A:
	case 0x300C:
	case 0x300E:
	case 0x301D: return 1;
	case 0x3009:
	case 0x300B:
	case 0x300D:
	case 0x300F:
	case 0x301E:
	case 0x301F: return 0;
	case 0x201C: return !(any_open && top == 0x201E) && !(any_open && right && !left);
	case 0x201D: return !any_open && left && !right;
	case 0xAB: return !(any_open && top == 0xBB);
	case 0xBB:
		return !(any_open && (top == 0xAB || right || !left)) &&
		       !(top != 0xAB && !left && right);
	default: return any_open ? left && !right : left || !right;
	}
}

static void read_quotes(const form_view *v, quote_list *list)
{
	uint32_t open[MOST_OPEN], depth = 0;
	*list = (quote_list){.open = FORM_NOTHING};
	for (uint32_t i = v->first; i < v->end; i++) {
		if (!is_mark(v->c[i]) || v->taken[i])
			continue;
		/* inches, minutes */
		if (v->c[i] == '"' && i && u_isdigit(v->c[i - 1]) && !depth)
			continue;
		list->marks++;
		if (opens(v, i, depth > 0, depth ? v->c[open[depth - 1]] : 0)) {
			if (depth < MOST_OPEN)
				open[depth++] = i;
		} else if (!depth) {
			list->open = i;
		} else {
			depth--;
			if (list->count < MOST_PAIRS)
				list->pairs[list->count++] = (quote_pair){
					{v->c[open[depth]], v->c[i]}, open[depth], i + 1};
		}
	}
	if (depth)
		list->open = open[depth - 1];
}

static int is_among(const form_quotes *known, size_t count, form_quotes marks)
{
	for (size_t i = 0; i < count; i++)
		if (known[i].open == marks.open && known[i].close == marks.close)
			return 1;
	return 0;
}

static int is_style(form_quotes marks)
{
	return is_among(styles, sizeof styles / sizeof *styles, marks);
}

/* Quotation marks of the language; straight ones are everybody's. */
static int is_local(const form_locale *locale, form_quotes marks)
{
	return marks.open == '"' || is_among(locale->quotes, locale->quote_count, marks);
}

void form_learn_marks(form_job *job)
{
	quote_list lists[2];
	for (int side = 0; side < 2; side++)
		read_quotes(&job->view[side], &lists[side]);
	apo__form_checker *c = job->checker;
	for (uint32_t i = 0; i < lists[1].count; i++) {
		form_quotes marks = lists[1].pairs[i].marks;
		c->matched.all++;
		if (!is_style(marks))
			continue;
		c->matched.yes++;
		c->local_style.all += marks.open != '"';
		c->local_style.yes += marks.open != '"' && is_local(&c->locale[1], marks);
	}
	if (lists[0].count && lists[0].open == FORM_NOTHING) {
		c->partnered.all++;
		c->partnered.yes += lists[1].open == FORM_NOTHING;
	}
	if (lists[0].count) {
		c->quoted.all++;
		c->quoted.yes += lists[1].marks > 0;
	}
}

static void check_quotes(form_job *job)
{
	const apo__form_checker *c = job->checker;
	quote_list s, t;
	read_quotes(&job->view[0], &s);
	read_quotes(&job->view[1], &t);
	for (uint32_t i = 0; i < s.count; i++)
		if (!is_style(s.pairs[i].marks))
			return;
	int habit = c->local_style.yes >= LEAST_PAIRS && form_is_slip(c->profile, &c->local_style);
	for (uint32_t i = 0; i < t.count; i++) {
		const quote_pair *p = &t.pairs[i];
		if (!is_style(p->marks) && form_is_slip(c->profile, &c->matched))
			form_flag_target(job, APO_ISSUE_QUOTATION_MARKS, APO_SEVERITY_MINOR,
				p->first, p->end, MIXED_CONFIDENCE,
				"“%s” opens the quotation and “%s” closes it",
				form_text(job, 1, p->first, p->first + 1),
				form_text(job, 1, p->end - 1, p->end));
		else if (habit && is_style(p->marks) && !is_local(&c->locale[1], p->marks))
			form_flag_target(job, APO_ISSUE_QUOTATION_MARKS, APO_SEVERITY_MINOR,
				p->first, p->end, STYLE_CONFIDENCE,
				"%s and %s are not the quotation marks of this file",
				form_text(job, 1, p->first, p->first + 1),
				form_text(job, 1, p->end - 1, p->end));
	}
	if (s.count && s.open == FORM_NOTHING && t.open != FORM_NOTHING && job->unit->stored &&
		form_is_slip(c->profile, &c->partnered))
		form_flag_target(job, APO_ISSUE_QUOTATION_MARKS, APO_SEVERITY_MINOR, t.open,
			t.open + 1, MIXED_CONFIDENCE, "the quotation mark “%s” has no partner",
			form_text(job, 1, t.open, t.open + 1));
	if (s.count && !t.marks && job->unit->stored && c->quoted.all >= LEAST_PAIRS &&
		form_is_slip(c->profile, &c->quoted)) {
		int single = 0;
		for (uint32_t i = job->view[1].first; i < job->view[1].end; i++)
			single |= apo__is_quote_mark(job->view[1].c[i]) ||
				  job->view[1].c[i] == 0x201A;
		if (!single)
			form_flag(job, APO_ISSUE_QUOTATION_MARKS, APO_SEVERITY_MINOR,
				s.pairs[0].first, s.pairs[0].end, job->view[1].first,
				job->view[1].end, LOST_CONFIDENCE,
				"the quotation marks of the source are missing from the target");
	}
}

/* ---- brackets ---- */

static int bracket_kind(int32_t c)
{
	switch (c) {
	case '(':
	case 0xFF08: return 1;
	case ')':
	case 0xFF09: return -1;
	case '[':
	case 0xFF3B:
	case 0x3010: return 2;
	case ']':
	case 0xFF3D:
	case 0x3011: return -2;
	case '{':
	case 0xFF5B: return 3;
	case '}':
	case 0xFF5D: return -3;
	default: return 0;
	}
}

/* a) 1) and :-) */
static int is_loose(const form_view *v, uint32_t i, uint32_t open)
{
	int32_t before = i ? v->c[i - 1] : 0;
	if (before == ':' || before == ';' ||
		(before == '-' && i > 1 && (v->c[i - 2] == ':' || v->c[i - 2] == ';')))
		return 1;
	return !open && bracket_kind(v->c[i]) == -1 && i > 0 && i - v->first <= 4 &&
	       form_is_word_char(before);
}

/* The first bracket without a partner, FORM_NOTHING when there is none. */
static uint32_t find_lone(const form_view *v)
{
	uint32_t open[MOST_OPEN * 4], depth = 0;
	for (uint32_t i = v->first; i < v->end; i++) {
		int kind = v->taken[i] ? 0 : bracket_kind(v->c[i]);
		if (kind > 0 && depth < MOST_OPEN * 4 &&
			!(i && (v->c[i - 1] == ':' || v->c[i - 1] == ';')))
			open[depth++] = i;
		if (kind >= 0 || is_loose(v, i, depth))
			continue;
		if (!depth || bracket_kind(v->c[open[depth - 1]]) != -kind)
			return i;
		depth--;
	}
	return depth ? open[0] : FORM_NOTHING;
}

void form_check_marks(form_job *job)
{
	check_quotes(job);
	uint32_t at = find_lone(&job->view[1]);
	if (at != FORM_NOTHING && find_lone(&job->view[0]) == FORM_NOTHING)
		form_flag_target(job, APO_ISSUE_PUNCTUATION, APO_SEVERITY_MINOR, at, at + 1,
			BRACKET_CONFIDENCE, "the bracket “%s” has no partner",
			form_text(job, 1, at, at + 1));
}
