/* SPDX-License-Identifier: Apache-2.0 */
/* Times as instants, and what may be said of two of them. */
#include <criterion/criterion.h>
#include <string.h>

#include "apograph.h"

static const int64_t hour = 3600000;

Test(instant, are_read_with_any_offset)
{
	static const struct {
		const char *text;
		int64_t hours, ms; /* begin, from 1970-01-01T00:00Z */
		int64_t length;
		apo_precision precision;
	} cases[] = {{"1970-01-01T00:00:00Z", 0, 0, 1000, APO_PRECISION_SECOND},
		{"1970-01-01T02:00:00+02:00", 0, 0, 1000, APO_PRECISION_SECOND},
		{"1969-12-31T15:00:00-09:00", 0, 0, 1000, APO_PRECISION_SECOND},
		{"1970-01-01t05:30:00+0530", 0, 0, 1000, APO_PRECISION_SECOND},
		{"1970-01-01 01:00+01", 0, 0, 60000, APO_PRECISION_MINUTE},
		{"1970-01-01T00:00:00-00:00", 0, 0, 1000, APO_PRECISION_SECOND},
		{"1970-01-01T00:00:00.5z", 0, 500, 100, APO_PRECISION_SECOND},
		{"1970-01-01T00:00:00.123456789Z", 0, 123, 1, APO_PRECISION_SECOND},
		{"1970-01-01T23:59:60Z", 24, 0, 1000, APO_PRECISION_SECOND},
		{"1970-01-01", -14, 0, 50 * 3600000, APO_PRECISION_DAY},
		{"1970-01-01T00:00", -14, 0, 26 * 3600000 + 60000, APO_PRECISION_MINUTE},
		{"2025-12-26T09:00:00+01:00", 490760, 0, 1000, APO_PRECISION_SECOND}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_instant t;
		cr_assert(apo_instant_parse(cases[i].text, &t), "%s", cases[i].text);
		cr_expect_eq(t.begin, cases[i].hours * hour + cases[i].ms, "%s: %lld",
			cases[i].text, (long long)t.begin);
		cr_expect_eq(t.end - t.begin, cases[i].length, "%s", cases[i].text);
		cr_expect_eq(t.precision, cases[i].precision, "%s", cases[i].text);
	}
}

Test(instant, what_is_none_is_unknown)
{
	static const char *const texts[] = {"", "soon", "2025", "2025-12", "2025-12-32",
		"2025-02-29", "2025-12-26T", "2025-12-26T8:00Z", "2025-12-26T24:00Z",
		"2025-12-26T08:60Z", "2025-12-26T08:00:61Z", "2025-12-26T08:00:00.Z",
		"2025-12-26T08:00:00+", "2025-12-26T08:00:00+1",
		"2025-12-26T08:00:00+01:", "2025-12-26T08:00:00+01:0", "2025-12-26T08:00:00Zulu",
		"2025-12-26T08Z", "2025-12-26 ", "2025-12-26T08:00:00 CET", "26.12.2025"};
	apo_instant t, known;
	apo_instant_parse("2025-12-26", &known);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		cr_expect_not(apo_instant_parse(texts[i], &t), "%s", texts[i]);
		cr_expect_eq(t.precision, APO_PRECISION_NONE);
		cr_expect_eq(apo_instant_compare(&t, &known), 0);
		cr_expect_eq(apo_day_parse(texts[i]), APO_DAY_NONE);
	}
	cr_expect_not(apo_instant_parse(NULL, &t));
}

Test(instant, are_compared_as_precisely_as_both_say)
{
	static const struct {
		const char *a, *b;
		int order;
	} cases[] = {{"2026-07-14T08:40:00+02:00", "2026-07-14T07:00:00Z", -1},
		{"2025-12-26", "2025-12-26T08:00Z", 0}, {"2025-12-26", "2025-12-26", 0},
		{"2025-12-26T08:00:00Z", "2025-12-26T09:00:00+01:00", 0},
		{"2025-12-26T08:00Z", "2025-12-26T08:00:59Z", 0},
		{"2025-12-26T08:00Z", "2025-12-26T08:01:00Z", -1},
		{"2025-12-25", "2025-12-26", -1},	/* both say days: days are compared */
		{"2025-12-25", "2025-12-26T08:00Z", 0}, /* still the 25th in Baker Island */
		{"2025-12-25", "2025-12-26T12:00Z", -1}, {"2025-12-27", "2025-12-26T09:59:59Z", 1},
		{"2025-12-27", "2025-12-26T10:00Z", 0}, {"2025-12-26T08:00", "2025-12-26T09:00", 0},
		{"2025-12-26T08:00", "2025-12-27T12:00", -1},
		{"2025-12-26T08:00:00.25Z", "2025-12-26T08:00:00.3Z", -1}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_instant a, b;
		cr_assert(apo_instant_parse(cases[i].a, &a) && apo_instant_parse(cases[i].b, &b));
		cr_expect_eq(apo_instant_compare(&a, &b), cases[i].order, "%s and %s: %d",
			cases[i].a, cases[i].b, apo_instant_compare(&a, &b));
		cr_expect_eq(apo_instant_compare(&b, &a), -cases[i].order, "%s and %s", cases[i].b,
			cases[i].a);
	}
}
