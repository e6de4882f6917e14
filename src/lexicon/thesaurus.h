/* SPDX-License-Identifier: Apache-2.0 */
/* Words related to a word of the same language: what WordNet and MyThes give. */
#ifndef APO__LEXICON_THESAURUS_H
#define APO__LEXICON_THESAURUS_H

#include "lexicon/dictionary/mapped_lines.h"

#define APO__WORDNET_PARTS 4
#define APO__MOST_RELATED  64u

/* Folded words without repeats, in order of appearance; more than APO__MOST_RELATED are not kept. */
typedef struct {
	apo__arena *arena;
	const char *form; /* never among them */
	const char *forms[APO__MOST_RELATED];
	uint32_t count;
} apo__related;
/* Fold and add a word. */
void apo__related_add(apo__related *related, const char *word, size_t size);

typedef struct {
	apo__bytes index[APO__WORDNET_PARTS], exceptions[APO__WORDNET_PARTS];
	const apo__line_file *data[APO__WORDNET_PARTS];
	int there;
} apo__wordnet;
void apo__wordnet_open(apo__wordnet *wordnet, const char *folder, apo__arena *arena);
/* Words related to `form`; `scratch` holds what is read on the way. */
void apo__wordnet_related(const apo__wordnet *wordnet, char relation, const char *form,
	apo__arena *scratch, apo__related *related);

#endif
