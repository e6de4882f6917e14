/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of this room share. A trace goes one way: pairs of documents (candidates.c) > evidence that they share content (reuse.c)
 * > who rests on whom (derivation.c) > remarks and their wordings (remarks.c) > attributions (dropped_attributions.c) > audit (audit.c).
 */
#ifndef APO__PROVENANCE_EVIDENCE_TRACING_H
#define APO__PROVENANCE_EVIDENCE_TRACING_H

#include "aligners/aligners.h"
#include "provenance/evidence/chance.h"
#include "text/names/sources.h"

#define APO__LEAST_LINK .35 /* score of a link that counts; set on the project's own corpora */

/* The same words in the same order in two documents of one language. */
typedef struct {
	apo_span a, b;
	uint32_t words;
	uint32_t narrated; /* of the words: outside of quotation marks in one of the two at least */
} apo__shared_run;

/* Segments of two documents that say the same. */
typedef struct {
	uint32_t a, b; /* segments */
	double score;  /* 0..1, of the passages that they are in */
	double alike;  /* 0..1, of the two alone: what is reported as evidence */
} apo__segment_link;

/* Two documents a < b of the corpus and what they share. */
typedef struct {
	uint32_t a, b;
	const apo__segment_link *links; /* by a, then b */
	const apo__shared_run *runs;	/* by place in a */
	uint32_t link_count, run_count;
	double shared[2]; /* share of the bytes of a, b that are in linked segments */
	uint32_t anchors; /* names and numbers that linked segments have in common */
	double verbatim; /* share of the linked narration of the shorter, in bytes, that is in runs */
	const apo_alignment *alignment; /* of a and b, NULL when their wording said enough */
	double direction; /* log odds that b was made from a; negative: a from b; 0 undecided */
	const char *reason;
	int guessed; /* in two languages without a dictionary: links rest on names, numbers, cognates and few words */
	int related; /* enough is shared to speak of derivation */
	int linked;  /* two copies of one text, one of which was made from the other */
	int wire;    /* two copies of one agency's text */
} apo__pair_evidence;

/* Two documents a < b that may share something. */
typedef struct {
	uint32_t a, b;
	int told; /* their subject is the same: each may retell the other in other words */
} apo__candidate;

typedef struct {
	apo_context *context;
	apo__arena *arena; /* of the trace */
	const apo_corpus *corpus;
	const apo_trace_options *options;
	const apo__attributed_sources *attributed; /* by document */
	const apo__chance *chance;		   /* what words are worth in this corpus */
	apo__pair_evidence *pairs;
	uint32_t pair_count;
	const uint32_t *first_pair,
		*pairs_of; /* pairs of document d: pairs_of[first_pair[d]] up to first_pair[d + 1] */
	uint32_t *resting; /* by document: others that were certainly made from it */
	uint32_t *family;  /* by document: the same number for copies of one text */
	apo__map pair_at;  /* documents a << 32 | b: index into `pairs` */
	struct apo__comparison *comparison; /* of reuse.c */
	apo_trace *trace;		    /* filled step by step */
} apo__tracing;

/* Whether the two names, one of them a publisher's, are the same source; NULL is none. */
int apo__is_source(const apo__tracing *t, const char *name, const char *other);
/* The names of the publishers of the corpus. */
void apo__publishers_read(const apo__tracing *t, apo__sources *out);
/* The pairs to compare, by a, then b; returns how many. That some are left out is reported. */
uint32_t apo__candidates_find(apo__tracing *t, apo__candidate **candidates);
/* What chains of passages are read from; as long as the arena of the trace. */
const struct apo_chains *apo__chains_new(const apo__tracing *t);
/* Find what the documents of the corpus share; pairs without any link are left out. */
apo_status apo__reuse_find(apo__tracing *t, apo_error *err);
/* Different names and numbers that linked segments of the two documents have in common. */
uint32_t apo__anchors(const apo__pair_evidence *pair, const apo_document *a, const apo_document *b,
	apo__arena *arena);
/* Align the documents of each edge that is not aligned yet. */
apo_status apo__reuse_align(apo__tracing *t, apo_error *err);
/* Directions of the pairs and the edges of the trace. */
void apo__derivation_find(apo__tracing *t);
/* The lexicons of the languages of two documents; NULL with `err` set. */
const apo_lexicons *apo__reuse_lexicons(
	const apo__tracing *t, const apo_document *a, const apo_document *b, apo_error *err);
/* What children changed in substance; every edge is aligned. */
apo_status apo__changes_find(apo__tracing *t, apo_error *err);
/* Remarks, their wordings and how these relate. */
void apo__remarks_find(apo__tracing *t);
/* Attributions of edges, upstream sources, attributions dropped and changed, passages copied. */
void apo__dropped_attributions_find(apo__tracing *t);

/* Which documents may have one origin. */
void apo__origins_find(apo__tracing *t);
/* Whether a document was made from another, by steps whose direction is known. */
int apo__follows_from(const apo_trace *trace, uint32_t document, uint32_t other);

/* Add a pair to `pairs`, which has room. */
void apo__pair_add(apo__tracing *t, const apo__pair_evidence *pair);
/* Fill `first_pair` and `pairs_of`, once all pairs are added. */
void apo__pairs_index(apo__tracing *t);
/* The pair of two documents, NULL when they share nothing. `*swapped` shows that `x` is its b. */
const apo__pair_evidence *apo__pair_of(const apo__tracing *t, uint32_t x, uint32_t y, int *swapped);
/* The segment that holds most of a span. */
uint32_t apo__segment_at(const apo_document *document, uint32_t offset);
/* The first statement in quotation marks that touches a segment, APO_NONE when there is none. */
uint32_t apo__quote_in(const apo_document *document, uint32_t segment);
/* By document: how many derivations lie between it and a document without parents, at most. */
uint32_t *apo__depths(const apo__tracing *t, apo__arena *arena);
/* Longest common subsequence of the word forms of two spans, as a share of the words of `a` and of `b`. */
void apo__wording_shared(const apo_document *a, apo_span in_a, const apo_document *b, apo_span in_b,
	apo__arena *arena, double shared[2]);

/* What the words are worth, in nats, that two spans of one language have in common, in order. */
double apo__wording_tells(const apo__tracing *t, const apo_document *a, apo_span in_a,
	const apo_document *b, apo_span in_b, apo__arena *arena);
/* The same of the content words: those that are not function words of the language, which is that of both. */
void apo__content_shared(const apo__tracing *t, const apo_document *a, apo_span in_a,
	const apo_document *b, apo_span in_b, apo__arena *arena, double shared[2]);

#endif
