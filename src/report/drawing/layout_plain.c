/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plain drawing, for where there is no dot: a box is in a layer right of those of its parents, beside them where it can be;
 * high layers fill several columns. A line to a box several layers on has a lane of its own in each layer between, so that it does
 * not pass behind boxes (Sugiyama et al. 1981), while there are not too many of these. The labels of the lines to a box are left of
 * it, one over another.
 * Cost: linear in boxes, lines and lanes, but for sorting.
 */
#include <stdlib.h>
#include <string.h>

#include "report/drawing/layout.h"

/* In points; chosen by eye on graphs of 7 to 200 documents. */
#define GAP_DOWN      26.0
#define GAP_RIGHT     44.0
#define LABEL_GAP     20.0  /* between a label and its box */
#define COLUMN_HEIGHT 900.0 /* at most, but for one box alone */
#define LANE_HEIGHT   4.0
#define LANE_GAP      9.0   /* above a lane */
#define MOST_LANES    5000u /* with more, lines pass behind boxes */

/* The way of a line through a layer. */
typedef struct {
	uint32_t line;
	double y, left, right; /* left = right: there is no box to pass */
} lane;

typedef struct {
	uint32_t box; /* from box_count on: a lane */
	uint32_t layer;
	double wish; /* where its parents are, the middle */
} place;

typedef struct {
	apo__arena *arena;
	apo__layout *layout;
	place *places;	      /* of the boxes and lanes */
	lane *lanes;	      /* those of a line follow one another */
	uint32_t *first_lane; /* line i's: lanes[first_lane[i]] to lanes[first_lane[i + 1]] */
	uint32_t lane_count;
	uint32_t *first, *out; /* box i's lines to others: out[first[i]] to out[first[i + 1]] */
	uint32_t *waits;       /* per box: lines from parents without a layer */
	uint32_t *ends;	       /* per box: lines that end there */
	double *before;	       /* per box: width of the labels left of it */
	double *labels;	       /* per box: height of these labels */
	double *down;	       /* per box: its height, or that of the labels */
	double *sum;	       /* per box and lane: middles of what leads there, and their number */
	uint32_t *parents;
} drawing;

static void index_lines(drawing *d)
{
	const apo__layout *l = d->layout;
	uint32_t *next = apo__alloc_array(d->arena, l->box_count, sizeof *next);
	for (uint32_t i = 0; i < l->box_count; i++) {
		d->places[i].box = i;
		d->down[i] = l->boxes[i].height;
	}
	for (uint32_t i = 0; i < l->line_count; i++) {
		const apo__line *line = &l->lines[i];
		if (line->parent == line->child)
			continue;
		d->first[line->parent + 1]++;
		d->waits[line->child] += !line->loose;
		d->ends[line->child] += !line->hidden;
		d->labels[line->child] += line->label_height;
		if (d->down[line->child] < d->labels[line->child])
			d->down[line->child] = d->labels[line->child];
		if (d->before[line->child] < line->label_width)
			d->before[line->child] = line->label_width;
	}
	for (uint32_t i = 0; i < l->box_count; i++)
		d->first[i + 1] += d->first[i];
	for (uint32_t i = 0; i < l->line_count; i++) {
		uint32_t parent = l->lines[i].parent;
		if (parent != l->lines[i].child)
			d->out[d->first[parent] + next[parent]++] = i;
	}
}

/* Layers in topological order (Kahn 1962). Of boxes in a circle, the first does not wait for its parents. */
static void assign_layers(drawing *d)
{
	uint32_t boxes = d->layout->box_count, ready = 0, stuck = 0;
	uint32_t *queue = apo__alloc_array(d->arena, boxes, sizeof *queue);
	uint8_t *queued = apo__alloc_array(d->arena, boxes, 1);
	for (uint32_t i = 0; i < boxes; i++)
		if (!d->waits[i])
			queued[queue[ready++] = i] = 1;
	for (uint32_t done = 0; done < boxes; done++) {
		while (done == ready && queued[stuck])
			stuck++;
		if (done == ready)
			queued[queue[ready++] = stuck] = 1;
		uint32_t box = queue[done];
		for (uint32_t k = d->first[box]; k < d->first[box + 1]; k++) {
			uint32_t child = d->layout->lines[d->out[k]].child;
			if (queued[child] || d->layout->lines[d->out[k]].loose)
				continue;
			if (d->places[child].layer <= d->places[box].layer)
				d->places[child].layer = d->places[box].layer + 1;
			if (!--d->waits[child])
				queued[queue[ready++] = child] = 1;
		}
	}
}

/* Layers between the ends of a line. */
static uint32_t layers_between(const drawing *d, const apo__line *line)
{
	uint32_t from = d->places[line->parent].layer, to = d->places[line->child].layer;
	return line->hidden || to <= from ? 0 : to - from - 1;
}

