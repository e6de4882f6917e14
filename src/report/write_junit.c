/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A report as JUnit XML: each finding is a test case, and so is each check that ran and found nothing. Findings from the
 * severity on that fails the run are failures; lower ones pass with their message as output; known ones, and checks that did not
 * run, are skipped.
 */
#include <string.h>

#include "base/buffer.h"
#include "report/file_places.h"
#include "writing/put.h"

typedef struct {
	const apo_report *report;
	apo__buffer out;
	apo__file_places sides[2];
	size_t tests, failures, skipped;
} suite;

/* XML 1.0 has no controls. */
static void add_text(apo__buffer *out, const char *text, size_t size)
{
	for (size_t i = 0, begin = 0; i <= size; i++)
		if (i == size || (unsigned char)text[i] < ' ') {
			apo__add_xml(out, text + begin, i - begin);
			apo__buffer_puts(out, i < size ? " " : "");
			begin = i + 1;
		}
}

static void add_attribute(apo__buffer *out, const char *name, const char *value)
{
	apo__buffer_printf(out, " %s=\"", name);
	add_text(out, value, strlen(value));
	apo__buffer_puts(out, "\"");
}

static void add_words(suite *s, int side, apo_span span)
{
	const apo_document *d = s->sides[side].document;
	if (span.begin == APO_NONE)
		return;
	apo__file_place at = apo__file_place_of(&s->sides[side], span);
	apo__buffer_printf(&s->out, "\n%s, line %u, column %u: ", side ? "target" : "source",
		at.line, at.column);
	add_text(&s->out, d->text + span.begin, span.end - span.begin);
}

static void open_case(suite *s, const apo_issue *issue)
{
	apo__buffer name = {.arena = s->out.arena};
	int side = issue->target_span.begin != APO_NONE;
	apo_span span = side ? issue->target_span : issue->source_span;
	const char *path = s->sides[side].document->path;
	apo__buffer_puts(&name, apo_issue_type_title(issue->type));
	if (span.begin != APO_NONE)
		apo__buffer_printf(
			&name, ", line %u", apo__file_place_of(&s->sides[side], span).line);
	apo__buffer_puts(&s->out, "    <testcase");
	add_attribute(&s->out, "classname", apo_issue_type_name(issue->type));
	add_attribute(&s->out, "name", apo__buffer_text(&name));
	add_attribute(&s->out, "file", apo__path_from_here(s->out.arena, path));
	apo__buffer_puts(&s->out, ">");
	s->tests++;
}

static void add_issue(suite *s, const apo_issue *issue)
{
	int fails = s->report->fail_on >= 0 && (int)issue->severity >= s->report->fail_on;
	open_case(s, issue);
	apo__buffer_puts(&s->out, fails ? "<failure" : "<system-out>");
	if (fails) {
		add_attribute(&s->out, "type", apo_severity_name(issue->severity));
		add_attribute(&s->out, "message", issue->message);
		apo__buffer_puts(&s->out, ">");
		s->failures++;
	}
	add_text(&s->out, issue->message, strlen(issue->message));
	add_words(s, 0, issue->source_span);
	add_words(s, 1, issue->target_span);
	apo__buffer_printf(&s->out, "\nfingerprint %s%s</testcase>\n", issue->fingerprint,
		fails ? "</failure>" : "</system-out>");
}

static void skip(suite *s, const char *why)
{
	apo__buffer_puts(&s->out, "<skipped");
	add_attribute(&s->out, "message", why);
	apo__buffer_puts(&s->out, "/></testcase>\n");
	s->skipped++;
}

/* Checks without a finding: those that ran passed. */
static void add_checks(suite *s)
{
	const apo_report *r = s->report;
	const char *reasons[APO_ISSUE_TYPE_COUNT] = {NULL};
	unsigned char found[APO_ISSUE_TYPE_COUNT] = {0};
	for (size_t i = 0; i < r->issue_count; i++)
		found[r->issues[i].type] = 1;
	for (size_t i = 0; i < r->abstention_count; i++)
		if (!reasons[r->abstentions[i].check])
			reasons[r->abstentions[i].check] = r->abstentions[i].reason;
	for (int type = 0; type < APO_ISSUE_TYPE_COUNT; type++) {
		if (found[type])
			continue;
		apo__buffer_puts(&s->out, "    <testcase");
		add_attribute(&s->out, "classname", apo_issue_type_name((apo_issue_type)type));
		add_attribute(&s->out, "name", apo_issue_type_title((apo_issue_type)type));
		apo__buffer_puts(&s->out, ">");
		s->tests++;
		if (reasons[type])
			skip(s, reasons[type]);
		else
			apo__buffer_puts(&s->out, "</testcase>\n");
	}
}

apo_status apo__write_report_junit(const apo__writer *w, const apo_report *report, apo_error *err)
{
	apo__buffer head = {.arena = w->arena};
	suite s = {.report = report,
		.out = {.arena = w->arena},
		.sides = {apo__file_places_of(w->arena, report->alignment->source),
			apo__file_places_of(w->arena, report->alignment->target)}};
	(void)err;
	for (size_t i = 0; i < report->issue_count; i++)
		add_issue(&s, &report->issues[i]);
	for (size_t i = 0; i < report->known_count; i++) {
		open_case(&s, &report->known[i].issue);
		skip(&s, report->known[i].why ? report->known[i].why : report->known[i].file);
	}
	add_checks(&s);
	apo__buffer_puts(
		&head, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite");
	add_attribute(&head, "name",
		apo__sprintf(w->arena, "apograph qa %s",
			apo__path_from_here(w->arena, report->alignment->target->path)));
	apo__buffer_printf(&head, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\">\n",
		s.tests, s.failures, s.skipped);
	apo_output_write(w->output, head.data, head.size);
	apo_output_write(w->output, apo__buffer_text(&s.out), s.out.size);
	apo__put(w->output, "  </testsuite>\n</testsuites>\n");
	return APO_OK;
}
