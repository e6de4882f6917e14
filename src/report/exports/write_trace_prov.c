/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A trace in W3C PROV (docs/provenance.md, "For other programs"). Entities are documents, sources outside of the corpus, passages
 * that an edge rests on, wordings of remarks; agents are publishers, credited organizations, speakers. What is not sure is
 * never a derivation: an edge without a direction is an entity of its own (apo:Relation) beside an alternateOf, a common source
 * that no one names is a wasInfluencedBy.
 */
#include <string.h>

#include "base/map.h"
#include "base/sha256.h"
#include "provenance/upstream.h"
#include "report/exports/exports.h"
#include "report/exports/identifiers.h"
#include "report/exports/prov.h"

typedef struct {
	apo__arena *arena;
	const apo_trace *trace;
	apo__prov prov;
	const char **documents; /* local names */
} prov_job;

static const apo_document *document_of(const prov_job *j, uint32_t index)
{
	return j->trace->corpus->documents[index];
}

static const char *numbered(const prov_job *j, const char *what, size_t number)
{
	return apo__sprintf(j->arena, "%s.%zu", what, number + 1);
}

/* ---- passages and wordings ------------------------------------------------------------------ */

static const char *span_text(const prov_job *j, uint32_t document, apo_span span)
{
	return apo__span_label(j->arena, document_of(j, document), span);
}

static const char *passage_name(const prov_job *j, uint32_t document, apo_span span)
{
	return apo__sprintf(j->arena, "%s.%s",
		apo__local_name(j->arena, "passage", document_of(j, document)->id),
		span_text(j, document, span));
}

static const char *wording_name(const prov_job *j, const apo_remark *remark, size_t variant)
{
	return apo__sprintf(
		j->arena, "%s.%zu", apo__local_name(j->arena, "wording", remark->id), variant + 1);
}

/* Where a passage is, and the hash of its text. */
static void put_place(prov_job *j, uint32_t document, apo_span span)
{
	const apo_document *d = document_of(j, document);
	char hash[65];
	apo__sha256(d->text + span.begin, span.end - span.begin, hash);
	apo__prov_node(&j->prov, "apo:document", j->documents[document]);
	apo__prov_string(&j->prov, "apo:span", span_text(j, document, span));
	apo__prov_string(&j->prov, "apo:text-sha256", hash);
}

static void put_passage(prov_job *j, apo__interner *seen, uint32_t document, apo_span span)
{
	const char *name = passage_name(j, document, span);
	uint32_t before = seen->count;
	if (apo__intern(seen, name, strlen(name)) != before)
		return;
	apo__prov_record(&j->prov, APO__PROV_ENTITY, NULL, name, NULL);
	apo__prov_type(&j->prov, "apo:Passage", NULL);
	put_place(j, document, span);
	apo__prov_close(&j->prov);
}

static void put_wording(prov_job *j, const apo_remark *remark, size_t i)
{
	const apo_variant *v = &remark->variants[i];
	const apo_document *d = document_of(j, v->document);
	apo__prov_record(&j->prov, APO__PROV_ENTITY, NULL, wording_name(j, remark, i), NULL);
	apo__prov_type(&j->prov, "apo:Wording", NULL);
	apo__prov_text(
		&j->prov, "prov:value", d->text + v->span.begin, v->span.end - v->span.begin);
	put_place(j, v->document, v->span);
	apo__prov_string(&j->prov, "apo:remark", remark->id);
	apo__prov_string(&j->prov, "apo:status", apo_quote_status_name(v->status));
	apo__prov_close(&j->prov);
}

/* ---- entities ------------------------------------------------------------------------------- */

static void put_document(prov_job *j, size_t i)
{
	const apo_document *d = j->trace->corpus->documents[i];
	apo__prov *p = &j->prov;
	apo__prov_record(p, APO__PROV_ENTITY, NULL, j->documents[i], NULL);
	apo__prov_label(p, d->title ? d->title : d->id, d->title ? d->lang : NULL);
	apo__prov_type(p, "apo:Document", NULL);
	apo__prov_string(p, "apo:id", d->id);
	apo__prov_string(p, "apo:file", d->path);
	apo__prov_string(p, "apo:sha256", d->sha256);
	apo__prov_string(p, "apo:language", d->lang);
	apo__prov_string(p, "apo:published", d->published);
	apo__prov_string(p, "apo:publisher", d->publisher);
	apo__prov_string(p, "apo:author", d->author);
	apo__prov_string(p, "apo:url", d->url);
	apo__prov_string(p, "apo:note", d->note);
	apo__prov_close(p);
}

