/* SPDX-License-Identifier: Apache-2.0 */
/* libxml2's push parser behind decoder and repair. It runs in recovery mode, so that all problems of a file come out in one
 * run; what it recovered from is reported, and the handler leaves that unit out. Cost: linear, one pass. */
#include "exchange/xml/xml_stream.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/error.h"
#include "exchange/xml/archive.h"
#include "exchange/xml/input.h"
#include "exchange/xml/xml_error.h"
#include "text/unicode/chars.h"

#define CHUNK 65536u

struct apo__xml {
	apo__arena *arena;
	const char *path;
	const apo__xml_handler *handler;
	xmlParserCtxtPtr parser;
	apo__repairer repairer;
	int stopped, seen_root;
	apo__packed *in;
	char *chunk;
	size_t room;
};

static void report(const apo__xml *x, apo__xml_problem problem)
{
	x->handler->problem(&problem, x->handler->user);
}

static void on_repair(uint32_t line, uint32_t column, uint64_t unit, apo_severity severity,
	const char *message, void *user)
{
	report(user, (apo__xml_problem){APO__XML_REPAIRED, severity, line, column, unit, message});
}

static void on_error(void *user, xmlErrorPtr error)
{
	const apo__xml *x = ((xmlParserCtxtPtr)user)->_private;
	/* an unbound prefix is harmless: the local name counts */
	int harmless = error->domain == XML_FROM_NAMESPACE || error->level == XML_ERR_WARNING;
	int open = apo__xml_is_open(x);
	char message[APO__XML_CAUSE];
	if (x->stopped)
		return;
	apo__xml_cause(error, open, message);
	report(x, (apo__xml_problem){.kind = harmless ? APO__XML_HARMLESS
					     : error->code == XML_ERR_TAG_NAME_MISMATCH
						     ? APO__XML_TANGLED
					     : error->code == XML_ERR_DOCUMENT_END && open
						     ? APO__XML_CUT
						     : APO__XML_RECOVERED,
			  .severity = harmless ? APO_SEVERITY_MINOR : APO_SEVERITY_CRITICAL,
			  .line = error->line > 0 ? (uint32_t)error->line : 0,
			  .column = error->int2 > 0 ? (uint32_t)error->int2 : 0,
			  .message = message});
}

static apo__xml_element element_named(
	const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
	const char *rest = (const char *)name, *local = rest;
	for (const char *at = rest; *at; at++)
		if (*at == ':')
			local = at + 1;
	return (apo__xml_element){.name = local,
		.prefix = (const char *)prefix,
		.rest = rest,
		.space = space ? (const char *)space : ""};
}

/* Of attributes, libxml2 has an array of five pointers each. */
static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
	int namespaces, const xmlChar **declared, int count, int defaulted,
	const xmlChar **attributes)
{
	apo__xml *x = ((xmlParserCtxtPtr)user)->_private;
	apo__xml_element element = element_named(name, prefix, space);
	(void)namespaces, (void)declared, (void)defaulted;
	element.attributes = (const apo__xml_given *)(const void *)attributes;
	element.count = count;
	x->seen_root = 1;
	if (!x->stopped)
		x->handler->start(&element, x->handler->user);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
	const apo__xml *x = ((xmlParserCtxtPtr)user)->_private;
	apo__xml_element element = element_named(name, prefix, space);
	if (!x->stopped)
		x->handler->end(&element, x->handler->user);
}

static void on_text(void *user, const xmlChar *text, int size)
{
	const apo__xml *x = ((xmlParserCtxtPtr)user)->_private;
	if (!x->stopped && size > 0)
		x->handler->text((const char *)text, (size_t)size, x->handler->user);
}

const char *apo__xml_value(apo__arena *arena, const apo__xml_given *attribute)
{
	size_t size = (size_t)(attribute->end - attribute->value);
	char *value = apo__strndup(arena, attribute->value, size), *to = value;
	if (!memchr(value, '&', size))
		return value;
	for (const char *from = value; *from; to++) {
		*to = *from;
		from += *from == '&' && !strncmp(from, "&#38;", 5) ? 5 : 1;
	}
	*to = '\0';
	return value;
}

