/* SPDX-License-Identifier: Apache-2.0 */
/*
 * align --batch: the pairs of a list, in runs of at most RUN_BYTES of text. The pairs of a run are open together and teach one
 * model; where runs begin depends on the list and the sizes of its files alone, so that neither --jobs nor an interruption
 * changes what is written. A run whose outputs are all there is skipped.
 */
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch_record.h"
#include "cli.h"
#include "commands.h"

#define RUN_BYTES 2000000u /* teaches a model well and takes some 300 MB: docs/alignment.md */
#define RUN_PAIRS 4096u

typedef struct {
	const char *source, *target, *output;
	char *place; /* absolute path of the output */
	uint64_t bytes;
	unsigned line;
	int kept;   /* the output is there, of the same files */
	int status; /* exit status that its failure asks for */
} item;

/* A pair of the run at hand; NULLs where it failed. */
typedef struct {
	apo_document *source, *target;
	file_stamp stamps[2]; /* of their files, from before they were opened */
	apo_alignment *alignment;
	apo_word_links *words;
	apo_error err;
} pair;

typedef struct {
	cli *c;
	const char *list;
	char *text;
	item *items;
	size_t count;
	char from[64], to[64];		  /* languages of the batch, "" = not known yet */
	const char *const *lexicon_files; /* named by options */
	size_t lexicon_count;
	apo_lexicons *lexicons;
	apo_align_options how;
	batch_record *record; /* NULL: the list has no name */
	uint64_t key;
	size_t edited;		  /* outputs that are kept and not as they were written */
	size_t first, done, work; /* item that the run at hand begins with; pairs done, and to do */

	size_t pairs;
	pair *run;
} batch;

/* ---- the list ---- */

/* The whole file; NULL with errno set when it cannot be read, EILSEQ when a NUL would end it before its end. */
static char *read_list(const cli *c, const char *path)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
	char *text = NULL;
	size_t size = 0, room = 0, got = 0;
	if (!file)
		return NULL;
	apo_context_add_input(c->context, fileno(file), path, NULL);
	do {
		if (room - size < 65536) {
			text = cli_realloc(text, (room = room * 2 + 131072) + 1);
		}
		got = fread(text + size, 1, room - size, file);
		size += got;
	} while (got);
	int failure = ferror(file) ? errno : memchr(text, 0, size) ? EILSEQ : 0;
	if (failure) {
		free(text);
		text = NULL;
	} else
		text[size] = 0;
	if (file != stdin)
		fclose(file);
	errno = failure;
	return text;
}

static int refuse_list(const batch *b, unsigned line, const char *what, const char *about)
{
	cli_say("%s: line %u: %s%s%s", b->list, line, about, *about ? ": " : "", what);
	return 3;
}

/* The path from the root, links resolved in folders; a copy of the path where the folder does not exist. */
static char *place_of(const char *path)
{
	char *copy = cli_strdup(path), *folder = realpath(dirname(copy), NULL);
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t size = (folder ? strlen(folder) : 0) + strlen(path) + 2;
	if (!folder && errno == ENOMEM)
		cli_exhausted();
	char *place = cli_alloc(1, size);
	if (folder)
		snprintf(place, size, "%s/%s", folder, name);
	else
		snprintf(place, size, "%s", path);
	free(folder);
	free(copy);
	return place;
}

static const char *item_format(const cli *c, const item *i)
{
	return cli_format_of(c, i->output, "beads");
}

/* Cut one line, which is neither empty nor a comment, into an item; 0 or an exit status. */
static int parse_line(batch *b, char *line, unsigned number)
{
	char *target = strchr(line, '\t'), *out = target ? strchr(target + 1, '\t') : NULL;
	if (!out || target == line || out == target + 1 || !out[1] || strchr(out + 1, '\t'))
		return refuse_list(b, number, "expected SRC, TGT and OUT separated by tabs", "");
	*target = *out = 0;
	item *i = &b->items[b->count++];
	*i = (item){.source = line, .target = target + 1, .output = out + 1, .line = number};
	if (!strcmp(i->output, "-"))
		return refuse_list(b, number, "OUT must be a file", i->output);
	if (!cli_value_allowed(b->c, "format", item_format(b->c, i)))
		return refuse_list(b, number,
			"its extension is not a format that align writes; say --format", i->output);
	i->place = place_of(i->output);
	return 0;
}

