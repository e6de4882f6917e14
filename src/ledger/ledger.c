/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Appending. The head is the point where a record begins to count: lines are written and synced first, then the head is replaced.
 * What a crash leaves behind the last line of the head never counted, so the next append moves it aside. The first head, of no
 * records, is written before the first line, so a ledger without a head is never the work of a crash. Opening reads the first
 * and the last line only, whatever the size.
 */
#include "ledger/ledger_record.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/sha256.h"
#include "text/language/context.h"

#define TAIL	   65536u /* bytes to read for the last line, at first */
#define FIRST_LINE 4096u  /* bytes that hold the first line */

void apo__record_begin(apo_ledger *l)
{
	l->line = l->out.size;
	apo__canonical_open(&l->out, NULL, '{');
}

void apo__record_prev(apo_ledger *l)
{
	apo__canonical_string(&l->out, "prev", l->hash);
}

void apo__record_seq(apo_ledger *l)
{
	apo__canonical_integer(&l->out, "seq", l->seq + 1);
}

apo_status apo__record_end(apo_ledger *l, apo_error *err)
{
	size_t where;
	apo__canonical_close(&l->out, '{');
	const char *wrong =
		apo__canonical_check(l->out.data + l->line, l->out.size - l->line, NULL, 0, &where);
	if (wrong)
		return apo__fail(err, APO_EINTERNAL, l->files.ledger, APO_NO_OFFSET, 0,
			"a record to append is not in canonical form: %s", wrong);
	apo__buffer_putc(&l->out, '\n');
	apo__sha256(l->out.data + l->line, l->out.size - l->line, l->hash);
	l->seq++;
	return APO_OK;
}

static apo_status refuse(const apo_ledger *l, const char *what, apo_error *err)
{
	return apo__fail(err, APO_EINPUT, l->files.ledger, APO_NO_OFFSET, 0,
		"%s; %sapograph ledger verify says more", what,
		l->reading ? "" : "nothing is appended, ");
}

/* The first line says what the file is. */
static apo_status check_first(const apo_ledger *l, apo_error *err)
{
	char bytes[FIRST_LINE];
	int64_t got = apo__journal_read(l->journal, 0, bytes, sizeof bytes);
	const char *end = got > 0 ? memchr(bytes, '\n', (size_t)got) : NULL;
	const char *wrong =
		apo__ledger_first_check(l->arena, bytes, end ? (size_t)(end - bytes) : 0);
	return wrong ? apo__fail(err, APO_EINPUT, l->files.ledger, APO_NO_OFFSET, 0, "%s%s", wrong,
			       l->reading ? "" : "; nothing is appended")
		     : APO_OK;
}

/* The last line that the head counts must be the one it names. */
static apo_status check_last(const apo_ledger *l, apo_error *err)
{
	char hash[65] = "";
	uint64_t end = l->head.bytes;
	for (uint64_t size = TAIL;; size *= 4) {
		apo__arena *scratch = apo__arena_child(l->arena);
		uint64_t from = end > size ? end - size : 0;
		char *bytes = apo__alloc(scratch, (size_t)(end - from));
		int64_t got = apo__journal_read(l->journal, from, bytes, (size_t)(end - from));
		size_t at = got > 0 ? (size_t)got - 1 : 0;
		while (at > 0 && bytes[at - 1] != '\n')
			at--;
		int found = got > 0 && (at > 0 || !from);
		if (found && bytes[got - 1] == '\n')
			apo__sha256(bytes + at, (size_t)got - at, hash);
		apo__arena_free(scratch);
		if (found || !from || got < 0)
			break;
	}
	return strcmp(hash, l->head.hash) != 0
		       ? refuse(l, "does not end with the record that its head names", err)
		       : APO_OK;
}

