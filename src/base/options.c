/* SPDX-License-Identifier: Apache-2.0 */
/* Structs of options begin with their size, so that programs and libraries of different versions understand each other. */
#include "base/options.h"

#include <string.h>

#include "base/error.h"

enum {
	MOST = 4096
}; /* bytes; no struct of options is as large, a size that was never set may be */

apo_status apo__options_copy(void *copy, size_t known, const void *options, apo_error *err)
{
	uint32_t size = (uint32_t)known;
	if (options)
		memcpy(&size, options, sizeof size);
	if (size < sizeof size || size > MOST)
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"the options have a size of %u; begin with the APO_..._OPTIONS_INIT of "
			"their type",
			size);
	for (size_t i = known; i < size; i++)
		if (((const char *)options)[i])
			return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
				"the options set what version " APO_VERSION
				" does not know (byte %u of %u); use a newer library",
				(unsigned)i, size);
	if (options)
		memcpy(copy, options, size < known ? size : known);
	size = (uint32_t)known;
	memcpy(copy, &size, sizeof size);
	return APO_OK;
}
