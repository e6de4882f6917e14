/* SPDX-License-Identifier: Apache-2.0 */
/* Small steps that all writers share. */
#ifndef APO__WRITING_PUT_H
#define APO__WRITING_PUT_H

#include "base/buffer.h"

void apo__put(apo_output *output, const char *text);
void apo__put_integer(apo_output *output, uint64_t value);
/* With exactly `digits` decimals. */
void apo__put_decimal(apo_output *output, double value, int digits);

/* What is written for a byte in XML and HTML: for & < > ", and for a carriage return, which would be read as a line feed, a line
 * feed and a tab, which would be read as spaces in an attribute. NULL for all others. */
const char *apo__xml_escape(char c);
/* XML text or attribute value with & < > " escaped; the characters must be allowed in XML. */
void apo__put_xml(apo_output *output, const char *text, size_t size);
void apo__add_xml(apo__buffer *buffer, const char *text, size_t size);

/* Append text on one line: a run of white space that holds a line break or a tab becomes one space. */
void apo__add_text_line(apo__buffer *buffer, const char *text, size_t size);
void apo__add_line(apo__buffer *buffer, const apo_document *document, apo_span span);
/* Whether a spreadsheet would calculate a cell instead of showing it (OWASP, CSV Injection): it begins with = + - @,
 * their full-width forms, a tab or a line break, behind quotation marks or not. */
int apo__is_formula(const char *text, size_t size);
/* Put the apostrophe that says "text" before what was added to a cell from `begin` on, where it is a formula. */
void apo__guard_cell(apo__buffer *buffer, size_t begin);
/* Append one side of a bead on one line: its segments joined by a space, or by nothing in scripts without spaces. */
void apo__add_segments(apo__buffer *buffer, const apo_document *document, const uint32_t *segments,
	uint32_t count);

#endif