/* What is behind the last record of the head never counted. */
static apo_status recover(apo_ledger *l, apo_error *err)
{
	uint64_t more = l->journal->size - l->head.bytes;
	if (!more)
		return APO_OK;
	apo_status status = apo__journal_cut(l->journal, l->head.bytes, l->files.torn, err);
	if (!status)
		apo__notice(l->context,
			"%s: an append was interrupted; %llu bytes after record %llu, which never "
			"counted, were moved to %s",
			l->files.ledger, (unsigned long long)more,
			(unsigned long long)l->head.records, l->files.torn);
	return status;
}

/* What the head says must be there. */
static apo_status check_end(const apo_ledger *l, apo_error *err)
{
	if (l->journal->size < l->head.bytes)
		return refuse(l, "is cut: it is shorter than its head says", err);
	apo_status status = l->head.records ? check_first(l, err) : APO_OK;
	return status || !l->head.records ? status : check_last(l, err);
}

static apo_status check(apo_ledger *l, apo_error *err)
{
	if (!l->head.exists && !l->journal->size)
		return APO_OK;
	apo_status status = l->head.exists ? check_end(l, err) : check_first(l, err);
	if (!status && !l->head.exists)
		return refuse(l, "has lost its head (LEDGER.head); put it back from a copy", err);
	return status ? status : recover(l, err);
}

static apo_status begin_ledger(apo_ledger *l, apo_error *err)
{
	apo__record_begin(l);
	apo__canonical_string(&l->out, "format", APO__LEDGER_FORMAT);
	apo__record_prev(l);
	apo__record_seq(l);
	apo__canonical_string(&l->out, "type", "ledger");
	apo__canonical_integer(&l->out, "version", APO__LEDGER_VERSION);
	return apo__record_end(l, err);
}

static void forward_notice(const char *message, void *user)
{
	apo__notice(user, "%s", message);
}

typedef struct {
	apo_context *context;
	const char *path;
	apo_ledger *ledger;
} opening;

static apo_status open_run(apo__arena *arena, void *user, apo_error *err)
{
	opening *o = user;
	apo_ledger *l = o->ledger = apo__alloc(arena, sizeof *l);
	l->arena = arena;
	l->context = o->context;
	l->out.arena = arena;
	apo__map_init(&l->known, arena);
	apo_status status =
		apo__journal_open(arena, o->path, forward_notice, o->context, &l->journal, err);
	if (status)
		return status;
	l->files = apo__ledger_files_of(arena, l->journal->path);
	status = apo__ledger_head_read(arena, l->files.head, &l->head, err);
	if (!status)
		status = check(l, err);
	l->seq = l->head.records;
	memcpy(l->hash, l->seq ? l->head.hash : APO__LEDGER_FIRST, sizeof l->hash);
	return status || l->seq ? status : begin_ledger(l, err);
}

apo_ledger *apo_ledger_open(apo_context *context, const char *path, apo_error *err)
{
	opening o = {context, path, NULL};
	apo_error own;
	apo__arena *arena = apo__context_job(context);
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	if (!apo__guarded(arena, open_run, &o, err ? err : &own))
		return o.ledger;
	apo__arena_free(arena);
	return NULL;
}

typedef struct {
	const char *path;
	apo_ledger_head *head;
} looking;

static apo_status head_run(apo__arena *arena, void *user, apo_error *err)
{
	const looking *o = user;
	apo_ledger *l = apo__alloc(arena, sizeof *l);
	l->arena = arena;
	l->reading = 1;
	apo_status status = apo__journal_open_read(arena, o->path, &l->journal, err);
	if (status)
		return status;
	l->files = apo__ledger_files_of(arena, l->journal->path);
	status = apo__ledger_head_read(arena, l->files.head, &l->head, err);
	apo__journal_release(l->journal);
	if (!status && !l->head.exists)
		return apo__fail(err, APO_EINPUT, o->path, APO_NO_OFFSET, 0,
			"is not a ledger, or has lost its head (LEDGER.head)");
	if (!status)
		status = check_end(l, err);
	o->head->records = l->head.records;
	memcpy(o->head->hash, l->head.hash, sizeof o->head->hash);
	return status;
}

