/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "apograph.h"

#define NONE "" /* nothing may be flagged */

/* Pairs of lines: what must be flagged, and what must not. */
static const struct {
	const char *from, *to, *source, *target, *type;
} cases[] = {
	/* values */
	{"en", "de", "The company sold 15,000 cars.", "Das Unternehmen verkaufte 50.000 Autos.",
		"number"},
	{"en", "de", "The company sold 15,000 cars.", "Das Unternehmen verkaufte 15.000 Autos.",
		NONE},
	{"en", "de", "About 870,000 people live there.", "Dort leben etwa 8,7 Millionen Menschen.",
		"magnitude"},
	{"en", "de", "About 3.7 million people live there.", "Dort leben etwa 3,7 Mio. Menschen.",
		NONE},
	{"en", "fr", "Prices rose by 5 percentage points.", "Les prix ont augmenté de 5 %.",
		"percent_point"},
	{"en", "de", "The meeting is on 26 February.", "Die Sitzung ist am 26. März.", "date"},
	{"en", "de", "The meeting is on 26 February.", "Die Sitzung ist am 26. Februar.", NONE},
	/* meaning */
	{"en", "de", "The passwords were not stolen.", "Die Passwörter wurden gestohlen.",
		"negation"},
	{"en", "de", "The passwords were not stolen.", "Die Passwörter wurden nicht gestohlen.",
		NONE},
	{"en", "de", "He declined to answer.", "Er wollte nicht antworten.", NONE},
	{"fr", "en", "Les prix ne couvrent qu’une partie.", "Prices cover only a part.", NONE},
	{"en", "de", "The price rose.", "Der Preis fiel.", "direction_reversed"},
	{"en", "de", "The price rose.", "Der Preis stieg.", NONE},
	{"en", "de", "The court can impose fines.", "Das Gericht wird Geldstrafen verhängen.",
		"modality"},
	{"en", "de", "The court can impose fines.", "Das Gericht kann Geldstrafen verhängen.",
		NONE},
	{"en", "zh", "Unemployment could rise.", "失业率将上升。", "modality"},
	{"en", "de", "He was reportedly seen in Paris.", "Er wurde in Paris gesehen.",
		"hedge_dropped"},
	{"en", "de", "He was reportedly seen in Paris.", "Er wurde angeblich in Paris gesehen.",
		NONE},
	/* names */
	{"en", "de", "The chairwoman, Odile Brandt, spoke.", "Die Vorsitzende Odile Brand sprach.",
		"name"},
	{"en", "de", "The chairwoman, Odile Brandt, spoke.", "Die Vorsitzende Odile Brandt sprach.",
		NONE},
	{"en", "de", "The deputy minister spoke.", "Der Minister sprach.", "title"},
	{"en", "zh", "The deputy minister spoke.", "副部长讲话。", NONE},
	/* languages without data: what needs them does not run, figures in digits are compared */
	{"en", "it", "The passwords were not stolen.", "Le password non sono state rubate.", NONE},
	{"it", "en", "Le password non sono state rubate.", "The passwords were not stolen.", NONE},
	{"en", "it", "It was built in 1934.", "Fu costruito nel 1934.", NONE},
	{"en", "it", "It was built in 1934.", "Fu costruito nel 1943.", "number"},
	{"en", "it", "It cost 4.5 million euros.", "Costava 4.500.000 euro.", NONE},
	{"en", "it", "It cost 450 million euros.", "Costava 450 milioni di euro.", NONE},
	{"en", "it", "It is 120 miles long.", "È lungo 193 chilometri.", NONE},
	{"en", "it", "The 23 of May 2024, 10:30 pm.", "Il 23 maggio 2024, ore 22:30.", NONE},
	{"en", "it", "Two hundred people came.", "Vennero 200 persone.", NONE},
	{"en", "fa", "It was built in 1934.", "در سال ۱۹۳۴ ساخته شد.", NONE},
	{"en", "fa", "It was built in 1934.", "در سال ۱۹۴۳ ساخته شد.", "number"},
	{"it", "pt", "Fu costruito nel 1934.", "Foi construído em 1943.", NONE},
	{"it", "it", "Fu costruito nel 1934.", "Fu costruito nel 1943.", "number"},
	{"en", "it", "Apparently it could rise, Reuters reported.", "A quanto pare salirà.", NONE},
	{"hu", "en", "A miniszter nem volt ott.", "Apparently the minister was not there.", NONE},
	/* content, form */
	{"de", "en", "Die Firma zahlte und tauschte den Vorstand aus.",
		"Die Firma zahlte und tauschte den Vorstand aus.", "untranslated"},
	{"de", "en", "Er will gehen.", "He wants to to go.", "double_word"},
	{"en", "en", "I knew that he had had it.", "I knew that he had had it.", NONE},
	{"de", "en", "Er zahlte (wie immer) sofort.", "He paid (as always at once.", "punctuation"},
	/* quotations */
	{"en", "en", "“Putin will never try that,” he said.",
		"“Putin will never act recklessly,” he said.", "quote_altered"},
	{"en", "en", "“Putin will never try that,” he said.",
		"He said: \"Putin will never try that.\"", NONE},
	{"en", "de", "She said that the bank would sell its cars on Monday.",
		"„Die Bank verkauft ihre Autos am Montag“, sagte sie.", "indirect_to_direct"},
	{"es", "de", "—El banco vende sus coches el lunes —dijo Ana.",
		"„Die Bank verkauft ihre Autos am Montag“, sagte Ana.", NONE},
};

