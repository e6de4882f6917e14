/* SPDX-License-Identifier: Apache-2.0 */
/* How the documents of a corpus follow from each other, and what breaks the chain. */
#ifndef APOGRAPH_TRACE_H
#define APOGRAPH_TRACE_H

#include "apograph/check.h"
#include "apograph/corpus.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
	APO_QUOTE_ORIGINAL,
	APO_QUOTE_EXACT,
	APO_QUOTE_ALTERED,
	APO_QUOTE_FABRICATED,
	APO_QUOTE_INDIRECT
} apo_quote_status;
/* "original", "exact", ...; "unknown" for another value. A constant. */
APO_API const char *apo_quote_status_name(apo_quote_status status);

/* One wording of a remark in one document. */
typedef struct {
	uint32_t document;
	apo_span span;
	apo_quote_status status;
	const char *difference; /* altered: what differs from variants[0], in words; else NULL */
	apo_severity severity;	/* of the difference */
} apo_variant;

/* A remark and its wordings; variants[0] is the one nearest to what was said. */
typedef struct {
	const char *id;
	const char *speaker; /* NULL = unknown */
	const apo_variant *variants;
	size_t count;
} apo_remark;

typedef enum {
	APO_EDGE_COPY,
	APO_EDGE_REWRITE,
	APO_EDGE_TRANSLATION,
	APO_EDGE_EXCERPT
} apo_edge_kind;
/* "copy", "rewrite", ...; "unknown" for another value. A constant. */
APO_API const char *apo_edge_kind_name(apo_edge_kind kind);

/* Whether a child names its parent as its source. */
typedef enum {
	APO_ATTRIBUTION_NAMED,
	APO_ATTRIBUTION_VAGUE,
	APO_ATTRIBUTION_NONE,
	APO_ATTRIBUTION_FALSE
} apo_attribution_status;
/* "named", "vague", "none", "false"; "unknown" for another value. A constant. */
APO_API const char *apo_attribution_status_name(apo_attribution_status status);

typedef struct {
	apo_span child, parent;
	double score; /* 0..1 */
} apo_evidence;

/* `child` was made from `parent` (indexes into the corpus). */
typedef struct {
	uint32_t child, parent;
	apo_edge_kind kind;
	apo_attribution_status attribution; /* of the parent, by the child */
	const char *
		medium; /* an agency or outlet that the parent credits and the child names; NULL = none */
	double coverage;   /* share of the child's bytes that rest on the parent */
	double confidence; /* that they are related and in this direction, 0..1 */
	int direction_known;
	const char *
		reason; /* why this direction, in words: "it" is the parent, "the other" the child */
	const apo_evidence *evidence;
	size_t evidence_count;
	const struct apo_alignment *alignment; /* of the parent, its source, and the child */
} apo_edge;

/* A source that texts are attributed to but that is not a document of the corpus ("dpa"), or a common
 * source that is inferred. */
typedef struct {
	const char *source;
	apo_source_type type;
	int inferred; /* no one names it: documents share wording that neither has from the other */
	const uint32_t *documents; /* those that name it or rest on it */
	size_t count;
} apo_upstream;

typedef struct {
	uint32_t child, parent;
	const char *source; /* NULL = unnamed */
	apo_span parent_span, child_span;
	int elsewhere; /* the child has the attribution, but not at this passage */
} apo_dropped_attribution;

typedef struct {
	uint32_t child;
	apo_span span;
	const char *given, *true_source; /* NULL = unnamed, unknown */
} apo_changed_attribution;

typedef struct {
	uint32_t child, parent;
	apo_span child_span, parent_span;
	uint32_t words;	     /* longest run of identical words */
	int direction_known; /* 0: either may have it from the other, or both from a third */
} apo_copied_passage;

/* What a child says in a passage is another thing than its parent says there. */
typedef struct {
	uint32_t child, parent;
	apo_issue_type type; /* a value, or a meaning turned round */
	apo_severity severity;
	double confidence; /* 0..1 */
	apo_span child_span, parent_span;
	const char *message; /* the evidence in words */
} apo_change;

typedef struct apo_trace {
	const apo_corpus *corpus; /* borrowed */
	const apo_remark *remarks;
	const apo_edge *edges; /* in the order of their children, then parents */
	const apo_upstream *upstream;
	const apo_dropped_attribution *dropped;
	const apo_changed_attribution *changed;
	const apo_copied_passage *copied;
	size_t remark_count, edge_count, upstream_count, dropped_count, changed_count, copied_count;
	const struct apo_chains *chains; /* from whom each passage comes, for writers */
	const apo_change *changes;
	size_t change_count;
	const uint32_t
		*origin;       /* by document: the same number for those that may have one origin */
	uint32_t origin_count; /* how many origins the documents may have: independent sources */
} apo_trace;

typedef struct {
	uint32_t size;			     /* set by APO_TRACE_OPTIONS_INIT */
	unsigned jobs;			     /* 0 = all processors that the process may use */
	const apo_lexicon_options *lexicons; /* NULL = the defaults */
	apo_progress_fn progress;
	void *user;
} apo_trace_options;
#define APO_TRACE_OPTIONS_INIT                                                                     \
	{                                                                                          \
		sizeof(apo_trace_options), 0, NULL, NULL, NULL                                     \
	}

/* Work out how the documents of a corpus, which the trace borrows, follow from each other.
 * `options` may be NULL and are not kept. NULL on failure. Free with apo_trace_free. */
APO_API apo_trace *apo_trace_corpus(apo_context *context, const apo_corpus *corpus,
	const apo_trace_options *options, apo_error *err);
/* Free a trace. NULL is fine. */
APO_API void apo_trace_free(apo_trace *trace);

#ifdef __cplusplus
}
#endif

#endif
