/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where to look. Rare words and an inverted index give a few candidates for each source segment; the heaviest chain of
 * candidates that ascends on both sides (a longest-increasing-subsequence with weights, over a Fenwick tree of maxima)
 * gives anchors; the search visits what lies between two anchors and a margin round it. Time n log n: the lists of the
 * index are of bounded length, and so is the width of the corridor.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "aligners/internal.h"

/* Set by hand: they bound the time. */
#define FULL   6400u /* cells up to which all are visited */
#define COMMON 40u   /* words in more segments than this give no candidates ... */
#define SHARE                                                                                      \
	.05 /* ... nor those in more than this share of the segments (but 4 are always allowed) */
#define CANDIDATES 4	/* a source segment */
#define WEAKEST	   2.0f /* candidates below are noise */
#define MARGIN	   8u	/* round anchors */
#define HALF_WIDTH 60u	/* of the corridor where anchors are far apart */

#define CALM	    2u /* steps on either side of one that are looked at ... */
#define MARGIN_CALM 1u /* ... and the margin where they are all one to one */

/* Set on the development sets of docs/alignment.md. */
#define NEIGHBOURS 6u	 /* anchors on either side that say what the course is */
#define STRAY	   12.0f /* segments off it that make an anchor a stray */

typedef struct {
	uint32_t source, target;
	float weight, chain;
	uint32_t before; /* candidate + 1 */
} candidate;
typedef APO__VECTOR(candidate) candidates;

typedef struct {
	uint32_t *first, *segments; /* by target word */
} postings;

static postings index_target(const apo__lines *t, uint32_t words, uint32_t most, apo__arena *arena)
{
	postings p;
	p.first = apo__alloc_array(arena, (size_t)words + 2, sizeof *p.first);
	uint32_t *last = apo__alloc_array(arena, words, sizeof *last); /* segment + 1 */
	for (uint32_t s = 0; s < t->count; s++)
		for (uint32_t k = t->first[s]; k < t->first[s + 1]; k++) {
			uint32_t w = t->words[k];
			p.first[w + 2] += last[w] != s + 1;
			last[w] = s + 1;
		}
	for (uint32_t w = 0; w < words; w++) /* common words are left out */
		if (p.first[w + 2] > most)
			p.first[w + 2] = 0, last[w] = APO_NONE;
		else
			last[w] = 0;
	for (uint32_t w = 0; w < words; w++)
		p.first[w + 2] += p.first[w + 1];
	p.segments = apo__alloc_array(arena, p.first[words + 1], sizeof *p.segments);
	for (uint32_t s = 0; s < t->count; s++)
		for (uint32_t k = t->first[s]; k < t->first[s + 1]; k++) {
			uint32_t w = t->words[k];
			if (last[w] == APO_NONE || last[w] == s + 1)
				continue;
			p.segments[p.first[w + 1]++] = s;
			last[w] = s + 1;
		}
	return p;
}

/* The best candidates of one source segment; `weights` is zero for all target segments before and after. */
static void propose(const apo__model *model, const apo__pair *pair, const apo__vocabulary *target,
	const postings *index, uint32_t segment, float *weights, uint32_t *touched,
	apo__arena *arena, candidates *out)
{
	const apo__lines *s = &pair->side[APO__SOURCE], *t = &pair->side[APO__TARGET];
	uint32_t count = 0;
	for (uint32_t k = s->first[segment]; k < s->first[segment + 1]; k++) {
		uint32_t w = s->words[k];
		for (uint32_t e = model->first[w]; e < model->first[w + 1]; e++) {
			const apo__model_entry *entry = &model->entries[e];
			uint32_t v = entry->word;
			if (index->first[v] == index->first[v + 1])
				continue;
			double share = target->tokens.items[v] / (double)(target->total + 1);
			double p = (double)entry->forward * share;
			float weight = (float)((p < 1 ? p : 1) * -log(share));
			if (weight <= 0)
				continue;
			for (uint32_t x = index->first[v]; x < index->first[v + 1]; x++) {
				uint32_t j = index->segments[x];
				if (weights[j] <= 0)
					touched[count++] = j;
				weights[j] += weight;
			}
		}
	}
	candidate best[CANDIDATES];
	int kept = 0;
	int64_t course = s->count ? (int64_t)segment * t->count / s->count : 0;
	for (uint32_t k = 0; k < count; k++) {
		uint32_t j = touched[k], words = t->first[j + 1] - t->first[j];
		candidate c = {segment, j, weights[j] / sqrtf(1 + (float)words / 8), 0, 0};
		weights[j] = 0;
		if (c.weight < WEAKEST)
			continue;
		int at = kept;
		while (at > 0 &&
			(best[at - 1].weight < c.weight ||
				(best[at - 1].weight <= c.weight &&
					llabs(best[at - 1].target - course) > llabs(j - course))))
			at--;
		if (at == CANDIDATES)
			continue;
		kept += kept < CANDIDATES;
		memmove(&best[at + 1], &best[at], (size_t)(kept - 1 - at) * sizeof *best);
		best[at] = c;
	}
	for (int k = 0; k < kept; k++)
		*apo__push(arena, out) = best[k];
}

