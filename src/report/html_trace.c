/* SPDX-License-Identifier: Apache-2.0 */
/* The HTML report on a corpus: the graph of provenance, who rests on whom with the evidence, who is credited, the wordings of
 * each remark, attributions dropped and changed, passages copied without one. */
#include <string.h>

#include "report/drawing/graph.h"
#include "report/html_page.h"

static const char *document_id(const apo_trace *trace, uint32_t document)
{
	return trace->corpus->documents[document]->id;
}

static void cell(apo__buffer *out, const char *text)
{
	apo__buffer_puts(out, "<td>");
	apo__html_name(out, text ? text : "unnamed");
	apo__buffer_puts(out, "</td>");
}

static void span_cell(apo__buffer *out, const apo_document *document, apo_span span)
{
	apo__buffer_puts(out, "<td class=\"text\"");
	if (span.begin != APO_NONE) {
		apo_file_span file = apo_document_file_span(document, span);
		apo__html_language(out, document);
		apo__buffer_printf(out, " title=\"bytes %llu to %llu\">",
			(unsigned long long)file.begin, (unsigned long long)file.end);
		apo__html_text(out, document->text + span.begin, span.end - span.begin);
	} else {
		apo__buffer_puts(out, ">");
	}
	apo__buffer_puts(out, "</td>");
}

/* A table and its head; `columns` separated by |. */
static void open_table(apo__buffer *out, const char *columns)
{
	apo__buffer_puts(out, "<div class=\"table\" tabindex=\"0\"><table>\n<thead><tr>");
	while (*columns) {
		size_t size = strcspn(columns, "|");
		apo__buffer_printf(out, "<th scope=\"col\">%.*s</th>", (int)size, columns);
		columns += size + (columns[size] == '|');
	}
	apo__buffer_puts(out, "</tr></thead>\n<tbody>\n");
}

static void close_table(apo__buffer *out)
{
	apo__buffer_puts(out, "</tbody></table></div>\n");
}

/* Heading and head of a table. Returns 0, and says so, when there is nothing to show. */
static int begin_table(
	apo__buffer *out, const char *id, const char *title, const char *columns, size_t count)
{
	apo__buffer_printf(out, "<h2 id=\"%s\">%s</h2>\n", id, title);
	if (count)
		open_table(out, columns);
	else
		apo__buffer_puts(out, "<p>None found.</p>\n");
	return count != 0;
}

static void edges(apo__buffer *out, const apo_trace *trace)
{
	apo__buffer_puts(out, "<h2 id=\"derivation\">What follows from what</h2>\n");
	if (!trace->edge_count)
		apo__buffer_puts(out, "<p>No document follows from another.</p>\n");
	for (size_t i = 0; i < trace->edge_count; i++) {
		const apo_edge *e = &trace->edges[i];
		const apo_document *child = trace->corpus->documents[e->child];
		const apo_document *parent = trace->corpus->documents[e->parent];
		apo__buffer_printf(out, "<details id=\"edge-%zu\"><summary><b>", i + 1);
		apo__html_name(out, child->id);
		const char *kind = apo_edge_kind_name(e->kind);
		apo__buffer_printf(out, "</b> %s %s %s of <b>",
			e->direction_known ? "is" : "may be", strchr("aeiou", *kind) ? "an" : "a",
			kind);
		apo__html_name(out, parent->id);
		apo__buffer_printf(out, "</b>: credit %s, %u %% of it, confidence ",
			apo_attribution_status_name(e->attribution),
			(unsigned)(e->coverage * 100 + .5));
		apo__buffer_decimal(out, e->confidence, 2);
		apo__buffer_puts(out, e->direction_known ? "" : ", direction not certain");
		apo__buffer_puts(out, "</summary>\n");
		if (e->reason) {
			apo__buffer_puts(out, "<p>Direction: ");
			apo__html_message(out, e->reason);
			apo__buffer_puts(out, "</p>\n");
		}
		open_table(out, "in the parent|in the child|score");
		for (size_t k = 0; k < e->evidence_count; k++) {
			apo__buffer_puts(out, "<tr>");
			span_cell(out, parent, e->evidence[k].parent);
			span_cell(out, child, e->evidence[k].child);
			apo__buffer_puts(out, "<td>");
			apo__buffer_decimal(out, e->evidence[k].score, 2);
			apo__buffer_puts(out, "</td></tr>\n");
		}
		close_table(out);
		apo__buffer_puts(out, "</details>\n");
	}
}

