/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which lexicons serve a pair: the files named, the user's folder, installed dictionaries, the core lexicon, in that
 * order; where there is no dictionary of the pair, two that meet in a third language.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "lexicon/cache.h"
#include "lexicon/lexicons.h"
#include "lexicon/unpack.h"
#include "text/context.h"
#include "text/locale_names.h"

#define FILE_LIMIT   (256u << 20)
#define MOST_FILES   64u
#define DICTD_FOLDER "/usr/share/dictd"
#define DING_FOLDER  "/usr/share/trans"
/* A dictionary of so many entries makes others of its pair superfluous: those that large in Debian all come from one
 * source, and each takes a second to read. */
#define PLENTY 300000u
/* Smaller dictionaries are read as fast as their cache. */
#define CACHE_LEAST 30000u

static const char *tag_of(const apo_lexicons *lexicons, int side)
{
	return apo__language_tag(lexicons->languages[side]);
}

static int ends_with(const char *text, const char *end)
{
	size_t text_size = strlen(text), end_size = strlen(end);
	return text_size >= end_size && !strcmp(text + text_size - end_size, end);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* "81628" as "81,628". */
static const char *thousands(uint32_t value, char out[16])
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

static void tell_used(apo_lexicons *lexicons, const apo__store *store, const char *more)
{
	char entries[16];
	const char *line = apo__sprintf(lexicons->arena, "%s: %s entries, %s-%s%s", store->name,
		thousands(store->entries, entries), apo__language_tag(store->sides[0].language),
		apo__language_tag(store->sides[1].language), more);
	*apo__push(lexicons->arena, &lexicons->used) = line;
	if (store->bad) {
		char bad[16];
		apo__notice(lexicons->context,
			"%s: %s lines are no entries and were left out, the first is line %u",
			store->name, thousands(store->bad, bad), store->bad_line);
	}
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
	if (store->is_dictionary)
		lexicons->has_dictionary = 1;
}

static void use_core(apo_lexicons *lexicons)
{
	apo__store *store = apo__store_new(
		lexicons->arena, "core lexicon", lexicons->languages[0], lexicons->languages[1]);
	apo__read_core(store, tag_of(lexicons, 0), tag_of(lexicons, 1));
	use(lexicons, store, -1);
	tell_used(lexicons, store, "");
}

static void add_name(const char *a, size_t a_size, const char *b, size_t b_size, void *user)
{
	apo__store *store = user;
	apo__entry first = apo__store_phrase(store, 0, a, a_size);
	apo__entry second = apo__store_phrase(store, 1, b, b_size);
	apo__store_link(store, &first, &second, 1);
}

static void use_names(apo_lexicons *lexicons)
{
	apo__store *store =
		apo__store_new(lexicons->arena, "names of places, languages, currencies, dates",
			lexicons->languages[0], lexicons->languages[1]);
	apo__locale_names(
		lexicons->arena, tag_of(lexicons, 0), tag_of(lexicons, 1), add_name, store);
	use(lexicons, store, -1);
}

/* The text file of a dictd index: the same path with .dict.dz or .dict. */
static apo_status read_dictd(
	apo_lexicons *lexicons, apo__store *store, const char *path, apo_error *err)
{
	const char *index, *dict;
	size_t index_size, dict_size;
	apo_status status =
		apo__file_read(store->scratch, path, FILE_LIMIT, &index, &index_size, err);
	if (status)
		return status;
	int stem = (int)(strlen(path) - strlen(".index"));
	const char *text = apo__sprintf(lexicons->arena, "%.*s.dict.dz", stem, path);
	if (access(text, R_OK))
		text = apo__sprintf(lexicons->arena, "%.*s.dict", stem, path);
	status = apo__file_read(store->scratch, text, FILE_LIMIT, &dict, &dict_size, err);
	return status ? status
		      : apo__read_dictd(store, index, index_size, text, dict, dict_size, err);
}

/* Read a file of any known format into a store of the languages a and b. */
static apo_status read_file(apo_lexicons *lexicons, const char *path, const apo__language *a,
	const apo__language *b, apo__store **out, apo_error *err)
{
	const char *name = base_name(path);
	const char *dot = ends_with(name, ".index") ? name + strlen(name) - 6 : name + strlen(name);
	apo__store *store = apo__store_new(
		lexicons->arena, apo__strndup(lexicons->arena, name, (size_t)(dot - name)), a, b);
	store->is_dictionary = 1;
	*out = store;
	apo__cache_place place = apo__cache_find(lexicons->arena, path, a, b);
	if (apo__cache_load(store, &place))
		return APO_OK;
	if (ends_with(path, ".index")) {
		apo_status status = read_dictd(lexicons, store, path, err);
		if (status)
			return status;
	} else {
		const char *data;
		size_t size;
		apo_status status =
			apo__file_read(store->scratch, path, FILE_LIMIT, &data, &size, err);
		if (!status)
			status = apo__unpack(store->scratch, path, data, size, &data, &size, err);
		if (status)
			return status;
		if (ends_with(path, ".u8"))
			apo__read_cedict(store, data, size);
		else if (ends_with(path, ".tsv"))
			apo__read_tsv(store, data, size);
		else if (!strncmp(name, "Unihan", 6))
			apo__read_unihan(store, data, size);
		else
			apo__read_ding(store, data, size);
	}
	if (store->entries >= CACHE_LEAST) {
		apo__store_seal(store, 1);
		apo__cache_save(store, &place);
	}
	return APO_OK;
}

/* Languages said in a file's name: "x-deu-eng.index", "x.en-zh.tsv"; CEDICT is Chinese and English. */
static int languages_of_name(
	apo_lexicons *lexicons, const char *name, const apo__language *languages[2])
{
	if (ends_with(name, ".u8")) {
		languages[0] = apo__language_get(lexicons->context, "zh");
		languages[1] = apo__language_get(lexicons->context, "en");
		return languages[0] && languages[1];
	}
	const char *tag;
	for (size_t i = 0; (tag = apo_context_language(lexicons->context, i)); i++)
		for (size_t j = 0; apo_context_language(lexicons->context, j); j++) {
			const apo__language *a = apo__language_get(lexicons->context, tag);
			const apo__language *b = apo__language_get(
				lexicons->context, apo_context_language(lexicons->context, j));
			const char *codes[2] = {apo__language_setting(a, "iso639-3"),
				apo__language_setting(b, "iso639-3")};
			char index[64], plain[64], ding[64];
			snprintf(index, sizeof index, "-%s-%s.index", codes[0], codes[1]);
			snprintf(plain, sizeof plain, ".%s-%s.tsv", tag, apo__language_tag(b));
			snprintf(ding, sizeof ding, "%s-%s", tag, apo__language_tag(b));
			if (ends_with(name, index) || ends_with(name, plain) ||
				!strcmp(name, ding)) {
				languages[0] = a;
				languages[1] = b;
				return 1;
			}
		}
	return 0;
}

static int serves(const apo_lexicons *lexicons, const apo__language *const languages[2])
{
	return (languages[0] == lexicons->languages[0] && languages[1] == lexicons->languages[1]) ||
	       (languages[0] == lexicons->languages[1] && languages[1] == lexicons->languages[0]);
}

/* "en-zh:FILE" says the languages; else the file's name does. */
static apo_status use_named(apo_lexicons *lexicons, const char *argument, apo_error *err)
{
	const apo__language *languages[2] = {NULL, NULL};
	const char *path = argument, *colon = strchr(argument, ':');
	const char *dash = colon ? memchr(argument, '-', (size_t)(colon - argument)) : NULL;
	if (dash && colon - argument <= 17) {
		languages[0] = apo__language_get(lexicons->context,
			apo__strndup(lexicons->arena, argument, (size_t)(dash - argument)));
		languages[1] = apo__language_get(lexicons->context,
			apo__strndup(lexicons->arena, dash + 1, (size_t)(colon - dash) - 1));
	}
	if (languages[0] && languages[1])
		path = colon + 1;
	else if (!languages_of_name(lexicons, base_name(path), languages))
		return apo__fail(err, APO_EUSAGE, path, APO_NO_OFFSET, 0,
			"does not say its languages; name it like NAME.%s-%s.tsv, or write "
			"--lexicon %s-%s:%s",
			tag_of(lexicons, 0), tag_of(lexicons, 1), tag_of(lexicons, 0),
			tag_of(lexicons, 1), path);
	if (!serves(lexicons, languages)) {
		apo__notice(lexicons->context, "%s is %s-%s and was left out of %s-%s", path,
			apo__language_tag(languages[0]), apo__language_tag(languages[1]),
			tag_of(lexicons, 0), tag_of(lexicons, 1));
		return APO_OK;
	}
	apo__store *store;
	apo_status status = read_file(lexicons, path, languages[0], languages[1], &store, err);
	if (status)
		return status;
	if (!store->entries)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, store->bad_line,
			"holds no entry; expected a dictd .index, a CEDICT .u8, or lines of "
			"word<TAB>word in a .tsv");
	use(lexicons, store, -1);
	tell_used(lexicons, store, "");
	return APO_OK;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Regular names of a folder, sorted; none when it is not there. */
static uint32_t list_folder(apo__arena *arena, const char *folder, const char **names)
{
	DIR *directory = opendir(folder);
	uint32_t count = 0;
	if (!directory)
		return 0;
	for (struct dirent *entry; count < MOST_FILES && (entry = readdir(directory));)
		if (entry->d_name[0] != '.') {
			/* an arena that runs out would leave the directory open */
			char path[1024];
			if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) <
				sizeof path)
				names[count++] = apo__strdup(arena, path);
		}
	closedir(directory);
	if (count > 1)
		qsort(names, count, sizeof *names, by_bytes);
	return count;
}

