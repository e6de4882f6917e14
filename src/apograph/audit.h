/* SPDX-License-Identifier: Apache-2.0 */
/* What breaks a chain of provenance: in a trace, and in a translation memory against its files. */
#ifndef APOGRAPH_AUDIT_H
#define APOGRAPH_AUDIT_H

#include "apograph/check.h"
#include "apograph/trace.h"

#ifdef __cplusplus
extern "C" {
#endif

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
	APO_FINDING_ATTRIBUTION_CHANGED,
	APO_FINDING_CHAIN_UNSUPPORTED,
	APO_FINDING_NOTE_ADDED,
	APO_FINDING_CODES_ADDED,
	APO_FINDING_HASH_MISSING,
	APO_FINDING_FILE_CHANGED,
	APO_FINDING_TOOL_CHANGED,
	APO_FINDING_DAMAGED /* the TMX is not read as it is there */
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
