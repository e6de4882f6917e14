/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the word aligner share: word_links.c links the words of beads, by word_pairs.c and word_order.c. */
#ifndef APO__ALIGNERS_WORD_LINKS_H
#define APO__ALIGNERS_WORD_LINKS_H

#include "aligners/internal.h"

/* Words of a side of a bead beyond these get no links, which bounds the work on absurd beads. */
#define APO__PASSAGE_WORDS 1000u

/* One side of a bead. */
typedef struct {
	const apo__word *words; /* of the document */
	const uint32_t *ids;	/* of the vocabulary, by place in the passage */
	const uint32_t *index;	/* into words, by place in the passage */
	uint32_t count;
	const uint32_t *segments;
	uint32_t segment_count;
} apo__passage;

/* Words of different classes seldom render each other. */
enum { APO__CLASS_CONTENT, APO__CLASS_FUNCTION, APO__CLASS_MARK, APO__CLASS_VALUE };

/* What links rest on, for all beads of a job. */
typedef struct {
	const apo_lexicons *lexicons;
	const uint8_t *classes[2]; /* by side and word: APO__CLASS_... */
	const apo__model *models;  /* two: of the lexicon alone, and learned on the beads */
	const float *chance[2];	   /* by side and word: probability of the word in the texts */
	uint32_t *head;		   /* by target word: working memory, zero between beads */
} apo__linker;

/* Whether word k is the full stop of an ordinal number (3. Juni). */
int apo__is_ordinal_stop(const apo__linker *l, const apo__passage *p, int side, uint32_t k);

/* Names, numbers and dates of a document, by segment. */
typedef enum { APO__MENTION_NAME, APO__MENTION_NUMBER, APO__MENTION_DATE } apo__mention_kind;
typedef struct {
	uint32_t segment, item; /* index into the names, numbers or dates of the document */
	apo__mention_kind kind;
	apo_span span;
} apo__mention_at;
typedef struct {
	const apo_document *document;
	apo__mention_at *items;
	uint32_t count;
} apo__mentions_at;
apo__mentions_at apo__mentions_of(const apo_document *document, apo__arena *arena);

/* likely[0][j * n + i]: that source word i is rendered as target word j, likely[1][i * m + j]: that target word j renders
 * source word i. */
typedef struct {
	apo__passage side[2];
	float *likely[2];
	uint8_t *
		same; /* same[i * m + j]: words of one quantity that is written in other units of counting (3150万, 31.5 million) */
	const apo__mentions_at *mentions[2]; /* NULL: not looked at */
} apo__word_pairs;
apo__word_pairs apo__word_pairs_make(const apo__linker *linker, const apo__passage side[2],
	const apo__mentions_at *const mentions[2], apo__arena *arena);

/* share[j * n + i]: probability that target word j comes from source word i, when neighbours come from neighbours. */
void apo__word_order(const float *likely, uint32_t n, uint32_t m, float *share, apo__arena *arena);

/* scores[i * m + j]: 0 = no link; of both directions' shares. */
const float *apo__word_choice(const apo__linker *linker, const apo__word_pairs *pairs,
	const float *forward, const float *backward, apo__arena *arena);

#endif
