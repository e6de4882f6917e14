/* SPDX-License-Identifier: Apache-2.0 */
/* Words between quotation marks: a title, a term, somebody's word. Costs the words that are allowed between the marks. */
#include <string.h>

#include "base/visible.h"
#include "fidelity/evidence/evidence.h"
#include "text/unicode/chars.h"

static int is_mark(const apo__word *word)
{
	size_t at = 0;
	return *word->form &&
	       apo__is_quote_mark((int32_t)apo__next_char(word->form, strlen(word->form), &at));
}

int apo__check_in_marks(
	const apo__check *check, apo__side side, uint32_t first, uint32_t end, uint32_t most)
{
	const apo__words *words = &check->side[side].words;
	uint32_t segment = words->words[first].segment, w = first;
	uint32_t least = words->first[segment], last = words->first[segment + 1];
	while (w > least && end - w < most && !is_mark(&words->words[w - 1]))
		w--;
	if (w == least || !is_mark(&words->words[w - 1]))
		return 0;
	while (end < last && end - w < most && !is_mark(&words->words[end]))
		end++;
	return end < last && is_mark(&words->words[end]);
}
