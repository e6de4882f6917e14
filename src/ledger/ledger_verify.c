/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verifying: one pass over the lines. Where one does not fit, the lines behind it say which it was that changed: a line that the next
 * one follows is as it was. The head is the end of the chain, its signature says whose head it is; that the head is not an
 * older one, only what the caller knows can say (`records`, `hash`).
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "ledger/ledger_record.h"
#include "text/language/context.h"

#define SIGNATURE_LIMIT ((size_t)8192)
#define PROGRESS_LINES	4096u /* between two calls */

typedef struct {
	apo_ledger_report public; /* first: apo_ledger_report_free gets its address */
	apo__arena *arena;
} owned_report;

/* A line without its text. */
typedef struct {
	int exists, whole;
	apo__ledger_link link;
	char hash[65];
} seen;

typedef struct {
	const char *path;
	apo_ledger_verify_options options;
	apo__arena *arena;
	apo__ledger_files files;
	apo__journal *journal;
	apo__ledger_head head;
	apo__ledger_lines lines;
	apo__ledger_line line;
	apo__ledger_link link; /* of `line` */
	seen last;	       /* the line before */
	char at_head[65];      /* of the last record that the head counts, "" = not reached */
	uint64_t bytes_at_head;
	int anchored, wrong; /* the hash asked for was seen; a line is wrong */
	char first_time[24], last_time[24];
	owned_report *report;
	APO__VECTOR(apo_ledger_finding) findings;
} verifying;

static const char *const fault_names[] = {"changed", "not_canonical", "deleted", "reordered",
	"doubled", "forked", "cut", "torn", "newer", "head", "signature", "short"};

const char *apo_ledger_fault_name(apo_ledger_fault fault)
{
	return fault_names[fault];
}

static void found(verifying *v, apo_ledger_fault fault, uint64_t line, const char *file,
	const char *format, ...) __attribute__((format(printf, 5, 6)));
