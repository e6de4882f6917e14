/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>
#include <unicode/utf8.h>

#include "apograph.h"
#include "base/visible.h"

Test(visible, what_a_terminal_obeys_or_hides_is_an_escape)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {{"plain, naïve 中文 \xF0\x9F\x98\x80", "plain, naïve 中文 \xF0\x9F\x98\x80"},
		{"a\x1b[31mb\a", "a\\x1b[31mb\\x07"}, {"a\tb\nc\r", "a\\x09b\\x0ac\\x0d"},
		{"\x7F", "\\x7f"},
		{"\xC2\x9B"
		 "31m",
			"<U+009B>31m"},
		{"\xE2\x80\xAEx\xE2\x80\xAC", "<U+202E>x<U+202C>"},
		{"\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\x8E\xD8\x9C",
			"<U+2066><U+2069><U+200E><U+061C>"},
		{"\xE2\x80\xA8\xE2\x80\xA9\xEF\xBB\xBF", "<U+2028><U+2029><U+FEFF>"},
		{"Reu\xE2\x80\x8Bters", "Reu<U+200B>ters"},
		{"\xF3\xA0\x80\x81\xF3\xA0\x81\xBF", "<U+E0001><U+E007F>"},
		/* scripts and emoji need these */
		{"\xE2\x80\x8C\xE2\x80\x8D\xC2\xAD\xEF\xB8\x8F\xCC\x81",
			"\xE2\x80\x8C\xE2\x80\x8D\xC2\xAD\xEF\xB8\x8F\xCC\x81"},
		{"\xEF\xBF\xBD", "\xEF\xBF\xBD"},
		/* ill-formed: a lone byte, a cut character, a surrogate, an overlong form, past the end */
		{"\xFF", "\\xff"}, {"\xE2\x80", "\\xe2\\x80"}, {"\xE2\x80z", "\\xe2\\x80z"},
		{"\xED\xA0\x80", "\\xed\\xa0\\x80"}, {"\xC0\x9B", "\\xc0\\x9b"},
		{"\xF4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"}};
	char shown[200];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t size =
			apo_visible_text(shown, sizeof shown, cases[i].text, strlen(cases[i].text));
		cr_assert_str_eq(shown, cases[i].shown, "case %zu: %s", i, shown);
		cr_assert_eq(size, strlen(cases[i].shown));
	}
}

Test(visible, room_cuts_between_characters)
{
	const char *text = "ab\x1b"
			   "c中";
	char out[16];
	static const char *const cut[] = {"", "", "a", "ab", "ab", "ab", "ab", "ab\\x1b",
		"ab\\x1b"
		"c",
		"ab\\x1b"
		"c",
		"ab\\x1b"
		"c",
		"ab\\x1b"
		"c中"};
	for (size_t room = 0; room < sizeof cut / sizeof *cut; room++) {
		memset(out, 'x', sizeof out);
		cr_assert_eq(apo_visible_text(out, room, text, strlen(text)), 10);
		if (room)
			cr_assert_str_eq(out, cut[room], "room %zu: %s", room, out);
		cr_assert_eq(out[room], 'x');
	}
}

/* Every pair of bytes, and random ones: no control gets out, and characters are those that ICU sees. */
Test(visible, any_bytes)
{
	uint64_t state = 1;
	for (unsigned round = 0; round < 200000; round++) {
		char text[8], out[40];
		for (size_t i = 0; i < sizeof text; i++) {
			state = state * 6364136223846793005u + 1442695040888963407u;
			unsigned byte = (unsigned)(state >> 56);
			text[i] = (char)(state >> 40 & 1 ? 0x80 | byte : byte);
		}
		if (round < 65536) {
			text[0] = (char)(round >> 8);
			text[1] = (char)round;
		}
		size_t at = 0, size = apo_visible_text(out, sizeof out, text, sizeof text);
		for (int32_t i = 0; i < (int32_t)sizeof text;) {
			UChar32 c;
			U8_NEXT((const uint8_t *)text, i, (int32_t)sizeof text, c);
			cr_assert_eq(apo__next_char(text, sizeof text, &at),
				c < 0 ? 0xFFFD : (uint32_t)c);
			cr_assert_eq(at, (size_t)i);
		}
		cr_assert_lt(size, sizeof out);
		for (size_t i = 0; i < size;)
			cr_assert_eq(apo__visibility_of(apo__next_char(out, size, &i)), APO__SEEN);
	}
}

Test(visible, a_cut_character_is_left_out)
{
	cr_assert_eq(apo__whole_chars("a\xE4\xB8\xAD", 4), 4);
	cr_assert_eq(apo__whole_chars("a\xE4\xB8", 3), 1);
	cr_assert_eq(apo__whole_chars("a\xE4", 2), 1);
	cr_assert_eq(apo__whole_chars("\xF0\x9F\x98", 3), 0);
	cr_assert_eq(apo__whole_chars("a\x80\x80\x80\x80", 5), 5); /* it was ill-formed before */
	cr_assert_eq(apo__whole_chars("", 0), 0);
}
