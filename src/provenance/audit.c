/* SPDX-License-Identifier: Apache-2.0 */
/* What breaks a chain of provenance, as a list that an editor can work through. Cost: linear in the trace but for edges x what the corpus
 * names outside of it. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/map.h"
#include "provenance/evidence/tracing.h"
#include "provenance/owned_audit.h"

#define LONG_PASSAGE 12u /* words that no one writes twice by chance; set by hand */

typedef struct {
	const apo_trace *trace;
	apo__arena *arena;
	APO__VECTOR(apo_finding) findings;
	apo__owned_audit *result;
} auditing;

static const apo_document *document_at(const auditing *a, uint32_t i)
{
	return a->trace->corpus->documents[i];
}

static void add(auditing *a, apo_finding_type type, apo_severity severity, uint32_t document,
	apo_span span, const char *message)
{
	const apo_document *d = document_at(a, document);
	apo_file_span where = {0, d->file_size};
	if (span.begin != APO_NONE)
		where = apo_document_file_span(d, span);
	*apo__push(a->arena, &a->findings) =
		(apo_finding){type, severity, d->id, where, message, d->path, 0};
}

static const char *or_unnamed(const char *name)
{
	return name ? name : "an unnamed source";
}

/* Whether what the parent credits there is a medium; an institution that is not named again may be known from the context. */
static int is_medium(const auditing *a, const apo_dropped_attribution *d)
{
	const apo_document *parent = document_at(a, d->parent);
	for (uint32_t i = 0; i < parent->attribution_count; i++) {
		const apo_attribution *by = &parent->attributions[i];
		if (by->span.begin == d->parent_span.begin && by->span.end == d->parent_span.end)
			return by->type == APO_SOURCE_AGENCY || by->type == APO_SOURCE_OUTLET ||
			       by->type == APO_SOURCE_DATELINE;
	}
	return 0;
}

/* Whether a document is charged with resting on another: not when it may be the other way round, and not with its own publisher's
 * first version. */
static int is_charged(const auditing *a, const apo_edge *e)
{
	const char *child = document_at(a, e->child)->publisher,
		   *parent = document_at(a, e->parent)->publisher;
	return e->direction_known && e->attribution != APO_ATTRIBUTION_NAMED &&
	       !(child && parent && !strcmp(child, parent));
}

static const apo_edge *edge_of(const auditing *a, uint32_t child, uint32_t parent)
{
	for (size_t i = 0; i < a->trace->edge_count; i++)
		if (a->trace->edges[i].child == child && a->trace->edges[i].parent == parent)
			return &a->trace->edges[i];
	return NULL;
}

/* A passage is evidence for the charge that its document rests on another, which is one charge, and where no derivation is known, of
 * something common. */
static void audit_copied(auditing *a, const apo_copied_passage *c)
{
	const char *parent = document_at(a, c->parent)->id;
	const apo_edge *edge = edge_of(a, c->child, c->parent);
	add(a, APO_FINDING_COPIED_UNATTRIBUTED,
		c->direction_known && c->words >= LONG_PASSAGE && !is_charged(a, edge)
			? APO_SEVERITY_MAJOR
			: APO_SEVERITY_MINOR,
		c->child, c->child_span,
		c->direction_known
			? apo__sprintf(a->arena,
				  "%u words in a row are from %s, which is not credited", c->words,
				  parent)
			: apo__sprintf(a->arena,
				  "%u words in a row are in %s too; from where is not known",
				  c->words, parent));
}

/* Passages whose attribution is missing in the same way are one finding, at the first of them: one attribution would cure all. */
static uint32_t *passages_of(apo__map *passages, const apo_dropped_attribution *d)
{
	uint64_t key = d->source ? apo__hash(d->source, strlen(d->source)) : 0;
	uint64_t pair = (uint64_t)d->child << 32 | d->parent;
	return apo__map_add(passages, (key ^ pair) * 2 + (d->elsewhere != 0), 0);
}

