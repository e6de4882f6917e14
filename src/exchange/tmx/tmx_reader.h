/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX as a stream of units: 1.1 to 1.4b, UTF-8, UTF-16 and declared legacy encodings, plain, gzip and zip, with or without
 * DOCTYPE, liberal in what it takes, and honest: each repair and each unit that is left out is a diagnostic. The memory
 * needed does not depend on the size of the file. A DOCTYPE is never read: no DTD is fetched, no entity expanded.
 */
#ifndef APO__EXCHANGE_TMX_TMX_READER_H
#define APO__EXCHANGE_TMX_TMX_READER_H

#include "exchange/units/units.h"

/* The reader of units.h: `header.version` is that of <tmx>. Diagnostics come in the order of the file. Several files of a zip
 * archive are read as one, with the header of the first. */
apo_status apo__tmx_read(apo__arena *arena, const char *path, const apo__unit_handler *handler,
	apo__unit_summary *summary, apo_error *err);
/* The same from memory. */
apo_status apo__tmx_read_bytes(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err);
/* Read a file and report all that makes it invalid, or a trap for CAT tools, besides what had to be repaired. */
apo_status apo__tmx_read_checked(apo__arena *arena, const char *path,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err);

#endif
