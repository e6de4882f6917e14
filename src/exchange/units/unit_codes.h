/* SPDX-License-Identifier: Apache-2.0 */
/* Which inline codes of a segment belong together. */
#ifndef APO__EXCHANGE_UNITS_UNIT_CODES_H
#define APO__EXCHANGE_UNITS_UNIT_CODES_H

#include "exchange/units/units.h"

typedef struct {
	uint32_t partner; /* index of the other code of the pair, APO_NONE = none */
	int nested; /* what is between the two is whole: an XML element can be put around it */
	int again;  /* a pair before it has the same `i` */
} apo__code_pair;

/* One a code: an OPEN and the next CLOSE of the same `i`; marks, and codes without `i`, as brackets. Linear. */
apo__code_pair *apo__pair_codes(apo__arena *arena, const apo__unit_code *codes, uint32_t count);

#endif
