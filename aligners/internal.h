/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of this room share. A pair of documents becomes two `apo__lines` (segments as arrays of word numbers);
 * a model says how much more often two words meet in beads than by chance; a path is a row of beads in order.
 */
#ifndef APO__ALIGNERS_INTERNAL_H
#define APO__ALIGNERS_INTERNAL_H

#include "aligners/aligners.h"
#include "base/map.h"

/* Words of a segment beyond this are not looked at (an even sample is kept), which bounds the work on absurd segments. */
#define APO__LINE_WORDS 400u
/* Classes of how a segment opens and closes: see word_ids.c. */
#define APO__BOUNDARIES 32u

/* One side of a pair. Words are numbers of the side's vocabulary. */
typedef struct {
	uint32_t count;	       /* segments */
	const uint32_t *first; /* count + 1; words of segment s are words[first[s]] ... */
	const uint32_t *words;
	const uint32_t *length; /* characters without white space */
	const uint8_t *opening, *closing;
	const uint8_t *bare; /* by segment: whether it has no words */
	const uint32_t
		*content_first;	 /* count + 1: the same with names and quantities in the ... */
	const uint32_t *content; /* ... place of their words, for word_evidence.c */
} apo__lines;

/* The words of one side in all documents of a job. */
typedef struct {
	apo__interner
		names; /* folded forms; abbreviations that look like function words in capitals */
	APO__VECTOR(uint32_t) tokens;	 /* by word: how often it is in the texts */
	APO__VECTOR(uint8_t) kinds;	 /* by word: apo_token_kind */
	APO__VECTOR(uint8_t) function;	 /* by word: whether it is a function word */
	APO__VECTOR(const char *) forms; /* by word: folded, as the lexicon knows it */
	uint64_t total;
} apo__vocabulary;

/* A document's segments as word numbers; adds to the vocabulary. */
apo__lines apo__lines_make(const apo_lexicons *lexicons, apo__side side,
	const apo_document *document, apo__vocabulary *vocabulary, apo__arena *arena);
/* Lines of a source with those words of its translation added that the target has too (the rest would only blur what the source
 * says); both are numbered in the vocabulary `own`. */
apo__lines apo__lines_join(const apo__lines *lines, const apo__lines *translation,
	const apo__vocabulary *own, const apo__vocabulary *other, apo__arena *arena);

/* One line a bead, of the first `most` words of its segments on that side, without lengths and boundaries; `index` (may be
 * NULL) receives where they are in `words`. Without `text`, abbreviations in capitals pass for function words. */
apo__lines apo__lines_of(const apo_lexicons *lexicons, apo__side side, const char *text,
	const apo__words *words, const apo_bead *beads, size_t count, uint32_t most,
	apo__vocabulary *vocabulary, uint32_t **index, apo__arena *arena);

/* Marks that do the same in different scripts have the same class above 0: quotation marks, dashes, brackets, full stops ... */
uint8_t apo__mark_class(const char *form);

typedef struct {
	apo__lines side[2]; /* by apo__side */
} apo__pair;

/* Lines that are not part of the text (empty, page numbers, running heads) do not take part in the search: see furniture.c. */
typedef struct {
	uint32_t *kept
		[2]; /* by side and line of the rest: its number in the whole; NULL = all are kept */
	uint32_t count[2];  /* taken out */
	uint32_t worded[2]; /* of them, those that are not empty ... */
	uint32_t first[2];  /* ... and the first of these */
} apo__furniture;
/* What dictionaries and spelling say before anything is learned: for each source word the target words that may render it. */
typedef struct {
	uint32_t word;
	float weight;
} apo__prior_entry;
typedef struct {
	const uint32_t *first; /* source words + 1 */
	const apo__prior_entry *entries;
	double coverage; /* share of the tokens of the poorer side that have an entry */
} apo__prior;
apo__prior apo__prior_make(const apo_lexicons *lexicons, const apo__vocabulary *source,
	const apo__vocabulary *target, apo__arena *arena);

/* Likelihood ratios of words in beads: forward p(t|s)/p(t), backward p(s|t)/p(s). */
typedef struct {
	uint32_t word; /* of the target */
	float forward, backward;
} apo__model_entry;
typedef struct {
	const uint32_t *first; /* source words + 1 */
	const apo__model_entry *entries;
	const float
		*trust[2]; /* by side and word: how much of a word the other side should explain */
} apo__model;

