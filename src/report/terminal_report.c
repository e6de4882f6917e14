/* SPDX-License-Identifier: Apache-2.0 */
/* A report: what matters most first, each issue with its evidence, then the figures. */
#include <string.h>

#include "report/finding_rows.h"
#include "report/terminal.h"

static void put_text(
	apo__terminal *t, const char *label, const apo_document *document, apo_span span)
{
	size_t size;
	const char *text = apo__span_text(document, span, &size);
	if (!text || !size)
		return;
	apo_file_span place = apo_document_file_span(document, span);
	apo__terminal_format(t, APO__DIM, "  %s ", label);
	unsigned width = t->columns - t->at > 24 ? t->columns - t->at - 24 : t->columns - t->at;
	apo__terminal_cell(t, APO__PLAIN, text, size, width, 0);
	apo__terminal_format(t, APO__DIM, "  [%llu-%llu]", (unsigned long long)place.begin,
		(unsigned long long)place.end);
	apo__terminal_newline(t);
}

static void put_issue(apo__terminal *t, const apo_report *report, const apo_issue *issue)
{
	char confidence[40];
	apo__terminal_put(
		t, apo__severity_style(issue->severity), apo_issue_type_name(issue->type));
	apo__terminal_format(t, APO__DIM, "  bead %u, confidence %s", (unsigned)issue->bead,
		apo__decimal(confidence, issue->confidence, 2));
	apo__terminal_newline(t);
	if (issue->message)
		apo__terminal_wrap(t, APO__PLAIN, issue->message, strlen(issue->message), 2);
	put_text(t, "source", report->alignment->source, issue->source_span);
	put_text(t, "target", report->alignment->target, issue->target_span);
}

static void put_row(apo__terminal *t, const apo_report *report, const apo__finding_row *row)
{
	const apo_issue *first = &report->issues[row->items[0]];
	if (row->count == 1) {
		put_issue(t, report, first);
		return;
	}
	apo__terminal_put(
		t, apo__severity_style(first->severity), apo_issue_type_name(first->type));
	apo__terminal_format(t, APO__DIM, "  %u places", (unsigned)row->count);
	apo__terminal_newline(t);
	apo__terminal_wrap(t, APO__PLAIN, row->text, strlen(row->text), 2);
	for (uint32_t i = 0; i < row->count; i++) {
		const apo_issue *issue = &report->issues[row->items[i]];
		if (issue->type == APO_ISSUE_QUOTE_ALTERED)
			apo__terminal_wrap(
				t, APO__PLAIN, issue->message, strlen(issue->message), 2);
		put_text(t, "source", report->alignment->source, issue->source_span);
		put_text(t, "target", report->alignment->target, issue->target_span);
	}
}

static size_t count_severity(const apo_report *report, apo_severity severity)
{
	size_t count = 0;
	for (size_t i = 0; i < report->issue_count; i++)
		count += report->issues[i].severity == severity;
	return count;
}

static void put_group(apo__terminal *t, const apo_report *report, apo_severity severity)
{
	size_t count = count_severity(report, severity);
	if (!count)
		return;
	apo__terminal_format(t, APO__BOLD, "%s: %zu", apo_severity_name(severity), count);
	apo__terminal_newline(t);
	apo__finding_rows rows = apo__finding_rows_of(t->w->arena, report, severity);
	for (uint32_t i = 0; i < rows.count; i++)
		put_row(t, report, &rows.items[i]);
	apo__terminal_newline(t);
}

/* The checks of one reason, then the reason. */
static void put_abstentions(apo__terminal *t, const apo_report *report)
{
	const apo_abstention *all = report->abstentions;
	if (!report->abstention_count)
		return;
	apo__terminal_put(t, APO__BOLD, "not checked");
	apo__terminal_newline(t);
	for (size_t i = 0; i < report->abstention_count;) {
		apo__buffer line = {.arena = t->w->arena};
		const char *reason = all[i].reason;
		for (; i < report->abstention_count && !strcmp(all[i].reason, reason); i++)
			apo__buffer_printf(&line, "%s%s", line.size ? ", " : "",
				apo_issue_type_name(all[i].check));
		apo__buffer_printf(&line, ": %s", reason);
		apo__terminal_wrap(t, APO__YELLOW, apo__buffer_text(&line), line.size, 2);
	}
	apo__terminal_newline(t);
}

