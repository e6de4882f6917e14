/* SPDX-License-Identifier: Apache-2.0 */
#include "voices.h"

/* Inner texts; "/" before each nested level, ? behind an unclosed one, ~ behind a term. */
static const struct {
	const char *lang, *text, *quotes;
} cases[] = {
	{"en", "“We will go on and on,” she said.", "[We will go on and on,]"},
	{"en", "\"We will go on and on,\" she said. \"It is what we do.\"",
		"[We will go on and on,][It is what we do.]"},
	{"en", "'Let's not forget the allies' plan for Europe,' he said.",
		"[Let's not forget the allies' plan for Europe,]"},
	{"en", "‘It’s the allies’ plan to stay,’ he said.", "[It’s the allies’ plan to stay,]"},
	{"en", "The dogs' owners aren't the cats' friends in the '90s.", ""},
	{"en", "“He told me ‘go home right now please’ and left,” she said.",
		"[He told me ‘go home right now please’ and left,]/[go home right now please]"},
	{"en", "The \"America First\" posture was a so-called 'plan'.", "[America First~][plan~]"},
	{"en", "“We begin it all here and now.\n\n“And we end it all right there,” he said.",
		"[We begin it all here and now.\n\n“And we end it all right there,]"},
	{"en", "He said: “We never closed this one here.\n\nThe end came later.",
		"[We never closed this one here.?]"},
	{"en", "The screen is 5' 10\" and 6\" wide.", ""},
	{"en", "She wrote in her note to clients” and left.", ""},
	{"de", "„Wir machen das ganz sicher nicht“, sagte sie.",
		"[Wir machen das ganz sicher nicht]"},
	{"de", "»Wir machen das ganz sicher nicht«, sagte sie.",
		"[Wir machen das ganz sicher nicht]"},
	{"de", "„Er nannte es ‚einen großen und guten Plan‘ und ging“, sagte sie.",
		"[Er nannte es ‚einen großen und guten Plan‘ und ging]/[einen großen und guten "
		"Plan]"},
	{"de", "Wir hätten das wissen müssen“, sagte sie.", ""},
	{"fr", "« Nous irons tous au bois ce soir », dit-elle.",
		"[Nous irons tous au bois ce soir]"},
	{"fr", "L’agence n’a rien dit aujourd’hui.", ""},
	{"fr", "— Bonjour, dit-il.\n\n— Adieu, dit-elle.", ""},
	{"zh", "他说：“我们今天一定要去北京。”她笑了。", "[我们今天一定要去北京。]"},
	{"zh", "他說：「我們說『歐洲聯盟很重要』的時候要小心。」",
		"[我們說『歐洲聯盟很重要』的時候要小心。]/[歐洲聯盟很重要]"},
	{"zh", "打造“电池之都”的城市很多。", "[电池之都~]"},
	{"es", "«Vamos todos al bosque esta noche», dijo.", "[Vamos todos al bosque esta noche]"},
	{"hu", "„Holnap mindenki elmegy az erdőbe” – mondta.",
		"[Holnap mindenki elmegy az erdőbe]"},
};

Test(quotes, of_every_style)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_document *d = read_as(cases[i].lang, cases[i].text);
		char found[512] = "";
		for (uint32_t q = 0; q < d->quote_count; q++) {
			for (uint32_t l = 0; l < d->quotes[q].level; l++)
				strcat(found, "/");
			strcat(found, "[");
			append(found, sizeof found - 8, d, d->quotes[q].inner);
			strcat(found, d->quotes[q].flags & APO_QUOTE_UNCLOSED ? "?" : "");
			strcat(found, d->quotes[q].flags & APO_QUOTE_SCARE ? "~" : "");
			strcat(found, "]");
		}
		cr_assert_str_eq(found, cases[i].quotes, "%s\nexpected %s\nfound    %s",
			cases[i].text, cases[i].quotes, found);
		apo_document_free(d);
	}
}

/* Any row of marks: spans lie in the text, and quotations nest. */
Test(quotes, never_cross)
{
	static const char *const pieces[] = {"“", "”", "\"", "'", "’", "„", "‘", "«", "»", "「",
		"」", "a", " b ", ". ", "s", "\n\n", "我", "5"};
	uint32_t seed = 7;
	for (int round = 0; round < 400; round++) {
		char text[400] = "x ";
		for (int k = 0; k < 40; k++) {
			seed = seed * 1664525u + 1013904223u;
			strcat(text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		apo_document *d = read_as("en", text);
		for (uint32_t i = 0; i < d->quote_count; i++) {
			const apo_quote *a = &d->quotes[i];
			cr_assert(a->span.begin <= a->inner.begin &&
					  a->inner.begin < a->inner.end &&
					  a->inner.end <= a->span.end && a->span.end <= d->size,
				"%s", text);
			cr_assert_leq(a->last_segment, d->segment_count - 1);
			for (uint32_t k = i + 1; k < d->quote_count; k++) {
				const apo_quote *b = &d->quotes[k];
				cr_assert(b->span.begin >= a->span.end ||
						  (b->span.begin >= a->inner.begin &&
							  b->span.end <= a->span.end &&
							  b->level > a->level),
					"%s", text);
			}
		}
		apo_document_free(d);
	}
}
