/* SPDX-License-Identifier: Apache-2.0 */
/* What was meant by a word: the nearest name by the number of bytes that were left out, put in or replaced (Levenshtein 1966), if
 * at most a third of the word is wrong. Cost: product of the lengths, which are capped. */
#include "fidelity/settings/suggestion.h"

#include <string.h>

#define LONGEST	 40u
#define TOLERANT 3u

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Edits between two words of at most LONGEST bytes. */
static uint32_t distance(const char *a, uint32_t a_size, const char *b, uint32_t b_size)
{
	uint32_t row[LONGEST + 1];
	for (uint32_t j = 0; j <= b_size; j++)
		row[j] = j;
	for (uint32_t i = 1; i <= a_size; i++) {
		uint32_t corner = row[0];
		row[0] = i;
		for (uint32_t j = 1; j <= b_size; j++) {
			uint32_t above = row[j];
			row[j] = least(
				corner + (a[i - 1] != b[j - 1]), 1 + least(above, row[j - 1]));
			corner = above;
		}
	}
	return row[b_size];
}

const char *apo__suggestion(
	apo__arena *arena, const char *word, const char *(*name)(uint32_t i), uint32_t count)
{
	uint32_t size = (uint32_t)strlen(word), best = UINT32_MAX;
	const char *found = NULL;
	for (uint32_t i = 0; i < count && size <= LONGEST; i++) {
		const char *candidate = name(i);
		uint32_t length = (uint32_t)strlen(candidate);
		if (length > LONGEST)
			continue;
		uint32_t edits = size > 1 && length > size && !memcmp(candidate, word, size)
					 ? 1
					 : distance(word, size, candidate, length);
		if (edits * TOLERANT <= size && edits < best) {
			best = edits;
			found = candidate;
		}
	}
	return found ? apo__strdup(arena, found) : NULL;
}
