/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of sources, word by word: which words are only the kind of a thing ("newspaper", "Inc."), which are listed as a name
 * of an agency or a body, what its initials are. An address ("www.post.example") is read as the name that its host has.
 * Cost: words of the name x languages.
 */
#include "text/names/source_names.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "text/language/context.h"
#include "text/language/language.h"
#include "text/names/names.h"
#include "text/unicode/chars.h"
#include "text/unicode/fold.h"

#define MOST_WORDS	 16u /* of a name that are read; a longer one is a sentence */
#define LONGEST_ALIAS	 6u  /* words: "international federation of red cross societies" */
#define LONGEST_ACRONYM	 6u  /* letters: UNESCO */
#define SHORTEST_ACRONYM 2u  /* letters: FT */
#define HAN_BEGINS	 0x2e80

struct apo__source_words {
	apo__interner aliases, generic, articles, small, demonyms;
	APO__VECTOR(const char *) values; /* by alias */
	APO__VECTOR(unsigned char) media; /* by alias: it names an agency */
	APO__VECTOR(uint32_t) han;	  /* aliases in Chinese characters, of agencies */
};

typedef struct {
	const char *text;
	uint32_t size;
	unsigned capitals, letters;
} word;

typedef struct {
	word items[MOST_WORDS];
	uint32_t count;
	int han, lower; /* it has Chinese characters; small letters */
} words;

/* ---- words ---------------------------------------------------------------------------------- */

static int is_part(int32_t c)
{
	return u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK);
}

/* Letters without accents where that is known; marks and apostrophes are gone. */
static const char *strip(apo__arena *arena, const char *text, size_t size)
{
	const char *folded = apo__fold(arena, text, size);
	int32_t length = (int32_t)strlen(folded), at = 0, c;
	char *out = apo__alloc(arena, (size_t)length + 1);
	size_t used = 0;
	while (at < length) {
		int32_t begin = at;
		U8_NEXT((const uint8_t *)folded, at, length, c);
		char base = c < 0x80 ? 0 : apo__base_letter(c);
		if (c < 0 || apo__is_apostrophe(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK))
			continue;
		if (base) {
			out[used++] = base;
			continue;
		}
		memcpy(out + used, folded + begin, (size_t)(at - begin));
		used += (size_t)(at - begin);
	}
	return out;
}

static void cut(apo__arena *arena, const char *text, size_t size, words *out)
{
	int32_t length = (int32_t)(size < INT32_MAX ? size : INT32_MAX), at = 0, c;
	*out = (words){.count = 0};
	while (at < length && out->count < MOST_WORDS) {
		int32_t begin = at, end = at;
		word w = {0};
		while (at < length) {
			U8_NEXT((const uint8_t *)text, at, length, c);
			if (c < 0 || (!is_part(c) && !apo__is_apostrophe(c)) ||
				(apo__is_apostrophe(c) && w.letters == 1)) /* l'Équipe */
				break;
			end = at;
			w.capitals += u_isupper(c) != 0;
			w.letters += u_isalpha(c) != 0;
			out->lower |= u_islower(c) != 0;
			out->han |= c >= HAN_BEGINS;
		}
		if (end == begin)
			continue;
		w.text = strip(arena, text + begin, (size_t)(end - begin));
		w.size = (uint32_t)strlen(w.text);
		if (w.size)
			out->items[out->count++] = w;
	}
	if (at < length) { /* too long to take apart: only the same words are the same */
		out->items[0].text = apo__fold(arena, text, size);
		out->items[0].size = (uint32_t)strlen(out->items[0].text);
		out->count = 1;
	}
}

/* The part of an address that names somebody: "www.nord-post.example/a" gives "nord-post"; other names stay. */
static void trim_address(const char **name, size_t *size)
{
	const char *begin = *name, *scheme = strstr(begin, "://");
	size_t length = *size;
	if (scheme)
		begin = scheme + 3;
	length = strcspn(begin, "/?#:");
	if (!scheme && (begin[length] || memchr(begin, ' ', length)))
		return;
	const char *end = begin + length, *dot = NULL;
	if (!strncmp(begin, "www.", 4))
		begin += 4;
	for (const char *at = begin; at + 2 < end; at++)
		if (at > begin + 1 && *at == '.')
			dot = at;
	if (!dot)
		return;
	*name = begin;
	*size = (size_t)(dot - begin);
}

