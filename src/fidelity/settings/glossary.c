/* SPDX-License-Identifier: Apache-2.0 */
/* Glossaries as users have them: TBX (ISO 30042, martif and tbx), CSV with a header, OmegaT's tables. What is not UTF-8 is read as
 * Windows-1252. Linear. */
#include "fidelity/settings/glossary.h"

#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "exchange/xml/xml_stream.h"
#include "text/document/encoding.h"
#include "text/language/context.h"
#include "text/language/detect.h"

#define LARGEST_FILE ((size_t)256 << 20)
#define MOST_COLUMNS 32u

typedef struct {
	apo__arena *arena;
	const apo_context *context;
	const char *path, *from, *to;
	form_glossary *glossary;
	uint32_t added;
} glossary_reader;

static int is_language(const char *tag, const char *wanted)
{
	char a[9], b[9];
	return tag && apo__language_code(tag, a) && apo__language_code(wanted, b) && !strcmp(a, b);
}

static const char *trimmed(apo__arena *arena, const char *text, size_t size)
{
	while (size && (unsigned char)*text <= ' ')
		text++, size--;
	while (size && (unsigned char)text[size - 1] <= ' ')
		size--;
	return apo__strndup(arena, text, size);
}

/* Several forms in one cell: "a|b". */
static void add_forms(glossary_reader *r, form_strings *list, const char *text)
{
	while (*text) {
		size_t size = strcspn(text, "|");
		const char *form = trimmed(r->arena, text, size);
		if (*form)
			*apo__push(r->arena, list) = form;
		text += size + (text[size] == '|');
	}
}

static void add_entry(glossary_reader *r, const form_entry *entry)
{
	if (!*entry->source && !entry->forbidden.count) {
		r->glossary->skipped++;
		return;
	}
	if (!entry->targets.count && !entry->forbidden.count && !entry->untranslated) {
		r->glossary->skipped++;
		return;
	}
	r->added++;
	*apo__push(r->arena, &r->glossary->entries) = *entry;
}

/* ---- tables ---- */

/* The cells of a line (RFC 4180, also with other separators); returns where the next line begins. */
static const char *read_row(glossary_reader *r, const char *at, const char *end, char mark,
	const char *cells[MOST_COLUMNS])
{
	uint32_t count = 0;
	for (;;) {
		apo__buffer cell = {r->arena, NULL, 0, 0};
		if (mark != '\t' && at < end && *at == '"') {
			for (at++; at < end && !(*at == '"' && (at + 1 >= end || at[1] != '"'));
				at++)
				apo__buffer_putc(&cell, *(at += *at == '"'));
			at += at < end;
		}
		while (at < end && *at != mark && *at != '\n')
			apo__buffer_putc(&cell, *at++);
		if (count < MOST_COLUMNS)
			cells[count++] = trimmed(r->arena, apo__buffer_text(&cell), cell.size);
		if (at >= end || *at == '\n')
			break;
		at++;
	}
	while (count < MOST_COLUMNS)
		cells[count++] = "";
	return at < end ? at + 1 : end;
}

typedef enum { IN_SOURCE, IN_TARGET, IN_FORBIDDEN, IN_UNTRANSLATED, IN_NOTHING } table_column;

static table_column column_named(const glossary_reader *r, const char *name)
{
	static const struct {
		const char *name;
		table_column column;
	} known[] = {{"source", IN_SOURCE}, {"src", IN_SOURCE}, {"term", IN_SOURCE},
		{"source term", IN_SOURCE}, {"target", IN_TARGET}, {"tgt", IN_TARGET},
		{"translation", IN_TARGET}, {"target term", IN_TARGET}, {"forbidden", IN_FORBIDDEN},
		{"do-not-use", IN_FORBIDDEN}, {"do-not-translate", IN_UNTRANSLATED},
		{"dnt", IN_UNTRANSLATED}, {"do not translate", IN_UNTRANSLATED}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcasecmp(known[i].name, name))
			return known[i].column;
	if (strlen(name) <= 12 && apo__is_language(name))
		return is_language(name, r->from) ? IN_SOURCE
		       : is_language(name, r->to) ? IN_TARGET
						  : IN_NOTHING;
	return IN_NOTHING;
}

