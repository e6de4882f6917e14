/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules of a user (docs/formats.md): regular expressions that the source or the target of a unit has or lacks, a severity, a
 * message, languages. $1 to $9 in another expression or in the message stand for the groups of the first one.
 */
#ifndef APO__FIDELITY_SETTINGS_RULES_H
#define APO__FIDELITY_SETTINGS_RULES_H

#include "base/arena.h"

typedef struct apo__rules apo__rules;

typedef struct {
	apo_severity severity;
	apo_span source, target; /* bytes of the texts; APO_SPAN_NONE = no place there */
	const char *message;	 /* lives until the report returns */
} apo__rule_match;
typedef void (*apo__rule_report)(const apo__rule_match *match, void *user);

/* Rules for texts of two languages (BCP 47 tags); none yet. */
apo__rules *apo__rules_new(apo__arena *arena, const char *from, const char *to);
/* Add those of a file that are for these languages. APO_EINPUT for what is not a rule: with line, column and what was expected. */
apo_status apo__rules_read(apo__rules *rules, const char *path, apo_error *err);
/* Report what the rules say of a unit. A rule whose expression takes too long is not asked again. */
void apo__rules_check(apo__rules *rules, const char *const texts[2], const uint32_t sizes[2],
	uint64_t unit, apo__rule_report report, void *user);
/* Why a rule was given up, one after the other; NULL when there is no other. */
const char *apo__rules_given_up(const apo__rules *rules, uint32_t i);

#endif
