/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a name of a source, read with the language data; what sources.c compares. */
#ifndef APO__TEXT_ENTITIES_SOURCE_NAMES_H
#define APO__TEXT_ENTITIES_SOURCE_NAMES_H

#include "base/map.h"

/* What languages know of names of sources; one entry a language. */
typedef struct apo__source_words apo__source_words;
typedef struct {
	const apo__source_words *const *items;
	uint32_t count;
} apo__source_data;

/* The data of all languages of the context; `arena` holds the list. */
apo__source_data apo__source_data_get(const apo_context *context, apo__arena *arena);

/* A name as it is compared. Words stand with one space between them, folded and without accents. */
typedef struct {
	const char *plain; /* its words without a leading article */
	const char *
		core; /* the words that tell it from others, sorted; never empty unless `plain` is */
	const char *alias;   /* the value that the language data list it under; NULL = none */
	const char *acronym; /* itself, when it is one ("bbc"); else NULL */
	const char *
		initials[2]; /* of its words, and of those that are not prepositions; NULL = none */
	int han;	     /* it has Chinese characters */
} apo__source_name;

apo__source_name apo__source_name_read(
	const apo__source_data *data, apo__arena *arena, const char *name);

#endif
