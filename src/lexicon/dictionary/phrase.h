/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__LEXICON_DICTIONARY_PHRASE_H
#define APO__LEXICON_DICTIONARY_PHRASE_H

#include "base/arena.h"

#define APO__PHRASE_WORDS 8
#define APO__PHRASE_BYTES 256

/* The folded words of a dictionary's phrase. */
typedef struct {
	char bytes[APO__PHRASE_BYTES];
	uint32_t begin[APO__PHRASE_WORDS], size[APO__PHRASE_WORDS];
	uint32_t count; /* APO__PHRASE_WORDS + 1 when there are more */
} apo__split_phrase;

/* Split `text` into words as documents are (letters and digits with inner apostrophes, hyphens, full stops; a run of Han
 * characters is one word), without notes in (), [], {}, <> and /phonetics/. */
void apo__phrase_split(
	const char *text, size_t size, apo__arena *scratch, apo__split_phrase *phrase);

/* Length of the UTF-8 character at `text`, and what it is. */
typedef enum { APO__CHAR_OTHER, APO__CHAR_LETTER, APO__CHAR_DIGIT, APO__CHAR_HAN } apo__char_class;
uint32_t apo__char(const char *text, size_t size, apo__char_class *class);

#endif
