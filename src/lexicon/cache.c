/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Large dictionaries take a second to read, so their sealed form is kept in $XDG_CACHE_HOME/apograph (or ~/.cache/apograph)
 * and mapped the next time, in some milliseconds (sealed.h). It is written whole or not at all, replaced when the
 * dictionary, the language data or the format change, and may be deleted at any time.
 */
#include "lexicon/cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "lexicon/sealed.h"
#include "text/context.h"

static uint64_t hash_language(const apo__language *language, uint64_t seed)
{
	char name[32];
	size_t size = (size_t)snprintf(name, sizeof name, "%s.lang", apo__language_tag(language));
	const apo__embedded *file = size < sizeof name ? apo__embedded_find(name) : NULL;
	return file ? seed * 31 + apo__hash((const char *)file->data, file->size) : seed;
}

apo__cache_place apo__cache_find(
	apo__arena *arena, const char *path, const apo__language *a, const apo__language *b)
{
	apo__cache_place place = {NULL, NULL, 0};
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	struct stat info;
	if (stat(path, &info) || !S_ISREG(info.st_mode))
		return place;
	if (cache && *cache == '/')
		place.folder = apo__sprintf(arena, "%s/apograph", cache);
	else if (home && *home == '/')
		place.folder = apo__sprintf(arena, "%s/.cache/apograph", home);
	else
		return place;
	const char *what = apo__sprintf(
		arena, "%s|%s|%s|" APO_VERSION, path, apo__language_tag(a), apo__language_tag(b));
	place.key = apo__hash(what, strlen(what));
	place.file = apo__sprintf(
		arena, "%s/lexicon-%016llx.bin", place.folder, (unsigned long long)place.key);
	const char *state = apo__sprintf(arena, "%llu|%lld|%ld|%llu",
		(unsigned long long)info.st_size, (long long)info.st_mtim.tv_sec,
		(long)info.st_mtim.tv_nsec, (unsigned long long)info.st_ino);
	place.key = place.key * 31 + apo__hash(state, strlen(state));
	place.key = hash_language(b, hash_language(a, place.key));
	return place;
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
