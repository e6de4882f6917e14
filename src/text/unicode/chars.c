/* SPDX-License-Identifier: Apache-2.0 */
#include "text/unicode/chars.h"

#include <unicode/uchar.h>

uint32_t apo__utf8_put(char out[4], int32_t code_point)
{
	int32_t size = 0;
	if (!U_IS_UNICODE_CHAR(code_point) || code_point > 0x10FFFF)
		code_point = 0xFFFD;
	U8_APPEND_UNSAFE(out, size, code_point);
	return (uint32_t)size;
}

size_t apo__count_chars(const char *text, size_t size)
{
	size_t count = 0;
	for (size_t i = 0; i < size; i++)
		count += (size_t)apo__begins_char(text[i]);
	return count;
}

int apo__is_space_beyond_ascii(int32_t c)
{
	return u_isUWhiteSpace(c);
}

int apo__is_enclosing_mark(int32_t c)
{
	return c == '"' || c == '\'' ||
	       u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK) == U_SB_CLOSE;
}

int apo__is_beside_marks(int32_t c)
{
	return c >= 0x2E80 &&
	       (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) || c < 0x3040 || c >= 0xFF00);
}
