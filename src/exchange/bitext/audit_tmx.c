/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verify the provenance that our TMX files carry (docs/formats.md, "Proof in TMX"): the units one by one against their own
 * record and the files (audit_unit.c), then their number and order against the header. Memory: one unit, the documents that
 * are named, a bit a unit.
 */
#include <string.h>

#include "base/error.h"
#include "exchange/bitext/audit_tmx.h"
#include "exchange/tmx/tmx_reader.h"
#include "text/language/context.h"

#define LISTED 5 /* numbers of units that are missing, in a message; damaged places */

/* A number that the file says, as far as it is one; 0 when it says none. */
static uint64_t number_of(const char *text)
{
	return text ? apo__count_read(&text) : 0;
}

static apo_status take_header(const apo__unit_header *header, void *user, apo_error *err)
{
	apo__tmx_audit *a = user;
	(void)err;
	a->units_hash = apo__prop_of(header->infos, header->info_count, APO__PROP_UNITS_HASH);
	const char *units = apo__prop_of(header->infos, header->info_count, APO__PROP_UNITS);
	a->units = number_of(units);
	a->anchor = apo__prop_of(header->infos, header->info_count, APO__PROP_LEDGER_HEAD);
	a->anchor_records = number_of(
		apo__prop_of(header->infos, header->info_count, APO__PROP_LEDGER_RECORDS));
	a->is_ours = units || a->units_hash;
	a->has_totals = units && a->units_hash;
	for (uint32_t i = 0; i < header->info_count; i++) {
		const apo__unit_info *info = &header->infos[i];
		const char *hash, *id, *encoding, *path;
		if (info->kind != APO__INFO_PROP || strcmp(info->type, APO__PROP_FILE) != 0)
			continue;
		a->is_ours = 1;
		if (apo__file_record_read(a->arena, info->text, &hash, &id, &encoding, &path))
			apo__audit_file(a, path, id, hash, encoding);
	}
	const char *version = apo__attribute_of(
		header->attributes, header->attribute_count, "creationtoolversion");
	if (version && strcmp(version, apo_version()) != 0)
		a->of_attributions = APO_SEVERITY_MINOR;
	if (a->is_ours && header->creationtool && strcmp(header->creationtool, "apograph") != 0)
		apo__audit_add(a, APO_FINDING_TOOL_CHANGED, APO_SEVERITY_MINOR, NULL,
			(apo_file_span){0, 0},
			"the header says that %s made the file, which has records of the kind that "
			"apograph "
			"writes",
			header->creationtool);
	return APO_OK;
}

static apo_status take_unit(const apo__unit *unit, void *user, apo_error *err)
{
	apo__tmx_audit *a = user;
	(void)err;
	if (apo__prop_of(unit->infos, unit->info_count, APO__PROP_UNIT_HASH))
		a->is_ours = 1; /* also where the header was dropped */
	a->line = unit->line;
	apo__audit_unit(a, a->scratch, unit);
	a->line = 0;
	apo__arena_reset(a->scratch);
	return APO_OK;
}

/* What had to be repaired is not as it was written. */
static void take_diagnostic(const apo_tmx_diagnostic *d, void *user)
{
	apo__tmx_audit *a = user;
	if (a->damaged++ >= LISTED)
		return;
	apo__audit_add(a, APO_FINDING_DAMAGED, d->severity, NULL, (apo_file_span){0, 0},
		"line %u: %s", (unsigned)d->line, d->message);
}

/* "3, 7, 8 and 12 more": the numbers up to the last that no unit has. */
static const char *missing_numbers(apo__tmx_audit *a, uint64_t *count)
{
	apo__buffer list = {.arena = a->arena};
	uint64_t to = a->units < a->seen_size ? a->units : a->seen_size - (a->seen_size > 0);
	*count = 0;
	for (uint64_t n = 1; n <= to; n++) {
		if (a->seen[n >> 3] & 1u << (n & 7))
			continue;
		if (++*count <= LISTED)
			apo__buffer_printf(
				&list, "%s%llu", *count > 1 ? ", " : "", (unsigned long long)n);
	}
	/* behind the units that were seen: a header can claim any number, so they are not counted one by one */
	uint64_t behind = a->units > to && to >= a->last ? a->units - to : 0;
	for (uint64_t n = 1; n <= behind && *count + n <= LISTED; n++)
		apo__buffer_printf(
			&list, "%s%llu", *count + n > 1 ? ", " : "", (unsigned long long)(to + n));
	*count += behind;
	if (*count > LISTED)
		apo__buffer_printf(&list, " and %llu more", (unsigned long long)(*count - LISTED));
	return apo__buffer_text(&list);
}

