/* SPDX-License-Identifier: Apache-2.0 */
/* What became of the credits: how a document credits its parent, which sources outside the corpus are named, which credits
 * were dropped or changed on the way, and which passages were copied without one. Cost: attributions x links of an edge. */
#include <string.h>

#include "provenance/trace.h"
#include "text/language/language.h"

#define COPIED_WORDS 8u /* a run that no one writes twice by chance */
#define COMMON_WORDS                                                                               \
	12u /* narration that two documents share though neither follows from the other */

/* Whether the words that name an unnamed source are words for the press ("a newspaper", "media reports"). */
static int speaks_of_media(
	const apo__tracing *t, const apo_document *document, const apo_attribution *a)
{
	const apo__language *language = apo__language_get(t->context, document->lang);
	uint32_t first, end;
	if (!language || a->name)
		return 0;
	const apo__lang_section *nouns = apo__language_section(language, "media-nouns");
	apo__tokens_in(document, a->span, &first, &end);
	for (uint32_t i = first; i < end; i++)
		if (apo__lang_find(
			    nouns, document->tokens[i].form, strlen(document->tokens[i].form)))
			return 1;
	return 0;
}

static apo_attribution_status credit_of(apo__tracing *t, const apo_edge *edge)
{
	const apo_document *child = t->corpus->documents[edge->child],
			   *parent = t->corpus->documents[edge->parent];
	apo_attribution_status credit = APO_ATTRIBUTION_NONE;
	if (parent->publisher && apo__credited_has(&t->credited[edge->child], parent->publisher))
		return APO_ATTRIBUTION_NAMED;
	for (uint32_t i = 0; i < child->attribution_count; i++) {
		const apo_attribution *a = &child->attributions[i];
		int own_name = apo__is_source(t, a->name, child->publisher);
		if (a->type == APO_SOURCE_BYLINE || (own_name && a->type == APO_SOURCE_OUTLET))
			credit = APO_ATTRIBUTION_FALSE; /* claims to be its own work */
		else if (credit == APO_ATTRIBUTION_NONE && speaks_of_media(t, child, a))
			credit = APO_ATTRIBUTION_VAGUE;
	}
	return credit;
}

static int is_origin(const apo_attribution *a)
{
	return a->name && a->type != APO_SOURCE_PERSON && a->type != APO_SOURCE_UNNAMED &&
	       a->type != APO_SOURCE_BYLINE;
}

typedef APO__VECTOR(apo_upstream) upstream_list;
typedef APO__VECTOR(uint32_t) document_list;

/* Names of the publishers of the corpus. */
static void read_publishers(const apo__tracing *t, apo__sources *out)
{
	apo__sources_init(out, t->context, t->arena);
	for (size_t i = 0; i < t->corpus->count; i++)
		if (t->corpus->documents[i]->publisher)
			apo__sources_add(out, t->corpus->documents[i]->publisher, 0);
}

static void find_upstream(apo__tracing *t, upstream_list *out)
{
	APO__VECTOR(document_list) lists = {0};
	apo__sources publishers, known;
	read_publishers(t, &publishers);
	apo__sources_init(&known, t->context, t->arena);
	for (uint32_t d = 0; d < t->corpus->count; d++) {
		const apo_document *document = t->corpus->documents[d];
		for (uint32_t i = 0; i < document->attribution_count; i++) {
			const apo_attribution *a = &document->attributions[i];
			if (!is_origin(a) || apo__sources_find(&publishers, a->name) != APO_NONE)
				continue;
			uint32_t k = apo__sources_find(&known, a->name);
			if (k == APO_NONE) {
				k = apo__sources_add(&known, a->name, 0);
				*apo__push(t->arena, out) =
					(apo_upstream){.source = a->name, .type = a->type};
				*apo__push(t->arena, &lists) = (document_list){0};
			}
			document_list *list = &lists.items[k];
			if (!list->count || list->items[list->count - 1] != d)
				*apo__push(t->arena, list) = d;
		}
	}
	for (uint32_t k = 0; k < out->count; k++) {
		out->items[k].documents = lists.items[k].items;
		out->items[k].count = lists.items[k].count;
	}
}

