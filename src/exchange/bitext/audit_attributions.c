/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attributions and chains of a TMX against its files: an attribution has to be found again at its bytes, a source that begins a chain
 * must be credited in the document after it, and the documents of a chain must be files that the TMX names. Each chain is
 * looked at once.
 */
#include <string.h>

#include "exchange/bitext/audit_tmx.h"
#include "provenance/chain.h"
#include "text/names/sources.h"

/* NULL when the chain is supported, else what is missing. */
static const char *fault_of(apo__tmx_audit *a, apo__arena *scratch, const apo__chain *chain)
{
	for (uint32_t i = 0; i < chain->count; i++) {
		const apo__hop *hop = &chain->hops[i];
		for (uint32_t k = 0; k < i; k++)
			if (!strcmp(hop->name, chain->hops[k].name))
				return apo__sprintf(a->arena, "%s is in it twice", hop->name);
		if (!hop->is_document && i)
			return apo__sprintf(a->arena,
				"%s is not a document, but follows from another", hop->name);
		if (!hop->is_document)
			continue;
		uint32_t id = apo__interned(&a->ids, hop->name, strlen(hop->name));
		if (id == APO_NONE)
			return apo__sprintf(
				a->arena, "the TMX names no file of the document %s", hop->name);
		uint32_t file = a->file_of_id.items[id];
		if (!i || chain->hops[i - 1].is_document)
			continue;
		const apo_document *d = apo__audit_full(a, file);
		int attributed = !d; /* a file that is missing is a finding of its own */
		for (uint32_t k = 0; d && k < d->attribution_count && !attributed; k++)
			attributed = d->attributions[k].name &&
				     apo__sources_same(a->context, scratch, d->attributions[k].name,
					     chain->hops[i - 1].name);
		if (!attributed)
			return apo__sprintf(a->arena, "%s credits %s nowhere", hop->name,
				chain->hops[i - 1].name);
	}
	return NULL;
}

void apo__audit_chains(apo__tmx_audit *a, apo__arena *scratch, const apo__unit *unit)
{
	for (uint32_t i = 0; i < unit->info_count; i++) {
		const apo__unit_info *info = &unit->infos[i];
		apo__chain chain;
		uint32_t known = a->chains.count;
		if (info->kind != APO__INFO_PROP || strcmp(info->type, APO__PROP_CHAIN) != 0 ||
			apo__intern(&a->chains, info->text, info->size) < known)
			continue;
		const char *fault = !apo__chain_parse(scratch, info->text, &chain)
					    ? "it is not a chain as apograph writes it"
					    : fault_of(a, scratch, &chain);
		if (fault)
			apo__audit_add(a, APO_FINDING_CHAIN_UNSUPPORTED, a->of_attributions, NULL,
				(apo_file_span){0, 0},
				"unit %llu (line %u): the files do not support the chain \"%s\": "
				"%s",
				(unsigned long long)unit->number, (unsigned)unit->line, info->text,
				fault);
	}
}

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
