/* SPDX-License-Identifier: Apache-2.0 */
/* TMX 1.4b (and older) by libxml2's push parser: decode, repair, parse, hand on unit by unit. Cost: linear, one pass; memory: a
 * chunk and a unit. The parser runs in recovery mode so that all problems of a file come out in one run; a unit in which it
 * had to recover is left out, never handed on with text missing. */
#include "exchange/tmx_reader.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/error.h"
#include "base/file.h"
#include "exchange/tmx_input.h"

#define CHUNK	      65536u
#define SEGMENT_LIMIT ((size_t)1 << 20) /* a side of a unit; longer ones are left out */
#define VARIANT_LIMIT 10000u		/* variants, or properties, of a unit */

typedef struct {
	apo__arena *arena, *unit_arena;
	const char *path;
	const apo__tmx_handler *handler;
	apo__tmx_header *header;
	apo_error *err;
	apo_status status; /* of a handler that stopped us */
	xmlParserCtxtPtr parser;
	apo__repairer repairer;
	int root, foreign_root; /* the root was seen; it was not <tmx> */
	char root_name[64];
	int in_unit, in_variant, in_segment;
	unsigned code;	   /* depth of inline code elements inside of <seg> */
	int damaged;	   /* the unit at hand */
	int old_lang_told; /* "lang" instead of "xml:lang" is told once a file */
	apo__tmx_unit unit;
	APO__VECTOR(apo__tmx_variant) variants;
	APO__VECTOR(apo__tmx_prop) props, variant_props;
	apo__buffer segment, prop;
	const char *prop_type; /* not NULL inside of a <prop> */
} reader;

static void tell_at(reader *r, uint32_t line, uint32_t column, uint64_t unit, apo_severity severity,
	const char *message)
{
	apo_tmx_diagnostic d = {line, column, unit, severity, message};
	if (r->handler->diagnostic)
		r->handler->diagnostic(&d, r->handler->user);
}

static void tell(reader *r, apo_severity severity, const char *message)
{
	tell_at(r, (uint32_t)r->parser->input->line, (uint32_t)r->parser->input->col,
		r->in_unit ? r->unit.number : 0, severity, message);
}

static void on_repair(uint32_t line, uint32_t column, uint64_t unit, apo_severity severity,
	const char *message, void *user)
{
	tell_at(user, line, column, unit, severity, message);
}

static void on_error(void *user, xmlErrorPtr error)
{
	reader *r = ((xmlParserCtxtPtr)user)->_private;
	/* Unbound prefixes are no matter of TMX: the local name counts. */
	int harmless = error->domain == XML_FROM_NAMESPACE || error->level == XML_ERR_WARNING;
	size_t length = error->message ? strcspn(error->message, "\n") : 0;
	char message[256];
	if (length >= sizeof message)
		length = sizeof message - 1;
	if (length)
		memcpy(message, error->message, length);
	message[length] = '\0';
	if (!harmless && r->in_unit)
		r->damaged = 1;
	tell_at(r, error->line > 0 ? (uint32_t)error->line : 0,
		error->int2 > 0 ? (uint32_t)error->int2 : 0, r->in_unit ? r->unit.number : 0,
		harmless ? APO_SEVERITY_MINOR : APO_SEVERITY_CRITICAL, message);
}

static int is(const xmlChar *name, const char *other)
{
	return !strcmp((const char *)name, other);
}

/* Local name behind a prefix that is bound to nothing. */
static const xmlChar *local(const xmlChar *name)
{
	const char *colon = strrchr((const char *)name, ':');
	return colon ? (const xmlChar *)colon + 1 : name;
}

/* libxml2's array: five pointers an attribute (name, prefix, URI, value, its end). */
static const char *attribute(apo__arena *arena, int count, const xmlChar **attributes,
	const char *name, const char *prefix)
{
	for (int i = 0; i < count; i++, attributes += 5) {
		const char *has = attributes[1] ? (const char *)attributes[1] : "";
		if (is(attributes[0], name) && !strcmp(has, prefix))
			return apo__strndup(arena, (const char *)attributes[3],
				(size_t)(attributes[4] - attributes[3]));
	}
	return NULL;
}

