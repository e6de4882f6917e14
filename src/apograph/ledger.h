/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ledger: a record of provenance that can be verified (docs/ledger.md). A file LEDGER of one record a line, each with the hash
 * of the line before; LEDGER.head, which says how many records there are and the hash of the last; and, where it is signed,
 * LEDGER.head.minisig in minisign's format.
 *
 * Recording: apo_ledger_open, apo_ledger_add_..., apo_ledger_commit, apo_ledger_free. A commit is whole or not at all: what it
 * added is there once it returned APO_OK, whatever happens to process or machine; before, nothing of it is.
 */
#ifndef APOGRAPH_LEDGER_H
#define APOGRAPH_LEDGER_H

#include "apograph/align.h"
#include "apograph/trace.h"
#include "apograph/write.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The passphrase of a secret key, for as long as the call takes that asks for it; NULL = there is none. */
typedef const char *(*apo_passphrase_fn)(const char *path, void *user);

/* How a head is signed. */
typedef struct {
	uint32_t size;		      /* set by APO_SIGN_OPTIONS_INIT */
	const char *key;	      /* file of the secret key, in minisign's format */
	apo_passphrase_fn passphrase; /* called when the key is encrypted; may be NULL */
	void *user;
	int64_t time; /* of signing, in seconds since 1970; 0 = by the clock of this machine */
} apo_sign_options;
#define APO_SIGN_OPTIONS_INIT                                                                      \
	{                                                                                          \
		sizeof(apo_sign_options), NULL, NULL, NULL, 0                                      \
	}

/* Make the keys NAME.pub and NAME.key (mode 0600), which exist neither before; `passphrase` NULL: the secret one is not
 * encrypted. APO_EOUTPUT when they cannot be written. */
APO_API apo_status apo_ledger_keygen(const char *name, const char *passphrase, apo_error *err);

/* Which program recorded, and how. */
typedef struct {
	uint32_t size;		    /* set by APO_LEDGER_RUN_INIT */
	const char *action;	    /* "append"; never NULL */
	const char *const *options; /* "--lexicon a.tsv" */
	size_t option_count;
	const char *const *lexicons; /* files, of which the hash is recorded */
	size_t lexicon_count;
	int64_t time; /* seconds since 1970; 0 = by the clock of this machine */
} apo_ledger_run;
#define APO_LEDGER_RUN_INIT                                                                        \
	{                                                                                          \
		sizeof(apo_ledger_run), "append", NULL, 0, NULL, 0, 0                              \
	}

/* Where a ledger ends. */
typedef struct apo_ledger_head {
	uint64_t records;
	char hash[65]; /* SHA-256 of the last line with its line break, in lower-case hexadecimal */
} apo_ledger_head;

/* Where a ledger ends now. Its head and its last line are read, no more; apo_ledger_verify reads all. APO_EINPUT when it is not a
 * ledger, is one of a newer version, has lost its head, or does not end as the head says. */
APO_API apo_status apo_ledger_head_of(
	apo_context *context, const char *path, apo_ledger_head *head, apo_error *err);

typedef struct apo_ledger apo_ledger;
/* Open a ledger to append to it, or begin one. Waits while another process appends; nobody else can until apo_ledger_free. What an
 * append that was interrupted left behind the last record of the head is moved to LEDGER.torn, with a notice. APO_EINPUT when it is
 * not a ledger, is one of a newer version, has lost its head, or does not end as the head says: then nothing is changed. */
APO_API apo_ledger *apo_ledger_open(apo_context *context, const char *path, apo_error *err);
/* Record a run, before what it found. APO_EINPUT when a lexicon cannot be read. */
APO_API apo_status apo_ledger_add_run(
	apo_ledger *ledger, const apo_ledger_run *run, apo_error *err);
/* Record the documents of a trace, their segments and attributions, and every edge with its evidence. */
APO_API apo_status apo_ledger_add_trace(apo_ledger *ledger, const apo_trace *trace, apo_error *err);
/* Record an alignment, and its documents unless this ledger has recorded them since it was opened (the same objects). */
APO_API apo_status apo_ledger_add_alignment(
	apo_ledger *ledger, const apo_alignment *alignment, apo_error *err);
/* Record a TMX file by its name and hash, with its number of units. */
APO_API apo_status apo_ledger_add_tmx(
	apo_ledger *ledger, const char *path, uint64_t units, apo_error *err);
