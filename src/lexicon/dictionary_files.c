/* SPDX-License-Identifier: Apache-2.0 */
/* Dictionaries are known by their names (x-deu-eng.index, x.u8, x.en-zh.tsv, de-en), our own files by their first bytes. */
#include "lexicon/dictionary_files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "lexicon/dictionary/cache.h"
#include "lexicon/dictionary/folders.h"
#include "lexicon/dictionary/lexicon_file.h"
#include "lexicon/dictionary/unpack.h"
#include "text/language/context.h"
#include "text/language/detect.h"

#define FILE_LIMIT (256u << 20)
/* Smaller dictionaries are read as fast as their cache. */
#define CACHE_LEAST 30000u

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

/* The name of a file without what says that it is packed. */
static const char *plain_name(apo__arena *arena, const char *path)
{
	static const char *const endings[] = {".gz", ".bz2"};
	const char *name = base_name(path);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (ends_with(name, endings[i]))
			return apo__strndup(arena, name, strlen(name) - strlen(endings[i]));
	return name;
}

/* ---- languages ---- */

apo_status apo__lexicons_language(
	apo_lexicons *lexicons, const char *tag, const apo__language **language, apo_error *err)
{
	char code[9];
	*language = apo__language_get(lexicons->context, tag);
	if (*language)
		return APO_OK;
	if (!apo__is_language(tag) || !apo__language_code(tag, code))
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"'%s' is not a language; expected a BCP 47 tag like en, de or zh", tag);
	*language = apo__language_get(lexicons->context, code);
	if (*language)
		return APO_OK;
	for (uint32_t i = 0; i < lexicons->strangers.count; i++)
		if (!strcmp(apo__language_tag(lexicons->strangers.items[i]), code)) {
			*language = lexicons->strangers.items[i];
			return APO_OK;
		}
	apo_status status = apo__language_parse(lexicons->arena, code, "", 0, language, err);
	if (!status)
		*apo__push(lexicons->arena, &lexicons->strangers) = *language;
	return status;
}

/* The language of an ISO 639 code of `size` bytes, NULL when it is not one. */
static const apo__language *language_of(apo_lexicons *lexicons, const char *tag, size_t size)
{
	const apo__language *language = NULL;
	if (size < 2 || size > 3)
		return NULL;
	const char *code = apo__strndup(lexicons->arena, tag, size);
	return apo__lexicons_language(lexicons, code, &language, NULL) ? NULL : language;
}

/* Both languages of "xx-yy" at the end of `text`. */
static int languages_at_end(
	apo_lexicons *lexicons, const char *text, size_t size, const apo__language *languages[2])
{
	size_t second = size, first;
	while (second && text[second - 1] != '-')
		second--;
	first = second ? second - 1 : 0;
	while (first && text[first - 1] != '-' && text[first - 1] != '.')
		first--;
	if (!second)
		return 0;
	languages[0] = language_of(lexicons, text + first, second - 1 - first);
	languages[1] = language_of(lexicons, text + second, size - second);
	if (languages[0] && languages[1] && languages[0] != languages[1])
		return 1;
	languages[0] = languages[1] = NULL;
	return 0;
}

/* Languages said in a file's name: "x-deu-eng.index", "x.en-zh.tsv", "de-en"; CEDICT is Chinese and English. */
static int languages_of_name(
	apo_lexicons *lexicons, const char *name, const apo__language *languages[2])
{
	size_t size = strlen(name);
	if (ends_with(name, ".u8")) {
		languages[0] = language_of(lexicons, "zh", 2);
		languages[1] = language_of(lexicons, "en", 2);
		return 1;
	}
	if (ends_with(name, ".index"))
		return languages_at_end(lexicons, name, size - 6, languages);
	if (ends_with(name, ".tsv"))
		return languages_at_end(lexicons, name, size - 4, languages);
	return size == 5 && name[2] == '-' && languages_at_end(lexicons, name, size, languages);
}

/* ---- what the user named, and what is there ---- */

static int is_sealed(apo__arena *arena, const char *path)
{
	char first[16];
	struct stat info;
	int fd;
	if (ends_with(path, APO__SEALED_NAME))
		return 1;
	/* what is taken from a pipe is gone */
	if (stat(path, &info) || !S_ISREG(info.st_mode) ||
		apo__file_descriptor(arena, path, &fd, NULL))
		return 0;
	ssize_t size = apo__file_next(fd, first, sizeof first);
	close(fd);
	return size > 0 && apo__sealed_is(first, (size_t)size);
}

static apo_status languages_of_sealed(
	apo_lexicons *lexicons, apo__lexicon_file *file, apo_error *err)
{
	apo__sealed sealed;
	apo__arena *scratch = apo__arena_child(lexicons->arena);
	apo_status status = apo__sealed_open_head(scratch, file->path, &sealed, err);
	for (int side = 0; side < 2 && !status; side++)
		status = apo__lexicons_language(
			lexicons, sealed.tags[side], &file->languages[side], err);
	apo__arena_free(scratch);
	return status;
}

