/* SPDX-License-Identifier: Apache-2.0 */
/* Learns which words of two languages render each other from texts that do. */
#ifndef APO__LEXICON_TRAIN_H
#define APO__LEXICON_TRAIN_H

#include "lexicon/dictionary/dictionary.h"
#include "lexicon/lexicon_lookup.h"

typedef struct apo__trainer apo__trainer;

/* What became of the pairs. */
typedef struct {
	uint64_t given;	 /* pairs of segments */
	uint64_t unfit;	 /* a side has no words, or over 200 different ones */
	uint32_t used;	 /* learned from: of a large text an even sample is kept */
	uint32_t stride; /* every stride-th was kept */
} apo__training;

/* `lexicons` cut Chinese into words; they must outlive the trainer. Of a text of more than `most_words` words, both sides
 * together, an even sample is kept. */
#define APO__TRAINER_WORDS (1u << 25)
apo__trainer *apo__trainer_new(
	const apo_lexicons *lexicons, uint32_t most_words, apo__arena *arena);
/* A segment and its translation: UTF-8. */
void apo__trainer_add(apo__trainer *trainer, const char *source, size_t source_size,
	const char *target, size_t target_size);
apo__training apo__trainer_pairs(const apo__trainer *trainer);
/* A sealed store in `arena`; it has no words when no pair of words was seen twice. */
apo__store *apo__trainer_learn(
	apo__trainer *trainer, apo__arena *arena, apo_progress_fn progress, void *user);

#endif
