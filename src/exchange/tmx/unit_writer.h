/* SPDX-License-Identifier: Apache-2.0 */
/* The one writer of TMX: strict in form, valid by DTD and by our own checks, whatever the units hold. */
#ifndef APO__EXCHANGE_TMX_UNIT_WRITER_H
#define APO__EXCHANGE_TMX_UNIT_WRITER_H

#include "exchange/tmx/unit_form.h"

/* Number and hash each unit ("x-unit", "x-unit-sha256", proof.h). Before the header. */
void apo__tmx_writer_prove(apo__unit_writer *writer);
/* A writer on `output`, which stays the caller's. `how` lives as long as the writer; its utf16, no_doctype, level, languages
 * count. A header with "x-units" gets the number of the units and the hash over their hashes, whatever it said. The first
 * variant of a unit should be its source. */
apo__unit_writer *apo__tmx_writer_new(
	apo__arena *arena, apo_output *output, const apo_tmx_options *how);
/* Units that threads prepare. Begin the file, whose first unit it is; then each form gets what it must know; what is in it is
 * written next, `hashes` are those of its units. */
void apo__tmx_writer_begin(apo__unit_writer *writer, const apo__unit *unit);
void apo__tmx_writer_form(const apo__unit_writer *writer, apo__tmx_form *form);
void apo__tmx_writer_take(
	apo__unit_writer *writer, apo__tmx_form *form, const char *const *hashes, uint32_t count);
const apo__tmx_written *apo__tmx_writer_counts(const apo__unit_writer *writer);

#endif
