/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Characters that nobody meant: UTF-8 read as Windows-1252, lost characters, letters of another script that look alike, ones
 * that cannot be seen, marks of direction without their end. What the source has as well is not reported. Linear.
 */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"

/* Set by hand: each is a pattern that text does not have. */
#define ENCODING_CONFIDENCE  .95
#define LOOKALIKE_CONFIDENCE .9
#define INVISIBLE_CONFIDENCE .85
#define HYPHEN_CONFIDENCE    .7

#define RARE_OF 20u /* soft hyphens are the file's habit from one unit in as many on */

/* ---- encoding ---- */

/* The byte that Windows-1252 shows as this character, -1 = none. */
static int windows_byte(int32_t c)
{
	static const uint16_t upper[32] = {0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D,
		0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178};
	if (c >= 0x80 && c <= 0xFF)
		return (int)c;
	for (int i = 0; i < 32; i++)
		if (upper[i] && upper[i] == c)
			return 0x80 + i;
	return -1;
}

/* Characters at `i` that are the bytes of one character of UTF-8; 0 = they are not. */
static uint32_t misread(const form_view *v, uint32_t i)
{
	int lead = windows_byte(v->c[i]);
	uint32_t more = lead >= 0xC3 && lead < 0xE0   ? 1
			: lead >= 0xE0 && lead < 0xF0 ? 2
			: lead >= 0xF0 && lead < 0xF5 ? 3
						      : 0;
	if (lead == 0xC2)
		more = 1;
	for (uint32_t k = 1; k <= more; k++) {
		int byte = i + k < v->count ? windows_byte(v->c[i + k]) : -1;
		if (byte < 0x80 || byte > 0xBF)
			return 0;
	}
	return more ? more + 1 : 0;
}

/* É», Ä“ and é » are what they are: the letter has to be one of those that begin most characters of Western texts, or it
 * happens twice. */
static int is_telling(int32_t lead)
{
	return lead == 0xC2 || lead == 0xC3 || lead == 0xE2;
}

static uint32_t find_misread(const form_view *v, uint32_t *end)
{
	uint32_t count = 0, first = FORM_NOTHING;
	int telling = 0;
	for (uint32_t i = v->first; i < v->end; i++) {
		uint32_t size = v->c[i] >= 0x80 ? misread(v, i) : 0;
		if (size) {
			count++;
			*end = first == FORM_NOTHING ? i + size : *end;
			first = first == FORM_NOTHING ? i : first;
			telling |= is_telling(v->c[i]);
			i += size - 1;
		}
	}
	return telling || count > 2 ? first : FORM_NOTHING;
}

static int has(const form_view *v, int32_t c)
{
	for (uint32_t i = 0; i < v->count; i++)
		if (v->c[i] == c)
			return 1;
	return 0;
}

static void check_encoding(form_job *job)
{
	const form_view *t = &job->view[1];
	uint32_t end, at = find_misread(t, &end), ignored;
	if (at != FORM_NOTHING && find_misread(&job->view[0], &ignored) == FORM_NOTHING)
		form_flag_target(job, APO_ISSUE_ENCODING, APO_SEVERITY_MAJOR, at, end,
			ENCODING_CONFIDENCE, "“%s” is UTF-8 that was read as Windows-1252",
			form_text(job, 1, at, end));
	for (uint32_t i = t->first; i < t->end; i++)
		if (t->c[i] == 0xFFFD && !has(&job->view[0], 0xFFFD)) {
			form_flag_target(job, APO_ISSUE_ENCODING, APO_SEVERITY_MAJOR, i, i + 1,
				ENCODING_CONFIDENCE, "a character was lost (U+FFFD)");
			return;
		}
}

/* ---- letters that look alike ---- */

/* Letters of Greek and Cyrillic that look like Latin ones. */
static int looks_latin(int32_t c)
{
	static const uint16_t alike[] = {0x391, 0x392, 0x395, 0x396, 0x397, 0x399, 0x39A, 0x39C,
		0x39D, 0x39F, 0x3A1, 0x3A4, 0x3A5, 0x3A7, 0x3B1, 0x3B9, 0x3BD, 0x3BF, 0x3C1, 0x3C5,
		0x405, 0x406, 0x408, 0x410, 0x412, 0x415, 0x41A, 0x41C, 0x41D, 0x41E, 0x420, 0x421,
		0x422, 0x425, 0x430, 0x435, 0x43E, 0x440, 0x441, 0x443, 0x445, 0x455, 0x456, 0x458,
		0x4AF, 0x501, 0x51B, 0x51D};
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		if (alike[i] == c)
			return 1;
	return 0;
}

static int latin_looks_other(int32_t c)
{
	return c < 0x80 && c > 0 && strchr("aceopxyikABCEHIKMNOPTXYZnuv", (char)c) != NULL;
}

