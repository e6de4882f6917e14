/* SPDX-License-Identifier: Apache-2.0 */
/* What changed in substance between a parent and its child, by the checks of src/fidelity: figures, dates, titles, places, polarity,
 * hedges. What was left out or added is not a change here: a retelling may do that. Cost: one check an edge. */
#include "base/error.h"
#include "base/parallel.h"
#include "fidelity/evidence/evidence.h"
#include "provenance/evidence/tracing.h"

#define CHANGED                                                                                    \
	.70 /* confidence of a check's finding that may be stated of another's text; set by hand */

typedef APO__VECTOR(apo_change) change_list;

typedef struct {
	apo__tracing *t;
	const apo_lexicons **lexicons; /* one an edge; NULL: it is not checked */
	apo__arena **arenas;
	change_list *changes;
	apo_error *errors;
} edge_checks;

typedef struct {
	edge_checks *checks;
	size_t edge;
	apo_report *report;
} edge_check;

static int is_dated(const apo__tracing *t, uint32_t document)
{
	return t->corpus->documents[document]->time.precision != 0;
}

/* Whether the two places are in segments that are alike by themselves: others stand beside each other only for what is around them. */
static int is_in_evidence(const apo_edge *edge, const apo_issue *issue)
{
	for (size_t i = 0; i < edge->evidence_count; i++)
		if (apo__span_overlaps(edge->evidence[i].child, issue->target_span) &&
			apo__span_overlaps(edge->evidence[i].parent, issue->source_span))
			return 1;
	return 0;
}

/* Whether an issue is a change of what is said, with both sides to show. Which day "Wednesday" is shows only in a text with a date. */
static int is_change(const apo__tracing *t, const apo_edge *edge, const apo_issue *issue)
{
	if (issue->type == APO_ISSUE_DATE &&
		(!is_dated(t, edge->child) || !is_dated(t, edge->parent)))
		return 0;
	return issue->type <= APO_ISSUE_HEDGE_DROPPED && issue->type != APO_ISSUE_NAME &&
	       issue->severity >= APO_SEVERITY_MAJOR && issue->confidence >= CHANGED &&
	       issue->source_span.begin != APO_NONE && issue->target_span.begin != APO_NONE &&
	       is_in_evidence(edge, issue);
}

static apo_status take_changes(apo__arena *arena, void *user, apo_error *err)
{
	edge_check *c = user;
	const apo__tracing *t = c->checks->t;
	const apo_edge *edge = &t->trace->edges[c->edge];
	(void)err;
	for (size_t i = 0; i < c->report->issue_count; i++) {
		const apo_issue *issue = &c->report->issues[i];
		if (is_change(t, edge, issue))
			*apo__push(arena, &c->checks->changes[c->edge]) =
				(apo_change){edge->child, edge->parent, issue->type,
					issue->severity, issue->confidence, issue->target_span,
					issue->source_span, apo__strdup(arena, issue->message)};
	}
	return APO_OK;
}

static void check_one(size_t i, unsigned thread, void *user)
{
	edge_checks *checks = user;
	edge_check c = {checks, i, NULL};
	(void)thread;
	if (!checks->lexicons[i])
		return;
	c.report = apo_check(checks->t->context, checks->t->trace->edges[i].alignment,
		checks->lexicons[i], NULL, &checks->errors[i]);
	if (c.report)
		apo__guarded(checks->arenas[i], take_changes, &c, &checks->errors[i]);
	apo_report_free(c.report);
}

apo_status apo__changes_find(apo__tracing *t, apo_error *err)
{
	size_t count = t->trace->edge_count;
	change_list all = {0};
	edge_checks checks = {t, apo__alloc_array(t->arena, count + 1, sizeof *checks.lexicons),
		apo__alloc_array(t->arena, count + 1, sizeof *checks.arenas),
		apo__alloc_array(t->arena, count + 1, sizeof *checks.changes),
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
		for (uint32_t k = 0; k < checks.changes[i].count; k++)
			*apo__push(t->arena, &all) = checks.changes[i].items[k];
	}
	t->trace->changes = all.items;
	t->trace->change_count = all.count;
	return APO_OK;
}
