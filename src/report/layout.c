/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A layered drawing (Sugiyama, Tagawa and Toda, Methods for Visual Understanding of Hierarchical System Structures, 1981). All
 * is worked out for layers from left to right; for layers that go downward the axes change places. What fits a page better is
 * taken. Boxes are in the even layers; a line bends in every layer that it passes, and carries its label in an odd one, where
 * there is room for it. Heights in a layer are the least squares distance to the neighbours, with the order and the gaps kept
 * (isotonic regression by pooling, Barlow et al. 1972). What is joined to nothing fills rows below. Cost: linear in boxes and
 * lines, but for sorting.
 */
#include "report/layout.h"

#include <string.h>

#include "report/layers.h"

/* In points; chosen by eye on graphs of 7 to 200 documents. */
#define GAP_BOXES   12.0 /* between boxes of a layer */
#define GAP_LINES   6.0	 /* where one of the two is a line */
#define BEND_HEIGHT 2.0
#define LABEL_SPACE 8.0	 /* of line before and behind a label */
#define BEND_LEAST  20.0 /* of a curve between two layers */
#define BEND_MOST   90.0
#define BEND_STEEP  .18	   /* of the height that the steepest curve has to climb */
#define NEAR	    12.0   /* a line that close to another, or to a label, stays level beside it */
#define PORTS_APART 13.0   /* between the ends of lines at a box, where there is room */
#define PAGE_WIDTH  1000.0 /* of what is seen at once */
#define PAGE_HEIGHT 700.0
#define ROWS_ABOVE  28.0

/* A line over more boxes' layers than this is drawn behind the boxes without bends: the vertices stay linear in the lines. */
#define MOST_SPAN 32u

#define SWEEPS	    24u /* twice as many change no height by more than a point on our corpora */
#define STRAIGHT    8.0 /* weight of a link between two bends against one at a box: dot's value */
#define HOLD_WEIGHT .01 /* of the present place, against one neighbour */

typedef struct {
	apo__arena *arena;
	apo__layout *layout;
	apo__layers g;
	apo__link *arcs;	/* per line, from the lower layer to the higher one */
	uint8_t *turned;	/* per line */
	uint8_t *joined;	/* per box: has lines */
	uint32_t *layer;	/* per box, before layers for labels are put between */
	uint32_t *vertex;	/* per box, and per line the first of its bends */
	uint32_t *bends;	/* per line */
	double *left, *width;	/* per layer */
	double *leave, *arrive; /* per bend beside a box: heights of the ends of its line */
} drawing;

static uint32_t add_vertex(drawing *d, uint32_t layer, uint32_t component, double room, int is_box)
{
	*apo__push(d->arena, &d->g.vertices) = (apo__vertex){layer, 0, component, room, 0, is_box};
	return d->g.vertices.count - 1;
}

static void add_link(drawing *d, uint32_t from, uint32_t to)
{
	*apo__push(d->arena, &d->g.links) = (apo__link){from, to};
}

static void widen(drawing *d, uint32_t layer, double width)
{
	if (d->width[layer] < width)
		d->width[layer] = width;
}

/* The chain of bends of a line; its label is in the middle of the layers that it passes. */
static void add_bends(drawing *d, uint32_t i, uint32_t component)
{
	const apo__line *line = &d->layout->lines[i];
	uint32_t first = 2 * d->layer[d->arcs[i].from], last = 2 * d->layer[d->arcs[i].to];
	uint32_t middle = (first + last) / 2 | 1, previous = d->vertex[d->arcs[i].from];
	if (last - first > 2 * MOST_SPAN)
		return;
	for (uint32_t l = first + 1; l < last; l++) {
		int labelled = l == middle && line->label_width > 0;
		uint32_t v =
			add_vertex(d, l, component, labelled ? line->label_height : BEND_HEIGHT, 0);
		if (labelled)
			widen(d, l, line->label_width + 2 * LABEL_SPACE);
		if (l == first + 1)
			d->vertex[d->layout->box_count + i] = v;
		add_link(d, previous, v);
		previous = v;
	}
	add_link(d, previous, d->vertex[d->arcs[i].to]);
	d->bends[i] = last - first - 1;
}

