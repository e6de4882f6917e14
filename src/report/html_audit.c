/* SPDX-License-Identifier: Apache-2.0 */
/* The HTML page of an audit: what was audited and against what, whether all is proven, the findings, the worst first, and what the
 * audit cannot show. */
#include <string.h>

#include "report/html_page.h"

typedef struct {
	apo__buffer *out;
	const apo_audit *audit;
	size_t counts[3]; /* findings by severity */
} page;

static void tile(page *p, uint64_t count, const char *label)
{
	apo__html_tile(
		p->out, apo__sprintf(p->out->arena, "%llu", (unsigned long long)count), label);
}

static void figures(page *p)
{
	const apo_audit *a = p->audit;
	apo__buffer_puts(p->out, "<ul class=\"tiles\">\n");
	if (a->units)
		tile(p, a->units, "units");
	if (a->files)
		tile(p, a->files, a->units ? "files that their texts are from" : "documents");
	for (int severity = APO_SEVERITY_CRITICAL; severity >= 0; severity--)
		tile(p, p->counts[severity],
			apo__sprintf(p->out->arena, "%s findings",
				apo_severity_name((apo_severity)severity)));
	apo__buffer_puts(p->out, "</ul>\n");
}

/* One sentence that says how it ended. */
static void verdict(page *p)
{
	const apo_audit *a = p->audit;
	const char *text = "Nothing breaks the provenance.";
	if (a->count)
		text = a->units ? "Not all is proven: see the findings."
				: "Something breaks the provenance: see the findings.";
	else if (a->ledger)
		text = "All units are as recorded.";
	else if (a->units)
		text = "All is proven: the units are as they were written, and the files give "
		       "their texts.";
	apo__buffer_printf(p->out, "<p class=\"verdict %s\">%s</p>\n",
		p->counts[APO_SEVERITY_CRITICAL] ? "critical"
		: a->count			 ? "major"
						 : "good",
		text);
}

static void ledger(page *p)
{
	const apo_audit_ledger *l = p->audit->ledger;
	apo__buffer *out = p->out;
	if (!l)
		return;
	apo__buffer_puts(out, "<h2 id=\"ledger\">Against the ledger</h2>\n<p class=\"legend\">");
	apo__html_name(out, l->path);
	apo__buffer_printf(out, ", %llu records. ", (unsigned long long)l->records);
	if (l->record) {
		apo__buffer_printf(
			out, "Compared with record %llu, ", (unsigned long long)l->record);
		apo__html_name(out, l->file);
		apo__buffer_printf(out, " of %llu units%s.", (unsigned long long)l->units,
			l->identical ? ", which has the same bytes" : "");
	} else {
		apo__buffer_puts(out, "It records no TMX that shares a text with this one.");
	}
	apo__buffer_puts(out, "</p>\n<ul class=\"tiles\">\n");
	tile(p, l->as_recorded, "as recorded");
	tile(p, l->edited, "edited");
	tile(p, l->added, "added");
	tile(p, l->removed, "removed");
	tile(p, l->paired_differently, "paired differently");
	if (l->unknown)
		tile(p, l->unknown, "unknown");
	apo__buffer_puts(out, "</ul>\n");
}

/* Where it is: the bytes of a document, the line of the TMX. */
static void place(page *p, const apo_finding *f)
{
	apo__buffer *out = p->out;
	int bytes = f->span.begin < f->span.end;
	if (!f->document && !f->file)
		return;
	apo__buffer_puts(out, "<blockquote><i>");
	apo__html_name(out, f->document ? f->document : f->file);
	if (bytes)
		apo__buffer_printf(out, ", bytes %llu to %llu", (unsigned long long)f->span.begin,
			(unsigned long long)f->span.end);
	if (f->line)
		apo__buffer_printf(out, "%s line %u", bytes ? "; TMX," : ",", (unsigned)f->line);
	apo__buffer_puts(out, "</i></blockquote>");
}

static void finding(page *p, const apo_finding *f)
{
	const char *severity = apo_severity_name(f->severity);
	apo__buffer_printf(p->out,
		"<li class=\"%s\" tabindex=\"-1\"><div class=\"head\"><span "
		"class=\"severity\">%s</span> <span class=\"type\">%s</span> <span>",
		severity, severity, apo_finding_type_name(f->type));
	if (f->message)
		apo__html_name(p->out, f->message);
	apo__buffer_puts(p->out, "</span></div>");
	place(p, f);
	apo__buffer_puts(p->out, "</li>\n");
}

static void findings(page *p)
{
	apo__buffer_puts(p->out, "<h2 id=\"findings\">Findings</h2>\n");
	if (!p->audit->count) {
		apo__buffer_puts(p->out, "<p>None.</p>\n");
		return;
	}
	apo__html_filters(p->out, p->counts);
	apo__buffer_puts(p->out, "<ul class=\"issues\">\n");
	for (int severity = APO_SEVERITY_CRITICAL; severity >= 0; severity--)
		for (size_t i = 0; i < p->audit->count; i++)
			if ((int)p->audit->findings[i].severity == severity)
				finding(p, &p->audit->findings[i]);
	apo__buffer_puts(p->out, "</ul>\n");
}

/* What nobody should read out of the page. */
static void limits(page *p)
{
	const apo_audit *a = p->audit;
	if (!a->units)
		return;
	apo__buffer_puts(p->out,
		"<h2 id=\"limits\">What this does not show</h2>\n<ul class=\"unchecked\">\n"
		"<li>Credits and chains are what apograph found in the texts; no hash proves that "
		"they are right.</li>\n");
	if (a->ledger)
		apo__buffer_puts(p->out, "<li>The ledger holds hashes of texts. The order of "
					 "units, language codes, inline codes and properties are "
					 "proven by it only where the bytes are the same.</li>\n");
	else
		apo__buffer_puts(p->out,
			"<li>Whoever writes all hashes anew can invent what no file shows, such as "
			"a score. A ledger in which the file was recorded shows that.</li>\n");
	if (a->anchor && !a->ledger)
		apo__buffer_puts(p->out,
			"<li>The header names the end of a ledger, which was not looked at: "
			"<kbd>apograph audit --against LEDGER</kbd>.</li>\n");
	apo__buffer_puts(p->out, "</ul>\n");
}

apo_status apo__write_audit_html(const apo__writer *w, const apo_audit *audit, apo_error *err)
{
	apo__buffer out = {.arena = w->arena}, heading = {.arena = w->arena};
	page p = {.out = &out, .audit = audit};
	const char *subject = audit->subject ? audit->subject : "a corpus";
	(void)err;
	for (size_t i = 0; i < audit->count; i++)
		p.counts[audit->findings[i].severity]++;
	apo__buffer_puts(&heading, "Audit of ");
	apo__html_name(&heading, subject);
	apo__html_begin(&out, apo__sprintf(w->arena, "Audit of %s", subject),
		apo__buffer_text(&heading),
		audit->ledger
			? "Each unit against its own record, the files it names, and the ledger"
		: audit->units ? "Each unit against its own record and the files it names"
			       : "What breaks the chains of provenance");
	verdict(&p);
	figures(&p);
	ledger(&p);
	findings(&p);
	limits(&p);
	apo__html_end(&out, w);
	return APO_OK;
}
