/* SPDX-License-Identifier: Apache-2.0 */
/* Alignments, reports and the edges of a trace as TMX, bilingual: one unit a bead that has both sides, with where it came from. Streamed, linear; the
 * only memory that grows is the set of pairs written (for the merging of duplicates). */
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "base/sha256.h"
#include "exchange/tmx/proof.h"
#include "exchange/tmx/unit_writer.h"
#include "exchange/xml/characters.h"
#include "provenance/chain.h"
#include "writing/put.h"
#include "writing/writers.h"

typedef struct {
	const apo_document *document;
	const char *lang;
	apo__item_lists attributions; /* by segment */
	uint32_t number;	      /* in the corpus of the trace; APO_NONE */
} side;

typedef APO__VECTOR(apo__unit_info) infos;

typedef struct {
	const apo__writer *w;
	const apo_tmx_options *how;
	const apo_report *report;
	const apo_trace *trace;	   /* NULL: no chains */
	apo__chain_reader *chains; /* NULL too */
	int several;		   /* units of several pairs of documents */
	side source, target;
	apo__item_lists issues; /* by bead */
	apo__interner pairs;
	apo__unit_writer *out;
	uint64_t merged, empty, dropped, low, with_issues;
} writer;

static side make_side(const writer *t, const apo_document *document)
{
	apo__arena *arena = t->w->arena;
	side s = {document, apo__canonical_tag(arena, document->lang),
		apo__item_lists_new(arena, document->segment_count, document->attribution_count),
		APO_NONE};
	for (size_t i = 0; t->trace && i < t->trace->corpus->count; i++)
		if (t->trace->corpus->documents[i] == document)
			s.number = (uint32_t)i;
	for (uint32_t i = document->attribution_count; i-- > 0;)
		apo__item_lists_put(&s.attributions, document->attributions[i].segment, i);
	return s;
}

/* A property whose value may come from outside: cleaned like a segment. */
static void add_prop(apo__arena *scratch, infos *list, const char *type, const char *value)
{
	if (!value || !*value)
		return;
	uint64_t dropped = 0;
	apo__buffer line = {.arena = scratch};
	apo__unit_info *info = apo__push(scratch, list);
	apo__add_text_line(&line, value, strlen(value));
	*info = (apo__unit_info){.kind = APO__INFO_PROP, .type = type};
	info->text =
		apo__unit_text(scratch, apo__buffer_text(&line), line.size, &info->size, &dropped);
}

static void add_attributions(apo__arena *scratch, infos *list, const side *s, uint32_t segment)
{
	const char *last = NULL;
	for (uint32_t i = s->attributions.first[segment]; i; i = s->attributions.next[i - 1]) {
		const apo_attribution *a = &s->document->attributions[i - 1];
		if (!a->name || (last && !strcmp(a->name, last)))
			continue;
		last = a->name;
		add_prop(scratch, list, "x-attribution",
			apo__attribution_record(scratch, a->name, a->type,
				apo_document_file_span(s->document, a->span)));
	}
}

/* One side of a bead: its text, and what is known of it. */
static apo__unit_variant make_variant(
	writer *t, apo__arena *scratch, const side *s, const uint32_t *segments, uint32_t count)
{
	const apo_document *d = s->document;
	apo__unit_variant v = {.lang = s->lang};
	apo__buffer line = {.arena = scratch};
	infos list = {0};
	char hash[65];
	apo__add_segments(&line, d, segments, count);
	v.text = apo__unit_text(scratch, apo__buffer_text(&line), line.size, &v.size, &t->dropped);
	add_prop(scratch, &list, "source-document", d->path);
	add_prop(scratch, &list, "x-document", d->id);
	for (uint32_t i = 0; i < count; i++) {
		apo_file_span span = apo_document_file_span(d, d->segments[segments[i]].span);
		add_prop(scratch, &list, "x-span",
			apo__sprintf(scratch, "%llu-%llu", (unsigned long long)span.begin,
				(unsigned long long)span.end));
	}
	apo__sha256(v.text, v.size, hash);
	add_prop(scratch, &list, "x-segment-sha256", hash);
	for (uint32_t i = 0; i < count; i++)
		add_attributions(scratch, &list, s, segments[i]);
	add_prop(scratch, &list, "x-publisher", d->publisher);
	add_prop(scratch, &list, "x-url", d->url);
	add_prop(scratch, &list, "x-published", d->published);
	v.infos = list.items;
	v.info_count = list.count;
	return v;
}

