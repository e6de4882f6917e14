/* SPDX-License-Identifier: Apache-2.0 */
/* A bilingual file (TMX, XLIFF, PO, a table) as two documents and their alignment: a unit is a segment of each and a bead. Where the file is
 * plain UTF-8, each character is found again in its bytes, so that spans are places of the file; else they count in the
 * texts, one a line, as `tmx convert --format moses` writes them. Linear. */
#include <string.h>

#include "aligners/aligners.h"
#include "base/error.h"
#include "base/file.h"
#include "base/sha256.h"
#include "exchange/bitext/bilingual.h"
#include "exchange/bitext/form_units.h"
#include "exchange/bitext/plain_units.h"
#include "exchange/tmx/tmx_reader.h"
#include "exchange/units/unit_states.h"
#include "exchange/xliff/xliff.h"
#include "fidelity/mechanical/mechanical.h"
#include "text/document/document_build.h"
#include "text/language/context.h"
#include "text/language/detect.h"
#include "text/unicode/chars.h"
#include "text/unicode/width.h"

#define MOST_LOST 1000u	 /* texts that are not found, then none is looked for */
#define MOST_CODE 65536u /* bytes of native code that are passed over in one go */
#define MOST_TAGS 64u	 /* between the line of a unit's variant and its text */
#define SAMPLE	  65536u /* bytes of text that tell a language */

typedef struct {
	apo__arena *arena; /* of the document */
	apo__buffer text;
	apo__offsets offsets;
	uint32_t lines;
	apo__document *document;
} side;

typedef struct {
	apo_context *context;
	const char *path;
	apo_bilingual_options options;
	const char *data; /* the file, as it stands */
	uint32_t size;
	int memory;		/* TMX */
	int mapped;		/* texts are looked for in it */
	uint32_t line, line_at; /* a line, from 1, and where it begins */
	uint32_t cursor;	/* behind the last text that was found */
	const char *from, *to;
	uint64_t lost;		      /* texts that were not found */
	const apo__plain_unit *plain; /* the unit at hand of a file that is not XML */
	side sides[2];
	APO__VECTOR(apo__line_pair) pairs;
	APO__VECTOR(apo__form_unit) units; /* one a pair, in the arena of the source */
	APO__VECTOR(uint32_t) begins;	   /* where their texts begin, source and target in turn */
	apo_alignment *alignment;
	apo__arena *arena;
} bilingual_job;

/* ---- places in the file ---- */

/* Name of the tag at `at` (a <), without prefix; `*end` receives the offset behind its >. */
static const char *tag_name(const bilingual_job *j, uint32_t at, uint32_t *size, uint32_t *end)
{
	uint32_t name = at + 1 + (at + 1 < j->size && j->data[at + 1] == '/'), i = name;
	char quote = 0;
	while (i < j->size && !strchr(" \t\r\n/>", j->data[i])) {
		if (j->data[i] == ':')
			name = i + 1;
		i++;
	}
	*size = i - name;
	for (; i < j->size && (quote || j->data[i] != '>'); i++)
		if (quote ? j->data[i] == quote : j->data[i] == '"' || j->data[i] == '\'')
			quote = quote ? 0 : j->data[i];
	*end = i + (i < j->size);
	return j->data + name;
}

static int starts(const bilingual_job *j, uint32_t at, const char *text)
{
	size_t size = strlen(text);
	return j->size - at >= size && !memcmp(j->data + at, text, size);
}

static int is_code(const char *name, uint32_t size)
{
	static const char *const codes[] = {"bpt", "ept", "ph", "it", "ut"};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strlen(codes[i]) == size && !memcmp(codes[i], name, size))
			return 1;
	return 0;
}

/* Where markup at `at` ends: a tag, a comment, or a code with its native code, which is not text. */
static uint32_t skip_markup(const bilingual_job *j, uint32_t at)
{
	uint32_t size, end, depth = 0, limit = j->size - at < MOST_CODE ? j->size : at + MOST_CODE;
	do {
		if (starts(j, at, "<!--")) {
			while (at < j->size && !starts(j, at, "-->"))
				at++;
			end = at + 3 < j->size ? at + 3 : j->size;
		} else {
			const char *name = tag_name(j, at, &size, &end);
			int closing = name > j->data && name[-1] == '/';
			int empty = end >= 2 && j->data[end - 2] == '/';
			if (closing)
				depth -= depth > 0;
			else if (!empty && (depth || is_code(name, size)))
				depth++;
		}
		at = end;
		while (depth && at < j->size && j->data[at] != '<')
			at++;
	} while (depth && at < limit);
	return at;
}

