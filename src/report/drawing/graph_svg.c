/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The graph as SVG. Colours, lines and fonts are presentation attributes, which every program that shows SVG knows; style rules
 * only change the colours in a dark browser window, or to those of the page that the drawing is in (report.css).
 */
#include "report/drawing/graph_draw.h"

#include <math.h>

/* Sizes in points, chosen by eye. */
#define NODE_HEIGHT  40.0
#define NODE_WIDTH   70.0 /* at least */
#define NODE_PADDING 22.0
#define LABEL_HEIGHT 14.0
#define NAME_ALONE   24.5 /* base line of a name, from the top of its box ... */
#define NAME_ABOVE   18.0 /* ... and of one above a detail */
#define MARGIN	     12.0
#define AXIS_HEIGHT  24.0
#define NARROWEST    360.0 /* a drawing, for its legend */
#define WIDE	     1550.0 /* more than a page shows at three quarters: it is scrolled, not made smaller */
#define MOST_LABELS  30u /* with more lines, labels would hide them: the tooltips have all */
#define THIN	     1.5 /* a line's width ... */
#define MORE	     5.5 /* ... and what a share of 1 adds to it */
#define HEAD_LENGTH  10.0
#define HEAD_MORE    3.5  /* that a head is wider than its line, on each side */
#define HIT	     12.0 /* width of the invisible line that the pointer finds */

static void add_point(const apo__drawing *d, const char *before, double x, double y)
{
	apo__buffer_puts(d->out, before);
	apo__buffer_decimal(d->out, x + d->margin, 1);
	apo__buffer_putc(d->out, ' ');
	apo__buffer_decimal(d->out, y + d->top, 1);
}

/* `attributes` begins with a space. */
static void text_at(const apo__drawing *d, const char *class, const char *attributes, double x,
	double y, const char *text)
{
	apo__buffer_printf(d->out, "<text class=\"%s\"%s", class, attributes);
	apo__svg_number(d->out, "x", x + d->margin);
	apo__svg_number(d->out, "y", y + d->top);
	apo__buffer_putc(d->out, '>');
	apo__svg_text(d->out, text, APO__MOST_COLUMNS);
	apo__buffer_puts(d->out, "</text>\n");
}

/* The second line of a box: on an axis, what has no place on it says so. */
static const char *detail_of(const apo__drawing *d, const apo__node *n)
{
	if (!d->day_count || n->kind != APO__NODE_DOCUMENT || n->day)
		return n->detail;
	return apo__sprintf(d->out->arena, "%s%sundated", n->detail, *n->detail ? ", " : "");
}

static double node_width(const apo__drawing *d, const apo__node *n)
{
	double label = apo__svg_width(n->label);
	double detail = apo__svg_width(detail_of(d, n)) * APO__SMALL;
	double width = (label > detail ? label : detail) + NODE_PADDING;
	return width < NODE_WIDTH ? NODE_WIDTH : width;
}

/* Returns what made the layout, NULL for the plain one. */
static const char *lay_out(apo__drawing *d, int by_dot)
{
	const apo__graph *graph = d->graph;
	apo__arena *arena = d->out->arena;
	apo__axis_hold(d);
	d->top = d->day_count ? MARGIN + AXIS_HEIGHT : MARGIN;
	for (uint32_t i = 0; i < graph->node_count; i++) {
		d->layout.boxes[i].width = node_width(d, &graph->nodes[i]);
		d->layout.boxes[i].height = NODE_HEIGHT;
	}
	for (uint32_t i = 0; i < graph->arc_count && graph->arc_count <= MOST_LABELS; i++) {
		const apo__arc *a = &graph->arcs[i];
		if (!*a->label)
			continue;
		d->layout.lines[i].label_width = apo__svg_width(a->label) * APO__SMALL;
		d->layout.lines[i].label_height = LABEL_HEIGHT;
	}
	const char *dot = by_dot ? apo__layout_by_dot(arena, &d->layout) : NULL;
	if (!dot)
		apo__layout_plain(arena, &d->layout);
	return dot;
}

/* What the pointer and the keyboard reach: on a page, a link to the part that says more. */
static const char *open_target(const apo__drawing *d, int standalone, const char *class,
	const char *colour, const char *place, const char *title)
{
	int link = place && !standalone;
	apo__buffer *out = d->out;
	apo__buffer_printf(out, "<%s class=\"%s\"%s%s%s", link ? "a" : "g", class,
		*colour ? " color=\"" : "", colour, *colour ? "\"" : "");
	if (link)
		apo__buffer_printf(out, " href=\"#%s\"", place);
	else
		apo__buffer_puts(out, " tabindex=\"0\" role=\"img\"");
	apo__buffer_puts(out, " aria-label=\"");
	apo__svg_value(out, title);
	apo__buffer_puts(out, "\"><title>");
	apo__svg_text(out, title, UINT32_MAX);
	apo__buffer_puts(out, "</title>\n");
	return link ? "</a>\n" : "</g>\n";
}

