/* SPDX-License-Identifier: Apache-2.0 */
/* Events of the stream of XML to units. What is where TMX does not have it is passed over or kept, as it can be; a unit whose
 * parts cannot be told apart is damaged and left out. */
#include "exchange/tmx/events.h"

#include <string.h>

#include "exchange/tmx/tmx_diagnostics.h"
#include "writing/put.h"

static apo__tmx_element element_of(const char *name)
{
	for (int i = 1; i < APO__TMX_ELEMENTS; i++)
		if (*name == *apo__tmx_names[i] && !strcmp(name, apo__tmx_names[i]))
			return (apo__tmx_element)i;
	return APO__TMX_OTHER;
}

static const char *name_as_written(
	apo__arena *arena, apo__tmx_element element, const apo__xml_element *e)
{
	return element == APO__TMX_OTHER && e->prefix
		       ? apo__sprintf(arena, "%s:%s", e->prefix, e->rest)
		       : e->rest;
}

/* Without attributes of namespaces but xml, which are not TMX's. */
static apo__tmx_tag take_tag(apo__arena *arena, apo__tmx_element element, const apo__xml_element *e)
{
	apo__unit_attribute *list = NULL;
	apo__tmx_tag tag = {element, name_as_written(arena, element, e), NULL, 0};
	if (e->count)
		list = apo__alloc_array(arena, (size_t)e->count, sizeof *list);
	for (int i = 0; i < e->count; i++) {
		const apo__xml_given *a = &e->attributes[i];
		int xml = a->prefix && !strcmp(a->prefix, "xml");
		if (a->prefix && !xml)
			continue;
		const char *as = a->name;
		if (xml)
			as = !strcmp(as, "lang") ? "xml:lang" : apo__sprintf(arena, "xml:%s", as);
		list[tag.count++] = (apo__unit_attribute){as, apo__xml_value(arena, a)};
	}
	tag.attributes = list;
	return tag;
}

/* Take an attribute out of the tag's list, which is ours. */
static const char *take(apo__tmx_tag *tag, const char *name)
{
	apo__unit_attribute *list = (apo__unit_attribute *)(uintptr_t)tag->attributes;
	for (uint32_t i = 0; i < tag->count; i++) {
		if (strcmp(list[i].name, name) != 0)
			continue;
		const char *value = list[i].value;
		tag->count--;
		memmove(list + i, list + i + 1, (tag->count - i) * sizeof *list);
		return value;
	}
	return NULL;
}

static void start_root(apo__tmx_state *r, apo__tmx_tag *tag)
{
	r->root = 1;
	r->foreign_root = tag->element != APO__TMX_TMX;
	strncpy(r->root_name, tag->name, sizeof r->root_name - 1);
	if (r->foreign_root) {
		apo__xml_stop(r->xml);
		return;
	}
	const char *version = take(tag, "version");
	if (!version)
		apo__tmx_tell(r, APO_SEVERITY_MINOR, "<tmx> has no version; read as 1.4");
	r->old_version = version && !strncmp(version, "1.", 2) && version[2] < '4';
	if (!r->header_given)
		r->summary->header.version = version;
}

static void start_header(apo__tmx_state *r, apo__tmx_tag *tag)
{
	apo__unit_header *header = &r->summary->header;
	r->in_header = 1;
	r->limit_told = 0;
	memset(&r->infos, 0, sizeof r->infos);
	if (r->header_given)
		return;
	header->creationtool = take(tag, "creationtool");
	header->source_language = take(tag, "srclang");
	header->attributes = tag->attributes;
	header->attribute_count = tag->count;
	if (!header->source_language)
		apo__tmx_tell(r, APO_SEVERITY_MINOR, "<header> has no srclang");
}

void apo__tmx_give_header(apo__tmx_state *r)
{
	apo__unit_header *header = &r->summary->header;
	if (r->header_given)
		return;
	r->header_given = 1;
	header->infos = r->in_header ? r->infos.items : NULL;
	header->info_count = r->in_header ? r->infos.count : 0;
	if (r->handler->header && !r->status) {
		r->status = r->handler->header(header, r->handler->user, r->err);
		if (r->status)
			apo__xml_stop(r->xml);
	}
}

