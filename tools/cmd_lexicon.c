/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {
	{"from", 0, "LANG", NULL, "language of the first side, BCP 47"},
	{"to", 0, "LANG", NULL, "language of the second side, BCP 47"},
	{"lexicon", 0, "FILE", NULL,
		"show: a dictionary to look into; train: one that shows where words of Chinese "
		"end; repeatable"},
	{"no-default-lexicons", 0, NULL, NULL, "use only the lexicons named and the built-in ones"},
	{"format", 0, "FORMAT", "terminal|tsv|json",
		"of show (default: terminal on a terminal, else tsv)"},
	{"install", 0, NULL, NULL,
		"import: put it into $XDG_DATA_HOME/apograph/lexicons, where it is found by "
		"itself"},
	{"clear", 0, NULL, NULL, "cache: delete what is in it"}, {0}};
static const cli_option *const options[] = {
	own_options, cli_table_options, cli_output_options, cli_common_options, NULL};

static int install_all(cli *c, const apo_lexicon_make_options *how)
{
	apo_error err;
	for (unsigned i = 1; i < c->operand_count; i++)
		if (apo_lexicon_install(c->context, c->operands[i], how, &err))
			return cli_fail(c, &err);
	return 0;
}

/* Open the output, let `make` fill it, commit; returns the exit status. */
static int make_file(cli *c,
	apo_status (*make)(apo_context *, const char *const *, size_t,
		const apo_lexicon_make_options *, apo_output *, apo_error *),
	const apo_lexicon_make_options *how)
{
	apo_error err;
	if (!cli_value(c, "output"))
		return cli_usage(c, "lexicon %s needs -o FILE", c->operands[0]);
	apo_output *output = cli_open_output(c, cli_output(c), 0, &err);
	if (!output)
		return cli_fail(c, &err);
	apo_status status =
		make(c->context, c->operands + 1, c->operand_count - 1, how, output, &err);
	if (!status)
		status = apo_output_commit(output, &err);
	apo_output_free(output);
	return status ? cli_fail(c, &err) : 0;
}

static int run_merge(cli *c, const apo_lexicon_make_options *how)
{
	return make_file(c, apo_lexicon_merge, how);
}

static int run_import(cli *c, const apo_lexicon_make_options *how)
{
	if (!cli_value(c, "install"))
		return cli_value(c, "output") ? run_merge(c, how)
					      : cli_usage(c, "lexicon import needs -o FILE or "
							     "--install");
	return cli_value(c, "output") ? cli_usage(c, "--install chooses the place; leave out -o")
				      : install_all(c, how);
}

static int run_train(cli *c, const apo_lexicon_make_options *how)
{
	if (!how->from || !how->to)
		return cli_usage(c, "lexicon train needs --from and --to");
	return make_file(c, apo_lexicon_train, how);
}

static apo_status write_words(
	apo_output *output, const void *object, const apo_write_options *o, apo_error *err)
{
	return apo_write_words(output, object, o, err);
}

static void note_unknown(const cli *c, const apo_word_entry *e)
{
	char near[512] = "";
	for (size_t i = 0; i < e->near_count; i++) {
		size_t used = strlen(near);
		snprintf(
			near + used, sizeof near - used, "%s%s", i ? ", " : "; near: ", e->near[i]);
	}
	cli_note(c, "nothing is known of '%s'%s", e->word, near);
}

static int run_show(cli *c, const apo_lexicon_make_options *how)
{
	apo_error err;
	if (!how->from != !how->to)
		return cli_usage(c, "lexicon show takes both --from and --to, or a --lexicon file "
				    "that says its languages");
	int status = cli_check_output(c, "tsv");
	if (status)
		return status;
	apo_lexicons *lexicons =
		apo_lexicons_open(c->context, how->from, how->to, how->words, &err);
	if (!lexicons)
		return cli_fail(c, &err);
	apo_word_answer *answer =
		apo_lexicons_show(lexicons, c->operands + 1, c->operand_count - 1, &err);
	apo_write_options write = cli_write_options(c, cli_on_terminal(c) ? "terminal" : "tsv");
	status = answer ? cli_write(c, write_words, answer, &write) : cli_fail(c, &err);
	for (size_t i = 0; !status && i < answer->count; i++)
		if (!answer->entries[i].count && strcmp(write.format, "terminal") != 0)
			note_unknown(c, &answer->entries[i]);
	apo_word_answer_free(answer);
	apo_lexicons_free(lexicons);
	return status;
}