/* The same, and the hashes of the texts of each unit, by which apo_audit_tmx finds it when a tool has dropped all else. `progress`
 * (may be NULL) gets the bytes that are read. APO_EINPUT when it is not a TMX file, or changes while it is read. */
APO_API apo_status apo_ledger_add_memory(
	apo_ledger *ledger, const char *path, apo_progress_fn progress, void *user, apo_error *err);
/* Where the ledger ends with all that was added, also before it is committed. */
APO_API apo_ledger_head apo_ledger_end(const apo_ledger *ledger);
/* Write what was added, and the head; signed when `sign` is not NULL. A head that was signed before and is not now loses its
 * signature, with a notice. On failure the ledger is as it was. */
APO_API apo_status apo_ledger_commit(
	apo_ledger *ledger, const apo_sign_options *sign, apo_error *err);
/* What was not committed is forgotten. */
APO_API void apo_ledger_free(apo_ledger *ledger);

/* What is wrong with a ledger, or with what is expected of it. */
typedef enum {
	APO_LEDGER_CHANGED,	  /* a record is not what it was */
	APO_LEDGER_NOT_CANONICAL, /* a line is not a record in canonical form */
	APO_LEDGER_DELETED,
	APO_LEDGER_REORDERED,
	APO_LEDGER_DOUBLED,
	APO_LEDGER_FORKED, /* two records follow the same one, or the head is of another history */
	APO_LEDGER_CUT,	   /* records are missing at the end */
	APO_LEDGER_TORN,   /* something follows the last record of the head */
	APO_LEDGER_NEWER,  /* written by a newer version */
	APO_LEDGER_HEAD,   /* the head is missing or damaged */
	APO_LEDGER_SIGNATURE, /* missing, wrong, or by another key */
	APO_LEDGER_SHORT      /* does not hold what --at-least says */
} apo_ledger_fault;
/* "changed", "not_canonical", ... */
APO_API const char *apo_ledger_fault_name(apo_ledger_fault fault);

typedef struct {
	apo_ledger_fault fault;
	uint64_t line;	  /* the first that is wrong, from 1; 0 = none in particular */
	const char *file; /* the ledger, its head or its signature */
	const char *message;
} apo_ledger_finding;

typedef struct {
	apo_ledger_head end; /* what the lines amount to, as far as they are right */
	const char *first_time,
		*last_time; /* of the runs, as their machines' clocks said; NULL = none */
	const char *
		key_id; /* of the key that signed the head, 16 hexadecimal digits; NULL = not signed */
	const char *comment;		    /* the trusted comment of its signature; NULL = none */
	const apo_ledger_finding *findings; /* at most one on the lines: the first that is wrong */
	size_t count;
} apo_ledger_report;

typedef struct {
	uint32_t size;		  /* set by APO_LEDGER_VERIFY_OPTIONS_INIT */
	uint64_t records;	  /* it must hold at least so many; 0 = any */
	const char *hash;	  /* and a record of this hash, 64 hexadecimal digits; NULL = any */
	const char *key;	  /* file of the public key that must have signed it; NULL = any */
	apo_progress_fn progress; /* bytes; may be NULL */
	void *user;
} apo_ledger_verify_options;
#define APO_LEDGER_VERIFY_OPTIONS_INIT                                                             \
	{                                                                                          \
		sizeof(apo_ledger_verify_options), 0, NULL, NULL, NULL, NULL                       \
	}

/* Verify a ledger, its head and its signature. Memory does not depend on its size. Fails only when it cannot be read or is not a ledger
 * at all. `options` may be NULL. */
APO_API apo_ledger_report *apo_ledger_verify(apo_context *context, const char *path,
	const apo_ledger_verify_options *options, apo_error *err);
/* Free a report. NULL is fine. */
APO_API void apo_ledger_report_free(apo_ledger_report *report);

/* Sign the head of a ledger as it is now. The ledger is not verified by this. */
APO_API apo_status apo_ledger_sign(
	apo_context *context, const char *path, const apo_sign_options *sign, apo_error *err);

/* Write the records of a ledger up to its head: "text", "tsv" (number, type, what it says, hash), or "json" (an array of the
 * lines as they are). `type` NULL = of all types. APO_EINPUT at a line that is wrong. */
APO_API apo_status apo_write_ledger(apo_output *output, apo_context *context, const char *path,
	const char *type, const apo_write_options *options, apo_error *err);

#ifdef __cplusplus
}
#endif

#endif
