/* SPDX-License-Identifier: Apache-2.0 */
/* 2.5 to 6 million words a second; making a stemmer costs about as much as a stem. */
#include "lexicon/stem.h"

#include <libstemmer.h>

#define LONGEST 100u /* bytes; longer words are no words, and some algorithms take quadratic time */

apo__stemmer *apo__stemmer_new(const apo__language *language)
{
	const char *algorithm = apo__language_setting(language, "stemmer");
	return *algorithm ? sb_stemmer_new(algorithm, "UTF_8") : NULL;
}

void apo__stemmer_free(void *stemmer)
{
	sb_stemmer_delete(stemmer);
}

const char *apo__stemmer_stem(apo__stemmer *stemmer, const char *word, size_t *size)
{
	if (*size > LONGEST)
		return word;
	const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word, (int)*size);
	if (!stem)
		return word;
	*size = (size_t)sb_stemmer_length(stemmer);
	return (const char *)stem;
}
