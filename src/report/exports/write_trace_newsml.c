/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A trace as NewsML-G2 (IPTC, 2.35, conformance level Power): a newsMessage with a newsItem for each document. Its hopHistory is
 * the chain of those derivations that explain most of each text and whose direction is known, origin first; infoSource are the
 * organizations that it credits. Concepts are named by URI, so no catalog is fetched. The order of elements is the schema's.
 */
#include <string.h>
#include <time.h>

#include "provenance/upstream.h"
#include "report/exports/exports.h"
#include "report/exports/identifiers.h"
#include "writing/put.h"

#define DAY   86400000 /* milliseconds */
#define HOUR  3600000
#define NEVER "1970-01-01T00:00:00Z" /* where nobody says when it is written */

typedef struct {
	const apo__writer *writer;
	const apo_trace *trace;
	const char *space, *made;
} newsml_job;

/* Markup and text in turn; the text is escaped. NULL ends it. */
static void put_parts(const newsml_job *j, const char *const *parts)
{
	for (size_t i = 0; parts[i]; i++) {
		const char *line =
			i % 2 ? apo__xml_line(j->writer->arena, parts[i], strlen(parts[i]))
			      : parts[i];
		if (i % 2)
			apo__put_xml(j->writer->output, line, strlen(line));
		else
			apo__put(j->writer->output, line);
	}
}
#define PUT(j, ...) put_parts(j, (const char *const[]){__VA_ARGS__, NULL})

static const apo_document *document_of(const newsml_job *j, uint32_t document)
{
	return j->trace->corpus->documents[document];
}

static const char *guid_of(const newsml_job *j, uint32_t document)
{
	apo__arena *arena = j->writer->arena;
	return apo__sprintf(arena, "%s%s", j->space,
		apo__local_name(arena, "document", document_of(j, document)->id));
}

/* A time of XML Schema: in UTC where the instant is known, else the day; NULL = unknown. */
static const char *xml_time(apo__arena *arena, const apo_instant *time)
{
	if (time->precision == APO_PRECISION_NONE)
		return NULL;
	int exact = time->precision != APO_PRECISION_DAY && time->end - time->begin < HOUR;
	time_t seconds = (time_t)(exact ? time->begin / 1000 : (int64_t)time->day * DAY / 1000);
	struct tm t;
	if (!gmtime_r(&seconds, &t))
		return NULL;
	const char *date =
		apo__sprintf(arena, "%04d-%02d-%02d", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
	return exact ? apo__sprintf(
			       arena, "%sT%02d:%02d:%02dZ", date, t.tm_hour, t.tm_min, t.tm_sec)
		     : date;
}

/* ---- hops ----------------------------------------------------------------------------------- */

/* The derivation of known direction that explains most of a document; NULL = none. */
static const apo_edge *main_edge(const newsml_job *j, uint32_t document)
{
	const apo_edge *best = NULL;
	for (size_t i = 0; i < j->trace->edge_count; i++) {
		const apo_edge *e = &j->trace->edges[i];
		if (e->child == document && e->direction_known &&
			(!best || e->coverage > best->coverage))
			best = e;
	}
	return best;
}

/* Parties that are there at the same time have the same number. */
static void put_hop(const newsml_job *j, uint32_t number, const char *party, const char *action,
	const char *time)
{
	const char *seq = apo__sprintf(j->writer->arena, "%u", (unsigned)number);
	PUT(j, "\t\t\t\t<hop seq=\"", seq, "\"");
	if (time)
		PUT(j, " timestamp=\"", time, "\"");
	PUT(j, ">\n\t\t\t\t\t<party literal=\"", party, "\"><name>", party, "</name></party>\n");
	PUT(j, "\t\t\t\t\t<action uri=\"" APO__TERMS, action, "\"/>\n\t\t\t\t</hop>\n");
}

static int credits_upstream(const apo_upstream *u, uint32_t document)
{
	for (size_t i = 0; i < u->count; i++)
		if (u->documents[i] == document)
			return 1;
	return 0;
}

static const char *party_of(const apo_document *d)
{
	return d->publisher ? d->publisher : d->id;
}

/* The hops to a document, itself the last, through `rest` others at most: a ring of derivations ends. Returns its number. */
static uint32_t put_hops(const newsml_job *j, uint32_t document, uint32_t rest)
{
	const apo_edge *edge = rest ? main_edge(j, document) : NULL;
	const apo_document *d = document_of(j, document);
	uint32_t number = 0;
	if (edge) {
		number = put_hops(j, edge->parent, rest - 1);
	} else {
		for (size_t i = 0; i < j->trace->upstream_count; i++) {
			const apo_upstream *u = &j->trace->upstream[i];
			if (!apo__upstream_has_agent(u) || !credits_upstream(u, document) ||
				!apo__upstream_first_hand(j->trace, u, document))
				continue;
			put_hop(j, 1, u->source, "credited", NULL);
			number = 1;
		}
	}
	put_hop(j, number + 1, party_of(d),
		edge	 ? apo_edge_kind_name(edge->kind)
		: number ? "report"
			 : "origin",
		xml_time(j->writer->arena, &d->time));
	return number + 1;
}

/* ---- items ---------------------------------------------------------------------------------- */

/* The path of a file as a relative reference (RFC 3986). */
static const char *reference_of(const newsml_job *j, const apo_document *d)
{
	const char *folder = j->trace->corpus->path, *path = d->path;
	size_t size = strlen(folder);
	if (!strncmp(path, folder, size))
		path += size;
	while (*path == '/')
		path++;
	apo__buffer out = {.arena = j->writer->arena};
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;
		int plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    (c >= '0' && c <= '9') || strchr("-._~/", c);
		if (plain)
			apo__buffer_putc(&out, *path);
		else
			apo__buffer_printf(&out, "%%%02X", c);
	}
	return apo__buffer_text(&out);
}

