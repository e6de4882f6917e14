/* SPDX-License-Identifier: Apache-2.0 */
/* The graph of provenance: documents and the sources they credit, origins first. */
#ifndef APO__REPORT_GRAPH_H
#define APO__REPORT_GRAPH_H

#include "base/buffer.h"

typedef enum { APO__NODE_DOCUMENT, APO__NODE_UNSEEN, APO__NODE_INFERRED } apo__node_kind;

typedef struct {
	apo__node_kind kind;
	const char *label;
	const char *detail; /* second line; "" = none */
} apo__node;

typedef struct {
	uint32_t parent, child; /* indexes of nodes */
	const char *label;	/* "translation", "credited"; "" = none */
	int credited;		/* a dashed line where not */
	int dropped;		/* the attribution was lost on the way */
	int undirected;		/* which of the two was first is not known */
} apo__arc;

typedef struct {
	apo__node *nodes;
	apo__arc *arcs;
	uint32_t node_count, arc_count;
} apo__graph;

/* The graph of a trace: its edges, and its unseen sources joined to those documents that credit them first hand (not
 * those whose parents do already). */
apo__graph apo__graph_of_trace(apo__arena *arena, const apo_trace *trace);
/* The graph of one pair: source, target, the agencies, outlets and documents that either credits. */
apo__graph apo__graph_of_report(apo__arena *arena, const apo_report *report);

/* DOT (graphviz's language). */
void apo__graph_dot(apo__buffer *out, const apo__graph *graph, const char *title);
/* SVG: `standalone` as a file of its own, which is light or dark as its window; else inside HTML, in the page's colours. `by_dot`:
 * laid out by graphviz's dot, which the drawing then names, where it can be (report/layout.h). Returns whether it was. */
int apo__graph_svg(
	apo__buffer *out, const apo__graph *graph, const char *title, int standalone, int by_dot);

#endif
