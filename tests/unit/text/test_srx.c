/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "text/document/srx.h"
#include "text/document/srx_pattern.h"

static const struct {
	const char *pattern, *backward, *bare; /* NULL: cannot be done */
} patterns[] = {
	{"", "", ""},
	{"abc", "cba", "cba"},
	{"\\bMr\\.", "\\.rM\\b", "\\.rM(?:)"},
	{"^\\s*\\p{Nd}+[.)]", "[.)]\\p{Nd}+\\s*\\z", "[.)]\\p{Nd}+\\s*(?:)"},
	{"a(b|cd)?e", "e(?:b|dc)?a", "e(?:b|dc)?a"},
	{"(?i)ab", "(?i:b)(?i:a)(?:)", "(?i:b)(?i:a)(?:)"},
	{"a(?i:bc)d", "d(?:(?i:c)(?i:b))a", "d(?:(?i:c)(?i:b))a"},
	{"a(?=b)c(?<!d)", "(?!d)c(?<=b)a", "(?:)c(?:)a"},
	{"a{2,3}?b*", "b*a{2,3}?", "b*a{2,3}?"},
	{"\\Qa.b\\E\\x41\\u00e9é", "é\\u00e9\\x41(?:b\\.a)", "é\\u00e9\\x41(?:b\\.a)"},
	{"[^a[b]\\]]c", "c[^a[b]\\]]", "c[^a[b]\\]]"},
	{"a(?#why)b", "b(?:)a", "b(?:)a"},
	{"(?<n>ab)", "(?:ba)", "(?:ba)"},
	{"(a)\\1", NULL, NULL},
	{"a++b", NULL, "ba+"},
	{"(?>a|b)c", NULL, "c(?:a|b)"},
	{"a$", NULL, "(?:)a"},
	{"(a", NULL, NULL},
	{"a)", NULL, NULL},
	{"*a", NULL, NULL},
	{"a\\", NULL, NULL},
	{"(?x)a b", NULL, NULL},
};

Test(srx, patterns_are_turned_round)
{
	apo__arena *arena = apo__arena_new();
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		const char *expected[] = {patterns[i].backward, patterns[i].bare};
		for (unsigned k = 0; k < 2; k++) {
			const char *got = apo__pattern_rewrite(arena, patterns[i].pattern,
				APO__PATTERN_BACKWARD | (k ? APO__PATTERN_BARE : 0));
			cr_expect(!got == !expected[k] && (!got || !strcmp(got, expected[k])),
				"%s, %u: %s", patterns[i].pattern, k, got ? got : "none");
		}
	}
	apo__arena_free(arena);
}

/* Rules "+before/after" (break) and "-before/after" (none), one a space; the text cut at "|". */
static const struct {
	const char *rules, *text;
} cuts[] = {
	{"", "No. Rules."},
	{"+\\./\\s", "One.| Two.Three.| Four."},
	{"-Mr\\./\\s +\\./\\s", "See Mr. A.| Mr.B.| End."},
	{"+\\./\\s -Mr\\./\\s", "See Mr.| A.| End."}, /* the first rule of a place wins */
	{"-b\\./ +\\./ -a\\./ +[a-c]\\./",
		"a.|b.c.|d"},		 /* an exception behind the break rule is late */
	{"+[.?!]+/", "What?!|So...|no"}, /* not between ? and ! */
	{"+[.?!]+/\\s", "What?!| So...| no"},
	{"-^\\d+\\./ +\\./\\s", "1. One 2.| Two"}, /* ^ is the begin of the text */
	{"-\\b(?:z|B)\\./\\s +\\./\\s", "Oz.| z. B. x"},
	{"-(\\p{L})\\1\\./\\s +\\./\\s", "aa. b ab.| c"}, /* cannot be read backwards */
	{"-(\\p{L})\\1\\./\\s -x\\./\\s -[yz]++\\./\\s +\\./\\s", "aa. x. zy. b.| c"},
	{"-x(?=\\.)\\./\\s -(?<=u)v\\./\\s +\\./\\s", "x. uv. v.| c"},
	{"+/(?=\\p{Lu})", "a|B|C"},
	{"+.*:/", "a: b:|c"}, /* as a search would find it */
	{"+\xF0\x9F\x98\x80/ +/\xE4\xB8\xAD", "a\xF0\x9F\x98\x80|b|\xE4\xB8\xAD\xF0\x9F\x98\x80"},
	{"-\xC3\x9F\\./\\s +\\./\\s", "a\xC3\x9F. b.| c"},
	{"-(?i)MR\\./\\s +\\./\\s", "mr. b.| c"},
};

static void cut(apo__arena *arena, const apo_context *context, const char *rules, const char *text)
{
	apo__srx_file file = {.path = "t", .cascade = 1};
	apo__srx_language language = {.name = "x"};
	char *copy = apo__strdup(arena, rules);
	for (char *save, *one = strtok_r(copy, " ", &save); one; one = strtok_r(NULL, " ", &save)) {
		char *slash = strrchr(one, '/');
		*slash = '\0';
		*apo__push(arena, &language.rules) = (apo__srx_rule){
			.before = one + 1, .after = slash + 1, .breaks = *one == '+'};
	}
	*apo__push(arena, &file.languages) = language;
	*apo__push(arena, &file.maps) = (apo__srx_map){"[a-z]+", "x", 1};
	char *plain = apo__strdup(arena, text), *to = plain, got[256] = "";
	for (const char *at = text; *at; at++)
		if (*at != '|')
			*to++ = *at;
	*to = '\0';
	apo__spans spans = {0};
	apo__srx_splitter *splitter =
		apo__srx_splitter_new(apo__srx_new(arena, context, &file), arena, "en");
	apo__srx_split(splitter, arena, plain, (apo_span){0, (uint32_t)strlen(plain)}, &spans);
	for (uint32_t i = 0; i < spans.count; i++) {
		strcat(got, i ? "|" : "");
		strcat(got, i && plain[spans.items[i].begin - 1] == ' ' ? " " : "");
		strncat(got, plain + spans.items[i].begin,
			spans.items[i].end - spans.items[i].begin);
	}
	cr_expect_str_eq(got, text, "%s: %s", rules, got);
}

Test(srx, first_rule_of_a_place_decides)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
		cut(arena, context, cuts[i].rules, cuts[i].text);
	apo__arena_free(arena);
	apo_context_free(context);
}
