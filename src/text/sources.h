/* SPDX-License-Identifier: Apache-2.0 */
/* When do two credits name the same source? */
#ifndef APO_TEXT_SOURCES_H
#define APO_TEXT_SOURCES_H

#include "base/arena.h"

/* Whether two names of sources mean the same, in whatever languages: one agency, the words of one among those of the other, or
 * alike in sound across scripts. `arena` is for scratch. */
int apo__same_source(const apo_context *context, apo__arena *arena, const char *a, const char *b);
/* Whether a document credits a source of this name anywhere. */
int apo__credits_name(const apo_context *context, apo__arena *arena, const apo_document *document,
	const char *name);
/* Whether a document credits anywhere whom `origin` credits in `attribution`. */
int apo__credits_same(const apo_context *context, apo__arena *arena, const apo_document *document,
	const apo_document *origin, const apo_attribution *attribution);

#endif
