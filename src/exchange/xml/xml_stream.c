/* SPDX-License-Identifier: Apache-2.0 */
/* libxml2's push parser behind decoder and repair. It runs in recovery mode, so that all problems of a file come out in one
 * run; what it recovered from is told, and it is the handler's to leave that unit out. Cost: linear, one pass. */
#include "exchange/xml/xml_stream.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/error.h"
#include "exchange/xml/archive.h"
#include "exchange/xml/input.h"
#include "exchange/xml/xml_error.h"

#define CHUNK 65536u

struct apo__xml {
	apo__arena *arena;
	const apo__xml_handler *handler;
	xmlParserCtxtPtr parser;
	apo__repairer repairer;
	int stopped, seen_root;
	apo__packed *in;
	char *chunk;
	size_t room;
};

static void on_repair(uint32_t line, uint32_t column, uint64_t unit, apo_severity severity,
	const char *message, void *user)
{
	const apo__xml *x = user;
	(void)unit;
	x->handler->problem(line, column, severity, message, 0, x->handler->user);
}

static void on_error(void *user, xmlErrorPtr error)
{
	const apo__xml *x = ((xmlParserCtxtPtr)user)->_private;
	/* an unbound prefix is no matter: the local name counts */
	int harmless = error->domain == XML_FROM_NAMESPACE || error->level == XML_ERR_WARNING;
	char message[APO__XML_CAUSE];
	if (x->stopped)
		return;
	apo__xml_cause(error, x->parser->nameNr > 0, message);
	x->handler->problem(error->line > 0 ? (uint32_t)error->line : 0,
		error->int2 > 0 ? (uint32_t)error->int2 : 0,
		harmless ? APO_SEVERITY_MINOR : APO_SEVERITY_CRITICAL, message, !harmless,
		x->handler->user);
}

static const char *local(const xmlChar *name)
{
	const char *colon = strrchr((const char *)name, ':');
	return colon ? colon + 1 : (const char *)name;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
	int namespaces, const xmlChar **declared, int count, int defaulted,
	const xmlChar **attributes)
{
	apo__xml *x = ((xmlParserCtxtPtr)user)->_private;
	apo__xml_element element = {
		local(name), space ? (const char *)space : "", attributes, count};
	(void)prefix, (void)namespaces, (void)declared, (void)defaulted;
	x->seen_root = 1;
	if (!x->stopped)
		x->handler->start(&element, x->handler->user);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
	const apo__xml *x = ((xmlParserCtxtPtr)user)->_private;
	(void)prefix, (void)space;
	if (!x->stopped)
		x->handler->end(local(name), x->handler->user);
}

static void on_text(void *user, const xmlChar *text, int size)
{
	const apo__xml *x = ((xmlParserCtxtPtr)user)->_private;
	if (!x->stopped && size > 0)
		x->handler->text((const char *)text, (size_t)size, x->handler->user);
}

const char *apo__xml_value(apo__arena *arena, const char *text, size_t size)
{
	char *value = apo__strndup(arena, text, size), *to = value;
	for (const char *from = value; *from; to++) {
		*to = *from;
		from += strncmp(from, "&#38;", 5) ? 1 : 5;
	}
	*to = '\0';
	return value;
}

/* libxml2's array: five pointers an attribute (name, prefix, URI, value, its end). */
const char *apo__xml_attribute(
	apo__arena *arena, const apo__xml_element *element, const char *prefix, const char *name)
{
	const char *const *a = element->attributes;
	for (int i = 0; i < element->count; i++, a += 5)
		if (!strcmp(a[0], name) && !strcmp(a[1] ? a[1] : "", prefix))
			return apo__xml_value(arena, a[3], (size_t)(a[4] - a[3]));
	return NULL;
}

void apo__xml_place(const apo__xml *x, uint32_t *line, uint32_t *column)
{
	*line = (uint32_t)x->parser->input->line;
	*column = (uint32_t)x->parser->input->col;
}

