/* SPDX-License-Identifier: Apache-2.0 */
/* The program's own memory functions, handed on to the libraries that go wrong where malloc returns NULL: ICU 72 follows the null
 * pointer in places, ICU and libxml2 leave things out in others and report success. */
#include <jansson.h>
#include <libxml/xmlmemory.h>

#include "base/error.h"
#include "text/unicode/icu_memory.h"

apo_status apo_memory_use(const apo_memory *memory, apo_error *err)
{
	if (!memory->allocate || !memory->reallocate || !memory->duplicate || !memory->release)
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"expected all four memory functions");
	apo_status status = apo__icu_memory_use(memory, err);
	if (status)
		return status;
	json_set_alloc_funcs(memory->allocate, memory->release);
	xmlMemSetup(memory->release, memory->allocate, memory->reallocate, memory->duplicate);
	return APO_OK;
}
