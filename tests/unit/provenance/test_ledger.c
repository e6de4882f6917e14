/* SPDX-License-Identifier: Apache-2.0 */
/* A ledger, and every small change of it. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../scratch.h"
#include "ledger/ledger_record.h"

static char folder[PATH_MAX];
static apo_context *context;

/* Without emptying the file first: that costs a write to the disk on some file systems, and there are many of them here. */
static void put(const char *path, const char *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, data, size), (ssize_t)size);
	cr_assert_eq(ftruncate(fd, (off_t)size), 0);
	cr_assert_eq(close(fd), 0);
}

static char *get(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	cr_assert_not_null(file, "%s", path);
	char *data = calloc(1, 1 << 20);
	*size = fread(data, 1, (1 << 20) - 1, file);
	fclose(file);
	return data;
}

static void append(unsigned records, const char *key)
{
	apo_error err;
	apo_ledger *l = apo_ledger_open(context, "l", &err);
	cr_assert_not_null(l, "%s", err.message);
	apo_sign_options sign = APO_SIGN_OPTIONS_INIT;
	sign.key = key;
	apo_ledger_run run = APO_LEDGER_RUN_INIT;
	run.time = 1790000000;
	cr_assert_eq(apo_ledger_add_run(l, &run, &err), APO_OK, "%s", err.message);
	for (unsigned i = 1; i < records; i++)
		cr_assert_eq(apo_ledger_add_tmx(l, "t.tmx", i, &err), APO_OK, "%s", err.message);
	cr_assert_eq(apo_ledger_commit(l, key ? &sign : NULL, &err), APO_OK, "%s", err.message);
	apo_ledger_free(l);
}

static void enter_folder(void)
{
	cr_assert_not_null(mkdtemp(scratch_path(folder, "ledger")));
	cr_assert_eq(chdir(folder), 0);
	context = apo_context_new(NULL, NULL);
	put("t.tmx", "<tmx/>\n", 7);
	append(3, NULL);
}

static void remove_folder(void)
{
	static const char *const files[] = {
		"l", "l.head", "l.head.minisig", "l.torn", "t.tmx", "k.pub", "k.key"};
	apo_context_free(context);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unlink(files[i]);
	cr_assert_eq(chdir("/"), 0);
	cr_assert_eq(rmdir(folder), 0, "the test left files behind");
}

TestSuite(ledger, .init = enter_folder, .fini = remove_folder);

/* What verify says first; -1 = nothing is wrong, -2 = it is not a ledger. */
static int verify(uint64_t *line)
{
	apo_error err;
	apo_ledger_report *r = apo_ledger_verify(context, "l", NULL, &err);
	if (!r)
		return -2;
	int fault = r->count ? (int)r->findings[0].fault : -1;
	*line = r->count ? r->findings[0].line : 0;
	apo_ledger_report_free(r);
	return fault;
}

/* The lines of a text. */
static size_t split(const char *data, size_t size, size_t *begins)
{
	size_t count = 0;
	for (size_t i = 0; i < size; i++)
		if (!i || data[i - 1] == '\n')
			begins[count++] = i;
	begins[count] = size;
	return count;
}

/* Where each read takes several times as long, fewer ways to change a byte are looked at. */
#ifdef __SANITIZE_ADDRESS__
#define NEXT_FLIP 51u
#else
#define NEXT_FLIP 1u
#endif

static void every_byte(const char *path)
{
	size_t size;
	uint64_t line = 0;
	char *data = get(path, &size);
	for (size_t at = 0; at < size; at++) {
		char kept = data[at];
		for (unsigned flip = 1; flip < 256; flip += at % 3 ? 37 : NEXT_FLIP) {
			data[at] = (char)(kept ^ (char)flip);
			put(path, data, size);
			cr_assert_neq(
				verify(&line), -1, "%s: byte %zu ^ %u passes", path, at, flip);
		}
		data[at] = kept;
	}
	for (size_t cut = 0; cut < size; cut++) {
		put(path, data, cut);
		cr_assert_neq(verify(&line), -1, "%s cut to %zu passes", path, cut);
	}
	char *less = calloc(1, size);
	for (size_t at = 0; at < size; at++) {
		memcpy(less, data, at);
		memcpy(less + at, data + at + 1, size - at - 1);
		put(path, less, size - 1);
		cr_assert_neq(verify(&line), -1, "%s without byte %zu passes", path, at);
	}
	free(less);
	free(data);
}

Test(ledger, is_right_when_it_is_as_it_was)
{
	uint64_t line = 0;
	cr_assert_eq(verify(&line), -1);
	append(2, NULL);
	cr_assert_eq(verify(&line), -1);
}

Test(ledger, every_changed_or_cut_byte_of_the_ledger_is_found)
{
	every_byte("l");
}

Test(ledger, every_changed_or_cut_byte_of_the_head_is_found)
{
	every_byte("l.head");
}

