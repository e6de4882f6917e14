/* SPDX-License-Identifier: Apache-2.0 */
/* tmx convert: translation units from one format to another. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

#define MOST_PROBLEMS 20u /* that are reported one by one */

typedef struct {
	const cli *c;
	uint64_t told;
} teller;

static void on_diagnostic(const char *path, const apo_tmx_diagnostic *d, void *user)
{
	teller *t = user;
	if (t->told++ >= MOST_PROBLEMS)
		return;
	if (d->unit)
		cli_note(t->c, "%s: line %u, unit %llu: %s", path, (unsigned)d->line,
			(unsigned long long)d->unit, d->message);
	else
		cli_note(t->c, "%s: line %u: %s", path, (unsigned)d->line, d->message);
}

static void on_notice(const char *message, void *user)
{
	cli_note(((teller *)user)->c, "%s", message);
}

int cmd_tmx_convert(cli *c)
{
	apo_error err;
	apo_tmx_result r = {0};
	teller t = {c, 0};
	apo_tmx_options tmx = cli_tmx(c);
	const char *level = cli_value(c, "level"), *languages = cli_value(c, "languages");
	tmx.level = level ? (int)strtol(level, NULL, 10) : 0;
	if (languages && !strcmp(languages, "bare"))
		tmx.languages = APO_TMX_LANGUAGES_BARE;
	if (languages && !strcmp(languages, "keep"))
		tmx.languages = APO_TMX_LANGUAGES_KEEP;
	tmx.salvage = cli_value(c, "salvage") != NULL;
	tmx.progress = cli_progress_bytes;
	tmx.user = c;
	apo_convert_options o = APO_CONVERT_OPTIONS_INIT;
	o.inputs = c->operands + 1;
	o.input_count = c->operand_count - 1;
	o.input_format = cli_value(c, "input-format");
	o.output = cli_output(c);
	o.format = cli_format(c, "tmx");
	o.from = cli_value(c, "from");
	o.to = cli_value(c, "to");
	o.tmx = &tmx;
	o.notice = on_notice;
	o.diagnostic = on_diagnostic;
	o.spreadsheet = cli_value(c, "spreadsheet") != NULL;
	o.user = &t;
	o.min_state = cli_value(c, "min-state");
	if (!strcmp(o.format, "moses") && !strcmp(o.output, "-"))
		return cli_usage(c, "--format moses writes two files; give -o PREFIX for PREFIX.en "
				    "and PREFIX.de");
	apo_status status = apo_tmx_convert(c->context, &o, &r, &err);
	if (t.told > MOST_PROBLEMS)
		cli_note(c, "problems not listed: %llu",
			(unsigned long long)(t.told - MOST_PROBLEMS));
	if (status)
		return cli_fail(c, &err);
	cli_note(c, "%llu units read, %llu written", (unsigned long long)r.units,
		(unsigned long long)r.written);
	int worst = -1;
	for (int i = 0; i < 3; i++)
		if (r.problems[i])
			worst = i;
	return cli_fails_on(c, worst, "critical");
}
