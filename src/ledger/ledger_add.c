/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is recorded (docs/formats.md, ledger). A record names documents by the "seq" of their records. Spans are bytes of the file, scores
 * thousandths. Hashes of segments are those that a TMX has in x-segment-sha256, cut to 128 bits: of the text as it would be
 * in a <seg>, so a unit can be found by its text when a tool has dropped all else. One list a kind and document keeps
 * records compact: 45 bytes a segment.
 */
#include <string.h>

#include "base/error.h"
#include "base/sha256.h"
#include "exchange/xml/characters.h"
#include "ledger/ledger_record.h"
#include "writing/put.h"

#define SCORE_ONE  1000.0 /* a score of 1, by definition of the records */
#define SCORE_HALF 0.5	  /* to round, by definition */

static uint64_t thousandths(double score)
{
	return (uint64_t)(score * SCORE_ONE + SCORE_HALF);
}

static void open_list(apo_ledger *l, const char *key)
{
	apo__canonical_open(&l->out, key, '[');
}

static void close_list(apo_ledger *l)
{
	apo__canonical_close(&l->out, '[');
}

static void item(apo_ledger *l, uint64_t value)
{
	apo__canonical_integer(&l->out, NULL, value);
}

static void span_items(apo_ledger *l, const apo_document *d, apo_span span)
{
	apo_file_span s = {0, 0};
	if (span.begin != APO_NONE)
		s = apo_document_file_span(d, span);
	item(l, s.begin);
	item(l, s.end);
}

void apo__ledger_text_hash(
	apo__arena *scratch, const apo__buffer *line, char hash[APO__HASH_CUT + 1])
{
	char whole[65];
	size_t size;
	uint64_t dropped = 0;
	const char *text =
		apo__unit_text(scratch, apo__buffer_text(line), line->size, &size, &dropped);
	apo__sha256(text, size, whole);
	memcpy(hash, whole, APO__HASH_CUT);
	hash[APO__HASH_CUT] = '\0';
}

static void hash_item(apo_ledger *l, apo__arena *scratch, const apo__buffer *line)
{
	char hash[APO__HASH_CUT + 1];
	apo__ledger_text_hash(scratch, line, hash);
	apo__canonical_text(&l->out, NULL, hash, APO__HASH_CUT);
}

static void hash_of_span(apo_ledger *l, apo__arena *scratch, const apo_document *d, apo_span span)
{
	apo__buffer line = {.arena = scratch};
	if (span.begin != APO_NONE)
		apo__add_line(&line, d, span);
	hash_item(l, scratch, &line);
}

static apo_status add_document(apo_ledger *l, const apo_document *d, apo_error *err)
{
	apo__record_begin(l);
	apo__canonical_optional(&l->out, "author", d->author);
	apo__canonical_integer(&l->out, "bytes", d->file_size);
	apo__canonical_string(&l->out, "file", d->path);
	apo__canonical_string(&l->out, "id", d->id);
	apo__canonical_string(&l->out, "lang", d->lang);
	apo__record_prev(l);
	apo__canonical_optional(&l->out, "published", d->published);
	apo__canonical_optional(&l->out, "publisher", d->publisher);
	apo__record_seq(l);
	apo__canonical_string(&l->out, "sha256", d->sha256);
	apo__canonical_optional(&l->out, "title", d->title);
	apo__canonical_string(&l->out, "type", "document");
	apo__canonical_optional(&l->out, "url", d->url);
	return apo__record_end(l, err);
}

static apo_status add_segments(
	apo_ledger *l, const apo_document *d, uint64_t document, apo_error *err)
{
	apo__arena *scratch = apo__arena_child(l->arena);
	apo__record_begin(l);
	apo__canonical_integer(&l->out, "count", d->segment_count);
	apo__canonical_integer(&l->out, "document", document);
	open_list(l, "hashes");
	for (uint32_t i = 0; i < d->segment_count; i++) {
		hash_of_span(l, scratch, d, d->segments[i].span);
		apo__arena_reset(scratch);
	}
	close_list(l);
	apo__arena_free(scratch);
	apo__record_prev(l);
	apo__record_seq(l);
	open_list(l, "spans");
	for (uint32_t i = 0; i < d->segment_count; i++)
		span_items(l, d, d->segments[i].span);
	close_list(l);
	apo__canonical_string(&l->out, "type", "segments");
	return apo__record_end(l, err);
}

