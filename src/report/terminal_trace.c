/* SPDX-License-Identifier: Apache-2.0 */
/* A trace as a forest: sources that nobody has seen and documents without a parent are roots, every document is below
 * each of its parents (its own children only the first time), then what happened to quotations and attributions. Linear in
 * edges: a document is expanded once, so loops and shared ancestors cannot blow it up. */
#include <string.h>

#include "provenance/upstream.h"
#include "report/terminal.h"

typedef struct {
	apo__terminal t;
	const apo_trace *trace;
	unsigned char *shown, *has_parent; /* by document */
	uint32_t *first, *next;		   /* edges by parent, plus one */
} tree;

typedef struct {
	unsigned depth;
	char prefix[256];
} place;

static const char *id_of(const tree *f, uint32_t document)
{
	return f->trace->corpus->documents[document]->id;
}

static void put_document(tree *f, uint32_t document)
{
	const apo_document *d = f->trace->corpus->documents[document];
	apo__terminal_put(&f->t, APO__BOLD, d->id);
	apo__terminal_format(&f->t, APO__DIM, " (%s%s%s)", d->lang, d->published ? ", " : "",
		d->published ? d->published : "");
}

static void put_edge(tree *f, const apo_edge *edge)
{
	static const apo__style styles[] = {APO__GREEN, APO__YELLOW, APO__RED, APO__RED};
	char coverage[40];
	apo__terminal_format(&f->t, APO__PLAIN, "  %s, %s %%", apo_edge_kind_name(edge->kind),
		apo__decimal(coverage, edge->coverage * 100, 0));
	apo__terminal_format(&f->t, styles[edge->attribution & 3], ", credit %s",
		apo_attribution_status_name(edge->attribution));
	if (!edge->direction_known)
		apo__terminal_put(&f->t, APO__DIM, ", direction not known");
}

/* The line of branches before a document, and the prefix of what hangs below it. */
static place put_branch(tree *f, const place *above, int last)
{
	place below = *above;
	size_t length = strlen(above->prefix);
	apo__terminal_put(&f->t, APO__DIM, above->prefix);
	apo__terminal_put(&f->t, APO__DIM, last ? "└─ " : "├─ ");
	if (length + sizeof "│  " < sizeof below.prefix)
		strcpy(below.prefix + length, last ? "   " : "│  ");
	below.depth++;
	return below;
}

static void put_children(tree *f, uint32_t document, const place *above)
{
	if (f->shown[document]) {
		if (f->first[document])
			apo__terminal_put(&f->t, APO__DIM, "  (see above)");
		apo__terminal_newline(&f->t);
		return;
	}
	f->shown[document] = 1;
	apo__terminal_newline(&f->t);
	for (uint32_t i = f->first[document]; i; i = f->next[i - 1]) {
		const apo_edge *edge = &f->trace->edges[i - 1];
		place below = put_branch(f, above, !f->next[i - 1]);
		put_document(f, edge->child);
		put_edge(f, edge);
		if (below.depth < 32)
			put_children(f, edge->child, &below);
		else
			apo__terminal_newline(&f->t);
	}
}

static void put_upstream(tree *f, const apo_upstream *u)
{
	place root = {0, ""};
	apo__terminal_put(&f->t, APO__CYAN, u->source ? u->source : "unnamed source");
	apo__terminal_format(&f->t, APO__DIM, " (%s, not in the corpus%s)",
		apo_source_type_name(u->type), u->inferred ? ", inferred" : "");
	apo__terminal_newline(&f->t);
	size_t last = 0;
	for (size_t i = 0; i < u->count; i++)
		if (apo__upstream_first_hand(f->trace, u, u->documents[i]))
			last = i;
	for (size_t i = 0; i <= last; i++) {
		if (!apo__upstream_first_hand(f->trace, u, u->documents[i]))
			continue;
		place below = put_branch(f, &root, i == last);
		put_document(f, u->documents[i]);
		put_children(f, u->documents[i], &below);
	}
}