typedef struct {
	uint32_t source, target; /* first segment */
	uint8_t sources, targets;
	float confidence;
} apo__step;
typedef struct {
	apo__step *steps;
	uint32_t count;
	double score;
} apo__path;

/* By word: its share of the side's tokens, smoothed by half a token. */
float *apo__unigram(const apo__vocabulary *vocabulary, apo__arena *arena);

/* Is called by long steps with how much of them is done; `tell` NULL = nobody wants to know. */
typedef struct {
	void (*tell)(uint64_t done, uint64_t total, void *user);
	void *user;
} apo__ticker;
static inline void apo__tick(const apo__ticker *ticker, uint64_t done, uint64_t total)
{
	if (ticker->tell)
		ticker->tell(done, total, ticker->user);
}

/* The model that the prior alone gives, and the one learned on the paths of all pairs (Model 1, MAP). */
apo__model apo__model_from_prior(const apo__prior *prior, const apo__vocabulary *source,
	const apo__vocabulary *target, apo__arena *arena);
apo__model apo__model_train(const apo__prior *prior, const apo__vocabulary *source,
	const apo__vocabulary *target, const apo__pair *pairs, const apo__path *paths, size_t count,
	int iterations, apo__ticker ticker, apo__arena *arena);
#define APO__ITERATIONS 5 /* enough to tell which word of a bead renders which */

/* Shapes of beads: how many segments of either side. */
#define APO__SIDE_MOST 12u /* segments of one side in a bead */
typedef struct {
	uint8_t sources, targets;
} apo__shape;
extern const apo__shape apo__shapes[];
#define APO__SHAPES	   39u
#define APO__SHAPES_NARROW 29u /* the first so many have at most ... */
#define APO__SIDE_NARROW   7u  /* ... so many segments on a side */

/* What is known of beads besides words; learned from the current paths. */
typedef struct {
	double ratio, variance; /* of lengths: target characters a source character */
	double segments;	/* of the target for one of the source */
	float opening[APO__BOUNDARIES][APO__BOUNDARIES], closing[APO__BOUNDARIES][APO__BOUNDARIES];
	float shape
		[APO__SHAPES]; /* log prior; of segments without counterpart: of the first of a run */
	float run_on, run_end; /* log prior of one more of them on a side, of the end of the run */
	uint32_t shapes;       /* how many are likely enough to be asked for */
	uint32_t shapes_most;  /* 0: all; else only so many of the first ever are */
} apo__features;
void apo__features_start(apo__features *features, const apo__pair *pairs, size_t count);
void apo__features_learn(
	apo__features *features, const apo__pair *pairs, const apo__path *paths, size_t count);
/* Log likelihood of lengths, 0 at best. */
float apo__features_length(const apo__features *features, uint32_t source, uint32_t target);

/* Columns that a search visits: boundaries (i, j) with begin[i] <= j < end[i], i = 0 ... segments of the source; both
 * arrays ascend. */
typedef struct {
	uint32_t *begin, *end;
} apo__corridor;
apo__corridor apo__corridor_find(const apo__model *model, const apo__pair *pair,
	const apo__vocabulary *target, apo__arena *arena);
apo__corridor apo__corridor_diagonal(const apo__pair *pair, uint32_t half, apo__arena *arena);
apo__corridor apo__corridor_around(
	const apo__path *path, const apo__pair *pair, uint32_t width, apo__arena *arena);

/* Scorer of beads of one pair, with at most `side_most` segments on a side, for a search that walks down the rows: see
 * score.c. */
typedef struct apo__bead_scorer apo__bead_scorer;
apo__bead_scorer *apo__scorer_new(const apo__model *model, const apo__pair *pair,
	const apo__corridor *corridor, uint32_t target_words, uint32_t side_most,
	apo__arena *arena);
/* Make ready for beads whose last source segment is `row`; rows must be asked for in order. */
void apo__scorer_enter(apo__bead_scorer *scorer, uint32_t row);
/* Sum over the words of both sides of the log likelihood of the bead against chance. Both sides must hold segments. */
float apo__scorer_words(apo__bead_scorer *scorer, uint32_t source, uint32_t sources,
	uint32_t target, uint32_t targets);