/* ---- language data -------------------------------------------------------------------------- */

static const char *join(apo__arena *arena, const word *items, uint32_t count)
{
	size_t size = 1;
	for (uint32_t i = 0; i < count; i++)
		size += items[i].size + 1u;
	char *out = apo__alloc(arena, size), *at = out;
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			*at++ = ' ';
		memcpy(at, items[i].text, items[i].size);
		at += items[i].size;
	}
	return out;
}

static void read_words(apo__interner *out, const apo__lang_section *section, apo__arena *arena)
{
	apo__interner_init(out, arena);
	for (uint32_t i = 0; i < section->count; i++) {
		words w;
		cut(arena, section->entries[i].text, strlen(section->entries[i].text), &w);
		const char *plain = join(arena, w.items, w.count);
		apo__intern(out, plain, strlen(plain));
	}
}

static void read_aliases(
	apo__source_words *out, const apo__lang_section *section, int media, apo__arena *arena)
{
	for (uint32_t i = 0; i < section->count; i++) {
		const apo__lang_entry *e = &section->entries[i];
		words w;
		cut(arena, e->text, strlen(e->text), &w);
		const char *plain = join(arena, w.items, w.count);
		uint32_t known = out->aliases.count;
		if (!w.count || apo__intern(&out->aliases, plain, strlen(plain)) != known)
			continue;
		*apo__push(arena, &out->values) = *e->value ? e->value : e->folded;
		*apo__push(arena, &out->media) = (unsigned char)media;
		if (media && w.han)
			*apo__push(arena, &out->han) = known;
	}
}

static const void *read_language(apo__arena *arena, const apo__language *language)
{
	apo__source_words *out = apo__alloc(arena, sizeof *out);
	apo__interner_init(&out->aliases, arena);
	read_aliases(out, apo__language_section(language, "agencies"), 1, arena);
	read_aliases(out, apo__language_section(language, "known-names"), 0, arena);
	read_aliases(out, apo__language_section(language, "territory-names"), 0, arena);
	read_words(&out->generic, apo__language_section(language, "generic-words"), arena);
	read_words(&out->articles, apo__language_section(language, "articles"), arena);
	read_words(&out->small, apo__language_section(language, "prepositions"), arena);
	read_words(&out->demonyms, apo__language_section(language, "demonyms"), arena);
	return out;
}

apo__source_data apo__source_data_get(const apo_context *context, apo__arena *arena)
{
	uint32_t count = 0;
	while (apo_context_language(context, count))
		count++;
	const apo__source_words **items = apo__alloc_array(arena, count + 1, sizeof *items);
	for (uint32_t i = 0; i < count; i++)
		items[i] = apo__context_derived(context,
			apo__language_get(context, apo_context_language(context, i)), read_language,
			arena);
	items[count] =
		apo__context_derived(context, apo__language_any(context), read_language, arena);
	return (apo__source_data){items, count + 1};
}

/* A word written in capitals is a name, never an article ("LA Times"), unless all of the name is. */
static int is_in(const apo__source_data *data, size_t list, const words *name, const word *w)
{
	if (list != offsetof(apo__source_words, generic) &&
		list != offsetof(apo__source_words, demonyms) && name->lower && w->letters > 1 &&
		w->capitals == w->letters)
		return 0;
	for (uint32_t i = 0; i < data->count; i++) {
		const apo__interner *in =
			(const apo__interner *)(const void *)((const char *)data->items[i] + list);
		if (apo__interned(in, w->text, w->size) != APO_NONE)
			return 1;
	}
	return 0;
}
#define IS_IN(data, list, name, w) is_in(data, offsetof(apo__source_words, list), name, w)

/* ---- what a name is listed under ------------------------------------------------------------- */

