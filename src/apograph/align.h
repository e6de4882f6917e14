/* SPDX-License-Identifier: Apache-2.0 */
/* Which segments, and which words, of two documents render each other. */
#ifndef APOGRAPH_ALIGN_H
#define APOGRAPH_ALIGN_H

#include "apograph/document.h"
#include "apograph/lexicon.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
	APO_MODE_AUTO,
	APO_MODE_PARALLEL,  /* monotone, complete */
	APO_MODE_COMPARABLE /* partial, crossing */
} apo_mode;

typedef enum { APO_ALIGNER_BEADS, APO_ALIGNER_LENGTH } apo_aligner;

typedef enum {
	APO_BEAD_EQUIVALENT,
	APO_BEAD_PARAPHRASE,
	APO_BEAD_PARTIAL,
	APO_BEAD_ADDED,
	APO_BEAD_OMITTED
} apo_bead_kind;
/* "equivalent", "paraphrase", ...; "unknown" for another value. A constant. */
APO_API const char *apo_bead_kind_name(apo_bead_kind kind);

/* Segments that render each other. Indexes ascend; they need not be contiguous. */
typedef struct {
	const uint32_t *source, *target;
	uint32_t source_count, target_count;
	double score; /* probability that the bead is right, 0..1 */
	apo_bead_kind kind;
} apo_bead;

/* Beads cover every segment of both sides exactly once. Order: by first source segment; a bead
 * without source is after the bead that holds the target segment before its own. */
typedef struct apo_alignment {
	const apo_document *source, *target; /* borrowed */
	apo_mode mode;			     /* the one used */
	const apo_bead *beads;
	size_t count;
} apo_alignment;

typedef struct {
	uint32_t size; /* set by APO_ALIGN_OPTIONS_INIT */
	apo_mode mode;
	apo_aligner aligner;
	int fast; /* fewer rounds, smaller beads; for translations, never taken for retellings */
	/* a translation of the source into the target's language, same segments; may be NULL */
	const apo_document *pivot;
} apo_align_options;
#define APO_ALIGN_OPTIONS_INIT                                                                     \
	{                                                                                          \
		sizeof(apo_align_options), APO_MODE_AUTO, APO_ALIGNER_BEADS, 0, NULL               \
	}

/* Pair the segments of two documents (tokens layer needed), which the alignment borrows. `options`
 * may be NULL and are not kept. NULL with APO_EINPUT when the pivot's segments are not the source's.
 * Free with apo_alignment_free. */
APO_API apo_alignment *apo_align(apo_context *context, const apo_document *source,
	const apo_document *target, const apo_lexicons *lexicons, const apo_align_options *options,
	apo_error *err);
/* Pair many documents of one language pair at once, on `jobs` threads (0 = all): the translation
 * model is learned on all of them together. `alignments[i]` receives the alignment of sources[i]
 * and targets[i], to be freed each. On failure none is set. `progress` (may be NULL) is called on
 * the calling thread with shares of the work, from 0, of which the unit is arbitrary. */
APO_API apo_status apo_align_batch(apo_context *context, const apo_document *const *sources,
	const apo_document *const *targets, size_t count, const apo_lexicons *lexicons,
	const apo_align_options *options, unsigned jobs, apo_progress_fn progress, void *user,
	apo_alignment **alignments, apo_error *err);
/* Free an alignment, after the reports and links that borrow it. NULL is fine. */
APO_API void apo_alignment_free(apo_alignment *alignment);

/* A word of one side of a bead that renders one of the other; a word can have several. */
typedef struct {
	uint32_t bead; /* index into the beads of the alignment */
	apo_span source, target;
	double score; /* 0..1 */
} apo_word_link;

/* Ordered by bead, source, target. */
typedef struct {
	const apo_alignment *alignment; /* borrowed */
	const apo_word_link *links;
	size_t count;
} apo_word_links;

/* Link the words of the beads of many alignments of one language pair (tokens layer needed; names,
 * numbers and dates help): what words mean is learned on all of them together. `links[i]` receives
 * those of alignments[i], to be freed each. On failure (APO_ENOMEM) none is set. */
APO_API apo_status apo_link_words(apo_context *context, const apo_alignment *const *alignments,
	size_t count, const apo_lexicons *lexicons, apo_word_links **links, apo_error *err);
/* Free links. NULL is fine. */
APO_API void apo_word_links_free(apo_word_links *links);

#ifdef __cplusplus
}
#endif

#endif
