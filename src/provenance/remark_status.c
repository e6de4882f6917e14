/* SPDX-License-Identifier: Apache-2.0 */
/* What became of a remark in each document that has it: exact, altered, reported, or made a quotation of what was none. */
#include <string.h>

#include "provenance/direction.h"
#include "provenance/quote_wording.h"
#include "provenance/remarks.h"

#define NARRATED                                                                                   \
	.40 /* of the words of a quotation, from a parent's narration; set on the project's own corpora */
#define ALIKE .80 /* score of a link that shows narration in another language; set by hand */
#define SURE  .90 /* confidence of a derivation that a charge may rest on; set by hand */
enum {
	FEWEST_WORDS = 4, /* of a quotation that may be charged with being none */
	MOST_COMPARED = 8 /* wordings of a remark that another one is compared with */
};

static int compare_members(const apo__remark_group *g, uint32_t x, uint32_t y)
{
	const apo__statement *a = &g->statements[x], *b = &g->statements[y];
	const apo_corpus *corpus = g->t->corpus;
	if ((a->quote == APO_NONE) != (b->quote == APO_NONE))
		return a->quote == APO_NONE ? 1 : -1;
	if (g->depths[a->document] != g->depths[b->document])
		return g->depths[a->document] < g->depths[b->document] ? -1 : 1;
	int order = apo_instant_compare(
		&corpus->documents[a->document]->time, &corpus->documents[b->document]->time);
	return order ? order : x < y ? -1 : x > y;
}

/* Groups are small: insertion keeps the order stable without a context for qsort. */
void apo__remark_add(apo__remark_group *g, uint32_t member)
{
	uint32_t at = g->count++;
	while (at && compare_members(g, member, g->members[at - 1]) < 0) {
		g->members[at] = g->members[at - 1];
		at--;
	}
	g->members[at] = member;
}

/* A rendering in another language has other words by nature: what the checks of its derivation found inside of it changes it, and what
 * its parent has changed is passed on. */
static void compare_rendering(const apo__remark_group *g, uint32_t place,
	const apo_variant *variants, apo_variant *variant)
{
	const apo_trace *trace = g->t->trace;
	for (size_t i = 0; i < trace->change_count; i++) {
		const apo_change *c = &trace->changes[i];
		if (c->child != variant->document || c->child_span.begin < variant->span.begin ||
			c->child_span.end > variant->span.end)
			continue;
		variant->status = APO_QUOTE_ALTERED;
		variant->difference = c->message;
		variant->severity = c->severity;
		return;
	}
	for (size_t i = 0; i < trace->edge_count; i++) {
		const apo_edge *e = &trace->edges[i];
		if (e->child != variant->document || !e->direction_known)
			continue;
		for (uint32_t k = 0; k < place; k++)
			if (variants[k].document == e->parent &&
				variants[k].status == APO_QUOTE_ALTERED) {
				variant->status = APO_QUOTE_ALTERED;
				variant->difference = apo__sprintf(g->t->arena, "as in %s: %s",
					g->t->corpus->documents[e->parent]->id,
					variants[k].difference);
				variant->severity = APO_SEVERITY_MINOR;
				return;
			}
	}
}

static apo__quoted quoted(const apo__tracing *t, const apo__statement *s)
{
	const apo_document *document = t->corpus->documents[s->document];
	return (apo__quoted){
		document, s->inner, (document->quotes[s->quote].flags & APO_QUOTE_UNCLOSED) != 0};
}

/* What a quotation has otherwise than the same in an earlier document. One that is fuller at its ends is not a change where its document
 * was not made from the other: the other may have cut it. */
static apo__quote_wording compare_quotes(
	const apo__remark_group *g, const apo__statement *other, const apo__statement *s)
{
	const apo__tracing *t = g->t;
	apo__quoted before = quoted(t, other), after = quoted(t, s);
	apo__quote_wording wording = apo__quote_compare(t, &before, &after);
	if (wording.difference && !apo__follows_from(t->trace, s->document, other->document) &&
		!apo__quote_compare(t, &after, &before).difference)
		wording.difference = NULL;
	return wording;
}