static int is_yes(const char *text)
{
	return *text && strcasecmp(text, "no") && strcasecmp(text, "false") &&
	       strcmp(text, "0") != 0;
}

static char separator_of(const char *text, const char *end)
{
	const char *line = memchr(text, '\n', (size_t)(end - text));
	size_t size = (size_t)((line ? line : end) - text);
	return memchr(text, '\t', size) ? '\t' : memchr(text, ';', size) ? ';' : ',';
}

static void read_table(glossary_reader *r, const char *text, size_t size)
{
	const char *at = text, *end = text + size, *cells[MOST_COLUMNS];
	char mark = separator_of(text, end);
	table_column columns[MOST_COLUMNS] = {IN_SOURCE, IN_TARGET};
	uint32_t line = 1, named = 0;
	const char *next = read_row(r, at, end, mark, cells);
	for (uint32_t i = 0; i < MOST_COLUMNS; i++)
		named += column_named(r, cells[i]) != IN_NOTHING;
	for (uint32_t i = 0; i < MOST_COLUMNS; i++)
		columns[i] = named > 1 ? column_named(r, cells[i])
			     : i < 2   ? (table_column)i
				       : IN_NOTHING;
	if (named > 1) {
		at = next;
		line++;
	}
	for (; at < end; line++) {
		form_entry entry = {.source = "", .line = line};
		int comment = *at == '#';
		at = read_row(r, at, end, mark, cells);
		for (uint32_t i = 0; i < MOST_COLUMNS && !comment; i++)
			switch (columns[i]) {
			case IN_SOURCE: entry.source = *cells[i] ? cells[i] : entry.source; break;
			case IN_TARGET: add_forms(r, &entry.targets, cells[i]); break;
			case IN_FORBIDDEN: add_forms(r, &entry.forbidden, cells[i]); break;
			case IN_UNTRANSLATED: entry.untranslated |= is_yes(cells[i]); break;
			case IN_NOTHING: break;
			}
		if (!comment && (*entry.source || entry.targets.count || entry.forbidden.count))
			add_entry(r, &entry);
	}
}

/* ---- TBX ---- */

typedef struct {
	glossary_reader *reader;
	apo__xml *xml;
	form_strings sources, targets, forbidden;
	int side; /* of the language at hand: 0, 1, -1 another */
	int in_term, in_status, deprecated, depth, root;
	const char *term;
	apo__buffer text;
	uint32_t line;
} tbx_reader;

static int is(const apo__xml_element *e, const char *a, const char *b)
{
	return !strcmp(e->name, a) || !strcmp(e->name, b);
}

static void tbx_start(const apo__xml_element *e, void *user)
{
	tbx_reader *t = user;
	glossary_reader *r = t->reader;
	if (!t->depth++)
		t->root = is(e, "martif", "tbx") || is(e, "TBX", "termbase");
	if (is(e, "termEntry", "conceptEntry")) {
		uint32_t column;
		apo__xml_place(t->xml, &t->line, &column);
		t->sources = t->targets = t->forbidden = (form_strings){0};
	} else if (is(e, "langSet", "langSec")) {
		const char *lang = apo__xml_attribute(r->arena, e, "xml", "lang");
		if (!lang)
			lang = apo__xml_attribute(r->arena, e, "", "lang");
		t->side = is_language(lang, r->from) ? 0 : is_language(lang, r->to) ? 1 : -1;
	} else if (is(e, "tig", "termSec") || is(e, "ntig", "ntig")) {
		t->term = NULL;
		t->deprecated = 0;
	} else if (!strcmp(e->name, "term")) {
		t->in_term = 1;
		t->text = (apo__buffer){.arena = r->arena};
	} else {
		const char *type = apo__xml_attribute(r->arena, e, "", "type");
		t->in_status = is(e, "administrativeStatus", "normativeAuthorization") ||
			       (type && (!strcmp(type, "administrativeStatus") ||
						!strcmp(type, "normativeAuthorization")));
		if (t->in_status)
			t->text = (apo__buffer){.arena = r->arena};
	}
}

