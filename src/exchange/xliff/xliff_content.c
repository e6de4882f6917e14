/* SPDX-License-Identifier: Apache-2.0 */
/* Text and inline codes of XLIFF 2.1 and 1.2. A pair of codes becomes an element around its text where it is nested (pc, g),
 * else two empty ones (sc ec, bx ex); 1.2 has native code in the text (bpt ept ph it), 2.1 beside it. */
#include "exchange/xliff/xliff_content.h"

#include <string.h>

#include "exchange/units/unit_codes.h"
#include "writing/put.h"

typedef apo__xliff_writer writer;

static void put(writer *x, const char *text)
{
	apo__put(x->output, text);
}

/* ---- characters ---- */

/* 1 for bytes that may have to be written otherwise */
static int is_special(unsigned char c, int attribute)
{
	return c < 0x20 ? c != '\t' && c != '\n' ? 1 : attribute
			: c == '&' || c == '<' || c == '>' || c == '"' || c == 0xEF;
}

/* What stands for the character at `text`, NULL when it stands for itself; `*length` receives its bytes. A character that XML
 * forbids gives "". */
static const char *escape(const char *text, size_t size, int attribute, size_t *length)
{
	const char *instead = apo__xml_escape(text[0]);
	*length = 1;
	if (instead)
		return attribute || !strchr("\"\n\t", text[0]) ? instead : NULL;
	if (text[0] != '\xEF')
		return "";
	if (size < 3 || text[1] != '\xBF' || (unsigned char)text[2] < 0xBE)
		return NULL;
	*length = 3;
	return "";
}

void apo__xliff_put_escaped(
	writer *x, const char *text, size_t size, int attribute, int code_points)
{
	size_t done = 0, length;
	for (size_t at = 0; at < size;) {
		if (!is_special((unsigned char)text[at], attribute)) {
			at++;
			continue;
		}
		const char *instead = escape(text + at, size - at, attribute, &length);
		if (instead) {
			apo_output_write(x->output, text + done, at - done);
			put(x, instead);
			if (!*instead && code_points) {
				unsigned value =
					length == 3
						? 0xFF00u | ((unsigned char)text[at + 2] | 0xC0u)
						: (unsigned char)text[at];
				put(x, apo__sprintf(x->scratch, "<cp hex=\"%04X\"/>", value));
			} else if (!*instead) {
				x->losses->characters++;
			}
			done = at + length;
		}
		at += length;
	}
	apo_output_write(x->output, text + done, size - done);
}

static void put_text(writer *x, const char *text, size_t size)
{
	apo__xliff_put_escaped(x, text, size, 0, 0);
}

/* 1 when there is a character that XML allows. */
static int has_text(const char *text, size_t size)
{
	size_t length = 1;
	for (size_t at = 0; at < size; at += length) {
		const char *instead = is_special((unsigned char)text[at], 0)
					      ? escape(text + at, size - at, 0, &length)
					      : NULL;
		if (!instead || *instead)
			return 1;
	}
	return 0;
}

void apo__xliff_put_attribute(apo__xliff_writer *x, const char *name, const char *value)
{
	if (!value)
		return;
	put(x, " ");
	put(x, name);
	put(x, "=\"");
	apo__xliff_put_escaped(x, value, strlen(value), 1, 0);
	put(x, "\"");
}

/* ---- inline codes ---- */

/* What an id may be: NMTOKEN (XML 1.0, section 2.3) of ASCII. */
static int is_token(const char *id)
{
	size_t size = id ? strlen(id) : 0;
	for (size_t i = 0; i < size; i++)
		if (!((id[i] | 32) >= 'a' && (id[i] | 32) <= 'z') &&
			!(id[i] >= '0' && id[i] <= '9') && !strchr("._-", id[i]))
			return 0;
	return size > 0 && size <= 64;
}

/* An id for each code: its own where it can be one and no code before has it. */
static const char **make_ids(writer *x, const apo__unit_code *codes, uint32_t count)
{
	const char **ids = apo__alloc_array(x->scratch, count + 1, sizeof *ids);
	apo__interner used;
	uint32_t next = 0;
	apo__interner_init(&used, x->scratch);
	for (uint32_t k = 0; k < count; k++) {
		const char *id = codes[k].x ? codes[k].x : codes[k].i;
		uint32_t known = used.count;
		if (codes[k].kind == APO__CODE_CLOSE || codes[k].kind == APO__CODE_MARK_CLOSE)
			continue; /* that of its partner; one without has an id of its own below */
		if (is_token(id) && apo__intern(&used, id, strlen(id)) == known) {
			ids[k] = id;
			continue;
		}
		ids[k] = ""; /* once all names of their own are known */
	}
	for (uint32_t k = 0; k < count; k++) {
		if (ids[k] && *ids[k])
			continue;
		uint32_t known = used.count;
		do
			ids[k] = apo__sprintf(x->scratch, "c%u", ++next);
		while (apo__intern(&used, ids[k], strlen(ids[k])) < known);
	}
	return ids;
}

static void put_data_ref(writer *x, const char *name, const apo__unit_code *c)
{
	if (c->size)
		apo__xliff_put_attribute(x, name,
			apo__sprintf(
				x->scratch, "d%u", apo__interned(&x->data, c->data, c->size) + 1));
}

static void put_types_2(writer *x, const apo__unit_code *c)
{
	const char *type, *subtype;
	apo__xliff_type_2(x->scratch, c->type, &type, &subtype);
	apo__xliff_put_attribute(x, "type", type);
	apo__xliff_put_attribute(x, "subType", subtype);
}

