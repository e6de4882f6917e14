/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_READING_HTML_BLOCKS_H
#define APO__TEXT_READING_HTML_BLOCKS_H

#include "text/document/document_build.h"
#include "text/reading/html_names.h"
#include "text/reading/html_tokens.h"

/* An element that holds others. `text` counts the bytes of paragraphs in it that are not links. */
typedef struct {
	uint32_t parent; /* APO_NONE for the root */
	uint32_t text;
	apo__html_purpose purpose; /* as its name, role, classes and id say */
	int is_article;		   /* <article>, <main> */
	int has_title;		   /* in it is a heading of the first rank, or an <article> */
	int dropped;		   /* it and all in it */
} apo__html_box;

/* A piece of running text of the page: ranges of it, cut by inline tags. */
typedef struct {
	uint32_t box;
	uint32_t first_range, ranges;
	uint32_t size, link_size; /* bytes that are not white space; those of them in links */
	apo_block_kind kind;
	int level; /* of a heading, 0 = none */
} apo__html_piece;

typedef APO__VECTOR(apo_span) apo__html_ranges;

/* An element in the page's body that says something of the article. */
typedef struct {
	apo__html_token tag;
	uint32_t box;
	int is_time;
} apo__html_note;

typedef struct {
	APO__VECTOR(apo__html_box) boxes; /* parents before children */
	APO__VECTOR(apo__html_piece) pieces;
	apo__html_ranges ranges;	    /* an empty range is a line break */
	apo__html_token html_tag;	    /* <html>, kind APO__HTML_END when there is none */
	apo_span title;			    /* content of <title> */
	APO__VECTOR(apo__html_token) metas; /* <meta>, <link>, <time> */
	APO__VECTOR(apo__html_note) notes;  /* <time>, and elements that name an author */
	apo__html_ranges json;		    /* contents of JSON-LD scripts */
} apo__html_page;

/* All pieces of the page but those of scripts and controls; boxes say what they are for. */
void apo__html_collect(apo__arena *arena, const char *text, uint32_t size, apo__html_page *page);
/* Decide which boxes are dropped, and mark the pieces of the article: an array of one flag for each piece. */
const char *apo__html_choose(apo__arena *arena, const char *text, apo__html_page *page);
/* What the page says of itself, into `article`. */
void apo__html_metadata(const apo_context *context, apo__arena *arena, const char *text,
	uint32_t size, const apo__html_page *page, apo__source *article);

#endif
