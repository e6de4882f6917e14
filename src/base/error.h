/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__BASE_ERROR_H
#define APO__BASE_ERROR_H

#include "apograph.h"

/* Fill `err` (may be NULL) and return `status`: `return apo__fail(err, APO_EINPUT, path, offset, line, "...");`.
 * `file` NULL = none, `offset` APO_NO_OFFSET = none, `line` 0 = none. */
apo_status apo__fail(apo_error *err, apo_status status, const char *file, uint64_t offset,
	uint32_t line, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Take a caller's options into `*copy`, which holds the defaults: those of NULL. A smaller struct is that of an older program:
 * what it lacks keeps its default. APO_EUSAGE when its size is not set, or it is larger and says what we do not know.
 * Structs of options grow at their end, which may not be padding. */
#define apo__options(copy, options, err)                                                           \
	apo__options_copy(copy, sizeof *(1 ? (copy) : (options)), options, err)
apo_status apo__options_copy(void *copy, size_t known, const void *options, apo_error *err);

#endif
