/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the XLIFF reader share: structure (xliff_reader.c), inline codes (inline.c), the end
 * of a unit (xliff_units.c). */
#ifndef APO__EXCHANGE_XLIFF_XLIFF_READER_H
#define APO__EXCHANGE_XLIFF_XLIFF_READER_H

#include "base/map.h"
#include "exchange/xliff/xliff.h"
#include "exchange/xml/xml_stream.h"

#define APO__XLIFF_ITEMS 10000u /* segments, codes, notes ... of a unit */
#define APO__XLIFF_DEPTH 256u	/* of elements; the parser has no limit of its own */

typedef enum {
	APO__XLIFF_CONTAINER, /* nothing to do at its end */
	APO__XLIFF_SKIPPED,   /* with all that is in it */
	APO__XLIFF_UNIT,
	APO__XLIFF_TEXT, /* source, target, seg-source */
	APO__XLIFF_NOTE,
	APO__XLIFF_PROPERTY,
	APO__XLIFF_PROPERTIES,
	APO__XLIFF_DATA,
	/* inline */
	APO__XLIFF_SILENT, /* what it holds is text */
	APO__XLIFF_PAIR,   /* g, pc */
	APO__XLIFF_MARK,   /* mrk */
	APO__XLIFF_RANGE,  /* mrk of a segment in 1.2 */
	APO__XLIFF_NATIVE, /* bpt, ept, ph, it of 1.2 */
	APO__XLIFF_SUB
} apo__xliff_kind;

typedef enum { APO__XLIFF_BOTH, APO__XLIFF_ON_SOURCE, APO__XLIFF_ON_TARGET } apo__xliff_side;

/* An open element. */
typedef struct {
	apo__xliff_kind kind;
	uint32_t code;		/* index of the code that it began */
	apo__buffer *to;	/* where text went outside of it */
	const char *data;	/* pc: id of the native code of its end */
	const char *equivalent; /* pc: what its end stands for */
	apo__xliff_side side;	/* of properties outside of it */
} apo__xliff_element;

/* A segment of 1.2: a part of a text and its codes. */
typedef struct {
	const char *mid;
	size_t begin, end;
	uint32_t first_code, end_code;
} apo__xliff_range;

typedef struct {
	apo__buffer text;
	APO__VECTOR(apo__unit_code) codes;
	APO__VECTOR(apo__xliff_range) ranges;
	APO__VECTOR(const char *) issues; /* that a checker has marked */
	const char *lang;		  /* NULL = that of the file */
	uint32_t line, column;
	int seen;
} apo__xliff_text;

/* How far a translation is: names and numbers as the file has them, NULL = not said. */
typedef struct {
	const char *state, *substate, *origin, *percent;
	int locked;
} apo__xliff_progress;

/* <segment> of 2.x; all of <trans-unit> */
typedef struct {
	const char *id;
	apo__xliff_progress progress;
	apo__xliff_text source, target, parts; /* parts: <seg-source> */
} apo__xliff_segment;

/* What is said of a unit, or of one side of it. */
typedef struct {
	APO__VECTOR(apo__unit_info) infos;
	APO__VECTOR(apo__unit_attribute) attributes;
} apo__xliff_facts;

typedef struct {
	apo__arena *arena, *unit_arena;
	const apo__unit_handler *handler;
	apo__unit_summary *summary;
	apo_error *err;
	apo_status status; /* of a handler that stopped us */
	apo__xml *xml;
	int major;	  /* 1 or 2, 0 before the root */
	char foreign[64]; /* name of a root that is not <xliff> */
	char space[64];	  /* the namespace of XLIFF's own elements here */
	apo__xliff_element stack[APO__XLIFF_DEPTH];
	uint32_t depth, skipping; /* skipping: open elements from the skipped one on */
	const char *source_lang, *target_lang;
	int header_sent, in_unit, damaged;
	/* the text at hand */
	apo__buffer *to;
	apo__xliff_text *into;
	int in_range;
	apo__buffer capture, native,
		sub; /* note or property; native code, and as XML once it has a <sub> */
	int has_sub;
	/* the unit at hand */
	apo__unit unit;
	size_t unit_size;
	APO__VECTOR(apo__xliff_segment) segments;
	apo__xliff_facts facts[3]; /* by side */
	apo__interner data_ids;
	APO__VECTOR(const char *) data;
	const char *translate;			      /* of the unit: "no" */
	apo__interner definition_ids;		      /* mid of a segment */
	APO__VECTOR(apo__xliff_progress) definitions; /* <sdl:seg> */
	uint32_t files;
	const char *prefix; /* of the units of a further file */
	apo__interner prefixes;
	/* the note or property at hand */
	apo__xliff_side side;
	const char *type, *lang;
	APO__VECTOR(apo__unit_info) header_infos;
	uint64_t alternatives, binaries;
} apo__xliff_reader;

void apo__xliff_add_info(apo__xliff_reader *r, apo__xliff_side side, apo__unit_info info);

/* The unit is complete: hand its segments on. */
void apo__xliff_end_unit(apo__xliff_reader *r);

/* An element inside of `r->into`; `top` is its place on the stack. */
void apo__xliff_start_inline(
	apo__xliff_reader *r, const apo__xml_element *e, apo__xliff_element *top);
void apo__xliff_add_code_point(apo__xliff_reader *r, const apo__xml_element *e);
/* Text inside of a code that has a <sub>. */
void apo__xliff_add_sub(apo__xliff_reader *r, const char *text, size_t size);
void apo__xliff_end_inline(apo__xliff_reader *r, const apo__xliff_element *top);

#endif
