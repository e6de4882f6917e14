/* SPDX-License-Identifier: Apache-2.0 */
/* Text and numbers of SVG. Widths are estimated from columns, so that no font of the machine changes the picture. */
#include <string.h>

#include "report/drawing/graph_draw.h"
#include "text/unicode/width.h"
#include "writing/put.h"

#define COLUMN_WIDTH                                                                               \
	7.6 /* points of a column of text at 13 px, measured on the widest of DejaVu, Noto and Liberation Sans */

/* Whether XML 1.0 allows the character, but for line breaks and tabs, which are spaces here. */
static int is_drawn(uint32_t c)
{
	return c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0) && c != 0xfffe && c != 0xffff;
}

static unsigned columns_of(const char *text)
{
	size_t size = strlen(text), at = 0;
	unsigned columns = 0;
	while (at < size)
		columns += apo__char_width(apo__next_char(text, size, &at));
	return columns;
}

/* Controls and what cannot be seen as base/visible.h shows them; marks of direction as they are. */
static void add_character(apo__buffer *out, const char *text, size_t size)
{
	char escape[APO__ESCAPE_SIZE];
	size_t at = 0;
	uint32_t c = apo__next_visible(text, size, &at, escape);
	if (*escape && apo__visibility_of(c) != APO__DIRECTION)
		apo__add_xml(out, escape, strlen(escape));
	else
		apo__add_xml(out, text, size);
}

double apo__svg_width(const char *text)
{
	unsigned columns = columns_of(text);
	return (columns < APO__MOST_COLUMNS ? columns : APO__MOST_COLUMNS) * COLUMN_WIDTH;
}

void apo__svg_text(apo__buffer *out, const char *text, unsigned most)
{
	int cut = columns_of(text) > most;
	size_t size = strlen(text), at = 0;
	unsigned columns = 0;
	while (at < size) {
		size_t begin = at;
		uint32_t c = apo__next_char(text, size, &at);
		columns += apo__char_width(c);
		if (cut && columns >= most)
			break;
		if (c == '\v')
			apo__buffer_putc(out, '\n');
		else if (c == '\n' || c == '\r' || c == '\t')
			apo__buffer_putc(out, ' ');
		else if (c == 0xfffd) /* also for bytes that are not UTF-8 */
			apo__buffer_puts(out, "\xef\xbf\xbd");
		else if (is_drawn(c))
			add_character(out, text + begin, at - begin);
	}
	if (cut)
		apo__buffer_puts(out, "…");
}

void apo__svg_value(apo__buffer *out, const char *text)
{
	char escape[APO__ESCAPE_SIZE];
	for (size_t size = strlen(text), at = 0; at < size;) {
		size_t begin = at;
		uint32_t c = apo__next_visible(text, size, &at, escape);
		if (c == '\v')
			apo__buffer_puts(out, "; ");
		else if (c == '\n' || c == '\r' || c == '\t')
			apo__buffer_putc(out, ' ');
		else if (*escape)
			apo__add_xml(out, escape, strlen(escape));
		else if (is_drawn(c))
			apo__add_xml(out, text + begin, at - begin);
	}
}

void apo__svg_number(apo__buffer *out, const char *name, double value)
{
	apo__buffer_printf(out, " %s=\"", name);
	apo__buffer_decimal(out, value, 1);
	apo__buffer_putc(out, '"');
}
