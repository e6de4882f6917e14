/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Layers of a graph: circles are opened by a walk in depth, layers are longest paths from the beginnings, and then each node
 * moves to where its links are shortest (Eades and Sugiyama, How to Draw a Directed Graph, 1990; the moves in the spirit of
 * Gansner et al., A Technique for Drawing Directed Graphs, 1993). Cost: linear in nodes and links.
 */
#include "report/layers.h"

#include <string.h>

#define MOST_MOVES 8u /* passes; on the graphs of our corpora nothing moves after the third */

apo__neighbours apo__neighbours_of(
	apo__arena *arena, uint32_t count, const apo__link *links, uint32_t link_count, int forward)
{
	apo__neighbours n = {apo__alloc_array(arena, (size_t)count + 1, sizeof(uint32_t)),
		apo__alloc_array(arena, (size_t)link_count + 1, sizeof(uint32_t))};
	for (uint32_t i = 0; i < link_count; i++)
		n.at[forward ? links[i].from : links[i].to]++;
	for (uint32_t v = 0, sum = 0; v <= count; v++) {
		sum += n.at[v];
		n.at[v] = sum;
	}
	for (uint32_t i = link_count; i-- > 0;)
		n.items[--n.at[forward ? links[i].from : links[i].to]] =
			forward ? links[i].to : links[i].from;
	return n;
}

static uint32_t root_of(uint32_t *parent, uint32_t v)
{
	while (parent[v] != v)
		v = parent[v] = parent[parent[v]];
	return v;
}

/* Number the components by their first nodes. */
static void find_components(apo__arena *arena, uint32_t count, const apo__link *links,
	uint32_t link_count, uint32_t *component)
{
	uint32_t *parent = apo__alloc_array(arena, count, sizeof *parent);
	for (uint32_t v = 0; v < count; v++)
		parent[v] = v;
	for (uint32_t i = 0; i < link_count; i++) {
		uint32_t a = root_of(parent, links[i].from), b = root_of(parent, links[i].to);
		parent[a > b ? a : b] = a > b ? b : a;
	}
	uint32_t next = 0;
	for (uint32_t v = 0; v < count; v++)
		component[v] = parent[v] == v ? next++ : component[root_of(parent, v)];
}

typedef struct {
	const apo__neighbours *after;
	uint8_t *state;	 /* UNSEEN, OPEN, DONE */
	uint32_t *stack; /* the path that is walked */
	uint32_t *next;	 /* of each node: the next link to follow */
	uint32_t *order; /* filled from the end: every node before those it reaches */
	uint32_t left;
} walk;

enum { UNSEEN, OPEN, DONE };

static void walk_from(walk *w, uint32_t start)
{
	uint32_t depth = 0;
	if (w->state[start] != UNSEEN)
		return;
	w->stack[depth++] = start;
	w->state[start] = OPEN;
	while (depth) {
		uint32_t v = w->stack[depth - 1];
		if (w->next[v] == w->after->at[v + 1]) {
			w->state[v] = DONE;
			w->order[--w->left] = v;
			depth--;
			continue;
		}
		uint32_t to = w->after->items[w->next[v]++];
		if (w->state[to] == UNSEEN) {
			w->state[to] = OPEN;
			w->stack[depth++] = to;
		}
	}
}

/* Every node before those it reaches, as far as circles allow; walks begin where nothing arrives. */
static uint32_t *topological_order(apo__arena *arena, uint32_t count, const apo__neighbours *after,
	const apo__neighbours *before)
{
	walk w = {after, apo__alloc_array(arena, count, 1),
		apo__alloc_array(arena, count, sizeof(uint32_t)),
		apo__alloc_array(arena, count, sizeof(uint32_t)),
		apo__alloc_array(arena, count, sizeof(uint32_t)), count};
	for (uint32_t v = 0; v < count; v++)
		w.next[v] = after->at[v];
	for (uint32_t v = 0; v < count; v++)
		if (before->at[v] == before->at[v + 1])
			walk_from(&w, v);
	for (uint32_t v = 0; v < count; v++)
		walk_from(&w, v);
	return w.order;
}

/* Move a node with more links on one side than on the other to that side. Returns 1 when it moved. */
static int move(
	uint32_t v, const apo__neighbours *before, const apo__neighbours *after, uint32_t *layer)
{
	uint32_t in = before->at[v + 1] - before->at[v], out = after->at[v + 1] - after->at[v];
	uint32_t was = layer[v];
	if (out > in) {
		uint32_t first = UINT32_MAX;
		for (uint32_t k = after->at[v]; k < after->at[v + 1]; k++)
			if (layer[after->items[k]] < first)
				first = layer[after->items[k]];
		layer[v] = first - 1;
	} else if (in > out) {
		uint32_t last = 0;
		for (uint32_t k = before->at[v]; k < before->at[v + 1]; k++)
			if (layer[before->items[k]] > last)
				last = layer[before->items[k]];
		layer[v] = last + 1;
	}
	return layer[v] != was;
}

static void shorten(uint32_t count, const uint32_t *order, const apo__neighbours *before,
	const apo__neighbours *after, uint32_t *layer)
{
	int moved = 1;
	for (unsigned pass = 0; pass < MOST_MOVES && moved; pass++) {
		moved = 0;
		for (uint32_t i = count; i-- > 0;)
			moved |= move(order[i], before, after, layer);
		for (uint32_t i = 0; i < count; i++)
			moved |= move(order[i], before, after, layer);
	}
}

void apo__assign_layers(apo__arena *arena, uint32_t count, apo__link *links, uint32_t link_count,
	uint8_t *turned, uint32_t *layer, uint32_t *component)
{
	find_components(arena, count, links, link_count, component);
	apo__neighbours after = apo__neighbours_of(arena, count, links, link_count, 1);
	apo__neighbours before = apo__neighbours_of(arena, count, links, link_count, 0);
	uint32_t *order = topological_order(arena, count, &after, &before);
	uint32_t *rank = apo__alloc_array(arena, count, sizeof *rank);
	for (uint32_t i = 0; i < count; i++)
		rank[order[i]] = i;
	for (uint32_t i = 0; i < link_count; i++)
		if (rank[links[i].from] > rank[links[i].to]) {
			links[i] = (apo__link){links[i].to, links[i].from};
			turned[i] = 1;
		}
	after = apo__neighbours_of(arena, count, links, link_count, 1);
	before = apo__neighbours_of(arena, count, links, link_count, 0);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = after.at[order[i]]; k < after.at[order[i] + 1]; k++)
			if (layer[after.items[k]] <= layer[order[i]])
				layer[after.items[k]] = layer[order[i]] + 1;
	shorten(count, order, &before, &after, layer);

	uint32_t *first = apo__alloc_array(arena, count, sizeof *first); /* layer of a component */
	memset(first, 0xff, count * sizeof *first);
	for (uint32_t v = 0; v < count; v++)
		if (layer[v] < first[component[v]])
			first[component[v]] = layer[v];
	for (uint32_t v = 0; v < count; v++)
		layer[v] -= first[component[v]];
}