static apo_status add_attributions(
	apo_ledger *l, const apo_document *d, uint64_t document, apo_error *err)
{
	if (!d->attribution_count)
		return APO_OK;
	apo__record_begin(l);
	apo__canonical_integer(&l->out, "document", document);
	open_list(l, "names");
	for (uint32_t i = 0; i < d->attribution_count; i++)
		apo__canonical_string(&l->out, NULL, d->attributions[i].name);
	close_list(l);
	apo__record_prev(l);
	open_list(l, "scopes");
	for (uint32_t i = 0; i < d->attribution_count; i++)
		span_items(l, d, d->attributions[i].scope);
	close_list(l);
	apo__record_seq(l);
	open_list(l, "spans");
	for (uint32_t i = 0; i < d->attribution_count; i++)
		span_items(l, d, d->attributions[i].span);
	close_list(l);
	apo__canonical_string(&l->out, "type", "attributions");
	open_list(l, "types");
	for (uint32_t i = 0; i < d->attribution_count; i++)
		apo__canonical_string(&l->out, NULL, apo_source_type_name(d->attributions[i].type));
	close_list(l);
	return apo__record_end(l, err);
}

/* The number of a document's record, which is made when there is none yet. */
static apo_status know(apo_ledger *l, const apo_document *d, uint64_t *number, apo_error *err)
{
	uint32_t *known = apo__map_add(&l->known, (uint64_t)(uintptr_t)d, l->numbers.count);
	apo_status status = APO_OK;
	if (*known == l->numbers.count) {
		*apo__push(l->arena, &l->numbers) = l->seq + 1;
		status = add_document(l, d, err);
		if (!status)
			status = add_segments(l, d, l->seq, err);
		if (!status)
			status = add_attributions(l, d, l->seq - 1, err);
		known = apo__map_find(&l->known, (uint64_t)(uintptr_t)d);
	}
	*number = l->numbers.items[*known];
	return status;
}

apo_status apo__ledger_guard(apo_ledger *l, apo__guarded_fn job, void *user, apo_error *err)
{
	apo_error own;
	apo_status status = apo__guarded(l->arena, job, user, err ? err : &own);
	if (status)
		l->failed = 1;
	return status;
}

typedef struct {
	apo_ledger *ledger;
	apo_ledger_run run;
	const apo_trace *trace;
	const apo_alignment *alignment;
	const char *path;
	uint64_t units;
} adding;

static apo_status run_run(apo__arena *arena, void *user, apo_error *err)
{
	const adding *a = user;
	apo_ledger *l = a->ledger;
	const apo_ledger_run *r = &a->run;
	apo__record_begin(l);
	apo__canonical_string(&l->out, "action", r->action);
	open_list(l, "lexicon_hashes");
	for (size_t i = 0; i < r->lexicon_count; i++) {
		char hash[65];
		uint64_t size;
		apo_status status = apo__sha256_file(arena, r->lexicons[i], hash, &size, err);
		if (status)
			return status;
		apo__canonical_string(&l->out, NULL, hash);
	}
	close_list(l);
	open_list(l, "lexicons");
	for (size_t i = 0; i < r->lexicon_count; i++)
		apo__canonical_string(&l->out, NULL, r->lexicons[i]);
	close_list(l);
	open_list(l, "options");
	for (size_t i = 0; i < r->option_count; i++)
		apo__canonical_string(&l->out, NULL, r->options[i]);
	close_list(l);
	apo__record_prev(l);
	apo__canonical_string(&l->out, "program", "apograph");
	apo__record_seq(l);
	apo__canonical_string(&l->out, "time", apo__utc_time(arena, r->time));
	apo__canonical_string(&l->out, "type", "run");
	apo__canonical_string(&l->out, "version", apo_version());
	return apo__record_end(l, err);
}