static void audit_dropped(auditing *a)
{
	const apo_trace *t = a->trace;
	apo__map passages, reported;
	apo__map_init(&passages, a->arena);
	apo__map_init(&reported, a->arena);
	for (size_t i = 0; i < t->dropped_count; i++)
		++*passages_of(&passages, &t->dropped[i]);
	for (size_t i = 0; i < t->dropped_count; i++) {
		const apo_dropped_attribution *d = &t->dropped[i];
		const apo_edge *edge = edge_of(a, d->child, d->parent);
		uint32_t others = *passages_of(&passages, d) - 1;
		/* an institution has another name in another language, so that it is missing is not known */
		int unknown = !is_medium(a, d) && strcmp(document_at(a, d->child)->lang,
							  document_at(a, d->parent)->lang) != 0;
		if (unknown || (*passages_of(&reported, d))++)
			continue;
		add(a, APO_FINDING_ATTRIBUTION_DROPPED,
			d->elsewhere || !is_medium(a, d) || !edge || !edge->direction_known
				? APO_SEVERITY_MINOR
				: APO_SEVERITY_MAJOR,
			d->child, d->child_span,
			apo__sprintf(a->arena, "%s credits %s here%s, this document %s",
				document_at(a, d->parent)->id, or_unnamed(d->source),
				others ? apo__sprintf(a->arena, " and in %u more passage%s", others,
						 others == 1 ? "" : "s")
				       : "",
				d->elsewhere ? "does so elsewhere" : "never does"));
	}
}

static void audit_attributions(auditing *a)
{
	const apo_trace *t = a->trace;
	audit_dropped(a);
	for (size_t i = 0; i < t->changed_count; i++) {
		const apo_changed_attribution *c = &t->changed[i];
		add(a, APO_FINDING_ATTRIBUTION_FALSE, APO_SEVERITY_MAJOR, c->child, c->span,
			apo__sprintf(a->arena, "credited to %s; others credit it to %s",
				or_unnamed(c->given), or_unnamed(c->true_source)));
	}
	for (size_t i = 0; i < t->copied_count; i++)
		audit_copied(a, &t->copied[i]);
}

/* A parent in the document's language that has the remark as it was; APO_NONE: there is none. */
static uint32_t unchanged_parent(const auditing *a, const apo_remark *r, uint32_t document)
{
	const char *lang = document_at(a, document)->lang;
	for (size_t i = 0; i < a->trace->edge_count; i++) {
		const apo_edge *e = &a->trace->edges[i];
		int may = e->child == document && e->direction_known &&
			  !strcmp(document_at(a, e->parent)->lang, lang);
		for (size_t k = 0; may && k < r->count; k++)
			if (r->variants[k].document == e->parent &&
				r->variants[k].status <= APO_QUOTE_EXACT)
				return e->parent;
	}
	return APO_NONE;
}

/* The wording that one is compared with: that of such a parent, else the first in its language, else the first. */
static uint32_t compared_with(const auditing *a, const apo_remark *r, size_t place)
{
	uint32_t document = r->variants[place].document, parent = unchanged_parent(a, r, document);
	const char *lang = document_at(a, document)->lang;
	for (size_t k = 0; k < place && parent == APO_NONE; k++)
		if (r->variants[k].status != APO_QUOTE_INDIRECT &&
			!strcmp(document_at(a, r->variants[k].document)->lang, lang))
			return r->variants[k].document;
	return parent == APO_NONE ? r->variants[0].document : parent;
}

/* Whether a change is the document's own: it follows from the wording that it is compared with, or is a rendering, which was compared with
 * that of its parent. Of two reporters, or two translators, nobody knows who is nearer to what was said. */
static int is_own_change(const auditing *a, uint32_t document, uint32_t before)
{
	return strcmp(document_at(a, before)->lang, document_at(a, document)->lang) != 0 ||
	       apo__follows_from(a->trace, document, before);
}

