/* SPDX-License-Identifier: Apache-2.0 */
/* Help, manual pages and completions out of the tables that the subcommands are parsed with. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

static const char released[] = "November 24, 2026"; /* of the version in NEWS.md */
static const char exit_status[] =
	"0 done, nothing to report\n1 done, with findings at or above --fail-on\n2 wrong usage\n"
	"3 an input could not be read or is not what it claims\n4 the output could not be written\n"
	"5 internal error\n";

void cli_print_overview(void)
{
	puts("apograph shows how one text follows from another: which sentence renders which,\n"
	     "what was kept, changed, lost or added, who is credited, and where it came from.\n\n"
	     "usage: apograph SUBCOMMAND [OPTION...] OPERAND...\n");
	for (size_t i = 0; cli_commands[i]; i++)
		printf("  %-9s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
	puts("\napograph SUBCOMMAND --help explains one of them; apograph --version prints the "
	     "version.");
}

/* Print `text` in lines of at most 80 columns, each behind `indent` spaces; the first goes on where the cursor is. */
static void wrap(const char *text, int indent, int column)
{
	while (*text) {
		int size = (int)strcspn(text, " \n");
		if (column > indent && column + 1 + size > 80) {
			printf("\n%*s", indent, "");
			column = indent;
		} else if (column > indent) {
			putchar(' ');
			column++;
		}
		printf("%.*s", size, text);
		column += size;
		text += size;
		if (!strncmp(text, "\n\n", 2)) {
			printf("\n\n%*s", indent, "");
			column = indent;
		}
		text += strspn(text, " \n");
	}
	putchar('\n');
}

/* The values of an option, a|b|c, broken behind a bar where the line would be longer than 80 columns. */
static void print_values(const char *values)
{
	int column = printf("%28sone of ", "");
	while (*values) {
		size_t size = strcspn(values, "|");
		size += values[size] == '|';
		if (column + (int)size > 80)
			column = printf("\n%28s", "") - 1;
		column += printf("%.*s", (int)size, values);
		values += size;
	}
	putchar('\n');
}

static void print_option(const cli_option *o)
{
	char head[128];
	int size = snprintf(head, sizeof head, "  %c%c%s --%s%s%s", o->letter ? '-' : ' ',
		o->letter ? o->letter : ' ', o->letter ? "," : " ", o->name, o->argument ? " " : "",
		!o->argument ? "" : o->argument);
	printf("%s", head);
	if (size > 26)
		printf("\n%28s", "");
	else
		printf("%*s", 28 - size, "");
	wrap(o->help, 28, 28);
	if (o->values)
		print_values(o->values);
}

void cli_print_help(const cli_command *c)
{
	printf("apograph %s: %s\n\nusage: apograph %s [OPTION...]%s%s\n\n", c->name, c->summary,
		c->name, *c->operands ? " " : "", c->operands);
	if (c->actions) {
		char names[256];
		printf("ACTION: %s\n\n", cli_in_words(c->actions, names, sizeof names));
	}
	wrap(c->description, 0, 0);
	puts("\nOptions:");
	for (size_t group = 0; c->options[group]; group++)
		for (const cli_option *o = c->options[group]; o->name; o++)
			print_option(o);
	if (c->examples)
		printf("\nExamples:\n%s\n", c->examples);
	printf("\nExit status:\n%s", exit_status);
}

/* `size` bytes for roff: backslashes and dashes are escaped, and what would be a control character at a line's start. */
static void roff_bytes(const char *text, size_t size, int line_start)
{
	if (line_start && size && (*text == '.' || *text == '\''))
		fputs("\\&", stdout);
	for (; size; size--, text++) {
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else
			putchar(*text);
	}
}

/* Does the word end a sentence? Then mdoc wants the next one on a new line. */
static int ends_sentence(const char *word, size_t size)
{
	while (size && (word[size - 1] == ')' || word[size - 1] == '"'))
		size--;
	return size > 1 && strchr(".!?", word[size - 1]);
}

/* Running text for roff: lines of at most 72 columns, a new one for each sentence, .Pp between paragraphs. */
static void roff(const char *text)
{
	size_t column = 0;
	while (*text) {
		size_t size = strcspn(text, " \n"), space = strspn(text + size, " \n");
		if (column && column + 1 + size > 72) {
			putchar('\n');
			column = 0;
		} else if (column) {
			putchar(' ');
			column++;
		}
		roff_bytes(text, size, !column);
		column += size;
		if (!strncmp(text + size, "\n\n", 2)) {
			fputs("\n.Pp\n", stdout);
			column = 0;
		} else if (text[size + space] && ends_sentence(text, size)) {
			putchar('\n');
			column = 0;
		}
		text += size + space;
	}
	putchar('\n');
}

/* Text for roff that keeps its lines. */
static void roff_lines(const char *text)
{
	puts(".Bd -literal -offset indent");
	while (*text) {
		size_t size = strcspn(text, "\n");
		roff_bytes(text, size, 1);
		putchar('\n');
		text += size + (text[size] == '\n');
	}
	puts(".Ed");
}

static void manual_options(const cli_command *c)
{
	puts(".Sh OPTIONS\n.Bl -tag -width Ds");
	for (size_t group = 0; c->options[group]; group++)
		for (const cli_option *o = c->options[group]; o->name; o++) {
			fputs(".It ", stdout);
			if (o->letter)
				printf("Fl %c , ", o->letter);
			fputs("Fl \\-", stdout);
			roff_bytes(o->name, strlen(o->name), 0);
			printf("%s%s\n", o->argument ? " Ar " : "", o->argument ? o->argument : "");
			roff(o->help);
			if (o->values) {
				fputs(".br\nOne of ", stdout);
				roff(o->values);
			}
		}
	puts(".El");
}

static void manual_head(const char *name, const char *summary)
{
	printf(".Dd %s\n.Dt ", released);
	for (const char *at = name; *at; at++)
		putchar(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
	printf(" 1\n.Os\n.Sh NAME\n.Nm %s\n.Nd ", name);
	roff(summary);
}

/* Where dictionaries and lexicons are looked for. */
static const char manual_files[] =
	".Sh FILES\n.Bl -tag -width Ds\n"
	".It Pa dictd , trans\nDictionaries, such as FreeDict's and ding's.\n"
	".It Pa mythes , wordnet\nSynonyms.\n"
	".It Pa unicode\nGlosses of Chinese characters.\n"
	".It Pa apograph/lexicons\nYour own lexicons, in the first folder only.\n.El\n"
	"All are optional.\nThey are looked for in\n.Ev XDG_DATA_HOME\n"
	"(or\n.Pa ~/.local/share ) ,\nthen in each folder of\n.Ev XDG_DATA_DIRS\n"
	"(or\n.Pa /usr/local/share : /usr/share ) .\nThe network is never used.";

static void manual_overview(void)
{
	puts(".Sh SYNOPSIS\n.Nm apograph\n.Ar subcommand\n.Op Ar option ...\n.Ar operand ...\n"
	     ".Sh DESCRIPTION\n"
	     "Aligns the sentences of a translation or retelling with its sources,\n"
	     "checks what was kept, changed, lost or added,\n"
	     "and works out where a text comes from and who is credited.\n"
	     ".Sh SUBCOMMANDS\n.Bl -tag -width Ds");
	for (size_t i = 0; cli_commands[i]; i++) {
		printf(".It Xr apograph-%s 1\n", cli_commands[i]->name);
		roff(cli_commands[i]->summary);
	}
	puts(".El");
	puts(manual_files);
}

void cli_print_manual(const cli_command *c)
{
	char name[64];
	snprintf(name, sizeof name, c ? "apograph-%s" : "apograph", c ? c->name : "");
	manual_head(name, c ? c->summary : "show how one text follows from another");
	if (c) {
		printf(".Sh SYNOPSIS\n.Nm apograph %s\n.Op Ar option ...\n", c->name);
		if (*c->operands)
			printf(".Ar %s\n", c->operands);
		puts(".Sh DESCRIPTION");
		if (c->actions) {
			char names[256];
			fputs(".Ar ACTION\nis ", stdout);
			roff(cli_in_words(c->actions, names, sizeof names));
			puts(".Pp");
		}
		roff(c->description);
		manual_options(c);
	} else {
		manual_overview();
	}
	puts(".Sh EXIT STATUS");
	roff_lines(exit_status);
	if (c && c->examples) {
		puts(".Sh EXAMPLES");
		roff_lines(c->examples);
	}
	if (c)
		puts(".Sh SEE ALSO\n.Xr apograph 1");
}

/* "a|b" as "a b" */
static void spaced(const char *values)
{
	for (; *values; values++)
		putchar(*values == '|' ? ' ' : *values);
}

static int has_first_operands(const cli_command *c)
{
	return c->actions || !strcmp(c->name, "help");
}

/* The words that the first operand may be, with spaces between them: actions; for help, the other subcommands. */
static void first_operands(const cli_command *c)
{
	if (c->actions)
		spaced(c->actions);
	for (size_t i = 0; !c->actions && cli_commands[i]; i++)
		if (cli_commands[i] != c)
			printf("%s%s", i ? " " : "", cli_commands[i]->name);
}

static void bash_actions(void)
{
	puts("\tlocal first= word\n\tcase ${COMP_WORDS[1]} in");
	for (size_t i = 0; cli_commands[i]; i++)
		if (has_first_operands(cli_commands[i])) {
			printf("\t%s) first='", cli_commands[i]->name);
			first_operands(cli_commands[i]);
			puts("';;");
		}
	puts("\tesac\n\tfor word in \"${COMP_WORDS[@]:2:COMP_CWORD-2}\"; do\n"
	     "\t\t[[ \" $first \" != *\" $word \"* ]] || first=\n\tdone\n"
	     "\tif [[ $first && $cur != -* && $prev != -* ]]; then mapfile -t COMPREPLY < "
	     "<(compgen -W \"$first\" "
	     "-- \"$cur\"); return; fi");
}

static void complete_bash(void)
{
	puts("# bash completion for apograph\n_apograph() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} "
	     "prev=${COMP_WORDS[COMP_CWORD-1]}");
	fputs("\tif ((COMP_CWORD == 1)); then mapfile -t COMPREPLY < <(compgen -W '", stdout);
	for (size_t i = 0; cli_commands[i]; i++)
		printf("%s ", cli_commands[i]->name);
	puts("' -- \"$cur\"); return; fi\n\tcase ${COMP_WORDS[1]}$prev in");
	for (size_t i = 0; cli_commands[i]; i++)
		for (size_t group = 0; cli_commands[i]->options[group]; group++)
			for (const cli_option *o = cli_commands[i]->options[group]; o->name; o++)
				if (o->values) {
					printf("\t%s--%s) mapfile -t COMPREPLY < <(compgen -W '",
						cli_commands[i]->name, o->name);
					spaced(o->values);
					puts("' -- \"$cur\"); return;;");
				}
	puts("\tesac");
	bash_actions();
	puts("\t[[ $cur == -* ]] || return\n\tcase ${COMP_WORDS[1]} in");
	for (size_t i = 0; cli_commands[i]; i++) {
		printf("\t%s) mapfile -t COMPREPLY < <(compgen -W '", cli_commands[i]->name);
		for (size_t group = 0; cli_commands[i]->options[group]; group++)
			for (const cli_option *o = cli_commands[i]->options[group]; o->name; o++)
				printf("--%s ", o->name);
		puts("' -- \"$cur\");;");
	}
	puts("\tesac\n}\ncomplete -o default -F _apograph apograph");
}

/* Text inside single quotes of a shell, brackets and colons of zsh escaped. */
static void quoted(const char *text, int zsh)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else if (zsh && strchr("[]:", *text))
			printf("\\%c", *text);
		else
			putchar(*text);
	}
}

