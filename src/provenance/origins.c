/* SPDX-License-Identifier: Apache-2.0 */
/* How many origins the documents may have: those that follow from one another, are copies of one text, of one agency's text, or share
 * narration that none of them explains, may all rest on one. Cost: linear in pairs and edges. */
#include "provenance/evidence/tracing.h"

#define MOST_STEPS 8u /* of derivation that are followed; set by hand */

void apo__origins_find(apo__tracing *t)
{
	apo_trace *trace = t->trace;
	size_t count = t->corpus->count;
	uint32_t *group = apo__alloc_array(t->arena, count + 1, sizeof *group);
	uint32_t *origin = apo__alloc_array(t->arena, count + 1, sizeof *origin);
	for (uint32_t d = 0; d < count; d++)
		group[d] = d;
	for (uint32_t d = 0; d < count; d++)
		apo__unite(group, d, t->family[d]);
	for (uint32_t i = 0; i < t->pair_count; i++)
		if (t->pairs[i].wire)
			apo__unite(group, t->pairs[i].a, t->pairs[i].b);
	for (size_t i = 0; i < trace->edge_count; i++)
		apo__unite(group, trace->edges[i].child, trace->edges[i].parent);
	for (size_t i = 0; i < trace->upstream_count; i++)
		for (size_t k = 1; trace->upstream[i].inferred && k < trace->upstream[i].count; k++)
			apo__unite(group, trace->upstream[i].documents[0],
				trace->upstream[i].documents[k]);
	for (uint32_t d = 0; d < count; d++) { /* the root is the first of its group */
		uint32_t root = apo__root(group, d);
		origin[d] = root == d ? trace->origin_count++ : origin[root];
	}
	trace->origin = origin;
}

static int follows_within(const apo_trace *trace, uint32_t document, uint32_t other, unsigned steps)
{
	for (size_t i = 0; steps && i < trace->edge_count; i++) {
		const apo_edge *e = &trace->edges[i];
		if (e->child == document && e->direction_known &&
			(e->parent == other || follows_within(trace, e->parent, other, steps - 1)))
			return 1;
	}
	return 0;
}

int apo__follows_from(const apo_trace *trace, uint32_t document, uint32_t other)
{
	return follows_within(trace, document, other, MOST_STEPS);
}
