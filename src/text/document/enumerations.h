/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_DOCUMENT_ENUMERATIONS_H
#define APO__TEXT_DOCUMENT_ENUMERATIONS_H

#include "base/arena.h"

typedef APO__VECTOR(uint32_t) apo__cuts;

/* Bytes of the mark of an item that begins at `at`, 0 when there is none. */
uint32_t apo__enumeration_mark(const char *text, uint32_t at, uint32_t end);
/* Where items of enumerations begin inside a block: "1) ... 2) ... 3) ...", "(a) ... (b) ...", "• 1. ... • 2. ...". The
 * marks must count on. */
void apo__find_enumeration(apo__arena *arena, const char *text, apo_span block, apo__cuts *cuts);

#endif
