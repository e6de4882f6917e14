/* SPDX-License-Identifier: Apache-2.0 */
/* A word that stands twice in a row in the target and not in the source, unless the language doubles it ([double-words]; a
 * language without that section abstains). Linear. */
#include <string.h>

#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"

#define REPEAT_CONFIDENCE                                                                          \
	.9 /* set on the project's own corpora, as of the same check of documents */

static int is_repeat(const form_view *v, uint32_t w)
{
	const form_word *a = &v->words[w], *b = a + 1;
	if (a->hash != b->hash || strcmp(a->folded, b->folded) != 0 || a->han || a->digits ||
		a->upper_first || a->taken || b->taken || !a->letters)
		return 0;
	for (uint32_t i = a->end; i < b->first; i++)
		if (!apo__is_space(v->c[i]))
			return 0;
	return b->first > a->end;
}

void form_check_repeats(form_job *job)
{
	const form_view *t = &job->view[1], *s = &job->view[0];
	const form_locale *locale = &job->checker->locale[1];
	if (!locale->language || !*apo__language_section(locale->language, "double-words")->name)
		return;
	const apo__lang_section *doubles = apo__language_section(locale->language, "double-words");
	for (uint32_t w = 0; w + 1 < s->word_count; w++)
		if (is_repeat(s, w))
			return;
	for (uint32_t w = 0; w + 1 < t->word_count; w++) {
		const form_word *word = &t->words[w];
		if (!is_repeat(t, w) || apo__lang_find(doubles, word->folded, strlen(word->folded)))
			continue;
		form_flag_target(job, APO_ISSUE_DOUBLE_WORD, APO_SEVERITY_MINOR, word->first,
			word[1].end, REPEAT_CONFIDENCE, "“%s” stands twice",
			form_text(job, 1, word->first, word->end));
	}
}