/* Whether `path` is a dictionary between the languages a and b. */
static int is_between(apo_lexicons *lexicons, const char *path, const apo__language *a,
	const apo__language *b, const apo__language *languages[2])
{
	if (ends_with(path, ".dz") || !languages_of_name(lexicons, base_name(path), languages))
		return 0;
	return (languages[0] == a && languages[1] == b) || (languages[0] == b && languages[1] == a);
}

/* All dictionaries between two languages among `paths`; damaged ones are told and left out. */
static uint32_t use_installed(apo_lexicons *lexicons, const char *const *paths, uint32_t count,
	const apo__language *a, const apo__language *b, int pivot_side)
{
	uint32_t used = 0;
	for (uint32_t i = 0; i < count; i++) {
		const apo__language *languages[2];
		if (!is_between(lexicons, paths[i], a, b, languages))
			continue;
		apo__store *store;
		apo_error problem;
		if (read_file(lexicons, paths[i], languages[0], languages[1], &store, &problem)) {
			apo__notice(lexicons->context, "%s: %s", problem.file, problem.message);
			continue;
		}
		if (!store->entries)
			continue;
		use(lexicons, store, pivot_side);
		tell_used(lexicons, store, pivot_side >= 0 ? ", through a third language" : "");
		used++;
		if (store->entries >= PLENTY)
			break;
	}
	return used;
}

