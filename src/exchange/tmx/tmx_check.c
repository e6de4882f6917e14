/* SPDX-License-Identifier: Apache-2.0 */
/* Structure while it is parsed, by the table of TMX 1.4b's elements; values and what belongs together once a unit is whole.
 * Cost: linear; memory: 32 to 64 bytes a unit, to know a tuid or a unit again. */
#include "exchange/tmx/tmx_check.h"

#include <string.h>

#include "base/digest.h"
#include "base/map.h"
#include "exchange/xml/characters.h"
#include "text/unicode/chars.h"
#include "text/unicode/width.h"

#define DEPTH	     300u  /* the parser stops at 256 */
#define LONG_SEGMENT 2000u /* characters; Trados cloud drops longer ones */

#define IN(element) (1u << APO__TMX_##element)
#define IN_TEXT	    (IN(SEG) | IN(HI) | IN(SUB))
#define IN_CODE	    (IN(BPT) | IN(EPT) | IN(PH) | IN(IT) | IN(UT))

typedef struct {
	uint32_t parents;
	uint32_t before;		 /* siblings that must not come before it */
	const char *required, *optional; /* attributes, separated and surrounded by spaces */
} rule;

#define HISTORY " creationdate creationid changedate changeid "
#define USE	" datatype usagecount lastusagedate creationtool creationtoolversion o-tmf o-encoding "

static const rule rules[APO__TMX_ELEMENTS] = {
	[APO__TMX_TMX] = {1u, 0, " version ", ""},
	[APO__TMX_HEADER] = {IN(TMX), IN(HEADER) | IN(BODY),
		" creationtool creationtoolversion segtype o-tmf adminlang srclang datatype ",
		" o-encoding" HISTORY},
	[APO__TMX_BODY] = {IN(TMX), IN(BODY), "", ""},
	[APO__TMX_TU] = {IN(BODY), 0, "", USE HISTORY "tuid segtype srclang "},
	[APO__TMX_TUV] = {IN(TU), 0, " xml:lang ", USE HISTORY},
	[APO__TMX_SEG] = {IN(TUV), IN(SEG), "", ""},
	[APO__TMX_PROP] = {IN(HEADER) | IN(TU) | IN(TUV), IN(TUV) | IN(SEG), " type ",
		" xml:lang o-encoding "},
	[APO__TMX_NOTE] = {IN(HEADER) | IN(TU) | IN(TUV), IN(TUV) | IN(SEG), "",
		" xml:lang o-encoding "},
	[APO__TMX_UDE] = {IN(HEADER), 0, " name ", " base "},
	[APO__TMX_MAP] = {IN(UDE), 0, " unicode ", " code ent subst "},
	[APO__TMX_BPT] = {IN_TEXT, 0, " i ", " x type "},
	[APO__TMX_EPT] = {IN_TEXT, 0, " i ", ""},
	[APO__TMX_PH] = {IN_TEXT, 0, "", " x assoc type "},
	[APO__TMX_IT] = {IN_TEXT, 0, " pos ", " x type "},
	[APO__TMX_UT] = {IN_TEXT, 0, "", " x "},
	[APO__TMX_HI] = {IN_TEXT, 0, "", " x type "},
	[APO__TMX_SUB] = {IN_CODE, 0, "", " datatype type "},
};

struct apo__tmx_check {
	apo__arena *arena, *scratch;
	void (*report)(uint32_t line, uint32_t column, apo_severity severity, const char *message,
		void *user);
	void *user;
	int old_version; /* 1.1 to 1.3 */
	unsigned depth;
	struct {
		apo__tmx_element element;
		uint32_t seen; /* children */
		int text_told;
	} open[DEPTH];
	apo__digest_map ids, units;
};

apo__tmx_check *apo__tmx_check_new(apo__arena *arena,
	void (*report)(uint32_t line, uint32_t column, apo_severity severity, const char *message,
		void *user),
	void *user)
{
	apo__tmx_check *c = apo__alloc(arena, sizeof *c);
	c->arena = arena;
	c->scratch = apo__arena_child(arena);
	c->report = report;
	c->user = user;
	apo__digest_map_init(&c->ids, arena);
	apo__digest_map_init(&c->units, arena);
	return c;
}

/* ---- structure ---- */

static void tell(apo__tmx_check *c, apo_severity severity, const char *message)
{
	c->report(0, 0, severity, message, c->user);
}

