/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SRX 2.0 (LISA OSCAR, 2008) and 1.0 (2004) as rules. The schema's order of elements is not insisted on, and elements are
 * known by their local names, since the files about have no namespace, the one of 2.0, or one of their own. Linear.
 */
#include "exchange/srx_read.h"

#include <libxml/xmlreader.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "text/context.h"

#define FILE_LIMIT ((size_t)16 << 20)
#define MOST_RULES 20000u

typedef struct {
	apo__arena *arena;
	const apo_context *context;
	const char *path;
	apo__srx_file *file;
	apo_error *err;
	xmlTextReaderPtr xml;
	apo__buffer *text; /* of the <beforebreak> or <afterbreak> at hand, else NULL */
	apo__buffer before, after;
	apo__srx_rule rule;
	int in_rule, seen_root;
	uint32_t rules;
	char problem[256]; /* what libxml2 says */
	uint32_t problem_line;
} reader;

static uint32_t line_of(reader *r)
{
	long line = xmlGetLineNo(xmlTextReaderCurrentNode(r->xml));
	return line > 0 ? (uint32_t)line : 0;
}

static void on_error(void *user, xmlErrorPtr error)
{
	reader *r = user;
	if (error->level <= XML_ERR_WARNING || error->domain == XML_FROM_NAMESPACE || *r->problem)
		return;
	const char *message = error->message ? error->message : "not well-formed";
	if (error->code == XML_ERR_DOCUMENT_END)
		message = "the file ends before </srx>, or goes on behind it";
	size_t size = strcspn(message, "\n");
	memcpy(r->problem, message, size < sizeof r->problem ? size : sizeof r->problem - 1);
	r->problem_line = error->line > 0 ? (uint32_t)error->line : 0;
}

/* NULL when the element does not have it. */
static const char *attribute(reader *r, const char *name)
{
	xmlChar *value = xmlTextReaderGetAttribute(r->xml, (const xmlChar *)name);
	if (!value)
		return NULL;
	char *own = apo__strdup(r->arena, (const char *)value);
	xmlFree(value);
	return own;
}

static int is(const char *name, const char *other)
{
	return !strcmp(name, other);
}

/* An attribute that is "yes" or "no". */
static int is_yes(reader *r, const char *element, const char *name, int otherwise)
{
	const char *value = attribute(r, name);
	if (!value)
		return otherwise;
	if (!is(value, "yes") && !is(value, "no"))
		apo__notice(r->context,
			"%s: line %u: <%s %s=\"%.40s\">: expected yes or no; taken as %s", r->path,
			line_of(r), element, name, value, otherwise ? "yes" : "no");
	return is(value, "yes") || (otherwise && !is(value, "no"));
}

static apo_status start_root(reader *r, const char *name)
{
	r->seen_root = 1;
	if (!is(name, "srx"))
		return apo__fail(r->err, APO_EINPUT, r->path, APO_NO_OFFSET, line_of(r),
			"expected an SRX file (<srx>), found <%s>", name);
	const char *version = attribute(r, "version");
	/* 1.0 knows no cascade: the first map counts. 2.0 demands to say it; who does not (OmegaT) cascades */
	r->file->cascade = !version || strncmp(version, "1.", 2) != 0;
	if (!version || (!is(version, "1.0") && !is(version, "2.0")))
		apo__notice(r->context, "%s: line %u: SRX version \"%.20s\"; read as 2.0", r->path,
			line_of(r), version ? version : "");
	return APO_OK;
}

/* segmentsubflows and <formathandle> say where inline codes go; texts have none by the time they are cut. */
static void start_header(reader *r)
{
	r->file->cascade = is_yes(r, "header", "cascade", r->file->cascade);
	is_yes(r, "header", "segmentsubflows", 1);
}

static void start_language(reader *r)
{
	const char *name = attribute(r, "languagerulename");
	*apo__push(r->arena, &r->file->languages) = (apo__srx_language){.name = name ? name : ""};
}

static void start_map(reader *r)
{
	const char *pattern = attribute(r, "languagepattern");
	const char *language = attribute(r, "languagerulename");
	if (pattern && language)
		*apo__push(r->arena, &r->file->maps) =
			(apo__srx_map){pattern, language, line_of(r)};
	else
		apo__notice(r->context,
			"%s: line %u: a languagemap without languagepattern or languagerulename; "
			"left out",
			r->path, line_of(r));
}

static void start_rule(reader *r)
{
	r->in_rule = 1;
	r->before = r->after = (apo__buffer){.arena = r->arena};
	r->rule = (apo__srx_rule){.breaks = is_yes(r, "rule", "break", 1), .line = line_of(r)};
}

