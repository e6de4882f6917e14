/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "commands.h"

static const cli_option own_options[] = {
	{"mode", 0, "MODE", "auto|parallel|comparable",
		"parallel: in order and complete; comparable: retellings, with gaps and crossing "
		"links (default: auto, chosen by the texts)"},
	{"aligner", 0, "NAME", "beads|length",
		"beads: words, lengths, punctuation; length: Gale and Church (default: beads)"},
	{"pivot", 0, "FILE", NULL,
		"a translation of SRC into TGT's language with the same segments, read in its "
		"place for the comparison"},
	{"format", 0, "FORMAT", "beads|tsv|json|tmx|xliff|xliff-1.2|html|terminal",
		"default: by the output's extension, else beads"},
	{"batch", 0, "LIST", NULL,
		"align many pairs, SRC<TAB>TGT<TAB>OUT a line, learning from all of them "
		"together; an OUT newer than its SRC and TGT is kept"},
	{"force", 0, NULL, NULL, "with --batch: write every OUT again"},
	{"words", 0, NULL, NULL, "link the words of each pair too; written with --format json"},
	{0}};
static const cli_option *const options[] = {own_options, cli_srx_options, cli_output_options,
	cli_pair_options, cli_common_options, NULL};

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
	return how;
}

static apo_lexicons *open_lexicons(
	const cli *c, const apo_document *source, const apo_document *target, apo_error *err)
{
	apo_lexicon_options how = cli_lexicon_options(c);
	apo_lexicons *lexicons =
		apo_lexicons_open(c->context, source->lang, target->lang, &how, err);
	const char *line;
	for (size_t i = 0; lexicons && (line = apo_lexicons_used(lexicons, i)); i++)
		cli_note(c, "lexicon: %s", line);
	return lexicons;
}

