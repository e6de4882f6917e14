/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__BASE_ERROR_H
#define APO__BASE_ERROR_H

#include "apograph.h"

/* Fill `err` (may be NULL) and return `status`: `return apo__fail(err, APO_EINPUT, path, offset, line, "...");`.
 * `file` NULL = none, `offset` APO_NO_OFFSET = none, `line` 0 = none. */
apo_status apo__fail(apo_error *err, apo_status status, const char *file, uint64_t offset,
	uint32_t line, const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
