/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__FIDELITY_SETTINGS_SUGGESTION_H
#define APO__FIDELITY_SETTINGS_SUGGESTION_H

#include "base/arena.h"

/* The nearest of `count` names to a word that is none of them, NULL when none is near. The i-th name is `name(i)`. */
const char *apo__suggestion(
	apo__arena *arena, const char *word, const char *(*name)(uint32_t i), uint32_t count);

#endif
