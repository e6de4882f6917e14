/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sets of names of sources. Every name gives a few keys, each with a letter in front that says what it is; two names are the
 * same source when one has a key that the other looks for. Names in Han and in Latin letters are compared by sound, one by
 * one. Cost: a name is added and looked up in the time that its words take; across these two scripts in the size of the set.
 */
#include "text/names/sources.h"

#include <string.h>

#include "text/language/context.h"
#include "text/names/names.h"
#include "text/names/source_names.h"
#include "text/unicode/fold.h"

#define ALIKE .7 /* in sound: from here on they are likely one name (names.h); set by hand */

typedef struct {
	char kind;
	const char *text; /* NULL = the name has no such key */
} key;
enum { KEYS = 6 };

/* The keys that a name has ("own") or that it looks for: its acronym is looked for among initials, and the other way round. */
static void keys_of(const apo__source_name *n, int strict, int own, key out[KEYS])
{
	int loose = !strict && !n->alias; /* what is listed is known by its list alone */
	const key keys[KEYS] = {{'=', n->plain}, {'@', n->alias}, {'~', loose ? n->core : NULL},
		{own ? 'A' : 'I', loose ? n->acronym : NULL},
		{own ? 'I' : 'A', loose ? n->initials[0] : NULL},
		{own ? 'I' : 'A', loose ? n->initials[1] : NULL}};
	memcpy(out, keys, sizeof keys);
}

static const char *spell(apo__arena *arena, const key *k)
{
	return apo__sprintf(arena, "%c%s", k->kind, k->text);
}

void apo__sources_init(apo__sources *sources, const apo_context *context, apo__arena *arena)
{
	*sources = (apo__sources){.context = context, .arena = arena};
	sources->data = apo__source_data_get(context, arena);
	apo__interner_init(&sources->keys, arena);
	for (size_t i = 0; !sources->sounds && apo_context_language(context, i); i++) {
		const apo__language *l =
			apo__language_get(context, apo_context_language(context, i));
		if (apo__language_section(l, "transliteration")->count)
			sources->sounds = l;
	}
}

uint32_t apo__sources_add(apo__sources *sources, const char *name, int strict)
{
	apo__arena *scratch = apo__arena_child(sources->arena);
	apo__source_name n = apo__source_name_read(&sources->data, scratch, name);
	key keys[KEYS];
	int known = apo__interned(&sources->keys, spell(scratch, &(key){'=', n.plain}),
			    strlen(n.plain) + 1) != APO_NONE;
	keys_of(&n, strict, 1, keys);
	for (int i = 0; i < KEYS && *n.plain; i++) {
		uint32_t before = sources->keys.count;
		const char *text = keys[i].text ? spell(scratch, &keys[i]) : NULL;
		if (text && apo__intern(&sources->keys, text, strlen(text)) == before)
			*apo__push(sources->arena, &sources->first) = sources->count;
	}
	if (!known)
		*apo__push(sources->arena, n.han ? &sources->han : &sources->latin) =
			(apo__sounding){name, sources->count};
	apo__arena_free(scratch);
	return sources->count++;
}

uint32_t apo__sources_find(const apo__sources *sources, const char *name)
{
	apo__arena *scratch = apo__arena_child(sources->arena);
	apo__source_name n = apo__source_name_read(&sources->data, scratch, name);
	key keys[KEYS];
	uint32_t found = APO_NONE;
	keys_of(&n, 0, 0, keys);
	for (int i = 0; i < KEYS; i++) {
		const char *text = keys[i].text ? spell(scratch, &keys[i]) : NULL;
		uint32_t id = text ? apo__interned(&sources->keys, text, strlen(text)) : APO_NONE;
		if (id != APO_NONE && sources->first.items[id] < found)
			found = sources->first.items[id];
	}
	const apo__sounding_list *others = n.han ? &sources->latin : &sources->han;
	for (uint32_t i = 0; i < others->count && others->items[i].id < found; i++)
		if (apo__names_similarity(sources->sounds, others->items[i].name, name) >= ALIKE)
			found = others->items[i].id;
	apo__arena_free(scratch);
	return found;
}

