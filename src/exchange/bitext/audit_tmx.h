/* SPDX-License-Identifier: Apache-2.0 */
/* The audit of a translation memory: what its files share. */
#ifndef APO__EXCHANGE_BITEXT_AUDIT_TMX_H
#define APO__EXCHANGE_BITEXT_AUDIT_TMX_H

#include "base/map.h"
#include "exchange/tmx/proof.h"
#include "provenance/owned_audit.h"

/* A file that the header or units name, read when it is first needed. */
typedef struct {
	const char *path, *id;
	const char *hash;     /* as the header has it, NULL */
	const char *encoding; /* that it was said to have; NULL: its bytes say it */
	const char *lang;     /* that units say it has; NULL */
	int tried;
	const apo_document *document; /* its text; NULL: not there, or not to be read */
	const apo_document *full;     /* who is credited in it */
	int full_tried;		      /* ... was looked for */
	int differs;		      /* a text of a unit is not in it */
	int line_ends;		      /* it has others than it had; `document` has the old ones */
} apo__audited_file;

/* A unit of the TMX. */
typedef struct {
	uint64_t unit;
	uint32_t line;
} apo__audited_place;

struct apo__ledger_audit;

typedef struct {
	apo_context *context;
	const apo_audit_options *options;
	const char *path;
	uint32_t line;			  /* of the unit at hand, which findings get; 0 = none */
	apo__arena *scratch;		  /* of the unit at hand */
	apo__buffer hashed;		  /* what its hash is over */
	struct apo__ledger_audit *ledger; /* NULL: compared with none */
	const char *folder;		  /* of the TMX, with its slash; "" = the current one */
	apo__arena *arena;
	APO__VECTOR(apo_finding) findings;
	APO__VECTOR(apo__audited_file) files;
	apo__interner paths, ids; /* of `files` */
	APO__VECTOR(uint32_t) file_of_id;
	apo__interner chains;			  /* the distinct ones */
	APO__VECTOR(apo__audited_place) chain_at; /* where each is first */

	/* what the header says */
	int is_ours, has_totals;
	apo_severity
		of_attributions; /* minor where another version, which reads otherwise, wrote it */
	uint64_t units;
	const char *units_hash;
	const char *anchor; /* hash of the last record of a ledger; NULL */
	uint64_t anchor_records;
	/* what is there */
	char running[65];
	uint64_t count, last; /* units, the highest number so far */
	unsigned char *seen;  /* a bit for each number */
	uint64_t seen_size;   /* numbers that have a bit */
	uint64_t doubled, moved, first_doubled, first_moved;
	uint64_t without_provenance, first_without;
	uint64_t damaged;		   /* places that the reader repaired or left out */
	uint64_t unproven, first_unproven; /* units without a hash */
	apo__owned_audit *result;
} apo__tmx_audit;

/* ---- audit_files.c ---- */

void apo__audit_add(apo__tmx_audit *a, apo_finding_type type, apo_severity severity,
	const char *document, apo_file_span span, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* Know a file by its path; an id, a hash and an encoding where they are known. */
uint32_t apo__audit_file(apo__tmx_audit *a, const char *path, const char *id, const char *hash,
	const char *encoding);
/* The document of a file; a finding the first time that it is not there. NULL then. `lang` where a unit says it, else NULL. */
const apo_document *apo__audit_document(apo__tmx_audit *a, uint32_t file, const char *lang);
/* The same with whom it credits; NULL also where its language is not known: who is credited in it is not either. */
const apo_document *apo__audit_full(apo__tmx_audit *a, uint32_t file);
/* The same of a file whose document was read, in an arena; any thread's. */
const apo_document *apo__audit_credits(
	apo__arena *arena, const apo__audited_file *file, int *out_of_memory);
/* Report files that are not as the header says. */
void apo__audit_files_end(apo__tmx_audit *a);

/* ---- audit_unit.c ---- */

void apo__audit_unit(apo__tmx_audit *a, apo__arena *scratch, const apo__unit *unit);

/* ---- audit_chains.c ---- */

/* Take the chains of a unit. */
void apo__audit_chains(apo__tmx_audit *a, const apo__unit *unit);
/* Report those that the files do not support. */
void apo__audit_chains_end(apo__tmx_audit *a);

/* ---- audit_attributions.c ---- */

/* Whether the attributions that a side records are those of the file; a finding else. */
int apo__audit_attributions(
	apo__tmx_audit *a, apo__arena *scratch, const apo__unit *unit, const apo__unit_variant *v);

/* ---- audit_ledger.c ---- */

/* Begin to compare with a ledger. */
void apo__audit_ledger_begin(apo__tmx_audit *a, const char *path);
/* Take a unit; `date` and `by`: when and by whom it says that it was changed, NULL = it does not. */
void apo__audit_ledger_unit(apo__tmx_audit *a, apo__arena *scratch, const apo__unit *unit,
	const char *date, const char *by);
/* All units were taken. APO_EINPUT when the ledger is not right. */
apo_status apo__audit_ledger_end(
	apo__tmx_audit *a, const apo_audit_ledger **result, apo_error *err);

/* ---- ledger_memory.c ---- */

/* The hash by which the text of a side, which it has, is recorded in a ledger. */
void apo__unit_text_hash(apo__arena *scratch, const apo__unit_variant *v, char *hash);

#endif
