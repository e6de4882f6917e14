/* SPDX-License-Identifier: Apache-2.0 */
/* Archives and gzip, unpacked as a stream. */
#include "exchange/xml/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	const char *data;
	size_t size;
} input;

static void passed(const char *message, void *user)
{
	*(char *)user = *message;
}

static apo_status unpack(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	apo__packed *packed;
	const char *name;
	char chunk[512], last;
	size_t got;
	apo_status status =
		apo__packed_open(arena, "seed.zip", in->data, in->size, ".tmx", &packed, err);
	while (!status) {
		status = apo__packed_next(packed, &name, passed, &last, err);
		if (status || !name)
			return status;
		/* 1 MiB is enough to see what can go wrong */
		got = 1;
		for (unsigned i = 0; i < 2048 && got && !status; i++)
			status = apo__packed_read(packed, chunk, sizeof chunk, &got, err);
	}
	return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	apo__arena *arena = apo__arena_new();
	input in = {(const char *)data, size};
	apo_error err;
	apo__guarded(arena, unpack, &in, &err);
	apo__arena_free(arena);
	return 0;
}
