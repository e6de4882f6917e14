/* SPDX-License-Identifier: Apache-2.0 */
/* What is read is written again in both versions, so the writer sees all that the reader can make of foreign bytes. */
#include "exchange/xliff_writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	const char *data;
	size_t size;
	apo_output *outputs[2];
	apo__unit_writer *writers[2];
} input;

static apo_status on_header(const apo__unit_header *header, void *user, apo_error *err)
{
	const input *in = user;
	apo__unit_header whole = *header;
	if (!whole.source_language)
		whole.source_language = "und";
	for (int i = 0; i < 2; i++)
		in->writers[i]->header(in->writers[i], &whole, err);
	return APO_OK;
}

static apo_status on_unit(const apo__unit *unit, void *user, apo_error *err)
{
	const input *in = user;
	for (int i = 0; i < 2; i++)
		in->writers[i]->unit(in->writers[i], unit, err);
	return APO_OK;
}

static apo_status parse(apo__arena *arena, void *user, apo_error *err)
{
	input *in = user;
	apo__unit_handler handler = {.header = on_header, .unit = on_unit, .user = in};
	apo__unit_summary summary;
	apo__unit_losses losses = {0};
	for (int i = 0; i < 2; i++) {
		apo__xliff_options options = {i + 1, NULL, 0};
		in->writers[i] = (apo__unit_writer *)apo__xliff_writer_new(
			arena, in->outputs[i], &options, &losses);
	}
	return apo__xliff_read_bytes(
		arena, "seed.xlf", in->data, in->size, &handler, &summary, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	apo__arena *arena = apo__arena_new();
	input in = {(const char *)data, size, {NULL}, {NULL}};
	apo_error err;
	/* held in memory and never committed */
	for (int i = 0; i < 2; i++)
		in.outputs[i] = apo_output_open("-", &err);
	apo__guarded(arena, parse, &in, &err);
	for (int i = 0; i < 2; i++)
		apo_output_free(in.outputs[i]);
	apo__arena_free(arena);
	return 0;
}
