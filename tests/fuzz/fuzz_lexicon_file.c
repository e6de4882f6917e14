/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "lexicon/dictionary/lexicon_file.h"
#include "lexicon/lexicons.h"

typedef struct {
	const apo_context *context;
	const uint8_t *data;
	size_t size;
	int right; /* put the checksum right first */
} input;

static void sum_again(char *data, size_t size)
{
	if (size < 136)
		return;
	uint64_t sum = apo__sealed_sum((apo__bytes){data, size});
	memcpy(data + 48, &sum, sizeof sum);
}

/* Open, then ask for every word that the file claims to hold. */
static apo_status open_file(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	char *data = apo__alloc(arena, in->size + 1); /* aligned as a map is */
	apo__store *store = apo__store_new(arena, "fuzz", apo__language_get(in->context, "de"),
		apo__language_get(in->context, "en"));
	apo__sealed sealed;
	if (in->size)
		memcpy(data, in->data, in->size);
	if (in->right)
		sum_again(data, in->size);
	apo__bytes bytes = {data, in->size};
	apo_status status = apo__sealed_open_bytes("fuzz", bytes, &sealed, err);
	if (!status)
		status = apo__sealed_load(&sealed, store, err);
	for (int side = 0; side < 2 && !status; side++) {
		const apo__store_side *s = &store->sides[side], *other = &store->sides[!side];
		for (uint32_t i = 0; i < s->words.count; i++) {
			apo__store_find(store, side, s->words.strings[i], s->words.sizes[i]);
			for (uint32_t k = s->first[i]; k < s->first[i + 1]; k++)
				if (!other->words.strings[s->pairs[k].word])
					return APO_EINPUT;
		}
	}
	return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	if (!context)
		context = apo_context_new(NULL, NULL);
	for (int right = 0; right < 2; right++) {
		apo__arena *arena = apo__arena_new();
		input in = {context, data, size, right};
		apo_error err;
		apo__guarded(arena, open_file, &in, &err);
		apo__arena_free(arena);
	}
	return 0;
}