/* Those that are named for a statement, not for a story. */
static void put_other_sources(tree *f)
{
	const char *before = "also named: ";
	for (size_t i = 0; i < f->trace->upstream_count; i++) {
		const apo_upstream *u = &f->trace->upstream[i];
		if (apo__upstream_is_origin(u))
			continue;
		apo__terminal_put(&f->t, APO__DIM, before);
		apo__terminal_put(&f->t, APO__CYAN, u->source ? u->source : "unnamed source");
		apo__terminal_format(&f->t, APO__DIM, " (%s)", apo_source_type_name(u->type));
		before = ", ";
	}
	if (*before == ',')
		apo__terminal_newline(&f->t);
}

/* Documents that rest on an unseen source are below it first; then those without a parent; then loops. */
static void put_forest(tree *f)
{
	const place root = {0, ""};
	size_t count = f->trace->corpus->count;
	for (size_t i = 0; i < f->trace->upstream_count; i++)
		if (apo__upstream_is_origin(&f->trace->upstream[i]))
			put_upstream(f, &f->trace->upstream[i]);
	for (int loops = 0; loops < 2; loops++)
		for (uint32_t i = 0; i < count; i++)
			if (!f->shown[i] && (loops || !f->has_parent[i])) {
				put_document(f, i);
				put_children(f, i, &root);
			}
	put_other_sources(f);
	apo__terminal_newline(&f->t);
}

static void put_heading(tree *f, const char *text)
{
	apo__terminal_put(&f->t, APO__BOLD, text);
	apo__terminal_newline(&f->t);
}

static void put_quoted(tree *f, uint32_t document, apo_span span)
{
	size_t size;
	const char *text = apo__span_text(f->trace->corpus->documents[document], span, &size);
	if (text)
		apo__terminal_cell(&f->t, APO__PLAIN, text, size, f->t.columns, 0);
	apo__terminal_newline(&f->t);
}

static void put_quotes(tree *f)
{
	static const apo__style styles[] = {
		APO__GREEN, APO__GREEN, APO__YELLOW, APO__RED, APO__DIM};
	if (f->trace->remark_count)
		put_heading(f, "quotations");
	for (size_t i = 0; i < f->trace->remark_count; i++) {
		const apo_remark *remark = &f->trace->remarks[i];
		apo__terminal_format(&f->t, APO__CYAN, "%s",
			remark->speaker ? remark->speaker : "speaker unknown");
		apo__terminal_format(&f->t, APO__DIM, "  %s", remark->id);
		apo__terminal_newline(&f->t);
		for (size_t k = 0; k < remark->count; k++) {
			const apo_variant *v = &remark->variants[k];
			const char *id = id_of(f, v->document),
				   *status = apo_quote_status_name(v->status);
			apo__terminal_put(&f->t, APO__PLAIN, "  ");
			apo__terminal_cell(&f->t, styles[v->status], status, strlen(status), 11, 1);
			apo__terminal_cell(&f->t, APO__DIM, id, strlen(id), 16, 1);
			apo__terminal_put(&f->t, APO__PLAIN, " ");
			put_quoted(f, v->document, v->span);
		}
	}
	if (f->trace->remark_count)
		apo__terminal_newline(&f->t);
}

static void put_changes(tree *f)
{
	if (f->trace->change_count)
		put_heading(f, "changed in substance");
	for (size_t i = 0; i < f->trace->change_count; i++) {
		const apo_change *c = &f->trace->changes[i];
		apo__terminal_format(&f->t,
			c->severity == APO_SEVERITY_CRITICAL ? APO__RED : APO__YELLOW, "  %s",
			id_of(f, c->child));
		apo__terminal_format(&f->t, APO__PLAIN, " from %s: ", id_of(f, c->parent));
		apo__terminal_cell(
			&f->t, APO__PLAIN, c->message, strlen(c->message), f->t.columns, 0);
		apo__terminal_newline(&f->t);
	}
}

/* Those that are counted among several say something; a lone document is one source by nature. */
static void put_origins(tree *f)
{
	apo__terminal_format(&f->t, APO__BOLD, "independent sources: %u", f->trace->origin_count);
	apo__terminal_format(&f->t, APO__DIM, " of %zu documents", f->trace->corpus->count);
	apo__terminal_newline(&f->t);
	apo__terminal_newline(&f->t);
}

