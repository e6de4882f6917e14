/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__BASE_OPTIONS_H
#define APO__BASE_OPTIONS_H

#include "apograph.h"

/* Take a caller's options into `*copy`, which holds the defaults: those of NULL. A smaller struct is that of an older program:
 * what it lacks keeps its default. APO_EUSAGE when its size is not set, or it is larger and says what we do not know.
 * Structs of options grow at their end, which may not be padding. */
#define apo__options(copy, options, err)                                                           \
	apo__options_copy(copy, sizeof *(1 ? (copy) : (options)), options, err)
apo_status apo__options_copy(void *copy, size_t known, const void *options, apo_error *err);

#endif
