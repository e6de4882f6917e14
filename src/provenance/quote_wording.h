/* SPDX-License-Identifier: Apache-2.0 */
/* How the words of a quotation differ from another wording of it in the same language. */
#ifndef APO__PROVENANCE_QUOTE_WORDING_H
#define APO__PROVENANCE_QUOTE_WORDING_H

#include "provenance/evidence/tracing.h"

typedef struct {
	apo_severity
		severity; /* of what differs: critical where a negation or number comes, goes or changes, major for a hedge or
				 * more than two words in a row that are not sentences left out, else minor */
	const char *difference; /* in words; NULL when nothing differs */
} apo__quote_wording;

/* What a document has in quotation marks. */
typedef struct {
	const apo_document *document;
	apo_span inner;
	int unclosed; /* no mark closes it: where it ends is not known */
} apo__quoted;

/* Compare a quotation with what `origin` has. No difference are case, marks, spelling, words in brackets, an ellipsis where words
 * are left out, what is left out at either end, and where it is in doubt where one of the two begins and ends, what is more at
 * either end. Cost: the product of their words, of which the first 400 count. */
apo__quote_wording apo__quote_compare(
	const apo__tracing *t, const apo__quoted *origin, const apo__quoted *child);

#endif
