/* SPDX-License-Identifier: Apache-2.0 */
/* When do two numbers or dates say the same? */
#ifndef APO__TEXT_VALUES_COMPARE_VALUES_H
#define APO__TEXT_VALUES_COMPARE_VALUES_H

#include "base/arena.h"

/* The same quantity: 25 % and a quarter, 1,2 Mrd. and 1.2 billion, 18 months and a year and a half. A unit that only one
 * side names does not tell them apart. */
int apo__number_same(const apo_number *a, const apo_number *b);

/* `a_day`, `b_day`: days of the documents, or APO_DAY_NONE. Conflict: a field that both have differs. Agree: they share a
 * field and no field differs. Both are 0 when nothing can be compared. */
int apo__dates_agree(const apo_date *a, int32_t a_day, const apo_date *b, int32_t b_day);
int apo__dates_conflict(const apo_date *a, int32_t a_day, const apo_date *b, int32_t b_day);

typedef enum {
	APO__VALUES_NUMBER,	   /* another value */
	APO__VALUES_MAGNITUDE,	   /* off by a power of ten */
	APO__VALUES_PERCENT_POINT, /* percent against percentage points */
	APO__VALUES_UNIT,	   /* the same value of another unit */
	APO__VALUES_CONVERTED,	   /* rightly converted into another unit: no error */
	APO__VALUES_SOURCE_ONLY,   /* no counterpart */
	APO__VALUES_TARGET_ONLY
} apo__values_kind;

/* Indexes into the arrays compared, APO_NONE = none. */
typedef struct {
	apo__values_kind kind;
	uint32_t source, target;
} apo__values_difference;

/* Pair the numbers of a bead's two sides, the same ones first, then those that differ by magnitude, percent point, unit
 * or value; weak numbers (APO_NUMBER_WEAK) are never reported. Returns how many
 * differences `*out` has, in source order, those of the target alone last. Costs source x target, both small. */
uint32_t apo__values_compare(apo__arena *arena, const apo_number *source, uint32_t source_count,
	const apo_number *target, uint32_t target_count, const apo__values_difference **out);

/* Is one the other in another unit, rounded? */
int apo__numbers_convert(const apo_number *a, const apo_number *b);
/* What a unit measures: 'l' length, 'm' mass, 's' speed, 'a' area, 'v' volume, 'p' power, 'e' energy, 'c' temperature; 0 = another. */
char apo__unit_dimension(const char *unit);

#define APO__MOST_DIGITS 30u
/* The decimal digits of a span in ASCII, of any script, without what separates them; returns their number. */
uint32_t apo__digits_of(const char *text, apo_span span, char digits[APO__MOST_DIGITS + 1]);

#endif
