/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Likeness of names across spellings and scripts. A name becomes its skeleton, the classes of its consonants in order:
 * Rutte and 吕特 (lü te) are both L T, Weber is F P L and 韦伯 (wei bo) F P. Transcriptions keep these when they change
 * all vowels. Characters of Chinese sound as [transliteration] says. Names of one script are compared by letters too.
 * Likeness = 1 - weighted edit distance / length. Cost: product of the lengths, which are capped.
 */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "text/names/names.h"

#define LONGEST 48 /* letters compared */

typedef struct {
	char letters[LONGEST + 1];  /* without marks, lower case; words not told apart */
	char skeleton[LONGEST + 1]; /* classes of consonants */
	int letter_count, skeleton_count;
	int han;
} sound;

char apo__base_letter(int32_t c)
{
	static const char *const groups[] = {"aàáâãäåāăą", "cçćĉċč", "dďđð", "eèéêëēĕėęě", "gĝğġģ",
		"hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľŀł", "nñńņňŋ", "oòóôõöøōŏő", "rŕŗř",
		"sśŝşšșß", "tţťŧțþ", "uùúûüũūŭůűų", "wŵ", "yýÿŷ", "zźżž"};
	c = u_tolower(c);
	if (c < 0x80)
		return c >= 'a' && c <= 'z' ? (char)c : 0;
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		const uint8_t *group = (const uint8_t *)groups[i];
		for (int32_t at = 1, length = (int32_t)strlen(groups[i]), member; at < length;) {
			U8_NEXT_UNSAFE(group, at, member);
			if (member == c)
				return groups[i][0];
		}
	}
	return 0;
}

int apo__names_same_letters(const char *a, const char *b)
{
	int32_t i = 0, j = 0, n = (int32_t)strlen(a), m = (int32_t)strlen(b);
	while (i < n && j < m) {
		int32_t x, y;
		U8_NEXT_UNSAFE((const uint8_t *)a, i, x);
		U8_NEXT_UNSAFE((const uint8_t *)b, j, y);
		if (x != y && (!apo__base_letter(x) || apo__base_letter(x) != apo__base_letter(y)))
			return 0;
	}
	return i == n && j == m;
}

static char class_of(char letter, char next)
{
	switch (letter) {
	case 'b': return 'P';
	case 'p': return next == 'h' ? 'F' : 'P';
	case 'd':
	case 't': return 'T';
	case 'g':
	case 'k':
	case 'q': return 'K';
	case 'c': return next == 'h' || next == 'e' || next == 'i' ? 'S' : 'K';
	case 'f':
	case 'v':
	case 'w': return 'F';
	case 's':
	case 'z':
	case 'x':
	case 'j': return 'S';
	case 'l':
	case 'r': return 'L';
	case 'm': return 'M';
	case 'n': return 'N';
	case 'h': return 'H';
	default: return 0;
	}
}

/* h after a consonant is part of it; doubled consonants are one. */
static void add_letter(sound *s, char letter, char before, char next)
{
	if (s->letter_count < LONGEST)
		s->letters[s->letter_count++] = letter;
	if (letter == 'h' && before && !strchr("aeiouy", before))
		return;
	char class = class_of(letter, next);
	if (class && s->skeleton_count < LONGEST && before != letter)
		s->skeleton[s->skeleton_count++] = class;
}

static void add_syllable(sound *s, const char *pinyin)
{
	size_t size = strlen(pinyin);
	for (size_t i = 0; i < size; i++) {
		char letter = pinyin[i], next = i + 1 < size ? pinyin[i + 1] : 0;
		if (letter == 'g' && i && pinyin[i - 1] == 'n')
			continue; /* -ng sounds as n */
		add_letter(s, letter, i ? pinyin[i - 1] : 0, next);
	}
}

