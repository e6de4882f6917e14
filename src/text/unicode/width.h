/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_UNICODE_WIDTH_H
#define APO__TEXT_UNICODE_WIDTH_H

#include "base/visible.h"

/* Columns a character takes on a terminal: 2 for East Asian wide and full-width characters and emoji (UAX 11), 0 for
 * combining marks, controls, format characters and surrogates of such, else 1. */
unsigned apo__char_width(uint32_t c);
/* Whether it is a letter that runs from right to left (UAX 9: R, AL). */
int apo__is_right_to_left(uint32_t c);
/* 1 when text of a script written without spaces meets at the seam of `left` and `right`: one of the two characters next
 * to it on either side is East Asian wide. */
int apo__joins_without_space(
	const char *left, size_t left_size, const char *right, size_t right_size);

#endif