static apo_status end_rule(reader *r)
{
	if (!r->in_rule)
		return APO_OK;
	r->in_rule = 0;
	if (!r->file->languages.count)
		return apo__fail(r->err, APO_EINPUT, r->path, APO_NO_OFFSET, r->rule.line,
			"a <rule> outside of a <languagerule>");
	if (++r->rules > MOST_RULES)
		return apo__fail(r->err, APO_ELIMIT, r->path, APO_NO_OFFSET, r->rule.line,
			"more than %u rules; split the file by language", MOST_RULES);
	apo__srx_language *language = &r->file->languages.items[r->file->languages.count - 1];
	r->rule.before = apo__buffer_text(&r->before);
	r->rule.after = apo__buffer_text(&r->after);
	r->rule.number = language->rules.count + 1;
	*apo__push(r->arena, &language->rules) = r->rule;
	return APO_OK;
}

static apo_status start_element(reader *r, const char *name)
{
	if (!r->seen_root)
		return start_root(r, name);
	if (is(name, "header"))
		start_header(r);
	else if (is(name, "languagerule"))
		start_language(r);
	else if (is(name, "languagemap"))
		start_map(r);
	else if (is(name, "rule"))
		start_rule(r);
	else if (r->in_rule && is(name, "beforebreak"))
		r->text = &r->before;
	else if (r->in_rule && is(name, "afterbreak"))
		r->text = &r->after;
	if (!xmlTextReaderIsEmptyElement(r->xml))
		return APO_OK;
	r->text = NULL;
	return is(name, "rule") ? end_rule(r) : APO_OK;
}

static apo_status node(reader *r)
{
	const char *name = (const char *)xmlTextReaderConstLocalName(r->xml);
	const xmlChar *value;
	xmlDocPtr document;
	switch (xmlTextReaderNodeType(r->xml)) {
	case XML_READER_TYPE_ELEMENT: return start_element(r, name);
	case XML_READER_TYPE_END_ELEMENT:
		r->text = NULL;
		return is(name, "rule") ? end_rule(r) : APO_OK;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_WHITESPACE:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		value = xmlTextReaderConstValue(r->xml);
		if (r->text && value)
			apo__buffer_puts(r->text, (const char *)value);
		return APO_OK;
	case XML_READER_TYPE_DOCUMENT_TYPE:
		document = xmlTextReaderCurrentDoc(r->xml);
		if (!document || !document->intSubset || !document->intSubset->entities)
			return APO_OK;
		/* fall through */
	case XML_READER_TYPE_ENTITY_REFERENCE:
		return apo__fail(r->err, APO_EINPUT, r->path, APO_NO_OFFSET, line_of(r),
			"the file declares or uses entities, which SRX has none of; write the "
			"characters");
	default: return APO_OK;
	}
}

static void close_xml(void *xml)
{
	xmlDocPtr document = xmlTextReaderCurrentDoc(xml);
	xmlFreeTextReader(xml);
	xmlFreeDoc(document);
}

apo_status apo__srx_read(apo__arena *arena, const apo_context *context, const char *path,
	const char *data, size_t size, apo__srx_file *file, apo_error *err)
{
	reader r = {.arena = arena, .context = context, .path = path, .file = file, .err = err};
	*file = (apo__srx_file){.path = apo__strdup(arena, path)};
	r.xml = xmlReaderForMemory(
		data, (int)size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
	if (!r.xml)
		apo__arena_exhausted(arena);
	apo__arena_defer(arena, close_xml, r.xml);
	xmlTextReaderSetStructuredErrorHandler(r.xml, on_error, &r);
	int more;
	while ((more = xmlTextReaderRead(r.xml)) == 1) {
		apo_status status = node(&r);
		if (status)
			return status;
	}
	if (more < 0 || *r.problem)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, r.problem_line,
			"not well-formed XML: %s", *r.problem ? r.problem : "cut short");
	if (!r.rules || !file->maps.count)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"the SRX file has no %s; nothing could be cut by it",
			r.rules ? "languagemap" : "rule");
	return APO_OK;
}

typedef struct {
	apo_context *context;
	const char *path;
} use;

static apo_status use_srx(apo__arena *arena, void *user, apo_error *err)
{
	use *u = user;
	const char *data;
	size_t size;
	apo__arena *scratch = apo__arena_child(arena);
	apo__srx_file *file = apo__alloc(arena, sizeof *file);
	apo_status status = apo__file_read(scratch, u->path, FILE_LIMIT, &data, &size, err);
	if (!status)
		status = apo__srx_read(arena, u->context, u->path, data, size, file, err);
	if (!status)
		apo__context_set_srx(u->context, apo__srx_new(arena, u->context, file));
	apo__arena_free(scratch);
	return status;
}

apo_status apo_context_use_srx(apo_context *context, const char *path, apo_error *err)
{
	use u = {context, path};
	return apo__guarded(apo__context_arena(context), use_srx, &u, err);
}
