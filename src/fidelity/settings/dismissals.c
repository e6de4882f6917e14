/* SPDX-License-Identifier: Apache-2.0 */
/* Files of dismissals: read as a whole, appended to under a lock (base/proof/journal.h). Linear. */
#include "fidelity/settings/dismissals.h"

#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/map.h"
#include "base/proof/journal.h"
#include "text/language/context.h"
#include "text/unicode/chars.h"

#define LARGEST_FILE ((uint64_t)256 << 20)
#define HEADER	     "# fingerprint\tjob\twhy\n"

static int hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int apo__fingerprint_parse(const char *text, size_t size, uint64_t *fingerprint)
{
	uint64_t value = 0;
	if (size != APO__FINGERPRINT_DIGITS)
		return 0;
	for (size_t i = 0; i < size; i++) {
		if (hex_value(text[i]) < 0)
			return 0;
		value = value << 4 | (uint64_t)hex_value(text[i]);
	}
	*fingerprint = value;
	return 1;
}

/* ---- read ---- */

/* The cell that begins at `*at`; `*at` goes behind it. */
static const char *take_cell(apo__arena *arena, const char **at, const char *end, int last)
{
	const char *tab = last ? NULL : memchr(*at, '\t', (size_t)(end - *at));
	const char *stop = tab ? tab : end;
	const char *cell = apo__strndup(arena, *at, (size_t)(stop - *at));
	*at = tab ? tab + 1 : end;
	return cell;
}

static apo_status read_line(apo__arena *arena, const char *path, uint32_t number, const char *line,
	size_t size, apo__dismissals *dismissals, apo_error *err)
{
	const char *at = line, *end = line + size;
	apo__dismissal d = {.line = number};
	if (size && end[-1] == '\r')
		end--;
	if (at == end || *at == '#')
		return APO_OK;
	d.item.fingerprint = take_cell(arena, &at, end, 0);
	if (!apo__fingerprint_parse(d.item.fingerprint, strlen(d.item.fingerprint), &d.fingerprint))
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, number,
			"expected a fingerprint of 16 hexadecimal digits, a tab, the name of the "
			"job, a tab and the reason; correct or delete the line");
	d.item.job = take_cell(arena, &at, end, 0);
	d.item.why = take_cell(arena, &at, end, 1);
	*apo__push(arena, dismissals) = d;
	return APO_OK;
}

static apo_status read_lines(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__dismissals *dismissals, apo_error *err)
{
	uint32_t number = 0;
	apo_status status = APO_OK;
	for (size_t at = 0; at < size && !status;) {
		const char *newline = memchr(data + at, '\n', size - at);
		size_t end = newline ? (size_t)(newline - data) : size;
		status = read_line(arena, path, ++number, data + at, end - at, dismissals, err);
		at = end + 1;
	}
	return status;
}

/* All bytes of the file, which is locked. */
static apo_status read_whole(apo__arena *arena, const apo__journal *journal, const char **data,
	size_t *size, apo_error *err)
{
	uint64_t done = 0;
	if (journal->size > LARGEST_FILE)
		return apo__fail(err, APO_ELIMIT, journal->name, APO_NO_OFFSET, 0,
			"is larger than %u MiB", (unsigned)(LARGEST_FILE >> 20));
	char *bytes = apo__alloc(arena, (size_t)journal->size + 1);
	while (done < journal->size) {
		int64_t got = apo__journal_read(
			journal, done, bytes + done, (size_t)(journal->size - done));
		if (got <= 0)
			return apo__fail(err, APO_EINPUT, journal->name, done, 0, "cannot be read");
		done += (uint64_t)got;
	}
	*data = bytes;
	*size = (size_t)journal->size;
	return APO_OK;
}

apo_status apo__dismissals_read(
	apo__arena *arena, const char *path, apo__dismissals *dismissals, apo_error *err)
{
	apo__journal *journal;
	const char *data;
	size_t size;
	apo_status status = apo__journal_open_read(arena, path, &journal, err);
	if (!status)
		status = read_whole(arena, journal, &data, &size, err);
	if (!status)
		apo__journal_release(journal);
	return status ? status : read_lines(arena, path, data, size, dismissals, err);
}

/* ---- add ---- */

