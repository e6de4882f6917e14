/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading: lines as a stream, the members that chain them, and the values of a record. A line has passed the check of its canonical form
 * when its values are read, so they are where they seem to be, and a second parser with views of its own is not needed.
 */
#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/sha256.h"
#include "ledger/ledger_record.h"

#define PART ((size_t)1 << 16) /* of a small ledger a larger one costs more than its lines */

void apo__ledger_lines_begin(
	apo__ledger_lines *lines, apo__arena *arena, const apo__journal *journal, uint64_t end)
{
	*lines = (apo__ledger_lines){.arena = arena, .journal = journal, .end = end};
}

/* More bytes behind those that are there; 0 at the end. */
static apo_status fill(apo__ledger_lines *s, int *more, apo_error *err)
{
	uint64_t from = s->at + (s->used - s->done);
	if (s->done) {
		memmove(s->data, s->data + s->done, s->used - s->done);
		s->used -= s->done;
		s->done = 0;
	}
	if (s->used == s->capacity) {
		size_t wider = s->capacity ? s->capacity * 2 : PART;
		if (s->used > APO__LEDGER_LINE)
			return apo__fail(err, APO_ELIMIT, s->journal->name, s->at, 0,
				"has a line of more than %zu MiB; it is not a record",
				APO__LEDGER_LINE >> 20);
		s->data = apo__arena_grow(s->arena, s->data, s->capacity, wider);
		s->capacity = wider;
	}
	size_t wanted = s->capacity - s->used;
	if (wanted > s->end - from)
		wanted = (size_t)(s->end - from);
	int64_t got = apo__journal_read(s->journal, from, s->data + s->used, wanted);
	if (got < 0)
		return apo__fail(err, APO_EINPUT, s->journal->name, from, 0, "cannot be read: %s",
			strerror(errno));
	s->used += (size_t)got;
	*more = got > 0;
	return APO_OK;
}

apo_status apo__ledger_lines_next(
	apo__ledger_lines *s, apo__ledger_line *line, int *more, apo_error *err)
{
	size_t looked = 0;
	const char *found = NULL;
	for (int filled = 1;;) {
		size_t left = s->used - s->done;
		if (left > looked)
			found = memchr(s->data + s->done + looked, '\n', left - looked);
		looked = left;
		if (found || !filled)
			break;
		apo_status status = fill(s, &filled, err);
		if (status)
			return status;
	}
	size_t size = found ? (size_t)(found - (s->data + s->done)) : looked;
	*more = found || size;
	if (!*more)
		return APO_OK;
	size_t taken = size + (found != NULL);
	*line = (apo__ledger_line){.number = ++s->number,
		.text = s->data + s->done,
		.size = size,
		.whole = found != NULL,
		.end = s->at + taken};
	apo__sha256(line->text, taken, line->hash);
	s->done += taken;
	s->at += taken;
	return APO_OK;
}

const char *apo__ledger_link_read(
	const char *line, size_t size, apo__ledger_link *link, size_t *where)
{
	apo__canonical_field fields[] = {{.key = "prev"}, {.key = "seq"}, {.key = "type"}};
	const char *prev, *wrong = apo__canonical_check(line, size, fields, 3, where);
	size_t prev_size = 0;
	if (wrong)
		return wrong;
	*where = 0;
	if (!apo__canonical_plain(&fields[0], &prev, &prev_size) || prev_size != 64 ||
		strspn(prev, "0123456789abcdef") != 64)
		return "\"prev\" is not a hash of 64 hexadecimal digits";
	if (!apo__canonical_number(&fields[1], &link->seq))
		return "\"seq\" is not a number";
	if (!apo__canonical_plain(&fields[2], &link->type, &link->type_size))
		return "\"type\" is not a name";
	memcpy(link->prev, prev, 64);
	link->prev[64] = '\0';
	return NULL;
}

const char *apo__ledger_first_check(apo__arena *arena, const char *line, size_t size)
{
	apo__canonical_field fields[] = {{.key = "format"}, {.key = "version"}};
	size_t where, format_size = 0;
	const char *format = "";
	uint64_t version = 0;
	if (!size || apo__canonical_check(line, size, fields, 2, &where) ||
		!apo__canonical_plain(&fields[0], &format, &format_size) ||
		format_size != strlen(APO__LEDGER_FORMAT) ||
		memcmp(format, APO__LEDGER_FORMAT, format_size) != 0 ||
		!apo__canonical_number(&fields[1], &version))
		return "is not a ledger; name another file";
	if (version > APO__LEDGER_VERSION)
		return apo__sprintf(arena,
			"was written by a newer version of apograph (format %llu, this one knows "
			"%u)",
			(unsigned long long)version, APO__LEDGER_VERSION);
	return NULL;
}