static void found(verifying *v, apo_ledger_fault fault, uint64_t line, const char *file,
	const char *format, ...)
{
	char message[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	*apo__push(v->arena, &v->findings) =
		(apo_ledger_finding){fault, line, file, apo__strdup(v->arena, message)};
	v->wrong |= file == v->path;
}

/* A line of the ledger is wrong. */
#define wrong_line(v, fault, line, ...) found(v, fault, line, (v)->path, __VA_ARGS__)

static unsigned long long number(uint64_t value)
{
	return (unsigned long long)value;
}

/* The next line as far as it can be read; what follows `v->line`, of which the text is gone then. */
static apo_status peek(verifying *v, seen *next, apo_error *err)
{
	apo__ledger_line line;
	size_t where;
	*next = (seen){0};
	apo_status status = apo__ledger_lines_next(&v->lines, &line, &next->exists, err);
	if (status || !next->exists)
		return status;
	memcpy(next->hash, line.hash, sizeof next->hash);
	next->whole = line.whole;
	next->exists = !apo__ledger_link_read(line.text, line.size, &next->link, &where);
	return APO_OK;
}

/* Whether a record of this number is among the lines to come. */
static apo_status look_ahead(verifying *v, uint64_t seq, uint64_t *at, apo_error *err)
{
	apo__ledger_line line;
	apo__ledger_link link;
	size_t where;
	apo_status status = APO_OK;
	*at = 0;
	for (int more = 1; !*at;) {
		status = apo__ledger_lines_next(&v->lines, &line, &more, err);
		if (status || !more)
			break;
		if (!apo__ledger_link_read(line.text, line.size, &link, &where) && link.seq == seq)
			*at = line.number;
	}
	return status;
}

/* A line with a number that is not the next one. */
static apo_status judge_number(verifying *v, apo_error *err)
{
	uint64_t n = v->line.number, seq = v->link.seq, at;
	const apo__ledger_link link = v->link;
	char hash[65];
	seen next;
	memcpy(hash, v->line.hash, sizeof hash);
	apo_status status = peek(v, &next, err);
	if (status)
		return status;
	if (v->last.exists && !strcmp(hash, v->last.hash))
		wrong_line(v, APO_LEDGER_DOUBLED, n, "is line %llu once more", number(n - 1));
	else if (v->last.exists && seq == v->last.link.seq && !strcmp(link.prev, v->last.link.prev))
		wrong_line(v, APO_LEDGER_FORKED, n,
			"is forked: lines %llu and %llu both follow record %llu; two histories "
			"were joined",
			number(n - 1), number(n), number(seq - 1));
	if (v->wrong)
		return APO_OK;
	at = next.exists && next.link.seq == n ? n + 1 : 0;
	if (!at && seq > n)
		status = look_ahead(v, n, &at, err);
	if (status)
		return status;
	if (at)
		wrong_line(v, APO_LEDGER_REORDERED, n,
			"is out of order: record %llu is at line %llu", number(n), number(at));
	else if ((next.exists && next.link.seq == n + 1) ||
		 (!next.exists && n == v->head.records && !strcmp(link.prev, v->last.hash)))
		wrong_line(v, APO_LEDGER_CHANGED, n,
			"was changed: it says that it is record %llu (\"seq\"), expected %llu",
			number(seq), number(n));
	else if (seq < n)
		wrong_line(v, APO_LEDGER_REORDERED, n,
			"is out of order or repeated: it is record %llu, expected %llu",
			number(seq), number(n));
	else if (seq == n + 1)
		wrong_line(v, APO_LEDGER_DELETED, n, "record %llu is missing before it", number(n));
	else
		wrong_line(v, APO_LEDGER_DELETED, n, "records %llu to %llu are missing before it",
			number(n), number(seq - 1));
	return status;
}

/* A line that does not hold the hash of the one before: one of the two was changed. */
static apo_status judge_prev(verifying *v, apo_error *err)
{
	uint64_t n = v->line.number;
	char hash[65];
	seen next;
	memcpy(hash, v->line.hash, sizeof hash);
	apo_status status = peek(v, &next, err);
	if (status)
		return status;
	int kept = next.exists ? !strcmp(next.link.prev, hash)
			       : n == v->head.records && !strcmp(v->head.hash, hash);
	if (n == 1)
		wrong_line(v, APO_LEDGER_CHANGED, 1,
			"was changed: \"prev\" of the first record is not 64 zeros");
	else if (kept)
		wrong_line(v, APO_LEDGER_CHANGED, n - 1,
			"was changed: its hash is %.16s..., line %llu says %.16s...", v->last.hash,
			number(n), v->link.prev);
	else
		wrong_line(v, APO_LEDGER_CHANGED, n,
			"was changed, or line %llu: \"prev\" is %.16s..., the hash of line %llu is "
			"%.16s...",
			number(n - 1), v->link.prev, number(n - 1), v->last.hash);
	return APO_OK;
}

/* The first line says of what version the ledger is. */
static apo_status judge_first(verifying *v, apo_error *err)
{
	apo__canonical_field fields[] = {{.key = "format"}, {.key = "version"}};
	size_t where, size = 0;
	const char *format = "";
	uint64_t version = 0;
	const char *canonical = apo__canonical_check(v->line.text, v->line.size, fields, 2, &where);
	int ours = !canonical && apo__canonical_plain(&fields[0], &format, &size) &&
		   size == strlen(APO__LEDGER_FORMAT) &&
		   !memcmp(format, APO__LEDGER_FORMAT, size) &&
		   apo__canonical_number(&fields[1], &version);
	if (!ours && !v->head.exists)
		return apo__fail(err, APO_EINPUT, v->path, APO_NO_OFFSET, 0,
			"is not a ledger: its first line does not say \"format\":\"%s\"",
			APO__LEDGER_FORMAT);
	if (!ours && !canonical)
		wrong_line(v, APO_LEDGER_CHANGED, 1,
			"was changed: expected \"format\":\"%s\" and a version",
			APO__LEDGER_FORMAT);
	else if (ours && version > APO__LEDGER_VERSION)
		wrong_line(v, APO_LEDGER_NEWER, 1,
			"was written by a newer version of apograph (format %llu, this one knows "
			"%u)",
			number(version), APO__LEDGER_VERSION);
	return APO_OK;
}

static void keep_time(verifying *v)
{
	apo__canonical_field field = {.key = "time"};
	const char *text;
	size_t where, size = 0;
	if (v->link.type_size != 3 || memcmp(v->link.type, "run", 3) != 0 ||
		apo__canonical_check(v->line.text, v->line.size, &field, 1, &where) ||
		!apo__canonical_plain(&field, &text, &size) || size >= sizeof v->last_time)
		return;
	memcpy(v->last_time, text, size);
	v->last_time[size] = '\0';
	if (!*v->first_time)
		memcpy(v->first_time, v->last_time, sizeof v->first_time);
}

/* One line; what is wrong with it is the end of the pass. */
static apo_status judge_line(verifying *v, apo_error *err)
{
	const apo__ledger_line *line = &v->line;
	uint64_t n = line->number;
	size_t where;
	if (n == 1) {
		apo_status status = judge_first(v, err);
		if (status || v->wrong)
			return status;
	}
	const char *wrong = apo__ledger_link_read(line->text, line->size, &v->link, &where);
	if (!line->whole && !wrong) /* its line break is gone */
		wrong_line(v, APO_LEDGER_CUT, n, "is cut: its line break is missing");
	else if (!line->whole)
		wrong_line(v, APO_LEDGER_CUT, n, "is cut: it ends in the middle");
	else if (wrong && line->size && line->text[line->size - 1] == '\r')
		wrong_line(v, APO_LEDGER_NOT_CANONICAL, n,
			"was changed: it ends in CR LF, which a program put where LF was; have it "
			"keep "
			"this file as it is");
	else if (wrong)
		wrong_line(v, APO_LEDGER_NOT_CANONICAL, n,
			"was changed: it is not a record in canonical form: byte %zu: %s", where,
			wrong);
	else if (v->link.seq != n)
		return judge_number(v, err);
	else if (strcmp(v->link.prev, v->last.exists ? v->last.hash : APO__LEDGER_FIRST) != 0)
		return judge_prev(v, err);
	return APO_OK;
}

static void keep_line(verifying *v)
{
	const apo_ledger_verify_options *o = &v->options;
	keep_time(v);
	v->last.exists = 1;
	v->last.link = v->link;
	memcpy(v->last.hash, v->line.hash, sizeof v->last.hash);
	v->report->public.end.records = v->line.number;
	memcpy(v->report->public.end.hash, v->line.hash, sizeof v->line.hash);
	if (v->line.number == v->head.records) {
		memcpy(v->at_head, v->line.hash, sizeof v->at_head);
		v->bytes_at_head = v->line.end;
	}
	if (o->hash && !v->anchored)
		v->anchored = !strcmp(o->hash, v->line.hash);
	if (o->progress && v->line.number % PROGRESS_LINES == 0)
		o->progress(v->line.end, v->journal->size, o->user);
}

/* Whether the line is behind the records of the head and cannot be one: the end of the pass speaks of it. */
static int is_torn(const verifying *v)
{
	apo__ledger_link link;
	size_t where;
	return v->head.exists && v->line.number > v->head.records &&
	       (!v->line.whole ||
		       apo__ledger_link_read(v->line.text, v->line.size, &link, &where) != NULL);
}

static apo_status pass(verifying *v, apo_error *err)
{
	apo_status status = APO_OK;
	apo__ledger_lines_begin(&v->lines, v->arena, v->journal, v->journal->size);
	for (int more = 1; !status && !v->wrong;) {
		status = apo__ledger_lines_next(&v->lines, &v->line, &more, err);
		if (status || !more || is_torn(v))
			break;
		status = judge_line(v, err);
		if (!status && !v->wrong)
			keep_line(v);
	}
	return status;
}

/* The lines are a chain; is it the one that the head ends? */
static void judge_head(verifying *v)
{
	uint64_t records = v->report->public.end.records, counted = v->head.records;
	if (!v->head.exists) {
		if (!v->wrong)
			found(v, APO_LEDGER_HEAD, 0, v->files.head,
				"is missing: that nothing was cut off cannot be shown");
		return;
	}
	if (v->wrong)
		return;
	if (records < counted)
		wrong_line(v, APO_LEDGER_CUT, records + 1,
			records + 1 == counted
				? "is cut: record %llu is missing, the head says that there are "
				  "%llu"
				: "is cut: the records from %llu to %llu are missing",
			number(records + 1), number(counted));
	else if (counted && strcmp(v->at_head, v->head.hash) != 0)
		wrong_line(v, counted == records ? APO_LEDGER_CHANGED : APO_LEDGER_FORKED, counted,
			"was changed, or is of another history than the head: its hash is "
			"%.16s..., the head says %.16s...",
			v->at_head, v->head.hash);
	else if (counted && v->bytes_at_head != v->head.bytes)
		found(v, APO_LEDGER_HEAD, 0, v->files.head,
			"was changed: it says that record %llu ends at byte %llu; it ends at %llu",
			number(counted), number(v->head.bytes), number(v->bytes_at_head));
	else if (!counted && (v->head.bytes || strcmp(v->head.hash, APO__LEDGER_FIRST) != 0))
		found(v, APO_LEDGER_HEAD, 0, v->files.head,
			"was changed: it has no records, but an end");
	else if (v->journal->size > v->head.bytes)
		wrong_line(v, APO_LEDGER_TORN, counted + 1,
			"has a torn tail: %llu bytes follow record %llu, the last of the head; an "
			"append was "
			"interrupted (the next one moves them aside), or the head is an older one",
			number(v->journal->size - v->head.bytes), number(counted));
}

static void judge_signature(verifying *v, const apo__public_key *wanted)
{
	apo__public_key key;
	const char *text, *comment = NULL;
	size_t size;
	apo_error err;
	if (!v->head.exists)
		return;
	if (!v->head.key && !wanted)
		return;
	/* minisign signs a head without its key in it, too */
	if (!v->head.key && access(v->files.signature, F_OK)) {
		found(v, APO_LEDGER_SIGNATURE, 0, v->files.head, "is not signed");
		return;
	}
	if (v->head.key)
		apo__public_key_parse(v->head.key, strlen(v->head.key), &key);
	else
		key = *wanted;
	v->report->public.key_id = apo__key_id(v->arena, &key);
	if (wanted && memcmp(wanted, &key, sizeof key) != 0) {
		found(v, APO_LEDGER_SIGNATURE, 0, v->files.head,
			"is signed by another key: %s, expected %s", v->report->public.key_id,
			apo__key_id(v->arena, wanted));
		return;
	}
	if (apo__file_read(v->arena, v->files.signature, SIGNATURE_LIMIT, &text, &size, &err)) {
		found(v, APO_LEDGER_SIGNATURE, 0, v->files.signature,
			"%s; the head says that it is signed", err.message);
		return;
	}
	const char *wrong =
		apo__signature_check(v->arena, text, v->head.text, v->head.size, &key, &comment);
	if (wrong)
		found(v, APO_LEDGER_SIGNATURE, 0, v->files.signature, "%s", wrong);
	v->report->public.comment = wrong ? NULL : comment;
}

static void judge_anchors(verifying *v)
{
	const apo_ledger_verify_options *o = &v->options;
	uint64_t counted = v->head.exists && v->head.records < v->report->public.end.records
				   ? v->head.records
				   : v->report->public.end.records;
	if (v->wrong)
		return; /* how far it reaches is not known */
	if (counted < o->records)
		found(v, APO_LEDGER_SHORT, 0, v->path,
			"has %llu records, expected at least %llu: it was cut back, together with "
			"its head",
			number(counted), number(o->records));
	if (o->hash && !v->anchored)
		found(v, APO_LEDGER_SHORT, 0, v->path,
			"has no record of the hash %.16s...: it was cut back, or is of another "
			"history",
			o->hash);
}

static apo_status read_head(verifying *v, apo_error *err)
{
	apo_error own;
	apo_status status = apo__ledger_head_read(v->arena, v->files.head, &v->head, &own);
	if (status != APO_EINPUT || v->head.exists == 0) {
		if (status && err)
			*err = own;
		return status;
	}
	found(v, APO_LEDGER_HEAD, 0, v->files.head, "%s", own.message);
	v->head = (apo__ledger_head){0};
	return APO_OK;
}

static apo_status verify_run(apo__arena *arena, void *user, apo_error *err)
{
	verifying *v = user;
	apo__public_key key;
	v->arena = arena;
	v->report = apo__alloc(arena, sizeof *v->report);
	v->report->arena = arena;
	memcpy(v->report->public.end.hash, APO__LEDGER_FIRST, sizeof v->report->public.end.hash);
	apo_status status =
		v->options.key ? apo__public_key_read(arena, v->options.key, &key, err) : APO_OK;
	if (!status)
		status = apo__journal_open_read(arena, v->path, &v->journal, err);
	if (status)
		return status;
	v->files = apo__ledger_files_of(arena, v->journal->path);
	status = read_head(v, err);
	apo__journal_release(v->journal);
	if (!status && !v->journal->size && !v->head.exists && !v->findings.count)
		return apo__fail(
			err, APO_EINPUT, v->path, APO_NO_OFFSET, 0, "is empty; it is not a ledger");
	int damaged = v->findings.count > 0;
	if (!status)
		status = pass(v, err);
	if (status)
		return status;
	if (!damaged)
		judge_head(v);
	judge_signature(v, v->options.key ? &key : NULL);
	judge_anchors(v);
	v->report->public.first_time = *v->first_time ? apo__strdup(arena, v->first_time) : NULL;
	v->report->public.last_time = *v->last_time ? apo__strdup(arena, v->last_time) : NULL;
	v->report->public.findings = v->findings.items;
	v->report->public.count = v->findings.count;
	return APO_OK;
}

apo_ledger_report *apo_ledger_verify(apo_context *context, const char *path,
	const apo_ledger_verify_options *options, apo_error *err)
{
	verifying v = {.path = path, .options = APO_LEDGER_VERIFY_OPTIONS_INIT};
	apo_error own;
	if (apo__options(&v.options, options, err))
		return NULL;
	apo__arena *arena = apo__context_job(context);
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	if (!apo__guarded(arena, verify_run, &v, err ? err : &own))
		return &v.report->public;
	apo__arena_free(arena);
	return NULL;
}

void apo_ledger_report_free(apo_ledger_report *report)
{
	if (report)
		apo__arena_free(((owned_report *)(void *)report)->arena);
}
