/* SPDX-License-Identifier: Apache-2.0 */
#include "text/unicode/fold.h"
#include "text/unicode/icu_status.h"

#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* Fold one two-byte character, U+0080 to U+07FF; 0 when that takes ICU. */
static int fold_latin(char *out, unsigned c)
{
	if (c == 0xdf) {
		out[0] = out[1] = 's';
		return 1;
	}
	if (c < 0xc0 || c > 0x17e || (c >= 0x130 && c <= 0x133) || c == 0x13f || c == 0x140 ||
		c == 0x149)
		return 0;
	if (c < 0xe0 && c != 0xd7)
		c += 0x20;
	else if ((c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177))
		c |= 1;
	else if (c == 0x178)
		c = 0xff;
	else if ((c >= 0x139 && c <= 0x148) || c >= 0x179)
		c += c & 1;
	out[0] = (char)(0xc0 | c >> 6);
	out[1] = (char)(0x80 | (c & 0x3f));
	return 1;
}

int apo__fold_fast(char *out, const char *text, size_t size)
{
	const unsigned char *t = (const unsigned char *)text;
	for (size_t i = 0; i < size;) {
		if (t[i] < 0x80) {
			out[i] = (char)(t[i] >= 'A' && t[i] <= 'Z' ? t[i] + 32 : t[i]);
			i++;
		} else if (t[i] >= 0xc3 && t[i] <= 0xc5 && i + 1 < size &&
			   (t[i + 1] & 0xc0) == 0x80) {
			if (!fold_latin(out + i, (t[i] & 0x1fu) << 6 | (t[i + 1] & 0x3fu)))
				return 0;
			i += 2;
		} else if (i + 2 < size && (t[i + 1] & 0xc0) == 0x80 && (t[i + 2] & 0xc0) == 0x80) {
			unsigned c =
				(t[i] & 0xfu) << 12 | (t[i + 1] & 0x3fu) << 6 | (t[i + 2] & 0x3fu);
			int han = t[i] < 0xf0 && c >= 0x4e00 && c <= 0x9fff;
			if (t[i] < 0xe0 || (!han && !(c >= 0x2018 && c <= 0x201e)))
				return 0;
			for (int k = 0; k < 3; k++)
				out[i + k] = text[i + k];
			i += 3;
		} else {
			return 0;
		}
	}
	return 1;
}

char *apo__fold(apo__arena *arena, const char *text, size_t size)
{
	char *fast = apo__alloc(arena, size + 1);
	if (apo__fold_fast(fast, text, size))
		return fast;
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
	apo__icu_memory(arena, status);
	apo__arena_free(scratch);
	if (U_FAILURE(status)) /* ill-formed input: keep the bytes */
		return apo__strndup(arena, text, size);
	return out;
}
