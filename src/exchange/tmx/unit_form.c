/* SPDX-License-Identifier: Apache-2.0 */
/* A unit as TMX 1.4b: what OmegaT, translate-toolkit, Weblate, Trados and memoQ all read without loss. Text is looked through
 * sixteen bytes at a time; most have nothing to escape. One buffer; no allocation a unit but for codes and proofs. Linear. */
#include "exchange/tmx/unit_form.h"

#include <string.h>

#include "base/visible.h"
#include "exchange/tmx/proof.h"
#include "exchange/tmx/tmx_check.h"
#include "exchange/units/unit_codes.h"
#include "exchange/xml/characters.h"
#include "text/unicode/sixteen.h"
#include "writing/put.h"

#define LONGEST_ESCAPE 6 /* bytes for one: "&quot;" */

void apo__tmx_form_init(apo__tmx_form *form, apo__arena *arena, const apo_tmx_options *how)
{
	*form = (apo__tmx_form){.scratch = apo__arena_child(arena),
		.how = how,
		.out = {.arena = arena},
		.hashed = {.arena = arena}};
}

/* ---- text ---- */

/* What to do with a byte: copy it, escape it, or look closer (a control, or the lead of U+FFFE). */
enum { COPY, ESCAPE, LOOK, SPACE };
static const unsigned char byte_class[256] = {LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK,
	SPACE, SPACE, LOOK, LOOK, ESCAPE, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK,
	LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK, LOOK,
	LOOK, ['"'] = ESCAPE, ['&'] = ESCAPE, ['<'] = ESCAPE, ['>'] = ESCAPE, [0xEF] = LOOK};

/* Which of sixteen bytes are of another class than COPY. */
static apo__sixteen not_copied(const char *text)
{
	apo__sixteen bytes = apo__sixteen_at(text);
	return ((bytes >= 0) & (bytes < ' ')) | (bytes == '"') | (bytes == '&') | (bytes == '<') |
	       (bytes == '>') | (bytes == '\xEF');
}

/* Copy from `*at` up to the first byte that is not only copied; returns the end. Sixteen are written where fewer may count. */
static char *copy_plain(char *to, const char *text, size_t size, size_t *at)
{
	while (*at + APO__SIXTEEN <= size) {
		unsigned first = apo__first_marked(not_copied(text + *at));
		memcpy(to, text + *at, APO__SIXTEEN);
		to += first;
		*at += first;
		if (first < APO__SIXTEEN)
			return to;
	}
	while (*at < size && !byte_class[(unsigned char)text[*at]])
		*to++ = text[(*at)++];
	return to;
}

/* Write text to where there is room for LONGEST_ESCAPE times its bytes; returns its end. */
static char *put_text(apo__tmx_form *f, char *to, const char *text, size_t size, int attribute)
{
	for (size_t at = 0; to = copy_plain(to, text, size, &at), at < size;) {
		unsigned char class = byte_class[(unsigned char)text[at]];
		if (class == ESCAPE || (class == SPACE && attribute)) {
			const char *escape = apo__xml_escape(text[at++]);
			size_t length = strlen(escape);
			memcpy(to, escape, length);
			to += length;
			continue;
		}
		size_t begin = at;
		uint32_t c = apo__next_char(text, size, &at);
		if (!apo__xml_allows(c)) {
			f->counts.characters++;
			continue;
		}
		memcpy(to, text + begin, at - begin);
		to += at - begin;
	}
	return to;
}

static char *put(char *to, const char *markup)
{
	size_t size = strlen(markup);
	memcpy(to, markup, size);
	return to + size;
}

/* Room for `size` bytes of text and `markup` of markup. */
static char *room(apo__tmx_form *f, size_t size, size_t markup)
{
	if (size > (SIZE_MAX - markup) / LONGEST_ESCAPE)
		apo__arena_exhausted(f->out.arena);
	return apo__buffer_room(&f->out, size * LONGEST_ESCAPE + markup);
}

