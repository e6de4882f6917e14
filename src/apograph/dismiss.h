/* SPDX-License-Identifier: Apache-2.0 */
/* Findings that somebody has looked at and does not want to see again. */
#ifndef APOGRAPH_DISMISS_H
#define APOGRAPH_DISMISS_H

#include "apograph/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The name of the file of dismissals that `apograph qa` reads beside the text that it checks. */
#define APO_DISMISSALS_NAME "apograph-dismissals.tsv"

typedef struct {
	const char *fingerprint; /* of the finding: 16 hexadecimal digits, as reports have it */
	const char
		*job; /* name of the file that was checked, without folders; NULL = of any file */
	const char *why; /* the reason, in a line; never empty */
} apo_dismissal;

/* Add dismissals to the file `path`, which is made when it is not there: a line each, behind what is
 * there, under a lock, on disk when the call returns. Those that are in the file already are not added
 * again. `added` (may be NULL) receives how many were. APO_EUSAGE for a fingerprint that is not one or
 * a reason that is empty or not UTF-8, APO_EINPUT when the file has lines that are not dismissals,
 * APO_EOUTPUT when it cannot be written; then the file is as it was. */
APO_API apo_status apo_dismiss(apo_context *context, const char *path, const apo_dismissal *items,
	size_t count, size_t *added, apo_error *err);

/* A dismissal of this job whose finding is not there any more. */
typedef struct {
	const char *file; /* of dismissals, and its line, from 1 */
	size_t line;
	apo_dismissal dismissal;
} apo_obsolete_dismissal;

#ifdef __cplusplus
}
#endif

#endif
