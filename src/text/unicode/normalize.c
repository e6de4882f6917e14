/* SPDX-License-Identifier: Apache-2.0 */
#include "text/unicode/normalize.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "text/unicode/icu_status.h"

/* Characters below U+0300 are all in NFC and nothing before U+0300 combines: lead bytes up to 0xCB. */
static int is_below_combining(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] >= 0xCC)
			return 0;
	return 1;
}

const char *apo__nfc(apo__arena *arena, const char *text, size_t size, size_t *out_size)
{
	*out_size = size;
	UErrorCode status = U_ZERO_ERROR;
	if (is_below_combining(text, size) || size > INT32_MAX / 8)
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
