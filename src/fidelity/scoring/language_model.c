/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file is a head of lines "key value ...", a line "---", and a table of all n-grams by hash: 65,536 numbers of entries
 * (two bytes each, by the hash's upper 16 bits), the next 16 bits of each entry, a byte of each entry. The byte is mostly
 * -ln p in sixteenths. One in 6,000 lookups of what is not there finds something. What is not there is looked for in the
 * next shorter context (Katz 1987; stupid backoff of Brants et al. 2007 between the classes). A word costs some ten lookups
 * of a few entries each.
 */
#include <math.h>
#include <string.h>

#include "fidelity/scoring/language_model.h"

#include "base/buffer.h"
#include "text/unicode/chars.h"

#define BUCKETS 65536u
/* STEPS, MOST: by definition of the file's bytes, 255 / 16; FREQUENT: set by hand. */
#define STEPS	16.0  /* of a byte in a nat */
#define MOST	15.9  /* nats: what no context makes likely */
#define BACKOFF .9163 /* nats: -ln .4, stupid backoff of Brants et al. 2007 */
#define FREQUENT                                                                                   \
	9.5 /* nats: words so frequent have their pairs kept; tools/train_language.py has the same */
#define CAPITAL 240u /* of 255 times with a capital: without one it is lowered; set by hand */
#define CHANCE	3.0  /* most that a pair unseen counts; set by hand */

/* Kinds of entries; tools/train_language.py has the same numbers. */
enum { WORD = 1, PAIR, TRIPLE, BACK, CLASS, /* of 1 to 4 */ STEM = 9, CAPITALISED, CLASSED };

#define BEGIN "<s>"
#define END   "</s>"

struct apo__language_model {
	const apo__embedded *file; /* NULL: none */
	const unsigned char *prints, *values;
	uint32_t *first; /* by bucket; BUCKETS + 1 */
	apo__interner closed, endings;
	double mean_words, mean_classes; /* surprise of good text */
	double words;			 /* of the text that it was made from */
};

static uint32_t two_bytes(const unsigned char *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static void intern_all(apo__interner *in, const char *list, size_t size)
{
	for (size_t at = 0; at < size;) {
		size_t length = 0;
		while (at + length < size && list[at + length] != ' ')
			length++;
		if (length)
			apo__intern(in, list + at, length);
		at += length + 1;
	}
}

static void read_line(apo__language_model *model, const char *line, size_t size)
{
	const char *space = memchr(line, ' ', size);
	if (!space)
		return;
	size_t key = (size_t)(space - line), left = size - key - 1;
	const struct {
		const char *name;
		double *number;
		apo__interner *list;
	} keys[] = {{"mean-words", &model->mean_words, NULL},
		{"mean-classes", &model->mean_classes, NULL}, {"words", &model->words, NULL},
		{"closed", NULL, &model->closed}, {"endings", NULL, &model->endings}};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (strlen(keys[i].name) != key || memcmp(keys[i].name, line, key) != 0)
			continue;
		if (keys[i].list)
			intern_all(keys[i].list, space + 1, left);
		else
			apo__parse_decimal(space + 1, left, keys[i].number);
	}
}

static const void *load(apo__arena *arena, const apo__language *language)
{
	apo__language_model *model = apo__alloc(arena, sizeof *model);
	model->file =
		apo__embedded_find(apo__sprintf(arena, "%s.ngrams", apo__language_tag(language)));
	if (!model->file)
		return model;
	const char *text = (const char *)model->file->data;
	size_t at = 0, size = 0;
	apo__interner_init(&model->closed, arena);
	apo__interner_init(&model->endings, arena);
	for (; strncmp(text + at, "---\n", 4) != 0; at += size + 1) {
		size = (size_t)(strchr(text + at, '\n') - text) - at;
		read_line(model, text + at, size);
	}
	const unsigned char *counts = model->file->data + at + 4;
	model->first = apo__alloc_array(arena, BUCKETS + 1, sizeof *model->first);
	for (uint32_t i = 0; i < BUCKETS; i++)
		model->first[i + 1] = model->first[i] + two_bytes(counts + (size_t)2 * i);
	model->prints = counts + (size_t)2 * BUCKETS;
	model->values = model->prints + (size_t)2 * model->first[BUCKETS];
	return model;
}

const apo__language_model *apo__language_model_of(
	const apo_context *context, const apo__language *language, apo__arena *arena)
{
	if (apo__language_get(context, apo__language_tag(language)) != language)
		return NULL; /* a language without data, which may go before the context does */
	const apo__language_model *model = apo__context_derived(context, language, load, arena);
	return model->file ? model : NULL;
}

/* ---- lookups ---- */

static uint64_t mixed(uint64_t h)
{
	h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
	h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
	return h ^ (h >> 31);
}

/* Key of `count` symbols that follow each other. */
static uint64_t key_of(uint32_t kind, const uint64_t *symbols, uint32_t count)
{
	uint64_t h = kind;
	for (uint32_t i = 0; i < count; i++)
		h = (h ^ symbols[i]) * 0x100000001b3u + (h >> 32);
	return mixed(h);
}

/* The byte of an entry, -1 when there is none. */
static int value_of(
	const apo__language_model *model, uint32_t kind, const uint64_t *symbols, uint32_t count)
{
	uint64_t key = key_of(kind, symbols, count);
	uint32_t bucket = (uint32_t)(key >> 48), print = (uint32_t)(key >> 32) & 0xffff;
	for (uint32_t i = model->first[bucket]; i < model->first[bucket + 1]; i++)
		if (two_bytes(model->prints + (size_t)2 * i) == print)
			return model->values[i];
	return -1;
}

static double surprise_of(
	const apo__language_model *model, uint32_t kind, const uint64_t *symbols, uint32_t count)
{
	int value = value_of(model, kind, symbols, count);
	return value < 0 ? -1 : value / STEPS;
}

static uint64_t symbol(const char *form)
{
	return apo__hash(form, strlen(form));
}

/* ---- a line ---- */

/* Surprise of the word symbols[1], [2] by those before, or by fewer; `alone` is that without any. */
static double word_surprise(
	const apo__language_model *model, const uint64_t symbols[3], double alone)
{
	double surprise = surprise_of(model, TRIPLE, symbols, 3), paid = 0;
	if (surprise >= 0)
		return surprise;
	if (surprise_of(model, PAIR, symbols, 2) >= 0)
		paid = BACKOFF; /* the context was there */
	surprise = surprise_of(model, PAIR, symbols + 1, 2);
	if (surprise < 0) {
		double back = surprise_of(model, BACK, symbols + 1, 1);
		surprise = alone + (back < 0 ? 0 : back);
	}
	surprise += paid;
	return surprise < MOST ? surprise : MOST;
}

static double class_surprise(const apo__language_model *model, const uint64_t symbols[4])
{
	double paid = 0;
	for (uint32_t n = 4; n; n--, paid += BACKOFF) {
		double surprise = surprise_of(model, CLASS + n - 1, symbols + 4 - n, n);
		if (surprise >= 0)
			return surprise + paid < MOST ? surprise + paid : MOST;
	}
	return MOST;
}

static uint64_t class_of(const apo__language_model *model, const apo__read_word *word)
{
	size_t size = strlen(word->form);
	if (word->number)
		return symbol("0");
	if (apo__interned(&model->closed, word->form, size) != APO_NONE)
		return symbol(word->form);
	if (word->name)
		return symbol("A");
	uint64_t form = apo__hash(word->form, size);
	int given = value_of(model, CLASSED, &form, 1);
	if (given >= 0)
		return symbol("class") + 1 + (uint64_t)given;
	for (size_t length = 4; length >= 2; length--) {
		if (size <= length + 1 || !apo__begins_char(word->form[size - length]))
			continue;
		const char *ending = word->form + size - length;
		if (apo__interned(&model->endings, ending, length) != APO_NONE)
			return apo__hash(ending, length) + 1;
	}
	return symbol("x");
}

double apo__language_model_rarity(const apo__language_model *model, const char *form)
{
	uint64_t word = symbol(form);
	double surprise = surprise_of(model, WORD, &word, 1);
	return surprise < 0 ? 0 : surprise / MOST;
}

int apo__language_model_knows(const apo__language_model *model, const char *form, const char *stem)
{
	uint64_t symbols[] = {symbol(form), symbol(stem)};
	return value_of(model, WORD, symbols, 1) >= 0 || value_of(model, STEM, symbols + 1, 1) >= 0;
}

/* A pair of frequent words that the model never saw counts as often as chance would have it. */
static double unseen(
	const apo__language_model *model, const uint64_t pair[2], double first, double second)
{
	if (first < 0 || second < 0 || first > FREQUENT || second > FREQUENT ||
		value_of(model, PAIR, pair, 2) >= 0)
		return 0;
	double chance = model->words * exp(-first - second);
	return chance < CHANCE ? chance : CHANCE;
}

/* The symbols of a line with its edges: three beginnings, an end. */
typedef struct {
	uint64_t *words, *classes;
	double *alone; /* surprise of a word anywhere, -1 = unknown */
} symbols_of_line;

static void read_words(const apo__language_model *model, const apo__read_word *words,
	const symbols_of_line *line, uint32_t count, apo__oddness *oddness)
{
	for (uint32_t i = 3; i < count; i++) {
		const apo__read_word *word = i < count - 1 ? &words[i - 3] : NULL;
		oddness->unseen +=
			unseen(model, line->words + i - 1, line->alone[i - 1], line->alone[i]);
		if (word && line->alone[i] < 0) {
			if (word->number || word->foreign)
				continue;
			int stem = word->stem &&
				   apo__language_model_knows(model, word->form, word->stem);
			oddness->unknown += !stem && word->lower;
			continue;
		}
		double surprise = word_surprise(model, line->words + i - 2, line->alone[i]);
		oddness->words += surprise - model->mean_words;
		double more = surprise - line->alone[i];
		oddness->dislike += more > 0 ? more : 0;
		if (more > oddness->worst_word)
			oddness->worst_word = more;
		int capital =
			word && word->lower ? value_of(model, CAPITALISED, line->words + i, 1) : -1;
		oddness->lowered += capital >= (int)CAPITAL;
	}
}

static void read_classes(const apo__language_model *model, const symbols_of_line *line,
	uint32_t count, apo__oddness *oddness)
{
	double before = 0;
	for (uint32_t i = 3; i < count; i++) {
		double surprise = class_surprise(model, line->classes + i - 3);
		oddness->classes += surprise - model->mean_classes;
		if (i > 3 && surprise + before > oddness->worst)
			oddness->worst = surprise + before;
		before = surprise;
	}
}

void apo__language_model_read(const apo__language_model *model, const apo__read_word *words,
	uint32_t count, apo__oddness *oddness)
{
	(void)words;
	memset(oddness, 0, sizeof *oddness);
	enum { PIECE = 256 }; /* words read at a time; the next piece begins anew */
	for (uint32_t from = 0; from < count; from += PIECE) {
		uint32_t most = count - from < PIECE ? count - from : PIECE, all = most + 4;
		uint64_t forms[PIECE + 4], classes[PIECE + 4];
		double alone[PIECE + 4];
		for (uint32_t i = 0; i < all; i++) {
			const apo__read_word *word =
				i >= 3 && i < all - 1 ? &words[from + i - 3] : NULL;
			forms[i] = word	   ? symbol(word->number ? "0" : word->form)
				   : i < 3 ? symbol(BEGIN)
					   : symbol(END);
			classes[i] = word ? class_of(model, word) : forms[i];
			alone[i] = surprise_of(model, WORD, forms + i, 1);
		}
		symbols_of_line line = {forms, classes, alone};
		read_words(model, words + from, &line, all, oddness);
		read_classes(model, &line, all, oddness);
	}
}
