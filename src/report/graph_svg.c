/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The graph as SVG. Colours, lines and fonts are presentation attributes, which every program that shows SVG knows; style rules
 * only change the colours in a dark browser window, or to those of the page that the drawing is in (report.css). Sizes of text
 * are estimated from its columns, so that no font of the machine changes the picture.
 */
#include "report/graph.h"

#include <string.h>

#include "report/html_page.h"
#include "report/layout.h"
#include "text/unicode/width.h"

#define COLUMN_WIDTH                                                                               \
	7.6 /* points of a column of text at 13 px: the widest of DejaVu, Noto and Liberation Sans */
#define SMALL (11.0 / 13.0) /* of details and labels, which are 11 px */
/* Sizes in points, chosen by eye. */
#define NODE_HEIGHT  40.0
#define NODE_WIDTH   70.0 /* at least */
#define NODE_PADDING 28.0
#define LABEL_HEIGHT 14.0
#define NAME_ALONE   24.5 /* base line of a name, from the top of its box ... */
#define NAME_ABOVE   18.0 /* ... and of one above a detail */
#define MARGIN	     12.0
#define MOST_COLUMNS 48u /* a longer text ends in an ellipsis, and is whole in a tooltip */

#define PAPER  "#ffffff"
#define INK    "#1d2329"
#define DIM    "#5d6670"
#define LINE   "#9aa3ab"
#define ACCENT "#1f5fa8"
#define ALARM  "#b3261e"

typedef struct {
	apo__buffer *out;
	const apo__graph *graph;
	apo__layout layout;
} drawing;

/* Whether XML 1.0 allows the character, but for line breaks and tabs, which are spaces here. */
static int is_drawn(uint32_t c)
{
	return c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0) && c != 0xfffe && c != 0xffff;
}

static unsigned columns_of(const char *text)
{
	size_t size = strlen(text), at = 0;
	unsigned columns = 0;
	while (at < size)
		columns += apo__char_width(apo__next_char(text, size, &at));
	return columns;
}

static double text_width(const char *text)
{
	unsigned columns = columns_of(text);
	return (columns < MOST_COLUMNS ? columns : MOST_COLUMNS) * COLUMN_WIDTH;
}

static double node_width(const apo__node *n)
{
	double label = text_width(n->label), detail = text_width(n->detail) * SMALL;
	double width = (label > detail ? label : detail) + NODE_PADDING;
	return width < NODE_WIDTH ? NODE_WIDTH : width;
}

/* The text, cut to `most` columns where it is longer. */
static void add_text(apo__buffer *out, const char *text, unsigned most)
{
	int cut = columns_of(text) > most;
	size_t size = strlen(text), at = 0;
	unsigned columns = 0;
	while (at < size) {
		size_t begin = at;
		uint32_t c = apo__next_char(text, size, &at);
		columns += apo__char_width(c);
		if (cut && columns >= most)
			break;
		if (c == '\n' || c == '\r' || c == '\t')
			apo__buffer_putc(out, ' ');
		else if (c == 0xfffd) /* also for bytes that are not UTF-8 */
			apo__buffer_puts(out, "\xef\xbf\xbd");
		else if (is_drawn(c))
			apo__html_text(out, text + begin, at - begin);
	}
	if (cut)
		apo__buffer_puts(out, "…");
}

static void attribute(apo__buffer *out, const char *name, double value)
{
	apo__buffer_printf(out, " %s=\"", name);
	apo__buffer_decimal(out, value, 1);
	apo__buffer_putc(out, '"');
}

static void add_point(apo__buffer *out, const char *before, double x, double y)
{
	apo__buffer_puts(out, before);
	apo__buffer_decimal(out, x + MARGIN, 1);
	apo__buffer_putc(out, ' ');
	apo__buffer_decimal(out, y + MARGIN, 1);
}