static void add_text(apo__tmx_form *f, const char *text, size_t size)
{
	apo__buffer_end(&f->out, put_text(f, room(f, size, 0), text, size, 0));
}

void apo__form_add(apo__tmx_form *f, const char *markup)
{
	apo__buffer_puts(&f->out, markup);
}

static char *put_attribute(
	apo__tmx_form *f, char *to, const char *name, const char *value, size_t size)
{
	to = put(put(put(to, " "), name), "=\"");
	return put(put_text(f, to, value, size, 1), "\"");
}

void apo__form_attribute(apo__tmx_form *f, const char *name, const char *value)
{
	size_t size = strlen(value);
	char *to = room(f, size, strlen(name) + strlen(" =\"\""));
	apo__buffer_end(&f->out, put_attribute(f, to, name, value, size));
}

static void add_optional(apo__tmx_form *f, const char *name, const char *value)
{
	if (value)
		apo__form_attribute(f, name, value);
}

/* ---- parts of a unit ---- */

const char *apo__form_code(apo__tmx_form *f, const char *lang)
{
	size_t size = strlen(lang);
	if (!size)
		return "und"; /* BCP 47: undetermined */
	if (f->how->languages == APO_TMX_LANGUAGES_KEEP || !strcmp(lang, "*all*"))
		return lang;
	for (size_t i = 0; i < sizeof f->tags / sizeof *f->tags; i++)
		if (!strcmp(f->tags[i].in, lang))
			return f->tags[i].out;
	const char *code = apo__canonical_tag(f->scratch, lang);
	size_t length =
		f->how->languages == APO_TMX_LANGUAGES_BARE ? strcspn(code, "-") : strlen(code);
	if (size >= sizeof f->tags->in || length >= sizeof f->tags->out)
		return apo__strndup(f->scratch, code, length);
	unsigned slot = f->next_tag++ % (sizeof f->tags / sizeof *f->tags);
	memcpy(f->tags[slot].in, lang, size + 1);
	memcpy(f->tags[slot].out, code, length);
	f->tags[slot].out[length] = '\0';
	return f->tags[slot].out;
}

void apo__form_attributes(apo__tmx_form *f, apo__tmx_element element,
	const apo__unit_attribute *attributes, uint32_t count, const char *but)
{
	for (uint32_t i = 0; i < count; i++) {
		const char *name = attributes[i].name;
		if (apo__has_word(but, name))
			continue;
		if (apo__tmx_allows(element, name))
			apo__form_attribute(f, name, attributes[i].value);
		else
			f->counts.attributes++;
	}
}

int apo__is_total(const apo__unit_info *info)
{
	return info->kind == APO__INFO_PROP &&
	       (!strcmp(info->type, APO__PROP_UNITS) || !strcmp(info->type, APO__PROP_UNITS_HASH));
}

static void add_info(apo__tmx_form *f, const char *indent, const apo__unit_info *info)
{
	if (info->ready) {
		apo__buffer_add(&f->out, info->ready->form, info->ready->form_size);
		return;
	}
	int prop = info->kind == APO__INFO_PROP;
	const char *type = prop && *info->type ? info->type : prop ? "x-unnamed" : "";
	const char *lang = info->lang ? info->lang : "";
	const char *encoding = info->encoding ? info->encoding : "";
	size_t sizes[] = {strlen(type), strlen(lang), strlen(encoding)};
	char *to = room(f, sizes[0] + sizes[1] + sizes[2] + info->size,
		strlen(indent) + sizeof "<prop type=\"\" xml:lang=\"\" o-encoding=\"\"></prop>\n");
	to = put(put(to, indent), prop ? "<prop" : "<note");
	if (prop)
		to = put_attribute(f, to, "type", type, sizes[0]);
	if (info->lang)
		to = put_attribute(f, to, "xml:lang", lang, sizes[1]);
	if (info->encoding)
		to = put_attribute(f, to, "o-encoding", encoding, sizes[2]);
	to = put_text(f, put(to, ">"), info->text, info->size, 0);
	apo__buffer_end(&f->out, put(to, prop ? "</prop>\n" : "</note>\n"));
}

