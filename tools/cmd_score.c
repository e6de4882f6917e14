/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {
	{"from", 0, "LANG", NULL, "language of the left side, BCP 47 (needed)"},
	{"to", 0, "LANG", NULL, "language of the right side, BCP 47 (needed)"},
	{"reference", 0, NULL, NULL,
		"the left side is a translation of the same text, in the language of the right "
		"side"},
	{"lexicon", 0, "FILE", NULL, "a dictionary to use, as for align; repeatable"},
	{"no-default-lexicons", 0, NULL, NULL, "use only the lexicons named and the built-in ones"},
	{0}};
static const cli_option *const options[] = {
	own_options, cli_output_options, cli_common_options, NULL};

/* A decimal that depends on no locale: 0 to 1 with six digits. */
static void put_share(apo_output *output, double value, char after)
{
	char text[24];
	long long millionths = (long long)(value * 1e6 + .5);
	int size = snprintf(text, sizeof text, "%lld.%06lld%c", millionths / 1000000,
		millionths % 1000000, after);
	apo_output_write(output, text, (size_t)size);
}

static void put_score(apo_output *output, const apo_line_score *score)
{
	const char *before = "";
	put_share(output, score->score, '\t');
	put_share(output, score->adequacy, '\t');
	put_share(output, score->fluency, '\t');
	for (int type = 0; type < APO_ISSUE_TYPE_COUNT; type++) {
		const char *name = apo_issue_type_name((apo_issue_type)type);
		if (!(score->issues >> type & 1))
			continue;
		apo_output_write(output, before, strlen(before));
		apo_output_write(output, name, strlen(name));
		before = ",";
	}
	apo_output_write(output, "\n", 1);
}

static int score_lines(const cli *c, apo_scorer *scorer, apo_output *output)
{
	char *line = NULL;
	size_t capacity = 0;
	unsigned number = 0;
	int status = 0;
	apo_error err;
	for (ssize_t size; !status && (size = getline(&line, &capacity, stdin)) >= 0;) {
		apo_line_score score;
		number++;
		while (size && (line[size - 1] == '\n' || line[size - 1] == '\r'))
			line[--size] = '\0';
		char *tab = strchr(line, '\t');
		if (!tab || strlen(line) != (size_t)size) {
			cli_say("standard input: line %u: expected source<TAB>target", number);
			status = 3;
			break;
		}
		*tab = '\0';
		if (apo_scorer_score(scorer, line, tab + 1, &score, &err)) {
			snprintf(err.file, sizeof err.file, "standard input");
			err.line = number;
			status = cli_fail(c, &err);
		} else {
			put_score(output, &score);
		}
	}
	if (!status && ferror(stdin)) {
		fprintf(stderr, "apograph: standard input: cannot be read: %s\n", strerror(errno));
		status = 3;
	}
	free(line);
	return status;
}

static int run(cli *c)
{
	const char *from = cli_value(c, "from"), *to = cli_value(c, "to");
	apo_error err;
	if (!from || !to)
		return cli_usage(c, "score needs --from and --to: single lines are too short to "
				    "detect a language");
	apo_output *output = cli_open_output(c, cli_output(c), 0, &err);
	if (!output)
		return cli_fail(c, &err);
	apo_scorer *scorer = NULL;
	apo_lexicons *lexicons = NULL;
	if (!apo_context_add_input(c->context, STDIN_FILENO, "standard input", &err))
		lexicons = cli_open_lexicons(c, from, to, &err);
	if (lexicons)
		scorer = apo_scorer_open(
			c->context, lexicons, cli_value(c, "reference") != NULL, &err);
	size_t count = 0;
	const apo_abstention *abstentions = scorer ? apo_scorer_abstentions(scorer, &count) : NULL;
	cli_tell_abstentions(c, abstentions, count);
	int status = scorer ? score_lines(c, scorer, output) : cli_fail(c, &err);
	if (!status && apo_output_commit(output, &err))
		status = cli_fail(c, &err);
	apo_output_free(output);
	apo_scorer_free(scorer);
	apo_lexicons_free(lexicons);
	return status;
}

const cli_command cmd_score = {.name = "score",
	.operands = "",
	.summary = "score pairs of lines read from standard input",
	.description =
		"Reads source<TAB>target lines and writes "
		"score<TAB>adequacy<TAB>fluency<TAB>issues lines, the same number in "
		"the same order; the first three are 0 to 1, issues is a comma-separated "
		"list of types, empty where none.\n\n"
		"The scores rest on dictionaries, rules and, in English, on how words follow each "
		"other: they show what is missing, added, turned round or badly put, and "
		"cannot rank good translations. Scores with and without --reference are not "
		"comparable. Checks that have no data on one of the languages do not run; "
		"standard error says which.",
	.examples = "# does the translation say the same?\n"
		    "$ printf 'Der Preis stieg um 3 %%.\\tThe price fell by 3 percent.\\n' |\n"
		    "    apograph score --from de --to en",
	.options = options,
	.run = run};