/* Bytes of the file at `at` that are the character `c`, 0 when they are another. */
static uint32_t match_character(
	const bilingual_job *j, uint32_t at, const char *c, uint32_t size, int raw)
{
	static const char *const entities[][2] = {
		{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
	if (j->data[at] == '&' && !raw) {
		uint32_t i = at + 2, value = 0;
		for (size_t k = 0; k < sizeof entities / sizeof *entities; k++)
			if (starts(j, at, entities[k][0]))
				return *entities[k][1] == *c ? (uint32_t)strlen(entities[k][0]) : 0;
		if (at + 1 < j->size && j->data[at + 1] == '#') {
			int hex = i < j->size && j->data[i] == 'x';
			for (i += (uint32_t)hex; i < j->size && value < 0x110000; i++) {
				char d = j->data[i];
				if (d >= '0' && d <= '9')
					value = value * (hex ? 16 : 10) + (uint32_t)(d - '0');
				else if (hex && (d | 32) >= 'a' && (d | 32) <= 'f')
					value = value * 16 + (uint32_t)((d | 32) - 'a') + 10;
				else
					break;
			}
			size_t next = 0;
			return i < j->size && j->data[i] == ';' &&
					       apo__next_char(c, size, &next) == value
				       ? i + 1 - at
				       : 0;
		}
	}
	if (*c == '\n' && j->data[at] == '\r')
		return at + 1 < j->size && j->data[at + 1] == '\n' ? 2 : 1;
	return j->size - at >= size && !memcmp(j->data + at, c, size) ? size : 0;
}

/* The text, which begins at `at` of the file, as runs; 1 when it is there. */
static int match_text(bilingual_job *j, side *s, uint32_t to, const char *text, size_t size,
	uint32_t at, int record)
{
	int raw = 0; /* in a CDATA section */
	for (size_t i = 0; i < size;) {
		size_t begin = i;
		while (at < j->size && (raw ? starts(j, at, "]]>") : j->data[at] == '<')) {
			int opens = !raw && starts(j, at, "<![CDATA[");
			at = raw ? at + 3 : opens ? at + 9 : skip_markup(j, at);
			raw = opens;
		}
		if (at >= j->size)
			return 0;
		apo__next_char(text, size, &i);
		uint32_t bytes = match_character(j, at, text + begin, (uint32_t)(i - begin), raw);
		if (!bytes)
			return 0;
		if (record) { /* what breaks lines is one space in the text */
			uint32_t step = strchr("\n\r\t", text[begin]) ? 1 : (uint32_t)(i - begin);
			apo__offsets_add(s->arena, &s->offsets, to, at, step, bytes);
			to += step;
		}
		at += bytes;
	}
	if (record)
		j->cursor = at;
	return at < j->size && (raw ? starts(j, at, "]]>") : j->data[at] == '<');
}

/* Look for a text from the line of its variant on, behind the text before; candidates are the ends of tags. */
static int find_text(bilingual_job *j, const apo__unit_variant *v, uint32_t *found)
{
	if (v->line < j->line)
		j->line = 1, j->line_at = 0;
	for (; j->line < v->line && j->line_at < j->size; j->line++) {
		const char *end = memchr(j->data + j->line_at, '\n', j->size - j->line_at);
		j->line_at = end ? (uint32_t)(end - j->data) + 1 : j->size;
	}
	uint32_t at = j->line_at > j->cursor ? j->line_at : j->cursor, size, end;
	for (uint32_t tags = 0; tags < MOST_TAGS && at < j->size; tags++) {
		while (at < j->size && j->data[at] != '<')
			at++;
		if (at == j->size)
			break;
		tag_name(j, at, &size, &end);
		at = end;
		if (match_text(j, NULL, 0, v->text, v->size, at, 0)) {
			*found = at;
			return 1;
		}
	}
	return 0;
}

/* ---- units ---- */

static int is_blank(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] > ' ')
			return 0;
	return 1;
}

/* The places of a text that begins at `begin` of the side's text. */
static void copy_places(side *s, uint32_t begin, const apo__offsets *places)
{
	for (uint32_t r = 0; r < places->runs.count; r++) {
		const apo__offset_run *run = &places->runs.items[r];
		for (uint32_t c = 0; c < run->count; c++)
			apo__offsets_add(s->arena, &s->offsets,
				begin + run->text + c * run->text_step,
				run->file + c * run->file_step, run->text_step, run->file_step);
	}
}

