/* SPDX-License-Identifier: Apache-2.0 */
/* The inline codes of a unit: each code of the source once in the target, pairs closed after they are opened and not crossing.
 * Another order of codes, or of pairs, is what translation needs, and is not reported. Linear. */
#include <stdio.h>
#include <string.h>

#include "fidelity/mechanical/family.h"

/* Set by hand: codes are the format's own, nothing is read into them. */
#define CODE_CONFIDENCE	 .95
#define ORDER_CONFIDENCE .9

static uint32_t place_of(const form_view *view, const apo__form_code *code)
{
	for (uint32_t i = 0; i < view->count; i++)
		if (view->at[i] >= code->at)
			return i;
	return view->count;
}

static void take(form_job *job, int side, form_items *items)
{
	const apo__form_text *text = &job->unit->side[side];
	static const char marks[] = {'(', ')', '.'};
	for (uint32_t i = 0; i < text->code_count; i++) {
		const apo__form_code *code = &text->codes[i];
		uint32_t at = place_of(&job->view[side], code);
		*apo__push(job->scratch, items) =
			(form_item){apo__sprintf(job->scratch, "%c%s", marks[code->kind],
					    code->id ? code->id : ""),
				at, at, code->kind, FORM_NOTHING};
	}
}

static const char *name_of(form_job *job, const form_item *item)
{
	static const char *const kinds[] = {"the opening code", "the closing code", "the code"};
	return item->key[1]
		       ? apo__sprintf(job->scratch, "%s “%s”", kinds[item->kind], item->key + 1)
		       : kinds[item->kind];
}

/* Pairs closed in the reverse order of their opening; the source has that, the target has not. */
static const apo__form_code *crossing(form_job *job, const apo__form_text *text)
{
	const apo__form_code **open =
		apo__alloc_array(job->scratch, (size_t)text->code_count + 1, sizeof *open);
	uint32_t depth = 0;
	for (uint32_t i = 0; i < text->code_count; i++) {
		const apo__form_code *code = &text->codes[i];
		if (code->kind == APO__FORM_ALONE || !code->id)
			continue;
		if (code->kind == APO__FORM_OPEN)
			open[depth++] = code;
		else if (!depth || strcmp(open[--depth]->id, code->id) != 0)
			return code;
	}
	return NULL;
}

void form_check_codes(form_job *job)
{
	const apo__form_unit *unit = job->unit;
	if (!unit->side[APO__SOURCE].code_count && !unit->side[APO__TARGET].code_count)
		return;
	form_items items[2] = {{0}, {0}};
	take(job, APO__SOURCE, &items[0]);
	take(job, APO__TARGET, &items[1]);
	form_pair_items(job, &items[0], &items[1]);
	uint32_t lost = 0, added = 0;
	for (uint32_t i = 0; i < items[0].count; i++) {
		const form_item *item = &items[0].items[i];
		if (item->partner != FORM_NOTHING || (item->kind == APO__FORM_CLOSE && lost))
			continue;
		lost++;
		form_flag(job, APO_ISSUE_INLINE_CODE, APO_SEVERITY_MAJOR, item->first, item->first,
			job->view[1].end, job->view[1].end, CODE_CONFIDENCE,
			"%s is missing from the target", name_of(job, item));
	}
	for (uint32_t i = 0; i < items[1].count; i++) {
		const form_item *item = &items[1].items[i];
		if (item->partner != FORM_NOTHING || (item->kind == APO__FORM_CLOSE && added))
			continue;
		int again = 0;
		for (uint32_t k = 0; k < items[0].count && !again; k++)
			again = !strcmp(items[0].items[k].key, item->key);
		added++;
		form_flag_target(job, APO_ISSUE_INLINE_CODE, APO_SEVERITY_MAJOR, item->first,
			item->first, CODE_CONFIDENCE,
			again ? "%s is in the target more often than in the source"
			      : "%s is not in the source",
			name_of(job, item));
	}
	if (lost || added || crossing(job, &unit->side[APO__SOURCE]))
		return;
	const apo__form_code *code = crossing(job, &unit->side[APO__TARGET]);
	if (code) {
		uint32_t at = place_of(&job->view[APO__TARGET], code);
		form_flag_target(job, APO_ISSUE_INLINE_CODE, APO_SEVERITY_MAJOR, at, at,
			ORDER_CONFIDENCE,
			"the code “%s” is closed before it is opened, or before what was opened "
			"inside it",
			code->id);
	}
}