apo_status apo_ledger_head_of(
	apo_context *context, const char *path, apo_ledger_head *head, apo_error *err)
{
	looking o = {path, head};
	apo_error own;
	apo__arena *arena = apo__context_job(context);
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	apo_status status = apo__guarded(arena, head_run, &o, err ? err : &own);
	apo__arena_free(arena);
	return status;
}

void apo_ledger_free(apo_ledger *ledger)
{
	if (ledger)
		apo__arena_free(ledger->arena);
}

apo_ledger_head apo_ledger_end(const apo_ledger *ledger)
{
	apo_ledger_head head = {.records = ledger->seq};
	memcpy(head.hash, ledger->hash, sizeof head.hash);
	return head;
}

typedef struct {
	apo_ledger *ledger;
	const apo_sign_options *sign;
	apo__secret_key *key;
} committing;

/* The head that says no records: with it, what a crash leaves can be told from a ledger whose head was lost. */
static apo_status write_first_head(apo_ledger *l, apo_error *err)
{
	apo__ledger_head none = {.records = 0};
	memcpy(none.hash, APO__LEDGER_FIRST, sizeof none.hash);
	return apo__ledger_head_write(l->arena, l->files.head, &none, err);
}

/* Lines are on disk; let them count. On failure they are taken back, unless the head counts them already. */
static apo_status write_head(committing *c, uint64_t before, apo_error *err)
{
	apo_ledger *l = c->ledger;
	apo__ledger_head head = {.records = l->seq, .bytes = l->journal->size}, now = {0};
	memcpy(head.hash, l->hash, sizeof head.hash);
	apo_status status = c->key ? apo__ledger_head_sign(
					     l->arena, &l->files, &head, c->key, c->sign->time, err)
				   : apo__ledger_head_write(l->arena, l->files.head, &head, err);
	if (status && (apo__ledger_head_read(l->arena, l->files.head, &now, NULL) ||
			      now.records != head.records))
		apo__journal_undo(l->journal, before);
	if (!status)
		l->head = head;
	return status;
}

static apo_status commit_run(apo__arena *arena, void *user, apo_error *err)
{
	committing *c = user;
	apo_ledger *l = c->ledger;
	int first = !l->head.exists, was_signed = l->head.key && !c->sign;
	uint64_t before = l->journal->size;
	apo_status status = APO_OK;
	if (l->failed)
		return apo__fail(err, APO_EUSAGE, l->files.ledger, APO_NO_OFFSET, 0,
			"is not appended to: a record before could not be made");
	if (c->sign) /* before anything is written */
		status = apo__secret_key_read(
			arena, c->sign->key, c->sign->passphrase, c->sign->user, &c->key, err);
	if (!status && first)
		status = write_first_head(l, err);
	if (!status)
		status = apo__journal_append(l->journal, l->out.data, l->out.size, err);
	if (!status)
		status = write_head(c, before, err);
	if (status && first && !l->journal->size)
		unlink(l->files.head);
	if (status)
		return status;
	l->out.size = 0;
	if (was_signed && (!unlink(l->files.signature) || errno == ENOENT))
		apo__notice(l->context,
			"%s: its head is not signed any more: apograph ledger sign, or append with "
			"--key",
			l->files.ledger);
	return APO_OK;
}

apo_status apo_ledger_commit(apo_ledger *ledger, const apo_sign_options *sign, apo_error *err)
{
	apo_sign_options how = APO_SIGN_OPTIONS_INIT;
	committing c = {ledger, sign ? &how : NULL, NULL};
	apo_error own;
	apo_status status = apo__options(&how, sign, err);
	return status ? status : apo__guarded(ledger->arena, commit_run, &c, err ? err : &own);
}
