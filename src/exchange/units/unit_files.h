/* SPDX-License-Identifier: Apache-2.0 */
/* Translation units as tables and as pairs of text files. */
#ifndef APO__EXCHANGE_UNITS_UNIT_FILES_H
#define APO__EXCHANGE_UNITS_UNIT_FILES_H

#include "exchange/units/units.h"

/* What a format could not hold, counted over a file. */
typedef struct {
	uint64_t codes;		    /* inline codes */
	uint64_t subtexts;	    /* codes with text to translate inside, which became code */
	uint64_t notes, properties; /* of units and of the header */
	uint64_t elements;	    /* other elements (TMX's <ude>) */
	uint64_t characters;	    /* that XML forbids */
	uint64_t breaks;	    /* texts in which line breaks or tabs became spaces */
} apo__unit_losses;

/* TSV, UTF-8, no header: source, tab, target; a third column that is a number is the score, others are ignored. In a cell "\t",
 * "\n", "\r" and "\\" stand for tab, line feed, carriage return and backslash; any other backslash is one. gzip is unpacked.
 * The languages are those of all units. */
apo_status apo__tsv_read(apo__arena *arena, const char *path, const char *from, const char *to,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err);
/* Two files, UTF-8, of which the n-th lines are a unit. APO_EINPUT when one has more lines. */
apo_status apo__moses_read(apo__arena *arena, const char *const paths[2], const char *from,
	const char *to, const apo__unit_handler *handler, apo__unit_summary *summary,
	apo_error *err);

/* Units must have two variants with text. `spreadsheet` as in apo_convert_options. */
apo__unit_writer *apo__tsv_writer_new(
	apo__arena *arena, apo_output *output, int spreadsheet, apo__unit_losses *losses);
apo__unit_writer *apo__moses_writer_new(
	apo__arena *arena, apo_output *source, apo_output *target, apo__unit_losses *losses);

#endif
