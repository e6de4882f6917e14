/* SPDX-License-Identifier: Apache-2.0 */
/* Words, links and phrases as the search for terms takes them. */
#ifndef APO__ALIGNERS_TERM_PHRASES_H
#define APO__ALIGNERS_TERM_PHRASES_H

#include "aligners/internal.h"

#define APO__TERM_WORDS	     4u /* most words of a term */
#define APO__RENDERING_WORDS 6u /* most words from the first of a rendering to its last */

/* A side's words. */
typedef struct {
	const apo_document *document;
	apo__words words;
	const char **stems;
	unsigned char *kinds; /* APO__TERM_... */
} apo__term_side;
enum {
	APO__TERM_JOINT,
	APO__TERM_CONTENT,
	APO__TERM_BREAK
}; /* function words; others; numbers and marks */

typedef struct {
	apo__arena *arena;
	apo__term_side side[2];
	/* by word of either side, the words that it is linked to: other[d][first[d][w]] up to first[d][w + 1] */
	uint32_t *first[2], *other[2];
} apo__term_texts;

void apo__term_texts_make(apo__term_texts *texts, const apo_alignment *alignment,
	const apo_lexicons *lexicons, const apo_word_links *links, apo__arena *arena);
/* Whether words [first, first + count) of a side are a phrase: within a segment, content at both ends, nothing that parts. */
int apo__term_is_phrase(const apo__term_side *side, uint32_t first, uint32_t count);
/* The words of the target that render words [first, first + count) of the source; 0 when no one phrase does, and nothing else. */
uint32_t apo__term_rendering(
	const apo__term_texts *texts, uint32_t first, uint32_t count, uint32_t *begin);

/* A phrase's place among the words of its side. */
typedef struct {
	uint32_t first, count;
} apo__term_place;
/* The most frequent way in which phrases are written. */
const char *apo__term_form(const apo__term_side *side, const apo__term_place *places,
	uint32_t count, apo__arena *arena);

#endif