typedef struct {
	apo_context *context;
	const char *path;
	const apo_dismissal *items;
	size_t count, added;
} dismiss_job;

static int is_utf8(const char *text)
{
	uint32_t size = (uint32_t)strlen(text), at = 0;
	int32_t c = 0;
	while (at < size && c >= 0)
		at = apo__utf8_next(text, at, size, &c);
	return c >= 0;
}

static apo_status check_item(const apo_dismissal *item, const char *path, apo_error *err)
{
	uint64_t fingerprint;
	if (!item->fingerprint ||
		!apo__fingerprint_parse(item->fingerprint, strlen(item->fingerprint), &fingerprint))
		return apo__fail(err, APO_EUSAGE, path, APO_NO_OFFSET, 0,
			"'%s' is not a fingerprint; expected 16 hexadecimal digits, as every "
			"report has them beside a finding",
			item->fingerprint ? item->fingerprint : "");
	if (!item->why || !item->why[strspn(item->why, " \t\r\n")])
		return apo__fail(err, APO_EUSAGE, path, APO_NO_OFFSET, 0,
			"a dismissal needs its reason in words");
	if (!is_utf8(item->why))
		return apo__fail(
			err, APO_EUSAGE, path, APO_NO_OFFSET, 0, "the reason is not in UTF-8");
	return APO_OK;
}

static void add_cell(apo__buffer *line, const char *text)
{
	for (; *text; text++)
		apo__buffer_putc(line, (unsigned char)*text < ' ' ? ' ' : *text);
}

/* Remember a dismissal; 1 when it is there already, for its job or for all. */
static int is_there(apo__interner *there, apo__arena *arena, const apo_dismissal *item)
{
	const char *job = item->job ? item->job : "";
	const char *key = apo__sprintf(arena, "%s\t%s", item->fingerprint, job);
	uint32_t before = there->count;
	if (apo__interned(there, key, APO__FINGERPRINT_DIGITS + 1) != APO_NONE)
		return 1;
	apo__intern(there, key, strlen(key));
	return there->count == before;
}

static void waits(const char *message, void *user)
{
	apo__notice(user, "%s", message);
}

static apo_status dismiss_run(apo__arena *arena, void *user, apo_error *err)
{
	dismiss_job *j = user;
	apo__journal *journal;
	apo__dismissals read = {0};
	apo__interner there;
	apo__buffer lines = {.arena = arena};
	const char *data;
	size_t size;
	apo_status status = APO_OK;
	for (size_t i = 0; i < j->count && !status; i++)
		status = check_item(&j->items[i], j->path, err);
	if (!status)
		status = apo__journal_open(arena, j->path, waits, j->context, &journal, err);
	if (!status)
		status = read_whole(arena, journal, &data, &size, err);
	if (!status)
		status = read_lines(arena, j->path, data, size, &read, err);
	if (status)
		return status;
	apo__interner_init(&there, arena);
	for (uint32_t i = 0; i < read.count; i++)
		is_there(&there, arena, &read.items[i].item);
	apo__buffer_puts(&lines, !size ? HEADER : data[size - 1] == '\n' ? "" : "\n");
	for (size_t i = 0; i < j->count; i++) {
		const apo_dismissal *item = &j->items[i];
		if (is_there(&there, arena, item))
			continue;
		add_cell(&lines, item->fingerprint);
		apo__buffer_putc(&lines, '\t');
		add_cell(&lines, item->job ? item->job : "");
		apo__buffer_putc(&lines, '\t');
		add_cell(&lines, item->why);
		apo__buffer_putc(&lines, '\n');
		j->added++;
	}
	return j->added ? apo__journal_append(journal, lines.data, lines.size, err) : APO_OK;
}

apo_status apo_dismiss(apo_context *context, const char *path, const apo_dismissal *items,
	size_t count, size_t *added, apo_error *err)
{
	dismiss_job j = {context, path, items, count, 0};
	apo__arena *arena = apo__arena_new();
	if (!arena)
		return apo__fail(err, APO_ENOMEM, path, APO_NO_OFFSET, 0, "out of memory");
	apo_status status = apo__guarded(arena, dismiss_run, &j, err);
	apo__arena_free(arena);
	if (!status && added)
		*added = j.added;
	return status;
}
