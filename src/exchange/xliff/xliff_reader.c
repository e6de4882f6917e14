/* SPDX-License-Identifier: Apache-2.0 */
/* XLIFF 1.2 and 2.1 (OASIS) by one automaton: the open elements are a stack, `to` is the buffer that text goes to. What stands
 * in other namespaces than the file's own and the metadata module's is passed over with all that is in it. Segments are
 * handed on at the end of their unit, since 1.2 has notes there. Cost: linear; memory: a unit. */
#include "exchange/xliff/xliff_reader.h"

#include <string.h>

#include "base/error.h"
#include "exchange/xliff/xliff_diagnostics.h"

#define TEXT_LIMIT    ((size_t)1 << 20)	 /* of one text */
#define LARGEST_LIMIT 100000000u	 /* of a length that a unit allows */
#define UNIT_LIMIT    ((size_t)16 << 20) /* of all text in a unit */
#define SDL	      "http://sdl.com/FileTypes/SdlXliff/1.0"

typedef apo__xliff_reader reader;
typedef apo__xliff_element element;

static const char *attribute(reader *r, const apo__xml_element *e, const char *name)
{
	return apo__xml_attribute(r->unit_arena, e, "", name);
}

static int is(const apo__xml_element *e, const char *name)
{
	return !strcmp(e->name, name);
}

/* ---- file and header ---- */

static void send_header(reader *r)
{
	apo__unit_header *h = &r->summary->header;
	if (r->header_sent)
		return;
	r->header_sent = 1;
	h->source_language = r->source_lang;
	h->target_language = r->target_lang;
	h->infos = r->header_infos.items;
	h->info_count = r->header_infos.count;
	if (r->handler->header && !r->status)
		r->status = r->handler->header(h, r->handler->user, r->err);
}

/* Language of a file, kept once however often it is said. */
static void set_language(reader *r, const char **lang, const char *value)
{
	if (!value || !*value)
		*lang = NULL;
	else if (!*lang || strcmp(*lang, value) != 0)
		*lang = apo__strdup(r->arena, value);
}

static void start_root(reader *r, const apo__xml_element *e)
{
	apo__unit_header *h = &r->summary->header;
	const char *version = apo__xml_attribute(r->arena, e, "", "version");
	strncpy(r->space, e->space, sizeof r->space - 1);
	if (!is(e, "xliff")) {
		strncpy(r->foreign, *e->name ? e->name : "?", sizeof r->foreign - 1);
		apo__xml_stop(r->xml);
		return;
	}
	h->version = version;
	if (version && (*version == '1' || *version == '2')) {
		r->major = *version - '0';
	} else {
		r->major = strstr(e->space, "document:2") ||
					   apo__xml_attribute(r->arena, e, "", "srcLang")
				   ? 2
				   : 1;
		apo__xliff_tell(r, APO_SEVERITY_MAJOR,
			r->major == 1 ? "<xliff> has no version that is known; read as 1.2"
				      : "<xliff> has no version that is known; read as 2.1");
	}
	if (r->major == 1)
		return;
	set_language(r, &r->source_lang, attribute(r, e, "srcLang"));
	set_language(r, &r->target_lang, attribute(r, e, "trgLang"));
	if (!r->source_lang)
		apo__xliff_tell(r, APO_SEVERITY_MAJOR, "<xliff> has no srcLang");
}

/* The last part of a path, of either kind. */
static const char *base_name(const char *path)
{
	const char *base = path;
	for (; *path; path++)
		if ((*path == '/' || *path == '\\') && path[1])
			base = path + 1;
	return base;
}

/* Units are unique within their file only: those of a second file are told apart by its name. */
static void name_file(reader *r, const apo__xml_element *e)
{
	const char *id = apo__xml_attribute(r->arena, e, "", "id");
	const char *original = apo__xml_attribute(r->arena, e, "", "original");
	const char *name = original && *original ? base_name(original) : id && *id ? id : "file";
	if (!r->files++)
		apo__interner_init(&r->prefixes, r->arena);
	uint32_t known = r->prefixes.count;
	if (apo__intern(&r->prefixes, name, strlen(name)) < known) {
		name = apo__sprintf(r->arena, "%s#%u", name, r->files);
		apo__intern(&r->prefixes, name, strlen(name));
	}
	r->prefix = r->files > 1 ? name : NULL;
}