/* Best path through a corridor; with `confidence` the steps hold posterior probabilities. */
apo__path apo__beads_search(const apo__model *model, const apo__features *features,
	const apo__pair *pair, const apo__corridor *corridor, uint32_t target_words, int confidence,
	apo__ticker ticker, apo__arena *arena);
/* Turn posterior probabilities into the probabilities of being right: see confidence.c. */
void apo__confidence_calibrate(apo__path *path);
/* Blocks that stand elsewhere on the other side: see moved.c. */
typedef struct {
	uint32_t source, source_last, target, target_last; /* segments */
} apo__move;
typedef struct {
	apo__move *items;
	uint32_t count, capacity;
	uint32_t lost[2],
		lost_first
			[2]; /* by side: the longest stretch, when both have some and none is found */
} apo__moves;
/* Puts what is found into the path, of which targets then need not ascend. */
apo__moves apo__moved_find(const apo__model *model, const apo__features *features,
	const apo__vocabulary *target, const apo__pair *pair, apo__path *path, apo__arena *arena);
/* Long stretches without counterpart on both sides are not sure to have none: a text in disorder, or two texts. */
void apo__moved_doubt(apo__path *path, apo__arena *arena);
void apo__moved_tell(apo_context *context, const apo_alignment *alignment, const apo__moves *moves);

/* Gale and Church's aligner: lengths alone. */
apo__path apo__length_search(
	const apo__features *features, const apo__pair *pair, apo__arena *arena);

/* What two passages share, weighed by rarity of words: see word_evidence.c. */
typedef struct {
	const apo__prior *prior;
	const float *weight[2]; /* by side and word */
	uint32_t source_words, target_words;
} apo__evidence;
typedef struct {
	float found[2],
		all[2]; /* by side: weight of the words that the other side renders, of all words */
} apo__overlap;
apo__evidence *apo__evidence_new(const apo__prior *prior, const apo__vocabulary *source,
	const apo__vocabulary *target, const apo__pair *pairs, size_t count, apo__arena *arena);
/* Working memory for one thread. */
float *apo__evidence_scratch(const apo__evidence *evidence, apo__arena *arena);
apo__overlap apo__evidence_overlap(const apo__evidence *evidence, const apo__pair *pair,
	const uint32_t *sources, uint32_t source_count, const uint32_t *targets,
	uint32_t target_count, float *scratch);

/* Links of retellings: partial, crossing. Steps have no place here: beads are lists of segments. */
typedef struct {
	uint32_t source, target;
	float value; /* above 0: the further above, the surer */
	float confidence;
	uint32_t bead; /* the same for all links of a bead */
} apo__pairing;
typedef struct {
	apo__pairing *items; /* by source, then target */
	uint32_t count;
	double ordered; /* share of the links' weight that runs in order on both sides */
	double covered; /* share of the segments of the side with fewer of them that have a link */
} apo__pairings;
apo__pairings apo__comparable_search(
	const apo__evidence *evidence, const apo__pair *pair, apo__arena *arena);

/* Find furniture with the help of a path through all lines, and take it out of lines and path. `vocabulary` holds those of both
 * sides. */
void apo__furniture_take_out(apo__furniture *furniture, const apo__pair *whole,
	const apo__vocabulary *vocabulary, apo__path *path, apo__pair *rest, apo__arena *arena);
/* Notices on what was taken out. */
void apo__furniture_tell(apo_context *context, const apo_document *const documents[2],
	const apo__furniture *furniture);

/* Notices on what looks wrong; `asked` is the mode that was asked for. */
void apo__oddities_tell(apo_context *context, const apo_alignment *alignment, apo_mode asked);

/* The beads of a path through what the furniture has left, of links. */
apo_bead *apo__arrange_path(const apo__pair *whole, const apo__furniture *furniture,
	const apo__pair *rest, const apo__path *path, apo__arena *arena, size_t *count);
apo_bead *apo__arrange_links(
	const apo__pair *pair, const apo__pairings *links, apo__arena *arena, size_t *count);

/* 0..1: share of the weighed words of either side that the other renders; `damping`: weight of words that nobody has. */
float apo__overlap_value(const apo__overlap *overlap, float damping);
/* The kinds of beads that have both sides, from what either renders of the other. */
void apo__kinds_judge(const apo__evidence *evidence, int same_language, const apo__pair *pair,
	apo_bead *beads, size_t count, apo__arena *arena);

#endif
