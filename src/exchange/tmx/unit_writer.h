/* SPDX-License-Identifier: Apache-2.0 */
/* The one writer of TMX: strict in form, valid by DTD and by our own checks, whatever the units hold. */
#ifndef APO__EXCHANGE_TMX_UNIT_WRITER_H
#define APO__EXCHANGE_TMX_UNIT_WRITER_H

#include "exchange/units/units.h"

/* What had to be left out, because TMX cannot hold it or was asked not to. */
typedef struct {
	uint64_t units;	     /* written */
	uint64_t characters; /* that XML forbids */
	uint64_t attributes; /* that TMX does not have */
	uint64_t codes;	     /* inline codes, at level 1 */
	uint64_t
		long_ones; /* units of more than 2,000 characters a side: written, but some tools drop them */
} apo__tmx_written;

/* Number and hash each unit ("x-unit", "x-unit-sha256", proof.h). Before the header. */
void apo__tmx_writer_prove(apo__unit_writer *writer);
/* A writer on `output`, which stays the caller's. `how` lives as long as the writer; its utf16, no_doctype, level, languages
 * count. A header with "x-units" gets the number of the units and the hash over their hashes, whatever it said. The first
 * variant of a unit should be its source. */
apo__unit_writer *apo__tmx_writer_new(
	apo__arena *arena, apo_output *output, const apo_tmx_options *how);
const apo__tmx_written *apo__tmx_writer_counts(const apo__unit_writer *writer);

#endif