static void start_file(reader *r, const apo__xml_element *e)
{
	name_file(r, e);
	if (!r->header_sent && !r->header_infos.count) {
		const char *original = apo__xml_attribute(r->arena, e, "", "original");
		if (original && *original && strcmp(original, "unknown") != 0)
			apo__xliff_add_info(r, APO__XLIFF_BOTH,
				(apo__unit_info){APO__INFO_PROP, APO__UNIT_ORIGINAL, NULL, NULL,
					original, strlen(original), NULL});
	}
	if (r->major == 2)
		return;
	set_language(r, &r->source_lang, attribute(r, e, "source-language"));
	set_language(r, &r->target_lang, attribute(r, e, "target-language"));
	if (!r->source_lang)
		apo__xliff_tell(r, APO_SEVERITY_MAJOR, "<file> has no source-language");
}

/* ---- notes and properties ---- */

void apo__xliff_add_info(reader *r, apo__xliff_side side, apo__unit_info info)
{
	if (!r->in_unit) {
		if (!r->header_sent && r->header_infos.count < APO__XLIFF_ITEMS)
			*apo__push(r->arena, &r->header_infos) = info;
		return;
	}
	apo__xliff_facts *f = &r->facts[side];
	if (f->infos.count < APO__XLIFF_ITEMS)
		*apo__push(r->unit_arena, &f->infos) = info;
	else
		apo__xliff_damage(r, "more than 10,000 notes or properties in a unit");
}

static apo__xliff_side side_named(const char *name)
{
	return !name			 ? APO__XLIFF_BOTH
	       : !strcmp(name, "source") ? APO__XLIFF_ON_SOURCE
	       : !strcmp(name, "target") ? APO__XLIFF_ON_TARGET
					 : APO__XLIFF_BOTH;
}

static void start_capture(reader *r, element *top, apo__xliff_kind kind)
{
	if (!r->in_unit && r->header_sent) {
		top->kind = APO__XLIFF_SKIPPED;
		return;
	}
	top->kind = kind;
	r->capture = (apo__buffer){.arena = r->in_unit ? r->unit_arena : r->arena};
	r->to = &r->capture;
}

static void start_note(reader *r, const apo__xml_element *e, element *top)
{
	apo__arena *arena = r->in_unit ? r->unit_arena : r->arena;
	r->side = side_named(attribute(r, e, r->major == 1 ? "annotates" : "appliesTo"));
	r->lang = apo__xml_attribute(arena, e, "xml", "lang");
	start_capture(r, top, APO__XLIFF_NOTE);
}

static void start_property(reader *r, const apo__xml_element *e, element *top, const char *name)
{
	apo__arena *arena = r->in_unit ? r->unit_arena : r->arena;
	r->type = apo__xml_attribute(arena, e, "", name);
	if (r->type && r->major == 1)
		r->type = apo__xliff_property_of_context(r->type);
	start_capture(r, top, r->type ? APO__XLIFF_PROPERTY : APO__XLIFF_SKIPPED);
}

static void end_property(reader *r)
{
	const char *text = apo__buffer_text(&r->capture);
	size_t prefix = strlen(APO__XLIFF_ATTRIBUTE);
	apo__xliff_facts *f = &r->facts[r->side];
	if (strncmp(r->type, APO__XLIFF_ATTRIBUTE, prefix) != 0 || !r->in_unit)
		apo__xliff_add_info(r, r->side,
			(apo__unit_info){
				APO__INFO_PROP, r->type, NULL, NULL, text, r->capture.size, NULL});
	else if (f->attributes.count < APO__XLIFF_ITEMS)
		*apo__push(r->unit_arena, &f->attributes) =
			(apo__unit_attribute){r->type + prefix, text};
}

