/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Retellings: which segments say the same although the texts are neither complete nor in one order. Every pair of segments
 * (of long texts: every pair that shares a rare word) is valued by the share of its weighed words that the other renders;
 * pairs next to other good pairs gain (retellings keep local order); a pair stays when it is good enough and near the best
 * of both its segments. Time: pairs x words; long texts have a bounded number of candidates a segment.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "aligners/internal.h"

/* Set on the project's own corpora: three retellings of one story (nato-rutte), docs/alignment.md. */
#define ALL_PAIRS  40000u /* pairs up to which all are looked at */
#define CANDIDATES 12u	  /* of a segment of a longer text */
#define COMMON	   40u	  /* words in more segments than this give no candidates */
#define PRESENT	   1e-6f  /* makes a candidate of a word that weighs nothing */
#define DAMPING	   3.0f	  /* weight of words that nobody has: short segments prove little */
#define ORDER	   .6f	  /* gain from neighbours */
#define ORDER_FAR  1.5f	  /* a neighbour two segments away counts so many times less */
#define ORDER_MOST .5f	  /* value of a neighbour that counts at most */
#define ORDER_FULL .3f	  /* own value from which the gain is full */
#define LEAST	   .43f	  /* threshold */
#define RIVAL	   .9f	  /* share of the best of one of its segments that a pair must reach ... */
#define SECOND	   .5f	  /* ... and of the other */
#define CROSS	   .6f	  /* share of the threshold that all pairs of a bead must reach */
#define LARGEST	   8u	  /* segments of a bead */
#define CONTINUES  .75f	  /* share of the threshold that a pair next to a good one must reach */
#define STEEP                                                                                      \
	8.0f /* slope of confidence over value: with it 7 of 7 beads above .9 are right, 12 of 22 below */

typedef struct {
	const apo__evidence *evidence;
	const apo__pair *pair;
	uint32_t rows, columns;
	uint32_t *first; /* by source segment + 1: candidates */
	APO__VECTOR(apo__pairing) items;
	float *best[2]; /* by side and segment */
	apo__arena *arena;
} table;

static void add_pair(table *t, uint32_t i, uint32_t j, float *scratch)
{
	apo__overlap o = apo__evidence_overlap(t->evidence, t->pair, &i, 1, &j, 1, scratch);
	float value = apo__overlap_value(&o, DAMPING);
	if (value > 0)
		*apo__push(t->arena, &t->items) = (apo__pairing){i, j, value, 0, 0};
}

/* Target segments by rare word, to find candidates of long texts. */
typedef struct {
	uint32_t *first, *segments;
} postings;

static postings index_target(const table *t)
{
	const apo__lines *lines = &t->pair->side[APO__TARGET];
	uint32_t words = t->evidence->target_words;
	postings p = {apo__alloc_array(t->arena, (size_t)words + 2, sizeof(uint32_t)), NULL};
	uint32_t n = lines->content_first[lines->count];
	p.segments = apo__alloc_array(t->arena, n, sizeof *p.segments);
	for (uint32_t k = 0; k < n; k++)
		p.first[lines->content[k] + 2]++;
	for (uint32_t w = 0; w < words; w++)
		p.first[w + 2] += p.first[w + 1];
	for (uint32_t s = 0; s < lines->count; s++)
		for (uint32_t k = lines->content_first[s]; k < lines->content_first[s + 1]; k++)
			p.segments[p.first[lines->content[k] + 1]++] = s;
	return p;
}

typedef struct {
	uint32_t segment;
	float weight;
} candidate;

static int heavier(const void *left, const void *right)
{
	const candidate *a = left, *b = right;
	if (a->weight > b->weight || a->weight < b->weight)
		return a->weight > b->weight ? -1 : 1;
	return a->segment < b->segment ? -1 : a->segment > b->segment;
}

static int by_number(const void *left, const void *right)
{
	const candidate *a = left, *b = right;
	return a->segment < b->segment ? -1 : a->segment > b->segment;
}

static void add_candidates(table *t, const postings *index, uint32_t i, float *weights,
	candidate *found, float *scratch)
{
	const apo__lines *s = &t->pair->side[APO__SOURCE];
	const apo__prior *prior = t->evidence->prior;
	uint32_t count = 0;
	for (uint32_t k = s->first[i]; k < s->first[i + 1]; k++)
		for (uint32_t e = prior->first[s->content[k]]; e < prior->first[s->content[k] + 1];
			e++) {
			uint32_t v = prior->entries[e].word;
			if (index->first[v + 1] - index->first[v] > COMMON)
				continue;
			for (uint32_t x = index->first[v]; x < index->first[v + 1]; x++) {
				uint32_t j = index->segments[x];
				if (weights[j] <= 0)
					found[count++].segment = j;
				weights[j] += PRESENT + t->evidence->weight[APO__TARGET][v] *
								prior->entries[e].weight;
			}
		}
	for (uint32_t k = 0; k < count; k++) {
		found[k].weight = weights[found[k].segment];
		weights[found[k].segment] = 0;
	}
	if (count)
		qsort(found, count, sizeof *found, heavier);
	if (count > CANDIDATES)
		count = CANDIDATES;
	if (count)
		qsort(found, count, sizeof *found, by_number);
	for (uint32_t k = 0; k < count; k++)
		add_pair(t, i, found[k].segment, scratch);
}

