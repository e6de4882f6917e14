/* SPDX-License-Identifier: Apache-2.0 */
/* Sources outside of the corpus, as what writes a trace needs them. */
#ifndef APO__PROVENANCE_UPSTREAM_H
#define APO__PROVENANCE_UPSTREAM_H

#include "apograph.h"

/* Whether a source is one of whole stories: an agency, an outlet, a platform. */
int apo__source_is_origin(apo_source_type type);
/* The same of an upstream source; an inferred common source is one too. */
int apo__upstream_is_origin(const apo_upstream *upstream);
/* Whether it is somebody who said something, named or not: no text. */
int apo__upstream_is_voice(const apo_upstream *upstream);
/* Whether it is an organization, not a document, an address or something that no one names. */
int apo__upstream_has_agent(const apo_upstream *upstream);
/* Whether a document that credits the source has it first hand: none that is surely its parent credits it too. */
int apo__upstream_first_hand(
	const apo_trace *trace, const apo_upstream *upstream, uint32_t document);

#endif
