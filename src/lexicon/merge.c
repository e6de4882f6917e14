/* SPDX-License-Identifier: Apache-2.0 */
/* Lexicons of one language pair into one file: the union of their pairs of words, linear in them. */
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "lexicon/dictionary/folders.h"
#include "lexicon/dictionary/lexicon_file.h"
#include "lexicon/make.h"
#include "text/language/context.h"

/* Add all pairs of a sealed store; its side `turned` is the first side of `to`. */
static void add_pairs(apo__store *to, const apo__store *from, int turned)
{
	const apo__store_side *a = &from->sides[turned], *b = &from->sides[!turned];
	uint32_t *ids = apo__alloc_array(to->scratch, b->words.count + 1, sizeof *ids);
	for (uint32_t i = 0; i < b->words.count; i++)
		ids[i] = apo__intern(&to->sides[1].words, b->words.strings[i], b->words.sizes[i]);
	for (uint32_t i = 0; i < a->words.count; i++) {
		uint32_t id =
			apo__intern(&to->sides[0].words, a->words.strings[i], a->words.sizes[i]);
		for (uint32_t k = a->first[i]; k < a->first[i + 1]; k++)
			*apo__push(to->scratch, &to->added) =
				(apo__store_pair){{id, ids[a->pairs[k].word]}, a->pairs[k].weight};
	}
}

/* A named file with its languages: those it says, else those of the options. */
static apo_status open_file(apo_lexicons *lexicons, const char *argument,
	const apo_lexicon_make_options *options, apo__lexicon_file *file, apo_error *err)
{
	const char *tags[2] = {options->from, options->to};
	apo_status status = apo__lexicon_file_named(lexicons, argument, file, err);
	if (status || file->languages[0])
		return status;
	for (int side = 0; side < 2 && !status; side++)
		status = !tags[side] ? apo__fail(err, APO_EUSAGE, file->path, APO_NO_OFFSET, 0,
					       "does not say its languages; give --from and --to, "
					       "or name it like NAME.de-en.tsv")
				     : apo__lexicons_language(
					       lexicons, tags[side], &file->languages[side], err);
	if (!status && file->languages[0] == file->languages[1])
		status = apo__fail(err, APO_EUSAGE, file->path, APO_NO_OFFSET, 0,
			"both languages are %s; a lexicon is of two",
			apo__language_tag(file->languages[0]));
	return status;
}

typedef struct {
	apo_context *context;
	const char *const *files;
	size_t count;
	apo_lexicon_make_options options;
	apo_output *output;
} merging;

static apo_status add_file(
	apo_lexicons *lexicons, const merging *m, size_t i, apo__store **all, apo_error *err)
{
	apo__lexicon_file file;
	apo__store *store;
	apo_status status = open_file(lexicons, m->files[i], &m->options, &file, err);
	if (!status)
		status = apo__lexicon_file_read(lexicons, &file, &store, err);
	if (!status && !store->entries)
		status = apo__lexicon_file_empty(&file, store, err);
	if (status)
		return status;
	if (store->scratch)
		apo__store_seal(store, 0);
	apo__tell_skipped(m->context, file.path, store->bad, store->bad_line);
	if (!*all)
		*all = apo__store_new(lexicons->arena, "", file.languages[0], file.languages[1]);
	const apo__language *first = (*all)->sides[0].language, *second = (*all)->sides[1].language;
	int turned = file.languages[1] == first;
	if (file.languages[turned] != first || file.languages[!turned] != second)
		return apo__fail(err, APO_EUSAGE, file.path, APO_NO_OFFSET, 0,
			"is %s-%s and cannot go into one file with %s, which is %s-%s",
			apo__language_tag(file.languages[0]), apo__language_tag(file.languages[1]),
			m->files[0], apo__language_tag(first), apo__language_tag(second));
	add_pairs(*all, store, turned);
	return APO_OK;
}

