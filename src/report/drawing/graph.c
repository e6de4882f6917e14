/* SPDX-License-Identifier: Apache-2.0 */
/* Builds the graph and writes it as DOT. Cost: linear in documents, edges and attributions. */
#include "report/drawing/graph.h"

#include <string.h>

#include "base/visible.h"
#include "provenance/upstream.h"

typedef struct {
	apo__arena *arena;
	APO__VECTOR(apo__node) nodes;
	APO__VECTOR(apo__arc) arcs;
} builder;

/* In a title; chosen by eye. */
#define MOST_PASSAGES	2u
#define MOST_CHARACTERS 140u
/* A direction with less confidence is hardly more than a guess; set by hand. */
#define UNCERTAIN_BELOW .6
#define DOT_WIDEST	4.0 /* points that a share of 1 adds to a line; chosen by eye */

static apo__node *add_node(builder *b, apo__node_kind kind, const char *label, const char *detail)
{
	apo__node *node = apo__push(b->arena, &b->nodes);
	*node = (apo__node){.kind = kind, .label = label, .detail = detail};
	node->title = apo__sprintf(b->arena, "%s%s%s", label, *detail ? "\v" : "", detail);
	return node;
}

static apo__arc *add_arc(builder *b, uint32_t parent, uint32_t child, const char *label,
	apo__arc_attribution attribution)
{
	apo__arc *arc = apo__push(b->arena, &b->arcs);
	*arc = (apo__arc){
		.parent = parent, .child = child, .label = label, .attribution = attribution};
	arc->title = apo__sprintf(b->arena, "%s > %s%s%s", b->nodes.items[parent].label,
		b->nodes.items[child].label, *label ? "\v" : "", label);
	return arc;
}

static const char *detail_of(apo__arena *arena, const apo_document *d)
{
	return apo__sprintf(arena, "%s%s%s", d->lang, d->publisher ? ", " : "",
		d->publisher ? d->publisher : "");
}

static void add_document(builder *b, const apo_document *d, const char *place)
{
	apo__node *node = add_node(b, APO__NODE_DOCUMENT, d->id, detail_of(b->arena, d));
	if (d->published && strlen(d->published) >= 10)
		node->day = apo__strndup(b->arena, d->published, 10);
	node->title = apo__sprintf(b->arena, "%s%s%s\v%s, %s", node->label, d->title ? "\v" : "",
		d->title ? d->title : "", node->detail, d->published ? d->published : "undated");
	node->place = place;
}

/* A passage in quotation marks, with an ellipsis where it is long. */
static void add_passage(apo__buffer *out, const apo_document *document, apo_span span)
{
	const char *text = document->text + span.begin;
	size_t size = span.end - span.begin, at = 0;
	for (uint32_t i = 0; i < MOST_CHARACTERS && at < size; i++)
		apo__next_char(text, size, &at);
	apo__buffer_puts(out, "“");
	apo__buffer_add(out, text, at);
	apo__buffer_puts(out, at < size ? "…”" : "”");
}

/* What an edge says of itself: its figures, why it has this direction, its first passages. */
static const char *evidence_of(apo__arena *arena, const apo_trace *trace, const apo_edge *e)
{
	const apo_document *parent = trace->corpus->documents[e->parent];
	const apo_document *child = trace->corpus->documents[e->child];
	apo__buffer out = {.arena = arena};
	uint32_t shown = 0;
	apo__buffer_printf(&out, "%s > %s\v%s of %u %% of the text, credit %s, confidence ",
		parent->id, child->id, apo_edge_kind_name(e->kind),
		(unsigned)(e->coverage * 100 + .5), apo_attribution_status_name(e->attribution));
	apo__buffer_decimal(&out, e->confidence, 2);
	apo__buffer_printf(&out, "\vdirection %s%s%s", e->direction_known ? "known" : "not certain",
		e->reason ? ": " : "", e->reason ? e->reason : "");
	for (size_t i = 0; i < e->evidence_count && shown < MOST_PASSAGES; i++) {
		if (e->evidence[i].parent.begin == APO_NONE ||
			e->evidence[i].child.begin == APO_NONE)
			continue;
		apo__buffer_puts(&out, "\v");
		add_passage(&out, parent, e->evidence[i].parent);
		apo__buffer_puts(&out, " > ");
		add_passage(&out, child, e->evidence[i].child);
		shown++;
	}
	if (e->evidence_count > shown)
		apo__buffer_printf(&out, "\vand %zu more", e->evidence_count - shown);
	return apo__buffer_text(&out);
}

