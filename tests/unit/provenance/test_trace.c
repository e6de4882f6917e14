/* SPDX-License-Identifier: Apache-2.0 */
/* Small corpora written into a folder of the test's own, traced with the built-in lexicon alone. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../../scratch.h"
#include "apograph.h"

typedef struct {
	const char *id, *published, *publisher, *text;
} article;

static const char agency[] =
	"Ferry runs aground off Lindholm\n\n"
	"LINDHOLM (Nordwire) - A ferry with 212 passengers ran aground off Lindholm on Monday "
	"morning, the coast guard said.\n\n"
	"\"The captain saw the rocks too late because of the fog,\" coast guard commander Mira "
	"Solberg told Nordwire.\n\n"
	"Nobody was hurt. The passengers were brought ashore in lifeboats within three hours.\n\n"
	"The ship, built in 1998, had been inspected in March, according to the shipping "
	"authority.\n";

/* the same of no agency */
static const char unsigned_report[] =
	"Ferry runs aground off Lindholm\n\n"
	"A ferry with 212 passengers ran aground off Lindholm on Monday morning, the coast guard "
	"said.\n\n"
	"\"The captain saw the rocks too late because of the fog,\" coast guard commander Mira "
	"Solberg said.\n\n"
	"Nobody was hurt. The passengers were brought ashore in lifeboats within three hours.\n\n"
	"The ship, built in 1998, had been inspected in March, according to the shipping "
	"authority.\n";

/* rewritten: drops the agency and the authority, rewords the quotation */
static const char newspaper[] =
	"Ferry hits rocks near Lindholm\n\n"
	"A ferry with 212 passengers ran aground off Lindholm on Monday morning, the coast guard "
	"said.\n\n"
	"\"The captain saw the rocks far too late,\" commander Mira Solberg said.\n\n"
	"Nobody was hurt. The passengers were brought ashore in lifeboats within three hours.\n\n"
	"The ship, built in 1998, had been inspected in March.\n";

static const char unrelated[] =
	"City council approves new library\n\n"
	"The city council voted on Thursday to build a library beside the old market hall.\n\n"
	"Construction will start next spring and cost nine million euros, the mayor said.\n";

static char folder[PATH_MAX];

static void write_corpus(const article *articles, size_t count)
{
	char path[PATH_MAX + 64];
	cr_assert_not_null(mkdtemp(scratch_path(folder, "trace")));
	snprintf(path, sizeof path, "%s/manifest.json", folder);
	FILE *manifest = fopen(path, "w");
	cr_assert_not_null(manifest);
	fputs("{\"documents\": [", manifest);
	for (size_t i = 0; i < count; i++) {
		const article *a = &articles[i];
		fprintf(manifest, "%s{\"id\": \"%s\", \"file\": \"%s.txt\", \"lang\": \"en\"",
			i ? "," : "", a->id, a->id);
		if (a->published)
			fprintf(manifest, ", \"published\": \"%s\"", a->published);
		if (a->publisher)
			fprintf(manifest, ", \"publisher\": \"%s\"", a->publisher);
		fputs("}", manifest);
		snprintf(path, sizeof path, "%s/%s.txt", folder, a->id);
		FILE *f = fopen(path, "w");
		fputs(a->text, f);
		fclose(f);
	}
	fputs("]}", manifest);
	fclose(manifest);
}

static void remove_corpus(const article *articles, size_t count)
{
	char path[PATH_MAX + 64];
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "%s/%s.txt", folder, articles[i].id);
		unlink(path);
	}
	snprintf(path, sizeof path, "%s/manifest.json", folder);
	unlink(path);
	rmdir(folder);
}

typedef struct {
	apo_context *context;
	apo_corpus *corpus;
	apo_trace *trace;
} traced;

static traced trace_articles(const article *articles, size_t count, unsigned jobs)
{
	traced t = {0};
	apo_error err = {0};
	apo_lexicon_options lexicons = APO_LEXICON_OPTIONS_INIT;
	apo_trace_options how = APO_TRACE_OPTIONS_INIT;
	lexicons.no_defaults = 1;
	how.lexicons = &lexicons;
	how.jobs = jobs;
	write_corpus(articles, count);
	t.context = apo_context_new(NULL, &err);
	t.corpus = apo_corpus_open(t.context, folder, jobs, &err);
	cr_assert_not_null(t.corpus, "%s", err.message);
	t.trace = apo_trace_corpus(t.context, t.corpus, &how, &err);
	cr_assert_not_null(t.trace, "%s", err.message);
	remove_corpus(articles, count);
	return t;
}

static void free_traced(traced *t)
{
	apo_trace_free(t->trace);
	apo_corpus_free(t->corpus);
	apo_context_free(t->context);
}

