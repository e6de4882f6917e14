/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens: words, single Han characters, numbers, punctuation marks and symbols. Within a segment they are in order, do not
 * overlap, and hold all text but white space and stray format characters (zero-width space and the like).
 */
#ifndef APO__TEXT_DOCUMENT_TOKENS_H
#define APO__TEXT_DOCUMENT_TOKENS_H

#include "text/document/document_build.h"

/* Words, numbers and Han characters: what is read aloud. */
static inline int apo__is_word_token(const apo_token *token)
{
	return token->kind == APO_TOKEN_WORD || token->kind == APO_TOKEN_HAN ||
	       token->kind == APO_TOKEN_NUMBER;
}

typedef APO__VECTOR(apo_token) apo__token_list;

/* Cuts text into tokens; keeps one copy of each form. */
typedef struct {
	apo__arena *arena;
	const apo__lang_section *elisions, *enclitics;
	apo__interner spellings;
	APO__VECTOR(const char *) forms; /* by id in spellings */
} apo__tokenizer;

/* `language` NULL = unknown. */
void apo__tokenizer_init(
	apo__tokenizer *tokenizer, apo__arena *arena, const apo__language *language);
/* Append the tokens of text[span], which is segment number `segment`. */
void apo__tokenize(apo__tokenizer *tokenizer, const char *text, apo_span span, uint32_t segment,
	apo__token_list *tokens);

/* Tokens [*first, *end) of a document that begin in `span`. */
void apo__tokens_in(const apo_document *document, apo_span span, uint32_t *first, uint32_t *end);

#endif