static int by_place(const void *left, const void *right)
{
	const item *const *a = left, *const *b = right;
	int order = strcmp((*a)->place, (*b)->place);
	return order ? order : (*a)->line < (*b)->line ? -1 : (*a)->line > (*b)->line;
}

static int find_place(const void *key, const void *element)
{
	const item *const *i = element;
	return strcmp(key, (*i)->place);
}

/* No output is written twice, none overwrites an input. */
static int check_places(const batch *b)
{
	const item **sorted = cli_alloc(b->count + 1, sizeof(item *));
	int status = 0;
	for (size_t k = 0; !status && k < b->count; k++)
		sorted[k] = &b->items[k];
	if (!status && b->count)
		qsort(sorted, b->count, sizeof *sorted, by_place);
	for (size_t k = 1; !status && k < b->count; k++)
		if (!strcmp(sorted[k - 1]->place, sorted[k]->place)) {
			char what[64];
			snprintf(what, sizeof what, "the output of line %u too",
				sorted[k - 1]->line);
			status = refuse_list(b, sorted[k]->line, what, sorted[k]->output);
		}
	for (size_t k = 0; !status && k <= 2 * b->count; k++) {
		const item *i = &b->items[k / 2];
		const char *input = k == 2 * b->count ? b->list : k % 2 ? i->target : i->source;
		char *place = place_of(input);
		const item *const *same =
			b->count ? bsearch(place, sorted, b->count, sizeof *sorted, find_place)
				 : NULL;
		if (same)
			status = refuse_list(b, (*same)->line,
				"OUT would overwrite an input or the list", (*same)->output);
		free(place);
	}
	free(sorted);
	return status;
}

static int parse_list(batch *b)
{
	size_t lines = 1;
	unsigned number = 0;
	int status = 0;
	b->text = read_list(b->c, b->list);
	if (!b->text) {
		cli_say("%s: cannot be read: %s", b->list,
			errno == EILSEQ ? "it holds NUL bytes; expected lines of SRC, TGT and OUT "
					  "separated by tabs"
					: strerror(errno));
		return 3;
	}
	for (const char *p = b->text; *p; p++)
		lines += *p == '\n';
	b->items = cli_alloc(lines, sizeof *b->items);
	char *first = b->text + (strncmp(b->text, "\xEF\xBB\xBF", 3) ? 0 : 3); /* byte order mark */
	for (char *line = first, *next; !status && *line; line = next) {
		char *end = line + strcspn(line, "\n");
		next = end + (*end == '\n');
		*end = 0;
		number++;
		if (end > line && end[-1] == '\r')
			end[-1] = 0;
		if (*line && *line != '#')
			status = parse_line(b, line, number);
	}
	return status ? status : check_places(b);
}

/* From here on only what the list names is written. */
static void confine(const batch *b)
{
	const char **outputs = calloc(b->count + 1, sizeof *outputs);
	for (size_t k = 0; outputs && k < b->count; k++)
		outputs[k] = b->items[k].output;
	if (outputs)
		cli_confine(b->c, outputs, b->count);
	free(outputs);
}

/* ---- what is done already ---- */

static uint64_t size_of(const char *path)
{
	struct stat info;
	return stat(path, &info) || info.st_size < 0 ? 0 : (uint64_t)info.st_size;
}

/* A lexicon's file, which may be behind "en-zh:". */
static const char *lexicon_file(const char *value)
{
	const char *colon = access(value, F_OK) ? strchr(value, ':') : NULL;
	return colon ? colon + 1 : value;
}

/* A dictd index has its words in a file beside it. */
static uint64_t hash_lexicon(uint64_t hash, const char *path)
{
	size_t size = strlen(path), end = strlen(".index");
	hash = batch_hash_file(hash, path);
	char *beside =
		size > end && !strcmp(path + size - end, ".index") ? cli_alloc(1, size + 4) : NULL;
	for (int packed = 0; beside && packed < 2; packed++) {
		snprintf(beside, size + 4, "%.*s.dict%s", (int)(size - end), path,
			packed ? ".dz" : "");
		hash = batch_hash_file(hash, beside);
	}
	free(beside);
	return hash;
}

