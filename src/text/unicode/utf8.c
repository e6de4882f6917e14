/* SPDX-License-Identifier: Apache-2.0 */
#include "text/unicode/utf8.h"

#include <unicode/utf8.h>

uint32_t apo__utf8_next(const char *text, uint32_t at, uint32_t end, int32_t *code_point)
{
	int32_t i = (int32_t)at;
	U8_NEXT((const uint8_t *)text, i, (int32_t)end, *code_point);
	return (uint32_t)i;
}

uint32_t apo__utf8_put(char out[4], int32_t code_point)
{
	int32_t size = 0;
	if (!U_IS_UNICODE_CHAR(code_point) || code_point > 0x10FFFF)
		code_point = 0xFFFD;
	U8_APPEND_UNSAFE(out, size, code_point);
	return (uint32_t)size;
}
