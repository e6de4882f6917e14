/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX as a stream of units: 1.1 to 1.4b, UTF-8, UTF-16 and declared legacy encodings, gzip, with or without DOCTYPE,
 * liberal in what it takes, and honest: each repair and each unit that is left out is a diagnostic. The memory needed does
 * not depend on the size of the file. A DOCTYPE is never read: no DTD is fetched, no entity expanded.
 */
#ifndef APO_EXCHANGE_TMX_READER_H
#define APO_EXCHANGE_TMX_READER_H

#include "base/arena.h"

typedef struct {
	const char *type, *text;
} apo__tmx_prop;

typedef struct {
	const char *lang; /* as in the file; "" where it is missing */
	const char *text; /* of <seg>, without inline codes; NULL where there is no <seg> */
	size_t size;
	const apo__tmx_prop *props;
	uint32_t prop_count;
} apo__tmx_variant;

typedef struct {
	uint64_t number; /* 1-based, in the file */
	uint32_t line, column;
	const char *tuid; /* NULL = none */
	const apo__tmx_variant *variants;
	const apo__tmx_prop *props;
	uint32_t variant_count, prop_count;
} apo__tmx_unit;

/* Members are NULL where the file does not say. */
typedef struct {
	const char *version, *creationtool, *source_language;
	const char *encoding; /* the one the file was read in */
	uint64_t units;	      /* <tu> elements */
	uint64_t skipped;     /* of them, those not handed on: damaged, or without any text */
} apo__tmx_header;

typedef struct {
	/* The unit lives until the call returns. Not APO_OK stops the reading. May be NULL. */
	apo_status (*unit)(const apo__tmx_unit *unit, void *user, apo_error *err);
	/* May be NULL. The message lives until the call returns. */
	void (*diagnostic)(const apo_tmx_diagnostic *diagnostic, void *user);
	void *user;
} apo__tmx_handler;

/* Read a file; runs under the caller's guard. APO_EINPUT when it cannot be read or is no TMX. */
apo_status apo__tmx_read(apo__arena *arena, const char *path, const apo__tmx_handler *handler,
	apo__tmx_header *header, apo_error *err);
/* The same from memory. */
apo_status apo__tmx_read_bytes(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__tmx_handler *handler, apo__tmx_header *header, apo_error *err);

#endif