static void add_curve(const apo__drawing *d, const apo__line *line, apo__point end)
{
	for (uint32_t k = 0; k < line->point_count; k++) {
		apo__point p = k + 1 == line->point_count ? end : line->points[k];
		add_point(d, !k ? "M" : k % 3 == 1 ? " C" : " ", p.x, p.y);
	}
	apo__buffer_puts(d->out, "\"/>\n");
}

/* A head at the end of a line; returns where the line itself ends. */
static apo__point head_of(const apo__line *line, double width, apo__point side[2])
{
	apo__point tip = line->points[line->point_count - 1];
	apo__point from = line->points[line->point_count - 2];
	double x = tip.x - from.x, y = tip.y - from.y, length = sqrt(x * x + y * y);
	x = length > 0 ? x / length : 1;
	y = length > 0 ? y / length : 0;
	double half = width / 2 + HEAD_MORE;
	apo__point base = {tip.x - x * HEAD_LENGTH, tip.y - y * HEAD_LENGTH};
	side[0] = (apo__point){base.x - y * half, base.y + x * half};
	side[1] = (apo__point){base.x + y * half, base.y - x * half};
	return base;
}

static void draw_line(const apo__drawing *d, uint32_t i, int standalone)
{
	const apo__arc *arc = &d->graph->arcs[i];
	const apo__line *line = &d->layout.lines[i];
	const apo__stroke *stroke = &apo__strokes[arc->attribution];
	double width = THIN + MORE * arc->share;
	if (!line->point_count)
		return;
	apo__point side[2] = {{0, 0}, {0, 0}}, tip = line->points[line->point_count - 1], end = tip;
	if (!arc->undirected)
		end = head_of(line, width, side);
	const char *close = open_target(d, standalone,
		apo__sprintf(d->out->arena, "arc %s%s", stroke->name,
			arc->undirected ? " uncertain" : ""),
		stroke->colour, arc->place, arc->title);
	apo__buffer_puts(d->out,
		"<path class=\"hit\" fill=\"none\" stroke=\"" APO__PAPER "\" stroke-opacity=\"0\"");
	apo__svg_number(d->out, "stroke-width", HIT);
	apo__buffer_puts(d->out, " d=\"");
	add_curve(d, line, end);
	apo__buffer_puts(d->out, "<path class=\"edge\" fill=\"none\" stroke=\"currentColor\"");
	if (*stroke->dashes)
		apo__buffer_printf(d->out, " stroke-dasharray=\"%s\"", stroke->dashes);
	apo__svg_number(d->out, "stroke-width", width);
	apo__buffer_puts(d->out, " d=\"");
	add_curve(d, line, end);
	if (!arc->undirected) {
		apo__buffer_puts(d->out, "<path class=\"head\" fill=\"currentColor\"");
		add_point(d, " d=\"M", tip.x, tip.y);
		add_point(d, "L", side[0].x, side[0].y);
		add_point(d, "L", side[1].x, side[1].y);
		apo__buffer_puts(d->out, "z\"/>\n");
	}
	apo__buffer_puts(d->out, close);
}

/* A label on its line, on a ground that hides the line. */
static void draw_label(const apo__drawing *d, uint32_t i)
{
	const apo__arc *arc = &d->graph->arcs[i];
	const apo__line *line = &d->layout.lines[i];
	if (!line->point_count || !(line->label_width > 0))
		return;
	apo__buffer_puts(d->out, "<rect class=\"ground\" fill=\"" APO__PAPER "\"");
	apo__svg_number(d->out, "x", line->label.x - line->label_width / 2 + d->margin);
	apo__svg_number(d->out, "y", line->label.y - LABEL_HEIGHT / 2 + d->top);
	apo__svg_number(d->out, "width", line->label_width);
	apo__svg_number(d->out, "height", LABEL_HEIGHT);
	apo__buffer_puts(d->out, "/>\n");
	text_at(d, "label", " font-size=\"11\" fill=\"" APO__DIM "\"", line->label.x,
		line->label.y + 4, arc->label);
}

