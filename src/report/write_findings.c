/* SPDX-License-Identifier: Apache-2.0 */
/* Reports as TSV; audits as JSON and TSV (docs/formats.md). */
#include <string.h>

#include "writing/put.h"
#include "writing/writers.h"

void apo__add_cell(const apo__writer *w, apo__buffer *line, const char *text, size_t size)
{
	size_t begin = line->size;
	if (text)
		apo__add_text_line(line, text, size);
	if (w->options->spreadsheet)
		apo__guard_cell(line, begin);
}

static void add_field(const apo__writer *w, apo__buffer *line, const char *text)
{
	apo__add_cell(w, line, text, text ? strlen(text) : 0);
	apo__buffer_putc(line, '\t');
}

static void add_place(apo__buffer *line, const apo_document *document, apo_span span)
{
	if (span.begin != APO_NONE) {
		apo_file_span place = apo_document_file_span(document, span);
		apo__buffer_printf(line, "%llu-%llu", (unsigned long long)place.begin,
			(unsigned long long)place.end);
	}
	apo__buffer_putc(line, '\t');
}

static void add_text(
	const apo__writer *w, apo__buffer *line, const apo_document *document, apo_span span)
{
	if (span.begin != APO_NONE)
		apo__add_cell(w, line, document->text + span.begin, span.end - span.begin);
	apo__buffer_putc(line, '\t');
}

apo_status apo__write_report_tsv(const apo__writer *w, const apo_report *report, apo_error *err)
{
	(void)err;
	const apo_document *source = report->alignment->source;
	const apo_document *target = report->alignment->target;
	apo__buffer line = {.arena = w->arena};
	apo__put(w->output, "severity\ttype\tsource_span\ttarget_span\tsource_text\ttarget_text\t"
			    "message\tconfidence\tfingerprint\n");
	for (size_t i = 0; i < report->issue_count; i++) {
		const apo_issue *issue = &report->issues[i];
		line.size = 0;
		add_field(w, &line, apo_severity_name(issue->severity));
		add_field(w, &line, apo_issue_type_name(issue->type));
		add_place(&line, source, issue->source_span);
		add_place(&line, target, issue->target_span);
		add_text(w, &line, source, issue->source_span);
		add_text(w, &line, target, issue->target_span);
		add_field(w, &line, issue->message);
		apo__buffer_decimal(&line, issue->confidence, 2);
		apo__buffer_printf(&line, "\t%s\n", issue->fingerprint);
		apo_output_write(w->output, line.data, line.size);
	}
	return APO_OK;
}

apo_status apo__write_audit_tsv(const apo__writer *w, const apo_audit *audit, apo_error *err)
{
	(void)err;
	apo__buffer line = {.arena = w->arena};
	apo__put(w->output, "severity\ttype\tdocument\tspan\tmessage\n");
	for (size_t i = 0; i < audit->count; i++) {
		const apo_finding *f = &audit->findings[i];
		line.size = 0;
		add_field(w, &line, apo_severity_name(f->severity));
		add_field(w, &line, apo_finding_type_name(f->type));
		add_field(w, &line, f->document);
		apo__buffer_printf(&line, "%llu-%llu\t", (unsigned long long)f->span.begin,
			(unsigned long long)f->span.end);
		apo__add_cell(w, &line, f->message, f->message ? strlen(f->message) : 0);
		apo__buffer_putc(&line, '\n');
		apo_output_write(w->output, line.data, line.size);
	}
	return APO_OK;
}

static void json_ledger(apo__json *json, const apo_audit_ledger *l)
{
	apo__json_open(json, "ledger", '{', 0);
	apo__json_string(json, "file", l->path);
	apo__json_integer(json, "records", l->records);
	apo__json_string(json, "head", l->head);
	apo__json_integer(json, "record", l->record);
	apo__json_string(json, "record_file", l->file);
	apo__json_integer(json, "record_units", l->units);
	apo__json_bool(json, "identical", l->identical);
	apo__json_integer(json, "as_recorded", l->as_recorded);
	apo__json_integer(json, "edited", l->edited);
	apo__json_integer(json, "added", l->added);
	apo__json_integer(json, "removed", l->removed);
	apo__json_integer(json, "paired_differently", l->paired_differently);
	apo__json_integer(json, "unknown", l->unknown);
	apo__json_close(json);
}

apo_status apo__write_audit_json(const apo__writer *w, const apo_audit *audit, apo_error *err)
{
	(void)err;
	apo__json json = {.output = w->output};
	apo__json_open(&json, NULL, '{', 1);
	apo__json_open(&json, "findings", '[', 1);
	for (size_t i = 0; i < audit->count; i++) {
		const apo_finding *f = &audit->findings[i];
		apo__json_open(&json, NULL, '{', 0);
		apo__json_string(&json, "type", apo_finding_type_name(f->type));
		apo__json_string(&json, "severity", apo_severity_name(f->severity));
		apo__json_string(&json, "document", f->document);
		apo__json_file_span(&json, "span", f->span);
		apo__json_string(&json, "message", f->message);
		apo__json_string(&json, "file", f->file);
		if (f->line)
			apo__json_integer(&json, "line", f->line);
		apo__json_close(&json);
	}
	apo__json_close(&json);
	if (audit->anchor) {
		apo__json_open(&json, "header_ledger", '{', 0);
		apo__json_string(&json, "head", audit->anchor);
		apo__json_integer(&json, "records", audit->anchor_records);
		apo__json_close(&json);
	}
	if (audit->ledger)
		json_ledger(&json, audit->ledger);
	apo__json_end(&json);
	return APO_OK;
}