static void start_data(reader *r, const apo__xml_element *e, element *top)
{
	const char *id = attribute(r, e, "id");
	if (!r->in_unit || !id || r->data.count >= APO__XLIFF_ITEMS) {
		top->kind = APO__XLIFF_SKIPPED;
		return;
	}
	if (!r->data.count)
		apo__interner_init(&r->data_ids, r->unit_arena);
	uint32_t known = r->data.count;
	if (apo__intern(&r->data_ids, id, strlen(id)) < known) {
		apo__xliff_damage(r, "two <data> of one id");
		top->kind = APO__XLIFF_SKIPPED;
		return;
	}
	*apo__push(r->unit_arena, &r->data) = "";
	start_capture(r, top, APO__XLIFF_DATA);
}

/* ---- units ---- */

/* "20", or the last of "0,20"; 0 when it is not that. */
static uint32_t limit_of(const char *text)
{
	uint32_t value = 0;
	for (; text && *text; text++) {
		if (*text == ',' || *text == ' ')
			value = 0;
		else if (*text >= '0' && *text <= '9' && value < LARGEST_LIMIT)
			value = value * 10 + (uint32_t)(*text - '0');
		else
			return 0;
	}
	return value;
}

/* Length in characters (1.2: size-unit; 2.x: the module of sizes; memoQ), and what is not to be touched. */
static void read_limits(reader *r, const apo__xml_element *e)
{
	const char *measure = attribute(r, e, "size-unit"),
		   *translate = attribute(r, e, "translate");
	if (measure && !strcmp(measure, "char"))
		r->unit.limit = limit_of(attribute(r, e, "maxwidth"));
	for (int i = 0; i < e->count; i++) {
		const apo__xml_given *a = &e->attributes[i];
		const char *value = apo__xml_value(r->unit_arena, a);
		if (!strcmp(a->name, "sizeRestriction"))
			r->unit.limit = limit_of(value);
		else if (a->prefix && !strcmp(a->name, "maxlengthchars"))
			r->unit.limit = limit_of(value);
		else if (a->prefix && !strcmp(a->name, "locked"))
			r->unit.locked |= strcmp(value, "false") && strcmp(value, "no");
	}
	r->unit.locked |= translate && !strcmp(translate, "no");
}

static void start_unit(reader *r, const apo__xml_element *e, element *top)
{
	if (r->in_unit) {
		apo__xliff_damage(r, "a unit inside of a unit; it is left out");
		top->kind = APO__XLIFF_SKIPPED;
		return;
	}
	send_header(r);
	apo__arena_reset(r->unit_arena);
	top->kind = APO__XLIFF_UNIT;
	r->in_unit = 1;
	r->damaged = r->in_range = r->has_sub = 0;
	r->unit_size = 0;
	r->unit = (apo__unit){.number = r->summary->units + 1};
	apo__xml_place(r->xml, &r->unit.line, &r->unit.column);
	memset(&r->segments, 0, sizeof r->segments);
	memset(&r->facts, 0, sizeof r->facts);
	memset(&r->data, 0, sizeof r->data);
	memset(&r->definitions, 0, sizeof r->definitions);
	r->translate = attribute(r, e, "translate");
	const char *id = attribute(r, e, "id");
	const char *name = attribute(r, e, r->major == 1 ? "resname" : "name");
	/* u7 is what our writer calls a unit that has another name */
	int ours = id && id[0] == 'u' && id[1] && !id[1 + strspn(id + 1, "0123456789")];
	r->unit.id = name && *name && (ours || !id) ? name : id;
	read_limits(r, e);
	if (r->unit.id && r->prefix)
		r->unit.id = apo__sprintf(r->unit_arena, "%s:%s", r->prefix, r->unit.id);
	if (!id)
		apo__xliff_tell(r, APO_SEVERITY_MINOR, "a unit without an id");
	if (r->major == 1) {
		const char *approved = attribute(r, e, "approved");
		const char *status = apo__xml_attribute(r->unit_arena, e, "mq", "status");
		*apo__push(r->unit_arena, &r->segments) = (apo__xliff_segment){
			.progress = {.state = status				     ? status
					      : approved && !strcmp(approved, "yes") ? "final"
										     : NULL,
				.percent = apo__xml_attribute(r->unit_arena, e, "mq", "percent"),
				.locked = apo__xml_attribute(r->unit_arena, e, "mq", "locked") !=
					  NULL}};
	}
}

