/* SPDX-License-Identifier: Apache-2.0 */
/* Alignments as beads, TSV and JSON (docs/formats.md). All are written in one pass over the beads. */
#include "writing/put.h"
#include "writing/writers.h"

static void put_indexes(apo_output *output, const uint32_t *items, uint32_t count)
{
	apo__put(output, "[");
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			apo__put(output, ", ");
		apo__put_integer(output, items[i]);
	}
	apo__put(output, "]");
}

apo_status apo__write_beads(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	(void)report;
	(void)err;
	for (size_t i = 0; i < alignment->count; i++) {
		const apo_bead *bead = &alignment->beads[i];
		put_indexes(w->output, bead->source, bead->source_count);
		apo__put(w->output, ":");
		put_indexes(w->output, bead->target, bead->target_count);
		apo__put(w->output, ":");
		apo__put_decimal(w->output, bead->score, 3);
		apo__put(w->output, "\n");
	}
	return APO_OK;
}

/* A cell of a table and the tab behind it. */
static void add_side(const apo__writer *w, apo__buffer *line, const apo_document *document,
	const uint32_t *segments, uint32_t count)
{
	size_t begin = line->size;
	apo__add_segments(line, document, segments, count);
	if (w->options->spreadsheet)
		apo__guard_cell(line, begin);
	apo__buffer_putc(line, '\t');
}

apo_status apo__write_alignment_tsv(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	(void)report;
	(void)err;
	apo__buffer line = {.arena = w->arena};
	for (size_t i = 0; i < alignment->count; i++) {
		const apo_bead *bead = &alignment->beads[i];
		line.size = 0;
		add_side(w, &line, alignment->source, bead->source, bead->source_count);
		add_side(w, &line, alignment->target, bead->target, bead->target_count);
		apo__buffer_decimal(&line, bead->score, 3);
		apo__buffer_putc(&line, '\n');
		apo_output_write(w->output, line.data, line.size);
	}
	return APO_OK;
}

void apo__json_document_members(apo__json *json, const apo_document *document)
{
	apo__json_string(json, "file", document->path);
	apo__json_string(json, "lang", document->lang);
	apo__json_string(json, "sha256", document->sha256);
	apo__json_optional(json, "title", document->title);
	apo__json_optional(json, "publisher", document->publisher);
	apo__json_optional(json, "published", document->published);
	apo__json_optional(json, "url", document->url);
	apo__json_optional(json, "note", document->note);
}

void apo__json_segments(apo__json *json, const apo_document *document)
{
	apo__json_open(json, "segments", '[', 1);
	for (uint32_t i = 0; i < document->segment_count; i++) {
		apo_span span = document->segments[i].span;
		apo_file_span place = apo_document_file_span(document, span);
		apo__json_open(json, NULL, '{', 0);
		apo__json_integer(json, "id", i);
		apo__json_integer(json, "begin", place.begin);
		apo__json_integer(json, "end", place.end);
		apo__json_span_text(json, "text", document, span);
		apo__json_close(json);
	}
	apo__json_close(json);
}

static void add_document(apo__json *json, const char *key, const apo_document *document)
{
	apo__json_open(json, key, '{', 1);
	apo__json_document_members(json, document);
	apo__json_segments(json, document);
	apo__json_close(json);
}

static void add_scores(apo__json *json, const char *key, const apo_score *score)
{
	apo__json_open(json, key, '{', 0);
	apo__json_decimal(json, "fidelity", score->fidelity);
	apo__json_decimal(json, "support", score->support);
	apo__json_decimal(json, "coverage", score->coverage);
	apo__json_decimal(json, "penalty", score->penalty);
	apo__json_close(json);
}

/* [source begin, source end, target begin, target end, score] a link; returns the first link after the bead's. */
static size_t add_words(apo__json *json, const apo_word_links *words, size_t bead, size_t at)
{
	apo__json_open(json, "words", '[', 0);
	for (; at < words->count && words->links[at].bead == bead; at++) {
		const apo_word_link *l = &words->links[at];
		apo_file_span a = apo_document_file_span(words->alignment->source, l->source);
		apo_file_span b = apo_document_file_span(words->alignment->target, l->target);
		apo__json_open(json, NULL, '[', 0);
		apo__json_integer(json, NULL, a.begin);
		apo__json_integer(json, NULL, a.end);
		apo__json_integer(json, NULL, b.begin);
		apo__json_integer(json, NULL, b.end);
		apo__json_decimal(json, NULL, l->score);
		apo__json_close(json);
	}
	apo__json_close(json);
	return at;
}

static void add_beads(apo__json *json, const apo_alignment *alignment, const apo_report *report,
	const apo_word_links *words)
{
	size_t link = 0;
	apo__json_open(json, "beads", '[', 1);
	for (size_t i = 0; i < alignment->count; i++) {
		const apo_bead *bead = &alignment->beads[i];
		apo__json_open(json, NULL, '{', 0);
		apo__json_indexes(json, "source", bead->source, bead->source_count);
		apo__json_indexes(json, "target", bead->target, bead->target_count);
		apo__json_decimal(json, "score", bead->score);
		apo__json_string(json, "kind", apo_bead_kind_name(bead->kind));
		if (report && report->bead_scores)
			add_scores(json, "fidelity", &report->bead_scores[i]);
		if (words)
			link = add_words(json, words, i, link);
		apo__json_close(json);
	}
	apo__json_close(json);
}

