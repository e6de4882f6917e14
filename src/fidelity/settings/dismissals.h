/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of dismissals (docs/formats.md): a line each, "fingerprint, job, why" separated by tabs; # begins a comment. They only
 * grow, by one process at a time.
 */
#ifndef APO__FIDELITY_SETTINGS_DISMISSALS_H
#define APO__FIDELITY_SETTINGS_DISMISSALS_H

#include "base/arena.h"

#define APO__FINGERPRINT_DIGITS 16u

typedef struct {
	uint64_t fingerprint;
	uint32_t line;
	apo_dismissal item; /* `job` is "" where the line is of any file */
} apo__dismissal;

typedef APO__VECTOR(apo__dismissal) apo__dismissals;

/* The dismissals of a file, in its order. APO_EINPUT for a line that is not one. */
apo_status apo__dismissals_read(
	apo__arena *arena, const char *path, apo__dismissals *dismissals, apo_error *err);

/* The number that 16 hexadecimal digits write; 0 when `text` does not begin with such. */
int apo__fingerprint_parse(const char *text, size_t size, uint64_t *fingerprint);

#endif
