/* SPDX-License-Identifier: Apache-2.0 */
/* Alignments and reports as XLIFF 2.1 with its ITS module, or 1.2: one unit a bead. An issue is a marker around the side that it
 * stands on, with the ITS 2.0 localization quality attributes, and a note, which every tool shows. Whom a text
 * credits is a provenance record; who published it is in the metadata of the file (both 2.1). */
#include <string.h>

#include "exchange/tmx/proof.h"
#include "exchange/xliff/xliff_writer.h"
#include "exchange/xml/characters.h"
#include "provenance/chain.h"
#include "writing/put.h"
#include "writing/writers.h"

typedef struct {
	const apo_alignment *alignment;
	const apo_report *report;
	const apo_trace *trace;	   /* NULL: no chains */
	apo__chain_reader *chains; /* NULL too */
	uint32_t numbers[2];	   /* of the two documents in its corpus; APO_NONE */
	apo__xliff_writer *writer;
	uint32_t *first, *next;	   /* issues by bead, plus one */
	uint32_t *attributions[2]; /* first attribution of a segment, by side, plus one */
	uint64_t dropped;
} xliff_job;

static const apo_document *side_of(const xliff_job *j, int target)
{
	return target ? j->alignment->target : j->alignment->source;
}

/* On one line, without what XML forbids. */
static const char *clean(apo__arena *arena, const char *text, size_t *size, uint64_t *dropped)
{
	apo__buffer line = {.arena = arena};
	apo__add_text_line(&line, text, strlen(text));
	return apo__unit_text(arena, apo__buffer_text(&line), line.size, size, dropped);
}

static apo__unit_info property(const char *type, const char *text)
{
	return (apo__unit_info){APO__INFO_PROP, type, NULL, NULL, text, strlen(text), NULL};
}

static apo__unit_variant make_variant(
	xliff_job *j, apo__arena *scratch, const apo_bead *bead, int target)
{
	const apo_document *d = side_of(j, target);
	const uint32_t *segments = target ? bead->target : bead->source;
	uint32_t count = target ? bead->target_count : bead->source_count;
	apo__unit_info *infos = apo__alloc_array(scratch, count + 1, sizeof *infos);
	apo__buffer line = {.arena = scratch};
	apo__unit_variant v = {.lang = d->lang, .infos = infos, .info_count = count};
	for (uint32_t i = 0; i < count; i++) {
		apo_file_span span = apo_document_file_span(d, d->segments[segments[i]].span);
		infos[i] = property(
			"x-span", apo__sprintf(scratch, "%llu-%llu", (unsigned long long)span.begin,
					  (unsigned long long)span.end));
	}
	apo__add_segments(&line, d, segments, count);
	v.text = apo__unit_text(scratch, apo__buffer_text(&line), line.size, &v.size, &j->dropped);
	return v;
}

static void add_issues(
	const xliff_job *j, apo__arena *scratch, uint32_t bead, apo__xliff_unit_extra *extra)
{
	uint32_t count = 0;
	size_t size;
	uint64_t dropped = 0;
	for (uint32_t i = j->first[bead]; i; i = j->next[i - 1])
		count++;
	apo__xliff_issue *issues = apo__alloc_array(scratch, count + 1, sizeof *issues);
	for (uint32_t i = j->first[bead]; i; i = j->next[i - 1]) {
		const apo_issue *issue = &j->report->issues[i - 1];
		const char *text = apo__sprintf(scratch, "%s: %s", apo_issue_type_name(issue->type),
			issue->message ? issue->message : "");
		int on_target = issue->target_span.begin != APO_NONE &&
				j->alignment->beads[bead].target_count;
		issues[extra->issue_count++] =
			(apo__xliff_issue){on_target, apo_issue_type_its(issue->type),
				clean(scratch, text, &size, &dropped), issue->severity};
	}
	extra->issues = issues;
}

static int is_agent(const apo_attribution *a)
{
	return a->name &&
	       (a->type == APO_SOURCE_AGENCY || a->type == APO_SOURCE_OUTLET ||
		       a->type == APO_SOURCE_PERSON || a->type == APO_SOURCE_INSTITUTION ||
		       a->type == APO_SOURCE_PLATFORM);
}

/* Those to whom the segments are attributed, each once. */
static void add_records(const xliff_job *j, apo__arena *scratch, const apo_bead *bead, int target,
	apo__xliff_records *records)
{
	const apo_document *d = side_of(j, target);
	const uint32_t *segments = target ? bead->target : bead->source;
	uint32_t count = target ? bead->target_count : bead->source_count;
	APO__VECTOR(apo__xliff_record) found = {0};
	for (uint32_t i = 0; i < count; i++) {
		uint32_t a = j->attributions[target][segments[i]];
		for (; a && a <= d->attribution_count &&
			d->attributions[a - 1].segment == segments[i];
			a++) {
			const apo_attribution *at = &d->attributions[a - 1];
			uint32_t k = 0;
			if (!is_agent(at))
				continue;
			while (k < found.count && strcmp(found.items[k].name, at->name) != 0)
				k++;
			if (k == found.count && k < 100)
				*apo__push(scratch, &found) = (apo__xliff_record){
					at->name, at->type == APO_SOURCE_PERSON};
		}
	}
	*records = (apo__xliff_records){found.items, found.count};
}

