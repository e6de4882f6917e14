/* SPDX-License-Identifier: Apache-2.0 */
/* Folders of documents, with a manifest or without. */
#ifndef APOGRAPH_CORPUS_H
#define APOGRAPH_CORPUS_H

#include "apograph/base.h"
#include "apograph/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* `child` is said to be made from `parent` (indexes into the corpus): a manifest's "parents". It is
 * what somebody says; traces rest on the texts alone. */
typedef struct {
	uint32_t child, parent;
} apo_declared_parent;

/* A folder with a manifest.json. Its documents are in the order of their ids (as bytes), whatever
 * the order of the manifest, so that this order changes nothing. They belong to the corpus. */
typedef struct {
	const char *path, *title;
	apo_document *const *documents;
	size_t count;
	const apo_declared_parent *declared; /* by child, then by parent */
	size_t declared_count;
} apo_corpus;

/* Read the manifest and all its documents on `jobs` threads (0 = all that the process may use). A
 * folder without a manifest has the texts that apo_corpus_add would take, which is reported, as are
 * those that cannot be read. A "published" that is not a time counts as unknown and is reported. NULL with
 * APO_EINPUT when the manifest or a document cannot be read, or a file lies outside of the folder,
 * be it by its name ("..", "/") or by a link (see apo_context_follow_links); a link to a file
 * inside is followed. Free with apo_corpus_free. */
APO_API apo_corpus *apo_corpus_open(
	apo_context *context, const char *folder, unsigned jobs, apo_error *err);
/* Free a corpus and its documents, after the traces that borrow it. NULL is fine. */
APO_API void apo_corpus_free(apo_corpus *corpus);

typedef struct {
	size_t added, known, unreadable; /* files: new in the manifest, there before, left out */
} apo_corpus_added;

/* List `count` files, and what folders hold, in the manifest of `folder`, which is made when there
 * is none; entries and keys that are there stay. Files must lie in the folder. What is added and
 * left out is reported in notices, and counted in `added`, which may be NULL and is set only on
 * success. `options` may be NULL. A file that is named itself must be readable, else APO_EINPUT and
 * nothing is written. */
APO_API apo_status apo_corpus_add(apo_context *context, const char *folder,
	const char *const *paths, size_t count, const apo_document_options *options,
	apo_corpus_added *added, apo_error *err);

#ifdef __cplusplus
}
#endif

#endif
