/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Large dictionaries take a second to read, so their sealed form is kept in $XDG_CACHE_HOME/apograph (or ~/.cache/apograph)
 * and read the next time, in some milliseconds (lexicon_file.h). A file is written whole or not at all, replaced when the
 * dictionary, the language data or the program change, and may be deleted at any time. Above a limit the oldest files go.
 */
#include "lexicon/dictionary/cache.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "lexicon/dictionary/folders.h"
#include "lexicon/dictionary/lexicon_file.h"
#include "text/language/context.h"
#include "text/language/locale_names.h"

#define LIMIT ((uint64_t)256 << 20) /* six dictionaries of the largest kind (42 MB) */
#define FIRST "lexicon-"	    /* how names of our files begin and end */
#define LAST  ".bin"

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
		arena, "%s/" FIRST "%016llx" LAST, place.folder, (unsigned long long)place.key);
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

/* ---- the folder ---- */

typedef struct {
	const char *path;
	uint64_t size;
	struct timespec written;
} kept_file;
typedef APO__VECTOR(kept_file) kept_files;

static int oldest_first(const void *left, const void *right)
{
	const kept_file *a = left, *b = right;
	if (a->written.tv_sec != b->written.tv_sec)
		return a->written.tv_sec < b->written.tv_sec ? -1 : 1;
	if (a->written.tv_nsec != b->written.tv_nsec)
		return a->written.tv_nsec < b->written.tv_nsec ? -1 : 1;
	return strcmp(a->path, b->path);
}

static int is_ours(const char *name)
{
	size_t size = strlen(name);
	return size > sizeof FIRST - 1 + sizeof LAST - 1 &&
	       !strncmp(name, FIRST, sizeof FIRST - 1) &&
	       !strcmp(name + size - (sizeof LAST - 1), LAST);
}

/* Our files in the folder, the oldest first; returns their bytes. */
static uint64_t list_files(apo__arena *arena, const char *path, kept_files *files)
{
	uint64_t total = 0;
	DIR *folder = opendir(path);
	if (!folder)
		return 0;
	apo__arena_defer(arena, apo__close_folder, folder);
	for (struct dirent *entry; (entry = readdir(folder));) {
		struct stat info;
		if (!is_ours(entry->d_name))
			continue;
		kept_file file = {apo__sprintf(arena, "%s/%s", path, entry->d_name), 0, {0, 0}};
		if (lstat(file.path, &info) || !S_ISREG(info.st_mode))
			continue;
		file.size = (uint64_t)info.st_size;
		file.written = info.st_mtim;
		total += file.size;
		*apo__push(arena, files) = file;
	}
	if (files->count > 1)
		qsort(files->items, files->count, sizeof *files->items, oldest_first);
	return total;
}

/* Delete the oldest files until the others have at most `limit` bytes. */
static void make_room(apo__arena *arena, const char *folder, uint64_t limit)
{
	kept_files files = {0};
	apo__arena *scratch = apo__arena_child(arena);
	uint64_t total = list_files(scratch, folder, &files);
	for (uint32_t i = 0; i < files.count && total > limit; i++) {
		unlink(files.items[i].path);
		total -= files.items[i].size;
	}
	apo__arena_free(scratch);
}

typedef struct {
	int clear;
	apo_lexicon_cache cache;
} look;

static apo_status look_at(apo__arena *arena, void *user, apo_error *err)
{
	look *l = user;
	kept_files files = {0};
	const char *folder = apo__cache_folder(arena);
	if (!folder || strlen(folder) >= sizeof l->cache.folder)
		return apo__fail(err, APO_EINPUT, NULL, APO_NO_OFFSET, 0,
			"there is no cache: neither XDG_CACHE_HOME nor HOME names a folder for it");
	l->cache.size = list_files(arena, folder, &files);
	for (uint32_t i = 0; l->clear && i < files.count; i++)
		if (unlink(files.items[i].path) && errno != ENOENT)
			return apo__fail(err, APO_EOUTPUT, files.items[i].path, APO_NO_OFFSET, 0,
				"cannot be deleted: %s", strerror(errno));
	l->cache.files = files.count;
	l->cache.limit = LIMIT;
	strcpy(l->cache.folder, folder);
	return APO_OK;
}

apo_status apo_lexicon_cache_look(apo_lexicon_cache *cache, int clear, apo_error *err)
{
	look l = {.clear = clear};
	apo__arena *arena = apo__arena_new();
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	apo_status status = apo__guarded(arena, look_at, &l, err);
	apo__arena_free(arena);
	if (!status)
		*cache = l.cache;
	return status;
}

/* ---- one file ---- */

int apo__cache_load(apo__store *store, const apo__cache_place *place)
{
	apo__sealed sealed;
	return place->folder && !apo__sealed_open(store->arena, place->file, &sealed, NULL) &&
	       sealed.key == place->key && !apo__sealed_load(&sealed, store, NULL);
}

typedef struct {
	const apo__store *store;
	const uint32_t *counts;
	size_t count;
} content;

static apo_status write_content(const content *c, uint64_t key, apo_output *output)
{
	if (c->store)
		return apo__sealed_write(c->store, key, output, NULL);
	apo_output_write(output, (const char *)&key, sizeof key);
	apo_output_write(output, (const char *)c->counts, c->count * sizeof *c->counts);
	return APO_OK; /* of writing, at the commit */
}

static void save(apo__arena *arena, const apo__cache_place *place, const content *c)
{
	apo__folder_make(arena, place->folder);
	apo_output *output = apo_output_open(place->file, NULL);
	int is_kept =
		output && !write_content(c, place->key, output) && !apo_output_commit(output, NULL);
	apo_output_free(output);
	if (is_kept)
		make_room(arena, place->folder, LIMIT);
}

void apo__cache_save(const apo__store *store, const apo__cache_place *place)
{
	if (place->folder && store->sides[0].words.count && store->sides[1].words.count)
		save(store->arena, place, &(content){.store = store});
}

int apo__cache_load_counts(
	apo__arena *arena, const apo__cache_place *place, uint32_t *counts, size_t count)
{
	const char *data;
	size_t size, expected = sizeof place->key + count * sizeof *counts;
	apo__arena *scratch = apo__arena_child(arena);
	int is_there = place->folder &&
		       !apo__file_read(scratch, place->file, expected, &data, &size, NULL) &&
		       size == expected && !memcmp(data, &place->key, sizeof place->key);
	if (is_there)
		memcpy(counts, data + sizeof place->key, count * sizeof *counts);
	apo__arena_free(scratch);
	return is_there;
}

void apo__cache_save_counts(
	apo__arena *arena, const apo__cache_place *place, const uint32_t *counts, size_t count)
{
	if (place->folder)
		save(arena, place, &(content){.counts = counts, .count = count});
}