/* "apo:mt-suggestion" is 1.2's "mt-suggestion" in 2.x, "x-xlf:u" is 2.x's "xlf:u" in 1.2. */
static const char *plain_substate(const char *said)
{
	if (said && !strncmp(said, "apo:", 4) && said[4] && !strchr(said + 4, ':'))
		return said + 4;
	return said && !strncmp(said, "x-", 2) && strchr(said, ':') ? said + 2 : said;
}

static void start_segment(reader *r, const apo__xml_element *e, element *top)
{
	if (!r->in_unit || r->segments.count >= APO__XLIFF_ITEMS) {
		apo__xliff_damage(r, r->in_unit ? "more than 10,000 segments in a unit"
						: "a <segment> outside of a unit");
		top->kind = APO__XLIFF_SKIPPED;
		return;
	}
	*apo__push(r->unit_arena, &r->segments) = (apo__xliff_segment){.id = attribute(r, e, "id"),
		.progress = {.state = attribute(r, e, "state"),
			.substate = plain_substate(attribute(r, e, "subState"))}};
}

static void start_text(reader *r, const apo__xml_element *e, element *top)
{
	apo__xliff_segment *s =
		r->segments.count ? &r->segments.items[r->segments.count - 1] : NULL;
	apo__xliff_text *text = !s		  ? NULL
				: is(e, "source") ? &s->source
				: is(e, "target") ? &s->target
						  : &s->parts;
	if (!r->in_unit || !text || text->seen) {
		if (r->in_unit)
			apo__xliff_damage(r, text ? "a second text of one side in a segment"
						  : "a text outside of a segment");
		top->kind = APO__XLIFF_SKIPPED;
		return;
	}
	top->kind = APO__XLIFF_TEXT;
	text->seen = 1;
	text->lang = apo__xml_attribute(r->unit_arena, e, "xml", "lang");
	text->text.arena = r->unit_arena;
	apo__xml_place(r->xml, &text->line, &text->column);
	r->into = text;
	r->to = &text->text;
	if (r->major == 1 && text == &s->target) {
		if (!s->progress.state)
			s->progress.state = attribute(r, e, "state");
		s->progress.substate = plain_substate(attribute(r, e, "state-qualifier"));
	}
}

/* ---- events ---- */

static void start_structure(reader *r, const apo__xml_element *e, element *top)
{
	int first = r->major == 1;
	if (is(e, "unit") || is(e, "trans-unit"))
		start_unit(r, e, top);
	else if (is(e, "source") || is(e, "target") || (first && is(e, "seg-source")))
		start_text(r, e, top);
	else if (!first && is(e, "segment"))
		start_segment(r, e, top);
	else if (is(e, "note"))
		start_note(r, e, top);
	else if (first && is(e, "context"))
		start_property(r, e, top, "context-type");
	else if (first && is(e, "prop"))
		start_property(r, e, top, "prop-type");
	else if (first && is(e, "context-group")) {
		const char *purpose = attribute(r, e, "purpose");
		top->kind = APO__XLIFF_PROPERTIES;
		r->side = !purpose			? APO__XLIFF_BOTH
			  : strstr(purpose, "x-source") ? APO__XLIFF_ON_SOURCE
			  : strstr(purpose, "x-target") ? APO__XLIFF_ON_TARGET
							: APO__XLIFF_BOTH;
	} else if (!first && is(e, "data"))
		start_data(r, e, top);
	else if (is(e, "file"))
		start_file(r, e);
	else if (first && is(e, "tool")) {
		if (!r->header_sent && !r->summary->header.creationtool)
			r->summary->header.creationtool =
				apo__xml_attribute(r->arena, e, "", "tool-name");
	} else if (!is(e, "body") && !is(e, "header") && !is(e, "group") && !is(e, "notes") &&
		   !is(e, "originalData") && !is(e, "prop-group")) {
		top->kind = APO__XLIFF_SKIPPED;
		r->alternatives += is(e, "alt-trans");
		r->binaries += is(e, "bin-unit");
	}
}

