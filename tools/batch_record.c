/* SPDX-License-Identifier: Apache-2.0 */
#include "batch_record.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD	  "apograph batch 1\n"
#define HEAD_NAME strlen("apograph batch ")

struct batch_record {
	char *path, *text;
	batch_entry *entries; /* sorted; of equal ones the last line is last */
	size_t count;
	int is_foreign;	   /* the file is somebody else's */
	int fd;		   /* to add to, -1 = none */
	atomic_int failed; /* a line could not be added */
};

/* ---- stamps ---- */

file_stamp file_stamp_of(const char *path)
{
	struct stat info;
	if (stat(path, &info) || !S_ISREG(info.st_mode))
		return (file_stamp){0};
	return (file_stamp){(uint64_t)info.st_size, (uint64_t)info.st_ino, info.st_mtim.tv_sec,
		(uint32_t)info.st_mtim.tv_nsec};
}

int file_stamps_equal(const file_stamp *a, const file_stamp *b)
{
	return a->size == b->size && a->inode == b->inode && a->seconds == b->seconds &&
	       a->nanoseconds == b->nanoseconds;
}

int file_stamp_later(const file_stamp *a, const file_stamp *b)
{
	return a->seconds != b->seconds ? a->seconds > b->seconds : a->nanoseconds > b->nanoseconds;
}

uint64_t batch_hash(uint64_t hash, const void *data, size_t size)
{
	const unsigned char *at = data;
	hash ^= UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
	return hash;
}

uint64_t batch_hash_file(uint64_t hash, const char *path)
{
	file_stamp stamp = file_stamp_of(path);
	const uint64_t values[] = {
		stamp.size, stamp.inode, (uint64_t)stamp.seconds, stamp.nanoseconds};
	return batch_hash(batch_hash(hash, path, strlen(path)), values, sizeof values);
}

/* ---- reading ---- */

static int parse_stamp(const char *text, file_stamp *stamp)
{
	int end = 0;
	return sscanf(text, "%" SCNu64 " %" SCNd64 ".%" SCNu32 " %" SCNu64 "%n", &stamp->size,
		       &stamp->seconds, &stamp->nanoseconds, &stamp->inode, &end) == 4 &&
	       !text[end];
}

static int parse_line(char *line, batch_entry *entry)
{
	char *fields[5], *at = line;
	int end = 0;
	for (int i = 0; i < 5; i++) {
		fields[i] = at;
		at += strcspn(at, "\t");
		if ((*at == '\t') != (i < 4))
			return 0;
		*at++ = '\0';
	}
	entry->output = fields[1];
	return sscanf(fields[0], "%16" SCNx64 "%n", &entry->key, &end) == 1 && end == 16 &&
	       !fields[0][end] && parse_stamp(fields[2], &entry->stamps[0]) &&
	       parse_stamp(fields[3], &entry->stamps[1]) &&
	       parse_stamp(fields[4], &entry->stamps[2]);
}

/* The whole file, NUL-terminated; NULL when it cannot be read. */
static char *read_text(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	struct stat info;
	char *text = NULL;
	if (file && !fstat(fileno(file), &info) && S_ISREG(info.st_mode)) {
		text = cli_alloc(1, (size_t)info.st_size + 1);
		*size = fread(text, 1, (size_t)info.st_size, file);
		text[*size] = '\0';
	}
	if (file)
		fclose(file);
	return text;
}

static int compare(uint64_t key, const char *output, const batch_entry *entry)
{
	return key != entry->key ? (key < entry->key ? -1 : 1) : strcmp(output, entry->output);
}

static int by_output(const void *left, const void *right)
{
	const batch_entry *a = left, *b = right;
	int order = compare(a->key, a->output, b);
	return order ? order : a->output < b->output ? -1 : a->output > b->output;
}

