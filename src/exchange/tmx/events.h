/* SPDX-License-Identifier: Apache-2.0 */
/* The reader's state, shared by its parts: files (tmx_reader.c), events of the stream of XML that become units (events.c),
 * problems (tmx_diagnostics.c). */
#ifndef APO__EXCHANGE_TMX_EVENTS_H
#define APO__EXCHANGE_TMX_EVENTS_H

#include "exchange/tmx/elements.h"
#include "exchange/tmx/tmx_check.h"
#include "exchange/xml/xml_stream.h"

#define APO__TMX_DEPTH 256u /* of elements; the parser has no limit of its own */

/* Repairs, until the parser comes to their place. */
typedef struct {
	apo_tmx_diagnostic items[256];
	uint32_t first, count;
} apo__tmx_repairs;

typedef struct {
	apo__arena *arena, *unit_arena;
	const char *path;
	const apo__unit_handler *handler;
	apo__unit_summary *summary;
	apo__tmx_check *check; /* NULL: only what has to be repaired is reported */
	apo_error *err;
	apo_status status; /* of a handler that stopped us */
	apo__xml *xml;
	uint64_t units_before; /* in files of the archive before this one */
	apo__tmx_repairs repairs;
	int root, foreign_root; /* the root was seen; it was not <tmx> */
	int old_version;	/* 1.1 to 1.3 */
	char root_name[64];
	int in_header, header_given;
	int in_unit, in_variant, in_segment;
	int opening; /* the tag at hand opens a unit */
	apo__tmx_element open[APO__TMX_DEPTH];
	unsigned depth;			   /* of open elements */
	int too_deep;			   /* ... are more than APO__TMX_DEPTH: the reading ends */
	int damaged;			   /* the unit at hand */
	int limit_told;			   /* ... has more in it than is read */
	int tangled;			   /* an end tag did not fit */
	uint32_t error_line, error_column; /* of the parser's last error */
	int old_lang_told; /* "lang" instead of "xml:lang" is reported once a file */
	apo__unit unit;
	APO__VECTOR(apo__unit_variant) variants;
	APO__VECTOR(apo__unit_info) infos, variant_infos;
	apo__tmx_segment segment;
	apo__unit_info info; /* the property or note at hand */
	unsigned info_depth; /* of open elements in it with its own; 0 = in none */
	apo__buffer info_text;
} apo__tmx_state;

/* Hand the header on, once. */
void apo__tmx_give_header(apo__tmx_state *r);

/* What the stream of XML calls; `user` is the state. */
void apo__tmx_on_start(const apo__xml_element *e, void *user);
void apo__tmx_on_end(const apo__xml_element *e, void *user);
void apo__tmx_on_text(const char *text, size_t size, void *user);

#endif
