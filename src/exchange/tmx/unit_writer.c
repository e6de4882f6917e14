/* SPDX-License-Identifier: Apache-2.0 */
/* TMX 1.4b, unit by unit: what OmegaT, translate-toolkit, Weblate, Trados and memoQ all read without loss. No wall clock goes
 * into the file: the same units give the same bytes. One buffer, no allocation a unit. */
#include "exchange/tmx/unit_writer.h"

#include <string.h>

#include "base/output.h"
#include "exchange/tmx/proof.h"
#include "exchange/tmx/tmx_check.h"
#include "exchange/units/unit_codes.h"
#include "exchange/xml/characters.h"
#include "text/unicode/width.h"
#include "writing/put.h"

#define FULL ((size_t)1 << 16) /* of the buffer: then it goes out */

typedef struct {
	apo__unit_writer base;
	apo__arena *arena, *scratch;
	apo_output *output;
	const apo_tmx_options *how;
	apo__buffer out;
	apo__tmx_written counts;
	apo__unit_header header; /* until the first unit came */
	int header_due;
	char source[64]; /* srclang of the file */
	struct {
		char in[64], out[64];
	} tags[16]; /* the last language codes and how they are written */
	unsigned next_tag;
	int prove;		     /* number and hash the units */
	int counted;		     /* the header has the number of units and their hash ... */
	uint64_t number_at, hash_at; /* ... there, in bytes of the output */
	uint64_t sent;		     /* bytes that went out */
	char running[65];	     /* hash over the units so far */
} writer;

#define NUMBER_DIGITS 12 /* of the number of units, with zeros before it */
#define HASH_DIGITS   64

/* ---- text ---- */

/* What to do with a byte: copy it, escape it, or look closer (a control, or the lead of U+FFFE). */
enum { COPY, ESCAPE, LOOK, SPACE };
static const unsigned char byte_class[256] = {LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK,
	SPACE, SPACE, LOOK, LOOK, ESCAPE, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK,
	LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK,
	LOOK, ['"'] = ESCAPE, ['&'] = ESCAPE, ['<'] = ESCAPE, ['>'] = ESCAPE, [0xEF] = LOOK};

static void add_text(writer *w, const char *text, size_t size, int attribute)
{
	apo__buffer *out = &w->out;
	for (size_t at = 0, begin; at < size;) {
		for (begin = at; at < size && !byte_class[(unsigned char)text[at]];)
			at++;
		apo__buffer_add(out, text + begin, at - begin);
		if (at == size)
			break;
		unsigned char class = byte_class[(unsigned char)text[at]];
		if (class == ESCAPE || (class == SPACE && attribute)) {
			apo__buffer_puts(out, apo__xml_escape(text[at++]));
			continue;
		}
		begin = at;
		uint32_t c = apo__next_char(text, size, &at);
		if (apo__xml_allows(c))
			apo__buffer_add(out, text + begin, at - begin);
		else
			w->counts.characters++;
	}
}

static void add(writer *w, const char *markup)
{
	apo__buffer_puts(&w->out, markup);
}

static void add_attribute(writer *w, const char *name, const char *value)
{
	add(w, " ");
	add(w, name);
	add(w, "=\"");
	add_text(w, value, strlen(value), 1);
	add(w, "\"");
}

static void add_optional(writer *w, const char *name, const char *value)
{
	if (value)
		add_attribute(w, name, value);
}

/* UTF-8 to UTF-16LE. */
static apo__buffer to_utf16(writer *w)
{
	apo__buffer wide = {.arena = w->scratch};
	for (size_t at = 0; at < w->out.size;) {
		uint32_t c = apo__next_char(w->out.data, w->out.size, &at);
		uint32_t units[2] = {c, 0};
		if (c >= 0x10000) {
			units[0] = 0xD800 + ((c - 0x10000) >> 10);
			units[1] = 0xDC00 + ((c - 0x10000) & 0x3FF);
		}
		for (int i = 0; i < 2 && (i == 0 || units[i]); i++) {
			apo__buffer_putc(&wide, (char)(units[i] & 0xFF));
			apo__buffer_putc(&wide, (char)(units[i] >> 8));
		}
	}
	return wide;
}

