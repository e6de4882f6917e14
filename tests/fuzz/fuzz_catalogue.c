/* SPDX-License-Identifier: Apache-2.0 */
/* Catalogues of gettext and tables of two columns, by the first byte. Each text must have places in the file, in its order. */
#include <stdlib.h>
#include <string.h>

#include "exchange/bitext/plain_units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	const char *data;
	size_t size;
	int kind;
} input;

static void require(int holds)
{
	if (!holds)
		abort();
}

static void look(const apo__plain_text *text, size_t size)
{
	uint32_t at = 0, file = 0;
	for (uint32_t r = 0; r < text->places.runs.count; r++) {
		const apo__offset_run *run = &text->places.runs.items[r];
		require(run->text == at && run->file >= file && run->count > 0);
		at += run->count * run->text_step;
		file = run->file + run->count * run->file_step;
		require(file <= size);
	}
	require(at == text->text.size);
}

static apo_status read_file(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	apo__plain_file file = {.skipped = 0};
	(void)err;
	apo_error own = {.message = ""};
	if ((in->kind ? apo__table_read : apo__catalogue_read)(
		    arena, "file", in->data, in->size, &file, &own)) {
		require(*own.message != '\0');
		return APO_OK;
	}
	for (uint32_t i = 0; i < file.units.count; i++)
		for (int s = 0; s < 2; s++)
			look(&file.units.items[i].side[s], in->size);
	return APO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	apo_error err;
	if (!size)
		return 0;
	apo__arena *arena = apo__arena_new();
	input in = {apo__strndup(arena, (const char *)data + 1, size - 1), size - 1, data[0] % 2};
	require(!apo__guarded(arena, read_file, &in, &err));
	apo__arena_free(arena);
	return 0;
}
