/* SPDX-License-Identifier: Apache-2.0 */
/* TMX unit by unit: the header with what is known of all units at the end, the units as unit_form.c puts them. No wall clock goes
 * into the file: the same units give the same bytes. */
#include "exchange/tmx/unit_writer.h"

#include <string.h>

#include "base/output_control.h"
#include "base/visible.h"
#include "exchange/tmx/proof.h"
#include "exchange/tmx/tmx_check.h"

#define FULL ((size_t)1 << 16) /* of the buffer: then it goes out */

typedef struct {
	apo__unit_writer base;
	apo__arena *arena;
	apo_output *output;
	apo__tmx_form form;
	apo__unit_header header; /* until the first unit came */
	int header_due;
	int prove;		     /* number and hash the units */
	int counted;		     /* the header has the number of units and their hash ... */
	uint64_t number_at, hash_at; /* ... there, in bytes of the output */
	uint64_t sent;		     /* bytes that went out */
	char running[65];	     /* hash over the units so far */
} writer;

#define NUMBER_DIGITS 12 /* of the number of units, with zeros before it */
#define HASH_DIGITS   64

/* ---- bytes ---- */

/* UTF-8 to UTF-16LE. */
static apo__buffer to_utf16(apo__arena *scratch, const apo__buffer *text)
{
	apo__buffer wide = {.arena = scratch};
	for (size_t at = 0; at < text->size;) {
		uint32_t c = apo__next_char(text->data, text->size, &at);
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

/* Text goes out in the encoding of the file. */
static void send(writer *w, const apo__buffer *text)
{
	apo__buffer bytes = w->form.how->utf16 ? to_utf16(w->form.scratch, text) : *text;
	apo_output_write(w->output, bytes.data, bytes.size);
	w->sent += bytes.size;
	apo__arena_reset(w->form.scratch);
}

static void flush(writer *w)
{
	send(w, &w->form.out);
	w->form.out.size = 0;
}

/* ---- the writer ---- */

/* The language of the header: as said, in the form that the first unit has it; if the file does not say, or says *all*, the
 * language of its first text. */
static void choose_source(writer *w, const apo__unit *first)
{
	const char *said = w->header.source_language;
	const apo__unit_variant *v = NULL;
	if (said && !strcmp(said, "*all*") && w->form.how->languages != APO_TMX_LANGUAGES_KEEP)
		said = NULL;
	if (first && (!said || w->form.how->languages != APO_TMX_LANGUAGES_KEEP))
		v = said ? apo__unit_find(first, said, NULL) : &first->variants[0];
	const char *code = apo__form_code(&w->form, v ? v->lang : said ? said : "");
	size_t size = strlen(code);
	memcpy(w->form.source, code, size < sizeof w->form.source ? size + 1 : 1);
}

/* A property whose value comes at the end; returns where that is in the output. */
static uint64_t add_place(writer *w, const char *type, int digits)
{
	apo__form_add(&w->form, " <prop");
	apo__form_attribute(&w->form, "type", type);
	apo__form_add(&w->form, ">");
	flush(w);
	uint64_t at = w->sent;
	while (digits--)
		apo__form_add(&w->form, "0");
	apo__form_add(&w->form, "</prop>\n");
	return at;
}

static void fill_place(writer *w, uint64_t at, const char *value)
{
	apo__form_add(&w->form, value);
	apo__buffer bytes =
		w->form.how->utf16 ? to_utf16(w->form.scratch, &w->form.out) : w->form.out;
	apo__output_patch(w->output, at, bytes.data, bytes.size);
	w->form.out.size = 0;
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
	if (w->form.how->utf16)
		apo__form_add(&w->form, "\xEF\xBB\xBF");
	apo__form_add(&w->form, "<?xml version=\"1.0\" encoding=\"");
	apo__form_add(&w->form, w->form.how->utf16 ? "UTF-16\"?>\n" : "UTF-8\"?>\n");
	if (!w->form.how->no_doctype)
		apo__form_add(&w->form, "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n");
	apo__form_add(&w->form, "<tmx version=\"1.4\">\n<header creationtool=\"apograph\"");
	apo__form_attribute(&w->form, "creationtoolversion", apo_version());
	apo__form_attribute(&w->form, "segtype",
		segments && apo__has_word(" block paragraph sentence phrase ", segments)
			? segments
			: "sentence");
	apo__form_attribute(&w->form, "o-tmf", memory ? memory : "apograph");
	apo__form_attribute(&w->form, "adminlang", admin ? apo__form_code(&w->form, admin) : "en");
	apo__form_attribute(&w->form, "srclang", w->form.source);
	apo__form_attribute(&w->form, "datatype", type && *type ? type : "plaintext");
	apo__form_attributes(&w->form, APO__TMX_HEADER, list, count,
		" creationtool creationtoolversion segtype o-tmf adminlang srclang datatype ");
	apo__form_add(&w->form, ">\n");
	apo__form_infos(&w->form, " ", w->header.infos, w->header.info_count, 1);
	if (w->counted) {
		w->number_at = add_place(w, APO__PROP_UNITS, NUMBER_DIGITS);
		w->hash_at = add_place(w, APO__PROP_UNITS_HASH, HASH_DIGITS);
	}
	apo__form_add(&w->form, "</header>\n<body>\n");
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
		w->counted |= apo__is_total(&header->infos[i]);
	return APO_OK;
}

static apo_status write_unit(apo__unit_writer *base, const apo__unit *unit, apo_error *err)
{
	writer *w = (writer *)base;
	uint32_t texts = 0;
	const char *hash;
	(void)err;
	for (uint32_t i = 0; i < unit->variant_count; i++)
		texts += unit->variants[i].text != NULL;
	if (!texts)
		return APO_OK; /* TMX wants a <seg> */
	apo__tmx_writer_begin(base, unit);
	apo__form_unit(
		&w->form, unit, w->prove ? w->form.counts.units + 1 : 0, w->counted ? &hash : NULL);
	if (w->counted)
		apo__units_hash_add(w->running, hash);
	if (w->form.out.size >= FULL)
		flush(w);
	return APO_OK;
}

static apo_status write_end(apo__unit_writer *base, apo_error *err)
{
	writer *w = (writer *)base;
	(void)err;
	if (w->header_due)
		put_header(w, NULL);
	apo__form_add(&w->form, "</body>\n</tmx>\n");
	flush(w);
	if (w->counted) {
		fill_place(w, w->number_at,
			apo__sprintf(w->form.scratch, "%0*llu", NUMBER_DIGITS,
				(unsigned long long)w->form.counts.units));
		fill_place(w, w->hash_at, w->running); /* zeros stay where there is no unit */
	}
	return APO_OK;
}

void apo__tmx_writer_begin(apo__unit_writer *base, const apo__unit *unit)
{
	writer *w = (writer *)base;
	if (w->header_due)
		put_header(w, unit);
}

void apo__tmx_writer_form(const apo__unit_writer *base, apo__tmx_form *form)
{
	const writer *w = (const writer *)base;
	memcpy(form->source, w->form.source, sizeof form->source);
}

void apo__tmx_writer_take(
	apo__unit_writer *base, apo__tmx_form *form, const char *const *hashes, uint32_t count)
{
	writer *w = (writer *)base;
	apo__tmx_written *sum = &w->form.counts, *more = &form->counts;
	for (uint32_t i = 0; w->counted && i < count; i++)
		apo__units_hash_add(w->running, hashes[i]);
	flush(w);
	send(w, &form->out);
	form->out.size = 0;
	apo__arena_reset(form->scratch);
	sum->units += more->units;
	sum->characters += more->characters;
	sum->attributes += more->attributes;
	sum->codes += more->codes;
	sum->long_ones += more->long_ones;
	*more = (apo__tmx_written){0};
}

void apo__tmx_writer_prove(apo__unit_writer *base)
{
	((writer *)base)->prove = 1;
}

apo__unit_writer *apo__tmx_writer_new(
	apo__arena *arena, apo_output *output, const apo_tmx_options *how)
{
	writer *w = apo__alloc(arena, sizeof *w);
	*w = (writer){
		.base = {write_header, write_unit, write_end}, .arena = arena, .output = output};
	apo__tmx_form_init(&w->form, arena, how);
	return &w->base;
}

const apo__tmx_written *apo__tmx_writer_counts(const apo__unit_writer *writer_)
{
	return &((const writer *)writer_)->form.counts;
}
