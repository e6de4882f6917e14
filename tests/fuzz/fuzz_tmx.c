/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/tmx/tmx_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	const char *data;
	size_t size;
} input;

/* All that is handed on is looked at, so that a sanitizer sees what is not there. */
static apo_status look(const apo__unit *unit, void *user, apo_error *err)
{
	uint64_t *sum = user;
	(void)err;
	for (uint32_t i = 0; i < unit->variant_count; i++)
		for (size_t k = 0; k < unit->variants[i].size; k++)
			*sum += (unsigned char)unit->variants[i].text[k];
	return APO_OK;
}

static apo_status parse(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	uint64_t sum = 0;
	apo__unit_handler handler = {.unit = look, .user = &sum};
	apo__unit_summary summary;
	return apo__tmx_read_bytes(arena, "seed.tmx", in->data, in->size, &handler, &summary, err);
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
