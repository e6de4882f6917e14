/* SPDX-License-Identifier: Apache-2.0 */
/* The unit of a bead: its two texts, and what is known of them. What is the same for many units is made once: of a document,
 * of a pair of documents, of a chain. */
#ifndef APO__EXCHANGE_TMX_BEAD_UNITS_H
#define APO__EXCHANGE_TMX_BEAD_UNITS_H

#include "base/map.h"
#include "exchange/units/units.h"
#include "provenance/chain.h"

/* What all units of a document say of it. */
typedef struct {
	const apo_document *document;
	const char *lang;
	uint32_t number;	      /* in the corpus of the trace; APO_NONE */
	apo__item_lists attributions; /* by segment */
	apo__unit_info *records;      /* by attribution; without text where it has no name */
	apo__unit_info file[2], about[3];
	uint32_t file_count, about_count;
} apo__unit_side;

/* `number` in the corpus of the trace, APO_NONE where there is none. Adds the characters that XML forbids to `dropped`. */
apo__unit_side *apo__unit_side_new(
	apo__arena *arena, const apo_document *document, uint32_t number, uint64_t *dropped);

/* Two documents whose beads become units. */
typedef struct {
	const apo_alignment *alignment;
	const apo_report *report; /* NULL */
	apo__item_lists issues;	  /* by bead */
	const apo__unit_side *sides[2];
	const char *langs[2]; /* as they are written: two of one language differ */
	int several;	      /* units of several pairs of documents are in the file */
} apo__bead_pair;

apo__bead_pair *apo__bead_pair_new(apo__arena *arena, const apo_alignment *alignment,
	const apo_report *report, const apo__unit_side *source, const apo__unit_side *target,
	int several);

/* Makes units, on one thread. */
typedef struct {
	apo__arena *arena;
	apo__chain_reader *chains;	   /* NULL: no chains */
	apo__interner names;		   /* chains as text ... */
	APO__VECTOR(apo__unit_info) texts; /* ... and as they are written */
	uint64_t dropped;		   /* characters that XML forbids */
} apo__unit_maker;

void apo__unit_maker_init(apo__unit_maker *maker, apo__arena *arena, const apo_trace *trace);
/* The texts of a bead that has both sides, and its identity; without an id when one is empty. `arena`: of the unit. */
apo__unit apo__bead_unit(
	apo__unit_maker *maker, apo__arena *arena, const apo__bead_pair *pair, uint32_t bead);
/* Add what is known of the pair of texts: score, issues, chains. */
void apo__bead_unit_infos(apo__unit_maker *maker, apo__arena *arena, const apo__bead_pair *pair,
	uint32_t bead, apo__unit *unit);

#endif
