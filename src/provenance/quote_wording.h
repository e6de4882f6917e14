/* SPDX-License-Identifier: Apache-2.0 */
/* How the words of a quotation differ from another wording of it in the same language. */
#ifndef APO__PROVENANCE_QUOTE_WORDING_H
#define APO__PROVENANCE_QUOTE_WORDING_H

#include "provenance/evidence/trace.h"

typedef struct {
	apo_severity
		severity; /* of what differs: critical where a negation or number comes, goes or changes, major for a hedge or
				 * more than two words in a row, else minor */
	const char *difference; /* in words; NULL when nothing differs */
} apo__quote_wording;

/* Compare what `child` puts in quotation marks with what `origin` has. No difference are case, marks, spelling, words in
 * brackets, an ellipsis where words are left out, and what is left out at either end. Cost: the product of their words, of
 * which the first 400 count. */
apo__quote_wording apo__quote_compare(const apo__tracing *t, const apo_document *origin,
	apo_span in_origin, const apo_document *child, apo_span in_child);

#endif
