/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_UNICODE_ICU_STATUS_H
#define APO__TEXT_UNICODE_ICU_STATUS_H

#include <unicode/utypes.h>

#include "base/arena.h"

/* End the job when ICU ran out of memory: no other failure may be made of it. */
static inline void apo__icu_memory(apo__arena *arena, UErrorCode status)
{
	if (status == U_MEMORY_ALLOCATION_ERROR)
		apo__arena_exhausted(arena);
}

#endif
