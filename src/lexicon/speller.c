/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dictionaries of hunspell, found at run time: NAME.aff with NAME.dic. Hunspell_create never fails, so files are looked at
 * first; some are not in UTF-8, and words go through a converter then. Words are looked up as they are, some 50,000 a second.
 */
#include "lexicon/speller.h"

#include <dirent.h>
#include <hunspell.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "lexicon/dictionary/folders.h"
#include "text/language/detect.h"
#include "text/unicode/legacy.h"

#define LONGEST_WORD  100u /* bytes: hunspell's own limit is near */
#define MOST_VARIANTS 8u

typedef struct {
	const char *name;
	Hunhandle *handle;
	apo__legacy *legacy; /* NULL: UTF-8 */
} variant;

struct apo__speller {
	variant variants[MOST_VARIANTS];
	uint32_t count;
	const char *names;
};

static void close_handle(void *handle)
{
	Hunspell_destroy(handle);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Whether NAME.dic is of the language: its name up to "_" or the end is the code. */
static int is_of_language(const char *file, const char *code)
{
	size_t size = strlen(file), length = strlen(code);
	return size > 4 && !strcmp(file + size - 4, ".dic") && !strncmp(file, code, length) &&
	       (file[length] == '_' || file[length] == '-' || file[length] == '.');
}

static void add_variant(
	apo__arena *arena, apo__speller *speller, const char *folder, const char *name)
{
	const char *dic = apo__sprintf(arena, "%s/%s.dic", folder, name),
		   *aff = apo__sprintf(arena, "%s/%s.aff", folder, name);
	for (uint32_t i = 0; i < speller->count; i++)
		if (!strcmp(speller->variants[i].name, name))
			return;
	if (speller->count == MOST_VARIANTS || access(dic, R_OK) || access(aff, R_OK))
		return;
	variant v = {.name = name, .handle = Hunspell_create(aff, dic)};
	if (!v.handle)
		apo__arena_exhausted(arena);
	apo__arena_defer(arena, close_handle, v.handle);
	const char *encoding = Hunspell_get_dic_encoding(v.handle);
	if (encoding && strcmp(encoding, "UTF-8") != 0 && strcmp(encoding, "utf-8") != 0) {
		v.legacy = apo__legacy_open(arena, encoding);
		if (!v.legacy)
			return;
	}
	speller->variants[speller->count++] = v;
}

static void add_folder(
	apo__arena *arena, apo__speller *speller, const char *folder, const char *code)
{
	APO__VECTOR(const char *) names = {0};
	DIR *list = opendir(folder);
	if (!list)
		return;
	apo__arena *own = apo__arena_child(arena);
	apo__arena_defer(own, apo__close_folder, list);
	for (const struct dirent *entry; (entry = readdir(list));)
		if (is_of_language(entry->d_name, code))
			*apo__push(arena, &names) =
				apo__strndup(arena, entry->d_name, strlen(entry->d_name) - 4);
	apo__arena_free(own);
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, compare_names);
	for (uint32_t i = 0; i < names.count; i++)
		add_variant(arena, speller, folder, names.items[i]);
}

apo__speller *apo__speller_open(apo__arena *arena, const char *tag)
{
	char code[9];
	if (!apo__language_code(tag, code))
		return NULL;
	apo__speller *speller = apo__alloc(arena, sizeof *speller);
	apo__folder_list folders = apo__data_folders(arena, "hunspell");
	for (uint32_t i = 0; i < folders.count; i++)
		add_folder(arena, speller, folders.items[i], code);
	apo__buffer names = {arena, NULL, 0, 0};
	for (uint32_t i = 0; i < speller->count; i++)
		apo__buffer_printf(&names, "%s%s", i ? ", " : "", speller->variants[i].name);
	speller->names = apo__buffer_text(&names);
	return speller->count ? speller : NULL;
}

const char *apo__speller_names(const apo__speller *speller)
{
	return speller->names;
}

int apo__speller_knows(apo__speller *speller, const char *word)
{
	char bytes[LONGEST_WORD * 4];
	if (strlen(word) > LONGEST_WORD)
		return 1;
	for (uint32_t i = 0; i < speller->count; i++) {
		const variant *v = &speller->variants[i];
		const char *text =
			v->legacy ? apo__legacy_put(v->legacy, word, bytes, sizeof bytes) : word;
		if (text && Hunspell_spell(v->handle, text))
			return 1;
	}
	return 0;
}

uint32_t apo__speller_suggest(
	apo__speller *speller, const char *word, apo__arena *arena, const char *const **words)
{
	char bytes[LONGEST_WORD * 4];
	for (uint32_t i = 0; i < speller->count && strlen(word) <= LONGEST_WORD; i++) {
		const variant *v = &speller->variants[i];
		const char *text =
			v->legacy ? apo__legacy_put(v->legacy, word, bytes, sizeof bytes) : word;
		char **found = NULL;
		int count = text ? Hunspell_suggest(v->handle, &found, text) : 0;
		if (count <= 0)
			continue;
		const char **list = apo__alloc_array(arena, (size_t)count, sizeof *list);
		uint32_t kept = 0;
		for (int k = 0; k < count; k++) {
			const char *utf8 = v->legacy
						   ? apo__legacy_to_utf8(v->legacy, arena, found[k])
						   : apo__strdup(arena, found[k]);
			if (utf8)
				list[kept++] = utf8;
		}
		Hunspell_free_list(v->handle, &found, count);
		*words = list;
		if (kept)
			return kept;
	}
	return 0;
}
