/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__EXCHANGE_CORPUS_MANIFEST_H
#define APO__EXCHANGE_CORPUS_MANIFEST_H

#include "apograph/corpus.h"
#include "base/arena.h"
#include "base/map.h"

struct json_t;

/* What is taken as a text in a folder. */
#define APO__CORPUS_TEXTS ".txt, .html, .htm, .xhtml, or news item in .xml or .json"

#define APO__MANIFEST_LIMIT ((size_t)64 << 20)

/* A document as the manifest names it. Members that it leaves out are NULL. */
typedef struct {
	const char *id, *file; /* never NULL */
	const char *lang;      /* NULL: of a file that no manifest lists */
	const char *publisher, *published, *url, *note;
	const uint32_t
		*parents; /* that it is declared to be made from: indexes into the manifest */
	uint32_t parent_count;
} apo__manifest_entry;

typedef APO__VECTOR(const char *) apo__problems;

typedef struct {
	const char *title; /* NULL = none */
	const apo__manifest_entry *entries;
	size_t count;
	apo__problems problems; /* of what is not taken: to be reported */
} apo__manifest;

/* Parse the bytes of a manifest; `path` names it in messages. The strings live in the arena. */
apo_status apo__manifest_parse(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__manifest *manifest, apo_error *err);

/* Read the declared parents of all documents, whose numbers are those of their ids (parents.c). */
void apo__parents_read(apo__arena *arena, const struct json_t *documents, const apo__interner *ids,
	apo__manifest_entry *entries, apo__problems *problems);
/* The declared parents of a corpus of which every document of the manifest was read, `documents` in the order of their ids. */
const apo_declared_parent *apo__parents_declared(apo__arena *arena, const apo__manifest *manifest,
	apo_document *const *documents, size_t *count);

/* A file of a corpus, relative to its folder. */
typedef struct {
	const char *file;
	int named; /* by the caller: must be readable */
} apo__corpus_file;
typedef APO__VECTOR(apo__corpus_file) apo__corpus_files;

/* Append the texts in a folder of the corpus ("" = the corpus's own) and in those below it, in the order of their names; what is
 * left out is reported. */
void apo__corpus_walk(apo__arena *arena, const apo_context *context, const char *corpus,
	const char *folder, apo__corpus_files *files);
/* The format that a file must have because of its name: news items in .xml, .newsml, .json; AUTO for the others. */
apo_document_format apo__corpus_format(const char *file);
/* The id of a document that has none: the file's name without its last extension, with a number where `ids` has that. */
const char *apo__corpus_id(apo__arena *arena, apo__interner *ids, const char *file);

#endif
