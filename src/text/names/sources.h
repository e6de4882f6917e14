/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When do two names mean the same source? A name is resolved to keys once; sets of names answer by their keys, so looking a name
 * up does not grow with the set. Two names are the same source when they are
 * - listed under one value in [agencies] or [known-names] of any language ("Deutsche Presse-Agentur", dpa, 德新社), or
 * - equal word for word but for articles, prepositions and [generic-words] ("the Financial Times newspaper"), or
 * - a name and its acronym (BBC, British Broadcasting Corporation), or
 * - alike in sound, the one in Han and the other in Latin letters.
 * A part of a name is another source: "the Times" is not the "Financial Times".
 */
#ifndef APO__TEXT_ENTITIES_SOURCES_H
#define APO__TEXT_ENTITIES_SOURCES_H

#include "text/names/source_names.h"

/* A name in the set that is compared by sound. */
typedef struct {
	const char *name;
	uint32_t id;
} apo__sounding;
typedef APO__VECTOR(apo__sounding) apo__sounding_list;

/* A set of names. */
typedef struct {
	const apo_context *context;
	apo__arena *arena;
	apo__source_data data;
	const struct apo__language *sounds; /* the data that tell the sounds of Han characters */
	apo__interner keys;
	APO__VECTOR(uint32_t) first; /* by key: the first name that has it */
	apo__sounding_list han, latin;
	uint32_t count;
} apo__sources;

void apo__sources_init(apo__sources *sources, const apo_context *context, apo__arena *arena);
/* Add a name, which must outlive the set; returns its number: 0, 1, 2, ... `strict` (for what is the name of a place, perhaps):
 * generic words and acronyms do not count. */
uint32_t apo__sources_add(apo__sources *sources, const char *name, int strict);
/* The lowest number of a name in the set that is the same source, APO_NONE when there is none. */
uint32_t apo__sources_find(const apo__sources *sources, const char *name);
/* Whether two names are the same source. `arena` is for scratch. */
int apo__sources_same(const apo_context *context, apo__arena *arena, const char *a, const char *b);
/* Whether two names may be those of one person: the words of one are among those of the other (a surname), or they sound alike. */
int apo__persons_same(const apo_context *context, apo__arena *arena, const char *a, const char *b);

/* Whom a document credits: names, and what the document means by them. */
typedef struct {
	apo__sources names;
	apo__interner keys; /* of the names that its attributions hold */
} apo__attributed_sources;

void apo__attributed_init(apo__attributed_sources *attributed, const apo_context *context,
	apo__arena *arena, const apo_document *document);
/* Whether a source of this name is credited. */
int apo__attributed_has(const apo__attributed_sources *attributed, const char *name);
/* Whether the source is credited that `origin` credits in `attribution`. */
int apo__attributed_has_same(const apo__attributed_sources *attributed, const apo_document *origin,
	const apo_attribution *attribution);

#endif
