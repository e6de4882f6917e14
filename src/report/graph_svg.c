/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The graph as SVG. Graphviz lays it out (dot: Gansner et al., A Technique for Drawing Directed Graphs, 1993); sizes are
 * given to it as numbers, so that neither fonts nor the machine change the picture; the drawing is ours.
 */
#include "report/graph.h"

#include "base/error.h"
#include "report/html_page.h"
#include "text/width.h"

#ifdef APO_HAVE_GRAPHVIZ
#include <graphviz/gvc.h>
#include <string.h>

#define COLUMN_WIDTH 7.6 /* points of a column of text at 13 px */
#define NODE_HEIGHT  40.0
#define MARGIN	     12.0

typedef struct {
	apo__buffer *out;
	const apo__graph *graph;
	GVC_t *gvc;
	Agraph_t *g;
	Agnode_t **nodes;
	Agedge_t **edges;
	int laid_out;
} drawing;

static void release(void *object)
{
	drawing *d = object;
	if (d->laid_out)
		gvFreeLayout(d->gvc, d->g);
	if (d->g)
		agclose(d->g);
	if (d->gvc)
		gvFreeContext(d->gvc);
	d->gvc = NULL;
	d->g = NULL;
	d->laid_out = 0;
}

/* cgraph takes its strings as char * but does not write to them. */
static char *unconst(apo__arena *arena, const char *text)
{
	return apo__sprintf(arena, "%s", text);
}

static void set(drawing *d, void *object, const char *name, const char *value)
{
	apo__arena *arena = d->out->arena;
	agsafeset(object, unconst(arena, name), unconst(arena, value), unconst(arena, ""));
}

static double text_width(const char *text)
{
	size_t size = strlen(text), at = 0;
	unsigned columns = 0;
	while (at < size)
		columns += apo__char_width(apo__next_char(text, size, &at));
	return columns * COLUMN_WIDTH;
}

static double node_width(const apo__node *n)
{
	double label = text_width(n->label);
	double detail = text_width(n->detail) * 11 / 13;
	double width = (label > detail ? label : detail) + 28;
	return width < 70 ? 70 : width;
}

/* Room for a label, as an empty table of fixed size: the layout then depends on no font. */
static void reserve_label(drawing *d, Agedge_t *edge, const char *label)
{
	apo__arena *arena = d->out->arena;
	char *table = apo__sprintf(arena,
		"<TABLE BORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\" FIXEDSIZE=\"TRUE\" "
		"WIDTH=\"%u\" "
		"HEIGHT=\"16\"><TR><TD></TD></TR></TABLE>",
		(unsigned)(text_width(label) * 11 / 13) + 10);
	char *html = agstrdup_html(d->g, table);
	agsafeset(edge, unconst(arena, "label"), html, unconst(arena, ""));
	agstrfree(d->g, html);
}

static void build(drawing *d)
{
	apo__arena *arena = d->out->arena;
	const apo__graph *graph = d->graph;
	char number[40];
	set(d, d->g, "ranksep", "0.35");
	set(d, d->g, "nodesep", "0.35");
	for (uint32_t i = 0; i < graph->node_count; i++) {
		d->nodes[i] = agnode(d->g, apo__sprintf(arena, "n%u", i), 1);
		set(d, d->nodes[i], "shape", "box");
		set(d, d->nodes[i], "fixedsize", "true");
		set(d, d->nodes[i], "label", "");
		set(d, d->nodes[i], "width",
			apo__decimal(number, node_width(&graph->nodes[i]) / 72, 4));
		set(d, d->nodes[i], "height", apo__decimal(number, NODE_HEIGHT / 72, 4));
	}
	for (uint32_t i = 0; i < graph->arc_count; i++) {
		const apo__arc *a = &graph->arcs[i];
		d->edges[i] = agedge(d->g, d->nodes[a->parent], d->nodes[a->child],
			apo__sprintf(arena, "e%u", i), 1);
		if (*a->label)
			reserve_label(d, d->edges[i], a->label);
	}
}