/* Layers of the boxes, then the graph of boxes and bends. */
static void build(drawing *d)
{
	apo__layout *layout = d->layout;
	uint32_t boxes = layout->box_count, lines = layout->line_count;
	uint32_t *component = apo__alloc_array(d->arena, boxes, sizeof *component);
	d->arcs = apo__alloc_array(d->arena, lines, sizeof *d->arcs);
	d->turned = apo__alloc_array(d->arena, lines, 1);
	d->layer = apo__alloc_array(d->arena, boxes, sizeof *d->layer);
	d->vertex = apo__alloc_array(d->arena, (size_t)boxes + lines, sizeof *d->vertex);
	d->bends = apo__alloc_array(d->arena, lines, sizeof *d->bends);
	apo__link *links = apo__alloc_array(d->arena, lines, sizeof *links);
	uint32_t *line = apo__alloc_array(d->arena, lines, sizeof *line), count = 0;
	for (uint32_t i = 0; i < lines; i++) {
		if (layout->lines[i].parent == layout->lines[i].child)
			continue;
		line[count] = i;
		links[count++] = (apo__link){layout->lines[i].parent, layout->lines[i].child};
		d->joined[layout->lines[i].parent] = d->joined[layout->lines[i].child] = 1;
	}
	uint8_t *turned = apo__alloc_array(d->arena, count, 1);
	apo__assign_layers(d->arena, boxes, links, count, turned, d->layer, component);
	for (uint32_t i = 0; i < count; i++) {
		d->arcs[line[i]] = links[i];
		d->turned[line[i]] = turned[i];
	}
	for (uint32_t i = 0; i < boxes; i++)
		if (d->joined[i] && 2 * d->layer[i] + 1 > d->g.layer_count)
			d->g.layer_count = 2 * d->layer[i] + 1;
	d->width = apo__alloc_array(d->arena, (size_t)d->g.layer_count + 1, sizeof *d->width);
	for (uint32_t i = 0; i < boxes; i++) {
		if (!d->joined[i])
			continue;
		d->vertex[i] =
			add_vertex(d, 2 * d->layer[i], component[i], layout->boxes[i].height, 1);
		widen(d, 2 * d->layer[i], layout->boxes[i].width);
	}
	for (uint32_t i = 0; i < lines; i++)
		if (layout->lines[i].parent != layout->lines[i].child)
			add_bends(d, i, component[layout->lines[i].parent]);
}

/* Neighbours, and the vertices by layer. */
static void index_layers(drawing *d)
{
	apo__layers *g = &d->g;
	uint32_t count = g->vertices.count;
	g->arena = d->arena;
	g->after = apo__neighbours_of(d->arena, count, g->links.items, g->links.count, 1);
	g->before = apo__neighbours_of(d->arena, count, g->links.items, g->links.count, 0);
	g->layer_at = apo__alloc_array(d->arena, (size_t)g->layer_count + 1, sizeof *g->layer_at);
	g->order = apo__alloc_array(d->arena, count, sizeof *g->order);
	for (uint32_t v = 0; v < count; v++)
		g->layer_at[g->vertices.items[v].layer + 1]++;
	for (uint32_t l = 0; l < g->layer_count; l++)
		g->layer_at[l + 1] += g->layer_at[l];
}

static double apart(const apo__vertex *a, const apo__vertex *b)
{
	return (a->room + b->room) / 2 + (a->is_box && b->is_box ? GAP_BOXES : GAP_LINES);
}

/* Where the neighbours of `v` want it, and how much. */
static void wish(
	const drawing *d, const apo__neighbours *side, uint32_t v, double *sum, double *weight)
{
	const apo__vertex *vertices = d->g.vertices.items;
	for (uint32_t k = side->at[v]; k < side->at[v + 1]; k++) {
		const apo__vertex *other = &vertices[side->items[k]];
		double w = vertices[v].is_box || other->is_box ? 1 : STRAIGHT;
		*sum += w * other->y;
		*weight += w;
	}
}

typedef struct {
	double mean, weight;
	uint32_t count;
} pool;

