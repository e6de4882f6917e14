/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A translation memory against a ledger. The ledger is read twice: once for the TMX record that is nearest to the file (the same
 * bytes, else the one whose units share most with its units, of equals the last), for what traces recorded of its texts, and for the
 * record that the header of the file names; then for the units of that record. Memory: 100 bytes a unit.
 */
#include "exchange/bitext/audit_ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/sha256.h"

#define SAME_UNIT 2u /* points of a recorded unit that is in the file */
#define SAME_TEXT 1u /* of one of which a text is */

/* ---- units as hashes ---- */

static int compare_numbers(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;
	return *a < *b ? -1 : *a > *b;
}

/* Their order in the unit says nothing: tools put the source first or last. */
static void sort_texts(uint32_t *texts, uint32_t count)
{
	if (count > 1)
		qsort(texts, count, sizeof *texts, compare_numbers);
}

void apo__hashed_unit_add(struct apo__ledger_audit *l, apo__hashed_units *list,
	const apo__hashed_unit *unit, const char *const *hashes, uint32_t count)
{
	uint32_t *sorted = apo__alloc_array(l->scratch, (size_t)count + 1, sizeof *sorted);
	apo__hashed_unit *u = apo__push(l->arena, &list->units);
	*u = *unit;
	u->first = list->texts.count;
	u->count = count;
	for (uint32_t i = 0; i < count; i++)
		*apo__push(l->arena, &list->texts) = sorted[i] =
			apo__intern(&l->hashes, hashes[i], APO__HASH_CUT);
	sort_texts(sorted, count);
	u->key = apo__intern(&l->sets, (const char *)sorted, count * sizeof *sorted);
}

/* The number of a set of texts that the file has; APO_NONE. `*known` gets how many of the texts it has. */
static uint32_t set_in_file(
	struct apo__ledger_audit *l, const char *const *hashes, uint32_t count, uint32_t *known)
{
	uint32_t *sorted = apo__alloc_array(l->scratch, (size_t)count + 1, sizeof *sorted);
	*known = 0;
	for (uint32_t i = 0; i < count; i++) {
		sorted[i] = apo__interned(&l->hashes, hashes[i], APO__HASH_CUT);
		*known += sorted[i] != APO_NONE;
	}
	if (*known < count)
		return APO_NONE;
	sort_texts(sorted, count);
	return apo__interned(&l->sets, (const char *)sorted, count * sizeof *sorted);
}

void apo__audit_ledger_unit(apo__tmx_audit *a, apo__arena *scratch, const apo__unit *unit,
	const char *date, const char *by)
{
	struct apo__ledger_audit *l = a->ledger;
	uint32_t count = 0;
	const char **hashes = apo__alloc_array(scratch, unit->variant_count + 1, sizeof *hashes);
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		if (!unit->variants[i].text)
			continue;
		char *hash = apo__alloc(scratch, APO__HASH_CUT + 1);
		apo__unit_text_hash(scratch, &unit->variants[i], hash);
		hashes[count++] = hash;
	}
	apo__hashed_unit own = {.number = unit->number,
		.line = unit->line,
		.date = date ? apo__strdup(l->arena, date) : NULL,
		.by = date && by ? apo__strdup(l->arena, by) : NULL};
	l->scratch = scratch;
	apo__hashed_unit_add(l, &l->file, &own, hashes, count);
}

/* ---- the ledger, for the first time ---- */

static apo_status refuse(
	const struct apo__ledger_audit *l, const apo__ledger_record *r, apo_error *err)
{
	return apo__fail(err, APO_EINPUT, l->result.path, APO_NO_OFFSET, (uint32_t)r->seq,
		"is a record of the type \"%s\" that does not hold what such records hold; it was "
		"written by another program",
		r->type);
}

/* Hashes of texts; NULL when one is not a hash. */
static const char *const *hashes_of(
	struct apo__ledger_audit *l, const apo__ledger_record *r, size_t *count)
{
	const char *const *hashes = apo__record_texts(l->scratch, r, "hashes", count);
	for (size_t i = 0; i < *count; i++)
		if (!hashes[i] || strspn(hashes[i], "0123456789abcdef") != APO__HASH_CUT ||
			hashes[i][APO__HASH_CUT])
			return NULL;
	return hashes;
}

