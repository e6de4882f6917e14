/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_READING_HTML_H
#define APO__TEXT_READING_HTML_H

#include "text/document/document_build.h"

/* Whether bytes look like HTML: a doctype, or one of the tags that pages begin with. */
int apo__is_html(const char *data, size_t size);
/* The encoding that a <meta> near the page's beginning declares (HTML Standard, 13.2.3.2), NULL if none. */
const char *apo__html_encoding(apo__arena *arena, const char *data, size_t size);
/* The article of a page: `page` is its decoded text; `article` gets text, offsets (into the file), blocks and metadata. */
void apo__html_read(const apo_context *context, apo__arena *arena, const apo__source *page,
	apo__source *article);

#endif