/* Heights of layer `l`: as near as can be to what is wished, in order, and apart. */
static void place_layer(drawing *d, pool *pools, uint32_t l, int use_before, int use_after)
{
	apo__layers *g = &d->g;
	apo__vertex *vertices = g->vertices.items;
	double offset = 0;
	uint32_t count = 0;
	for (uint32_t i = g->layer_at[l]; i < g->layer_at[l + 1]; i++) {
		uint32_t v = g->order[i];
		double weight = HOLD_WEIGHT, sum = weight * vertices[v].y;
		if (use_before)
			wish(d, &g->before, v, &sum, &weight);
		if (use_after)
			wish(d, &g->after, v, &sum, &weight);
		if (i > g->layer_at[l])
			offset += apart(&vertices[g->order[i - 1]], &vertices[v]);
		pools[count++] = (pool){sum / weight - offset, weight, 1};
		while (count > 1 && pools[count - 2].mean > pools[count - 1].mean) {
			pool *a = &pools[count - 2], *b = &pools[count - 1];
			a->mean = (a->mean * a->weight + b->mean * b->weight) /
				  (a->weight + b->weight);
			a->weight += b->weight;
			a->count += b->count;
			count--;
		}
	}
	uint32_t i = g->layer_at[l];
	offset = 0;
	for (uint32_t p = 0; p < count; p++)
		for (uint32_t k = 0; k < pools[p].count; k++, i++) {
			if (i > g->layer_at[l])
				offset += apart(&vertices[g->order[i - 1]], &vertices[g->order[i]]);
			vertices[g->order[i]].y = pools[p].mean + offset;
		}
}

static void place_heights(drawing *d)
{
	apo__layers *g = &d->g;
	pool *pools = apo__alloc_array(d->arena, g->vertices.count, sizeof *pools);
	for (uint32_t l = 0; l < g->layer_count; l++)
		place_layer(d, pools, l, 1, 0);
	for (unsigned sweep = 0; sweep < SWEEPS; sweep++) {
		int both = sweep >= SWEEPS / 2, forward = sweep % 2;
		for (uint32_t i = 0; i < g->layer_count; i++)
			place_layer(d, pools, forward ? i : g->layer_count - 1 - i, both || forward,
				both || !forward);
	}
	double top = 0, bottom = 0;
	for (uint32_t v = 0; v < g->vertices.count; v++) {
		const apo__vertex *x = &g->vertices.items[v];
		if (!v || x->y - x->room / 2 < top)
			top = x->y - x->room / 2;
		if (!v || x->y + x->room / 2 > bottom)
			bottom = x->y + x->room / 2;
	}
	for (uint32_t v = 0; v < g->vertices.count; v++)
		g->vertices.items[v].y -= top;
	d->layout->height = bottom - top;
}

/* Widths of the layers, with more room for curves that climb. */
static void place_layers(drawing *d)
{
	const apo__layers *g = &d->g;
	d->left = apo__alloc_array(d->arena, (size_t)g->layer_count + 1, sizeof *d->left);
	double *climbs = apo__alloc_array(d->arena, g->layer_count, sizeof *climbs);
	for (uint32_t i = 0; i < g->links.count; i++) {
		const apo__vertex *a = &g->vertices.items[g->links.items[i].from];
		const apo__vertex *b = &g->vertices.items[g->links.items[i].to];
		double climb = a->y > b->y ? a->y - b->y : b->y - a->y;
		if (climbs[b->layer] < climb)
			climbs[b->layer] = climb;
	}
	double x = 0;
	for (uint32_t l = 0; l < g->layer_count; l++) {
		double bend = climbs[l] * BEND_STEEP;
		bend = bend < BEND_LEAST ? BEND_LEAST : bend > BEND_MOST ? BEND_MOST : bend;
		d->left[l] = l ? x + bend : 0;
		x = d->left[l] + d->width[l];
	}
	d->layout->width = x;
}

/* Heights where lines begin and end at the boxes of `side`, in the order of the bends they go to; per bend. */
static double *ports(const drawing *d, const apo__neighbours *side)
{
	const apo__vertex *vertices = d->g.vertices.items;
	double *height = apo__alloc_array(d->arena, d->g.vertices.count, sizeof *height);
	for (uint32_t v = 0; v < d->g.vertices.count; v++) {
		uint32_t count = side->at[v + 1] - side->at[v];
		double step = count > 1 ? (vertices[v].room - PORTS_APART) / (count - 1) : 0;
		if (!vertices[v].is_box)
			continue;
		if (step > PORTS_APART)
			step = PORTS_APART;
		for (uint32_t k = 0; k < count; k++)
			height[side->items[side->at[v] + k]] =
				vertices[v].y + (k - (count - 1) / 2.0) * step;
	}
	return height;
}

