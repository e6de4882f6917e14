/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "commands.h"

static const cli_option options[] = {
	{"format", 0, "FORMAT", "text|tsv|json|tmx|xliff|xliff-1.2|moses",
		"of the list or the statistics (text, tsv, json; default: text); convert: of the "
		"output (default: by its extension, else tmx)"},
	{"fail-on", 0, "LEVEL", "minor|major|critical|never",
		"exit with 1 when a problem of this severity is found (default: critical; "
		"validate: major)"},
	{"conflicts", 0, "RULE", "keep|first|last|newest",
		"merge: of units with one source and several targets, keep all (default), or the "
		"first, last, or newest by its date"},
	{"checks", 0, "LIST", NULL,
		"clean: what to look for, separated by commas: duplicates, empty, untranslated, "
		"space, characters, codes (all these by default), numbers, language, length"},
	{"units", 0, "N", NULL, "split: units a part"},
	{"by", 0, "WHAT", NULL,
		"split: language (a file for each pair), document, or prop:TYPE, by what a "
		"property says"},
	{"level", 0, "N", "1|2",
		"write TMX without inline codes (1), or with those that there are (2, default)"},
	{"languages", 0, "FORM", "canonical|bare|keep",
		"write language codes as en-US (default), en, or as they are"},
	{"from", 0, "LANG", NULL,
		"convert: the language that is written as source (default: as the files say)"},
	{"to", 0, "LANG", NULL,
		"convert: the language that is written as target (default: as the files say, "
		"else their second)"},
	{"input-format", 0, "FORMAT", "tmx|xliff|tsv|moses",
		"convert: format of the inputs (default: by their names)"},
	{"min-state", 0, "STATE", "initial|draft|translated|reviewed|final",
		"convert: leave out translations that are not as far, and empty ones, where the "
		"output is not XLIFF (default: translated; initial: keep all)"},
	{"salvage", 0, NULL, NULL,
		"go on where a file is damaged, with what is whole; else nothing is written"},
	{"dry-run", 0, NULL, NULL, "write no TMX; list what would be done"}, {0}};

static const cli_option *const groups[] = {
	options, cli_tmx_options, cli_table_options, cli_output_options, cli_common_options, NULL};

static apo_status write_stats(
	apo_output *output, const void *object, const apo_write_options *o, apo_error *err)
{
	return apo_write_tmx_stats(output, object, o, err);
}

static int run_stats(cli *c)
{
	apo_error err;
	int status = cli_check_output(c, "text"), worst = -1;
	if (status)
		return status;
	apo_tmx_stats *stats =
		apo_tmx_stats_open(c->context, c->operands[1], cli_progress_bytes, c, &err);
	if (!stats)
		return cli_fail(c, &err);
	apo_write_options o = cli_write_options(c, "text");
	status = cli_write(c, write_stats, stats, &o);
	for (size_t i = 0; i < stats->diagnostic_count; i++)
		if ((int)stats->diagnostics[i].severity > worst)
			worst = (int)stats->diagnostics[i].severity;
	if (worst == APO_SEVERITY_CRITICAL)
		cli_note(c, "%s is damaged: the counts are of what could be read", c->operands[1]);
	apo_tmx_stats_free(stats);
	return status ? status : cli_fails_on(c, worst, "critical");
}

static int run_validate(cli *c)
{
	apo_error err;
	apo_tmx_options tmx = cli_tmx(c);
	apo_write_options o = cli_write_options(c, "text");
	apo_tmx_result r = {0};
	int worst = -1;
	tmx.progress = cli_progress_bytes;
	tmx.user = c;
	o.tmx = &tmx;
	apo_output *list = cli_open_output(c, cli_output(c), 0, &err);
	if (!list)
		return cli_fail(c, &err);
	apo_status status = apo_tmx_validate(
		c->context, c->operands + 1, c->operand_count - 1, list, &o, &r, &err);
	if (!status)
		status = apo_output_commit(list, &err);
	apo_output_free(list);
	if (status)
		return cli_fail(c, &err);
	for (int i = 0; i < 3; i++)
		if (r.problems[i])
			worst = i;
	cli_note(c,
		"%llu units read, %llu usable, %llu skipped; problems: %llu critical, %llu major, "
		"%llu minor",
		(unsigned long long)r.units, (unsigned long long)(r.units - r.skipped),
		(unsigned long long)r.skipped, (unsigned long long)r.problems[2],
		(unsigned long long)r.problems[1], (unsigned long long)r.problems[0]);
	return r.unreadable ? 3 : cli_fails_on(c, worst, "major");
}

static int run_diff(cli *c)
{
	apo_error err;
	apo_write_options o = cli_write_options(c, "text");
	apo_tmx_options tmx = cli_tmx(c);
	apo_tmx_result r = {0};
	tmx.salvage = cli_value(c, "salvage") != NULL;
	tmx.progress = cli_progress_bytes;
	tmx.user = c;
	o.tmx = &tmx;
	apo_output *list = cli_open_output(c, cli_output(c), 0, &err);
	if (!list)
		return cli_fail(c, &err);
	apo_status status =
		apo_tmx_diff(c->context, c->operands[1], c->operands[2], list, &o, &r, &err);
	if (!status)
		status = apo_output_commit(list, &err);
	apo_output_free(list);
	return status ? cli_fail(c, &err) : r.listed > 0;
}

