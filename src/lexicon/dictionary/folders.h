/* SPDX-License-Identifier: Apache-2.0 */
/* Where dictionaries and the cache are: the XDG Base Directory Specification. */
#ifndef APO__LEXICON_DICTIONARY_FOLDERS_H
#define APO__LEXICON_DICTIONARY_FOLDERS_H

#include "base/arena.h"

typedef APO__VECTOR(const char *) apo__folder_list;

/* Folder `name` of each data folder: $XDG_DATA_HOME (~/.local/share), then those of $XDG_DATA_DIRS
 * (/usr/local/share:/usr/share), in this order and each once, whether or not they exist. */
apo__folder_list apo__data_folders(apo__arena *arena, const char *name);
/* The user's folder for lexicons, NULL where the environment names no place. */
const char *apo__lexicon_folder(apo__arena *arena);
/* The folder of the cache, NULL where the environment names no place. */
const char *apo__cache_folder(apo__arena *arena);

/* For apo__arena_defer: close a DIR. */
void apo__close_folder(void *folder);

#endif
