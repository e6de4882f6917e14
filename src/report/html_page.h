/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The frame of an HTML report: one file that needs nothing else, with its style and script inside, and a policy that lets a
 * browser run and load nothing but these two. What texts and names hold is isolated: it turns nothing that is beside it.
 */
#ifndef APO__REPORT_HTML_PAGE_H
#define APO__REPORT_HTML_PAGE_H

#include "base/buffer.h"
#include "writing/writers.h"

/* Text with & < > " escaped; controls that HTML forbids, overrides of direction and what cannot be seen are shown as
 * base/visible.h says. To be put into an element of its own that isolates it. */
void apo__html_text(apo__buffer *out, const char *text, size_t size);
void apo__html_string(apo__buffer *out, const char *text);
/* Text where nothing isolates it, in an attribute or a <title>: marks of direction are shown too. */
void apo__html_value(apo__buffer *out, const char *text);
/* A name: <bdi>text</bdi>. */
void apo__html_name(apo__buffer *out, const char *name);
/* A message of ours: what it quotes (“ ”) is isolated. */
void apo__html_message(apo__buffer *out, const char *message);
/* The attributes of an element with text of the document: its language, and the direction of its first letter. */
void apo__html_language(apo__buffer *out, const apo_document *document);
/* A fact of a row of tiles: a figure and what it says. */
void apo__html_tile(apo__buffer *out, const char *figure, const char *label);
/* "3 of 5" as a tile. */
void apo__html_tile_of(apo__buffer *out, uint32_t part, uint32_t total, const char *label);

/* Words of one text that another of the same language does not have in this place, marked: both in words, the longest common
 * sequence left out. Long texts are put as they are. */
void apo__html_difference(
	apo__buffer *out, const char *text, size_t size, const char *other, size_t other_size);

/* Buttons that show and hide what is of each severity, with how many there are. */
void apo__html_filters(apo__buffer *out, const size_t counts[3]);

/* Head of the page up to the line below its <h1>. `title` is text, `heading` and `subtitle` are HTML. */
void apo__html_begin(
	apo__buffer *out, const char *title, const char *heading, const char *subtitle);
/* Closes the page and writes it to the output; `generator` NULL = this program. */
void apo__html_end(apo__buffer *out, const apo__writer *w);

/* ---- the pages ---- */

/* `report` NULL: the alignment alone. */
apo_status apo__write_alignment_html(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err);
apo_status apo__write_report_html(const apo__writer *w, const apo_report *report, apo_error *err);
apo_status apo__write_trace_html(const apo__writer *w, const apo_trace *trace, apo_error *err);
apo_status apo__write_audit_html(const apo__writer *w, const apo_audit *audit, apo_error *err);
apo_status apo__write_trace_dot(const apo__writer *w, const apo_trace *trace, apo_error *err);
apo_status apo__write_trace_svg(const apo__writer *w, const apo_trace *trace, apo_error *err);

#endif