void apo__form_ready(apo__arena *arena, const char *indent, apo__unit_info *info)
{
	apo__tmx_form f = {.out = {.arena = arena}, .hashed = {.arena = arena}};
	apo__ready_info *ready = apo__alloc(arena, sizeof *ready);
	add_info(&f, indent, info);
	apo__info_hashed(&f.hashed, info);
	*ready = (apo__ready_info){f.out.data, f.hashed.data, f.out.size, f.hashed.size};
	info->ready = ready;
}

void apo__form_infos(apo__tmx_form *f, const char *indent, const apo__unit_info *infos,
	uint32_t count, int elements)
{
	for (uint32_t i = 0; i < count; i++) {
		const apo__unit_info *info = &infos[i];
		if (elements && apo__is_total(info))
			continue;
		if (info->kind != APO__INFO_ELEMENT) {
			add_info(f, indent, info);
		} else if (elements) {
			apo__form_add(f, indent);
			apo__buffer_add(&f->out, info->text, info->size);
			apo__form_add(f, "\n");
		}
	}
}

/* The `i` of a pair: its own, else, or where that is taken, a number beyond what codes have. */
static void add_number(
	apo__tmx_form *f, const apo__unit_code *code, const apo__code_pair *pair, uint32_t index)
{
	uint32_t open = code->kind == APO__CODE_OPEN ? index : pair->partner;
	apo__form_attribute(f, "i",
		code->i && !pair->again ? code->i : apo__sprintf(f->scratch, "%lu", 1001ul + open));
}

/* The code of this index in its segment. One that has no partner is written as <it>, which is what it is. */
static void add_code(
	apo__tmx_form *f, const apo__unit_code *code, const apo__code_pair *pair, uint32_t index)
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
	apo__form_add(f, "<");
	apo__form_add(f, name);
	if (kind == APO__CODE_OPEN || kind == APO__CODE_CLOSE)
		add_number(f, code, pair, index);
	if (kind == APO__CODE_BEGIN || kind == APO__CODE_END)
		apo__form_attribute(f, "pos", kind == APO__CODE_BEGIN ? "begin" : "end");
	if (kind == APO__CODE_PLACEHOLDER)
		add_optional(f, "assoc", code->assoc);
	if (kind != APO__CODE_CLOSE)
		add_optional(f, "x", code->x);
	if (!bare)
		add_optional(f, "type", code->type);
	apo__form_add(f, ">");
	if (kind == APO__CODE_MARK_OPEN)
		return;
	if (code->xml)
		apo__form_add(f, code->xml);
	else
		add_text(f, code->data, code->size);
	apo__form_add(f, "</");
	apo__form_add(f, name);
	apo__form_add(f, ">");
}

/* Text with its codes; <hi> is closed where it was left open, and not closed where it was not opened. */
static void add_segment(apo__tmx_form *f, const apo__unit_variant *v)
{
	const apo__code_pair *pairs = NULL;
	size_t done = 0;
	uint32_t marks = 0;
	apo__form_add(f, "   <seg>");
	if (f->how->level == 1)
		f->counts.codes += v->code_count;
	else if (v->code_count)
		pairs = apo__pair_codes(f->scratch, v->codes, v->code_count);
	for (uint32_t i = 0; i < v->code_count && f->how->level != 1; i++) {
		const apo__unit_code *code = &v->codes[i];
		size_t at = code->at < v->size ? code->at : v->size;
		if (at > done) {
			add_text(f, v->text + done, at - done);
			done = at;
		}
		if (code->kind != APO__CODE_MARK_CLOSE) {
			marks += code->kind == APO__CODE_MARK_OPEN;
			add_code(f, code, &pairs[i], i);
		} else if (marks) {
			marks--;
			apo__form_add(f, "</hi>");
		}
	}
	add_text(f, v->text + done, v->size - done);
	while (marks--)
		apo__form_add(f, "</hi>");
	apo__form_add(f, "</seg>\n");
}

