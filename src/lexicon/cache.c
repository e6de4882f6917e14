/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Large dictionaries take a second to read, so their sealed form is kept in $XDG_CACHE_HOME/apograph (or ~/.cache/apograph)
 * and mapped the next time, in some milliseconds (sealed.h). It is written whole or not at all, replaced when the
 * dictionary, the language data or the program change, and may be deleted at any time.
 */
#include "lexicon/cache.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "lexicon/folders.h"
#include "lexicon/sealed.h"
#include "text/context.h"
#include "text/locale_names.h"

/* `what` names the file, `state` changes with what is in it. */
static apo__cache_place place_of(apo__arena *arena, const char *what, const char *state,
	const apo__language *a, const apo__language *b)
{
	apo__cache_place place = {NULL, NULL, 0};
	place.folder = apo__cache_folder(arena);
	if (!place.folder)
		return place;
	what = apo__sprintf(
		arena, "%s|%s|%s|" APO_VERSION, what, apo__language_tag(a), apo__language_tag(b));
	place.key = apo__hash(what, strlen(what));
	place.file = apo__sprintf(
		arena, "%s/lexicon-%016llx.bin", place.folder, (unsigned long long)place.key);
	place.key = (place.key * 31 + apo__hash(state, strlen(state))) ^ apo__words_hash;
	return place;
}

apo__cache_place apo__cache_find(
	apo__arena *arena, const char *path, const apo__language *a, const apo__language *b)
{
	struct stat info;
	if (stat(path, &info) || !S_ISREG(info.st_mode))
		return (apo__cache_place){NULL, NULL, 0};
	const char *state = apo__sprintf(arena, "%llu|%lld|%ld|%llu",
		(unsigned long long)info.st_size, (long long)info.st_mtim.tv_sec,
		(long)info.st_mtim.tv_nsec, (unsigned long long)info.st_ino);
	return place_of(arena, path, state, a, b);
}

apo__cache_place apo__cache_find_built_in(
	apo__arena *arena, const char *name, const apo__language *a, const apo__language *b)
{
	return place_of(arena, name, apo__icu_version(arena), a, b);
}

int apo__cache_load(apo__store *store, const apo__cache_place *place)
{
	apo__sealed sealed;
	return place->folder && !apo__sealed_open(store->arena, place->file, &sealed, NULL) &&
	       sealed.key == place->key && !apo__sealed_load(&sealed, store, NULL);
}

void apo__cache_save(const apo__store *store, const apo__cache_place *place)
{
	if (!place->folder || !store->sides[0].words.count || !store->sides[1].words.count)
		return;
	apo__folder_make(store->arena, place->folder);
	apo_output *output = apo_output_open(place->file, NULL);
	if (output && !apo__sealed_write(store, place->key, output, NULL))
		apo_output_commit(output, NULL);
	apo_output_free(output);
}
