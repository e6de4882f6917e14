/* SPDX-License-Identifier: Apache-2.0 */
/* The syntaxes of PROV. A value is written by one function a syntax; what they share is which names, types and arguments there
 * are. PROV-XML's order of attributes is that of its schema: label, type, others. */
#include "report/exports/prov.h"

#include <string.h>

#include "writing/put.h"

static const struct {
	const char *name;
	const char *arguments[2]; /* NULL: an element */
	const char *rest;	  /* PROV-N: arguments that are not said */
} kinds[] = {
	[APO__PROV_ENTITY] = {"entity", {NULL, NULL}, ""},
	[APO__PROV_AGENT] = {"agent", {NULL, NULL}, ""},
	[APO__PROV_DERIVED] = {"wasDerivedFrom", {"generatedEntity", "usedEntity"}, ", -, -, -"},
	[APO__PROV_ATTRIBUTED] = {"wasAttributedTo", {"entity", "agent"}, ""},
	[APO__PROV_INFLUENCED] = {"wasInfluencedBy", {"influencee", "influencer"}, ""},
	[APO__PROV_ALTERNATE] = {"alternateOf", {"alternate1", "alternate2"}, ""},
};

/* How a value is written. */
typedef enum { TEXT, NAME, DECIMAL, BOOLEAN } value_type;
static const char *const xsd[] = {
	[TEXT] = NULL, [NAME] = "xsd:QName", [DECIMAL] = "xsd:decimal", [BOOLEAN] = "xsd:boolean"};

typedef struct {
	value_type type;
	const char *text;
	const char *lang; /* of TEXT, NULL = none */
} value;

static void put(const apo__prov *p, const char *text)
{
	apo__put(p->writer->output, text);
}

static void put_escaped(const apo__prov *p, const char *text)
{
	if (p->syntax == APO__PROV_XML) {
		apo__put_xml(p->writer->output, text, strlen(text));
		return;
	}
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			put(p, "\\");
		apo_output_write(p->writer->output, text, 1);
	}
}

static void put_all(const apo__prov *p, const char *const *parts)
{
	for (; *parts; parts++)
		put(p, *parts);
}
#define PUT(p, ...) put_all(p, (const char *const[]){__VA_ARGS__, NULL})

static void provn_value(const apo__prov *p, const value *v)
{
	put(p, v->type == NAME ? "'" : "\"");
	put_escaped(p, v->text);
	put(p, v->type == NAME ? "'" : "\"");
	if (v->lang)
		PUT(p, "@", v->lang);
	else if (v->type == DECIMAL || v->type == BOOLEAN)
		PUT(p, " %% ", xsd[v->type]);
}

static void json_value(apo__prov *p, const char *key, const value *v)
{
	if (v->type == TEXT && !v->lang) {
		apo__json_string(&p->json, key, v->text);
		return;
	}
	if (v->type == BOOLEAN) {
		apo__json_bool(&p->json, key, *v->text == '1');
		return;
	}
	apo__json_open(&p->json, key, '{', 0);
	apo__json_string(&p->json, "$", v->text);
	if (v->lang)
		apo__json_string(&p->json, "lang", v->lang);
	else
		apo__json_string(
			&p->json, "type", v->type == NAME ? "prov:QUALIFIED_NAME" : xsd[v->type]);
	apo__json_close(&p->json);
}

static void xml_value(const apo__prov *p, const char *name, const value *v)
{
	PUT(p, "\t\t<", name);
	if (v->lang)
		PUT(p, " xml:lang=\"", v->lang, "\"");
	else if (v->type != TEXT)
		PUT(p, " xsi:type=\"", xsd[v->type], "\"");
	put(p, ">");
	put_escaped(p, v->text);
	PUT(p, "</", name, ">\n");
}

/* One attribute with one or two values. */
static void put_attribute(apo__prov *p, const char *name, const value *values, size_t count)
{
	if (p->syntax == APO__PROV_JSON && count > 1)
		apo__json_open(&p->json, name, '[', 0);
	for (size_t i = 0; i < count; i++) {
		if (p->syntax == APO__PROV_N) {
			PUT(p, p->attributes ? ", " : ", [", name, "=");
			provn_value(p, &values[i]);
		} else if (p->syntax == APO__PROV_JSON) {
			json_value(p, count > 1 ? NULL : name, &values[i]);
		} else {
			xml_value(p, name, &values[i]);
		}
		p->attributes++;
	}
	if (p->syntax == APO__PROV_JSON && count > 1)
		apo__json_close(&p->json);
}

