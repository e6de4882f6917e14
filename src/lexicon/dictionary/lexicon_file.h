/* SPDX-License-Identifier: Apache-2.0 */
/* The compact file of a lexicon, used as it is in memory: what `apograph lexicon` makes, and what the cache keeps. */
#ifndef APO__LEXICON_DICTIONARY_LEXICON_FILE_H
#define APO__LEXICON_DICTIONARY_LEXICON_FILE_H

#include "lexicon/dictionary/dictionary.h"
#include "lexicon/dictionary/mapped_lines.h"

#define APO__SEALED_NAME ".lexicon" /* how names of these files end */
#define APO__SEALED_TAG	 16u	    /* bytes of a language tag with its end */

/* A file whose head was read. */
typedef struct {
	apo__bytes file;
	const char *path;
	const char *tags[2]; /* languages of its sides */
	uint64_t key;	     /* of what the cache made it from, 0 for others */
} apo__sealed;

/* Whether bytes (the first ones of a file are enough) are such a file's. */
int apo__sealed_is(const char *data, size_t size);
/* Read a file. APO_EINPUT when it is not one, of another version or byte order, or damaged. */
apo_status apo__sealed_open(
	apo__arena *arena, const char *path, apo__sealed *sealed, apo_error *err);
/* Read its head only: enough for its languages. */
apo_status apo__sealed_open_head(
	apo__arena *arena, const char *path, apo__sealed *sealed, apo_error *err);
/* The same from memory, which stays the caller's and is aligned to eight bytes. */
apo_status apo__sealed_open_bytes(
	const char *path, apo__bytes bytes, apo__sealed *sealed, apo_error *err);
/* The checksum that the head of a file (of a head at least) has to hold. */
uint64_t apo__sealed_sum(apo__bytes file);
/* Fill an empty store, sealed; every index is checked before it is believed. On failure the store stays as it was. */
apo_status apo__sealed_load(const apo__sealed *sealed, apo__store *store, apo_error *err);
/* Append a sealed store to the output; APO_ELIMIT when it is too large for the format. */
apo_status apo__sealed_write(
	const apo__store *store, uint64_t key, apo_output *output, apo_error *err);

#endif