batch_record *batch_record_open(const char *path)
{
	batch_record *record = cli_alloc(1, sizeof *record);
	size_t size = 0, lines = 1;
	record->fd = -1;
	record->path = cli_strdup(path);
	record->text = read_text(path, &size);
	for (size_t i = 0; record->text && i < size; i++)
		lines += record->text[i] == '\n';
	record->entries = cli_alloc(lines, sizeof *record->entries);
	/* a text that ends early, by a NUL or in a line, holds what is before */
	char *line = record->text;
	record->is_foreign =
		line && *line && strncmp(line, HEAD, size < HEAD_NAME ? size : HEAD_NAME) != 0;
	if (line && !strncmp(line, HEAD, strlen(HEAD)))
		for (char *end; (end = strchr(line, '\n')); line = end + 1) {
			*end = '\0';
			record->count += parse_line(line, &record->entries[record->count]) != 0;
		}
	if (record->count > 1)
		qsort(record->entries, record->count, sizeof *record->entries, by_output);
	return record;
}

void batch_record_free(batch_record *record)
{
	if (!record)
		return;
	if (record->fd >= 0)
		close(record->fd);
	free(record->path);
	free(record->text);
	free(record->entries);
	free(record);
}

int batch_record_is_of_others(const batch_record *record, uint64_t key)
{
	for (size_t i = 0; i < record->count; i++)
		if (record->entries[i].key == key)
			return 0;
	return record->count > 0;
}

const batch_entry *batch_record_find(const batch_record *record, uint64_t key, const char *output)
{
	size_t low = 0, high = record->count; /* the first that is greater */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(key, output, &record->entries[middle]) < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return low && !compare(key, output, &record->entries[low - 1]) ? &record->entries[low - 1]
								       : NULL;
}

/* ---- writing ---- */

/* To be freed. */
static char *line_of(const batch_entry *entry, size_t *size)
{
	size_t room = strlen(entry->output) + 512, used;
	char *line = cli_alloc(1, room);
	used = (size_t)snprintf(line, room, "%016" PRIx64 "\t%s", entry->key, entry->output);
	for (int i = 0; i < 3; i++) {
		const file_stamp *s = &entry->stamps[i];
		used += (size_t)snprintf(line + used, room - used,
			"\t%" PRIu64 " %" PRId64 ".%09" PRIu32 " %" PRIu64, s->size, s->seconds,
			s->nanoseconds, s->inode);
	}
	line[used++] = '\n';
	*size = used;
	return line;
}

int batch_record_begin(
	batch_record *record, const cli *c, const batch_entry *const *kept, size_t count)
{
	apo_error err;
	int known = !access(record->path, F_OK);
	if (record->is_foreign) {
		cli_say("%s: is not what a batch wrote, and would be replaced by what this one "
			"writes; move it away",
			record->path);
		return 4;
	}
	apo_output *output = apo_output_open(record->path, &err);
	apo_status status = output ? APO_OK : err.status;
	if (output)
		apo_output_write(output, HEAD, strlen(HEAD));
	for (size_t i = 0; output && i < count; i++) {
		size_t size = 0;
		char *line = line_of(kept[i], &size);
		apo_output_write(output, line, size);
		free(line);
	}
	if (output)
		status = apo_output_commit(output, &err);
	apo_output_free(output);
	if (!status)
		record->fd = open(record->path, O_WRONLY | O_APPEND | O_CLOEXEC);
	if (!status || (!known && status != APO_ENOMEM)) {
		if (record->fd < 0)
			cli_note(c, "%s cannot be written: the next run writes every output again",
				record->path);
		return 0;
	}
	return cli_fail(c, &err); /* what the record says of outputs would become false */
}

void batch_record_add(batch_record *record, const batch_entry *entry)
{
	size_t size = 0;
	char *line = record->fd >= 0 && !record->failed ? line_of(entry, &size) : NULL;
	if (line && write(record->fd, line, size) != (ssize_t)size)
		record->failed = 1;
	free(line);
}

int batch_record_is_whole(const batch_record *record)
{
	return !record->failed;
}
