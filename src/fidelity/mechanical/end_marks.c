/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mark at the end: a question stays a question, a sentence keeps its full stop. Reported where nearly all units of the
 * file end alike on both sides, since some files leave marks out on purpose. Scripts without full stops (Thai) abstain. A few
 * steps a unit.
 */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"

/* Set by hand: it rests on the habit of the file. */
#define QUESTION_CONFIDENCE .8
#define END_CONFIDENCE	    .75

#define LONGEST_ABBREVIATION 3u /* letters, where a language has no list of them */

typedef enum {
	END_NONE,
	END_STOP,
	END_QUESTION,
	END_EXCLAMATION,
	END_COLON,
	END_SEMICOLON,
	END_COMMA,
	END_ELLIPSIS
} end_kind;

static int is_closing(int32_t c)
{
	return apo__is_space(c) || apo__is_quote_mark(c) || apo__is_enclosing_mark(c) ||
	       c == FORM_CODE_PAIR;
}

/* The kind of the end and where it is; inside of closing quotation marks and brackets too. */
static end_kind end_of(const form_view *v, const form_locale *locale, uint32_t *place)
{
	uint32_t i = v->end;
	while (i > v->first && is_closing(v->c[i - 1]))
		i--;
	*place = i;
	if (i == v->first)
		return END_NONE;
	switch (v->c[--i]) {
	case '.':
	case 0x3002: /* 。 */
	case 0xFF0E:
	case 0xFF61:
	case 0x0964: /* danda */
	case 0x0965:
	case 0x06D4:
	case 0x0589: /* Armenian */
	case 0x1362: /* Ethiopic */
		return i > v->first && v->c[i] == '.' && v->c[i - 1] == '.' ? END_ELLIPSIS
									    : END_STOP;
	case 0x2026:
	case 0x22EF: return END_ELLIPSIS;
	case '?':
	case 0xFF1F:
	case 0x061F:
	case 0x055E:
	case 0x203D:
	case 0x2047:
	case 0x2048:
	case 0x2049: return END_QUESTION;
	case ';':
	case 0xFF1B:
	case 0x061B:
	case 0x37E: return locale->scripts[0] == USCRIPT_GREEK ? END_QUESTION : END_SEMICOLON;
	case '!':
	case 0xFF01: return END_EXCLAMATION;
	case ':':
	case 0xFF1A: return END_COLON;
	case ',':
	case 0xFF0C:
	case 0x3001:
	case 0x060C: return END_COMMA;
	default: return END_NONE;
	}
}

/* Scripts that end a sentence by a space. */
static int has_no_stops(const form_view *v)
{
	for (uint32_t i = v->end; i > v->first && v->end - i < 8; i--)
		if (u_getIntPropertyValue(v->c[i - 1], UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT)
			return 1;
	return 0;
}

/* What is compared: the end of both; 0 where there is nothing to compare. */
static int ends(form_job *job, end_kind kind[2], uint32_t place[2])
{
	for (int side = 0; side < 2; side++) {
		form_view *v = &job->view[side];
		kind[side] = end_of(v, &job->checker->locale[side], &place[side]);
		if (v->word_count < 1 || (place[side] && v->taken[place[side] - 1]) ||
			has_no_stops(v))
			return 0;
	}
	return 1;
}

void form_learn_ends(form_job *job)
{
	end_kind kind[2];
	uint32_t place[2];
	if (!ends(job, kind, place))
		return;
	job->checker->end_mark.all++;
	job->checker->end_mark.yes += kind[0] == kind[1];
}

/* A stop behind an abbreviation or a number at the end ends no sentence. */
static int is_full_stop(const form_view *v, const form_locale *locale)
{
	const form_word *word = &v->words[v->word_count - 1];
	if (word->han)
		return 1;
	if (!word->letters || word->digits || !locale->language)
		return word->letters && word->end - word->first > LONGEST_ABBREVIATION;
	return word->end - word->first > 1 &&
	       !apo__lang_find(apo__language_section(locale->language, "abbreviations"),
		       word->folded, strlen(word->folded));
}

void form_check_ends(form_job *job)
{
	static const char *const names[] = {"no mark", "a full stop", "a question mark",
		"an exclamation mark", "a colon", "a semicolon", "a comma", "an ellipsis"};
	const form_share *habit = &job->checker->end_mark;
	end_kind kind[2];
	uint32_t place[2];
	if (!ends(job, kind, place) || kind[0] == kind[1])
		return;
	int question = kind[0] == END_QUESTION || kind[1] == END_QUESTION;
	if (!form_is_slip(job->checker->profile, habit))
		return;
	if (!job->unit->stored && !(kind[0] == END_QUESTION && kind[1] == END_STOP))
		return; /* where sentences were cut is not the translator's doing */
	if (!question && (kind[0] == END_EXCLAMATION || kind[1] == END_EXCLAMATION) && kind[0] &&
		kind[1])
		return; /* languages differ in how often they exclaim */
	if (kind[0] == END_SEMICOLON || kind[1] == END_SEMICOLON || kind[0] == END_COMMA)
		return;
	if (kind[1] == END_NONE && kind[0] == END_STOP &&
		!is_full_stop(&job->view[0], &job->checker->locale[0]))
		return;
	if (kind[0] == END_NONE && kind[1] == END_STOP &&
		!is_full_stop(&job->view[1], &job->checker->locale[1]))
		return;
	uint32_t first[2];
	for (int side = 0; side < 2; side++)
		first[side] = place[side] - (place[side] > job->view[side].first);
	form_flag(job, APO_ISSUE_PUNCTUATION, APO_SEVERITY_MINOR, first[0], place[0], first[1],
		place[1], question ? QUESTION_CONFIDENCE : END_CONFIDENCE,
		"the source ends with %s, the target with %s", names[kind[0]], names[kind[1]]);
}
