/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_LANGUAGE_DETECT_H
#define APO__TEXT_LANGUAGE_DETECT_H

#include "text/language/language.h"

/* The language of a text among those with a data file, NULL when it is none of them or cannot be known. */
const char *apo__detect_language(
	apo__arena *arena, const apo_context *context, const char *text, uint32_t size);
/* Whether `tag` is a well-formed BCP 47 tag of a language that ICU knows. */
int apo__is_language(const char *tag);

/* The shortest code of a tag's language, in lower case: "ar" for "ara" and "AR-eg" (ISO 639, as ICU has it). Returns 0, with `code`
 * undefined, for what cannot be a language. */
int apo__language_code(const char *tag, char code[9]);

#endif