/* One line of the side's text; APO_NONE when the variant has no text. */
static uint32_t add_line(
	bilingual_job *j, side *s, const apo__unit_variant *v, int found, uint32_t at)
{
	if (!v || !v->text || is_blank(v->text, v->size))
		return APO_NONE;
	if (s->lines)
		apo__buffer_putc(&s->text, '\n');
	uint32_t begin = (uint32_t)s->text.size;
	apo__buffer_add(&s->text, v->text, v->size);
	for (char *c = s->text.data + begin; c < s->text.data + s->text.size; c++)
		if (*c == '\n' || *c == '\r' || *c == '\t' || *c == '\0')
			*c = ' ';
	if (j->plain)
		copy_places(s, begin, &j->plain->side[s - j->sides].places);
	else if (found)
		match_text(j, s, begin, v->text, v->size, at, 1);
	else if (j->mapped)
		j->lost++;
	else
		apo__offsets_add_bytes(s->arena, &s->offsets, begin, begin, (uint32_t)v->size + 1);
	return s->lines++;
}

static void choose_languages(bilingual_job *j, const apo__unit *unit)
{
	for (uint32_t i = 0; i < unit->variant_count && (!j->from || !j->to); i++) {
		const apo__unit_variant *v = &unit->variants[i];
		if (!v->text || !*v->lang)
			continue;
		if (!j->from)
			j->from = apo__strdup(j->arena, v->lang);
		else if (!j->to && v != apo__unit_find(unit, j->from, NULL))
			j->to = apo__strdup(j->arena, v->lang);
	}
}

static apo_status on_header(const apo__unit_header *header, void *user, apo_error *err)
{
	bilingual_job *j = user;
	(void)err;
	if (!j->from && header->source_language && strcmp(header->source_language, "*all*") != 0)
		j->from = header->source_language;
	if (!j->to)
		j->to = header->target_language;
	j->memory = !strcmp(header->format, "tmx");
	return APO_OK;
}

static apo__form_text keep_text(bilingual_job *j, const apo__unit_variant *v, side *s)
{
	apo__arena *arena = j->sides[0].arena;
	apo__form_text text = {0};
	int has = v && v->text && !is_blank(v->text, v->size);
	*apo__push(j->arena, &j->begins) = has ? (uint32_t)(s->text.size - v->size) : 0;
	if (!has)
		return text;
	text.text = apo__strndup(arena, v->text, v->size);
	text.size = (uint32_t)v->size;
	text.codes = apo__form_codes(arena, v, &text.code_count);
	return text;
}

/* Closed, or not to be translated, as the file says of the unit or of its segment. */
static int is_locked(const apo__unit *unit)
{
	const char *locked = apo__prop_of(unit->infos, unit->info_count, APO__UNIT_LOCKED);
	const char *translate = apo__prop_of(unit->infos, unit->info_count, APO__UNIT_TRANSLATE);
	return unit->locked || (locked && !strcmp(locked, "true")) ||
	       (translate && !strcmp(translate, "no"));
}

/* The unit as the file has it, for checks of its form. */
static void keep_unit(bilingual_job *j, const apo__unit *unit, const apo__unit_variant *source,
	const apo__unit_variant *target)
{
	apo__form_unit kept = {.number = unit->number,
		.stored = 1,
		.limit = unit->limit,
		.locked = is_locked(unit)};
	kept.side[0] = keep_text(j, source, &j->sides[0]);
	kept.side[1] = keep_text(j, target, &j->sides[1]);
	*apo__push(j->sides[0].arena, &j->units) = kept;
}

static apo_status on_unit(const apo__unit *unit, void *user, apo_error *err)
{
	bilingual_job *j = user;
	choose_languages(j, unit);
	const apo__unit_variant *source = j->from ? apo__unit_find(unit, j->from, NULL) : NULL;
	const apo__unit_variant *target = j->to ? apo__unit_find(unit, j->to, source) : NULL;
	if (j->memory &&
		(!source || !target)) /* of other languages; in a job, not translated yet */
		source = target = NULL;
	apo__line_pair pair = {APO_NONE, APO_NONE};
	/* in the order of the file, that of other languages too: each is looked for behind the one before */
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		uint32_t at = 0;
		int found = !j->plain && j->mapped && j->lost < MOST_LOST && v->text && v->size &&
			    find_text(j, v, &at);
		if (v == source)
			pair.source = add_line(j, &j->sides[0], v, found, at);
		else if (v == target)
			pair.target = add_line(j, &j->sides[1], v, found, at);
		else if (found)
			j->cursor = at + 1;
	}
	if (pair.source != APO_NONE || pair.target != APO_NONE) {
		*apo__push(j->arena, &j->pairs) = pair;
		keep_unit(j, unit, source, target);
	}
	if (j->sides[0].text.size + j->sides[1].text.size > APO_DOCUMENT_LIMIT)
		return apo__fail(err, APO_ELIMIT, j->path, APO_NO_OFFSET, 0,
			"holds more than %u MiB of text; split it", APO_DOCUMENT_LIMIT >> 20);
	return APO_OK;
}

