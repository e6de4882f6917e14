/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random changes of a large ledger: bytes changed, lines deleted, doubled, moved or exchanged, values of one record put into another, ends
 * cut off. Each must be found, and nothing must be found where nothing was changed. test-ledger-edits [EDITS [RECORDS [SEED]]]
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../scratch.h"
#include "apograph.h"

static char folder[PATH_MAX];
static uint64_t state;

/* splitmix64 */
static uint64_t random_below(uint64_t bound)
{
	uint64_t z = (state += 0x9E3779B97F4A7C15u);
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return (z ^ (z >> 31)) % bound;
}

static int fail(const char *what)
{
	fprintf(stderr, "%s\n", what);
	return 1;
}

static int put(const char *data, size_t size)
{
	int fd = open("l", O_WRONLY | O_CREAT, 0600);
	int bad = fd < 0 || write(fd, data, size) != (ssize_t)size || ftruncate(fd, (off_t)size);
	return close(fd) || bad;
}

static int is_right(apo_context *context)
{
	apo_error err;
	apo_ledger_report *r = apo_ledger_verify(context, "l", NULL, &err);
	int right = r && !r->count;
	apo_ledger_report_free(r);
	return right;
}

static int make(apo_context *context, unsigned records)
{
	apo_error err;
	FILE *tmx = fopen("t.tmx", "w");
	if (!tmx || fputs("<tmx/>\n", tmx) < 0 || fclose(tmx))
		return 1;
	apo_ledger *l = apo_ledger_open(context, "l", &err);
	for (unsigned i = 1; l && i < records; i++)
		if (apo_ledger_add_tmx(l, "t.tmx", i, &err))
			return 1;
	int bad = !l || apo_ledger_commit(l, NULL, &err);
	apo_ledger_free(l);
	return bad;
}

typedef struct {
	char *data, *edited;
	size_t size, *begins, count; /* of lines */
} text;

static size_t copy(text *t, size_t to, size_t from, size_t end)
{
	memcpy(t->edited + to, t->data + from, end - from);
	return to + (end - from);
}

/* Lines [a, b) and [c, d), with a <= b <= c <= d, in each other's place. */
static size_t exchange(text *t, size_t a, size_t b, size_t c, size_t d)
{
	size_t *at = t->begins, to = copy(t, 0, 0, at[a]);
	to = copy(t, to, at[c], at[d]);
	to = copy(t, to, at[b], at[c]);
	to = copy(t, to, at[a], at[b]);
	return copy(t, to, at[d], t->size);
}

/* Returns the new size. */
static size_t edit(text *t)
{
	size_t i = random_below(t->count), k = i + random_below(t->count - i),
	       at = random_below(t->size), to = copy(t, 0, 0, t->size);
	switch (random_below(8)) {
	case 0: t->edited[at] = (char)(t->edited[at] ^ (char)(1 + random_below(255))); return to;
	case 1: return copy(t, copy(t, 0, 0, at), at + 1, t->size);
	case 2: /* a byte more */
		t->edited[at] = (char)random_below(256);
		return copy(t, at + 1, at, t->size);
	case 3: return copy(t, copy(t, 0, 0, t->begins[i]), t->begins[k + 1], t->size);
	case 4: return copy(t, copy(t, 0, 0, t->begins[k + 1]), t->begins[i], t->size);
	case 5: return k > i ? exchange(t, i, i + 1, k, k + 1) : to;
	case 6: return copy(t, 0, 0, at);
	default: { /* the hash of another line */
		size_t from = t->begins[k] + random_below(t->begins[k + 1] - t->begins[k]);
		size_t most = t->size - (from > at ? from : at), length = 1 + random_below(64);
		memcpy(t->edited + at, t->data + from, length < most ? length : most);
		return to;
	}
	}
}

static int run(apo_context *context, unsigned edits, unsigned records)
{
	text t = {0};
	unsigned same = 0, missed = 0;
	if (make(context, records) || !is_right(context))
		return fail("there is no ledger");
	FILE *file = fopen("l", "rb");
	if (!file || fseek(file, 0, SEEK_END))
		return fail("cannot be read");
	t.size = (size_t)ftell(file);
	rewind(file);
	t.data = malloc(t.size + 1);
	t.edited = malloc(t.size * 2 + 2);
	t.begins = calloc(records + 2, sizeof *t.begins);
	if (!t.data || !t.edited || !t.begins || fread(t.data, 1, t.size, file) != t.size)
		return fail("cannot be read");
	fclose(file);
	for (size_t i = 0; i < t.size; i++)
		if (t.data[i] == '\n')
			t.begins[++t.count] = i + 1;
	for (unsigned i = 0; i < edits; i++) {
		size_t size = edit(&t);
		int unchanged = size == t.size && !memcmp(t.edited, t.data, size);
		if (put(t.edited, size))
			return fail("cannot be written");
		same += unchanged != 0;
		if (is_right(context) != unchanged) {
			missed++;
			fprintf(stderr, "edit %u: %s\n", i,
				unchanged ? "found what is not there" : "passes");
		}
	}
	printf("%u edits of %u records: %u changed nothing, %u missed\n", edits, records, same,
		missed);
	free(t.data);
	free(t.edited);
	free(t.begins);
	return missed > 0;
}

int main(int argc, char **argv)
{
	unsigned edits = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 1000,
		 records = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 500;
	state = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
	if (!mkdtemp(scratch_path(folder, "edits")) || chdir(folder))
		return fail("no folder");
	apo_context *context = apo_context_new(NULL, NULL);
	int status = context ? run(context, edits, records) : 1;
	apo_context_free(context);
	static const char *const files[] = {"l", "l.head", "t.tmx"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unlink(files[i]);
	return chdir("/") || rmdir(folder) || status;
}
