/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__EXCHANGE_CORPUS_CORPUS_H
#define APO__EXCHANGE_CORPUS_CORPUS_H

#include "base/arena.h"

#define APO__MANIFEST_LIMIT ((size_t)64 << 20)

/* A document as the manifest names it. Members that it leaves out are NULL. */
typedef struct {
	const char *id, *file, *lang; /* never NULL */
	const char *publisher, *published, *url, *note;
} apo__manifest_entry;

typedef struct {
	const char *title; /* NULL = none */
	const apo__manifest_entry *entries;
	size_t count;
} apo__manifest;

/* Parse the bytes of a manifest; `path` names it in messages. The strings live in the arena. */
apo_status apo__manifest_parse(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__manifest *manifest, apo_error *err);

#endif
