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

static apo_status open_fails(
	const char *data, size_t size, const char *lang, const char *encoding, apo_error *err)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.lang = lang;
	options.encoding = encoding;
	apo_document *d = apo_document_read(context, "t.txt", data, size, &options, err);
	apo_status status = d ? APO_OK : err->status;
	apo_document_free(d);
	apo_context_free(context);
	return status;
}

Test(document, bad_inputs)
{
	static const struct {
		const char *data;
		size_t size;
		const char *lang, *encoding;
		apo_status status;
		uint64_t offset;
	} cases[] = {
		{"", 0, "en", NULL, APO_EINPUT, APO_NO_OFFSET},
		{" \n\t\n", 4, "en", NULL, APO_EINPUT, APO_NO_OFFSET},
		{"ab\0c", 4, "en", NULL, APO_EINPUT, 2},
		{"\1\2\3\4text", 8, "en", NULL, APO_EINPUT, APO_NO_OFFSET},
		{"caf\xe9 na\xefve", 10, "en", NULL, APO_EINPUT, 3},
		{"cut\xe2\x80", 5, "en", NULL, APO_OK, 0},
		{"text", 4, "en", "no-such-encoding", APO_EUSAGE, APO_NO_OFFSET},
		{"text", 4, "qq-nonsense-tag", NULL, APO_EUSAGE, APO_NO_OFFSET},
		{"text", 4, "xx", NULL, APO_EUSAGE, APO_NO_OFFSET},
		{"zyx wvu tsr", 11, NULL, NULL, APO_EUSAGE, APO_NO_OFFSET},
		{"Texte.", 6, "de-AT", NULL, APO_OK, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_error err;
		apo_status status = open_fails(
			cases[i].data, cases[i].size, cases[i].lang, cases[i].encoding, &err);
		cr_expect_eq(status, cases[i].status, "case %zu: %d", i, status);
		if (status)
			cr_expect_eq(err.offset, cases[i].offset, "case %zu", i);
	}
}

Test(document, places_in_the_file_outlive_the_encoding)
{
	static const struct {
		const char *data;
		size_t size;
		const char *encoding;
		apo_file_span second; /* segment */
	} cases[] = {
		{"\xEF\xBB\xBFÄ! Öl.", 11, NULL, {7, 11}},
		{"\xFF\xFE\x41\0!\0 \0\xD6\0l\0.\0", 14, NULL, {8, 14}},
		{"\xFE\xFF\0\x41\0!\0 \0\xD6\0l\0.", 14, NULL, {8, 14}},
		{"A! \xD6l.", 6, "windows-1252", {3, 6}},
	};
	apo_context *context = apo_context_new(NULL, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
		options.lang = "sv";
		options.encoding = cases[i].encoding;
		apo_document *d = apo_document_read(
			context, "t", cases[i].data, cases[i].size, &options, NULL);
		cr_assert_not_null(d);
		cr_assert_eq(d->segment_count, 2, "case %zu", i);
		apo_file_span s = apo_document_file_span(d, d->segments[1].span);
		cr_expect(s.begin == cases[i].second.begin && s.end == cases[i].second.end,
			"case %zu: %d %d", i, (int)s.begin, (int)s.end);
		cr_expect_eq(memcmp(d->text + d->segments[1].span.begin, "Öl.", 4), 0);
		apo_document_free(d);
	}
	apo_context_free(context);
}
