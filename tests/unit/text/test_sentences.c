/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "apograph.h"

/* Segments of a text as "a|b|c". */
static void check(apo_context *context, const char *lang, const char *text, const char *expected)
{
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.lang = lang;
	options.layers = APO_LAYER_SEGMENTS;
	apo_document *d = apo_document_read(context, "t", text, strlen(text), &options, NULL);
	char got[1024] = "";
	for (uint32_t i = 0; i < d->segment_count; i++) {
		apo_span s = d->segments[i].span;
		strcat(got, i ? "|" : "");
		strncat(got, d->text + s.begin, s.end - s.begin);
	}
	cr_expect_str_eq(got, expected, "%s: %s", lang, got);
	apo_document_free(d);
}

static const struct {
	const char *lang, *text, *expected;
} cases[] = {
	{"en", "It rained. We stayed in.", "It rained.|We stayed in."},
	{"en", "Ask Dr. Miller at 3.5 p.m. or later.", "Ask Dr. Miller at 3.5 p.m. or later."},
	{"en", "The U.S. Army left. He lives in the U.S. She does not.",
		"The U.S. Army left.|He lives in the U.S.|She does not."},
	{"en", "See No. 5. No. The end.", "See No. 5.|No.|The end."},
	{"en", "“Stop!” he cried. “Now.” Nobody moved.", "“Stop!” he cried.|“Now.”|Nobody moved."},
	{"en", "Wait... what? Gone... Nobody knew.", "Wait... what?|Gone...|Nobody knew."},
	{"en", "He quit (so they say.) and left. (We stayed.) Fine.",
		"He quit (so they say.) and left.|(We stayed.)|Fine."},
	{"en", "1. Wash it 2. Dry it 3. Fold it", "1. Wash it|2. Dry it|3. Fold it"},
	{"en", "He paid 2. Then he left.", "He paid 2.|Then he left."},
	{"en", "It was proven.[3] Later it fell.", "It was proven.[3]|Later it fell."},
	{"en", "They lost (see there).3 It was late.11 12 He left. Windows.10 is old.",
		"They lost (see there).3|It was late.11 12|He left.|Windows.10 is old."},
	{"en", "It ended.The rest left.Mr. Ames paid 1,000.It is at example.Org now.",
		"It ended.|The rest left.|Mr. Ames paid 1,000.|It is at example.Org now."},
	{"en", "It went on. . . . The end. We . . . rested.",
		"It went on.|. . . The end.|We . . . rested."},
	{"en", "At 5 a.m. Kim left. Kim left the town at 5 a.m. Guards saw it at 6 p.m. Monday.",
		"At 5 a.m. Kim left.|Kim left the town at 5 a.m.|Guards saw it at 6 p.m. Monday."},
	{"en", "All ended at 7 p.m. GMT (see Ames et al. The End, why? 1999). Fine.",
		"All ended at 7 p.m. GMT (see Ames et al. The End, why? 1999).|Fine."},
	{"en", "Do it: (a) Wash it. (b) Dry it. (c) Fold it. Done. w) one x) two y) three",
		"Do it:|(a) Wash it.|(b) Dry it.|(c) Fold it.|Done.|w) one|x) two|y) three"},
	{"en", "He has 2 plans: 1. go 2. stay. Then 1. is out.",
		"He has 2 plans: 1. go 2. stay.|Then 1. is out."},
	{"en", "It is 400 yd\n(365 m).\n\nOld\rLines\rEnd.",
		"It is 400 yd\n(365 m).|Old|Lines|End."},
	{"de", "Am 3. Oktober kam Hr. Weiß, z. B. mit Dr. Roth. Er blieb.",
		"Am 3. Oktober kam Hr. Weiß, z. B. mit Dr. Roth.|Er blieb."},
	{"de", "„Nein.“ Sie ging. Es waren 12. Das reichte.",
		"„Nein.“|Sie ging.|Es waren 12.|Das reichte."},
	{"de", "»Ja!« Er lachte.", "»Ja!«|Er lachte."},
	{"de", "Es steht in der Hauptstr. 5. Dort war Prof. K. S. Roth von Fa. Blau kam.",
		"Es steht in der Hauptstr. 5.|Dort war Prof. K. S. Roth von Fa. Blau kam."},
	{"zh", "看《你好！中国》（真的！没错）好吗？好！",
		"看《你好！中国》（真的！没错）好吗？|好！"},
	{"my", "လဲ။ကျွန်တော်။", "လဲ။|ကျွန်တော်။"},
	{"hy", "Ինչպե՞ս ես։ Լավ։", "Ինչպե՞ս ես։|Լավ։"},
	{"th", "เขามาแล้ว ฝนตก", "เขามาแล้ว ฝนตก"},
	{"fr", "« Oui ! » Elle partit. M. Blanc resta.", "« Oui ! »|Elle partit.|M. Blanc resta."},
	{"es", "¿Quién es? El Sr. Ruiz. ¡Pase!", "¿Quién es?|El Sr. Ruiz.|¡Pase!"},
	{"hu", "– Hol van? – kérdezte. – Itt vagyok. Dr. Kiss jött.",
		"– Hol van? – kérdezte.|– Itt vagyok.|Dr. Kiss jött."},
	{"zh", "他来了。“下雨了。”老王说。大家走了！", "他来了。|“下雨了。”老王说。|大家走了！"},
	{"zh", "价格是3.5元。\"好。\"他走了。", "价格是3.5元。|\"好。\"|他走了。"},
	{"it", "Il dott. Rossi, n. 5. Vedi pag. 12. Nel 44 a.C. Roma. Ecc. ecc. Il re.",
		"Il dott. Rossi, n. 5.|Vedi pag. 12.|Nel 44 a.C. Roma.|Ecc. ecc.|Il re."},
	{"nl", "Dhr. Smit en mevr. De Wit. Zie blz. 12. Op 3 jan. 2020.",
		"Dhr. Smit en mevr. De Wit.|Zie blz. 12.|Op 3 jan. 2020."},
	{"pl", "Na ul. Długiej. Prof. Nowak, ok. 5 tys. osób. W 1998 r. To wszystko.",
		"Na ul. Długiej.|Prof. Nowak, ok. 5 tys. osób.|W 1998 r.|To wszystko."},
	{"ru", "На ул. Ленина. Проф. А. С. Лунин. В 1812 г. Россия. В 1812 г. Он.",
		"На ул. Ленина.|Проф. А. С. Лунин.|В 1812 г. Россия.|В 1812 г.|Он."},
	{"ja", "「雨だ。」と言った。本当？はい！", "「雨だ。」と言った。|本当？|はい！"},
	{"el", "Ποιος είναι; Ο κ. Νίκος; Ναι.", "Ποιος είναι;|Ο κ. Νίκος;|Ναι."},
	{"hi", "डॉ. शर्मा आए। वह गया।", "डॉ. शर्मा आए।|वह गया।"},
	{"am", "መጣ። ሄደ።", "መጣ።|ሄደ።"},
	{"is", "Sjá bls. 12. Hann kom. Dr. Jón fór.", "Sjá bls. 12.|Hann kom.|Dr. Jón fór."},
	{"ro", "A venit. A plecat.", "A venit.|A plecat."},
	{"hi", "वह आया। वह गया।", "वह आया।|वह गया।"},
	{"en", "The Storm\n\nIt rained all\nnight long.\nWe slept.",
		"The Storm|It rained all\nnight long.|We slept."},
};

Test(sentences, are_found)
{
	apo_context *context = apo_context_new(NULL, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(context, cases[i].lang, cases[i].text, cases[i].expected);
	apo_context_free(context);
}
