/* SPDX-License-Identifier: Apache-2.0 */
#include "text/unicode/normalize.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "text/unicode/icu_status.h"
#include "text/unicode/sixteen.h"

/* Bytes of a character that is in NFC and does not combine with the one before it, of the ranges that most texts are made
 * of; 0 for others. Below U+0300, Cyrillic, quotation marks and dashes, Chinese and its punctuation, full width forms
 * (tests/unit/text compares them with ICU). */
static size_t inert(const unsigned char *at, size_t size)
{
	if (at[0] < 0xCC)
		return 1; /* its other bytes are below 0xCC too */
	if (size < 3)
		return 0;
	if (at[0] == 0xD0 || at[0] == 0xD1)
		return 2;
	if (at[0] == 0xE2) /* U+2010 to U+2027, U+2030 to U+203F */
		return at[1] == 0x80 && at[2] >= 0x90 && at[2] != 0xA8 && at[2] != 0xA9 &&
				       (at[2] <= 0xA7 || at[2] >= 0xB0)
			       ? 3
			       : 0;
	if (at[0] == 0xE3) /* U+3000 to U+3029 */
		return at[1] == 0x80 && at[2] < 0xAA ? 3 : 0;
	if (at[0] >= 0xE4 && at[0] <= 0xE9)
		return 3;
	return at[0] == 0xEF && (at[1] == 0xBC || at[1] == 0xBD) ? 3 : 0;
}

/* Sixteen bytes at a time up to one that may begin another character, then character by character. */
static int is_inert(const char *text, size_t size)
{
	const unsigned char *bytes = (const unsigned char *)text;
	for (size_t at = 0; at < size;) {
		if (at + APO__SIXTEEN <= size) {
			apo__sixteen here = apo__sixteen_at(text + at);
			unsigned first = apo__first_marked((here < 0) & (here >= '\xCC'));
			at += first;
			if (first == APO__SIXTEEN)
				continue;
		}
		for (size_t end = at + APO__SIXTEEN; at < size && at < end;) {
			size_t step = inert(bytes + at, size - at);
			if (!step)
				return 0;
			at += step;
		}
	}
	return 1;
}

const char *apo__nfc(apo__arena *arena, const char *text, size_t size, size_t *out_size)
{
	*out_size = size;
	UErrorCode status = U_ZERO_ERROR;
	if (is_inert(text, size) || size > INT32_MAX / 8)
		return text;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	apo__arena *scratch = apo__arena_child(arena);
	int32_t capacity = (int32_t)size + 1, length = 0, used = 0;
	UChar *wide = apo__alloc_array(scratch, (size_t)capacity, sizeof *wide);
	u_strFromUTF8(wide, capacity, &length, text, (int32_t)size, &status);
	const char *out = text;
	if (U_SUCCESS(status) && !unorm2_isNormalized(nfc, wide, length, &status) &&
		U_SUCCESS(status)) {
		capacity = length * 3 +
			   1; /* UAX 15, section 9: NFC of UTF-16 grows at most threefold */
		UChar *normal = apo__alloc_array(scratch, (size_t)capacity, sizeof *normal);
		used = unorm2_normalize(nfc, wide, length, normal, capacity, &status);
		char *bytes = apo__alloc(arena, (size_t)used * 3 + 1);
		u_strToUTF8(bytes, used * 3 + 1, &used, normal, used, &status);
		if (U_SUCCESS(status)) {
			out = bytes;
			*out_size = (size_t)used;
		}
	}
	apo__icu_memory(arena, status);
	apo__arena_free(scratch);
	return out;
}