static void upstream(apo__buffer *out, const apo_trace *trace)
{
	if (!begin_table(out, "sources", "Sources that are not among the documents",
		    "source|type|credited by", trace->upstream_count))
		return;
	for (size_t i = 0; i < trace->upstream_count; i++) {
		const apo_upstream *u = &trace->upstream[i];
		apo__buffer_puts(out, "<tr>");
		cell(out, u->source);
		cell(out, u->inferred ? "inferred from shared wording"
				      : apo_source_type_name(u->type));
		apo__buffer_puts(out, "<td>");
		for (size_t k = 0; k < u->count; k++) {
			apo__buffer_puts(out, k ? ", " : "");
			apo__html_name(out, document_id(trace, u->documents[k]));
		}
		apo__buffer_puts(out, "</td></tr>\n");
	}
	close_table(out);
}

static void remarks(apo__buffer *out, const apo_trace *trace)
{
	apo__buffer_puts(out, "<h2 id=\"quotations\">Quotations and their wordings</h2>\n");
	for (size_t i = 0; i < trace->remark_count; i++) {
		const apo_remark *r = &trace->remarks[i];
		int odd = 0;
		for (size_t k = 0; k < r->count; k++)
			odd += r->variants[k].status == APO_QUOTE_ALTERED ||
			       r->variants[k].status == APO_QUOTE_FABRICATED;
		apo__buffer_printf(out, "<details%s><summary>", odd ? " open" : "");
		apo__html_name(out, r->speaker ? r->speaker : "unknown speaker");
		apo__buffer_printf(
			out, ": %zu wording%s</summary>\n", r->count, r->count == 1 ? "" : "s");
		open_table(out, "document|status|wording");
		for (size_t k = 0; k < r->count; k++) {
			const apo_variant *v = &r->variants[k];
			const char *status = apo_quote_status_name(v->status);
			apo__buffer_puts(out, "<tr>");
			cell(out, document_id(trace, v->document));
			apo__buffer_printf(out, "<td class=\"status-%s\">%s", status, status);
			if (v->difference) {
				apo__buffer_puts(out, ": ");
				apo__html_message(out, v->difference);
			}
			apo__buffer_puts(out, "</td>");
			span_cell(out, trace->corpus->documents[v->document], v->span);
			apo__buffer_puts(out, "</tr>\n");
		}
		close_table(out);
		apo__buffer_puts(out, "</details>\n");
	}
	if (!trace->remark_count)
		apo__buffer_puts(out, "<p>None found.</p>\n");
}

static void attribution_faults(apo__buffer *out, const apo_trace *trace)
{
	apo_document *const *documents = trace->corpus->documents;
	if (begin_table(out, "dropped", "Credits dropped on the way",
		    "document|source|in the parent|in its place", trace->dropped_count)) {
		for (size_t i = 0; i < trace->dropped_count; i++) {
			const apo_dropped_attribution *d = &trace->dropped[i];
			apo__buffer_puts(out, "<tr>");
			cell(out, document_id(trace, d->child));
			cell(out, d->source);
			span_cell(out, documents[d->parent], d->parent_span);
			span_cell(out, documents[d->child], d->child_span);
			apo__buffer_puts(out, "</tr>\n");
		}
		close_table(out);
	}
	if (begin_table(out, "changed", "Credits changed", "document|given|true source|passage",
		    trace->changed_count)) {
		for (size_t i = 0; i < trace->changed_count; i++) {
			const apo_changed_attribution *c = &trace->changed[i];
			apo__buffer_puts(out, "<tr>");
			cell(out, document_id(trace, c->child));
			cell(out, c->given);
			cell(out, c->true_source ? c->true_source : "unknown");
			span_cell(out, documents[c->child], c->span);
			apo__buffer_puts(out, "</tr>\n");
		}
		close_table(out);
	}
	if (begin_table(out, "copied", "Passages taken over without credit",
		    "document|from|words|passage", trace->copied_count)) {
		for (size_t i = 0; i < trace->copied_count; i++) {
			const apo_copied_passage *c = &trace->copied[i];
			apo__buffer_puts(out, "<tr>");
			cell(out, document_id(trace, c->child));
			apo__buffer_puts(out, "<td>");
			apo__html_name(out, document_id(trace, c->parent));
			apo__buffer_puts(out,
				c->direction_known ? "</td>" : ", or the other way round</td>");
			apo__buffer_printf(out, "<td>%u</td>", c->words);
			span_cell(out, documents[c->child], c->child_span);
			apo__buffer_puts(out, "</tr>\n");
		}
		close_table(out);
	}
}