void apo__tell_made(const apo_context *context, const apo__store *store)
{
	const apo__store_side *a = &store->sides[0], *b = &store->sides[1];
	char pairs[16], words[2][16];
	apo__notice(context, "%s-%s: %s pairs of words (%s %s, %s %s)",
		apo__language_tag(a->language), apo__language_tag(b->language),
		apo__thousands(store->entries, pairs), apo__thousands(a->words.count, words[0]),
		apo__language_tag(a->language), apo__thousands(b->words.count, words[1]),
		apo__language_tag(b->language));
}

static apo_status merge(apo__arena *arena, void *user, apo_error *err)
{
	const merging *m = user;
	apo_lexicons *lexicons = apo__alloc(arena, sizeof *lexicons);
	apo__store *all = NULL;
	lexicons->arena = arena;
	lexicons->context = m->context;
	for (size_t i = 0; i < m->count; i++) {
		apo_status status = add_file(lexicons, m, i, &all, err);
		if (status)
			return status;
	}
	apo__store_seal(all, 1);
	all->entries = all->sides[0].first[all->sides[0].words.count];
	apo__notice(m->context, "%s-%s: %u pairs of words, %u and %u words",
		apo__language_tag(all->sides[0].language),
		apo__language_tag(all->sides[1].language), all->entries, all->sides[0].words.count,
		all->sides[1].words.count);
	return apo__sealed_write(all, 0, m->output, err);
}

static apo_status merge_run(apo__guarded_fn job, merging *user, apo_error *err)
{
	apo__arena *arena = apo__context_job(user->context);
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	apo_status status = apo__guarded(arena, job, user, err);
	apo__arena_free(arena);
	return status;
}

apo_status apo_lexicon_merge(apo_context *context, const char *const *files, size_t count,
	const apo_lexicon_make_options *options, apo_output *output, apo_error *err)
{
	merging m = {context, files, count, APO_LEXICON_MAKE_OPTIONS_INIT, output};
	apo_status status = apo__options(&m.options, options, err);
	if (status)
		return status;
	if (!count)
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"merge needs at least one lexicon");
	return merge_run(merge, &m, err);
}

/* NAME.lexicon for ".../NAME.tsv", "de-en:NAME.u8". */
static const char *installed_name(apo__arena *arena, const char *argument)
{
	static const char *const endings[] = {".index", ".tsv", ".u8", APO__SEALED_NAME};
	const char *name = strrchr(argument, '/');
	name = name ? name + 1 : strchr(argument, ':') ? strchr(argument, ':') + 1 : argument;
	size_t size = strlen(name);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t end = strlen(endings[i]);
		if (size > end && !strcmp(name + size - end, endings[i])) {
			size -= end;
			break;
		}
	}
	return apo__sprintf(arena, "%.*s" APO__SEALED_NAME, (int)size, name);
}

static apo_status install(apo__arena *arena, void *user, apo_error *err)
{
	merging *m = user;
	const char *folder = apo__lexicon_folder(arena);
	if (!folder)
		return apo__fail(err, APO_EOUTPUT, NULL, APO_NO_OFFSET, 0,
			"neither XDG_DATA_HOME nor HOME names a folder to keep lexicons in; set "
			"one, or "
			"use -o FILE");
	const char *path = apo__sprintf(arena, "%s/%s", folder, installed_name(arena, m->files[0]));
	apo__folder_make(arena, folder);
	m->output = apo_output_open(path, err);
	if (!m->output)
		return APO_EOUTPUT;
	apo_status status = apo_output_guard(m->output, m->context, 0, err);
	if (!status)
		status = merge_run(merge, m, err);
	if (!status)
		status = apo_output_commit(m->output, err);
	apo_output_free(m->output);
	if (!status)
		apo__notice(m->context, "installed as %s", path);
	return status;
}

apo_status apo_lexicon_install(apo_context *context, const char *file,
	const apo_lexicon_make_options *options, apo_error *err)
{
	merging m = {context, &file, 1, APO_LEXICON_MAKE_OPTIONS_INIT, NULL};
	apo_status status = apo__options(&m.options, options, err);
	return status ? status : merge_run(install, &m, err);
}
