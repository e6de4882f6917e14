/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO_LEXICON_SORTED_H
#define APO_LEXICON_SORTED_H

#include "base/arena.h"

/* A file of the system's packages mapped into memory (packages replace files, they never truncate them); size 0 when it is
 * not there. */
typedef struct {
	const char *data;
	size_t size;
} apo__mapped;
apo__mapped apo__map_file(apo__arena *arena, const char *path);

/* Lines sorted by bytes, each beginning with a key that ends at `mark`: what follows the key of the line with this key, up to
 * the line's end, NULL when there is none. Binary search. */
const char *apo__sorted_find(const char *lines, size_t size, const char *key, size_t key_size,
	char mark, size_t *rest_size);

#endif
