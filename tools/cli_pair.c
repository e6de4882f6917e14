/* SPDX-License-Identifier: Apache-2.0 */
/* What the subcommands that take SRC and TGT share. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

const cli_option cli_pair_options[] = {
	{"from", 0, "LANG", NULL, "language of the source, BCP 47 (default: detected)"},
	{"to", 0, "LANG", NULL, "language of the target, BCP 47 (default: detected)"},
	{"encoding", 0, "NAME", NULL,
		"encoding of the inputs (default: byte order mark, else UTF-8)"},
	{"presegmented", 0, NULL, NULL, "each line of the inputs is one segment"},
	{"lexicon", 0, "FILE", NULL,
		"a dictionary to use: what apograph lexicon made, dictd .index, CEDICT .u8, "
		"NAME.en-zh.tsv; en-zh:FILE says the languages; repeatable"},
	{"no-default-lexicons", 0, NULL, NULL, "use only the lexicons named and the built-in ones"},
	{"no-core-lexicon", 0, NULL, NULL,
		"leave the built-in lexicon out: with --no-default-lexicons, the texts alone "
		"teach"},
	{0}};

int cli_open_pair(const cli *c, unsigned layers, apo_document **source, apo_document **target)
{
	apo_error err;
	const char *date = cli_value(c, "date");
	const char *const *paths = c->operands + c->operand_count - 2;
	if (!strcmp(paths[0], "-") && !strcmp(paths[1], "-"))
		return cli_usage(c, "SRC and TGT cannot both be standard input");
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.layers = layers;
	options.encoding = cli_value(c, "encoding");
	if (cli_value(c, "presegmented"))
		options.format = APO_FORMAT_LINES;
	if (date && (options.date = apo_day_parse(date)) == APO_DAY_NONE)
		return cli_usage(c, "--date %s: expected YYYY-MM-DD", date);
	options.lang = cli_value(c, "from");
	*source = apo_document_open(c->context, paths[0], &options, &err);
	if (!*source)
		return cli_fail(c, &err);
	options.lang = cli_value(c, "to");
	*target = apo_document_open(c->context, paths[1], &options, &err);
	if (*target)
		return 0;
	apo_document_free(*source);
	*source = NULL;
	return cli_fail(c, &err);
}

apo_lexicon_options cli_lexicon_options(const cli *c)
{
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.files = cli_values(c, "lexicon", &options.file_count);
	options.no_defaults = cli_value(c, "no-default-lexicons") != NULL;
	options.no_core = cli_value(c, "no-core-lexicon") != NULL;
	return options;
}

apo_trace_options cli_trace_options(cli *c, const apo_lexicon_options *lexicons)
{
	apo_trace_options options = APO_TRACE_OPTIONS_INIT;
	options.jobs = cli_jobs(c);
	options.lexicons = lexicons;
	options.progress = cli_progress;
	options.user = c;
	return options;
}

const cli_option cli_origin_options[] = {{"corpus", 0, "FOLDER", NULL,
						 "SRC and TGT are documents of this folder, by id "
						 "or file: it is traced, and TMX and "
						 "XLIFF say from whom each unit comes"},
	{0}};

/* The document with this id, or whose file this is; NULL when there is none. */
static apo_document *find_document(const apo_corpus *corpus, const char *name)
{
	struct stat own, other;
	int is_file = !stat(name, &own);
	for (size_t i = 0; i < corpus->count; i++)
		if (!strcmp(corpus->documents[i]->id, name))
			return corpus->documents[i];
	for (size_t i = 0; is_file && i < corpus->count; i++)
		if (!stat(corpus->documents[i]->path, &other) && own.st_dev == other.st_dev &&
			own.st_ino == other.st_ino)
			return corpus->documents[i];
	return NULL;
}

int cli_open_origin(
	cli *c, unsigned layers, cli_origin *origin, apo_document **source, apo_document **target)
{
	apo_error err;
	const char *folder = cli_value(c, "corpus");
	apo_document **sides[] = {source, target};
	if (!folder)
		return cli_open_pair(c, layers, source, target);
	if (cli_value(c, "presegmented") || cli_value(c, "from") || cli_value(c, "to") ||
		cli_value(c, "encoding"))
		return cli_usage(c, "--presegmented, --from, --to and --encoding do not go with "
				    "--corpus: its manifest.json says how a file is read");
	origin->corpus = apo_corpus_open(c->context, folder, cli_jobs(c), &err);
	if (!origin->corpus)
		return cli_fail(c, &err);
	for (int i = 0; i < 2; i++)
		if (!(*sides[i] = find_document(origin->corpus, c->operands[i])))
			return cli_usage(c,
				"%s is not a document of %s; expected an id or a file of it",
				c->operands[i], folder);
	apo_lexicon_options lexicons = cli_lexicon_options(c);
	apo_trace_options how = cli_trace_options(c, &lexicons);
	origin->trace = apo_trace_corpus(c->context, origin->corpus, &how, &err);
	return origin->trace ? 0 : cli_fail(c, &err);
}

void cli_free_origin(cli_origin *origin, apo_document *source, apo_document *target)
{
	apo_trace_free(origin->trace);
	if (!origin->corpus) {
		apo_document_free(target);
		apo_document_free(source);
	}
	apo_corpus_free(origin->corpus);
}

apo_document *cli_open_document(
	const cli *c, const char *path, const char *lang, unsigned layers, apo_error *err)
{
	apo_document_options how = APO_DOCUMENT_OPTIONS_INIT;
	how.layers = layers;
	how.lang = cli_value(c, lang);
	how.encoding = cli_value(c, "encoding");
	if (cli_value(c, "presegmented"))
		how.format = APO_FORMAT_LINES;
	return apo_document_open(c->context, path, &how, err);
}

apo_lexicons *cli_open_lexicons(const cli *c, const char *from, const char *to, apo_error *err)
{
	apo_lexicon_options how = cli_lexicon_options(c);
	apo_lexicons *lexicons = apo_lexicons_open(c->context, from, to, &how, err);
	const char *line;
	for (size_t i = 0; lexicons && (line = apo_lexicons_used(lexicons, i)); i++)
		cli_note(c, "lexicon: %s", line);
	return lexicons;
}

void cli_tell_abstentions(const cli *c, const apo_abstention *abstentions, size_t count)
{
	for (size_t i = 0; i < count;) {
		char checks[512] = "";
		const char *reason = abstentions[i].reason;
		for (; i < count && !strcmp(abstentions[i].reason, reason); i++) {
			size_t used = strlen(checks);
			snprintf(checks + used, sizeof checks - used, "%s%s", used ? ", " : "",
				apo_issue_type_name(abstentions[i].check));
		}
		cli_note(c, "not checked: %s: %s", checks, reason);
	}
}
