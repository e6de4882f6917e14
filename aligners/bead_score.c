/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How well the words of a bead's two sides render each other, against chance:
 *
 *     sum over target words t of log(1 - l + l sum over source words s of p(t|s) k(s, t) / (|S| Z(t) p(t)))
 *
 * and the same the other way; k = FLAT + (1 - FLAT) exp(-SLOPE |u - v|) prefers words at like relative places u, v in the
 * bead, which decides to which side a segment at its edge belongs; Z is k's mean over the places of S.
 *
 * Words that meet are found once for each pair of segments in the corridor: the search walks down the source segments, a
 * window of target segments moves along with it, and `head` knows for each target word its first place in the window. A bead
 * then adds up the meetings of its block, at a few operations each. Memory: a ring of the last rows.
 */
#include <math.h>
#include <string.h>

#include "aligners/internal.h"

/* FLAT, SLOPE: set on the development sets of docs/alignment.md. */
#define FLAT   .15f  /* share of the kernel that does not depend on places */
#define SLOPE  6.0   /* how fast the rest falls with their distance */
#define PLACES 1024u /* finest grid of places in a side of a bead */
#define RING   16u
#define PRODUCT                                                                                    \
	24u /* factors multiplied before a logarithm is taken; each is under 1e6 and above .6 */

typedef struct {
	uint32_t source, target; /* words' places in their documents */
	float forward, backward;
} meeting;

typedef struct {
	uint32_t segment, begin, end; /* the target window */
	uint32_t *first;	      /* by target segment of the window, + 1 */
	uint32_t first_capacity;
	meeting *meetings;
	uint32_t capacity;
} row;

/* exp(-SLOPE u), exp(SLOPE u) at the middles of n equal parts of 0..1, and 1 / Z. */
typedef struct {
	float fall, rise;
} course;
typedef struct {
	course *course;
	float *norm;
} places;

struct apo__bead_scorer {
	apo__arena *arena;
	const apo__model *model;
	const apo__lines *source, *target;
	const apo__corridor *corridor;
	row rows[RING];
	uint32_t *head,
		*next; /* place + 1 of a word's first occurrence in the window, of its next one */
	uint32_t *segment_of; /* of places of the target */
	uint32_t window;      /* first place in it */
	uint32_t side_most;   /* segments of a side of a bead */
	meeting *found;
	uint32_t found_count, found_capacity;
	places grids[PLACES + 1];
	float *trust[2]; /* by place */
	float *sums[2];	 /* by place in the bead */
};

_Static_assert(RING > APO__SIDE_MOST, "a bead's rows must be in the ring");

static float *trust_by_place(const apo__lines *lines, const float *trust, apo__arena *arena)
{
	uint32_t n = lines->first[lines->count];
	float *out = apo__alloc_array(arena, n, sizeof *out);
	for (uint32_t k = 0; k < n; k++)
		out[k] = trust[lines->words[k]];
	return out;
}

apo__bead_scorer *apo__scorer_new(const apo__model *model, const apo__pair *pair,
	const apo__corridor *corridor, uint32_t target_words, uint32_t side_most, apo__arena *arena)
{
	apo__bead_scorer *c = apo__alloc(arena, sizeof *c);
	const apo__lines *t = &pair->side[APO__TARGET];
	uint32_t n = t->first[t->count];
	c->arena = arena;
	c->side_most = side_most;
	c->model = model;
	c->source = &pair->side[APO__SOURCE];
	c->target = t;
	c->corridor = corridor;
	c->head = apo__alloc_array(arena, target_words, sizeof *c->head);
	c->next = apo__alloc_array(arena, n, sizeof *c->next);
	c->segment_of = apo__alloc_array(arena, n, sizeof *c->segment_of);
	for (uint32_t s = 0; s < t->count; s++)
		for (uint32_t k = t->first[s]; k < t->first[s + 1]; k++)
			c->segment_of[k] = s;
	for (uint32_t k = n; k-- > 0;) {
		c->next[k] = c->head[t->words[k]];
		c->head[t->words[k]] = k + 1;
	}
	for (uint32_t k = 0; k < RING; k++)
		c->rows[k].segment = APO_NONE;
	for (int d = 0; d < 2; d++) {
		c->trust[d] = trust_by_place(&pair->side[d], model->trust[d], arena);
		c->sums[d] = apo__alloc_array(
			arena, (size_t)APO__SIDE_MOST * APO__LINE_WORDS, sizeof(float));
	}
	return c;
}

