/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which lexicons serve a pair: the files named, the user's folder, installed dictionaries, the core lexicon, in that
 * order; where there is no dictionary of the pair, two that meet in a third language.
 */
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "lexicon/dictionary/cache.h"
#include "lexicon/dictionary/folders.h"
#include "lexicon/dictionary_files.h"
#include "text/language/context.h"
#include "text/language/locale_names.h"

/* A dictionary of so many entries makes others of its pair superfluous: those that large in Debian all come from one
 * source, and each takes a second to read. */
#define PLENTY 300000u
/* A glossary of fewer is used, but what helps where there is no dictionary still does. */
#define FEW 2000u

static const char *tag_of(const apo_lexicons *lexicons, int side)
{
	return apo__language_tag(lexicons->languages[side]);
}

const char *apo__thousands(uint32_t value, char out[16])
{
	char digits[12];
	int count = 0, used = 0;
	do
		digits[count++] = (char)('0' + value % 10);
	while (value /= 10);
	while (count--) {
		out[used++] = digits[count];
		if (count && count % 3 == 0)
			out[used++] = ',';
	}
	out[used] = '\0';
	return out;
}

void apo__tell_skipped(const apo_context *context, const char *file, uint32_t count, uint32_t first)
{
	char lines[16];
	if (count == 1)
		apo__notice(context, "%s: 1 line skipped: not an entry (line %u)", file, first);
	else if (count)
		apo__notice(context, "%s: %s lines skipped: not entries (the first is line %u)",
			file, apo__thousands(count, lines), first);
}

static void tell_used(apo_lexicons *lexicons, const apo__store *store, const char *more)
{
	char entries[16];
	const char *line = apo__sprintf(lexicons->arena, "%s: %s entries, %s-%s%s", store->name,
		apo__thousands(store->entries, entries),
		apo__language_tag(store->sides[0].language),
		apo__language_tag(store->sides[1].language), more);
	*apo__push(lexicons->arena, &lexicons->used) = line;
	apo__tell_skipped(lexicons->context, store->name, store->bad, store->bad_line);
}

static int side_with(const apo__store *store, const apo__language *language)
{
	return store->sides[0].language == language   ? 0
	       : store->sides[1].language == language ? 1
						      : -1;
}

/* Seal a filled store and use it for the pair, or for one half of a pivot. */
static void use(apo_lexicons *lexicons, apo__store *store, int pivot_side)
{
	if (store->scratch)
		apo__store_seal(store, 1);
	apo__used_store used = {store, {side_with(store, lexicons->languages[0]),
					       side_with(store, lexicons->languages[1])}};
	if (pivot_side >= 0)
		*apo__push(lexicons->arena, &lexicons->pivot[pivot_side]) = used;
	else
		*apo__push(lexicons->arena, &lexicons->stores) = used;
	if (store->is_dictionary && store->entries >= FEW)
		lexicons->has_dictionary = 1;
}

/* Returns the number of its entries. */
static uint32_t use_core(apo_lexicons *lexicons)
{
	apo__store *store = apo__store_new(
		lexicons->arena, "core lexicon", lexicons->languages[0], lexicons->languages[1]);
	apo__open_core(store, 1);
	use(lexicons, store, -1);
	if (store->entries)
		tell_used(lexicons, store, "");
	return store->entries;
}

static void add_name(const char *a, size_t a_size, const char *b, size_t b_size, void *user)
{
	apo__store *store = user;
	apo__entry_words first = apo__store_phrase(store, 0, a, a_size);
	apo__entry_words second = apo__store_phrase(store, 1, b, b_size);
	apo__store_link(store, &first, &second, 1);
}

static void use_names(apo_lexicons *lexicons)
{
	apo__store *store =
		apo__store_new(lexicons->arena, "names of places, languages, currencies, dates",
			lexicons->languages[0], lexicons->languages[1]);
	apo__cache_place place = apo__cache_find_built_in(
		lexicons->arena, "names", lexicons->languages[0], lexicons->languages[1]);
	if (!apo__cache_load(store, &place)) {
		apo__locale_names(
			lexicons->arena, tag_of(lexicons, 0), tag_of(lexicons, 1), add_name, store);
		apo__store_seal(store, 1);
		apo__cache_save(store, &place);
	}
	use(lexicons, store, -1);
}

static int is_between(const apo__lexicon_file *file, const apo__language *a, const apo__language *b)
{
	return (file->languages[0] == a && file->languages[1] == b) ||
	       (file->languages[0] == b && file->languages[1] == a);
}

/* Read a file and use it. A damaged one that nobody named is reported and left out; `entries` receives what it has. */
static apo_status use_file(apo_lexicons *lexicons, apo__lexicon_file *file, int pivot_side,
	uint32_t *entries, apo_error *err)
{
	apo__store *store;
	apo_error problem;
	apo_status status = apo__lexicon_file_read(lexicons, file, &store, &problem);
	*entries = 0;
	if (status && !file->named) {
		apo__notice(lexicons->context, "%s: %s", problem.file, problem.message);
		return APO_OK;
	}
	if (status) {
		if (err)
			*err = problem;
		return status;
	}
	if (!store->entries)
		return file->named ? apo__lexicon_file_empty(file, store, err) : APO_OK;
	use(lexicons, store, pivot_side);
	tell_used(lexicons, store, pivot_side >= 0 ? ", through a third language" : "");
	file->used = 1;
	*entries = store->entries;
	return APO_OK;
}

/* All files between two languages, those that were named before the others. */
static apo_status use_files(apo_lexicons *lexicons, apo__lexicon_files *files,
	const apo__language *a, const apo__language *b, int pivot_side, apo_error *err)
{
	for (uint32_t i = 0; i < files->count; i++) {
		apo__lexicon_file *file = &files->items[i];
		uint32_t entries;
		if (!is_between(file, a, b))
			continue;
		apo_status status = use_file(lexicons, file, pivot_side, &entries, err);
		if (status)
			return status;
		if (!file->named && entries >= PLENTY)
			break;
	}
	return APO_OK;
}