static int is_edge(const apo__tracing *t, uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < t->trace->edge_count; i++) {
		const apo_edge *e = &t->trace->edges[i];
		if ((e->child == a && e->parent == b) || (e->child == b && e->parent == a))
			return 1;
	}
	return 0;
}

/* Documents that share narration word for word though neither follows from the other have a source that no one names. */
static void infer_common_sources(apo__tracing *t, upstream_list *out)
{
	size_t count = t->corpus->count;
	uint32_t *group = apo__alloc_array(t->arena, count + 1, sizeof *group);
	for (uint32_t d = 0; d < count; d++)
		group[d] = d;
	for (uint32_t i = 0; i < t->pair_count; i++) {
		const apo__pair_evidence *pair = &t->pairs[i];
		int common = 0;
		for (uint32_t k = 0; k < pair->run_count; k++)
			common |= !pair->runs[k].quoted && pair->runs[k].words >= COMMON_WORDS;
		if (!common || is_edge(t, pair->a, pair->b) || group[pair->a] == group[pair->b])
			continue;
		uint32_t keep = group[pair->a], drop = group[pair->b];
		for (uint32_t d = 0; d < count; d++)
			if (group[d] == drop)
				group[d] = keep;
	}
	unsigned number = 0;
	for (uint32_t g = 0; g < count; g++) {
		uint32_t *documents = apo__alloc_array(t->arena, count, sizeof *documents),
			 members = 0;
		for (uint32_t d = 0; d < count; d++)
			if (group[d] == g)
				documents[members++] = d;
		if (members > 1)
			*apo__push(t->arena, out) =
				(apo_upstream){apo__sprintf(t->arena, "common source %u", ++number),
					APO_SOURCE_UNNAMED, 1, documents, members};
	}
}

/* Where the child has the passage that a segment of the parent stands for; APO_SPAN_NONE when it has not. */
static apo_span counterpart(const apo__tracing *t, const apo_edge *edge, uint32_t parent_segment)
{
	const apo_document *parent = t->corpus->documents[edge->parent];
	apo_span best = APO_SPAN_NONE;
	double score = 0;
	for (size_t i = 0; i < edge->evidence_count; i++)
		if (apo__segment_at(parent, edge->evidence[i].parent.begin) == parent_segment &&
			edge->evidence[i].score > score) {
			score = edge->evidence[i].score;
			best = edge->evidence[i].child;
		}
	return best;
}

typedef APO__VECTOR(apo_dropped_attribution) dropped_list;

/* Whether a passage of the child credits whom the parent credits in `a`. */
static int credited_there(const apo__tracing *t, const apo_document *child, apo_span passage,
	const apo_attribution *a)
{
	for (uint32_t i = 0; i < child->attribution_count; i++) {
		const apo_attribution *own = &child->attributions[i];
		int touches = own->span.begin < passage.end && passage.begin < own->span.end;
		if (touches && apo__is_source(t, own->name, a->name))
			return 1;
	}
	return 0;
}

/* A credit is dropped where the passage that took over the parent's words does not give it; one that the child gives elsewhere
 * counts too, for a reader of the passage does not see it. */
static void find_dropped(apo__tracing *t, const apo_edge *edge, dropped_list *out)
{
	const apo_document *child = t->corpus->documents[edge->child];
	const apo_document *parent = t->corpus->documents[edge->parent];
	for (uint32_t i = 0; i < parent->attribution_count; i++) {
		const apo_attribution *a = &parent->attributions[i];
		if (!is_origin(a) || apo__is_source(t, a->name, child->publisher))
			continue;
		apo_span there = counterpart(t, edge, a->segment);
		if (there.begin != APO_NONE && !credited_there(t, child, there, a))
			*apo__push(t->arena, out) = (apo_dropped_attribution){edge->child,
				edge->parent, a->name, a->span, there,
				apo__credited_has_same(&t->credited[edge->child], parent, a)};
	}
}

