/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_LANGUAGE_CONTEXT_H
#define APO__TEXT_LANGUAGE_CONTEXT_H

#include "base/arena.h"

/* A file compiled into the program (tools/embed.py): language data, the core lexicon. */
typedef struct {
	const char *name; /* "de.lang", "core.tsv" */
	const unsigned char *data;
	size_t size;
} apo__embedded;
extern const apo__embedded apo__embedded_files[];
extern const size_t apo__embedded_file_count;
/* Changes with the language data, the core lexicon and the code that reads dictionaries. */
extern const uint64_t apo__words_hash;
/* NULL when there is none of this name. */
const apo__embedded *apo__embedded_find(const char *name);

struct apo__language;
typedef const void *(*apo__derive_fn)(apo__arena *arena, const struct apo__language *language);
/* What `derive` makes of a language (NULL = unknown): made at the first call, then the same for all documents and threads.
 * The context owns it. When memory runs out, so ends the job of `arena`. */
const void *apo__context_derived(const apo_context *context, const struct apo__language *language,
	apo__derive_fn derive, apo__arena *arena);

/* A new arena for a job that opens files: the context learns which (base/inputs.h). NULL when memory runs out. */
apo__arena *apo__context_job(const apo_context *context);

/* The rules that cut documents instead of our own; NULL: our own. */
struct apo__srx;
const struct apo__srx *apo__context_srx(const apo_context *context);
/* The context's arena goes to whoever fills it before documents are opened. */
apo__arena *apo__context_arena(apo_context *context);
void apo__context_set_srx(apo_context *context, const struct apo__srx *srx);

/* Whether documents of a corpus may be links that lead out of it. */
int apo__context_follows_links(const apo_context *context);

/* Tell people something (formats as printf, one line, no newline). */
void apo__notice(const apo_context *context, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
