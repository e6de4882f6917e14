/* SPDX-License-Identifier: Apache-2.0 */
/* A trace as JSON (docs/formats.md). */
#include "writing/writers.h"

static const apo_document *document_of(const apo_trace *trace, uint32_t index)
{
	return trace->corpus->documents[index];
}

static void add_attributions(apo__json *json, const apo_trace *trace, int explain)
{
	apo__json_open(json, "attributions", '[', 1);
	for (size_t i = 0; i < trace->corpus->count; i++) {
		const apo_document *d = trace->corpus->documents[i];
		for (uint32_t k = 0; k < d->attribution_count; k++) {
			const apo_attribution *a = &d->attributions[k];
			apo__json_open(json, NULL, '{', 0);
			apo__json_string(json, "document", d->id);
			apo__json_attribution_members(json, d, a, explain);
			apo__json_close(json);
		}
	}
	apo__json_close(json);
}

static void add_quotes(apo__json *json, const apo_trace *trace)
{
	apo__json_open(json, "quotes", '[', 1);
	for (size_t i = 0; i < trace->remark_count; i++) {
		const apo_remark *remark = &trace->remarks[i];
		apo__json_open(json, NULL, '{', 0);
		apo__json_string(json, "id", remark->id);
		apo__json_string(json, "speaker", remark->speaker);
		apo__json_open(json, "variants", '[', 1);
		for (size_t k = 0; k < remark->count; k++) {
			const apo_variant *v = &remark->variants[k];
			const apo_document *d = document_of(trace, v->document);
			apo__json_open(json, NULL, '{', 0);
			apo__json_string(json, "document", d->id);
			apo__json_span(json, "span", d, v->span);
			apo__json_string(json, "status", apo_quote_status_name(v->status));
			if (v->difference)
				apo__json_string(json, "difference", v->difference);
			apo__json_span_text(json, "text", d, v->span);
			apo__json_close(json);
		}
		apo__json_close(json);
		apo__json_close(json);
	}
	apo__json_close(json);
}

static void add_edge(apo__json *json, const apo_trace *trace, const apo_edge *edge)
{
	const apo_document *child = document_of(trace, edge->child);
	const apo_document *parent = document_of(trace, edge->parent);
	apo__json_open(json, NULL, '{', 0);
	apo__json_string(json, "child", child->id);
	apo__json_string(json, "parent", parent->id);
	apo__json_string(json, "kind", apo_edge_kind_name(edge->kind));
	apo__json_string(json, "credit", apo_attribution_status_name(edge->attribution));
	apo__json_decimal(json, "coverage", edge->coverage);
	apo__json_decimal(json, "confidence", edge->confidence);
	apo__json_bool(json, "direction_known", edge->direction_known);
	apo__json_optional(json, "reason", edge->reason);
	apo__json_open(json, "evidence", '[', 1);
	for (size_t i = 0; i < edge->evidence_count; i++) {
		apo__json_open(json, NULL, '{', 0);
		apo__json_span(json, "child_span", child, edge->evidence[i].child);
		apo__json_span(json, "parent_span", parent, edge->evidence[i].parent);
		apo__json_decimal(json, "score", edge->evidence[i].score);
		apo__json_close(json);
	}
	apo__json_close(json);
	apo__json_close(json);
}

static void add_upstream(apo__json *json, const apo_trace *trace)
{
	apo__json_open(json, "upstream", '[', 1);
	for (size_t i = 0; i < trace->upstream_count; i++) {
		const apo_upstream *u = &trace->upstream[i];
		apo__json_open(json, NULL, '{', 0);
		apo__json_string(json, "source", u->source);
		apo__json_string(json, "type", apo_source_type_name(u->type));
		apo__json_bool(json, "inferred", u->inferred);
		apo__json_open(json, "documents", '[', 0);
		for (size_t k = 0; k < u->count; k++)
			apo__json_string(json, NULL, document_of(trace, u->documents[k])->id);
		apo__json_close(json);
		apo__json_close(json);
	}
	apo__json_close(json);
}

