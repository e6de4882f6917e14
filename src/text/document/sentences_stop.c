/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a full stop ends a sentence: by the word before it (abbreviations, initials, ordinals, times of day) and whether the
 * word behind it is one that begins sentences.
 */
#include <string.h>

#include "text/document/sentences_scan.h"
#include "text/unicode/fold.h"

/* Longest word that is looked up, in bytes. */
#define MOST_WORD 48u

/* Value of a folded word in a section; NULL when it is not there. */
static const char *look_up(
	const apo__scan *s, const apo__lang_section *section, uint32_t begin, uint32_t end)
{
	if (!section || !section->count || end <= begin || end - begin > MOST_WORD)
		return NULL;
	char *folded = apo__fold(s->scratch, s->text + begin, end - begin);
	const apo__lang_entry *entry = apo__lang_find(section, folded, strlen(folded));
	return entry ? entry->value : NULL;
}

const char *apo__scan_abbreviation(const apo__scan *s, uint32_t begin, uint32_t end)
{
	const char *kind = look_up(s, s->rules->abbreviations[1], begin, end);
	if (!kind)
		kind = look_up(s, s->rules->abbreviations[0], begin, end);
	uint32_t part = end;
	while (!kind && part > begin && s->text[part - 1] != '\'')
		part--;
	return kind || part == begin ? kind : apo__scan_abbreviation(s, part, end);
}

static int is_word_character(UChar32 c)
{
	return u_isalnum(c) || c == '.' || c == '\'' || c == 0x2019 || c == 0xB0 ||
	       u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_COMBINING_SPACING_MARK;
}

/* Where the word that ends at `at` begins. */
static uint32_t word_begin(const apo__scan *s, uint32_t at)
{
	uint32_t least = at - s->sentence > MOST_WORD ? at - MOST_WORD : s->sentence;
	UChar32 c;
	for (uint32_t i; (i = before(s, at, least, &c)) < at && is_word_character(c) &&
			 !apo__is_unspaced_letter(c);)
		at = i;
	while (at < s->end && (s->text[at] == '\'' || s->text[at] == '.'))
		at++;
	return at;
}

uint32_t apo__scan_letters_end(const apo__scan *s, uint32_t at)
{
	uint32_t end = at, next;
	UChar32 c;
	while (end - at < MOST_WORD && (next = after(s, end, &c)) > end && u_isalpha(c))
		end = next;
	return end;
}

int apo__scan_is_starter(const apo__scan *s, uint32_t at)
{
	uint32_t end = apo__scan_letters_end(s, at), next;
	UChar32 c;
	next = after(s, at, &c);
	if (next == end && end < s->end && s->text[end] == '.')
		return 0; /* an initial */
	return look_up(s, s->rules->starters, at, end) != NULL;
}

apo__scan_word apo__scan_read_word(const apo__scan *s, uint32_t end)
{
	apo__scan_word w = {
		.begin = word_begin(s, end), .end = end, .upper = 1, .lower = 1, .roman = 1};
	uint32_t part = 0;
	UChar32 c;
	for (uint32_t at = w.begin, next; at < end && (next = after(s, at, &c)) > at; at = next) {
		if (c == '.') {
			w.dots++;
			part = 0;
			continue;
		}
		w.letters += u_isalpha(c) != 0;
		w.digits += u_isdigit(c) != 0;
		w.upper &= !u_isalpha(c) || u_isupper(c);
		w.lower &= !u_isalpha(c) || u_islower(c);
		w.roman &= c < 0x80 && strchr("IVX", (int)c) != NULL;
		if (++part > w.longest_part)
			w.longest_part = part;
	}
	w.roman &= w.letters > 1 && !w.dots;
	return w;
}

