/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A unit of a TMX against its own record and its files: the text must have its hash, the bytes must give the text, and the
 * unit's hash must be that of all we said of it. Where it is not, what was changed is narrowed down: a text, the pairing, a
 * attribution, a note, a code, else another property.
 */
#include <string.h>

#include "base/sha256.h"
#include "exchange/bitext/audit_tmx.h"
#include "exchange/xml/characters.h"
#include "text/document/document_build.h"
#include "writing/put.h"

#define MOST_NUMBERS ((uint64_t)1 << 27) /* of units that are told apart: 16 MiB of bits */

typedef struct {
	apo__tmx_audit *a;
	apo__arena *scratch;
	const apo__unit *unit;
	const char *edited; /* changedate of the unit or a side, NULL = no record of a change */
	const char *by;
	int text_changed;
} checking;

static const char *unit_name(const checking *c)
{
	return apo__sprintf(c->scratch, "unit %llu (line %u)", (unsigned long long)c->unit->number,
		(unsigned)c->unit->line);
}

/* ---- texts and files ---- */

/* What the bytes at the spans of a side give, as the writer puts it: whatever rules cut the text into segments. NULL when no
 * text begins and ends at one of them, which `*missing` then names. */
static const char *text_of_spans(apo__arena *scratch, const apo_document *d,
	const apo__unit_variant *v, size_t *size, const char **missing)
{
	APO__VECTOR(apo_segment) segments = {0};
	APO__VECTOR(uint32_t) numbers = {0};
	uint64_t dropped = 0;
	for (uint32_t i = 0; i < v->info_count; i++) {
		const apo__unit_info *info = &v->infos[i];
		apo_segment segment = {0};
		apo_file_span span;
		size_t begin, end;
		if (info->kind != APO__INFO_PROP || strcmp(info->type, "x-span") != 0)
			continue;
		*missing = info->text;
		if (!apo__span_record_read(info->text, &span) ||
			!apo__document_text_span(d, span, &segment.span))
			return NULL;
		apo__trim(d->text + segment.span.begin, segment.span.end - segment.span.begin,
			&begin, &end);
		segment.span.end = segment.span.begin + (uint32_t)end;
		segment.span.begin += (uint32_t)begin;
		*apo__push(scratch, &numbers) = segments.count;
		*apo__push(scratch, &segments) = segment;
	}
	apo_document cut = *d;
	cut.segments = segments.items;
	cut.segment_count = segments.count;
	apo__buffer line = {.arena = scratch};
	apo__add_segments(&line, &cut, numbers.items, numbers.count);
	return apo__unit_text(scratch, apo__buffer_text(&line), line.size, size, &dropped);
}

/* The text that the files give for a side, NULL after a finding. */
static const char *recorded_text(
	checking *c, uint32_t file, const apo_document *d, const apo__unit_variant *v, size_t *size)
{
	const char *missing = "";
	const char *text = text_of_spans(c->scratch, d, v, size, &missing);
	apo_file_span span = {0, 0};
	if (!text) {
		apo__span_record_read(missing, &span);
		c->a->files.items[file].differs = 1;
		apo__audit_add(c->a, APO_FINDING_SPAN_OUTSIDE, APO_SEVERITY_MAJOR, d->id, span,
			"no text of %s begins and ends at bytes %s", d->path, missing);
	}
	return text;
}

static void check_text(checking *c, const apo__unit_variant *v)
{
	const char *path = apo__prop_of(v->infos, v->info_count, "source-document"),
		   *hash = apo__prop_of(v->infos, v->info_count, "x-segment-sha256"),
		   *id = apo__prop_of(v->infos, v->info_count, "x-document"),
		   *spans = apo__prop_of(v->infos, v->info_count, "x-span");
	char own[65];
	if (!v->text || !path || !hash || !spans) {
		if (!c->a->without_provenance++)
			c->a->first_without = c->unit->number;
		return;
	}
	apo_file_span where = {0, 0};
	apo__span_record_read(spans, &where);
	apo__sha256(v->text, v->size, own);
	if (strcmp(own, hash) != 0) {
		c->text_changed = 1;
		if (!c->edited)
			apo__audit_add(c->a, APO_FINDING_HASH_DIFFERS, APO_SEVERITY_CRITICAL, id,
				where,
				"the text of %s, %s, is not the one that was recorded, and there "
				"is "
				"no record of the change",
				unit_name(c), v->lang);
	}
	uint32_t file = apo__audit_file(c->a, path, id, NULL, NULL);
	const apo_document *d = apo__audit_document(c->a, file, v->lang);
	size_t size;
	const char *text = d ? recorded_text(c, file, d, v, &size) : NULL;
	if (!text || (size == v->size && !memcmp(text, v->text, size)))
		return;
	if (c->text_changed && c->edited)
		return;
	c->text_changed = 1;
	c->a->files.items[file].differs = 1;
	apo__audit_add(c->a, APO_FINDING_TEXT_DIFFERS, APO_SEVERITY_CRITICAL, id, where,
		"%s has other words at bytes %s than %s", path, spans, unit_name(c));
}

/* ---- the unit's own record ---- */

static int has_hash(checking *c, const apo__unit *unit, unsigned without, const char *hash)
{
	char own[65];
	apo__unit_hash(&c->a->hashed, unit, without, own);
	return !strcmp(own, hash);
}

