/* SPDX-License-Identifier: Apache-2.0 */
/* Reports on whole stories and scores of lines, with the built-in lexicon alone. */
#include <criterion/criterion.h>
#include <string.h>

#include "apograph.h"

typedef struct {
	apo_context *context;
	apo_lexicons *lexicons;
	apo_document *source, *target;
	apo_alignment *alignment;
	apo_report *report;
} checked;

static checked check_texts(const char *from, const char *source, const char *to, const char *target)
{
	checked c = {0};
	apo_error err = {0};
	apo_lexicon_options words = APO_LEXICON_OPTIONS_INIT;
	apo_document_options how = APO_DOCUMENT_OPTIONS_INIT;
	words.no_defaults = 1;
	how.format = APO_FORMAT_LINES;
	how.date = apo_day_parse("2026-03-04"); /* a Wednesday */
	c.context = apo_context_new(NULL, &err);
	c.lexicons = apo_lexicons_open(c.context, from, to, &words, &err);
	how.lang = from;
	c.source = apo_document_read(c.context, "source", source, strlen(source), &how, &err);
	how.lang = to;
	c.target = apo_document_read(c.context, "target", target, strlen(target), &how, &err);
	c.alignment = apo_align(c.context, c.source, c.target, c.lexicons, NULL, &err);
	c.report = apo_check(c.context, c.alignment, c.lexicons, NULL, &err);
	cr_assert_not_null(c.report, "%s", err.message);
	return c;
}

static void free_checked(checked *c)
{
	apo_report_free(c->report);
	apo_alignment_free(c->alignment);
	apo_document_free(c->target);
	apo_document_free(c->source);
	apo_lexicons_free(c->lexicons);
	apo_context_free(c->context);
}

static int has_issue(const apo_report *report, const char *type)
{
	for (size_t i = 0; i < report->issue_count; i++)
		if (!strcmp(apo_issue_type_name(report->issues[i].type), type))
			return 1;
	return 0;
}

static const char story[] = "Minister opens the new bridge\n"
			    "The minister opened the new bridge over the river on Friday, the "
			    "agency Reuters reported.\n"
			    "\"We have waited ten years for this day,\" he said.\n"
			    "The bridge cost 45 million euros, about a third more than planned.\n"
			    "Nobody was hurt when a crane fell in March.\n";

Test(report, sources_and_sentences_that_are_lost_are_told)
{
	static const char retold[] =
		"Minister opens the new bridge\n"
		"The minister opened the new bridge over the river on Friday.\n"
		"\"We have waited ten years for this day,\" he said.\n"
		"Nobody was hurt when a crane fell in March.\n"
		"Fireworks will light the harbour in the evening and a famous singer performs.\n";
	checked c = check_texts("en", story, "en", retold);
	cr_assert(has_issue(c.report, "attribution_dropped"));
	cr_assert(has_issue(c.report, "addition_sentence"));
	cr_assert(has_issue(c.report, "omission_sentence"));
	cr_assert_lt(c.report->score.fidelity, .9);
	free_checked(&c);
}

Test(report, scores_of_lines_fall_with_errors)
{
	apo_error err;
	apo_lexicon_options words = APO_LEXICON_OPTIONS_INIT;
	words.no_defaults = 1;
	apo_context *context = apo_context_new(NULL, &err);
	apo_lexicons *lexicons = apo_lexicons_open(context, "de", "en", &words, &err);
	apo_scorer *scorer = apo_scorer_open(context, lexicons, 0, &err);
	cr_assert_not_null(scorer);
	static const char *const targets[] = {
		"Prices rose by 3 percent in March.", "Prices fell by 3 percent in March.", ""};
	double last = 2;
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		apo_line_score score;
		cr_assert_eq(apo_scorer_score(scorer, "Die Preise stiegen im März um 3 Prozent.",
				     targets[i], &score, &err),
			APO_OK);
		cr_assert_lt(score.score, last, "%s", targets[i]);
		cr_assert_geq(score.score, 0);
		last = score.score;
	}
	cr_assert_null(apo_scorer_open(context, lexicons, 1, &err),
		"a reference is in the target's language");
	cr_assert_eq(err.status, APO_EUSAGE);
	apo_scorer_free(scorer);
	apo_lexicons_free(lexicons);
	apo_context_free(context);
}
