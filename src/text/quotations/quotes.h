/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_QUOTATIONS_QUOTES_H
#define APO__TEXT_QUOTATIONS_QUOTES_H

#include "text/language/language.h"

/* The quotations of a document (blocks, segments and tokens are there): in order, nested ones after the one that holds
 * them; none crosses another. `language` (NULL = none) knows the verbs by which speech behind dashes is recognized. Returns how many. APO_QUOTE_SCARE is set by length alone; who knows the speaker clears it. */
uint32_t apo__quotes_find(const apo_document *document, const apo__language *language,
	apo__arena *arena, apo_quote **quotes);

#endif