static void add_edge(builder *b, const apo_trace *trace, size_t i)
{
	static const apo__arc_attribution attributions[] = {
		[APO_ATTRIBUTION_NAMED] = APO__ARC_NAMED,
		[APO_ATTRIBUTION_VAGUE] = APO__ARC_VAGUE,
		[APO_ATTRIBUTION_NONE] = APO__ARC_NONE,
		[APO_ATTRIBUTION_FALSE] = APO__ARC_FALSE};
	const apo_edge *e = &trace->edges[i];
	int undirected = !e->direction_known || e->confidence < UNCERTAIN_BELOW;
	const char *label = apo__sprintf(b->arena, "%s, %u %%%s", apo_edge_kind_name(e->kind),
		(unsigned)(e->coverage * 100 + .5), undirected ? " ?" : "");
	apo__arc *arc = add_arc(b, e->parent, e->child, label, attributions[e->attribution]);
	arc->share = e->coverage;
	arc->undirected = undirected;
	arc->title = evidence_of(b->arena, trace, e);
	arc->place = apo__sprintf(b->arena, "edge-%zu", i + 1);
}

/* The source's line to a document, with the passage that credits it. */
static void add_attribution(
	builder *b, const apo_trace *trace, const apo_upstream *u, uint32_t node, uint32_t document)
{
	const apo_document *d = trace->corpus->documents[document];
	apo__arc *arc = add_arc(b, node, document, u->inferred ? "shared wording" : "",
		u->inferred ? APO__ARC_SHARED : APO__ARC_NAMED);
	arc->place = "sources";
	if (u->inferred)
		return;
	for (uint32_t i = 0; i < d->attribution_count; i++) {
		const apo_attribution *a = &d->attributions[i];
		if (!a->name || strcmp(a->name, u->source) != 0)
			continue;
		apo__buffer title = {.arena = b->arena};
		apo__buffer_printf(&title, "%s\vcredited: ", arc->title);
		add_passage(&title, d, a->span);
		arc->title = apo__buffer_text(&title);
		return;
	}
}

apo__graph apo__graph_of_trace(apo__arena *arena, const apo_trace *trace)
{
	builder b = {.arena = arena};
	for (size_t i = 0; i < trace->corpus->count; i++)
		add_document(&b, trace->corpus->documents[i],
			apo__sprintf(arena, "document-%zu", i + 1));
	for (size_t i = 0; i < trace->edge_count; i++)
		add_edge(&b, trace, i);
	for (size_t i = 0; i < trace->upstream_count; i++) {
		const apo_upstream *u = &trace->upstream[i];
		if (!apo__upstream_is_origin(u))
			continue;
		uint32_t node = b.nodes.count;
		add_node(&b, u->inferred ? APO__NODE_INFERRED : APO__NODE_UNSEEN, u->source,
			u->inferred ? "named by no one" : apo_source_type_name(u->type))
			->place = "sources";
		for (size_t k = 0; k < u->count; k++)
			if (apo__upstream_first_hand(trace, u, u->documents[k]))
				add_attribution(&b, trace, u, node, u->documents[k]);
	}
	return (apo__graph){b.nodes.items, b.arcs.items, b.nodes.count, b.arcs.count};
}

/* Join every origin that `document` credits to its node; an origin both sides credit has one node. */
static void add_attributions(builder *b, const apo_document *document, uint32_t node)
{
	uint32_t first_origin = 2;
	for (uint32_t i = 0; i < document->attribution_count; i++) {
		const apo_attribution *a = &document->attributions[i];
		if (!apo__source_is_origin(a->type) || !a->name)
			continue;
		uint32_t origin = first_origin;
		while (origin < b->nodes.count &&
			strcmp(b->nodes.items[origin].label, a->name) != 0)
			origin++;
		if (origin == b->nodes.count)
			add_node(b, APO__NODE_UNSEEN, a->name, apo_source_type_name(a->type));
		uint32_t arc = 0;
		while (arc < b->arcs.count &&
			(b->arcs.items[arc].parent != origin || b->arcs.items[arc].child != node))
			arc++;
		if (arc == b->arcs.count)
			add_arc(b, origin, node, "", APO__ARC_NAMED);
	}
}

