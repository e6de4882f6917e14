/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A trace as JSON-LD (W3C Recommendation, 2020) with schema.org's words. The context is inline: who reads it needs no network. Only what
 * is sure is isBasedOn or translationOfWork; the rest is apo:possiblyBasedOn. The bytes that a relation rests on are in
 * apo:relation, for schema.org has no words for them.
 */
#include <string.h>

#include "provenance/upstream.h"
#include "report/exports/exports.h"
#include "report/exports/identifiers.h"

typedef struct {
	apo__arena *arena;
	apo__json json;
	const apo_trace *trace;
	const char *space;
	uint32_t document; /* at hand */
} jsonld_job;

static const char *iri_of_document(const jsonld_job *j, uint32_t document)
{
	return apo__sprintf(j->arena, "%s%s", j->space,
		apo__local_name(j->arena, "document", j->trace->corpus->documents[document]->id));
}

static const char *iri_of_upstream(const jsonld_job *j, const apo_upstream *u)
{
	return apo__sprintf(j->arena, "%s%s", j->space, apo__upstream_name(j->arena, u));
}

static void put_context(apo__json *json)
{
	static const char *const links[] = {"isBasedOn", "translationOfWork", "citation", "url",
		"apo:possiblyBasedOn", "apo:to"};
	apo__json_open(json, "@context", '{', 1);
	apo__json_string(json, "@vocab", "https://schema.org/");
	apo__json_string(json, "apo", APO__TERMS);
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		apo__json_open(json, links[i], '{', 0);
		apo__json_string(json, "@type", "@id");
		apo__json_close(json);
	}
	apo__json_close(json);
}

static void put_organization(jsonld_job *j, const char *key, const char *name, const char *type)
{
	if (!name)
		return;
	apo__json_open(&j->json, key, '{', 0);
	apo__json_string(&j->json, "@type", type);
	apo__json_string(&j->json, "name", name);
	apo__json_close(&j->json);
}

/* Which edges of the document at hand a property has. */
typedef int (*edge_test)(const apo_edge *edge);

static int is_known(const apo_edge *e)
{
	return e->direction_known;
}

static int is_translation(const apo_edge *e)
{
	return e->direction_known && e->kind == APO_EDGE_TRANSLATION;
}

static int is_cited(const apo_edge *e)
{
	return e->direction_known && e->attribution == APO_ATTRIBUTION_NAMED;
}

static int is_unknown(const apo_edge *e)
{
	return !e->direction_known;
}

/* Which sources outside of the corpus it has too: none, those credited first hand, those that no one names, all credited. */
typedef enum { NO_SOURCE, FIRST_HAND, INFERRED, CREDITED } source_set;

static int is_of(const jsonld_job *j, const apo_upstream *u, source_set set)
{
	if (set == NO_SOURCE || apo__upstream_is_voice(u) || u->inferred != (set == INFERRED))
		return 0;
	for (size_t i = 0; i < u->count; i++)
		if (u->documents[i] == j->document)
			return set != FIRST_HAND ||
			       apo__upstream_first_hand(j->trace, u, j->document);
	return 0;
}

static void put_links(jsonld_job *j, const char *key, edge_test test, source_set set)
{
	const apo_trace *t = j->trace;
	size_t count = 0;
	for (int pass = 0; pass < 2; pass++) {
		if (pass && !count)
			return;
		if (pass)
			apo__json_open(&j->json, key, '[', 0);
		for (size_t i = 0; i < t->edge_count; i++)
			if (t->edges[i].child == j->document && test(&t->edges[i]) && ++count &&
				pass)
				apo__json_string(
					&j->json, NULL, iri_of_document(j, t->edges[i].parent));
		for (size_t i = 0; i < t->upstream_count; i++)
			if (is_of(j, &t->upstream[i], set) && ++count && pass)
				apo__json_string(
					&j->json, NULL, iri_of_upstream(j, &t->upstream[i]));
	}
	apo__json_close(&j->json);
}