void apo__xml_stop(apo__xml *x)
{
	x->stopped = 1;
	xmlStopParser(x->parser);
}

static void release_parser(void *object)
{
	xmlFreeParserCtxt(object);
}

static void open_parser(apo__xml *x)
{
	xmlSAXHandler sax;
	memset(&sax, 0, sizeof sax);
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = on_start;
	sax.endElementNs = on_end;
	sax.characters = on_text;
	sax.ignorableWhitespace = on_text;
	sax.cdataBlock = on_text;
	sax.serror = on_error;
	x->parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	if (!x->parser)
		apo__arena_exhausted(x->arena);
	apo__arena_defer(x->arena, release_parser, x->parser);
	x->parser->_private = x;
	xmlCtxtUseOptions(x->parser, XML_PARSE_NONET | XML_PARSE_RECOVER);
	xmlSwitchEncoding(x->parser, XML_CHAR_ENCODING_UTF8);
}

/* Decode, repair and parse until the end; the first `size` bytes are in the chunk. */
static apo_status run(apo__xml *x, apo__decoder *decoder, size_t size, apo_error *err)
{
	apo__buffer decoded = {.arena = x->arena}, repaired = {.arena = x->arena};
	apo_status status = APO_OK;
	for (int last = 0; !last && !status && !x->stopped;) {
		last = size == 0;
		apo__decoder_add(decoder, x->chunk, size, last, &decoded);
		size_t used = apo__repair(
			&x->repairer, apo__buffer_text(&decoded), decoded.size, last, &repaired);
		xmlParseChunk(x->parser, apo__buffer_text(&repaired), (int)repaired.size, last);
		if (decoded.size > used)
			memmove(decoded.data, decoded.data + used, decoded.size - used);
		decoded.size -= used;
		repaired.size = 0;
		if (!last)
			status = apo__packed_read(x->in, x->chunk, x->room, &size, err);
		if (x->handler->position) {
			uint64_t done, total;
			apo__packed_position(x->in, &done, &total);
			x->handler->position(done, total, x->handler->user);
		}
	}
	return status;
}

static void on_passed(const char *message, void *user)
{
	const apo__xml *x = user;
	x->handler->problem(0, 0, APO_SEVERITY_MINOR, message, 0, x->handler->user);
}

/* Of an archive, the first file that is wanted. */
static apo_status read_xml(apo__xml *x, const char *path, const char **encoding, apo_error *err)
{
	const apo__xml_handler *handler = x->handler;
	apo__decoder *decoder;
	const char *doubt = NULL, *name = NULL;
	size_t size = 0;
	apo_status status = apo__packed_next(x->in, &name, on_passed, x, err);
	if (!status && name)
		status = apo__packed_read(x->in, x->chunk, x->room, &size, err);
	if (!status && !size)
		return apo__fail(
			err, APO_EINPUT, path, 0, 0, "is empty; expected a %s", handler->what);
	if (!status)
		status = apo__decoder_open(
			x->arena, path, x->chunk, size, &decoder, encoding, &doubt, err);
	if (status)
		return status;
	if (doubt)
		handler->problem(1, 1, APO_SEVERITY_MINOR, doubt, 0, handler->user);
	open_parser(x);
	status = run(x, decoder, size, err);
	if (!status && !x->seen_root)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"holds no XML element; expected a %s", handler->what);
	return status;
}

apo_status apo__xml_read(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__xml_handler *handler, apo__xml **xml, const char **encoding, apo_error *err)
{
	apo__xml *x = *xml = apo__alloc(arena, sizeof *x);
	apo_status status =
		apo__packed_open(arena, path, data, size, handler->extension, &x->in, err);
	if (status)
		return status;
	x->arena = arena;
	x->handler = handler;
	x->room = data && size < CHUNK ? size + 1 : CHUNK;
	x->chunk = apo__alloc(arena, x->room);
	x->repairer = (apo__repairer){.line = 1, .column = 1, .report = on_repair, .user = x};
	return read_xml(x, path, encoding, err);
}
