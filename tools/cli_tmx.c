/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

const cli_option cli_tmx_options[] = {
	{"tmx-encoding", 0, "NAME", "utf-8|utf-16le",
		"encoding of a TMX that is written; utf-16le has a byte order mark, as memoQ "
		"wants it (default: utf-8)"},
	{"no-doctype", 0, NULL, NULL, "write TMX without <!DOCTYPE tmx ...>"},
	{"min-score", 0, "X", NULL, "TMX: leave out units whose score, 0 to 1, is below X"},
	{"only", 0, "WHICH", "issue-free|confirmed",
		"TMX: only units in which no issue was found (by qa, or as the property x-issue "
		"says), or that a reviewer confirmed (x-confirmed)"},
	{0}};

const cli_option cli_ledger_options[] = {{"ledger", 0, "LEDGER", NULL,
						 "TMX: the header says where this ledger ends "
						 "now, so that apograph audit --against LEDGER "
						 "finds that it was cut or forked since"},
	{0}};

int cli_take_ledger(
	const cli *c, const char *format, apo_write_options *write, apo_ledger_head *head)
{
	apo_error err;
	const char *path = cli_value(c, "ledger");
	if (!path)
		return 0;
	if (apo_ledger_head_of(c->context, path, head, &err))
		return cli_fail(c, &err);
	if (strcmp(format, "tmx") != 0)
		cli_note(c, "--ledger has no effect: only TMX holds the end of a ledger");
	write->ledger = head;
	return 0;
}

static int is(const cli *c, const char *option, const char *value)
{
	const char *given = cli_value(c, option);
	return given && !strcmp(given, value);
}

apo_tmx_options cli_tmx(const cli *c)
{
	apo_tmx_options how = APO_TMX_OPTIONS_INIT;
	const char *score = cli_value(c, "min-score");
	how.utf16 = is(c, "tmx-encoding", "utf-16le");
	how.no_doctype = cli_value(c, "no-doctype") != NULL;
	how.min_score = score ? strtod(score, NULL) : 0;
	if (is(c, "only", "issue-free"))
		how.only = APO_TMX_ISSUE_FREE;
	if (is(c, "only", "confirmed"))
		how.only = APO_TMX_CONFIRMED;
	return how;
}
