/* SPDX-License-Identifier: Apache-2.0 */
/* Which characters files in XML may have, and what is written of a text and of a language tag. */
#ifndef APO__EXCHANGE_XML_CHARACTERS_H
#define APO__EXCHANGE_XML_CHARACTERS_H

#include "base/buffer.h"

/* 1 for the characters that XML 1.0 allows (section 2.2, Char). */
int apo__xml_allows(uint32_t c);
/* The text of a <seg> from text on one line (see put.h): characters that XML forbids dropped and counted, NFC, edges
 * trimmed. */
const char *apo__unit_text(
	apo__arena *arena, const char *text, size_t size, size_t *out_size, uint64_t *dropped);
/* The part of a text between white space of any script (U+FEFF too): [*begin, *end). */
void apo__trim(const char *text, size_t size, size_t *begin, size_t *end);
/* BCP 47 in its canonical case ("zh_hant_tw" gives "zh-Hant-TW"; RFC 5646, section 2.1.1). */
const char *apo__canonical_tag(apo__arena *arena, const char *tag);

#endif
