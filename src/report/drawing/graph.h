/* SPDX-License-Identifier: Apache-2.0 */
/* The graph of provenance: documents and the sources they credit, origins first. */
#ifndef APO__REPORT_DRAWING_GRAPH_H
#define APO__REPORT_DRAWING_GRAPH_H

#include "base/buffer.h"

typedef enum { APO__NODE_DOCUMENT, APO__NODE_UNSEEN, APO__NODE_INFERRED } apo__node_kind;

/* How the child of an arc credits its parent; APO__ARC_SHARED: the parent is inferred, there is nothing to credit;
 * APO__ARC_DROPPED: attributions of the parent are missing in the child. */
typedef enum {
	APO__ARC_NAMED,
	APO__ARC_VAGUE,
	APO__ARC_NONE,
	APO__ARC_FALSE,
	APO__ARC_SHARED,
	APO__ARC_DROPPED,
	APO__ARC_STYLES
} apo__arc_attribution;

typedef struct {
	apo__node_kind kind;
	const char *label;
	const char *detail; /* second line; "" = none */
	const char *day;    /* of publication, YYYY-MM-DD; NULL = unknown, or not asked for */
	const char *title;  /* what is known of it; lines end in \v */
	const char *place;  /* the id of its part of the page; NULL = none */
} apo__node;

typedef struct {
	uint32_t parent, child; /* indexes of nodes */
	const char *label;	/* "translation"; "" = none */
	apo__arc_attribution attribution;
	double share;	   /* of the child that is from the parent; 0 = not known */
	int undirected;	   /* which of the two was first is not known, or hardly */
	const char *title; /* the evidence; lines end in \v */
	const char *place; /* as of a node */
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
/* SVG, time and derivation from left to right: `standalone` as a file of its own, which is light or dark as its window; else inside HTML, in the page's colours. `by_dot`:
 * laid out by graphviz's dot, which the drawing then names, where it can be (report/drawing/layout.h). Returns whether it was. */
int apo__graph_svg(
	apo__buffer *out, const apo__graph *graph, const char *title, int standalone, int by_dot);

#endif