static void draw_node(const apo__drawing *d, uint32_t i, int standalone)
{
	static const char *const classes[] = {"document", "unseen", "inferred"};
	const apo__node *n = &d->graph->nodes[i];
	const apo__box *box = &d->layout.boxes[i];
	const char *detail = detail_of(d, n);
	double middle = box->at.x + box->width / 2;
	int seen = n->kind == APO__NODE_DOCUMENT, undated = seen && d->day_count && !n->day;
	const char *close = open_target(d, standalone, "node", "", n->place, n->title);
	apo__buffer_printf(d->out,
		"<rect class=\"%s%s\" fill=\"" APO__PAPER "\" stroke=\"%s\"%s rx=\"%d\"",
		classes[n->kind], undated ? " undated" : "", seen ? APO__ACCENT : APO__DIM,
		undated ? " stroke-dasharray=\"1.5 3\""
		: seen	? ""
			: " stroke-dasharray=\"4 3\"",
		seen ? 6 : 20);
	apo__svg_number(d->out, "x", box->at.x + d->margin);
	apo__svg_number(d->out, "y", box->at.y + d->top);
	apo__svg_number(d->out, "width", box->width);
	apo__svg_number(d->out, "height", box->height);
	apo__buffer_puts(d->out, " stroke-width=\"1.5\"/>\n");
	text_at(d, "name", "", middle, box->at.y + (*detail ? NAME_ABOVE : NAME_ALONE), n->label);
	if (*detail)
		text_at(d, "detail", " font-size=\"11\" fill=\"" APO__DIM "\"", middle,
			box->at.y + 32, detail);
	apo__buffer_puts(d->out, close);
}

/* A drawing on its own follows the window's light or dark. */
static const char style[] =
	"<style>.provenance :focus{outline:2px solid #1f5fa8}.arc:hover .edge,.arc:focus "
	".edge{stroke-opacity:.6}@media(prefers-color-scheme:dark){.paper,.provenance .ground,"
	".provenance .document,.provenance .unseen,.provenance .inferred{fill:#1c2024}"
	".provenance .document,.provenance :focus{stroke:#7fb2ee}.provenance .unseen,.provenance "
	".inferred,.provenance .day{stroke:#9aa3ab}.provenance .named{color:#7fb2ee}"
	".provenance .vague{color:#f2b761}.provenance .uncredited,.provenance "
	".dropped{color:#ff8f86}.provenance .false{color:#cf9bf0}.provenance "
	".shared{color:#9aa3ab}.provenance text{fill:#e6e3dc}.provenance .detail,.provenance "
	".label,.provenance .date{fill:#9aa3ab}}</style>\n"
	"<rect class=\"paper\" width=\"100%\" height=\"100%\" fill=\"" APO__PAPER "\"/>\n";

/* The drawing but for what surrounds it. Returns its height. */
static double draw(const apo__drawing *d, double width, int standalone)
{
	int strips = width > APO__STRIP && !standalone;
	double height = d->layout.height + d->top + MARGIN;
	/* rules of the page reach what a strip uses by a class of its own, not by that of the whole */
	apo__buffer_puts(d->out, strips ? "<g id=\"drawing\" class=\"provenance\"" : "<g");
	apo__buffer_puts(d->out,
		" font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'DejaVu Sans', "
		"sans-serif\" font-size=\"13\" text-anchor=\"middle\" fill=\"" APO__INK "\">\n");
	apo__axis_draw(d, height);
	for (uint32_t i = 0; i < d->graph->arc_count; i++)
		draw_line(d, i, standalone);
	for (uint32_t i = 0; i < d->graph->arc_count; i++)
		draw_label(d, i);
	for (uint32_t i = 0; i < d->graph->node_count; i++)
		draw_node(d, i, standalone);
	/* on paper the legend is in the first strip, which is at least half as wide as a strip may be */
	height += apo__legend_draw(d, height, strips ? APO__STRIP / 2 : width) + MARGIN;
	apo__buffer_puts(d->out, "</g>\n");
	return height;
}

int apo__graph_svg(
	apo__buffer *out, const apo__graph *graph, const char *title, int standalone, int by_dot)
{
	apo__buffer body = {.arena = out->arena};
	apo__drawing d = {.out = &body, .graph = graph, .margin = MARGIN};
	char width[40], height[40];
	const char *dot = lay_out(&d, by_dot);
	double across = d.layout.width + 2 * MARGIN;
	if (across < NARROWEST)
		across = NARROWEST;
	apo__decimal(height, draw(&d, across, standalone), 0);
	apo__decimal(width, across, 0);
	apo__buffer_printf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"provenance%s%s\" role=\"group\" "
		"viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\">\n<title>",
		across > WIDE ? " wide" : "",
		across > APO__STRIP && !standalone ? " in-strips" : "", width, height, width,
		height);
	apo__svg_text(out, title, UINT32_MAX);
	apo__buffer_puts(out, "</title>\n");
	if (dot) {
		apo__buffer_puts(out, "<desc>laid out by ");
		apo__svg_text(out, dot, UINT32_MAX);
		apo__buffer_puts(out, "</desc>\n");
	}
	apo__buffer_puts(out, standalone ? style : "");
	apo__buffer_add(out, body.data, body.size);
	apo__buffer_puts(out, "</svg>\n");
	if (across > APO__STRIP && !standalone)
		apo__strips_add(out, &d, across, height);
	return dot != NULL;
}
