/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "text/document/tokens.h"

static const struct {
	const char *lang, *text, *tokens; /* forms, "·" between them */
} cases[] = {
	{"en", "Rutte's plan isn't \"new\".", "rutte·'s·plan·isn't·\"·new·\"·."},
	{"en", "The U.S. and U.K., he said.", "the·u.s.·and·u.k.·,·he·said·."},
	{"en", "It ended.Then nato.int said", "it·ended·.·then·nato.int·said"},
	{"en", "twenty-three 18-year-olds", "twenty-three·18·-·year-olds"},
	{"en", "mid-2027, COVID-19, F-16s", "mid·-·2027·,·covid-19·,·f-16s"},
	{"en", "$1,234.50 or .25, 10:30.", "$·1,234.50·or·.25·,·10:30·."},
	{"en", "the Greens’ well–known", "the·greens·’·well·–·known"},
	{"fr", "L’Europe n’est-elle pas l'État d’aujourd’hui ?",
		"l'·europe·n'·est·-elle·pas·l'·état·d'·aujourd'hui·?"},
	{"fr",
		"Y a-t-il 8\xe2\x80\xaf"
		"600 quelqu’un à celui-là ?",
		"y·a·-t-il·8 600·quelqu'un·à·celui·-là·?"},
	{"fr", "quatre-vingt-dix-sept rendez-vous", "quatre-vingt-dix-sept·rendez-vous"},
	{"de", "Müller-Lüdenscheidt z.B. 1.000,5 % d.h. 12'500 Fr.",
		"müller-lüdenscheidt·z.b.·1.000,5·%·d.h.·12'500·fr·."},
	{"de", "STRASSE Straße 26.12.2025.", "strasse·strasse·26.12.2025·."},
	{"zh", "AI技术２０２７年12月，“德新社”报道", "ai·技·术·2027·年·12·月·,·“·德·新·社·”·报·道"},
	{"zh", "约3.5%〇々", "约·3.5·%·〇·々"},
	/* U+02BC, a letter to Unicode: inside of a word, before one, behind one, alone */
	{"en", "bʼa ʼn icheʼ rebelled ʼ ʼʼ", "b'a·'n·iche·ʼ·rebelled·ʼ·ʼ·ʼ"},
	{"fr", "lʼÉtat ʼ", "l'·état·ʼ"},
	{"hu", "8 600 és 1-2", "8·600·és·1·-·2"},
	{"en", "", ""},
	{"en",
		"a\xc2\xad"
		"b caf\x65\xcc\x81 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac",
		"ab·café·\xf0\x9f\x91\xa9·\xf0\x9f\x94\xac"},
};

static void expect(apo_context *context, const char *lang, const char *text, const char *expected)
{
	apo__arena *arena = apo__arena_new();
	apo__tokenizer tokenizer;
	apo__token_list tokens = {0};
	apo__buffer out = {arena, NULL, 0, 0};
	apo__tokenizer_init(&tokenizer, arena, apo__language_get(context, lang));
	apo__tokenize(&tokenizer, text, (apo_span){0, (uint32_t)strlen(text)}, 7, &tokens);
	for (uint32_t i = 0; i < tokens.count; i++) {
		cr_assert_eq(tokens.items[i].segment, 7);
		apo__buffer_puts(&out, i ? "·" : "");
		apo__buffer_puts(&out, tokens.items[i].form);
	}
	cr_expect_str_eq(apo__buffer_text(&out), expected, "%s: got %s, expected %s", text,
		apo__buffer_text(&out), expected);
	apo__arena_free(arena);
}

Test(tokens, cut_as_the_language_wants)
{
	apo_context *context = apo_context_new(NULL, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(context, cases[i].lang, cases[i].text, cases[i].tokens);
	apo_context_free(context);
}

/* Through the document layer. */
static const apo_token *tokens_of(
	apo__arena *arena, const apo__language *language, const char *text, uint32_t *count)
{
	apo_segment segment = {.span = {0, (uint32_t)strlen(text)}};
	apo__document document = {.arena = arena, .language = language, .public.text = text};
	*apo__push(arena, &document.segments) = segment;
	apo__document_tokenize(&document);
	cr_assert_eq(document.segments.items[0].tokens, document.public.token_count);
	*count = document.public.token_count;
	return document.public.tokens;
}

Test(tokens, know_case_and_initial)
{
	static const char text[] = "“Hello NATO,” he said. “G7 Éire";
	static const unsigned flags[] = {0, APO_TOKEN_CAPITAL | APO_TOKEN_INITIAL,
		APO_TOKEN_CAPITAL | APO_TOKEN_UPPER, 0, 0, 0, 0, 0, 0,
		APO_TOKEN_CAPITAL | APO_TOKEN_INITIAL, APO_TOKEN_CAPITAL};
	apo__arena *arena = apo__arena_new();
	uint32_t count;
	const apo_token *tokens = tokens_of(arena, NULL, text, &count);
	cr_assert_eq(count, sizeof flags / sizeof *flags);
	for (uint32_t i = 0; i < count; i++)
		cr_expect_eq(tokens[i].flags, flags[i], "%s: %u", tokens[i].form, tokens[i].flags);
	apo__arena_free(arena);
}

Test(tokens, tile_the_text)
{
	apo_context *context = apo_context_new(NULL, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo__arena *arena = apo__arena_new();
		const char *text = cases[i].text;
		uint32_t count, at = 0, size = (uint32_t)strlen(text);
		const apo_token *tokens =
			tokens_of(arena, apo__language_get(context, cases[i].lang), text, &count);
		for (uint32_t t = 0; t <= count; t++) {
			uint32_t stop = t < count ? tokens[t].span.begin : size;
			cr_assert_leq(at, stop);
			for (; at < stop; at++)
				cr_assert_eq(text[at], ' ', "%s: byte %u is in no token", text, at);
			at = t < count ? tokens[t].span.end : at;
			cr_assert(t == count || tokens[t].span.begin < tokens[t].span.end);
		}
		apo__arena_free(arena);
	}
	apo_context_free(context);
}