const char *apo__xml_attribute(
	apo__arena *arena, const apo__xml_element *element, const char *prefix, const char *name)
{
	const apo__xml_given *a = element->attributes;
	for (int i = 0; i < element->count; i++, a++)
		if (!strcmp(a->name, name) && !strcmp(a->prefix ? a->prefix : "", prefix))
			return apo__xml_value(arena, a);
	return NULL;
}

void apo__xml_place(const apo__xml *x, uint32_t *line, uint32_t *column)
{
	*line = (uint32_t)x->parser->input->line;
	*column = (uint32_t)x->parser->input->col;
}

void apo__xml_place_of_tag(const apo__xml *x, uint32_t *line, uint32_t *column)
{
	const xmlParserInput *in = x->parser->input;
	const xmlChar *at = in->cur, *from;
	uint32_t characters = 0;
	*line = (uint32_t)in->line;
	for (; at > in->base && *at != '<'; at--) {
		*line -= *at == '\n';
		characters += apo__begins_char((char)at[-1]);
	}
	*column = (uint32_t)in->col > characters ? (uint32_t)in->col - characters : 1;
	if (*line == (uint32_t)in->line)
		return;
	for (*column = 1, from = at; from > in->base && from[-1] != '\n'; from--)
		*column += apo__begins_char((char)from[-1]);
}

int apo__xml_is_open(const apo__xml *x)
{
	return x->parser->nameNr > 0;
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
static apo_status parse_all(apo__xml *x, apo__decoder *decoder, size_t size, apo_error *err)
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
			x->handler->position(done, total, last, x->handler->user);
		}
	}
	return status;
}

static void on_passed(const char *message, void *user)
{
	report(user, (apo__xml_problem){APO__XML_OF_FILE, APO_SEVERITY_MINOR, .message = message});
}

apo_status apo__xml_next(apo__xml *x, int *more, apo_error *err)
{
	const char *name = NULL;
	apo_status status = apo__packed_next(x->in, &name, on_passed, x, err);
	*more = name != NULL;
	return status;
}

apo_status apo__xml_parse(apo__xml *x, const char **encoding, apo_error *err)
{
	apo__decoder *decoder;
	const char *doubt = NULL;
	size_t size = 0;
	apo_status status = apo__packed_read(x->in, x->chunk, x->room, &size, err);
	if (!status && !size)
		return apo__fail(err, APO_EINPUT, x->path, 0, 0, "is empty; expected a %s",
			x->handler->what);
	if (!status)
		status = apo__decoder_open(
			x->arena, x->path, x->chunk, size, &decoder, encoding, &doubt, err);
	if (status)
		return status;
	x->seen_root = x->stopped = 0;
	x->repairer = (apo__repairer){.line = 1, .column = 1, .report = on_repair, .user = x};
	if (doubt)
		report(x, (apo__xml_problem){APO__XML_OF_FILE, APO_SEVERITY_MINOR, 1, 1, 0, doubt});
	open_parser(x);
	return parse_all(x, decoder, size, err);
}

apo_status apo__xml_open(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__xml_handler *handler, apo__xml **xml, apo_error *err)
{
	apo__xml *x = *xml = apo__alloc(arena, sizeof *x);
	x->arena = arena;
	x->path = path;
	x->handler = handler;
	x->room = data && size < CHUNK ? size + 1 : CHUNK;
	x->chunk = apo__alloc(arena, x->room);
	return apo__packed_open(arena, path, data, size, handler->extension, &x->in, err);
}

apo_status apo__xml_read(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__xml_handler *handler, apo__xml **xml, const char **encoding, apo_error *err)
{
	int more;
	apo_status status = apo__xml_open(arena, path, data, size, handler, xml, err);
	if (!status)
		status = apo__xml_next(*xml, &more, err);
	if (!status)
		status = apo__xml_parse(*xml, encoding, err);
	if (!status && !(*xml)->seen_root)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"holds no XML element; expected a %s", handler->what);
	return status;
}
