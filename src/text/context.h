/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO_TEXT_CONTEXT_H
#define APO_TEXT_CONTEXT_H

#include "base/arena.h"

/* A file compiled into the program (tools/embed.py): language data, the core lexicon. */
typedef struct {
	const char *name; /* "de.lang", "core.tsv" */
	const unsigned char *data;
	size_t size;
} apo__embedded;
extern const apo__embedded apo__embedded_files[];
extern const size_t apo__embedded_file_count;
/* NULL when there is none of this name. */
const apo__embedded *apo__embedded_find(const char *name);

/* Tell people something (formats as printf, one line, no newline). */
void apo__notice(const apo_context *context, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
