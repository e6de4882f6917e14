/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of the drawing share. A graph becomes a layout with the days as boxes of no width (graph_axis.c), and the
 * layout becomes SVG (graph_svg.c) with a legend of what occurs in it (graph_legend.c).
 */
#ifndef APO__REPORT_DRAWING_GRAPH_DRAW_H
#define APO__REPORT_DRAWING_GRAPH_DRAW_H

#include "report/drawing/graph.h"
#include "report/drawing/layout.h"

#define APO__PAPER  "#ffffff"
#define APO__INK    "#1d2329"
#define APO__DIM    "#5d6670"
#define APO__ACCENT "#1f5fa8"

/* How an attribution is drawn: its class, its colour, its dashes, and what the legend says. */
typedef struct {
	const char *name, *colour, *dashes, *meaning;
} apo__stroke;
extern const apo__stroke apo__strokes[APO__ARC_STYLES];

typedef struct {
	apo__buffer *out;
	const apo__graph *graph;
	apo__layout
		layout; /* boxes: the nodes, then the days; lines: the arcs, then those that hold boxes in their day */
	const char *const *days; /* from the first to the last, each once */
	uint32_t day_count;	 /* 0: no axis */
	double margin, top;	 /* of the drawing, left and right; and above the boxes */
} apo__drawing;

/* Make boxes and lines of the graph, and what holds dated nodes between the beginnings of their day and the next. Sizes are
 * for the caller to set. */
void apo__axis_hold(apo__drawing *d);
/* Draw the beginnings of the days, from y = 0 to `height`. */
void apo__axis_draw(const apo__drawing *d, double height);
/* The drawing in parts for paper, at most APO__STRIP wide, of which each uses what has the id "drawing". */
void apo__strips_add(apo__buffer *out, const apo__drawing *d, double across, const char *height);
#define APO__STRIP 900.0 /* names are 7 points high on paper then; chosen by eye */
/* Draw the legend below `y`, at most `width` wide; returns its height. */
double apo__legend_draw(const apo__drawing *d, double y, double width);

/* SVG: text without what XML forbids, cut to `most` columns; \v is a line break. */
void apo__svg_text(apo__buffer *out, const char *text, unsigned most);
/* The same where nothing isolates it, in an attribute: marks of direction are shown, a line break is a semicolon. */
void apo__svg_value(apo__buffer *out, const char *text);
/* name="value", with a space before it. */
void apo__svg_number(apo__buffer *out, const char *name, double value);
/* Width of the text in points at 13 px, as drawn. */
double apo__svg_width(const char *text);

#define APO__MOST_COLUMNS 48u /* a longer text ends in an ellipsis, and is whole in a tooltip */
#define APO__SMALL	  (11.0 / 13.0) /* of details and labels, which are 11 px; chosen by eye */

#endif
