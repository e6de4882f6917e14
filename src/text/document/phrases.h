/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words and phrases of language data, looked up in tokens. Entries are cut by the same tokenizer as the text, so "l'année"
 * or "三分之一" match whatever apostrophe, case or width the text has.
 */
#ifndef APO__TEXT_LANGUAGE_PHRASES_H
#define APO__TEXT_LANGUAGE_PHRASES_H

#include "text/document/document_build.h"

typedef struct {
	const apo__lang_entry *entry;
	uint32_t kind; /* a bit that the caller chose for the section */
	uint32_t next; /* the next meaning of the same phrase, APO_NONE = last */
} apo__phrase;

typedef struct {
	apo__arena *arena;
	const apo__language *language;
	apo__interner keys; /* phrases and all their beginnings; forms with a space between them */
	APO__VECTOR(uint32_t) first; /* by key: index into `phrases`, APO_NONE = a beginning only */
	APO__VECTOR(apo__phrase) phrases;
} apo__phrases;

void apo__phrases_init(apo__phrases *phrases, apo__arena *arena, const apo__language *language);
/* Add the entries of a section under the bit `kind`. */
void apo__phrases_add(apo__phrases *phrases, const char *section, uint32_t kind);
/* The longest phrase of one of `kinds` at tokens[at], not beyond tokens[end]; returns its tokens, 0 = none. `*found` (may
 * be NULL) is the first such meaning. */
uint32_t apo__phrases_match(const apo__phrases *phrases, const apo_token *tokens, uint32_t at,
	uint32_t end, uint32_t kinds, const apo__phrase **found);

/* All kinds of phrases at tokens[at], not beyond tokens[end]: what is not among them need not be looked for there. */
uint32_t apo__phrases_kinds(
	const apo__phrases *phrases, const apo_token *tokens, uint32_t at, uint32_t end);

/* Phrases as the text spells them, looked up in a section as it is. */

/* Tokens of the longest entry of `section` that begins with token `at` and ends before token `limit`; 0 = none. `entry` (may
 * be NULL) receives it. */
uint32_t apo__phrase_at(const apo_document *document, const apo__lang_section *section, uint32_t at,
	uint32_t limit, const apo__lang_entry **entry);
/* The same for the longest that ends right before token `end` and begins at or after token `first`. */
uint32_t apo__phrase_before(const apo_document *document, const apo__lang_section *section,
	uint32_t end, uint32_t first, const apo__lang_entry **entry);
/* The entry that a word ends with: "Krankenversicherer" has "versicherer", "Nato-Chef" has "chef". NULL = none. */
const apo__lang_entry *apo__phrase_ending(const apo__lang_section *section, const char *form);
/* Is `word` among the words of an entry's value? */
int apo__entry_says(const apo__lang_entry *entry, const char *word);

#endif