/* Wording of a member against what the document nearest to the origin in its language has, which may say it twice: exact when it is
 * one of these, else what differs from the first. What is passed on as another changed it is altered. Returns whether there is one. */
static int compare_wording(const apo__remark_group *g, uint32_t place, apo_variant *variant)
{
	const apo__statement *s = &g->statements[g->members[place]];
	apo_document *const *documents = g->t->corpus->documents;
	uint32_t origin = APO_NONE;
	variant->status = APO_QUOTE_EXACT; /* a faithful rendering, as far as is known */
	for (uint32_t i = 0, compared = 0; i < place && compared < MOST_COMPARED; i++) {
		const apo__statement *other = &g->statements[g->members[i]];
		if (other->quote == APO_NONE || (origin != APO_NONE && other->document != origin) ||
			strcmp(documents[other->document]->lang, documents[s->document]->lang) != 0)
			continue;
		origin = other->document;
		apo__quote_wording wording = compare_quotes(g, other, s);
		if (!compared++ || !wording.difference) {
			variant->status = wording.difference ? APO_QUOTE_ALTERED : APO_QUOTE_EXACT;
			variant->difference = wording.difference;
			variant->severity = wording.severity;
		}
		if (!wording.difference)
			return 1;
	}
	return origin != APO_NONE;
}

/* Whether a span occurs in another document byte for byte, marks and all: then it was quoted there, wherever that was seen to end. */
static int stands_in(const apo_document *other, const apo_document *document, apo_span span)
{
	const char *text = document->text + span.begin, *at = other->text;
	size_t size = span.end - span.begin, left = other->size;
	while (left >= size && (at = memchr(at, *text, left - size + 1))) {
		if (!memcmp(at, text, size))
			return 1;
		at++;
		left = other->size - (size_t)(at - other->text);
	}
	return 0;
}

/* Whether a link of a derivation shows that the words of a quotation are narration in the parent. In one language most of them are the
 * same; in two, what the quotation says is linked with narration that nothing leaves in doubt. */
static int is_narration(const apo__tracing *t, const apo__statement *s, const apo_edge *e,
	const apo_evidence *link, apo__arena *scratch)
{
	const apo_document *document = t->corpus->documents[s->document],
			   *parent = t->corpus->documents[e->parent];
	uint32_t here = apo__segment_at(document, link->child.begin),
		 there = apo__segment_at(parent, link->parent.begin);
	double shared[2];
	if (apo__quote_in(parent, there) != APO_NONE || stands_in(parent, document, s->span))
		return 0;
	if (strcmp(parent->lang, document->lang) != 0)
		return link->score >= ALIKE && apo__surely_quoted(document, here) &&
		       apo__surely_unquoted(parent, there);
	apo__wording_shared(parent, link->parent, document, s->inner, scratch, shared);
	return shared[1] >= NARRATED;
}

/* Whether some passage that a derivation links with a quotation is a quotation in the parent, too. */
static int is_quoted_there(const apo__tracing *t, const apo_quote *q, const apo_edge *e)
{
	const apo_document *document = t->corpus->documents[e->child],
			   *parent = t->corpus->documents[e->parent];
	for (size_t k = 0; k < e->evidence_count; k++) {
		uint32_t here = apo__segment_at(document, e->evidence[k].child.begin),
			 there = apo__segment_at(parent, e->evidence[k].parent.begin);
		if (here >= q->first_segment && here <= q->last_segment &&
			apo__quote_in(parent, there) != APO_NONE)
			return 1;
	}
	return 0;
}

