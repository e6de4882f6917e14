/* SPDX-License-Identifier: Apache-2.0 */
/* What remarks.c finds and remark_status.c judges: statements, and those that are one remark. */
#ifndef APO__PROVENANCE_REMARKS_H
#define APO__PROVENANCE_REMARKS_H

#include "provenance/evidence/tracing.h"

typedef struct {
	uint32_t document, quote; /* quote APO_NONE: reported speech */
	apo_span span, inner;
	uint32_t words;
	const char *speaker;
	uint32_t group; /* union-find parent */
} apo__statement;

/* The statements of one remark. */
typedef struct {
	const apo__tracing *t;
	const apo__statement *statements; /* all */
	const uint32_t *depths;		  /* apo__depths */
	uint32_t *members; /* of the remark, nearest to the origin first; has room for all */
	uint32_t count;
} apo__remark_group;

/* Put a statement in its place among the members. */
void apo__remark_add(apo__remark_group *group, uint32_t statement);
/* The remark of a group, its wordings judged by the one nearest to the origin. Cost: members x edges, and their words. */
apo_remark apo__remark_of(const apo__remark_group *group, uint32_t number, apo__arena *scratch);

#endif
