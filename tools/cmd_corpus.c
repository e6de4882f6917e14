/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {
	{"corpus", 0, "FOLDER", NULL,
		"folder of the corpus (default: the first operand, or the folder it lies in)"},
	{"lang", 0, "LANG", NULL, "language of the new files, BCP 47 (default: detected)"},
	{"encoding", 0, "NAME", NULL,
		"encoding of the new files (default: byte order mark, else UTF-8; HTML as it "
		"says)"},
	{0}};
static const cli_option *const options[] = {own_options, cli_common_options, NULL};

static int run_corpus(cli *c)
{
	if (strcmp(c->operands[0], "add") != 0)
		return cli_unknown_action(c);
	const char *first = c->operands[1], *folder = cli_value(c, "corpus");
	char *parent = NULL;
	struct stat s;
	if (!folder && !stat(first, &s) && S_ISDIR(s.st_mode)) {
		folder = first;
	} else if (!folder) {
		const char *slash = strrchr(first, '/');
		size_t size = slash ? (size_t)(slash - first) + (slash == first) : 0;
		parent = slash ? cli_alloc(1, size + 1) : NULL;
		if (parent)
			memcpy(parent, first, size);
		folder = parent ? parent : ".";
	}
	apo_document_options how = APO_DOCUMENT_OPTIONS_INIT;
	how.layers = APO_LAYER_SEGMENTS;
	how.lang = cli_value(c, "lang");
	how.encoding = cli_value(c, "encoding");
	apo_corpus_added added;
	apo_error err = {0};
	apo_status status = apo_corpus_add(
		c->context, folder, c->operands + 1, c->operand_count - 1, &how, &added, &err);
	if (!status)
		cli_note(c, "%s/manifest.json: %zu added, %zu already there, %zu unreadable",
			folder, added.added, added.known, added.unreadable);
	free(parent);
	if (status)
		return cli_fail(c, &err);
	return added.unreadable ? APO_EINPUT : 0;
}

const cli_command cmd_corpus = {.name = "corpus",
	.operands = "ACTION FILE|FOLDER...",
	.actions = "add",
	.least = 2,
	.most = UINT_MAX,
	.summary = "make the manifest of a folder of saved pages and texts",
	.description =
		"add lists files in the corpus's manifest.json, which is made when there is none: "
		"identifier, file, language, and what a page says of its title, author, publisher, "
		"date and address (JSON-LD, <meta>, microdata). What a file does not say stays "
		"absent. Nothing is fetched.\n\n"
		"A folder is walked in the order of its names; .txt, .html, .htm, .xhtml and news "
		"items in NewsML-G2 (.xml) and ninjs (.json) are taken, links are not followed, "
		"and every file left out is reported. A file that "
		"the "
		"manifest has already stays as it is there. Add what is missing by hand; trace and "
		"audit need dates to see who was first.",
	.examples = "# all saved pages of a folder\n$ apograph corpus add story/\n\n"
		    "# one more, later\n$ apograph corpus add story/late.html",
	.options = options,
	.run = run_corpus};
