/* SPDX-License-Identifier: Apache-2.0 */
/* Readers of dictionaries, a format each. */
#ifndef APO__LEXICON_DICTIONARY_READERS_H
#define APO__LEXICON_DICTIONARY_READERS_H

#include "lexicon/dictionary/dictionary.h"

/* Readers fill a store whose sides are the languages of the file, in its order. */
void apo__read_core(apo__store *store, const char *a, const char *b);
/* The core lexicon of a store's languages, sealed, by way of the cache. */
void apo__open_core(apo__store *store, int stems);
void apo__read_cedict(apo__store *store, const char *data, size_t size);
void apo__read_tsv(apo__store *store, const char *data, size_t size);
void apo__read_ding(apo__store *store, const char *data, size_t size);
void apo__read_unihan(apo__store *store, const char *data, size_t size);
/* `index` is the .index file's text, `path` the .dict or .dict.dz file. */
apo_status apo__read_dictd(apo__store *store, const char *index, size_t index_size,
	const char *path, const char *dict, size_t dict_size, apo_error *err);
void apo__read_dictd_entry(apo__store *store, const char *entry, size_t size);

/* Call `line(store, begin, size, number)` for each line without its end; it returns 0 for a line it cannot understand. */
void apo__read_lines(apo__store *store, const char *data, size_t size,
	int (*line)(apo__store *store, const char *text, size_t size));

#endif
