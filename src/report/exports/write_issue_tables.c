/* SPDX-License-Identifier: Apache-2.0 */
/* Reports for spreadsheets: CSV (RFC 4180, with a byte order mark, by which they know UTF-8) and a table of HTML, which they open as
 * their own, with the scorecard below it. No cell is a formula. Linear. */
#include <string.h>

#include "writing/put.h"
#include "writing/writers.h"

enum { SEVERITY, TYPE, TITLE, SOURCE, TARGET, MESSAGE, CONFIDENCE, FINGERPRINT, COLUMNS };
static const char *const heads[COLUMNS] = {"severity", "type", "title", "source_text",
	"target_text", "message", "confidence", "fingerprint"};

/* Put a row of texts, each ready for a spreadsheet. */
typedef void (*put_row)(const apo__writer *w, const char *const *cells, const char *tag);

static const char *cell(apo__arena *arena, const char *text, size_t size)
{
	apo__buffer line = {.arena = arena};
	apo__add_text_line(&line, text, size);
	apo__guard_cell(&line, 0);
	return apo__buffer_text(&line);
}

static const char *words(apo__arena *arena, const apo_document *document, apo_span span)
{
	return span.begin == APO_NONE
		       ? ""
		       : cell(arena, document->text + span.begin, span.end - span.begin);
}

static void put_csv_row(const apo__writer *w, const char *const *cells, const char *tag)
{
	(void)tag;
	for (int i = 0; i < COLUMNS; i++) {
		apo__put(w->output, i ? ",\"" : "\"");
		for (const char *c = cells[i]; *c; c++) {
			if (*c == '"')
				apo__put(w->output, "\"");
			apo_output_write(w->output, c, 1);
		}
		apo__put(w->output, "\"");
	}
	apo__put(w->output, "\r\n");
}

static void put_html_row(const apo__writer *w, const char *const *cells, const char *tag)
{
	apo__put(w->output, "<tr>");
	for (int i = 0; i < COLUMNS; i++) {
		apo__put(w->output, tag);
		apo__put_xml(w->output, cells[i], strlen(cells[i]));
	}
	apo__put(w->output, "</tr>\n");
}

static void put_rows(const apo__writer *w, const apo_report *report, put_row put)
{
	put(w, heads, "<th>");
	for (size_t i = 0; i < report->issue_count; i++) {
		const apo_issue *issue = &report->issues[i];
		apo__arena *scratch = apo__arena_child(w->arena);
		apo__buffer confidence = {.arena = scratch};
		const char *cells[COLUMNS];
		apo__buffer_decimal(&confidence, issue->confidence, 2);
		cells[SEVERITY] = apo_severity_name(issue->severity);
		cells[TYPE] = apo_issue_type_name(issue->type);
		cells[TITLE] = apo_issue_type_title(issue->type);
		cells[SOURCE] = words(scratch, report->alignment->source, issue->source_span);
		cells[TARGET] = words(scratch, report->alignment->target, issue->target_span);
		cells[MESSAGE] = cell(scratch, issue->message, strlen(issue->message));
		cells[CONFIDENCE] = apo__buffer_text(&confidence);
		cells[FINGERPRINT] = issue->fingerprint;
		put(w, cells, "<td>");
		apo__arena_free(scratch);
	}
}

apo_status apo__write_report_csv(const apo__writer *w, const apo_report *report, apo_error *err)
{
	(void)err;
	apo__put(w->output, "\xEF\xBB\xBF");
	put_rows(w, report, put_csv_row);
	return APO_OK;
}

static void put_figure(const apo__writer *w, const char *name, double value, int digits)
{
	apo__put(w->output, "<tr><th>");
	apo__put(w->output, name);
	apo__put(w->output, "<td>");
	apo__put_decimal(w->output, value, digits);
	apo__put(w->output, "</tr>\n");
}

apo_status apo__write_report_xls(const apo__writer *w, const apo_report *report, apo_error *err)
{
	(void)err;
	const apo_scorecard *card = &report->card;
	apo__put(w->output, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
			    "<title>Findings</title></head><body>\n<table>\n");
	put_rows(w, report, put_html_row);
	apo__put(w->output, "</table>\n<table>\n");
	put_figure(w, "words of the source", (double)card->words, 0);
	for (int s = APO_SEVERITY_CRITICAL; s >= 0; s--)
		put_figure(w, apo_severity_name((apo_severity)s), (double)card->counts[s], 0);
	put_figure(w, "points", card->points, 1);
	put_figure(w, "points per 100 words that pass", card->threshold, 1);
	apo__put(w->output, card->passes ? "<tr><th>scorecard<td>pass</tr>\n"
					 : "<tr><th>scorecard<td>fail</tr>\n");
	apo__put(w->output, "</table>\n</body></html>\n");
	return APO_OK;
}
