/* SPDX-License-Identifier: Apache-2.0 */
/* How far a translation is, by the properties that readers give to its unit. */
#ifndef APO__EXCHANGE_UNITS_UNIT_STATES_H
#define APO__EXCHANGE_UNITS_UNIT_STATES_H

#include "exchange/units/units.h"

/* Properties of a unit. The state is as the file says it; absent: translated. */
#define APO__UNIT_STATE	    "x-state"
#define APO__UNIT_SUBSTATE  "x-sub-state" /* 2.x: subState; 1.2: state-qualifier */
#define APO__UNIT_ORIGIN    "x-origin"	  /* "tm", "mt", "interactive" */
#define APO__UNIT_PERCENT   "x-percent"
#define APO__UNIT_LOCKED    "x-locked"	  /* "true" */
#define APO__UNIT_TRANSLATE "x-translate" /* "no" */

typedef enum {
	APO__STATE_INITIAL, /* not begun */
	APO__STATE_DRAFT,   /* begun, refused, or by a machine only */
	APO__STATE_TRANSLATED,
	APO__STATE_REVIEWED,
	APO__STATE_FINAL
} apo__unit_level;

/* What a state is worth, of XLIFF 1.2 and 2.x, of SDL's conf and memoQ's status; translated for NULL and unknown ones. */
apo__unit_level apo__state_level(const char *state);
/* That of a unit: what a machine proposed is a draft as long as nobody has taken it. */
apo__unit_level apo__unit_level_of(const apo__unit *unit);
/* 1 when a person has confirmed the translation, as its state says. */
int apo__unit_is_confirmed(const apo__unit *unit);
/* The level of this name ("initial", "draft", ...); 0 when there is none. */
int apo__unit_level_named(const char *name, apo__unit_level *level);

#endif
