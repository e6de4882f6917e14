/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copies of one text, and which was made from which. Shares of common text cannot tell, for copies have all of it in common:
 * departures can. The distance of two copies is the number of places where one departs from the other; each copy hangs on the
 * nearest one that may be its source, so that the links form a tree of least length (textual criticism: Maas, Textkritik; by
 * trees: Buneman 1971). Readings that a copy has against its source, and shares with another copy, show a second source
 * (contamination). Copies that name one agency are that agency's children, not each other's.
 */
#ifndef APO__PROVENANCE_COLLATION_H
#define APO__PROVENANCE_COLLATION_H

#include "provenance/evidence/tracing.h"

/* Link the copies of each family: sets `family` of the documents and `linked` of the pairs. Needs the directions. Linear in the texts of the
 * pairs. */
void apo__collate(apo__tracing *t);
/* Whether the words of a name follow each other in a passage of a document: who reads it knows, in whatever form it is said. */
int apo__mentions(
	const apo__tracing *t, const apo_document *document, apo_span passage, const char *name);
/* Whether an attribution is to an agency or outlet by its name. */
int apo__is_to_medium(const apo_attribution *attribution);
/* Whether a document names the publisher of the other. */
int apo__names_publisher(const apo__tracing *t, uint32_t document, uint32_t other);
/* The agency that both documents name as the source of the whole text; NULL when there is none, when one is the agency's own, names
 * the other's publisher, or is a version of the other by the same publisher. */
const char *apo__wire_of_both(const apo__tracing *t, uint32_t a, uint32_t b);

#endif