static void fill(table *t)
{
	float *scratch = apo__evidence_scratch(t->evidence, t->arena);
	int all = (uint64_t)t->rows * t->columns <= ALL_PAIRS;
	postings index = {NULL, NULL};
	float *weights = NULL;
	candidate *found = NULL;
	if (!all) {
		index = index_target(t);
		weights = apo__alloc_array(t->arena, t->columns, sizeof *weights);
		found = apo__alloc_array(t->arena, t->columns, sizeof *found);
	}
	for (uint32_t i = 0; i < t->rows; i++) {
		t->first[i] = t->items.count;
		if (!all)
			add_candidates(t, &index, i, weights, found, scratch);
		else
			for (uint32_t j = 0; j < t->columns; j++)
				add_pair(t, i, j, scratch);
	}
	t->first[t->rows] = t->items.count;
}

static float value_at(const table *t, int64_t i, int64_t j)
{
	if (i < 0 || j < 0 || i >= t->rows || j >= t->columns)
		return 0;
	uint32_t low = t->first[i], high = t->first[i + 1];
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (t->items.items[middle].target < j)
			low = middle + 1;
		else
			high = middle;
	}
	return low < t->first[i + 1] && t->items.items[low].target == j ? t->items.items[low].value
									: 0;
}

/* What the two best neighbours in order add. */
static float gain(const table *t, const apo__pairing *p)
{
	float first = 0, second = 0;
	for (int a = -2; a <= 2; a++)
		for (int b = -2; b <= 2; b++) {
			if (a * b < 0 || (!a && !b))
				continue;
			float v = value_at(t, (int64_t)p->source + a, (int64_t)p->target + b);
			v = v < ORDER_MOST ? v : ORDER_MOST;
			v /= abs(a) < 2 && abs(b) < 2 ? 1 : ORDER_FAR;
			if (v > first) {
				second = first;
				first = v;
			} else if (v > second)
				second = v;
		}
	float share = p->value < ORDER_FULL ? p->value / ORDER_FULL : 1;
	return ORDER * share * (first + second);
}

static void reward_order(table *t)
{
	float *gains = apo__alloc_array(t->arena, t->items.count, sizeof *gains);
	for (uint32_t k = 0; k < t->items.count; k++)
		gains[k] = gain(t, &t->items.items[k]);
	for (uint32_t k = 0; k < t->items.count; k++) {
		apo__pairing *p = &t->items.items[k];
		p->value += gains[k];
		uint32_t at[2] = {p->source, p->target};
		for (int d = 0; d < 2; d++)
			if (p->value > t->best[d][at[d]])
				t->best[d][at[d]] = p->value;
	}
}

static int by_value(const void *left, const void *right)
{
	const apo__pairing *a = left, *b = right;
	if (a->value > b->value || a->value < b->value)
		return a->value > b->value ? -1 : 1;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return a->target < b->target ? -1 : a->target > b->target;
}

static int by_place(const void *left, const void *right)
{
	const apo__pairing *a = left, *b = right;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return a->target < b->target ? -1 : a->target > b->target;
}

/* A bead while it grows: its segments are chained through `next`. */
typedef struct {
	uint32_t *next; /* by segment (sources, then targets): the next one of its bead, + 1 */
} growth;

static int fits(const table *t, const growth *g, uint32_t a, uint32_t b)
{
	for (uint32_t x = a + 1; x; x = g->next[x - 1])
		for (uint32_t y = b + 1; y; y = g->next[y - 1]) {
			uint32_t low = x < y ? x - 1 : y - 1, high = x < y ? y - 1 : x - 1;
			if (low < t->rows && high >= t->rows &&
				value_at(t, low, high - t->rows) < CROSS * LEAST)
				return 0;
		}
	return 1;
}

/* Join pairs into beads, best first: two beads become one when all their pairs are good enough and it stays small. Pairs
 * that would break this are dropped. Returns how many stay. */
