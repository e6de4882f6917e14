/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "text/language/context.h"
#include "text/names/names.h"

Test(names, alike_across_scripts)
{
	static const struct {
		const char *a, *b;
		int same;
	} pairs[] = {{"吕特", "Rutte", 1}, {"韦伯", "Weber", 1}, {"曼弗雷德", "Manfred", 1},
		{"特朗普", "Trump", 1}, {"马克·吕特", "Mark Rutte", 1}, {"马克龙", "Macron", 1},
		{"普京", "Putin", 1}, {"默克尔", "Merkel", 1}, {"拉斯马克", "Rasmark", 1},
		{"蒂尔德·拉斯马克", "Tilde Rasmark", 1}, {"Zelensky", "Selenskyj", 1},
		{"Putin", "Poutine", 1}, {"Müller", "Muller", 1}, {"特朗普", "Rutte", 0},
		{"普京", "Macron", 0}, {"韦伯", "Trump", 0}, {"吕特", "Weber", 0},
		{"Weber", "Rutte", 0}, {"Macron", "Merkel", 0}, {"Brandt", "Struik", 0}};
	apo_context *context = apo_context_new(NULL, NULL);
	const apo__language *han = apo__language_get(context, "zh");
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		double alike = apo__names_similarity(han, pairs[i].a, pairs[i].b);
		cr_assert_eq(alike >= .7, pairs[i].same, "%s %s: %d", pairs[i].a, pairs[i].b,
			(int)(100 * alike));
		cr_assert_float_eq(alike, apo__names_similarity(han, pairs[i].b, pairs[i].a), 1e-9);
	}
	apo_context_free(context);
}