static void start_root(reader *r, const xmlChar *name, int count, const xmlChar **attributes)
{
	r->root = 1;
	r->foreign_root = !is(name, "tmx");
	strncpy(r->root_name, (const char *)name, sizeof r->root_name - 1);
	if (r->foreign_root) {
		xmlStopParser(r->parser);
		return;
	}
	r->header->version = attribute(r->arena, count, attributes, "version", "");
	if (!r->header->version)
		tell(r, APO_SEVERITY_MINOR, "<tmx> has no version; read as 1.4");
}

static void start_unit(reader *r, int count, const xmlChar **attributes)
{
	if (r->in_unit) {
		r->damaged = 1;
		tell(r, APO_SEVERITY_MAJOR, "a <tu> inside of a <tu>; the unit is left out");
		return;
	}
	apo__arena_free(r->unit_arena);
	r->unit_arena = apo__arena_child(r->arena);
	r->in_unit = 1;
	r->damaged = 0;
	r->header->units++;
	r->unit = (apo__tmx_unit){.number = r->header->units,
		.line = (uint32_t)r->parser->input->line,
		.column = (uint32_t)r->parser->input->col,
		.tuid = attribute(r->unit_arena, count, attributes, "tuid", "")};
	memset(&r->variants, 0, sizeof r->variants);
	memset(&r->props, 0, sizeof r->props);
}

static void start_variant(reader *r, int count, const xmlChar **attributes)
{
	if (!r->in_unit || r->in_variant || r->variants.count == VARIANT_LIMIT) {
		r->damaged = 1;
		return;
	}
	const char *lang = attribute(r->unit_arena, count, attributes, "lang", "xml");
	if (!lang && (lang = attribute(r->unit_arena, count, attributes, "lang", "")) &&
		!r->old_lang_told++)
		tell(r, APO_SEVERITY_MINOR, "lang= where TMX 1.4 has xml:lang=; taken as that");
	if (!lang || !*lang)
		tell(r, APO_SEVERITY_MAJOR, "<tuv> without a language");
	r->in_variant = 1;
	memset(&r->variant_props, 0, sizeof r->variant_props);
	apo__push(r->unit_arena, &r->variants)->lang = lang ? lang : "";
}

static void start_segment(reader *r)
{
	if (!r->in_variant || r->variants.items[r->variants.count - 1].text) {
		r->damaged = 1;
		return;
	}
	r->in_segment = 1;
	r->code = 0;
	r->segment = (apo__buffer){.arena = r->unit_arena};
}

static int is_code(const xmlChar *name)
{
	return is(name, "bpt") || is(name, "ept") || is(name, "ph") || is(name, "it") ||
	       is(name, "ut");
}

static void on_start(void *user, const xmlChar *full, const xmlChar *prefix, const xmlChar *uri,
	int namespaces, const xmlChar **declared, int count, int defaulted,
	const xmlChar **attributes)
{
	reader *r = ((xmlParserCtxtPtr)user)->_private;
	const xmlChar *name = local(full);
	(void)prefix, (void)uri, (void)namespaces, (void)declared, (void)defaulted;
	if (!r->root) {
		start_root(r, name, count, attributes);
	} else if (r->in_segment) {
		r->code += r->code || is_code(name);
	} else if (is(name, "header") && !r->in_unit) {
		r->header->creationtool =
			attribute(r->arena, count, attributes, "creationtool", "");
		r->header->source_language = attribute(r->arena, count, attributes, "srclang", "");
		if (!r->header->source_language)
			tell(r, APO_SEVERITY_MINOR, "<header> has no srclang");
	} else if (is(name, "tu")) {
		start_unit(r, count, attributes);
	} else if (is(name, "tuv")) {
		start_variant(r, count, attributes);
	} else if (is(name, "seg")) {
		start_segment(r);
	} else if (is(name, "prop") && r->in_unit) {
		r->prop_type = attribute(r->unit_arena, count, attributes, "type", "");
		if (!r->prop_type)
			r->prop_type = "";
		r->prop = (apo__buffer){.arena = r->unit_arena};
	}
}

