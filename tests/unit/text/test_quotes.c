/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

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

/* `begin`, then `piece` again and again; the caller frees it. */
static char *repeat(const char *begin, const char *piece, size_t times)
{
	size_t head = strlen(begin), size = strlen(piece);
	char *text = malloc(head + times * size + 1);
	cr_assert(text);
	memcpy(text, begin, head + 1);
	for (size_t i = 0; i < times; i++)
		memcpy(text + head + i * size, piece, size + 1);
	return text;
}

Test(quotes, an_open_mark_in_a_megabyte)
{
	char *text = repeat("“", "word ", 200000);
	apo_document *d = read_as("en", text);
	cr_assert_eq(d->quote_count, 1);
	cr_assert(d->quotes[0].flags & APO_QUOTE_UNCLOSED);
	cr_assert_eq(d->attribution_count, 0);
	apo_document_free(d);
	free(text);
}

Test(quotes, ten_thousand)
{
	char *text = repeat("", "“We have seen all of it here,” said Anna Weber.\n\n", 10000);
	apo_document *d = read_as("en", text);
	cr_assert_eq(d->quote_count, 10000);
	cr_assert_eq(d->attribution_count, 10000);
	for (uint32_t i = 0; i < d->quote_count; i++)
		cr_assert_eq(d->quotes[i].attribution, i);
	apo_document_free(d);
	free(text);
}