static const char *child_of_edge(const traced *t, size_t i)
{
	return t->corpus->documents[t->trace->edges[i].child]->id;
}

Test(trace, dates_decide_the_direction)
{
	static const article articles[] = {{"paper", "2026-03-02T18:00:00Z", "The Post", newspaper},
		{"wire", "2026-03-02T09:00:00Z", "Nordwire", agency}};
	traced t = trace_articles(articles, 2, 1);
	cr_assert_eq(t.trace->edge_count, 1);
	cr_assert_str_eq(child_of_edge(&t, 0), "paper");
	cr_assert(t.trace->edges[0].direction_known);
	cr_assert_gt(t.trace->edges[0].coverage, .6);
	cr_assert_gt(t.trace->edges[0].evidence_count, 2);
	free_traced(&t);
}

/* A medium that the passage names is not missing there, however it is said; a person who is nowhere named is. */
Test(trace, a_medium_that_is_named_is_not_dropped_and_a_person_who_is_not_is)
{
	static const char first[] = "The harbour of Altwerder will be dredged again in March, "
				    "after a pause of nine years.\n\n"
				    "\"We have waited nine years for this,\" Ilse Brandt told the "
				    "Altwerder Post on Tuesday.\n\n"
				    "The work costs 14 million euros, takes six weeks and closes "
				    "the western basin to all ships.\n";
	static const char second[] = "The harbour of Altwerder will be dredged again in March, "
				     "after a pause of nine years.\n\n"
				     "\"We have waited nine years for this,\" the mayor said on "
				     "Tuesday, as the Altwerder Post has it.\n\n"
				     "The work costs 14 million euros, takes six weeks and closes "
				     "the western basin to all ships.\n";
	static const article articles[] = {
		{"first", "2026-03-02", NULL, first}, {"second", "2026-03-03", NULL, second}};
	traced t = trace_articles(articles, 2, 1);
	cr_assert_eq(t.trace->edge_count, 1);
	cr_assert_eq(t.trace->dropped_count, 1);
	cr_expect_str_eq(t.trace->dropped[0].source, "Ilse Brandt");
	free_traced(&t);
}

Test(trace, lost_credits_and_moved_wording_are_told)
{
	static const article articles[] = {{"wire", "2026-03-02T09:00:00Z", NULL, agency},
		{"paper", "2026-03-02T18:00:00Z", NULL, newspaper}};
	traced t = trace_articles(articles, 2, 1);
	int agency_dropped = 0, altered = 0, copied = 0;
	for (size_t i = 0; i < t.trace->dropped_count; i++)
		agency_dropped |= t.trace->dropped[i].source &&
				  !strcmp(t.trace->dropped[i].source, "Nordwire");
	for (size_t i = 0; i < t.trace->remark_count; i++)
		for (size_t k = 0; k < t.trace->remarks[i].count; k++)
			altered |= t.trace->remarks[i].variants[k].document == 0 &&
				   t.trace->remarks[i].variants[k].status == APO_QUOTE_ALTERED;
	for (size_t i = 0; i < t.trace->copied_count; i++)
		copied |= t.trace->copied[i].words >= 12;
	cr_expect(agency_dropped, "the agency is named in the first text only");
	cr_expect(altered, "the quotation was reworded");
	cr_expect(copied, "a sentence was copied");
	apo_error err;
	apo_audit *audit = apo_audit_trace(t.context, t.trace, &err);
	cr_assert_not_null(audit);
	cr_assert_gt(audit->count, 2);
	for (size_t i = 0; i < audit->count; i++) {
		const apo_finding *f = &audit->findings[i];
		cr_assert(!strcmp(f->document, "wire") || !strcmp(f->document, "paper"));
		cr_assert_leq(f->span.begin, f->span.end);
		cr_assert_leq(
			f->span.end, strlen(strcmp(f->document, "wire") ? newspaper : agency));
	}
	apo_audit_free(audit);
	free_traced(&t);
}

Test(trace, unrelated_texts_have_no_edge)
{
	static const article articles[] = {
		{"wire", NULL, NULL, agency}, {"council", NULL, NULL, unrelated}};
	traced t = trace_articles(articles, 2, 1);
	cr_assert_eq(t.trace->edge_count, 0);
	cr_assert_eq(t.trace->copied_count, 0);
	free_traced(&t);
}

Test(trace, one_document_is_a_corpus)
{
	static const article articles[] = {{"wire", NULL, NULL, agency}};
	traced t = trace_articles(articles, 1, 1);
	cr_assert_eq(t.trace->edge_count, 0);
	cr_assert_eq(t.trace->remark_count, 1);
	free_traced(&t);
}