static void put_unseen(prov_job *j, const apo_upstream *u)
{
	apo__prov_record(&j->prov, APO__PROV_ENTITY, NULL, apo__upstream_name(j->arena, u), NULL);
	apo__prov_label(&j->prov, u->source, NULL);
	apo__prov_type(&j->prov, u->inferred ? "apo:Inferred" : "apo:Unseen", NULL);
	apo__prov_string(&j->prov, "apo:source-type", apo_source_type_name(u->type));
	apo__prov_close(&j->prov);
}

/* What an edge says of itself; its identifier is that of a derivation or, without a direction, of an entity. */
static void put_edge_attributes(prov_job *j, const apo_edge *e)
{
	apo__prov *p = &j->prov;
	apo__prov_string(p, "apo:kind", apo_edge_kind_name(e->kind));
	apo__prov_string(p, "apo:credit", apo_attribution_status_name(e->attribution));
	apo__prov_decimal(p, "apo:coverage", e->coverage);
	apo__prov_decimal(p, "apo:confidence", e->confidence);
	apo__prov_bool(p, "apo:certain", e->direction_known);
	apo__prov_string(p, "apo:reason", e->reason);
}

static void put_relation(prov_job *j, size_t i)
{
	const apo_edge *e = &j->trace->edges[i];
	apo__prov_record(&j->prov, APO__PROV_ENTITY, NULL, numbered(j, "edge", i), NULL);
	apo__prov_type(&j->prov, "apo:Relation", NULL);
	apo__prov_node(&j->prov, "apo:document", j->documents[e->child]);
	apo__prov_node(&j->prov, "apo:other", j->documents[e->parent]);
	put_edge_attributes(j, e);
	apo__prov_close(&j->prov);
}

static void put_entities(prov_job *j)
{
	const apo_trace *t = j->trace;
	apo__interner seen;
	apo__interner_init(&seen, j->arena);
	for (size_t i = 0; i < t->corpus->count; i++)
		put_document(j, i);
	for (size_t i = 0; i < t->upstream_count; i++)
		if (!apo__upstream_is_voice(&t->upstream[i]))
			put_unseen(j, &t->upstream[i]);
	for (size_t i = 0; i < t->edge_count; i++) {
		const apo_edge *e = &t->edges[i];
		for (size_t k = 0; k < e->evidence_count; k++) {
			put_passage(j, &seen, e->child, e->evidence[k].child);
			put_passage(j, &seen, e->parent, e->evidence[k].parent);
		}
		if (!e->direction_known)
			put_relation(j, i);
	}
	for (size_t i = 0; i < t->remark_count; i++)
		for (size_t k = 0; k < t->remarks[i].count; k++)
			put_wording(j, &t->remarks[i], k);
}

/* ---- agents --------------------------------------------------------------------------------- */

static void put_agent(prov_job *j, apo__interner *seen, const char *name, const char *type)
{
	uint32_t before = seen->count;
	if (!name || apo__intern(seen, name, strlen(name)) != before)
		return;
	apo__prov_record(
		&j->prov, APO__PROV_AGENT, NULL, apo__local_name(j->arena, "agent", name), NULL);
	apo__prov_label(&j->prov, name, NULL);
	apo__prov_type(&j->prov, type, NULL);
	apo__prov_close(&j->prov);
}

static void put_agents(prov_job *j)
{
	const apo_trace *t = j->trace;
	apo__interner seen;
	apo__interner_init(&seen, j->arena);
	for (size_t i = 0; i < t->corpus->count; i++)
		put_agent(j, &seen, t->corpus->documents[i]->publisher, "prov:Organization");
	for (size_t i = 0; i < t->upstream_count; i++)
		if (apo__upstream_has_agent(&t->upstream[i]))
			put_agent(j, &seen, t->upstream[i].source, "prov:Organization");
	for (size_t i = 0; i < t->remark_count; i++)
		put_agent(j, &seen, t->remarks[i].speaker, "prov:Person");
}