/* The report on two texts of one segment a line; `text` is kept by the documents. */
typedef struct {
	apo_context *context;
	apo_document *documents[2];
	apo_lexicons *lexicons;
	apo_alignment *alignment;
	apo_report *report;
} fixture;

static fixture check(apo_context *context, const char *from, const char *to, const char *source,
	const char *target)
{
	apo_error err;
	fixture f = {.context = context};
	const char *langs[2] = {from, to}, *texts[2] = {source, target};
	apo_lexicon_options words = APO_LEXICON_OPTIONS_INIT;
	apo_align_options how = APO_ALIGN_OPTIONS_INIT;
	words.no_defaults = 1;
	how.mode = APO_MODE_PARALLEL;
	for (int s = 0; s < 2; s++) {
		apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
		options.lang = langs[s];
		options.format = APO_FORMAT_LINES;
		f.documents[s] = apo_document_read(
			context, "text", texts[s], strlen(texts[s]), &options, &err);
		cr_assert(f.documents[s], "%s", err.message);
	}
	f.lexicons = apo_lexicons_open(context, from, to, &words, &err);
	cr_assert(f.lexicons, "%s", err.message);
	f.alignment = apo_align(context, f.documents[0], f.documents[1], f.lexicons, &how, &err);
	cr_assert(f.alignment, "%s", err.message);
	f.report = apo_check(context, f.alignment, f.lexicons, NULL, &err);
	cr_assert(f.report, "%s", err.message);
	return f;
}

static void release(fixture *f)
{
	apo_report_free(f->report);
	apo_alignment_free(f->alignment);
	apo_lexicons_free(f->lexicons);
	apo_document_free(f->documents[0]);
	apo_document_free(f->documents[1]);
}

static void assert_span(const apo_document *document, apo_span span)
{
	cr_assert(span.begin == APO_NONE || (span.begin < span.end && span.end <= document->size));
}

/* What holds for every report. */
static void assert_sound(const fixture *f)
{
	const apo_report *r = f->report;
	for (size_t i = 0; i < r->issue_count; i++) {
		const apo_issue *issue = &r->issues[i];
		assert_span(f->documents[0], issue->source_span);
		assert_span(f->documents[1], issue->target_span);
		cr_assert(issue->source_span.begin != APO_NONE ||
			  issue->target_span.begin != APO_NONE);
		cr_assert_lt(issue->bead, f->alignment->count);
		cr_assert(issue->confidence > 0 && issue->confidence <= 1);
		cr_assert_eq(strlen(issue->fingerprint), 16);
		cr_assert(*issue->message);
	}
	cr_assert(r->score.fidelity >= 0 && r->score.fidelity <= 1);
	cr_assert(r->score.support >= 0 && r->score.support <= 1);
	cr_assert(r->score.coverage >= 0 && r->score.coverage <= 1);
}