static const places *grid(apo__bead_scorer *c, uint32_t n)
{
	places *g = &c->grids[n];
	if (g->course)
		return g;
	g->course = apo__alloc_array(c->arena, n, sizeof *g->course);
	g->norm = apo__alloc_array(c->arena, n, sizeof *g->norm);
	for (uint32_t k = 0; k < n; k++) {
		double u = (k + .5) / n;
		g->course[k] = (course){(float)exp(-SLOPE * u), (float)exp(SLOPE * u)};
		g->norm[k] = (float)(1 / ((double)FLAT + (1 - (double)FLAT) *
								 (2 - exp(-SLOPE * u) -
									 exp(-SLOPE * (1 - u))) /
								 SLOPE));
	}
	return g;
}

static void *grow(apo__bead_scorer *c, void *old, uint32_t *capacity, uint32_t wanted, size_t size)
{
	if (wanted <= *capacity)
		return old;
	uint32_t more = *capacity ? *capacity : 256;
	while (more < wanted)
		more *= 2;
	void *new = apo__alloc_array(c->arena, more, size);
	if (*capacity)
		memcpy(new, old, *capacity * size);
	*capacity = more;
	return new;
}

/* All places in the window where a rendering of the row's words stands. */
static void find_meetings(apo__bead_scorer *c, uint32_t segment, uint32_t window_end)
{
	c->found_count = 0;
	for (uint32_t k = c->source->first[segment]; k < c->source->first[segment + 1]; k++) {
		uint32_t w = c->source->words[k];
		for (uint32_t e = c->model->first[w]; e < c->model->first[w + 1]; e++) {
			const apo__model_entry *entry = &c->model->entries[e];
			for (uint32_t p = c->head[entry->word]; p && p <= window_end;
				p = c->next[p - 1]) {
				if (c->found_count == c->found_capacity)
					c->found = grow(c, c->found, &c->found_capacity,
						c->found_count + 1, sizeof *c->found);
				c->found[c->found_count++] =
					(meeting){k, p - 1, entry->forward, entry->backward};
			}
		}
	}
}

/* Sort what was found by target segment (counting sort). */
static void file_meetings(apo__bead_scorer *c, row *r)
{
	uint32_t n = r->end - r->begin;
	r->first = grow(c, r->first, &r->first_capacity, n + 2, sizeof *r->first);
	r->meetings = grow(c, r->meetings, &r->capacity, c->found_count, sizeof *r->meetings);
	memset(r->first, 0, ((size_t)n + 2) * sizeof *r->first);
	for (uint32_t k = 0; k < c->found_count; k++)
		r->first[c->segment_of[c->found[k].target] - r->begin + 2]++;
	for (uint32_t k = 2; k <= n; k++)
		r->first[k] += r->first[k - 1];
	for (uint32_t k = 0; k < c->found_count; k++)
		r->meetings[r->first[c->segment_of[c->found[k].target] - r->begin + 1]++] =
			c->found[k];
}

