/* SPDX-License-Identifier: Apache-2.0 */
/* Whether words are spelled as a dictionary has them: hunspell, with the dictionaries that are installed. */
#ifndef APO__LEXICON_SPELLER_H
#define APO__LEXICON_SPELLER_H

#include "base/arena.h"

/* The dictionaries of a language in all its variants (de_DE, de_AT). One thread at a time. */
typedef struct apo__speller apo__speller;
/* Those in the folders hunspell of the data folders (dictionary/folders.h) for the language of a BCP 47 tag; each name once,
 * from the first folder that has it. NULL when there is none. */
apo__speller *apo__speller_open(apo__arena *arena, const char *tag);
/* Their names, "de_AT, de_DE". */
const char *apo__speller_names(const apo__speller *speller);
/* Whether any variant has the word, as it is written. Words above 100 bytes are taken as known. */
int apo__speller_knows(apo__speller *speller, const char *word);
/* Known words that are like it, best first, from the first variant that has any; in `arena`. Some milliseconds each. */
uint32_t apo__speller_suggest(
	apo__speller *speller, const char *word, apo__arena *arena, const char *const **words);

#endif
