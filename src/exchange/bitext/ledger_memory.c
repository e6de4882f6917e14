/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A translation memory in a ledger: after its record, the texts of its units as hashes, so that each can be found again by what
 * it says. Units are in records of at most UNITS, so that whoever reads the ledger needs the memory of one of them.
 */
#include <string.h>

#include "base/error.h"
#include "base/sha256.h"
#include "exchange/bitext/audit_tmx.h"
#include "exchange/tmx/tmx_reader.h"
#include "ledger/ledger_record.h"
#include "writing/put.h"

#define UNITS 4096u /* of a record */

typedef struct {
	char text[APO__HASH_CUT + 1];
} text_hash;

typedef struct {
	apo_ledger *ledger;
	const char *path;
	apo_progress_fn progress;
	void *user;
	apo__arena *scratch;
	APO__VECTOR(text_hash) hashes; /* of all texts */
	APO__VECTOR(uint32_t) sides;   /* by unit: how many texts it has */
} recording;

void apo__unit_text_hash(apo__arena *scratch, const apo__unit_variant *v, char *hash)
{
	apo__buffer line = {.arena = scratch};
	apo__add_text_line(&line, v->text, v->size);
	apo__ledger_text_hash(scratch, &line, hash);
}

static apo_status take_unit(const apo__unit *unit, void *user, apo_error *err)
{
	recording *r = user;
	uint32_t sides = 0;
	(void)err;
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		if (!unit->variants[i].text)
			continue;
		apo__unit_text_hash(r->scratch, &unit->variants[i],
			apo__push(r->ledger->arena, &r->hashes)->text);
		sides++;
	}
	*apo__push(r->ledger->arena, &r->sides) = sides;
	apo__arena_reset(r->scratch);
	return APO_OK;
}

/* The record of some units, and of their texts from `*hash` on, which moves behind them. */
static apo_status add_units(const recording *r, uint64_t tmx, uint32_t from, uint32_t count,
	uint32_t *hash, apo_error *err)
{
	apo_ledger *l = r->ledger;
	uint32_t texts = 0;
	apo__record_begin(l);
	apo__canonical_integer(&l->out, "count", count);
	apo__canonical_integer(&l->out, "first", (uint64_t)from + 1);
	apo__canonical_open(&l->out, "hashes", '[');
	for (uint32_t i = 0; i < count; i++)
		texts += r->sides.items[from + i];
	while (texts--)
		apo__canonical_text(&l->out, NULL, r->hashes.items[(*hash)++].text, APO__HASH_CUT);
	apo__canonical_close(&l->out, '[');
	apo__record_prev(l);
	apo__record_seq(l);
	apo__canonical_open(&l->out, "sides", '[');
	for (uint32_t i = 0; i < count; i++)
		apo__canonical_integer(&l->out, NULL, r->sides.items[from + i]);
	apo__canonical_close(&l->out, '[');
	apo__canonical_integer(&l->out, "tmx", tmx);
	apo__canonical_string(&l->out, "type", "units");
	return apo__record_end(l, err);
}

static apo_status add_all_units(const recording *r, uint64_t tmx, apo_error *err)
{
	apo_status status = APO_OK;
	uint32_t hash = 0;
	for (uint32_t from = 0; from < r->sides.count && !status; from += UNITS) {
		uint32_t left = r->sides.count - from;
		status = add_units(r, tmx, from, left < UNITS ? left : UNITS, &hash, err);
	}
	return status;
}

static apo_status memory_run(apo__arena *arena, void *user, apo_error *err)
{
	recording *r = user;
	apo__unit_summary summary;
	char before[65], after[65];
	uint64_t size;
	apo__unit_handler handler = {
		.unit = take_unit, .user = r, .progress = r->progress, .progress_user = r->user};
	r->scratch = apo__arena_child(arena);
	apo_status status = apo__sha256_file(arena, r->path, before, &size, err);
	if (!status)
		status = apo__tmx_read(arena, r->path, &handler, &summary, err);
	if (!status)
		status = apo_ledger_add_tmx(r->ledger, r->path, summary.units, err);
	if (!status)
		status = add_all_units(r, r->ledger->seq, err);
	if (!status)
		status = apo__sha256_file(arena, r->path, after, &size, err);
	if (!status && strcmp(before, after) != 0)
		return apo__fail(err, APO_EINPUT, r->path, APO_NO_OFFSET, 0,
			"was changed while it was read; nothing is recorded");
	return status;
}

apo_status apo_ledger_add_memory(
	apo_ledger *ledger, const char *path, apo_progress_fn progress, void *user, apo_error *err)
{
	recording r = {.ledger = ledger, .path = path, .progress = progress, .user = user};
	return apo__ledger_guard(ledger, memory_run, &r, err);
}