/* The next record of a reading, with all that must hold of it. */
static apo_status read_record(apo__arena *arena, const apo__ledger_line *line, const char *prev,
	apo__ledger_record *record, const char *name, apo_error *err)
{
	apo__ledger_link link;
	size_t where;
	const char *not_ours =
		line->number == 1 ? apo__ledger_first_check(arena, line->text, line->size) : NULL;
	if (not_ours)
		return apo__fail(err, APO_EINPUT, name, APO_NO_OFFSET, 0, "%s", not_ours);
	const char *wrong = apo__ledger_link_read(line->text, line->size, &link, &where);
	if (!wrong && (link.seq != line->number || strcmp(link.prev, prev) != 0 || !line->whole))
		wrong = "it does not follow the line before";
	if (wrong)
		return apo__fail(err, APO_EINPUT, name, APO_NO_OFFSET, (uint32_t)line->number,
			"is not a record in its place: %s; apograph ledger verify says more",
			wrong);
	*record = (apo__ledger_record){.seq = link.seq, .line = line->text, .size = line->size};
	record->type = apo__strndup(arena, link.type, link.type_size);
	memcpy(record->hash, line->hash, sizeof record->hash);
	return APO_OK;
}

apo_status apo__ledger_read(
	apo__arena *arena, const char *path, apo__ledger_fn each, void *user, apo_error *err)
{
	apo__journal *journal;
	apo__ledger_head head;
	apo__ledger_lines lines;
	apo__ledger_line line;
	apo__ledger_record record;
	char prev[65] = APO__LEDGER_FIRST;
	apo_status status = apo__journal_open_read(arena, path, &journal, err);
	if (status)
		return status;
	status = apo__ledger_head_read(
		arena, apo__ledger_files_of(arena, journal->path).head, &head, err);
	apo__journal_release(journal);
	if (status)
		return status;
	if (!head.exists)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is not a ledger, or has lost its head (LEDGER.head)");
	apo__ledger_lines_begin(&lines, arena, journal, head.bytes);
	apo__arena *scratch = apo__arena_child(arena);
	for (int more = 1;;) {
		apo__arena_reset(scratch);
		status = apo__ledger_lines_next(&lines, &line, &more, err);
		if (status || !more)
			break;
		status = read_record(scratch, &line, prev, &record, path, err);
		if (!status)
			status = each(&record, user, err);
		if (status)
			return status;
		memcpy(prev, line.hash, sizeof prev);
	}
	if (!status && (lines.number != head.records || strcmp(prev, head.hash) != 0))
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"does not end as its head says; apograph ledger verify says more");
	return status;
}

static apo__canonical_field field_of(const apo__ledger_record *record, const char *key)
{
	apo__canonical_field field = {.key = key};
	size_t where;
	apo__canonical_check(record->line, record->size, &field, 1, &where);
	return field;
}

/* A string of canonical JSON that begins at `*at`, which moves behind it. */
static const char *unquote(apo__arena *arena, const char **at)
{
	static const char from[] = "btnfr\"\\", to[] = "\b\t\n\f\r\"\\",
			  digits[] = "0123456789abcdef";
	apo__buffer text = {.arena = arena};
	const char *s = *at + 1;
	while (*s != '"') {
		size_t run = strcspn(s, "\"\\");
		apo__buffer_add(&text, s, run);
		s += run;
		if (*s != '\\')
			continue;
		if (s[1] == 'u') {
			apo__buffer_putc(
				&text, (char)((s[4] - '0') * 16 + (strchr(digits, s[5]) - digits)));
			s += 6;
		} else {
			apo__buffer_putc(&text, to[strchr(from, s[1]) - from]);
			s += 2;
		}
	}
	*at = s + 1;
	return apo__strdup(arena, apo__buffer_text(&text));
}

const char *apo__record_text(apo__arena *arena, const apo__ledger_record *record, const char *key)
{
	apo__canonical_field field = field_of(record, key);
	return field.value && *field.value == '"' ? unquote(arena, &field.value) : NULL;
}

int apo__record_number(const apo__ledger_record *record, const char *key, uint64_t *value)
{
	apo__canonical_field field = field_of(record, key);
	return apo__canonical_number(&field, value);
}

/* The items of a list: how many, at most. */
static size_t items_of(const apo__canonical_field *field)
{
	size_t commas = 0;
	if (!field->value || *field->value != '[' || field->size == 2)
		return 0;
	for (size_t i = 0; i < field->size; i++)
		commas += field->value[i] == ',';
	return commas + 1;
}

const uint64_t *apo__record_numbers(
	apo__arena *arena, const apo__ledger_record *record, const char *key, size_t *count)
{
	apo__canonical_field field = field_of(record, key);
	size_t most = items_of(&field);
	uint64_t *numbers = apo__alloc_array(arena, most + 1, sizeof *numbers);
	*count = 0;
	for (const char *at = most ? field.value + 1 : NULL; at && *at >= '0' && *at <= '9';) {
		for (; *at >= '0' && *at <= '9'; at++)
			numbers[*count] = numbers[*count] * 10 + (uint64_t)(*at - '0');
		++*count;
		at += *at == ',';
	}
	return numbers;
}

const char *const *apo__record_texts(
	apo__arena *arena, const apo__ledger_record *record, const char *key, size_t *count)
{
	apo__canonical_field field = field_of(record, key);
	size_t most = items_of(&field);
	const char **texts = apo__alloc_array(arena, most + 1, sizeof *texts);
	*count = 0;
	for (const char *at = most ? field.value + 1 : NULL; at && (*at == '"' || *at == 'n');) {
		if (*at == 'n')
			at += strlen("null");
		else
			texts[*count] = unquote(arena, &at);
		++*count;
		at += *at == ',';
	}
	return texts;
}
