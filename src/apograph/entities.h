/* SPDX-License-Identifier: Apache-2.0 */
/* What a document says: numbers, dates, names, quotations, attributions; and times. */
#ifndef APOGRAPH_ENTITIES_H
#define APOGRAPH_ENTITIES_H

#include "apograph/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define APO_NUMBER_APPROXIMATE 1u  /* about, fast, 约, environ */
#define APO_NUMBER_ORDINAL     2u  /* third, 3., 第三 */
#define APO_NUMBER_FRACTION    4u  /* a quarter, 四分之一, half: value .25, .5 */
#define APO_NUMBER_WORDS       8u  /* written in words */
#define APO_NUMBER_AT_LEAST    16u /* more than, at least, über, 超过 */
#define APO_NUMBER_AT_MOST     32u /* less than, at most, unter, 不到 */
/* one, both, twice, dozens: may match, but says nothing when it does not */
#define APO_NUMBER_WEAK 64u

/* A quantity. `unit` is "" (a count), "percent", "percent_point", an ISO 4217 code ("EUR"), or an SI
 * or customary unit by its UCUM name ("km", "kg", "Cel", "h"). "1,2 Mrd. Euro" has value 1.2e9 and
 * unit "EUR"; "3.5 %" 3.5 "percent". */
typedef struct {
	apo_span span;	 /* with its unit and qualifier */
	apo_span digits; /* the numeral alone */
	double value;
	const char *unit;
	uint32_t segment;
	uint32_t flags; /* APO_NUMBER_... */
} apo_number;

/* A day that is not known. */
#define APO_DAY_NONE INT32_MIN

/* A point in time as far as the text says. Absent fields: year, month, day, weekday 0; hour,
 * minute -1; relative APO_DAY_NONE. `resolved` is the day (days since 1970-01-01) that text and
 * document date together give, or APO_DAY_NONE. */
typedef struct {
	apo_span span;
	uint32_t segment;
	int32_t year, month, day;
	int32_t weekday; /* 1 Monday ... 7 Sunday */
	int32_t hour, minute;
	int32_t relative; /* days from the document's date: yesterday -1 */
	int32_t resolved;
} apo_date;

typedef enum {
	APO_NAME_OTHER,
	APO_NAME_PERSON,
	APO_NAME_PLACE,
	APO_NAME_ORGANIZATION
} apo_name_kind;

/* A proper name. `entity` numbers the things named in the document: mentions of one share it ("Mark
 * Rutte", "Rutte"). `key` is the same for the same thing in every language where that is known (ISO
 * 3166 "DE" for Germany, Deutschland, 德国), else the folded full name of the entity. */
typedef struct {
	apo_span span;
	uint32_t segment;
	uint32_t entity;
	apo_name_kind kind;
	const char *key;
} apo_name;

#define APO_QUOTE_UNCLOSED 1u /* no closing mark before the end of the paragraph */
#define APO_QUOTE_SCARE	   2u /* a term, a title or irony, not somebody's statement */
#define APO_QUOTE_BLOCK	   4u /* a block quotation without marks */

/* A passage in quotation marks. */
typedef struct {
	apo_span span;	/* with its marks */
	apo_span inner; /* without */
	uint32_t first_segment, last_segment;
	uint32_t level;	      /* 0 outermost */
	uint32_t flags;	      /* APO_QUOTE_... */
	uint32_t attribution; /* who said it: index into attributions, or APO_NONE */
} apo_quote;

typedef enum {
	APO_SOURCE_AGENCY,
	APO_SOURCE_OUTLET,
	APO_SOURCE_PERSON,
	APO_SOURCE_INSTITUTION,
	APO_SOURCE_PLATFORM,
	APO_SOURCE_DOCUMENT,
	APO_SOURCE_URL,
	APO_SOURCE_UNNAMED,
	APO_SOURCE_DATELINE,
	APO_SOURCE_BYLINE
} apo_source_type;
/* "agency", "outlet", ...; "unknown" for another value. A constant. */
APO_API const char *apo_source_type_name(apo_source_type type);

#define APO_ATTRIBUTION_UNSURE 1u /* the source is known by its place in the sentence alone */
#define APO_ATTRIBUTION_ATTITUDE                                                                   \
	2u /* what somebody wants, thinks or does by speaking ("plans to"); no statement that a text rests on */

/* Who a text names as the source of what. Spans that are not there are APO_SPAN_NONE. */
typedef struct {
	apo_span span;	 /* source and cue together */
	apo_span source; /* the words that name it ("he", "Rutte", "German news agency dpa") */
	apo_span cue;	 /* "said", "according to" */
	apo_span scope;	 /* what is attributed; the whole document for an article-wide one */
	apo_source_type type;
	const char *name; /* its fullest name in the document ("Mark Rutte"); NULL = unnamed */
	uint32_t quote;	  /* index into quotes, or APO_NONE */
	uint32_t segment;
	uint32_t flags;	  /* APO_ATTRIBUTION_... */
	const char *rule; /* what found it, such as "subject before verb"; a constant */
} apo_attribution;

typedef enum {
	APO_PRECISION_NONE, /* unknown */
	APO_PRECISION_DAY,
	APO_PRECISION_MINUTE,
	APO_PRECISION_SECOND /* or a part of one */
} apo_precision;

/* A time as precisely as it was said: it lies in [begin, end), in milliseconds since
 * 1970-01-01T00:00:00Z. A day without a time, and a time without an offset from UTC, may be that of
 * any zone from UTC-12 to UTC+14, and the interval is that long. `day` is the day as written, in
 * days since 1970-01-01, or APO_DAY_NONE. */
typedef struct {
	int64_t begin, end;
	int32_t day;
	apo_precision precision;
} apo_instant;

/* Parse "YYYY-MM-DD", an RFC 3339 time ("2025-12-26T08:00:00.5+01:00", T may be a space, seconds
 * may be missing, the offset may be written +0100 or +01), or such a time without offset. Returns
 * 1; 0 when the text is none of these or NULL: then `instant` is unknown. */
APO_API int apo_instant_parse(const char *text, apo_instant *instant);
/* -1: a is earlier, 1: a is later, 0: unknown, for one is unknown or both may be at once. Two days
 * are compared as days; otherwise the intervals must not touch: 2025-12-26 and 2025-12-26T08:00Z
 * have no order. */
APO_API int apo_instant_compare(const apo_instant *a, const apo_instant *b);
/* The day of a time that apo_instant_parse reads, in days since 1970-01-01; APO_DAY_NONE when it
 * reads none. */
APO_API int32_t apo_day_parse(const char *date);

#ifdef __cplusplus
}
#endif

#endif