static void start_metadata(reader *r, const apo__xml_element *e, element *top)
{
	if (is(e, "meta")) {
		start_property(r, e, top, "type");
	} else if (is(e, "metaGroup")) {
		const char *side = attribute(r, e, "appliesTo");
		top->kind = APO__XLIFF_PROPERTIES;
		if (side)
			r->side = side_named(side);
	}
}

/* <sdl:seg-defs> behind the texts of a unit says how far each of its segments is. */
static void start_definition(reader *r, const apo__xml_element *e, element *top)
{
	const char *id = is(e, "seg") ? attribute(r, e, "id") : NULL;
	if (!r->in_unit || (!id && !is(e, "seg-defs")) ||
		r->definitions.count >= APO__XLIFF_ITEMS) {
		top->kind = APO__XLIFF_SKIPPED;
		return;
	}
	if (!id)
		return;
	if (!r->definitions.count)
		apo__interner_init(&r->definition_ids, r->unit_arena);
	uint32_t known = r->definitions.count;
	if (apo__intern(&r->definition_ids, id, strlen(id)) < known)
		return;
	const char *conf = attribute(r, e, "conf"), *locked = attribute(r, e, "locked");
	*apo__push(r->unit_arena, &r->definitions) =
		(apo__xliff_progress){.state = conf ? conf : "Unspecified",
			.origin = attribute(r, e, "origin"),
			.percent = attribute(r, e, "percent"),
			.locked = locked && !strcmp(locked, "true")};
}

static void abandon_unit(reader *r)
{
	apo__xliff_end_unit(r);
	while (r->depth && r->stack[r->depth - 1].kind != APO__XLIFF_UNIT)
		r->depth--;
	r->depth -= r->depth > 0;
	r->side = APO__XLIFF_BOTH;
}

static void on_start(const apo__xml_element *e, void *user)
{
	reader *r = user;
	if (r->skipping || r->depth == APO__XLIFF_DEPTH) {
		if (!r->skipping && r->in_unit)
			apo__xliff_damage(r, "elements nested more than 256 deep");
		r->skipping++;
		return;
	}
	if (r->in_unit && r->damaged && !strcmp(e->space, r->space) &&
		(is(e, "unit") || is(e, "trans-unit")))
		abandon_unit(r); /* its end is lost: this one is not part of it */
	element *top = &r->stack[r->depth++];
	*top = (element){.kind = APO__XLIFF_CONTAINER, .to = r->to, .side = r->side};
	if (!r->major)
		start_root(r, e);
	else if (r->into)
		apo__xliff_start_inline(r, e, top);
	else if (r->to) { /* in a note, a property: all is text */
		if (r->major == 2 && is(e, "cp"))
			apo__xliff_add_code_point(r, e);
	} else if (!strcmp(e->space, r->space))
		start_structure(r, e, top);
	else if (!strcmp(e->space, APO__XLIFF_METADATA))
		start_metadata(r, e, top);
	else if (!strcmp(e->space, SDL))
		start_definition(r, e, top);
	else
		top->kind = APO__XLIFF_SKIPPED;
	if (top->kind == APO__XLIFF_SKIPPED) {
		r->depth--;
		r->to = top->to;
		r->side = top->side;
		r->skipping = 1;
	}
	if (r->status)
		apo__xml_stop(r->xml);
}