static void flush(writer *w)
{
	apo__buffer bytes = w->how->utf16 ? to_utf16(w) : w->out;
	apo_output_write(w->output, bytes.data, bytes.size);
	w->sent += bytes.size;
	w->out.size = 0;
	apo__arena_reset(w->scratch);
}

/* ---- parts of a unit ---- */

/* A language code as it is to be written. */
static const char *code_of(writer *w, const char *lang)
{
	size_t size = strlen(lang);
	if (!size)
		return "und"; /* BCP 47: undetermined */
	if (w->how->languages == APO_TMX_LANGUAGES_KEEP || !strcmp(lang, "*all*"))
		return lang;
	for (size_t i = 0; i < sizeof w->tags / sizeof *w->tags; i++)
		if (!strcmp(w->tags[i].in, lang))
			return w->tags[i].out;
	const char *code = apo__canonical_tag(w->scratch, lang);
	size_t length =
		w->how->languages == APO_TMX_LANGUAGES_BARE ? strcspn(code, "-") : strlen(code);
	if (size >= sizeof w->tags->in || length >= sizeof w->tags->out)
		return apo__strndup(w->scratch, code, length);
	unsigned slot = w->next_tag++ % (sizeof w->tags / sizeof *w->tags);
	memcpy(w->tags[slot].in, lang, size + 1);
	memcpy(w->tags[slot].out, code, length);
	w->tags[slot].out[length] = '\0';
	return w->tags[slot].out;
}

/* Attributes that TMX has for this element, but those that are written otherwise. */
static void add_attributes(writer *w, apo__tmx_element element,
	const apo__unit_attribute *attributes, uint32_t count, const char *but)
{
	for (uint32_t i = 0; i < count; i++) {
		const char *name = attributes[i].name;
		if (apo__has_word(but, name))
			continue;
		if (apo__tmx_allows(element, name))
			add_attribute(w, name, attributes[i].value);
		else
			w->counts.attributes++;
	}
}

/* What the header says of all units is known at the end. */
static int is_total(const apo__unit_info *info)
{
	return info->kind == APO__INFO_PROP &&
	       (!strcmp(info->type, APO__PROP_UNITS) || !strcmp(info->type, APO__PROP_UNITS_HASH));
}

static void add_infos(
	writer *w, const char *indent, const apo__unit_info *infos, uint32_t count, int elements)
{
	for (uint32_t i = 0; i < count; i++) {
		const apo__unit_info *info = &infos[i];
		if (elements && is_total(info))
			continue;
		if (info->kind == APO__INFO_ELEMENT) {
			if (elements) {
				add(w, indent);
				apo__buffer_add(&w->out, info->text, info->size);
				add(w, "\n");
			}
			continue;
		}
		add(w, indent);
		add(w, info->kind == APO__INFO_PROP ? "<prop" : "<note");
		if (info->kind == APO__INFO_PROP)
			add_attribute(w, "type", *info->type ? info->type : "x-unnamed");
		add_optional(w, "xml:lang", info->lang);
		add_optional(w, "o-encoding", info->encoding);
		add(w, ">");
		add_text(w, info->text, info->size, 0);
		add(w, info->kind == APO__INFO_PROP ? "</prop>\n" : "</note>\n");
	}
}

/* The `i` of a pair: its own, else, or where that is taken, a number beyond what codes have. */
static void add_number(
	writer *w, const apo__unit_code *code, const apo__code_pair *pair, uint32_t index)
{
	uint32_t open = code->kind == APO__CODE_OPEN ? index : pair->partner;
	add_attribute(w, "i",
		code->i && !pair->again ? code->i : apo__sprintf(w->scratch, "%lu", 1001ul + open));
}

