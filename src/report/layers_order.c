/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order in the layers: sweeps over the layers, forth and back, put each vertex at the mean of its neighbours in the layer
 * before (Sugiyama, Tagawa and Toda 1981), then neighbours change places where that saves crossings (Gansner et al. 1993).
 * The order with the fewest crossings is kept (counted as in Barth, Jünger and Mutzel 2002). Cost: a constant number of
 * sweeps, each of n log n.
 */
#include "report/layers.h"

#include <stdlib.h>
#include <string.h>

#define SWEEPS	  24u	  /* as in Gansner et al. */
#define LEAST	  4u	  /* sweeps of graphs that nobody can read as a whole */
#define WORK	  400000u /* vertices ordered in all sweeps: 24 up to some 1,000 documents */
#define EXCHANGES 8u	  /* passes after a sweep */

typedef struct {
	uint32_t vertex, component;
	double mean;
	uint32_t place;
} keyed;

static int by_mean(const void *a, const void *b)
{
	const keyed *x = a, *y = b;
	if (x->component != y->component)
		return x->component < y->component ? -1 : 1;
	if (x->mean < y->mean || x->mean > y->mean)
		return x->mean < y->mean ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

/* Put the neighbours `side` of the vertices of layer `l` in the order of their places in the layer `other` beside it. */
static void sort_neighbours(apo__layers *g, apo__neighbours *side, const apo__neighbours *back,
	uint32_t l, uint32_t other)
{
	uint32_t *filled = g->filled;
	for (uint32_t i = g->layer_at[l]; i < g->layer_at[l + 1]; i++)
		filled[g->order[i]] = side->at[g->order[i]];
	for (uint32_t i = g->layer_at[other]; i < g->layer_at[other + 1]; i++) {
		uint32_t v = g->order[i];
		for (uint32_t k = back->at[v]; k < back->at[v + 1]; k++)
			side->items[filled[back->items[k]]++] = v;
	}
}

static void sort_before(apo__layers *g, uint32_t l)
{
	if (l)
		sort_neighbours(g, &g->before, &g->after, l, l - 1);
}

static void sort_after(apo__layers *g, uint32_t l)
{
	if (l + 1 < g->layer_count)
		sort_neighbours(g, &g->after, &g->before, l, l + 1);
}

/* Crossings between layer `l` and the next: pairs of links in the wrong order, counted by a Fenwick tree over places. */
static uint64_t crossings_after(apo__layers *g, uint32_t l)
{
	uint32_t size = g->layer_at[l + 2] - g->layer_at[l + 1];
	uint32_t *tree = g->tree, seen = 0;
	uint64_t crossings = 0;
	memset(tree, 0, ((size_t)size + 1) * sizeof *tree);
	sort_after(g, l);
	for (uint32_t i = g->layer_at[l]; i < g->layer_at[l + 1]; i++) {
		uint32_t v = g->order[i];
		for (uint32_t k = g->after.at[v]; k < g->after.at[v + 1]; k++) {
			uint32_t place = g->vertices.items[g->after.items[k]].place, upto = 0;
			for (uint32_t t = place + 1; t; t &= t - 1)
				upto += tree[t];
			crossings += seen - upto;
			seen++;
			for (uint32_t t = place + 1; t <= size; t += t & -t)
				tree[t]++;
		}
	}
	return crossings;
}

uint64_t apo__crossings(apo__layers *g)
{
	uint64_t crossings = 0;
	for (uint32_t l = 0; l + 1 < g->layer_count; l++)
		crossings += crossings_after(g, l);
	return crossings;
}

static void set_places(apo__layers *g, uint32_t l)
{
	for (uint32_t i = g->layer_at[l]; i < g->layer_at[l + 1]; i++)
		g->vertices.items[g->order[i]].place = i - g->layer_at[l];
}

/* Order layer `l` by the means of the neighbours `side` (NULL = none, components come together); a vertex without neighbours
 * keeps its place. */
static void sort_layer(apo__layers *g, keyed *keys, const apo__neighbours *side, uint32_t l)
{
	uint32_t begin = g->layer_at[l], size = g->layer_at[l + 1] - begin, count = 0;
	for (uint32_t i = 0; i < size; i++) {
		uint32_t v = g->order[begin + i];
		uint32_t degree = side ? side->at[v + 1] - side->at[v] : 0;
		double sum = 0;
		if (side && !degree)
			continue;
		for (uint32_t k = 0; k < degree; k++)
			sum += g->vertices.items[side->items[side->at[v] + k]].place;
		keys[count++] =
			(keyed){v, g->vertices.items[v].component, degree ? sum / degree : i, i};
	}
	qsort(keys, count, sizeof *keys, by_mean);
	for (uint32_t i = 0, k = 0; k < count; i++) {
		uint32_t v = g->order[begin + i];
		if (!side || side->at[v] < side->at[v + 1])
			g->order[begin + i] = keys[k++].vertex;
	}
	set_places(g, l);
}

/* How many crossings the links of `u` and `v`, in this order, have on one side (whose lists are sorted): those that are, and
 * those that the other order would have. */
static void count_pair(const apo__layers *g, const apo__neighbours *side, uint32_t u, uint32_t v,
	uint64_t *now, uint64_t *then)
{
	uint32_t a = side->at[u], b = side->at[v];
	const uint32_t a_end = side->at[u + 1], b_end = side->at[v + 1];
	for (; a < a_end; a++) { /* b: how many of v's are above a */
		uint32_t place = g->vertices.items[side->items[a]].place;
		while (b < b_end && g->vertices.items[side->items[b]].place < place)
			b++;
		*now += b - side->at[v];
		uint32_t equal = b;
		while (equal < b_end && g->vertices.items[side->items[equal]].place == place)
			equal++;
		*then += b_end - equal;
	}
}

/* Exchange neighbours in layer `l` where that saves crossings, or with `ties` costs none. Returns 1 when it saved any. */
static int exchange(apo__layers *g, uint32_t l, int ties)
{
	int better = 0;
	sort_before(g, l);
	sort_after(g, l);
	for (uint32_t i = g->layer_at[l]; i + 1 < g->layer_at[l + 1]; i++) {
		uint32_t u = g->order[i], v = g->order[i + 1];
		uint64_t now = 0, then = 0;
		if (g->vertices.items[u].component != g->vertices.items[v].component)
			continue;
		count_pair(g, &g->before, u, v, &now, &then);
		count_pair(g, &g->after, u, v, &now, &then);
		if (then > now || (then == now && !ties))
			continue;
		g->order[i] = v;
		g->order[i + 1] = u;
		better |= then < now;
	}
	set_places(g, l);
	return better;
}

static void sweep(apo__layers *g, keyed *keys, int forward, int ties)
{
	for (uint32_t i = 0; i < g->layer_count; i++)
		sort_layer(g, keys, forward ? &g->before : &g->after,
			forward ? i : g->layer_count - 1 - i);
	int better = 1;
	for (unsigned pass = 0; pass < EXCHANGES && better; pass++) {
		better = 0;
		for (uint32_t l = 0; l < g->layer_count; l++)
			better |= exchange(g, l, ties);
	}
}

/* The first order: as a walk in depth meets the vertices, from the beginnings or from the ends. Trees then have no crossings. */
static void walk_order(apo__layers *g, int from_ends)
{
	apo__arena *arena = apo__arena_child(g->arena);
	const apo__neighbours *side = from_ends ? &g->before : &g->after;
	const apo__neighbours *back = from_ends ? &g->after : &g->before;
	uint32_t count = g->vertices.count, depth = 0;
	uint32_t *stack = apo__alloc_array(arena, (size_t)count + 1, sizeof *stack);
	uint32_t *next = apo__alloc_array(arena, count, sizeof *next);
	uint32_t *filled = apo__alloc_array(arena, g->layer_count, sizeof *filled);
	uint8_t *seen = apo__alloc_array(arena, count, 1);
	for (uint32_t start = 0; start < count; start++) {
		if (back->at[start] != back->at[start + 1])
			continue;
		stack[depth++] = start;
		while (depth) {
			uint32_t v = stack[depth - 1], l = g->vertices.items[v].layer;
			if (!seen[v]) {
				seen[v] = 1;
				next[v] = side->at[v];
				g->order[g->layer_at[l] + filled[l]++] = v;
			}
			while (next[v] < side->at[v + 1] && seen[side->items[next[v]]])
				next[v]++;
			if (next[v] < side->at[v + 1])
				stack[depth++] = side->items[next[v]];
			else
				depth--;
		}
	}
	for (uint32_t l = 0; l < g->layer_count; l++)
		set_places(g, l);
	apo__arena_free(arena);
}

void apo__order_layers(apo__layers *g)
{
	uint32_t count = g->vertices.count;
	keyed *keys = apo__alloc_array(g->arena, count, sizeof *keys);
	uint32_t *best = apo__alloc_array(g->arena, count, sizeof *best);
	uint64_t fewest = UINT64_MAX;
	uint32_t sweeps = WORK / (count + 1);
	sweeps = sweeps > SWEEPS ? SWEEPS : sweeps < LEAST ? LEAST : sweeps;
	g->filled = apo__alloc_array(g->arena, count, sizeof *g->filled);
	g->tree = apo__alloc_array(g->arena, (size_t)count + 1, sizeof *g->tree);
	for (int from_ends = 0; from_ends <= 1; from_ends++) {
		walk_order(g, from_ends);
		for (unsigned i = 0; i <= sweeps && fewest; i++) {
			if (i)
				sweep(g, keys, i % 2 == !from_ends, i % 4 < 2);
			else /* components together */
				for (uint32_t l = 0; l < g->layer_count; l++)
					sort_layer(g, keys, NULL, l);
			uint64_t crossings = apo__crossings(g);
			if (crossings < fewest) {
				fewest = crossings;
				memcpy(best, g->order, count * sizeof *best);
			}
		}
	}
	memcpy(g->order, best, count * sizeof *best);
	for (uint32_t l = 0; l < g->layer_count; l++)
		set_places(g, l);
	for (uint32_t l = 0; l < g->layer_count; l++) {
		sort_before(g, l);
		sort_after(g, l);
	}
}
