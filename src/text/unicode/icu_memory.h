/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_UNICODE_ICU_MEMORY_H
#define APO__TEXT_UNICODE_ICU_MEMORY_H

#include "apograph.h"

/* ICU takes memory with `memory`, which must live as long as the process. */
apo_status apo__icu_memory_use(const apo_memory *memory, apo_error *err);

#endif