/* The code of this index in its segment. One that has no partner is written as <it>, which is what it is. */
static void add_code(
	writer *w, const apo__unit_code *code, const apo__code_pair *pair, uint32_t index)
{
	static const char *const names[] = {[APO__CODE_OPEN] = "bpt",
		[APO__CODE_CLOSE] = "ept",
		[APO__CODE_PLACEHOLDER] = "ph",
		[APO__CODE_BEGIN] = "it",
		[APO__CODE_END] = "it",
		[APO__CODE_UNKNOWN] = "ut",
		[APO__CODE_MARK_OPEN] = "hi"};
	apo__code_kind kind = code->kind;
	if (pair->partner == APO_NONE && kind == APO__CODE_OPEN)
		kind = APO__CODE_BEGIN;
	else if (pair->partner == APO_NONE && kind == APO__CODE_CLOSE)
		kind = APO__CODE_END;
	const char *name = names[kind];
	int bare = kind == APO__CODE_CLOSE || kind == APO__CODE_UNKNOWN;
	add(w, "<");
	add(w, name);
	if (kind == APO__CODE_OPEN || kind == APO__CODE_CLOSE)
		add_number(w, code, pair, index);
	if (kind == APO__CODE_BEGIN || kind == APO__CODE_END)
		add_attribute(w, "pos", kind == APO__CODE_BEGIN ? "begin" : "end");
	if (kind == APO__CODE_PLACEHOLDER)
		add_optional(w, "assoc", code->assoc);
	if (kind != APO__CODE_CLOSE)
		add_optional(w, "x", code->x);
	if (!bare)
		add_optional(w, "type", code->type);
	add(w, ">");
	if (kind == APO__CODE_MARK_OPEN)
		return;
	if (code->xml)
		add(w, code->xml);
	else
		add_text(w, code->data, code->size, 0);
	add(w, "</");
	add(w, name);
	add(w, ">");
}

/* Text with its codes; <hi> is closed where it was left open, and not closed where it was not opened. */
static void add_segment(writer *w, const apo__unit_variant *v)
{
	const apo__code_pair *pairs = NULL;
	size_t done = 0;
	uint32_t marks = 0;
	add(w, "   <seg>");
	if (w->how->level == 1)
		w->counts.codes += v->code_count;
	else if (v->code_count)
		pairs = apo__pair_codes(w->scratch, v->codes, v->code_count);
	for (uint32_t i = 0; i < v->code_count && w->how->level != 1; i++) {
		const apo__unit_code *code = &v->codes[i];
		size_t at = code->at < v->size ? code->at : v->size;
		if (at > done) {
			add_text(w, v->text + done, at - done, 0);
			done = at;
		}
		if (code->kind != APO__CODE_MARK_CLOSE) {
			marks += code->kind == APO__CODE_MARK_OPEN;
			add_code(w, code, &pairs[i], i);
		} else if (marks) {
			marks--;
			add(w, "</hi>");
		}
	}
	add_text(w, v->text + done, v->size - done, 0);
	while (marks--)
		add(w, "</hi>");
	add(w, "</seg>\n");
}

static void add_variant(writer *w, const apo__unit_variant *v)
{
	add(w, "  <tuv");
	add_attribute(w, "xml:lang", code_of(w, v->lang));
	add_attributes(w, APO__TMX_TUV, v->attributes, v->attribute_count, " xml:lang ");
	add(w, ">\n");
	add_infos(w, "   ", v->infos, v->info_count, 0);
	add_segment(w, v);
	add(w, "  </tuv>\n");
}

/* ---- the writer ---- */

/* The language of the header: as said, in the form that the first unit has it; if the file does not say, or says *all*, the
 * language of its first text. */
