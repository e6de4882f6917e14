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
	APO_FINDING_CONTENT_CHANGED, /* a figure, a date, a negation that its parent has otherwise */
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
	APO_FINDING_DAMAGED, /* the TMX is not read as it is there */
	/* of a TMX against a ledger, besides those that have the same meaning there */
	APO_FINDING_UNIT_EDITED,     /* without saying so */
	APO_FINDING_LEDGER_DIFFERS,  /* it is not the one that the header was written beside */
	APO_FINDING_RECORD_MISSING,  /* the ledger records no TMX like this one */
	APO_FINDING_PAIRING_UNKNOWN, /* the texts are recorded, but not together */
	APO_FINDING_NOT_RECORDED,    /* a text is not recorded */
	APO_FINDING_TYPE_COUNT
} apo_finding_type;
/* "no_origin", "attribution_dropped", ...; "unknown" for another value. A constant. */
APO_API const char *apo_finding_type_name(apo_finding_type type);

/* Something that breaks a chain of provenance. */
typedef struct {
	apo_finding_type type;
	apo_severity severity;
	const char *document; /* id */
	apo_file_span span;   /* in `file`; empty = in no place of it */
	const char *message;
	const char *file; /* path of the document or of the TMX */
	uint32_t line;	  /* of the TMX, where the unit begins; 0 = none */
} apo_finding;

/* A TMX against a ledger: how many units are what. Those that have no finding are as recorded. */
typedef struct {
	const char *path;
	uint64_t records; /* of the ledger */
	char head[65];	  /* the hash of its last */
	uint64_t
		record; /* number of the TMX record that it was compared with; 0 = there is none like it */
	const char *file; /* and its file; NULL */
	uint64_t units;	  /* that it had */
	int identical;	  /* it has the same bytes */
	uint64_t as_recorded, edited, added, removed, paired_differently, unknown;
} apo_audit_ledger;

typedef struct {
	const apo_finding *findings;
	size_t count;
	uint64_t units; /* of a TMX: how many were verified */
	size_t files;	/* and in how many files their texts were looked for */
	const char
		*subject; /* what was audited: path of the TMX, title or path of the corpus; NULL */
	const apo_audit_ledger *ledger; /* of a TMX, where it was compared with one; else NULL */
	const char *anchor;	 /* the end of a ledger that the header of a TMX names; NULL */
	uint64_t anchor_records; /* and how many records it had; 0 = not said */
} apo_audit;

typedef struct {
	uint32_t size;		  /* set by APO_AUDIT_OPTIONS_INIT */
	const char *ledger;	  /* to compare a TMX with; NULL = none */
	apo_progress_fn progress; /* bytes of the TMX that are read; may be NULL */
	void *user;
	size_t jobs; /* threads, 0 = all processors that the process may use. The findings are the same */
} apo_audit_options;
#define APO_AUDIT_OPTIONS_INIT                                                                     \
	{                                                                                          \
		sizeof(apo_audit_options), NULL, NULL, NULL, 0                                     \
	}

/* What breaks the chains of a trace, and where. NULL with APO_ENOMEM. Free with apo_audit_free. */
APO_API apo_audit *apo_audit_trace(apo_context *context, const apo_trace *trace, apo_error *err);
/* Verify the provenance records of a TMX that we wrote: spans, hashes and texts against the files
 * they name; and, where `options` (may be NULL) name a ledger, of any TMX its units by their texts.
 * NULL with APO_EINPUT when it is not a TMX file, or the ledger is not right (apo_ledger_verify).
 * Free with apo_audit_free. */
APO_API apo_audit *apo_audit_tmx(
	apo_context *context, const char *path, const apo_audit_options *options, apo_error *err);
/* Free an audit. NULL is fine. */
APO_API void apo_audit_free(apo_audit *audit);

#ifdef __cplusplus
}
#endif

#endif