static int run_cache(cli *c, const apo_lexicon_make_options *how)
{
	apo_lexicon_cache cache;
	apo_error err;
	(void)how;
	if (apo_lexicon_cache_look(&cache, cli_value(c, "clear") != NULL, &err))
		return cli_fail(c, &err);
	if (cli_value(c, "clear")) {
		cli_note(c, "deleted from %s: %u files, %llu bytes", cache.folder, cache.files,
			(unsigned long long)cache.size);
		return 0;
	}
	printf("folder  %s\nfiles   %u\nbytes   %llu\nlimit   %llu\n", cache.folder, cache.files,
		(unsigned long long)cache.size, (unsigned long long)cache.limit);
	return 0;
}

static const struct {
	const char *name;
	int (*run)(cli *c, const apo_lexicon_make_options *how);
	int takes_operands;
} actions[] = {{"train", run_train, 1}, {"import", run_import, 1}, {"merge", run_merge, 1},
	{"show", run_show, 1}, {"cache", run_cache, 0}};

static int run_lexicon(cli *c)
{
	apo_lexicon_make_options how = APO_LEXICON_MAKE_OPTIONS_INIT;
	how.from = cli_value(c, "from");
	how.to = cli_value(c, "to");
	apo_lexicon_options words = cli_lexicon_options(c);
	how.words = &words;
	how.progress = cli_progress;
	how.user = c;
	if (cli_value(c, "install") && strcmp(c->operands[0], "import") != 0)
		return cli_usage(c, "--install goes with lexicon import only");
	if (cli_value(c, "clear") && strcmp(c->operands[0], "cache") != 0)
		return cli_usage(c, "--clear goes with lexicon cache only");
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		if (strcmp(actions[i].name, c->operands[0]) != 0)
			continue;
		if (actions[i].takes_operands != (c->operand_count > 1))
			return cli_usage(c, "lexicon %s %s", actions[i].name,
				actions[i].takes_operands ? "expects FILE|WORD..."
							  : "takes no file or word");
		return actions[i].run(c, &how);
	}
	return cli_unknown_action(c);
}

const cli_command cmd_lexicon = {.name = "lexicon",
	.operands = "ACTION [FILE|WORD...]",
	.actions = "train|import|merge|show|cache",
	.least = 1,
	.most = UINT_MAX,
	.summary = "make dictionaries and look words up in them",
	.description =
		"A lexicon file holds which words of two languages render each other, and how "
		"strongly (0 to 1). It opens in milliseconds, serves both directions, and is what "
		"--lexicon takes everywhere.\n\n"
		"train learns one from texts that render each other: TMX, XLIFF, two-column .tsv, "
		"or pairs of files with as many lines, NAME.de and NAME.en; all may be gzipped. "
		"--from and --to are needed. A few thousand sentences are enough to be useful; "
		"above about "
		"a million an even sample is taken.\n\n"
		"import makes one of dictionaries: dictd .index (its .dict.dz beside it), CEDICT "
		".u8, word<TAB>word lines in a NAME.de-en.tsv. The languages are in the name; "
		"de-en:FILE or --from and --to say them otherwise.\n\n"
		"merge joins lexicons of one pair. Where several have a pair of words, the highest "
		"weight counts, so the file answers as its parts named together.\n\n"
		"show prints how words are rendered, how surely, how the word was found (as it "
		"is, by its stem, by a part of a compound, through a third language) and which "
		"lexicons say so; languages from --from and --to, or from a --lexicon file.\n\n"
		"cache says how many dictionaries are kept in the form that opens fast, and where; "
		"--clear deletes them. The oldest go by themselves above the limit.\n\n"
		"The files are in the byte order of the machine that makes them.",
	.examples = "# what past translations teach\n"
		    "$ apograph lexicon train --from de --to en memory.tmx -o law.lexicon\n"
		    "$ apograph lexicon train --from de --to en text.de text.en -o law.lexicon\n\n"
		    "# a dictionary that every run finds from now on\n"
		    "$ apograph lexicon import --install cedict_ts.u8\n\n"
		    "# several into one\n"
		    "$ apograph lexicon merge law.lexicon terms.de-en.tsv -o work.lexicon\n\n"
		    "# who says what of a word\n"
		    "$ apograph lexicon show --from de --to en Haus",
	.options = options,
	.run = run_lexicon};