/* ---- the whole ---- */

static apo_status build_side(bilingual_job *j, int target, apo_error *err)
{
	side *s = &j->sides[target];
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	apo__source source = {.text = apo__buffer_text(&s->text),
		.size = (uint32_t)s->text.size,
		.offsets = s->offsets,
		.presegmented = 1};
	options.lang = target ? j->to : j->from;
	options.date = j->options.date;
	options.layers = j->options.layers;
	apo_status status = apo__document_build(
		s->arena, j->context, j->path, &source, &options, &s->document, err);
	if (status)
		return status;
	s->document->public.file_size = j->size;
	apo__sha256(j->data, j->size, s->document->public.sha256);
	return APO_OK;
}

/* ---- files that are not XML ---- */

/* The language of a side as its texts show it; NULL when they do not. */
static const char *detect(bilingual_job *j, const apo__plain_file *file, int target)
{
	apo__buffer sample = {.arena = j->arena};
	for (uint32_t i = 0; i < file->units.count && sample.size < SAMPLE; i++) {
		apo__buffer_puts(
			&sample, apo__buffer_text(&file->units.items[i].side[target].text));
		apo__buffer_putc(&sample, '\n');
	}
	return apo__detect_language(
		j->arena, j->context, apo__buffer_text(&sample), (uint32_t)sample.size);
}

static apo_status find_languages(bilingual_job *j, const apo__plain_file *file, apo_error *err)
{
	const char **languages[2] = {&j->from, &j->to};
	for (int which = 0; which < 2; which++) {
		if (!*languages[which])
			*languages[which] = file->languages[which];
		if (!*languages[which])
			*languages[which] = detect(j, file, which);
		if (!*languages[which])
			return apo__fail(err, APO_EINPUT, j->path, APO_NO_OFFSET, 0,
				"the language of its %s is not said and cannot be told from the "
				"texts; say --%s",
				which ? "targets" : "sources", which ? "to" : "from");
	}
	return APO_OK;
}

static apo_status hand_on_plain(
	bilingual_job *j, const apo__plain_unit *plain, uint64_t number, apo_error *err)
{
	apo__unit_variant variants[2] = {{0}};
	apo__unit unit = {
		.number = number, .line = plain->line, .variants = variants, .variant_count = 2};
	for (int which = 0; which < 2; which++) {
		const apo__buffer *text = &plain->side[which].text;
		variants[which] = (apo__unit_variant){.lang = which ? j->to : j->from,
			.text = text->size ? text->data : NULL,
			.size = text->size,
			.line = plain->line};
	}
	j->plain = plain;
	return on_unit(&unit, j, err);
}

static apo_status read_plain(bilingual_job *j, int catalogue, apo_error *err)
{
	apo__plain_file file = {.skipped = 0};
	apo_status status = (catalogue ? apo__catalogue_read : apo__table_read)(
		j->arena, j->path, j->data, j->size, &file, err);
	if (!status && file.units.count)
		status = find_languages(j, &file, err);
	for (uint32_t i = 0; i < file.units.count && !status; i++)
		status = hand_on_plain(j, &file.units.items[i], (uint64_t)i + 1, err);
	if (file.skipped)
		apo__notice(j->context, "%s: %llu line%s without a tab left out", j->path,
			(unsigned long long)file.skipped, file.skipped == 1 ? "" : "s");
	return status;
}

/* ---- the whole file ---- */

static apo_status read_xml(bilingual_job *j, apo__arena *arena, const char *name,
	apo__unit_summary *summary, apo_error *err)
{
	const apo__unit_handler handler = {.header = on_header, .unit = on_unit, .user = j};
	int xliff = strstr(name, ".xlf") || strstr(name, "xliff") ||
		    (!strstr(name, ".tmx") && strstr(j->data, "<xliff"));
	j->mapped = j->size > 1 && j->data[0] && strchr("<\xEF \t\r\n", j->data[0]) && j->data[1];
	return (xliff ? apo__xliff_read_bytes : apo__tmx_read_bytes)(
		arena, j->path, j->data, j->size, &handler, summary, err);
}