static uint32_t all_paths(apo_lexicons *lexicons, const char **paths)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	uint32_t count = 0;
	if (data && *data == '/')
		count = list_folder(lexicons->arena,
			apo__sprintf(lexicons->arena, "%s/apograph/lexicons", data), paths);
	else if (home && *home == '/')
		count = list_folder(lexicons->arena,
			apo__sprintf(lexicons->arena, "%s/.local/share/apograph/lexicons", home),
			paths);
	count += list_folder(lexicons->arena, DING_FOLDER, paths + count); /* fast to read */
	count += list_folder(lexicons->arena, DICTD_FOLDER, paths + count);
	return count;
}

/* Two dictionaries that meet in a third language; English first, it has the most. */
static void use_pivot(apo_lexicons *lexicons, const char *const *paths, uint32_t count)
{
	const apo__language *first = apo__language_get(lexicons->context, "en");
	const char *tag;
	for (size_t i = 0; (tag = i ? apo_context_language(lexicons->context, i - 1) : "en"); i++) {
		const apo__language *third = apo__language_get(lexicons->context, tag),
				    *languages[2];
		if (!third || (i && third == first) || third == lexicons->languages[0] ||
			third == lexicons->languages[1])
			continue;
		int there[2] = {0, 0};
		for (int side = 0; side < 2; side++)
			for (uint32_t k = 0; k < count; k++)
				there[side] |= is_between(lexicons, paths[k],
					lexicons->languages[side], third, languages);
		if (!there[0] || !there[1])
			continue;
		for (int side = 0; side < 2; side++)
			use_installed(
				lexicons, paths, count, lexicons->languages[side], third, side);
		return;
	}
}

/* Glosses of single characters, where nothing better is there. */
static void use_unihan(apo_lexicons *lexicons)
{
	static const char *const endings[] = {"", ".gz", ".bz2"};
	const apo__language *zh = apo__language_get(lexicons->context, "zh");
	const apo__language *en = apo__language_get(lexicons->context, "en");
	const apo__language *const languages[2] = {zh, en};
	for (size_t i = 0; zh && en && serves(lexicons, languages) && i < 3; i++) {
		const char *path = apo__sprintf(
			lexicons->arena, "/usr/share/unicode/Unihan_Readings.txt%s", endings[i]);
		apo__store *store;
		if (access(path, R_OK) || read_file(lexicons, path, zh, en, &store, NULL) ||
			!store->entries)
			continue;
		store->is_dictionary = 0;
		use(lexicons, store, -1);
		tell_used(lexicons, store, ", glosses of single characters");
		return;
	}
}

apo_status apo__lexicons_find(
	apo_lexicons *lexicons, const apo_lexicon_options *options, apo_error *err)
{
	for (size_t i = 0; i < options->file_count; i++) {
		apo_status status = use_named(lexicons, options->files[i], err);
		if (status)
			return status;
	}
	if (lexicons->same_language)
		return APO_OK;
	if (!options->no_defaults) {
		const char *paths[3 * MOST_FILES];
		uint32_t count = all_paths(lexicons, paths);
		use_installed(
			lexicons, paths, count, lexicons->languages[0], lexicons->languages[1], -1);
		if (!lexicons->has_dictionary)
			use_pivot(lexicons, paths, count);
	}
	use_core(lexicons);
	use_names(lexicons);
	if (!lexicons->has_dictionary && !options->no_defaults) {
		use_unihan(lexicons);
		apo__notice(lexicons->context,
			"no dictionary for %s-%s is installed; the built-in core lexicon is used. "
			"Name one with --lexicon FILE, or put it into "
			"~/.local/share/apograph/lexicons",
			tag_of(lexicons, 0), tag_of(lexicons, 1));
	}
	return APO_OK;
}
