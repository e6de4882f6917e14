/* SPDX-License-Identifier: Apache-2.0 */
/* What makes lexicon files shares. */
#ifndef APO__LEXICON_MAKE_H
#define APO__LEXICON_MAKE_H

#include "lexicon/dictionary_files.h"

/* Tell how much a sealed store holds. */
void apo__tell_made(const apo_context *context, const apo__store *store);

#endif
