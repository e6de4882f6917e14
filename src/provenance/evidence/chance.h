/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much a run of words is worth. Two texts have words in common by chance; a word that follows in many contexts shows little, a
 * word nobody else uses shows much. The information of a word after the one before it is the negative logarithm of its
 * probability in the corpus itself, by counts of contexts, not of places (Kneser and Ney 1995): a wording that is copied forty
 * times occurs in one context, so copies do not make it look common, and a slogan, which occurs in many, shows little.
 * What is expected by chance among so many comparisons is compared with e to the power of that information (as an E-value:
 * Karlin and Altschul 1990).
 */
#ifndef APO__PROVENANCE_CHANCE_H
#define APO__PROVENANCE_CHANCE_H

#include "apograph/document.h"
#include "base/arena.h"

typedef struct apo__chance apo__chance;

/* Counts over the words of some documents, in nats; lives as long as the arena. Linear in the texts. */
apo__chance *apo__chance_new(apo__arena *arena, apo_document *const *documents, size_t count);
/* Nats that one occurrence of the word `form` after `before` (NULL: nothing) tells, by all the others. Not negative. */
double apo__chance_word(
	const apo__chance *chance, const char *lang, const char *before, const char *form);

#endif