/* Whether there are files between the third language and both of the pair. */
static int can_pivot(
	const apo_lexicons *lexicons, const apo__lexicon_files *files, const apo__language *third)
{
	int there[2] = {0, 0};
	for (uint32_t i = 0; i < files->count; i++)
		for (int side = 0; side < 2; side++)
			there[side] |=
				is_between(&files->items[i], lexicons->languages[side], third);
	return there[0] && there[1];
}

/* Two dictionaries that meet in a third language; English first, it has the most, then by place. */
static apo_status use_pivot(apo_lexicons *lexicons, apo__lexicon_files *files, apo_error *err)
{
	const apo__language *third = apo__language_get(lexicons->context, "en");
	if (!third || !can_pivot(lexicons, files, third)) {
		uint32_t i = 0;
		while (i < 2 * files->count &&
			!can_pivot(lexicons, files, files->items[i / 2].languages[i % 2]))
			i++;
		if (i == 2 * files->count)
			return APO_OK;
		third = files->items[i / 2].languages[i % 2];
	}
	apo_status status = APO_OK;
	for (int side = 0; side < 2 && !status; side++)
		status = use_files(lexicons, files, lexicons->languages[side], third, side, err);
	return status;
}

/* The files that were named; each must say its languages. */
static apo_status add_named(apo_lexicons *lexicons, const apo_lexicon_options *options,
	apo__lexicon_files *files, apo_error *err)
{
	for (size_t i = 0; i < options->file_count; i++) {
		apo__lexicon_file *file = apo__push(lexicons->arena, files);
		apo_status status = apo__lexicon_file_named(lexicons, options->files[i], file, err);
		if (status)
			return status;
		if (!file->languages[0])
			return apo__fail(err, APO_EUSAGE, file->path, APO_NO_OFFSET, 0,
				"does not say its languages; name it like NAME.%s-%s.tsv, or write "
				"--lexicon %s-%s:%s",
				tag_of(lexicons, 0), tag_of(lexicons, 1), tag_of(lexicons, 0),
				tag_of(lexicons, 1), file->path);
	}
	return APO_OK;
}

static void tell_left_out(const apo_lexicons *lexicons, const apo__lexicon_files *files)
{
	for (uint32_t i = 0; i < files->count; i++) {
		const apo__lexicon_file *file = &files->items[i];
		if (file->named && !file->used)
			apo__notice(lexicons->context, "%s is %s-%s and was left out of %s-%s",
				file->path, apo__language_tag(file->languages[0]),
				apo__language_tag(file->languages[1]), tag_of(lexicons, 0),
				tag_of(lexicons, 1));
	}
}

/* Glosses of single characters, where nothing better is there. */
static void use_unihan(apo_lexicons *lexicons)
{
	enum { ENDINGS = 3 };
	static const char *const endings[ENDINGS] = {"", ".gz", ".bz2"};
	apo__lexicon_file file = {.languages = {apo__language_get(lexicons->context, "zh"),
					  apo__language_get(lexicons->context, "en")}};
	if (!file.languages[0] ||
		!is_between(&file, lexicons->languages[0], lexicons->languages[1]))
		return;
	apo__folder_list folders = apo__data_folders(lexicons->arena, "unicode");
	for (size_t i = 0; i < folders.count * ENDINGS; i++) {
		file.path = apo__sprintf(lexicons->arena, "%s/Unihan_Readings.txt%s",
			folders.items[i / ENDINGS], endings[i % ENDINGS]);
		apo__store *store;
		if (access(file.path, R_OK) ||
			apo__lexicon_file_read(lexicons, &file, &store, NULL) || !store->entries)
			continue;
		store->is_dictionary = 0;
		use(lexicons, store, -1);
		tell_used(lexicons, store, ", glosses of single characters");
		return;
	}
}

/* The pair is named in one order, whichever way it is read: a run says it once. */
static void tell_missing(const apo_lexicons *lexicons, uint32_t core)
{
	int turned = strcmp(tag_of(lexicons, 0), tag_of(lexicons, 1)) > 0;
	apo__notice(lexicons->context,
		"no dictionary for %s-%s is installed; %s. Name one with --lexicon FILE, or have "
		"it "
		"found by every run: apograph lexicon import --install FILE",
		tag_of(lexicons, turned), tag_of(lexicons, !turned),
		core ? "the built-in lexicon is used"
		     : "the built-in lexicon does not know the pair, and short texts will align "
		       "badly");
}

apo_status apo__lexicons_find(
	apo_lexicons *lexicons, const apo_lexicon_options *options, apo_error *err)
{
	apo__lexicon_files files = {0};
	apo_status status = add_named(lexicons, options, &files, err);
	if (!status && !options->no_defaults && !lexicons->same_language)
		apo__lexicon_files_find(lexicons, &files);
	if (!status)
		status = use_files(
			lexicons, &files, lexicons->languages[0], lexicons->languages[1], -1, err);
	if (!status && !lexicons->same_language && !lexicons->has_dictionary)
		status = use_pivot(lexicons, &files, err);
	if (status)
		return status;
	if (lexicons->same_language)
		return APO_OK;
	tell_left_out(lexicons, &files);
	uint32_t core = options->no_core ? 0 : use_core(lexicons);
	if (!options->no_core)
		use_names(lexicons);
	if (!lexicons->has_dictionary && !options->no_defaults) {
		use_unihan(lexicons);
		tell_missing(lexicons, core);
	}
	return APO_OK;
}