static void add_variant(apo__tmx_form *f, const apo__unit_variant *v)
{
	apo__form_add(f, "  <tuv");
	apo__form_attribute(f, "xml:lang", apo__form_code(f, v->lang));
	apo__form_attributes(f, APO__TMX_TUV, v->attributes, v->attribute_count, " xml:lang ");
	apo__form_add(f, ">\n");
	apo__form_infos(f, APO__INDENT_VARIANT, v->infos, v->info_count, 0);
	add_segment(f, v);
	apo__form_add(f, "  </tuv>\n");
}

/* ---- units ---- */

/* The unit with its number, and its hash with the language codes as they will be written. */
static apo__unit proven(apo__tmx_form *f, const apo__unit *unit, uint64_t number)
{
	apo__arena *arena = f->scratch;
	apo__unit out = *unit;
	apo__buffer text = {.arena = arena};
	apo__unit_variant *variants =
		apo__alloc_array(arena, unit->variant_count, sizeof *variants);
	apo__unit_info *infos = apo__alloc_array(arena, unit->info_count + 2, sizeof *infos);
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		variants[i] = unit->variants[i];
		variants[i].lang = apo__strdup(arena, apo__form_code(f, variants[i].lang));
	}
	for (uint32_t i = 0; i < unit->info_count; i++)
		infos[i] = unit->infos[i];
	apo__buffer_number(&text, number);
	infos[unit->info_count] = (apo__unit_info){.kind = APO__INFO_PROP,
		.type = APO__PROP_UNIT,
		.text = text.data,
		.size = text.size};
	char *hash = apo__alloc(arena, 65);
	out.variants = variants;
	out.infos = infos;
	out.info_count++;
	apo__unit_hash(&f->hashed, &out, 0, hash);
	infos[out.info_count++] = (apo__unit_info){
		.kind = APO__INFO_PROP, .type = APO__PROP_UNIT_HASH, .text = hash, .size = 64};
	return out;
}

void apo__form_unit(apo__tmx_form *f, const apo__unit *unit, uint64_t number, const char **hash)
{
	int long_one = 0;
	apo__unit own;
	if (number) {
		own = proven(f, unit, number);
		unit = &own;
	}
	if (hash)
		*hash = apo__prop_of(unit->infos, unit->info_count, APO__PROP_UNIT_HASH);
	f->counts.units++;
	apo__form_add(f, " <tu");
	add_optional(f, "tuid", unit->id);
	if (unit->source_language)
		apo__form_attribute(f, "srclang", apo__form_code(f, unit->source_language));
	apo__form_attributes(
		f, APO__TMX_TU, unit->attributes, unit->attribute_count, " tuid srclang ");
	apo__form_add(f, ">\n");
	apo__form_infos(f, APO__INDENT_UNIT, unit->infos, unit->info_count, 0);
	const apo__unit_variant *first = NULL; /* the source comes first */
	if (f->how->languages != APO_TMX_LANGUAGES_KEEP)
		first = apo__unit_find(
			unit, unit->source_language ? unit->source_language : f->source, NULL);
	for (uint32_t i = 0; i <= unit->variant_count; i++) {
		const apo__unit_variant *v = i ? &unit->variants[i - 1] : first;
		if (!v || !v->text || (i && v == first))
			continue;
		add_variant(f, v);
		long_one |= apo__tmx_is_long(v);
	}
	f->counts.long_ones += (uint64_t)long_one;
	apo__form_add(f, " </tu>\n");
}
