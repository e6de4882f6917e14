/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The HTML report on a pair: figures, issues with evidence, the graph of provenance, and the two texts side by side, one row
 * a bead, differences marked. Rows are in the order of the target, so that it reads as the reader of the translation
 * has it; segment numbers show where the source crosses.
 */
#include <string.h>

#include "report/drawing/graph.h"
#include "report/file_places.h"
#include "report/finding_rows.h"
#include "report/html_page.h"

/* Issues by the segments of one side that they touch: those of segment i are items[first[i]] up to items[first[i + 1]]. */
typedef struct {
	const uint32_t *first, *items;
} marks;

typedef struct {
	apo__buffer *out;
	const apo_alignment *alignment;
	const apo_report *report; /* NULL: an alignment alone */
	const uint32_t *rows;	  /* beads in the order of the page */
	marks source, target;
	apo__file_places places[2]; /* of a report */
	int one_language;
} page;

static uint32_t min_of(const uint32_t *segments, uint32_t count)
{
	return count ? segments[0] : APO_NONE;
}

/* Beads by first target segment; a bead without target is after the bead of the source segment before its own. */
static uint32_t *order_rows(apo__arena *arena, const apo_alignment *alignment)
{
	size_t count = alignment->count;
	uint32_t *rows = apo__alloc_array(arena, count + 1, sizeof *rows), used = 0;
	uint32_t targets = alignment->target->segment_count,
		 sources = alignment->source->segment_count;
	uint32_t *by_target = apo__alloc_array(arena, targets + 1, sizeof *by_target);
	uint32_t *omitted = apo__alloc_array(
		arena, sources + 1, sizeof *omitted); /* by source segment: bead + 1 */
	for (uint32_t i = 0; i < count; i++) {
		const apo_bead *b = &alignment->beads[i];
		if (b->target_count)
			by_target[min_of(b->target, b->target_count)] = i + 1;
		else if (b->source_count)
			omitted[min_of(b->source, b->source_count)] = i + 1;
	}
	for (uint32_t s = 0; s < sources && omitted[s]; s++)
		rows[used++] = omitted[s] - 1;
	uint32_t leading = used;
	for (uint32_t t = 0; t < targets; t++) {
		if (!by_target[t])
			continue;
		const apo_bead *b = &alignment->beads[by_target[t] - 1];
		rows[used++] = by_target[t] - 1;
		for (uint32_t k = 0; k < b->source_count; k++)
			for (uint32_t s = b->source[k] + 1;
				s < sources && omitted[s] && s >= leading; s++)
				rows[used++] = omitted[s] - 1;
	}
	return rows;
}

static apo_span span_of(const apo_issue *issue, int is_target)
{
	return is_target ? issue->target_span : issue->source_span;
}

