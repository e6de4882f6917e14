/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the program knows of a language, read from src/text/language/lang/TAG.lang (compiled in). The file is for people to read
 * and extend; every room reads its own sections of it:
 *
 *     # comment
 *     [section]
 *     entry
 *     entry | other form of it = value
 *
 * An entry that holds |, = or # or has an edge space is in double quotes. Entries are words or phrases as they are written; they
 * are looked up case-folded (see fold.h).
 */
#ifndef APO__TEXT_LANGUAGE_LANGUAGE_H
#define APO__TEXT_LANGUAGE_LANGUAGE_H

#include "base/map.h"

typedef struct {
	const char *text; /* as written */
	const char *folded;
	const char *value; /* "" where none */
	uint32_t line;	   /* in the data file */
} apo__lang_entry;

typedef struct {
	const char *name;
	const apo__lang_entry *entries; /* in file order; forms of one line follow each other */
	uint32_t count;
	uint32_t longest; /* bytes of the longest folded entry */
	uint32_t
		filter_size; /* bits of each filter, a power of two; 0 where there are no entries */
	const uint64_t *shapes;	 /* by size and three bytes of an entry: what has no bit is none */
	const uint64_t *begins;	 /* by the first bytes: with what has no bit no entry begins */
	apo__interner by_folded; /* id -> first[id] */
	const uint32_t *first;	 /* index of the first entry with that folded form */
} apo__lang_section;

typedef struct apo__language apo__language;

/* The data of a BCP 47 tag's language ("de-AT" gives de), NULL when there is none. */
const apo__language *apo__language_get(const apo_context *context, const char *tag);
/* What is known of languages without a data file (lang/und.lang). */
const apo__language *apo__language_any(const apo_context *context);
/* "de" */
const char *apo__language_tag(const apo__language *language);
/* A section; an empty one where the file has none. Never NULL. */
const apo__lang_section *apo__language_section(const apo__language *language, const char *name);
/* The first entry with this folded form, NULL when there is none. */
const apo__lang_entry *apo__lang_find(
	const apo__lang_section *section, const char *folded, size_t size);
/* Whether an entry may begin with these bytes; 0: none does. */
int apo__lang_may_begin(const apo__lang_section *section, const char *folded, size_t size);
/* Value of the entry `key` in section [settings], "" when absent. */
const char *apo__language_setting(const apo__language *language, const char *key);

/* Parse one data file (also the tests' way in). */
apo_status apo__language_parse(apo__arena *arena, const char *tag, const char *data, size_t size,
	const apo__language **language, apo_error *err);

#endif
