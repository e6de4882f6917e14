/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "commands.h"

static const cli_option options[] = {
	{"format", 0, "FORMAT", "text|json", "what to write (default: text)"},
	{"fail-on", 0, "LEVEL", "minor|major|critical|never",
		"exit with 1 when a problem of this severity is found (default: critical)"},
	{0}};

static const cli_option *const groups[] = {options, cli_output_options, cli_common_options, NULL};

static apo_status write_stats(
	apo_output *output, const void *object, const apo_write_options *o, apo_error *err)
{
	return apo_write_tmx_stats(output, object, o, err);
}

static int run_stats(cli *c)
{
	apo_error err;
	apo_tmx_stats *stats = apo_tmx_stats_open(c->context, c->operands[1], &err);
	if (!stats)
		return cli_fail(c, &err);
	apo_write_options o = cli_write_options(c, "text");
	int status = cli_write(c, write_stats, stats, &o), worst = -1;
	for (size_t i = 0; i < stats->diagnostic_count; i++)
		if ((int)stats->diagnostics[i].severity > worst)
			worst = (int)stats->diagnostics[i].severity;
	apo_tmx_stats_free(stats);
	return status ? status : cli_fails_on(c, worst, "critical");
}

static int run(cli *c)
{
	if (!strcmp(c->operands[0], "stats"))
		return run_stats(c);
	return cli_usage(c, "tmx has no action '%s'; expected stats", c->operands[0]);
}

const cli_command cmd_tmx = {
	.name = "tmx",
	.operands = "stats FILE",
	.least = 2,
	.most = 2,
	.summary = "look into translation memories",
	.description =
		"stats counts the units of a TMX file and its segments by language, and lists all "
		"that is wrong with it, with line, column and unit: what was repaired, and which "
		"units had to be left out.\n\n"
		"TMX 1.1 to 1.4b is read, in UTF-8, UTF-16 and declared legacy encodings, plain or "
		"gzipped (.tmx.gz). Nothing that a file refers to is fetched or expanded.",
	.examples = "# How many units, in which languages?\n$ apograph tmx stats memory.tmx\n"
		    "# The same for a script.\n$ apograph tmx stats --format json memory.tmx.gz",
	.options = groups,
	.run = run,
};
