/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/corpus/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	const char *data;
	size_t size;
} input;

static apo_status parse(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	apo__manifest manifest;
	return apo__manifest_parse(arena, "manifest.json", in->data, in->size, &manifest, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	apo__arena *arena = apo__arena_new();
	input in = {(const char *)data, size};
	apo_error err;
	apo__guarded(arena, parse, &in, &err);
	apo__arena_free(arena);
	return 0;
}
