/* SPDX-License-Identifier: Apache-2.0 */
/* Inline markup (TMX 1.4b, section 3.4). The text of a segment is what is outside of native codes: all of <hi>, nothing
 * of <bpt> and its like. Elements that TMX does not have become placeholders that hold their tags, so nothing is lost. */
#include <string.h>

#include "exchange/tmx/elements.h"
#include "writing/put.h"

const char *const apo__tmx_names[APO__TMX_ELEMENTS] = {"", "tmx", "header", "body", "tu", "tuv",
	"seg", "prop", "note", "ude", "map", "bpt", "ept", "ph", "it", "ut", "hi", "sub"};

void apo__tmx_add_tag(apo__buffer *buffer, const apo__tmx_tag *tag)
{
	apo__buffer_putc(buffer, '<');
	apo__buffer_puts(buffer, tag->name);
	for (uint32_t i = 0; i < tag->count; i++) {
		const apo__unit_attribute *a = &tag->attributes[i];
		apo__buffer_putc(buffer, ' ');
		apo__buffer_puts(buffer, a->name);
		apo__buffer_puts(buffer, "=\"");
		apo__add_xml(buffer, a->value, strlen(a->value));
		apo__buffer_putc(buffer, '"');
	}
	apo__buffer_putc(buffer, '>');
}

static void add_end_tag(apo__buffer *buffer, const char *name)
{
	apo__buffer_puts(buffer, "</");
	apo__buffer_puts(buffer, name);
	apo__buffer_putc(buffer, '>');
}

void apo__tmx_segment_begin(apo__tmx_segment *s, apo__arena *arena)
{
	s->arena = arena;
	s->text.size = 0;
	memset(&s->codes, 0, sizeof s->codes);
	s->depth = s->code_depth = 0;
	s->last_tag = 0;
	s->over = 0;
}

static apo__unit_code *push_code(apo__tmx_segment *s, apo__code_kind kind)
{
	if (s->codes.count == APO__TMX_COUNT_LIMIT) {
		s->over = 1;
		s->codes.count--;
	}
	apo__unit_code *code = apo__push(s->arena, &s->codes);
	*code = (apo__unit_code){.kind = kind, .at = (uint32_t)s->text.size, .data = ""};
	return code;
}

static void push_tag(apo__tmx_segment *s, const char *text, size_t size)
{
	apo__unit_code *code = push_code(s, APO__CODE_PLACEHOLDER);
	code->data = apo__strndup(s->arena, text, size);
	code->size = size;
}

static apo__code_kind kind_of(const apo__tmx_tag *tag)
{
	static const apo__code_kind kinds[APO__TMX_ELEMENTS] = {
		[APO__TMX_BPT] = APO__CODE_OPEN,
		[APO__TMX_EPT] = APO__CODE_CLOSE,
		[APO__TMX_PH] = APO__CODE_PLACEHOLDER,
		[APO__TMX_IT] = APO__CODE_BEGIN,
		[APO__TMX_UT] = APO__CODE_UNKNOWN,
		[APO__TMX_HI] = APO__CODE_MARK_OPEN,
	};
	const char *position = apo__attribute_of(tag->attributes, tag->count, "pos");
	if (tag->element == APO__TMX_IT && position && !strcmp(position, "end"))
		return APO__CODE_END;
	return kinds[tag->element];
}

void apo__tmx_segment_start(apo__tmx_segment *s, const apo__tmx_tag *tag)
{
	s->depth++;
	if (s->code_depth) {
		s->code_depth++;
		s->foreign |= tag->element < APO__TMX_BPT; /* the code is kept as text alone */
		if (!s->has_xml) {
			s->xml.size = 0;
			apo__add_xml(&s->xml, s->data.data, s->data.size);
		}
		s->has_xml = 1;
		if (s->xml.size < APO__TMX_TEXT_LIMIT)
			apo__tmx_add_tag(&s->xml, tag);
		else
			s->over = 1;
	} else if (tag->element >= APO__TMX_BPT && tag->element <= APO__TMX_HI) {
		apo__unit_code *code = push_code(s, kind_of(tag));
		code->i = apo__attribute_of(tag->attributes, tag->count, "i");
		code->x = apo__attribute_of(tag->attributes, tag->count, "x");
		code->type = apo__attribute_of(tag->attributes, tag->count, "type");
		code->assoc = apo__attribute_of(tag->attributes, tag->count, "assoc");
		s->code_depth = tag->element != APO__TMX_HI;
		s->data.size = 0;
		s->has_xml = s->foreign = 0;
	} else {
		s->data.size = 0;
		apo__tmx_add_tag(&s->data, tag);
		push_tag(s, s->data.data, s->data.size);
		s->last_tag = s->codes.count;
	}
}

/* The tag before had no content: "<n>" becomes "<n/>". */
static void close_last_tag(apo__tmx_segment *s)
{
	apo__unit_code *code = &s->codes.items[s->last_tag - 1];
	char *data = apo__alloc(s->arena, code->size + 2);
	memcpy(data, code->data, code->size - 1);
	memcpy(data + code->size - 1, "/>", 2);
	code->data = data;
	code->size++;
}

void apo__tmx_segment_end(apo__tmx_segment *s, apo__tmx_element element, const char *name)
{
	s->depth--;
	if (s->code_depth > 1 && s->xml.size < APO__TMX_TEXT_LIMIT)
		add_end_tag(&s->xml, name);
	if (s->code_depth) {
		if (--s->code_depth)
			return;
		apo__unit_code *code = &s->codes.items[s->codes.count - 1];
		code->size = s->data.size;
		if (s->data.size)
			code->data = apo__strndup(s->arena, s->data.data, s->data.size);
		if (s->has_xml && !s->foreign)
			code->xml = apo__strndup(s->arena, s->xml.data, s->xml.size);
	} else if (element == APO__TMX_HI) {
		push_code(s, APO__CODE_MARK_CLOSE);
	} else if (s->last_tag && s->last_tag == s->codes.count &&
		   s->codes.items[s->last_tag - 1].at == s->text.size) {
		close_last_tag(s);
		s->last_tag = 0;
	} else {
		s->data.size = 0;
		add_end_tag(&s->data, name);
		push_tag(s, s->data.data, s->data.size);
	}
}

void apo__tmx_segment_add(apo__tmx_segment *s, const char *text, size_t size)
{
	apo__buffer *to = s->code_depth ? &s->data : &s->text;
	if (to->size + size > APO__TMX_TEXT_LIMIT ||
		(s->code_depth && s->has_xml && s->xml.size > APO__TMX_TEXT_LIMIT)) {
		s->over = 1;
		return;
	}
	apo__buffer_add(to, text, size);
	if (s->code_depth && s->has_xml)
		apo__add_xml(&s->xml, text, size);
}

void apo__tmx_segment_finish(apo__tmx_segment *s, apo__unit_variant *variant)
{
	variant->text = apo__strndup(s->arena, s->text.data, s->text.size);
	variant->size = s->text.size;
	variant->codes = s->codes.items;
	variant->code_count = s->codes.count;
}
