/* SPDX-License-Identifier: Apache-2.0 */
#include "voices.h"

/* Any row of marks: spans lie in the text, and quotations nest. */
Test(quotes, never_cross)
{
	static const char *const pieces[] = {"“", "”", "\"", "'", "’", "„", "‘", "«", "»", "「",
		"」", "a", " b ", ". ", "s", "\n\n", "我", "5"};
	uint32_t seed = 7;
	for (int round = 0; round < 400; round++) {
		char text[400] = "x ";
		for (int k = 0; k < 40; k++) {
			seed = seed * 1664525u + 1013904223u;
			strcat(text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		apo_document *d = read_as("en", text);
		for (uint32_t i = 0; i < d->quote_count; i++) {
			const apo_quote *a = &d->quotes[i];
			cr_assert(a->span.begin <= a->inner.begin &&
					  a->inner.begin < a->inner.end &&
					  a->inner.end <= a->span.end && a->span.end <= d->size,
				"%s", text);
			cr_assert_leq(a->last_segment, d->segment_count - 1);
			for (uint32_t k = i + 1; k < d->quote_count; k++) {
				const apo_quote *b = &d->quotes[k];
				cr_assert(b->span.begin >= a->span.end ||
						  (b->span.begin >= a->inner.begin &&
							  b->span.end <= a->span.end &&
							  b->level > a->level),
					"%s", text);
			}
		}
		apo_document_free(d);
	}
}