/* y grows upward in graphviz, downward in SVG */
static void add_point(drawing *d, const char *before, double x, double y)
{
	boxf box = GD_bb(d->g);
	apo__buffer_puts(d->out, before);
	apo__buffer_decimal(d->out, x - box.LL.x + MARGIN, 1);
	apo__buffer_putc(d->out, ' ');
	apo__buffer_decimal(d->out, box.UR.y - y + MARGIN, 1);
}

static void text_at(drawing *d, const char *class, double x, double y, const char *text)
{
	boxf box = GD_bb(d->g);
	apo__buffer_printf(d->out, "<text class=\"%s\" x=\"", class);
	apo__buffer_decimal(d->out, x - box.LL.x + MARGIN, 1);
	apo__buffer_puts(d->out, "\" y=\"");
	apo__buffer_decimal(d->out, box.UR.y - y + MARGIN, 1);
	apo__buffer_puts(d->out, "\">");
	apo__html_text(d->out, text, strlen(text));
	apo__buffer_puts(d->out, "</text>\n");
}

static void draw_edge(drawing *d, uint32_t i)
{
	const apo__arc *arc = &d->graph->arcs[i];
	splines *spline = ED_spl(d->edges[i]);
	if (!spline || !spline->size)
		return;
	const bezier *b = &spline->list[0];
	const textlabel_t *label = ED_label(d->edges[i]);
	apo__buffer_printf(d->out, "<path class=\"edge%s%s\" marker-end=\"url(#arrow)\" d=\"",
		arc->credited ? "" : " uncredited", arc->dropped ? " dropped" : "");
	add_point(d, "M", b->list[0].x, b->list[0].y);
	for (size_t k = 1; k < (size_t)b->size; k++)
		add_point(d, k == 1 ? " C" : " ", b->list[k].x, b->list[k].y);
	if (b->eflag)
		add_point(d, " L", b->ep.x, b->ep.y);
	apo__buffer_puts(d->out, "\"/>\n");
	if (label)
		text_at(d, arc->dropped ? "label dropped" : "label", label->pos.x, label->pos.y - 4,
			arc->label);
}

static void draw_node(drawing *d, uint32_t i)
{
	static const char *const classes[] = {"document", "unseen", "inferred"};
	const apo__node *n = &d->graph->nodes[i];
	boxf box = GD_bb(d->g);
	pointf center = ND_coord(d->nodes[i]);
	double width = node_width(n);
	apo__buffer_printf(
		d->out, "<rect class=\"%s\" rx=\"%d\" x=\"", classes[n->kind], n->kind ? 20 : 6);
	apo__buffer_decimal(d->out, center.x - width / 2 - box.LL.x + MARGIN, 1);
	apo__buffer_puts(d->out, "\" y=\"");
	apo__buffer_decimal(d->out, box.UR.y - center.y - NODE_HEIGHT / 2 + MARGIN, 1);
	apo__buffer_puts(d->out, "\" width=\"");
	apo__buffer_decimal(d->out, width, 1);
	apo__buffer_puts(d->out, "\" height=\"");
	apo__buffer_decimal(d->out, NODE_HEIGHT, 1);
	apo__buffer_puts(d->out, "\"/>\n");
	text_at(d, "name", center.x, center.y + (*n->detail ? 2 : -4.5), n->label);
	if (*n->detail)
		text_at(d, "detail", center.x, center.y - 12, n->detail);
}

