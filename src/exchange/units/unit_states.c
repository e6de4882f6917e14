/* SPDX-License-Identifier: Apache-2.0 */
/* States of translations: XLIFF 1.2 (state, state-qualifier), XLIFF 2.1 (state, subState), SDL's conf and memoQ's status, as five
 * levels that follow each other. */
#include "exchange/units/unit_states.h"

#include <string.h>
#include <strings.h>

typedef struct {
	const char *name;
	apo__unit_level level;
	int confirmed; /* only a person gives this state */
} state;

static const state states[] = {{"new", APO__STATE_INITIAL, 0}, {"initial", APO__STATE_INITIAL, 0},
	{"needs-translation", APO__STATE_INITIAL, 0}, {"Unspecified", APO__STATE_INITIAL, 0},
	{"NotStarted", APO__STATE_INITIAL, 0}, {"Draft", APO__STATE_DRAFT, 0},
	{"RejectedTranslation", APO__STATE_DRAFT, 0}, {"RejectedSignOff", APO__STATE_DRAFT, 0},
	{"Pretranslated", APO__STATE_DRAFT, 0}, {"PartiallyEdited", APO__STATE_DRAFT, 0},
	{"Edited", APO__STATE_DRAFT, 0}, {"AssembledFromFragments", APO__STATE_DRAFT, 0},
	{"MachineTranslated", APO__STATE_DRAFT, 0}, {"Rejected", APO__STATE_DRAFT, 0},
	{"translated", APO__STATE_TRANSLATED, 0}, {"ManuallyConfirmed", APO__STATE_TRANSLATED, 1},
	{"Confirmed", APO__STATE_TRANSLATED, 1}, {"reviewed", APO__STATE_REVIEWED, 1},
	{"signed-off", APO__STATE_REVIEWED, 1}, {"ApprovedTranslation", APO__STATE_REVIEWED, 1},
	{"Reviewer1Confirmed", APO__STATE_REVIEWED, 1}, {"Reviewed", APO__STATE_REVIEWED, 1},
	{"Proofread", APO__STATE_REVIEWED, 1}, {"final", APO__STATE_FINAL, 1},
	{"ApprovedSignOff", APO__STATE_FINAL, 1}};

static const state *find(const char *name)
{
	for (size_t i = 0; name && i < sizeof states / sizeof *states; i++)
		if (!strcasecmp(states[i].name, name))
			return &states[i];
	return NULL;
}

apo__unit_level apo__state_level(const char *name)
{
	const state *found = find(name);
	return found ? found->level : APO__STATE_TRANSLATED;
}

/* Names for what a machine translated, of state-qualifier and SDL's origin. */
static int is_machine(const char *name)
{
	static const char *const names[] = {"mt", "amt", "nmt", "leveraged-mt", "mt-suggestion"};
	for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
		if (!strcasecmp(names[i], name))
			return 1;
	return 0;
}

apo__unit_level apo__unit_level_of(const apo__unit *unit)
{
	const char *said = apo__prop_of(unit->infos, unit->info_count, APO__UNIT_STATE);
	const char *substate = apo__prop_of(unit->infos, unit->info_count, APO__UNIT_SUBSTATE);
	const char *origin = apo__prop_of(unit->infos, unit->info_count, APO__UNIT_ORIGIN);
	apo__unit_level level = apo__state_level(said);
	int taken = said && level >= APO__STATE_TRANSLATED;
	if (!taken && level > APO__STATE_DRAFT && (is_machine(substate) || is_machine(origin)))
		return APO__STATE_DRAFT;
	return level;
}

int apo__unit_is_confirmed(const apo__unit *unit)
{
	const state *found = find(apo__prop_of(unit->infos, unit->info_count, APO__UNIT_STATE));
	return found && found->confirmed;
}

int apo__unit_level_named(const char *name, apo__unit_level *level)
{
	static const char *const names[] = {"initial", "draft", "translated", "reviewed", "final"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], name)) {
			*level = (apo__unit_level)i;
			return 1;
		}
	return 0;
}
