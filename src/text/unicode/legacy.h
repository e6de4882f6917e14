/* SPDX-License-Identifier: Apache-2.0 */
/* Words between UTF-8 and an older encoding, for data that is in one (dictionaries of hunspell). */
#ifndef APO__TEXT_UNICODE_LEGACY_H
#define APO__TEXT_UNICODE_LEGACY_H

#include "base/arena.h"

typedef struct apo__legacy apo__legacy;
/* NULL when there is no encoding of this name. Closed with the arena. */
apo__legacy *apo__legacy_open(apo__arena *arena, const char *encoding);
/* A text in the encoding, into `out`; NULL when it has characters that the encoding lacks, or is too long for a word. */
const char *apo__legacy_put(apo__legacy *legacy, const char *text, char *out, size_t size);
/* A text of the encoding in UTF-8; NULL when it is too long for a word. */
const char *apo__legacy_to_utf8(apo__legacy *legacy, apo__arena *arena, const char *text);

#endif
