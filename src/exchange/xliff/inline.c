/* SPDX-License-Identifier: Apache-2.0 */
/* Inline elements of XLIFF: 1.2 (section 2.4) has its codes in the text or left out, 2.x (section 4.2.3) beside it, by id. */
#include <string.h>

#include "exchange/xliff/xliff_diagnostics.h"
#include "writing/put.h"

static const char *attribute(apo__xliff_reader *r, const apo__xml_element *e, const char *name)
{
	return apo__xml_attribute(r->unit_arena, e, "", name);
}

static int is(const apo__xml_element *e, const char *name)
{
	return !strcmp(e->name, name);
}

static int yes(const char *value)
{
	return value && !strcmp(value, "yes");
}

static apo__unit_code *add_code(
	apo__xliff_reader *r, apo__code_kind kind, const char *i, const char *x, const char *type)
{
	if (r->into->codes.count >= APO__XLIFF_ITEMS) {
		apo__xliff_damage(r, "more than 10,000 inline codes in a text");
		r->into->codes.count--; /* the unit is lost: any place will do */
	}
	apo__unit_code *c = apo__push(r->unit_arena, &r->into->codes);
	*c = (apo__unit_code){.kind = kind,
		.at = (uint32_t)r->into->text.size,
		.i = i,
		.x = x,
		.type = type,
		.data = ""};
	return c;
}

/* Native code of 2.x by its id. */
static void set_data(apo__xliff_reader *r, apo__unit_code *c, const char *id)
{
	uint32_t n = id && r->data.count ? apo__interned(&r->data_ids, id, strlen(id)) : APO_NONE;
	if (n == APO_NONE)
		return;
	c->data = r->data.items[n];
	c->size = strlen(c->data);
}

/* An issue that a checker has marked: its comment, else its type. 1 when the mark is one of ITS, whose other data are not kept. */
static int take_issue(apo__xliff_reader *r, const apo__xml_element *e, const char *type)
{
	const char *comment = apo__xml_attribute(r->unit_arena, e, "its", "locQualityIssueComment");
	if (!comment)
		comment = apo__xml_attribute(r->unit_arena, e, "its", "locQualityIssueType");
	if (comment && r->into->issues.count < APO__XLIFF_ITEMS)
		*apo__push(r->unit_arena, &r->into->issues) = comment;
	return comment || (type && !strcmp(type, "its:generic"));
}

static void start_mark(apo__xliff_reader *r, const apo__xml_element *e, apo__xliff_element *top)
{
	const char *type = attribute(r, e, r->major == 1 ? "mtype" : "type");
	const char *id = attribute(r, e, r->major == 1 ? "mid" : "id");
	if (r->major == 1 && type && !strcmp(type, "seg")) {
		if (r->in_range || r->into->ranges.count >= APO__XLIFF_ITEMS)
			return;
		apo__xliff_range *range = apo__push(r->unit_arena, &r->into->ranges);
		*range = (apo__xliff_range){
			.mid = id ? id : apo__sprintf(r->unit_arena, "%u", r->into->ranges.count),
			.begin = r->into->text.size,
			.first_code = r->into->codes.count};
		r->in_range = 1;
		top->kind = APO__XLIFF_RANGE;
		return;
	}
	if (take_issue(r, e, type))
		return;
	type = r->major == 1 ? apo__xliff_type_of_ctype(r->unit_arena, type)
			     : apo__xliff_type_of_2(r->unit_arena, NULL, type);
	apo__unit_code *c = add_code(r, APO__CODE_MARK_OPEN, NULL, id, type);
	c->data = attribute(r, e, r->major == 1 ? "comment" : "value");
	if (!c->data)
		c->data = "";
	c->size = strlen(c->data);
	top->kind = APO__XLIFF_MARK;
}

