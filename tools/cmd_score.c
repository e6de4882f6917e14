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

/* Lines are read, scored on all threads and written a batch at a time, so that memory does not grow with their number. */
#define BATCH_LINES 1024u
#define BATCH_BYTES ((size_t)1 << 20)

typedef struct {
	char *line; /* the source, then the target behind a NUL */
	size_t capacity;
	const char *target;
	apo_line_score score;
	apo_error err;
} scored_line;

typedef struct {
	apo_scorer *scorer;
	scored_line *lines;
	unsigned count, number; /* lines of the batch; those before it */
	int ended, broken;	/* no line is left; the next one is none */
} batch;

static void read_batch(batch *b)
{
	size_t bytes = 0;
	b->number += b->count;
	b->count = 0;
	while (!b->ended && !b->broken && b->count < BATCH_LINES && bytes < BATCH_BYTES) {
		scored_line *l = &b->lines[b->count];
		ssize_t size = getline(&l->line, &l->capacity, stdin);
		if (size < 0) {
			b->ended = 1;
			return;
		}
		while (size && (l->line[size - 1] == '\n' || l->line[size - 1] == '\r'))
			l->line[--size] = '\0';
		char *tab = strchr(l->line, '\t');
		b->broken = !tab || strlen(l->line) != (size_t)size;
		if (b->broken)
			return;
		*tab = '\0';
		l->target = tab + 1;
		bytes += (size_t)size;
		b->count++;
	}
}

static void score_line(size_t i, void *user)
{
	const batch *b = user;
	scored_line *l = &b->lines[i];
	if (apo_scorer_score(b->scorer, l->line, l->target, &l->score, &l->err) && !l->err.status)
		l->err.status = APO_ENOMEM;
}

static int write_batch(const cli *c, batch *b, apo_output *output)
{
	for (unsigned i = 0; i < b->count; i++) {
		scored_line *l = &b->lines[i];
		if (l->err.status) {
			snprintf(l->err.file, sizeof l->err.file, "standard input");
			l->err.line = b->number + i + 1;
			return cli_fail(c, &l->err);
		}
		put_score(output, &l->score);
		if (l->capacity > BATCH_BYTES) { /* one long line takes no room for ever */
			free(l->line);
			l->line = NULL;
			l->capacity = 0;
		}
	}
	return 0;
}

static int score_lines(const cli *c, apo_scorer *scorer, apo_output *output)
{
	batch b = {scorer, calloc(BATCH_LINES, sizeof *b.lines), 0, 0, 0, 0};
	int status = 0;
	if (!b.lines) {
		cli_say("out of memory");
		return 3;
	}
	while (!status && !b.ended && !b.broken) {
		read_batch(&b);
		apo_parallel(cli_jobs(c), b.count, score_line, &b);
		status = write_batch(c, &b, output);
	}
	if (!status && b.broken) {
		cli_say("standard input: line %u: expected source<TAB>target",
			b.number + b.count + 1);
		status = 3;
	}
	if (!status && ferror(stdin)) {
		fprintf(stderr, "apograph: standard input: cannot be read: %s\n", strerror(errno));
		status = 3;
	}
	for (unsigned i = 0; i < BATCH_LINES; i++)
		free(b.lines[i].line);
	free(b.lines);
	return status;
}

static int run_score(cli *c)
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
	.run = run_score};
