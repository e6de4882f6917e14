/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of the ledger share. A record is one object in canonical JSON (writing/canonical.h) on a line, whose members are
 * strings, integers, and arrays of these. The hash of a record is the SHA-256 of its line with the line break.
 */
#ifndef APO__LEDGER_LEDGER_RECORD_H
#define APO__LEDGER_LEDGER_RECORD_H

#include "base/map.h"
#include "base/proof/journal.h"
#include "base/proof/sign.h"
#include "writing/canonical.h"

#define APO__LEDGER_FORMAT  "apograph-ledger"
#define APO__LEDGER_VERSION 1u
#define APO__LEDGER_FIRST   "0000000000000000000000000000000000000000000000000000000000000000"
#define APO__LEDGER_LINE    ((size_t)1 << 30) /* bytes of a record, at most */
#define APO__HASH_CUT	    32u /* hexadecimal digits of the hash of a segment: 128 bits */

/* LEDGER.head */
typedef struct {
	int exists;
	uint64_t records, bytes; /* of the ledger, when it was written */
	char hash[65];
	const char *key; /* public key that signed it, as apo__public_key_text; NULL = not signed */
	const char *text; /* the file */
	size_t size;
} apo__ledger_head;

/* Names of the files beside a ledger. */
typedef struct {
	const char *ledger, *head, *signature, *torn;
} apo__ledger_files;
apo__ledger_files apo__ledger_files_of(apo__arena *arena, const char *path);

/* Read a head. A file that is there and is not a head: APO_EINPUT. */
apo_status apo__ledger_head_read(
	apo__arena *arena, const char *path, apo__ledger_head *head, apo_error *err);
/* Write it, whole or not at all; fills its text. */
apo_status apo__ledger_head_write(
	apo__arena *arena, const char *path, apo__ledger_head *head, apo_error *err);
/* Write the head and its signature. */
apo_status apo__ledger_head_sign(apo__arena *arena, const apo__ledger_files *files,
	apo__ledger_head *head, const apo__secret_key *key, int64_t time, apo_error *err);

/* A ledger that is open to append. */
struct apo_ledger {
	apo__arena *arena;
	apo_context *context;
	apo__journal *journal;
	apo__ledger_files files;
	apo__ledger_head head; /* on disk */
	apo__buffer out;       /* lines to append */
	size_t line;	       /* where the one that is being made begins in `out` */
	uint64_t seq;	       /* of the last record, `out` included */
	char hash[65];	       /* of that */
	int failed;	       /* a call that added records did: nothing can be committed */
	int reading;	       /* it is only looked at */
	apo__map known; /* documents that were recorded, by address: indexes into `numbers` */
	APO__VECTOR(uint64_t) numbers; /* of their records */
};

/* Runs under a guard; what a call has begun and cannot end makes the ledger useless. */
apo_status apo__ledger_guard(apo_ledger *ledger, apo__guarded_fn job, void *user, apo_error *err);
/* Whether a line is the first of a ledger that this version reads: NULL, or what is wrong, in words that follow the file's name. */
const char *apo__ledger_first_check(apo__arena *arena, const char *line, size_t size);
/* The hash by which a text is recorded: of the text as it would be in a <seg>, cut to 128 bits; from text on one line. */
void apo__ledger_text_hash(
	apo__arena *scratch, const apo__buffer *line, char hash[APO__HASH_CUT + 1]);

/* Make a record: begin, members in the order of their keys, end. Every record has "prev" and "seq". */
void apo__record_begin(apo_ledger *ledger);
void apo__record_prev(apo_ledger *ledger);
void apo__record_seq(apo_ledger *ledger);
/* APO_EINTERNAL when the line is not in canonical form. */
apo_status apo__record_end(apo_ledger *ledger, apo_error *err);
/* "2026-11-24T08:00:00Z" of seconds since 1970, of now when they are 0. */
const char *apo__utc_time(apo__arena *arena, int64_t seconds);

/* One line of a ledger as it is read. */
typedef struct {
	uint64_t number;  /* of the line, from 1 */
	const char *text; /* without line break; good until the next line is read */
	size_t size;
	int whole; /* it has a line break */
	char hash[65];
	uint64_t end; /* where it ends in the file, line break included */
} apo__ledger_line;

/* Lines of a ledger one after the other, from the beginning to the byte `end`. */
typedef struct {
	apo__arena *arena;
	const apo__journal *journal;
	uint64_t end, at; /* `at`: of the next line */
	char *data;
	size_t capacity, used, done; /* bytes read, of them already given out */
	uint64_t number;
} apo__ledger_lines;
void apo__ledger_lines_begin(
	apo__ledger_lines *lines, apo__arena *arena, const apo__journal *journal, uint64_t end);
/* The next line; `*more` is 0 after the last. */
apo_status apo__ledger_lines_next(
	apo__ledger_lines *lines, apo__ledger_line *line, int *more, apo_error *err);

/* Members that every record has. */
typedef struct {
	uint64_t seq;
	char prev[65];
	const char *type; /* in the line, not terminated */
	size_t type_size;
} apo__ledger_link;
/* Read them; NULL, or what is wrong with the line in words, with `*where` the byte in it. */
const char *apo__ledger_link_read(
	const char *line, size_t size, apo__ledger_link *link, size_t *where);

/* A record for those who use what is recorded. */
typedef struct {
	uint64_t seq;
	const char *type;
	const char *line; /* good until the next record */
	size_t size;
	char hash[65];
} apo__ledger_record;
typedef apo_status (*apo__ledger_fn)(const apo__ledger_record *record, void *user, apo_error *err);
/* Call `each` for the records up to the head, in order, as long as it returns APO_OK. APO_EINPUT when one of them, or the head, is wrong. */
apo_status apo__ledger_read(
	apo__arena *arena, const char *path, apo__ledger_fn each, void *user, apo_error *err);
/* A member of a record: a string (NULL: there is none, or null), a number (1 = there is one), a list. What is made lives in the arena. */
const char *apo__record_text(apo__arena *arena, const apo__ledger_record *record, const char *key);
int apo__record_number(const apo__ledger_record *record, const char *key, uint64_t *value);
const uint64_t *apo__record_numbers(
	apo__arena *arena, const apo__ledger_record *record, const char *key, size_t *count);
const char *const *apo__record_texts(
	apo__arena *arena, const apo__ledger_record *record, const char *key, size_t *count);

#endif