/* The derivation by which a quotation rests on narration of a parent, which quotes no part of it; NULL when none shows it. */
static const apo_edge *rests_on_narration(
	const apo__tracing *t, const apo__statement *s, apo__arena *scratch)
{
	const apo_document *document = t->corpus->documents[s->document];
	const apo_quote *q = &document->quotes[s->quote];
	for (size_t i = 0; i < t->trace->edge_count && s->words >= FEWEST_WORDS; i++) {
		const apo_edge *e = &t->trace->edges[i];
		if (e->child != s->document || !e->direction_known || is_quoted_there(t, q, e))
			continue;
		for (size_t k = 0; k < e->evidence_count; k++) {
			uint32_t segment = apo__segment_at(document, e->evidence[k].child.begin);
			if (segment >= q->first_segment && segment <= q->last_segment &&
				is_narration(t, s, e, &e->evidence[k], scratch))
				return e;
		}
	}
	return NULL;
}

/* Whether all others that have a remark as a quotation have it from the first: they hang on it or on one of each other. */
static int all_from_first(const apo__remark_group *g)
{
	const apo_trace *trace = g->t->trace;
	for (uint32_t i = 1; i < g->count; i++) {
		const apo__statement *s = &g->statements[g->members[i]];
		int hangs = s->quote == APO_NONE;
		for (size_t k = 0; k < trace->edge_count && !hangs; k++)
			for (uint32_t n = 0; n < i && !hangs; n++)
				hangs = trace->edges[k].child == s->document &&
					trace->edges[k].parent ==
						g->statements[g->members[n]].document;
		if (!hangs)
			return 0;
	}
	return 1;
}

/* A quotation that is narration in what its document was made from: the first one is charged with it, the others pass it on. Critical is
 * one in the same language that no other text has, where who was first is sure. */
static void judge_narration(
	const apo__remark_group *g, apo_variant *variants, uint32_t quoted, apo__arena *scratch)
{
	const apo__tracing *t = g->t;
	const apo__statement *first = &g->statements[g->members[0]];
	const apo_edge *edge = first->quote != APO_NONE && all_from_first(g)
				       ? rests_on_narration(t, first, scratch)
				       : NULL;
	for (uint32_t i = 0; edge && i < g->count; i++) {
		const apo_document *from = t->corpus->documents[i ? first->document : edge->parent];
		int foreign = strcmp(from->lang, t->corpus->documents[first->document]->lang) != 0;
		if (g->statements[g->members[i]].quote == APO_NONE)
			continue;
		variants[i].status = APO_QUOTE_FABRICATED;
		variants[i].difference = apo__sprintf(
			t->arena, i ? "as in %s, which has it first" : "narration in %s", from->id);
		variants[i].severity = i ? APO_SEVERITY_MINOR
					 : (quoted > 1 || foreign || edge->confidence < SURE
							   ? APO_SEVERITY_MAJOR
							   : APO_SEVERITY_CRITICAL);
	}
}

apo_remark apo__remark_of(const apo__remark_group *g, uint32_t number, apo__arena *scratch)
{
	const apo__tracing *t = g->t;
	apo_remark remark = {.id = apo__sprintf(t->arena, "q%u", number), .count = g->count};
	apo_variant *variants = apo__alloc_array(t->arena, g->count, sizeof *variants);
	uint32_t quoted = 0;
	for (uint32_t i = 0; i < g->count; i++)
		quoted += g->statements[g->members[i]].quote != APO_NONE;
	for (uint32_t i = 0; i < g->count; i++) {
		const apo__statement *s = &g->statements[g->members[i]];
		variants[i] = (apo_variant){s->document, s->span, APO_QUOTE_ORIGINAL, NULL, 0};
		if (s->quote == APO_NONE) {
			variants[i].status = APO_QUOTE_INDIRECT;
		} else if (i) {
			if (!compare_wording(g, i, &variants[i]))
				compare_rendering(g, i, variants, &variants[i]);
		}
		if (!remark.speaker)
			remark.speaker = s->speaker;
	}
	if (g->count)
		judge_narration(g, variants, quoted, scratch);
	remark.variants = variants;
	return remark;
}
