/* SPDX-License-Identifier: Apache-2.0 */
/* Sentence boundaries: UAX #29 rules over ICU's properties of characters. Linear. */
#include "text/sentences.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

struct apo__splitter {
	const apo__language *language;
};

apo__splitter *apo__splitter_new(apo__arena *arena, const apo__language *language)
{
	apo__splitter *splitter = apo__alloc(arena, sizeof *splitter);
	splitter->language = language;
	return splitter;
}

static int32_t peek(const char *text, uint32_t at, uint32_t end, UChar32 *c)
{
	int32_t i = (int32_t)at;
	if (at >= end) {
		*c = 0;
		return i;
	}
	U8_NEXT((const uint8_t *)text, i, (int32_t)end, *c);
	return i;
}

static int property(UChar32 c)
{
	return u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK);
}

static void add(apo__arena *arena, const char *text, uint32_t begin, uint32_t end, apo__spans *out)
{
	UChar32 c;
	int32_t next;
	while (begin < end && (next = peek(text, begin, end, &c), u_isUWhiteSpace(c)))
		begin = (uint32_t)next;
	while (end > begin) {
		int32_t i = (int32_t)end;
		U8_PREV((const uint8_t *)text, (int32_t)begin, i, c);
		if (!u_isUWhiteSpace(c))
			break;
		end = (uint32_t)i;
	}
	if (begin < end)
		*apo__push(arena, out) = (apo_span){begin, end};
}

void apo__split(const apo__splitter *splitter, apo__arena *arena, const char *text, apo_span block,
	apo__spans *sentences)
{
	(void)splitter;
	uint32_t at = block.begin, begin = at;
	while (at < block.end) {
		UChar32 c;
		at = (uint32_t)peek(text, at, block.end, &c);
		int kind = property(c);
		if (kind != U_SB_ATERM && kind != U_SB_STERM)
			continue;
		uint32_t mark = at;
		UChar32 d;
		uint32_t next = (uint32_t)peek(text, at, block.end, &d);
		while (at < block.end &&
			(property(d) == U_SB_CLOSE || property(d) == U_SB_STERM ||
				property(d) == U_SB_ATERM) &&
			u_charType(d) != U_START_PUNCTUATION) {
			at = next;
			next = (uint32_t)peek(text, at, block.end, &d);
		}
		int space = u_isUWhiteSpace(d);
		while (at < block.end && u_isUWhiteSpace(d)) {
			at = next;
			next = (uint32_t)peek(text, at, block.end, &d);
		}
		if (kind == U_SB_ATERM && (!space || property(d) == U_SB_LOWER)) {
			at = mark;
			continue;
		}
		add(arena, text, begin, at, sentences);
		begin = at;
	}
	add(arena, text, begin, block.end, sentences);
}