/* What an action takes: its operands, and which of the options above. */
static const struct {
	const char *name, *operands;
	unsigned least, most;
	const char *options; /* separated and surrounded by spaces */
	int (*run)(cli *c);
} actions[] = {
	{"stats", "FILE", 1, 1, " format fail-on ", run_stats},
	{"validate", "FILE...", 1, 10000, " format fail-on spreadsheet ", run_validate},
	{"merge", "FILE...", 1, 10000,
		" format fail-on spreadsheet conflicts level languages salvage dry-run "
		"tmx-encoding no-doctype "
		"min-score only ",
		cmd_tmx_merge},
	{"clean", "FILE", 1, 1,
		" format fail-on spreadsheet checks level languages salvage dry-run tmx-encoding "
		"no-doctype "
		"min-score only ",
		cmd_tmx_clean},
	{"convert", "FILE...", 1, 10000,
		" format fail-on spreadsheet from to input-format level languages salvage "
		"tmx-encoding "
		"no-doctype min-score only min-state ",
		cmd_tmx_convert},
	{"split", "FILE", 1, 1,
		" format fail-on spreadsheet units by level languages salvage dry-run tmx-encoding "
		"no-doctype ",
		cmd_tmx_split},
	{"diff", "OLD NEW", 2, 2, " format salvage spreadsheet ", run_diff},
};

static int takes(const char *words, const char *word)
{
	size_t size = strlen(word);
	for (const char *at = words; (at = strstr(at, word)); at += size)
		if (at[-1] == ' ' && at[size] == ' ')
			return 1;
	return 0;
}

static int run_tmx(cli *c)
{
	size_t i = 0, count = sizeof actions / sizeof *actions;
	while (i < count && strcmp(actions[i].name, c->operands[0]) != 0)
		i++;
	if (i == count)
		return cli_unknown_action(c);
	if (c->operand_count - 1 < actions[i].least || c->operand_count - 1 > actions[i].most)
		return cli_usage(c, "tmx %s expects %s", actions[i].name, actions[i].operands);
	for (size_t group = 0; group < 3; group++)
		for (const cli_option *o = groups[group]; o->name; o++)
			if (cli_value(c, o->name) && !takes(actions[i].options, o->name))
				return cli_usage(
					c, "tmx %s does not take --%s", actions[i].name, o->name);
	return actions[i].run(c);
}

const cli_command cmd_tmx = {
	.name = "tmx",
	.operands = "ACTION FILE...",
	.actions = "stats|validate|merge|clean|split|diff|convert",
	.least = 2,
	.most = 10001,
	.summary = "look into translation memories, check, merge, split, clean and compare them",
	.description =
		"stats FILE counts the units of a TMX file and its segments by language, and lists "
		"what was repaired and what had to be left out, with line, column and unit.\n\n"
		"validate FILE... lists everything that is wrong in one run: damage (critical), "
		"what TMX "
		"does not allow (major), what CAT tools stumble over (minor).\n\n"
		"merge FILE... makes one memory of several: exact duplicates once, and of "
		"conflicting targets what --conflicts says.\n\n"
		"clean FILE leaves out duplicates, empty and untranslated segments and those whose "
		"characters are lost, trims spaces, drops control characters, and mends UTF-8 that "
		"was read as Windows-1252. Inline codes that do not fit their source are reported "
		"and "
		"kept. The checks numbers and language leave units out too. They may err, so they "
		"run only when asked for.\n\n"
		"split FILE -o FOLDER cuts a memory by number of units, by pair of languages, or "
		"by "
		"the value of a property.\n\n"
		"diff OLD NEW lists the units that were added, removed or changed, found again by "
		"their tuid, else by the source's text; exit status 1 when there are any.\n\n"
		"convert FILE... turns TMX, XLIFF 1.0 to 2.2, tables (.tsv) and pairs of "
		"line-aligned "
		"text files (NAME.en NAME.de) into one file of any of these: xliff is 2.1, moses "
		"writes the two files PREFIX.en and PREFIX.de for -o PREFIX. What the new format "
		"cannot hold is counted on standard error.\n\n"
		"merge, clean and convert may write over an input: the new file takes its place "
		"when it is whole. No other output may be an input.\n\n"
		"With -o, what was done to which unit and why is listed on standard output. Files "
		"may be larger than memory. TMX 1.1 to 1.4b is read, in UTF-8, UTF-16 and declared "
		"legacy encodings, plain, gzipped (.tmx.gz) or in a zip archive. Nothing that a "
		"file refers to is fetched or expanded.",
	.examples = "# How many units, in which languages?\n$ apograph tmx stats memory.tmx\n"
		    "# The same for a script.\n$ apograph tmx stats --format json memory.tmx.gz\n"
		    "# Is it what CAT tools take?\n$ apograph tmx validate memory.tmx\n"
		    "# One memory of all, the newest target of each source\n"
		    "$ apograph tmx merge --conflicts newest -o all.tmx a.tmx b.tmx\n"
		    "# For a CAT tool, and back\n"
		    "$ apograph tmx convert -o job.xlf memory.tmx\n"
		    "$ apograph tmx convert --from en --to de -o memory.tmx job.xlf\n"
		    "# What would be cleaned?\n$ apograph tmx clean --dry-run memory.tmx",
	.options = groups,
	.run = run_tmx,
};