/* ---- relations ------------------------------------------------------------------------------ */

/* A copy repeats, a rewriting or translation keeps the substance (PROV-DM, 5.2.2 and 5.2.3). */
static const char *type_of(apo_edge_kind kind)
{
	return kind == APO_EDGE_COPY || kind == APO_EDGE_EXCERPT ? "prov:Quotation"
								 : "prov:Revision";
}

static const char *term_of(const prov_job *j, apo_edge_kind kind)
{
	return apo__sprintf(j->arena, "apo:%s", apo_edge_kind_name(kind));
}

static void put_derivation(prov_job *j, size_t i)
{
	const apo_edge *e = &j->trace->edges[i];
	apo__prov *p = &j->prov;
	apo__prov_record(p, APO__PROV_DERIVED, numbered(j, "edge", i), j->documents[e->child],
		j->documents[e->parent]);
	apo__prov_type(p, type_of(e->kind), term_of(j, e->kind));
	put_edge_attributes(j, e);
	apo__prov_close(p);
	for (size_t k = 0; k < e->evidence_count; k++) {
		const apo_evidence *v = &e->evidence[k];
		apo__prov_record(p, APO__PROV_DERIVED,
			apo__sprintf(j->arena, "evidence.%zu.%zu", i + 1, k + 1),
			passage_name(j, e->child, v->child), passage_name(j, e->parent, v->parent));
		apo__prov_type(p, type_of(e->kind), term_of(j, e->kind));
		apo__prov_node(p, "apo:edge", numbered(j, "edge", i));
		apo__prov_decimal(p, "apo:score", v->score);
		apo__prov_bool(p, "apo:certain", 1);
		apo__prov_close(p);
	}
}

/* The bytes where a document names the source. */
static void put_attributed_spans(prov_job *j, uint32_t document, const char *source)
{
	const apo_document *d = document_of(j, document);
	apo__buffer spans = {.arena = j->arena};
	for (uint32_t i = 0; i < d->attribution_count; i++) {
		const apo_attribution *a = &d->attributions[i];
		if (a->name && !strcmp(a->name, source) && a->span.begin != APO_NONE)
			apo__buffer_printf(&spans, "%s%s", spans.size ? " " : "",
				span_text(j, document, a->span));
	}
	if (spans.size)
		apo__prov_string(&j->prov, "apo:credit-spans", spans.data);
}

/* Documents and their sources outside of the corpus, those that are inferred or those that are credited first hand. */
static void put_sources(prov_job *j, int inferred)
{
	for (size_t i = 0; i < j->trace->upstream_count; i++) {
		const apo_upstream *u = &j->trace->upstream[i];
		if (u->inferred != inferred || apo__upstream_is_voice(u))
			continue;
		for (size_t k = 0; k < u->count; k++) {
			uint32_t d = u->documents[k];
			if (!apo__upstream_first_hand(j->trace, u, d))
				continue;
			apo__prov_record(&j->prov,
				inferred ? APO__PROV_INFLUENCED : APO__PROV_DERIVED,
				apo__sprintf(j->arena, "source.%zu.%zu", i + 1, k + 1),
				j->documents[d], apo__upstream_name(j->arena, u));
			if (!inferred)
				apo__prov_type(&j->prov, "prov:PrimarySource", NULL);
			apo__prov_bool(&j->prov, "apo:certain", !inferred);
			if (!inferred)
				put_attributed_spans(j, d, u->source);
			apo__prov_close(&j->prov);
		}
	}
}

/* Whether a wording surely came from the first one: its document surely came from that one's. */
static int is_derived(const prov_job *j, const apo_remark *remark, size_t variant)
{
	uint32_t child = remark->variants[variant].document, parent = remark->variants[0].document;
	for (size_t i = 0; i < j->trace->edge_count; i++) {
		const apo_edge *e = &j->trace->edges[i];
		if (e->child == child && e->parent == parent && e->direction_known)
			return 1;
	}
	return 0;
}

