/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What proves that a translation memory is as it was written (docs/formats.md, "Proof in TMX"): each unit carries its number
 * and a hash over all that we say of it, the header the number of units, a hash over their hashes in order, and the hashes of
 * the files.
 */
#ifndef APO__EXCHANGE_TMX_PROOF_H
#define APO__EXCHANGE_TMX_PROOF_H

#include "exchange/units/units.h"

#define APO__PROP_UNIT	     "x-unit" /* number, from 1 */
#define APO__PROP_UNIT_HASH  "x-unit-sha256"
#define APO__PROP_UNITS	     "x-units"	      /* of the header */
#define APO__PROP_UNITS_HASH "x-units-sha256" /* of the header */
#define APO__PROP_FILE	     "x-file"	      /* of the header: hash, id, encoding, path */
#define APO__PROP_CHAIN	     "x-chain"
/* of the header: where a ledger ended when the file was written */
#define APO__PROP_LEDGER_HEAD	 "x-ledger-head"
#define APO__PROP_LEDGER_RECORDS "x-ledger-records"

/* A property that we write and that the hash covers. */
int apo__is_own_prop(const char *type);
/* Add what the hash of a unit is over, of an own property or a note. */
void apo__info_hashed(apo__buffer *out, const apo__unit_info *info);
/* What apo__unit_hash may leave out, to see what was added. */
enum { APO__WITHOUT_NOTES = 1, APO__WITHOUT_CODES = 2 };
/* The hash of a unit, with its language codes as they are in the file. What is in `work` is lost; it is for the next one. */
void apo__unit_hash(apo__buffer *work, const apo__unit *unit, unsigned without, char hash[65]);
/* Go on with the hash over the units; it begins as "". `hash` NULL or "": a unit without one. */
void apo__units_hash_add(char running[65], const char *hash);

/* What makes a unit known again: a hash over languages and texts, and the ids of the documents where they are given. */
const char *apo__unit_identity(
	apo__arena *scratch, const apo__unit_variant sides[2], const char *const ids[2]);

/* An attribution as it is recorded: "dpa [agency 803-846]", bytes of the file. */
const char *apo__attribution_record(
	apo__arena *arena, const char *name, apo_source_type type, apo_file_span span);

/* The number that a text begins with, 0 where none does; `*text` moves behind its digits, and stops in a number that is too large. */
uint64_t apo__count_read(const char **text);
/* "12-345"; 0 when it is not one, or empty. */
int apo__span_record_read(const char *text, apo_file_span *span);

/* "HASH ID ENCODING PATH"; a space in an id is "%20", a percent sign "%25"; ENCODING "-": the bytes say it (NULL). */
const char *apo__file_record(apo__arena *arena, const char *hash, const char *id,
	const char *encoding, const char *path);
/* 0 when it is not one. */
int apo__file_record_read(apo__arena *arena, const char *text, const char **hash, const char **id,
	const char **encoding, const char **path);

#endif
