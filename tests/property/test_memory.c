/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that runs out: of each job the 1st, 2nd, 3rd, ... allocation of the library fails until none is left to fail. The job
 * then works (what failed could be done without) or fails with APO_ENOMEM and a message; it never crashes or leaks (run it
 * under ASan). Linked with -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc, so that only calls of the static library fail.
 *     test-memory [--short] [JOB [N]]   all jobs, one of them, one of them with one failure
 * With --short the first EVERY_ONE fail one by one, then ever fewer of them: each failure is at most a share of 1 / EVERY_ONE of all
 * before it away from the next.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../scratch.h"
#include "apograph.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static unsigned long until_failure; /* allocations; 0 = none fails */
static int failed;

enum { EVERY_ONE = 200 };

static int fails(void)
{
	if (!until_failure || --until_failure)
		return 0;
	failed = 1;
	return 1;
}

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return fails() ? NULL : __real_realloc(old, size);
}

/* What jobs work on; made while nothing fails. */
static apo_context *context;
static apo_document *source, *target, *page;
static apo_lexicons *lexicons;
static apo_alignment *alignment;
static apo_report *report;
static apo_corpus corpus;
static apo_trace *trace;
static char tmx_path[PATH_MAX];
static unsigned long next_failure;

static const char english[] =
	"Plant to close\n\nThe factory in Lyon will close on 3 May 2024, director Anna Keller "
	"said. \"We regret this very much,\" she told Reuters. About 1,200 people work there.\n\n"
	"The union said it had not been asked. It wants 3.5 percent more pay.\n";
static const char german[] =
	"Werk schließt\n\nDas Werk in Lyon schließt am 3. Mai 2024, sagte Direktorin Anna Keller. "
	"„Wir bedauern das sehr“, sagte sie Reuters. Dort arbeiten rund 1200 Menschen.\n\n"
	"Die Gewerkschaft wurde nach eigenen Angaben nicht gefragt. Sie fordert 3,5 Prozent "
	"mehr.\n";
static const char html[] =
	"<!DOCTYPE html><html lang=en><head><title>Plant &amp; union</title><meta charset=utf-8>"
	"<style>p{}</style></head><body><nav><a href=/>Home</a></nav><h1>Plant to close</h1>"
	"<p>The factory will close, <b>Anna Keller</b> said.<p>\"No,\" she "
	"said.<ul><li>One.<li>Two."
	"</ul><table><tr><td>3 %</td></tr></table></body></html>";

static void arm(void)
{
	failed = 0;
	until_failure = next_failure;
}

static void disarm(void)
{
	until_failure = 0;
}

static apo_document *read_document(
	apo_context *in, const char *id, const char *lang, const char *text, apo_error *err)
{
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.id = id;
	options.lang = lang;
	options.published = "2024-03-01";
	options.format = text == html ? APO_FORMAT_HTML : APO_FORMAT_TEXT;
	return apo_document_read(in, id, text, strlen(text), &options, err);
}

static apo_lexicons *open_lexicons(apo_error *err)
{
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.no_defaults = 1;
	return apo_lexicons_open(context, "en", "de", &options, err);
}

static apo_trace *trace_corpus(apo_error *err)
{
	apo_lexicon_options words = APO_LEXICON_OPTIONS_INIT;
	apo_trace_options options = APO_TRACE_OPTIONS_INIT;
	options.jobs = 1;
	words.no_defaults = 1;
	options.lexicons = &words;
	return apo_trace_corpus(context, &corpus, &options, err);
}

/* ---- jobs: 1 = done, 0 = failed with `err` ---- */

static int make_context(apo_error *err)
{
	arm();
	apo_context *made = apo_context_new(NULL, err);
	disarm();
	apo_context_free(made);
	return made != NULL;
}

