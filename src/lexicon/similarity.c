/* SPDX-License-Identifier: Apache-2.0 */
/* Likeness of words without a dictionary. */
#include <string.h>

#include "lexicon/dictionary/phrase.h"
#include "lexicon/lexicons.h"
#include "text/unicode/chars.h"

/* Set by hand. */
#define LEAST_PREFIX 4u
#define SAME_DIGITS  1.5 /* against 1 for an equal word */
#define SAME_SHORT   .3	 /* a word of one or two letters is equal by chance */
#define SAME_PREFIX  .5	 /* of the share of the longer word that is common */

static uint32_t letters(const char *text, size_t size)
{
	return (uint32_t)apo__count_chars(text, size);
}

double apo__similarity(const char *a, const char *b)
{
	size_t prefix = 0;
	while (a[prefix] && a[prefix] == b[prefix])
		prefix++;
	size_t a_size = prefix + strlen(a + prefix), b_size = prefix + strlen(b + prefix);
	apo__char_class class = APO__CHAR_OTHER;
	if (a_size == prefix && b_size == prefix) {
		if (!prefix)
			return 0;
		apo__char(a, a_size, &class);
		if (class == APO__CHAR_DIGIT)
			return SAME_DIGITS;
		return class != APO__CHAR_HAN && letters(a, a_size) < 3 ? SAME_SHORT : 1;
	}
	prefix = apo__char_begin(a, 0, prefix); /* a common lead byte is not a common letter */
	uint32_t common = letters(a, prefix);
	if (common < LEAST_PREFIX)
		return 0;
	apo__char(a, a_size, &class);
	if (class != APO__CHAR_LETTER)
		return 0;
	uint32_t a_letters = letters(a, a_size), b_letters = letters(b, b_size);
	return SAME_PREFIX * common / (a_letters > b_letters ? a_letters : b_letters);
}