/* A word of two alphabets in which each letter of the one looks like a letter of the other. */
static int is_disguised(const form_view *v, const form_word *w)
{
	uint32_t latin = 0, other = 0, like = 0, latin_like = 0;
	for (uint32_t i = w->first; i < w->end; i++) {
		UErrorCode status = U_ZERO_ERROR;
		if (v->c[i] < 0x80) {
			latin += form_is_word_char(v->c[i]) && !u_isdigit(v->c[i]);
			latin_like += (uint32_t)latin_looks_other(v->c[i]);
			continue;
		}
		UScriptCode script = uscript_getScript(v->c[i], &status);
		latin += script == USCRIPT_LATIN;
		if (script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK) {
			other++;
			like += (uint32_t)looks_latin(v->c[i]);
		}
	}
	return latin && other && (like == other || (latin_like == latin && other > latin));
}

static void check_lookalikes(form_job *job)
{
	const form_view *t = &job->view[1];
	for (uint32_t w = 0; w < t->word_count; w++) {
		const form_word *word = &t->words[w];
		if (word->letters && !word->han && is_disguised(t, word) &&
			!form_occurs(t, &job->view[0], word->first, word->end)) {
			form_flag_target(job, APO_ISSUE_CHARACTERS, APO_SEVERITY_MINOR, word->first,
				word->end, LOOKALIKE_CONFIDENCE,
				"“%s” mixes letters of two alphabets that look alike",
				form_text(job, 1, word->first, word->end));
			return;
		}
	}
}

/* ---- what cannot be seen ---- */

static int is_complex(int32_t c)
{
	return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

static int is_plain_letter(int32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = c ? uscript_getScript(c, &status) : USCRIPT_COMMON;
	return script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK;
}

/* Its name where the character should not be there, else NULL. */
static const char *unseen(const form_view *v, uint32_t i)
{
	int32_t c = v->c[i], before = i ? v->c[i - 1] : 0,
		after = i + 1 < v->count ? v->c[i + 1] : 0;
	switch (c) {
	case 0x200B: return is_complex(before) || is_complex(after) ? NULL : "a zero-width space";
	case 0x2060: return "a word joiner";
	case 0xFEFF: return "a byte order mark";
	case 0x200C:
	case 0x200D:
		return is_plain_letter(before) && is_plain_letter(after) ? "a zero-width joiner"
									 : NULL;
	default:
		if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || (c >= 0x7F && c < 0xA0))
			return "a control character";
		return c >= 0xE000 && c <= 0xF8FF ? "a private-use character" : NULL;
	}
}

void form_learn_characters(form_job *job)
{
	job->checker->soft_hyphen.all++;
	job->checker->soft_hyphen.yes += (uint32_t)has(&job->view[1], 0xAD);
}

static void check_unseen(form_job *job)
{
	const form_view *t = &job->view[1];
	const form_share *habit = &job->checker->soft_hyphen;
	for (uint32_t i = 0; i < t->count; i++) {
		const char *name = t->c[i] > '~' || t->c[i] < ' ' ? unseen(t, i) : NULL;
		if (name && !has(&job->view[0], t->c[i])) {
			form_flag_target(job, APO_ISSUE_CHARACTERS, APO_SEVERITY_MINOR, i, i + 1,
				INVISIBLE_CONFIDENCE, "%s (U+%04X)", name, (unsigned)t->c[i]);
			return;
		}
	}
	if (habit->yes * RARE_OF >= habit->all && habit->yes > 1)
		return;
	for (uint32_t i = 0; i < t->count; i++)
		if (t->c[i] == 0xAD && !has(&job->view[0], 0xAD)) {
			form_flag_target(job, APO_ISSUE_CHARACTERS, APO_SEVERITY_MINOR, i, i + 1,
				HYPHEN_CONFIDENCE, "a soft hyphen (U+00AD)");
			return;
		}
}

/* Embeddings and isolates that are not closed, or closed without being open (UAX 9). */
static uint32_t find_unbalanced(const form_view *v)
{
	uint32_t depth = 0, isolates = 0, open = FORM_NOTHING;
	for (uint32_t i = 0; i < v->count; i++) {
		int32_t c = v->c[i];
		if (c < 0x202A)
			continue;
		if (c == 0x202A || c == 0x202B || c == 0x202D || c == 0x202E ||
			(c >= 0x2066 && c <= 0x2068)) {
			depth += c < 0x2066;
			isolates += c >= 0x2066;
			open = i;
		} else if (c == 0x202C) {
			if (!depth--)
				return i;
		} else if (c == 0x2069) {
			if (!isolates--)
				return i;
		}
	}
	return depth || isolates ? open : FORM_NOTHING;
}

void form_check_characters(form_job *job)
{
	check_encoding(job);
	check_lookalikes(job);
	check_unseen(job);
	uint32_t at = find_unbalanced(&job->view[1]);
	if (at != FORM_NOTHING && find_unbalanced(&job->view[0]) == FORM_NOTHING)
		form_flag_target(job, APO_ISSUE_CHARACTERS, APO_SEVERITY_MINOR, at, at + 1,
			INVISIBLE_CONFIDENCE, "a mark of direction (U+%04X) has no partner",
			(unsigned)job->view[1].c[at]);
}