/* In a context that has derived nothing yet. */
static int read_fresh(const char *lang, const char *text, apo_error *err)
{
	apo_context *fresh = apo_context_new(NULL, NULL);
	arm();
	apo_document *document = read_document(fresh, "page", lang, text, err);
	disarm();
	apo_document_free(document);
	apo_context_free(fresh);
	return document != NULL;
}

static int read_text(apo_error *err)
{
	return read_fresh(NULL, english, err);
}

static int read_german(apo_error *err)
{
	return read_fresh("de", german, err);
}

static int read_page(apo_error *err)
{
	return read_fresh(NULL, html, err);
}

static int open_corpus(apo_error *err)
{
	arm();
	apo_corpus *made = apo_corpus_open(context, "corpora/nato-rutte", 1, err);
	disarm();
	apo_corpus_free(made);
	return made != NULL;
}

static int open_pair(apo_error *err)
{
	arm();
	apo_lexicons *made = open_lexicons(err);
	disarm();
	apo_lexicons_free(made);
	return made != NULL;
}

static int align(apo_error *err)
{
	arm();
	apo_alignment *made = apo_align(context, source, target, lexicons, NULL, err);
	disarm();
	apo_alignment_free(made);
	return made != NULL;
}

static int link_words(apo_error *err)
{
	apo_word_links *made = NULL;
	const apo_alignment *one = alignment;
	arm();
	apo_status status = apo_link_words(context, &one, 1, lexicons, &made, err);
	disarm();
	apo_word_links_free(made);
	return !status;
}

static int check(apo_error *err)
{
	arm();
	apo_report *made = apo_check(context, alignment, lexicons, NULL, err);
	disarm();
	apo_report_free(made);
	return made != NULL;
}

static int trace_two(apo_error *err)
{
	arm();
	apo_trace *made = trace_corpus(err);
	disarm();
	apo_trace_free(made);
	return made != NULL;
}

static int audit(apo_error *err)
{
	arm();
	apo_audit *made = apo_audit_trace(context, trace, err);
	disarm();
	apo_audit_free(made);
	return made != NULL;
}

static int read_tmx(apo_error *err)
{
	arm();
	apo_tmx_stats *made = apo_tmx_stats_open(context, tmx_path, NULL, NULL, err);
	disarm();
	apo_tmx_stats_free(made);
	return made != NULL;
}

typedef enum { SEGMENTS, ALIGNMENT, REPORT, TRACE } object;

static apo_status write_object(
	apo_output *output, object what, const apo_write_options *options, apo_error *err)
{
	switch (what) {
	case SEGMENTS: return apo_write_segments(output, page, options, err);
	case ALIGNMENT: return apo_write_alignment(output, alignment, report, options, err);
	case REPORT: return apo_write_report(output, report, options, err);
	case TRACE: return apo_write_trace(output, trace, options, err);
	}
	return APO_EINTERNAL;
}

/* Never committed: leaves no file. */
static int write_as(object what, const char *format, apo_error *err)
{
	apo_write_options options = APO_WRITE_OPTIONS_INIT;
	options.format = format;
	arm();
	apo_output *output = apo_output_open("-", err);
	apo_status status = output ? write_object(output, what, &options, err) : APO_ENOMEM;
	disarm();
	apo_output_free(output);
	return !status;
}

#define WRITER(name, what, format)                                                                 \
	static int name(apo_error *err)                                                            \
	{                                                                                          \
		return write_as(what, format, err);                                                \
	}
WRITER(write_segments_json, SEGMENTS, "json")
WRITER(write_alignment_tmx, ALIGNMENT, "tmx")
WRITER(write_alignment_json, ALIGNMENT, "json")
WRITER(write_alignment_html, ALIGNMENT, "html")
WRITER(write_report_json, REPORT, "json")
WRITER(write_report_html, REPORT, "html")
WRITER(write_report_terminal, REPORT, "terminal")
WRITER(write_trace_json, TRACE, "json")
WRITER(write_trace_html, TRACE, "html")
WRITER(write_trace_dot, TRACE, "dot")

