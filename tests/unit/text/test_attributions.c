/* SPDX-License-Identifier: Apache-2.0 */
#include "voices.h"

/* type:name:span| for each credit; - where there is no name. */
static const struct {
	const char *lang, *text, *credits;
} cases[] = {
	{"en",
		"“It is only logical that we go,” Mark Rutte said. Later he added that all was "
		"well.",
		"person:Mark Rutte:Mark Rutte said|person:Mark Rutte:he added that|"},
	{"en", "\"We trusted the papers more than that,\" admitted Conrad Loos, head of the house.",
		"person:Conrad Loos:admitted Conrad Loos|"},
	{"en", "Manfred Weber, head of the conservative group, had called for troops.",
		"person:Manfred Weber:Manfred Weber, head of the conservative group, had called "
		"for|"},
	{"en", "Mark Rutte rejected the idea and stressed that it would fail, adding that he knew.",
		"person:Mark Rutte:Mark Rutte rejected|person:Mark Rutte:stressed that|"
		"person:Mark Rutte:adding that|"},
	{"en", "According to Reuters, the talks failed.", "agency:Reuters:According to Reuters|"},
	{"en", "Speaking to German news agency dpa, Mark Rutte said all was well.",
		"agency:dpa:Speaking to German news agency dpa|person:Mark Rutte:Mark Rutte said|"},
	{"en", "Director Conrad Loos told the Chronicle that the house was closed.",
		"person:Conrad Loos:Director Conrad Loos told|outlet:Chronicle:the Chronicle|"},
	{"en", "The prices fell, experts say.", "unnamed:-:experts say|"},
	{"en", "VELMOND, June 2 (Norpress) - A painting is a fake.",
		"dateline:Norpress:VELMOND, June 2 (Norpress)|"},
	{"en", "A story of ice\n\nBy Hanna Quill\n\nIt was cold all day long in the corridor.",
		"byline:Hanna Quill:By Hanna Quill|"},
	{"en", "The report was long. The calls of the birds, remarks of no weight, went on.", ""},
	{"en", "She is said to have painted in the open.", ""},
	{"de",
		"„Das machen wir ganz sicher nicht“, sagte Tilde Rasmark. Das Geld fehle, merkte "
		"sie an.",
		"person:Tilde Rasmark:sagte Tilde Rasmark|person:Tilde Rasmark:merkte sie an|"},
	{"de", "Der Käufer bekommt sein Geld, teilte das Auktionshaus mit.",
		"institution:das Auktionshaus:teilte das Auktionshaus mit|"},
	{"de", "Laut Reuters gibt es keine Festnahmen.", "agency:Reuters:Laut Reuters|"},
	{"de", "Der Polizei zufolge gibt es keine Festnahmen.",
		"institution:Der Polizei:Der Polizei zufolge|"},
	{"fr", "« Nous irons tous au bois ce soir », a reconnu le directeur Conrad Loos.",
		"person:Conrad Loos:reconnu le directeur Conrad Loos|"},
	{"fr", "Les prix baissent, selon l’agence Reuters.",
		"agency:Reuters:selon l’agence Reuters|"},
	{"zh", "马克·吕特说：“我们今天一定要去北京开会。”他补充说，一切都好。",
		"person:马克·吕特:马克·吕特说|person:马克·吕特:他补充说|"},
	{"zh", "据路透社报道，会谈失败。", "agency:路透社:据路透社报道|"},
	{"zh", "这本小说很好看，说明书也很长。", ""},
};

Test(attributions, name_source_and_cue)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_document *d = read_as(cases[i].lang, cases[i].text);
		char found[512] = "";
		for (uint32_t k = 0; k < d->attribution_count; k++) {
			const apo_attribution *a = &d->attributions[k];
			cr_assert(a->span.begin < a->span.end && a->span.end <= d->size);
			cr_assert(a->cue.begin >= a->span.begin && a->cue.end <= a->span.end);
			size_t used = strlen(found);
			snprintf(found + used, sizeof found - used,
				"%s:%s:", apo_source_type_name(a->type), a->name ? a->name : "-");
			append(found, sizeof found - 2, d, a->span);
			strcat(found, "|");
		}
		cr_assert_str_eq(found, cases[i].credits, "%s\nexpected %s\nfound    %s",
			cases[i].text, cases[i].credits, found);
		apo_document_free(d);
	}
}

Test(attributions, of_quotations)
{
	apo_document *d = read_as("en", "“It is only logical that we go,” Mark Rutte said. He "
					"called it “impressive” twice.");
	cr_assert_eq(d->quote_count, 2);
	cr_assert_eq(d->attributions[0].quote, 0);
	cr_assert_eq(d->attributions[0].scope.begin, d->quotes[0].inner.begin);
	apo_document_free(d);
}

Test(attributions, need_no_language)
{
	apo_document *d = read_as("cy", "“Mae hen wlad fy nhadau,” meddai ef wrth Reuters.");
	cr_assert_eq(d->attribution_count, 0);
	cr_assert_eq(d->quote_count, 1);
	apo_document_free(d);
}
