/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a ledger: {"bytes", "hash", "key", "records"} in canonical form on one line, replaced as a whole; and its signature. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/error.h"
#include "base/file.h"
#include "ledger/ledger_record.h"
#include "text/language/context.h"

#define HEAD_LIMIT ((size_t)4096)

apo__ledger_files apo__ledger_files_of(apo__arena *arena, const char *path)
{
	return (apo__ledger_files){path, apo__sprintf(arena, "%s.head", path),
		apo__sprintf(arena, "%s.head.minisig", path), apo__sprintf(arena, "%s.torn", path)};
}

const char *apo__utc_time(apo__arena *arena, int64_t seconds)
{
	time_t when = seconds ? (time_t)seconds : time(NULL);
	struct tm t;
	if (!gmtime_r(&when, &t))
		return NULL;
	return apo__sprintf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1,
		t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

/* Its bytes. */
static const char *head_text(apo__arena *arena, const apo__ledger_head *head, size_t *size)
{
	apo__buffer out = {.arena = arena};
	apo__canonical_open(&out, NULL, '{');
	apo__canonical_integer(&out, "bytes", head->bytes);
	apo__canonical_string(&out, "hash", head->hash);
	apo__canonical_optional(&out, "key", head->key);
	apo__canonical_integer(&out, "records", head->records);
	apo__canonical_close(&out, '{');
	apo__buffer_putc(&out, '\n');
	*size = out.size;
	return out.data;
}

/* What the bytes say; 1 when writing that gives the same bytes. */
static int parse(apo__arena *arena, const char *text, size_t size, apo__ledger_head *head)
{
	apo__canonical_field fields[] = {
		{.key = "bytes"}, {.key = "hash"}, {.key = "key"}, {.key = "records"}};
	size_t where, hash_size = 0, key_size = 0, same_size;
	const char *hash, *key;
	apo__public_key parsed;
	if (!size || apo__canonical_check(text, size - 1, fields, 4, &where) ||
		!apo__canonical_number(&fields[0], &head->bytes) ||
		!apo__canonical_plain(&fields[1], &hash, &hash_size) || hash_size != 64 ||
		strspn(hash, "0123456789abcdef") != 64 ||
		!apo__canonical_number(&fields[3], &head->records))
		return 0;
	memcpy(head->hash, hash, 64);
	if (fields[2].value) {
		if (!apo__canonical_plain(&fields[2], &key, &key_size) ||
			!apo__public_key_parse(key, key_size, &parsed))
			return 0;
		head->key = apo__strndup(arena, key, key_size);
	}
	const char *same = head_text(arena, head, &same_size);
	return same_size == size && !memcmp(same, text, size);
}

apo_status apo__ledger_head_read(
	apo__arena *arena, const char *path, apo__ledger_head *head, apo_error *err)
{
	struct stat info;
	*head = (apo__ledger_head){0};
	if (stat(path, &info))
		return APO_OK;
	apo_status status = apo__file_read(arena, path, HEAD_LIMIT, &head->text, &head->size, err);
	if (status)
		return status;
	head->exists = 1;
	if (!parse(arena, head->text, head->size, head))
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is not the head of a ledger, or was changed; put it back from a copy");
	return APO_OK;
}

static apo_status write_file(const char *path, const char *text, size_t size, apo_error *err)
{
	apo_output *output = apo_output_open(path, err);
	if (!output)
		return APO_EOUTPUT;
	apo_output_write(output, text, size);
	apo_status status = apo_output_commit(output, err);
	apo_output_free(output);
	return status;
}

apo_status apo__ledger_head_write(
	apo__arena *arena, const char *path, apo__ledger_head *head, apo_error *err)
{
	head->exists = 1;
	head->text = head_text(arena, head, &head->size);
	return write_file(path, head->text, head->size, err);
}

apo_status apo__ledger_head_sign(apo__arena *arena, const apo__ledger_files *files,
	apo__ledger_head *head, const apo__secret_key *key, int64_t seconds, apo_error *err)
{
	const char *slash = strrchr(files->head, '/');
	head->key = apo__public_key_text(arena, &key->public);
	head->text = head_text(arena, head, &head->size);
	const char *signature = apo__sign(arena, key, head->text, head->size,
		apo__sprintf(arena, "timestamp:%lld\tfile:%s\trecords:%llu\thashed",
			(long long)(seconds ? seconds : (int64_t)time(NULL)),
			slash ? slash + 1 : files->head, (unsigned long long)head->records));
	apo_status status = apo__ledger_head_write(arena, files->head, head, err);
	return status ? status : write_file(files->signature, signature, strlen(signature), err);
}

typedef struct {
	apo_context *context;
	const char *path;
	const apo_sign_options *sign;
} signing;

static apo_status sign_run(apo__arena *arena, void *user, apo_error *err)
{
	signing *s = user;
	apo__journal *journal;
	apo__secret_key *key;
	apo__ledger_head head;
	apo_status status = apo__secret_key_read(
		arena, s->sign->key, s->sign->passphrase, s->sign->user, &key, err);
	if (!status)
		status = apo__journal_open(arena, s->path, NULL, NULL, &journal, err);
	if (status)
		return status;
	apo__ledger_files files = apo__ledger_files_of(arena, journal->path);
	status = apo__ledger_head_read(arena, files.head, &head, err);
	if (!status && (!head.exists || journal->size < head.bytes))
		status = apo__fail(err, APO_EINPUT, s->path, APO_NO_OFFSET, 0,
			!journal->size ? "is not there, or is empty; there is nothing to sign"
			: head.exists
				? "is shorter than its head says; apograph ledger verify says more"
				: "has no head to sign (LEDGER.head)");
	return status ? status
		      : apo__ledger_head_sign(arena, &files, &head, key, s->sign->time, err);
}

apo_status apo_ledger_sign(
	apo_context *context, const char *path, const apo_sign_options *sign, apo_error *err)
{
	apo_sign_options how = APO_SIGN_OPTIONS_INIT;
	signing s = {context, path, &how};
	apo_error own;
	apo_status status = apo__options(&how, sign, err);
	if (status)
		return status;
	apo__arena *arena = apo__context_job(context);
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	status = apo__guarded(arena, sign_run, &s, err ? err : &own);
	apo__arena_free(arena);
	return status;
}

typedef struct {
	const char *name, *passphrase;
} key_making;

static apo_status keygen_run(apo__arena *arena, void *user, apo_error *err)
{
	key_making *k = user;
	apo__secret_key *key;
	struct stat info;
	const char *public = apo__sprintf(arena, "%s.pub", k->name),
		   *secret = apo__sprintf(arena, "%s.key", k->name);
	if (!lstat(public, &info))
		return apo__fail(err, APO_EOUTPUT, public, APO_NO_OFFSET, 0,
			"exists; a key is not replaced, choose another name");
	apo_status status = apo__key_new(arena, &key, err);
	if (!status)
		status = apo__secret_key_write(arena, secret, key, k->passphrase, err);
	if (status)
		return status;
	status = apo__public_key_write(arena, public, &key->public, err);
	if (status)
		remove(secret);
	return status;
}

apo_status apo_ledger_keygen(const char *name, const char *passphrase, apo_error *err)
{
	key_making k = {name, passphrase};
	apo_error own;
	apo__arena *arena = apo__arena_new();
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	apo_status status = apo__guarded(arena, keygen_run, &k, err ? err : &own);
	apo__arena_free(arena);
	return status;
}
