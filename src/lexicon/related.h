/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO_LEXICON_RELATED_H
#define APO_LEXICON_RELATED_H

#include "lexicon/lexicon.h"

/* Synonyms and antonyms of one language. */
typedef struct apo__thesaurus apo__thesaurus;
apo__thesaurus *apo__thesaurus_open(
	apo_lexicons *lexicons, apo__side side, const apo_lexicon_options *options);

#endif