/* Of the options and of the files that they name as those are now. */
static uint64_t key_of(const batch *b)
{
	static const char *const without[] = {"batch", "force", NULL};
	char *options = cli_describe(b->c, without);
	const char *rules = cli_value(b->c, "srx");
	uint64_t key = batch_hash(0, options, strlen(options));
	for (size_t n = 0; n < b->lexicon_count; n++)
		key = hash_lexicon(key, lexicon_file(b->lexicon_files[n]));
	if (rules)
		key = batch_hash_file(key, rules);
	free(options);
	return key;
}

/* The entry that says that an output need not be written again; NULL when it has to be. */
static const batch_entry *find_entry(batch *b, const item *i)
{
	file_stamp output = file_stamp_of(i->output), source = file_stamp_of(i->source),
		   target = file_stamp_of(i->target);
	const batch_entry *e = b->record && !cli_value(b->c, "force")
				       ? batch_record_find(b->record, b->key, i->place)
				       : NULL;
	if (!e || !output.inode || !source.inode || !target.inode ||
		!file_stamps_equal(&e->stamps[1], &source) ||
		!file_stamps_equal(&e->stamps[2], &target))
		return NULL;
	if (file_stamps_equal(&e->stamps[0], &output))
		return e;
	/* somebody's corrections are not written over; an older file put back is */
	b->edited += file_stamp_later(&output, &e->stamps[0]);
	return file_stamp_later(&output, &e->stamps[0]) ? e : NULL;
}

static void open_record(batch *b)
{
	size_t size = strlen(b->list) + sizeof ".done";
	if (strcmp(b->list, "-") != 0) {
		char *path = cli_alloc(1, size);
		snprintf(path, size, "%s.done", b->list);
		b->record = batch_record_open(path);
		free(path);
	}
	b->lexicon_files = cli_values(b->c, "lexicon", &b->lexicon_count);
	b->key = key_of(b);
	if (b->record && batch_record_is_of_others(b->record, b->key))
		cli_note(b->c, "other options, lexicons or rules than in the last run: every "
			       "output is written again");
}

/* Which outputs are kept, and whether the others can be written; 0 or an exit status. */
static int find_kept(batch *b)
{
	const batch_entry **kept = cli_alloc(b->count + 1, sizeof(batch_entry *));
	size_t count = 0;
	int status = 0;
	open_record(b);
	for (size_t k = 0; k < b->count; k++) {
		item *i = &b->items[k];
		apo_error err;
		const batch_entry *entry = find_entry(b, i);
		i->bytes = size_of(i->source) + size_of(i->target);
		i->kept = entry != NULL;
		if (entry)
			kept[count++] = entry;
		apo_output *output = entry ? NULL : cli_open_output(b->c, i->output, 0, &err);
		if (!entry && !output)
			i->status = cli_fail_at(b->c, b->list, i->line, &err);
		apo_output_free(output);
	}
	if (b->record)
		status = batch_record_begin(b->record, b->c, kept, count);
	free(kept);
	if (!status && count)
		cli_note(b->c, "%zu of %zu outputs kept: up to date", count, b->count);
	if (!status && b->edited)
		cli_note(b->c,
			"outputs changed since they were written: %zu; --force writes them again",
			b->edited);
	return status;
}

/* ---- a run ---- */

static void fail(batch *b, size_t k, const apo_error *err)
{
	item *i = &b->items[b->first + k];
	i->status = cli_fail_at(b->c, b->list, i->line, err);
}

static void open_pair(size_t k, void *user)
{
	const batch *b = user;
	const item *i = &b->items[b->first + k];
	pair *p = &b->run[k];
	unsigned layers = cli_value(b->c, "fast") ? APO_LAYER_TOKENS : APO_LAYER_ALL;
	p->stamps[0] = file_stamp_of(i->source);
	p->stamps[1] = file_stamp_of(i->target);
	p->source = cli_open_document(b->c, i->source, "from", layers, &p->err);
	if (p->source)
		p->target = cli_open_document(b->c, i->target, "to", layers, &p->err);
}

