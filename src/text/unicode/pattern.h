/* SPDX-License-Identifier: Apache-2.0 */
/* Regular expressions of a user (ICU User Guide, "Regular Expressions") on UTF-8, bounded in time: by steps, so that the
 * same is found on every machine. */
#ifndef APO__TEXT_UNICODE_PATTERN_H
#define APO__TEXT_UNICODE_PATTERN_H

#include "base/arena.h"

typedef struct apo__pattern apo__pattern;

/* Compile; NULL when it is not an expression: then `*at` is the character from 0 where it goes wrong, and `*why` says how. */
apo__pattern *apo__pattern_new(
	apo__arena *arena, const char *expression, int ignore_case, uint32_t *at, const char **why);

uint32_t apo__pattern_groups(const apo__pattern *pattern);

#define APO__PATTERN_GROUPS 10u
typedef struct {
	uint32_t begin, end; /* bytes; APO_NONE = the group is not in the match */
} apo__pattern_span;

typedef enum {
	APO__PATTERN_NONE,
	APO__PATTERN_FOUND,
	APO__PATTERN_GIVEN_UP /* it takes too many steps */
} apo__pattern_answer;

/* Look in a text from its begin; apo__pattern_next from behind the match before. `spans` receives the match and its first nine
 * groups. The text is borrowed until the next call. */
apo__pattern_answer apo__pattern_first(apo__pattern *pattern, const char *text, uint32_t size,
	apo__pattern_span spans[APO__PATTERN_GROUPS]);
apo__pattern_answer apo__pattern_next(
	apo__pattern *pattern, apo__pattern_span spans[APO__PATTERN_GROUPS]);

#endif
