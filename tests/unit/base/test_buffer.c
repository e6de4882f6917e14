/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "base/buffer.h"

Test(buffer, decimals_need_no_locale)
{
	static const struct {
		double value;
		int digits;
		const char *text;
	} cases[] = {{0.5, 0, "1"}, {0.8735, 3, "0.874"}, {-0.0001, 3, "0.000"},
		{-2.25, 2, "-2.25"}, {1e9, 2, "1000000000.00"}, {(double)INFINITY, 2, "inf"},
		{(double)NAN, 1, "nan"}, {0.05, 1, "0.1"}};
	char out[40];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_assert_str_eq(apo__decimal(out, cases[i].value, cases[i].digits), cases[i].text);
}

Test(buffer, parse_decimal_says_what_it_used)
{
	static const struct {
		const char *text;
		size_t used;
		double value;
	} cases[] = {{"12", 2, 12}, {"-3.5x", 4, -3.5}, {".25", 3, .25}, {"1e3", 3, 1000},
		{"1e", 1, 1}, {"2.", 1, 2}, {"abc", 0, 0}, {"-", 0, 0}, {"1.5e-2", 6, .015}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double value = 0;
		cr_assert_eq(apo__parse_decimal(cases[i].text, strlen(cases[i].text), &value),
			cases[i].used);
		cr_assert_float_eq(value, cases[i].value, 1e-12);
	}
}

Test(buffer, text_grows)
{
	apo__arena *arena = apo__arena_new();
	apo__buffer buffer = {.arena = arena};
	cr_assert_str_eq(apo__buffer_text(&buffer), "");
	for (int i = 0; i < 1000; i++)
		apo__buffer_printf(&buffer, "%d,", i);
	cr_assert_eq(buffer.size, 3890);
	cr_assert_eq(strlen(apo__buffer_text(&buffer)), 3890);
	apo__arena_free(arena);
}
