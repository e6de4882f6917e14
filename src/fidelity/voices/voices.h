/* SPDX-License-Identifier: Apache-2.0 */
/* The families of checks of who says what: quotations, speakers, the sources that are named. */
#ifndef APO__FIDELITY_VOICES_H
#define APO__FIDELITY_VOICES_H

#include "fidelity/evidence/evidence.h"

/* speakers.c: whether something on that side of the bead is in quotation marks, or has one that pairs with none. */
int apo__is_quoted(const apo__check *check, uint32_t bead, apo__side side);

void apo__check_speakers(apo__check *check);
void apo__check_quotes(apo__check *check);
void apo__check_story_quotes(apo__check *check);
void apo__check_attributions(apo__check *check);

#endif