static void end_segment(reader *r)
{
	r->in_segment = 0;
	apo__tmx_variant *v = &r->variants.items[r->variants.count - 1];
	v->text = apo__buffer_text(&r->segment);
	v->size = r->segment.size;
}

static void end_variant(reader *r)
{
	r->in_variant = 0;
	apo__tmx_variant *v = &r->variants.items[r->variants.count - 1];
	v->props = r->variant_props.items;
	v->prop_count = r->variant_props.count;
	if (!v->text)
		tell(r, APO_SEVERITY_MAJOR, "<tuv> without a <seg>; it holds no text");
}

static void end_prop(reader *r)
{
	apo__tmx_prop prop = {r->prop_type, apo__buffer_text(&r->prop)};
	r->prop_type = NULL;
	if (r->props.count + r->variant_props.count >= VARIANT_LIMIT)
		r->damaged = 1;
	else if (r->in_variant)
		*apo__push(r->unit_arena, &r->variant_props) = prop;
	else
		*apo__push(r->unit_arena, &r->props) = prop;
}

static void end_unit(reader *r)
{
	uint32_t texts = 0;
	for (uint32_t i = 0; i < r->variants.count; i++)
		texts += r->variants.items[i].text != NULL;
	r->unit.variants = r->variants.items;
	r->unit.variant_count = r->variants.count;
	r->unit.props = r->props.items;
	r->unit.prop_count = r->props.count;
	if (!texts || r->damaged) {
		tell(r, APO_SEVERITY_MAJOR,
			texts ? "the unit is damaged and was left out" : "the unit holds no text");
		r->header->skipped++;
	} else if (r->handler->unit && !r->status) {
		r->status = r->handler->unit(&r->unit, r->handler->user, r->err);
		if (r->status)
			xmlStopParser(r->parser);
	}
	r->in_unit = r->in_variant = r->in_segment = 0;
	r->prop_type = NULL;
}

static void on_end(void *user, const xmlChar *full, const xmlChar *prefix, const xmlChar *uri)
{
	reader *r = ((xmlParserCtxtPtr)user)->_private;
	const xmlChar *name = local(full);
	(void)prefix, (void)uri;
	if (r->in_segment && is(name, "seg"))
		end_segment(r);
	else if (r->in_segment && r->code)
		r->code--;
	else if (r->in_segment)
		return;
	else if (r->prop_type && is(name, "prop"))
		end_prop(r);
	else if (r->in_variant && is(name, "tuv"))
		end_variant(r);
	else if (r->in_unit && is(name, "tu"))
		end_unit(r);
}

static void on_text(void *user, const xmlChar *text, int size)
{
	reader *r = ((xmlParserCtxtPtr)user)->_private;
	apo__buffer *to = r->in_segment && !r->code ? &r->segment : r->prop_type ? &r->prop : NULL;
	if (!to || size <= 0)
		return;
	if (to->size + (size_t)size > SEGMENT_LIMIT) {
		if (!r->damaged)
			tell(r, APO_SEVERITY_MAJOR, "text above the limit of 1 MiB");
		r->damaged = 1;
		return;
	}
	apo__buffer_add(to, (const char *)text, (size_t)size);
}

static void release_parser(void *object)
{
	xmlFreeParserCtxt(object);
}

static void open_parser(reader *r)
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
	r->parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	if (!r->parser)
		apo__arena_exhausted(r->arena);
	apo__arena_defer(r->arena, release_parser, r->parser);
	r->parser->_private = r;
	xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_RECOVER);
	xmlSwitchEncoding(r->parser, XML_CHAR_ENCODING_UTF8);
}

/* Where bytes come from: a file through zlib, or memory. */
typedef struct {
	gzFile file;
	const char *data;
	size_t size;
} input;

static void close_input(void *object)
{
	input *in = object;
	if (in->file)
		gzclose(in->file);
}

static apo_status read_chunk(reader *r, input *in, char *chunk, size_t *size)
{
	*size = in->size < CHUNK ? in->size : CHUNK;
	if (in->file) {
		int got = gzread(in->file, chunk, CHUNK), code;
		if (got < 0)
			return apo__fail(r->err, APO_EINPUT, r->path, APO_NO_OFFSET, 0,
				"cannot be read: %s", gzerror(in->file, &code));
		*size = (size_t)got;
		return APO_OK;
	}
	if (*size)
		memcpy(chunk, in->data, *size);
	in->data += *size;
	in->size -= *size;
	return APO_OK;
}