typedef struct {
	double x, y, slope; /* dy / dx of the line there */
} bend;

static void turn(bend *bends, uint32_t count)
{
	for (uint32_t i = 0; i < count / 2; i++) {
		bend first = bends[i];
		bends[i] = bends[count - 1 - i];
		bends[count - 1 - i] = first;
	}
}

/* Whether nothing is near the bend `v` that a slope would lead it into. */
static int has_room(const drawing *d, uint32_t v)
{
	const apo__layers *g = &d->g;
	const apo__vertex *vertices = g->vertices.items, *x = &vertices[v];
	uint32_t at = g->layer_at[x->layer] + x->place;
	if (x->layer % 2 == 0 || x->room > BEND_HEIGHT)
		return 0;
	const apo__vertex *above = x->place ? &vertices[g->order[at - 1]] : NULL;
	const apo__vertex *below =
		at + 1 < g->layer_at[x->layer + 1] ? &vertices[g->order[at + 1]] : NULL;
	return (!above || x->y - above->y - above->room / 2 >= NEAR) &&
	       (!below || below->y - x->y - below->room / 2 >= NEAR);
}

/* The slopes where a line climbs on: the harmonic mean of those before and behind, which never leads above or below the ends
 * (Fritsch and Butland 1984). */
static void set_slopes(bend *bends, uint32_t count)
{
	for (uint32_t i = 1; i + 1 < count; i++) {
		double before = (bends[i].y - bends[i - 1].y) / (bends[i].x - bends[i - 1].x);
		double behind = (bends[i + 1].y - bends[i].y) / (bends[i + 1].x - bends[i].x);
		if (before * behind > 0)
			bends[i].slope = 2 * before * behind / (before + behind);
	}
}

/* Cubic curves through the bends (Hermite's form written as Bézier's). */
static void add_curves(drawing *d, apo__line *line, const bend *bends, uint32_t count)
{
	apo__point *p = line->points =
		apo__alloc_array(d->arena, 3 * (size_t)count, sizeof *line->points);
	*p++ = (apo__point){bends[0].x, bends[0].y};
	for (uint32_t i = 1; i < count; i++) {
		const bend *a = &bends[i - 1], *b = &bends[i];
		double third = (b->x - a->x) / 3;
		*p++ = (apo__point){a->x + third, a->y + a->slope * third};
		*p++ = (apo__point){b->x - third, b->y - b->slope * third};
		*p++ = (apo__point){b->x, b->y};
	}
	line->point_count = 3 * count - 2;
}

/* The bends of a line. */
static void route(drawing *d, uint32_t i)
{
	apo__line *line = &d->layout->lines[i];
	const apo__vertex *vertices = d->g.vertices.items;
	const apo__box *from = &d->layout->boxes[d->arcs[i].from];
	const apo__box *to = &d->layout->boxes[d->arcs[i].to];
	uint32_t a = d->vertex[d->arcs[i].from], b = d->vertex[d->arcs[i].to], n = 0;
	uint32_t first = d->vertex[d->layout->box_count + i], count = d->bends[i];
	bend *bends = apo__alloc_array(d->arena, 2 * (size_t)count + 3, sizeof *bends);
	double begin = count ? d->leave[first] : vertices[a].y;
	double end = count ? d->arrive[first + count - 1] : vertices[b].y;
	double edge = d->left[vertices[a].layer] + d->width[vertices[a].layer];
	bends[n++] = (bend){from->at.x + from->width, begin, 0};
	if (from->at.x + from->width < edge) /* level while boxes may be above or below */
		bends[n++] = (bend){edge, begin, 0};
	line->label = (apo__point){(edge + to->at.x) / 2, (begin + end) / 2};
	for (uint32_t v = first; v < first + count; v++) {
		double left = d->left[vertices[v].layer], width = d->width[vertices[v].layer];
		if (has_room(d, v)) {
			bends[n++] = (bend){left + width / 2, vertices[v].y, 0};
			continue;
		}
		bends[n++] = (bend){left, vertices[v].y, 0};
		if (width > 0)
			bends[n++] = (bend){left + width, vertices[v].y, 0};
		if (vertices[v].room > BEND_HEIGHT)
			line->label = (apo__point){left + width / 2, vertices[v].y};
	}
	bends[n++] = (bend){to->at.x, end, 0};
	set_slopes(bends, n);
	if (d->turned[i])
		turn(bends, n);
	add_curves(d, line, bends, n);
}

