/* SPDX-License-Identifier: Apache-2.0 */
/* Spans and tokens: the small questions that the steps of a trace share. */
#include <math.h>
#include <string.h>

#include "provenance/evidence/tracing.h"
#include "text/document/tokens.h"

int apo__is_source(const apo__tracing *t, const char *name, const char *other)
{
	return name && other && apo__sources_same(t->context, t->arena, name, other);
}

void apo__publishers_read(const apo__tracing *t, apo__sources *out)
{
	apo__sources_init(out, t->context, t->arena);
	for (size_t i = 0; i < t->corpus->count; i++)
		if (t->corpus->documents[i]->publisher)
			apo__sources_add(out, t->corpus->documents[i]->publisher, 0);
}

uint32_t apo__segment_at(const apo_document *document, uint32_t offset)
{
	uint32_t low = 0, high = document->segment_count;
	while (low < high) { /* the last segment that begins at or before offset */
		uint32_t middle = low + (high - low) / 2;
		if (document->segments[middle].span.begin <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? low - 1 : 0;
}

uint32_t apo__quote_in(const apo_document *document, uint32_t segment)
{
	for (uint32_t i = 0; i < document->quote_count; i++) {
		const apo_quote *q = &document->quotes[i];
		if (!q->level && !(q->flags & APO_QUOTE_SCARE) && q->first_segment <= segment &&
			segment <= q->last_segment)
			return i;
	}
	return APO_NONE;
}

uint32_t *apo__depths(const apo__tracing *t, apo__arena *arena)
{
	size_t count = t->corpus->count;
	uint32_t *depths = apo__alloc_array(arena, count + 1, sizeof *depths);
	int changed = 1;
	for (size_t round = 0; changed && round < count; round++) { /* the edges form no ring */
		changed = 0;
		for (size_t i = 0; i < t->trace->edge_count; i++) {
			const apo_edge *e = &t->trace->edges[i];
			if (depths[e->child] < depths[e->parent] + 1) {
				depths[e->child] = depths[e->parent] + 1;
				changed = 1;
			}
		}
	}
	return depths;
}

void apo__pair_add(apo__tracing *t, const apo__pair_evidence *pair)
{
	apo__map_add(&t->pair_at, (uint64_t)pair->a << 32 | pair->b, t->pair_count);
	t->pairs[t->pair_count++] = *pair;
}

void apo__pairs_index(apo__tracing *t)
{
	uint32_t *first = apo__alloc_array(t->arena, t->corpus->count + 2, sizeof *first);
	uint32_t *list = apo__alloc_array(t->arena, 2 * (size_t)t->pair_count + 1, sizeof *list);
	for (uint32_t i = 0; i < t->pair_count; i++) {
		first[t->pairs[i].a + 2]++;
		first[t->pairs[i].b + 2]++;
	}
	for (size_t d = 2; d < t->corpus->count + 2; d++)
		first[d] += first[d - 1];
	for (uint32_t i = 0; i < t->pair_count;
		i++) { /* first[d + 1] runs from the begin of d to its end */
		list[first[t->pairs[i].a + 1]++] = i;
		list[first[t->pairs[i].b + 1]++] = i;
	}
	t->first_pair = first;
	t->pairs_of = list;
}

const apo__pair_evidence *apo__pair_of(const apo__tracing *t, uint32_t x, uint32_t y, int *swapped)
{
	uint32_t a = x < y ? x : y, b = x < y ? y : x;
	const uint32_t *at = apo__map_find(&t->pair_at, (uint64_t)a << 32 | b);
	*swapped = x > y;
	return at ? &t->pairs[*at] : NULL;
}

/* Forms of the words of a span, those in `skip` (may be NULL) left out. At most 400 words. */
static uint32_t words_of(const apo_document *document, apo_span span, const apo__lang_section *skip,
	apo__arena *arena, const char ***forms)
{
	enum { MOST = 400 };
	uint32_t first, end, count = 0;
	apo__tokens_in(document, span, &first, &end);
	const char **out = apo__alloc_array(arena, end - first + 1, sizeof *out);
	for (uint32_t i = first; i < end && count < MOST; i++) {
		const apo_token *token = &document->tokens[i];
		if (apo__is_word_token(token) &&
			!(skip && apo__lang_find(skip, token->form, strlen(token->form))))
			out[count++] = token->form;
	}
	*forms = out;
	return count;
}

static void compare_words(const char **x, uint32_t rows, const char **y, uint32_t columns,
	apo__arena *arena, double shared[2])
{
	uint32_t *row = apo__alloc_array(arena, columns + 1, sizeof *row);
	for (uint32_t i = 0; i < rows; i++) {
		uint32_t diagonal = 0;
		for (uint32_t j = 0; j < columns; j++) {
			uint32_t above = row[j + 1];
			if (!strcmp(x[i], y[j]))
				row[j + 1] = diagonal + 1;
			else if (row[j] > above)
				row[j + 1] = row[j];
			diagonal = above;
		}
	}
	shared[0] = rows ? (double)row[columns] / rows : 0;
	shared[1] = columns ? (double)row[columns] / columns : 0;
}

void apo__wording_shared(const apo_document *a, apo_span in_a, const apo_document *b, apo_span in_b,
	apo__arena *arena, double shared[2])
{
	const char **x, **y;
	uint32_t rows = words_of(a, in_a, NULL, arena, &x),
		 columns = words_of(b, in_b, NULL, arena, &y);
	compare_words(x, rows, y, columns, arena, shared);
}

/* The longest common subsequence where each word weighs what it is worth after the word before it, in the text that makes it the
 * likelier, less what any word of so many others is worth by being one of them. */
double apo__wording_tells(const apo__tracing *t, const apo_document *a, apo_span in_a,
	const apo_document *b, apo_span in_b, apo__arena *arena)
{
	const char **x, **y;
	uint32_t rows = words_of(a, in_a, NULL, arena, &x),
		 columns = words_of(b, in_b, NULL, arena, &y);
	double *tells = apo__alloc_array(arena, columns + 1, sizeof *tells),
	       *row = apo__alloc_array(arena, columns + 1, sizeof *row);
	double by_chance = log((double)(rows < columns ? columns : rows) + 1);
	for (uint32_t j = 0; j < columns; j++)
		tells[j] = apo__chance_word(t->chance, b->lang, j ? y[j - 1] : NULL, y[j]);
	for (uint32_t i = 0; i < rows; i++) {
		double diagonal = 0,
		       own = apo__chance_word(t->chance, a->lang, i ? x[i - 1] : NULL, x[i]);
		for (uint32_t j = 0; j < columns; j++) {
			double above = row[j + 1], best = row[j] > above ? row[j] : above;
			double both = (own < tells[j] ? own : tells[j]) - by_chance;
			if (both > 0 && !strcmp(x[i], y[j]) && diagonal + both > best)
				best = diagonal + both;
			row[j + 1] = best;
			diagonal = above;
		}
	}
	return row[columns];
}

void apo__content_shared(const apo__tracing *t, const apo_document *a, apo_span in_a,
	const apo_document *b, apo_span in_b, apo__arena *arena, double shared[2])
{
	const apo__language *language = apo__language_get(t->context, a->lang);
	const apo__lang_section *skip =
		language ? apo__language_section(language, "function-words") : NULL;
	const char **x, **y;
	uint32_t rows = words_of(a, in_a, skip, arena, &x),
		 columns = words_of(b, in_b, skip, arena, &y);
	compare_words(x, rows, y, columns, arena, shared);
}