apo__scan_follow apo__scan_ahead(const apo__scan *s, uint32_t at)
{
	apo__scan_follow f = {0};
	UChar32 c;
	uint32_t next;
	while ((next = after(s, at, &c)) > at && apo__is_space(c)) {
		f.space = 1;
		f.line_break |= c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
		at = next;
	}
	f.at = at;
	f.first = c;
	for (int i = 0; i < 6 && next > at &&
			(apo__is_enclosing_mark(c) || is_dash(c) || apo__is_space(c) || c == 0xBF ||
				c == 0xA1);
		i++) {
		at = next;
		next = after(s, at, &c);
	}
	f.word = at;
	f.letter = c;
	return f;
}

/* Whether a word ends in a short form that is before numbers ("-str" in "Hauptstr. 5"). */
static int has_short_end(const apo__scan *s, const apo__scan_word *w)
{
	char key[5] = "-";
	for (size_t size = 2; size < sizeof key && size + 2 < w->end - w->begin; size++) {
		memcpy(key + 1, s->text + w->end - size, size);
		for (int i = 0; i < 2; i++)
			if (s->rules->abbreviations[i] &&
				apo__lang_find(s->rules->abbreviations[i], key, size + 1))
				return 1;
	}
	return 0;
}

/* A full stop behind a number: an ordinal, the mark of a list item, or the end. */
static int ends_after_number(const apo__scan *s, const apo__scan_word *w, const apo__scan_follow *f)
{
	if (!s->rules->dotted_ordinals || w->dots || w->digits > 2)
		return 1;
	if (u_isdigit(f->letter))
		return f->at == f->word; /* "1. - 3. Jahrhundert" */
	return f->at != f->word || apo__scan_is_starter(s, f->word);
}

/* Behind "a.m.": the day, the zone ("6 p.m. Friday", "6 p.m. GMT"), or, where the time begins the sentence ("At 6 p.m. Kim
 * left"), its subject. All else begins a sentence. */
static int ends_after_time(const apo__scan *s, const apo__scan_word *w, const apo__scan_follow *f)
{
	uint32_t end = apo__scan_letters_end(s, f->word), spaces = 0;
	UChar32 c = f->letter;
	for (size_t i = 0; i < 3; i++)
		if (look_up(s, s->rules->after_times[i], f->word, end))
			return 0;
	for (uint32_t at = f->word; at < end && u_isupper(c);)
		at = after(s, at, &c);
	if (end - f->word > 1 && u_isupper(c))
		return 0;
	for (uint32_t at = s->sentence; at < w->begin && spaces < 4; at++)
		spaces += s->text[at] == ' ';
	return spaces > 3;
}

int apo__scan_ends_at_stop(const apo__scan *s, uint32_t stop, const apo__scan_follow *f)
{
	apo__scan_word w = apo__scan_read_word(s, stop);
	if (w.begin == w.end)
		return stop > s->sentence; /* "). Next", not ". Next" */
	if (w.letters == 0 && w.digits)
		return ends_after_number(s, &w, f);
	const char *kind = apo__scan_abbreviation(s, w.begin, w.end);
	if (kind && !strcmp(kind, "title"))
		return 0;
	if (kind && !strcmp(kind, "number") && (u_isdigit(f->letter) || w.letters > 1 || !w.upper))
		return !u_isdigit(f->letter); /* but "S. Miller" is not a page */
	if (kind && !strcmp(kind, "time"))
		return apo__scan_is_starter(s, f->word) || ends_after_time(s, &w, f);
	if (!kind && u_isdigit(f->letter) && has_short_end(s, &w))
		return 0;
	/* where abbreviations are not known: "pag. 5" */
	if (s->rules->unknown && w.lower && w.letters < 5 && !w.digits && u_isdigit(f->letter))
		return 0;
	int abbreviation = kind || (w.letters == 1 && !w.digits) ||
			   (w.dots && w.longest_part <= 2 && !w.digits) ||
			   (s->rules->dotted_ordinals && w.roman);
	if (!abbreviation)
		return 1;
	if (w.begin == s->sentence && w.letters == 1)
		return 0; /* "A. Smith" */
	return apo__scan_is_starter(s, f->word);
}
