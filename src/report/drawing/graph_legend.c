/* SPDX-License-Identifier: Apache-2.0 */
/* The legend of a drawing: of what can be drawn, that which is. Dashes show as much as colours, so that it can be read in grey. */
#include "report/drawing/graph_draw.h"

/* Sizes in points, chosen by eye. */
#define SAMPLE	   34.0
#define GAP	   6.0
#define APART	   18.0
#define ROW	   18.0
#define LINE_WIDTH 2.5

const apo__stroke apo__strokes[APO__ARC_STYLES] = {
	[APO__ARC_NAMED] = {"named", "#1f5fa8", "", "credited"},
	[APO__ARC_VAGUE] = {"vague", "#9a5b00", "12 4", "vaguely credited"},
	[APO__ARC_NONE] = {"uncredited", "#b3261e", "3 3", "not credited"},
	[APO__ARC_FALSE] = {"false", "#7a3fa0", "12 3 3 3", "credited to another"},
	[APO__ARC_SHARED] = {"shared", "#5d6670", "1.5 5", "wording in common"},
	[APO__ARC_DROPPED] = {"dropped", "#b3261e", "7 4", "credits dropped"},
};

/* Of any attribution. */
static const apo__stroke any = {"shared", APO__DIM, "", ""};

typedef struct {
	const apo__drawing *d;
	double x, y, width;
} legend;

/* Room for a sample and its text; the text is written, the sample is for the caller at x, y. */
static void begin_item(legend *l, const char *text)
{
	double needs = SAMPLE + GAP + apo__svg_width(text) * APO__SMALL + APART;
	if (l->x > l->d->margin && l->x + needs > l->width) {
		l->x = l->d->margin;
		l->y += ROW;
	}
	apo__buffer *out = l->d->out;
	apo__buffer_puts(out, "<text class=\"label\" font-size=\"11\" text-anchor=\"start\" "
			      "fill=\"" APO__DIM "\"");
	apo__svg_number(out, "x", l->x + SAMPLE + GAP);
	apo__svg_number(out, "y", l->y + 4);
	apo__buffer_putc(out, '>');
	apo__svg_text(out, text, UINT32_MAX);
	apo__buffer_puts(out, "</text>\n");
}

static void end_item(legend *l, const char *text)
{
	l->x += SAMPLE + GAP + apo__svg_width(text) * APO__SMALL + APART;
}

static void add_line(legend *l, const apo__stroke *stroke, double width, const char *text)
{
	apo__buffer *out = l->d->out;
	begin_item(l, text);
	apo__buffer_printf(out,
		"<path class=\"sample %s\" fill=\"none\" color=\"%s\" "
		"stroke=\"currentColor\"%s%s%s",
		stroke->name, stroke->colour, *stroke->dashes ? " stroke-dasharray=\"" : "",
		stroke->dashes, *stroke->dashes ? "\"" : "");
	apo__svg_number(out, "stroke-width", width);
	apo__buffer_puts(out, " d=\"M");
	apo__buffer_decimal(out, l->x, 1);
	apo__buffer_putc(out, ' ');
	apo__buffer_decimal(out, l->y, 1);
	apo__buffer_printf(out, "h%u\"/>\n", (unsigned)SAMPLE);
	end_item(l, text);
}

static void add_box(legend *l, const char *class, const char *attributes, const char *text)
{
	apo__buffer *out = l->d->out;
	begin_item(l, text);
	apo__buffer_printf(
		out, "<rect class=\"sample %s\" fill=\"" APO__PAPER "\"%s", class, attributes);
	apo__svg_number(out, "x", l->x + 6);
	apo__svg_number(out, "y", l->y - 6);
	apo__buffer_puts(out, " width=\"22\" height=\"12\" stroke-width=\"1.5\"/>\n");
	end_item(l, text);
}

static void add_boxes(legend *l, const apo__graph *g)
{
	int unseen = 0, undated = 0;
	for (uint32_t i = 0; i < g->node_count; i++) {
		unseen |= g->nodes[i].kind != APO__NODE_DOCUMENT;
		undated |= g->nodes[i].kind == APO__NODE_DOCUMENT && !g->nodes[i].day;
	}
	if (unseen)
		add_box(l, "unseen", " stroke=\"" APO__DIM "\" stroke-dasharray=\"4 3\" rx=\"6\"",
			"source not among the documents");
	if (undated && l->d->day_count)
		add_box(l, "document undated",
			" stroke=\"" APO__ACCENT "\" stroke-dasharray=\"1.5 3\" rx=\"3\"",
			"undated, placed by derivation");
}

double apo__legend_draw(const apo__drawing *d, double y, double width)
{
	legend l = {d, d->margin, y + ROW / 2, width};
	int seen[APO__ARC_STYLES] = {0}, wide = 0, bare = 0;
	for (uint32_t i = 0; i < d->graph->arc_count; i++) {
		seen[d->graph->arcs[i].attribution] = 1;
		wide |= d->graph->arcs[i].share > 0;
		bare |= d->graph->arcs[i].undirected;
	}
	apo__buffer_puts(d->out, "<g class=\"key\">\n");
	for (int i = 0; i < APO__ARC_STYLES; i++)
		if (seen[i])
			add_line(&l, &apo__strokes[i], LINE_WIDTH, apo__strokes[i].meaning);
	if (wide)
		add_line(&l, &any, 3 * LINE_WIDTH, "the wider, the more of the text");
	if (bare)
		add_line(&l, &any, 1, "no arrow head, “?”: direction not certain");
	add_boxes(&l, d->graph);
	apo__buffer_puts(d->out, "</g>\n");
	return l.y + ROW / 2 - y;
}