/* The identity of a unit; NULL when the pair was written before. */
static const char *new_identity(writer *t, apo__arena *scratch, const apo__unit_variant sides[2])
{
	const char *ids[] = {t->source.document->id, t->target.document->id};
	const char *id = apo__unit_identity(scratch, sides, t->several ? ids : NULL);
	uint32_t known = t->pairs.count;
	if (apo__intern(&t->pairs, id, 32) < known) {
		t->merged++;
		return NULL;
	}
	return id;
}

/* Is the bead one of those asked for? */
static int is_wanted(writer *t, const apo_bead *bead, uint32_t number)
{
	if (!bead->source_count || !bead->target_count)
		return 0;
	if (bead->score < t->how->min_score) {
		t->low++;
		return 0;
	}
	if (t->how->only == APO_TMX_ISSUE_FREE && t->report && t->issues.first[number]) {
		t->with_issues++;
		return 0;
	}
	return 1;
}

static void add_chains(const writer *t, apo__arena *scratch, const apo_bead *bead, infos *list)
{
	apo__chain_list chains = {0};
	if (t->source.number == APO_NONE || t->target.number == APO_NONE || !t->chains)
		return;
	apo__chains_of(t->chains, scratch, t->source.number, bead->source, bead->source_count,
		t->target.number, bead->target, bead->target_count, &chains);
	for (uint32_t i = 0; i < chains.count; i++)
		add_prop(
			scratch, list, APO__PROP_CHAIN, apo__chain_text(scratch, &chains.items[i]));
}

static apo_status put_unit(
	writer *t, apo__arena *scratch, const apo_bead *bead, uint32_t number, apo_error *err)
{
	const apo__unit_variant sides[] = {
		make_variant(t, scratch, &t->source, bead->source, bead->source_count),
		make_variant(t, scratch, &t->target, bead->target, bead->target_count)};
	apo__unit unit = {.variants = sides, .variant_count = 2};
	if (t->several)
		unit.source_language = t->source.lang;
	infos list = {0};
	char score[40];
	if (!sides[0].size || !sides[1].size) {
		t->empty++;
		return APO_OK;
	}
	unit.id = new_identity(t, scratch, sides);
	if (!unit.id)
		return APO_OK;
	add_prop(scratch, &list, "x-score", apo__decimal(score, bead->score, 3));
	add_prop(scratch, &list, "x-kind", apo_bead_kind_name(bead->kind));
	for (uint32_t i = t->report ? t->issues.first[number] : 0; i; i = t->issues.next[i - 1]) {
		const apo_issue *issue = &t->report->issues[i - 1];
		add_prop(scratch, &list, "x-issue",
			apo__sprintf(scratch, "%s (%s): %s", apo_issue_type_name(issue->type),
				apo_severity_name(issue->severity),
				issue->message ? issue->message : ""));
	}
	add_chains(t, scratch, bead, &list);
	unit.infos = list.items;
	unit.info_count = list.count;
	return t->out->unit(t->out, &unit, err);
}

static void add_file(apo__arena *arena, infos *list, const apo_document *d)
{
	add_prop(arena, list, APO__PROP_FILE,
		apo__file_record(arena, d->sha256, d->id, d->encoding, d->path));
}

static apo_status put_header(writer *t, const apo_alignment *alignment, apo_error *err)
{
	apo__arena *arena = t->w->arena;
	infos list = {0};
	for (size_t i = 0; t->trace && i < t->trace->corpus->count; i++)
		add_file(arena, &list, t->trace->corpus->documents[i]);
	for (int i = 0; alignment && i < 2; i++) {
		const apo_document *d = i ? alignment->target : alignment->source;
		if (!t->trace)
			add_file(arena, &list, d);
	}
	const apo_ledger_head *ledger = t->w->options->ledger;
	if (ledger) {
		add_prop(arena, &list, APO__PROP_LEDGER_HEAD, ledger->hash);
		add_prop(arena, &list, APO__PROP_LEDGER_RECORDS,
			apo__sprintf(arena, "%llu", (unsigned long long)ledger->records));
	}
	const apo__unit_header header = {.format = "tmx",
		.source_language =
			alignment ? apo__canonical_tag(arena, alignment->source->lang) : "*all*",
		.infos = list.items,
		.info_count = list.count};
	return t->out->header(t->out, &header, err);
}

