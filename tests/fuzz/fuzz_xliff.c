/* SPDX-License-Identifier: Apache-2.0 */
/* What is read is written again, in 1.2 or 2.1 by the size of the input, so the writer sees all that the reader can make of
 * foreign bytes. */
#include "exchange/xliff/xliff_writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	const char *data;
	size_t size;
	apo_output *output;
	apo__unit_writer *writer;
} input;

static apo_status on_header(const apo__unit_header *header, void *user, apo_error *err)
{
	const input *in = user;
	apo__unit_header whole = *header;
	if (!whole.source_language)
		whole.source_language = "und";
	return in->writer->header(in->writer, &whole, err);
}

static apo_status on_unit(const apo__unit *unit, void *user, apo_error *err)
{
	const input *in = user;
	return in->writer->unit(in->writer, unit, err);
}

static apo_status parse(apo__arena *arena, void *user, apo_error *err)
{
	input *in = user;
	apo__unit_handler handler = {.header = on_header, .unit = on_unit, .user = in};
	apo__unit_summary summary;
	apo__unit_losses losses = {0};
	apo__xliff_options options = {1 + (in->size & 1), NULL, 0};
	in->writer =
		(apo__unit_writer *)apo__xliff_writer_new(arena, in->output, &options, &losses);
	return apo__xliff_read_bytes(
		arena, "seed.xlf", in->data, in->size, &handler, &summary, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	apo__arena *arena = apo__arena_new();
	apo_error err;
	/* held in memory and never committed */
	input in = {(const char *)data, size, apo_output_open("-", &err), NULL};
	apo__guarded(arena, parse, &in, &err);
	apo_output_free(in.output);
	apo__arena_free(arena);
	return 0;
}