/* Non-characters too, which XML and ICU do not take. */
static void add_character(apo__buffer *to, uint32_t c)
{
	if (c < 0x80)
		apo__buffer_putc(to, (char)c);
	else if (c < 0x800)
		apo__buffer_putc(to, (char)(0xC0 | c >> 6));
	else if (c < 0x10000)
		apo__buffer_putc(to, (char)(0xE0 | c >> 12));
	else
		apo__buffer_putc(to, (char)(0xF0 | c >> 18));
	if (c >= 0x10000)
		apo__buffer_putc(to, (char)(0x80 | (c >> 12 & 0x3F)));
	if (c >= 0x800)
		apo__buffer_putc(to, (char)(0x80 | (c >> 6 & 0x3F)));
	if (c >= 0x80)
		apo__buffer_putc(to, (char)(0x80 | (c & 0x3F)));
}

/* <cp hex="001A"/>: a character that XML cannot hold */
void apo__xliff_add_code_point(apo__xliff_reader *r, const apo__xml_element *e)
{
	const char *hex = attribute(r, e, "hex");
	uint32_t value = 0;
	size_t i = 0;
	for (; hex && hex[i] && value < 0x110000; i++) {
		char c = hex[i];
		int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
		if (digit < 0 || digit > 15)
			break;
		value = value << 4 | (uint32_t)digit;
	}
	if (!i || hex[i] || !value || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
		apo__xliff_tell(r, APO_SEVERITY_MAJOR,
			"<cp> names no character; expected hex=\"001A\" or the like");
		return;
	}
	add_character(r->to, value);
}

/* What a code stands for, where only an attribute says so: "{{ name }}", "<b>". */
static void set_equivalent(apo__xliff_reader *r, apo__unit_code *c, const apo__xml_element *e,
	const char *const *names)
{
	const char *value = NULL;
	for (; *names && !value; names++)
		value = attribute(r, e, *names);
	if (c->size || !value)
		return;
	c->data = value;
	c->size = strlen(value);
}

static void start_2(apo__xliff_reader *r, const apo__xml_element *e, apo__xliff_element *top)
{
	if (is(e, "cp")) {
		apo__xliff_add_code_point(r, e);
		return;
	}
	if (is(e, "mrk")) {
		start_mark(r, e, top);
		return;
	}
	int pair = is(e, "pc"), begin = is(e, "sc"), end = is(e, "ec");
	if (!pair && !begin && !end && !is(e, "ph"))
		return;
	const char *id = attribute(r, e, "id"), *start = end ? attribute(r, e, "startRef") : id;
	const char *type = apo__xliff_type_of_2(
		r->unit_arena, attribute(r, e, "type"), attribute(r, e, "subType"));
	int isolated = !pair && yes(attribute(r, e, "isolated"));
	apo__code_kind kind = end	      ? (isolated ? APO__CODE_END : APO__CODE_CLOSE)
			      : pair || begin ? (isolated ? APO__CODE_BEGIN : APO__CODE_OPEN)
					      : APO__CODE_PLACEHOLDER;
	int single = kind == APO__CODE_PLACEHOLDER || isolated;
	apo__unit_code *c = add_code(r, kind,
		single	? NULL
		: start ? start
			: id,
		start ? start : id, kind == APO__CODE_CLOSE ? NULL : type);
	set_data(r, c, attribute(r, e, pair ? "dataRefStart" : "dataRef"));
	static const char *const of_single[] = {"disp", "equiv", NULL};
	static const char *const of_start[] = {"dispStart", "equivStart", NULL};
	set_equivalent(r, c, e, pair ? of_start : of_single);
	if (pair) {
		top->equivalent = attribute(r, e, "dispEnd");
		if (!top->equivalent)
			top->equivalent = attribute(r, e, "equivEnd");
		top->kind = APO__XLIFF_PAIR;
		top->code = r->into->codes.count - 1;
		top->data = attribute(r, e, "dataRefEnd");
	}
}

static void start_native(apo__xliff_reader *r, apo__xliff_element *top)
{
	top->kind = APO__XLIFF_NATIVE;
	top->code = r->into->codes.count - 1;
	r->native = (apo__buffer){.arena = r->unit_arena};
	r->has_sub = 0;
	r->to = &r->native;
}

void apo__xliff_add_sub(apo__xliff_reader *r, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] == '&' || text[i] == '<' || text[i] == '>')
			apo__buffer_puts(&r->sub, apo__xml_escape(text[i]));
		else
			apo__buffer_putc(&r->sub, text[i]);
}

