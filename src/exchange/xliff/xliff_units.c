/* SPDX-License-Identifier: Apache-2.0 */
/* The end of a unit: its segments are handed on, each as a unit of its own. */
#include <string.h>

#include "exchange/units/unit_codes.h"
#include "exchange/xliff/xliff_diagnostics.h"

#define MOST_PROGRESS 6u /* properties that say how far a segment is */

typedef apo__xliff_reader reader;

/* A part of a text as a variant. A code without its partner becomes isolated, a mark without it is dropped. */
static void fill_variant(
	reader *r, apo__unit_variant *v, const apo__xliff_text *text, const apo__xliff_range *part)
{
	apo__xliff_range all = {NULL, 0, text->text.size, 0, text->codes.count};
	if (!part)
		part = &all;
	uint32_t count = part->end_code - part->first_code;
	v->size = part->end - part->begin;
	v->text = apo__strndup(r->unit_arena, apo__buffer_text(&text->text) + part->begin, v->size);
	v->line = text->line;
	v->column = text->column;
	if (!count)
		return;
	apo__unit_code *codes = apo__alloc_array(r->unit_arena, count, sizeof *codes);
	const apo__code_pair *pairs =
		apo__pair_codes(r->unit_arena, text->codes.items + part->first_code, count);
	for (uint32_t k = 0; k < count; k++) {
		apo__unit_code c = text->codes.items[part->first_code + k];
		if (pairs[k].partner == APO_NONE) {
			if (c.kind == APO__CODE_MARK_OPEN || c.kind == APO__CODE_MARK_CLOSE)
				continue;
			if (c.kind == APO__CODE_OPEN)
				c.kind = APO__CODE_BEGIN;
			if (c.kind == APO__CODE_CLOSE)
				c.kind = APO__CODE_END;
		}
		c.at -= (uint32_t)part->begin;
		codes[v->code_count++] = c;
	}
	v->codes = codes;
}

static apo__unit_variant make_variant(
	const apo__xliff_facts *facts, const char *lang, const char *otherwise)
{
	return (apo__unit_variant){.lang = lang	       ? lang
					   : otherwise ? otherwise
						       : "",
		.infos = facts->infos.items,
		.info_count = facts->infos.count,
		.attributes = facts->attributes.items,
		.attribute_count = facts->attributes.count};
}

static apo__unit_info property(const char *type, const char *text)
{
	return (apo__unit_info){APO__INFO_PROP, type, NULL, NULL, text, strlen(text), NULL};
}

/* What SDL says of a segment is behind the texts; else it is on the unit or on its target. */
static uint32_t add_progress(const reader *r, const apo__xliff_segment *s,
	const apo__xliff_range *part, int has_target, apo__unit_info *infos, uint32_t count)
{
	uint32_t n = !r->definitions.count ? APO_NONE
		     : part ? apo__interned(&r->definition_ids, part->mid, strlen(part->mid))
			    : 0;
	apo__xliff_progress p = n == APO_NONE ? s->progress : r->definitions.items[n];
	if (p.state && strcmp(p.state, has_target ? "translated" : "initial") != 0)
		infos[count++] = property(APO__UNIT_STATE, p.state);
	if (p.substate)
		infos[count++] = property(APO__UNIT_SUBSTATE, p.substate);
	if (p.origin)
		infos[count++] = property(APO__UNIT_ORIGIN, p.origin);
	if (p.percent)
		infos[count++] = property(APO__UNIT_PERCENT, p.percent);
	if (p.locked)
		infos[count++] = property(APO__UNIT_LOCKED, "true");
	if (r->translate && !strcmp(r->translate, "no"))
		infos[count++] = property(APO__UNIT_TRANSLATE, "no");
	return count;
}