static void put_item_meta(const newsml_job *j, uint32_t document)
{
	const apo_document *d = document_of(j, document);
	PUT(j, "\t\t\t<itemMeta>\n"
	       "\t\t\t\t<itemClass uri=\"http://cv.iptc.org/newscodes/ninature/text\"/>\n");
	if (d->publisher)
		PUT(j, "\t\t\t\t<provider literal=\"", d->publisher, "\"><name>", d->publisher,
			"</name></provider>\n");
	else
		PUT(j, "\t\t\t\t<provider uri=\"" APO__TERMS "unknown\"/>\n");
	PUT(j, "\t\t\t\t<versionCreated>", j->made, "</versionCreated>\n");
	PUT(j, "\t\t\t\t<generator versioninfo=\"", apo_version(), "\">apograph</generator>\n");
	if (d->title)
		PUT(j, "\t\t\t\t<title>", d->title, "</title>\n");
	if (d->note)
		PUT(j, "\t\t\t\t<edNote>", d->note, "</edNote>\n");
	PUT(j,
		"\t\t\t\t<hash hashtypeuri=\"http://cv.iptc.org/newscodes/hashtype/SHA-256\" "
		"scopeuri=\"http://cv.iptc.org/newscodes/hashscope/content\">",
		d->sha256, "</hash>\n");
	for (size_t i = 0; i < j->trace->edge_count; i++) {
		const apo_edge *e = &j->trace->edges[i];
		if (e->child == document)
			PUT(j, "\t\t\t\t<link reluri=\"" APO__TERMS,
				e->direction_known ? apo_edge_kind_name(e->kind)
						   : "possiblyBasedOn",
				"\" residref=\"", guid_of(j, e->parent), "\"/>\n");
	}
	PUT(j, "\t\t\t</itemMeta>\n");
}

static void put_content_meta(const newsml_job *j, uint32_t document)
{
	const apo_document *d = document_of(j, document);
	const char *time = xml_time(j->writer->arena, &d->time);
	PUT(j, "\t\t\t<contentMeta>\n");
	if (time)
		PUT(j, "\t\t\t\t<contentCreated>", time, "</contentCreated>\n");
	for (size_t i = 0; i < j->trace->upstream_count; i++) {
		const apo_upstream *u = &j->trace->upstream[i];
		if (apo__upstream_has_agent(u) && credits_upstream(u, document))
			PUT(j, "\t\t\t\t<infoSource literal=\"", u->source, "\"><name>", u->source,
				"</name></infoSource>\n");
	}
	if (d->author)
		PUT(j, "\t\t\t\t<creator literal=\"", d->author, "\"><name>", d->author,
			"</name></creator>\n");
	PUT(j, "\t\t\t\t<altId>", d->id, "</altId>\n");
	PUT(j, "\t\t\t\t<language tag=\"", d->lang, "\"/>\n");
	if (d->title)
		PUT(j, "\t\t\t\t<headline>", d->title, "</headline>\n");
	if (d->author)
		PUT(j, "\t\t\t\t<by>", d->author, "</by>\n");
	PUT(j, "\t\t\t</contentMeta>\n");
}

static void put_item(const newsml_job *j, uint32_t document)
{
	const apo_document *d = document_of(j, document);
	PUT(j,
		"\t\t<newsItem standard=\"NewsML-G2\" standardversion=\"2.35\" "
		"conformance=\"power\" guid=\"",
		guid_of(j, document), "\" version=\"1\" xml:lang=\"", d->lang,
		"\">\n\t\t\t<hopHistory>\n");
	put_hops(j, document, (uint32_t)j->trace->corpus->count);
	PUT(j, "\t\t\t</hopHistory>\n");
	put_item_meta(j, document);
	put_content_meta(j, document);
	PUT(j, "\t\t\t<contentSet>\n\t\t\t\t<remoteContent href=\"", reference_of(j, d),
		"\" size=\"",
		apo__sprintf(j->writer->arena, "%llu", (unsigned long long)d->file_size),
		"\"/>\n\t\t\t</contentSet>\n\t\t</newsItem>\n");
}

apo_status apo__write_trace_newsml(const apo__writer *w, const apo_trace *trace, apo_error *err)
{
	const newsml_job j = {.writer = w,
		.trace = trace,
		.space = apo__corpus_space(w->arena, trace->corpus),
		.made = w->options->made ? w->options->made : NEVER};
	(void)err;
	PUT(&j,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\">\n"
		"\t<header>\n\t\t<sent>",
		j.made, "</sent>\n\t</header>\n\t<itemSet>\n");
	for (size_t i = 0; i < trace->corpus->count; i++)
		put_item(&j, (uint32_t)i);
	PUT(&j, "\t</itemSet>\n</newsMessage>\n");
	return APO_OK;
}