static void on_end(const apo__xml_element *e, void *user)
{
	reader *r = user;
	(void)e;
	if (r->skipping) {
		r->skipping--;
		return;
	}
	if (!r->depth)
		return;
	const element *top = &r->stack[--r->depth];
	if (top->kind == APO__XLIFF_UNIT)
		apo__xliff_end_unit(r);
	else if (top->kind == APO__XLIFF_TEXT)
		r->into = NULL;
	else if (top->kind == APO__XLIFF_NOTE)
		apo__xliff_add_info(r, r->side,
			(apo__unit_info){APO__INFO_NOTE, NULL, r->lang, NULL,
				apo__buffer_text(&r->capture), r->capture.size, NULL});
	else if (top->kind == APO__XLIFF_PROPERTY)
		end_property(r);
	else if (top->kind == APO__XLIFF_DATA)
		r->data.items[r->data.count - 1] = apo__buffer_text(&r->capture);
	else if (r->into)
		apo__xliff_end_inline(r, top);
	r->to = top->to;
	r->side = top->side;
	if (r->status)
		apo__xml_stop(r->xml);
}

static void on_text(const char *text, size_t size, void *user)
{
	reader *r = user;
	if (!r->to || r->skipping)
		return;
	r->unit_size += size;
	if (r->to->size + size > TEXT_LIMIT || r->unit_size > UNIT_LIMIT) {
		apo__xliff_damage(r, r->unit_size > UNIT_LIMIT
					     ? "more than 16 MiB of text in a unit"
					     : "text above the limit of 1 MiB");
		return;
	}
	apo__buffer_add(r->to, text, size);
	if (r->has_sub && r->to == &r->native)
		apo__xliff_add_sub(r, text, size);
}

/* ---- the whole ---- */

static void on_position(uint64_t done, uint64_t total, int last, void *user)
{
	const reader *r = user;
	(void)last;
	r->handler->progress(done, total, r->handler->progress_user);
}

/* What was passed over, and a unit that the end of the file cut off. */
static void finish(reader *r)
{
	if (r->in_unit) {
		apo__xliff_tell(r, APO_SEVERITY_CRITICAL,
			"the file ends inside of a unit, which was left out");
		r->summary->units++;
		r->summary->skipped++;
		r->in_unit = 0;
	}
	send_header(r);
	if (!r->summary->units)
		apo__xliff_tell(r, APO_SEVERITY_MAJOR, "the file holds no unit");
	if (r->alternatives)
		apo__xliff_tell(r, APO_SEVERITY_MINOR,
			apo__sprintf(r->arena, "alternative translations passed over: %llu",
				(unsigned long long)r->alternatives));
	if (r->binaries)
		apo__xliff_tell(r, APO_SEVERITY_MINOR,
			apo__sprintf(r->arena, "units of binary data passed over: %llu",
				(unsigned long long)r->binaries));
}

static apo_status read_from(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	reader *r = apo__alloc(arena, sizeof *r);
	apo__xml_handler events = {on_start, on_end, on_text, apo__xliff_on_problem,
		handler->progress ? on_position : NULL, r, "XLIFF file",
		".xlf|.xliff|.mqxliff|.sdlxliff"};
	*summary = (apo__unit_summary){.header = {.format = "xliff"}};
	r->arena = arena;
	r->unit_arena = apo__arena_child(arena);
	r->handler = handler;
	r->summary = summary;
	r->err = err;
	apo_status status = apo__xml_read(
		arena, path, data, size, &events, &r->xml, &summary->header.encoding, err);
	if (status)
		return status;
	if (r->foreign[0])
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is not XLIFF: its root element is <%s>; expected <xliff>", r->foreign);
	if (!r->status)
		finish(r);
	return r->status;
}

apo_status apo__xliff_read(apo__arena *arena, const char *path, const apo__unit_handler *handler,
	apo__unit_summary *summary, apo_error *err)
{
	return read_from(arena, path, NULL, 0, handler, summary, err);
}

apo_status apo__xliff_read_bytes(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	return read_from(arena, path, data ? data : "", size, handler, summary, err);
}