static void add_issue(apo__json *json, const apo_alignment *alignment, const apo_issue *issue)
{
	apo__json_string(json, "type", apo_issue_type_name(issue->type));
	apo__json_string(json, "severity", apo_severity_name(issue->severity));
	if (issue->bead == APO_NONE)
		apo__json_null(json, "bead");
	else
		apo__json_integer(json, "bead", issue->bead);
	apo__json_span(json, "source_span", alignment->source, issue->source_span);
	apo__json_span(json, "target_span", alignment->target, issue->target_span);
	apo__json_span_text(json, "source_text", alignment->source, issue->source_span);
	apo__json_span_text(json, "target_text", alignment->target, issue->target_span);
	apo__json_string(json, "message", issue->message);
	apo__json_decimal(json, "confidence", issue->confidence);
	apo__json_string(json, "its_type", apo_issue_type_its(issue->type));
	apo__json_string(json, "mqm_type", apo_issue_type_mqm(issue->type));
	apo__json_string(json, "fingerprint", issue->fingerprint);
}

/* What is known already, by whom and why; dismissals of what is no longer there. */
static void add_known(apo__json *json, const apo_report *report)
{
	apo__json_open(json, "known", '[', 1);
	for (size_t i = 0; i < report->known_count; i++) {
		const apo_known_issue *known = &report->known[i];
		apo__json_open(json, NULL, '{', 0);
		add_issue(json, report->alignment, &known->issue);
		apo__json_string(json, "file", known->file);
		apo__json_string(json, "why", known->why);
		apo__json_close(json);
	}
	apo__json_close(json);
	apo__json_integer(json, "dismissed", report->dismissed_count);
	apo__json_open(json, "obsolete_dismissals", '[', 1);
	for (size_t i = 0; i < report->obsolete_count; i++) {
		const apo_obsolete_dismissal *o = &report->obsolete[i];
		apo__json_open(json, NULL, '{', 0);
		apo__json_string(json, "file", o->file);
		apo__json_integer(json, "line", o->line);
		apo__json_string(json, "fingerprint", o->dismissal.fingerprint);
		apo__json_string(json, "why", o->dismissal.why);
		apo__json_close(json);
	}
	apo__json_close(json);
}

static void add_panel(apo__json *json, const apo_news_panel *panel)
{
	apo__json_open(json, "news", '{', 0);
	apo__json_integer(json, "quotes_verbatim", panel->quotes_verbatim);
	apo__json_integer(json, "quotes_altered", panel->quotes_altered);
	apo__json_integer(json, "quotes_fabricated", panel->quotes_fabricated);
	apo__json_integer(json, "quotes_total", panel->quotes_total);
	apo__json_integer(json, "attributions_kept", panel->attributions_kept);
	apo__json_integer(json, "attributions_total", panel->attributions_total);
	apo__json_integer(json, "values_kept", panel->values_kept);
	apo__json_integer(json, "values_total", panel->values_total);
	apo__json_integer(json, "hedges_kept", panel->hedges_kept);
	apo__json_integer(json, "hedges_total", panel->hedges_total);
	apo__json_close(json);
}

static void add_card(apo__json *json, const apo_report *report)
{
	const apo_scorecard *card = &report->card;
	apo__json_open(json, "scorecard", '{', 0);
	apo__json_integer(json, "words", card->words);
	apo__json_integer(json, "critical", card->counts[APO_SEVERITY_CRITICAL]);
	apo__json_integer(json, "major", card->counts[APO_SEVERITY_MAJOR]);
	apo__json_integer(json, "minor", card->counts[APO_SEVERITY_MINOR]);
	apo__json_decimal(json, "points", card->points);
	apo__json_decimal(json, "points_per_100_words", report->score.penalty);
	apo__json_decimal(json, "threshold", card->threshold);
	apo__json_bool(json, "pass", card->passes != 0);
	apo__json_close(json);
}

static void add_abstention(apo__json *json, const apo_abstention *abstention)
{
	apo__json_open(json, NULL, '{', 0);
	apo__json_string(json, "check", apo_issue_type_name(abstention->check));
	apo__json_string(json, "language", abstention->lang);
	apo__json_string(json, "reason", abstention->reason);
	apo__json_close(json);
}

void apo__json_report_members(apo__json *json, const apo_report *report)
{
	apo__json_decimal(json, "score", report->score.fidelity);
	add_scores(json, "scores", &report->score);
	apo__json_bool(json, "scored", report->scored);
	apo__json_string(json, "says", report->says);
	apo__json_decimal(json, "words_known", report->words_known);
	add_panel(json, &report->panel);
	add_card(json, report);
	apo__json_open(json, "issues", '[', 1);
	for (size_t i = 0; i < report->issue_count; i++) {
		apo__json_open(json, NULL, '{', 0);
		add_issue(json, report->alignment, &report->issues[i]);
		apo__json_close(json);
	}
	apo__json_close(json);
	add_known(json, report);
	apo__json_open(json, "checks_not_run", '[', 1);
	for (size_t i = 0; i < report->abstention_count; i++)
		add_abstention(json, &report->abstentions[i]);
	apo__json_close(json);
}

apo_status apo__write_alignment_json(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	(void)err;
	apo__json json = {.output = w->output};
	apo__json_open(&json, NULL, '{', 1);
	add_document(&json, "source", alignment->source);
	add_document(&json, "target", alignment->target);
	apo__json_string(
		&json, "mode", alignment->mode == APO_MODE_COMPARABLE ? "comparable" : "parallel");
	add_beads(&json, alignment, report, w->options->words);
	if (report)
		apo__json_report_members(&json, report);
	apo__json_end(&json);
	return APO_OK;
}