static const char *dated_detail(apo__arena *arena, const apo__node *n)
{
	return n->day ? apo__sprintf(arena, "%s%s%s", n->detail, *n->detail ? ", " : "", n->day)
		      : n->detail;
}

apo__graph apo__graph_of_report(apo__arena *arena, const apo_report *report)
{
	builder b = {.arena = arena};
	const apo_document *source = report->alignment->source, *target = report->alignment->target;
	int dropped = 0;
	for (size_t i = 0; i < report->issue_count; i++)
		dropped += report->issues[i].type == APO_ISSUE_ATTRIBUTION_DROPPED;
	add_document(&b, source, NULL);
	add_document(&b, target, NULL);
	/* of two documents, the source is left of the target, whatever their days */
	b.nodes.items[0].detail = dated_detail(arena, &b.nodes.items[0]);
	b.nodes.items[1].detail = dated_detail(arena, &b.nodes.items[1]);
	b.nodes.items[0].day = b.nodes.items[1].day = NULL;
	add_arc(&b, 0, 1,
		dropped ? apo__sprintf(
				  arena, "%d credit%s dropped", dropped, dropped == 1 ? "" : "s")
			: "",
		dropped ? APO__ARC_DROPPED : APO__ARC_NAMED);
	add_attributions(&b, source, 0);
	add_attributions(&b, target, 1);
	return (apo__graph){b.nodes.items, b.arcs.items, b.nodes.count, b.arcs.count};
}

/* A string of DOT: quotes and backslashes escaped. */
static void dot_string(apo__buffer *out, const char *text)
{
	apo__buffer_putc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			apo__buffer_putc(out, '\\');
		if (*text == '\v') /* the line break between a label's parts */
			apo__buffer_puts(out, "\\n");
		else
			apo__buffer_putc(out, *text == '\n' ? ' ' : *text);
	}
	apo__buffer_putc(out, '"');
}

void apo__graph_dot(apo__buffer *out, const apo__graph *graph, const char *title)
{
	static const char *const shapes[] = {"box", "ellipse", "diamond"};
	static const char *const styles[APO__ARC_STYLES] = {[APO__ARC_NAMED] = "",
		[APO__ARC_VAGUE] = ", style=dashed",
		[APO__ARC_NONE] = ", style=dotted",
		[APO__ARC_FALSE] = ", style=\"bold,dashed\"",
		[APO__ARC_SHARED] = ", style=dotted",
		[APO__ARC_DROPPED] = ", style=dashed"};
	apo__buffer_puts(out, "digraph provenance {\n\tgraph [rankdir=LR, label=");
	dot_string(out, title);
	apo__buffer_puts(out, "];\n\tnode [fontname=\"sans-serif\"];\n\tedge "
			      "[fontname=\"sans-serif\", fontsize=10];\n");
	for (uint32_t i = 0; i < graph->node_count; i++) {
		const apo__node *n = &graph->nodes[i];
		apo__buffer_printf(out, "\tn%u [shape=%s, label=", i, shapes[n->kind]);
		const char *detail = dated_detail(out->arena, n);
		dot_string(out,
			apo__sprintf(out->arena, "%s%s%s", n->label, *detail ? "\v" : "", detail));
		apo__buffer_puts(
			out, n->kind == APO__NODE_DOCUMENT ? "];\n" : ", style=dashed];\n");
	}
	for (uint32_t i = 0; i < graph->arc_count; i++) {
		const apo__arc *a = &graph->arcs[i];
		apo__buffer_printf(out, "\tn%u -> n%u [label=", a->parent, a->child);
		dot_string(out, a->label);
		apo__buffer_puts(out, a->undirected ? ", dir=none" : "");
		apo__buffer_printf(out, "%s, penwidth=", styles[a->attribution]);
		apo__buffer_decimal(out, 1 + a->share * DOT_WIDEST, 1);
		apo__buffer_puts(out, "];\n");
	}
	apo__buffer_puts(out, "}\n");
}
