/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {
	{"mode", 0, "MODE", "auto|parallel|comparable",
		"parallel: a translation; comparable: a retelling that leaves out and adds "
		"(default: auto, chosen by the texts)"},
	{"date", 0, "DATE", NULL,
		"the day of the story, YYYY-MM-DD: resolves weekdays and \"yesterday\""},
	{"fail-on", 0, "LEVEL", "minor|major|critical|never",
		"exit with 1 when there is an issue of this severity or above (default: as the "
		"profile says, which is critical)"},
	{"terms", 0, "FILE", NULL,
		"a glossary: TBX, CSV with the columns source, target, forbidden, "
		"do-not-translate, or "
		"a table of OmegaT; repeatable"},
	{"rules", 0, "FILE", NULL,
		"rules of your own: regular expressions on source and target, with a severity and "
		"a message; repeatable"},
	{"words", 0, "FILE", NULL,
		"words that are spelled right, one a line, beside the dictionaries; repeatable"},
	{"baseline", 0, "FILE", NULL,
		"leave out findings whose fingerprints are in FILE: an earlier report (json, tsv, "
		"sarif) or "
		"a list; repeatable"},
	{"profile", 0, "PROFILE", NULL,
		"which checks run, how severe and how sure findings are, limits, lists, points: "
		"strict, normal, relaxed or a file (default: normal)"},
	{"print-profile", 0, NULL, NULL,
		"print the profile, complete, as a file to change; nothing is checked"},
	{"only-new", 0, NULL, NULL,
		"leave what is dismissed or in a baseline out of the report altogether"},
	{"dismissals", 0, "FILE", NULL,
		"the list that dismiss wrote (default: " APO_DISMISSALS_NAME
		" beside the text and in the current folder)"},
	{"no-dismissals", 0, NULL, NULL, "report what is dismissed as well"},
	{"format", 0, "FORMAT",
		"terminal|html|json|tsv|csv|xls|sarif|junit|github|xliff|xliff-1.2|tmx",
		"default: by the output's extension, else terminal"},
	{0}};
static const cli_option *const options[] = {own_options, cli_origin_options, cli_ledger_options,
	cli_srx_options, cli_tmx_options, cli_table_options, cli_output_options, cli_pair_options,
	cli_common_options, NULL};

static apo_status write_report(
	apo_output *output, const void *object, const apo_write_options *how, apo_error *err)
{
	return apo_write_report(output, object, how, err);
}

static int worst_of(const apo_report *report)
{
	int worst = -1;
	for (size_t i = 0; i < report->issue_count; i++)
		if ((int)report->issues[i].severity > worst)
			worst = (int)report->issues[i].severity;
	return worst;
}

/* Does the format have a place for the checks that did not run? */
static int shows_abstentions(const apo_write_options *how)
{
	static const char *const formats[] = {"terminal", "html", "json", "sarif"};
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (!strcmp(how->format, formats[i]))
			return 1;
	return 0;
}

/* The units of a bilingual file are the beads. */
static int open_bilingual(
	const cli *c, apo_document **source, apo_document **target, apo_alignment **alignment)
{
	apo_error err;
	const char *date = cli_value(c, "date");
	apo_bilingual_options how = APO_BILINGUAL_OPTIONS_INIT;
	how.from = cli_value(c, "from");
	how.to = cli_value(c, "to");
	if (date && (how.date = apo_day_parse(date)) == APO_DAY_NONE)
		return cli_usage(c, "--date %s: expected YYYY-MM-DD", date);
	if (cli_value(c, "mode") || cli_value(c, "presegmented") || cli_value(c, "encoding") ||
		cli_value(c, "corpus"))
		return cli_usage(c,
			"--mode, --presegmented, --encoding and --corpus go with SRC and TGT, "
			"not with one bilingual FILE");
	if (apo_bilingual_open(c->context, c->operands[0], &how, source, target, alignment, &err))
		return cli_fail(c, &err);
	return 0;
}

static int print_profile(const cli *c)
{
	apo_error err;
	apo_output *output = cli_open_output(c, cli_output(c), 0, &err);
	if (!output)
		return cli_fail(c, &err);
	apo_status status = apo_write_profile(output, c->context, cli_value(c, "profile"), &err);
	if (!status)
		status = apo_output_commit(output, &err);
	apo_output_free(output);
	return status ? cli_fail(c, &err) : 0;
}

static apo_align_options align_options(const cli *c)
{
	apo_align_options how = APO_ALIGN_OPTIONS_INIT;
	const char *mode = cli_value(c, "mode");
	if (mode && !strcmp(mode, "parallel"))
		how.mode = APO_MODE_PARALLEL;
	if (mode && !strcmp(mode, "comparable"))
		how.mode = APO_MODE_COMPARABLE;
	return how;
}