/* A segment with one target at most; the parts are NULL for all of the text. */
static void hand_on(reader *r, const apo__xliff_segment *s, const apo__xliff_text *source,
	const apo__xliff_range *source_part, int has_target, const apo__xliff_range *target_part,
	const char *id)
{
	apo__unit_variant variants[2] = {
		make_variant(&r->facts[APO__XLIFF_ON_SOURCE], s->source.lang, r->source_lang),
		make_variant(&r->facts[APO__XLIFF_ON_TARGET], s->target.lang, r->target_lang)};
	const apo__xliff_facts *both = &r->facts[APO__XLIFF_BOTH];
	uint32_t count = both->infos.count;
	apo__unit_info *infos = apo__alloc_array(r->unit_arena,
		count + s->source.issues.count + s->target.issues.count + MOST_PROGRESS,
		sizeof *infos);
	if (count)
		memcpy(infos, both->infos.items, count * sizeof *infos);
	for (uint32_t i = 0; i < s->source.issues.count; i++)
		infos[count++] = property("x-issue", s->source.issues.items[i]);
	for (uint32_t i = 0; i < s->target.issues.count; i++)
		infos[count++] = property("x-issue", s->target.issues.items[i]);
	count = add_progress(r, s, target_part, has_target, infos, count);
	fill_variant(r, &variants[0], source, source_part);
	if (has_target)
		fill_variant(r, &variants[1], &s->target, target_part);
	r->unit.number = ++r->summary->units;
	r->unit.id = id;
	const char *usual = r->summary->header.source_language;
	r->unit.source_language =
		usual && !strcmp(usual, variants[0].lang) ? NULL : variants[0].lang;
	r->unit.variants = variants;
	r->unit.variant_count = has_target ? 2 : 1;
	r->unit.infos = infos;
	r->unit.info_count = count;
	r->unit.attributes = both->attributes.items;
	r->unit.attribute_count = both->attributes.count;
	if (r->handler->unit && !r->status)
		r->status = r->handler->unit(&r->unit, r->handler->user, r->err);
}

/* The segments of a trans-unit, joined by their mid. */
static void hand_on_parts(
	reader *r, const apo__xliff_segment *s, const apo__xliff_text *source, const char *id)
{
	apo__interner mids;
	uint32_t count = s->target.ranges.count, used = 0;
	uint32_t *at = apo__alloc_array(r->unit_arena, count + 1, sizeof *at);
	apo__interner_init(&mids, r->unit_arena);
	for (uint32_t i = 0; i < count; i++) {
		const char *mid = s->target.ranges.items[i].mid;
		uint32_t known = mids.count, n = apo__intern(&mids, mid, strlen(mid));
		if (n == known)
			at[n] = i;
	}
	for (uint32_t i = 0; i < source->ranges.count; i++) {
		const apo__xliff_range *part = &source->ranges.items[i];
		uint32_t n = apo__interned(&mids, part->mid, strlen(part->mid));
		int has_target = n != APO_NONE;
		used += (uint32_t)has_target;
		hand_on(r, s, source, part, has_target,
			has_target ? &s->target.ranges.items[at[n]] : NULL,
			!id || source->ranges.count == 1
				? id
				: apo__sprintf(r->unit_arena, "%s.%s", id, part->mid));
	}
	if (used < count)
		apo__xliff_tell(r, APO_SEVERITY_MAJOR,
			"a segment of the target is not in the source; it was left out");
}

static void hand_on_segment(
	reader *r, const apo__xliff_segment *s, uint32_t number, int single, const char *id)
{
	const apo__xliff_text *parts = s->parts.ranges.count ? &s->parts : &s->source;
	if (parts->ranges.count && (s->target.ranges.count || !s->target.seen))
		hand_on_parts(r, s, parts, id);
	else if (single || !id)
		hand_on(r, s, &s->source, NULL, s->target.seen, NULL, id);
	else if (s->id)
		hand_on(r, s, &s->source, NULL, s->target.seen, NULL,
			apo__sprintf(r->unit_arena, "%s.%s", id, s->id));
	else
		hand_on(r, s, &s->source, NULL, s->target.seen, NULL,
			apo__sprintf(r->unit_arena, "%s.%u", id, number));
}

void apo__xliff_end_unit(reader *r)
{
	const char *id = r->unit.id;
	uint32_t texts = 0;
	for (uint32_t i = 0; i < r->segments.count; i++)
		texts += r->segments.items[i].source.seen != 0;
	if (r->damaged || !texts) {
		apo__xliff_tell(r, APO_SEVERITY_MAJOR,
			r->damaged ? "the unit is damaged and was left out"
				   : "the unit holds no source text");
		r->summary->units++;
		r->summary->skipped++;
	}
	for (uint32_t i = 0; !r->damaged && !r->status && i < r->segments.count; i++)
		if (r->segments.items[i].source.seen)
			hand_on_segment(r, &r->segments.items[i], i + 1, texts == 1, id);
	r->in_unit = 0;
	r->into = NULL;
	r->to = NULL;
}