/* From left to right. */
static void lay_out(apo__arena *arena, apo__layout *layout, uint8_t *joined)
{
	drawing *d = apo__alloc(arena, sizeof *d);
	d->arena = arena;
	d->layout = layout;
	d->joined = joined;
	layout->width = layout->height = 0;
	build(d);
	index_layers(d);
	if (d->g.vertices.count) {
		apo__order_layers(&d->g);
		place_heights(d);
		place_layers(d);
		d->leave = ports(d, &d->g.after);
		d->arrive = ports(d, &d->g.before);
	}
	for (uint32_t i = 0; i < layout->box_count; i++) {
		apo__box *box = &layout->boxes[i];
		if (!d->joined[i])
			continue;
		const apo__vertex *v = &d->g.vertices.items[d->vertex[i]];
		box->at = (apo__point){d->left[v->layer], v->y - box->height / 2};
	}
	for (uint32_t i = 0; i < layout->line_count; i++)
		if (layout->lines[i].parent != layout->lines[i].child)
			route(d, i);
}

static void swap(double *a, double *b)
{
	double c = *a;
	*a = *b;
	*b = c;
}

/* Let the axes change places. */
static void transpose(apo__layout *layout)
{
	swap(&layout->width, &layout->height);
	for (uint32_t i = 0; i < layout->box_count; i++) {
		swap(&layout->boxes[i].width, &layout->boxes[i].height);
		swap(&layout->boxes[i].at.x, &layout->boxes[i].at.y);
	}
	for (uint32_t i = 0; i < layout->line_count; i++) {
		apo__line *line = &layout->lines[i];
		swap(&line->label_width, &line->label_height);
		swap(&line->label.x, &line->label.y);
		for (uint32_t k = 0; k < line->point_count; k++)
			swap(&line->points[k].x, &line->points[k].y);
	}
}

/* How often the page has to be made larger to show all. */
static double pages(const apo__layout *layout)
{
	double wide = layout->width / PAGE_WIDTH, high = layout->height / PAGE_HEIGHT;
	return wide > high ? wide : high;
}

/* Boxes without lines, in rows below the rest. */
static void place_rows(apo__layout *layout, const uint8_t *joined)
{
	double limit = layout->width > PAGE_WIDTH ? layout->width : PAGE_WIDTH;
	double x = 0, y = layout->height > 0 ? layout->height + ROWS_ABOVE : 0, row = 0;
	for (uint32_t i = 0; i < layout->box_count; i++) {
		apo__box *box = &layout->boxes[i];
		if (joined[i])
			continue;
		if (x > 0 && x + box->width > limit) {
			y += row + GAP_BOXES;
			x = row = 0;
		}
		box->at = (apo__point){x, y};
		x += box->width + GAP_BOXES;
		if (row < box->height)
			row = box->height;
		if (layout->width < box->at.x + box->width)
			layout->width = box->at.x + box->width;
		layout->height = y + row;
	}
}

void apo__layout_graph(apo__arena *arena, apo__layout *layout)
{
	apo__layout down = *layout;
	uint8_t *joined = apo__alloc_array(arena, layout->box_count, 1);
	down.boxes = apo__alloc_array(arena, layout->box_count, sizeof *down.boxes);
	down.lines = apo__alloc_array(arena, layout->line_count, sizeof *down.lines);
	if (layout->box_count)
		memcpy(down.boxes, layout->boxes, layout->box_count * sizeof *down.boxes);
	if (layout->line_count)
		memcpy(down.lines, layout->lines, layout->line_count * sizeof *down.lines);
	transpose(&down);
	lay_out(arena, &down, joined);
	transpose(&down);
	lay_out(arena, layout, joined);
	if (pages(&down) <= pages(layout))
		*layout = down;
	place_rows(layout, joined);
}