static void check_order(apo__tmx_audit *a)
{
	apo_file_span none = {0, 0};
	uint64_t missing = 0;
	const char *numbers = missing_numbers(a, &missing);
	if (missing)
		apo__audit_add(a, APO_FINDING_UNIT_REMOVED, APO_SEVERITY_CRITICAL, NULL, none,
			"the header says that there are %llu units; those with the numbers %s are "
			"not there",
			(unsigned long long)a->units, numbers);
	if (a->doubled)
		apo__audit_add(a, APO_FINDING_UNIT_DOUBLED, APO_SEVERITY_MAJOR, NULL, none,
			"units that are there twice: %llu (the first is unit %llu)",
			(unsigned long long)a->doubled, (unsigned long long)a->first_doubled);
	if (a->moved)
		apo__audit_add(a, APO_FINDING_UNIT_MOVED, APO_SEVERITY_MAJOR, NULL, none,
			"units that are not at their place: %llu (the first is unit %llu)",
			(unsigned long long)a->moved, (unsigned long long)a->first_moved);
	if (!missing && !a->doubled && !a->moved && !a->unproven)
		apo__audit_add(a, APO_FINDING_UNITS_DIFFER, APO_SEVERITY_CRITICAL, NULL, none,
			"the units are not those that the header was written for: their number or "
			"hashes differ");
}

static void check_header(apo__tmx_audit *a)
{
	apo_file_span none = {0, 0};
	if (!a->has_totals)
		apo__audit_add(a, APO_FINDING_HASH_MISSING, APO_SEVERITY_MAJOR, NULL, none,
			"the header does not say how many units there are and what their hash is");
	else if (a->count != a->units || (a->count && strcmp(a->running, a->units_hash) != 0))
		check_order(a);
	if (a->unproven)
		apo__audit_add(a, APO_FINDING_UNIT_ADDED, APO_SEVERITY_CRITICAL, NULL, none,
			"units without a record, added or stripped of it: %llu (the first is unit "
			"%llu)",
			(unsigned long long)a->unproven, (unsigned long long)a->first_unproven);
}

static apo_status audit_tmx_run(apo__arena *arena, void *user, apo_error *err)
{
	apo__tmx_audit *a = user;
	apo__unit_summary summary;
	apo__unit_handler handler = {.header = take_header,
		.unit = take_unit,
		.diagnostic = take_diagnostic,
		.user = a,
		.progress = a->options->progress,
		.progress_user = a->options->user};
	const apo_audit_ledger *ledger = NULL;
	a->arena = a->hashed.arena = arena;
	a->path = apo__strdup(arena, a->path);
	a->of_attributions = APO_SEVERITY_CRITICAL;
	const char *slash = strrchr(a->path, '/');
	a->folder = slash ? apo__strndup(arena, a->path, (size_t)(slash - a->path) + 1) : "";
	apo__interner_init(&a->paths, arena);
	apo__interner_init(&a->ids, arena);
	apo__interner_init(&a->chains, arena);
	if (a->options->ledger)
		apo__audit_ledger_begin(a, a->options->ledger);
	a->scratch = apo__arena_child(arena);
	apo_status status = apo__tmx_read(arena, a->path, &handler, &summary, err);
	if (status)
		return status;
	apo__audit_chains_end(a);
	if (a->damaged > LISTED)
		apo__audit_add(a, APO_FINDING_DAMAGED, APO_SEVERITY_MAJOR, NULL,
			(apo_file_span){0, 0}, "damaged places that are not listed: %llu",
			(unsigned long long)(a->damaged - LISTED));
	if (a->is_ours)
		check_header(a);
	if (!a->ledger && a->without_provenance && a->without_provenance > 2 * a->unproven)
		apo__audit_add(a, APO_FINDING_NO_PROVENANCE, APO_SEVERITY_MAJOR, NULL,
			(apo_file_span){0, 0},
			"%llu segments name no file, bytes and hash (the first in unit %llu)",
			(unsigned long long)a->without_provenance,
			(unsigned long long)a->first_without);
	apo__audit_files_end(a);
	if (a->ledger)
		status = apo__audit_ledger_end(a, &ledger, err);
	if (status)
		return status;
	a->result = apo__alloc(arena, sizeof *a->result);
	a->result->arena = arena;
	a->result->public = (apo_audit){.findings = a->findings.items,
		.count = a->findings.count,
		.units = a->count,
		.files = a->files.count,
		.subject = a->path,
		.ledger = ledger,
		.anchor = a->anchor,
		.anchor_records = a->anchor_records};
	return APO_OK;
}

apo_audit *apo_audit_tmx(
	apo_context *context, const char *path, const apo_audit_options *options, apo_error *err)
{
	apo_audit_options how = APO_AUDIT_OPTIONS_INIT;
	apo__tmx_audit a = {.context = context, .path = path, .options = &how};
	if (apo__options(&how, options, err))
		return NULL;
	apo__arena *arena = apo__context_job(context);
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	if (!apo__guarded(arena, audit_tmx_run, &a, err))
		return &a.result->public;
	apo__arena_free(arena);
	return NULL;
}
