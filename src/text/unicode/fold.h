/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_UNICODE_FOLD_H
#define APO__TEXT_UNICODE_FOLD_H

#include "base/arena.h"

/* NFKC case folding of valid UTF-8 (Unicode 15, section 3.13, toNFKC_Casefold); soft hyphens and zero-width joiners go. */
char *apo__fold(apo__arena *arena, const char *text, size_t size);

/* The same into `out` (`size` bytes; the result has as many) for text of common Latin letters, Han characters and
 * punctuation; 0 when it has others. */
int apo__fold_fast(char *out, const char *text, size_t size);

#endif
