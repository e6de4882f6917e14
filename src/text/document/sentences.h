/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_DOCUMENT_SENTENCES_H
#define APO__TEXT_DOCUMENT_SENTENCES_H

#include "text/language/language.h"

/* Spans of sentences, without white space at their edges, in order; all text of the block but white space is in one. */
typedef APO__VECTOR(apo_span) apo__spans;

typedef struct apo__splitter apo__splitter;

/* A splitter for the language of a tag. */
apo__splitter *apo__splitter_new(apo__arena *arena, const apo_context *context, const char *tag);
/* Add the sentences of text[block.begin, block.end) to `sentences`. */
void apo__split(const apo__splitter *splitter, apo__arena *arena, const char *text, apo_span block,
	apo__spans *sentences);
/* Add text[begin, end) without white space at its edges, if anything is left. */
void apo__add_sentence(
	apo__arena *arena, const char *text, uint32_t begin, uint32_t end, apo__spans *sentences);

#endif