typedef apo_status (*each_unit_fn)(
	struct apo__ledger_audit *l, uint64_t number, const char *const *hashes, uint32_t count);

/* The units of a record of the type "units". */
static apo_status each_unit(
	struct apo__ledger_audit *l, const apo__ledger_record *r, each_unit_fn each, apo_error *err)
{
	size_t hash_count, side_count, at = 0;
	uint64_t first = 0;
	const char *const *hashes = hashes_of(l, r, &hash_count);
	const uint64_t *sides = apo__record_numbers(l->scratch, r, "sides", &side_count);
	if (!hashes || !apo__record_number(r, "first", &first))
		return refuse(l, r, err);
	for (size_t i = 0; i < side_count; i++) {
		if (sides[i] > hash_count - at)
			return refuse(l, r, err);
		apo_status status = each(l, first + i, hashes + at, (uint32_t)sides[i]);
		if (status)
			return status;
		at += (size_t)sides[i];
	}
	return at == hash_count ? APO_OK : refuse(l, r, err);
}

static apo_status score_unit(
	struct apo__ledger_audit *l, uint64_t number, const char *const *hashes, uint32_t count)
{
	uint32_t known, set = set_in_file(l, hashes, count, &known);
	(void)number;
	l->score += set != APO_NONE ? SAME_UNIT : known ? SAME_TEXT : 0;
	return APO_OK;
}

/* All units of the TMX record at hand were looked at. */
static void keep_best(struct apo__ledger_audit *l)
{
	if (!l->tmx || l->result.identical || !l->score || l->score < l->best_score)
		return;
	l->best_score = l->score;
	l->result.record = l->tmx;
}

static void see_tmx(struct apo__ledger_audit *l, const apo__ledger_record *r)
{
	const char *hash = apo__record_text(l->scratch, r, "sha256");
	keep_best(l);
	l->tmx = r->seq;
	l->score = 0;
	if (hash && !strcmp(hash, l->sha256)) {
		l->result.identical = 1;
		l->result.record = r->seq;
	}
}

static void mark(apo__marks *marks, uint32_t number)
{
	if (number < marks->size)
		marks->marks[number] = 1;
}

/* Texts of documents, and pairs of them, that a trace or an alignment found. */
static apo_status see_texts(
	struct apo__ledger_audit *l, const apo__ledger_record *r, int pairs, apo_error *err)
{
	size_t count;
	const char *const *hashes = hashes_of(l, r, &count);
	uint32_t known;
	if (!hashes || (pairs && count % 2))
		return refuse(l, r, err);
	for (size_t i = 0; i < count; i++)
		mark(&l->in_documents, apo__interned(&l->hashes, hashes[i], APO__HASH_CUT));
	for (size_t i = 0; pairs && i < count; i += 2)
		mark(&l->in_pairs, set_in_file(l, hashes + i, 2, &known));
	return APO_OK;
}

static void see_anchor(struct apo__ledger_audit *l, const apo__ledger_record *r)
{
	const apo__tmx_audit *a = l->audit;
	if (a->anchor && (!a->anchor_records || a->anchor_records == r->seq))
		l->anchored |= !strcmp(a->anchor, r->hash);
}

static apo_status first_look(const apo__ledger_record *r, void *user, apo_error *err)
{
	struct apo__ledger_audit *l = user;
	apo_status status = APO_OK;
	uint64_t tmx = 0;
	l->result.records = r->seq;
	memcpy(l->result.head, r->hash, sizeof l->result.head);
	see_anchor(l, r);
	if (!strcmp(r->type, "tmx"))
		see_tmx(l, r);
	else if (!strcmp(r->type, "units") && apo__record_number(r, "tmx", &tmx) && tmx == l->tmx)
		status = each_unit(l, r, score_unit, err);
	else if (!strcmp(r->type, "segments") || !strcmp(r->type, "alignment"))
		status = see_texts(l, r, *r->type == 'a', err);
	apo__arena_reset(l->scratch);
	return status;
}

