/* SPDX-License-Identifier: Apache-2.0 */
/* A report as SARIF 2.1.0 (OASIS), for the places that show results of checks beside a text: one result an issue, at the
 * target where it has a place there, else at the source; the other side is a related location. */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "report/file_places.h"
#include "report/sarif.h"

typedef struct {
	const char *uri;
	apo__file_places places;
} side;

static side make_side(apo__arena *arena, const apo_document *document)
{
	return (side){apo__sarif_uri(arena, document->path), apo__file_places_of(arena, document)};
}

static void add_location(apo__json *json, const side *s, apo_span span)
{
	const apo_document *document = s->places.document;
	apo_file_span bytes = apo_document_file_span(document, span);
	apo__file_place place = apo__file_place_of(&s->places, span);
	apo__sarif_location(json, s->uri);
	apo__json_open(json, "region", '{', 0);
	apo__json_integer(json, "startLine", place.line);
	apo__json_integer(json, "startColumn", place.column);
	apo__json_integer(json, "endLine", place.end_line);
	apo__json_integer(json, "endColumn", place.end_column);
	apo__json_integer(json, "byteOffset", bytes.begin);
	apo__json_integer(json, "byteLength", bytes.end - bytes.begin);
	apo__json_open(json, "snippet", '{', 0);
	apo__json_span_text(json, "text", document, span);
	apo__json_close(json);
	apo__json_close(json);
	apo__sarif_location_end(json);
}

/* A finding without words of its own is where its bead is. */
static apo_span place_of_bead(
	const apo_document *document, const uint32_t *segments, uint32_t count)
{
	return count ? document->segments[segments[0]].span : APO_SPAN_NONE;
}

static void add_main_location(apo__json *json, const apo_report *report, const side *source,
	const side *target, const apo_issue *issue)
{
	const apo_bead *bead =
		issue->bead == APO_NONE ? NULL : &report->alignment->beads[issue->bead];
	apo_span at = issue->target_span;
	const side *s = target;
	if (at.begin == APO_NONE) {
		s = source;
		at = issue->source_span;
	}
	if (at.begin == APO_NONE && bead)
		at = place_of_bead(source->places.document, bead->source, bead->source_count);
	if (at.begin == APO_NONE && bead) {
		s = target;
		at = place_of_bead(target->places.document, bead->target, bead->target_count);
	}
	add_location(json, s, at.begin == APO_NONE ? (apo_span){0, 0} : at);
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
	apo__sarif_result(json, apo_issue_type_name(issue->type), (int)issue->type, issue->severity,
		issue->message);
	apo__json_open(json, "locations", '[', 0);
	add_main_location(json, report, source, target, issue);
	apo__json_close(json);
	if (in_target && in_source) {
		apo__json_open(json, "relatedLocations", '[', 0);
		add_location(json, source, issue->source_span);
		apo__json_close(json);
	}
	apo__json_open(json, "partialFingerprints", '{', 0);
	apo__json_string(json, "apograph/v1", issue->fingerprint);
	apo__json_string(json, "primaryLocationLineHash", issue->fingerprint);
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

static apo__sarif_rule describe(int rule)
{
	apo_issue_type type = (apo_issue_type)rule;
	return (apo__sarif_rule){apo_issue_type_name(type), apo_issue_type_title(type),
		apo_issue_type_help(type), apo_issue_type_mqm(type), apo_issue_type_its(type)};
}

apo_status apo__write_report_sarif(const apo__writer *w, const apo_report *report, apo_error *err)
{
	apo__json json = {.output = w->output};
	side source = make_side(w->arena, report->alignment->source);
	side target = make_side(w->arena, report->alignment->target);
	(void)err;
	apo__sarif_begin(&json, describe, APO_ISSUE_TYPE_COUNT);
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
