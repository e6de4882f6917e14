/* SPDX-License-Identifier: Apache-2.0 */
/* Builds the graph and writes it as DOT. Cost: linear in documents, edges and attributions. */
#include "report/graph.h"

#include <string.h>

#include "provenance/upstream.h"

typedef struct {
	apo__arena *arena;
	APO__VECTOR(apo__node) nodes;
	APO__VECTOR(apo__arc) arcs;
} builder;

static uint32_t add_node(builder *b, apo__node_kind kind, const char *label, const char *detail)
{
	*apo__push(b->arena, &b->nodes) = (apo__node){kind, label, detail};
	return b->nodes.count - 1;
}

static void add_arc(
	builder *b, uint32_t parent, uint32_t child, const char *label, int credited, int dropped)
{
	*apo__push(b->arena, &b->arcs) = (apo__arc){parent, child, label, credited, dropped, 0};
}

static const char *detail_of(apo__arena *arena, const apo_document *d)
{
	int has_day = d->published && strlen(d->published) >= 10;
	return apo__sprintf(arena, "%s%s%s%s%.10s", d->lang, d->publisher ? ", " : "",
		d->publisher ? d->publisher : "", has_day ? ", " : "", has_day ? d->published : "");
}

apo__graph apo__graph_of_trace(apo__arena *arena, const apo_trace *trace)
{
	builder b = {.arena = arena};
	for (size_t i = 0; i < trace->corpus->count; i++) {
		const apo_document *d = trace->corpus->documents[i];
		add_node(&b, APO__NODE_DOCUMENT, d->id, detail_of(arena, d));
	}
	for (size_t i = 0; i < trace->edge_count; i++) {
		const apo_edge *e = &trace->edges[i];
		const char *label = apo__sprintf(arena, "%s, %u %%%s", apo_edge_kind_name(e->kind),
			(unsigned)(e->coverage * 100 + .5), e->direction_known ? "" : " ?");
		add_arc(&b, e->parent, e->child, label, e->attribution == APO_ATTRIBUTION_NAMED, 0);
		b.arcs.items[b.arcs.count - 1].undirected = !e->direction_known;
	}
	for (size_t i = 0; i < trace->upstream_count; i++) {
		const apo_upstream *u = &trace->upstream[i];
		if (!apo__upstream_is_origin(u))
			continue;
		uint32_t node = add_node(&b, u->inferred ? APO__NODE_INFERRED : APO__NODE_UNSEEN,
			u->source, u->inferred ? "named by no one" : apo_source_type_name(u->type));
		for (size_t k = 0; k < u->count; k++)
			if (apo__upstream_first_hand(trace, u, u->documents[k]))
				add_arc(&b, node, u->documents[k],
					u->inferred ? "shared wording" : "", !u->inferred, 0);
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
			add_arc(b, origin, node, "", 1, 0);
	}
}

apo__graph apo__graph_of_report(apo__arena *arena, const apo_report *report)
{
	builder b = {.arena = arena};
	const apo_document *source = report->alignment->source, *target = report->alignment->target;
	int dropped = 0;
	for (size_t i = 0; i < report->issue_count; i++)
		dropped += report->issues[i].type == APO_ISSUE_ATTRIBUTION_DROPPED;
	add_node(&b, APO__NODE_DOCUMENT, source->id, detail_of(arena, source));
	add_node(&b, APO__NODE_DOCUMENT, target->id, detail_of(arena, target));
	add_arc(&b, 0, 1,
		dropped ? apo__sprintf(
				  arena, "%d credit%s dropped", dropped, dropped == 1 ? "" : "s")
			: "",
		!dropped, dropped);
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
	apo__buffer_puts(out, "digraph provenance {\n\tgraph [rankdir=TB, label=");
	dot_string(out, title);
	apo__buffer_puts(out, "];\n\tnode [fontname=\"sans-serif\"];\n\tedge "
			      "[fontname=\"sans-serif\", fontsize=10];\n");
	for (uint32_t i = 0; i < graph->node_count; i++) {
		const apo__node *n = &graph->nodes[i];
		apo__buffer_printf(out, "\tn%u [shape=%s, label=", i, shapes[n->kind]);
		dot_string(out, apo__sprintf(out->arena, "%s%s%s", n->label, *n->detail ? "\v" : "",
					n->detail));
		apo__buffer_puts(
			out, n->kind == APO__NODE_DOCUMENT ? "];\n" : ", style=dashed];\n");
	}
	for (uint32_t i = 0; i < graph->arc_count; i++) {
		const apo__arc *a = &graph->arcs[i];
		apo__buffer_printf(out, "\tn%u -> n%u [label=", a->parent, a->child);
		dot_string(out, a->label);
		apo__buffer_puts(out, a->undirected ? ", dir=none" : "");
		apo__buffer_puts(out, a->credited ? "];\n" : ", style=dashed];\n");
	}
	apo__buffer_puts(out, "}\n");
}
