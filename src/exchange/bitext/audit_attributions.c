/* SPDX-License-Identifier: Apache-2.0 */
/* Attributions of a TMX against its files: each that a side records has to be found again at its bytes, and those that the file has
 * at the bytes of a side must be recorded. */
#include <string.h>

#include "exchange/bitext/audit_tmx.h"

/* Is the attribution recorded with the side? */
static int has_record(const apo__unit_variant *v, const char *record)
{
	for (uint32_t i = 0; i < v->info_count; i++)
		if (v->infos[i].kind == APO__INFO_PROP &&
			!strcmp(v->infos[i].type, "x-attribution") &&
			!strcmp(v->infos[i].text, record))
			return 1;
	return 0;
}

static const char *record_of(apo__arena *scratch, const apo_document *d, const apo_attribution *a)
{
	return apo__attribution_record(
		scratch, a->name, a->type, apo_document_file_span(d, a->span));
}

/* A recorded attribution that the file does not have; NULL when it has all. */
static const char *unfounded(apo__arena *scratch, const apo_document *d, const apo__unit_variant *v)
{
	for (uint32_t i = 0; i < v->info_count; i++) {
		int found = v->infos[i].kind != APO__INFO_PROP ||
			    strcmp(v->infos[i].type, "x-attribution") != 0;
		for (uint32_t k = 0; k < d->attribution_count && !found; k++)
			found = d->attributions[k].name &&
				!strcmp(v->infos[i].text,
					record_of(scratch, d, &d->attributions[k]));
		if (!found)
			return v->infos[i].text;
	}
	return NULL;
}

/* An attribution of the file that should be recorded with the side; NULL when all are. */
static const char *dropped(apo__arena *scratch, const apo_document *d, const apo__unit_variant *v)
{
	for (uint32_t i = 0; i < v->info_count; i++) {
		apo_file_span span;
		if (v->infos[i].kind != APO__INFO_PROP || strcmp(v->infos[i].type, "x-span") != 0 ||
			!apo__span_record_read(v->infos[i].text, &span))
			continue;
		const char *last = NULL;
		for (uint32_t k = 0; k < d->attribution_count; k++) {
			const apo_attribution *c = &d->attributions[k];
			apo_file_span at = apo_document_file_span(d, d->segments[c->segment].span);
			if (!c->name || at.begin != span.begin || (last && !strcmp(last, c->name)))
				continue;
			last = c->name;
			const char *record = record_of(scratch, d, c);
			if (!has_record(v, record))
				return record;
		}
	}
	return NULL;
}

int apo__audit_attributions(
	apo__tmx_audit *a, apo__arena *scratch, const apo__unit *unit, const apo__unit_variant *v)
{
	const char *path = apo__prop_of(v->infos, v->info_count, "source-document");
	const char *id = apo__prop_of(v->infos, v->info_count, "x-document");
	uint32_t file = path ? apo__audit_file(a, path, id, NULL, NULL) : APO_NONE;
	const apo_document *d = path ? apo__audit_full(a, file) : NULL;
	const char *hash = path ? a->files.items[file].hash : NULL;
	if (!d || !hash || strcmp(d->sha256, hash) != 0)
		return 1; /* what the file credited then is not known */
	const char *false_one = unfounded(scratch, d, v);
	const char *lost = false_one ? NULL : dropped(scratch, d, v);
	if (!false_one && !lost)
		return 1;
	apo__audit_add(a, APO_FINDING_ATTRIBUTION_CHANGED, a->of_attributions, id,
		(apo_file_span){0, 0},
		false_one
			? "unit %llu (line %u) records the credit %s, which %s does not have there"
			: "unit %llu (line %u) does not record the credit %s, which %s gives there",
		(unsigned long long)unit->number, (unsigned)unit->line,
		false_one ? false_one : lost, path);
	return 0;
}
