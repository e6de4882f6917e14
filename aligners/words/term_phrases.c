/* SPDX-License-Identifier: Apache-2.0 */
/* Phrases of both sides and which of them render each other: those whose links of words lead to each other alone (Och and Ney
 * 2004, consistent phrase pairs). Linear in words and links. */
#include "aligners/words/term_phrases.h"

#include <string.h>

#include "base/buffer.h"
#include "base/visible.h"

static unsigned char kind_of(const apo_lexicons *lexicons, apo__side side, const apo__word *word)
{
	if (word->kind != APO_TOKEN_WORD && word->kind != APO_TOKEN_HAN)
		return APO__TERM_BREAK;
	if (apo__lexicon_is_function_word(lexicons, side, word->form))
		return APO__TERM_JOINT;
	/* a letter, or one Han character, is in too many words to be one */
	size_t next = 0;
	apo__next_char(word->form, strlen(word->form), &next);
	return word->form[next] ? APO__TERM_CONTENT : APO__TERM_JOINT;
}

static void fill_side(apo__term_side *s, apo__side side, const apo_document *document,
	const apo_lexicons *lexicons, apo__arena *arena)
{
	s->document = document;
	s->words = apo__lexicon_words(lexicons, side, document, arena);
	s->stems = apo__alloc_array(arena, (size_t)s->words.count + 1, sizeof *s->stems);
	s->kinds = apo__alloc_array(arena, (size_t)s->words.count + 1, 1);
	for (uint32_t w = 0; w < s->words.count; w++) {
		const apo__word *word = &s->words.words[w];
		s->stems[w] = apo__lexicon_stem(lexicons, side, word->form, arena);
		s->kinds[w] = kind_of(lexicons, side, word);
	}
}

/* The word that begins at a place. */
static uint32_t word_at(const apo__words *words, uint32_t begin)
{
	uint32_t low = 0, high = words->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (words->words[middle].span.begin < begin)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Links by the words of side `d`. */
static void fill_links(apo__term_texts *t, int d, const uint32_t (*pairs)[2], size_t count)
{
	uint32_t words = t->side[d].words.count;
	uint32_t *first = t->first[d] =
		apo__alloc_array(t->arena, (size_t)words + 2, sizeof *first);
	t->other[d] = apo__alloc_array(t->arena, count + 1, sizeof *t->other[d]);
	for (size_t i = 0; i < count; i++)
		first[pairs[i][d] + 2]++;
	for (uint32_t w = 0; w < words; w++)
		first[w + 2] += first[w + 1];
	for (size_t i = 0; i < count; i++)
		t->other[d][first[pairs[i][d] + 1]++] = pairs[i][!d];
}

void apo__term_texts_make(apo__term_texts *t, const apo_alignment *alignment,
	const apo_lexicons *lexicons, const apo_word_links *links, apo__arena *arena)
{
	t->arena = arena;
	fill_side(&t->side[0], APO__SOURCE, alignment->source, lexicons, arena);
	fill_side(&t->side[1], APO__TARGET, alignment->target, lexicons, arena);
	uint32_t(*pairs)[2] = apo__alloc_array(arena, links->count + 1, sizeof *pairs);
	for (size_t i = 0; i < links->count; i++) {
		pairs[i][0] = word_at(&t->side[0].words, links->links[i].source.begin);
		pairs[i][1] = word_at(&t->side[1].words, links->links[i].target.begin);
	}
	for (int d = 0; d < 2; d++)
		fill_links(t, d, (const uint32_t(*)[2])pairs, links->count);
}

int apo__term_is_phrase(const apo__term_side *side, uint32_t first, uint32_t count)
{
	uint32_t last = first + count - 1;
	if (last >= side->words.count ||
		side->words.words[first].segment != side->words.words[last].segment ||
		side->kinds[first] != APO__TERM_CONTENT || side->kinds[last] != APO__TERM_CONTENT)
		return 0;
	for (uint32_t w = first; w <= last; w++)
		if (side->kinds[w] == APO__TERM_BREAK)
			return 0;
	return 1;
}

/* Whether words [first, end) of side `d` are linked to nothing outside of [low, high]. */
static int only_within(
	const apo__term_texts *t, int d, uint32_t first, uint32_t end, uint32_t low, uint32_t high)
{
	for (uint32_t w = first; w < end; w++)
		for (uint32_t i = t->first[d][w]; i < t->first[d][w + 1]; i++)
			if (t->other[d][i] < low || t->other[d][i] > high)
				return 0;
	return 1;
}

uint32_t apo__term_rendering(
	const apo__term_texts *t, uint32_t first, uint32_t count, uint32_t *begin)
{
	uint32_t low = APO_NONE, high = 0, end = first + count;
	const apo__term_side *target = &t->side[1];
	for (uint32_t w = first; w < end; w++) {
		if (t->side[0].kinds[w] == APO__TERM_JOINT)
			continue;
		if (t->first[0][w] == t->first[0][w + 1])
			return 0; /* not all of the term is rendered, or it is not seen how */
		for (uint32_t i = t->first[0][w]; i < t->first[0][w + 1]; i++) {
			uint32_t to = t->other[0][i];
			low = to < low ? to : low;
			high = to > high ? to : high;
		}
	}
	while (low < high && target->kinds[low] == APO__TERM_JOINT)
		low++;
	while (high > low && target->kinds[high] == APO__TERM_JOINT)
		high--;
	if (low == APO_NONE || high - low >= APO__RENDERING_WORDS ||
		!apo__term_is_phrase(target, low, high - low + 1) ||
		!only_within(t, 1, low, high + 1, first, end - 1))
		return 0;
	*begin = low;
	return high - low + 1;
}

const char *apo__term_form(const apo__term_side *side, const apo__term_place *places,
	uint32_t count, apo__arena *arena)
{
	apo__interner forms;
	APO__VECTOR(uint32_t) counts = {0};
	uint32_t best = 0;
	apo__interner_init(&forms, arena);
	for (uint32_t i = 0; i < count; i++) {
		const apo__word *first = &side->words.words[places[i].first];
		const apo__word *last = first + places[i].count - 1;
		apo__buffer text = {.arena = arena};
		for (uint32_t b = first->span.begin; b < last->span.end; b++) {
			char c = side->document->text[b];
			int space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
			if (!space || (text.size && text.data[text.size - 1] != ' '))
				apo__buffer_putc(&text, space ? ' ' : c);
		}
		uint32_t id = apo__intern(&forms, apo__buffer_text(&text), text.size);
		if (id == counts.count)
			*apo__push(arena, &counts) = 0;
		counts.items[id]++;
		best = counts.items[id] > counts.items[best] ? id : best;
	}
	return forms.strings[best];
}
