/* SPDX-License-Identifier: Apache-2.0 */
/* Group the findings of a report by their causes, and sum it up. Linear in the findings. */
#include "report/finding_rows.h"

#include <string.h>

#include "base/buffer.h"
#include "base/map.h"

/* A row that is being filled: its findings are a chain through `next`. */
typedef struct {
	uint32_t first, last, count;
} chain;

static int is_unit(apo_issue_type type)
{
	return type == APO_ISSUE_OMISSION_SENTENCE || type == APO_ISSUE_ADDITION_SENTENCE;
}

/* The words of a finding on both sides. */
static apo__buffer words_of(apo__arena *arena, const apo_report *report, const apo_issue *issue)
{
	apo__buffer words = {.arena = arena};
	for (int s = 0; s < 2; s++) {
		const apo_document *d = s ? report->alignment->target : report->alignment->source;
		apo_span span = s ? issue->target_span : issue->source_span;
		if (span.begin != APO_NONE)
			apo__buffer_add(&words, d->text + span.begin, span.end - span.begin);
		apo__buffer_putc(&words, '\n');
	}
	return words;
}

/* Findings of one key may be of one cause: of one type, and of the same words on both sides. */
static uint64_t key_of(apo__arena *scratch, const apo_report *report, const apo_issue *issue)
{
	apo__buffer key = {.arena = scratch};
	if (!is_unit(issue->type) && issue->type != APO_ISSUE_QUOTE_ALTERED)
		key = words_of(scratch, report, issue);
	apo__buffer_puts(&key, apo_issue_type_name(issue->type));
	return apo__hash(key.data, key.size);
}

/* Sentences are one block when they follow each other. */
static int belongs(apo__arena *scratch, const apo_report *report, const apo_issue *last,
	const apo_issue *issue)
{
	if (last->type != issue->type)
		return 0;
	if (is_unit(issue->type))
		return issue->bead == last->bead || issue->bead == last->bead + 1;
	if (issue->type == APO_ISSUE_QUOTE_ALTERED)
		return 1;
	apo__buffer a = words_of(scratch, report, last), b = words_of(scratch, report, issue);
	return a.size == b.size && !memcmp(a.data, b.data, a.size);
}

static const char *text_of(
	apo__arena *arena, const apo_report *report, const apo_issue *first, const chain *row)
{
	if (row->count == 1)
		return first->message;
	if (first->type == APO_ISSUE_OMISSION_SENTENCE)
		return apo__sprintf(arena, "%u sentences in a row are left out", row->count);
	if (first->type == APO_ISSUE_ADDITION_SENTENCE)
		return apo__sprintf(
			arena, "%u sentences in a row are not in the source", row->count);
	if (first->type == APO_ISSUE_QUOTE_ALTERED)
		return report->panel.quotes_total
			       ? apo__sprintf(arena,
					 "%u quotations have another wording; %u of %u are "
					 "verbatim",
					 row->count, report->panel.quotes_verbatim,
					 report->panel.quotes_total)
			       : apo__sprintf(
					 arena, "%u quotations have another wording", row->count);
	return apo__sprintf(arena, "%s, %u times", first->message, row->count);
}

apo__finding_rows apo__finding_rows_of(
	apo__arena *arena, const apo_report *report, apo_severity severity)
{
	APO__VECTOR(chain) chains = {0};
	uint32_t *next = apo__alloc_array(arena, report->issue_count + 1, sizeof *next);
	apo__arena *scratch = apo__arena_child(arena);
	apo__map by_key;
	apo__map_init(&by_key, arena);
	for (uint32_t i = 0; i < report->issue_count; i++) {
		const apo_issue *issue = &report->issues[i];
		if (issue->severity != severity)
			continue;
		apo__arena_reset(scratch);
		uint32_t *row = apo__map_add(&by_key, key_of(scratch, report, issue), APO_NONE);
		next[i] = APO_NONE;
		if (*row != APO_NONE &&
			belongs(scratch, report, &report->issues[chains.items[*row].last], issue)) {
			chain *c = &chains.items[*row];
			next[c->last] = i;
			c->last = i;
			c->count++;
			continue;
		}
		*row = chains.count;
		*apo__push(arena, &chains) = (chain){i, i, 1};
	}
	apo__arena_free(scratch);
	apo__finding_row *rows = apo__alloc_array(arena, (size_t)chains.count + 1, sizeof *rows);
	for (uint32_t r = 0; r < chains.count; r++) {
		const chain *c = &chains.items[r];
		uint32_t *items = apo__alloc_array(arena, c->count, sizeof *items), n = 0;
		for (uint32_t i = c->first; i != APO_NONE; i = next[i])
			items[n++] = i;
		rows[r] = (apo__finding_row){
			items, c->count, text_of(arena, report, &report->issues[c->first], c)};
	}
	return (apo__finding_rows){rows, chains.count};
}

/* ---- the summary ---- */

static void add_found(apo__buffer *out, const apo_report *report)
{
	size_t counts[3] = {0, 0, 0};
	unsigned sentences = report->alignment->target->segment_count;
	const char *more = sentences == 1 ? "" : "s";
	for (size_t i = 0; i < report->issue_count; i++)
		counts[report->issues[i].severity]++;
	if (!report->issue_count) {
		apo__buffer_printf(out, "Nothing was found in %u sentence%s.", sentences, more);
		return;
	}
	apo__buffer_printf(out, "Differences in %u sentence%s: %zu critical, %zu major, %zu minor.",
		sentences, more, counts[APO_SEVERITY_CRITICAL], counts[APO_SEVERITY_MAJOR],
		counts[APO_SEVERITY_MINOR]);
}

static void add_kept(apo__buffer *out, uint32_t kept, uint32_t total, const char *what, int *any)
{
	if (!total)
		return;
	apo__buffer_printf(out, "%s%u of %u %s", *any ? ", " : " Kept: ", (unsigned)kept,
		(unsigned)total, what);
	*any = 1;
}

const char *apo__report_summary(apo__arena *arena, const apo_report *report)
{
	apo__buffer out = {.arena = arena};
	const apo_news_panel *p = &report->panel;
	char figure[40];
	int any = 0;
	add_found(&out, report);
	add_kept(&out, p->quotes_verbatim, p->quotes_total, "quotations", &any);
	add_kept(&out, p->attributions_kept, p->attributions_total, "credits", &any);
	add_kept(&out, p->values_kept, p->values_total, "figures and dates", &any);
	apo__buffer_puts(&out, any ? "." : "");
	if (report->scored)
		apo__buffer_printf(&out, " Fidelity %s: %s.",
			apo__decimal(figure, report->score.fidelity, 2), report->says);
	else
		apo__buffer_printf(&out, " Fidelity: %s.", report->says);
	return apo__buffer_text(&out);
}
