/* SPDX-License-Identifier: Apache-2.0 */
/* What a text speaks of, in the order in which one finding helps the next: quotations, names, attributions. */
#include "text/document/document_build.h"
#include "text/entities/attributions.h"
#include "text/names/names.h"
#include "text/quotations/quotes.h"

void apo__document_find_entities(apo__document *document)
{
	apo_document *d = &document->public;
	apo_quote *quotes = NULL;
	apo_name *names = NULL;
	apo_attribution *attributions = NULL;
	d->quote_count = apo__quotes_find(d, document->language, document->arena, &quotes);
	d->quotes = quotes;
	if (!document->language)
		return;
	d->name_count =
		apo__names_find(document->context, d, document->language, document->arena, &names);
	d->names = names;
	d->attribution_count = apo__attributions_find(
		d, document->language, quotes, document->arena, &attributions);
	d->attributions = attributions;
}
