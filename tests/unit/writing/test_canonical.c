/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "writing/canonical.h"

static const char *check(const char *text)
{
	size_t where;
	return apo__canonical_check(text, strlen(text), NULL, 0, &where);
}

Test(canonical, only_the_one_form_of_a_value_passes)
{
	static const char *const good[] = {"{}", "{\"a\":1}", "{\"a\":-1,\"b\":[],\"c\":{}}",
		"{\"a\":\"\",\"aa\":\"b\",\"b\":null,\"c\":true,\"d\":false}",
		"{\"a\":[1,\"x\",[2]]}", "{\"a\":9007199254740991}", "{\"a\":0}",
		"{\"a\":\"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\\u001f/\x7F\"}",
		"{\"a\":\"\xC3\xA9\xEF\xBF\xBD\xF0\x9F\x98\x80\"}"};
	static const char *const bad[] = {"", "[]", "1", "{", "{}}", "{} ", " {}", "{ }",
		"{\"a\": 1}", "{\"a\":1 }", "{\"a\":1,}", "{,}", "{\"a\":[1,]}", "{\"a\":[,1]}",
		"{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}", "{\"aa\":1,\"a\":1}", "{\"a\":01}",
		"{\"a\":-0}", "{\"a\":1.0}", "{\"a\":1e3}", "{\"a\":9007199254740992}",
		"{\"a\":99999999999999999999999}", "{\"a\":-}", "{\"a\":+1}", "{\"a\":\"\\u0041\"}",
		"{\"a\":\"\\u000a\"}", "{\"a\":\"\\u001F\"}", "{\"a\":\"\\/\"}", "{\"a\":\"\\",
		"{\"a\":\"\\u00", "{\"a\":\"\n\"}", "{\"a\":\"\xFF\"}", "{\"a\":\"\xED\xA0\x80\"}",
		"{\"a\":\"x}", "{\"a\":tru}", "{\"a\":nul}", "{\"A\":1}", "{\"\":1}", "{\"a\":1]",
		"{\"a\"1}", "{a:1}", "{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		cr_assert_null(check(good[i]), "%s: %s", good[i], check(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_assert_not_null(check(bad[i]), "passes: %s", bad[i]);
}

Test(canonical, what_is_written_passes_whatever_the_text)
{
	apo__arena *arena = apo__arena_new();
	for (unsigned seed = 1; seed < 2000; seed++) {
		char text[40];
		uint32_t state = seed * 2654435761u;
		for (size_t i = 0; i < sizeof text; i++) {
			state = state * 1664525u + 1013904223u;
			text[i] = (char)(state >> 24);
		}
		apo__buffer out = {.arena = arena};
		apo__canonical_open(&out, NULL, '{');
		apo__canonical_bool(&out, "a", 1);
		apo__canonical_open(&out, "b", '[');
		apo__canonical_text(&out, NULL, text, sizeof text);
		apo__canonical_integer(&out, NULL, seed);
		apo__canonical_string(&out, NULL, NULL);
		apo__canonical_close(&out, '[');
		apo__canonical_optional(&out, "c", NULL);
		apo__canonical_text(&out, "d", text, 7);
		apo__canonical_close(&out, '{');
		cr_assert_null(check(out.data), "%s: %s", out.data, check(out.data));
	}
	apo__arena_free(arena);
}

Test(canonical, fields_of_the_outermost_object)
{
	static const char text[] = "{\"a\":{\"b\":1},\"b\":22,\"c\":\"x\"}";
	apo__canonical_field fields[] = {{.key = "b"}, {.key = "c"}, {.key = "d"}};
	size_t where, size;
	uint64_t number;
	const char *plain;
	cr_assert_null(apo__canonical_check(text, strlen(text), fields, 3, &where));
	cr_assert(apo__canonical_number(&fields[0], &number));
	cr_assert_eq(number, 22);
	cr_assert(apo__canonical_plain(&fields[1], &plain, &size));
	cr_assert_eq(size, 1);
	cr_assert_eq(*plain, 'x');
	cr_assert_not(apo__canonical_number(&fields[1], &number));
	cr_assert_null(fields[2].value);
}
