/* SPDX-License-Identifier: Apache-2.0 */
/* What makes lexicon files shares. */
#ifndef APO_LEXICON_MAKE_H
#define APO_LEXICON_MAKE_H

#include "lexicon/dictionary/dictionary_files.h"

/* Tell how much a sealed store holds. */
void apo__tell_made(const apo_context *context, const apo__store *store);

#endif
