/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SRX 2.0 (LISA OSCAR, 2008) and 1.0 (2004) as rules. The schema's order of elements is not insisted on, and elements are
 * known by their local names, since the files about have no namespace, the one of 2.0, or one of their own. Linear.
 */
#include "exchange/xml/srx_read.h"

#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "exchange/xml/xml_stream.h"
#include "text/language/context.h"

#define MOST_RULES 20000u

typedef struct {
	apo__arena *arena;
	const apo_context *context;
	const char *path;
	apo__srx_file *file;
	apo_error *err;
	apo_status
		status; /* of the first thing that cannot be lived with; nothing is read after it */
	apo__xml *xml;
	const apo__xml_element *element; /* at hand */
	apo__buffer *text; /* of the <beforebreak> or <afterbreak> at hand, else NULL */
	apo__buffer before, after;
	apo__srx_rule rule;
	int in_rule, seen_root;
	uint32_t rules;
} reader;

static uint32_t line_of(const reader *r)
{
	uint32_t line, column;
	apo__xml_place(r->xml, &line, &column);
	return line;
}

static const char *attribute(const reader *r, const char *name)
{
	return apo__xml_attribute(r->arena, r->element, "", name);
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
	return APO_OK;
}

static void settle(reader *r, apo_status status)
{
	if (!status || r->status)
		return;
	r->status = status;
	apo__xml_stop(r->xml);
}

static void on_start(const apo__xml_element *element, void *user)
{
	reader *r = user;
	r->element = element;
	settle(r, start_element(r, element->name));
}

static void on_end(const apo__xml_element *element, void *user)
{
	reader *r = user;
	r->text = NULL;
	if (is(element->name, "rule"))
		settle(r, end_rule(r));
}

static void on_text(const char *text, size_t size, void *user)
{
	reader *r = user;
	if (r->text)
		apo__buffer_add(r->text, text, size);
}

/* Half a rule would cut elsewhere: a file that is broken is not used. */
static void on_problem(const apo__xml_problem *p, void *user)
{
	reader *r = user;
	if (p->kind >= APO__XML_RECOVERED || p->severity == APO_SEVERITY_CRITICAL)
		settle(r, apo__fail(r->err, APO_EINPUT, r->path, APO_NO_OFFSET, p->line,
				  "not well-formed XML: %s", p->message));
	else
		apo__notice(r->context, "%s: line %u: %s", r->path, p->line, p->message);
}

apo_status apo__srx_read(apo__arena *arena, const apo_context *context, const char *path,
	const char *data, size_t size, apo__srx_file *file, apo_error *err)
{
	reader r = {.arena = arena, .context = context, .path = path, .file = file, .err = err};
	const apo__xml_handler handler = {.start = on_start,
		.end = on_end,
		.text = on_text,
		.problem = on_problem,
		.user = &r,
		.what = "file of segmentation rules (SRX)",
		.extension = ".srx"};
	const char *encoding;
	*file = (apo__srx_file){.path = apo__strdup(arena, path)};
	apo_status status =
		apo__xml_read(arena, path, data, size, &handler, &r.xml, &encoding, err);
	if (r.status || status)
		return r.status ? r.status : status;
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
	apo__srx_file *file = apo__alloc(arena, sizeof *file);
	apo_status status = apo__srx_read(arena, u->context, u->path, NULL, 0, file, err);
	if (!status)
		apo__context_set_srx(u->context, apo__srx_new(arena, u->context, file));
	return status;
}

apo_status apo_context_use_srx(apo_context *context, const char *path, apo_error *err)
{
	use u = {context, path};
	return apo__guarded(apo__context_arena(context), use_srx, &u, err);
}