apo_status apo__lexicon_file_named(
	apo_lexicons *lexicons, const char *argument, apo__lexicon_file *file, apo_error *err)
{
	const char *colon = strchr(argument, ':');
	*file = (apo__lexicon_file){.path = argument, .named = 1};
	if (colon && colon - argument <= 17 &&
		languages_at_end(lexicons, argument, (size_t)(colon - argument), file->languages))
		file->path = colon + 1;
	if (is_sealed(lexicons->arena, file->path))
		return languages_of_sealed(lexicons, file, err);
	if (!file->languages[0])
		languages_of_name(
			lexicons, plain_name(lexicons->arena, file->path), file->languages);
	return APO_OK;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The dictionaries of a folder, by name; none when it is not there. One that is damaged is reported. */
static void find_in(apo_lexicons *lexicons, const char *folder, apo__lexicon_files *files)
{
	APO__VECTOR(const char *) paths = {0};
	apo__arena *scratch = apo__arena_child(lexicons->arena);
	DIR *directory = opendir(folder);
	if (!directory)
		return;
	apo__arena_defer(scratch, apo__close_folder, directory);
	for (struct dirent *entry; (entry = readdir(directory));)
		if (entry->d_name[0] != '.' && !ends_with(entry->d_name, ".dz") &&
			!ends_with(entry->d_name, ".dict"))
			*apo__push(lexicons->arena, &paths) =
				apo__sprintf(lexicons->arena, "%s/%s", folder, entry->d_name);
	apo__arena_free(scratch);
	if (paths.count > 1)
		qsort(paths.items, paths.count, sizeof *paths.items, by_bytes);
	for (uint32_t i = 0; i < paths.count; i++) {
		const char *path = paths.items[i];
		apo__lexicon_file file = {.path = path};
		apo_error problem;
		if (!ends_with(path, APO__SEALED_NAME))
			languages_of_name(
				lexicons, plain_name(lexicons->arena, path), file.languages);
		else if (languages_of_sealed(lexicons, &file, &problem))
			apo__notice(lexicons->context, "%s: %s", problem.file, problem.message);
		if (file.languages[0])
			*apo__push(lexicons->arena, files) = file;
	}
}

void apo__lexicon_files_find(apo_lexicons *lexicons, apo__lexicon_files *files)
{
	static const char *const names[] = {"trans", "dictd"}; /* the faster to read first */
	const char *own = apo__lexicon_folder(lexicons->arena);
	if (own)
		find_in(lexicons, own, files);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		apo__folder_list folders = apo__data_folders(lexicons->arena, names[i]);
		for (uint32_t k = 0; k < folders.count; k++)
			find_in(lexicons, folders.items[k], files);
	}
}

/* ---- reading ---- */

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

/* Whether the first line has two columns: what comes through a pipe has no name that says so. */
static int has_tab(const char *data)
{
	return data[strcspn(data, "\t\n")] == '\t';
}

static apo_status read_text(apo__store *store, const char *path, apo_error *err)
{
	const char *data;
	size_t size;
	apo_status status = apo__file_read(store->scratch, path, FILE_LIMIT, &data, &size, err);
	if (!status)
		status = apo__unpack(store->scratch, path, data, size, &data, &size, err);
	if (status)
		return status;
	const char *name = plain_name(store->scratch, path);
	if (ends_with(name, ".u8"))
		apo__read_cedict(store, data, size);
	else if (ends_with(name, ".tsv") || (!strchr(name, '.') && has_tab(data)))
		apo__read_tsv(store, data, size);
	else if (!strncmp(name, "Unihan", 6))
		apo__read_unihan(store, data, size);
	else
		apo__read_ding(store, data, size);
	return APO_OK;
}

/* The file's name without what only says the format. */
static const char *name_of(apo__arena *arena, const char *path)
{
	static const char *const endings[] = {".index", APO__SEALED_NAME};
	const char *name = base_name(path);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (ends_with(name, endings[i]))
			return apo__strndup(arena, name, strlen(name) - strlen(endings[i]));
	return name;
}

apo_status apo__lexicon_file_read(
	apo_lexicons *lexicons, const apo__lexicon_file *file, apo__store **out, apo_error *err)
{
	const char *path = file->path;
	apo__store *store = apo__store_new(lexicons->arena, name_of(lexicons->arena, path),
		file->languages[0], file->languages[1]);
	store->is_dictionary = 1;
	*out = store;
	if (is_sealed(lexicons->arena, path)) {
		apo__sealed sealed;
		apo_status status = apo__sealed_open(lexicons->arena, path, &sealed, err);
		return status ? status : apo__sealed_load(&sealed, store, err);
	}
	apo__cache_place place =
		apo__cache_find(lexicons->arena, path, file->languages[0], file->languages[1]);
	if (apo__cache_load(store, &place))
		return APO_OK;
	apo_status status = ends_with(path, ".index") ? read_dictd(lexicons, store, path, err)
						      : read_text(store, path, err);
	if (!status && store->entries >= CACHE_LEAST) {
		apo__store_seal(store, 1);
		apo__cache_save(store, &place);
	}
	return status;
}

apo_status apo__lexicon_file_empty(
	const apo__lexicon_file *file, const apo__store *store, apo_error *err)
{
	return apo__fail(err, APO_EINPUT, file->path, APO_NO_OFFSET, store->bad_line,
		"holds no entry; expected a dictd .index, a CEDICT .u8, lines of "
		"word<TAB>word in a .tsv, or what apograph lexicon made");
}