static void audit_altered(auditing *a, const apo_remark *r, size_t place)
{
	const apo_variant *v = &r->variants[place];
	uint32_t before = compared_with(a, r, place);
	if (v->document != before) /* else it says it twice */
		add(a, APO_FINDING_QUOTE_ALTERED,
			is_own_change(a, v->document, before) ? v->severity : APO_SEVERITY_MINOR,
			v->document, v->span,
			apo__sprintf(a->arena, "other words than in %s (%s): %s",
				document_at(a, before)->id, r->id, v->difference));
}

static void audit_quotations(auditing *a)
{
	for (size_t i = 0; i < a->trace->remark_count; i++) {
		const apo_remark *r = &a->trace->remarks[i];
		for (size_t k = 0; k < r->count; k++) {
			const apo_variant *v = &r->variants[k];
			if (v->status == APO_QUOTE_ALTERED)
				audit_altered(a, r, k);
			else if (v->status == APO_QUOTE_FABRICATED)
				add(a, APO_FINDING_QUOTE_FABRICATED, v->severity, v->document,
					v->span,
					apo__sprintf(a->arena,
						"a quotation that no text has that it was made "
						"from (%s): "
						"%s",
						r->id, v->difference));
		}
	}
}

/* Whether a passage is charged as a quotation in other words already. */
static int is_in_altered(const auditing *a, uint32_t document, apo_span span)
{
	for (size_t i = 0; i < a->trace->remark_count; i++)
		for (size_t k = 0; k < a->trace->remarks[i].count; k++) {
			const apo_variant *v = &a->trace->remarks[i].variants[k];
			if (v->document == document && v->status == APO_QUOTE_ALTERED &&
				v->span.begin < span.end && span.begin < v->span.end)
				return 1;
		}
	return 0;
}

/* A publisher may correct its own text. */
static void audit_changes(auditing *a)
{
	for (size_t i = 0; i < a->trace->change_count; i++) {
		const apo_change *c = &a->trace->changes[i];
		const apo_document *child = document_at(a, c->child),
				   *parent = document_at(a, c->parent);
		int corrected = child->publisher && parent->publisher &&
				!strcmp(child->publisher, parent->publisher);
		if (!is_in_altered(a, c->child, c->child_span))
			add(a, APO_FINDING_CONTENT_CHANGED,
				corrected ? APO_SEVERITY_MINOR : c->severity, c->child,
				c->child_span,
				apo__sprintf(a->arena, "otherwise than in %s: %s", parent->id,
					c->message));
	}
}

/* Who has no known name cannot be looked for. */
static void audit_parent(auditing *a, const apo_edge *e)
{
	const apo_document *parent = document_at(a, e->parent);
	const char *named = "";
	if (e->medium)
		named = apo__sprintf(a->arena, "; it names %s, as that one does", e->medium);
	else if (!parent->publisher)
		named = ": whether it names it was not checked";
	add(a, APO_FINDING_PARENT_UNATTRIBUTED,
		e->medium || !parent->publisher ? APO_SEVERITY_MINOR : APO_SEVERITY_MAJOR, e->child,
		APO_SPAN_NONE,
		apo__sprintf(a->arena, "%u %% rest on %s, %s (credit: %s)%s",
			(unsigned)(e->coverage * 100 + .5), parent->id,
			parent->publisher ? "which it does not name"
					  : "whose publisher is not known",
			apo_attribution_status_name(e->attribution), named));
}

