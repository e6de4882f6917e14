/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__LEXICON_MYTHES_H
#define APO__LEXICON_MYTHES_H

#include "lexicon/lexicons.h"
#include "lexicon/thesaurus.h"

typedef struct {
	apo__bytes index; /* without its two first lines; size 0 = there is no thesaurus */
	const apo__line_file *data;
	const apo__lang_section *notes;
} apo__mythes;

/* The first thesaurus of the language in the data folders; what of it cannot be used is reported. */
void apo__mythes_open(apo__mythes *mythes, apo_lexicons *lexicons, const apo__language *language);
/* Words related to `form`; `scratch` holds what is read on the way. */
void apo__mythes_related(const apo__mythes *mythes, char relation, const char *form,
	apo__arena *scratch, apo__related *related);

/* What a .dat file holds. */
typedef struct {
	uint32_t words;
	uint32_t bad;	   /* lines that are left out */
	uint32_t bad_line; /* the first of them */
} apo__mythes_counts;
apo__mythes_counts apo__mythes_count(const char *data, size_t size);

#endif
