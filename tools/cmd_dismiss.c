/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {{"why", 0, "TEXT", NULL, "the reason, in a line; needed"},
	{"job", 0, "FILE", NULL,
		"the file that was checked (of a pair TGT): the list is the one beside it, and "
		"counts for this file only"},
	{"dismissals", 0, "FILE", NULL, "the list to write to, in place of " APO_DISMISSALS_NAME},
	{0}};
static const cli_option *const options[] = {own_options, cli_common_options, NULL};

static int run_dismiss(cli *c)
{
	apo_error err;
	const char *why = cli_value(c, "why"), *job = cli_value(c, "job"), *slash;
	size_t added = 0;
	if (!why)
		return cli_usage(c, "dismiss needs --why TEXT: the reason why it is not a mistake");
	char *path = cli_value(c, "dismissals") ? cli_strdup(cli_value(c, "dismissals"))
						: cli_dismissals_beside(job ? job : "");
	apo_dismissal *items = cli_alloc(c->operand_count, sizeof *items);
	slash = job ? strrchr(job, '/') : NULL;
	for (unsigned i = 0; i < c->operand_count; i++)
		items[i] = (apo_dismissal){c->operands[i], slash ? slash + 1 : job, why};
	apo_status status = apo_dismiss(c->context, path, items, c->operand_count, &added, &err);
	if (!status)
		cli_note(c, "%s: added: %zu; there already: %zu", path, added,
			c->operand_count - added);
	free(items);
	free(path);
	return status ? cli_fail(c, &err) : 0;
}

const cli_command cmd_dismiss = {.name = "dismiss",
	.operands = "FINGERPRINT ...",
	.least = 1,
	.most = 65536,
	.summary = "keep findings of qa from coming back",
	.description =
		"Adds findings to a list that qa reads: they are not reported again, do not count "
		"in the scores or the exit status, and stay dismissed when the text moves. A "
		"fingerprint is beside each finding in every report.\n\n"
		"The list is " APO_DISMISSALS_NAME " beside the file of --job, else in the current "
		"folder: a line for each, with fingerprint, job and reason between tabs. It may be "
		"edited; to take a dismissal back, delete its line. Several programs may write it "
		"at a time. qa lists dismissals whose finding is not there any more.",
	.examples = "# a finding of the report that is not a mistake\n"
		    "$ apograph dismiss 3756a34d9bec0e28 --why \"the name is added later\"\n\n"
		    "# beside the job, and for it alone\n"
		    "$ apograph dismiss --job jobs/menu.xlf --why \"as the customer wants it\" "
		    "3756a34d9bec0e28",
	.options = options,
	.run = run_dismiss};