Test(check, pairs)
{
	apo_context *context = apo_context_new(NULL, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		fixture f = check(
			context, cases[i].from, cases[i].to, cases[i].source, cases[i].target);
		int found = 0;
		assert_sound(&f);
		for (size_t k = 0; k < f.report->issue_count; k++)
			found |= !strcmp(
				apo_issue_type_name(f.report->issues[k].type), cases[i].type);
		if (*cases[i].type)
			cr_expect(found, "no %s: %s", cases[i].type, cases[i].target);
		else
			cr_expect(!f.report->issue_count, "flagged: %s: %s", cases[i].target,
				f.report->issue_count ? f.report->issues[0].message : "");
		release(&f);
	}
	apo_context_free(context);
}

Test(check, text_against_itself)
{
	static const char text[] =
		"“We should have known,” said Helena Struik, the deputy head of the bank.\n"
		"Prices rose by 2.7 percent to 31.60 euros on 23 July, according to the minutes.\n"
		"Nobody was hurt, and no more cuts are expected.\n";
	apo_context *context = apo_context_new(NULL, NULL);
	fixture f = check(context, "en", "en", text, text);
	cr_expect_eq(f.report->issue_count, 0);
	cr_expect_float_eq(f.report->score.fidelity, 1, 1e-9);
	cr_expect_float_eq(f.report->score.penalty, 0, 1e-9);
	release(&f);
	apo_context_free(context);
}

/* A fingerprint outlives lines that are put before its place. */
Test(check, fingerprints_stay)
{
	apo_context *context = apo_context_new(NULL, NULL);
	fixture a = check(context, "en", "de", "The company sold 15,000 cars.",
			"Das Unternehmen verkaufte 50.000 Autos."),
		b = check(context, "en", "de", "The sun is warm.\nThe company sold 15,000 cars.",
			"Die Sonne ist warm.\nDas Unternehmen verkaufte 50.000 Autos.");
	cr_assert_eq(a.report->issue_count, 1);
	cr_assert_eq(b.report->issue_count, 1);
	cr_expect_str_eq(a.report->issues[0].fingerprint, b.report->issues[0].fingerprint);
	release(&a);
	release(&b);
	apo_context_free(context);
}

static int abstains(const apo_report *report, const char *check, const char *lang)
{
	for (size_t i = 0; i < report->abstention_count; i++)
		if (!strcmp(apo_issue_type_name(report->abstentions[i].check), check) &&
			!strcmp(report->abstentions[i].lang, lang))
			return 1;
	return 0;
}

/* A report says which checks did not run; each of them has no issue and a reason, and reasons stand together. */
Test(check, says_what_it_did_not_check)
{
	static const struct {
		const char *from, *to, *check, *lang;
		int abstains;
	} expected[] = {{"en", "it", "negation", "it", 1}, {"en", "it", "negation", "en", 0},
		{"it", "en", "untranslated", "it", 1}, {"en", "it", "untranslated", "it", 0},
		{"en", "it", "number", "it", 1}, {"en", "it", "punctuation", "it", 0},
		{"en", "hu", "hedge_dropped", "hu", 1}, {"en", "hu", "negation", "hu", 0},
		{"en", "hu", "number", "hu", 0}, {"en", "de", "negation", "de", 0},
		{"en", "de", "antonym", "de", 1}, {"en", "ru", "name", "ru", 1},
		{"en", "zh", "double_word", "zh", 0}, {"it", "it", "negation", "it", 1}};
	apo_context *context = apo_context_new(NULL, NULL);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		fixture f = check(context, expected[i].from, expected[i].to, "a 1", "b 2");
		cr_expect_eq(abstains(f.report, expected[i].check, expected[i].lang),
			expected[i].abstains, "%s-%s: %s of %s", expected[i].from, expected[i].to,
			expected[i].check, expected[i].lang);
		const apo_abstention *all = f.report->abstentions;
		for (size_t a = 0; a < f.report->abstention_count; a++) {
			cr_expect(*all[a].reason);
			for (size_t b = 0; b + 1 < a; b++)
				cr_expect(strcmp(all[a].reason, all[b].reason) ||
						  !strcmp(all[a].reason, all[a - 1].reason),
					"%s is in two groups", all[a].reason);
		}
		release(&f);
	}
	apo_context_free(context);
}