static void close_pair(pair *p)
{
	apo_word_links_free(p->words);
	apo_alignment_free(p->alignment);
	apo_document_free(p->source);
	apo_document_free(p->target);
	*p = (pair){0};
}

static void set_languages(batch *b, const char *from, const char *to)
{
	snprintf(b->from, sizeof b->from, "%s", from);
	snprintf(b->to, sizeof b->to, "%s", to);
}

/* A batch is of one pair of languages: those of its first pair. */
static int same_languages(batch *b, size_t k)
{
	const item *i = &b->items[b->first + k];
	const char *from = b->run[k].source->lang, *to = b->run[k].target->lang;
	apo_error err = {.status = APO_EUSAGE, .offset = APO_NO_OFFSET};
	if (!*b->from)
		set_languages(b, from, to);
	if (!strcmp(b->from, from) && !strcmp(b->to, to))
		return 1;
	snprintf(err.message, sizeof err.message,
		"%.200s and %.200s are %s and %s, the first pair %s and %s: a batch is of one "
		"pair of languages; say --from and --to",
		i->source, i->target, from, to, b->from, b->to);
	fail(b, k, &err);
	return 0;
}

static void write_pair(size_t k, void *user)
{
	const batch *b = user;
	const item *i = &b->items[b->first + k];
	pair *p = &b->run[k];
	apo_tmx_options tmx = cli_tmx(b->c);
	apo_write_options how = APO_WRITE_OPTIONS_INIT;
	how.tmx = &tmx;
	if (!p->alignment || i->kept || i->status)
		return;
	how.jobs = 1; /* the pairs are on threads already */
	how.format = item_format(b->c, i);
	how.words = p->words;
	how.spreadsheet = cli_value(b->c, "spreadsheet") != NULL;
	apo_output *output = cli_open_output(b->c, i->output, 0, &p->err);
	apo_status status = output ? APO_OK : APO_EOUTPUT;
	if (!status)
		status = apo_write_alignment(output, p->alignment, NULL, &how, &p->err);
	if (!status)
		status = apo_output_commit(output, &p->err);
	apo_output_free(output);
	/* options' files that have changed meanwhile: nobody knows which were read */
	if (!status && b->record && b->key == key_of(b))
		batch_record_add(
			b->record, &(batch_entry){b->key, i->place,
					   {file_stamp_of(i->output), p->stamps[0], p->stamps[1]}});
}

static void progress(uint64_t done, uint64_t total, void *user)
{
	const batch *b = user;
	if (done < total) /* the end of a run is not the end */
		cli_progress(b->done + b->pairs * done / total, b->work, b->c);
}

/* What the library wants of the pairs that could be opened: arrays. */
typedef struct {
	size_t count, *at; /* places of the pairs in the run */
	const apo_document **sources, **targets;
	apo_alignment **alignments;
	apo_word_links **words;
} arrays;

static int align_arrays(batch *b, const arrays *a, apo_error *err)
{
	if (!b->lexicons && !(b->lexicons = cli_open_lexicons(b->c, b->from, b->to, err)))
		return 0;
	if (apo_align_batch(b->c->context, a->sources, a->targets, a->count, b->lexicons, &b->how,
		    cli_jobs(b->c), progress, b, a->alignments, err))
		return 0;
	for (size_t k = 0; k < a->count; k++)
		b->run[a->at[k]].alignment = a->alignments[k];
	if (cli_value(b->c, "words") &&
		apo_link_words(b->c->context, (const apo_alignment *const *)a->alignments, a->count,
			b->lexicons, a->words, err))
		return 0;
	for (size_t k = 0; k < a->count; k++)
		b->run[a->at[k]].words = a->words[k];
	return 1;
}

static int align_run(batch *b, apo_error *err)
{
	arrays a = {0, cli_alloc(b->pairs, sizeof *a.at), cli_alloc(b->pairs, sizeof *a.sources),
		cli_alloc(b->pairs, sizeof *a.targets), cli_alloc(b->pairs, sizeof *a.alignments),
		cli_alloc(b->pairs, sizeof *a.words)};
	int done = 1;
	for (size_t k = 0; k < b->pairs; k++)
		if (b->run[k].source) {
			a.sources[a.count] = b->run[k].source;
			a.targets[a.count] = b->run[k].target;
			a.at[a.count++] = k;
		}
	if (a.count)
		done = align_arrays(b, &a, err);
	free(a.words);
	free(a.alignments);
	free(a.targets);
	free(a.sources);
	free(a.at);
	return done;
}

