/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {
	{"least", 0, "N", NULL, "occurrences that a term has at least (default: 3)"},
	{"most", 0, "N", NULL, "terms of the list, the best ones (default: all)"},
	{"format", 0, "FORMAT", "tsv|tbx", "default: by the output's extension, else tsv"}, {0}};
static const cli_option *const options[] = {own_options, cli_srx_options, cli_table_options,
	cli_output_options, cli_pair_options, cli_common_options, NULL};

static apo_status write_terms(
	apo_output *output, const void *object, const apo_write_options *how, apo_error *err)
{
	return apo_write_terms(output, object, how, err);
}

/* The texts, and for a bilingual file its units as beads. */
static int open_texts(
	const cli *c, apo_document **source, apo_document **target, apo_alignment **alignment)
{
	apo_error err;
	if (c->operand_count == 3)
		return cli_open_pair(c, APO_LAYER_ALL, source, target);
	if (cli_value(c, "presegmented") || cli_value(c, "encoding"))
		return cli_usage(c, "--presegmented and --encoding go with SRC and TGT, not with "
				    "one bilingual FILE");
	apo_bilingual_options how = APO_BILINGUAL_OPTIONS_INIT;
	how.from = cli_value(c, "from");
	how.to = cli_value(c, "to");
	return apo_bilingual_open(c->context, c->operands[1], &how, source, target, alignment, &err)
		       ? cli_fail(c, &err)
		       : 0;
}

static int extract(cli *c, const apo_term_options *how)
{
	apo_error err;
	apo_document *source = NULL, *target = NULL;
	apo_alignment *alignment = NULL;
	apo_lexicons *lexicons = NULL;
	apo_term_list *terms = NULL;
	apo_write_options write = cli_write_options(c, "tsv");
	int status = open_texts(c, &source, &target, &alignment);
	if (!status) {
		const apo_document *from = source, *to = target;
		apo_align_options align = APO_ALIGN_OPTIONS_INIT;
		lexicons = cli_open_lexicons(c, source->lang, target->lang, &err);
		if (lexicons && !alignment)
			apo_align_batch(c->context, &from, &to, 1, lexicons, &align, 1,
				cli_progress_share, c, &alignment, &err);
		if (lexicons && alignment)
			terms = apo_terms_extract(c->context, alignment, lexicons, how, &err);
		status = terms ? cli_write(c, write_terms, terms, &write) : cli_fail(c, &err);
	}
	if (terms)
		cli_note(c, "terms: %zu", terms->count);
	apo_term_list_free(terms);
	apo_alignment_free(alignment);
	apo_lexicons_free(lexicons);
	apo_document_free(source);
	apo_document_free(target);
	return status;
}

static int run(cli *c)
{
	apo_term_options how = APO_TERM_OPTIONS_INIT;
	const char *least = cli_value(c, "least"), *most = cli_value(c, "most");
	int status = cli_check_output(c, "tsv");
	if (least)
		how.least = (uint32_t)strtoul(least, NULL, 10);
	if (most)
		how.most = (uint32_t)strtoul(most, NULL, 10);
	return status ? status : extract(c, &how);
}

const cli_command cmd_terms = {.name = "terms",
	.operands = "ACTION SRC TGT | FILE",
	.actions = "extract",
	.least = 2,
	.most = 3,
	.summary = "propose terms and their renderings from a translation",
	.description =
		"extract lists words and phrases of up to four words that are in SRC again and "
		"again and that TGT renders alike, the best first, with all their renderings and "
		"how often each is there. With one FILE, a TMX, XLIFF, PO or a table with tabs "
		"(source, target), its units are taken as they are.\n\n"
		"The list is a proposal: strike out what is not a term, or not to be used, and "
		"give it to qa with --terms. A table has the columns source, target (renderings "
		"are separated by |), count, counts (of the renderings) and score; TBX is "
		"TBX-Basic.",
	.examples = "# a table to go through\n$ apograph terms extract -o terms.tsv job.xlf\n\n"
		    "# a term base of the hundred best\n$ apograph terms extract --most 100 -o "
		    "terms.tbx story.en.txt story.de.txt\n\n"
		    "# the next job has to use them\n$ apograph qa --terms terms.tsv next.xlf",
	.options = options,
	.run = run};
