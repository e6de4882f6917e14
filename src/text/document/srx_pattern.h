/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_DOCUMENT_SRX_PATTERN_H
#define APO__TEXT_DOCUMENT_SRX_PATTERN_H

#include "base/arena.h"

#define APO__PATTERN_BACKWARD 1u /* matches the text read from its end */
#define APO__PATTERN_BARE     2u /* without what has no width: matches more, looks at nothing around */

/* A regular expression rewritten; NULL when that cannot be done (back references, possessive quantifiers, ...). */
const char *apo__pattern_rewrite(apo__arena *arena, const char *pattern, unsigned how);

#endif