/* The first segment that ends behind `at`. */
static uint32_t segment_at(const apo_document *document, uint32_t at)
{
	uint32_t low = 0, high = document->segment_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (document->segments[middle].span.end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static marks find_marks(
	apo__arena *arena, const apo_report *report, const apo_document *document, int is_target)
{
	uint32_t count = document->segment_count;
	uint32_t *first = apo__alloc_array(arena, count + 2, sizeof *first), *items = NULL;
	for (int counting = 1; counting >= 0; counting--) {
		for (size_t i = 0; report && i < report->issue_count; i++) {
			apo_span span = span_of(&report->issues[i], is_target);
			uint32_t s =
				span.begin == APO_NONE ? count : segment_at(document, span.begin);
			for (; s < count && document->segments[s].span.begin < span.end; s++)
				if (counting)
					first[s + 2]++;
				else
					items[first[s + 1]++] = (uint32_t)i;
		}
		for (uint32_t s = 0; counting && s < count; s++)
			first[s + 2] += first[s + 1];
		if (counting)
			items = apo__alloc_array(arena, first[count + 1] + 1, sizeof *items);
	}
	return (marks){first, items};
}

/* Text of a segment with the spans of the issues marked. A byte is marked with the worst severity that covers it. */
static void marked_text(page *p, const apo_document *document, uint32_t segment, int is_target)
{
	apo__buffer *out = p->out;
	const marks *m = is_target ? &p->target : &p->source;
	apo_span whole = document->segments[segment].span;
	for (uint32_t at = whole.begin, next; at < whole.end; at = next) {
		const apo_issue *why = NULL;
		next = whole.end;
		for (uint32_t i = m->first[segment]; i < m->first[segment + 1]; i++) {
			const apo_issue *issue = &p->report->issues[m->items[i]];
			apo_span span = span_of(issue, is_target);
			uint32_t change = span.begin > at ? span.begin : span.end;
			if (span.end <= at)
				continue;
			next = change < next ? change : next;
			if (span.begin <= at && (!why || issue->severity > why->severity))
				why = issue;
		}
		if (why) {
			apo__buffer_printf(out,
				"<mark class=\"%s\" title=\"%s: ", apo_severity_name(why->severity),
				apo_issue_type_title(why->type));
			apo__html_value(out, why->message);
			apo__buffer_puts(out, "\">");
		}
		apo__html_text(out, document->text + at, next - at);
		apo__buffer_puts(out, why ? "</mark>" : "");
	}
}

static void side(page *p, const apo_document *document, const uint32_t *segments, uint32_t count,
	int is_target)
{
	apo__buffer *out = p->out;
	if (!count) {
		apo__buffer_printf(out, "<div class=\"side none\">%s</div>",
			is_target ? "omitted" : "not in the source");
		return;
	}
	apo__buffer_puts(out, "<div class=\"side\"");
	apo__html_language(out, document);
	apo__buffer_puts(out, ">");
	for (uint32_t i = 0; i < count; i++) {
		apo__buffer_printf(out, "<span class=\"segment\"><span class=\"number\">%u</span>",
			segments[i]);
		marked_text(p, document, segments[i], is_target);
		apo__buffer_puts(out, "</span>");
	}
	apo__buffer_puts(out, "</div>");
}

static void pair(page *p, uint32_t bead)
{
	const apo_bead *b = &p->alignment->beads[bead];
	const char *kind = apo_bead_kind_name(b->kind);
	apo__buffer_printf(p->out, "<div class=\"pair %s\" id=\"b%u\">", kind, bead);
	side(p, p->alignment->source, b->source, b->source_count, 0);
	apo__buffer_printf(p->out, "<div class=\"joint\">%s ", kind);
	if (b->source_count && b->target_count) {
		apo__buffer_printf(p->out,
			"<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" "
			"aria-hidden=\"true\"><path d=\"M0 2h%u\"/></svg>",
			(unsigned)(b->score * 100 + .5));
		apo__buffer_decimal(p->out, b->score, 2);
	}
	apo__buffer_puts(p->out, "</div>");
	side(p, p->alignment->target, b->target, b->target_count, 1);
	apo__buffer_puts(p->out, "</div>\n");
}

static void column_head(apo__buffer *out, const char *role, const apo_document *document)
{
	apo__buffer_printf(out, "<div class=\"side\">%s: <b>", role);
	apo__html_name(out, document->id);
	apo__buffer_puts(out, "</b> (");
	apo__html_name(out, document->lang);
	apo__buffer_puts(out, ")</div>");
}

static void pairs(page *p)
{
	apo__buffer_puts(p->out,
		"<h2 id=\"texts\">The texts side by side</h2>\n<div class=\"pairs\">\n"
		"<div class=\"pair headrow\">");
	column_head(p->out, "source", p->alignment->source);
	apo__buffer_puts(p->out, "<div class=\"joint\">score</div>");
	column_head(p->out, "target", p->alignment->target);
	apo__buffer_puts(p->out, "</div>\n");
	for (size_t i = 0; i < p->alignment->count; i++)
		pair(p, p->rows[i]);
	apo__buffer_puts(p->out, "</div>\n");
}

/* The words of one side: the segment, the line, the bytes for who asks; in one language what differs from the other side is marked. */
static void evidence_of(page *p, const apo_issue *issue, int target)
{
	apo__buffer *out = p->out;
	const apo_document *document = target ? p->alignment->target : p->alignment->source;
	const apo_document *other = target ? p->alignment->source : p->alignment->target;
	apo_span span = span_of(issue, target), opposite = span_of(issue, !target);
	if (span.begin == APO_NONE)
		return;
	apo_file_span file = apo_document_file_span(document, span);
	apo__buffer_printf(out,
		"<blockquote><i title=\"bytes %llu to %llu\">%s %u, line %u</i><span",
		(unsigned long long)file.begin, (unsigned long long)file.end,
		target ? "target" : "source", segment_at(document, span.begin),
		apo__file_place_of(&p->places[target], span).line);
	apo__html_language(out, document);
	apo__buffer_puts(out, ">");
	if (opposite.begin != APO_NONE && p->one_language)
		apo__html_difference(out, document->text + span.begin, span.end - span.begin,
			other->text + opposite.begin, opposite.end - opposite.begin);
	else
		apo__html_text(out, document->text + span.begin, span.end - span.begin);
	apo__buffer_puts(out, "</span></blockquote>");
}

static void evidence(page *p, const apo_issue *issue)
{
	evidence_of(p, issue, 0);
	evidence_of(p, issue, 1);
}

/* What a reader calls a type, and its name for machines in small. */
static void type_name(apo__buffer *out, apo_issue_type type)
{
	apo__buffer_printf(out, "<span class=\"type\">%s <small>%s</small></span>",
		apo_issue_type_title(type), apo_issue_type_name(type));
}

/* The words of a finding on both sides, and a link to them; of one in a row of several its place and, where it differs, its message. */
static void member(page *p, const apo_issue *issue)
{
	apo__buffer *out = p->out;
	apo__buffer_puts(out, "<div class=\"head\"");
	apo__buffer_printf(out, " id=\"i%s\"><span>", issue->fingerprint);
	if (issue->type == APO_ISSUE_QUOTE_ALTERED)
		apo__html_message(out, issue->message);
	apo__buffer_printf(
		out, "</span><a class=\"where\" href=\"#b%u\">in the text</a></div>", issue->bead);
	evidence(p, issue);
}

static void row_item(page *p, const apo__finding_row *row)
{
	apo__buffer *out = p->out;
	const apo_issue *issue = &p->report->issues[row->items[0]];
	const char *severity = apo_severity_name(issue->severity);
	apo__buffer_printf(out, "<li class=\"%s\" data-type=\"%s\" data-side=\"%s%s\" data-sure=\"",
		severity, apo_issue_type_name(issue->type),
		issue->source_span.begin != APO_NONE ? "s" : "",
		issue->target_span.begin != APO_NONE ? "t" : "");
	apo__buffer_decimal(out, issue->confidence, 2);
	apo__buffer_puts(out, "\"");
	if (row->count == 1)
		apo__buffer_printf(out, " id=\"i%s\"", issue->fingerprint);
	apo__buffer_printf(out,
		"><div class=\"head\"><span "
		"class=\"severity\">%s</span> ",
		severity);
	type_name(out, issue->type);
	apo__buffer_puts(out, " <span>");
	apo__html_message(out, row->text);
	apo__buffer_puts(out, "</span>");
	if (row->count == 1) {
		apo__buffer_printf(
			out, "<a class=\"where\" href=\"#b%u\">in the text</a></div>", issue->bead);
		evidence(p, issue);
	} else {
		apo__buffer_puts(out, "</div>");
		for (uint32_t i = 0; i < row->count; i++)
			member(p, &p->report->issues[row->items[i]]);
	}
	apo__buffer_puts(out, "</li>\n");
}

static void known_item(page *p, const apo_known_issue *item)
{
	apo__buffer *out = p->out;
	const apo_issue *issue = &item->issue;
	const char *severity = apo_severity_name(issue->severity);
	apo__buffer_printf(out,
		"<li class=\"%s\" id=\"i%s\"><div class=\"head\"><span "
		"class=\"severity\">%s</span> ",
		severity, issue->fingerprint, severity);
	type_name(out, issue->type);
	apo__buffer_puts(out, " <span>");
	apo__html_message(out, issue->message);
	apo__buffer_puts(out, "</span></div>");
	evidence(p, issue);
	apo__buffer_puts(out, "<p>");
	apo__html_name(out, item->why ? item->why : item->file);
	apo__buffer_puts(out, "</p></li>\n");
}

/* What else the rows can be chosen by. Without a script there is nothing to choose, so the script shows it. */
static void choices(page *p)
{
	apo__buffer *out = p->out;
	size_t counts[APO_ISSUE_TYPE_COUNT] = {0};
	for (size_t i = 0; i < p->report->issue_count; i++)
		counts[p->report->issues[i].type]++;
	apo__buffer_puts(out,
		"<div class=\"filters choices\" role=\"search\" hidden>"
		"<input type=\"search\" data-choice=\"text\" placeholder=\"find in findings\" "
		"aria-label=\"find in findings\"> <select data-choice=\"type\" "
		"aria-label=\"type\"><option value=\"\">all types</option>");
	for (int type = 0; type < APO_ISSUE_TYPE_COUNT; type++)
		if (counts[type])
			apo__buffer_printf(out, "<option value=\"%s\">%s (%zu)</option>",
				apo_issue_type_name((apo_issue_type)type),
				apo_issue_type_title((apo_issue_type)type), counts[type]);
	apo__buffer_puts(out,
		"</select> <select data-choice=\"side\" aria-label=\"side\"><option "
		"value=\"\">both "
		"sides</option><option value=\"s\">in the source</option><option value=\"t\">in "
		"the "
		"target</option><option value=\"st\">in both</option></select> <select "
		"data-choice=\"sure\" aria-label=\"confidence\"><option value=\"0\">however "
		"sure</option>"
		"<option value=\"0.5\">confidence from 0.5</option><option value=\"0.8\">from "
		"0.8</option>"
		"<option value=\"0.9\">from 0.9</option></select> <output "
		"aria-live=\"polite\"></output>"
		"</div>\n");
}

static void issues(page *p)
{
	apo__buffer_puts(p->out, "<h2 id=\"issues\">Differences</h2>\n");
	if (!p->report->issue_count) {
		apo__buffer_puts(p->out, "<p>None found.</p>\n");
		return;
	}
	size_t counts[3] = {0};
	for (size_t i = 0; i < p->report->issue_count; i++)
		counts[p->report->issues[i].severity]++;
	apo__html_filters(p->out, counts);
	choices(p);
	apo__buffer_puts(p->out, "<p class=\"legend keys\"><kbd>j</kbd> <kbd>k</kbd> next, "
				 "previous; <kbd>Enter</kbd> shows "
				 "it in the text; <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> "
				 "severities; <kbd>t</kbd> light or dark</p>\n"
				 "<ul class=\"issues\" id=\"rows\">\n");
	for (int severity = APO_SEVERITY_CRITICAL; severity >= 0; severity--) {
		apo__finding_rows rows =
			apo__finding_rows_of(p->out->arena, p->report, (apo_severity)severity);
		for (uint32_t i = 0; i < rows.count; i++)
			row_item(p, &rows.items[i]);
	}
	apo__buffer_puts(
		p->out, "</ul>\n<button type=\"button\" class=\"more\" hidden>more</button>\n");
}

/* What was dismissed and why, what a baseline has, and dismissals that can be deleted. */
static void known(page *p)
{
	apo__buffer *out = p->out;
	const apo_report *r = p->report;
	if (r->known_count) {
		apo__buffer_printf(out,
			"<details id=\"known\"><summary>Dismissed: %zu, in a baseline: "
			"%zu</summary>\n<ul class=\"issues\">\n",
			r->dismissed_count, r->known_count - r->dismissed_count);
		for (size_t i = 0; i < r->known_count; i++)
			known_item(p, &r->known[i]);
		apo__buffer_puts(out, "</ul></details>\n");
	}
	if (!r->obsolete_count)
		return;
	apo__buffer_puts(out, "<h2>Dismissals without a finding</h2>\n<ul>\n");
	for (size_t i = 0; i < r->obsolete_count; i++) {
		const apo_obsolete_dismissal *o = &r->obsolete[i];
		apo__buffer_puts(out, "<li>");
		apo__html_name(out, o->file);
		apo__buffer_printf(
			out, ", line %zu: <code>%s</code> ", o->line, o->dismissal.fingerprint);
		apo__html_name(out, o->dismissal.why);
		apo__buffer_puts(out, "</li>\n");
	}
	apo__buffer_puts(out, "</ul>\n");
}

/* The checks of one reason, then the reason. */
static void abstentions(page *p)
{
	apo__buffer *out = p->out;
	const apo_abstention *all = p->report->abstentions;
	size_t count = p->report->abstention_count;
	if (!count)
		return;
	apo__buffer_puts(out, "<h2 id=\"unchecked\">Not checked</h2>\n<ul class=\"unchecked\">\n");
	for (size_t i = 0; i < count;) {
		const char *reason = all[i].reason, *before = "<li>";
		for (; i < count && !strcmp(all[i].reason, reason); i++, before = ", ")
			apo__buffer_printf(
				out, "%s<b>%s</b>", before, apo_issue_type_name(all[i].check));
		apo__buffer_puts(out, ": ");
		apo__html_string(out, reason);
		apo__buffer_puts(out, "</li>\n");
	}
	apo__buffer_puts(out, "</ul>\n");
}

static void score_tile(apo__buffer *out, double value, int digits, const char *label)
{
	char text[40];
	apo__html_tile(out, apo__decimal(text, value, digits), label);
}

static void figures(page *p)
{
	const apo_report *r = p->report;
	apo__buffer *out = p->out;
	char threshold[40];
	apo__buffer_puts(out, "<ul class=\"tiles\">\n");
	if (r->scored)
		score_tile(out, r->score.fidelity, 2, r->says);
	else
		apo__html_tile(out, "?", r->says);
	score_tile(out, r->score.support, 2, "support: of the target, licensed by the source");
	score_tile(out, r->score.coverage, 2, "coverage: of the source, found in the target");
	score_tile(out, r->score.penalty, 1, "penalty points per 100 words");
	score_tile(out, r->card.points, 1,
		apo__sprintf(out->arena, "points for %zu words: %s (at most %s per 100)",
			r->card.words, r->card.passes ? "pass" : "fail",
			apo__decimal(threshold, r->card.threshold, 1)));
	apo__html_tile_of(out, r->panel.quotes_verbatim, r->panel.quotes_total, "quotations kept");
	apo__html_tile_of(
		out, r->panel.attributions_kept, r->panel.attributions_total, "credits kept");
	apo__html_tile_of(
		out, r->panel.values_kept, r->panel.values_total, "numbers, dates, names kept");
	apo__html_tile_of(out, r->panel.hedges_kept, r->panel.hedges_total, "hedges kept");
	apo__buffer_puts(out, "</ul>\n");
}

static void provenance(page *p)
{
	apo__graph graph = apo__graph_of_report(p->out->arena, p->report);
	apo__buffer_puts(
		p->out, "<h2 id=\"provenance\">Who is credited</h2>\n<div class=\"graph\">\n");
	apo__graph_svg(p->out, &graph, "Provenance of the pair", 0, 0);
	apo__buffer_puts(
		p->out, "</div>\n<div class=\"shown\" aria-live=\"polite\" hidden></div>\n");
}

static void add_name_of(apo__buffer *out, const apo_document *document)
{
	apo__html_name(out, document->title ? document->title : document->id);
}

static void add_description(apo__buffer *out, const apo_document *document)
{
	apo__html_name(out, apo__path_from_here(out->arena, document->path));
	apo__buffer_puts(out, " (");
	apo__html_name(out, document->lang);
	apo__buffer_printf(out, ", %u segments)", document->segment_count);
}

static void begin(page *p)
{
	apo__arena *arena = p->out->arena;
	const apo_document *s = p->alignment->source, *t = p->alignment->target;
	apo__buffer heading = {.arena = arena}, subtitle = {.arena = arena};
	const char *title =
		apo__sprintf(arena, p->report ? "Fidelity of %s to %s" : "%s aligned with %s",
			t->title ? t->title : t->id, s->title ? s->title : s->id);
	apo__buffer_puts(&heading, p->report ? "Fidelity of " : "");
	add_name_of(&heading, t);
	apo__buffer_puts(&heading, p->report ? " to " : " aligned with ");
	add_name_of(&heading, s);
	add_description(&subtitle, t);
	apo__buffer_puts(&subtitle, " against ");
	add_description(&subtitle, s);
	apo__buffer_printf(&subtitle, ", %s mode",
		p->alignment->mode == APO_MODE_COMPARABLE ? "comparable" : "parallel");
	apo__html_begin(p->out, title, apo__buffer_text(&heading), apo__buffer_text(&subtitle));
}

/* The same language, whatever the region. */
static int is_one_language(const apo_alignment *alignment)
{
	const char *a = alignment->source->lang, *b = alignment->target->lang;
	size_t size = strcspn(a, "-");
	return size == strcspn(b, "-") && !strncmp(a, b, size);
}

apo_status apo__write_alignment_html(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	(void)err;
	apo__buffer out = {.arena = w->arena};
	page p = {.out = &out,
		.alignment = alignment,
		.report = report,
		.rows = order_rows(w->arena, alignment),
		.source = find_marks(w->arena, report, alignment->source, 0),
		.target = find_marks(w->arena, report, alignment->target, 1)};
	p.one_language = is_one_language(alignment);
	begin(&p);
	if (report) {
		p.places[0] = apo__file_places_of(w->arena, alignment->source);
		p.places[1] = apo__file_places_of(w->arena, alignment->target);
		apo__buffer_puts(&out, "<p class=\"summary\">");
		apo__html_string(&out, apo__report_summary(w->arena, report));
		apo__buffer_puts(&out, "</p>\n");
		figures(&p);
		issues(&p);
		known(&p);
		abstentions(&p);
		provenance(&p);
	}
	pairs(&p);
	apo__html_end(&out, w);
	return APO_OK;
}

apo_status apo__write_report_html(const apo__writer *w, const apo_report *report, apo_error *err)
{
	return apo__write_alignment_html(w, report->alignment, report, err);
}
