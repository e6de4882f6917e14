/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share. */
#ifndef APO_LEXICON_LEXICONS_H
#define APO_LEXICON_LEXICONS_H

#include "lexicon/dictionary/dictionary.h"
#include "lexicon/dictionary/stem.h"
#include "lexicon/lexicon.h"

/* A store as the pair uses it: `side[APO__SOURCE]` is the side of the store that holds the pair's source language, -1 where
 * it holds neither (the far end of a pivot). */
typedef struct {
	const apo__store *store;
	int side[2];
} apo__used_store;

struct apo_lexicons {
	apo__arena *arena;
	apo_context *context;
	const apo__language *languages[2];
	int same_language;
	int has_dictionary;
	APO__VECTOR(apo__used_store) stores; /* of the pair, the most trusted first */
	/* pivot[side]: stores between that side's language and the third language */
	APO__VECTOR(apo__used_store) pivot[2];
	APO__VECTOR(const char *) used;		      /* lines for people */
	APO__VECTOR(const apo__language *) strangers; /* languages without a data file */
	struct apo__thesaurus *thesaurus[2];
};

/* Readers fill a store whose sides are the languages of the file, in its order. */
void apo__read_core(apo__store *store, const char *a, const char *b);
/* The core lexicon of a store's languages, sealed, by way of the cache. */
void apo__open_core(apo__store *store, int stems);
void apo__read_cedict(apo__store *store, const char *data, size_t size);
void apo__read_tsv(apo__store *store, const char *data, size_t size);
void apo__read_ding(apo__store *store, const char *data, size_t size);
void apo__read_unihan(apo__store *store, const char *data, size_t size);
/* `index` is the .index file's text, `path` the .dict or .dict.dz file. */
apo_status apo__read_dictd(apo__store *store, const char *index, size_t index_size,
	const char *path, const char *dict, size_t dict_size, apo_error *err);
void apo__read_dictd_entry(apo__store *store, const char *entry, size_t size);

/* Call `line(store, begin, size, number)` for each line without its end; it returns 0 for a line it cannot understand. */
void apo__read_lines(apo__store *store, const char *data, size_t size,
	int (*line)(apo__store *store, const char *text, size_t size));

/* 81628 as "81,628", in `out`. */
const char *apo__thousands(uint32_t value, char out[16]);

/* The notice that `count` lines of `file` are not entries, the first on line `first`; no notice for 0. */
void apo__tell_skipped(
	const apo_context *context, const char *file, uint32_t count, uint32_t first);

/* Open all lexicons of the pair (find.c). */
apo_status apo__lexicons_find(
	apo_lexicons *lexicons, const apo_lexicon_options *options, apo_error *err);

#endif