/* Each attribution with the words that make it and the rule that found it. */
static void put_attributions(tree *f)
{
	const apo_trace *trace = f->trace;
	if (trace->change_count || trace->dropped_count || trace->changed_count ||
		trace->copied_count)
		apo__terminal_newline(&f->t);
	put_heading(f, "attributions");
	for (uint32_t i = 0; i < f->trace->corpus->count; i++) {
		const apo_document *d = f->trace->corpus->documents[i];
		for (uint32_t k = 0; k < d->attribution_count; k++) {
			const apo_attribution *a = &d->attributions[k];
			apo_file_span bytes = apo_document_file_span(d, a->span);
			apo__terminal_format(
				&f->t, APO__CYAN, "  %s", a->name ? a->name : "somebody");
			apo__terminal_format(&f->t, APO__DIM,
				" (%s)  %s %zu-%zu  by \"%s\"%s: ", apo_source_type_name(a->type),
				d->id, (size_t)bytes.begin, (size_t)bytes.end, a->rule,
				a->flags & APO_ATTRIBUTION_UNSURE ? ", unsure" : "");
			put_quoted(f, i, a->span);
		}
	}
}

static void put_losses(tree *f)
{
	const apo_trace *trace = f->trace;
	if (trace->dropped_count)
		put_heading(f, "credits dropped");
	for (size_t i = 0; i < trace->dropped_count; i++) {
		const apo_dropped_attribution *d = &trace->dropped[i];
		apo__terminal_format(&f->t, APO__RED, "  %s", d->source ? d->source : "unnamed");
		apo__terminal_format(&f->t, APO__PLAIN, ": in %s, not in %s  ", id_of(f, d->parent),
			id_of(f, d->child));
		put_quoted(f, d->parent, d->parent_span);
	}
	if (trace->changed_count)
		put_heading(f, "credits changed");
	for (size_t i = 0; i < trace->changed_count; i++) {
		const apo_changed_attribution *c = &trace->changed[i];
		apo__terminal_format(&f->t, APO__RED, "  %s", c->given ? c->given : "unnamed");
		apo__terminal_format(&f->t, APO__PLAIN, " for %s, in %s  ",
			c->true_source ? c->true_source : "unknown", id_of(f, c->child));
		put_quoted(f, c->child, c->span);
	}
	if (trace->copied_count)
		put_heading(f, "copied without credit");
	for (size_t i = 0; i < trace->copied_count; i++) {
		const apo_copied_passage *c = &trace->copied[i];
		apo__terminal_format(&f->t, APO__RED, "  %s", id_of(f, c->child));
		apo__terminal_format(&f->t, APO__PLAIN, c->direction_known ? " from %s" : " or %s",
			id_of(f, c->parent));
		apo__terminal_format(&f->t, APO__PLAIN, ", %u words  ", (unsigned)c->words);
		put_quoted(f, c->child, c->child_span);
	}
}

apo_status apo__write_trace_terminal(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	size_t count = trace->corpus->count;
	(void)err;
	tree f = {apo__terminal_start(w), trace, apo__alloc(w->arena, count + 1),
		apo__alloc(w->arena, count + 1),
		apo__alloc_array(w->arena, count + 1, sizeof(uint32_t)),
		apo__alloc_array(w->arena, trace->edge_count + 1, sizeof(uint32_t))};
	for (size_t i = trace->edge_count; i-- > 0;) {
		const apo_edge *edge = &trace->edges[i];
		f.next[i] = f.first[edge->parent];
		f.first[edge->parent] = (uint32_t)i + 1;
		f.has_parent[edge->child] = 1;
	}
	if (trace->corpus->title)
		put_heading(&f, trace->corpus->title);
	put_forest(&f);
	put_origins(&f);
	put_quotes(&f);
	put_changes(&f);
	put_losses(&f);
	if (w->options->explain)
		put_attributions(&f);
	return APO_OK;
}
