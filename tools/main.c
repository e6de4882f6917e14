/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "cli_parse.h"
#include "commands.h"

const cli_command *const cli_commands[] = {&cmd_align, &cmd_qa, &cmd_score, &cmd_trace, &cmd_audit,
	&cmd_tmx, &cmd_lexicon, &cmd_segment, &cmd_corpus, &cmd_help, NULL};

const cli_command *cli_find_command(const char *name)
{
	for (size_t i = 0; cli_commands[i]; i++)
		if (!strcmp(cli_commands[i]->name, name))
			return cli_commands[i];
	return NULL;
}

static void print_notice(const char *message, void *user)
{
	cli_note(user, "%s", message);
}

/* There are too few or too many operands. */
static int refuse_count(const cli *c)
{
	const char *operands = c->command->most ? c->command->operands : "no operands";
	if (c->command->actions)
		return cli_usage(c, "%s %s expects %s", c->command->name, c->operands[0],
			strchr(operands, ' ') + 1);
	return cli_usage(c, "%s expects %s", c->command->name, operands);
}

static int run(cli *c, int count, char **words)
{
	int status = cli_parse(c, count, words);
	if (status)
		return status;
	if (cli_value(c, "help")) {
		cli_print_help(c->command);
		return 0;
	}
	const char *actions = c->command->actions;
	if (actions && (!c->operand_count || !cli_is_among(actions, c->operands[0])))
		return cli_unknown_action(c);
	if (c->operand_count < c->command->least || c->operand_count > c->command->most)
		return refuse_count(c);
	apo_error err;
	apo_context_options options = {print_notice, c};
	c->context = apo_context_new(&options, &err);
	if (!c->context)
		return cli_fail(c, &err);
	const char *srx = cli_value(c, "srx");
	if (srx && apo_context_use_srx(c->context, srx, &err))
		status = cli_fail(c, &err);
	else
		status = c->command->run(c);
	apo_context_free(c->context);
	return status;
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "help";
	cli c = {0};
	int status = cli_guard_memory(&c);
	if (status)
		return status;
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		printf("apograph %s\n", apo_version());
		return 0;
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h"))
		name = "help";
	c.command = cli_find_command(name);
	if (!c.command)
		return cli_unknown_command(argc - 1, (const char *const *)argv + 1);
	status = run(&c, argc > 2 ? argc - 2 : 0, argv + 2);
	cli_parsed_free(&c);
	if (fflush(stdout) && !status)
		status = 4;
	return status;
}
