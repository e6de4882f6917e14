/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/visible.h"

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