/* Say what was changed in a unit whose texts are those of the files. */
static void narrow_down(checking *c, const char *hash)
{
	const apo__unit *u = c->unit;
	apo__unit renamed = *u;
	apo_file_span none = {0, 0};
	int founded = 1, several = u->variant_count == 2;
	if (has_hash(c, u, APO__WITHOUT_NOTES, hash)) {
		apo__audit_add(c->a, APO_FINDING_NOTE_ADDED, APO_SEVERITY_MAJOR, NULL, none,
			"%s has a note that was not recorded", unit_name(c));
		return;
	}
	if (has_hash(c, u, APO__WITHOUT_CODES, hash)) {
		apo__audit_add(c->a, APO_FINDING_CODES_ADDED, APO_SEVERITY_MAJOR, NULL, none,
			"%s has inline codes that were not recorded", unit_name(c));
		return;
	}
	for (int ids = 0; ids < 2 && several; ids++) {
		const char *names[] = {
			apo__prop_of(u->variants[0].infos, u->variants[0].info_count, "x-document"),
			apo__prop_of(
				u->variants[1].infos, u->variants[1].info_count, "x-document")};
		if (ids && (!names[0] || !names[1]))
			continue;
		renamed.id = apo__unit_identity(c->scratch, u->variants, ids ? names : NULL);
		several = !u->id || strcmp(renamed.id, u->id) != 0;
		if (several && has_hash(c, &renamed, 0, hash)) {
			apo__audit_add(c->a, APO_FINDING_PROPERTY_CHANGED, APO_SEVERITY_MAJOR, NULL,
				none, "the tuid of %s was changed", unit_name(c));
			return;
		}
	}
	if (several && u->variants[0].text && u->variants[1].text) {
		apo__audit_add(c->a, APO_FINDING_PAIRED_DIFFERENTLY, APO_SEVERITY_CRITICAL, NULL,
			none,
			"the two texts of %s are not those that were paired, or not in these "
			"languages",
			unit_name(c));
		return;
	}
	for (uint32_t i = 0; i < u->variant_count; i++)
		founded &= apo__audit_attributions(c->a, c->scratch, u, &u->variants[i]);
	if (founded)
		apo__audit_add(c->a, APO_FINDING_PROPERTY_CHANGED, APO_SEVERITY_MAJOR, NULL, none,
			"a property of %s was changed, added or removed: its texts are those that "
			"were recorded, but the unit is not",
			unit_name(c));
}

static void note_edit(checking *c, const apo__unit_attribute *attributes, uint32_t count)
{
	const char *date = apo__attribute_of(attributes, count, "changedate");
	if (date && (!c->edited || strcmp(date, c->edited) > 0)) {
		c->edited = date;
		c->by = apo__attribute_of(attributes, count, "changeid");
	}
}

static void check_record(checking *c)
{
	const apo__unit *u = c->unit;
	const char *hash = apo__prop_of(u->infos, u->info_count, APO__PROP_UNIT_HASH);
	if (!hash) {
		if (!c->a->unproven++)
			c->a->first_unproven = u->number;
		return;
	}
	int same = has_hash(c, u, 0, hash);
	if (c->edited)
		apo__audit_add(c->a, APO_FINDING_EDITED_WITH_RECORD, APO_SEVERITY_MINOR, NULL,
			(apo_file_span){0, 0}, "%s was changed on %s%s%s%s", unit_name(c),
			c->edited, c->by ? " by " : "", c->by ? c->by : "",
			same ? "; it is as it was recorded" : "");
	else if (!same && !c->text_changed)
		narrow_down(c, hash);
}

/* ---- its place ---- */

/* Mark a number; whether it was there before. */
static int was_seen(apo__tmx_audit *a, uint64_t number)
{
	if (number >= MOST_NUMBERS)
		return 0;
	if (number >= a->seen_size) {
		uint64_t size = a->seen_size ? a->seen_size : 1024;
		while (size <= number)
			size *= 2;
		unsigned char *seen = apo__alloc(a->arena, (size_t)size / 8);
		if (a->seen)
			memcpy(seen, a->seen, (size_t)a->seen_size / 8);
		a->seen = seen;
		a->seen_size = size;
	}
	unsigned char bit = (unsigned char)(1u << (number & 7));
	int seen = a->seen[number >> 3] & bit;
	a->seen[number >> 3] |= bit;
	return seen != 0;
}

static void check_place(checking *c)
{
	apo__tmx_audit *a = c->a;
	const apo__unit *u = c->unit;
	const char *text = apo__prop_of(u->infos, u->info_count, APO__PROP_UNIT);
	uint64_t number = text ? apo__count_read(&text) : 0;
	a->count++;
	apo__units_hash_add(a->running, apo__prop_of(u->infos, u->info_count, APO__PROP_UNIT_HASH));
	if (!number)
		return;
	if (was_seen(a, number)) {
		if (!a->doubled++)
			a->first_doubled = u->number;
	} else if (number < a->last && !a->moved++) {
		a->first_moved = u->number;
	}
	if (number > a->last)
		a->last = number;
}

void apo__audit_unit(apo__tmx_audit *a, apo__arena *scratch, const apo__unit *unit)
{
	checking c = {.a = a, .scratch = scratch, .unit = unit};
	note_edit(&c, unit->attributes, unit->attribute_count);
	for (uint32_t i = 0; i < unit->variant_count; i++)
		note_edit(&c, unit->variants[i].attributes, unit->variants[i].attribute_count);
	check_place(&c);
	for (uint32_t i = 0; i < unit->variant_count; i++)
		check_text(&c, &unit->variants[i]);
	if (a->is_ours)
		check_record(&c);
	apo__audit_chains(a, unit);
	if (a->ledger)
		apo__audit_ledger_unit(a, scratch, unit, c.edited, c.by);
}
