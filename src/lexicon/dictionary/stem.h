/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__LEXICON_DICTIONARY_STEM_H
#define APO__LEXICON_DICTIONARY_STEM_H

#include "text/language/language.h"

/* Snowball (libstemmer) for the language's setting `stemmer`; used by one thread at a time. */
typedef struct apo__stemmer apo__stemmer;
/* NULL where the language has none. Freed on its own or, at the latest, with the arena. */
apo__stemmer *apo__stemmer_new(const apo__language *language, apo__arena *arena);
void apo__stemmer_free(apo__stemmer *stemmer);
/* Stem of a folded word of `*size` bytes; the result has `*size` bytes, is not terminated, and is good until the next call. */
const char *apo__stemmer_stem(apo__stemmer *stemmer, const char *word, size_t *size);

#endif