/* ---- and for the second ---- */

static apo_status keep_unit(
	struct apo__ledger_audit *l, uint64_t number, const char *const *hashes, uint32_t count)
{
	const apo__hashed_unit unit = {.number = number};
	apo__hashed_unit_add(l, &l->recorded, &unit, hashes, count);
	return APO_OK;
}

static apo_status second_look(const apo__ledger_record *r, void *user, apo_error *err)
{
	struct apo__ledger_audit *l = user;
	apo_status status = APO_OK;
	uint64_t tmx = 0;
	if (r->seq == l->result.record) {
		const char *file = apo__record_text(l->scratch, r, "file");
		l->result.file = apo__strdup(l->arena, file ? file : "?");
		apo__record_number(r, "units", &l->result.units);
	} else if (!strcmp(r->type, "units") && apo__record_number(r, "tmx", &tmx) &&
		   tmx == l->result.record) {
		status = each_unit(l, r, keep_unit, err);
	}
	apo__arena_reset(l->scratch);
	return status;
}

/* ---- the whole ---- */

/* Whether the ledger is still the one that the header was written beside. */
static void check_anchor(const struct apo__ledger_audit *l)
{
	apo__tmx_audit *a = l->audit;
	const apo_audit_ledger *r = &l->result;
	apo_file_span none = {0, 0};
	if (!a->anchor || l->anchored || !strcmp(a->anchor, APO__LEDGER_FIRST))
		return;
	if (strspn(a->anchor, "0123456789abcdef") != 64 || a->anchor[64])
		apo__audit_add(a, APO_FINDING_LEDGER_DIFFERS, APO_SEVERITY_CRITICAL, NULL, none,
			"the header names the end of a ledger (" APO__PROP_LEDGER_HEAD
			") that is not a hash: %.80s",
			a->anchor);
	else if (a->anchor_records > r->records)
		apo__audit_add(a, APO_FINDING_LEDGER_DIFFERS, APO_SEVERITY_CRITICAL, NULL, none,
			"the header was written beside a ledger of %llu records; %s has %llu: it "
			"was cut back, or is another ledger",
			(unsigned long long)a->anchor_records, r->path,
			(unsigned long long)r->records);
	else
		apo__audit_add(a, APO_FINDING_LEDGER_DIFFERS, APO_SEVERITY_CRITICAL, NULL, none,
			"the header was written beside a ledger that had a record of the hash "
			"%.16s...; %s has none such there: it was forked, or is another ledger",
			a->anchor, r->path);
}

static void begin_marks(struct apo__ledger_audit *l, apo__marks *marks, uint32_t size)
{
	marks->size = size;
	marks->marks = apo__alloc(l->arena, (size_t)size + 1);
}

void apo__audit_ledger_begin(apo__tmx_audit *a, const char *path)
{
	struct apo__ledger_audit *l = apo__alloc(a->arena, sizeof *l);
	l->audit = a;
	l->arena = a->arena;
	l->result.path = apo__strdup(a->arena, path);
	apo__interner_init(&l->hashes, a->arena);
	apo__interner_init(&l->sets, a->arena);
	a->ledger = l;
}

apo_status apo__audit_ledger_end(apo__tmx_audit *a, const apo_audit_ledger **result, apo_error *err)
{
	struct apo__ledger_audit *l = a->ledger;
	char sha256[65];
	uint64_t size;
	l->sha256 = sha256;
	l->scratch = apo__arena_child(a->arena);
	begin_marks(l, &l->in_documents, l->hashes.count);
	begin_marks(l, &l->in_pairs, l->sets.count);
	apo_status status = apo__sha256_file(a->arena, a->path, sha256, &size, err);
	if (!status)
		status = apo__ledger_read(a->arena, l->result.path, first_look, l, err);
	keep_best(l);
	if (!status && l->result.record)
		status = apo__ledger_read(a->arena, l->result.path, second_look, l, err);
	if (status)
		return status;
	check_anchor(l);
	apo__audit_match(l);
	*result = &l->result;
	return APO_OK;
}