/* `attributes` begins with a space. */
static void text_at(
	drawing *d, const char *class, const char *attributes, double x, double y, const char *text)
{
	apo__buffer_printf(d->out, "<text class=\"%s\"%s", class, attributes);
	attribute(d->out, "x", x + MARGIN);
	attribute(d->out, "y", y + MARGIN);
	apo__buffer_putc(d->out, '>');
	add_text(d->out, text, MOST_COLUMNS);
	apo__buffer_puts(d->out, "</text>\n");
}

/* Returns what made the layout, NULL for the plain one. */
static const char *lay_out(drawing *d, int by_dot)
{
	const apo__graph *graph = d->graph;
	apo__arena *arena = d->out->arena;
	d->layout.box_count = graph->node_count;
	d->layout.line_count = graph->arc_count;
	d->layout.boxes = apo__alloc_array(arena, graph->node_count, sizeof *d->layout.boxes);
	d->layout.lines = apo__alloc_array(arena, graph->arc_count, sizeof *d->layout.lines);
	for (uint32_t i = 0; i < graph->node_count; i++) {
		d->layout.boxes[i].width = node_width(&graph->nodes[i]);
		d->layout.boxes[i].height = NODE_HEIGHT;
	}
	for (uint32_t i = 0; i < graph->arc_count; i++) {
		const apo__arc *a = &graph->arcs[i];
		d->layout.lines[i].parent = a->parent;
		d->layout.lines[i].child = a->child;
		if (!*a->label)
			continue;
		d->layout.lines[i].label_width = text_width(a->label) * SMALL;
		d->layout.lines[i].label_height = LABEL_HEIGHT;
	}
	const char *dot = by_dot ? apo__layout_by_dot(arena, &d->layout) : NULL;
	if (!dot)
		apo__layout_plain(arena, &d->layout);
	return dot;
}

static void draw_line(drawing *d, uint32_t i)
{
	const apo__arc *arc = &d->graph->arcs[i];
	const apo__line *line = &d->layout.lines[i];
	if (!line->point_count)
		return;
	apo__buffer_printf(d->out, "<path class=\"edge%s%s\"%s%s%s d=\"",
		arc->credited ? "" : " uncredited", arc->dropped ? " dropped" : "",
		arc->dropped ? " stroke=\"" ALARM "\"" : "",
		arc->credited ? "" : " stroke-dasharray=\"5 4\"",
		arc->undirected ? "" : " marker-end=\"url(#arrow)\"");
	for (uint32_t k = 0; k < line->point_count; k++)
		add_point(d->out,
			!k	     ? "M"
			: k % 3 == 1 ? " C"
				     : " ",
			line->points[k].x, line->points[k].y);
	apo__buffer_puts(d->out, "\"/>\n");
}

/* A label on its line, on a ground that hides the line. */
static void draw_label(drawing *d, uint32_t i)
{
	const apo__arc *arc = &d->graph->arcs[i];
	const apo__line *line = &d->layout.lines[i];
	if (!line->point_count || !*arc->label)
		return;
	apo__buffer_puts(d->out, "<rect class=\"ground\" fill=\"" PAPER "\"");
	attribute(d->out, "x", line->label.x - line->label_width / 2 + MARGIN);
	attribute(d->out, "y", line->label.y - LABEL_HEIGHT / 2 + MARGIN);
	attribute(d->out, "width", line->label_width);
	attribute(d->out, "height", LABEL_HEIGHT);
	apo__buffer_puts(d->out, "/>\n");
	text_at(d, arc->dropped ? "label dropped" : "label",
		arc->dropped ? " font-size=\"11\" fill=\"" ALARM "\""
			     : " font-size=\"11\" fill=\"" DIM "\"",
		line->label.x, line->label.y + 4, arc->label);
}