static int is_finished(const reader *r)
{
	return r->status || r->foreign_root;
}

/* Decode, repair and parse until the end; `first` of the `size` bytes are in `chunk`. */
static apo_status run(reader *r, input *in, apo__decoder *decoder, char *chunk, size_t size)
{
	size_t kept = 0;
	char *rest = apo__alloc(r->arena, 128);
	for (int last = 0; !last && !is_finished(r);) {
		apo__arena *scratch = apo__arena_child(r->arena);
		apo__buffer decoded = {.arena = scratch}, repaired = {.arena = scratch};
		last = size == 0;
		apo__buffer_add(&decoded, rest, kept);
		apo__decoder_add(decoder, chunk, size, last, &decoded);
		size_t used = apo__repair(
			&r->repairer, apo__buffer_text(&decoded), decoded.size, last, &repaired);
		kept = decoded.size - used;
		memcpy(rest, apo__buffer_text(&decoded) + used, kept);
		xmlParseChunk(r->parser, apo__buffer_text(&repaired), (int)repaired.size, last);
		apo__arena_free(scratch);
		apo_status status = last ? APO_OK : read_chunk(r, in, chunk, &size);
		if (status)
			return status;
	}
	return r->status;
}

/* A unit that the end of the file cuts off was counted, but never ended. */
static void finish(reader *r)
{
	if (!r->header->units)
		tell(r, APO_SEVERITY_MAJOR,
			"the file holds no <tu>; element names are lower case and stand in <body>");
	if (!r->in_unit)
		return;
	r->header->skipped++;
	tell(r, APO_SEVERITY_CRITICAL, "the file ends inside of this unit; it was left out");
}

static apo_status read_input(apo__arena *arena, const char *path, input *in,
	const apo__tmx_handler *handler, apo__tmx_header *header, apo_error *err)
{
	reader *r = apo__alloc(arena, sizeof *r);
	char *chunk = apo__alloc(arena, CHUNK);
	size_t size;
	apo__decoder *decoder;
	const char *doubt;
	*header = (apo__tmx_header){0};
	*r = (reader){
		.arena = arena, .path = path, .handler = handler, .header = header, .err = err};
	r->repairer = (apo__repairer){.line = 1, .column = 1, .report = on_repair, .user = r};
	apo_status status = read_chunk(r, in, chunk, &size);
	if (!status && !size)
		return apo__fail(err, APO_EINPUT, path, 0, 0, "is empty; expected a TMX file");
	if (!status)
		status = apo__decoder_open(
			arena, path, chunk, size, &decoder, &header->encoding, &doubt, err);
	if (status)
		return status;
	if (doubt)
		tell_at(r, 1, 1, 0, APO_SEVERITY_MINOR, doubt);
	open_parser(r);
	status = run(r, in, decoder, chunk, size);
	if (status)
		return status;
	if (r->foreign_root)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is no TMX: its root element is <%s>; expected <tmx>", r->root_name);
	if (!r->root)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is no TMX: it holds no XML element; expected <tmx>");
	finish(r);
	return APO_OK;
}

apo_status apo__tmx_read_bytes(apo__arena *arena, const char *path, const char *data, size_t size,
	const apo__tmx_handler *handler, apo__tmx_header *header, apo_error *err)
{
	input in = {NULL, data, size};
	return read_input(arena, path, &in, handler, header, err);
}

apo_status apo__tmx_read(apo__arena *arena, const char *path, const apo__tmx_handler *handler,
	apo__tmx_header *header, apo_error *err)
{
	input *in = apo__alloc(arena, sizeof *in);
	apo__arena_defer(arena, close_input, in);
	int fd;
	apo_status status = apo__file_descriptor(path, &fd, err);
	if (status)
		return status;
	in->file = gzdopen(fd, "rb");
	if (!in->file) {
		close(fd);
		apo__arena_exhausted(arena);
	}
	return read_input(arena, path, in, handler, header, err);
}
