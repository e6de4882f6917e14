/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share. */
#ifndef APO__LEXICON_LEXICONS_H
#define APO__LEXICON_LEXICONS_H

#include "lexicon/dictionary/dictionary.h"
#include "lexicon/dictionary/readers.h"
#include "lexicon/dictionary/stem.h"
#include "lexicon/lexicon_lookup.h"

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

/* 81628 as "81,628", in `out`. */
const char *apo__thousands(uint32_t value, char out[16]);

/* The notice that `count` lines of `file` are not entries, the first on line `first`; no notice for 0. */
void apo__tell_skipped(
	const apo_context *context, const char *file, uint32_t count, uint32_t first);

/* Open all lexicons of the pair (find.c). */
apo_status apo__lexicons_find(
	apo_lexicons *lexicons, const apo_lexicon_options *options, apo_error *err);

#endif