static void add_losses(apo__json *json, const apo_trace *trace)
{
	apo__json_open(json, "dropped_attributions", '[', 1);
	for (size_t i = 0; i < trace->dropped_count; i++) {
		const apo_dropped_attribution *d = &trace->dropped[i];
		const apo_document *child = document_of(trace, d->child);
		const apo_document *parent = document_of(trace, d->parent);
		apo__json_open(json, NULL, '{', 0);
		apo__json_string(json, "child", child->id);
		apo__json_string(json, "parent", parent->id);
		apo__json_string(json, "document", child->id);
		apo__json_string(json, "source", d->source);
		apo__json_span(json, "parent_span", parent, d->parent_span);
		apo__json_span(json, "child_span", child, d->child_span);
		apo__json_close(json);
	}
	apo__json_close(json);
	apo__json_open(json, "changed_attributions", '[', 1);
	for (size_t i = 0; i < trace->changed_count; i++) {
		const apo_changed_attribution *c = &trace->changed[i];
		const apo_document *child = document_of(trace, c->child);
		apo__json_open(json, NULL, '{', 0);
		apo__json_string(json, "child", child->id);
		apo__json_span(json, "span", child, c->span);
		apo__json_string(json, "given", c->given);
		apo__json_string(json, "true_source", c->true_source);
		apo__json_close(json);
	}
	apo__json_close(json);
	apo__json_open(json, "copied_without_attribution", '[', 1);
	for (size_t i = 0; i < trace->copied_count; i++) {
		const apo_copied_passage *c = &trace->copied[i];
		const apo_document *child = document_of(trace, c->child);
		const apo_document *parent = document_of(trace, c->parent);
		apo__json_open(json, NULL, '{', 0);
		apo__json_string(json, "child", child->id);
		apo__json_string(json, "parent", parent->id);
		apo__json_string(json, "document", child->id);
		apo__json_span(json, "child_span", child, c->child_span);
		apo__json_span(json, "parent_span", parent, c->parent_span);
		apo__json_integer(json, "words", c->words);
		apo__json_bool(json, "direction_known", c->direction_known);
		apo__json_close(json);
	}
	apo__json_close(json);
}

static void add_changes(apo__json *json, const apo_trace *trace)
{
	apo__json_open(json, "changes", '[', 1);
	for (size_t i = 0; i < trace->change_count; i++) {
		const apo_change *c = &trace->changes[i];
		const apo_document *child = document_of(trace, c->child);
		const apo_document *parent = document_of(trace, c->parent);
		apo__json_open(json, NULL, '{', 0);
		apo__json_string(json, "child", child->id);
		apo__json_string(json, "parent", parent->id);
		apo__json_string(json, "type", apo_issue_type_name(c->type));
		apo__json_string(json, "severity", apo_severity_name(c->severity));
		apo__json_decimal(json, "confidence", c->confidence);
		apo__json_span(json, "child_span", child, c->child_span);
		apo__json_span(json, "parent_span", parent, c->parent_span);
		apo__json_string(json, "message", c->message);
		apo__json_close(json);
	}
	apo__json_close(json);
}

static void add_origins(apo__json *json, const apo_trace *trace)
{
	apo__json_open(json, "independent_sources", '[', 1);
	for (uint32_t g = 0; g < trace->origin_count; g++) {
		apo__json_open(json, NULL, '[', 0);
		for (uint32_t d = 0; d < trace->corpus->count; d++)
			if (trace->origin[d] == g)
				apo__json_string(json, NULL, document_of(trace, d)->id);
		apo__json_close(json);
	}
	apo__json_close(json);
}

apo_status apo__write_trace_json(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	(void)err;
	apo__json json = {.output = w->output};
	apo__json_open(&json, NULL, '{', 1);
	apo__json_optional(&json, "title", trace->corpus->title);
	apo__json_open(&json, "documents", '[', 1);
	for (size_t i = 0; i < trace->corpus->count; i++) {
		apo__json_open(&json, NULL, '{', 0);
		apo__json_string(&json, "id", trace->corpus->documents[i]->id);
		apo__json_document_members(&json, trace->corpus->documents[i]);
		apo__json_close(&json);
	}
	apo__json_close(&json);
	add_attributions(&json, trace, w->options->explain != 0);
	add_quotes(&json, trace);
	apo__json_open(&json, "edges", '[', 1);
	for (size_t i = 0; i < trace->edge_count; i++)
		add_edge(&json, trace, &trace->edges[i]);
	apo__json_close(&json);
	add_upstream(&json, trace);
	add_losses(&json, trace);
	add_changes(&json, trace);
	add_origins(&json, trace);
	apo__json_end(&json);
	return APO_OK;
}
