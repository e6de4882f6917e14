/* SPDX-License-Identifier: Apache-2.0 */
/* Rules compiled. Only src/text/srx*.c reads it. */
#ifndef APO__TEXT_DOCUMENT_SRX_UNIT_H
#define APO__TEXT_DOCUMENT_SRX_UNIT_H

#include <unicode/uregex.h>

#include "text/document/srx.h"

/* A break rule, or exceptions that follow each other and have the same `after`. */
typedef struct apo__srx_unit {
	int breaks;
	const apo__srx_rule *const *rules;
	uint32_t count;
	URegularExpression *after; /* NULL: matches everywhere */
	URegularExpression
		*backward; /* all `before`, for the text read backwards; NULL: matches everywhere */
	URegularExpression *forward; /* `before`(?=`after`) of a single rule */
	int sweeps; /* `before` cannot be read backwards: `forward` is searched for */
	URegularExpression *first,
		*last; /* what the characters beside a break look like; NULL: any */

	/* while a document is cut */
	uint32_t ticks;		     /* of work that its slow matches took */
	int dead;		     /* took too long: counts no more */
	struct apo__srx_unit *parts; /* its rules one by one, since together they took too long */
	uint32_t part_count;
	uint32_t block;			/* whose text the regular expressions have */
	int32_t found_begin, found_end; /* of the last sweep */
} apo__srx_unit;

typedef APO__VECTOR(apo__srx_unit) apo__srx_units;

/* Add a unit for `rules`; those that are not regular expressions are reported and left out. The regular expressions are closed with `arena`. */
void apo__srx_compile(apo__arena *arena, const apo_context *context, const char *path,
	const apo__srx_rule *const *rules, uint32_t count, apo__srx_units *units);
/* What apo__srx_compile makes of the rules for a language: the same object for all documents. */
const apo__srx_units *apo__srx_units_for(const apo__srx *srx, apo__arena *arena, const char *lang);
const apo_context *apo__srx_context(const apo__srx *srx, const char **path);

#endif