int apo__tmx_is_long(const apo__unit_variant *v)
{
	return v->size > LONG_SEGMENT && apo__count_chars(v->text, v->size) > LONG_SEGMENT;
}

int apo__has_word(const char *words, const char *word)
{
	size_t size = strlen(word);
	for (const char *at = words; (at = strstr(at, word)); at += size)
		if (at > words && at[-1] == ' ' && at[size] == ' ')
			return 1;
	return 0;
}

int apo__tmx_allows(apo__tmx_element element, const char *attribute)
{
	return apo__has_word(rules[element].required, attribute) ||
	       apo__has_word(rules[element].optional, attribute);
}

static int is_digits(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] < '0' || text[i] > '9')
			return 0;
	return size > 0;
}

/* YYYYMMDDThhmmssZ (ISO 8601, as TMX wants it). */
static int is_date(const char *text)
{
	if (strlen(text) != 16 || !is_digits(text, 8) || text[8] != 'T' ||
		!is_digits(text + 9, 6) || text[15] != 'Z')
		return 0;
	int month = (text[4] - '0') * 10 + text[5] - '0',
	    day = (text[6] - '0') * 10 + text[7] - '0';
	return month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
	       strncmp(text + 9, "24", 2) < 0 && text[11] < '6' && text[13] < '7';
}

/* RFC 5646 in its rough form: subtags of one to eight letters and digits, the first of letters. */
static int is_language(const char *text)
{
	for (size_t part = 0;; part++) {
		size_t size = 0;
		for (; text[size] && text[size] != '-'; size++) {
			char c = (char)(text[size] | 32);
			if ((c < 'a' || c > 'z') &&
				(part == 0 || text[size] < '0' || text[size] > '9'))
				return 0;
		}
		if (size < 1 || size > 8)
			return 0;
		if (!text[size])
			return 1;
		text += size + 1;
	}
}

static void check_language(apo__tmx_check *c, const char *name, const char *value)
{
	if (is_language(value))
		return;
	if (strchr(value, '_'))
		tell(c, APO_SEVERITY_MINOR,
			apo__sprintf(c->scratch,
				"%s=\"%.40s\": CAT tools match nothing under a code with _; write "
				"%s",
				name, value, apo__canonical_tag(c->scratch, value)));
	else
		tell(c, APO_SEVERITY_MAJOR,
			apo__sprintf(c->scratch, "%s=\"%.40s\" is not a language code (BCP 47)",
				name, value));
}

static void check_value(apo__tmx_check *c, const apo__tmx_tag *tag, const apo__unit_attribute *a)
{
	const char *name = a->name, *value = a->value, *expected = NULL;
	if (apo__has_word(" creationdate changedate lastusagedate ", name))
		expected = is_date(value) ? NULL : "a date as YYYYMMDDThhmmssZ";
	else if (!strcmp(name, "usagecount"))
		expected = is_digits(value, strlen(value)) ? NULL : "a number";
	else if (!strcmp(name, "segtype"))
		expected = apo__has_word(" block paragraph sentence phrase ", value)
				   ? NULL
				   : "block, paragraph, sentence or phrase";
	else if (!strcmp(name, "pos"))
		expected = apo__has_word(" begin end ", value) ? NULL : "begin or end";
	else if (!strcmp(name, "assoc"))
		expected = apo__has_word(" p f b ", value) ? NULL : "p, f or b";
	else if (!strcmp(name, "version") && tag->element == APO__TMX_TMX)
		expected = apo__has_word(" 1.1 1.2 1.3 1.4 ", value) ? NULL : "1.4 (or 1.1 to 1.3)";
	else if (!strcmp(name, "srclang") && !strcmp(value, "*all*"))
		tell(c, APO_SEVERITY_MINOR,
			"srclang=\"*all*\": some tools refuse the file; name a language");
	else if (apo__has_word(" xml:lang lang srclang adminlang ", name))
		check_language(c, name, value);
	if (expected)
		tell(c, APO_SEVERITY_MINOR,
			apo__sprintf(c->scratch, "%s=\"%.40s\" in <%s>; expected %s", name, value,
				tag->name, expected));
}

