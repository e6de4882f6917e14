/* SPDX-License-Identifier: Apache-2.0 */
/* A MyThes thesaurus: the index, a line "----", the data. Every word of the index is asked for, both ways. */
#define _GNU_SOURCE /* memmem */
#include <string.h>
#include <unistd.h>

#include "../scratch.h"
#include "lexicon/mythes.h"

typedef struct {
	const apo_context *context;
	const char *data;
	size_t size;
	int fd;
} input;

static apo_status ask(apo__arena *arena, void *user, apo_error *err)
{
	static const char mark[] = "\n----\n";
	const input *in = user;
	const char *end = in->data + in->size;
	const char *middle = memmem(in->data, in->size, mark, sizeof mark - 1);
	const char *data = middle ? middle + sizeof mark - 1 : end;
	apo__line_file file = {"fuzz", in->fd, (uint64_t)(end - data)};
	apo__mythes mythes = {{in->data, (size_t)((middle ? middle + 1 : end) - in->data)}, &file,
		apo__language_section(apo__language_get(in->context, "en"), "thesaurus-notes")};
	(void)err;
	apo__mythes_count(data, (size_t)(end - data));
	if (ftruncate(in->fd, 0) || pwrite(in->fd, data, (size_t)(end - data), 0) != end - data)
		return APO_EOUTPUT;
	const char *stop = mythes.index.data + mythes.index.size;
	unsigned asked = 0;
	for (const char *at = mythes.index.data, *next; at < stop && asked < 64; at = next) {
		next = memchr(at, '\n', (size_t)(stop - at));
		next = next ? next + 1 : stop;
		const char *bar = memchr(at, '|', (size_t)(next - at));
		if (!bar)
			continue;
		asked++;
		for (const char *relation = "sa"; *relation; relation++) {
			apo__related related = {.arena = arena,
				.form = apo__strndup(arena, at, (size_t)(bar - at))};
			apo__mythes_related(&mythes, *relation, related.form, arena, &related);
		}
	}
	return APO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	static int fd;
	if (!context) {
		char path[PATH_MAX];
		context = apo_context_new(NULL, NULL);
		fd = mkstemp(scratch_path(path, "fuzz"));
		unlink(path);
	}
	apo__arena *arena = apo__arena_new();
	input in = {context, (const char *)data, size, fd};
	apo_error err;
	apo__guarded(arena, ask, &in, &err);
	apo__arena_free(arena);
	return 0;
}
