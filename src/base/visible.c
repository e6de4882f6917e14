/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text may hold characters that move the cursor, change colours, turn the direction of what is around them (Boucher and
 * Anderson, Trojan Source, 2021) or are not seen at all. People get them as escapes. Joiners, soft hyphens and variation selectors
 * stay: scripts and emoji need them. Linear.
 */
#include "base/visible.h"

#include <stdio.h>
#include <string.h>

#include "apograph.h"

/* Bytes of the sequence that `lead` begins, and the range of its second byte (Unicode 15, table 3-7); 0 for none. */
static unsigned sequence(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	*high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	return lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

uint32_t apo__next_char(const char *text, size_t size, size_t *at)
{
	unsigned char byte = (unsigned char)text[(*at)++], low, high;
	if (byte < 0x80)
		return byte;
	unsigned length = sequence(byte, &low, &high);
	if (!length)
		return 0xFFFD;
	uint32_t c = byte & (0x7Fu >> length);
	for (unsigned i = 1; i < length; i++, low = 0x80, high = 0xBF) {
		byte = *at < size ? (unsigned char)text[*at] : 0;
		if (byte < low || byte > high)
			return 0xFFFD;
		c = c << 6 | (byte & 0x3Fu);
		(*at)++;
	}
	return c;
}

apo__visibility apo__visibility_of(uint32_t c)
{
	static const struct {
		uint32_t first, last;
		apo__visibility visibility;
	} ranges[] = {
		{0x00, 0x1F, APO__HIDDEN}, /* C0 */
		{0x7F, 0x9F, APO__HIDDEN}, /* DEL, C1 */
		{0x061C, 0x061C, APO__DIRECTION},
		{0x180E, 0x180E, APO__HIDDEN}, /* Mongolian vowel separator */
		{0x200B, 0x200B, APO__HIDDEN}, /* zero width space */
		{0x200E, 0x200F, APO__DIRECTION},
		{0x2028, 0x2029, APO__HIDDEN}, /* line and paragraph separator */
		{0x202A, 0x202C, APO__DIRECTION},
		{0x202D, 0x202E, APO__HIDDEN}, /* overrides: text reads other than it is stored */
		{0x2060, 0x2065, APO__HIDDEN}, /* word joiner, invisible operators */
		{0x2066, 0x2069, APO__DIRECTION}, {0x206A, 0x206F, APO__HIDDEN}, /* deprecated */
		{0xFEFF, 0xFEFF, APO__HIDDEN},	 /* zero width no-break space */
		{0xFFF0, 0xFFFB, APO__HIDDEN},	 /* interlinear annotation */
		{0x1BCA0, 0x1BCA3, APO__HIDDEN}, /* of shorthand */
		{0x1D173, 0x1D17A, APO__HIDDEN}, /* of music */
		{0xE0000, 0xE00FF, APO__HIDDEN}, /* tags */
		{0xE01F0, 0xE0FFF, APO__HIDDEN}, /* reserved as ignorable */
	};
	if (c >= 0x20 && c < 0x7F)
		return APO__SEEN;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges && c >= ranges[i].first; i++)
		if (c <= ranges[i].last)
			return ranges[i].visibility;
	return APO__SEEN;
}

uint32_t apo__next_visible(const char *text, size_t size, size_t *at, char escape[APO__ESCAPE_SIZE])
{
	size_t begin = *at, used = 0;
	uint32_t c = apo__next_char(text, size, at);
	escape[0] = '\0';
	int ill_formed = c == 0xFFFD && (*at - begin != 3 || text[begin] != '\xEF');
	if (ill_formed || c < 0x20 || c == 0x7F)
		for (size_t i = begin; i < *at; i++)
			used += (size_t)snprintf(escape + used, APO__ESCAPE_SIZE - used, "\\x%02x",
				(unsigned)(unsigned char)text[i]);
	else if (apo__visibility_of(c) != APO__SEEN)
		snprintf(escape, APO__ESCAPE_SIZE, "<U+%04X>", (unsigned)c & 0x1FFFFFu);
	return c;
}

size_t apo__whole_chars(const char *text, size_t size)
{
	size_t lead = size;
	while (lead && size - lead < 3 && ((unsigned char)text[lead - 1] & 0xC0) == 0x80)
		lead--;
	unsigned char low, high;
	if (lead && sequence((unsigned char)text[lead - 1], &low, &high) > size - lead + 1)
		return lead - 1;
	return size;
}

size_t apo_visible_text(char *out, size_t room, const char *text, size_t size)
{
	size_t used = 0;
	for (size_t at = 0; at < size;) {
		char escape[APO__ESCAPE_SIZE];
		size_t begin = at;
		apo__next_visible(text, size, &at, escape);
		const char *piece = *escape ? escape : text + begin;
		size_t length = *escape ? strlen(escape) : at - begin;
		if (used + length < room)
			memcpy(out + used, piece, length);
		else if (used < room)
			room = used + 1; /* whole characters only: the rest is counted */
		used += length;
	}
	if (room)
		out[used < room ? used : room - 1] = '\0';
	return used;
}
