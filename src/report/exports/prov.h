/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records of W3C PROV in its three syntaxes: PROV-N (W3C Recommendation, 2013), PROV-XML (W3C Note, 2013), PROV-JSON (W3C Member
 * Submission, 2013). Records go straight to the output, all of one kind together, in the order of the enumeration.
 */
#ifndef APO__REPORT_EXPORTS_PROV_H
#define APO__REPORT_EXPORTS_PROV_H

#include "report/exports/identifiers.h"
#include "writing/writers.h"

typedef enum { APO__PROV_N, APO__PROV_JSON, APO__PROV_XML } apo__prov_syntax;

/* An element has one argument, itself; a relation two and an identifier, but for the last. */
typedef enum {
	APO__PROV_ENTITY,
	APO__PROV_AGENT,
	APO__PROV_DERIVED,    /* wasDerivedFrom(id; generated, used) */
	APO__PROV_ATTRIBUTED, /* wasAttributedTo(id; entity, agent) */
	APO__PROV_INFLUENCED, /* wasInfluencedBy(id; influenced, influencer) */
	APO__PROV_ALTERNATE   /* alternateOf(a, b), which has neither identifier nor attributes */
} apo__prov_kind;

typedef struct {
	const apo__writer *writer;
	apo__prov_syntax syntax;
	apo__json json;
	int kind;	     /* of the last record, -1 before the first */
	uint64_t alternates; /* so far: PROV-JSON wants a key for each */
	int attributes;	     /* of the open record, so far */
} apo__prov;

/* `corpus` is the namespace of all identifiers (prefix "c"). */
void apo__prov_begin(
	apo__prov *prov, const apo__writer *writer, apo__prov_syntax syntax, const char *corpus);
/* Open a record. Names are local names (apo__local_name) in the corpus; `b` is NULL for an element. */
void apo__prov_record(
	apo__prov *prov, apo__prov_kind kind, const char *id, const char *a, const char *b);
/* Its attributes, in this order: prov:label (in a language, NULL = none), prov:type, others. What is NULL is left out. Text comes
 * on one line, without characters that XML forbids. Names other than prov:... are terms of the program's own ("apo:sha256"). */
void apo__prov_label(apo__prov *prov, const char *text, const char *lang);
/* One or two qualified names ("prov:Revision", "apo:translation"). */
void apo__prov_type(apo__prov *prov, const char *type, const char *other);
void apo__prov_text(apo__prov *prov, const char *name, const char *text, size_t size);
void apo__prov_string(apo__prov *prov, const char *name, const char *text);
void apo__prov_node(apo__prov *prov, const char *name, const char *local);
void apo__prov_decimal(apo__prov *prov, const char *name, double value);
void apo__prov_bool(apo__prov *prov, const char *name, int value);
void apo__prov_close(apo__prov *prov);
void apo__prov_end(apo__prov *prov);

#endif
