/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "apograph.h"

static apo_document *read_text(const char *text, apo_document_format format)
{
	static apo_context *context;
	if (!context)
		context = apo_context_new(NULL, NULL);
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.lang = "en";
	options.format = format;
	return apo_document_read(context, "test.txt", text, strlen(text), &options, NULL);
}

Test(document, lines_are_segments_and_empty_lines_count)
{
	const char *text = "One. Two.\n\n  three \r\n\n";
	apo_document *d = read_text(text, APO_FORMAT_LINES);
	static const apo_span expected[] = {{0, 9}, {10, 10}, {13, 18}, {21, 21}};
	cr_assert_eq(d->segment_count, 4);
	for (int i = 0; i < 4; i++) {
		cr_assert_eq(d->segments[i].span.begin, expected[i].begin, "segment %d", i);
		cr_assert_eq(d->segments[i].span.end, expected[i].end, "segment %d", i);
	}
	cr_assert_eq(d->block_count, 2);
	cr_assert_eq(d->blocks[1].first_segment, 2);
	cr_assert_str_eq(d->id, "test");
	apo_document_free(d);
}

Test(document, days)
{
	static const struct {
		const char *date;
		int32_t day;
	} cases[] = {{"1970-01-01", 0}, {"2000-02-29", 11016}, {"2025-12-26T08:00:00Z", 20448},
		{"1969-12-31", -1}, {"2025-02-29", APO_DAY_NONE}, {"2025-13-01", APO_DAY_NONE},
		{"2025-1-1", APO_DAY_NONE}, {"2025-12-26x", APO_DAY_NONE}, {"", APO_DAY_NONE},
		{"26.12.2025", APO_DAY_NONE}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_assert_eq(apo_day_parse(cases[i].date), cases[i].day, "%s", cases[i].date);
	cr_assert_eq(apo_day_parse(NULL), APO_DAY_NONE);
}