static int by_target_down(const void *left, const void *right)
{
	const candidate *a = left, *b = right;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return a->target > b->target ? -1 : a->target < b->target;
}

/* Heaviest chain; `anchors` holds it in order. Returns its length. */
static uint32_t chain(candidates *all, uint32_t targets, candidate *anchors, apo__arena *arena)
{
	uint32_t *tree =
		apo__alloc_array(arena, (size_t)targets + 1, sizeof *tree); /* candidate + 1 */
	candidate *items = all->items;
	uint32_t best = 0, count = 0;
	if (all->count)
		qsort(items, all->count, sizeof *items, by_target_down);
	for (uint32_t k = 0; k < all->count; k++) {
		candidate *c = &items[k];
		for (uint32_t x = c->target; x; x &= x - 1)
			if (tree[x] && (!c->before || items[tree[x] - 1].chain >
							      items[c->before - 1].chain))
				c->before = tree[x];
		c->chain = c->weight + (c->before ? items[c->before - 1].chain : 0);
		for (uint32_t x = c->target + 1; x <= targets; x += x & -x)
			if (!tree[x] || items[tree[x] - 1].chain < c->chain)
				tree[x] = k + 1;
		if (!best || items[best - 1].chain < c->chain)
			best = k + 1;
	}
	for (uint32_t k = best; k; k = items[k - 1].before)
		count++;
	for (uint32_t k = best, at = count; k; k = items[k - 1].before)
		anchors[--at] = items[k - 1];
	return count;
}

static int ascending(const void *left, const void *right)
{
	const float *a = left, *b = right;
	return *a < *b ? -1 : *a > *b;
}

/* Drop anchors that stray from the course of those round them. Returns how many stay. */
static uint32_t drop_strays(candidate *anchors, uint32_t count, double slope, apo__arena *arena)
{
	uint32_t kept = 0;
	float *course = apo__alloc_array(arena, count, sizeof *course);
	for (uint32_t k = 0; k < count; k++)
		course[k] = (float)(anchors[k].target - slope * anchors[k].source);
	for (uint32_t k = 0; k < count; k++) {
		float near[2 * NEIGHBOURS + 1];
		uint32_t begin = k > NEIGHBOURS ? k - NEIGHBOURS : 0, n = 0;
		for (uint32_t x = begin; x <= k + NEIGHBOURS && x < count; x++)
			near[n++] = course[x];
		qsort(near, n, sizeof *near, ascending);
		if (fabsf(course[k] - near[n / 2]) <= STRAY)
			anchors[kept++] = anchors[k];
	}
	return kept;
}

static void include(apo__corridor *c, uint32_t row, int64_t begin, int64_t end, uint32_t columns)
{
	uint32_t b = begin < 0 ? 0 : (uint32_t)begin, e = end > columns ? columns : (uint32_t)end;
	if (b < c->begin[row])
		c->begin[row] = b;
	if (e > c->end[row])
		c->end[row] = e;
}

/* The boundaries between two corners that lie on the path, and a margin. */
static void include_gap(apo__corridor *c, uint32_t i0, uint32_t j0, uint32_t i1, uint32_t j1,
	uint32_t columns, int64_t half)
{
	int64_t height = i1 - i0, width = j1 - j0;
	for (uint32_t i = i0; i <= i1; i++) {
		int64_t b = j0, e = j1;
		if (width > 2 * half) {
			int64_t middle = j0 + (height ? width * (i - i0) / height : 0);
			int64_t next = j0 + (height ? width * (i + 1 - i0) / height : width);
			b = middle - half > b ? middle - half : b;
			e = next + half < e ? next + half : e;
		}
		include(c, i, b - MARGIN, e + MARGIN + 1, columns);
	}
}

