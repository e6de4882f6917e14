/* SPDX-License-Identifier: Apache-2.0 */
/* Eight bytes of a text compared at once: two or three instructions each, on every machine (Anderson, Bit Twiddling Hacks,
 * "Determine if a word has a byte less than n", "... equal to n"). Only whether a result is 0 counts. */
#ifndef APO__EXCHANGE_XML_EIGHT_BYTES_H
#define APO__EXCHANGE_XML_EIGHT_BYTES_H

#include <stdint.h>
#include <string.h>

#define APO__EIGHT_ONES	 0x0101010101010101u
#define APO__EIGHT_HIGHS 0x8080808080808080u

static inline uint64_t apo__eight(const char *text)
{
	uint64_t bytes;
	memcpy(&bytes, text, sizeof bytes);
	return bytes;
}

/* Not 0 when a byte is below `least`, which is at most 0x80. */
static inline uint64_t apo__eight_below(uint64_t bytes, unsigned char least)
{
	return (bytes - APO__EIGHT_ONES * least) & ~bytes & APO__EIGHT_HIGHS;
}

/* Not 0 when a byte is `wanted`. */
static inline uint64_t apo__eight_equal(uint64_t bytes, unsigned char wanted)
{
	return apo__eight_below(bytes ^ APO__EIGHT_ONES * wanted, 1);
}

/* Not 0 when a byte is `a` or `b`, which differ in one bit. */
static inline uint64_t apo__eight_either(uint64_t bytes, unsigned char a, unsigned char b)
{
	return apo__eight_below((bytes ^ APO__EIGHT_ONES * a) & ~(APO__EIGHT_ONES * (a ^ b)), 1);
}

#endif