static void add_lanes(drawing *d)
{
	const apo__layout *l = d->layout;
	uint64_t count = 0;
	for (uint32_t i = 0; i < l->line_count; i++)
		count += layers_between(d, &l->lines[i]);
	d->first_lane = apo__alloc_array(d->arena, (size_t)l->line_count + 1, sizeof(uint32_t));
	if (count > MOST_LANES)
		return;
	d->lane_count = (uint32_t)count;
	uint32_t all = l->box_count + d->lane_count, next = 0;
	place *places = apo__alloc_array(d->arena, (size_t)all + 1, sizeof *places);
	memcpy(places, d->places, l->box_count * sizeof *places);
	d->lanes = apo__alloc_array(d->arena, count + 1, sizeof *d->lanes);
	for (uint32_t i = 0; i < l->line_count; i++) {
		uint32_t layers = layers_between(d, &l->lines[i]);
		d->first_lane[i] = next;
		for (uint32_t k = 0; k < layers; k++, next++) {
			d->lanes[next].line = i;
			places[l->box_count + next] = (place){
				l->box_count + next, places[l->lines[i].parent].layer + k + 1, 0};
		}
	}
	d->first_lane[l->line_count] = next;
	d->places = places;
}

static int by_layer(const void *a, const void *b)
{
	const place *x = a, *y = b;
	if (x->layer != y->layer)
		return x->layer < y->layer ? -1 : 1;
	return x->box < y->box ? -1 : x->box > y->box;
}

static int by_wish(const void *a, const void *b)
{
	const place *x = a, *y = b;
	if (x->wish < y->wish || x->wish > y->wish)
		return x->wish < y->wish ? -1 : 1;
	return x->box < y->box ? -1 : x->box > y->box;
}

static int is_lane(const drawing *d, const place *p)
{
	return p->box >= d->layout->box_count;
}

static double height_of(const drawing *d, const place *p)
{
	return is_lane(d, p) ? LANE_HEIGHT : d->down[p->box];
}

/* Between two neighbours of a column. */
static double gap_between(const drawing *d, const place *above, const place *below)
{
	return is_lane(d, above) || is_lane(d, below) ? LANE_GAP : GAP_DOWN;
}

/* A column of the first boxes of a layer, right of `x`, in the middle; returns how many fit, and its right edge. */
static uint32_t place_column(drawing *d, const place *places, uint32_t count, double *x)
{
	double width = 0, clear = 0, height = 0, before = 0,
	       gap = *x > GAP_RIGHT / 2 ? *x - GAP_RIGHT / 2 : 0;
	uint32_t fit = 0;
	for (; fit < count; fit++) {
		uint32_t box = places[fit].box;
		double more = height_of(d, &places[fit]) +
			      (fit ? gap_between(d, &places[fit - 1], &places[fit]) : 0);
		if (fit && height + more > COLUMN_HEIGHT)
			break;
		height += more;
		if (is_lane(d, &places[fit]))
			continue;
		if (width < d->layout->boxes[box].width)
			width = d->layout->boxes[box].width;
		if (!d->layout->boxes[box].mark)
			clear = width;
		if (before < d->before[box])
			before = d->before[box];
	}
	*x += before > 0 ? before + LABEL_GAP : 0;
	double y = height < COLUMN_HEIGHT ? (COLUMN_HEIGHT - height) / 2 : 0;
	for (uint32_t i = 0; i < fit; i++) {
		const place *p = &places[i];
		double high = height_of(d, p);
		y += i ? gap_between(d, &places[i - 1], p) : 0;
		if (is_lane(d, p)) {
			lane *way = &d->lanes[p->box - d->layout->box_count];
			*way = (lane){way->line, y + high / 2, *x, *x + clear};
		} else {
			apo__box *box = &d->layout->boxes[p->box];
			box->at = (apo__point){box->mark ? gap : *x, y + (high - box->height) / 2};
		}
		y += high;
	}
	*x += width;
	return fit;
}

/* What a line comes to next wishes to be beside `y`: its lane with this number, or its child after the last. */
static void wish(drawing *d, uint32_t line, uint32_t number, double y)
{
	uint32_t next = number < d->first_lane[line + 1] ? d->layout->box_count + number
							 : d->layout->lines[line].child;
	d->sum[next] += y;
	d->parents[next]++;
}

static void wish_from(drawing *d, const place *p)
{
	const apo__layout *l = d->layout;
	if (is_lane(d, p)) {
		uint32_t number = p->box - l->box_count;
		wish(d, d->lanes[number].line, number + 1, d->lanes[number].y);
		return;
	}
	const apo__box *box = &l->boxes[p->box];
	for (uint32_t n = d->first[p->box]; n < d->first[p->box + 1]; n++)
		if (!l->lines[d->out[n]].hidden)
			wish(d, d->out[n], d->first_lane[d->out[n]], box->at.y + box->height / 2);
}

static void place_boxes(drawing *d)
{
	uint32_t all = d->layout->box_count + d->lane_count;
	double x = 0;
	d->sum = apo__alloc_array(d->arena, all, sizeof *d->sum);
	d->parents = apo__alloc_array(d->arena, all, sizeof *d->parents);
	qsort(d->places, all, sizeof *d->places, by_layer);
	for (uint32_t i = 0, end; i < all; i = end) {
		for (end = i; end < all && d->places[end].layer == d->places[i].layer; end++) {
			uint32_t box = d->places[end].box;
			d->places[end].wish = d->parents[box] ? d->sum[box] / d->parents[box] : 0;
		}
		qsort(d->places + i, end - i, sizeof *d->places, by_wish);
		for (uint32_t k = i; k < end;) {
			x += k ? GAP_RIGHT : 0;
			k += place_column(d, d->places + k, end - k, &x);
		}
		for (uint32_t k = i; k < end; k++)
			wish_from(d, &d->places[k]);
	}
	d->layout->width = x;
}