static void start_sub(apo__xliff_reader *r, apo__xliff_element *top)
{
	if (!r->has_sub) {
		r->sub = (apo__buffer){.arena = r->unit_arena};
		apo__xliff_add_sub(r, apo__buffer_text(&r->native), r->native.size);
	}
	r->has_sub = 1;
	apo__buffer_puts(&r->sub, "<sub>");
	top->kind = APO__XLIFF_SUB;
}

static void start_1(apo__xliff_reader *r, const apo__xml_element *e, apo__xliff_element *top)
{
	if (r->to == &r->native) { /* codes in a sub are text */
		if (is(e, "sub"))
			start_sub(r, top);
		return;
	}
	if (is(e, "mrk")) {
		start_mark(r, e, top);
		return;
	}
	int opens = is(e, "g") || is(e, "bx") || is(e, "bpt"), closes = is(e, "ex") || is(e, "ept");
	int isolated = is(e, "it");
	if (!opens && !closes && !isolated && !is(e, "x") && !is(e, "ph"))
		return;
	const char *id = attribute(r, e, "id"), *rid = attribute(r, e, "rid");
	const char *type = apo__xliff_type_of_ctype(r->unit_arena, attribute(r, e, "ctype"));
	const char *pos = isolated ? attribute(r, e, "pos") : NULL;
	if (!rid)
		rid = id;
	const char *assoc = is(e, "ph") ? attribute(r, e, "assoc") : NULL;
	apo__code_kind kind = opens	 ? APO__CODE_OPEN
			      : closes	 ? APO__CODE_CLOSE
			      : isolated ? (pos && (!strcmp(pos, "close") || !strcmp(pos, "end"))
							   ? APO__CODE_END
							   : APO__CODE_BEGIN)
					 : APO__CODE_PLACEHOLDER;
	apo__unit_code *c =
		add_code(r, kind, opens || closes ? rid : NULL, opens || closes ? rid : id, type);
	if (assoc && strchr("pfb", *assoc)) /* preceding, following, both: TMX has the letters */
		c->assoc = apo__strndup(r->unit_arena, assoc, 1);
	static const char *const equivalents[] = {"equiv-text", "disp", "equiv", NULL};
	set_equivalent(r, c, e, equivalents);
	if (is(e, "g")) {
		top->kind = APO__XLIFF_PAIR;
		top->code = r->into->codes.count - 1;
	} else if (is(e, "bpt") || is(e, "ept") || is(e, "ph") || isolated) {
		start_native(r, top);
	}
}

void apo__xliff_start_inline(
	apo__xliff_reader *r, const apo__xml_element *e, apo__xliff_element *top)
{
	top->kind = APO__XLIFF_SILENT;
	if (strcmp(e->space, r->space) != 0)
		return;
	if (r->major == 1)
		start_1(r, e, top);
	else
		start_2(r, e, top);
}

void apo__xliff_end_inline(apo__xliff_reader *r, const apo__xliff_element *top)
{
	if (top->kind == APO__XLIFF_PAIR) {
		const char *i = r->into->codes.items[top->code].i;
		apo__unit_code *c = add_code(r, APO__CODE_CLOSE, i, i, NULL);
		set_data(r, c, top->data);
		if (!c->size && top->equivalent) {
			c->data = top->equivalent;
			c->size = strlen(c->data);
		}
	} else if (top->kind == APO__XLIFF_MARK) {
		add_code(r, APO__CODE_MARK_CLOSE, NULL, NULL, NULL);
	} else if (top->kind == APO__XLIFF_RANGE) {
		apo__xliff_range *range = &r->into->ranges.items[r->into->ranges.count - 1];
		range->end = r->into->text.size;
		range->end_code = r->into->codes.count;
		r->in_range = 0;
	} else if (top->kind == APO__XLIFF_NATIVE) {
		apo__unit_code *c = &r->into->codes.items[top->code];
		if (r->native.size) {
			c->data = apo__buffer_text(&r->native);
			c->size = r->native.size;
		}
		c->xml = r->has_sub ? apo__buffer_text(&r->sub) : NULL;
		r->has_sub = 0;
	} else if (top->kind == APO__XLIFF_SUB) {
		apo__buffer_puts(&r->sub, "</sub>");
	}
}
