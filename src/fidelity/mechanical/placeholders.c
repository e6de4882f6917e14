/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Placeholders, messages of ICU, markup as text, entities, escapes: what a program puts in or reads, which a translation keeps
 * as it is. A key says what has to be equal: for %s, {} and the like their number in the text and their kind, so that
 * "%2$s %1$s" serves "%s %s"; for the others the whole. The order of named ones is free. Linear.
 */
#include <stdio.h>
#include <string.h>

#include "fidelity/mechanical/placeholders.h"
#include "text/unicode/chars.h"

/* Set by hand, by how far each form is from anything that prose has. */
#define PLACEHOLDER_CONFIDENCE .95
#define MARKUP_CONFIDENCE      .9
#define ESCAPE_CONFIDENCE      .8

#define LONGEST 4096u /* characters of one placeholder, beyond which it is text */

typedef enum { IS_PLACEHOLDER, IS_MARKUP, IS_ENTITY, IS_ESCAPE, IS_WEAK } item_kind;

typedef struct {
	form_job *job;
	form_view *view;
	form_items *items;
	uint32_t numbered; /* %s so far */
	uint32_t empty;	   /* {} so far */
} scanner;

static int32_t at(const scanner *s, uint32_t i)
{
	return i < s->view->count ? s->view->c[i] : 0;
}

static int is_digit(int32_t c)
{
	return c >= '0' && c <= '9';
}