apo_status apo_ledger_add_run(apo_ledger *ledger, const apo_ledger_run *run, apo_error *err)
{
	adding a = {.ledger = ledger, .run = APO_LEDGER_RUN_INIT};
	apo_status status = apo__options(&a.run, run, err);
	return status ? status : apo__ledger_guard(ledger, run_run, &a, err);
}

/* Pairs of spans of two documents: "beads" has five numbers each, "hashes" the text of either side. */
typedef struct {
	const apo_document *source, *target;
	const apo_evidence *evidence; /* of the child, which is the target; NULL: `beads` */
	const apo_bead *beads;
	size_t count;
} pairing;

static apo_span span_of_segments(const apo_document *d, const uint32_t *segments, uint32_t count)
{
	return count ? (apo_span){d->segments[segments[0]].span.begin,
			       d->segments[segments[count - 1]].span.end}
		     : APO_SPAN_NONE;
}

static void add_beads(apo_ledger *l, const pairing *p)
{
	open_list(l, "beads");
	for (size_t i = 0; i < p->count; i++) {
		const apo_bead *b = p->beads ? &p->beads[i] : NULL;
		const apo_evidence *e = b ? NULL : &p->evidence[i];
		span_items(l, p->source,
			b ? span_of_segments(p->source, b->source, b->source_count) : e->parent);
		span_items(l, p->target,
			b ? span_of_segments(p->target, b->target, b->target_count) : e->child);
		item(l, thousandths(b ? b->score : e->score));
	}
	close_list(l);
}

static void add_hashes(apo_ledger *l, const pairing *p)
{
	apo__arena *scratch = apo__arena_child(l->arena);
	open_list(l, "hashes");
	for (size_t i = 0; i < p->count; i++) {
		if (p->beads) {
			const apo_bead *b = &p->beads[i];
			apo__buffer source = {.arena = scratch}, target = {.arena = scratch};
			apo__add_segments(&source, p->source, b->source, b->source_count);
			apo__add_segments(&target, p->target, b->target, b->target_count);
			hash_item(l, scratch, &source);
			hash_item(l, scratch, &target);
		} else {
			hash_of_span(l, scratch, p->source, p->evidence[i].parent);
			hash_of_span(l, scratch, p->target, p->evidence[i].child);
		}
		apo__arena_reset(scratch);
	}
	close_list(l);
	apo__arena_free(scratch);
}

static apo_status add_pairs(apo_ledger *l, const pairing *p, apo_error *err)
{
	uint64_t source = 0, target = 0;
	apo_status status = know(l, p->source, &source, err);
	if (!status)
		status = know(l, p->target, &target, err);
	if (status)
		return status;
	apo__record_begin(l);
	add_beads(l, p);
	add_hashes(l, p);
	apo__record_prev(l);
	apo__record_seq(l);
	apo__canonical_integer(&l->out, "source", source);
	apo__canonical_integer(&l->out, "target", target);
	apo__canonical_string(&l->out, "type", "alignment");
	return apo__record_end(l, err);
}

static apo_status add_alignment(apo_ledger *l, const apo_alignment *alignment, apo_error *err)
{
	pairing p = {.source = alignment->source,
		.target = alignment->target,
		.beads = alignment->beads,
		.count = alignment->count};
	return add_pairs(l, &p, err);
}

static apo_status alignment_run(apo__arena *arena, void *user, apo_error *err)
{
	const adding *a = user;
	(void)arena;
	return add_alignment(a->ledger, a->alignment, err);
}

apo_status apo_ledger_add_alignment(
	apo_ledger *ledger, const apo_alignment *alignment, apo_error *err)
{
	adding a = {.ledger = ledger, .alignment = alignment};
	return apo__ledger_guard(ledger, alignment_run, &a, err);
}