/* The edges with what supports them. */
static void put_relations(jsonld_job *j)
{
	const apo_trace *t = j->trace;
	apo__json *json = &j->json;
	apo__json_open(json, "apo:relation", '[', 1);
	for (size_t i = 0; i < t->edge_count; i++) {
		const apo_edge *e = &t->edges[i];
		if (e->child != j->document)
			continue;
		apo__json_open(json, NULL, '{', 0);
		apo__json_string(json, "apo:to", iri_of_document(j, e->parent));
		apo__json_string(json, "apo:kind", apo_edge_kind_name(e->kind));
		apo__json_string(json, "apo:credit", apo_attribution_status_name(e->attribution));
		apo__json_decimal(json, "apo:coverage", e->coverage);
		apo__json_decimal(json, "apo:confidence", e->confidence);
		apo__json_bool(json, "apo:certain", e->direction_known);
		apo__json_open(json, "apo:evidence", '[', 0);
		for (size_t k = 0; k < e->evidence_count; k++)
			apo__json_string(json, NULL,
				apo__sprintf(j->arena, "%s %s",
					apo__span_label(j->arena, t->corpus->documents[e->child],
						e->evidence[k].child),
					apo__span_label(j->arena, t->corpus->documents[e->parent],
						e->evidence[k].parent)));
		apo__json_close(json);
		apo__json_close(json);
	}
	apo__json_close(json);
}

static void put_article(jsonld_job *j)
{
	const apo_document *d = j->trace->corpus->documents[j->document];
	apo__json *json = &j->json;
	int web = d->url && (!strncmp(d->url, "http://", 7) || !strncmp(d->url, "https://", 8));
	apo__json_open(json, NULL, '{', 1);
	apo__json_string(json, "@id", iri_of_document(j, j->document));
	apo__json_string(json, "@type", "NewsArticle");
	apo__json_string(json, "identifier", d->id);
	apo__json_optional(json, "headline", d->title);
	apo__json_string(json, "inLanguage", d->lang);
	apo__json_optional(json, "datePublished", d->published);
	put_organization(j, "publisher", d->publisher, "Organization");
	put_organization(j, "author", d->author, "Person");
	apo__json_optional(json, web ? "url" : "apo:url", d->url);
	apo__json_open(json, "encoding", '{', 0);
	apo__json_string(json, "@type", "MediaObject");
	apo__json_string(json, "name", d->path);
	apo__json_string(json, "sha256", d->sha256);
	apo__json_close(json);
	put_links(j, "isBasedOn", is_known, FIRST_HAND);
	put_links(j, "translationOfWork", is_translation, NO_SOURCE);
	put_links(j, "citation", is_cited, CREDITED);
	put_links(j, "apo:possiblyBasedOn", is_unknown, INFERRED);
	put_relations(j);
	apo__json_close(json);
}

/* A work of somebody else that is not in the corpus. */
static void put_source(jsonld_job *j, const apo_upstream *u)
{
	apo__json_open(&j->json, NULL, '{', 1);
	apo__json_string(&j->json, "@id", iri_of_upstream(j, u));
	apo__json_string(&j->json, "@type", "CreativeWork");
	apo__json_string(&j->json, "name", u->source);
	apo__json_string(&j->json, "apo:source-type",
		u->inferred ? "inferred" : apo_source_type_name(u->type));
	if (apo__upstream_has_agent(u))
		put_organization(j, "publisher", u->source, "Organization");
	apo__json_close(&j->json);
}

apo_status apo__write_trace_jsonld(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	jsonld_job j = {.arena = w->arena,
		.json = {.output = w->output},
		.trace = trace,
		.space = apo__corpus_space(w->arena, trace->corpus)};
	(void)err;
	apo__json_open(&j.json, NULL, '{', 1);
	put_context(&j.json);
	apo__json_open(&j.json, "@graph", '[', 1);
	for (size_t i = 0; i < trace->corpus->count; i++) {
		j.document = (uint32_t)i;
		put_article(&j);
	}
	for (size_t i = 0; i < trace->upstream_count; i++)
		if (!apo__upstream_is_voice(&trace->upstream[i]))
			put_source(&j, &trace->upstream[i]);
	apo__json_end(&j.json);
	return APO_OK;
}
