/* SPDX-License-Identifier: Apache-2.0 */
/* The reader's state, shared by its two halves: the stream (tmx_reader.c) and the events of the parser that become units
 * (events.c). */
#ifndef APO__EXCHANGE_TMX_EVENTS_H
#define APO__EXCHANGE_TMX_EVENTS_H

#include <libxml/parser.h>

#include "exchange/tmx/elements.h"
#include "exchange/tmx/tmx_check.h"
#include "exchange/xml/input.h"

/* What the repairer told, until the parser comes to that place. */
typedef struct {
	apo_tmx_diagnostic items[256];
	uint32_t first, count;
} apo__tmx_repairs;

typedef struct {
	apo__arena *arena, *unit_arena;
	const char *path;
	const apo__unit_handler *handler;
	apo__unit_summary *summary;
	apo__tmx_check *check; /* NULL: only what has to be repaired is told */
	apo_error *err;
	apo_status status; /* of a handler that stopped us */
	xmlParserCtxtPtr parser;
	const xmlChar *names[APO__TMX_ELEMENTS]; /* as the parser's dictionary holds them */
	apo__repairer repairer;
	apo__tmx_repairs repairs;
	int root, foreign_root; /* the root was seen; it was not <tmx> */
	char root_name[64];
	int in_header, header_given;
	int in_unit, in_variant, in_segment;
	int opening;			   /* the tag at hand opens a unit */
	unsigned depth;			   /* of open elements */
	int too_deep;			   /* ... are more than DEPTH_LIMIT: the reading ends */
	int damaged;			   /* the unit at hand */
	int tangled;			   /* an end tag did not fit */
	uint32_t error_line, error_column; /* of the parser's last error */
	int old_lang_told;		   /* "lang" instead of "xml:lang" is told once a file */
	apo__unit unit;
	APO__VECTOR(apo__unit_variant) variants;
	APO__VECTOR(apo__unit_info) infos, variant_infos;
	apo__tmx_segment segment;
	apo__unit_info info; /* the property or note at hand */
	unsigned info_depth; /* of open elements in it with its own; 0 = in none */
	apo__buffer info_text;
} apo__tmx_state;

/* Number of the unit at hand, 0 = in none. */
uint64_t apo__tmx_unit_number(const apo__tmx_state *r);
/* Tell a problem, after the repairs that stand before it; at the place where the parser stands, or at one of its own. */
void apo__tmx_tell(apo__tmx_state *r, apo_severity severity, const char *message);
void apo__tmx_tell_at(apo__tmx_state *r, uint32_t line, uint32_t column, uint64_t unit,
	apo_severity severity, const char *message);

/* Hand the header on, once. */
void apo__tmx_give_header(apo__tmx_state *r);

/* What libxml2 calls; the state is the parser's `_private`. */
void apo__tmx_on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int namespaces, const xmlChar **declared, int count, int defaulted,
	const xmlChar **attributes);
void apo__tmx_on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri);
void apo__tmx_on_text(void *user, const xmlChar *text, int size);

#endif
