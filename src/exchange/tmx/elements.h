/* SPDX-License-Identifier: Apache-2.0 */
/* Names of TMX and the parts of the reader: segments with their codes, and the rules that make a file valid. */
#ifndef APO__EXCHANGE_TMX_ELEMENTS_H
#define APO__EXCHANGE_TMX_ELEMENTS_H

#include "exchange/units/units.h"

typedef enum {
	APO__TMX_OTHER,
	APO__TMX_TMX,
	APO__TMX_HEADER,
	APO__TMX_BODY,
	APO__TMX_TU,
	APO__TMX_TUV,
	APO__TMX_SEG,
	APO__TMX_PROP,
	APO__TMX_NOTE,
	APO__TMX_UDE,
	APO__TMX_MAP,
	APO__TMX_BPT,
	APO__TMX_EPT,
	APO__TMX_PH,
	APO__TMX_IT,
	APO__TMX_UT,
	APO__TMX_HI,
	APO__TMX_SUB,
	APO__TMX_ELEMENTS
} apo__tmx_element;

/* By element; "" for OTHER. */
extern const char *const apo__tmx_names[APO__TMX_ELEMENTS];

/* Longest text, code or property, and most variants, codes, properties of one parent. */
#define APO__TMX_TEXT_LIMIT  ((size_t)1 << 20)
#define APO__TMX_COUNT_LIMIT 10000u

/* An opening tag as the parser gives it. */
typedef struct {
	apo__tmx_element element;
	const char *name; /* with its prefix if it has one */
	const apo__unit_attribute *attributes;
	uint32_t count;
} apo__tmx_tag;

/* The content of a <seg> as it comes: text, and codes that are in it. What exceeds the limits sets `over`. */
typedef struct {
	apo__arena *arena; /* of the unit */
	apo__buffer text, data, xml;
	APO__VECTOR(apo__unit_code) codes;
	unsigned depth;	     /* of open elements in it */
	unsigned code_depth; /* of them, from the outermost code on; 0 = in text */
	int has_xml;	     /* the code at hand holds an element: `xml` is kept too */
	int foreign;	     /* ... and one that TMX does not have there */
	uint32_t last_tag;   /* index + 1 of the placeholder for the last unknown tag */
	int over;
} apo__tmx_segment;

/* The buffers belong to the segment and are used again; `arena` holds what the variant keeps. */
void apo__tmx_segment_begin(apo__tmx_segment *s, apo__arena *arena);
void apo__tmx_segment_start(apo__tmx_segment *s, const apo__tmx_tag *tag);
void apo__tmx_segment_end(apo__tmx_segment *s, apo__tmx_element element, const char *name);
void apo__tmx_segment_add(apo__tmx_segment *s, const char *text, size_t size);
void apo__tmx_segment_finish(apo__tmx_segment *s, apo__unit_variant *variant);

/* Append "<name a="b">". */
void apo__tmx_add_tag(apo__buffer *buffer, const apo__tmx_tag *tag);

#endif