static void choose_source(writer *w, const apo__unit *first)
{
	const char *said = w->header.source_language;
	const apo__unit_variant *v = NULL;
	if (said && !strcmp(said, "*all*") && w->how->languages != APO_TMX_LANGUAGES_KEEP)
		said = NULL;
	if (first && (!said || w->how->languages != APO_TMX_LANGUAGES_KEEP))
		v = said ? apo__unit_find(first, said, NULL) : &first->variants[0];
	const char *code = code_of(w, v ? v->lang : said ? said : "");
	size_t size = strlen(code);
	memcpy(w->source, code, size < sizeof w->source ? size + 1 : 1);
}

/* A property whose value comes at the end; returns where that is in the output. */
static uint64_t add_place(writer *w, const char *type, int digits)
{
	add(w, " <prop");
	add_attribute(w, "type", type);
	add(w, ">");
	flush(w);
	uint64_t at = w->sent;
	while (digits--)
		add(w, "0");
	add(w, "</prop>\n");
	return at;
}

static void fill_place(writer *w, uint64_t at, const char *value)
{
	add(w, value);
	apo__buffer bytes = w->how->utf16 ? to_utf16(w) : w->out;
	apo__output_patch(w->output, at, bytes.data, bytes.size);
	w->out.size = 0;
}

static void put_header(writer *w, const apo__unit *first)
{
	const apo__unit_attribute *list = w->header.attributes;
	uint32_t count = w->header.attribute_count;
	const char *memory = apo__attribute_of(list, count, "o-tmf");
	const char *admin = apo__attribute_of(list, count, "adminlang");
	const char *type = apo__attribute_of(list, count, "datatype");
	const char *segments = apo__attribute_of(list, count, "segtype");
	w->header_due = 0;
	choose_source(w, first);
	if (w->how->utf16)
		add(w, "\xEF\xBB\xBF");
	add(w, "<?xml version=\"1.0\" encoding=\"");
	add(w, w->how->utf16 ? "UTF-16\"?>\n" : "UTF-8\"?>\n");
	if (!w->how->no_doctype)
		add(w, "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n");
	add(w, "<tmx version=\"1.4\">\n<header creationtool=\"apograph\"");
	add_attribute(w, "creationtoolversion", apo_version());
	add_attribute(w, "segtype",
		segments && apo__has_word(" block paragraph sentence phrase ", segments)
			? segments
			: "sentence");
	add_attribute(w, "o-tmf", memory ? memory : "apograph");
	add_attribute(w, "adminlang", admin ? code_of(w, admin) : "en");
	add_attribute(w, "srclang", w->source);
	add_attribute(w, "datatype", type && *type ? type : "plaintext");
	add_attributes(w, APO__TMX_HEADER, list, count,
		" creationtool creationtoolversion segtype o-tmf adminlang srclang datatype ");
	add(w, ">\n");
	add_infos(w, " ", w->header.infos, w->header.info_count, 1);
	if (w->counted) {
		w->number_at = add_place(w, APO__PROP_UNITS, NUMBER_DIGITS);
		w->hash_at = add_place(w, APO__PROP_UNITS_HASH, HASH_DIGITS);
	}
	add(w, "</header>\n<body>\n");
}

static apo_status write_header(
	apo__unit_writer *base, const apo__unit_header *header, apo_error *err)
{
	writer *w = (writer *)base;
	(void)err;
	w->header = *header;
	w->header_due = 1;
	w->counted = w->prove;
	for (uint32_t i = 0; i < header->info_count; i++)
		w->counted |= is_total(&header->infos[i]);
	return APO_OK;
}

