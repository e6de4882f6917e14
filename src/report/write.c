/* SPDX-License-Identifier: Apache-2.0 */
/* Choose the writer of a format: one table for each kind of object. */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "report/exports/exports.h"
#include "report/html_page.h"
#include "report/terminal.h"
#include "writing/writers.h"

/* The object that is written. */
typedef struct {
	const apo_alignment *alignment;
	const apo_report *report;
	const apo_trace *trace;
	const apo_audit *audit;
	const apo_tmx_stats *stats;
	const apo_word_answer *words;
	const apo_term_list *terms;
} object;

typedef apo_status (*alignment_writer)(
	const apo__writer *, const apo_alignment *, const apo_report *, apo_error *);

/* One of the seven is set. */
typedef struct {
	const char *format;
	alignment_writer alignment;
	apo_status (*report)(const apo__writer *, const apo_report *, apo_error *);
	apo_status (*trace)(const apo__writer *, const apo_trace *, apo_error *);
	apo_status (*audit)(const apo__writer *, const apo_audit *, apo_error *);
	apo_status (*stats)(const apo__writer *, const apo_tmx_stats *, apo_error *);
	apo_status (*words)(const apo__writer *, const apo_word_answer *, apo_error *);
	apo_status (*terms)(const apo__writer *, const apo_term_list *, apo_error *);
} format;

static const format alignment_formats[] = {
	{"beads", .alignment = apo__write_beads},
	{"tsv", .alignment = apo__write_alignment_tsv},
	{"json", .alignment = apo__write_alignment_json},
	{"tmx", .alignment = apo__write_alignment_tmx},
	{"xliff", .alignment = apo__write_alignment_xliff},
	{"xlf", .alignment = apo__write_alignment_xliff},
	{"xliff-1.2", .alignment = apo__write_alignment_xliff_1},
	{"html", .alignment = apo__write_alignment_html},
	{"terminal", .alignment = apo__write_alignment_terminal},
	{0},
};

static apo_status write_report_json(const apo__writer *w, const apo_report *report, apo_error *err)
{
	return apo__write_alignment_json(w, report->alignment, report, err);
}

static apo_status write_report_tmx(const apo__writer *w, const apo_report *report, apo_error *err)
{
	return apo__write_alignment_tmx(w, report->alignment, report, err);
}

static apo_status write_report_xliff(const apo__writer *w, const apo_report *report, apo_error *err)
{
	return apo__write_alignment_xliff(w, report->alignment, report, err);
}

static apo_status write_report_xliff_1(
	const apo__writer *w, const apo_report *report, apo_error *err)
{
	return apo__write_alignment_xliff_1(w, report->alignment, report, err);
}

static const format report_formats[] = {
	{"terminal", .report = apo__write_report_terminal},
	{"html", .report = apo__write_report_html},
	{"json", .report = write_report_json},
	{"tsv", .report = apo__write_report_tsv},
	{"csv", .report = apo__write_report_csv},
	{"xls", .report = apo__write_report_xls},
	{"tmx", .report = write_report_tmx},
	{"sarif", .report = apo__write_report_sarif},
	{"junit", .report = apo__write_report_junit},
	{"xml", .report = apo__write_report_junit},
	{"github", .report = apo__write_report_github},
	{"xliff", .report = write_report_xliff},
	{"xlf", .report = write_report_xliff},
	{"xliff-1.2", .report = write_report_xliff_1},
	{0},
};

static const format trace_formats[] = {
	{"terminal", .trace = apo__write_trace_terminal},
	{"json", .trace = apo__write_trace_json},
	{"html", .trace = apo__write_trace_html},
	{"dot", .trace = apo__write_trace_dot},
	{"svg", .trace = apo__write_trace_svg},
	{"provn", .trace = apo__write_trace_provn},
	{"prov-json", .trace = apo__write_trace_prov_json},
	{"prov-xml", .trace = apo__write_trace_prov_xml},
	{"jsonld", .trace = apo__write_trace_jsonld},
	{"tmx", .trace = apo__write_trace_tmx},
	{"newsml-g2", .trace = apo__write_trace_newsml},
	{0},
};

static const format audit_formats[] = {
	{"terminal", .audit = apo__write_audit_terminal},
	{"json", .audit = apo__write_audit_json},
	{"tsv", .audit = apo__write_audit_tsv},
	{"html", .audit = apo__write_audit_html},
	{"sarif", .audit = apo__write_audit_sarif},
	{0},
};