static void check_attributes(apo__tmx_check *c, const apo__tmx_tag *tag)
{
	const rule *r = &rules[tag->element];
	char name[32];
	for (uint32_t i = 0; i < tag->count; i++) {
		const apo__unit_attribute *a = &tag->attributes[i];
		int old_lang = !strcmp(a->name, "lang") && apo__has_word(r->required, "xml:lang");
		if (!apo__has_word(r->required, a->name) && !apo__has_word(r->optional, a->name) &&
			!old_lang && strncmp(a->name, "xml:", 4) != 0)
			tell(c, APO_SEVERITY_MAJOR,
				apo__sprintf(c->scratch, "<%s> has no attribute %.40s in TMX",
					tag->name, a->name));
		check_value(c, tag, a);
	}
	for (const char *at = r->required; *at; at += strlen(name)) {
		at += strspn(at, " ");
		size_t size = strcspn(at, " ");
		memcpy(name, at, size);
		name[size] = '\0';
		if (!size)
			break;
		int old_form = !strcmp(name, "xml:lang") || !strcmp(name, "i");
		if (!apo__attribute_of(tag->attributes, tag->count, name) &&
			!(c->old_version && old_form))
			tell(c, APO_SEVERITY_MAJOR,
				apo__sprintf(c->scratch, "<%s> without its attribute %s", tag->name,
					name));
	}
}

void apo__tmx_check_file(apo__tmx_check *c)
{
	c->depth = 0;
}

void apo__tmx_check_start(apo__tmx_check *c, const apo__tmx_tag *tag)
{
	apo__arena_reset(c->scratch);
	apo__tmx_element parent = c->depth ? c->open[c->depth - 1].element : APO__TMX_OTHER;
	uint32_t *seen = c->depth ? &c->open[c->depth - 1].seen : NULL;
	const rule *r = &rules[tag->element];
	if (tag->element == APO__TMX_TMX) {
		const char *version = apo__attribute_of(tag->attributes, tag->count, "version");
		c->old_version = version && !strncmp(version, "1.", 2) && version[2] < '4';
	}
	if (tag->element == APO__TMX_OTHER) {
		tell(c, APO_SEVERITY_MAJOR,
			apo__sprintf(c->scratch, "<%.60s> is not an element of TMX", tag->name));
	} else {
		if (!(r->parents & 1u << parent) && (parent || !c->depth))
			tell(c, APO_SEVERITY_MAJOR,
				apo__sprintf(c->scratch, "<%s> is not allowed in <%s>", tag->name,
					apo__tmx_names[parent]));
		else if (seen && r->before & *seen)
			tell(c, APO_SEVERITY_MAJOR,
				apo__sprintf(c->scratch,
					*seen & 1u << tag->element & r->before
						? "a second <%s> in <%s>"
						: "<%s> after what must follow it in <%s>",
					tag->name, apo__tmx_names[parent]));
		check_attributes(c, tag);
	}
	if (tag->element == APO__TMX_BODY && seen && !(*seen & IN(HEADER)))
		tell(c, APO_SEVERITY_MAJOR, "<body> without a <header> before it");
	if (seen)
		*seen |= 1u << tag->element;
	if (c->depth == DEPTH)
		return;
	c->open[c->depth].element = tag->element;
	c->open[c->depth].seen = 0;
	c->open[c->depth++].text_told = 0;
}

void apo__tmx_check_end(apo__tmx_check *c)
{
	if (!c->depth)
		return;
	c->depth--;
	if (c->open[c->depth].element == APO__TMX_TMX && !(c->open[c->depth].seen & IN(BODY)))
		tell(c, APO_SEVERITY_MAJOR, "<tmx> without a <body>");
}

void apo__tmx_check_text(apo__tmx_check *c, const char *text, size_t size)
{
	if (!c->depth || c->open[c->depth - 1].text_told)
		return;
	for (size_t i = 0; i < size; i++) {
		if (strchr(" \t\r\n", text[i]) && text[i])
			continue;
		c->open[c->depth - 1].text_told = 1;
		tell(c, APO_SEVERITY_MAJOR, "text outside of <seg>, <prop> and <note>");
		return;
	}
}

/* ---- units ---- */

static void at(
	apo__tmx_check *c, const apo__unit_variant *v, apo_severity severity, const char *message)
{
	c->report(v->line, v->column, severity, message, c->user);
}

