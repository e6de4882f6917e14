/* SPDX-License-Identifier: Apache-2.0 */
/* What results of all checks share as SARIF 2.1.0 (OASIS). */
#ifndef APO__REPORT_SARIF_H
#define APO__REPORT_SARIF_H

#include "writing/writers.h"

/* A path as a reference (RFC 3986), relative where it is below the current folder. */
const char *apo__sarif_uri(apo__arena *arena, const char *path);
/* What is said of a kind of results: its name, what a reader calls it, what it means; its types in MQM-Core and ITS 2.0, or NULL. */
typedef struct {
	const char *id, *title, *help, *mqm, *its;
} apo__sarif_rule;
/* Open the file and its one run, with rules 0 to `count` - 1; apo__json_end closes them. */
void apo__sarif_begin(apo__json *json, apo__sarif_rule (*rule)(int number), int count);
/* The members of a result that come first. */
void apo__sarif_result(
	apo__json *json, const char *rule, int number, apo_severity severity, const char *message);
/* Open a location in a file, up to its region. Closed by apo__sarif_location_end. */
void apo__sarif_location(apo__json *json, const char *uri);
void apo__sarif_location_end(apo__json *json);

#endif
