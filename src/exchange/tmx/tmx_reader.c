/* SPDX-License-Identifier: Apache-2.0 */
/* TMX 1.4b (and older) by libxml2's push parser: unpack, decode, repair, parse, hand on unit by unit. Cost: linear, one pass;
 * memory: a chunk and a unit. The parser runs in recovery mode so that all problems of a file come out in one run; a unit in
 * which it had to recover is left out, never handed on with text missing. */
#include "exchange/tmx/tmx_reader.h"

#include <libxml/parserInternals.h>
#include <string.h>

#include "base/error.h"
#include "exchange/tmx/events.h"
#include "exchange/xml/archive.h"
#include "exchange/xml/xml_error.h"

#define CHUNK 65536u

/* ---- what is told ---- */

static void give(apo__tmx_state *r, const apo_tmx_diagnostic *d)
{
	if (r->handler->diagnostic)
		r->handler->diagnostic(d, r->handler->user);
}

/* Tell the repairs up to a place. */
static void flush_repairs(apo__tmx_state *r, uint32_t line, uint32_t column)
{
	for (; r->repairs.first < r->repairs.count; r->repairs.first++) {
		const apo_tmx_diagnostic *d = &r->repairs.items[r->repairs.first];
		if (d->line > line || (d->line == line && d->column > column))
			return;
		give(r, d);
	}
	r->repairs.first = r->repairs.count = 0;
}

static void on_repair(uint32_t line, uint32_t column, uint64_t unit, apo_severity severity,
	const char *message, void *user)
{
	apo__tmx_state *r = user;
	if (r->repairs.count == sizeof r->repairs.items / sizeof *r->repairs.items)
		flush_repairs(r, UINT32_MAX, UINT32_MAX);
	r->repairs.items[r->repairs.count++] =
		(apo_tmx_diagnostic){line, column, unit, severity, message};
}

void apo__tmx_tell_at(apo__tmx_state *r, uint32_t line, uint32_t column, uint64_t unit,
	apo_severity severity, const char *message)
{
	apo_tmx_diagnostic d = {line, column, unit, severity, message};
	flush_repairs(r, line, column);
	give(r, &d);
}

void apo__tmx_tell(apo__tmx_state *r, apo_severity severity, const char *message)
{
	apo__tmx_tell_at(r, (uint32_t)r->parser->input->line, (uint32_t)r->parser->input->col,
		apo__tmx_unit_number(r), severity, message);
}

uint64_t apo__tmx_unit_number(const apo__tmx_state *r)
{
	return r->in_unit ? r->unit.number : r->opening ? r->summary->units + 1 : 0;
}

static void on_passed(const char *message, void *user)
{
	apo__tmx_tell_at(user, 0, 0, 0, APO_SEVERITY_MINOR, message);
}

static void on_finding(
	uint32_t line, uint32_t column, apo_severity severity, const char *message, void *user)
{
	apo__tmx_state *r = user;
	apo__tmx_tell_at(r, line ? line : (uint32_t)r->parser->input->line,
		line ? column : (uint32_t)r->parser->input->col, apo__tmx_unit_number(r), severity,
		message);
}

static void on_error(void *user, xmlErrorPtr error)
{
	apo__tmx_state *r = ((xmlParserCtxtPtr)user)->_private;
	/* Unbound prefixes are no matter of TMX: the local name counts. */
	int harmless = error->domain == XML_FROM_NAMESPACE || error->level == XML_ERR_WARNING;
	char message[APO__XML_CAUSE];
	apo__xml_cause(error, r->parser->nameNr > 0, message);
	uint32_t line = error->line > 0 ? (uint32_t)error->line : 0;
	uint32_t column = error->int2 > 0 ? (uint32_t)error->int2 : 0;
	if (!harmless && r->in_unit)
		r->damaged = 1;
	r->tangled |= error->code == XML_ERR_TAG_NAME_MISMATCH;
	if (error->code == XML_ERR_DOCUMENT_END && r->parser->nameNr > 0)
		return; /* finish() says it, in whatever the file is cut off */
	if (!harmless && line == r->error_line && column == r->error_column)
		return; /* one cause, several errors */
	if (!harmless) {
		r->error_line = line;
		r->error_column = column;
	}
	apo__tmx_tell_at(r, line, column, apo__tmx_unit_number(r),
		harmless ? APO_SEVERITY_MINOR : APO_SEVERITY_CRITICAL, message);
}

/* ---- the stream ---- */

static void release_parser(void *object)
{
	xmlFreeParserCtxt(object);
}

static void open_parser(apo__tmx_state *r)
{
	xmlSAXHandler sax;
	memset(&sax, 0, sizeof sax);
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = apo__tmx_on_start;
	sax.endElementNs = apo__tmx_on_end;
	sax.characters = apo__tmx_on_text;
	sax.ignorableWhitespace = apo__tmx_on_text;
	sax.cdataBlock = apo__tmx_on_text;
	sax.serror = on_error;
	r->parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	if (!r->parser)
		apo__arena_exhausted(r->arena);
	apo__arena_defer(r->arena, release_parser, r->parser);
	r->parser->_private = r;
	xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_RECOVER);
	xmlSwitchEncoding(r->parser, XML_CHAR_ENCODING_UTF8);
	for (int i = 1; i < APO__TMX_ELEMENTS; i++)
		r->names[i] =
			xmlDictLookup(r->parser->dict, (const xmlChar *)apo__tmx_names[i], -1);
}

static void report_progress(const apo__tmx_state *r, const apo__packed *in)
{
	uint64_t done, total;
	if (!r->handler->progress)
		return;
	apo__packed_position(in, &done, &total);
	r->handler->progress(done, total, r->handler->progress_user);
}