static void notice(const writer *t, uint64_t count, const char *what)
{
	if (!count || !t->w->options->notice)
		return;
	t->w->options->notice(
		apo__sprintf(t->w->arena, "TMX: %llu %s", (unsigned long long)count, what),
		t->w->options->user);
}

static void tell_losses(const writer *t)
{
	notice(t, t->merged, "exact duplicates merged");
	notice(t, t->empty, "pairs left out, one side is empty");
	notice(t, t->low, "pairs left out, their score is below --min-score");
	notice(t, t->with_issues, "pairs left out, they have issues");
	notice(t, t->dropped, "characters dropped that XML 1.0 forbids");
	notice(t, apo__tmx_writer_counts(t->out)->long_ones,
		"units above 2,000 characters a side, which some tools drop");
}

static writer begin(const apo__writer *w, const apo_report *report, const apo_trace *trace)
{
	writer t = {.w = w, .how = w->options->tmx, .report = report, .trace = trace};
	apo__interner_init(&t.pairs, w->arena);
	if (trace && trace->chains)
		t.chains = apo__chain_reader_new(trace->chains, w->arena);
	t.out = apo__tmx_writer_new(w->arena, w->output, t.how);
	apo__tmx_writer_prove(t.out);
	return t;
}

static apo_status put_pair(writer *t, const apo_alignment *alignment, apo_error *err)
{
	apo_status status = APO_OK;
	apo__arena *arena = t->w->arena;
	t->source = make_side(t, alignment->source);
	t->target = make_side(t, alignment->target);
	/* a CAT tool tells the sides apart by their codes alone: a private use subtag (RFC 5646, section 2.2.7) */
	if (!strcmp(t->source.lang, t->target.lang))
		t->target.lang = apo__sprintf(arena, "%s-x-target", t->target.lang);
	if (t->report) {
		t->issues = apo__item_lists_new(arena, alignment->count, t->report->issue_count);
		for (size_t i = t->report->issue_count; i-- > 0;)
			if (t->report->issues[i].bead != APO_NONE)
				apo__item_lists_put(
					&t->issues, t->report->issues[i].bead, (uint32_t)i);
	}
	apo__arena *scratch = apo__arena_child(arena);
	for (size_t i = 0; i < alignment->count && !status; i++) {
		if (is_wanted(t, &alignment->beads[i], (uint32_t)i))
			status = put_unit(t, scratch, &alignment->beads[i], (uint32_t)i, err);
		apo__arena_reset(scratch);
	}
	apo__arena_free(scratch);
	return status;
}

static apo_status end(writer *t, apo_error *err)
{
	apo_status status = t->out->end(t->out, err);
	if (!status)
		tell_losses(t);
	return status;
}

apo_status apo__write_alignment_tmx(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	writer t = begin(w, report, w->options->trace);
	apo_status status = put_header(&t, alignment, err);
	if (!status)
		status = put_pair(&t, alignment, err);
	return status ? status : end(&t, err);
}

/* Is the language among "en,zh"? All are where none is named. */
static int is_listed(const char *list, const char *lang)
{
	for (; list && *list; list += strcspn(list, ",") + (list[strcspn(list, ",")] == ',')) {
		char one[64];
		size_t size = strcspn(list, ",");
		if (size >= sizeof one)
			continue;
		memcpy(one, list, size);
		one[size] = '\0';
		if (apo__language_match(lang, one))
			return 1;
	}
	return !list || !*list;
}

apo_status apo__write_trace_tmx(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	writer t = begin(w, NULL, trace);
	t.several = 1;
	apo_status status = put_header(&t, NULL, err);
	const char *wanted = w->options->languages;
	for (size_t i = 0; i < trace->edge_count && !status; i++) {
		const apo_alignment *pair = trace->edges[i].alignment;
		if (pair && is_listed(wanted, pair->source->lang) &&
			is_listed(wanted, pair->target->lang))
			status = put_pair(&t, pair, err);
	}
	return status ? status : end(&t, err);
}