/* `dismissals`: the names of files that are found, to be freed. */
static apo_check_options check_options(cli *c, char *dismissals[2])
{
	apo_check_options check = APO_CHECK_OPTIONS_INIT;
	size_t terms;
	check.terms = cli_values(c, "terms", &terms);
	check.term_count = (uint32_t)terms;
	check.baselines = cli_values(c, "baseline", &check.baseline_count);
	check.dismissal_count = cli_dismissals(c, c->operands[c->operand_count - 1], dismissals);
	check.dismissals = (const char *const *)dismissals;
	check.rules = cli_values(c, "rules", &check.rule_count);
	check.fail_on = cli_value(c, "fail-on");
	check.profile = cli_value(c, "profile");
	check.only_new = cli_value(c, "only-new") != NULL;
	check.words = cli_values(c, "words", &check.word_count);
	return check;
}

static int run_qa(cli *c)
{
	apo_error err;
	if (cli_value(c, "print-profile"))
		return print_profile(c);
	if (!c->operand_count)
		return cli_usage(c, "qa expects %s", c->command->operands);
	apo_document *source = NULL, *target = NULL;
	cli_origin origin = {NULL, NULL};
	apo_lexicons *lexicons = NULL;
	apo_alignment *alignment = NULL;
	apo_report *report = NULL;
	int status = cli_check_output(c, "terminal");
	apo_write_options write = cli_write_options(c, "terminal");
	apo_ledger_head head;
	if (!status)
		status = cli_take_ledger(c, write.format, &write, &head);
	if (!status)
		status = c->operand_count == 1
				 ? open_bilingual(c, &source, &target, &alignment)
				 : cli_open_origin(c, APO_LAYER_ALL, &origin, &source, &target);
	if (status) {
		cli_free_origin(&origin, source, target);
		return status;
	}
	apo_align_options how = align_options(c);
	char *dismissals[2];
	apo_check_options check = check_options(c, dismissals);
	lexicons = cli_open_lexicons(c, source->lang, target->lang, &err);
	const apo_document *from = source, *to = target;
	if (lexicons && !alignment)
		apo_align_batch(c->context, &from, &to, 1, lexicons, &how, 1, cli_progress_share, c,
			&alignment, &err);
	if (lexicons && alignment)
		report = apo_check(c->context, alignment, lexicons, &check, &err);
	if (report) {
		apo_tmx_options tmx = cli_tmx(c);
		write.tmx = &tmx;
		write.trace = origin.trace;
		if (!shows_abstentions(&write))
			cli_tell_abstentions(c, report->abstentions, report->abstention_count);
		status = cli_write(c, write_report, report, &write);
		if (!status)
			status = report->fail_on >= 0 && worst_of(report) >= report->fail_on;
	} else {
		status = cli_fail(c, &err);
	}
	for (size_t i = 0; i < check.dismissal_count; i++)
		free(dismissals[i]);
	apo_report_free(report);
	apo_alignment_free(alignment);
	apo_lexicons_free(lexicons);
	cli_free_origin(&origin, source, target);
	return status;
}

const cli_command cmd_qa = {.name = "qa",
	.operands = "SRC TGT | FILE.tmx | FILE.xlf | FILE.po | FILE.tsv",
	.least = 0,
	.most = 2,
	.summary = "check what a translation or retelling changed",
	.description =
		"Aligns TGT, which renders or retells SRC, with it, and reports what a reader "
		"should "
		"know: figures, dates, names that differ, negations and directions turned round, "
		"possibility that became certainty, sentences left out or put in, sources no "
		"longer named, quotations reworded, narration that became a quotation.\n\n"
		"Each issue has a type (with the type of ITS 2.0 beside it), a severity, the words "
		"on "
		"both sides and the evidence. Critical: the reader is told the opposite, a figure "
		"is off by a factor, or words are put into the wrong mouth. Major: a wrong, "
		"missing or invented fact, source or wording of a quotation. Minor: form.\n\n"
		"With one FILE, a TMX, XLIFF, PO or a table with tabs (source, target), each of "
		"its "
		"units is checked as it is.\n\n"
		"A check that has no data on one of the languages does not run; the report says "
		"which did not, and why.\n\n"
		"The scores, 0 to 1, show how much of TGT rests on SRC (support) and how much of "
		"SRC is found in TGT (coverage). Those of one language and of two are not "
		"comparable.",
	.examples =
		"# a table of issues\n$ apograph qa --date 2025-12-26 wire.en.txt retold.en.txt\n\n"
		"# the units of a translation job\n$ apograph qa job.xlf\n\n"
		"# a page to read and share\n$ apograph qa -o report.html story.de.txt "
		"story.en.txt\n\n"
		"# stop a pipeline at major issues\n$ apograph qa --fail-on major --format json "
		"story.de.txt story.en.txt",
	.options = options,
	.run = run_qa};
