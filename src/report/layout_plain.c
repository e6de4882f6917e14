/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plain drawing, for where there is no dot: a box is in a layer after those of its parents, below them where it can be; wide
 * layers fill several rows. The labels of the lines to a box are above it, one over another; lines pass behind the boxes.
 * Cost: linear in boxes and lines, but for sorting.
 */
#include <stdlib.h>

#include "report/layout.h"

/* In points; chosen by eye on graphs of 7 to 200 documents. */
#define GAP_ACROSS 24.0
#define GAP_DOWN   40.0
#define LABEL_GAP  10.0	  /* between the lowest label and its box */
#define ROW_WIDTH  1000.0 /* at most, but for one box alone */
#define PORT_APART 12.0	  /* between the ends of lines at a box, where there is room */

typedef struct {
	uint32_t box, layer;
	double wish; /* where its parents are, the middle */
} place;

typedef struct {
	apo__arena *arena;
	apo__layout *layout;
	place *places;	       /* of the boxes */
	uint32_t *first, *out; /* box i's lines to others: out[first[i]] to out[first[i + 1]] */
	uint32_t *waits;       /* per box: lines from parents without a layer */
	uint32_t *unlabelled;  /* per box: lines to it without a label */
	double *above;	       /* per box: height of the labels above it */
	double *across;	       /* per box: its width, or that of its widest label */
	double *sum; /* per box: middles of the parents that are placed, and their number */
	uint32_t *parents;
} drawing;

static void index_lines(drawing *d)
{
	const apo__layout *l = d->layout;
	uint32_t *next = apo__alloc_array(d->arena, l->box_count, sizeof *next);
	for (uint32_t i = 0; i < l->box_count; i++) {
		d->places[i].box = i;
		d->across[i] = l->boxes[i].width;
	}
	for (uint32_t i = 0; i < l->line_count; i++) {
		const apo__line *line = &l->lines[i];
		if (line->parent == line->child)
			continue;
		d->first[line->parent + 1]++;
		d->waits[line->child]++;
		if (!(line->label_width > 0)) {
			d->unlabelled[line->child]++;
			continue;
		}
		d->above[line->child] += line->label_height;
		if (d->across[line->child] < line->label_width)
			d->across[line->child] = line->label_width;
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
			if (queued[child])
				continue;
			if (d->places[child].layer <= d->places[box].layer)
				d->places[child].layer = d->places[box].layer + 1;
			if (!--d->waits[child])
				queued[queue[ready++] = child] = 1;
		}
	}
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

/* A row of the first boxes of a layer, below `y`, in the middle; returns how many fit, and its lower edge. */
static uint32_t place_row(drawing *d, const place *places, uint32_t count, double *y)
{
	double width = 0, height = 0, above = 0;
	uint32_t fit = 0;
	for (; fit < count; fit++) {
		uint32_t box = places[fit].box;
		double more = d->across[box] + (fit ? GAP_ACROSS : 0);
		if (fit && width + more > ROW_WIDTH)
			break;
		width += more;
		if (height < d->layout->boxes[box].height)
			height = d->layout->boxes[box].height;
		if (above < d->above[box])
			above = d->above[box];
	}
	*y += above > 0 ? above + LABEL_GAP : 0;
	double x = width < ROW_WIDTH ? (ROW_WIDTH - width) / 2 : 0;
	for (uint32_t i = 0; i < fit; i++) {
		apo__box *box = &d->layout->boxes[places[i].box];
		box->at = (apo__point){x + (d->across[places[i].box] - box->width) / 2, *y};
		x += d->across[places[i].box] + GAP_ACROSS;
	}
	*y += height;
	return fit;
}

