/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__LEXICON_DICTIONARY_UNPACK_H
#define APO__LEXICON_DICTIONARY_UNPACK_H

#include "base/arena.h"

/* The text of a file that may be gzip (dictzip too) or bzip2, told by its first bytes; plain text as it is. `path` names it
 * in messages. */
apo_status apo__unpack(apo__arena *arena, const char *path, const char *data, size_t size,
	const char **text, size_t *text_size, apo_error *err);

#endif
