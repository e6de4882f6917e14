/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__LEXICON_RELATED_H
#define APO__LEXICON_RELATED_H

#include "lexicon/lexicon_lookup.h"

/* Synonyms and antonyms of one language. */
typedef struct apo__thesaurus apo__thesaurus;
apo__thesaurus *apo__thesaurus_open(
	apo_lexicons *lexicons, apo__side side, const apo_lexicon_options *options);

/* Whether the core lexicon has this folded word (the headwords of a pair of one language). */
int apo__thesaurus_has(const apo__thesaurus *thesaurus, const char *form, size_t size);

#endif
