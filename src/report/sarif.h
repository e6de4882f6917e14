/* SPDX-License-Identifier: Apache-2.0 */
/* What results of all checks share as SARIF 2.1.0 (OASIS). */
#ifndef APO__REPORT_SARIF_H
#define APO__REPORT_SARIF_H

#include "writing/writers.h"

/* A path as a reference (RFC 3986). */
const char *apo__sarif_uri(apo__arena *arena, const char *path);
/* Open the file and its one run, with rules named by `name_of` 0 to `count` - 1; apo__json_end closes them. */
void apo__sarif_begin(apo__json *json, const char *(*name_of)(int rule), int count);
/* The members of a result that come first. */
void apo__sarif_result(
	apo__json *json, const char *rule, apo_severity severity, const char *message);
/* Open a location in a file, up to its region. Closed by apo__sarif_location_end. */
void apo__sarif_location(apo__json *json, const char *uri);
void apo__sarif_location_end(apo__json *json);

#endif
