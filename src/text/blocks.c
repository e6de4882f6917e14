/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks of plain text. Linear. */
#include "text/blocks.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

/* `span` without white space at its edges. */
static apo_span trim(const char *text, apo_span span)
{
	UChar32 c;
	while (span.begin < span.end) {
		int32_t i = (int32_t)span.begin;
		U8_NEXT((const uint8_t *)text, i, (int32_t)span.end, c);
		if (!u_isUWhiteSpace(c))
			break;
		span.begin = (uint32_t)i;
	}
	while (span.end > span.begin) {
		int32_t i = (int32_t)span.end;
		U8_PREV((const uint8_t *)text, (int32_t)span.begin, i, c);
		if (!u_isUWhiteSpace(c))
			break;
		span.end = (uint32_t)i;
	}
	return span;
}

static uint32_t line_end(const apo_document *p, uint32_t begin)
{
	const char *newline = memchr(p->text + begin, '\n', p->size - begin);
	return newline ? (uint32_t)(newline - p->text) : p->size;
}

void apo__find_lines(apo__document *d)
{
	const apo_document *p = &d->public;
	int open = 0; /* a block with text that no empty line has ended yet */
	for (uint32_t begin = 0, end; begin < p->size; begin = end + 1) {
		end = line_end(p, begin);
		apo_span span = trim(p->text, (apo_span){begin, end});
		int empty = span.begin == span.end;
		if (!d->blocks.count || (!open && !empty))
			*apo__push(d->arena, &d->blocks) = (apo_block){.span = span,
				.kind = APO_BLOCK_PARAGRAPH,
				.first_segment = d->segments.count};
		open = !empty;
		apo_block *block = &d->blocks.items[d->blocks.count - 1];
		if (!empty)
			block->span.end = span.end;
		block->segments++;
		*apo__push(d->arena, &d->segments) =
			(apo_segment){.span = span, .block = d->blocks.count - 1};
	}
}

void apo__find_blocks(apo__document *d)
{
	const apo_document *p = &d->public;
	for (uint32_t begin = 0, end; begin < p->size; begin = end + 1) {
		end = line_end(p, begin);
		apo_span span = trim(p->text, (apo_span){begin, end});
		if (span.begin < span.end)
			*apo__push(d->arena, &d->blocks) =
				(apo_block){.span = span, .kind = APO_BLOCK_PARAGRAPH};
	}
}
