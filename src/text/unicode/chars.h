/* SPDX-License-Identifier: Apache-2.0 */
/* Characters of UTF-8 and their classes, for this room and those above it. A name is a set of characters: who needs another
 * set finds out here why the two differ. */
#ifndef APO__TEXT_UNICODE_CHARS_H
#define APO__TEXT_UNICODE_CHARS_H

#include <unicode/utf8.h>

/* ---- steps ---- */

/* The code point at `at` of text[0, end), negative when it is ill-formed; returns where the next one begins. */
static inline uint32_t apo__utf8_next(
	const char *text, uint32_t at, uint32_t end, int32_t *code_point)
{
	U8_NEXT((const uint8_t *)text, at, end, *code_point);
	return at;
}

/* The code point that ends at `at`, which is behind `begin`; returns where it begins. */
static inline uint32_t apo__utf8_previous(
	const char *text, uint32_t begin, uint32_t at, int32_t *code_point)
{
	int32_t i = (int32_t)at;
	U8_PREV((const uint8_t *)text, (int32_t)begin, i, *code_point);
	return (uint32_t)i;
}

/* Write a code point, U+FFFD when it is none; returns its bytes. */
uint32_t apo__utf8_put(char out[4], int32_t code_point);

/* Whether a character begins with this byte. */
static inline int apo__begins_char(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

/* Where the character that holds text[at] begins, `begin` at the least. */
static inline size_t apo__char_begin(const char *text, size_t begin, size_t at)
{
	while (at > begin && !apo__begins_char(text[at]))
		at--;
	return at;
}

size_t apo__count_chars(const char *text, size_t size);

/* ---- white space ---- */

/* That of ASCII: space, tab, line feed, vertical tab, form feed, carriage return. */
static inline int apo__is_ascii_space(int32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Between attributes in HTML ("ASCII whitespace" of its standard): without the vertical tab. */
static inline int apo__is_html_space(char c)
{
	return c != '\v' && apo__is_ascii_space(c);
}

/* Within a line of a data file; a carriage return is what Windows has at its end. */
static inline int apo__is_line_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

int apo__is_space_beyond_ascii(int32_t c);

/* Unicode's White_Space. */
static inline int apo__is_space(int32_t c)
{
	return c < 0x80 ? apo__is_ascii_space(c) : apo__is_space_beyond_ascii(c);
}

/* ---- marks ---- */

/* Quotation marks, straight and typographic, guillemets, and corner brackets of Chinese. */
static inline int apo__is_quote_mark(int32_t c)
{
	return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB ||
	       c == 0x2039 || c == 0x203A || (c >= 0x300C && c <= 0x300F);
}

/* Quotation marks and brackets of all scripts, which may be between a sentence and its full stop (UAX 29: Close). */
int apo__is_enclosing_mark(int32_t c);

/* Apostrophes inside words; the full-width one is a straight one after folding. */
static inline int apo__is_apostrophe(int32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2BC || c == 0xFF07;
}

/* ---- East Asia ---- */

/* A Han character, which is a token of its own: ideographs, with 〇, 々 and the numerals of Suzhou. */
static inline int apo__is_ideograph(int32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
	       c == 0x3005 || (c >= 0x3021 && c <= 0x3029) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0x20000 && c <= 0x3FFFF);
}

/* A letter after which a sentence may begin without a space: ideographs, and kana, bopomofo, radicals; not their marks. */
static inline int apo__is_unspaced_letter(int32_t c)
{
	return (c >= 0x2E80 && c <= 0x9FFF && !(c >= 0x3000 && c <= 0x303F)) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* What stands without a space beside a quotation mark: ideographs, their marks, full-width forms; not kana, not Hangul. */
int apo__is_beside_marks(int32_t c);

#endif
