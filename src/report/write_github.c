/* SPDX-License-Identifier: Apache-2.0 */
/* Findings as workflow commands of GitHub Actions, a line each: they are shown beside the lines of a change. */
#include <string.h>

#include "report/file_places.h"

/* Percent signs and line breaks are escaped; in a property also what ends it. */
static void add_escaped(apo__buffer *line, const char *text, int property)
{
	for (; *text; text++)
		if (*text == '%' || *text == '\r' || *text == '\n' ||
			(property && (*text == ':' || *text == ',')))
			apo__buffer_printf(line, "%%%02X", (unsigned)(unsigned char)*text);
		else
			apo__buffer_putc(line, *text);
}

static void put_issue(const apo__writer *w, const apo__file_places sides[2], const apo_issue *issue)
{
	static const char *const commands[] = {"notice", "warning", "error"};
	apo__buffer line = {.arena = w->arena};
	int side = issue->target_span.begin != APO_NONE;
	apo_span span = side ? issue->target_span : issue->source_span;
	apo__buffer_printf(&line, "::%s file=", commands[issue->severity]);
	add_escaped(&line, apo__path_from_here(w->arena, sides[side].document->path), 1);
	if (span.begin != APO_NONE) {
		apo__file_place at = apo__file_place_of(&sides[side], span);
		apo__buffer_printf(&line, ",line=%u,endLine=%u,col=%u,endColumn=%u", at.line,
			at.end_line, at.column, at.end_column);
	}
	apo__buffer_puts(&line, ",title=");
	add_escaped(&line, apo_issue_type_title(issue->type), 1);
	apo__buffer_puts(&line, "::");
	add_escaped(&line, issue->message, 0);
	apo__buffer_printf(
		&line, " [%s %s]\n", apo_issue_type_name(issue->type), issue->fingerprint);
	apo_output_write(w->output, line.data, line.size);
}

apo_status apo__write_report_github(const apo__writer *w, const apo_report *report, apo_error *err)
{
	const apo__file_places sides[2] = {apo__file_places_of(w->arena, report->alignment->source),
		apo__file_places_of(w->arena, report->alignment->target)};
	(void)err;
	for (size_t i = 0; i < report->issue_count; i++)
		put_issue(w, sides, &report->issues[i]);
	return APO_OK;
}
