/* SPDX-License-Identifier: Apache-2.0 */
/* How the documents of a corpus follow from each other, and what breaks the chain. */
#ifndef APOGRAPH_TRACE_H
#define APOGRAPH_TRACE_H

#include "apograph/corpus.h"
#include "apograph/lexicon.h"

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
	double coverage;		    /* share of the child's bytes that rest on the parent */
	double confidence;		    /* that they are related and in this direction, 0..1 */
	int direction_known;
	const char *reason; /* why this direction, in words */
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
	uint32_t words; /* longest run of identical words */
} apo_copied_passage;

typedef struct apo_trace {
	const apo_corpus *corpus; /* borrowed */
	const apo_remark *remarks;
	const apo_edge *edges;
	const apo_upstream *upstream;
	const apo_dropped_attribution *dropped;
	const apo_changed_attribution *changed;
	const apo_copied_passage *copied;
	size_t remark_count, edge_count, upstream_count, dropped_count, changed_count, copied_count;
	const struct apo_chains *chains; /* from whom each passage comes, for writers */
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

/* The names of the types are those of `apo_finding_type_name`. */
typedef enum {
	/* of a trace */
	APO_FINDING_NO_ATTRIBUTION, /* the document names no source and follows from none */
	APO_FINDING_ATTRIBUTION_DROPPED,
	APO_FINDING_ATTRIBUTION_FALSE,
	APO_FINDING_PARENT_UNATTRIBUTED, /* the document does not name what it was made from */
	APO_FINDING_COPIED_UNATTRIBUTED,
	APO_FINDING_COMMON_SOURCE_UNNAMED,
	APO_FINDING_QUOTE_ALTERED,
	APO_FINDING_QUOTE_FABRICATED,
	APO_FINDING_DIRECTION_UNKNOWN, /* which of two documents was made from the other */
	APO_FINDING_TIME_ORDER,	       /* published before what it was made from */
	/* of a TMX */
	APO_FINDING_NO_PROVENANCE, /* a unit without record */
	APO_FINDING_PATH_REFUSED,  /* outside of the folder of the TMX */
	APO_FINDING_DOCUMENT_MISSING,
	APO_FINDING_SPAN_OUTSIDE,
	APO_FINDING_HASH_DIFFERS,
	APO_FINDING_TEXT_DIFFERS,
	APO_FINDING_UNIT_REMOVED,
	APO_FINDING_UNIT_ADDED,
	APO_FINDING_UNIT_DOUBLED,
	APO_FINDING_UNIT_MOVED,
	APO_FINDING_UNITS_DIFFER,
	APO_FINDING_PAIRED_DIFFERENTLY,
	APO_FINDING_EDITED_WITH_RECORD,
	APO_FINDING_PROPERTY_CHANGED,
	APO_FINDING_CREDIT_CHANGED,
	APO_FINDING_CHAIN_UNSUPPORTED,
	APO_FINDING_NOTE_ADDED,
	APO_FINDING_CODES_ADDED,
	APO_FINDING_HASH_MISSING,
	APO_FINDING_FILE_CHANGED,
	APO_FINDING_TOOL_CHANGED
} apo_finding_type;
/* "no_origin", "attribution_dropped", ...; "unknown" for another value. A constant. */
APO_API const char *apo_finding_type_name(apo_finding_type type);

/* Something that breaks a chain of provenance. */
typedef struct {
	apo_finding_type type;
	apo_severity severity;
	const char *document; /* id */
	apo_file_span span;
	const char *message;
} apo_finding;

typedef struct {
	const apo_finding *findings;
	size_t count;
	uint64_t units; /* of a TMX: how many were verified */
	size_t files;	/* and in how many files their texts were looked for */
} apo_audit;

/* What breaks the chains of a trace, and where. NULL with APO_ENOMEM. Free with apo_audit_free. */
APO_API apo_audit *apo_audit_trace(apo_context *context, const apo_trace *trace, apo_error *err);
/* Verify the provenance records of a TMX that we wrote: spans, hashes and texts against the files
 * they name. `progress` (may be NULL) gets the bytes of the TMX that are read. NULL with APO_EINPUT
 * when it is not a TMX file. Free with apo_audit_free. */
APO_API apo_audit *apo_audit_tmx(apo_context *context, const char *path, apo_progress_fn progress,
	void *user, apo_error *err);
/* Free an audit. NULL is fine. */
APO_API void apo_audit_free(apo_audit *audit);

#ifdef __cplusplus
}
#endif

#endif
