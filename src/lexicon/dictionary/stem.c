/* SPDX-License-Identifier: Apache-2.0 */
/* 2.5 to 6 million words a second; making a stemmer costs about as much as a stem. */
#include "lexicon/dictionary/stem.h"

#include <libstemmer.h>
#include <string.h>

#define LONGEST                                                                                    \
	100u /* bytes; longer words are not words, and some algorithms take quadratic time */

struct apo__stemmer {
	apo__arena *arena; /* its own */
	struct sb_stemmer *snowball;
};

static void release(void *snowball)
{
	sb_stemmer_delete(snowball);
}

static int exists(const char *algorithm)
{
	for (const char **name = sb_stemmer_list(); *name; name++)
		if (!strcmp(*name, algorithm))
			return 1;
	return 0;
}

apo__stemmer *apo__stemmer_new(const apo__language *language, apo__arena *arena)
{
	const char *algorithm = apo__language_setting(language, "stemmer");
	if (!exists(algorithm))
		return NULL;
	apo__arena *own = apo__arena_child(arena);
	apo__stemmer *stemmer = apo__alloc(own, sizeof *stemmer);
	stemmer->arena = own;
	stemmer->snowball = sb_stemmer_new(algorithm, "UTF_8");
	if (!stemmer->snowball)
		apo__arena_exhausted(own);
	apo__arena_defer(own, release, stemmer->snowball);
	return stemmer;
}

void apo__stemmer_free(apo__stemmer *stemmer)
{
	apo__arena_free(stemmer->arena);
}

const char *apo__stemmer_stem(apo__stemmer *stemmer, const char *word, size_t *size)
{
	if (*size > LONGEST)
		return word;
	const sb_symbol *stem =
		sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word, (int)*size);
	if (!stem)
		apo__arena_exhausted(stemmer->arena);
	*size = (size_t)sb_stemmer_length(stemmer->snowball);
	return (const char *)stem;
}