int apo__sources_same(const apo_context *context, apo__arena *arena, const char *a, const char *b)
{
	apo__arena *scratch = apo__arena_child(arena);
	apo__sources sources;
	apo__sources_init(&sources, context, scratch);
	apo__sources_add(&sources, a, 0);
	int same = apo__sources_find(&sources, b) != APO_NONE;
	apo__arena_free(scratch);
	return same;
}

/* ---- persons -------------------------------------------------------------------------------- */

/* Whether every word of `part` is a word of `whole` (both folded, words separated by spaces or hyphens). */
static int words_within(const char *part, const char *whole)
{
	static const char separators[] = " -.,’'()";
	int words = 0;
	for (const char *at = part + strspn(part, separators); *at; at += strspn(at, separators)) {
		size_t size = strcspn(at, separators);
		int found = 0;
		for (const char *w = whole + strspn(whole, separators); *w && !found;
			w += strspn(w, separators)) {
			size_t length = strcspn(w, separators);
			found = length == size && !memcmp(w, at, size);
			w += length;
		}
		if (!found)
			return 0;
		words++;
		at += size;
	}
	return words > 0;
}

int apo__persons_same(const apo_context *context, apo__arena *arena, const char *a, const char *b)
{
	apo__arena *scratch = apo__arena_child(arena);
	apo__sources sources;
	apo__sources_init(&sources, context, scratch);
	const char *x = apo__fold(scratch, a, strlen(a)), *y = apo__fold(scratch, b, strlen(b));
	int same = !strcmp(x, y) || words_within(x, y) || words_within(y, x) ||
		   apo__names_similarity(sources.sounds, a, b) >= ALIKE;
	apo__arena_free(scratch);
	return same;
}

/* ---- what a document credits ---------------------------------------------------------------- */

/* The key of the longest name inside the span of an attribution, NULL when it has none. */
static const char *key_of(const apo_document *document, const apo_attribution *a)
{
	const char *found = NULL;
	uint32_t longest = 0, low = 0, high = document->name_count;
	if (a->source.begin == APO_NONE)
		return NULL;
	while (low < high) { /* the first name that begins in the span */
		uint32_t middle = low + (high - low) / 2;
		if (document->names[middle].span.begin < a->source.begin)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < document->name_count; low++) {
		apo_span span = document->names[low].span;
		if (span.begin >= a->source.end)
			break;
		if (span.end <= a->source.end && span.end - span.begin > longest) {
			longest = span.end - span.begin;
			found = document->names[low].key;
		}
	}
	return found;
}

void apo__attributed_init(apo__attributed_sources *attributed, const apo_context *context,
	apo__arena *arena, const apo_document *document)
{
	apo__sources_init(&attributed->names, context, arena);
	apo__interner_init(&attributed->keys, arena);
	for (uint32_t i = 0; i < document->attribution_count; i++) {
		const apo_attribution *a = &document->attributions[i];
		const char *found = a->name ? key_of(document, a) : NULL;
		if (a->name)
			apo__sources_add(&attributed->names, a->name, 0);
		if (found)
			apo__intern(&attributed->keys, found, strlen(found));
	}
}

int apo__attributed_has(const apo__attributed_sources *attributed, const char *name)
{
	return apo__sources_find(&attributed->names, name) != APO_NONE;
}

int apo__attributed_has_same(const apo__attributed_sources *attributed, const apo_document *origin,
	const apo_attribution *attribution)
{
	const char *found = key_of(origin, attribution);
	return (attribution->name && apo__attributed_has(attributed, attribution->name)) ||
	       (found && apo__interned(&attributed->keys, found, strlen(found)) != APO_NONE);
}
