/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {
	{"lang", 0, "LANG", NULL, "language of the text, BCP 47 (default: detected)"},
	{"encoding", 0, "NAME", NULL,
		"encoding of the input (default: byte order mark, else UTF-8; HTML as it says)"},
	{"presegmented", 0, NULL, NULL, "each line of the input is one segment"},
	{"format", 0, "FORMAT", "text|json",
		"text: one segment a line; json: with places in the file, and with quotations and "
		"attributions (default: text)"},
	{0}};
static const cli_option *const options[] = {
	own_options, cli_srx_options, cli_output_options, cli_common_options, NULL};

static apo_status write_segments(apo_output *output, const void *object,
	const apo_write_options *write_options, apo_error *err)
{
	return apo_write_segments(output, object, write_options, err);
}

static int run_segment(cli *c)
{
	apo_error err;
	apo_document_options how = APO_DOCUMENT_OPTIONS_INIT;
	how.layers = APO_LAYER_SEGMENTS;
	how.lang = cli_value(c, "lang");
	how.encoding = cli_value(c, "encoding");
	if (cli_value(c, "presegmented"))
		how.format = APO_FORMAT_LINES;
	int status = cli_check_output(c, "text");
	if (status)
		return status;
	apo_write_options write = cli_write_options(c, "text");
	if (!strcmp(write.format, "json"))
		how.layers = APO_LAYER_ALL;
	apo_document *document = apo_document_open(c->context, c->operands[0], &how, &err);
	if (!document)
		return cli_fail(c, &err);
	status = cli_write(c, write_segments, document, &write);
	apo_document_free(document);
	return status;
}

const cli_command cmd_segment = {.name = "segment",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.summary = "cut a text into segments",
	.description =
		"Reads plain text or HTML (the article is extracted) and prints its segments: "
		"sentences, headlines, list items. Every other subcommand works on these.\n\n"
		"With --srx, paragraphs are cut by the rules of an SRX file instead (OmegaT, "
		"Okapi, "
		"LanguageTool and most CAT tools have one), so that segments equal the tool's own. "
		"align, "
		"qa, trace and audit take it too.",
	.examples = "# one sentence a line\n$ apograph segment story.txt\n\n"
		    "# with byte offsets into the file, and with what is quoted and who says so\n$ "
		    "apograph segment --format json story.html\n\n"
		    "# as a CAT tool that has these rules does\n$ apograph segment --srx rules.srx "
		    "story.txt",
	.options = options,
	.run = run_segment};
