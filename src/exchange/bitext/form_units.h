/* SPDX-License-Identifier: Apache-2.0 */
/* What the mechanical checks need to know of a unit of a file. */
#ifndef APO__EXCHANGE_BITEXT_FORM_UNITS_H
#define APO__EXCHANGE_BITEXT_FORM_UNITS_H

#include "exchange/units/units.h"
#include "fidelity/mechanical/mechanical.h"

/* The inline codes of a variant; marks are none. What they point at is copied into the arena. */
const apo__form_code *apo__form_codes(
	apo__arena *arena, const apo__unit_variant *variant, uint32_t *count);
#endif
