/* SPDX-License-Identifier: Apache-2.0 */
/* Sixteen bytes of a text compared at once, by vectors of the compiler: a comparison (<, ==, |) gives all bits of a byte where it
 * holds, else none. */
#ifndef APO__TEXT_UNICODE_SIXTEEN_H
#define APO__TEXT_UNICODE_SIXTEEN_H

#include <stdint.h>
#include <string.h>

#define APO__SIXTEEN 16u

typedef signed char apo__sixteen __attribute__((vector_size(16))); /* bytes from 0x80 on are < 0 */

static inline apo__sixteen apo__sixteen_at(const char *text)
{
	apo__sixteen bytes;
	memcpy(&bytes, text, sizeof bytes);
	return bytes;
}

static inline unsigned apo__lowest_byte(uint64_t half)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return (unsigned)__builtin_clzll(half) / 8;
#else
	return (unsigned)__builtin_ctzll(half) / 8;
#endif
}

/* The place of the first byte that is marked, APO__SIXTEEN when none is. */
static inline unsigned apo__first_marked(apo__sixteen marks)
{
	uint64_t halves[2];
	memcpy(halves, &marks, sizeof halves);
	return halves[0]   ? apo__lowest_byte(halves[0])
	       : halves[1] ? 8 + apo__lowest_byte(halves[1])
			   : APO__SIXTEEN;
}

/* The first byte from `at` on that is a control of ASCII or one of `leads`, two bytes with which rare characters begin; `size`: none. */
size_t apo__next_rare(const char *text, size_t size, size_t at, const char leads[2]);

#endif