void apo__scorer_enter(apo__bead_scorer *c, uint32_t segment)
{
	row *r = &c->rows[segment % RING];
	uint32_t last = segment + c->side_most,
		 top = segment + 1 > c->side_most ? segment + 1 - c->side_most : 0;
	if (last > c->source->count)
		last = c->source->count;
	r->segment = segment;
	r->begin = c->corridor->begin[top];
	r->end = c->corridor->end[last] - 1;
	if (r->end < r->begin)
		r->end = r->begin;
	for (uint32_t stop = c->target->first[r->begin]; c->window < stop; c->window++)
		c->head[c->target->words[c->window]] = c->next[c->window];
	find_meetings(c, segment, c->target->first[r->end]);
	file_meetings(c, r);
}

/* log of the product of 1 - l + l scale norm sum. */
static double log_product(const float *trust, const float *sums, const float *norm, uint32_t n,
	uint32_t grid_size, float scale)
{
	double sum = 0;
	for (uint32_t k = 0; k < n;) {
		uint32_t stop = k + PRODUCT < n ? k + PRODUCT : n;
		double a = 1, b = 1;
		for (; k + 1 < stop; k += 2) {
			uint32_t x = grid_size == n ? k : (uint32_t)((uint64_t)k * grid_size / n);
			a *= (double)(1 + trust[k] * (scale * norm[x] * sums[k] - 1));
			b *= (double)(1 + trust[k + 1] * (scale * norm[x] * sums[k + 1] - 1));
		}
		if (k < stop) {
			uint32_t x = grid_size == n ? k : (uint32_t)((uint64_t)k * grid_size / n);
			a *= (double)(1 + trust[k] * (scale * norm[x] * sums[k] - 1));
			k++;
		}
		sum += log(a * b);
	}
	return sum;
}

/* A bead, its sides from places a and b of n and m words. */
typedef struct {
	uint32_t a, b, n, m;
	const places *p, *q;
	uint32_t gn, gm; /* sizes of their grids */
	float *back, *forth;
} block;

static inline void add_meetings(const block *x, const meeting *e, const meeting *end, int fine)
{
	const course *p = x->p->course, *q = x->q->course;
	for (; e < end; e++) {
		uint32_t u = e->source - x->a, v = e->target - x->b;
		course s = p[fine ? u : (uint32_t)((uint64_t)u * x->gn / x->n)];
		course t = q[fine ? v : (uint32_t)((uint64_t)v * x->gm / x->m)];
		float left = s.fall * t.rise, right = s.rise * t.fall;
		float k = FLAT + (1 - FLAT) * (left < right ? left : right);
		x->forth[v] += k * e->forward;
		x->back[u] += k * e->backward;
	}
}

float apo__scorer_words(
	apo__bead_scorer *c, uint32_t source, uint32_t sources, uint32_t target, uint32_t targets)
{
	uint32_t a = c->source->first[source], n = c->source->first[source + sources] - a;
	uint32_t b = c->target->first[target], m = c->target->first[target + targets] - b;
	if (!n || !m)
		return 0;
	uint32_t gn = n < PLACES ? n : PLACES, gm = m < PLACES ? m : PLACES;
	block x = {a, b, n, m, grid(c, gn), grid(c, gm), gn, gm, c->sums[APO__SOURCE],
		c->sums[APO__TARGET]};
	memset(x.back, 0, n * sizeof *x.back);
	memset(x.forth, 0, m * sizeof *x.forth);
	for (uint32_t s = source; s < source + sources; s++) {
		const row *r = &c->rows[s % RING];
		if (!r->meetings) /* of no word: NULL has no offsets */
			continue;
		const meeting *e = r->meetings + r->first[target - r->begin];
		const meeting *end = r->meetings + r->first[target + targets - r->begin];
		if (gn == n && gm == m)
			add_meetings(&x, e, end, 1);
		else
			add_meetings(&x, e, end, 0);
	}
	return (float)(log_product(
			       c->trust[APO__TARGET] + b, x.forth, x.q->norm, m, gm, 1 / (float)n) +
		       log_product(
			       c->trust[APO__SOURCE] + a, x.back, x.p->norm, n, gn, 1 / (float)m));
}
