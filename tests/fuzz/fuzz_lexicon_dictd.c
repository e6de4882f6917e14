/* SPDX-License-Identifier: Apache-2.0 */
/* The input is a dictd index, an empty line, and the text (plain or gzip). */
#include <string.h>

#include "lexicon/lexicons.h"

typedef struct {
	const apo_context *context;
	const char *data;
	size_t size;
} input;

static apo_status read(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	const char *text = in->data, *end = in->data + in->size;
	while (text < end && !(*text == '\n' && text + 1 < end && text[1] == '\n'))
		text++;
	size_t index_size = (size_t)(text - in->data);
	text = text + 2 < end ? text + 2 : end;
	apo__store *store = apo__store_new(arena, "fuzz", apo__language_get(in->context, "de"),
		apo__language_get(in->context, "en"));
	apo_status status = apo__read_dictd(
		store, in->data, index_size, "fuzz", text, (size_t)(end - text), err);
	apo__store_seal(store, 1);
	return status;
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
