/* SPDX-License-Identifier: Apache-2.0 */
/* Tables and pairs of text files, gzipped or not. The first byte chooses; of a pair the second file is behind 0xff. What is read
 * is written as a table, in which no unit is lost. */
#include <string.h>

#include "as_file.h"
#include "exchange/units/unit_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	apo_output *output;
	apo__unit_writer *writer;
	uint64_t units;
	size_t bytes;
} reading;

typedef struct {
	const char *paths[2];
	int moses;
} input;

static void require(int holds)
{
	if (!holds)
		abort();
}

static apo_status on_unit(const apo__unit *unit, void *user, apo_error *err)
{
	reading *r = user;
	require(unit->variant_count == 2);
	for (int i = 0; i < 2; i++)
		r->bytes += unit->variants[i].size;
	r->units++;
	return r->writer ? r->writer->unit(r->writer, unit, err) : APO_OK;
}

static apo_status convert(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	const char *path = as_file(2, "", 0);
	apo__unit_losses losses = {0};
	apo__unit_summary summary;
	reading first = {apo_output_open(path, err), NULL, 0, 0}, second = {0};
	apo__unit_handler handler = {.unit = on_unit, .user = &first};
	require(first.output != NULL);
	first.writer = apo__tsv_writer_new(arena, first.output, 0, &losses);
	apo_status status =
		in->moses ? apo__moses_read(arena, in->paths, "de", "en", &handler, &summary, err)
			  : apo__tsv_read(arena, in->paths[0], "de", "en", &handler, &summary, err);
	if (!status)
		status = apo_output_commit(first.output, err);
	apo_output_free(first.output);
	if (status)
		return status;
	handler.user = &second;
	require(!apo__tsv_read(arena, path, "de", "en", &handler, &summary, err));
	require(second.units <= first.units && second.bytes <= first.bytes);
	/* a text that is nothing but a byte order mark is none when it comes first */
	require(second.units + 1 >= first.units);
	return APO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	apo_error err;
	if (!size)
		return 0;
	input in = {{NULL, NULL}, data[0] % 2};
	const uint8_t *text = data + 1, *end = data + size;
	const uint8_t *second = in.moses ? memchr(text, 0xff, size - 1) : NULL;
	if (in.moses)
		in.paths[1] = as_file(
			1, second ? second + 1 : end, second ? (size_t)(end - second) - 1 : 0);
	in.paths[0] = as_file(0, text, (size_t)((second ? second : end) - text));
	apo__arena *arena = apo__arena_new();
	apo__guarded(arena, convert, &in, &err);
	apo__arena_free(arena);
	return 0;
}
