/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO_TOOLS_CLI_PARSE_H
#define APO_TOOLS_CLI_PARSE_H

#include "cli.h"

/* Parse the words behind the subcommand into `cli` (its command is set). Returns 0, or 2 after a message. */
int cli_parse(cli *c, int count, char **words);
void cli_parsed_free(cli *c);
/* The option of this name or letter, NULL when the command has none. */
const cli_option *cli_find_option(
	const cli_command *command, const char *name, size_t size, char letter);

#endif