static void place_boxes(drawing *d)
{
	const apo__layout *l = d->layout;
	double y = 0;
	qsort(d->places, l->box_count, sizeof *d->places, by_layer);
	for (uint32_t i = 0, end; i < l->box_count; i = end) {
		for (end = i; end < l->box_count && d->places[end].layer == d->places[i].layer;
			end++) {
			uint32_t box = d->places[end].box;
			d->places[end].wish = d->parents[box] ? d->sum[box] / d->parents[box] : 0;
		}
		qsort(d->places + i, end - i, sizeof *d->places, by_wish);
		for (uint32_t k = i; k < end;) {
			y += k ? GAP_DOWN : 0;
			k += place_row(d, d->places + k, end - k, &y);
		}
		for (uint32_t k = i; k < end; k++) {
			const apo__box *box = &l->boxes[d->places[k].box];
			for (uint32_t n = d->first[d->places[k].box];
				n < d->first[d->places[k].box + 1]; n++) {
				uint32_t child = l->lines[d->out[n]].child;
				d->sum[child] += box->at.x + box->width / 2;
				d->parents[child]++;
			}
		}
	}
	d->layout->height = y;
}

/* A curve that leaves a box downward and arrives downward. */
static void add_curve(apo__line *line, apo__point from, apo__point to)
{
	double bend = (to.y - from.y) / 2;
	apo__point *p = &line->points[line->point_count];
	if (!line->point_count) {
		*p++ = from;
		line->point_count++;
	}
	p[0] = (apo__point){from.x, from.y + bend};
	p[1] = (apo__point){to.x, to.y - bend};
	p[2] = to;
	line->point_count += 3;
}

/* Labels in the order of the lines, from the box upward; lines without one end beside each other. */
static void draw_lines(drawing *d)
{
	const apo__layout *l = d->layout;
	double *used = apo__alloc_array(d->arena, l->box_count, sizeof *used);
	uint32_t *port = apo__alloc_array(d->arena, l->box_count, sizeof *port);
	for (uint32_t i = 0; i < l->line_count; i++) {
		apo__line *line = &l->lines[i];
		const apo__box *from = &l->boxes[line->parent], *to = &l->boxes[line->child];
		apo__point begin = {from->at.x + from->width / 2, from->at.y + from->height};
		apo__point end = {to->at.x + to->width / 2, to->at.y};
		line->point_count = 0;
		if (line->parent == line->child)
			continue;
		line->points = apo__alloc_array(d->arena, 7, sizeof *line->points);
		if (line->label_width > 0) {
			line->label = (apo__point){end.x,
				end.y - LABEL_GAP - used[line->child] - line->label_height / 2};
			used[line->child] += line->label_height;
			add_curve(line, begin, line->label);
			add_curve(line, line->label, end);
			continue;
		}
		uint32_t count = d->unlabelled[line->child];
		double apart =
			to->width / (count + 1) < PORT_APART ? to->width / (count + 1) : PORT_APART;
		end.x += (port[line->child]++ - (count - 1) / 2.0) * apart;
		add_curve(line, begin, end);
	}
}

/* From the left edge, as wide as the boxes and labels. */
static void trim(drawing *d)
{
	apo__layout *l = d->layout;
	double left = ROW_WIDTH, right = 0;
	for (uint32_t i = 0; i < l->box_count; i++) {
		double middle = l->boxes[i].at.x + l->boxes[i].width / 2;
		left = middle - d->across[i] / 2 < left ? middle - d->across[i] / 2 : left;
		right = middle + d->across[i] / 2 > right ? middle + d->across[i] / 2 : right;
	}
	l->width = right > left ? right - left : 0;
	for (uint32_t i = 0; i < l->box_count; i++)
		l->boxes[i].at.x -= left;
}

void apo__layout_plain(apo__arena *arena, apo__layout *layout)
{
	uint32_t boxes = layout->box_count, lines = layout->line_count;
	drawing d = {arena, layout, apo__alloc_array(arena, boxes, sizeof(place)),
		apo__alloc_array(arena, (size_t)boxes + 1, sizeof(uint32_t)),
		apo__alloc_array(arena, lines, sizeof(uint32_t)),
		apo__alloc_array(arena, boxes, sizeof(uint32_t)),
		apo__alloc_array(arena, boxes, sizeof(uint32_t)),
		apo__alloc_array(arena, boxes, sizeof(double)),
		apo__alloc_array(arena, boxes, sizeof(double)),
		apo__alloc_array(arena, boxes, sizeof(double)),
		apo__alloc_array(arena, boxes, sizeof(uint32_t))};
	index_lines(&d);
	assign_layers(&d);
	place_boxes(&d);
	trim(&d);
	draw_lines(&d);
}
