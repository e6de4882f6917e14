/* SPDX-License-Identifier: Apache-2.0 */
#include "text/entities/names.h"
#include "text/language/context.h"
#include "voices.h"

/* KIND:text:key, for each name; P person, L place, G body, O other. */
static const struct {
	const char *lang, *text, *names;
} cases[] = {
	{"en", "NATO Secretary General Mark Rutte spoke. Later Rutte left Germany.",
		"G:NATO:NATO P:Mark Rutte:mark rutte P:Rutte:mark rutte L:Germany:DE "},
	{"en", "Manfred Weber leads the Northern People's Party (NPP). The NPP is large.",
		"P:Manfred Weber:manfred weber G:Northern People's Party:northern people's party "
		"G:NPP:northern people's party G:NPP:northern people's party "},
	{"en", "The auction house Hartwell & Loos wrote to the University of Oldenmark.",
		"G:Hartwell & Loos:hartwell & loos G:University of Oldenmark:university of "
		"oldenmark "},
	{"en", "Nothing here is a name. Nobody came on Tuesday in May.", ""},
	{"en", "The German minister met British and Chinese diplomats.",
		"L:German:DE L:British:GB L:Chinese:CN "},
	{"de", "Die Chemikerin Tilde Rasmark sagte der Zeitung nichts. Das Geld ging an Rasmark.",
		"P:Tilde Rasmark:tilde rasmark P:Rasmark:tilde rasmark "},
	{"de", "Der Bau des Hauses in Deutschland kostete die Stadt viel Geld.",
		"L:Deutschland:DE "},
	{"de", "Bundeskanzler Friedrich Merz traf Ursula von der Leyen.",
		"P:Friedrich Merz:friedrich merz P:Ursula von der Leyen:ursula von der leyen "},
	{"fr", "Le président Emmanuel Macron est en Allemagne.",
		"P:Emmanuel Macron:emmanuel macron L:Allemagne:DE "},
	{"zh", "北约秘书长马克·吕特访问德国。吕特说，他很高兴。",
		"G:北约:NATO P:马克·吕特:马克·吕特 L:德国:DE P:吕特:马克·吕特 "},
	{"zh", "副市长苗静仪表示欢迎。美国总统特朗普不同意。",
		"P:苗静仪:苗静仪 L:美国:US P:特朗普:特朗普 "},
};

Test(names, are_found_and_joined)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_document *d = read_as(cases[i].lang, cases[i].text);
		char found[512] = "";
		uint32_t end = 0;
		for (uint32_t n = 0; n < d->name_count; n++) {
			const apo_name *name = &d->names[n];
			cr_assert(name->span.begin >= end && name->span.end <= d->size);
			end = name->span.end;
			size_t used = strlen(found);
			snprintf(found + used, sizeof found - used, "%c:%.*s:%s ",
				"OPLG"[name->kind], (int)(name->span.end - name->span.begin),
				d -> text + name -> span.begin, name->key);
		}
		cr_assert_str_eq(found, cases[i].names, "%s\nexpected %s\nfound    %s",
			cases[i].text, cases[i].names, found);
		apo_document_free(d);
	}
}

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