static void put_code_2(writer *x, const apo__unit_code *codes, const apo__code_pair *pairs,
	const char **ids, uint32_t k)
{
	const apo__unit_code *c = &codes[k];
	uint32_t partner = pairs[k].partner;
	int opens = c->kind == APO__CODE_OPEN || c->kind == APO__CODE_BEGIN;
	int closes = c->kind == APO__CODE_CLOSE || c->kind == APO__CODE_END;
	int pair = (opens || closes) && partner != APO_NONE;
	if (pair && pairs[k].nested && closes) {
		put(x, "</pc>");
		return;
	}
	put(x, pair && pairs[k].nested ? "<pc" : opens ? "<sc" : closes ? "<ec" : "<ph");
	if (pair && closes)
		apo__xliff_put_attribute(x, "startRef", ids[partner]);
	else
		apo__xliff_put_attribute(x, "id", ids[k]);
	if (!pair && (opens || closes))
		apo__xliff_put_attribute(x, "isolated", "yes");
	if (!pair || opens)
		put_types_2(x, c);
	if (pair && pairs[k].nested) {
		put_data_ref(x, "dataRefStart", c);
		put_data_ref(x, "dataRefEnd", &codes[partner]);
		put(x, ">");
		return;
	}
	put_data_ref(x, "dataRef", c);
	put(x, "/>");
}

static void put_native(writer *x, const char *name, const apo__unit_code *c)
{
	put(x, ">");
	put_text(x, c->data, c->size);
	put(x, "</");
	put(x, name);
	put(x, ">");
	x->losses->subtexts += c->xml != NULL;
}

static void put_code_1(writer *x, const apo__unit_code *codes, const apo__code_pair *pairs,
	const char **ids, uint32_t k)
{
	const apo__unit_code *c = &codes[k];
	uint32_t partner = pairs[k].partner;
	int opens = c->kind == APO__CODE_OPEN || c->kind == APO__CODE_BEGIN;
	int closes = c->kind == APO__CODE_CLOSE || c->kind == APO__CODE_END;
	int pair = (opens || closes) && partner != APO_NONE;
	int native = has_text(c->data, c->size) ||
		     (pair && has_text(codes[partner].data, codes[partner].size));
	const char *name;
	if (pair && !native && pairs[k].nested) {
		if (closes) {
			put(x, "</g>");
			return;
		}
		name = "g";
	} else if (pair) {
		name = native ? (opens ? "bpt" : "ept") : opens ? "bx" : "ex";
	} else {
		name = opens || closes ? "it" : native ? "ph" : "x";
	}
	put(x, "<");
	put(x, name);
	apo__xliff_put_attribute(x, "id", ids[pair && closes ? partner : k]);
	if (!pair && (opens || closes))
		apo__xliff_put_attribute(x, "pos", opens ? "open" : "close");
	if (!(pair && closes))
		apo__xliff_put_attribute(
			x, "ctype", apo__xliff_ctype(x->scratch, c->type, !opens && !closes));
	if (native && !opens && !closes && c->assoc && strlen(c->assoc) == 1 &&
		strchr("pfb", *c->assoc))
		apo__xliff_put_attribute(x, "assoc",
			*c->assoc == 'p'   ? "preceding"
			: *c->assoc == 'f' ? "following"
					   : "both");
	if (native || !strcmp(name, "it"))
		put_native(x, name, c);
	else
		put(x, *name == 'g' ? ">" : "/>");
}

static void put_mark(writer *x, const apo__unit_code *c, const char *id)
{
	put(x, "<mrk");
	if (x->options.version == 2) {
		apo__xliff_put_attribute(x, "id", id);
		apo__xliff_put_attribute(x, "type", apo__xliff_mark_2(x->scratch, c->type));
		apo__xliff_put_attribute(x, "value", has_text(c->data, c->size) ? c->data : NULL);
	} else {
		apo__xliff_put_attribute(x, "mtype", apo__xliff_mtype(x->scratch, c->type));
		apo__xliff_put_attribute(x, "mid", id);
		apo__xliff_put_attribute(x, "comment", has_text(c->data, c->size) ? c->data : NULL);
	}
	put(x, ">");
}

void apo__xliff_put_content(writer *x, const apo__unit_variant *v)
{
	const apo__code_pair *pairs = NULL;
	const char **ids = NULL;
	const char *text = v->text ? v->text : "";
	size_t done = 0;
	if (v->code_count) {
		pairs = apo__pair_codes(x->scratch, v->codes, v->code_count);
		ids = make_ids(x, v->codes, v->code_count);
	}
	for (uint32_t k = 0; k < v->code_count; k++) {
		const apo__unit_code *c = &v->codes[k];
		apo__xliff_put_escaped(x, text + done, c->at - done, 0, x->options.version == 2);
		done = c->at;
		if (c->kind == APO__CODE_MARK_OPEN || c->kind == APO__CODE_MARK_CLOSE) {
			if (pairs[k].partner == APO_NONE)
				continue;
			if (c->kind == APO__CODE_MARK_OPEN)
				put_mark(x, c, ids[k]);
			else
				put(x, "</mrk>");
		} else if (x->options.version == 2) {
			put_code_2(x, v->codes, pairs, ids, k);
		} else {
			put_code_1(x, v->codes, pairs, ids, k);
		}
	}
	apo__xliff_put_escaped(x, text + done, v->size - done, 0, x->options.version == 2);
}
