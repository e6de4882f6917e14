/* SPDX-License-Identifier: Apache-2.0 */
/* Where the boxes and lines of a graph are, parents left of children. */
#ifndef APO__REPORT_DRAWING_LAYOUT_H
#define APO__REPORT_DRAWING_LAYOUT_H

#include "base/arena.h"

typedef struct {
	double x, y; /* in points; y grows downward, as in SVG */
} apo__point;

typedef struct {
	double width, height; /* in */
	int mark; /* in: it begins a part of the drawing, so nothing is above or below it where that can be */
	apo__point at; /* out: the upper left corner */
} apo__box;

typedef struct {
	uint32_t parent, child; /* in: indexes of boxes */
	int hidden;		/* in: only holds the child right of its parent */
	int loose;		/* in: drawn, but does not hold its child right of its parent */
	double label_width;	/* in: room for a label on the line; 0 = none */
	double label_height;	/* in */
	apo__point *
		points; /* out, from parent to child: a beginning, then two handles and an end for each cubic
				 * curve */
	uint32_t point_count; /* 0: not drawn */
	apo__point label;     /* out: the middle of the label */
} apo__line;

typedef struct {
	apo__box *boxes;
	apo__line *lines;
	uint32_t box_count, line_count;
	double width, height; /* out */
} apo__layout;

/* By graphviz's program dot, when it is on PATH. Returns what it says of its version, NULL when there is no dot, it failed, or
 * it took too long (base/child.h); what is out is undefined then. */
const char *apo__layout_by_dot(apo__arena *arena, apo__layout *layout);
/* By no other program: layers of boxes. The result depends on nothing but the input. */
void apo__layout_plain(apo__arena *arena, apo__layout *layout);

#endif