static void audit_edges(auditing *a)
{
	const apo_trace *t = a->trace;
	for (size_t i = 0; i < t->edge_count; i++) {
		const apo_edge *e = &t->edges[i];
		const apo_document *child = document_at(a, e->child),
				   *parent = document_at(a, e->parent);
		if (is_charged(a, e))
			audit_parent(a, e);
		if (!e->direction_known)
			add(a, APO_FINDING_DIRECTION_UNKNOWN, APO_SEVERITY_MINOR, e->child,
				APO_SPAN_NONE,
				apo__sprintf(a->arena,
					"whether it was made from %s is not known: %s", parent->id,
					e->reason ? e->reason : ""));
		if (apo_instant_compare(&child->time, &parent->time) < 0)
			add(a, APO_FINDING_TIME_ORDER, APO_SEVERITY_MAJOR, e->child, APO_SPAN_NONE,
				apo__sprintf(a->arena,
					"published before %s, from which it seems to be made",
					parent->id));
	}
}

static int attributes_to_an_origin(const apo_document *document)
{
	for (uint32_t i = 0; i < document->attribution_count; i++) {
		apo_source_type type = document->attributions[i].type;
		if (document->attributions[i].name &&
			!(document->attributions[i].flags & APO_ATTRIBUTION_ATTITUDE) &&
			type != APO_SOURCE_PERSON && type != APO_SOURCE_UNNAMED)
			return 1;
	}
	return 0;
}

static void audit_origins(auditing *a)
{
	const apo_trace *t = a->trace;
	for (uint32_t d = 0; d < t->corpus->count; d++) {
		int has_parent = 0;
		for (size_t i = 0; i < t->edge_count; i++)
			has_parent |= t->edges[i].child == d;
		if (!has_parent && !attributes_to_an_origin(document_at(a, d)))
			add(a, APO_FINDING_NO_ATTRIBUTION, APO_SEVERITY_MINOR, d, APO_SPAN_NONE,
				"names no agency, outlet, institution or document, and follows "
				"from no document of the corpus");
	}
	for (size_t i = 0; i < t->upstream_count; i++) {
		const apo_upstream *u = &t->upstream[i];
		for (size_t k = 0; u->inferred && k < u->count; k++)
			add(a, APO_FINDING_COMMON_SOURCE_UNNAMED, APO_SEVERITY_MINOR,
				u->documents[k], APO_SPAN_NONE,
				apo__sprintf(a->arena,
					"shares narration word for word with %zu other document%s; "
					"none names where it is from",
					u->count - 1, u->count == 2 ? "" : "s"));
	}
}

static int compare_findings(const void *x, const void *y)
{
	const apo_finding *a = x, *b = y;
	int order = strcmp(a->document, b->document);
	if (order)
		return order;
	if (a->span.begin != b->span.begin)
		return a->span.begin < b->span.begin ? -1 : 1;
	if (a->span.end != b->span.end)
		return a->span.end < b->span.end ? -1 : 1;
	order = strcmp(apo_finding_type_name(a->type), apo_finding_type_name(b->type));
	return order ? order : strcmp(a->message, b->message);
}

static apo_status audit_run(apo__arena *arena, void *user, apo_error *err)
{
	auditing *a = user;
	(void)err;
	a->arena = arena;
	audit_attributions(a);
	audit_quotations(a);
	audit_changes(a);
	audit_edges(a);
	audit_origins(a);
	if (a->findings.count)
		qsort(a->findings.items, a->findings.count, sizeof *a->findings.items,
			compare_findings);
	a->result = apo__alloc(arena, sizeof *a->result);
	a->result->arena = arena;
	a->result->public = (apo_audit){.findings = a->findings.items,
		.count = a->findings.count,
		.files = a->trace->corpus->count,
		.subject = a->trace->corpus->title};
	return APO_OK;
}

apo_audit *apo_audit_trace(apo_context *context, const apo_trace *trace, apo_error *err)
{
	(void)context;
	auditing a = {.trace = trace};
	apo__arena *arena = apo__arena_new();
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	if (!apo__guarded(arena, audit_run, &a, err))
		return &a.result->public;
	apo__arena_free(arena);
	return NULL;
}

void apo_audit_free(apo_audit *audit)
{
	if (audit)
		apo__arena_free(((apo__owned_audit *)(void *)audit)->arena);
}
