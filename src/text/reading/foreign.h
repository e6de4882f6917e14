/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_READING_FOREIGN_H
#define APO__TEXT_READING_FOREIGN_H

#include "base/arena.h"

/* A format that is not read: its name with an article, and what to do. */
typedef struct {
	const char *name, *remedy;
} apo__foreign;

/* 1 when bytes begin as those of a binary format do: documents, pictures, sound, archives, programs. */
int apo__foreign_binary(const char *data, size_t size, apo__foreign *foreign);
/* 1 when a text is markup or data of another program: RTF, JSON, XML, PostScript, MIME. */
int apo__foreign_markup(apo__arena *arena, const char *data, size_t size, apo__foreign *foreign);

#endif
