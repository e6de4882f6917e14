/* SPDX-License-Identifier: Apache-2.0 */
/* A drawing again, in parts of one width that a page of paper holds (report.css shows them there). What the end of a part cuts, a box,
 * a label, a date, is whole in the part after it. Cost: linear in these for each part and each width that is tried. */
#include "report/drawing/graph_draw.h"

/* Sizes in points, chosen by eye. */
#define OVERLAP	  30.0 /* of two parts at least, so that the eye finds the lines again */
#define PADDING	  6.0  /* left of what a part begins with */
#define NARROWER  0.98 /* the next width to try, of the one before */
#define DATE_LEFT 5.0

typedef struct {
	double left, right;
} extent;

typedef struct {
	extent *items;
	uint32_t count;
	double across; /* the whole drawing */
} cutting;

static void find_items(cutting *c, const apo__drawing *d)
{
	const apo__layout *l = &d->layout;
	c->items = apo__alloc_array(
		d->out->arena, (size_t)l->box_count + l->line_count + 1, sizeof *c->items);
	for (uint32_t i = 0; i < l->box_count; i++) {
		const apo__box *box = &l->boxes[i];
		double left = box->at.x + d->margin, width = box->width;
		uint32_t day = i - d->graph->node_count;
		if (i >= d->graph->node_count && day < d->day_count)
			width = DATE_LEFT + apo__svg_width(d->days[day]);
		c->items[c->count++] = (extent){left, left + width};
	}
	for (uint32_t i = 0; i < l->line_count; i++) {
		const apo__line *line = &l->lines[i];
		double left = line->label.x - line->label_width / 2 + d->margin;
		if (line->point_count && line->label_width > 0)
			c->items[c->count++] = (extent){left, left + line->label_width};
	}
}

/* Where the part after the one from `begin` begins. */
static double next_begin(const cutting *c, double begin, double width)
{
	double end = begin + width, next = end - OVERLAP;
	for (uint32_t i = 0; i < c->count; i++)
		if (c->items[i].left < end && c->items[i].right > end &&
			c->items[i].left - PADDING < next)
			next = c->items[i].left - PADDING;
	return next < begin + width / 2 ? begin + width / 2 : next;
}

static uint32_t count_parts(const cutting *c, double width)
{
	uint32_t count = 1;
	for (double begin = 0; begin + width < c->across; count++)
		begin = next_begin(c, begin, width);
	return count;
}

void apo__strips_add(apo__buffer *out, const apo__drawing *d, double across, const char *height)
{
	cutting c = {.across = across};
	double width = APO__STRIP, begin = 0;
	find_items(&c, d);
	uint32_t count = count_parts(&c, width);
	while (width * NARROWER > APO__STRIP / 2 && count_parts(&c, width * NARROWER) == count)
		width *= NARROWER; /* the last is not left nearly empty */
	for (uint32_t i = 0; i < count; i++) {
		if (begin + width > across)
			begin = across - width;
		apo__buffer_puts(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
				      "class=\"provenance strip\" aria-hidden=\"true\" "
				      "viewBox=\"");
		apo__buffer_decimal(out, begin, 1);
		apo__buffer_puts(out, " 0 ");
		apo__buffer_decimal(out, width, 1);
		apo__buffer_printf(out, " %s\"><use href=\"#drawing\"/></svg>\n", height);
		begin = next_begin(&c, begin, width);
	}
}
