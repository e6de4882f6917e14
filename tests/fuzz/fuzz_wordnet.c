/* SPDX-License-Identifier: Apache-2.0 */
/* WordNet: an index, the exceptions and the data, with a line "----" between them, as all four parts of speech. Every word of
 * the index and of the exceptions is asked for, both ways. */
#define _GNU_SOURCE /* memmem */
#include <string.h>
#include <unistd.h>

#include "../scratch.h"
#include "lexicon/lexicons.h"
#include "lexicon/thesaurus.h"

typedef struct {
	const char *data;
	size_t size;
	int fd;
} input;

/* What is up to the next mark; `*at` moves behind it. */
static apo__bytes take_part(const char **at, const char *end)
{
	static const char mark[] = "\n----\n";
	const char *stop = memmem(*at, (size_t)(end - *at), mark, sizeof mark - 1);
	apo__bytes part = {*at, (size_t)((stop ? stop + 1 : end) - *at)};
	*at = stop ? stop + sizeof mark - 1 : end;
	return part;
}

static void ask_all(apo__arena *arena, const apo__wordnet *wordnet, apo__bytes lines)
{
	const char *stop = lines.data + lines.size;
	unsigned asked = 0;
	for (const char *at = lines.data, *next; at < stop && asked < 32; at = next, asked++) {
		next = memchr(at, '\n', (size_t)(stop - at));
		next = next ? next + 1 : stop;
		size_t size = 0;
		while (at + size < next && at[size] != ' ' && at[size] != '\n')
			size++;
		for (const char *relation = "sa"; *relation; relation++) {
			apo__related related = {
				.arena = arena, .form = apo__strndup(arena, at, size)};
			apo__wordnet_related(wordnet, *relation, related.form, arena, &related);
		}
	}
}

static apo_status ask(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	const char *at = in->data, *end = at + in->size;
	apo__bytes index = take_part(&at, end), exceptions = take_part(&at, end);
	apo__line_file file = {"fuzz", in->fd, (uint64_t)(end - at)};
	apo__wordnet wordnet = {.there = 1};
	(void)err;
	if (ftruncate(in->fd, 0) || pwrite(in->fd, at, (size_t)(end - at), 0) != end - at)
		return APO_EOUTPUT;
	for (int part = 0; part < APO__WORDNET_PARTS; part++) {
		wordnet.index[part] = index;
		wordnet.exceptions[part] = exceptions;
		wordnet.data[part] = &file;
	}
	ask_all(arena, &wordnet, index);
	ask_all(arena, &wordnet, exceptions);
	return APO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd;
	if (!fd) {
		char path[PATH_MAX];
		fd = mkstemp(scratch_path(path, "fuzz"));
		unlink(path);
	}
	apo__arena *arena = apo__arena_new();
	input in = {(const char *)data, size, fd};
	apo_error err;
	apo__guarded(arena, ask, &in, &err);
	apo__arena_free(arena);
	return 0;
}
