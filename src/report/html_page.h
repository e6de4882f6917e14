/* SPDX-License-Identifier: Apache-2.0 */
/* The frame of an HTML report: one file that needs nothing else, with its style and script inside. */
#ifndef APO_REPORT_HTML_PAGE_H
#define APO_REPORT_HTML_PAGE_H

#include "base/buffer.h"
#include "exchange/writers.h"

/* Text with & < > " escaped, and what XML and HTML forbid dropped. */
void apo__html_text(apo__buffer *out, const char *text, size_t size);
void apo__html_string(apo__buffer *out, const char *text);
/* A fact of a row of tiles: a figure and what it says. */
void apo__html_tile(apo__buffer *out, const char *figure, const char *label);
/* "3 of 5" as a tile. */
void apo__html_tile_of(apo__buffer *out, uint32_t part, uint32_t total, const char *label);

/* Head of the page up to its <h1>; `lang` is the page's own language. */
void apo__html_begin(apo__buffer *out, const char *title, const char *subtitle);
/* Closes the page and writes it to the output; `generator` NULL = this program. */
void apo__html_end(apo__buffer *out, const apo__writer *w);

#endif
