/* SPDX-License-Identifier: Apache-2.0 */
/* XLIFF 1.2 and 2.1 as streams of units. A unit is a segment: two variants at most, the source first. What has no place in a
 * unit's members travels as properties, under names that both versions and TMX share. */
#ifndef APO__EXCHANGE_XLIFF_XLIFF_H
#define APO__EXCHANGE_XLIFF_XLIFF_H

#include "exchange/units/unit_states.h"

#define APO__XLIFF_CORE_1   "urn:oasis:names:tc:xliff:document:1.2"
#define APO__XLIFF_CORE_2   "urn:oasis:names:tc:xliff:document:2.0"
#define APO__XLIFF_METADATA "urn:oasis:names:tc:xliff:metadata:2.0"

#define APO__XLIFF_ATTRIBUTE "tmx:" /* begins the type of what is an attribute in TMX */

/* Read 1.0 to 1.2 and 2.0 to 2.2, as apo__unit_reader says. */
apo_status apo__xliff_read(apo__arena *arena, const char *path, const apo__unit_handler *handler,
	apo__unit_summary *summary, apo_error *err);
apo_status apo__xliff_read_bytes(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err);

/* Types of codes and properties. A unit has TMX's names; each version of XLIFF has its own. All return a name that the
 * version allows, and reading gives back what was written. NULL stays NULL. */
const char *apo__xliff_type_of_ctype(apo__arena *arena, const char *ctype);
const char *apo__xliff_ctype(apo__arena *arena, const char *type, int placeholder);
const char *apo__xliff_mtype(apo__arena *arena, const char *type);
const char *apo__xliff_mark_2(apo__arena *arena, const char *type);
const char *apo__xliff_type_of_2(apo__arena *arena, const char *type, const char *subtype);
void apo__xliff_type_2(
	apo__arena *arena, const char *type, const char **type_2, const char **subtype);
const char *apo__xliff_property_of_context(const char *type);
const char *apo__xliff_context(apo__arena *arena, const char *property);
/* The state in a version (1 or 2); "translated" for one that is unknown there. */
const char *apo__xliff_state(const char *state, int version);

#endif