/* Read, align and write the pairs of the run; what fails for all of them ends the batch: a bad lexicon, or no
 * memory for a pair that would have taught the others. */
static int do_run(batch *b)
{
	int status = 0;
	apo_error err;
	b->run = cli_alloc(b->pairs, sizeof *b->run);
	apo_parallel(cli_jobs(b->c), b->pairs, open_pair, b);
	for (size_t k = 0; k < b->pairs; k++) {
		int opened = b->run[k].source && b->run[k].target;
		if (!opened)
			fail(b, k, &b->run[k].err);
		if (!opened && b->run[k].err.status == APO_ENOMEM)
			status = b->items[b->first + k].status;
		if (!opened || !same_languages(b, k))
			close_pair(&b->run[k]);
	}
	if (!status && !align_run(b, &err))
		status = cli_fail(b->c, &err);
	if (!status)
		apo_parallel(cli_jobs(b->c), b->pairs, write_pair, b);
	for (size_t k = 0; k < b->pairs; k++) {
		if (!status && b->run[k].alignment && b->run[k].err.status)
			fail(b, k, &b->run[k].err);
		close_pair(&b->run[k]);
	}
	free(b->run);
	return status;
}

/* The run that begins with the item `b->first`; returns whether there is something to do. */
static int cut_run(batch *b)
{
	uint64_t bytes = 0;
	int work = 0;
	for (b->pairs = 0; b->first + b->pairs < b->count && b->pairs < RUN_PAIRS; b->pairs++) {
		const item *i = &b->items[b->first + b->pairs];
		bytes += i->bytes;
		if (b->pairs && bytes > RUN_BYTES)
			break;
		work |= !i->kept && !i->status;
	}
	return work;
}

/* Those of the first pair of the list that can be read, from the runs that are skipped. */
static void find_languages(batch *b)
{
	for (size_t k = 0; k < b->first && !*b->from; k++) {
		const item *i = &b->items[k];
		unsigned layers = APO_LAYER_SEGMENTS;
		apo_error err = {0};
		apo_document *source = cli_open_document(b->c, i->source, "from", layers, &err);
		apo_document *target = cli_open_document(b->c, i->target, "to", layers, &err);
		if (err.status == APO_ENOMEM)
			cli_exhausted();
		if (source && target)
			set_languages(b, source->lang, target->lang);
		apo_document_free(target);
		apo_document_free(source);
	}
}

static int do_runs(batch *b)
{
	int status = 0;
	for (b->first = 0; b->first < b->count; b->first += b->pairs)
		b->work += cut_run(b) ? b->pairs : 0;
	for (b->first = 0; !status && b->first < b->count; b->first += b->pairs) {
		if (!cut_run(b))
			continue;
		find_languages(b);
		status = do_run(b);
		b->done += b->pairs;
	}
	cli_progress(b->work, b->work, b->c);
	return status;
}

static int summarise(const batch *b)
{
	size_t failed = 0;
	int status = 0;
	for (size_t k = 0; k < b->count; k++) {
		failed += b->items[k].status != 0;
		status = status ? status : b->items[k].status;
	}
	if (failed)
		cli_say("%s: %zu of %zu pairs failed", b->list, failed, b->count);
	return status;
}

int cli_align_batch(cli *c, const apo_align_options *how)
{
	batch b = {.c = c, .list = cli_value(c, "batch"), .how = *how};
	int status = parse_list(&b);
	if (!status) {
		confine(&b);
		status = find_kept(&b);
	}
	if (!status)
		status = do_runs(&b);
	if (b.record && !batch_record_is_whole(b.record))
		cli_note(c,
			"%s.done cannot be written any more: the next run writes some outputs "
			"again",
			b.list);
	if (!status)
		status = summarise(&b);
	batch_record_free(b.record);
	apo_lexicons_free(b.lexicons);
	for (size_t k = 0; k < b.count; k++)
		free(b.items[k].place);
	free(b.items);
	free(b.text);
	return status;
}
