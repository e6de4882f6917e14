/* SPDX-License-Identifier: Apache-2.0 */
/* Whether two documents share enough to speak of derivation. */
#ifndef APO__PROVENANCE_RELATIONS_H
#define APO__PROVENANCE_RELATIONS_H

#include "provenance/evidence/tracing.h"

/* Set on the project's own corpora (forged-painting, nato-rutte; launch-delay was looked at, not fitted). Shares of bytes: */
#define APO__RELATED_SHARE  .30 /* of the child, linked */
#define APO__SURELY_RELATED .50 /* of the child, linked: no doubt about the relation is left */
#define APO__RELATED_WORDS  24u /* of narration, in runs: two that no one writes twice by chance */

/* Fill `related` of all pairs. */
void apo__relations_find(apo__tracing *t);
/* Words of narration that two documents have in runs. */
uint32_t apo__words_in_runs(const apo__pair_evidence *pair);

#endif
