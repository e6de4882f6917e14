/* SPDX-License-Identifier: Apache-2.0 */
/* A variable that is unset, empty or not an absolute path counts as not set, as the specification says. */
#include "lexicon/dictionary/folders.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SYSTEM_FOLDERS "/usr/local/share:/usr/share" /* the specification's default */

/* $VARIABLE, else ~/INSTEAD, else NULL. A home that does not exist (users of services have one) is not a place. */
static const char *own_folder(apo__arena *arena, const char *variable, const char *instead)
{
	const char *folder = getenv(variable), *home = getenv("HOME");
	struct stat info;
	if (folder && *folder == '/')
		return apo__strdup(arena, folder);
	if (!home || *home != '/' || stat(home, &info) || !S_ISDIR(info.st_mode))
		return NULL;
	return apo__sprintf(arena, "%s/%s", home, instead);
}

static void add_folder(apo__arena *arena, apo__folder_list *list, const char *folder, size_t size,
	const char *name)
{
	while (size > 1 && folder[size - 1] == '/')
		size--;
	const char *path = apo__sprintf(arena, "%.*s/%s", (int)size, folder, name);
	for (uint32_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i], path))
			return;
	*apo__push(arena, list) = path;
}

apo__folder_list apo__data_folders(apo__arena *arena, const char *name)
{
	apo__folder_list list = {0};
	const char *own = own_folder(arena, "XDG_DATA_HOME", ".local/share");
	const char *at = getenv("XDG_DATA_DIRS");
	if (own)
		add_folder(arena, &list, own, strlen(own), name);
	if (!at || !*at)
		at = SYSTEM_FOLDERS;
	for (size_t size; *at; at += size + (at[size] == ':')) {
		size = strcspn(at, ":");
		if (*at == '/')
			add_folder(arena, &list, at, size, name);
	}
	return list;
}

const char *apo__lexicon_folder(apo__arena *arena)
{
	const char *own = own_folder(arena, "XDG_DATA_HOME", ".local/share");
	return own ? apo__sprintf(arena, "%s/apograph/lexicons", own) : NULL;
}

const char *apo__cache_folder(apo__arena *arena)
{
	const char *own = own_folder(arena, "XDG_CACHE_HOME", ".cache");
	return own ? apo__sprintf(arena, "%s/apograph", own) : NULL;
}

void apo__close_folder(void *folder)
{
	closedir(folder);
}
