/* SPDX-License-Identifier: Apache-2.0 */
/* Shared by the steps of the layout: a graph whose links join neighbouring layers only. */
#ifndef APO_REPORT_LAYERS_H
#define APO_REPORT_LAYERS_H

#include "base/arena.h"

/* Neighbours of each vertex: items[at[v]] to items[at[v + 1]]. */
typedef struct {
	uint32_t *at, *items;
} apo__neighbours;

typedef struct {
	uint32_t from, to;
} apo__link;

typedef struct {
	uint32_t layer;
	uint32_t place;	    /* from the top, in its layer */
	uint32_t component; /* parts without a path between them are kept apart */
	double room;	    /* height that it takes */
	double y;	    /* its middle */
	int is_box;	    /* else a bend of a line */
} apo__vertex;

typedef struct {
	apo__arena *arena;
	APO__VECTOR(apo__vertex) vertices;
	APO__VECTOR(apo__link) links;
	apo__neighbours before, after;
	uint32_t layer_count;
	uint32_t *layer_at;	 /* layer l: order[layer_at[l]] to order[layer_at[l + 1]] */
	uint32_t *order;	 /* vertices, by layer and place */
	uint32_t *filled, *tree; /* scratch of the ordering */
} apo__layers;

/* Neighbours by `links`: those that `to` reach (forward), or that reach `from` (backward), in the order of the links. */
apo__neighbours apo__neighbours_of(apo__arena *arena, uint32_t count, const apo__link *links,
	uint32_t link_count, int forward);

/* A layer for each of `count` nodes such that links go from lower to higher ones; links that would close a circle are turned
 * round, 1 in `turned`. Nodes of one component (a number each) begin at layer 0. */
void apo__assign_layers(apo__arena *arena, uint32_t count, apo__link *links, uint32_t link_count,
	uint8_t *turned, uint32_t *layer, uint32_t *component);

/* Order the vertices of each layer so that few links cross; neighbours then are sorted by place. */
void apo__order_layers(apo__layers *g);

/* The crossings of the present order. */
uint64_t apo__crossings(apo__layers *g);

#endif
