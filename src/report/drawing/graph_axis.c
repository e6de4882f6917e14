/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The axis of time. A day begins at a box of no width; lines that are not drawn hold the documents of the day right of it and
 * left of the next day's. A document without a day is where its derivation puts it. An arc that runs against the days
 * is drawn but holds nothing. Cost: linear, but for sorting the days.
 */
#include <stdlib.h>
#include <string.h>

#include "report/drawing/graph_draw.h"

#define DAY_HEIGHT 8.0 /* points, chosen by eye */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void find_days(apo__drawing *d)
{
	const apo__graph *g = d->graph;
	const char **days = apo__alloc_array(d->out->arena, g->node_count + 1u, sizeof *days);
	uint32_t count = 0, kept = 0;
	for (uint32_t i = 0; i < g->node_count; i++)
		if (g->nodes[i].day)
			days[count++] = g->nodes[i].day;
	qsort(days, count, sizeof *days, by_name);
	for (uint32_t i = 0; i < count; i++)
		if (!kept || strcmp(days[kept - 1], days[i]) != 0)
			days[kept++] = days[i];
	d->days = days;
	d->day_count = kept;
}

/* The index of the node's day, APO_NONE without one. */
static uint32_t day_of(const apo__drawing *d, const apo__node *n)
{
	if (!n->day)
		return APO_NONE;
	const char *const *found =
		bsearch(&n->day, d->days, d->day_count, sizeof *d->days, by_name);
	return found ? (uint32_t)(found - d->days) : APO_NONE;
}

/* Mark arcs whose child has a day before that of a node that it rests on, through any number of nodes without a day
 * (Kahn 1962: a node with a day waits for nothing;
 * nodes without one in a circle are not looked through). */
static void loosen(apo__drawing *d, const uint32_t *day)
{
	const apo__graph *g = d->graph;
	apo__arena *arena = d->out->arena;
	uint32_t *first = apo__alloc_array(arena, g->node_count + 2u, sizeof *first);
	uint32_t *out = apo__alloc_array(arena, g->arc_count + 1u, sizeof *out);
	uint32_t *waits = apo__alloc_array(arena, g->node_count + 1u, sizeof *waits);
	uint32_t *after = apo__alloc_array(arena, g->node_count + 1u, sizeof *after);
	uint32_t *queue = apo__alloc_array(arena, g->node_count + 1u, sizeof *queue);
	uint32_t ready = 0;
	for (uint32_t i = 0; i < g->arc_count; i++) {
		first[g->arcs[i].parent + 2]++;
		waits[g->arcs[i].child]++;
	}
	for (uint32_t i = 0; i < g->node_count; i++)
		first[i + 2] += first[i + 1];
	for (uint32_t i = 0; i < g->arc_count; i++)
		out[first[g->arcs[i].parent + 1]++] = i;
	for (uint32_t i = 0; i < g->node_count; i++) {
		after[i] = day[i] == APO_NONE ? 0 : day[i];
		if (!waits[i] || day[i] != APO_NONE)
			queue[ready++] = i;
	}
	for (uint32_t done = 0; done < ready; done++) {
		uint32_t node = queue[done];
		for (uint32_t k = first[node]; k < first[node + 1]; k++) {
			uint32_t child = g->arcs[out[k]].child;
			if (day[child] != APO_NONE)
				continue;
			if (after[child] < after[node])
				after[child] = after[node];
			if (!--waits[child])
				queue[ready++] = child;
		}
	}
	for (uint32_t i = 0; i < g->arc_count; i++)
		d->layout.lines[i].loose = day[g->arcs[i].child] != APO_NONE &&
					   day[g->arcs[i].child] < after[g->arcs[i].parent];
}

static void hold(apo__layout *l, uint32_t left, uint32_t right)
{
	l->lines[l->line_count++] = (apo__line){.parent = left, .child = right, .hidden = 1};
}

void apo__axis_hold(apo__drawing *d)
{
	const apo__graph *g = d->graph;
	apo__arena *arena = d->out->arena;
	apo__layout *l = &d->layout;
	find_days(d);
	/* as many beginnings as days, and the end of the last */
	uint32_t marks = d->day_count ? d->day_count + 1 : 0;
	uint32_t *day = apo__alloc_array(arena, g->node_count + 1u, sizeof *day);
	l->boxes = apo__alloc_array(arena, (size_t)g->node_count + marks, sizeof *l->boxes);
	l->lines = apo__alloc_array(
		arena, (size_t)g->arc_count + 2u * g->node_count + marks, sizeof *l->lines);
	l->box_count = g->node_count + marks;
	l->line_count = g->arc_count;
	for (uint32_t i = 0; i < marks; i++)
		l->boxes[g->node_count + i] =
			(apo__box){.width = 1, .height = DAY_HEIGHT, .mark = 1};
	for (uint32_t i = 0; i < g->arc_count; i++) {
		l->lines[i].parent = g->arcs[i].parent;
		l->lines[i].child = g->arcs[i].child;
	}
	if (!marks)
		return;
	for (uint32_t i = 0; i < g->node_count; i++)
		day[i] = day_of(d, &g->nodes[i]);
	loosen(d, day);
	for (uint32_t i = 0; i + 1 < marks; i++)
		hold(l, g->node_count + i, g->node_count + i + 1);
	for (uint32_t i = 0; i < g->node_count; i++) {
		if (g->nodes[i].kind != APO__NODE_DOCUMENT)
			hold(l, i, g->node_count);
		if (day[i] == APO_NONE)
			continue;
		hold(l, g->node_count + day[i], i);
		hold(l, i, g->node_count + day[i] + 1);
	}
}

void apo__axis_draw(const apo__drawing *d, double height)
{
	apo__buffer *out = d->out;
	for (uint32_t i = 0; d->day_count && i <= d->day_count; i++) {
		double x = d->layout.boxes[d->graph->node_count + i].at.x + d->margin;
		apo__buffer_puts(out, "<path class=\"day\" fill=\"none\" stroke=\"" APO__DIM
				      "\" stroke-opacity=\"0.45\" d=\"M");
		apo__buffer_decimal(out, x, 1);
		apo__buffer_puts(out, " 4V");
		apo__buffer_decimal(out, height, 1);
		apo__buffer_puts(out, "\"/>\n");
		if (i == d->day_count)
			break;
		apo__buffer_puts(out, "<text class=\"date\" font-size=\"11\" font-weight=\"bold\" "
				      "text-anchor=\"start\" fill=\"" APO__DIM "\" y=\"14\"");
		apo__svg_number(out, "x", x + 5);
		apo__buffer_putc(out, '>');
		apo__svg_text(out, d->days[i], UINT32_MAX);
		apo__buffer_puts(out, "</text>\n");
	}
}