static apo_document *open_document(
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

/* ---- one pair ---- */

static int align_pair(cli *c)
{
	apo_error err;
	apo_document *source = NULL, *target = NULL, *pivot = NULL;
	apo_lexicons *lexicons = NULL;
	apo_alignment *alignment = NULL;
	apo_word_links *words = NULL;
	apo_align_options how = align_options(c);
	int status = cli_open_pair(c, APO_LAYER_ALL, &source, &target);
	if (status)
		return status;
	const char *path = cli_value(c, "pivot");
	if (path && !(pivot = open_document(c, path, "to", APO_LAYER_ALL, &err)))
		goto failed;
	how.pivot = pivot;
	lexicons = open_lexicons(c, pivot ? pivot : source, target, &err);
	if (!lexicons)
		goto failed;
	alignment = apo_align(c->context, source, target, lexicons, &how, &err);
	if (!alignment)
		goto failed;
	apo_write_options write = cli_write_options(c, "beads");
	if (cli_value(c, "words")) {
		const apo_alignment *one = alignment;
		if (apo_link_words(c->context, &one, 1, lexicons, &words, &err))
			goto failed;
		write.words = words;
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
	apo_document_free(target);
	apo_document_free(source);
	return status;
}

/* ---- many pairs ---- */

typedef struct {
	const char *source, *target, *output;
	int kept; /* the output is newer than both inputs */
} item;

typedef struct {
	char *text;
	item *items;
	size_t count;
	apo_document **sources, **targets;
	apo_alignment **alignments;
	apo_word_links **words;
} batch;

static char *read_list(const char *path)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
	char *text = NULL;
	size_t size = 0, room = 0, got;
	if (!file)
		return NULL;
	do {
		if (room - size < 65536) {
			char *more = realloc(text, (room = room * 2 + 131072) + 1);
			if (!more)
				break;
			text = more;
		}
		got = fread(text + size, 1, room - size, file);
		size += got;
	} while (got);
	if (ferror(file)) {
		free(text);
		text = NULL;
	}
	if (text)
		text[size] = 0;
	if (file != stdin)
		fclose(file);
	return text;
}

static int newer(const char *path, const char *than)
{
	struct stat a, b;
	if (stat(path, &a) || stat(than, &b))
		return 0;
	return a.st_mtim.tv_sec != b.st_mtim.tv_sec ? a.st_mtim.tv_sec > b.st_mtim.tv_sec
						    : a.st_mtim.tv_nsec > b.st_mtim.tv_nsec;
}

/* Cut the list into items; 0 or an exit status. */
static int parse_list(const cli *c, batch *b, const char *path)
{
	size_t lines = 1, number = 0;
	b->text = read_list(path);
	if (!b->text) {
		fprintf(stderr, "apograph: %s: cannot be read\n", path);
		return 3;
	}
	for (const char *p = b->text; *p; p++)
		lines += *p == '\n';
	b->items = calloc(lines, sizeof *b->items);
	b->sources = calloc(lines, sizeof(apo_document *));
	b->targets = calloc(lines, sizeof(apo_document *));
	b->alignments = calloc(lines, sizeof(apo_alignment *));
	b->words = calloc(lines, sizeof(apo_word_links *));
	if (!b->items || !b->sources || !b->targets || !b->alignments || !b->words)
		return 5;
	for (char *line = b->text, *next; *line; line = next) {
		char *end = line + strcspn(line, "\n");
		next = end + (*end == '\n');
		*end = 0;
		number++;
		if (end > line && end[-1] == '\r')
			end[-1] = 0;
		if (!*line || *line == '#')
			continue;
		char *target = strchr(line, '\t'), *out = target ? strchr(target + 1, '\t') : NULL;
		if (!out || target == line || out == target + 1 || !out[1] ||
			strchr(out + 1, '\t')) {
			fprintf(stderr,
				"apograph: %s: line %zu: expected SRC, TGT and OUT separated by "
				"tabs\n",
				path, number);
			return 3;
		}
		*target = *out = 0;
		item *i = &b->items[b->count++];
		*i = (item){line, target + 1, out + 1, 0};
		i->kept = !cli_value(c, "force") && newer(i->output, i->source) &&
			  newer(i->output, i->target);
	}
	return 0;
}

/* A name for the writer out of OUT's extension. */
static const char *item_format(const cli *c, const item *i)
{
	const char *name = strrchr(i->output, '/'), *format = cli_value(c, "format");
	const char *dot = strrchr(name ? name : i->output, '.');
	return format ? format : dot && dot[1] ? dot + 1 : "beads";
}

static int write_item(
	const cli *c, const item *i, const apo_alignment *alignment, const apo_word_links *words)
{
	apo_error err;
	apo_write_options how = APO_WRITE_OPTIONS_INIT;
	how.words = words;
	how.format = item_format(c, i);
	apo_output *output = apo_output_open(i->output, &err);
	apo_status status =
		output ? apo_write_alignment(output, alignment, NULL, &how, &err) : err.status;
	if (!status)
		status = apo_output_commit(output, &err);
	apo_output_free(output);
	return status ? cli_fail(c, &err) : 0;
}

static int same_languages(const cli *c, const batch *b, size_t i)
{
	const apo_document *a = b->sources[0], *z = b->targets[0];
	if (!strcmp(b->sources[i]->lang, a->lang) && !strcmp(b->targets[i]->lang, z->lang))
		return 1;
	cli_usage(c,
		"%s and %s are %s and %s, the first pair %s and %s: a batch is of one pair of "
		"languages; say --from and --to",
		b->items[i].source, b->items[i].target, b->sources[i]->lang, b->targets[i]->lang,
		a->lang, z->lang);
	return 0;
}

/* All documents take part in learning, those whose output is kept too: what is written does not depend on where an earlier
 * run was interrupted. */
static int align_items(cli *c, batch *b)
{
	apo_error err;
	int status = 0;
	for (size_t i = 0; i < b->count; i++) {
		b->sources[i] = open_document(c, b->items[i].source, "from", APO_LAYER_ALL, &err);
		if (b->sources[i])
			b->targets[i] =
				open_document(c, b->items[i].target, "to", APO_LAYER_ALL, &err);
		if (!b->targets[i])
			return cli_fail(c, &err);
		if (!same_languages(c, b, i))
			return 2;
	}
	apo_lexicons *lexicons = open_lexicons(c, b->sources[0], b->targets[0], &err);
	apo_align_options how = align_options(c);
	if (!lexicons ||
		apo_align_batch(c->context, (const apo_document *const *)b->sources,
			(const apo_document *const *)b->targets, b->count, lexicons, &how,
			cli_jobs(c), cli_progress, c, b->alignments, &err) ||
		(cli_value(c, "words") &&
			apo_link_words(c->context, (const apo_alignment *const *)b->alignments,
				b->count, lexicons, b->words, &err)))
		status = cli_fail(c, &err);
	for (size_t i = 0; !status && i < b->count; i++)
		if (!b->items[i].kept)
			status = write_item(c, &b->items[i], b->alignments[i], b->words[i]);
	apo_lexicons_free(lexicons);
	return status;
}

static int align_batch(cli *c)
{
	batch b = {0};
	size_t kept = 0;
	int status = parse_list(c, &b, cli_value(c, "batch"));
	for (size_t i = 0; i < b.count; i++)
		kept += (size_t)b.items[i].kept;
	if (!status && kept)
		cli_note(c, "%zu of %zu outputs are newer than their inputs and kept", kept,
			b.count);
	if (!status && kept < b.count)
		status = align_items(c, &b);
	for (size_t i = 0; i < b.count; i++) {
		apo_word_links_free(b.words[i]);
		apo_alignment_free(b.alignments[i]);
		apo_document_free(b.sources[i]);
		apo_document_free(b.targets[i]);
	}
	free(b.words);
	free(b.alignments);
	free(b.targets);
	free(b.sources);
	free(b.items);
	free(b.text);
	return status;
}

static int run(cli *c)
{
	if (cli_value(c, "words") && cli_value(c, "pivot"))
		return cli_usage(c, "--words links the words of SRC: it goes not with --pivot");
	if (cli_value(c, "batch")) {
		if (c->operand_count)
			return cli_usage(
				c, "--batch takes its files from the list, not from operands");
		if (cli_value(c, "pivot") || cli_value(c, "output"))
			return cli_usage(c, "--batch goes with neither --pivot nor --output");
		return align_batch(c);
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
		"# numbers of segments and scores\n$ apograph align story.de.txt story.en.txt\n\n"
		"# a translation memory\n$ apograph align -o story.tmx story.de.txt "
		"story.en.txt\n\n"
		"# a folder, learning from all of it\n$ apograph align --presegmented --from de "
		"--to fr --batch list.tsv",
	.options = options,
	.run = run};
