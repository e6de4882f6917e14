/* SPDX-License-Identifier: Apache-2.0 */
/* Cells of tables and lines for people. Linear. */
#include "writing/cell.h"

#include <limits.h>
#include <string.h>

#include "text/unicode/width.h"
#include "writing/put.h"

#define FIRST_STRONG_ISOLATE	"\xE2\x81\xA8" /* U+2068 */
#define POP_DIRECTIONAL_ISOLATE "\xE2\x81\xA9" /* U+2069 */

/* One character as it is shown: `shown` may be in `escape`, in the text, or a literal. */
typedef struct {
	const char *shown;
	size_t size;
	unsigned columns;
	int right_to_left;
	char escape[APO__ESCAPE_SIZE];
} glyph;

static void next_glyph(glyph *g, const char *text, size_t size, size_t *at)
{
	size_t begin = *at;
	uint32_t c = apo__next_visible(text, size, at, g->escape);
	g->right_to_left = 0;
	if (c == '\n' || c == '\t' || c == '\r') {
		g->shown = " ";
		g->size = g->columns = 1;
	} else if (*g->escape) {
		g->shown = g->escape;
		g->size = strlen(g->escape);
		g->columns = (unsigned)g->size;
	} else {
		g->shown = text + begin;
		g->size = *at - begin;
		g->columns = apo__char_width(c);
		g->right_to_left = apo__is_right_to_left(c);
	}
}

unsigned apo__columns_of(const char *text, size_t size)
{
	unsigned columns;
	apo__fitting(text, size, UINT_MAX, &columns);
	return columns;
}

size_t apo__fitting(const char *text, size_t size, unsigned width, unsigned *columns)
{
	size_t at = 0;
	glyph g;
	*columns = 0;
	while (at < size) {
		size_t next = at;
		next_glyph(&g, text, size, &next);
		if (g.columns > width - *columns)
			break;
		*columns += g.columns;
		at = next;
	}
	return at;
}

static int runs_from_right(const char *text, size_t size)
{
	glyph g = {.right_to_left = 0};
	for (size_t at = 0; at < size && !g.right_to_left;)
		next_glyph(&g, text, size, &at);
	return g.right_to_left;
}

unsigned apo__put_cell(apo_output *output, const char *text, size_t size, unsigned width)
{
	unsigned columns;
	size_t fits = apo__fitting(text, size, width, &columns);
	int cut = fits < size && width > 0;
	if (cut)
		fits = apo__fitting(text, size, width - 1, &columns);
	int isolated = runs_from_right(text, fits);
	apo__put(output, isolated ? FIRST_STRONG_ISOLATE : "");
	for (size_t at = 0; at < fits;) {
		glyph g;
		next_glyph(&g, text, size, &at);
		apo_output_write(output, g.shown, g.size);
	}
	apo__put(output, cut ? "…" : "");
	apo__put(output, isolated ? POP_DIRECTIONAL_ISOLATE : "");
	return columns + (unsigned)cut;
}

void apo__put_visible(apo_output *output, const char *text)
{
	apo__put_cell(output, text, strlen(text), UINT_MAX);
}
