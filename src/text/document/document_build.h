/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document while it is built. Layers are added in order, each reading what those before it found:
 *
 *     bytes > text and offset map > blocks > segments > tokens > numbers, dates > names, quotes, attributions
 *
 * The arrays of the public part are `const`; a layer fills its own vectors in the document's arena and stores them there.
 */
#ifndef APO__TEXT_DOCUMENT_DOCUMENT_BUILD_H
#define APO__TEXT_DOCUMENT_DOCUMENT_BUILD_H

#include "base/arena.h"
#include "text/document/offsets.h"
#include "text/language/language.h"

/* Layers for our own use. */
#define APO__LAYER_TEXT_ONLY (1u << 16) /* no language, no blocks: what is at which bytes */
#define APO__LAYER_CREDITS                                                                         \
	(1u << 17) /* of the entities no numbers and dates; no notices of the language */

struct apo__source;

typedef struct {
	apo_document public; /* first: apo_document_free gets its address */
	apo__arena *arena;
	apo_context *context;
	const apo__language *language; /* NULL: a language without a data file */
	apo__offsets offsets;
	unsigned layers; /* APO_LAYER_... that were asked for */
	const struct apo__form_units
		*units; /* of the bilingual file whose source side this is; else NULL */
	const struct apo__source *source; /* of APO__LAYER_TEXT_ONLY, for apo__document_credits */
	/* the arrays of `public`, as long as they are written to */
	APO__VECTOR(apo_block) blocks;
	APO__VECTOR(apo_segment) segments;
	APO__VECTOR(apo_diagnostic) diagnostics;
} apo__document;

/* The layers above segments. Each stores its arrays and counts in `document->public`; memory comes from `document->arena`.
 * tokenize also sets first_token and tokens of `document->segments`. */
void apo__document_tokenize(apo__document *document);
void apo__document_find_values(apo__document *document);   /* numbers, dates */
void apo__document_find_entities(apo__document *document); /* names, quotes, attributions */

/* How the bytes of a file became blocks; what reads a format fills it. */
typedef struct apo__source {
	const char *text; /* UTF-8, NUL-terminated */
	uint32_t size;
	apo__offsets offsets;
	int presegmented;	 /* one segment a line, no blocks yet */
	const apo_block *blocks; /* span and kind; NULL: find them in the text */
	uint32_t block_count;
	const char *lang, *title, *publisher, *published, *url, *author,
		*note; /* as the file says, NULL = it does not */
	const apo_diagnostic *diagnostics;
	uint32_t diagnostic_count;
	uint32_t bad; /* ill-formed places that were replaced */
} apo__source;

/* The text that is at these bytes of the file; 0 when none begins and ends exactly there. Logarithmic in its size. */
int apo__document_text_span(const apo_document *document, apo_file_span file, apo_span *span);

/* Make a document of a source: language, blocks, segments, and the layers asked for. */
apo_status apo__document_build(apo__arena *arena, apo_context *context, const char *path,
	const apo__source *source, const apo_document_options *options, apo__document **document,
	apo_error *err);
/* The same document with its attributions, out of one of APO__LAYER_TEXT_ONLY, which must outlive it. `lang` NULL: detected. The new
 * one lives in `arena`. */
apo_status apo__document_credits(apo__arena *arena, const apo_document *text, const char *lang,
	const apo_document **document, apo_error *err);

#endif
