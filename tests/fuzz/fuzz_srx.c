/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "exchange/xml/srx_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	const apo_context *context;
	const char *data;
	size_t size;
} input;

/* Read the rules and cut a text by them; what comes out must be in order and in the text. */
static apo_status run(apo__arena *arena, void *user, apo_error *err)
{
	static const char text[] =
		"Mr. A. came at 3.5 p.m. \"No!\" 1) Yes?! Und z.\302\240B. so... "
		"\344\273\226\346\235\245\344\272\206\343\200\202\342\200\235 \360\237\230\200 "
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaab.\n b. <br2>c";
	const input *in = user;
	apo__srx_file file;
	apo_status status =
		apo__srx_read(arena, in->context, "seed.srx", in->data, in->size, &file, err);
	if (status)
		return status;
	const apo__srx *srx = apo__srx_new(arena, in->context, &file);
	apo__srx_splitter *splitter = apo__srx_splitter_new(srx, arena, "en");
	apo__spans spans = {0};
	uint32_t last = 0;
	for (int pass = 0; pass < 2; pass++)
		apo__srx_split(splitter, arena, text,
			(apo_span){0, pass ? (uint32_t)strlen(text) : 24}, &spans);
	for (uint32_t i = 0; i < spans.count; i++) {
		if (spans.items[i].begin >= spans.items[i].end ||
			spans.items[i].end > strlen(text) ||
			(spans.items[i].begin < last && spans.items[i].begin))
			__builtin_trap();
		last = spans.items[i].end;
	}
	return APO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context; /* made once: it holds nothing of the input */
	if (!context)
		context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	input in = {context, (const char *)data, size};
	apo_error err;
	apo__guarded(arena, run, &in, &err);
	apo__arena_free(arena);
	return 0;
}