static const struct {
	const char *name;
	int (*run)(apo_error *err);
} jobs[] = {{"context", make_context}, {"text", read_text}, {"german", read_german},
	{"page", read_page}, {"corpus", open_corpus}, {"lexicons", open_pair}, {"align", align},
	{"words", link_words}, {"check", check}, {"trace", trace_two}, {"audit", audit},
	{"tmx", read_tmx}, {"segments-json", write_segments_json},
	{"alignment-tmx", write_alignment_tmx}, {"alignment-json", write_alignment_json},
	{"alignment-html", write_alignment_html}, {"report-json", write_report_json},
	{"report-html", write_report_html}, {"report-terminal", write_report_terminal},
	{"trace-json", write_trace_json}, {"trace-html", write_trace_html},
	{"trace-dot", write_trace_dot}};

static int write_tmx_file(apo_error *err)
{
	int fd = mkstemp(scratch_path(tmx_path, "memory"));
	if (fd < 0)
		return 0;
	close(fd);
	apo_write_options options = APO_WRITE_OPTIONS_INIT;
	options.format = "tmx";
	apo_output *output = apo_output_open(tmx_path, err);
	int done = output && !write_object(output, ALIGNMENT, &options, err) &&
		   !apo_output_commit(output, err);
	apo_output_free(output);
	return done;
}

static int set_up(apo_error *err)
{
	static apo_document *both[2];
	return (context = apo_context_new(NULL, err)) &&
	       (both[0] = source = read_document(context, "a", "en", english, err)) &&
	       (both[1] = target = read_document(context, "b", "de", german, err)) &&
	       (page = read_document(context, "page", "en", html, err)) &&
	       (lexicons = open_lexicons(err)) &&
	       (alignment = apo_align(context, source, target, lexicons, NULL, err)) &&
	       (report = apo_check(context, alignment, lexicons, NULL, err)) &&
	       (corpus = (apo_corpus){".", "two", both, 2, NULL, 0}, trace = trace_corpus(err)) &&
	       write_tmx_file(err);
}

static void tear_down(void)
{
	unlink(tmx_path);
	apo_trace_free(trace);
	apo_report_free(report);
	apo_alignment_free(alignment);
	apo_lexicons_free(lexicons);
	apo_document_free(page);
	apo_document_free(target);
	apo_document_free(source);
	apo_context_free(context);
}

/* The job with failure after failure; the number of complaints. */
static int run_job(size_t i, unsigned long only, int few)
{
	int complaints = 0;
	unsigned long told = 0;
	unsigned long tried = 0;
	for (next_failure = only ? only : 1;;
		next_failure += few ? 1 + next_failure / EVERY_ONE : 1) {
		apo_error err = {0};
		if (only)
			fprintf(stderr, "%s: allocation %lu fails\n", jobs[i].name, next_failure);
		int done = jobs[i].run(&err);
		told += failed && !done;
		if (!done && (!failed || err.status != APO_ENOMEM || !*err.message)) {
			complaints++;
			fprintf(stderr, "%s, allocation %lu: status %d, \"%s\"\n", jobs[i].name,
				next_failure, (int)err.status, err.message);
		}
		if (!failed || only)
			break;
		tried++;
	}
	printf("%s: %lu failures up to allocation %lu, %lu of them reported\n", jobs[i].name, tried,
		next_failure - 1, told);
	return complaints;
}

int main(int argc, char **argv)
{
	apo_error err = {0};
	int complaints = 0, few = argc > 1 && !strcmp(argv[1], "--short");
	argc -= few, argv += few;
	if (set_up(&err))
		for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
			int wanted = argc < 2 || !strcmp(argv[1], jobs[i].name);
			if (wanted)
				complaints +=
					run_job(i, argc > 2 ? strtoul(argv[2], NULL, 10) : 0, few);
		}
	else
		complaints = fprintf(stderr, "cannot begin: %s\n", err.message);
	tear_down();
	return complaints > 0;
}
