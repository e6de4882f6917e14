/* SPDX-License-Identifier: Apache-2.0 */
/* A text, its blocks, segments and tokens, and what was found in it. */
#ifndef APOGRAPH_DOCUMENT_H
#define APOGRAPH_DOCUMENT_H

#include "apograph/base.h"
#include "apograph/entities.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
	APO_BLOCK_PARAGRAPH,
	APO_BLOCK_TITLE,      /* the headline of the document */
	APO_BLOCK_HEADING,    /* a headline inside it */
	APO_BLOCK_QUOTE,      /* a block quotation */
	APO_BLOCK_LIST,	      /* a list item or a table cell */
	APO_BLOCK_CAPTION,    /* caption of a picture */
	APO_BLOCK_BOILERPLATE /* menu, disclaimer, link to another article, crawler's mark */
} apo_block_kind;

/* A paragraph, headline, ... Blocks are in order, do not overlap, and hold all text but white
 * space. */
typedef struct {
	apo_span span;
	apo_block_kind kind;
	uint32_t first_segment, segments; /* its are [first_segment, first_segment + segments) */
} apo_block;

/* A sentence, headline, list item: the unit of alignment. Segments are in order, do not overlap,
 * have no white space at their edges, and hold all text but white space. */
typedef struct {
	apo_span span;
	uint32_t block;
	uint32_t first_token, tokens; /* its tokens are [first_token, first_token + tokens) */
} apo_segment;

typedef enum {
	APO_TOKEN_WORD,	  /* letters, with inner apostrophes, hyphens, full stops (U.S., don't) */
	APO_TOKEN_HAN,	  /* one Han character: words of Chinese are found later, with a lexicon */
	APO_TOKEN_NUMBER, /* digits with their inner separators (3,5 1.000 26.12.2025) */
	APO_TOKEN_PUNCTUATION, /* one mark */
	APO_TOKEN_SYMBOL       /* % $ € ... */
} apo_token_kind;

#define APO_TOKEN_CAPITAL 1u /* begins with an upper-case letter */
#define APO_TOKEN_UPPER	  2u /* two letters or more, all upper case */
#define APO_TOKEN_INITIAL 4u /* first word of its segment, or of a quotation in it */

typedef struct {
	apo_span span;
	const char *form; /* NFKC case-folded */
	uint32_t segment;
	uint8_t kind;  /* apo_token_kind */
	uint8_t flags; /* APO_TOKEN_... */
} apo_token;

/* A recoverable defect of an input. */
typedef struct {
	uint64_t offset; /* in the file */
	uint32_t line;
	const char *message;
} apo_diagnostic;

/* A text and what was found in it. Immutable; everything in it lives as long as the document.
 * Metadata that is unknown is NULL. */
typedef struct apo_document {
	const char *id;
	const char *path;
	const char *lang; /* BCP 47; never NULL */
	const char *title, *publisher, *url, *note;
	const char *published; /* as written; NULL = unknown, also when it is not a time */
	apo_instant time;      /* of `published` */
	const char *author;    /* NULL = not said */
	char sha256[65];       /* of the file's bytes */
	uint64_t file_size;
	int32_t date;	  /* day of the story, days since 1970-01-01, or APO_DAY_NONE */
	const char *text; /* UTF-8, NUL-terminated */
	uint32_t size;	  /* bytes of text */
	const apo_block *blocks;
	const apo_segment *segments;
	const apo_token *tokens;
	const apo_number *numbers;
	const apo_date *dates;
	const apo_name *names;
	const apo_quote *quotes;
	const apo_attribution *attributions;
	const apo_diagnostic *diagnostics;
	uint32_t block_count, segment_count, token_count, number_count, date_count, name_count,
		quote_count, attribution_count, diagnostic_count;
	const char *encoding; /* as the options said; NULL = found out from the bytes */
} apo_document;

typedef enum {
	APO_FORMAT_AUTO,
	APO_FORMAT_TEXT,
	APO_FORMAT_HTML,
	APO_FORMAT_LINES,  /* one segment a line */
	APO_FORMAT_NEWSML, /* a news item of NewsML-G2 with its text */
	APO_FORMAT_NINJS   /* the same in JSON (ninjs 1 to 3) */
} apo_document_format;

#define APO_LAYER_SEGMENTS 1u /* blocks and segments, always there */
#define APO_LAYER_TOKENS   2u
#define APO_LAYER_ENTITIES 4u /* numbers, dates, names, quotes, attributions; implies tokens */
#define APO_LAYER_ALL	   7u

typedef struct {
	uint32_t size; /* set by APO_DOCUMENT_OPTIONS_INIT */
	int32_t date;  /* day of the story; default (APO_DAY_NONE): from `published` */
	apo_document_format format;
	unsigned layers;
	const char *id;	      /* default: the file's name without its last extension */
	const char *lang;     /* BCP 47; default: detected */
	const char *encoding; /* IANA name; default: BOM, else UTF-8 (HTML: as it declares) */
	const char *publisher, *published, *url, *note;
} apo_document_options;
#define APO_DOCUMENT_OPTIONS_INIT                                                                  \
	{                                                                                          \
		sizeof(apo_document_options), APO_DAY_NONE, APO_FORMAT_AUTO, APO_LAYER_ALL, NULL,  \
			NULL, NULL, NULL, NULL, NULL, NULL                                         \
	}

/* Largest file that is read as a document, and longest segment, in bytes. */
#define APO_DOCUMENT_LIMIT (256u << 20)
#define APO_SEGMENT_LIMIT  (16u << 20)

/* Read a file ("-" is standard input) and find blocks, segments and, as `layers` asks, tokens and
 * entities. `options` may be NULL and are not kept. NULL with APO_EINPUT when it is not a regular
 * file, is empty, binary, or not in the encoding said; APO_ELIMIT when too large; APO_EUSAGE for an
 * unknown language or encoding. Free with apo_document_free. */
APO_API apo_document *apo_document_open(apo_context *context, const char *path,
	const apo_document_options *options, apo_error *err);
/* The same from `size` bytes in memory, which are not kept; `path` names them in messages. */
APO_API apo_document *apo_document_read(apo_context *context, const char *path, const char *data,
	size_t size, const apo_document_options *options, apo_error *err);
/* Free a document, after the alignments that borrow it. NULL is fine. */
APO_API void apo_document_free(apo_document *document);
/* Where a span of the text is in the file, in bytes of the file on disk. */
APO_API apo_file_span apo_document_file_span(const apo_document *document, apo_span span);

#ifdef __cplusplus
}
#endif

#endif
