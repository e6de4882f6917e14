/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "cli_parse.h"
#include "commands.h"

const cli_command *const cli_commands[] = {&cmd_align, &cmd_qa, &cmd_dismiss, &cmd_score,
	&cmd_trace, &cmd_audit, &cmd_ledger, &cmd_tmx, &cmd_lexicon, &cmd_terms, &cmd_segment,
	&cmd_corpus, &cmd_help, NULL};

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

static int run_command(cli *c, int count, char **words)
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
	cli_sandbox(c);
	apo_error err;
	apo_context_options options = APO_CONTEXT_OPTIONS_INIT;
	options.notice = print_notice;
	options.user = c;
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

/* A descriptor that is closed would become that of the first file opened, and what is printed would go into it. */
static void fill_standard_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/", O_RDONLY) != fd)
			_exit(5);
}

/* That what was printed has not arrived, on a full disk, shows here at the latest. */
static int end_printing(int status)
{
	int failed = ferror(stdout);
	if (fclose(stdout) || failed) {
		fprintf(stderr, "apograph: standard output: cannot be written: %s\n",
			strerror(errno));
		return status > 1 ? status : 4;
	}
	return status;
}

int main(int argc, char **argv)
{
	fill_standard_descriptors();
	const char *name = argc > 1 ? argv[1] : "help";
	cli c = {0};
	int status = cli_guard_memory(&c);
	if (status)
		return status;
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		printf("apograph %s\n", apo_version());
		return end_printing(0);
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h"))
		name = "help";
	c.command = cli_find_command(name);
	if (!c.command)
		return cli_unknown_command(argc - 1, (const char *const *)argv + 1);
	status = run_command(&c, argc > 2 ? argc - 2 : 0, argv + 2);
	cli_parsed_free(&c);
	return end_printing(status);
}