typedef APO__VECTOR(apo_changed_attribution) changed_list;

/* Remarks whose speaker differs from the one that the wording nearest to the origin has. */
static void find_changed(apo__tracing *t, changed_list *out)
{
	for (size_t i = 0; i < t->trace->remark_count; i++) {
		const apo_remark *r = &t->trace->remarks[i];
		const char *speaker = NULL;
		for (size_t k = 0; k < r->count; k++) {
			const apo_document *document =
				t->corpus->documents[r->variants[k].document];
			const apo_document *origin = t->corpus->documents[r->variants[0].document];
			const apo_attribution *by = NULL;
			for (uint32_t n = 0; n < document->attribution_count && !by; n++) {
				const apo_attribution *a = &document->attributions[n];
				int here = a->quote != APO_NONE &&
					   document->quotes[a->quote].span.begin ==
						   r->variants[k].span.begin;
				if (here && a->type == APO_SOURCE_PERSON && a->name)
					by = a;
			}
			if (by && !speaker)
				speaker = by->name;
			else if (by && !strcmp(origin->lang, document->lang) &&
				 !apo__persons_same(t->context, t->arena, speaker, by->name))
				*apo__push(t->arena, out) = (apo_changed_attribution){
					r->variants[k].document, by->span, by->name, speaker};
		}
	}
}

typedef APO__VECTOR(apo_copied_passage) copied_list;

static void find_copied(apo__tracing *t, const apo_edge *edge, copied_list *out)
{
	int swapped;
	const apo__pair_evidence *pair = apo__pair_of(t, edge->child, edge->parent, &swapped);
	for (uint32_t i = 0;
		pair && edge->attribution != APO_ATTRIBUTION_NAMED && i < pair->run_count; i++) {
		const apo__shared_run *run = &pair->runs[i];
		if (run->words >= COPIED_WORDS && !run->quoted)
			*apo__push(t->arena, out) = (apo_copied_passage){edge->child, edge->parent,
				swapped ? run->b : run->a, swapped ? run->a : run->b, run->words};
	}
}

/* Long shared narration of documents without an edge: either may have it from the other or from a third. */
static void find_common(apo__tracing *t, copied_list *out)
{
	for (uint32_t i = 0; i < t->pair_count; i++) {
		const apo__pair_evidence *pair = &t->pairs[i];
		if (is_edge(t, pair->a, pair->b))
			continue;
		int a_is_child = pair->direction < 0;
		for (uint32_t k = 0; k < pair->run_count; k++) {
			const apo__shared_run *run = &pair->runs[k];
			if (run->words >= COMMON_WORDS && !run->quoted)
				*apo__push(t->arena, out) =
					(apo_copied_passage){a_is_child ? pair->a : pair->b,
						a_is_child ? pair->b : pair->a,
						a_is_child ? run->a : run->b,
						a_is_child ? run->b : run->a, run->words};
		}
	}
}

void apo__credits_find(apo__tracing *t)
{
	upstream_list upstream = {0};
	dropped_list dropped = {0};
	changed_list changed = {0};
	copied_list copied = {0};
	apo_edge *edges = apo__alloc_array(t->arena, t->trace->edge_count + 1, sizeof *edges);
	for (size_t i = 0; i < t->trace->edge_count; i++) {
		edges[i] = t->trace->edges[i];
		edges[i].attribution = credit_of(t, &edges[i]);
		find_dropped(t, &edges[i], &dropped);
		find_copied(t, &edges[i], &copied);
	}
	t->trace->edges = edges;
	find_common(t, &copied);
	find_upstream(t, &upstream);
	infer_common_sources(t, &upstream);
	find_changed(t, &changed);
	t->trace->upstream = upstream.items;
	t->trace->upstream_count = upstream.count;
	t->trace->dropped = dropped.items;
	t->trace->dropped_count = dropped.count;
	t->trace->changed = changed.items;
	t->trace->changed_count = changed.count;
	t->trace->copied = copied.items;
	t->trace->copied_count = copied.count;
}
