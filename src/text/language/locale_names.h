/* SPDX-License-Identifier: Apache-2.0 */
/* Names of territories, languages, currencies, months and days as ICU's locale data (CLDR) has them. */
#ifndef APO__TEXT_LANGUAGE_LOCALE_NAMES_H
#define APO__TEXT_LANGUAGE_LOCALE_NAMES_H

#include "base/arena.h"

/* Call `pair` with the name of each thing in both languages (BCP 47 tags). It may give up the job of `arena`. */
void apo__locale_names(apo__arena *arena, const char *a, const char *b,
	void (*pair)(
		const char *a_name, size_t a_size, const char *b_name, size_t b_size, void *user),
	void *user);
/* Version of the data that the names come from. */
const char *apo__icu_version(apo__arena *arena);

#endif
