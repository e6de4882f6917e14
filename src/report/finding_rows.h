/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of a report as a reader wants them: one row a cause, and the report in three sentences. */
#ifndef APO__REPORT_FINDING_ROWS_H
#define APO__REPORT_FINDING_ROWS_H

#include "base/arena.h"
#include "writing/writers.h"

/* Findings with one cause: sentences left out or added one after the other, quotations with another wording, the same words that
 * became the same others. */
typedef struct {
	const uint32_t *items; /* indexes into the report's issues, in their order */
	uint32_t count;
	const char *text; /* what they have in common; NULL: each has a message of its own */
} apo__finding_row;
typedef struct {
	const apo__finding_row *items;
	uint32_t count;
} apo__finding_rows;

/* The rows of one severity, in order of their first findings. Linear in the findings. */
apo__finding_rows apo__finding_rows_of(
	apo__arena *arena, const apo_report *report, apo_severity severity);

/* What was found, what was kept, what the fidelity means: three sentences at most. */
const char *apo__report_summary(apo__arena *arena, const apo_report *report);

#endif