/* The longest alias that begins with word `at`: its words, 0 = none. */
static uint32_t alias_at(const apo__source_data *data, apo__arena *arena, const words *name,
	uint32_t at, const char **value, int *media)
{
	uint32_t most = name->count - at < LONGEST_ALIAS ? name->count - at : LONGEST_ALIAS;
	for (uint32_t length = most; length; length--) {
		const char *plain = join(arena, name->items + at, length);
		for (uint32_t i = 0; i < data->count; i++) {
			uint32_t id = apo__interned(&data->items[i]->aliases, plain, strlen(plain));
			if (id == APO_NONE)
				continue;
			*value = data->items[i]->values.items[id];
			*media = data->items[i]->media.items[id];
			return length;
		}
	}
	return 0;
}

/* An agency in a name that is written without spaces. */
static const char *han_alias(const apo__source_data *data, const char *plain)
{
	const char *best = NULL;
	uint32_t longest = 0;
	for (uint32_t i = 0; i < data->count; i++) {
		const apo__source_words *l = data->items[i];
		for (uint32_t k = 0; k < l->han.count; k++) {
			uint32_t id = l->han.items[k], size = l->aliases.sizes[id];
			if (size > longest && strstr(plain, l->aliases.strings[id])) {
				best = l->values.items[id];
				longest = size;
			}
		}
	}
	return best;
}

/* A name is listed when it holds a listed one and nothing else that says who it is. Beside an agency that may be generic words, a demonym,
 * a body or a country ("the US news agency AP"), beside others articles and prepositions. */
static const char *find_alias(
	const apo__source_data *data, apo__arena *arena, const words *name, const char *plain)
{
	const char *found = NULL, *value;
	int media = 0, agency = 0, beside = 0;
	for (uint32_t at = 0, length; at < name->count; at += length) {
		const word *w = &name->items[at];
		length = alias_at(data, arena, name, at, &value, &media);
		if (length) {
			if (found && media == agency && strcmp(found, value) != 0)
				return NULL;
			found = !found || media > agency ? value : found;
			agency |= media;
			continue;
		}
		length = 1;
		if (IS_IN(data, generic, name, w) || IS_IN(data, demonyms, name, w))
			beside = 1;
		else if (!IS_IN(data, articles, name, w) && !IS_IN(data, small, name, w))
			return name->han ? han_alias(data, plain) : NULL;
	}
	return beside && !agency ? NULL : found;
}

/* ---- the name ------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	return strcmp(((const word *)a)->text, ((const word *)b)->text);
}

static const char *acronym_of(apo__arena *arena, const words *core)
{
	const word *w = &core->items[0];
	if (core->count != 1 || w->capitals < SHORTEST_ACRONYM || w->size < SHORTEST_ACRONYM ||
		w->size > LONGEST_ACRONYM || w->letters != w->size)
		return NULL;
	return apo__strdup(arena, w->text);
}

static const char *initials_of(apo__arena *arena, const words *name)
{
	char *out = apo__alloc(arena, MOST_WORDS + 1), *at = out;
	if (name->count < SHORTEST_ACRONYM)
		return NULL;
	for (uint32_t i = 0; i < name->count; i++) {
		if ((unsigned char)*name->items[i].text >= 0x80)
			return NULL;
		*at++ = *name->items[i].text;
	}
	return out;
}

apo__source_name apo__source_name_read(
	const apo__source_data *data, apo__arena *arena, const char *name)
{
	words all, core = {.count = 0}, telling = {.count = 0};
	size_t size = strlen(name);
	trim_address(&name, &size);
	cut(arena, name, size, &all);
	if (all.count > 1 && IS_IN(data, articles, &all, &all.items[0]))
		memmove(all.items, all.items + 1, --all.count * sizeof *all.items);
	for (uint32_t i = 0; i < all.count; i++) {
		if (IS_IN(data, small, &all, &all.items[i]))
			continue;
		telling.items[telling.count++] = all.items[i];
		if (!IS_IN(data, generic, &all, &all.items[i]))
			core.items[core.count++] = all.items[i];
	}
	if (!core.count)
		core = all;
	apo__source_name out = {.plain = join(arena, all.items, all.count), .han = all.han};
	out.alias = find_alias(data, arena, &all, out.plain);
	out.acronym = acronym_of(arena, &core);
	out.initials[0] = initials_of(arena, &all);
	out.initials[1] = initials_of(arena, &telling);
	qsort(core.items, core.count, sizeof *core.items, by_text);
	out.core = join(arena, core.items, core.count);
	return out;
}
