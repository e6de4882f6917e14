/* SPDX-License-Identifier: Apache-2.0 */
/* Segments tile the text, blocks tile the segments, and places in the file hold the same characters. Texts are made of
 * pieces that are hard to cut, by a generator with a fixed seed. */
#include <criterion/criterion.h>
#include <string.h>

#include "apograph.h"

static const char *const pieces[] = {"Word", "word", " ", " ", " ", ".", ". ", "! ", "?", "…",
	"...", " . . .", "\"", "“", "”", "„", "« ", " »", "(", ")", "[1]", "1. ", "a. ", "3.5",
	"U.S. ", "Dr. ", "\n", "\n\n", "\r\n", "- ", "– ", "。", "他说", "！”", "「", "é", "\u00a0",
	"\u2028", "😀", "• ", ";", ":"};

static int is_space_at(const char *text)
{
	return strchr(" \n\r\t", *text) || !strncmp(text, "\u00a0", 2) ||
	       !strncmp(text, "\u2028", 3);
}

static void check_tiling(const apo_document *d)
{
	uint32_t at = 0, segment = 0;
	for (uint32_t b = 0; b < d->block_count; b++) {
		cr_assert_eq(d->blocks[b].first_segment, segment);
		for (uint32_t i = 0; i < d->blocks[b].segments; i++, segment++) {
			apo_span s = d->segments[segment].span;
			cr_assert_eq(d->segments[segment].block, b);
			cr_assert(s.begin >= at && s.begin < s.end && s.end <= d->size);
			cr_assert(d->blocks[b].span.begin <= s.begin &&
				  s.end <= d->blocks[b].span.end);
			for (; at < s.begin; at++)
				cr_assert(
					is_space_at(d->text + at) || (d->text[at] & 0xC0) == 0x80);
			cr_assert_not(is_space_at(d->text + s.begin));
			at = s.end;
		}
	}
	cr_assert_eq(segment, d->segment_count);
	for (; at < d->size; at++)
		cr_assert(is_space_at(d->text + at) || (d->text[at] & 0xC0) == 0x80);
}

Test(segments, tile_the_text)
{
	static const char *const languages[] = {"en", "de", "zh", "fr", "hu", "es", "is"};
	apo_context *context = apo_context_new(NULL, NULL);
	uint64_t seed = 1;
	for (int round = 0; round < 700; round++) {
		char text[2048] = "Begin ";
		size_t size = strlen(text);
		while (size < 20u + (unsigned)round) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			strcpy(text + size,
				pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)]);
			size += strlen(text + size);
		}
		apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
		options.lang = languages[round % 7];
		options.layers = APO_LAYER_SEGMENTS;
		apo_document *d = apo_document_read(context, "t", text, size, &options, NULL);
		cr_assert_not_null(d);
		check_tiling(d);
		for (uint32_t i = 0; i < d->segment_count; i++) {
			apo_span s = d->segments[i].span;
			apo_file_span f = apo_document_file_span(d, s);
			cr_assert_eq(f.end - f.begin, s.end - s.begin);
			cr_assert_eq(memcmp(text + f.begin, d->text + s.begin, s.end - s.begin), 0);
		}
		apo_document_free(d);
	}
	apo_context_free(context);
}
