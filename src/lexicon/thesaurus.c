/* SPDX-License-Identifier: Apache-2.0 */
/* The words that a thesaurus gives for a word, each once. Linear in those that are kept already. */
#include "lexicon/thesaurus.h"

#include <string.h>

#include "text/unicode/fold.h"

void apo__related_add(apo__related *related, const char *word, size_t size)
{
	if (!size || size > 120 || related->count == APO__MOST_RELATED)
		return;
	const char *folded = apo__fold(related->arena, word, size);
	if (!strcmp(folded, related->form))
		return;
	for (uint32_t i = 0; i < related->count; i++)
		if (!strcmp(related->forms[i], folded))
			return;
	related->forms[related->count++] = folded;
}