static void start_unit(apo__tmx_state *r, apo__tmx_tag *tag)
{
	if (r->in_unit) {
		r->damaged = 1;
		apo__tmx_tell(
			r, APO_SEVERITY_MAJOR, "a <tu> inside of a <tu>; the unit is left out");
		return;
	}
	r->in_unit = 1;
	r->opening = 0;
	r->damaged = r->limit_told = 0;
	r->summary->units++;
	r->unit = (apo__unit){.number = r->summary->units,
		.id = take(tag, "tuid"),
		.source_language = take(tag, "srclang"),
		.attributes = tag->attributes,
		.attribute_count = tag->count};
	apo__xml_place_of_tag(r->xml, &r->unit.line, &r->unit.column);
	memset(&r->variants, 0, sizeof r->variants);
	memset(&r->infos, 0, sizeof r->infos);
}

static void start_variant(apo__tmx_state *r, apo__tmx_tag *tag)
{
	if (!r->in_unit || r->in_variant || r->variants.count == APO__TMX_COUNT_LIMIT) {
		r->damaged = 1;
		return;
	}
	const char *lang = take(tag, "xml:lang"), *old = take(tag, "lang");
	if (!lang && old && !r->old_version && !r->old_lang_told++)
		apo__tmx_tell(
			r, APO_SEVERITY_MINOR, "lang= where TMX 1.4 has xml:lang=; taken as that");
	lang = lang ? lang : old;
	if (!lang || !*lang)
		apo__tmx_tell(r, APO_SEVERITY_MAJOR, "<tuv> without a language");
	r->in_variant = 1;
	memset(&r->variant_infos, 0, sizeof r->variant_infos);
	apo__unit_variant *v = apo__push(r->unit_arena, &r->variants);
	*v = (apo__unit_variant){.lang = lang ? lang : "",
		.attributes = tag->attributes,
		.attribute_count = tag->count};
	apo__xml_place_of_tag(r->xml, &v->line, &v->column);
}

static void start_segment(apo__tmx_state *r)
{
	if (!r->in_variant || r->variants.items[r->variants.count - 1].text) {
		r->damaged = 1;
		return;
	}
	r->in_segment = 1;
	apo__tmx_segment_begin(&r->segment, r->unit_arena);
}

static void start_info(apo__tmx_state *r, apo__tmx_tag *tag)
{
	const char *type = take(tag, "type"), *lang = take(tag, "xml:lang");
	const char *old = take(tag, "lang");
	r->info = (apo__unit_info){.kind = tag->element == APO__TMX_PROP   ? APO__INFO_PROP
					   : tag->element == APO__TMX_NOTE ? APO__INFO_NOTE
									   : APO__INFO_ELEMENT,
		.type = type,
		.lang = lang ? lang : old,
		.encoding = take(tag, "o-encoding")};
	if (r->info.kind == APO__INFO_PROP && !type)
		r->info.type = "";
	r->info_depth = 1;
	r->info_text.size = 0;
	if (r->info.kind == APO__INFO_ELEMENT)
		apo__tmx_add_tag(&r->info_text, tag);
}

void apo__tmx_on_start(const apo__xml_element *e, void *user)
{
	apo__tmx_state *r = user;
	if (r->depth == APO__TMX_DEPTH) {
		r->too_deep = 1;
		apo__tmx_tell(r, APO_SEVERITY_CRITICAL,
			"tags nested more than 256 deep; it was not read further");
		apo__xml_stop(r->xml);
		return;
	}
	apo__tmx_element element = r->open[r->depth++] = element_of(e->rest);
	if (element == APO__TMX_TU && !r->in_unit) {
		apo__arena_reset(r->unit_arena);
		apo__tmx_give_header(r);
		r->in_header = 0;
	}
	apo__arena *arena = r->in_unit || element == APO__TMX_TU ? r->unit_arena : r->arena;
	apo__tmx_tag tag = take_tag(arena, element, e);
	r->opening = element == APO__TMX_TU && !r->in_unit;
	if (r->check && (r->root || element == APO__TMX_TMX))
		apo__tmx_check_start(r->check, &tag);
	if (!r->root)
		start_root(r, &tag);
	else if (r->in_segment)
		apo__tmx_segment_start(&r->segment, &tag);
	else if (r->info_depth) {
		r->info_depth++;
		if (r->info.kind == APO__INFO_ELEMENT && r->info_text.size < APO__TMX_TEXT_LIMIT)
			apo__tmx_add_tag(&r->info_text, &tag);
	} else if (element == APO__TMX_HEADER && !r->in_unit)
		start_header(r, &tag);
	else if (element == APO__TMX_TU)
		start_unit(r, &tag);
	else if (element == APO__TMX_TUV)
		start_variant(r, &tag);
	else if (element == APO__TMX_SEG)
		start_segment(r);
	else if ((r->in_unit && (element == APO__TMX_PROP || element == APO__TMX_NOTE)) ||
		 (r->in_header && element >= APO__TMX_PROP && element <= APO__TMX_UDE))
		start_info(r, &tag);
}

