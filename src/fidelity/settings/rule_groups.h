/* SPDX-License-Identifier: Apache-2.0 */
/* $1 to $9 in expressions and messages of rules: the groups of another expression. $0 in a message is its whole match. */
#ifndef APO__FIDELITY_SETTINGS_RULE_GROUPS_H
#define APO__FIDELITY_SETTINGS_RULE_GROUPS_H

#include "text/unicode/pattern.h"

typedef struct {
	const char *text;
	uint32_t size;
} apo__group_text;

/* The next group that a text names, and where its $ is; 0 = none. A dollar behind a backslash names none. */
uint32_t apo__next_group(const char *text, uint32_t *at);
/* The expression with a digit for each character of $1 to $9. */
const char *apo__blank_groups(apo__arena *arena, const char *expression);
/* The expression with the groups in it, as they stand. */
const char *apo__fill_expression(apo__arena *arena, const char *expression,
	const apo__group_text groups[APO__PATTERN_GROUPS]);
const char *apo__fill_message(
	apo__arena *arena, const char *message, const apo__group_text groups[APO__PATTERN_GROUPS]);

#endif
