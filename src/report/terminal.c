/* SPDX-License-Identifier: Apache-2.0 */
#include "report/terminal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/output_control.h"
#include "text/unicode/width.h"
#include "writing/put.h"

#define LEAST_COLUMNS 40u

apo__terminal apo__terminal_start(const apo__writer *w)
{
	apo__output_visible(w->output);
	unsigned columns = w->options->columns ? w->options->columns : 80;
	return (apo__terminal){w, columns < LEAST_COLUMNS ? LEAST_COLUMNS : columns, 0};
}

static void begin_style(const apo__terminal *t, apo__style style)
{
	static const char *const codes[] = {
		"", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[36m"};
	if (t->w->options->color && style != APO__PLAIN)
		apo__put(t->w->output, codes[style]);
}

static void end_style(const apo__terminal *t, apo__style style)
{
	if (t->w->options->color && style != APO__PLAIN)
		apo__put(t->w->output, "\x1b[0m");
}

void apo__terminal_cell(
	apo__terminal *t, apo__style style, const char *text, size_t size, unsigned width, int pad)
{
	if (t->at >= t->columns)
		return;
	if (width > t->columns - t->at)
		width = t->columns - t->at;
	begin_style(t, style);
	unsigned used = apo__put_cell(t->w->output, text, size, width);
	end_style(t, style);
	for (; pad && used < width; used++)
		apo__put(t->w->output, " ");
	t->at += used;
}

void apo__terminal_put(apo__terminal *t, apo__style style, const char *text)
{
	apo__terminal_cell(t, style, text, strlen(text), t->columns, 0);
}

void apo__terminal_format(apo__terminal *t, apo__style style, const char *format, ...)
{
	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	apo__terminal_cell(t, style, text, apo__whole_chars(text, strlen(text)), t->columns, 0);
}

void apo__terminal_newline(apo__terminal *t)
{
	apo__put(t->w->output, "\n");
	t->at = 0;
}

/* Bytes for one line: up to the last space that fits, or to the edge when there is none or the text is wide. */
static size_t line_of(const char *text, size_t size, unsigned width)
{
	unsigned used;
	size_t fits = apo__fitting(text, size, width, &used), space = fits;
	if (fits == size || !fits)
		return fits ? fits : size;
	size_t next = fits;
	if (apo__char_width(apo__next_char(text, size, &next)) == 2 || text[fits] == ' ')
		return fits;
	while (space > 0 && text[space - 1] != ' ')
		space--;
	return space ? space : fits;
}

void apo__terminal_wrap(
	apo__terminal *t, apo__style style, const char *text, size_t size, unsigned indent)
{
	while (size) {
		size_t fits = line_of(text, size, t->columns - indent);
		if (!t->at)
			apo__terminal_format(t, APO__PLAIN, "%*s", (int)indent, "");
		size_t shown = fits; /* a line does not end in the spaces where it is cut */
		while (shown > 0 && text[shown - 1] == ' ')
			shown--;
		apo__terminal_cell(t, style, text, shown, t->columns, 0);
		apo__terminal_newline(t);
		while (fits < size && text[fits] == ' ')
			fits++;
		text += fits;
		size -= fits;
	}
}

apo__style apo__severity_style(apo_severity severity)
{
	return severity == APO_SEVERITY_CRITICAL ? APO__RED
	       : severity == APO_SEVERITY_MAJOR	 ? APO__YELLOW
						 : APO__CYAN;
}

const char *apo__span_text(const apo_document *document, apo_span span, size_t *size)
{
	*size = span.begin == APO_NONE ? 0 : span.end - span.begin;
	return span.begin == APO_NONE ? NULL : document->text + span.begin;
}