/* A curve that leaves a box to the right and arrives from the left. */
static void add_curve(apo__line *line, apo__point from, apo__point to)
{
	double bend = (to.x - from.x) / 2;
	apo__point *p = &line->points[line->point_count];
	if (!line->point_count) {
		*p++ = from;
		line->point_count++;
	}
	p[0] = (apo__point){from.x + bend, from.y};
	p[1] = (apo__point){to.x - bend, to.y};
	p[2] = to;
	line->point_count += 3;
}

/* Through the lanes of the line; returns where it is then. */
static apo__point draw_lanes(drawing *d, uint32_t i, apo__point at)
{
	for (uint32_t k = d->first_lane[i]; k < d->first_lane[i + 1]; k++) {
		const lane *way = &d->lanes[k];
		if (way->right <= way->left)
			continue;
		add_curve(&d->layout->lines[i], at, (apo__point){way->left, way->y});
		at = (apo__point){way->right, way->y};
		add_curve(&d->layout->lines[i], (apo__point){way->left, way->y}, at);
	}
	return at;
}

/* Lines end below one another, each behind its label; labels are in the order of the lines. */
static void draw_lines(drawing *d)
{
	const apo__layout *l = d->layout;
	double *used = apo__alloc_array(d->arena, l->box_count, sizeof *used);
	uint32_t *port = apo__alloc_array(d->arena, l->box_count, sizeof *port);
	for (uint32_t i = 0; i < l->line_count; i++) {
		apo__line *line = &l->lines[i];
		const apo__box *from = &l->boxes[line->parent], *to = &l->boxes[line->child];
		apo__point begin = {from->at.x + from->width, from->at.y + from->height / 2};
		line->point_count = 0;
		if (line->parent == line->child || line->hidden)
			continue;
		double step = to->height / (d->ends[line->child] + 1);
		apo__point end = {to->at.x, to->at.y + step * ++port[line->child]};
		uint32_t lanes = d->first_lane[i + 1] - d->first_lane[i];
		line->points =
			apo__alloc_array(d->arena, 7 + 6 * (size_t)lanes, sizeof *line->points);
		begin = draw_lanes(d, i, begin);
		if (line->label_width > 0) {
			double top = to->at.y + (to->height - d->labels[line->child]) / 2;
			line->label = (apo__point){end.x - LABEL_GAP - line->label_width / 2,
				top + used[line->child] + line->label_height / 2};
			used[line->child] += line->label_height;
			add_curve(line, begin, line->label);
			add_curve(line, line->label, end);
		} else {
			add_curve(line, begin, end);
		}
	}
}

/* From the upper edge, as high as the boxes and labels. */
static void trim(drawing *d)
{
	apo__layout *l = d->layout;
	double top = COLUMN_HEIGHT, bottom = 0;
	for (uint32_t i = 0; i < l->box_count; i++) {
		double middle = l->boxes[i].at.y + l->boxes[i].height / 2;
		top = middle - d->down[i] / 2 < top ? middle - d->down[i] / 2 : top;
		bottom = middle + d->down[i] / 2 > bottom ? middle + d->down[i] / 2 : bottom;
	}
	for (uint32_t i = 0; i < d->lane_count; i++) {
		top = d->lanes[i].y < top ? d->lanes[i].y : top;
		bottom = d->lanes[i].y > bottom ? d->lanes[i].y : bottom;
	}
	l->height = bottom > top ? bottom - top : 0;
	for (uint32_t i = 0; i < l->box_count; i++)
		l->boxes[i].at.y -= top;
	for (uint32_t i = 0; i < d->lane_count; i++)
		d->lanes[i].y -= top;
}

void apo__layout_plain(apo__arena *arena, apo__layout *layout)
{
	uint32_t boxes = layout->box_count, lines = layout->line_count;
	drawing d = {.arena = arena,
		.layout = layout,
		.places = apo__alloc_array(arena, boxes, sizeof(place)),
		.first = apo__alloc_array(arena, (size_t)boxes + 1, sizeof(uint32_t)),
		.out = apo__alloc_array(arena, lines, sizeof(uint32_t)),
		.waits = apo__alloc_array(arena, boxes, sizeof(uint32_t)),
		.ends = apo__alloc_array(arena, boxes, sizeof(uint32_t)),
		.before = apo__alloc_array(arena, boxes, sizeof(double)),
		.labels = apo__alloc_array(arena, boxes, sizeof(double)),
		.down = apo__alloc_array(arena, boxes, sizeof(double))};
	index_lines(&d);
	assign_layers(&d);
	add_lanes(&d);
	place_boxes(&d);
	trim(&d);
	draw_lines(&d);
}
