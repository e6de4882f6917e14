/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__LEXICON_DICTIONARY_CACHE_H
#define APO__LEXICON_DICTIONARY_CACHE_H

#include "lexicon/dictionary/dictionary.h"

/* Where the sealed form of the dictionary at `path` is kept, and what it must say to be of the same file, languages and
 * program. */
typedef struct {
	const char *folder; /* NULL = there is no place for it */
	const char *file;
	uint64_t key;
} apo__cache_place;
apo__cache_place apo__cache_find(
	apo__arena *arena, const char *path, const apo__language *a, const apo__language *b);
/* The same for what is compiled in, under a name of its own. */
apo__cache_place apo__cache_find_built_in(
	apo__arena *arena, const char *name, const apo__language *a, const apo__language *b);

/* Fill and seal an empty store from the cache; 0 when there is nothing of that key or it is damaged. */
int apo__cache_load(apo__store *store, const apo__cache_place *place);
/* Keep a sealed store; that it cannot be written is not an error. */
void apo__cache_save(const apo__store *store, const apo__cache_place *place);

/* Keep a few numbers about the file instead of a store. */
int apo__cache_load_counts(
	apo__arena *arena, const apo__cache_place *place, uint32_t *counts, size_t count);
void apo__cache_save_counts(
	apo__arena *arena, const apo__cache_place *place, const uint32_t *counts, size_t count);

#endif