Test(ledger, every_changed_or_cut_byte_of_a_signed_head_and_its_signature_is_found)
{
	apo_error err;
	size_t size;
	uint64_t line = 0;
	cr_assert_eq(apo_ledger_keygen("k", NULL, &err), APO_OK, "%s", err.message);
	append(2, "k.key");
	cr_assert_eq(verify(&line), -1);
	char *head = get("l.head", &size);
	every_byte("l.head");
	put("l.head", head, size);
	free(head);
	char *signature = get("l.head.minisig", &size), *second = strchr(signature, '\n') + 1;
	/* the untrusted comment is what its name says; the last two bits of base64 before padding are checked too */
	for (char *at = second; at < signature + size - 1; at++) {
		char kept = *at;
		*at ^= 1;
		put("l.head.minisig", signature, size);
		cr_assert_eq(verify(&line), APO_LEDGER_SIGNATURE, "byte %td", at - signature);
		*at = kept;
	}
	free(signature);
}

Test(ledger, lines_deleted_swapped_doubled_and_moved_are_named)
{
	size_t size, begins[32];
	uint64_t line = 0;
	append(3, NULL);
	char *data = get("l", &size), *edited = calloc(1, size * 2);
	size_t count = split(data, size, begins);
	for (size_t i = 0; i < count; i++) {
		size_t length = begins[i + 1] - begins[i];
		memcpy(edited, data, begins[i]);
		memcpy(edited + begins[i], data + begins[i + 1], size - begins[i + 1]);
		put("l", edited, size - length);
		int fault = verify(&line);
		if (i + 1 == count)
			cr_assert_eq(fault, APO_LEDGER_CUT);
		else if (i)
			cr_assert_eq(fault, APO_LEDGER_DELETED, "line %zu: %d", i + 1, fault);
		cr_assert_neq(fault, -1);
		cr_assert(line == i + 1, "line %zu is deleted, %lu is named", i + 1,
			(unsigned long)line);
		/* twice */
		memcpy(edited, data, begins[i + 1]);
		memcpy(edited + begins[i + 1], data + begins[i], size - begins[i]);
		put("l", edited, size + length);
		fault = verify(&line);
		cr_assert_eq(fault, APO_LEDGER_DOUBLED);
		cr_assert_eq(line, i + 2);
		for (size_t k = i + 1; k < count; k++) { /* swapped */
			size_t other = begins[k + 1] - begins[k], to = begins[i];
			memcpy(edited, data, to);
			memcpy(edited + to, data + begins[k], other);
			to += other;
			memcpy(edited + to, data + begins[i + 1], begins[k] - begins[i + 1]);
			to += begins[k] - begins[i + 1];
			memcpy(edited + to, data + begins[i], length);
			memcpy(edited + to + length, data + begins[k + 1], size - begins[k + 1]);
			put("l", edited, size);
			fault = verify(&line);
			cr_assert_neq(fault, -1);
			cr_assert_eq(line, i + 1, "lines %zu and %zu are swapped, %lu is named",
				i + 1, k + 1, (unsigned long)line);
			if (i)
				cr_assert_eq(fault, APO_LEDGER_REORDERED, "%zu %zu", i + 1, k + 1);
		}
	}
	free(edited);
	free(data);
}

Test(ledger, two_histories_are_told_apart)
{
	size_t size, begins[32], other_size;
	uint64_t line = 0;
	char *before = get("l", &size), *head = get("l.head", &other_size);
	append(2, NULL);
	char *one = get("l", &other_size);
	put("l", before, size);
	put("l.head", head, strlen(head));
	append(3, NULL);
	char *two = get("l", &other_size), joined[8192];
	size_t count = split(two, other_size, begins);
	cr_assert_gt(count, 5);
	/* the run of both has the same bytes; records differ from the second on */
	char *extra = strstr(one + size, "\n") + 1;
	extra[strcspn(extra, "7")] = '8';
	size_t kept = begins[6];
	memcpy(joined, two, kept);
	memcpy(joined + kept, extra, strlen(extra));
	memcpy(joined + kept + strlen(extra), two + kept, other_size - kept);
	put("l", joined, other_size + strlen(extra));
	cr_assert_eq(verify(&line), APO_LEDGER_FORKED);
	cr_assert_eq(line, 7);
	free(before);
	free(head);
	free(one);
	free(two);
}

