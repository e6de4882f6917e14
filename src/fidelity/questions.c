/* SPDX-License-Identifier: Apache-2.0 */
/* A question that became a statement: the source asks, the one segment that renders it does not. Linear. */
#include <string.h>

#include "fidelity/evidence.h"

#define CONFIDENCE .8 /* set by hand */

static int asks(const apo__check_side *s, uint32_t segment)
{
	static const char *const marks[] = {"?", "？", "؟", ";", "¿"};
	for (uint32_t w = s->words.first[segment]; w < s->words.first[segment + 1]; w++)
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			if (!strcmp(s->words.words[w].form, marks[i]))
				return 1;
	return 0;
}

/* A question that is retold or quoted: "they ask why": its mark may go. */
static int is_told(const apo__check_side *s, uint32_t segment, int words_of_questions)
{
	const apo__lang_section *words =
		s->language ? apo__language_section(s->language, "question-words") : NULL;
	for (uint32_t w = s->words.first[segment]; w < s->words.first[segment + 1]; w++) {
		const char *form = s->words.words[w].form;
		if (s->quoted[w] || strchr("\"'", *form) || strstr("“”„«»‘’「」—–-:：", form) ||
			(words_of_questions && words && apo__lang_find(words, form, strlen(form))))
			return 1;
	}
	return 0;
}

/* The mark that ends a segment, before closing quotation marks and brackets. */
static const apo__word *last_mark(const apo__check_side *s, uint32_t segment)
{
	const apo__word *last = NULL;
	for (uint32_t w = s->words.first[segment + 1]; w-- > s->words.first[segment];) {
		const apo__word *word = &s->words.words[w];
		if (word->kind != APO_TOKEN_PUNCTUATION)
			break;
		last = word;
		if (strchr("?.!", *word->form) || !strcmp(word->form, "？"))
			break;
	}
	return last;
}

void apo__check_questions(apo__check *check)
{
	const apo__check_side *s = &check->side[0], *t = &check->side[1];
	for (uint32_t b = 0; b < check->alignment->count && !check->comparable && t->language;
		b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (bead->source_count != 1 || bead->target_count != 1)
			continue;
		const apo__word *mark = last_mark(s, bead->source[0]),
				*there = last_mark(t, bead->target[0]);
		if (is_told(s, bead->source[0], 0) || is_told(t, bead->target[0], 1))
			continue;
		if (!mark || !there || !asks(s, bead->source[0]) || asks(t, bead->target[0]) ||
			(strcmp(mark->form, "?") != 0 && strcmp(mark->form, "？") != 0) ||
			(strcmp(there->form, ".") != 0 && strcmp(there->form, "。") != 0))
			continue;
		apo__check_flag(check, APO_ISSUE_MODALITY, APO_SEVERITY_MAJOR, b, mark->span,
			there->span, CONFIDENCE, "the question became a statement: “%s”",
			apo__check_text(
				check, APO__TARGET, t->document->segments[bead->target[0]].span));
	}
}
