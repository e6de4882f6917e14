/* SPDX-License-Identifier: Apache-2.0 */
/* What changed in substance between a parent and its child, by the checks of src/fidelity: figures, dates, titles, places, polarity,
 * hedges. What was left out or added is no change here: a retelling may do that. Cost: one check an edge. */
#include "base/error.h"
#include "base/parallel.h"
#include "provenance/trace.h"

#define CHANGED .70 /* confidence of a check's finding that may be stated of another's text */

typedef struct {
	apo__tracing *t;
	apo__arena **arenas; /* one an edge */
	const apo_lexicons **lexicons;
	const apo_report **reports;
	apo_error *errors;
} edge_checks;

typedef struct {
	edge_checks *checks;
	size_t edge;
} edge_check;

static void free_report(void *report)
{
	apo_report_free(report);
}

static apo_status check_edge(apo__arena *arena, void *user, apo_error *err)
{
	edge_check *c = user;
	const apo__tracing *t = c->checks->t;
	const apo_alignment *alignment = t->trace->edges[c->edge].alignment;
	apo_report *report =
		apo_check(t->context, alignment, c->checks->lexicons[c->edge], NULL, err);
	if (!report)
		return err->status;
	apo__arena_defer(arena, free_report, report);
	c->checks->reports[c->edge] = report;
	return APO_OK;
}

static void check_one(size_t i, unsigned thread, void *user)
{
	(void)thread;
	edge_checks *checks = user;
	edge_check c = {checks, i};
	if (checks->lexicons[i])
		apo__guarded(checks->arenas[i], check_edge, &c, &checks->errors[i]);
}

static int is_dated(const apo__tracing *t, uint32_t document)
{
	return t->corpus->documents[document]->time.precision != 0;
}

/* Whether an issue is a change of what is said, with both sides to show. Which day "Wednesday" is shows only in a text with a date. */
static int is_change(const apo__tracing *t, const apo_edge *edge, const apo_issue *issue)
{
	if (issue->type == APO_ISSUE_DATE &&
		(!is_dated(t, edge->child) || !is_dated(t, edge->parent)))
		return 0;
	return issue->type <= APO_ISSUE_HEDGE_DROPPED && issue->type != APO_ISSUE_NAME &&
	       issue->severity >= APO_SEVERITY_MAJOR && issue->confidence >= CHANGED &&
	       issue->source_span.begin != APO_NONE && issue->target_span.begin != APO_NONE;
}

apo_status apo__changes_find(apo__tracing *t, apo_error *err)
{
	size_t count = t->trace->edge_count;
	APO__VECTOR(apo_change) changes = {0};
	edge_checks checks = {t, apo__alloc_array(t->arena, count + 1, sizeof *checks.arenas),
		apo__alloc_array(t->arena, count + 1, sizeof *checks.lexicons),
		apo__alloc_array(t->arena, count + 1, sizeof *checks.reports),
		apo__alloc_array(t->arena, count + 1, sizeof *checks.errors)};
	for (size_t i = 0; i < count; i++) {
		const apo_edge *edge = &t->trace->edges[i];
		checks.arenas[i] = apo__arena_child(t->arena);
		if (edge->direction_known &&
			!(checks.lexicons[i] = apo__reuse_lexicons(
				  t, edge->alignment->source, edge->alignment->target, err)))
			return err->status;
	}
	apo__parallel(t->options->jobs, count, check_one, &checks, NULL, NULL);
	for (size_t i = 0; i < count; i++) {
		if (checks.errors[i].status) {
			*err = checks.errors[i];
			return checks.errors[i].status;
		}
		for (size_t k = 0; checks.reports[i] && k < checks.reports[i]->issue_count; k++) {
			const apo_issue *issue = &checks.reports[i]->issues[k];
			if (is_change(t, &t->trace->edges[i], issue))
				*apo__push(t->arena, &changes) = (apo_change){
					t->trace->edges[i].child, t->trace->edges[i].parent,
					issue->type, issue->severity, issue->confidence,
					issue->target_span, issue->source_span,
					apo__strdup(t->arena, issue->message)};
		}
		apo__arena_free(checks.arenas[i]);
	}
	t->trace->changes = changes.items;
	t->trace->change_count = changes.count;
	return APO_OK;
}