Test(ledger, an_older_head_is_found_by_what_is_known)
{
	apo_error err;
	size_t size, head_size;
	uint64_t line = 0;
	char *ledger = get("l", &size), *head = get("l.head", &head_size);
	append(4, NULL);
	apo_ledger *l = apo_ledger_open(context, "l", &err);
	apo_ledger_head end = apo_ledger_end(l);
	apo_ledger_free(l);
	apo_ledger_verify_options how = APO_LEDGER_VERIFY_OPTIONS_INIT;
	how.records = end.records;
	how.hash = end.hash;
	apo_ledger_report *r = apo_ledger_verify(context, "l", &how, &err);
	cr_assert_eq(r->count, 0);
	apo_ledger_report_free(r);
	put("l", ledger, size);
	put("l.head", head, head_size);
	cr_assert_eq(verify(&line), -1);
	r = apo_ledger_verify(context, "l", &how, &err);
	cr_assert_eq(r->count, 2);
	cr_assert_eq(r->findings[0].fault, APO_LEDGER_SHORT);
	apo_ledger_report_free(r);
	free(ledger);
	free(head);
}

Test(ledger, a_torn_tail_is_moved_aside_and_nothing_before_it_is_lost)
{
	size_t size, torn_size;
	uint64_t line = 0;
	char *data = get("l", &size);
	for (size_t tail = 1; tail < 40; tail += 13) {
		FILE *file = fopen("l", "ab");
		fwrite(data, 1, tail, file);
		fclose(file);
		cr_assert_eq(verify(&line), APO_LEDGER_TORN);
		cr_assert_eq(line, 5 + 2 * (tail / 13));
		append(2, NULL);
		cr_assert_eq(verify(&line), -1);
		char *torn = get("l.torn", &torn_size);
		cr_assert_eq(torn_size, tail);
		cr_assert_arr_eq(torn, data, tail);
		free(torn);
		unlink("l.torn");
	}
	free(data);
}

Test(ledger, what_is_not_a_ledger_is_not_appended_to)
{
	apo_error err;
	size_t size, head_size;
	uint64_t line = 0;
	char *data = get("l", &size), *head = get("l.head", &head_size);
	unlink("l.head");
	cr_assert_null(apo_ledger_open(context, "l", &err));
	cr_assert_eq(err.status, APO_EINPUT);
	cr_assert_eq(verify(&line), APO_LEDGER_HEAD);
	put("l.head", head, head_size);
	put("l", data, size - 1);
	cr_assert_null(apo_ledger_open(context, "l", &err));
	data[size - 10] ^= 1;
	put("l", data, size);
	cr_assert_null(apo_ledger_open(context, "l", &err));
	put("l", "hello\n", 6);
	unlink("l.head");
	cr_assert_eq(verify(&line), -2);
	cr_assert_null(apo_ledger_open(context, "l", &err));
	put("l", "", 0);
	cr_assert_eq(verify(&line), -2);
	append(2, NULL); /* an empty file is the beginning of one */
	cr_assert_eq(verify(&line), -1);
	free(data);
	free(head);
}

typedef struct {
	apo__arena *arena;
	unsigned count;
} reading;

static apo_status read_one(const apo__ledger_record *r, void *user, apo_error *err)
{
	reading *g = user;
	uint64_t units;
	size_t count;
	(void)err;
	if (++g->count == 2)
		cr_assert_str_eq(apo__record_text(g->arena, r, "program"), "apograph");
	if (g->count == 2) {
		apo__record_texts(g->arena, r, "options", &count);
		cr_assert_eq(count, 0);
	}
	if (g->count == 4) {
		cr_assert_str_eq(r->type, "tmx");
		cr_assert(apo__record_number(r, "units", &units));
		cr_assert_eq(units, 2);
		cr_assert_str_eq(apo__record_text(g->arena, r, "file"), "t.tmx");
	}
	return APO_OK;
}

Test(ledger, records_are_read)
{
	apo_error err;
	reading g = {apo__arena_new(), 0};
	cr_assert_eq(apo__ledger_read(g.arena, "l", read_one, &g, &err), APO_OK, "%s", err.message);
	cr_assert_eq(g.count, 4);
	apo__arena_free(g.arena);
}

Test(ledger, members_are_read_as_they_were_written)
{
	apo__arena *arena = apo__arena_new();
	static const char line[] = "{\"n\":[1,22,333],\"t\":[\"a\\n\",null,\"\\u0001\\\"\"],\"u\":["
				   "],\"v\":\"x\\\\y\"}";
	apo__ledger_record r = {.line = line, .size = sizeof line - 1};
	size_t count;
	const uint64_t *numbers = apo__record_numbers(arena, &r, "n", &count);
	cr_assert_eq(count, 3);
	cr_assert_eq(numbers[2], 333);
	const char *const *texts = apo__record_texts(arena, &r, "t", &count);
	cr_assert_eq(count, 3);
	cr_assert_str_eq(texts[0], "a\n");
	cr_assert_null(texts[1]);
	cr_assert_str_eq(texts[2], "\x01\"");
	apo__record_texts(arena, &r, "u", &count);
	cr_assert_eq(count, 0);
	apo__record_numbers(arena, &r, "z", &count);
	cr_assert_eq(count, 0);
	cr_assert_str_eq(apo__record_text(arena, &r, "v"), "x\\y");
	apo__arena_free(arena);
}
