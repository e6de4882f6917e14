/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How likely each word of a bead renders each word of the other side, apart from where they are: by the model (dictionaries,
 * spelling, what the texts teach), by marks that do the same, by names that sound alike and quantities and dates that say the same
 * across scripts and notations. A little is left for any two words of one class, since no dictionary is complete.
 * Costs source x target words of the bead.
 */
#include <stdlib.h>
#include <string.h>

#include "aligners/words/word_links.h"
#include "text/names/names.h"
#include "text/values/compare_values.h"

/* Likelihoods, set on the project's own corpora: every second pair of word-alignment, docs/alignment.md. */
#define UNKNOWN		 .04f	/* two content words that nothing is known of ... */
#define UNKNOWN_FUNCTION .03f	/* ... two function words ... */
#define OTHER_CLASS	 .0005f /* ... one of each */
#define LEARNED		 .7f	/* share of what the texts teach, the rest is the lexicon's */
#define MARK		 .6f	/* two marks that do the same ... */
#define OTHER_MARK	 .01f	/* ... that do not */
#define SAME_MENTION	 .6f	/* words of two names, numbers or dates that say the same ... */
#define KNOWN		 .1f	/* ... unless the model knows a counterpart as likely as this */
#define NAMES_ALIKE	 .7f	/* names that likely are one: text/names/names.h ... */
#define SPOKEN_ALIKE	 .7f /* ... a name, and a run of words that was not found to be one ... */
#define SPOKEN_WORDS	 4u  /* ... of at most so many */
#define MOST_MENTIONS	 64u /* of a side of a bead that are compared */

/* ---- mentions: names, numbers, dates ---- */

