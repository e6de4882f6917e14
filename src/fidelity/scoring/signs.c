/* SPDX-License-Identifier: Apache-2.0 */
/* All signs of a bead: its two sides laid out, then one file after the other. */
#include "fidelity/scoring/signs.h"

#include "text/unicode/chars.h"

static void lay_out(apo__bead_view *view, apo__side number)
{
	apo__bead_side *side = &view->side[number];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(view->check, view->bead, number, &count);
	const apo__check_side *all = &view->check->side[number];
	const apo_document *d = all->document;
	side->side = all;
	side->span = apo__check_bead_span(view->check, view->bead, number);
	for (uint32_t i = 0; i < count; i++) {
		side->token_count += d->segments[segments[i]].tokens;
		side->word_count +=
			all->words.first[segments[i] + 1] - all->words.first[segments[i]];
	}
	side->tokens =
		apo__alloc_array(view->arena, (size_t)side->token_count + 1, sizeof *side->tokens);
	side->words =
		apo__alloc_array(view->arena, (size_t)side->word_count + 1, sizeof *side->words);
	uint32_t tokens = 0, words = 0;
	for (uint32_t i = 0; i < count; i++) {
		const apo_segment *s = &d->segments[segments[i]];
		for (uint32_t t = 0; t < s->tokens; t++)
			side->tokens[tokens++] = s->first_token + t;
		for (uint32_t w = all->words.first[segments[i]];
			w < all->words.first[segments[i] + 1]; w++)
			side->words[words++] = w;
		side->characters += (uint32_t)apo__count_chars(
			d->text + s->span.begin, s->span.end - s->span.begin);
	}
}

apo__item_lists apo__issues_of_beads(const apo__check *check)
{
	apo__item_lists lists =
		apo__item_lists_new(check->arena, check->alignment->count, check->issues.count);
	for (uint32_t i = 0; i < check->issues.count; i++)
		apo__item_lists_put(&lists, check->issues.items[i].bead, i);
	return lists;
}

void apo__signs_of_bead(const apo__check *check, uint32_t bead, const apo__item_lists *issues,
	apo__pair_signs *signs)
{
	apo__bead_view view = {.check = check,
		.bead = bead,
		.issues = issues,
		.arena = apo__arena_child(check->arena)};
	*signs = (apo__pair_signs){{0}, 0, 0};
	lay_out(&view, APO__SOURCE);
	lay_out(&view, APO__TARGET);
	signs->length = view.side[APO__SOURCE].word_count;
	apo__target_signs(&view, signs);
	apo__relation_signs(&view, signs);
	if (check->same_language)
		apo__reference_signs(&view, signs);
	apo__arena_free(view.arena);
}