static void listen(const apo__language *han, const char *name, sound *s)
{
	memset(s, 0, sizeof *s);
	const apo__lang_section *sounds =
		han ? apo__language_section(han, "transliteration") : NULL;
	int32_t size = (int32_t)strnlen(name, 400), c, next;
	char before = 0;
	for (int32_t at = 0; at < size;) {
		int32_t begin = at;
		U8_NEXT_UNSAFE((const uint8_t *)name, at, c);
		char letter = apo__base_letter(c);
		if (letter) {
			int32_t peek = at;
			next = 0;
			if (peek < size)
				U8_NEXT_UNSAFE((const uint8_t *)name, peek, next);
			add_letter(s, letter, before, apo__base_letter(next));
		} else if (c >= 0x2e80 && sounds) {
			const apo__lang_entry *entry =
				apo__lang_find(sounds, name + begin, (size_t)(at - begin));
			if (entry)
				add_syllable(s, entry->value);
			s->han = 1;
		}
		before = letter;
	}
}

/* Prices of edits, 1 for a sound left out; set by hand. */
#define OFTEN_LEFT   .5 /* l and r at the end of a syllable, h: they often go in transcription */
#define NASAL_LEFT   .7
#define NASALS	     .3 /* m for n */
#define SOFTENED     .6 /* ti, ki, gi turn to ji, qi, xi in Chinese */
#define OTHER_SOUND  1.2
#define LIKE_LETTERS .5 /* two vowels, two letters of one class */

/* Price of leaving out a class. */
static double price(char class)
{
	return class == 'L' || class == 'H'   ? OFTEN_LEFT
	       : class == 'N' || class == 'M' ? NASAL_LEFT
					      : 1;
}

static double exchange(char a, char b)
{
	if (a == b)
		return 0;
	if ((a == 'M' && b == 'N') || (a == 'N' && b == 'M'))
		return NASALS;
	int soft = (a == 'S' && (b == 'T' || b == 'K')) || (b == 'S' && (a == 'T' || a == 'K'));
	return soft ? SOFTENED : OTHER_SOUND;
}

static double letter_price(char letter)
{
	(void)letter;
	return 1;
}

static double letter_exchange(char a, char b)
{
	if (a == b)
		return 0;
	int vowels = strchr("aeiouyj", a) && strchr("aeiouyj", b);
	return vowels || (class_of(a, 0) && class_of(a, 0) == class_of(b, 0)) ? LIKE_LETTERS : 1;
}

static double likeness(
	const char *a, const char *b, double (*leave)(char), double (*change)(char, char))
{
	double row[LONGEST + 1] = {0}, total = 0;
	size_t n = strlen(a), m = strlen(b);
	for (size_t j = 0; j < m; j++)
		row[j + 1] = row[j] + leave(b[j]);
	total = row[m];
	for (size_t i = 0; i < n; i++) {
		double corner = row[0];
		row[0] += leave(a[i]);
		total += leave(a[i]);
		for (size_t j = 0; j < m; j++) {
			double best = corner + change(a[i], b[j]);
			corner = row[j + 1];
			if (row[j] + leave(b[j]) < best)
				best = row[j] + leave(b[j]);
			if (row[j + 1] + leave(a[i]) < best)
				best = row[j + 1] + leave(a[i]);
			row[j + 1] = best;
		}
	}
	double result = total > 0 ? 1 - 2 * row[m] / (total + row[m]) : 0;
	return result > 0 ? result : 0;
}

#define ONE_SOUND   .5 /* counts of one common consonant, which proves nothing alone; set by hand */
#define BY_SKELETON .5 /* likeness of letters from which the consonants count too; set by hand */

double apo__names_similarity(const apo__language *han, const char *a, const char *b)
{
	sound x, y;
	listen(han, a, &x);
	listen(han, b, &y);
	if (!strcmp(a, b) || (!x.han && !y.han && x.letter_count && !strcmp(x.letters, y.letters)))
		return 1;
	if (!x.skeleton_count || !y.skeleton_count || (x.han && y.han))
		return 0;
	double skeleton = likeness(x.skeleton, y.skeleton, price, exchange);
	if (x.han || y.han)
		return x.skeleton_count < 2 && y.skeleton_count < 2 ? ONE_SOUND * skeleton
								    : skeleton;
	double letters = likeness(x.letters, y.letters, letter_price, letter_exchange);
	return letters > BY_SKELETON ? .5 * (letters + (skeleton > letters ? skeleton : letters))
				     : letters;
}
