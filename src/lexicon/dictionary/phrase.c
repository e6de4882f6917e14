/* SPDX-License-Identifier: Apache-2.0 */
/* Phrases of dictionaries as words. Linear; a phrase that does not fit counts as too long. */
#include "lexicon/dictionary/phrase.h"

#include <string.h>

#include "text/unicode/chars.h"
#include "text/unicode/fold.h"

static apo__char_class class_of(uint32_t c)
{
	if (apo__is_ideograph((int32_t)c))
		return APO__CHAR_HAN;
	if (c < 0xc0 || c == 0xd7 || c == 0xf7)
		return c == 0xaa || c == 0xb5 || c == 0xba ? APO__CHAR_LETTER : APO__CHAR_OTHER;
	if ((c >= 0x2000 && c <= 0x206f) || (c >= 0x20a0 && c <= 0x2bff) ||
		(c >= 0x2e00 && c <= 0x2e7f) || (c >= 0x3000 && c <= 0x303f) ||
		(c >= 0xfe10 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff0f) || c >= 0xfff0)
		return c >= 0x10000 ? APO__CHAR_LETTER : APO__CHAR_OTHER;
	return APO__CHAR_LETTER;
}

uint32_t apo__char(const char *text, size_t size, apo__char_class *class)
{
	const unsigned char *t = (const unsigned char *)text;
	*class = APO__CHAR_OTHER;
	if (t[0] < 0x80) {
		if (t[0] >= '0' && t[0] <= '9')
			*class = APO__CHAR_DIGIT;
		else if ((t[0] | 32) >= 'a' && (t[0] | 32) <= 'z')
			*class = APO__CHAR_LETTER;
		return 1;
	}
	uint32_t length = t[0] >= 0xf0 ? 4 : t[0] >= 0xe0 ? 3 : t[0] >= 0xc0 ? 2 : 0;
	if (!length || length > size)
		return 1;
	uint32_t c = t[0] & (0x7fu >> length);
	for (uint32_t i = 1; i < length; i++) {
		if ((t[i] & 0xc0) != 0x80)
			return 1;
		c = c << 6 | (t[i] & 0x3fu);
	}
	*class = class_of(c);
	return length;
}

/* The closing mark of a note that opens at text[i], or 0. A slash opens phonetics after a space. */
static char note_end(const char *text, size_t i)
{
	switch (text[i]) {
	case '(': return ')';
	case '[': return ']';
	case '{': return '}';
	case '<': return '>';
	case '/': return i && text[i - 1] == ' ' ? '/' : 0;
	default: return 0;
	}
}

/* Copy without notes; a note that does not end takes the rest. Returns the bytes written, `capacity` + 1 when they do not
 * fit. */
static size_t strip_notes(const char *text, size_t size, char *out, size_t capacity)
{
	size_t used = 0;
	for (size_t i = 0; i < size; i++) {
		char close = note_end(text, i);
		if (close) {
			char open = text[i];
			size_t depth = 1;
			while (depth && ++i < size)
				depth = text[i] == close  ? depth - 1
					: text[i] == open ? depth + 1
							  : depth;
			if (used == capacity)
				return capacity + 1;
			out[used++] = ' ';
			continue;
		}
		if (used == capacity)
			return capacity + 1;
		out[used++] = text[i];
	}
	return used;
}

/* A mark that holds a word together between two letters: bytes of it, 0 when it is none. */
static uint32_t joiner(const char *text, size_t size)
{
	if (*text == '\'' || *text == '-' || *text == '.')
		return 1;
	if (size >= 3 && (!memcmp(text, "\xe2\x80\x99", 3) || !memcmp(text, "\xe2\x80\x90", 3)))
		return 3; /* right single quotation mark, hyphen */
	return 0;
}

static void put(apo__split_phrase *phrase, uint32_t *used, const char *text, uint32_t size)
{
	if (size == 3 && !memcmp(text, "\xe2\x80\x99", 3)) {
		text = "'";
		size = 1;
	}
	if (*used + size <= APO__PHRASE_BYTES) {
		memcpy(phrase->bytes + *used, text, size);
		*used += size;
	}
}

/* One word that begins at `at`; returns where it ends. */
static size_t take_word(
	const char *text, size_t at, size_t size, apo__split_phrase *phrase, uint32_t *used)
{
	apo__char_class class, first;
	uint32_t length = apo__char(text + at, size - at, &first);
	for (;;) {
		put(phrase, used, text + at, length);
		at += length;
		if (at >= size)
			return at;
		length = apo__char(text + at, size - at, &class);
		if (class == APO__CHAR_OTHER && first != APO__CHAR_HAN) {
			uint32_t mark = joiner(text + at, size - at);
			if (!mark || at + mark >= size)
				return at;
			length = apo__char(text + at + mark, size - at - mark, &class);
			if (class == APO__CHAR_OTHER || class == APO__CHAR_HAN)
				return at;
			put(phrase, used, text + at, mark);
			at += mark;
		} else if (class == APO__CHAR_OTHER ||
			   (class == APO__CHAR_HAN) != (first == APO__CHAR_HAN)) {
			return at;
		}
	}
}

/* What dictionaries write for somebody and something: no words of the text. */
static int is_placeholder(const char *word, uint32_t size)
{
	static const char *const all[] = {"sb", "sb's", "sth", "sth's", "smb", "smth", "jd", "jdn",
		"jdm", "jds", "etw", "qn", "qqn", "qc", "qqch"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strlen(all[i]) == size && !memcmp(word, all[i], size))
			return 1;
	return 0;
}

void apo__phrase_split(
	const char *text, size_t size, apo__arena *scratch, apo__split_phrase *phrase)
{
	char plain[APO__PHRASE_BYTES], small[APO__PHRASE_BYTES];
	phrase->count = 0;
	size = strip_notes(text, size, plain, sizeof plain);
	if (size > sizeof plain) {
		phrase->count = APO__PHRASE_WORDS + 1;
		return;
	}
	const char *folded = small;
	if (!size)
		return;
	if (!apo__fold_fast(small, plain, size)) {
		folded = apo__fold(scratch, plain, size);
		size = strlen(folded);
	}
	uint32_t used = 0;
	for (size_t at = 0; at < size;) {
		apo__char_class class;
		uint32_t length = apo__char(folded + at, size - at, &class);
		if (class == APO__CHAR_OTHER) {
			at += length;
			continue;
		}
		if (phrase->count == APO__PHRASE_WORDS) {
			phrase->count++;
			return;
		}
		phrase->begin[phrase->count] = used;
		at = take_word(folded, at, size, phrase, &used);
		uint32_t begin = phrase->begin[phrase->count];
		phrase->size[phrase->count] = used - begin;
		if (size > used - begin && is_placeholder(phrase->bytes + begin, used - begin))
			used = begin; /* not all of the entry */
		else
			phrase->count++;
	}
}