static void end_segment(apo__tmx_state *r)
{
	r->in_segment = 0;
	apo__tmx_segment_finish(&r->segment, &r->variants.items[r->variants.count - 1]);
	if (!r->segment.over)
		return;
	r->damaged = 1;
	apo__tmx_tell(r, APO_SEVERITY_MAJOR, "a segment above the limit of 1 MiB and 10,000 codes");
}

static void end_variant(apo__tmx_state *r)
{
	r->in_variant = 0;
	apo__unit_variant *v = &r->variants.items[r->variants.count - 1];
	v->infos = r->variant_infos.items;
	v->info_count = r->variant_infos.count;
	if (!v->text)
		apo__tmx_tell(r, APO_SEVERITY_MAJOR, "<tuv> without a <seg>; it holds no text");
}

static void end_info(apo__tmx_state *r, const char *name)
{
	apo__arena *arena = r->in_unit ? r->unit_arena : r->arena;
	if (r->info.kind == APO__INFO_ELEMENT) {
		apo__buffer_puts(&r->info_text, "</");
		apo__buffer_puts(&r->info_text, name);
		apo__buffer_putc(&r->info_text, '>');
	}
	if (--r->info_depth)
		return;
	r->info.text = apo__strndup(arena, r->info_text.data, r->info_text.size);
	r->info.size = r->info_text.size;
	if (r->info_text.size >= APO__TMX_TEXT_LIMIT ||
		r->infos.count + r->variant_infos.count >= APO__TMX_COUNT_LIMIT) {
		if (!r->limit_told++)
			apo__tmx_tell(r, APO_SEVERITY_MAJOR,
				"a property or note above the limits of 1 MiB and 10,000 a unit");
		r->damaged = 1;
	} else if (r->in_variant) {
		*apo__push(arena, &r->variant_infos) = r->info;
	} else {
		*apo__push(arena, &r->infos) = r->info;
	}
}

static void end_unit(apo__tmx_state *r)
{
	uint32_t texts = 0;
	for (uint32_t i = 0; i < r->variants.count; i++)
		texts += r->variants.items[i].text != NULL;
	r->unit.variants = r->variants.items;
	r->unit.variant_count = r->variants.count;
	r->unit.infos = r->infos.items;
	r->unit.info_count = r->infos.count;
	if (!texts || r->damaged) {
		apo__tmx_tell(r, APO_SEVERITY_MAJOR,
			texts ? "the unit is damaged and was left out" : "the unit holds no text");
		r->summary->skipped++;
	} else {
		if (r->check)
			apo__tmx_check_unit(r->check, &r->summary->header, &r->unit);
		if (r->handler->unit && !r->status)
			r->status = r->handler->unit(&r->unit, r->handler->user, r->err);
		if (r->status)
			apo__xml_stop(r->xml);
	}
	r->in_unit = r->in_variant = r->in_segment = 0;
	r->info_depth = 0;
	memset(&r->variant_infos, 0, sizeof r->variant_infos);
}

void apo__tmx_on_end(const apo__xml_element *e, void *user)
{
	apo__tmx_state *r = user;
	apo__tmx_element element = r->open[--r->depth];
	const char *full = e->rest;
	if (r->in_segment || r->info_depth)
		full = name_as_written(r->in_unit ? r->unit_arena : r->arena, element, e);
	if (r->check)
		apo__tmx_check_end(r->check);
	if (r->in_segment && r->segment.depth)
		apo__tmx_segment_end(&r->segment, element, full);
	else if (r->in_segment)
		end_segment(r);
	else if (r->info_depth)
		end_info(r, full);
	else if (r->in_variant && element == APO__TMX_TUV)
		end_variant(r);
	else if (r->in_unit && element == APO__TMX_TU)
		end_unit(r);
	else if (r->in_header && element == APO__TMX_HEADER) {
		apo__tmx_give_header(r);
		r->in_header = 0;
	}
}

void apo__tmx_on_text(const char *text, size_t size, void *user)
{
	apo__tmx_state *r = user;
	if (r->in_segment)
		apo__tmx_segment_add(&r->segment, text, size);
	else if (r->info_depth && r->info_text.size + size > APO__TMX_TEXT_LIMIT)
		r->info_text.size = APO__TMX_TEXT_LIMIT;
	else if (r->info_depth && r->info.kind == APO__INFO_ELEMENT)
		apo__add_xml(&r->info_text, text, size);
	else if (r->info_depth)
		apo__buffer_add(&r->info_text, text, size);
	else if (r->check)
		apo__tmx_check_text(r->check, text, size);
}