static void draw_node(drawing *d, uint32_t i)
{
	static const char *const classes[] = {"document", "unseen", "inferred"};
	const apo__node *n = &d->graph->nodes[i];
	const apo__box *box = &d->layout.boxes[i];
	double middle = box->at.x + box->width / 2;
	int seen = n->kind == APO__NODE_DOCUMENT;
	int cut = columns_of(n->label) > MOST_COLUMNS || columns_of(n->detail) > MOST_COLUMNS;
	if (cut) {
		apo__buffer_puts(d->out, "<g><title>");
		add_text(d->out, n->label, UINT32_MAX);
		apo__buffer_puts(d->out, "\n");
		add_text(d->out, n->detail, UINT32_MAX);
		apo__buffer_puts(d->out, "</title>\n");
	}
	apo__buffer_printf(d->out,
		"<rect class=\"%s\" fill=\"" PAPER "\" stroke=\"%s\"%s rx=\"%d\"", classes[n->kind],
		seen ? ACCENT : DIM, seen ? "" : " stroke-dasharray=\"4 3\"", seen ? 6 : 20);
	attribute(d->out, "x", box->at.x + MARGIN);
	attribute(d->out, "y", box->at.y + MARGIN);
	attribute(d->out, "width", box->width);
	attribute(d->out, "height", box->height);
	apo__buffer_puts(d->out, " stroke-width=\"1.5\"/>\n");
	text_at(d, "name", "", middle, box->at.y + (*n->detail ? NAME_ABOVE : NAME_ALONE),
		n->label);
	if (*n->detail)
		text_at(d, "detail", " font-size=\"11\" fill=\"" DIM "\"", middle, box->at.y + 32,
			n->detail);
	if (cut)
		apo__buffer_puts(d->out, "</g>\n");
}

/* A drawing on its own follows the window's light or dark. */
static const char dark[] =
	"<style>@media(prefers-color-scheme:dark){.paper,.provenance .ground,.provenance "
	".document,.provenance .unseen,.provenance .inferred{fill:#1c2024}"
	".provenance .document{stroke:#7fb2ee}.provenance .unseen,.provenance "
	".inferred{stroke:#9aa3ab}.provenance .edge{stroke:#6d757d}.provenance "
	".edge.dropped{stroke:#ff8f86}.provenance .head{fill:#6d757d}"
	".provenance text{fill:#e6e3dc}.provenance .detail,.provenance .label{fill:#9aa3ab}"
	".provenance .label.dropped{fill:#ff8f86}}</style>\n"
	"<rect class=\"paper\" width=\"100%\" height=\"100%\" fill=\"" PAPER "\"/>\n";

int apo__graph_svg(
	apo__buffer *out, const apo__graph *graph, const char *title, int standalone, int by_dot)
{
	drawing d = {.out = out, .graph = graph};
	char width[40], height[40];
	const char *dot = lay_out(&d, by_dot);
	apo__decimal(width, d.layout.width + 2 * MARGIN, 0);
	apo__decimal(height, d.layout.height + 2 * MARGIN, 0);
	apo__buffer_printf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"provenance\" role=\"img\" "
		"viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\">\n<title>",
		width, height, width, height);
	add_text(out, title, UINT32_MAX);
	apo__buffer_puts(out, "</title>\n");
	if (dot) {
		apo__buffer_puts(out, "<desc>laid out by ");
		add_text(out, dot, UINT32_MAX);
		apo__buffer_puts(out, "</desc>\n");
	}
	apo__buffer_puts(out, standalone ? dark : "");
	apo__buffer_puts(out, "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" "
			      "refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
			      "orient=\"auto\"><path class=\"head\" fill=\"" LINE
			      "\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n"
			      "<g fill=\"none\" stroke=\"" LINE "\" stroke-width=\"1.5\">\n");
	for (uint32_t i = 0; i < graph->arc_count; i++)
		draw_line(&d, i);
	apo__buffer_puts(out, "</g>\n<g font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC', "
			      "'DejaVu Sans', sans-serif\" font-size=\"13\" text-anchor=\"middle\" "
			      "fill=\"" INK "\">\n");
	for (uint32_t i = 0; i < graph->arc_count; i++)
		draw_label(&d, i);
	for (uint32_t i = 0; i < graph->node_count; i++)
		draw_node(&d, i);
	apo__buffer_puts(out, "</g>\n</svg>\n");
	return dot != NULL;
}
