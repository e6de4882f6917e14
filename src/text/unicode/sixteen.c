/* SPDX-License-Identifier: Apache-2.0 */
#include "text/unicode/sixteen.h"

size_t apo__next_rare(const char *text, size_t size, size_t at, const char leads[2])
{
	const signed char first = (signed char)leads[0], second = (signed char)leads[1];
	for (; at + APO__SIXTEEN <= size; at += APO__SIXTEEN) {
		apo__sixteen bytes = apo__sixteen_at(text + at);
		unsigned found = apo__first_marked(
			((bytes >= 0) & (bytes < ' ')) | (bytes == first) | (bytes == second));
		if (found < APO__SIXTEEN)
			return at + found;
	}
	while (at < size && (unsigned char)text[at] >= ' ' && text[at] != leads[0] &&
		text[at] != leads[1])
		at++;
	return at;
}
