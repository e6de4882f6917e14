/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_QUOTATIONS_QUOTES_STYLE_H
#define APO__TEXT_QUOTATIONS_QUOTES_STYLE_H

#include "apograph.h"

/* How a document marks quotations, where a mark alone does not say it. */
typedef struct {
	int guillemets_reversed; /* »so« rather than «so» */
	int guillemets_alone;	 /* »so»: the document has no other one */
	int left_alone;		 /* “so“: no ” and no „ in the document */
	int straight_by_turns;	 /* blanks on the wrong side: " so " said" so " */
} apo__quote_style;

apo__quote_style apo__quotes_style(const apo_document *document);
/* Do the straight marks of a block come in pairs, none of them for inches or minutes? */
int apo__straight_in_pairs(const apo_document *document, apo_span block);

#endif