static void end_entry(tbx_reader *t)
{
	for (uint32_t i = 0; i < t->sources.count; i++) {
		form_entry entry = {t->sources.items[i], t->targets, t->forbidden, 0, t->line};
		add_entry(t->reader, &entry);
	}
}

static void tbx_end(const apo__xml_element *e, void *user)
{
	tbx_reader *t = user;
	glossary_reader *r = t->reader;
	t->depth--;
	if (!strcmp(e->name, "term") && t->in_term) {
		t->in_term = 0;
		t->term = trimmed(r->arena, apo__buffer_text(&t->text), t->text.size);
	} else if (t->in_status) {
		const char *status = apo__buffer_text(&t->text);
		t->in_status = 0;
		t->deprecated |= strstr(status, "deprecated") || strstr(status, "superseded") ||
				 strstr(status, "notRecommended");
	} else if ((is(e, "tig", "termSec") || is(e, "ntig", "ntig")) && t->term && *t->term &&
		   t->side >= 0) {
		form_strings *list = !t->side	     ? &t->sources
				     : t->deprecated ? &t->forbidden
						     : &t->targets;
		*apo__push(r->arena, list) = t->term;
		t->term = NULL;
	} else if (is(e, "termEntry", "conceptEntry")) {
		end_entry(t);
	}
}

static void tbx_text(const char *text, size_t size, void *user)
{
	tbx_reader *t = user;
	if ((t->in_term || t->in_status) && t->text.size < 1u << 16)
		apo__buffer_add(&t->text, text, size);
}

static void tbx_problem(const apo__xml_problem *problem, void *user)
{
	const tbx_reader *t = user;
	if (problem->severity == APO_SEVERITY_CRITICAL)
		apo__notice(t->reader->context, "%s:%u: %s", t->reader->path, problem->line,
			problem->message);
}

static apo_status read_tbx(glossary_reader *r, const char *data, size_t size, apo_error *err)
{
	tbx_reader t = {.reader = r, .side = -1};
	apo__xml_handler handler = {
		tbx_start, tbx_end, tbx_text, tbx_problem, NULL, &t, "TBX file", ".tbx"};
	const char *encoding;
	apo_status status =
		apo__xml_read(r->arena, r->path, data, size, &handler, &t.xml, &encoding, err);
	if (!status && !t.root)
		return apo__fail(err, APO_EINPUT, r->path, APO_NO_OFFSET, 0,
			"is XML, but not TBX; expected <martif> or <tbx>");
	return status;
}

/* ---- the whole ---- */

apo_status form_glossary_read(apo__arena *arena, const apo_context *context, const char *path,
	const char *from, const char *to, form_glossary *glossary, apo_error *err)
{
	glossary_reader r = {arena, context, path, from, to, glossary, 0};
	const char *data;
	size_t size, skip = 0;
	uint32_t skipped = glossary->skipped;
	apo_status status = apo__file_read(arena, path, LARGEST_FILE, &data, &size, err);
	if (status)
		return status;
	if (size >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3))
		skip = 3;
	while (skip < size && strchr(" \t\r\n", data[skip]) && data[skip])
		skip++;
	if (skip < size && data[skip] == '<') {
		status = read_tbx(&r, data, size, err);
	} else {
		apo__source text = {0};
		status = apo__decode(arena, path, data, size, NULL, &text, err);
		if (status || text.bad) {
			text = (apo__source){0};
			status = apo__decode(arena, path, data, size, "windows-1252", &text, err);
			if (!status)
				apo__notice(
					context, "%s: not in UTF-8, read as Windows-1252", path);
		}
		if (!status)
			read_table(&r, text.text, text.size);
	}
	if (status)
		return status;
	if (glossary->skipped > skipped)
		apo__notice(context,
			"%s: entries left out, which lack the source or all renderings: %u", path,
			glossary->skipped - skipped);
	if (!r.added)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"holds no terms of %s and %s; expected TBX, or a table with the columns "
			"source and target",
			from, to);
	apo__notice(context, "%s: terms: %u", path, r.added);
	return APO_OK;
}