/* The unit with its number, and its hash with the language codes as they will be written. */
static apo__unit proven(writer *w, const apo__unit *unit)
{
	apo__arena *arena = w->scratch;
	apo__unit out = *unit;
	apo__unit_variant *variants =
		apo__alloc_array(arena, unit->variant_count, sizeof *variants);
	apo__unit_info *infos = apo__alloc_array(arena, unit->info_count + 2, sizeof *infos);
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		variants[i] = unit->variants[i];
		variants[i].lang = apo__strdup(arena, code_of(w, variants[i].lang));
	}
	for (uint32_t i = 0; i < unit->info_count; i++)
		infos[i] = unit->infos[i];
	const char *number = apo__sprintf(arena, "%llu", (unsigned long long)w->counts.units + 1);
	infos[unit->info_count] = (apo__unit_info){.kind = APO__INFO_PROP,
		.type = APO__PROP_UNIT,
		.text = number,
		.size = strlen(number)};
	char *hash = apo__alloc(arena, 65);
	out.variants = variants;
	out.infos = infos;
	out.info_count++;
	apo__unit_hash(arena, &out, 0, hash);
	infos[out.info_count++] = (apo__unit_info){
		.kind = APO__INFO_PROP, .type = APO__PROP_UNIT_HASH, .text = hash, .size = 64};
	return out;
}

static apo_status write_unit(apo__unit_writer *base, const apo__unit *unit, apo_error *err)
{
	writer *w = (writer *)base;
	uint32_t texts = 0;
	int long_one = 0;
	(void)err;
	for (uint32_t i = 0; i < unit->variant_count; i++)
		texts += unit->variants[i].text != NULL;
	if (!texts)
		return APO_OK; /* TMX wants a <seg> */
	if (w->header_due)
		put_header(w, unit);
	apo__unit own;
	if (w->prove) {
		own = proven(w, unit);
		unit = &own;
	}
	if (w->counted)
		apo__units_hash_add(w->running,
			apo__prop_of(unit->infos, unit->info_count, APO__PROP_UNIT_HASH));
	w->counts.units++;
	add(w, " <tu");
	add_optional(w, "tuid", unit->id);
	if (unit->source_language)
		add_attribute(w, "srclang", code_of(w, unit->source_language));
	add_attributes(w, APO__TMX_TU, unit->attributes, unit->attribute_count, " tuid srclang ");
	add(w, ">\n");
	add_infos(w, "  ", unit->infos, unit->info_count, 0);
	const apo__unit_variant *first = NULL; /* the source comes first */
	if (w->how->languages != APO_TMX_LANGUAGES_KEEP)
		first = apo__unit_find(
			unit, unit->source_language ? unit->source_language : w->source, NULL);
	for (uint32_t i = 0; i <= unit->variant_count; i++) {
		const apo__unit_variant *v = i ? &unit->variants[i - 1] : first;
		if (!v || !v->text || (i && v == first))
			continue;
		add_variant(w, v);
		long_one |= apo__tmx_is_long(v);
	}
	w->counts.long_ones += (uint64_t)long_one;
	add(w, " </tu>\n");
	if (w->out.size >= FULL)
		flush(w);
	return APO_OK;
}

static apo_status write_end(apo__unit_writer *base, apo_error *err)
{
	writer *w = (writer *)base;
	(void)err;
	if (w->header_due)
		put_header(w, NULL);
	add(w, "</body>\n</tmx>\n");
	flush(w);
	if (w->counted) {
		fill_place(w, w->number_at,
			apo__sprintf(w->scratch, "%0*llu", NUMBER_DIGITS,
				(unsigned long long)w->counts.units));
		fill_place(w, w->hash_at, w->running); /* zeros stay where there is no unit */
	}
	return APO_OK;
}

void apo__tmx_writer_prove(apo__unit_writer *base)
{
	((writer *)base)->prove = 1;
}

apo__unit_writer *apo__tmx_writer_new(
	apo__arena *arena, apo_output *output, const apo_tmx_options *how)
{
	writer *w = apo__alloc(arena, sizeof *w);
	*w = (writer){.base = {write_header, write_unit, write_end},
		.arena = arena,
		.scratch = apo__arena_child(arena),
		.output = output,
		.how = how,
		.out = {.arena = arena}};
	return &w->base;
}

const apo__tmx_written *apo__tmx_writer_counts(const apo__unit_writer *writer_)
{
	return &((const writer *)writer_)->counts;
}
