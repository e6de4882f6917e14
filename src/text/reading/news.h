/* SPDX-License-Identifier: Apache-2.0 */
/* News items of IPTC's two formats. Their text is a part of the file as it is, so every offset is one into the file. */
#ifndef APO__TEXT_READING_NEWS_H
#define APO__TEXT_READING_NEWS_H

#include "text/document/document_build.h"

/* Whether bytes, the first of a file at least, look like a NewsML-G2 news item or message. */
int apo__is_newsml(const char *data, size_t size);
/* The encoding that its XML declaration says, NULL = none. */
const char *apo__newsml_encoding(apo__arena *arena, const char *data, size_t size);
/* Whether they look like a ninjs object. */
int apo__is_ninjs(const char *data, size_t size);

/* The text and metadata of the one news item in `page`, decoded text; `path` names it in messages. APO_EINPUT when there is none, or
 * several, or its text is not in the file. */
apo_status apo__newsml_read(const apo_context *context, apo__arena *arena, const char *path,
	const apo__source *page, apo__source *article, apo_error *err);
apo_status apo__ninjs_read(const apo_context *context, apo__arena *arena, const char *path,
	const apo__source *page, apo__source *article, apo_error *err);

#endif