static int is_name_start(int32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Letters beyond ASCII too: a name that was translated is still one. */
static int is_name(int32_t c)
{
	return is_name_start(c) || is_digit(c) || c == '.' || c == '-' ||
	       (c >= 0x80 && form_is_word_char(c));
}

static uint32_t name_end(const scanner *s, uint32_t i)
{
	while (i < s->view->count && is_name(at(s, i)))
		i++;
	return i;
}

static void add(scanner *s, item_kind kind, const char *key, uint32_t first, uint32_t end)
{
	*apo__push(s->job->scratch, s->items) = (form_item){key, first, end, kind, FORM_NOTHING};
	memset(s->view->taken + first, kind == IS_MARKUP ? FORM_IN_MARKUP : FORM_IN_PLACEHOLDER,
		end - first);
}

static const char *raw(const scanner *s, uint32_t first, uint32_t end)
{
	return apo__strndup(s->job->scratch, s->view->text + s->view->at[first],
		s->view->at[end] - s->view->at[first]);
}

/* Conversions that take the same argument are one: %d, %i and %u. */
static char conversion_class(int32_t c)
{
	return c == 'i' || c == 'u' ? 'd' : c == 'X' ? 'x' : (char)c;
}

/* %s %-5.2f %1$s %(name)s %{name} %name% %1 %@; returns where it ends, `i` when there is none. */
static uint32_t scan_percent(scanner *s, uint32_t i)
{
	uint32_t p = i + 1, end;
	uint32_t before = i && apo__is_space(at(s, i - 1)) ? i - 1 : i;
	if (before && (is_digit(at(s, before - 1)) || at(s, i - 1) == '%'))
		return i; /* 50%, 5 %-e */
	if (at(s, p) == '(' || at(s, p) == '{') {
		int32_t close = at(s, p) == '(' ? ')' : '}';
		end = name_end(s, p + 1);
		if (end == p + 1 || at(s, end) != close)
			return i;
		end++;
		if (close == ')' && is_name_start(at(s, end)))
			end++;
		add(s, IS_PLACEHOLDER, raw(s, i, end), i, end);
		return end;
	}
	if (is_name_start(at(s, p))) {
		end = name_end(s, p);
		if (end > p + 1 && at(s, end) == '%' && !form_is_word_char(at(s, end + 1))) {
			add(s, IS_PLACEHOLDER, raw(s, i, end + 1), i, end + 1);
			return end + 1;
		}
	}
	uint32_t number = 0;
	uint32_t digits = p;
	while (is_digit(at(s, digits)) && digits - p < 4)
		number = number * 10 + (uint32_t)(at(s, digits++) - '0');
	if (digits > p && at(s, digits) == '$') {
		p = digits + 1;
	} else {
		number = 0;
		if (digits == p + 1 && at(s, p) != '0' && !form_is_word_char(at(s, digits)) &&
			at(s, digits) != '.' && at(s, digits) != ',') {
			add(s, IS_PLACEHOLDER, raw(s, i, digits), i, digits); /* Qt: %1 */
			return digits;
		}
	}
	while (at(s, p) && strchr("-+#0'", (char)at(s, p)) && at(s, p) < 0x80)
		p++;
	while (is_digit(at(s, p)) || at(s, p) == '*')
		p++;
	if (at(s, p) == '.')
		for (p++; is_digit(at(s, p)) || at(s, p) == '*';)
			p++;
	while (at(s, p) && at(s, p) < 0x80 && strchr("hlLqjzt", (char)at(s, p)))
		p++;
	int32_t c = at(s, p);
	if (!c || c >= 0x80 || !strchr("diouxXeEfFgGcsSp@n", (char)c) ||
		(c != '@' && is_name_start(at(s, p + 1))))
		return i;
	if (!number)
		number = ++s->numbered;
	add(s, IS_PLACEHOLDER,
		apo__sprintf(s->job->scratch, "%%%u$%c", number, conversion_class(c)), i, p + 1);
	return p + 1;
}

/* {0} {name} {name:.2f} {{x}} ${x} #{x} {} and messages of ICU. */
static uint32_t scan_brace(scanner *s, uint32_t i)
{
	uint32_t open = i;
	while (at(s, open) != '{')
		open++; /* behind $ or # */
	uint32_t doubled = at(s, open + 1) == '{', p = open + 1 + doubled;
	if (open == i && !doubled) {
		form_message message = {0};
		uint32_t end = form_message_read(s->job->scratch, s->view, i, &message);
		if (end) {
			for (uint32_t k = 0; k < message.arguments.count; k++)
				add(s, IS_PLACEHOLDER, message.arguments.items[k], i, end);
			return end;
		}
		if (form_message_begins(
			    s->view, i)) { /* and is not closed: nothing in it is prose */
			memset(s->view->taken + i, FORM_IN_PLACEHOLDER, s->view->count - i);
			return s->view->count;
		}
		if (at(s, p) == '}') {
			add(s, IS_PLACEHOLDER, apo__sprintf(s->job->scratch, "{%u}", s->empty++), i,
				p + 1);
			return p + 1;
		}
	}
	while (doubled &&
		(at(s, p) == ' ' || at(s, p) == '#' || at(s, p) == '/' || at(s, p) == '{'))
		p++;
	uint32_t name = p, end = name_end(s, p);
	if (end == name)
		return i;
	while (at(s, end) && at(s, end) != '}' && at(s, end) != '{' && end - i < LONGEST &&
		(doubled || at(s, name_end(s, name)) == ',' || at(s, name_end(s, name)) == ':' ||
			at(s, name_end(s, name)) == '!' || at(s, name_end(s, name)) == '['))
		end++;
	if (at(s, end) != '}')
		return i;
	uint32_t behind = end + 1;
	while (doubled && at(s, behind) == '}' && behind - end < 3)
		behind++;
	if (doubled && behind - end < 2)
		return i;
	add(s, IS_PLACEHOLDER, raw(s, i, behind), i, behind);
	return behind;
}

/* <b> </b> <br/> <a href="..."> <%= x %>: the key is the name. */
static uint32_t scan_tag(scanner *s, uint32_t i)
{
	uint32_t p = i + 1, closing = at(s, p) == '/';
	if (at(s, p) == '%') {
		for (p++; p < s->view->count && p - i < LONGEST; p++)
			if (at(s, p) == '%' && at(s, p + 1) == '>') {
				add(s, IS_PLACEHOLDER, raw(s, i, p + 2), i, p + 2);
				return p + 2;
			}
		return i;
	}
	p += closing;
	if (!is_name_start(at(s, p)))
		return i;
	uint32_t name = p;
	while (is_name_start(at(s, p)) || is_digit(at(s, p)) || at(s, p) == '-' || at(s, p) == ':')
		p++;
	uint32_t named = p;
	int known = form_is_tag_name(raw(s, name, named));
	int32_t quote = 0;
	if (at(s, p) && at(s, p) != '>' && at(s, p) != '/' && at(s, p) != ' ' && at(s, p) != '\n')
		return i;
	for (; at(s, p) && p - i < LONGEST; p++) {
		int32_t c = at(s, p);
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? 0 : c;
		else if (!quote && (c == '>' || c == '<'))
			break;
	}
	if (at(s, p) != '>')
		return i;
	int empty = at(s, p - 1) == '/';
	/* <file name> is a hint for people unless it is closed or of HTML */
	if (!known && !closing && !empty && named != p)
		return i;
	const char *key =
		apo__sprintf(s->job->scratch, "<%s%s>", closing ? "/" : "", raw(s, name, named));
	for (char *c = (char *)(uintptr_t)key; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 32);
	add(s, known || closing || empty ? IS_MARKUP : IS_WEAK, key, i, p + 1);
	memset(s->view->taken + i, FORM_IN_MARKUP, p + 1 - i);
	return p + 1;
}

/* &lt; &gt; and entities that are not characters' names: others may be written as the character. */
static uint32_t scan_entity(scanner *s, uint32_t i)
{
	uint32_t p = i + 1;
	if (at(s, p) == '#')
		p++;
	uint32_t name = p;
	while (is_name(at(s, p)) && at(s, p) < 0x80 && p - name < 40)
		p++;
	if (p == name || at(s, p) != ';')
		return i;
	const char *key = raw(s, i, p + 1);
	memset(s->view->taken + i, FORM_IN_PLACEHOLDER, p + 1 - i);
	if (at(s, i + 1) != '#' &&
		(!strcmp(key, "&lt;") || !strcmp(key, "&gt;") || !form_is_character_name(key)))
		add(s, IS_ENTITY, key, i, p + 1);
	return p + 1;
}

/* \n \t \r \u00A0 as two or more characters; in C:\new they are on both sides. */
static uint32_t scan_escape(scanner *s, uint32_t i)
{
	int32_t c = at(s, i + 1);
	if (c != 'n' && c != 't' && c != 'r')
		return i;
	add(s, IS_ESCAPE, raw(s, i, i + 2), i, i + 2);
	return i + 2;
}

/* $name$ $NAME [[x]] @name@ :name and %%: kept where the source has them. */
static uint32_t scan_other(scanner *s, uint32_t i)
{
	int32_t c = at(s, i);
	uint32_t end;
	if ((c == '$' || c == '@') && is_name_start(at(s, i + 1))) {
		end = name_end(s, i + 1);
		if (end > i + 1 && at(s, end) == c && (!i || !form_is_word_char(at(s, i - 1))) &&
			!form_is_word_char(at(s, end + 1))) {
			add(s, IS_PLACEHOLDER, raw(s, i, end + 1), i, end + 1);
			return end + 1;
		}
	}
	if (c == '$' && at(s, i + 1) == '(' && is_name_start(at(s, i + 2))) {
		end = name_end(s, i + 2);
		if (at(s, end) == ')') {
			add(s, IS_PLACEHOLDER, raw(s, i, end + 1), i, end + 1);
			return end + 1;
		}
	}
	if (c == '$' && is_name_start(at(s, i + 1)) && (!i || !form_is_word_char(at(s, i - 1)))) {
		for (end = i + 1; is_name_start(at(s, end)) || is_digit(at(s, end));)
			end++;
		if (end > i + 2 && !is_digit(at(s, end - 1))) {
			add(s, IS_WEAK, raw(s, i, end), i, end);
			return end;
		}
	}
	if (c == '[' && at(s, i + 1) == '[') {
		end = name_end(s, i + 2);
		if (end > i + 2 && at(s, end) == ']' && at(s, end + 1) == ']') {
			add(s, IS_PLACEHOLDER, raw(s, i, end + 2), i, end + 2);
			return end + 2;
		}
	}
	if (c == ':' && at(s, i + 1) >= 'a' && at(s, i + 1) <= 'z' &&
		(!i || at(s, i - 1) == ' ' || at(s, i - 1) == '(' || at(s, i - 1) == '"')) {
		for (end = i + 1; is_name_start(at(s, end)) || is_digit(at(s, end));)
			end++;
		if (end > i + 2 && at(s, end) != ':') {
			add(s, IS_WEAK, raw(s, i, end), i, end);
			return end;
		}
	}
	return i;
}

static void scan(form_job *job, int side, form_items *items)
{
	scanner s = {job, &job->view[side], items, 0, 0};
	for (uint32_t i = 0; i < s.view->count;) {
		uint32_t next = i;
		switch (s.view->c[i]) {
		case '%': next = scan_percent(&s, i); break;
		case '{': next = scan_brace(&s, i); break;
		case '#':
		case '$':
			if (at(&s, i + 1) == '{')
				next = scan_brace(&s, i);
			if (next == i)
				next = scan_other(&s, i);
			break;
		case '<': next = scan_tag(&s, i); break;
		case '&': next = scan_entity(&s, i); break;
		case '\\': next = scan_escape(&s, i); break;
		case '@':
		case '[':
		case ':': next = scan_other(&s, i); break;
		default: break;
		}
		i = next > i ? next : i + 1;
	}
}

void form_find_placeholders(form_job *job)
{
	for (int side = 0; side < 2; side++) {
		job->items[side] = (form_items){0};
		scan(job, side, &job->items[side]);
	}
}

static const struct {
	apo_issue_type type;
	apo_severity severity;
	double confidence;
	const char *name;
} kinds[] = {[IS_PLACEHOLDER] = {APO_ISSUE_PLACEHOLDER, APO_SEVERITY_MAJOR, PLACEHOLDER_CONFIDENCE,
		     "the placeholder"},
	[IS_MARKUP] = {APO_ISSUE_MARKUP, APO_SEVERITY_MAJOR, MARKUP_CONFIDENCE, "the tag"},
	[IS_ENTITY] = {APO_ISSUE_MARKUP, APO_SEVERITY_MAJOR, MARKUP_CONFIDENCE, "the entity"},
	[IS_ESCAPE] = {APO_ISSUE_MARKUP, APO_SEVERITY_MINOR, ESCAPE_CONFIDENCE, "the escape"},
	[IS_WEAK] = {
		APO_ISSUE_PLACEHOLDER, APO_SEVERITY_MAJOR, ESCAPE_CONFIDENCE, "the placeholder"}};

/* The first item of the target without a partner, of the same kind. */
static form_item *other_of(form_items *items, uint32_t kind)
{
	for (uint32_t i = 0; i < items->count; i++)
		if (items->items[i].partner == FORM_NOTHING && items->items[i].kind == kind)
			return &items->items[i];
	return NULL;
}

static int has_kind(const form_items *items, uint32_t kind)
{
	for (uint32_t i = 0; i < items->count; i++)
		if (items->items[i].kind == kind)
			return 1;
	return 0;
}

static void check_lost(form_job *job, form_item *item)
{
	form_item *other = other_of(&job->items[1], item->kind);
	if (other && item->kind == IS_WEAK && *item->key == '<') {
		other->partner = 0; /* <file> is for people, and is translated */
		return;
	}
	const char *name = kinds[item->kind].name,
		   *text = form_text(job, APO__SOURCE, item->first, item->end);
	if (other) {
		other->partner = 0;
		form_flag(job, kinds[item->kind].type, kinds[item->kind].severity, item->first,
			item->end, other->first, other->end, kinds[item->kind].confidence,
			"%s “%s” of the source is “%s” in the target", name, text,
			form_text(job, APO__TARGET, other->first, other->end));
	} else {
		form_flag(job, kinds[item->kind].type, kinds[item->kind].severity, item->first,
			item->end, job->view[1].first, job->view[1].end,
			kinds[item->kind].confidence, "%s “%s” is missing from the target", name,
			text);
	}
}

void form_check_placeholders(form_job *job)
{
	form_items *source = &job->items[0], *target = &job->items[1];
	if (!source->count && !target->count)
		return;
	form_pair_items(job, source, target);
	for (uint32_t i = 0; i < source->count; i++)
		if (source->items[i].partner == FORM_NOTHING)
			check_lost(job, &source->items[i]);
	for (uint32_t i = 0; i < target->count; i++) {
		const form_item *item = &target->items[i];
		if (item->partner != FORM_NOTHING ||
			(item->kind >= IS_ESCAPE && !has_kind(source, item->kind)))
			continue;
		form_flag_target(job, kinds[item->kind].type, kinds[item->kind].severity,
			item->first, item->end, kinds[item->kind].confidence,
			"%s “%s” is not in the source%s", kinds[item->kind].name,
			form_text(job, APO__TARGET, item->first, item->end),
			has_kind(source, item->kind) ? " as often" : "");
	}
	form_check_messages(job);
}
