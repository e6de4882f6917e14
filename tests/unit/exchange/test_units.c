/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "exchange/units/units.h"

Test(units, languages_match_exactly_then_bare_then_another_region)
{
	static const struct {
		const char *have, *wanted;
		int rank;
	} cases[] = {
		{"de-AT", "de-AT", 3},
		{"DE_at", "de-AT", 3},
		{"de", "de-AT", 2},
		{"de-CH", "de-AT", 1},
		{"de-CH", "de", 1},
		{"zh-Hant-TW", "zh_CN", 1},
		{"deu", "de", 0},
		{"d", "de", 0},
		{"en", "de", 0},
		{"", "de", 0},
		{"de", "", 0},
		{"", "", 0},
		{"-", "-", 3},
		{"-de", "-at", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_eq(apo__language_match(cases[i].have, cases[i].wanted), cases[i].rank,
			"%s for %s", cases[i].have, cases[i].wanted);
}

Test(units, the_best_variant_is_found_and_never_the_other_side)
{
	const apo__unit_variant variants[] = {
		{.lang = "en", .text = "a", .size = 1},
		{.lang = "de-CH", .text = "b", .size = 1},
		{.lang = "de", .text = NULL},
		{.lang = "de-DE", .text = "c", .size = 1},
		{.lang = "en-GB", .text = "d", .size = 1},
	};
	const apo__unit unit = {.variants = variants, .variant_count = 5};
	cr_expect_eq(apo__unit_find(&unit, "de-DE", NULL), &variants[3]);
	cr_expect_eq(apo__unit_find(&unit, "de", NULL), &variants[1]);
	cr_expect_eq(apo__unit_find(&unit, "en", &variants[0]), &variants[4]);
	cr_expect_null(apo__unit_find(&unit, "fr", NULL));
}

Test(units, properties_are_found_by_type_and_notes_are_none)
{
	const apo__unit_info infos[] = {
		{.kind = APO__INFO_NOTE, .text = "n"},
		{.kind = APO__INFO_PROP, .type = "x-a", .text = "1"},
		{.kind = APO__INFO_PROP, .type = "x-a", .text = "2"},
	};
	const apo__unit_attribute attributes[] = {{"usagecount", "7"}};
	cr_expect_str_eq(apo__prop_of(infos, 3, "x-a"), "1");
	cr_expect_null(apo__prop_of(infos, 3, "x-b"));
	cr_expect_str_eq(apo__attribute_of(attributes, 1, "usagecount"), "7");
	cr_expect_null(apo__attribute_of(attributes, 1, "creationid"));
}