static apo_status read_units(bilingual_job *j, apo__arena *arena, apo_error *err)
{
	apo__unit_summary summary = {.skipped = 0};
	size_t size = j->size;
	apo_status status = APO_OK;
	if (!j->data)
		status = apo__file_read(arena, j->path, APO_DOCUMENT_LIMIT, &j->data, &size, err);
	if (status)
		return status;
	j->size = (uint32_t)size;
	const char *name = strrchr(j->path, '/') ? strrchr(j->path, '/') : j->path;
	int plain = apo__is_catalogue(name) || apo__is_table(name);
	status = plain ? read_plain(j, apo__is_catalogue(name), err)
		       : read_xml(j, arena, name, &summary, err);
	if (status)
		return status;
	if (j->mapped && j->lost)
		apo__notice(j->context,
			"%s: %llu texts could not be found again in the bytes: their places are "
			"those of the text before",
			j->path, (unsigned long long)j->lost);
	else if (!j->mapped && !plain)
		apo__notice(j->context,
			"%s: places count in its texts, one a line, because the file is packed or "
			"not in UTF-8",
			j->path);
	apo__notice(j->context, "%s: units of %s and %s", j->path,
		j->from ? j->from : "no language", j->to ? j->to : "no other");
	if (summary.skipped)
		apo__notice(j->context, "%s: %llu unit%s skipped: damaged or without text", j->path,
			(unsigned long long)summary.skipped, summary.skipped == 1 ? "" : "s");
	if (!j->sides[0].lines || !j->sides[1].lines)
		return apo__fail(err, APO_EINPUT, j->path, APO_NO_OFFSET, 0,
			"holds no units of two languages%s",
			j->options.from || j->options.to ? " as asked for" : "");
	return APO_OK;
}

static void keep_units(bilingual_job *j)
{
	apo__arena *arena = j->sides[0].arena;
	apo__form_units *units = apo__alloc(arena, sizeof *units);
	uint32_t(*begin)[2] = apo__alloc_array(arena, (size_t)j->units.count + 1, sizeof *begin);
	for (uint32_t i = 0; i < j->begins.count; i++)
		begin[i / 2][i % 2] = j->begins.items[i];
	*units = (apo__form_units){j->units.items, (const uint32_t(*)[2])begin, j->units.count,
		&j->sides[1].document->public};
	j->sides[0].document->units = units;
}

static apo_status bilingual_run(apo__arena *arena, void *user, apo_error *err)
{
	bilingual_job *j = user;
	j->arena = arena;
	j->line = 1;
	j->from = j->options.from;
	j->to = j->options.to;
	for (int i = 0; i < 2; i++) {
		j->sides[i].arena = apo__arena_child(arena);
		j->sides[i].text.arena = j->sides[i].arena;
	}
	apo_status status = read_units(j, arena, err);
	for (int i = 0; i < 2 && !status; i++)
		status = build_side(j, i, err);
	if (status)
		return status;
	keep_units(j);
	j->alignment = apo__alignment_of_lines(arena, &j->sides[0].document->public,
		&j->sides[1].document->public, j->pairs.items, j->pairs.count);
	for (int i = 0; i < 2; i++)
		apo__arena_detach(j->sides[i].arena);
	return APO_OK;
}

apo_status apo__bilingual_read(apo_context *context, const char *path, const char *data,
	size_t size, const apo_bilingual_options *options, apo_document **source,
	apo_document **target, apo_alignment **alignment, apo_error *err)
{
	bilingual_job j = {.context = context,
		.path = path,
		.options = APO_BILINGUAL_OPTIONS_INIT,
		.data = data,
		.size = (uint32_t)size};
	apo_status status = apo__options(&j.options, options, err);
	if (status)
		return status;
	apo__arena *arena = apo__context_job(context);
	if (!arena)
		return apo__fail(err, APO_ENOMEM, path, APO_NO_OFFSET, 0, "out of memory");
	status = apo__guarded(arena, bilingual_run, &j, err);
	if (!status) {
		*source = &j.sides[0].document->public;
		*target = &j.sides[1].document->public;
		*alignment = j.alignment;
	}
	apo__arena_free(arena);
	return status;
}

apo_status apo_bilingual_open(apo_context *context, const char *path,
	const apo_bilingual_options *options, apo_document **source, apo_document **target,
	apo_alignment **alignment, apo_error *err)
{
	return apo__bilingual_read(context, path, NULL, 0, options, source, target, alignment, err);
}