static const char style[] =
	".provenance{--p:#fff;--i:#1d2329;--d:#5d6670;--l:#9aa3ab;--c:#b3261e;--a:#1f5fa8}"
	"@media(prefers-color-scheme:dark){.provenance{--p:#1c2024;--i:#e6e3dc;--d:#9aa3ab;--l:#"
	"6d757d;--c:#ff8f86;--a:#7fb2ee}}"
	".provenance.in-page{--p:var(--card);--i:var(--ink);--d:var(--dim);--c:var(--critical);--a:"
	"var(--accent)}"
	".provenance text{font:13px system-ui,\"Noto Sans\",\"Noto Sans CJK "
	"SC\",sans-serif;fill:var(--i);text-anchor:middle}"
	".provenance .detail,.provenance .label{font-size:11px;fill:var(--d)}"
	".provenance .label{paint-order:stroke;stroke:var(--p);stroke-width:4px}"
	".provenance rect{fill:var(--p);stroke:var(--a);stroke-width:1.5}"
	".provenance .unseen,.provenance .inferred{stroke-dasharray:4 3;stroke:var(--d)}"
	".provenance .edge{fill:none;stroke:var(--l);stroke-width:1.5}"
	".provenance .uncredited{stroke-dasharray:5 4}.provenance "
	".dropped{stroke:var(--c)}.provenance text.dropped{fill:var(--c);stroke:var(--p)}"
	".provenance .head{fill:var(--l)}";

static void draw(drawing *d, const char *title, int standalone)
{
	boxf box = GD_bb(d->g);
	char width[40], height[40];
	apo__decimal(width, box.UR.x - box.LL.x + 2 * MARGIN, 0);
	apo__decimal(height, box.UR.y - box.LL.y + 2 * MARGIN, 0);
	apo__buffer_printf(d->out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"provenance%s\" role=\"img\" "
		"viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\">\n<title>",
		standalone ? "" : " in-page", width, height, width, height);
	apo__html_text(d->out, title, strlen(title));
	apo__buffer_printf(d->out, "</title>\n<style>%s</style>\n", style);
	if (standalone)
		apo__buffer_puts(d->out, "<rect width=\"100%\" height=\"100%\" "
					 "style=\"fill:var(--p);stroke:none\"/>\n");
	apo__buffer_puts(d->out, "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" "
				 "refY=\"4\" markerWidth=\"7\" "
				 "markerHeight=\"7\" orient=\"auto\"><path class=\"head\" d=\"M0 "
				 "0L8 4L0 8z\"/></marker></defs>\n");
	for (uint32_t i = 0; i < d->graph->arc_count; i++)
		draw_edge(d, i);
	for (uint32_t i = 0; i < d->graph->node_count; i++)
		draw_node(d, i);
	apo__buffer_puts(d->out, "</svg>\n");
}

apo_status apo__graph_svg(apo__buffer *out, const apo__graph *graph, const char *title,
	int standalone, apo_error *err)
{
	drawing *d = apo__alloc(out->arena, sizeof *d);
	d->out = out;
	d->graph = graph;
	d->nodes = apo__alloc_array(out->arena, graph->node_count, sizeof(Agnode_t *));
	d->edges = apo__alloc_array(out->arena, graph->arc_count, sizeof(Agedge_t *));
	apo__arena_defer(out->arena, release, d);
	d->gvc = gvContext();
	d->g = d->gvc ? agopen(unconst(out->arena, "provenance"), Agdirected, NULL) : NULL;
	if (!d->g)
		return apo__fail(
			err, APO_EINTERNAL, NULL, APO_NO_OFFSET, 0, "graphviz does not start");
	build(d);
	if (gvLayout(d->gvc, d->g, "dot"))
		return apo__fail(err, APO_EINTERNAL, NULL, APO_NO_OFFSET, 0,
			"graphviz cannot lay out the graph; its package may lack the dot plug-in");
	d->laid_out = 1;
	draw(d, title, standalone);
	release(d);
	return APO_OK;
}

#else

apo_status apo__graph_svg(apo__buffer *out, const apo__graph *graph, const char *title,
	int standalone, apo_error *err)
{
	(void)out, (void)graph, (void)title, (void)standalone;
	return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
		"this build has no graphviz to lay out SVG; write dot instead");
}

#endif
