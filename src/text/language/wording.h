/* SPDX-License-Identifier: Apache-2.0 */
/* Phrases of the language data in the tokens of a document. */
#ifndef APO_TEXT_WORDING_H
#define APO_TEXT_WORDING_H

#include "text/language/language.h"

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
