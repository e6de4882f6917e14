/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "apograph.h"

/* The report on two texts of one segment a line; `text` is kept by the documents. */
typedef struct {
	apo_context *context;
	apo_document *documents[2];
	apo_lexicons *lexicons;
	apo_alignment *alignment;
	apo_report *report;
} fixture;

static apo_document *read_as(apo_context *context, const char *lang, const char *text)
{
	apo_error err;
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.lang = lang;
	options.format = APO_FORMAT_LINES;
	apo_document *d = apo_document_read(context, "text", text, strlen(text), &options, &err);
	cr_assert(d, "%s", err.message);
	return d;
}

/* The report on two documents, which the fixture owns. */
static fixture check_documents(apo_context *context, apo_document *source, apo_document *target)
{
	apo_error err;
	fixture f = {.context = context, .documents = {source, target}};
	apo_lexicon_options words = APO_LEXICON_OPTIONS_INIT;
	apo_align_options how = APO_ALIGN_OPTIONS_INIT;
	words.no_defaults = 1;
	how.mode = APO_MODE_PARALLEL;
	f.lexicons = apo_lexicons_open(context, source->lang, target->lang, &words, &err);
	cr_assert(f.lexicons, "%s", err.message);
	f.alignment = apo_align(context, source, target, f.lexicons, &how, &err);
	cr_assert(f.alignment, "%s", err.message);
	f.report = apo_check(context, f.alignment, f.lexicons, NULL, &err);
	cr_assert(f.report, "%s", err.message);
	return f;
}

static fixture check(apo_context *context, const char *from, const char *to, const char *source,
	const char *target)
{
	return check_documents(
		context, read_as(context, from, source), read_as(context, to, target));
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

Test(check, issues_point_at_the_texts)
{
	static const char *const stories[][3] = {{"data-breach", "en", "de"},
		{"battery-plant", "zh", "en"}, {"vineyard-frost", "fr", "en"},
		{"rate-decision", "en", "zh"}};
	apo_context *context = apo_context_new(NULL, NULL);
	for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
		apo_document *documents[2];
		for (int side = 0; side < 2; side++) {
			char path[80];
			snprintf(path, sizeof path, "corpora/planted/%s.%s.%s.txt", stories[i][0],
				side ? "tgt" : "src", stories[i][1 + side]);
			documents[side] = apo_document_open(context, path, NULL, NULL);
			cr_assert(documents[side], "%s", path);
		}
		fixture f = check_documents(context, documents[0], documents[1]);
		cr_expect_geq(f.report->issue_count, 5, "%s", stories[i][0]);
		assert_sound(&f);
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
	cr_expect_gt(f.report->score.fidelity, .9);
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
		{"en", "hu", "hedge_dropped", "hu", 0}, {"en", "hu", "negation", "hu", 0},
		{"en", "hu", "number", "hu", 0}, {"en", "de", "negation", "de", 0},
		{"en", "de", "antonym", "de", 0}, {"en", "ru", "name", "ru", 1},
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
