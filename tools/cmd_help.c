/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {
	{"man", 0, NULL, NULL, "print the manual page in mdoc (for mandoc or man)"},
	{"completion", 0, "SHELL", "bash|zsh|fish", "print the completion script of a shell"}, {0}};
static const cli_option *const options[] = {own_options, cli_common_options, NULL};

static int run_help(cli *c)
{
	const char *shell = cli_value(c, "completion");
	if (shell)
		return cli_print_completion(shell);
	const cli_command *command = c->operand_count ? cli_find_command(c->operands[0]) : NULL;
	if (c->operand_count && !command)
		return cli_unknown_command(1, c->operands);
	if (cli_value(c, "man"))
		cli_print_manual(command);
	else if (command)
		cli_print_help(command);
	else
		cli_print_overview();
	return 0;
}

const cli_command cmd_help = {.name = "help",
	.operands = "[SUBCOMMAND]",
	.most = 1,
	.summary = "explain the program or one of its subcommands",
	.description = "Prints the list of subcommands, or the help of one.",
	.examples = "# complete subcommands and options in bash\n$ apograph help --completion bash",
	.options = options,
	.run = run_help};