/* Pairs of <bpt> and <ept> by i. */
static void check_codes(apo__tmx_check *c, const apo__unit_variant *v)
{
	apo__interner names;
	if (!v->code_count)
		return;
	apo__interner_init(&names, c->scratch);
	unsigned char *state = apo__alloc(c->scratch, v->code_count + 1); /* 1 open, 2 closed */
	for (uint32_t i = 0; i < v->code_count; i++) {
		const apo__unit_code *code = &v->codes[i];
		if ((code->kind != APO__CODE_OPEN && code->kind != APO__CODE_CLOSE) || !code->i)
			continue;
		uint32_t id = apo__intern(&names, code->i, strlen(code->i));
		if (code->kind == APO__CODE_OPEN && state[id])
			at(c, v, APO_SEVERITY_MAJOR,
				apo__sprintf(c->scratch,
					"two <bpt> with i=\"%.20s\" in one segment", code->i));
		else if (code->kind == APO__CODE_CLOSE && state[id] != 1)
			at(c, v, APO_SEVERITY_MAJOR,
				apo__sprintf(c->scratch,
					"<ept i=\"%.20s\"> without a <bpt> before it", code->i));
		state[id] = code->kind == APO__CODE_OPEN ? 1 : 2;
	}
	for (uint32_t id = 0; id < names.count; id++)
		if (state[id] == 1)
			at(c, v, APO_SEVERITY_MAJOR,
				apo__sprintf(c->scratch, "<bpt i=\"%.20s\"> without an <ept>",
					names.strings[id]));
}

static void check_text(apo__tmx_check *c, const apo__unit_variant *v)
{
	size_t begin, end;
	apo__trim(v->text, v->size, &begin, &end);
	if (begin == end && !v->code_count)
		at(c, v, APO_SEVERITY_MINOR, "an empty segment");
	else if (begin > 0 || end < v->size)
		at(c, v, APO_SEVERITY_MINOR,
			"space at the edge of a segment: it will not match in CAT tools");
	if (apo__tmx_is_long(v))
		at(c, v, APO_SEVERITY_MINOR,
			"a segment of more than 2,000 characters, which some tools drop");
}

/* The unit's texts with their languages, in order. */
static apo__digest digest_of_unit(apo__tmx_check *c, const apo__unit *unit)
{
	apo__buffer key = {.arena = c->scratch};
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		apo__buffer_puts(&key, unit->variants[i].lang);
		apo__buffer_putc(&key, '\1'); /* in no text of XML */
		if (unit->variants[i].text)
			apo__buffer_add(&key, unit->variants[i].text, unit->variants[i].size);
		apo__buffer_putc(&key, '\1');
		apo__buffer_printf(&key, "%u", (unsigned)unit->variants[i].code_count);
	}
	return apo__digest_of(key.data, key.size);
}

static void check_known(apo__tmx_check *c, const apo__unit *unit)
{
	uint64_t first;
	if (unit->id &&
		(first = *apo__digest_map_add(&c->ids, apo__digest_of(unit->id, strlen(unit->id)),
			 unit->number)) != unit->number)
		c->report(unit->line, unit->column, APO_SEVERITY_MINOR,
			apo__sprintf(c->scratch, "tuid=\"%.60s\" is that of unit %llu too",
				unit->id, (unsigned long long)first),
			c->user);
	first = *apo__digest_map_add(&c->units, digest_of_unit(c, unit), unit->number);
	if (first != unit->number)
		c->report(unit->line, unit->column, APO_SEVERITY_MINOR,
			apo__sprintf(c->scratch, "the same texts as unit %llu",
				(unsigned long long)first),
			c->user);
}

void apo__tmx_check_unit(apo__tmx_check *c, const apo__unit_header *header, const apo__unit *unit)
{
	apo__arena_reset(c->scratch);
	const char *source =
		unit->source_language ? unit->source_language : header->source_language;
	uint32_t texts = 0;
	int has_source = !source || !strcmp(source, "*all*");
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		if (!v->text)
			continue;
		texts++;
		check_codes(c, v);
		check_text(c, v);
		has_source = has_source || apo__language_match(v->lang, source);
		if (v->code_count != unit->variants[0].code_count && unit->variants[0].text)
			at(c, v, APO_SEVERITY_MINOR,
				apo__sprintf(c->scratch,
					"%u inline codes where the first <tuv> has %u",
					(unsigned)v->code_count,
					(unsigned)unit->variants[0].code_count));
	}
	if (texts == 1)
		c->report(unit->line, unit->column, APO_SEVERITY_MINOR,
			"one language only: nothing to match with", c->user);
	if (!has_source)
		c->report(unit->line, unit->column, APO_SEVERITY_MINOR,
			apo__sprintf(c->scratch, "no <tuv> in the source language %.40s", source),
			c->user);
	check_known(c, unit);
}
