/* SPDX-License-Identifier: Apache-2.0 */
/* Two texts, separated by 0xff, become an alignment, a report, a trace and an audit, and each is written in every format. The
 * first line of the first text is all that a manifest could say of it. What is written must be what its format is: XML and SVG
 * are well-formed, JSON parses without a key twice, HTML has no script but our own and nothing that runs or loads, every line of TSV has
 * as many fields, and no text sends what a terminal would obey. */
#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apograph.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LONGEST 4096u /* of both texts: what they say is more than how long they are */

static void require(int holds, const char *format, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s: %s\n", format, what);
	abort();
}

/* ---- what each format must be ---- */

static void check_xml(const char *format, const char *data, size_t size)
{
	xmlDocPtr d = xmlReadMemory(data, (int)size, format, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	require(d != NULL, format, "is not well-formed");
	xmlFreeDoc(d);
}

static void check_json(const char *format, const char *data, size_t size)
{
	json_t *parsed = json_loadb(data, size, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	require(parsed != NULL, format, "is not JSON");
	json_decref(parsed);
}

static unsigned scripts(const char *format, const xmlNode *node)
{
	static const char *const loads[] = {"img", "iframe", "object", "embed", "form", "base"};
	unsigned count = 0;
	for (; node; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		const char *name = (const char *)node->name;
		count += !strcmp(name, "script");
		for (size_t i = 0; i < sizeof loads / sizeof *loads; i++)
			require(strcmp(name, loads[i]) != 0, format, name);
		for (const xmlAttr *a = node->properties; a; a = a->next) {
			xmlChar *value = xmlGetProp(node, a->name);
			const char *text = value ? (const char *)value : "";
			require(strncmp((const char *)a->name, "on", 2) != 0, format, "an event");
			require(strncmp(text, "javascript:", 11) != 0, format, "a script as link");
			xmlFree(value);
		}
		count += scripts(format, node->children);
	}
	return count;
}

static void check_html(const char *format, const char *data, size_t size)
{
	htmlDocPtr d = htmlReadMemory(data, (int)size, NULL, "UTF-8",
		HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
	require(d != NULL, format, "is not HTML");
	require(scripts(format, xmlDocGetRootElement(d)) <= 1, format, "a script too many");
	xmlFreeDoc(d);
}

static void check_tsv(const char *format, const char *data, size_t size)
{
	unsigned first = 0, tabs = 0, line = 0;
	for (size_t i = 0; i < size; i++) {
		tabs += data[i] == '\t';
		if (data[i] != '\n')
			continue;
		if (!line++)
			first = tabs;
		require(tabs == first, format, "lines with other numbers of fields");
		tabs = 0;
	}
	require(!size || data[size - 1] == '\n', format, "the last line has no end");
}

/* C0 but tab and newline, DEL, C1, and what turns the direction of text round. */
static void check_plain(const char *format, const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char a = (unsigned char)data[i],
			      b = i + 1 < size ? (unsigned char)data[i + 1] : 0,
			      c = i + 2 < size ? (unsigned char)data[i + 2] : 0;
		require((a >= 0x20 || a == '\t' || a == '\n') && a != 0x7F, format, "a control");
		require(a != 0xC2 || b < 0x80 || b >= 0xA0, format, "a control of C1");
		require(a != 0xE2 || !((b == 0x80 && c >= 0xAA && c <= 0xAE) ||
					     (b == 0x81 && c >= 0xA6 && c <= 0xA9)),
			format, "a bidirectional control");
	}
}

typedef void (*checker)(const char *format, const char *data, size_t size);

static const struct {
	const char *format;
	checker check;
} formats[] = {{"tmx", check_xml}, {"xliff", check_xml}, {"xliff-1.2", check_xml},
	{"svg", check_xml}, {"json", check_json}, {"sarif", check_json}, {"html", check_html},
	{"tsv", check_tsv}, {"terminal", check_plain}, {"dot", NULL}, {"beads", check_plain}};

/* ---- what is written ---- */

typedef enum { SEGMENTS, ALIGNMENT, REPORT, TRACE, AUDIT } kind;

typedef struct {
	const apo_document *document;
	const apo_alignment *alignment;
	const apo_report *report;
	const apo_trace *trace;
	const apo_audit *audit;
} objects;

static apo_status write_object(
	apo_output *output, kind k, const objects *o, const apo_write_options *how, apo_error *err)
{
	switch (k) {
	case SEGMENTS: return apo_write_segments(output, o->document, how, err);
	case ALIGNMENT: return apo_write_alignment(output, o->alignment, o->report, how, err);
	case REPORT: return apo_write_report(output, o->report, how, err);
	case TRACE: return apo_write_trace(output, o->trace, how, err);
	case AUDIT: return apo_write_audit(output, o->audit, how, err);
	}
	return APO_EUSAGE;
}

/* Read what was written back, and look at it. */
static void check_file(const char *path, size_t format)
{
	FILE *file = fopen(path, "rb");
	require(file != NULL, formats[format].format, "was not written");
	require(!fseek(file, 0, SEEK_END), formats[format].format, "cannot be measured");
	size_t size = (size_t)ftell(file);
	rewind(file);
	char *data = malloc(size + 1);
	require(data && fread(data, 1, size, file) == size, formats[format].format, "is cut");
	fclose(file);
	if (formats[format].check)
		formats[format].check(formats[format].format, data, size);
	free(data);
}

static void write_all(const objects *o)
{
	const char *folder = getenv("TMPDIR");
	char path[4096];
	snprintf(
		path, sizeof path, "%s/fuzz-writers-%ld", folder ? folder : "/tmp", (long)getpid());
	for (int k = SEGMENTS; k <= AUDIT; k++)
		for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
			apo_error err;
			apo_write_options how = APO_WRITE_OPTIONS_INIT;
			how.format = formats[f].format;
			how.columns = 80;
			apo_output *output = apo_output_open(path, &err);
			require(output != NULL, how.format, "cannot be opened");
			apo_status status = write_object(output, (kind)k, o, &how, &err);
			if (!status)
				status = apo_output_commit(output, &err);
			apo_output_free(output);
			if (!status)
				check_file(path, f);
			else /* one that this object is not written in */
				require(status == APO_EUSAGE, how.format, err.message);
		}
	unlink(path);
}

/* ---- what it is made of ---- */

static apo_document *read_text(
	apo_context *context, const char *id, const char *meta, const uint8_t *data, size_t size)
{
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.format = APO_FORMAT_TEXT;
	options.lang = "en";
	options.id = options.publisher = options.url = options.note = meta;
	options.published = "2026-02-01T10:00:00Z";
	return apo_document_read(context, id, (const char *)data, size, &options, NULL);
}

static const apo_lexicons *lexicons_of(apo_context *context)
{
	static apo_lexicons *opened; /* holds nothing of the input */
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.no_defaults = 1;
	if (!opened)
		opened = apo_lexicons_open(context, "en", "en", &options, NULL);
	require(opened != NULL, "lexicons", "do not open");
	return opened;
}

static void trace(apo_context *context, apo_document *source, apo_document *target, objects *o)
{
	apo_document *documents[] = {source, target};
	apo_corpus corpus = {".", source->title, documents, 2, NULL, 0};
	apo_lexicon_options lexicons = APO_LEXICON_OPTIONS_INIT;
	apo_trace_options options = APO_TRACE_OPTIONS_INIT;
	options.jobs = 1;
	lexicons.no_defaults = 1;
	options.lexicons = &lexicons;
	apo_trace *t = apo_trace_corpus(context, &corpus, &options, NULL);
	require(t != NULL, "trace", "failed");
	apo_audit *a = apo_audit_trace(context, t, NULL);
	require(a != NULL, "audit", "failed");
	o->trace = t;
	o->audit = a;
	write_all(o);
	apo_audit_free(a);
	apo_trace_free(t);
}

static void align(apo_context *context, apo_document *source, apo_document *target)
{
	const apo_lexicons *lexicons = lexicons_of(context);
	apo_align_options how = APO_ALIGN_OPTIONS_INIT;
	apo_check_options check = APO_CHECK_OPTIONS_INIT;
	apo_alignment *alignment = apo_align(context, source, target, lexicons, &how, NULL);
	require(alignment != NULL, "alignment", "failed");
	apo_report *report = apo_check(context, alignment, lexicons, &check, NULL);
	require(report != NULL, "report", "failed");
	objects o = {source, alignment, report, NULL, NULL};
	trace(context, source, target, &o);
	apo_report_free(report);
	apo_alignment_free(alignment);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	if (!context)
		context = apo_context_new(NULL, NULL);
	const uint8_t *second = size ? memchr(data, 0xff, size) : NULL;
	if (!second || size > LONGEST)
		return 0;
	char meta[256] = "";
	size_t first = (size_t)(second - data), line = 0;
	while (line < first && line < sizeof meta - 1 && data[line] != '\n')
		line++;
	memcpy(meta, data, line);
	apo_document *source = read_text(context, "source", meta, data, first);
	apo_document *target = read_text(context, "target", meta, second + 1, size - first - 1);
	if (source && target)
		align(context, source, target);
	apo_document_free(target);
	apo_document_free(source);
	return 0;
}
