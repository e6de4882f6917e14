/* SPDX-License-Identifier: Apache-2.0 */
/* What a caller gets told, and what it asks for: errors, and structs of options, which begin with their size so that
 * programs and libraries of different versions understand each other. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/visible.h"

/* bytes; no struct of options is as large, a size that was never set may be */
enum { MOST_OPTIONS = 4096 };

apo_status apo__fail(apo_error *err, apo_status status, const char *file, uint64_t offset,
	uint32_t line, const char *format, ...)
{
	if (!err)
		return status;
	err->status = status;
	err->offset = offset;
	err->line = line;
	snprintf(err->file, sizeof err->file, "%s", file ? file : "");
	err->file[apo__whole_chars(err->file, strlen(err->file))] = '\0';
	va_list args;
	va_start(args, format);
	vsnprintf(err->message, sizeof err->message, format, args);
	va_end(args);
	err->message[apo__whole_chars(err->message, strlen(err->message))] = '\0';
	return status;
}

apo_status apo__options_copy(void *copy, size_t known, const void *options, apo_error *err)
{
	uint32_t size = (uint32_t)known;
	if (options)
		memcpy(&size, options, sizeof size);
	if (size < sizeof size || size > MOST_OPTIONS)
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

int apo_status_exit(apo_status status)
{
	switch (status) {
	case APO_OK: return 0;
	case APO_EUSAGE: return 2;
	case APO_EINPUT:
	case APO_ELIMIT: return 3;
	case APO_EOUTPUT: return 4;
	case APO_ENOMEM:
	case APO_EINTERNAL: return 5;
	}
	return 5;
}
