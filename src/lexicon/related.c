/* SPDX-License-Identifier: Apache-2.0 */
/* Synonyms and antonyms within a language. */
#include "lexicon/related.h"

#include <string.h>

#include "lexicon/lexicons.h"

struct apo__thesaurus {
	int none;
};

apo__thesaurus *apo__thesaurus_open(
	apo_lexicons *lexicons, apo__side side, const apo_lexicon_options *options)
{
	(void)side;
	(void)options;
	return apo__alloc(lexicons->arena, sizeof(apo__thesaurus));
}

uint32_t apo__lexicon_related(const apo_lexicons *lexicons, apo__side side, char relation,
	const char *form, apo__arena *arena, const char *const **forms)
{
	(void)lexicons;
	(void)side;
	(void)relation;
	(void)form;
	*forms = apo__alloc(arena, sizeof **forms);
	return 0;
}