/* How many are known, and dismissals that can be deleted. */
static void put_known(apo__terminal *t, const apo_report *report)
{
	if (report->known_count) {
		apo__terminal_format(t, APO__DIM, "dismissed: %zu, in a baseline: %zu",
			report->dismissed_count, report->known_count - report->dismissed_count);
		apo__terminal_newline(t);
		apo__terminal_newline(t);
	}
	if (!report->obsolete_count)
		return;
	apo__terminal_put(t, APO__BOLD, "dismissals without a finding");
	apo__terminal_newline(t);
	for (size_t i = 0; i < report->obsolete_count; i++) {
		const apo_obsolete_dismissal *o = &report->obsolete[i];
		const char *line = apo__sprintf(t->w->arena, "%s, line %zu: %s %s", o->file,
			o->line, o->dismissal.fingerprint, o->dismissal.why);
		apo__terminal_wrap(t, APO__YELLOW, line, strlen(line), 2);
	}
	apo__terminal_newline(t);
}

static void put_ratio(apo__terminal *t, const char *label, unsigned part, unsigned whole)
{
	if (!whole)
		return;
	apo__terminal_cell(t, APO__PLAIN, label, strlen(label), 22, 1);
	apo__terminal_format(t, part < whole ? APO__YELLOW : APO__GREEN, "%u of %u", part, whole);
	apo__terminal_newline(t);
}

static void put_panel(apo__terminal *t, const apo_news_panel *p)
{
	put_ratio(t, "quotations kept", p->quotes_verbatim, p->quotes_total);
	if (p->quotes_altered || p->quotes_fabricated) {
		apo__terminal_format(t, APO__RED, "%-22s%u altered, %u fabricated", "quotations",
			(unsigned)p->quotes_altered, (unsigned)p->quotes_fabricated);
		apo__terminal_newline(t);
	}
	put_ratio(t, "attributions kept", p->attributions_kept, p->attributions_total);
	put_ratio(t, "values kept", p->values_kept, p->values_total);
	put_ratio(t, "hedges kept", p->hedges_kept, p->hedges_total);
}

static void put_figure(apo__terminal *t, apo__style style, const char *label, double value)
{
	char decimal[40];
	apo__terminal_cell(t, APO__PLAIN, label, strlen(label), 22, 1);
	apo__terminal_put(t, style, apo__decimal(decimal, value, 3));
	apo__terminal_newline(t);
}

/* Words, points, threshold: the card that goes with a delivery. */
static void put_card(apo__terminal *t, const apo_report *report)
{
	char points[40], threshold[40];
	const apo_scorecard *card = &report->card;
	apo__terminal_cell(t, APO__PLAIN, "scorecard", strlen("scorecard"), 22, 1);
	apo__terminal_format(t, card->passes ? APO__GREEN : APO__RED,
		"%s: %s points for %zu words; at most %s per 100 pass",
		card->passes ? "pass" : "fail", apo__decimal(points, card->points, 1), card->words,
		apo__decimal(threshold, card->threshold, 1));
	apo__terminal_newline(t);
}

apo_status apo__write_report_terminal(
	const apo__writer *w, const apo_report *report, apo_error *err)
{
	apo__terminal t = apo__terminal_start(w);
	(void)err;
	apo__terminal_format(&t, APO__BOLD, "%s (%s) > %s (%s)", report->alignment->source->id,
		report->alignment->source->lang, report->alignment->target->id,
		report->alignment->target->lang);
	apo__terminal_newline(&t);
	const char *summary = apo__report_summary(w->arena, report);
	apo__terminal_wrap(&t, APO__PLAIN, summary, strlen(summary), 0);
	apo__terminal_newline(&t);
	put_group(&t, report, APO_SEVERITY_CRITICAL);
	put_group(&t, report, APO_SEVERITY_MAJOR);
	put_group(&t, report, APO_SEVERITY_MINOR);
	if (!report->issue_count) {
		apo__terminal_put(&t, APO__GREEN, "nothing to report");
		apo__terminal_newline(&t);
		apo__terminal_newline(&t);
	}
	put_known(&t, report);
	put_abstentions(&t, report);
	put_panel(&t, &report->panel);
	if (report->scored)
		put_figure(&t, APO__BOLD, "fidelity", report->score.fidelity);
	apo__terminal_cell(&t, APO__PLAIN, "", 0, 22, 1);
	apo__terminal_put(&t, APO__PLAIN, report->says);
	apo__terminal_newline(&t);
	put_figure(&t, APO__PLAIN, "support", report->score.support);
	put_figure(&t, APO__PLAIN, "coverage", report->score.coverage);
	put_figure(&t, APO__PLAIN, "penalty", report->score.penalty);
	put_card(&t, report);
	return APO_OK;
}
