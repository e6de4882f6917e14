/* SPDX-License-Identifier: Apache-2.0 */
/* Tables for people: aligned columns that know the width of a character, no line longer than the terminal. */
#ifndef APO__REPORT_TERMINAL_H
#define APO__REPORT_TERMINAL_H

#include "base/buffer.h"
#include "writing/cell.h"
#include "writing/writers.h"

typedef enum {
	APO__PLAIN,
	APO__BOLD,
	APO__DIM,
	APO__RED,
	APO__YELLOW,
	APO__GREEN,
	APO__CYAN
} apo__style;

typedef struct {
	const apo__writer *w;
	unsigned columns;
	unsigned at; /* column of the next character, from 0 */
} apo__terminal;

apo__terminal apo__terminal_start(const apo__writer *w);
/* Write text that fits into what is left of the line; what does not ends in "…" (writing/cell.h says
 * what becomes of characters that are not to be seen). */
void apo__terminal_put(apo__terminal *t, apo__style style, const char *text);
/* The same, cut to `width` columns; with `pad`, filled with spaces up to them. */
void apo__terminal_cell(
	apo__terminal *t, apo__style style, const char *text, size_t size, unsigned width, int pad);
void apo__terminal_format(apo__terminal *t, apo__style style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Write text over as many lines as it needs, broken at spaces or between wide characters, each begun with `indent`
 * spaces. */
void apo__terminal_wrap(
	apo__terminal *t, apo__style style, const char *text, size_t size, unsigned indent);
void apo__terminal_newline(apo__terminal *t);

apo__style apo__severity_style(apo_severity severity);
/* Text of a span, NULL and 0 for APO_SPAN_NONE. */
const char *apo__span_text(const apo_document *document, apo_span span, size_t *size);

apo_status apo__write_alignment_terminal(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err);
apo_status apo__write_report_terminal(
	const apo__writer *w, const apo_report *report, apo_error *err);
apo_status apo__write_trace_terminal(const apo__writer *w, const apo_trace *trace, apo_error *err);
apo_status apo__write_audit_terminal(const apo__writer *w, const apo_audit *audit, apo_error *err);
apo_status apo__write_words_terminal(
	const apo__writer *w, const apo_word_answer *answer, apo_error *err);

#endif
