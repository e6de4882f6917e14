/* SPDX-License-Identifier: Apache-2.0 */
/* The families of checks of who says what: quotations, speakers, the sources that are named. */
#ifndef APO__FIDELITY_VOICES_H
#define APO__FIDELITY_VOICES_H

#include "fidelity/evidence/evidence.h"

void apo__check_speakers(apo__check *check);
void apo__check_quotes(apo__check *check);
void apo__check_story_quotes(apo__check *check);
void apo__check_attributions(apo__check *check);

#endif