void apo__prov_begin(
	apo__prov *p, const apo__writer *writer, apo__prov_syntax syntax, const char *corpus)
{
	*p = (apo__prov){
		.writer = writer, .syntax = syntax, .json = {.output = writer->output}, .kind = -1};
	switch (syntax) {
	case APO__PROV_N:
		PUT(p, "document\n  prefix apo <" APO__TERMS ">\n  prefix c <", corpus, ">\n  \n");
		break;
	case APO__PROV_JSON:
		apo__json_open(&p->json, NULL, '{', 1);
		apo__json_open(&p->json, "prefix", '{', 1);
		apo__json_string(&p->json, "apo", APO__TERMS);
		apo__json_string(&p->json, "c", corpus);
		apo__json_close(&p->json);
		break;
	case APO__PROV_XML:
		PUT(p,
			"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			"<prov:document xmlns:prov=\"http://www.w3.org/ns/prov#\" "
			"xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "
			"xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
			"xmlns:apo=\"" APO__TERMS "\" xmlns:c=\"",
			corpus, "\">\n");
		break;
	}
}

static void json_record(
	apo__prov *p, apo__prov_kind kind, const char *id, const char *a, const char *b)
{
	if (p->kind != (int)kind) {
		if (p->kind >= 0)
			apo__json_close(&p->json);
		apo__json_open(&p->json, kinds[kind].name, '{', 1);
	}
	apo__arena *scratch = p->writer->arena;
	if (kind == APO__PROV_ALTERNATE)
		id = apo__sprintf(scratch, "_:alternate%llu", (unsigned long long)++p->alternates);
	else
		id = apo__sprintf(scratch, "c:%s", b ? id : a);
	apo__json_open(&p->json, id, '{', 0);
	for (int i = 0; b && i < 2; i++)
		apo__json_string(&p->json,
			apo__sprintf(scratch, "prov:%s", kinds[kind].arguments[i]),
			apo__sprintf(scratch, "c:%s", i ? b : a));
}

void apo__prov_record(
	apo__prov *p, apo__prov_kind kind, const char *id, const char *a, const char *b)
{
	const char *name = kinds[kind].name;
	int has_id = b && kind != APO__PROV_ALTERNATE;
	p->attributes = 0;
	if (p->syntax == APO__PROV_JSON) {
		json_record(p, kind, id, a, b);
	} else if (p->syntax == APO__PROV_N) {
		PUT(p, "  ", name, "(", has_id ? "c:" : "", has_id ? id : "", has_id ? "; " : "",
			"c:", a);
		if (b)
			PUT(p, ", c:", b, kinds[kind].rest);
	} else {
		PUT(p, "\t<prov:", name);
		if (has_id || !b)
			PUT(p, " prov:id=\"c:", has_id ? id : a, "\"");
		put(p, ">\n");
		for (int i = 0; b && i < 2; i++)
			PUT(p, "\t\t<prov:", kinds[kind].arguments[i], " prov:ref=\"c:", i ? b : a,
				"\"/>\n");
	}
	p->kind = (int)kind;
}

void apo__prov_close(apo__prov *p)
{
	if (p->syntax == APO__PROV_JSON)
		apo__json_close(&p->json);
	else if (p->syntax == APO__PROV_N)
		put(p, p->attributes ? "])\n" : ")\n");
	else
		PUT(p, "\t</prov:", kinds[p->kind].name, ">\n");
}

void apo__prov_end(apo__prov *p)
{
	if (p->syntax == APO__PROV_JSON)
		apo__json_end(&p->json);
	else
		put(p, p->syntax == APO__PROV_N ? "endDocument\n" : "</prov:document>\n");
}

void apo__prov_label(apo__prov *p, const char *text, const char *lang)
{
	if (text)
		put_attribute(p, "prov:label",
			&(value){TEXT, apo__xml_line(p->writer->arena, text, strlen(text)), lang},
			1);
}

void apo__prov_type(apo__prov *p, const char *type, const char *other)
{
	const value values[] = {{NAME, type, NULL}, {NAME, other, NULL}};
	put_attribute(p, "prov:type", values, other ? 2 : 1);
}

void apo__prov_text(apo__prov *p, const char *name, const char *text, size_t size)
{
	put_attribute(
		p, name, &(value){TEXT, apo__xml_line(p->writer->arena, text, size), NULL}, 1);
}

void apo__prov_string(apo__prov *p, const char *name, const char *text)
{
	if (text)
		apo__prov_text(p, name, text, strlen(text));
}

void apo__prov_node(apo__prov *p, const char *name, const char *local)
{
	const char *text = apo__sprintf(p->writer->arena, "c:%s", local);
	put_attribute(p, name, &(value){NAME, text, NULL}, 1);
}

void apo__prov_decimal(apo__prov *p, const char *name, double number)
{
	char decimal[40];
	put_attribute(p, name, &(value){DECIMAL, apo__decimal(decimal, number, 4), NULL}, 1);
}

void apo__prov_bool(apo__prov *p, const char *name, int yes)
{
	/* XML Schema allows 1 and 0 too, and other programs' PROV-N has them */
	put_attribute(p, name, &(value){BOOLEAN, yes ? "1" : "0", NULL}, 1);
}
