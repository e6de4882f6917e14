/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__BASE_SPILL_H
#define APO__BASE_SPILL_H

#include "apograph.h"

/* A new file without a name to write to and read again, in $TMPDIR or else where there may be one; -1 when nowhere. That it is
 * not where the user wants it is told (`notice` may be NULL). The caller closes it. */
int apo__spill_open(apo_notice_fn notice, void *user);

#endif