static void complete_zsh(void)
{
	puts("#compdef apograph\n_apograph() {\n\tif ((CURRENT == 2)); then\n\t\tlocal -a "
	     "subcommands=(");
	for (size_t i = 0; cli_commands[i]; i++) {
		printf("\t\t\t'%s:", cli_commands[i]->name);
		quoted(cli_commands[i]->summary, 0);
		puts("'");
	}
	puts("\t\t)\n\t\t_describe subcommand subcommands\n\t\treturn\n\tfi\n\tlocal "
	     "name=$words[2]\n"
	     "\tshift words\n\t((CURRENT--))\n\tcase $name in");
	for (size_t i = 0; cli_commands[i]; i++) {
		printf("\t%s) _arguments", cli_commands[i]->name);
		for (size_t group = 0; cli_commands[i]->options[group]; group++)
			for (const cli_option *o = cli_commands[i]->options[group]; o->name; o++) {
				printf(" \\\n\t\t'*--%s[", o->name);
				quoted(o->help, 1);
				putchar(']');
				if (o->values) {
					printf(":%s:(", o->argument);
					spaced(o->values);
					putchar(')');
				} else if (o->argument) {
					printf(":%s:_files", o->argument);
				}
				putchar('\'');
			}
		if (has_first_operands(cli_commands[i])) {
			fputs(" \\\n\t\t'1:action:(", stdout);
			first_operands(cli_commands[i]);
			fputs(")'", stdout);
		}
		puts(" \\\n\t\t'*:file:_files';;");
	}
	puts("\tesac\n}\n_apograph \"$@\"");
}