static const format stats_formats[] = {
	{"text", .stats = apo__write_tmx_stats_text},
	{"txt", .stats = apo__write_tmx_stats_text},
	{"terminal", .stats = apo__write_tmx_stats_text},
	{"json", .stats = apo__write_tmx_stats_json},
	{0},
};

static const format word_formats[] = {
	{"terminal", .words = apo__write_words_terminal},
	{"tsv", .words = apo__write_words_tsv},
	{"json", .words = apo__write_words_json},
	{0},
};

static const format term_formats[] = {
	{"tsv", .terms = apo__write_terms_tsv},
	{"tbx", .terms = apo__write_terms_tbx},
	{0},
};

typedef struct {
	const char *what; /* "alignment" */
	const format *formats;
	object object;
	apo_output *output;
	const apo_write_options *options;
} write_job;

static apo_status unknown_format(
	apo__arena *arena, const write_job *j, const char *name, apo_error *err)
{
	apo__buffer known = {.arena = arena};
	for (const format *f = j->formats; f->format; f++)
		apo__buffer_printf(&known, "%s%s", f == j->formats ? "" : ", ", f->format);
	return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
		"%s cannot be written as '%s'; expected one of %s", j->what, name,
		apo__buffer_text(&known));
}

static apo_status write_run(apo__arena *arena, void *user, apo_error *err)
{
	const write_job *j = user;
	const object *o = &j->object;
	const char *name = j->options->format ? j->options->format : "";
	apo__writer writer = {arena, j->output, j->options};
	const format *f = j->formats;
	while (f->format && strcmp(f->format, name) != 0)
		f++;
	if (f->alignment)
		return f->alignment(&writer, o->alignment, o->report, err);
	if (f->report)
		return f->report(&writer, o->report, err);
	if (f->trace)
		return f->trace(&writer, o->trace, err);
	if (f->audit)
		return f->audit(&writer, o->audit, err);
	if (f->stats)
		return f->stats(&writer, o->stats, err);
	if (f->words)
		return f->words(&writer, o->words, err);
	if (f->terms)
		return f->terms(&writer, o->terms, err);
	return unknown_format(arena, j, name, err);
}

static apo_status write_object(write_job j, apo_error *err)
{
	apo_write_options how = APO_WRITE_OPTIONS_INIT;
	apo_tmx_options tmx = APO_TMX_OPTIONS_INIT;
	apo_status status = apo__options(&how, j.options, err);
	if (!status)
		status = apo__options(&tmx, how.tmx, err);
	if (status)
		return status;
	how.tmx = &tmx;
	j.options = &how;
	apo__arena *arena = apo__arena_new();
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	status = apo__guarded(arena, write_run, &j, err);
	apo__arena_free(arena);
	return status;
}

apo_status apo_write_alignment(apo_output *output, const apo_alignment *alignment,
	const apo_report *report, const apo_write_options *options, apo_error *err)
{
	write_job j = {"an alignment", alignment_formats,
		{.alignment = alignment, .report = report}, output, options};
	return write_object(j, err);
}

apo_status apo_write_tmx_stats(apo_output *output, const apo_tmx_stats *stats,
	const apo_write_options *options, apo_error *err)
{
	write_job j = {"statistics", stats_formats, {.stats = stats}, output, options};
	return write_object(j, err);
}

apo_status apo_write_report(apo_output *output, const apo_report *report,
	const apo_write_options *options, apo_error *err)
{
	write_job j = {"a report", report_formats, {.report = report}, output, options};
	return write_object(j, err);
}

apo_status apo_write_trace(apo_output *output, const apo_trace *trace,
	const apo_write_options *options, apo_error *err)
{
	write_job j = {"a trace", trace_formats, {.trace = trace}, output, options};
	return write_object(j, err);
}

apo_status apo_write_audit(apo_output *output, const apo_audit *audit,
	const apo_write_options *options, apo_error *err)
{
	write_job j = {"an audit", audit_formats, {.audit = audit}, output, options};
	return write_object(j, err);
}

apo_status apo_write_words(apo_output *output, const apo_word_answer *answer,
	const apo_write_options *options, apo_error *err)
{
	write_job j = {"an answer on words", word_formats, {.words = answer}, output, options};
	return write_object(j, err);
}

apo_status apo_write_terms(apo_output *output, const apo_term_list *terms,
	const apo_write_options *options, apo_error *err)
{
	write_job j = {"a list of terms", term_formats, {.terms = terms}, output, options};
	return write_object(j, err);
}