static void put_wordings(prov_job *j, int derived)
{
	apo__prov *p = &j->prov;
	for (size_t i = 0; i < j->trace->remark_count; i++) {
		const apo_remark *r = &j->trace->remarks[i];
		for (size_t k = 1; k < r->count; k++) {
			if (is_derived(j, r, k) != derived)
				continue;
			int exact = r->variants[k].status == APO_QUOTE_EXACT;
			apo__prov_record(p, derived ? APO__PROV_DERIVED : APO__PROV_ALTERNATE,
				apo__sprintf(j->arena, "quoted.%zu.%zu", i + 1, k + 1),
				wording_name(j, r, k), wording_name(j, r, 0));
			if (derived) {
				apo__prov_type(p, exact ? "prov:Quotation" : "prov:Revision", NULL);
				apo__prov_bool(p, "apo:certain", 1);
			}
			apo__prov_close(p);
		}
	}
}

static void put_attributed(prov_job *j, const char *id, const char *entity, const char *agent)
{
	if (!agent)
		return;
	apo__prov_record(&j->prov, APO__PROV_ATTRIBUTED, id, entity,
		apo__local_name(j->arena, "agent", agent));
	apo__prov_close(&j->prov);
}

static void put_attributions(prov_job *j)
{
	const apo_trace *t = j->trace;
	for (size_t i = 0; i < t->corpus->count; i++)
		put_attributed(j, numbered(j, "publisher", i), j->documents[i],
			t->corpus->documents[i]->publisher);
	for (size_t i = 0; i < t->upstream_count; i++)
		if (apo__upstream_has_agent(&t->upstream[i]))
			put_attributed(j, numbered(j, "credited", i),
				apo__upstream_name(j->arena, &t->upstream[i]),
				t->upstream[i].source);
	for (size_t i = 0; i < t->remark_count; i++)
		for (size_t k = 0; k < t->remarks[i].count; k++)
			put_attributed(j, apo__sprintf(j->arena, "speaker.%zu.%zu", i + 1, k + 1),
				wording_name(j, &t->remarks[i], k), t->remarks[i].speaker);
}

/* Edges without a direction: the two documents, and their passages, are versions of the same. */
static void put_alternates(prov_job *j)
{
	for (size_t i = 0; i < j->trace->edge_count; i++) {
		const apo_edge *e = &j->trace->edges[i];
		if (e->direction_known)
			continue;
		apo__prov_record(&j->prov, APO__PROV_ALTERNATE, NULL, j->documents[e->child],
			j->documents[e->parent]);
		apo__prov_close(&j->prov);
		for (size_t k = 0; k < e->evidence_count; k++) {
			apo__prov_record(&j->prov, APO__PROV_ALTERNATE, NULL,
				passage_name(j, e->child, e->evidence[k].child),
				passage_name(j, e->parent, e->evidence[k].parent));
			apo__prov_close(&j->prov);
		}
	}
}

static apo_status write_prov(const apo__writer *w, const apo_trace *trace, apo__prov_syntax syntax)
{
	prov_job j = {.arena = w->arena, .trace = trace};
	size_t count = trace->corpus->count;
	j.documents = apo__alloc_array(w->arena, count, sizeof *j.documents);
	for (size_t i = 0; i < count; i++)
		j.documents[i] =
			apo__local_name(w->arena, "document", trace->corpus->documents[i]->id);
	apo__prov_begin(&j.prov, w, syntax, apo__corpus_space(w->arena, trace->corpus));
	put_entities(&j);
	put_agents(&j);
	for (size_t i = 0; i < trace->edge_count; i++)
		if (trace->edges[i].direction_known)
			put_derivation(&j, i);
	put_sources(&j, 0);
	put_wordings(&j, 1);
	put_attributions(&j);
	put_sources(&j, 1);
	put_alternates(&j);
	put_wordings(&j, 0);
	apo__prov_end(&j.prov);
	return APO_OK;
}

apo_status apo__write_trace_provn(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	(void)err;
	return write_prov(w, trace, APO__PROV_N);
}

apo_status apo__write_trace_prov_json(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	(void)err;
	return write_prov(w, trace, APO__PROV_JSON);
}

apo_status apo__write_trace_prov_xml(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	(void)err;
	return write_prov(w, trace, APO__PROV_XML);
}
