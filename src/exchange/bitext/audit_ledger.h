/* SPDX-License-Identifier: Apache-2.0 */
/* A translation memory against a ledger, unit by unit, by the hashes of their texts alone. */
#ifndef APO__EXCHANGE_BITEXT_AUDIT_LEDGER_H
#define APO__EXCHANGE_BITEXT_AUDIT_LEDGER_H

#include "exchange/bitext/audit_tmx.h"
#include "ledger/ledger_record.h"

/* A unit as its texts. */
typedef struct {
	uint64_t number;
	uint32_t line;
	uint32_t first, count; /* in `texts` of its list: numbers of hashes */
	uint32_t key;	       /* number of the set of its texts */
	const char *date, *by; /* when and by whom it was changed, as it says; NULL = it does not */
} apo__hashed_unit;

typedef struct {
	APO__VECTOR(apo__hashed_unit) units;
	APO__VECTOR(uint32_t) texts;
} apo__hashed_units;

/* What is known of a text or a pair from records of documents. */
typedef struct {
	unsigned char *marks; /* by number */
	uint32_t size;
} apo__marks;

struct apo__ledger_audit {
	apo__tmx_audit *audit;
	apo__arena *arena, *scratch;
	apo__interner hashes, sets;	   /* of texts; of the texts of a unit */
	apo__hashed_units file, recorded;  /* what is there, what the ledger has */
	apo__marks in_documents, in_pairs; /* texts and sets of the file that a trace found */
	apo__marks in_record;		   /* texts of the TMX record */
	const char *sha256;		   /* of the file */
	uint64_t tmx, score;		   /* of the TMX record at hand */
	uint64_t best_score;
	int anchored; /* the record that the header names is there */
	apo_audit_ledger result;
};

/* Add a unit to a list; `hashes` are those of its texts. */
void apo__hashed_unit_add(struct apo__ledger_audit *l, apo__hashed_units *list,
	const apo__hashed_unit *unit, const char *const *hashes, uint32_t count);
/* Compare the units of the file with those recorded, or, where no TMX is recorded, with what is known of the documents. */
void apo__audit_match(struct apo__ledger_audit *l);

#endif