/* From whom the pair comes, as the trace says. */
static void add_chains(xliff_job *j, apo__arena *scratch, const apo_bead *bead,
	const apo__unit_info **infos, uint32_t *count)
{
	apo__chain_list chains = {0};
	if (!j->chains || j->numbers[0] == APO_NONE || j->numbers[1] == APO_NONE ||
		!bead->source_count || !bead->target_count)
		return;
	apo__chains_of(j->chains, scratch, j->numbers[0], bead->source, bead->source_count,
		j->numbers[1], bead->target, bead->target_count, &chains);
	apo__unit_info *all = apo__alloc_array(scratch, *count + chains.count + 1, sizeof *all);
	memcpy(all, *infos, *count * sizeof *all);
	for (uint32_t i = 0; i < chains.count; i++) {
		size_t size;
		all[(*count)++] = property(
			APO__PROP_CHAIN, clean(scratch, apo__chain_text(scratch, &chains.items[i]),
						 &size, &j->dropped));
	}
	*infos = all;
}

static void put_bead(xliff_job *j, apo__arena *scratch, uint32_t number)
{
	const apo_bead *bead = &j->alignment->beads[number];
	apo__xliff_unit_extra extra = {0};
	char score[40];
	apo__unit_variant variants[2] = {
		make_variant(j, scratch, bead, 0), make_variant(j, scratch, bead, 1)};
	apo__unit_info infos[2] = {property("x-score", apo__decimal(score, bead->score, 3)),
		property("x-kind", apo_bead_kind_name(bead->kind))};
	apo__unit unit = {.variants = variants,
		.variant_count = bead->target_count ? 2 : 1,
		.infos = infos,
		.info_count = 2};
	add_chains(j, scratch, bead, &unit.infos, &unit.info_count);
	if (j->report)
		add_issues(j, scratch, number, &extra);
	add_records(j, scratch, bead, 0, &extra.records[0]);
	add_records(j, scratch, bead, 1, &extra.records[1]);
	apo__xliff_put_unit(j->writer, &unit, &extra);
}

/* Attributions are in the order of their segments. */
static uint32_t *first_attributions(apo__arena *arena, const apo_document *d)
{
	uint32_t *first = apo__alloc_array(arena, d->segment_count + 1, sizeof *first);
	for (uint32_t i = d->attribution_count; i-- > 0;)
		if (d->attributions[i].segment < d->segment_count)
			first[d->attributions[i].segment] = i + 1;
	return first;
}

/* What is known of the two documents, as properties of the file. */
static uint32_t document_facts(
	const xliff_job *j, apo__arena *arena, apo__unit_info infos[8], uint64_t *dropped)
{
	uint32_t count = 0;
	for (int target = 0; target < 2; target++) {
		const apo_document *d = side_of(j, target);
		const char *const facts[][2] = {{"sha256", d->sha256}, {"publisher", d->publisher},
			{"url", d->url}, {"published", d->published}};
		for (size_t i = 0; i < 4; i++) {
			size_t size;
			if (!facts[i][1])
				continue;
			infos[count] = property(apo__sprintf(arena, "x-%s-%s",
							target ? "target" : "source", facts[i][0]),
				clean(arena, facts[i][1], &size, dropped));
			count++;
		}
	}
	return count;
}

static void link_issues(xliff_job *j, apo__arena *arena)
{
	const apo_report *report = j->report;
	j->first = apo__alloc_array(arena, j->alignment->count + 1, sizeof *j->first);
	j->next = apo__alloc_array(arena, report->issue_count + 1, sizeof *j->next);
	for (size_t i = report->issue_count; i-- > 0;)
		if (report->issues[i].bead < j->alignment->count) {
			j->next[i] = j->first[report->issues[i].bead];
			j->first[report->issues[i].bead] = (uint32_t)i + 1;
		}
}

static uint32_t number_of(const apo_trace *trace, const apo_document *d)
{
	for (size_t i = 0; trace && i < trace->corpus->count; i++)
		if (trace->corpus->documents[i] == d)
			return (uint32_t)i;
	return APO_NONE;
}

static apo_status write_xliff(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, int version, apo_error *err)
{
	apo__unit_losses losses = {0};
	apo__xliff_options options = {version, alignment->source->path, 1};
	xliff_job j = {.alignment = alignment, .report = report, .trace = w->options->trace};
	if (j.trace && j.trace->chains)
		j.chains = apo__chain_reader_new(j.trace->chains, w->arena);
	j.writer = apo__xliff_writer_new(w->arena, w->output, &options, &losses);
	apo__unit_writer *writer = (apo__unit_writer *)j.writer;
	apo__unit_header header = {.source_language = alignment->source->lang,
		.target_language = alignment->target->lang};
	apo__unit_info facts[8];
	if (version == 2) {
		header.infos = facts;
		header.info_count = document_facts(&j, w->arena, facts, &j.dropped);
	}
	for (int i = 0; i < 2; i++)
		j.numbers[i] = number_of(j.trace, side_of(&j, i));
	j.attributions[0] = first_attributions(w->arena, alignment->source);
	j.attributions[1] = first_attributions(w->arena, alignment->target);
	if (report)
		link_issues(&j, w->arena);
	apo_status status = writer->header(writer, &header, err);
	for (uint32_t i = 0; !status && i < alignment->count; i++) {
		apo__arena *scratch = apo__arena_child(w->arena);
		put_bead(&j, scratch, i);
		apo__arena_free(scratch);
	}
	if (!status)
		status = writer->end(writer, err);
	j.dropped += losses.characters;
	if (j.dropped && w->options->notice)
		w->options->notice(apo__sprintf(w->arena,
					   "XLIFF: %llu characters dropped that XML 1.0 forbids",
					   (unsigned long long)j.dropped),
			w->options->user);
	return status;
}

apo_status apo__write_alignment_xliff(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	return write_xliff(w, alignment, report, 2, err);
}

apo_status apo__write_alignment_xliff_1(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	return write_xliff(w, alignment, report, 1, err);
}
