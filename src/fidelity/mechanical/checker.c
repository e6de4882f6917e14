/* SPDX-License-Identifier: Apache-2.0 */
/* The mechanical checks of a unit, one family after the other. What belongs to a placeholder or an address is found first, so
 * that no family takes it for prose. Linear in the unit, and the number of families is fixed. */
#include <string.h>

#include "fidelity/mechanical/family.h"

apo__form_checker *apo__form_open(
	apo__arena *arena, apo_context *context, const char *from, const char *to, int loose)
{
	apo__form_checker *checker = apo__alloc(arena, sizeof *checker);
	checker->arena = arena;
	checker->scratch = apo__arena_child(arena);
	checker->context = context;
	form_locale_open(&checker->locale[0], arena, context, from);
	form_locale_open(&checker->locale[1], arena, context, to);
	checker->own_form = loose || !strcmp(checker->locale[0].code, checker->locale[1].code);
	checker->consistency = form_consistency_new(arena);
	apo__profile *normal = apo__alloc(arena, sizeof *normal);
	apo__profile_default(arena, normal);
	checker->profile = normal;
	return checker;
}

void apo__form_use(apo__form_checker *checker, const apo__profile *profile)
{
	checker->profile = profile;
}

static int open_job(form_job *job, apo__form_checker *checker, const apo__form_unit *unit)
{
	apo__arena_reset(checker->scratch);
	*job = (form_job){.checker = checker, .unit = unit, .scratch = checker->scratch};
	for (int side = 0; side < 2; side++)
		form_view_make(&job->view[side], &unit->side[side], job->scratch);
	if (!unit->side[0].text || !unit->side[1].text || job->view[0].first == job->view[0].end ||
		job->view[1].first == job->view[1].end)
		return 0;
	form_find_placeholders(job);
	form_find_addresses(job);
	for (int side = 0; side < 2; side++)
		form_view_words(&job->view[side], job->scratch);
	return 1;
}

void apo__form_learn(apo__form_checker *checker, const apo__form_unit *unit)
{
	form_job job;
	checker->units++;
	if (!open_job(&job, checker, unit))
		return;
	form_learn_ends(&job);
	form_learn_spaces(&job);
	form_learn_marks(&job);
	form_learn_capitals(&job);
	form_learn_values(&job);
	form_learn_lengths(&job);
	form_learn_characters(&job);
	form_learn_consistency(&job);
	form_learn_spelling(&job);
}

void apo__form_check(
	apo__form_checker *checker, const apo__form_unit *unit, apo__form_report report, void *user)
{
	form_job job;
	if (!open_job(&job, checker, unit))
		return;
	form_meet_consistency(&job);
	if (unit->locked)
		return;
	job.report = report;
	job.user = user;
	if (!checker->own_form) {
		form_check_codes(&job);
		form_check_placeholders(&job);
		form_check_addresses(&job);
		form_check_identifiers(&job);
		form_check_language(&job);
		form_check_ends(&job);
		form_check_capitals(&job);
		form_check_values(&job);
		form_check_lengths(&job);
		form_check_consistency(&job);
		form_check_terms(&job);
	}
	form_check_spelling(&job);
	form_check_spaces(&job);
	form_check_marks(&job);
	form_check_repeats(&job);
	form_check_characters(&job);
}

int apo__form_is_prose(
	apo__form_checker *checker, const apo__form_unit *unit, apo__side side, apo_span span)
{
	form_job job;
	if (!open_job(&job, checker, unit))
		return 1;
	const form_view *v = &job.view[side];
	for (uint32_t i = 0; i < v->count && v->at[i] < span.end; i++)
		if (v->at[i] >= span.begin && v->taken[i] & (FORM_IN_PLACEHOLDER | FORM_IN_ADDRESS))
			return 0;
	return 1;
}
