/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 (FIPS 180-4). */
#ifndef APO__BASE_SHA256_H
#define APO__BASE_SHA256_H

#include "base/arena.h"

/* The hash of bytes in lower-case hexadecimal. */
void apo__sha256(const char *data, size_t size, char out[65]);
/* That of a whole file, of any size, and its bytes. Refuses what apo__file_read does. */
apo_status apo__sha256_file(
	apo__arena *arena, const char *path, char out[65], uint64_t *size, apo_error *err);
/* The hash of bytes in base64, as a Content-Security-Policy has it. */
void apo__sha256_base64(const char *data, size_t size, char out[45]);

#endif
