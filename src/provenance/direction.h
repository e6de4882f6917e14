/* SPDX-License-Identifier: Apache-2.0 */
/* Which of two documents was first. */
#ifndef APO__PROVENANCE_DIRECTION_H
#define APO__PROVENANCE_DIRECTION_H

#include "provenance/evidence/tracing.h"

#define APO__DIRECTION_CERTAIN                                                                     \
	1.5 /* log odds from which a direction is stated; set on the project's own corpora */
#define APO__LONG_RUN 12u /* words in a row that no one writes twice by chance; set by hand */

#define APO__NO_DIRECTION "nothing shows which was first"

/* Fill `direction` and `reason` of all pairs, whose `related` is known. */
void apo__directions_find(apo__tracing *t);
/* Log odds that `child` was made from the other document of the pair. */
double apo__odds_for_child(const apo__pair_evidence *pair, uint32_t child);

/* Whether a segment is surely in a quotation: one that a mark closes. */
int apo__surely_quoted(const apo_document *document, uint32_t segment);
/* Whether a segment is surely not quoted: its paragraph has no mark that opens or closes nothing, so that its quotations were read in
 * full. */
int apo__surely_unquoted(const apo_document *document, uint32_t segment);

#endif