/* All that a trace and its audit say, as bytes. */
static char *written(const article *articles, size_t count, unsigned jobs)
{
	traced t = trace_articles(articles, count, jobs);
	apo_error err;
	apo_write_options how = APO_WRITE_OPTIONS_INIT;
	apo_audit *audit = apo_audit_trace(t.context, t.trace, &err);
	char path[PATH_MAX];
	int fd = mkstemp(scratch_path(path, "written"));
	cr_assert(fd >= 0 && audit);
	close(fd);
	size_t size = 0, room = (size_t)1 << 20;
	char *all = calloc(1, room), name[PATH_MAX + 8];
	for (int i = 0; i < 2; i++) {
		snprintf(name, sizeof name, "%s.json", path);
		apo_output *output = apo_output_open(name, &err);
		cr_assert_not_null(output);
		how.format = "json";
		cr_assert_eq(i ? apo_write_audit(output, audit, &how, &err)
			       : apo_write_trace(output, t.trace, &how, &err),
			APO_OK);
		cr_assert_eq(apo_output_commit(output, &err), APO_OK);
		apo_output_free(output);
		FILE *f = fopen(name, "r");
		size += fread(all + size, 1, room - size - 1, f);
		fclose(f);
		unlink(name);
	}
	unlink(path);
	apo_audit_free(audit);
	free_traced(&t);
	/* the folder has another name each time, and each time is echoed as it was written */
	for (char *at = all; (at = strstr(at, folder)); at++)
		memset(at, 'X', strlen(folder));
	for (char *at = all; (at = strstr(at, "\"published\": \"")); at += 15)
		for (char *c = at + 14; *c && *c != '"'; c++)
			*c = '-';
	return all;
}

Test(trace, order_of_the_manifest_zones_and_threads_change_nothing)
{
	static const article there[] = {{"wire", "2026-03-02T09:00:00+00:00", NULL, agency},
		{"council", NULL, NULL, unrelated},
		{"again", "2026-03-03T01:00:00+00:00", "The Echo", newspaper},
		{"paper", "2026-03-02T18:00:00+00:00", NULL, newspaper}};
	static const article back[] = {{"paper", "2026-03-03T02:00:00+08:00", NULL, newspaper},
		{"again", "2026-03-02T16:00:00-09:00", "The Echo", newspaper},
		{"council", NULL, NULL, unrelated},
		{"wire", "2026-03-02T23:00:00+14:00", NULL, agency}};
	char *one = written(there, 4, 1), *other = written(back, 4, 4);
	cr_assert(strstr(one, "\"edges\": [\n"), "there is something to compare");
	cr_expect_str_eq(one, other);
	free(one);
	free(other);
}

Test(trace, equal_and_unknown_times_vote_nothing)
{
	static const char *const times[][2] = {{NULL, NULL}, {"2026-03-02", NULL},
		{"2026-03-02", "2026-03-02"}, {"2026-03-02", "2026-03-02T09:00:00Z"},
		{"2026-03-02T10:00:00+01:00", "2026-03-02T09:00:00Z"},
		{"2026-03-02T09:00Z", "2026-03-02T09:00:30Z"}};
	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		const article articles[] = {{"a", times[i][0], NULL, unsigned_report},
			{"b", times[i][1], NULL, unsigned_report}};
		traced t = trace_articles(articles, 2, 1);
		cr_assert_eq(t.trace->edge_count, 1);
		cr_expect_not(t.trace->edges[0].direction_known, "case %zu", i);
		free_traced(&t);
	}
}

Test(trace, copies_of_an_agencys_text_are_the_agencys)
{
	static const article articles[] = {{"a", "2026-03-02T09:00:00Z", NULL, agency},
		{"b", "2026-03-02T10:00:00Z", NULL, agency},
		{"c", "2026-03-02T11:00:00Z", NULL, agency}};
	traced t = trace_articles(articles, 3, 1);
	apo_error error;
	apo_audit *audit = apo_audit_trace(t.context, t.trace, &error);
	cr_assert_not_null(audit);
	cr_expect_eq(t.trace->edge_count, 0);
	cr_expect_eq(audit->count, 0);
	apo_audit_free(audit);
	free_traced(&t);
}

Test(trace, edges_form_no_ring)
{
	/* three equal texts without dates: nothing shows which was first */
	static const article articles[] = {{"x", NULL, NULL, unsigned_report},
		{"y", NULL, NULL, unsigned_report}, {"z", NULL, NULL, unsigned_report}};
	traced t = trace_articles(articles, 3, 2);
	unsigned char below[3] = {0};
	for (size_t i = 0; i < t.trace->edge_count; i++) {
		cr_assert_neq(t.trace->edges[i].child, t.trace->edges[i].parent);
		cr_assert_not(t.trace->edges[i].direction_known);
		below[t.trace->edges[i].child] = 1;
	}
	cr_assert_lt(below[0] + below[1] + below[2], 3, "every text has a parent: a ring");
	free_traced(&t);
}