/* Decode, repair and parse until the end; the first `size` bytes are in `chunk`. */
static apo_status run(apo__tmx_state *r, apo__packed *in, apo__decoder *decoder, char *chunk,
	size_t room, size_t size)
{
	apo__buffer decoded = {.arena = r->arena}, repaired = {.arena = r->arena};
	apo_status status = APO_OK;
	for (int last = 0; !last && !status && !r->status && !r->foreign_root && !r->too_deep;) {
		last = size == 0;
		apo__decoder_add(decoder, chunk, size, last, &decoded);
		size_t used = apo__repair(
			&r->repairer, apo__buffer_text(&decoded), decoded.size, last, &repaired);
		xmlParseChunk(r->parser, apo__buffer_text(&repaired), (int)repaired.size, last);
		flush_repairs(r, last ? UINT32_MAX : (uint32_t)r->parser->input->line, 0);
		if (decoded.size > used)
			memmove(decoded.data, decoded.data + used, decoded.size - used);
		decoded.size -= used;
		repaired.size = 0;
		if (!last)
			status = apo__packed_read(in, chunk, room, &size, r->err);
		report_progress(r, in);
	}
	return status ? status : r->status;
}

/* A unit that the end of the file cuts off was counted, but never ended. */
static void finish(apo__tmx_state *r, uint64_t units_before)
{
	flush_repairs(r, UINT32_MAX, UINT32_MAX);
	if (r->parser->nameNr > 0 && !r->too_deep)
		apo__tmx_tell(r, APO_SEVERITY_CRITICAL,
			r->tangled ? "the file ends with tags open: it is cut off, or its tags do "
				     "not nest"
				   : "the file is cut off: it ends before </tmx>");
	if (r->summary->units == units_before)
		apo__tmx_tell(r, APO_SEVERITY_MINOR,
			"the file holds no <tu>; expected <tu> in lower case, in <body>");
	if (!r->in_unit)
		return;
	r->summary->skipped++;
	apo__tmx_tell(
		r, APO_SEVERITY_CRITICAL, "the file ends inside of this unit; it was left out");
}

/* Read one file: all of the input, or one of an archive. */
static apo_status read_file(apo__tmx_state *r, apo__packed *in, char *chunk, size_t room)
{
	size_t size;
	uint64_t units_before = r->summary->units;
	apo__decoder *decoder;
	const char *doubt, *encoding;
	apo_status status = apo__packed_read(in, chunk, room, &size, r->err);
	if (!status && !size)
		return apo__fail(
			r->err, APO_EINPUT, r->path, 0, 0, "is empty; expected a TMX file");
	if (!status)
		status = apo__decoder_open(
			r->arena, r->path, chunk, size, &decoder, &encoding, &doubt, r->err);
	if (status)
		return status;
	if (!r->header_given)
		r->summary->header.encoding = encoding;
	r->repairer = (apo__repairer){
		.line = 1, .column = 1, .unit = units_before, .report = on_repair, .user = r};
	r->depth = 0;
	r->tangled = 0;
	r->root = r->in_header = r->in_unit = r->in_variant = r->in_segment = 0;
	r->info_depth = 0;
	r->error_line = r->error_column = 0;
	if (doubt)
		apo__tmx_tell_at(r, 1, 1, 0, APO_SEVERITY_MINOR, doubt);
	open_parser(r);
	status = run(r, in, decoder, chunk, room, size);
	if (status)
		return status;
	if (r->foreign_root)
		return apo__fail(r->err, APO_EINPUT, r->path, APO_NO_OFFSET, 0,
			"is not TMX: its root element is <%s>; expected <tmx>", r->root_name);
	if (!r->root)
		return apo__fail(r->err, APO_EINPUT, r->path, APO_NO_OFFSET, 0,
			"is not TMX: it holds no XML element; expected <tmx>");
	finish(r, units_before);
	return APO_OK;
}

static apo_status read_input(apo__arena *arena, const char *path, const char *data, size_t size,
	int check, const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	apo__packed *in;
	apo_status status = apo__packed_open(arena, path, data, size, ".tmx", &in, err);
	if (status)
		return status;
	size_t room = data && size < CHUNK ? size + 1 : CHUNK;
	char *chunk = apo__alloc(arena, room);
	apo__tmx_state *r = apo__alloc(arena, sizeof *r);
	*summary = (apo__unit_summary){.header = {.format = "tmx"}};
	*r = (apo__tmx_state){.arena = arena,
		.unit_arena = apo__arena_child(arena),
		.path = path,
		.handler = handler,
		.summary = summary,
		.err = err};
	r->segment.text.arena = r->segment.data.arena = r->segment.xml.arena = arena;
	r->info_text.arena = arena;
	if (check)
		r->check = apo__tmx_check_new(arena, on_finding, r);
	for (const char *name = "";;) {
		status = apo__packed_next(in, &name, on_passed, r, err);
		if (status || !name)
			break;
		status = read_file(r, in, chunk, room);
		if (status)
			break;
	}
	if (!status)
		apo__tmx_give_header(r);
	return status ? status : r->status;
}

apo_status apo__tmx_read(apo__arena *arena, const char *path, const apo__unit_handler *handler,
	apo__unit_summary *summary, apo_error *err)
{
	return read_input(arena, path, NULL, 0, 0, handler, summary, err);
}

apo_status apo__tmx_read_bytes(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	return read_input(arena, path, data, size, 0, handler, summary, err);
}

apo_status apo__tmx_read_checked(apo__arena *arena, const char *path,
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	return read_input(arena, path, NULL, 0, 1, handler, summary, err);
}
