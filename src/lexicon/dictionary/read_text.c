/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dictionaries that are plain text, one entry a line:
 *   TSV     word<TAB>word
 *   CEDICT  traditional simplified [pinyin] /gloss/gloss/   (https://cc-cedict.org/wiki/format:syntax)
 *   ding    a {m}; b [tech.] | c {pl} :: x; y | z           (https://dict.tu-chemnitz.de)
 *   core    our own lexicon: a column a language, cells hold alternatives separated by "; "
 * A line that is none is counted and told; reading goes on.
 */
#include <string.h>

#include "lexicon/dictionary/cache.h"
#include "lexicon/dictionary/phrase.h"
#include "lexicon/dictionary/readers.h"
#include "text/language/context.h"
#include "text/unicode/chars.h"

#define MOST_ALTERNATIVES 24u /* of one cell; the product of two cells stays bounded */
#define GLOSS_WEIGHT	  .3f /* a gloss of a single character, not of a word; set by hand */

typedef struct {
	const char *text;
	size_t size;
} piece;

static piece trimmed(const char *begin, const char *end)
{
	while (begin < end && apo__is_line_space(*begin))
		begin++;
	while (end > begin && apo__is_line_space(end[-1]))
		end--;
	return (piece){begin, (size_t)(end - begin)};
}

/* Split at `mark`, outside of brackets. */
static uint32_t split(piece whole, char mark, piece *pieces, uint32_t most)
{
	uint32_t count = 0;
	int depth = 0;
	const char *end = whole.text + whole.size, *begin = whole.text;
	for (const char *at = begin; at < end && count < most; at++) {
		if (*at == '(' || *at == '[' || *at == '{')
			depth++;
		else if (*at == ')' || *at == ']' || *at == '}')
			depth -= depth > 0;
		else if (*at == mark && !depth) {
			pieces[count++] = trimmed(begin, at);
			begin = at + 1;
		}
	}
	if (count < most)
		pieces[count++] = trimmed(begin, end);
	return count;
}

void apo__read_lines(apo__store *store, const char *data, size_t size,
	int (*line)(apo__store *store, const char *text, size_t size))
{
	const char *end = data + size;
	uint32_t number = 0;
	if (size >= 3 && !memcmp(data, "\xef\xbb\xbf", 3))
		data += 3;
	while (data < end) {
		const char *stop = memchr(data, '\n', (size_t)(end - data));
		if (!stop)
			stop = end;
		number++;
		piece text = trimmed(data, stop);
		if (text.size && *text.text != '#' &&
			!line(store, data,
				(size_t)(stop - data) - (stop > data && stop[-1] == '\r')) &&
			!store->bad++)
			store->bad_line = number;
		data = stop + 1;
	}
}

/* Each alternative of one cell renders each of the other. */
static void add_product(apo__store *store, piece a, piece b, char mark, float weight)
{
	piece pieces[MOST_ALTERNATIVES];
	apo__entry_words as[MOST_ALTERNATIVES];
	uint32_t a_count = split(a, mark, pieces, MOST_ALTERNATIVES);
	for (uint32_t i = 0; i < a_count; i++)
		as[i] = apo__store_phrase(store, 0, pieces[i].text, pieces[i].size);
	uint32_t b_count = split(b, mark, pieces, MOST_ALTERNATIVES);
	for (uint32_t i = 0; i < b_count; i++) {
		apo__entry_words entry =
			apo__store_phrase(store, 1, pieces[i].text, pieces[i].size);
		for (uint32_t j = 0; j < a_count; j++)
			apo__store_link(store, &as[j], &entry, weight);
	}
}

static int tsv_line(apo__store *store, const char *text, size_t size)
{
	const char *tab = memchr(text, '\t', size);
	if (!tab)
		return 0;
	const char *end = text + size, *next = memchr(tab + 1, '\t', (size_t)(end - tab) - 1);
	piece a = trimmed(text, tab), b = trimmed(tab + 1, next ? next : end);
	if (!a.size || !b.size)
		return 0;
	add_product(store, a, b, ';', 1);
	return 1;
}

void apo__read_tsv(apo__store *store, const char *data, size_t size)
{
	apo__read_lines(store, data, size, tsv_line);
}

static int has_han(piece text)
{
	for (size_t i = 0; i < text.size;) {
		apo__char_class class;
		i += apo__char(text.text + i, text.size - i, &class);
		if (class == APO__CHAR_HAN)
			return 1;
	}
	return 0;
}

static int cedict_line(apo__store *store, const char *text, size_t size)
{
	const char *end = text + size;
	const char *space = memchr(text, ' ', size);
	const char *bracket = memchr(text, '[', size);
	const char *slash = memchr(text, '/', size);
	if (!space || !bracket || !slash || space > bracket || bracket > slash || space == text)
		return 0;
	piece traditional = trimmed(text, space), simplified = trimmed(space, bracket);
	if (!simplified.size)
		return 0;
	int same = traditional.size == simplified.size &&
		   !memcmp(traditional.text, simplified.text, simplified.size);
	while (slash + 1 < end) {
		const char *stop = memchr(slash + 1, '/', (size_t)(end - slash) - 1);
		if (!stop)
			break;
		piece gloss = trimmed(slash + 1, stop);
		slash = stop;
		if (has_han(gloss)) /* "variant of", "see", a measure word */
			continue;
		add_product(store, simplified, gloss, ';', 1);
		if (!same)
			add_product(store, traditional, gloss, ';', 1);
	}
	return 1;
}

void apo__read_cedict(apo__store *store, const char *data, size_t size)
{
	apo__read_lines(store, data, size, cedict_line);
}

static int ding_line(apo__store *store, const char *text, size_t size)
{
	const char *end = text + size, *middle = text;
	while ((middle = memchr(middle, ':', (size_t)(end - middle))) && middle + 1 < end &&
		middle[1] != ':')
		middle++;
	if (!middle || middle + 1 >= end)
		return 0;
	piece as[64], bs[64];
	uint32_t a_count = split(trimmed(text, middle), '|', as, 64);
	uint32_t b_count = split(trimmed(middle + 2, end), '|', bs, 64);
	for (uint32_t i = 0; i < a_count && i < b_count; i++)
		add_product(store, as[i], bs[i], ';', 1);
	return 1;
}

void apo__read_ding(apo__store *store, const char *data, size_t size)
{
	apo__read_lines(store, data, size, ding_line);
}

static uint32_t hexadecimal(const char *text, const char *end)
{
	uint32_t value = 0;
	for (; text < end && value < 0x200000; text++) {
		if (*text >= '0' && *text <= '9')
			value = value * 16 + (uint32_t)(*text - '0');
		else if (*text >= 'A' && *text <= 'F')
			value = value * 16 + (uint32_t)(*text - 'A' + 10);
		else
			return 0;
	}
	return value;
}

/* U+4E00<TAB>kDefinition<TAB>one; a, an; alone (Unicode Standard Annex 38) */
static int unihan_line(apo__store *store, const char *text, size_t size)
{
	const char *end = text + size, *tab = memchr(text, '\t', size);
	if (!tab || tab - text < 6 || text[0] != 'U' || text[1] != '+')
		return 0;
	if (end - tab < 14 || memcmp(tab, "\tkDefinition\t", 13))
		return 1; /* another property */
	uint32_t c = hexadecimal(text + 2, tab);
	if (c < 0x3400 || c > 0x3ffff)
		return 0;
	char character[4];
	size_t length = apo__utf8_put(character, (int32_t)c);
	piece senses[MOST_ALTERNATIVES];
	uint32_t count =
		split((piece){tab + 13, (size_t)(end - tab) - 13}, ';', senses, MOST_ALTERNATIVES);
	for (uint32_t i = 0; i < count; i++)
		if (!has_han(senses[i]))
			add_product(
				store, (piece){character, length}, senses[i], ',', GLOSS_WEIGHT);
	return 1;
}

void apo__read_unihan(apo__store *store, const char *data, size_t size)
{
	apo__read_lines(store, data, size, unihan_line);
}

/* Number of the column `name` in a header line, or -1. */
static int column(piece header, const char *name)
{
	piece cells[32];
	uint32_t count = split(header, '\t', cells, 32);
	for (uint32_t i = 0; i < count; i++)
		if (cells[i].size == strlen(name) && !memcmp(cells[i].text, name, cells[i].size))
			return (int)i;
	return -1;
}

static void read_core_file(
	apo__store *store, const char *a, const char *b, const char *data, size_t size)
{
	const char *end = data + size;
	int columns[2] = {-1, -1};
	for (const char *stop; data < end; data = stop + 1) {
		stop = memchr(data, '\n', (size_t)(end - data));
		if (!stop)
			stop = end;
		if (stop == data || *data == '#')
			continue;
		if (columns[0] < 0) {
			columns[0] = column((piece){data, (size_t)(stop - data)}, a);
			columns[1] = column((piece){data, (size_t)(stop - data)}, b);
			if (columns[0] < 0 || columns[1] < 0)
				return;
			continue;
		}
		piece cells[32];
		uint32_t count = split((piece){data, (size_t)(stop - data)}, '\t', cells, 32);
		if ((uint32_t)columns[0] < count && (uint32_t)columns[1] < count)
			add_product(store, cells[columns[0]], cells[columns[1]], ';', 1);
	}
}

void apo__read_core(apo__store *store, const char *a, const char *b)
{
	for (size_t i = 0; i < apo__embedded_file_count; i++) {
		const apo__embedded *file = &apo__embedded_files[i];
		if (!strncmp(file->name, "core", 4))
			read_core_file(store, a, b, (const char *)file->data, file->size);
	}
}

void apo__open_core(apo__store *store, int stems)
{
	const apo__language *a = store->sides[0].language, *b = store->sides[1].language;
	apo__cache_place place = apo__cache_find_built_in(store->arena, "core", a, b);
	if (apo__cache_load(store, &place))
		return;
	apo__read_core(store, apo__language_tag(a), apo__language_tag(b));
	apo__store_seal(store, stems);
	apo__cache_save(store, &place);
}
