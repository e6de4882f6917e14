/* SPDX-License-Identifier: Apache-2.0 */
/* Foreign text in output for people: one line of known width, whatever the text holds. */
#ifndef APO__WRITING_CELL_H
#define APO__WRITING_CELL_H

#include "apograph.h"

/* Columns that text takes on a terminal as apo__put_cell writes it. */
unsigned apo__columns_of(const char *text, size_t size);
/* Bytes of text that fit into `width` columns, which is how many they take. */
size_t apo__fitting(const char *text, size_t size, unsigned width, unsigned *columns);
/* Write text in at most `width` columns, ending in "…" when it is longer. Line breaks and tabs are a
 * space, what a terminal would obey or hide is an escape (base/visible.h). Text with letters that run
 * from right to left is isolated (UAX 9), so that it does not turn what is beside it. Returns
 * the columns. */
unsigned apo__put_cell(apo_output *output, const char *text, size_t size, unsigned width);
/* The same of any width. */
void apo__put_visible(apo_output *output, const char *text);

#endif
