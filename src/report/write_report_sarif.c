/* SPDX-License-Identifier: Apache-2.0 */
/* A report as SARIF 2.1.0 (OASIS), for the places that show results of checks beside a text: one result an issue, at the
 * target where it has a place there, else at the source; the other side is a related location. */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "report/sarif.h"

typedef struct {
	const apo_document *document;
	const char *uri;
	const uint32_t *lines; /* where each line begins in the text */
	uint32_t line_count;
} side;

static side make_side(apo__arena *arena, const apo_document *document)
{
	APO__VECTOR(uint32_t) lines = {0};
	*apo__push(arena, &lines) = 0;
	for (uint32_t i = 0; i < document->size; i++)
		if (document->text[i] == '\n')
			*apo__push(arena, &lines) = i + 1;
	return (side){document, apo__sarif_uri(arena, document->path), lines.items, lines.count};
}

/* Line of a text offset, from 1. */
static uint32_t line_of(const side *s, uint32_t offset)
{
	uint32_t low = 0, high = s->line_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (s->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low + 1;
}

static void add_location(apo__json *json, const side *s, apo_span span)
{
	apo_file_span place = apo_document_file_span(s->document, span);
	apo__sarif_location(json, s->uri);
	apo__json_open(json, "region", '{', 0);
	/* the text is the file's, but for a byte order mark: its lines are the file's lines */
	if (place.begin - span.begin == 0 || place.begin - span.begin == 3)
		apo__json_integer(json, "startLine", line_of(s, span.begin));
	apo__json_integer(json, "byteOffset", place.begin);
	apo__json_integer(json, "byteLength", place.end - place.begin);
	apo__json_open(json, "snippet", '{', 0);
	apo__json_span_text(json, "text", s->document, span);
	apo__json_close(json);
	apo__json_close(json);
	apo__sarif_location_end(json);
}

/* What is known already: suppressions (3.27.23) by the reason of a dismissal, states of a baseline (3.27.24). */
static void add_state(apo__json *json, const apo_report *report, const apo_known_issue *known)
{
	if (report->has_baseline)
		apo__json_string(json, "baselineState", known && !known->why ? "unchanged" : "new");
	if (!known || !known->why)
		return;
	apo__json_open(json, "suppressions", '[', 0);
	apo__json_open(json, NULL, '{', 0);
	apo__json_string(json, "kind", "external");
	apo__json_string(json, "status", "accepted");
	apo__json_string(json, "justification", known->why);
	apo__json_close(json);
	apo__json_close(json);
}

/* `known` is NULL for a finding that is to be looked at. */
static void add_result(apo__json *json, const apo_report *report, const side *source,
	const side *target, const apo_issue *issue, const apo_known_issue *known)
{
	int in_source = issue->source_span.begin != APO_NONE;
	int in_target = issue->target_span.begin != APO_NONE;
	apo__json_open(json, NULL, '{', 0);
	apo__sarif_result(json, apo_issue_type_name(issue->type), issue->severity, issue->message);
	apo__json_open(json, "locations", '[', 0);
	if (in_target)
		add_location(json, target, issue->target_span);
	else if (in_source)
		add_location(json, source, issue->source_span);
	apo__json_close(json);
	if (in_target && in_source) {
		apo__json_open(json, "relatedLocations", '[', 0);
		add_location(json, source, issue->source_span);
		apo__json_close(json);
	}
	apo__json_open(json, "partialFingerprints", '{', 0);
	apo__json_string(json, "apograph/v1", issue->fingerprint);
	apo__json_close(json);
	apo__json_open(json, "properties", '{', 0);
	apo__json_decimal(json, "confidence", issue->confidence);
	apo__json_close(json);
	add_state(json, report, known);
	apo__json_close(json);
}

static void add_note(apo__json *json, const char *rule, const char *text)
{
	apo__json_open(json, NULL, '{', 0);
	if (rule) {
		apo__json_open(json, "associatedRule", '{', 0);
		apo__json_string(json, "id", rule);
		apo__json_close(json);
	}
	apo__json_string(json, "level", "note");
	apo__json_open(json, "message", '{', 0);
	apo__json_string(json, "text", text);
	apo__json_close(json);
	apo__json_close(json);
}

/* Checks that did not run, and dismissals without finding, are notes on how the tool was set up (SARIF 2.1.0, 3.20.21). */
static void add_invocation(apo__json *json, apo__arena *arena, const apo_report *report)
{
	apo__json_open(json, "invocations", '[', 1);
	apo__json_open(json, NULL, '{', 0);
	apo__json_bool(json, "executionSuccessful", 1);
	apo__json_open(json, "toolConfigurationNotifications", '[', 1);
	for (size_t i = 0; i < report->abstention_count; i++) {
		const apo_abstention *a = &report->abstentions[i];
		add_note(json, apo_issue_type_name(a->check), a->reason);
	}
	for (size_t i = 0; i < report->obsolete_count; i++) {
		const apo_obsolete_dismissal *o = &report->obsolete[i];
		add_note(json, NULL,
			apo__sprintf(arena,
				"%s, line %zu: the finding %s that was dismissed is not there "
				"any more",
				o->file, o->line, o->dismissal.fingerprint));
	}
	apo__json_close(json);
	apo__json_close(json);
	apo__json_close(json);
}

static const char *rule_name(int rule)
{
	return apo_issue_type_name((apo_issue_type)rule);
}

apo_status apo__write_report_sarif(const apo__writer *w, const apo_report *report, apo_error *err)
{
	apo__json json = {.output = w->output};
	side source = make_side(w->arena, report->alignment->source);
	side target = make_side(w->arena, report->alignment->target);
	(void)err;
	apo__sarif_begin(&json, rule_name, APO_ISSUE_TYPE_COUNT);
	add_invocation(&json, w->arena, report);
	apo__json_open(&json, "results", '[', 1);
	for (size_t i = 0; i < report->issue_count; i++)
		add_result(&json, report, &source, &target, &report->issues[i], NULL);
	for (size_t i = 0; i < report->known_count; i++)
		add_result(&json, report, &source, &target, &report->known[i].issue,
			&report->known[i]);
	apo__json_end(&json);
	return APO_OK;
}