static apo_status add_edge(apo_ledger *l, const apo_trace *t, const apo_edge *e, apo_error *err)
{
	const apo_document *child = t->corpus->documents[e->child],
			   *parent = t->corpus->documents[e->parent];
	uint64_t from = 0, to = 0;
	apo_status status = know(l, parent, &from, err);
	if (!status)
		status = know(l, child, &to, err);
	if (status)
		return status;
	apo__record_begin(l);
	apo__canonical_bool(&l->out, "certain", e->direction_known);
	apo__canonical_integer(&l->out, "child", to);
	apo__canonical_integer(&l->out, "confidence", thousandths(e->confidence));
	apo__canonical_integer(&l->out, "coverage", thousandths(e->coverage));
	apo__canonical_string(&l->out, "credit", apo_attribution_status_name(e->attribution));
	apo__canonical_string(&l->out, "kind", apo_edge_kind_name(e->kind));
	apo__canonical_integer(&l->out, "parent", from);
	apo__record_prev(l);
	apo__canonical_optional(&l->out, "reason", e->reason);
	apo__record_seq(l);
	apo__canonical_string(&l->out, "type", "edge");
	status = apo__record_end(l, err);
	pairing p = {.source = parent,
		.target = child,
		.evidence = e->evidence,
		.count = e->evidence_count};
	if (!status && p.count)
		status = add_pairs(l, &p, err);
	/* a TMX of the edge has the pairs of its alignment, which join segments that stand apart */
	return status || !e->alignment ? status : add_alignment(l, e->alignment, err);
}

/* An edge from a source that is not a document of the corpus. */
static apo_status add_unseen(
	apo_ledger *l, const apo_upstream *u, const apo_document *child, apo_error *err)
{
	uint64_t to = 0;
	apo_status status = know(l, child, &to, err);
	if (status)
		return status;
	apo__record_begin(l);
	apo__canonical_bool(&l->out, "certain", !u->inferred);
	apo__canonical_integer(&l->out, "child", to);
	apo__canonical_string(&l->out, "credit",
		apo_attribution_status_name(
			u->inferred ? APO_ATTRIBUTION_NONE : APO_ATTRIBUTION_NAMED));
	apo__canonical_string(&l->out, "kind", u->inferred ? "inferred" : "credited");
	apo__record_prev(l);
	apo__record_seq(l);
	apo__canonical_string(&l->out, "source", u->source);
	apo__canonical_string(&l->out, "source_type", apo_source_type_name(u->type));
	apo__canonical_string(&l->out, "type", "edge");
	return apo__record_end(l, err);
}

static apo_status trace_run(apo__arena *arena, void *user, apo_error *err)
{
	const adding *a = user;
	const apo_trace *t = a->trace;
	apo_status status = APO_OK;
	uint64_t number;
	(void)arena;
	for (size_t i = 0; !status && i < t->corpus->count; i++)
		status = know(a->ledger, t->corpus->documents[i], &number, err);
	for (size_t i = 0; !status && i < t->edge_count; i++)
		status = add_edge(a->ledger, t, &t->edges[i], err);
	for (size_t i = 0; !status && i < t->upstream_count; i++)
		for (size_t k = 0; !status && k < t->upstream[i].count; k++)
			status = add_unseen(a->ledger, &t->upstream[i],
				t->corpus->documents[t->upstream[i].documents[k]], err);
	return status;
}

apo_status apo_ledger_add_trace(apo_ledger *ledger, const apo_trace *trace, apo_error *err)
{
	adding a = {.ledger = ledger, .trace = trace};
	return apo__ledger_guard(ledger, trace_run, &a, err);
}

static apo_status tmx_run(apo__arena *arena, void *user, apo_error *err)
{
	const adding *a = user;
	apo_ledger *l = a->ledger;
	char hash[65];
	uint64_t size;
	apo_status status = apo__sha256_file(arena, a->path, hash, &size, err);
	if (status)
		return status;
	apo__record_begin(l);
	apo__canonical_integer(&l->out, "bytes", size);
	apo__canonical_string(&l->out, "file", a->path);
	apo__record_prev(l);
	apo__record_seq(l);
	apo__canonical_string(&l->out, "sha256", hash);
	apo__canonical_string(&l->out, "type", "tmx");
	apo__canonical_integer(&l->out, "units", a->units);
	return apo__record_end(l, err);
}

apo_status apo_ledger_add_tmx(apo_ledger *ledger, const char *path, uint64_t units, apo_error *err)
{
	adding a = {.ledger = ledger, .path = path, .units = units};
	return apo__ledger_guard(ledger, tmx_run, &a, err);
}
