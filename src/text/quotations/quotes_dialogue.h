/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_QUOTATIONS_QUOTES_DIALOGUE_H
#define APO__TEXT_QUOTATIONS_QUOTES_DIALOGUE_H

#include "text/language/language.h"

#define DIALOGUE_PARTS 8 /* parts of one speech, between clauses that say who speaks */

/* Where the run of paragraphs ends that begin with a dash, `block` among them; `block` itself = it begins with none. `spoken`: they are
 * a dialogue, two or more of them and a verb of speech beside the words of one. */
uint32_t apo__dialogue_end(
	const apo_document *document, const apo__language *language, uint32_t block, int *spoken);
/* What is said in a paragraph of a dialogue, without dashes and the clauses that say who speaks. Returns how many parts. */
uint32_t apo__dialogue_read(const apo_document *document, const apo__language *language,
	uint32_t block, apo_span said[DIALOGUE_PARTS]);

#endif
