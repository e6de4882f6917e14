/* SPDX-License-Identifier: Apache-2.0 */
/* Linear in the text of the beads. */
#include "exchange/tmx/bead_units.h"

#include <string.h>

#include "base/sha256.h"
#include "exchange/tmx/proof.h"
#include "exchange/tmx/unit_form.h"
#include "exchange/xml/characters.h"
#include "writing/put.h"

typedef APO__VECTOR(apo__unit_info) infos;

/* A property whose value is clean. */
static apo__unit_info property(const char *type, const char *text, size_t size)
{
	return (apo__unit_info){.kind = APO__INFO_PROP, .type = type, .text = text, .size = size};
}

/* One whose value may come from outside: cleaned like a segment. */
static apo__unit_info cleaned(
	apo__arena *arena, const char *type, const char *value, uint64_t *dropped)
{
	size_t size;
	apo__buffer line = {.arena = arena};
	apo__add_text_line(&line, value, strlen(value));
	const char *text =
		apo__unit_text(arena, apo__buffer_text(&line), line.size, &size, dropped);
	return property(type, text, size);
}

/* The same, put together once for all units that have it. */
static apo__unit_info ready(apo__arena *arena, const char *indent, const char *type,
	const char *value, uint64_t *dropped)
{
	apo__unit_info info = cleaned(arena, type, value, dropped);
	apo__form_ready(arena, indent, &info);
	return info;
}

static void add_known(apo__arena *arena, apo__unit_info *list, uint32_t *count, const char *type,
	const char *value, uint64_t *dropped)
{
	if (value && *value)
		list[(*count)++] = ready(arena, APO__INDENT_VARIANT, type, value, dropped);
}

apo__unit_side *apo__unit_side_new(
	apo__arena *arena, const apo_document *d, uint32_t number, uint64_t *dropped)
{
	apo__unit_side *s = apo__alloc(arena, sizeof *s);
	*s = (apo__unit_side){.document = d,
		.lang = apo__canonical_tag(arena, d->lang),
		.number = number,
		.attributions = apo__item_lists_new(arena, d->segment_count, d->attribution_count)};
	add_known(arena, s->file, &s->file_count, "source-document", d->path, dropped);
	add_known(arena, s->file, &s->file_count, "x-document", d->id, dropped);
	add_known(arena, s->about, &s->about_count, "x-publisher", d->publisher, dropped);
	add_known(arena, s->about, &s->about_count, "x-url", d->url, dropped);
	add_known(arena, s->about, &s->about_count, "x-published", d->published, dropped);
	s->records = apo__alloc_array(arena, d->attribution_count + 1, sizeof *s->records);
	for (uint32_t i = d->attribution_count; i-- > 0;) {
		const apo_attribution *a = &d->attributions[i];
		apo__item_lists_put(&s->attributions, a->segment, i);
		if (a->name)
			s->records[i] = ready(arena, APO__INDENT_VARIANT, "x-attribution",
				apo__attribution_record(arena, a->name, a->type,
					apo_document_file_span(d, a->span)),
				dropped);
	}
	return s;
}

apo__bead_pair *apo__bead_pair_new(apo__arena *arena, const apo_alignment *alignment,
	const apo_report *report, const apo__unit_side *source, const apo__unit_side *target,
	int several)
{
	apo__bead_pair *p = apo__alloc(arena, sizeof *p);
	*p = (apo__bead_pair){
		alignment, report, {0}, {source, target}, {source->lang, target->lang}, several};
	/* a CAT tool tells the sides apart by their codes alone: a private use subtag (RFC 5646, section 2.2.7) */
	if (!strcmp(source->lang, target->lang))
		p->langs[1] = apo__sprintf(arena, "%s-x-target", target->lang);
	if (!report)
		return p;
	p->issues = apo__item_lists_new(arena, alignment->count, report->issue_count);
	for (size_t i = report->issue_count; i-- > 0;)
		if (report->issues[i].bead != APO_NONE)
			apo__item_lists_put(&p->issues, report->issues[i].bead, (uint32_t)i);
	return p;
}

void apo__unit_maker_init(apo__unit_maker *m, apo__arena *arena, const apo_trace *trace)
{
	*m = (apo__unit_maker){.arena = arena};
	apo__interner_init(&m->names, arena);
	if (trace && trace->chains)
		m->chains = apo__chain_reader_new(trace->chains, arena);
}

/* ---- a side ---- */

static void add_spans(apo__arena *arena, infos *list, const apo_document *d,
	const uint32_t *segments, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		apo_file_span span = apo_document_file_span(d, d->segments[segments[i]].span);
		apo__buffer text = {.arena = arena};
		apo__buffer_number(&text, span.begin);
		apo__buffer_putc(&text, '-');
		apo__buffer_number(&text, span.end);
		*apo__push(arena, list) = property("x-span", text.data, text.size);
	}
}

