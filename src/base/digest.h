/* SPDX-License-Identifier: Apache-2.0 */
/* 128-bit digests of texts, and a map over them: to know 10 million texts again in 32 to 64 bytes each, without keeping
 * them. SipHash-2-4-128 with a fixed key; that two of 10 million texts meet has a chance of 10^-25. */
#ifndef APO__BASE_DIGEST_H
#define APO__BASE_DIGEST_H

#include "base/arena.h"

typedef struct {
	uint64_t a, b; /* never both 0 */
} apo__digest;

/* The same on every machine. */
apo__digest apo__digest_of(const char *data, size_t size);

typedef struct {
	apo__digest key;
	uint64_t value;
} apo__digest_entry;

/* Digests to 64-bit values; frees the tables that it outgrows. */
typedef struct {
	apo__arena *parent, *arena;
	apo__digest_entry *entries;
	uint64_t count, slots;
} apo__digest_map;

void apo__digest_map_init(apo__digest_map *map, apo__arena *arena);
/* The value of `key`, added as `initial` when absent (then `count` grows). The address is good until the next call. */
uint64_t *apo__digest_map_add(apo__digest_map *map, apo__digest key, uint64_t initial);
/* NULL when absent. */
uint64_t *apo__digest_map_find(const apo__digest_map *map, apo__digest key);

#endif
