/* SPDX-License-Identifier: Apache-2.0 */
/* The short way through characters that need no normalizing, against ICU, for every character of the first three planes between two letters, at each
 * place of a block. */
#include <criterion/criterion.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "text/unicode/normalize.h"

static void expected(UChar32 c, char *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[8] = {'A'}, normal[32];
	int32_t length = 1, size = 0;
	U16_APPEND_UNSAFE(wide, length, c);
	wide[length++] = 'b';
	int32_t count =
		unorm2_normalize(unorm2_getNFCInstance(&status), wide, length, normal, 32, &status);
	cr_assert(U_SUCCESS(status));
	for (int32_t i = 0; i < count;) {
		UChar32 one;
		U16_NEXT(normal, i, count, one);
		U8_APPEND_UNSAFE(out, size, one);
	}
	out[size] = '\0';
}

static apo_status check_all(apo__arena *arena, void *user, apo_error *err)
{
	(void)user, (void)err;
	for (UChar32 c = 1; c <= 0x2FFFF; c++) {
		char text[128], wanted[128] = "";
		size_t before = (size_t)c % 33, size;
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		memset(text, 'x', before);
		int32_t at = (int32_t)before;
		text[at++] = 'A';
		U8_APPEND_UNSAFE(text, at, c);
		text[at++] = 'b';
		text[at] = '\0';
		expected(c, wanted);
		const char *got = apo__nfc(arena, text, (size_t)at, &size);
		cr_assert(size == before + strlen(wanted) &&
				  !memcmp(got + before, wanted, strlen(wanted)),
			"U+%04X", (unsigned)c);
		if (c % 1024 == 0)
			apo__arena_reset(arena);
	}
	return APO_OK;
}

Test(normalize, every_character_as_icu)
{
	apo_error err;
	apo__arena *arena = apo__arena_new();
	cr_assert_eq(apo__guarded(arena, check_all, NULL, &err), APO_OK);
	apo__arena_free(arena);
}