static void add_attributions(
	apo__arena *arena, infos *list, const apo__unit_side *s, uint32_t segment)
{
	const char *last = NULL;
	for (uint32_t i = s->attributions.first[segment]; i; i = s->attributions.next[i - 1]) {
		const char *name = s->document->attributions[i - 1].name;
		if (!name || (last && !strcmp(name, last)))
			continue;
		last = name;
		*apo__push(arena, list) = s->records[i - 1];
	}
}

static apo__unit_variant make_variant(apo__unit_maker *m, apo__arena *arena,
	const apo__unit_side *s, const char *lang, const uint32_t *segments, uint32_t count)
{
	apo__unit_variant v = {.lang = lang};
	apo__buffer line = {.arena = arena};
	infos list = {0};
	char *hash = apo__alloc(arena, 65);
	apo__add_segments(&line, s->document, segments, count);
	v.text = apo__unit_text(arena, apo__buffer_text(&line), line.size, &v.size, &m->dropped);
	for (uint32_t i = 0; i < s->file_count; i++)
		*apo__push(arena, &list) = s->file[i];
	add_spans(arena, &list, s->document, segments, count);
	apo__sha256(v.text, v.size, hash);
	*apo__push(arena, &list) = property("x-segment-sha256", hash, 64);
	for (uint32_t i = 0; i < count; i++)
		add_attributions(arena, &list, s, segments[i]);
	for (uint32_t i = 0; i < s->about_count; i++)
		*apo__push(arena, &list) = s->about[i];
	v.infos = list.items;
	v.info_count = list.count;
	return v;
}

apo__unit apo__bead_unit(
	apo__unit_maker *m, apo__arena *arena, const apo__bead_pair *pair, uint32_t number)
{
	const apo_bead *bead = &pair->alignment->beads[number];
	const apo__unit_side *source = pair->sides[0], *target = pair->sides[1];
	const char *ids[] = {source->document->id, target->document->id};
	apo__unit_variant *v = apo__alloc_array(arena, 2, sizeof *v);
	apo__unit unit = {.variants = v, .variant_count = 2};
	v[0] = make_variant(m, arena, source, pair->langs[0], bead->source, bead->source_count);
	v[1] = make_variant(m, arena, target, pair->langs[1], bead->target, bead->target_count);
	if (pair->several)
		unit.source_language = pair->langs[0];
	if (v[0].size && v[1].size)
		unit.id = apo__unit_identity(arena, v, pair->several ? ids : NULL);
	return unit;
}

/* ---- of both ---- */

static void add_chains(apo__unit_maker *m, apo__arena *arena, const apo__bead_pair *pair,
	const apo_bead *bead, infos *list)
{
	apo__chain_list chains = {0};
	const apo__unit_side *source = pair->sides[0], *target = pair->sides[1];
	if (source->number == APO_NONE || target->number == APO_NONE || !m->chains)
		return;
	apo__chains_of(m->chains, arena, source->number, bead->source, bead->source_count,
		target->number, bead->target, bead->target_count, &chains);
	for (uint32_t i = 0; i < chains.count; i++) {
		const char *text = apo__chain_text(arena, &chains.items[i]);
		uint32_t known = m->names.count, id = apo__intern(&m->names, text, strlen(text));
		if (id == known)
			*apo__push(m->arena, &m->texts) = ready(
				m->arena, APO__INDENT_UNIT, APO__PROP_CHAIN, text, &m->dropped);
		*apo__push(arena, list) = m->texts.items[id];
	}
}

static const char *issue_text(apo__arena *arena, const apo_issue *issue)
{
	return apo__sprintf(arena, "%s (%s): %s", apo_issue_type_name(issue->type),
		apo_severity_name(issue->severity), issue->message ? issue->message : "");
}

void apo__bead_unit_infos(apo__unit_maker *m, apo__arena *arena, const apo__bead_pair *pair,
	uint32_t number, apo__unit *unit)
{
	const apo_bead *bead = &pair->alignment->beads[number];
	const char *kind = apo_bead_kind_name(bead->kind);
	char *score = apo__alloc(arena, 40);
	infos list = {0};
	apo__decimal(score, bead->score, 3);
	*apo__push(arena, &list) = property("x-score", score, strlen(score));
	*apo__push(arena, &list) = property("x-kind", kind, strlen(kind));
	for (uint32_t i = pair->report ? pair->issues.first[number] : 0; i;
		i = pair->issues.next[i - 1])
		*apo__push(arena, &list) = cleaned(arena, "x-issue",
			issue_text(arena, &pair->report->issues[i - 1]), &m->dropped);
	add_chains(m, arena, pair, bead, &list);
	unit->infos = list.items;
	unit->info_count = list.count;
}
