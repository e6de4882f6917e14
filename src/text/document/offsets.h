/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_DOCUMENT_OFFSETS_H
#define APO__TEXT_DOCUMENT_OFFSETS_H

#include "base/arena.h"

/* `count` characters in a row that each take `text_step` bytes of text and `file_step` bytes of the file. */
typedef struct {
	uint32_t text, file; /* where the first one begins */
	uint32_t count;
	uint32_t text_step, file_step;
} apo__offset_run;

/* Text offsets to file offsets, as runs in order of `text`. What the file has between two runs (tags, a byte order mark)
 * gave no text. */
typedef struct {
	APO__VECTOR(apo__offset_run) runs;
} apo__offsets;

/* Add one character, joined to the last run where it fits. */
void apo__offsets_add(apo__arena *arena, apo__offsets *offsets, uint32_t text, uint32_t file,
	uint32_t text_step, uint32_t file_step);
/* Add `size` bytes that are in the file as in the text. */
void apo__offsets_add_bytes(
	apo__arena *arena, apo__offsets *offsets, uint32_t text, uint32_t file, uint32_t size);
/* File offset of the character at `offset`: where it begins, and where it ends. */
uint32_t apo__offsets_begin(const apo__offsets *offsets, uint32_t offset);
uint32_t apo__offsets_end(const apo__offsets *offsets, uint32_t offset);

#endif