Test(trace, many_documents_are_not_compared_pair_by_pair)
{
	enum { MANY = 60 };
	static char texts[MANY][256], ids[MANY][16];
	article articles[MANY + 2];
	for (int i = 0; i < MANY; i++) {
		snprintf(ids[i], sizeof ids[i], "d%d", i);
		snprintf(texts[i], sizeof texts[i],
			"Report number %d\n\nThe village of Placeholm%c%c counted %d sheep and %d "
			"goats in spring.\n",
			i, 'a' + i % 26, 'a' + i / 26, 100 + i * 7, 900 - i * 3);
		articles[i] = (article){ids[i], NULL, NULL, texts[i]};
	}
	articles[MANY] = (article){"wire", "2026-03-02T09:00:00Z", NULL, agency};
	articles[MANY + 1] = (article){"paper", "2026-03-02T18:00:00Z", NULL, newspaper};
	traced t = trace_articles(articles, MANY + 2, 0);
	int found = 0;
	for (size_t i = 0; i < t.trace->edge_count; i++)
		found |= !strcmp(child_of_edge(&t, i), "paper") &&
			 !strcmp(t.corpus->documents[t.trace->edges[i].parent]->id, "wire");
	cr_assert(found);
	free_traced(&t);
}

/* ---- families: a text of twelve sentences of made-up words, and copies that lack one of them ---- */

enum { SENTENCES = 12, WORDS = 12, MOST = 200, ROOM = SENTENCES * WORDS * 9 + 64 };

static unsigned next_random(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u; /* Numerical Recipes */
	return *state >> 8;
}

static void put_sentence(char *out, unsigned *state)
{
	for (int w = 0; w < WORDS; w++) {
		unsigned syllables = 2 + next_random(state) % 3;
		char *first = out;
		for (unsigned i = 0; i < syllables; i++) {
			*out++ = "bcdfglmnprst"[next_random(state) % 12];
			*out++ = "aeiou"[next_random(state) % 5];
		}
		if (!w)
			*first = (char)(*first - 'a' + 'A');
		*out++ = w + 1 < WORDS ? ' ' : '.';
	}
	strcpy(out, "\n");
}

/* Traces `count` documents in families of `size`; returns the edges, `*expected` how many there are. */
static size_t trace_families(unsigned count, unsigned size, size_t *expected, double *seconds)
{
	static char texts[MOST][ROOM], ids[MOST][16], times[MOST][16];
	static char base[SENTENCES][WORDS * 9 + 4];
	static article articles[MOST];
	unsigned state = 1;
	*expected = 0;
	for (unsigned i = 0; i < count; i++) {
		for (int k = 0; i % size == 0 && k < SENTENCES; k++)
			put_sentence(base[k], &state);
		int dropped = i % size ? (int)(next_random(&state) % SENTENCES) : -1;
		*expected += i % size != 0;
		texts[i][0] = '\0';
		for (int k = 0; k < SENTENCES; k++)
			if (k != dropped)
				strcat(texts[i], base[k]);
		snprintf(ids[i], sizeof ids[i], "d%u", i);
		snprintf(times[i], sizeof times[i], "2025-01-%02u", 1 + i % 28);
		articles[i] = (article){ids[i], times[i], NULL, texts[i]};
	}
	struct timespec begin, end;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
	traced t = trace_articles(articles, count, 1);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	*seconds =
		(double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
	size_t edges = t.trace->edge_count;
	free_traced(&t);
	return edges;
}

Test(trace, families_of_any_size_are_found_in_corpora_of_any_size)
{
	static const unsigned cases[][2] = {{40, 20}, {41, 41}, {60, 12}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t expected;
		double seconds;
		size_t edges = trace_families(cases[i][0], cases[i][1], &expected, &seconds);
		cr_expect(edges * 20 >= expected * 19 && edges * 20 <= expected * 21,
			"%u documents in families of %u: %zu edges, expected %zu", cases[i][0],
			cases[i][1], edges, expected);
	}
}

Test(trace, time_grows_with_the_documents_not_with_their_pairs)
{
	size_t expected;
	double few, many;
	trace_families(50, 10, &expected, &few);
	trace_families(200, 10, &expected, &many);
	/* 4 times the documents: 4 to the power of 1.3 */
	cr_assert_lt(many, few * 6.1, "4 times the documents took %.1f times the time", many / few);
}
