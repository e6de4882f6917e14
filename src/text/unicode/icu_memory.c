/* SPDX-License-Identifier: Apache-2.0 */
/* The program's own memory functions, handed on to ICU. */
#include "text/unicode/icu_memory.h"

#include <unicode/uclean.h>

#include "base/error.h"

static void *U_CALLCONV allocate(const void *context, size_t size)
{
	const apo_memory *memory = context;
	return memory->allocate(size);
}

static void *U_CALLCONV reallocate(const void *context, void *old, size_t size)
{
	const apo_memory *memory = context;
	return memory->reallocate(old, size);
}

static void U_CALLCONV release(const void *context, void *old)
{
	const apo_memory *memory = context;
	memory->release(old);
}

apo_status apo__icu_memory_use(const apo_memory *memory, apo_error *err)
{
	UErrorCode status = U_ZERO_ERROR;
	u_setMemoryFunctions(memory, allocate, reallocate, release, &status);
	if (U_FAILURE(status))
		return apo__fail(err, APO_EINTERNAL, NULL, APO_NO_OFFSET, 0,
			"ICU takes no memory functions: %s", u_errorName(status));
	return APO_OK;
}
