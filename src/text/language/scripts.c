/* SPDX-License-Identifier: Apache-2.0 */
/* The scripts that a language is written in, as ICU has them from CLDR. */
#include "text/language/scripts.h"

#include <unicode/uscript.h>

#define MOST_SCRIPTS 8 /* Japanese has three, no language of CLDR more */

int apo__scripts_differ(const char *a, const char *b)
{
	UScriptCode of[2][MOST_SCRIPTS];
	int32_t count[2];
	const char *tags[2] = {a, b};
	for (int side = 0; side < 2; side++) {
		UErrorCode status = U_ZERO_ERROR;
		count[side] = uscript_getCode(tags[side], of[side], MOST_SCRIPTS, &status);
		if (U_FAILURE(status) || count[side] <= 0)
			return 0;
	}
	for (int32_t i = 0; i < count[0]; i++)
		for (int32_t j = 0; j < count[1]; j++)
			if (of[0][i] == of[1][j])
				return 0;
	return 1;
}
