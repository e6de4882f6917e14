/* SPDX-License-Identifier: Apache-2.0 */
/* By way of ICU's converters and UTF-16. Linear. */
#include "text/unicode/legacy.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ustring.h>

#include "text/unicode/icu_status.h"

#define LONGEST 400 /* UTF-16 units of a word */

struct apo__legacy {
	UConverter *converter;
};

static void close_converter(void *converter)
{
	ucnv_close(converter);
}

apo__legacy *apo__legacy_open(apo__arena *arena, const char *encoding)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(encoding, &status);
	apo__icu_memory(arena, status);
	if (U_FAILURE(status))
		return NULL;
	apo__arena_defer(arena, close_converter, converter);
	ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	apo__legacy *legacy = apo__alloc(arena, sizeof *legacy);
	legacy->converter = converter;
	return U_SUCCESS(status) ? legacy : NULL;
}

const char *apo__legacy_put(apo__legacy *legacy, const char *text, char *out, size_t size)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[LONGEST];
	int32_t length;
	u_strFromUTF8(wide, LONGEST, &length, text, -1, &status);
	ucnv_fromUChars(legacy->converter, out, (int32_t)size, wide, length, &status);
	return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING ? out : NULL;
}

const char *apo__legacy_to_utf8(apo__legacy *legacy, apo__arena *arena, const char *text)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[LONGEST];
	char bytes[LONGEST * 4];
	int32_t size = ucnv_toUChars(legacy->converter, wide, LONGEST, text, -1, &status);
	apo__icu_memory(arena, status);
	if (U_FAILURE(status))
		return NULL;
	u_strToUTF8(bytes, sizeof bytes, NULL, wide, size, &status);
	return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING
		       ? apo__strdup(arena, bytes)
		       : NULL;
}
