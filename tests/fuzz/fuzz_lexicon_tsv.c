/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/lexicons.h"

typedef struct {
	const apo_context *context;
	const char *data;
	size_t size;
} input;

static apo_status read(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	(void)err;
	static void (*const readers[])(apo__store *, const char *, size_t) = {
		apo__read_tsv, apo__read_ding, apo__read_unihan};
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		apo__store *store = apo__store_new(arena, "fuzz",
			apo__language_get(in->context, "zh"), apo__language_get(in->context, "en"));
		readers[i](store, in->data, in->size);
		apo__store_seal(store, 1);
	}
	return APO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	if (!context)
		context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	input in = {context, (const char *)data, size};
	apo_error err;
	apo__guarded(arena, read, &in, &err);
	apo__arena_free(arena);
	return 0;
}
