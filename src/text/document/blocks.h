/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_DOCUMENT_BLOCKS_H
#define APO__TEXT_DOCUMENT_BLOCKS_H

#include "text/document/document_build.h"

/* One segment a line, empty lines too, so that segment numbers are line numbers. Lines between two empty ones are a
 * block. */
void apo__find_lines(apo__document *document);
/* Find the blocks of plain text. */
void apo__find_blocks(apo__document *document);

#endif