static void complete_fish(void)
{
	puts("# fish completion for apograph");
	for (size_t i = 0; cli_commands[i]; i++) {
		const cli_command *c = cli_commands[i];
		printf("complete -c apograph -n __fish_use_subcommand -a %s -d '", c->name);
		quoted(c->summary, 0);
		puts("'");
		if (has_first_operands(c)) {
			printf("complete -c apograph -n '__fish_seen_subcommand_from %s; and not "
			       "__fish_seen_subcommand_from ",
				c->name);
			first_operands(c);
			fputs("' -a '", stdout);
			first_operands(c);
			puts("'");
		}
		for (size_t group = 0; c->options[group]; group++)
			for (const cli_option *o = c->options[group]; o->name; o++) {
				printf("complete -c apograph -n '__fish_seen_subcommand_from %s' "
				       "-l %s",
					c->name, o->name);
				if (o->letter)
					printf(" -s %c", o->letter);
				if (o->argument)
					fputs(o->values ? " -x" : " -r", stdout);
				if (o->values) {
					fputs(" -a '", stdout);
					spaced(o->values);
					putchar('\'');
				}
				fputs(" -d '", stdout);
				quoted(o->help, 0);
				puts("'");
			}
	}
}

int cli_print_completion(const char *shell)
{
	if (!strcmp(shell, "bash"))
		complete_bash();
	else if (!strcmp(shell, "zsh"))
		complete_zsh();
	else
		complete_fish();
	return 0;
}
