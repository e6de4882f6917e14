/* SPDX-License-Identifier: Apache-2.0 */
#include "text/unicode/width.h"

#include <unicode/uchar.h>

#include "text/unicode/chars.h"

static int is_wide(uint32_t c)
{
	int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
	return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

/* Vowels and final consonants of Korean that join the letter before them. */
static int is_joining_jamo(uint32_t c)
{
	return (c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FB);
}

int apo__is_right_to_left(uint32_t c)
{
	UCharDirection direction = c < 0x590 ? U_LEFT_TO_RIGHT : u_charDirection((UChar32)c);
	return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

unsigned apo__char_width(uint32_t c)
{
	if (c >= 0x20 && c < 0x7F)
		return 1;
	if (is_joining_jamo(c))
		return 0;
	switch (u_charType((UChar32)c)) {
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_CONTROL_CHAR:
	case U_FORMAT_CHAR:
	case U_SURROGATE: return c == 0xAD; /* a soft hyphen is seen on most terminals */
	default: return is_wide(c) ? 2 : 1;
	}
}

int apo__joins_without_space(
	const char *left, size_t left_size, const char *right, size_t right_size)
{
	size_t at = left_size, end = 0;
	for (int i = 0; i < 2 && at > 0; i++) {
		size_t next = at = apo__char_begin(left, 0, at - 1);
		if (is_wide(apo__next_char(left, left_size, &next)))
			return 1;
	}
	for (int i = 0; i < 2 && end < right_size; i++)
		if (is_wide(apo__next_char(right, right_size, &end)))
			return 1;
	return 0;
}
