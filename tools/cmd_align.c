/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {
	{"mode", 0, "MODE", "auto|parallel|comparable",
		"parallel: in order and complete; comparable: retellings, with gaps and crossing "
		"links (default: auto, chosen by the texts)"},
	{"aligner", 0, "NAME", "beads|length",
		"beads: words, lengths, punctuation; length: Gale and Church (default: beads)"},
	{"fast", 0, NULL, NULL,
		"several times faster and rougher: beads of up to six segments, fewer rounds of "
		"learning; for translations, not for retellings"},
	{"pivot", 0, "FILE", NULL,
		"a translation of SRC into TGT's language with the same segments, read beside "
		"it for the comparison"},
	{"format", 0, "FORMAT", "beads|tsv|json|tmx|xliff|xliff-1.2|html|terminal",
		"default: by the output's extension, else terminal on a terminal, beads in a pipe"},
	{"batch", 0, "LIST", NULL,
		"align many pairs, SRC<TAB>TGT<TAB>OUT a line, learning from all of them "
		"together; an OUT that was made of the same SRC and TGT with the same options, as "
		"LIST.done says, is kept"},
	{"force", 0, NULL, NULL, "with --batch: write every OUT again"},
	{"words", 0, NULL, NULL, "link the words of each pair too; written with --format json"},
	{0}};
static const cli_option *const options[] = {own_options, cli_origin_options, cli_ledger_options,
	cli_srx_options, cli_tmx_options, cli_table_options, cli_output_options, cli_pair_options,
	cli_common_options, NULL};

static apo_status write_alignment(
	apo_output *output, const void *object, const apo_write_options *how, apo_error *err)
{
	return apo_write_alignment(output, object, NULL, how, err);
}

static apo_align_options align_options(const cli *c)
{
	apo_align_options how = APO_ALIGN_OPTIONS_INIT;
	const char *mode = cli_value(c, "mode"), *aligner = cli_value(c, "aligner");
	if (mode && !strcmp(mode, "parallel"))
		how.mode = APO_MODE_PARALLEL;
	if (mode && !strcmp(mode, "comparable"))
		how.mode = APO_MODE_COMPARABLE;
	if (aligner && !strcmp(aligner, "length"))
		how.aligner = APO_ALIGNER_LENGTH;
	how.fast = cli_value(c, "fast") != NULL;
	return how;
}

static int align_pair(cli *c)
{
	apo_error err;
	apo_document *source = NULL, *target = NULL, *pivot = NULL;
	cli_origin origin = {NULL, NULL};
	apo_lexicons *lexicons = NULL;
	apo_alignment *alignment = NULL;
	apo_word_links *words = NULL;
	apo_align_options how = align_options(c);
	unsigned layers = how.fast ? APO_LAYER_TOKENS : APO_LAYER_ALL;
	int status = cli_check_output(c, "beads");
	apo_write_options write = cli_write_options(c, cli_on_terminal(c) ? "terminal" : "beads");
	apo_ledger_head head;
	if (!status)
		status = cli_take_ledger(c, write.format, &write, &head);
	if (!status)
		status = cli_open_origin(c, layers, &origin, &source, &target);
	if (status)
		goto done;
	const char *path = cli_value(c, "pivot");
	if (path && !(pivot = cli_open_document(c, path, "to", layers, &err)))
		goto failed;
	how.pivot = pivot;
	lexicons = cli_open_lexicons(c, source->lang, target->lang, &err);
	if (!lexicons)
		goto failed;
	const apo_document *from = source, *to = target;
	if (apo_align_batch(c->context, &from, &to, 1, lexicons, &how, 1, cli_progress_share, c,
		    &alignment, &err))
		goto failed;
	apo_tmx_options tmx = cli_tmx(c);
	write.tmx = &tmx;
	write.trace = origin.trace;
	if (cli_value(c, "words")) {
		const apo_alignment *one = alignment;
		if (apo_link_words(c->context, &one, 1, lexicons, &words, &err))
			goto failed;
		write.words = words;
		if (strcmp(write.format, "json") != 0)
			cli_note(c,
				"--words has no effect: only --format json holds links of words");
	}
	status = cli_write(c, write_alignment, alignment, &write);
	goto done;
failed:
	status = cli_fail(c, &err);
done:
	apo_word_links_free(words);
	apo_alignment_free(alignment);
	apo_lexicons_free(lexicons);
	apo_document_free(pivot);
	cli_free_origin(&origin, source, target);
	return status;
}

static int run_align(cli *c)
{
	if (cli_value(c, "words") && cli_value(c, "pivot"))
		return cli_usage(c, "--words links the words of SRC: it does not go with --pivot");
	if (cli_value(c, "fast") && cli_value(c, "mode") &&
		!strcmp(cli_value(c, "mode"), "comparable"))
		return cli_usage(
			c, "--fast is for translations: it does not go with --mode comparable");
	if (cli_value(c, "batch")) {
		if (c->operand_count)
			return cli_usage(
				c, "--batch takes its files from the list, not from operands");
		if (cli_value(c, "pivot") || cli_value(c, "output") || cli_value(c, "corpus") ||
			cli_value(c, "ledger"))
			return cli_usage(c,
				"--batch goes with none of --pivot, --output, --corpus and "
				"--ledger");
		apo_align_options how = align_options(c);
		return cli_align_batch(c, &how);
	}
	if (c->operand_count != 2)
		return cli_usage(c, "expected SRC and TGT, or --batch LIST");
	return align_pair(c);
}

const cli_command cmd_align = {.name = "align",
	.operands = "SRC TGT",
	.most = 2,
	.summary = "pair the sentences of two texts",
	.description =
		"Finds which segments of TGT render which of SRC, one to one, one to many, many to "
		"many, or none. Translations are paired in order and completely; retellings with "
		"gaps and crossing links. Each pair has a score, the probability that it is "
		"right.\n\n"
		"What the program knows of the two languages' words comes from the built-in "
		"lexicon, from dictionaries that are installed or named, and from the texts "
		"themselves: short texts gain much from a batch.",
	.examples =
		"# a table; in a pipe, numbers of segments and scores\n"
		"$ apograph align story.de.txt story.en.txt\n\n"
		"# a translation memory\n$ apograph align -o story.tmx story.de.txt "
		"story.en.txt\n\n"
		"# a folder, learning from all of it\n$ apograph align --presegmented --from de "
		"--to fr --batch list.tsv",
	.options = options,
	.run = run_align};
