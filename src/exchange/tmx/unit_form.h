/* SPDX-License-Identifier: Apache-2.0 */
/* The one form in which TMX is written: units as text, for the writer (unit_writer.h) and for threads that prepare what it
 * writes. */
#ifndef APO__EXCHANGE_TMX_UNIT_FORM_H
#define APO__EXCHANGE_TMX_UNIT_FORM_H

#include "exchange/tmx/elements.h"
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

typedef struct {
	apo__arena *scratch; /* reset by whoever empties `out` */
	const apo_tmx_options *how;
	apo__buffer out;
	apo__buffer hashed; /* what the hash of a unit is over */
	apo__tmx_written counts;
	char source[64]; /* srclang of the file */
	struct {
		char in[64], out[64];
	} tags[16]; /* the last language codes and how they are written */
	unsigned next_tag;
} apo__tmx_form;

/* `how` lives as long as the form; `scratch` is a child of `arena`. */
void apo__tmx_form_init(apo__tmx_form *form, apo__arena *arena, const apo_tmx_options *how);

/* Each appends to `out`. */
void apo__form_add(apo__tmx_form *form, const char *markup);
void apo__form_attribute(apo__tmx_form *form, const char *name, const char *value);
/* Attributes that TMX has for this element, but those named in `but`, between spaces. */
void apo__form_attributes(apo__tmx_form *form, apo__tmx_element element,
	const apo__unit_attribute *attributes, uint32_t count, const char *but);
/* Properties and notes; with `elements` other elements too. */
void apo__form_infos(apo__tmx_form *form, const char *indent, const apo__unit_info *infos,
	uint32_t count, int elements);
/* Put an own property, which is clean, together once: as each unit that has it is going to have it, behind `indent`. */
void apo__form_ready(apo__arena *arena, const char *indent, apo__unit_info *info);
#define APO__INDENT_UNIT    "  "  /* of properties of a unit ... */
#define APO__INDENT_VARIANT "   " /* ... and of a side */
/* A unit that has a text, with `number` and hash where that is not 0; what precedes it is `counts.units`. Its hash, or the one that
 * it says, goes to `hash` where that is not NULL; NULL there: it has none. */
void apo__form_unit(apo__tmx_form *form, const apo__unit *unit, uint64_t number, const char **hash);

/* What the header says of all units, which is known at the end: apo__form_infos with `elements` leaves it out. */
int apo__is_total(const apo__unit_info *info);
/* A language code as it is to be written. */
const char *apo__form_code(apo__tmx_form *form, const char *lang);

#endif