static void changes(apo__buffer *out, const apo_trace *trace)
{
	apo_document *const *documents = trace->corpus->documents;
	if (!begin_table(out, "changes", "Changed in substance",
		    "document|what|in the parent|in the child", trace->change_count))
		return;
	for (size_t i = 0; i < trace->change_count; i++) {
		const apo_change *c = &trace->changes[i];
		apo__buffer_puts(out, "<tr>");
		cell(out, document_id(trace, c->child));
		apo__buffer_puts(out, "<td>");
		apo__html_message(out, c->message);
		apo__buffer_puts(out, "</td>");
		span_cell(out, documents[c->parent], c->parent_span);
		span_cell(out, documents[c->child], c->child_span);
		apo__buffer_puts(out, "</tr>\n");
	}
	close_table(out);
}

static void attributions(apo__buffer *out, const apo_trace *trace)
{
	apo__buffer_puts(out, "<h2 id=\"attributions\">Who credits whom</h2>\n");
	for (size_t i = 0; i < trace->corpus->count; i++) {
		const apo_document *d = trace->corpus->documents[i];
		apo__buffer_printf(out, "<details id=\"document-%zu\"><summary><b>", i + 1);
		apo__html_name(out, d->id);
		apo__buffer_printf(out, "</b>: %u</summary>\n", d->attribution_count);
		open_table(out, "source|type|passage");
		for (uint32_t k = 0; k < d->attribution_count; k++) {
			const apo_attribution *a = &d->attributions[k];
			apo__buffer_puts(out, "<tr>");
			cell(out, a->name);
			cell(out, apo_source_type_name(a->type));
			span_cell(out, d, a->span);
			apo__buffer_puts(out, "</tr>\n");
		}
		close_table(out);
		apo__buffer_puts(out, "</details>\n");
	}
}

static const char *title_of(apo__arena *arena, const apo_trace *trace)
{
	return apo__sprintf(arena, "Provenance: %s",
		trace->corpus->title ? trace->corpus->title : trace->corpus->path);
}

static void figure(apo__buffer *out, size_t count, const char *label)
{
	apo__html_tile(out, apo__sprintf(out->arena, "%zu", count), label);
}

/* The graph by dot where it is installed; a plain one is not passed over in silence. */
static void draw(const apo__writer *w, apo__buffer *out, const apo_trace *trace, int standalone)
{
	apo__graph graph = apo__graph_of_trace(w->arena, trace);
	if (!apo__graph_svg(out, &graph, title_of(w->arena, trace), standalone, 1) &&
		w->options->notice)
		w->options->notice(
			"the graph is drawn plainly: graphviz's dot (Debian's package graphviz) is "
			"not installed, or could not draw it",
			w->options->user);
}

apo_status apo__write_trace_html(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	(void)err;
	apo__buffer out = {.arena = w->arena};
	apo__buffer heading = {.arena = w->arena};
	apo__buffer_puts(&heading, "Provenance: ");
	apo__html_name(&heading, trace->corpus->title ? trace->corpus->title : trace->corpus->path);
	apo__html_begin(&out, title_of(w->arena, trace), apo__buffer_text(&heading),
		apo__sprintf(w->arena, "%zu documents, %u independent source%s",
			trace->corpus->count, trace->origin_count,
			trace->origin_count == 1 ? "" : "s"));
	apo__buffer_puts(&out, "<ul class=\"tiles\">\n");
	figure(&out, trace->edge_count, "derivations");
	figure(&out, trace->remark_count, "remarks quoted");
	figure(&out, trace->dropped_count, "credits dropped");
	figure(&out, trace->changed_count, "credits changed");
	figure(&out, trace->copied_count, "passages without credit");
	apo__buffer_puts(&out, "</ul>\n");
	apo__buffer_puts(&out,
		"<h2 id=\"graph\">Where the documents come from</h2>\n<div class=\"graph\">\n");
	draw(w, &out, trace, 0);
	apo__buffer_puts(&out,
		"</div>\n<div class=\"shown\" aria-live=\"polite\" hidden>Point at a line or "
		"a box, or move to it with Tab: its evidence is shown here. Enter opens it "
		"below.</div>\n<p class=\"legend\">Time runs from left to right, and so does "
		"derivation: sources are left of what was made from them.</p>\n");
	edges(&out, trace);
	upstream(&out, trace);
	remarks(&out, trace);
	changes(&out, trace);
	attribution_faults(&out, trace);
	attributions(&out, trace);
	apo__html_end(&out, w);
	return APO_OK;
}

apo_status apo__write_trace_dot(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	(void)err;
	apo__buffer out = {.arena = w->arena};
	apo__graph graph = apo__graph_of_trace(w->arena, trace);
	apo__graph_dot(&out, &graph, title_of(w->arena, trace));
	apo_output_write(w->output, out.data, out.size);
	return APO_OK;
}

apo_status apo__write_trace_svg(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	(void)err;
	apo__buffer out = {.arena = w->arena};
	draw(w, &out, trace, 1);
	apo_output_write(w->output, out.data, out.size);
	return APO_OK;
}
