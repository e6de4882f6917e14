/* SPDX-License-Identifier: Apache-2.0 */
#include "text/fold.h"

#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

static int is_lower_ascii(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] >= 0x80 || (text[i] >= 'A' && text[i] <= 'Z'))
			return 0;
	return 1;
}

static char *fold_ascii(apo__arena *arena, const char *text, size_t size)
{
	char *out = apo__strndup(arena, text, size);
	for (size_t i = 0; i < size; i++)
		if (out[i] >= 'A' && out[i] <= 'Z')
			out[i] = (char)(out[i] + 32);
	return out;
}

static int is_ascii(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] >= 0x80)
			return 0;
	return 1;
}

char *apo__fold(apo__arena *arena, const char *text, size_t size)
{
	if (is_lower_ascii(text, size))
		return apo__strndup(arena, text, size);
	if (is_ascii(text, size))
		return fold_ascii(arena, text, size);
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkc_casefold = unorm2_getNFKCCasefoldInstance(&status);
	apo__arena *scratch = apo__arena_child(arena);
	/* one UTF-8 byte gives at most one UTF-16 unit; a character at most 18 after NFKC */
	int32_t capacity = (int32_t)size + 1, length = 0;
	UChar *wide = apo__alloc_array(scratch, (size_t)capacity, sizeof *wide);
	u_strFromUTF8(wide, capacity, &length, text, (int32_t)size, &status);
	UChar *folded = apo__alloc_array(scratch, (size_t)capacity, sizeof *folded);
	int32_t folded_length =
		unorm2_normalize(nfkc_casefold, wide, length, folded, capacity, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR) {
		status = U_ZERO_ERROR;
		folded = apo__alloc_array(scratch, (size_t)folded_length + 1, sizeof *folded);
		folded_length = unorm2_normalize(
			nfkc_casefold, wide, length, folded, folded_length + 1, &status);
	}
	char *out = apo__alloc(arena, (size_t)folded_length * 3 + 1);
	int32_t out_length = 0;
	u_strToUTF8(out, folded_length * 3 + 1, &out_length, folded, folded_length, &status);
	apo__arena_free(scratch);
	if (U_FAILURE(status)) /* ill-formed input, or ICU ran out of memory: keep the bytes */
		return apo__strndup(arena, text, size);
	return out;
}
