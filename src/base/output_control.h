/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__BASE_OUTPUT_CONTROL_H
#define APO__BASE_OUTPUT_CONTROL_H

#include "base/inputs.h"

/* Refuse the output when it would replace one of the inputs, and every input from now on that it would replace: APO_EUSAGE. */
apo_status apo__output_guard(apo_output *output, apo__inputs *inputs, apo_error *err);
/* Whom to tell what a user should know of how the output is written. */
void apo__output_notices(apo_output *output, apo_notice_fn notice, void *user);

/* What is written is fit for a terminal: its colours go out as they are. Without this, a terminal
 * gets as escapes what it would obey or hide (base/visible.h), whatever the format. */
void apo__output_visible(apo_output *output);

/* Replace `size` bytes that were written `at` bytes from the begin: what is known at the end only, in the place kept for it. */
void apo__output_patch(apo_output *output, uint64_t at, const char *data, size_t size);

#endif