static apo__corridor new_corridor(uint32_t rows, uint32_t columns, apo__arena *arena)
{
	apo__corridor c = {apo__alloc_array(arena, rows, sizeof(uint32_t)),
		apo__alloc_array(arena, rows, sizeof(uint32_t))};
	for (uint32_t i = 0; i < rows; i++)
		c.begin[i] = columns;
	include(&c, 0, 0, 1, columns);
	include(&c, rows - 1, columns - 1, columns, columns);
	return c;
}

/* Make both edges ascend and neighbouring rows overlap. */
static void close_corridor(apo__corridor *c, uint32_t rows)
{
	for (uint32_t i = rows - 1; i-- > 0;)
		if (c->begin[i] > c->begin[i + 1])
			c->begin[i] = c->begin[i + 1];
	for (uint32_t i = 1; i < rows; i++) {
		if (c->end[i] < c->end[i - 1])
			c->end[i] = c->end[i - 1];
		if (c->begin[i] >= c->end[i - 1])
			c->begin[i] = c->end[i - 1] - 1;
	}
}

apo__corridor apo__corridor_find(const apo__model *model, const apo__pair *pair,
	const apo__vocabulary *target, apo__arena *arena)
{
	const apo__lines *s = &pair->side[APO__SOURCE], *t = &pair->side[APO__TARGET];
	uint32_t rows = s->count + 1, columns = t->count + 1;
	apo__corridor c = new_corridor(rows, columns, arena);
	if ((uint64_t)rows * columns <= FULL) {
		for (uint32_t i = 0; i < rows; i++)
			include(&c, i, 0, columns, columns);
		return c;
	}
	apo__arena *scratch = apo__arena_child(arena);
	uint32_t most = (uint32_t)(SHARE * t->count);
	most = most < 4 ? 4 : most > COMMON ? COMMON : most;
	postings index = index_target(t, target->names.count, most, scratch);
	float *weights = apo__alloc_array(scratch, t->count, sizeof *weights);
	uint32_t *touched = apo__alloc_array(scratch, t->count, sizeof *touched);
	candidates all = {0};
	for (uint32_t i = 0; i < s->count; i++)
		propose(model, pair, target, &index, i, weights, touched, scratch, &all);
	candidate *anchors = apo__alloc_array(scratch, s->count, sizeof *anchors);
	uint32_t n = chain(&all, t->count, anchors, scratch), i = 0, j = 0;
	n = drop_strays(anchors, n, s->count ? (double)t->count / s->count : 0, scratch);
	for (uint32_t k = 0; k < n; k++) {
		include_gap(&c, i, j, anchors[k].source, anchors[k].target, columns, HALF_WIDTH);
		i = anchors[k].source;
		j = anchors[k].target;
	}
	include_gap(&c, i, j, s->count, t->count, columns, HALF_WIDTH);
	close_corridor(&c, rows);
	apo__arena_free(scratch);
	return c;
}

apo__corridor apo__corridor_diagonal(const apo__pair *pair, uint32_t half, apo__arena *arena)
{
	uint32_t rows = pair->side[APO__SOURCE].count + 1,
		 columns = pair->side[APO__TARGET].count + 1;
	apo__corridor c = new_corridor(rows, columns, arena);
	include_gap(&c, 0, 0, rows - 1, columns - 1, columns, half);
	close_corridor(&c, rows);
	return c;
}

/* Whether the step and the steps next to it are one to one: there the path does not change much any more. */
static int is_calm(const apo__path *path, uint32_t k)
{
	uint32_t end = k + CALM + 1 < path->count ? k + CALM + 1 : path->count;
	for (uint32_t x = k > CALM ? k - CALM : 0; x < end; x++)
		if (path->steps[x].sources != 1 || path->steps[x].targets != 1)
			return 0;
	return 1;
}

apo__corridor apo__corridor_around(
	const apo__path *path, const apo__pair *pair, uint32_t most, apo__arena *arena)
{
	uint32_t rows = pair->side[APO__SOURCE].count + 1,
		 columns = pair->side[APO__TARGET].count + 1;
	apo__corridor c = new_corridor(rows, columns, arena);
	for (uint32_t k = 0; k < path->count; k++) {
		const apo__step *step = &path->steps[k];
		uint32_t width = is_calm(path, k) ? MARGIN_CALM : most;
		for (uint32_t i = step->source; i <= step->source + step->sources; i++)
			include(&c, i, (int64_t)step->target - width,
				(int64_t)step->target + step->targets + width + 1, columns);
	}
	close_corridor(&c, rows);
	return c;
}
