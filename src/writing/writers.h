/* SPDX-License-Identifier: Apache-2.0 */
/* The formats that are written here; report/write.c chooses among them. The job runs guarded, scratch memory is in `arena`. */
#ifndef APO__WRITING_WRITERS_H
#define APO__WRITING_WRITERS_H

#include "base/buffer.h"
#include "writing/json.h"

/* What a writer gets. */
typedef struct {
	apo__arena *arena;
	apo_output *output;
	const apo_write_options *options;
} apo__writer;

/* Alignment; `report` may be NULL. */
apo_status apo__write_beads(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err);
apo_status apo__write_alignment_tsv(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err);
/* With a report: its score and issues too (what `qa` writes). */
apo_status apo__write_alignment_json(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err);
apo_status apo__write_alignment_tmx(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err);

apo_status apo__write_alignment_xliff(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err);

/* The same as XLIFF 1.2. */
apo_status apo__write_alignment_xliff_1(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err);

apo_status apo__write_report_sarif(const apo__writer *w, const apo_report *report, apo_error *err);
apo_status apo__write_report_github(const apo__writer *w, const apo_report *report, apo_error *err);
apo_status apo__write_report_junit(const apo__writer *w, const apo_report *report, apo_error *err);
apo_status apo__write_report_csv(const apo__writer *w, const apo_report *report, apo_error *err);
apo_status apo__write_report_xls(const apo__writer *w, const apo_report *report, apo_error *err);
apo_status apo__write_report_tsv(const apo__writer *w, const apo_report *report, apo_error *err);

/* The aligned units of every edge, with the chain of each. */
apo_status apo__write_trace_tmx(const apo__writer *w, const apo_trace *trace, apo_error *err);

apo_status apo__write_trace_json(const apo__writer *w, const apo_trace *trace, apo_error *err);

apo_status apo__write_audit_json(const apo__writer *w, const apo_audit *audit, apo_error *err);
apo_status apo__write_audit_sarif(const apo__writer *w, const apo_audit *audit, apo_error *err);
apo_status apo__write_audit_tsv(const apo__writer *w, const apo_audit *audit, apo_error *err);

apo_status apo__write_tmx_stats_json(
	const apo__writer *w, const apo_tmx_stats *stats, apo_error *err);

apo_status apo__write_tmx_stats_text(
	const apo__writer *w, const apo_tmx_stats *stats, apo_error *err);

apo_status apo__write_words_tsv(
	const apo__writer *w, const apo_word_answer *answer, apo_error *err);
apo_status apo__write_words_json(
	const apo__writer *w, const apo_word_answer *answer, apo_error *err);

apo_status apo__write_terms_tsv(const apo__writer *w, const apo_term_list *terms, apo_error *err);
apo_status apo__write_terms_tbx(const apo__writer *w, const apo_term_list *terms, apo_error *err);

/* Append a cell of a TSV table, without the tab behind it: text (NULL: nothing) on one line, guarded as the options say. */
void apo__add_cell(const apo__writer *w, apo__buffer *line, const char *text, size_t size);

/* Parts that other formats use too. */
void apo__json_document_members(apo__json *json, const apo_document *document);
void apo__json_segments(apo__json *json, const apo_document *document);
/* Members of one attribution: source, type, places, text; with `explain` the rule that found it, and whether it is sure. */
void apo__json_attribution_members(apo__json *json, const apo_document *document,
	const apo_attribution *attribution, int explain);
void apo__json_report_members(apo__json *json, const apo_report *report);

#endif
