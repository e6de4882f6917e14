/* SPDX-License-Identifier: Apache-2.0 */
/* Proper names: persons, places, organisations, acronyms. */
#ifndef APO__TEXT_ENTITIES_NAMES_H
#define APO__TEXT_ENTITIES_NAMES_H

#include "text/language/context.h"
#include "text/language/language.h"

/* The names of a document (tokens and quotes are there), in order, without overlap. Returns how many. */
uint32_t apo__names_find(const apo_context *context, const apo_document *document,
	const apo__language *language, apo__arena *arena, apo_name **names);

/* Names of territories in a language, read from ICU: folded name to ISO 3166 code. */
typedef struct {
	apo__interner names;
	APO__VECTOR(const char *) keys; /* by id in `names` */
	uint32_t longest;		/* bytes */
} apo__territories;
/* Read once a context; `arena` is for when memory runs out. */
const apo__territories *apo__territories_get(
	const apo_context *context, const apo__language *language, apo__arena *arena);
/* Code of a folded name, NULL when it is none. */
const char *apo__territory(const apo__territories *territories, const char *folded, size_t size);

/* Base letter of a Latin letter, lower case (É is e, ł is l); 0 = no letter of a name. */
char apo__base_letter(int32_t c);
/* Are they the same letters, marks aside: Éric, Eric? Both folded. */
int apo__names_same_letters(const char *a, const char *b);
/* How alike two spellings of a name are, 0..1; of any scripts that are Latin or Han (吕特 and Rutte: by the sounds that
 * `han`, the data of Chinese, gives for its characters). From .7 on they are likely one name. */
double apo__names_similarity(const apo__language *han, const char *a, const char *b);

/* For Chinese, whose words have no spaces and names no capitals; called by apo__names_find. */
typedef struct {
	uint32_t first, end; /* tokens */
	apo_name_kind kind;
	const char *key; /* NULL = the folded full name */
	uint32_t entity;
} apo__mention;
typedef APO__VECTOR(apo__mention) apo__mentions;
/* A headline In Which Every Word Is Big, where nouns have no capitals: it says nothing of names. */
int apo__is_title_case(
	const apo_document *d, const apo__lang_section *functions, const apo_segment *segment);
/* Number the mentions of one thing alike and give them its key and kind; they are in order. */
void apo__names_cluster(const apo_document *document, apo__arena *arena, apo__mentions *mentions);
void apo__names_find_han(const apo_document *document, const apo__language *language,
	const apo__territories *territories, apo__arena *arena, apo__mentions *mentions);

#endif