static uint32_t grow_beads(const table *t, apo__pairing *items, uint32_t count)
{
	uint32_t all = t->rows + t->columns, kept = 0;
	uint32_t *bead = apo__alloc_array(t->arena, all, sizeof *bead);
	uint32_t *size = apo__alloc_array(t->arena, all, sizeof *size);
	growth g = {.next = apo__alloc_array(t->arena, all, sizeof(uint32_t))};
	for (uint32_t x = 0; x < all; x++) {
		bead[x] = x;
		size[x] = 1;
	}
	for (uint32_t k = 0; k < count; k++) {
		uint32_t a = bead[items[k].source], b = bead[t->rows + items[k].target];
		if (a != b) {
			if (size[a] + size[b] > LARGEST || !fits(t, &g, a, b))
				continue;
			uint32_t last = a;
			while (g.next[last])
				last = g.next[last] - 1;
			g.next[last] = b + 1;
			size[a] += size[b];
			for (uint32_t x = b + 1; x; x = g.next[x - 1])
				bead[x - 1] = a;
		}
		items[kept++] = items[k];
	}
	for (uint32_t k = 0; k < kept; k++)
		items[k].bead = bead[items[k].source];
	return kept;
}

/* Heaviest chain in order over links sorted by place: its share of the weight of all. Fenwick tree of maxima. */
static double ordered_share(const table *t, const apo__pairing *items, uint32_t count)
{
	double *tree = apo__alloc_array(t->arena, (size_t)t->columns + 1, sizeof *tree), all = 0,
	       best = 0;
	for (uint32_t k = 0; k < count; k++) {
		double before = 0;
		for (uint32_t x = items[k].target + 1; x; x &= x - 1)
			before = tree[x] > before ? tree[x] : before;
		double sum = before + (double)items[k].value;
		for (uint32_t x = items[k].target + 1; x <= t->columns; x += x & -x)
			tree[x] = sum > tree[x] ? sum : tree[x];
		best = sum > best ? sum : best;
		all += (double)items[k].value;
	}
	return all > 0 ? best / all : 1;
}

static int is_good(const table *t, const apo__pairing *p)
{
	float a = p->value / t->best[0][p->source], b = p->value / t->best[1][p->target];
	return p->value >= LEAST && (a > b ? a : b) >= RIVAL && (a < b ? a : b) >= SECOND;
}

/* Whether a weaker pair continues a good one: a segment with no better place, next to one that has the same counterpart. */
static int is_neighbour(const table *t, const apo__pairing *p)
{
	int64_t i = p->source, j = p->target;
	if (p->value < CONTINUES * LEAST)
		return 0;
	if (p->value >= t->best[0][p->source] &&
		(value_at(t, i - 1, j) >= LEAST || value_at(t, i + 1, j) >= LEAST))
		return 1;
	return p->value >= t->best[1][p->target] &&
	       (value_at(t, i, j - 1) >= LEAST || value_at(t, i, j + 1) >= LEAST);
}

apo__pairings apo__comparable_search(
	const apo__evidence *evidence, const apo__pair *pair, apo__arena *arena)
{
	table t = {.evidence = evidence, .pair = pair, .arena = apo__arena_child(arena)};
	t.rows = pair->side[APO__SOURCE].count;
	t.columns = pair->side[APO__TARGET].count;
	t.first = apo__alloc_array(t.arena, (size_t)t.rows + 1, sizeof *t.first);
	t.best[0] = apo__alloc_array(t.arena, t.rows, sizeof(float));
	t.best[1] = apo__alloc_array(t.arena, t.columns, sizeof(float));
	fill(&t);
	reward_order(&t);
	apo__pairings out = {apo__alloc_array(arena, t.items.count, sizeof *out.items), 0, 1, 0};
	for (uint32_t k = 0; k < t.items.count; k++) {
		apo__pairing p = t.items.items[k];
		if (!is_good(&t, &p) && !is_neighbour(&t, &p))
			continue;
		p.confidence = 1 / (1 + expf(-STEEP * (p.value - LEAST)));
		out.items[out.count++] = p;
	}
	if (out.count)
		qsort(out.items, out.count, sizeof *out.items, by_value);
	out.count = grow_beads(&t, out.items, out.count);
	if (out.count)
		qsort(out.items, out.count, sizeof *out.items, by_place);
	out.ordered = ordered_share(&t, out.items, out.count);
	uint32_t linked[2] = {0, 0};
	uint8_t *seen = apo__alloc_array(t.arena, t.columns, 1);
	for (uint32_t k = 0; k < out.count; k++) {
		linked[0] += !k || out.items[k].source != out.items[k - 1].source;
		linked[1] += !seen[out.items[k].target];
		seen[out.items[k].target] = 1;
	}
	if (t.rows && t.columns)
		out.covered = t.rows < t.columns ? (double)linked[0] / t.rows
						 : (double)linked[1] / t.columns;
	apo__arena_free(t.arena);
	return out;
}
