/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO_TEXT_FOLD_H
#define APO_TEXT_FOLD_H

#include "base/arena.h"

/* NFKC case folding of valid UTF-8 (Unicode 15, section 3.13, toNFKC_Casefold); soft hyphens and zero-width joiners go. */
char *apo__fold(apo__arena *arena, const char *text, size_t size);

#endif