static int by_place(const void *left, const void *right)
{
	const apo__mention_at *a = left, *b = right;
	if (a->segment != b->segment)
		return a->segment < b->segment ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

apo__mentions_at apo__mentions_of(const apo_document *d, apo__arena *arena)
{
	apo__mentions_at m = {d, NULL, 0};
	m.items = apo__alloc_array(
		arena, (size_t)d->name_count + d->number_count + d->date_count, sizeof *m.items);
	for (uint32_t k = 0; k < d->name_count; k++)
		m.items[m.count++] = (apo__mention_at){
			d->names[k].segment, k, APO__MENTION_NAME, d->names[k].span};
	for (uint32_t k = 0; k < d->number_count; k++)
		if (!(d->numbers[k].flags & APO_NUMBER_WEAK))
			m.items[m.count++] = (apo__mention_at){d->numbers[k].segment, k,
				APO__MENTION_NUMBER, d->numbers[k].digits};
	for (uint32_t k = 0; k < d->date_count; k++)
		m.items[m.count++] = (apo__mention_at){
			d->dates[k].segment, k, APO__MENTION_DATE, d->dates[k].span};
	if (m.count)
		qsort(m.items, m.count, sizeof *m.items, by_place);
	return m;
}

/* The first mention of a segment or later. */
static uint32_t first_mention(const apo__mentions_at *m, uint32_t segment)
{
	uint32_t low = 0, high = m->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (m->items[middle].segment < segment)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static uint32_t gather(const apo__mentions_at *m, const uint32_t *segments, uint32_t count,
	const apo__mention_at *found[MOST_MENTIONS])
{
	uint32_t n = 0;
	for (uint32_t s = 0; s < count; s++)
		for (uint32_t k = first_mention(m, segments[s]);
			k < m->count && m->items[k].segment == segments[s] && n < MOST_MENTIONS;
			k++)
			found[n++] = &m->items[k];
	return n;
}

static double sounds_alike(const apo__language *han, const apo_document *a, apo_span x,
	const apo_document *b, apo_span y, apo__arena *scratch)
{
	return apo__names_similarity(han, apo__strndup(scratch, a->text + x.begin, x.end - x.begin),
		apo__strndup(scratch, b->text + y.begin, y.end - y.begin));
}

static int same_mention(const apo__language *han, const apo_document *a, const apo__mention_at *x,
	const apo_document *b, const apo__mention_at *y, apo__arena *scratch)
{
	if (x->kind != y->kind)
		return 0;
	if (x->kind == APO__MENTION_NUMBER)
		return apo__number_same(&a->numbers[x->item], &b->numbers[y->item]);
	if (x->kind == APO__MENTION_DATE)
		return apo__dates_agree(&a->dates[x->item], a->date, &b->dates[y->item], b->date);
	return !strcmp(a->names[x->item].key, b->names[y->item].key) ||
	       sounds_alike(han, a, x->span, b, y->span, scratch) >= (double)NAMES_ALIKE;
}

/* Words of the passage that begin in the span: [first, end). */
static void words_in(const apo__passage *p, apo_span span, uint32_t *first, uint32_t *end)
{
	*first = *end = 0;
	for (uint32_t k = 0; k < p->count; k++) {
		apo_span word = p->words[p->index[k]].span;
		if (word.end <= span.begin || word.begin >= span.end)
			continue;
		if (*end == *first)
			*first = k;
		*end = k + 1;
	}
}

static void raise(float *cell, float value)
{
	if (*cell < value)
		*cell = value;
}

/* Whether a word of a mention has its counterpart in the other by the model. */
static int is_known(const float *likely, uint32_t first, uint32_t end)
{
	for (uint32_t k = first; k < end; k++)
		if (likely[k] >= KNOWN)
			return 1;
	return 0;
}

static void add_mentions(const apo__word_pairs *w, const apo__mention_at *x,
	const apo__mention_at *y, const apo__language *han, apo__arena *scratch)
{
	const apo__passage *a = &w->side[0], *b = &w->side[1];
	uint32_t i0, i1, j0, j1;
	words_in(a, x->span, &i0, &i1);
	words_in(b, y->span, &j0, &j1);
	/* of two names of several words, those that sound alike */
	int single = i1 - i0 == 1 || j1 - j0 == 1 || x->kind != APO__MENTION_NAME;
	uint8_t *known = apo__alloc_array(scratch, i1 - i0 + j1 - j0 + 1, 1);
	for (uint32_t i = i0; i < i1; i++)
		known[i - i0] = (uint8_t)is_known(w->likely[1] + (size_t)i * b->count, j0, j1);
	for (uint32_t j = j0; j < j1; j++)
		known[i1 - i0 + j - j0] =
			(uint8_t)is_known(w->likely[0] + (size_t)j * a->count, i0, i1);
	for (uint32_t i = i0; i < i1; i++)
		for (uint32_t j = j0; j < j1; j++) {
			const apo__word *s = &a->words[a->index[i]], *t = &b->words[b->index[j]];
			if (s->kind == APO_TOKEN_PUNCTUATION || t->kind == APO_TOKEN_PUNCTUATION ||
				known[i - i0] || known[i1 - i0 + j - j0])
				continue;
			float value = SAME_MENTION;
			if (!single)
				value *= (float)sounds_alike(han, w->mentions[0]->document, s->span,
					w->mentions[1]->document, t->span, scratch);
			raise(&w->likely[0][(size_t)j * a->count + i], value);
			raise(&w->likely[1][(size_t)i * b->count + j], value);
			w->same[(size_t)i * b->count + j] |= x->kind == APO__MENTION_NUMBER;
		}
}

/* The run of Han words on the other side that sounds most like a name; its mention has kind and span only. */
static int find_spoken(const apo__word_pairs *w, int side, const apo__mention_at *name,
	const apo__language *han, apo__mention_at *found, apo__arena *scratch)
{
	const apo__passage *p = &w->side[!side];
	double best = (double)SPOKEN_ALIKE;
	*found = (apo__mention_at){0, 0, APO__MENTION_NAME, APO_SPAN_NONE};
	for (uint32_t first = 0; first < p->count; first++)
		for (uint32_t k = first; k < p->count && k < first + SPOKEN_WORDS; k++) {
			const apo__word *word = &p->words[p->index[k]];
			if (word->kind != APO_TOKEN_HAN)
				break;
			apo_span span = {p->words[p->index[first]].span.begin, word->span.end};
			double alike = sounds_alike(han, w->mentions[side]->document, name->span,
				w->mentions[!side]->document, span, scratch);
			if (alike > best) {
				best = alike;
				found->span = span;
			}
		}
	return found->span.begin != APO_NONE;
}

static void compare_mentions(
	const apo__word_pairs *w, const apo_lexicons *lexicons, apo__arena *scratch)
{
	const apo__mention_at *found[2][MOST_MENTIONS];
	uint8_t same[2][MOST_MENTIONS] = {{0}, {0}};
	uint32_t counts[2];
	const apo__language *han = NULL;
	int side_of_han = -1;
	for (int d = 0; d < 2; d++) {
		const apo__language *l = apo__lexicon_language(lexicons, (apo__side)d);
		if (apo__language_section(l, "transliteration")->count) {
			han = l;
			side_of_han = side_of_han < 0 ? d : 2;
		}
		counts[d] = gather(
			w->mentions[d], w->side[d].segments, w->side[d].segment_count, found[d]);
	}
	for (uint32_t x = 0; x < counts[0]; x++)
		for (uint32_t y = 0; y < counts[1]; y++)
			if (same_mention(han, w->mentions[0]->document, found[0][x],
				    w->mentions[1]->document, found[1][y], scratch)) {
				add_mentions(w, found[0][x], found[1][y], han, scratch);
				same[0][x] = same[1][y] = 1;
			}
	/* names of Chinese that only their sound gives away */
	int d = !side_of_han;
	for (uint32_t x = 0; (side_of_han == 0 || side_of_han == 1) && x < counts[d]; x++) {
		apo__mention_at spoken;
		if (!same[d][x] && found[d][x]->kind == APO__MENTION_NAME &&
			find_spoken(w, d, found[d][x], han, &spoken, scratch))
			add_mentions(w, d ? &spoken : found[d][x], d ? found[d][x] : &spoken, han,
				scratch);
	}
}

/* ---- all pairs ---- */

static float unknown(int a, int b)
{
	if (a == APO__CLASS_MARK || b == APO__CLASS_MARK)
		return a == b ? OTHER_MARK : 0;
	return a != b || a == APO__CLASS_VALUE ? OTHER_CLASS
	       : a == APO__CLASS_FUNCTION      ? UNKNOWN_FUNCTION
					       : UNKNOWN;
}

int apo__is_ordinal_stop(const apo__linker *l, const apo__passage *p, int side, uint32_t k)
{
	return k && k + 1 < p->count && l->classes[side][p->ids[k - 1]] == APO__CLASS_VALUE &&
	       !strcmp(p->words[p->index[k]].form, ".");
}

static void fill_unknown(apo__word_pairs *w, const apo__linker *l, apo__arena *scratch)
{
	uint32_t n = w->side[0].count, m = w->side[1].count;
	uint8_t *classes[2], *marks[2];
	for (int d = 0; d < 2; d++) {
		const apo__passage *p = &w->side[d];
		classes[d] = apo__alloc_array(scratch, p->count, 1);
		marks[d] = apo__alloc_array(scratch, p->count, 1);
		for (uint32_t k = 0; k < p->count; k++) {
			classes[d][k] = l->classes[d][p->ids[k]];
			/* the full stop of an ordinal is not a full stop */
			if (classes[d][k] == APO__CLASS_MARK && !apo__is_ordinal_stop(l, p, d, k))
				marks[d][k] = apo__mark_class(p->words[p->index[k]].form);
		}
	}
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < m; j++) {
			float value = unknown(classes[0][i], classes[1][j]);
			if (marks[0][i] && marks[0][i] == marks[1][j])
				value = MARK;
			w->likely[0][(size_t)j * n + i] = value;
			w->likely[1][(size_t)i * m + j] = value;
		}
}

/* Probabilities of the model, which keeps ratios to chance. */
static void add_model(apo__word_pairs *w, const apo__linker *l, const apo__model *model,
	float weight, apo__arena *scratch)
{
	const apo__passage *a = &w->side[0], *b = &w->side[1];
	uint32_t n = a->count, m = b->count;
	uint32_t *head = l->head, *next = apo__alloc_array(scratch, m, sizeof *next);
	for (uint32_t j = m; j-- > 0;) {
		next[j] = head[b->ids[j]];
		head[b->ids[j]] = j + 1;
	}
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = model->first[a->ids[i]]; k < model->first[a->ids[i] + 1]; k++) {
			const apo__model_entry *e = &model->entries[k];
			if ((l->classes[0][a->ids[i]] == APO__CLASS_MARK) !=
				(l->classes[1][e->word] == APO__CLASS_MARK))
				continue; /* they only stand together in every sentence */
			float p = weight * e->forward * l->chance[1][e->word];
			float q = weight * e->backward * l->chance[0][a->ids[i]];
			for (uint32_t j = head[e->word]; j; j = next[j - 1]) {
				w->likely[0][(size_t)(j - 1) * n + i] += p;
				w->likely[1][(size_t)i * m + j - 1] += q;
			}
		}
	for (uint32_t j = 0; j < m; j++)
		head[b->ids[j]] = 0;
}

apo__word_pairs apo__word_pairs_make(const apo__linker *l, const apo__passage side[2],
	const apo__mentions_at *const mentions[2], apo__arena *arena)
{
	size_t cells = (size_t)side[0].count * side[1].count;
	apo__word_pairs w = {{side[0], side[1]}, {NULL, NULL}, NULL,
		{mentions ? mentions[0] : NULL, mentions ? mentions[1] : NULL}};
	w.same = apo__alloc_array(arena, cells, 1);
	for (int d = 0; d < 2; d++)
		w.likely[d] = apo__alloc_array(arena, cells, sizeof(float));
	apo__arena *scratch = apo__arena_child(arena);
	fill_unknown(&w, l, scratch);
	add_model(&w, l, &l->models[0], 1 - LEARNED, scratch);
	add_model(&w, l, &l->models[1], LEARNED, scratch);
	if (mentions)
		compare_mentions(&w, l->lexicons, scratch);
	apo__arena_free(scratch);
	return w;
}
