/* SPDX-License-Identifier: Apache-2.0 */
/* What the two halves of the XLIFF writer share: units (xliff_writer.c) and their content (xliff_content.c). */
#ifndef APO__EXCHANGE_XLIFF_XLIFF_CONTENT_H
#define APO__EXCHANGE_XLIFF_XLIFF_CONTENT_H

#include "base/map.h"
#include "exchange/xliff/xliff_writer.h"

struct apo__xliff_writer {
	apo__unit_writer public;
	apo__arena *arena, *scratch; /* scratch: of the unit at hand */
	apo_output *output;
	apo__xliff_options options;
	apo__unit_losses *losses;
	uint64_t number;
	/* native codes of the unit at hand, 2.1 */
	apo__interner data;
};

/* Text, escaped; what XML forbids is dropped and counted, or with `code_points` written as <cp> (2.x). */
void apo__xliff_put_escaped(
	apo__xliff_writer *x, const char *text, size_t size, int attribute, int code_points);
/* name="value"; nothing when `value` is NULL. */
void apo__xliff_put_attribute(apo__xliff_writer *x, const char *name, const char *value);
/* The text of a variant with its codes. */
void apo__xliff_put_content(apo__xliff_writer *x, const apo__unit_variant *v);

#endif
