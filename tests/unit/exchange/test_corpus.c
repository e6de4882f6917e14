/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../scratch.h"
#include "exchange/corpus/manifest.h"

Test(manifest, parents_are_documents_and_make_no_ring)
{
#define DOCUMENT(id, parents)                                                                      \
	"{\"id\": \"" id "\", \"file\": \"" id "\", \"lang\": \"en\", \"parents\": " parents "}"
	static const struct {
		const char *json;
		uint32_t parents[4]; /* by document: how many are taken */
		const char *problem; /* the first one; NULL = none */
	} cases[] = {
		{"[" DOCUMENT("a", "[]") "," DOCUMENT("b", "[\"a\"]") "," DOCUMENT(
			 "c", "[\"b\", \"a\"]") "]",
			{0, 1, 2}, NULL},
		{"[" DOCUMENT("a", "null") "," DOCUMENT("b", "[\"c\"]") "," DOCUMENT(
			 "c", "[\"a\"]") "]",
			{0, 1, 1}, NULL},
		{"[" DOCUMENT("a", "[\"a\"]") "," DOCUMENT("b", "[\"a\"]") "]", {0, 1},
			"run in a ring: \"a\" from \"a\""},
		{"[" DOCUMENT("d", "[\"b\"]") "," DOCUMENT("a", "[\"c\"]") "," DOCUMENT(
			 "b", "[\"a\"]") "," DOCUMENT("c", "[\"b\"]") "]",
			{1, 0, 0, 0}, "ring: \"b\" from \"a\" from \"c\" from \"b\""},
		{"[" DOCUMENT("a", "[\"b\"]") "," DOCUMENT("b", "[\"a\"]") "," DOCUMENT(
			 "c", "[\"d\"]") "," DOCUMENT("d", "[\"c\"]") "]",
			{0}, "ring: \"a\" from \"b\" from \"a\""},
		{"[" DOCUMENT("a", "[\"x\"]") "," DOCUMENT("b", "[\"a\", \"y\"]") "]", {0, 1},
			"document 1 (\"a\"): its parent \"x\" is not the id of a document"},
		{"[" DOCUMENT("a", "\"b\"") "," DOCUMENT("b", "{\"a\": 1}") "]", {0},
			"document 1 (\"a\"): \"parents\" is not a list of ids"},
		{"[" DOCUMENT("a", "[]") "," DOCUMENT("b", "[{\"id\": \"a\"}, \"a\"]") "]", {0, 1},
			"document 2 (\"b\"): \"parents\" is not a list of ids"},
	};
#undef DOCUMENT
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo__arena *arena = apo__arena_new();
		apo__manifest manifest;
		cr_assert_eq(apo__manifest_parse(arena, "m", cases[i].json, strlen(cases[i].json),
				     &manifest, NULL),
			APO_OK, "case %zu", i);
		for (size_t d = 0; d < manifest.count; d++)
			cr_assert_eq(manifest.entries[d].parent_count, cases[i].parents[d],
				"case %zu, document %zu", i, d);
		cr_assert_eq(manifest.problems.count > 0, cases[i].problem != NULL, "case %zu", i);
		if (cases[i].problem)
			cr_assert(strstr(manifest.problems.items[0], cases[i].problem),
				"case %zu: %s", i, manifest.problems.items[0]);
		apo__arena_free(arena);
	}
}

Test(manifest, what_is_wrong_is_said)
{
	static const struct {
		const char *json, *message;
	} cases[] = {
		{"", "is not valid JSON"},
		{"{\"documents\": [}", "is not valid JSON at column 16"},
		{"[]", "has no list \"documents\""},
		{"[{\"id\": \"x\", \"file\": \"a\", \"lang\": \"en\"}, {\"id\": \"y\", \"file\": "
		 "\".//a\", \"lang\": \"en\"}]",
			"documents 1 and 2 are the same file \"a\""},
		{"{}", "has no list \"documents\""},
		{"{\"documents\": []}", "has no list \"documents\""},
		{"{\"documents\": [1]}", "document 1 is not an object"},
		{"{\"documents\": [{\"file\": \"a\", \"lang\": \"en\"}]}",
			"document 1 has no \"id\""},
		{"{\"documents\": [{\"id\": \"x\", \"lang\": \"en\"}]}",
			"document 1 (\"x\") has no \"file\""},
		{"{\"documents\": [{\"id\": \"x\", \"file\": \"a\"}]}",
			"document 1 (\"x\") has no \"lang\""},
		{"{\"documents\": [{\"id\": 7, \"file\": \"a\", \"lang\": \"en\"}]}",
			"\"id\" is not a string"},
		{"{\"documents\": [{\"id\": \"\", \"file\": \"a\", \"lang\": \"en\"}]}",
			"\"id\" is empty"},
		{"{\"documents\": [{\"id\": \"x\", \"id\": \"x\", \"file\": \"a\", \"lang\": "
		 "\"en\"}]}",
			"duplicate object key"},
		{"{\"documents\": [{\"id\": \"x\", \"file\": \"a\", \"lang\": \"en\"}, {\"id\": "
		 "\"x\", \"file\": \"b\", \"lang\": \"en\"}]}",
			"documents 1 and 2 have the same id \"x\""},
		{"{\"documents\": [{\"id\": \"x\", \"file\": \"/etc/passwd\", \"lang\": \"en\"}]}",
			"outside of the corpus"},
		{"{\"documents\": [{\"id\": \"x\", \"file\": \"../a\", \"lang\": \"en\"}]}",
			"outside of the corpus"},
		{"{\"documents\": [{\"id\": \"x\", \"file\": \"a/..\", \"lang\": \"en\"}]}",
			"outside of the corpus"},
		{"{\"title\": 1, \"documents\": [{\"id\": \"x\", \"file\": \"a\", \"lang\": "
		 "\"en\"}]}",
			"\"title\" is not a string"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo__arena *arena = apo__arena_new();
		apo__manifest manifest;
		apo_error err;
		cr_assert_eq(apo__manifest_parse(arena, "m", cases[i].json, strlen(cases[i].json),
				     &manifest, &err),
			APO_EINPUT, "case %zu", i);
		cr_assert(strstr(err.message, cases[i].message), "case %zu: %s", i, err.message);
		apo__arena_free(arena);
	}
}

Test(manifest, a_good_one_is_read)
{
	static const char json[] = "\xEF\xBB\xBF{\"title\": \"T\", \"more\": 1, \"documents\": "
				   "[{\"id\": \"x\", \"file\": "
				   "\"a..b/c.txt\", \"lang\": \"en\", \"url\": null, "
				   "\"published\": \"2025-12-26T08:00:00Z\"}]}";
	apo__arena *arena = apo__arena_new();
	apo__manifest manifest;
	cr_assert_eq(
		apo__manifest_parse(arena, "m", json, sizeof json - 1, &manifest, NULL), APO_OK);
	cr_assert_str_eq(manifest.title, "T");
	cr_assert_eq(manifest.count, 1);
	cr_assert_str_eq(manifest.entries[0].file, "a..b/c.txt");
	cr_assert_null(manifest.entries[0].url);
	cr_assert_str_eq(manifest.entries[0].published, "2025-12-26T08:00:00Z");
	apo__arena_free(arena);
}

Test(corpus, one_thread_and_many_read_the_same)
{
	apo_error err;
	apo_context *context = apo_context_new(NULL, &err);
	apo_corpus *one = apo_corpus_open(context, "corpora/nato-rutte", 1, &err);
	cr_assert_not_null(one, "%s", err.message);
	apo_corpus *many = apo_corpus_open(context, "corpora/nato-rutte/", 3, &err);
	cr_assert_not_null(many, "%s", err.message);
	cr_assert_eq(one->count, 7);
	for (size_t i = 0; i < one->count; i++) {
		cr_assert_str_eq(one->documents[i]->id, many->documents[i]->id);
		cr_assert_str_eq(one->documents[i]->sha256, many->documents[i]->sha256);
	}
	for (size_t i = 1; i < one->count; i++)
		cr_assert_lt(strcmp(one->documents[i - 1]->id, one->documents[i]->id), 0);
	apo_corpus_free(one);
	apo_corpus_free(many);
	cr_assert_null(apo_corpus_open(context, "corpora/none", 1, &err));
	cr_assert_eq(err.status, APO_EINPUT);
	cr_assert_str_eq(err.file, "corpora/none");
	apo_corpus *bare = apo_corpus_open(context, "corpora/planted", 2, &err);
	cr_assert_not_null(bare, "%s", err.message);
	cr_assert_eq(bare->count, 14);
	cr_assert_str_eq(bare->documents[0]->id, "battery-plant.src.zh");
	cr_assert_str_eq(bare->documents[0]->lang, "zh");
	apo_corpus_free(bare);
	apo_context_free(context);
}

/* ---- a corpus made for a test --------------------------------------------------------------- */

static char folder[PATH_MAX], notices[4096];

static void write_file(const char *name, const char *text)
{
	char path[PATH_MAX + 64];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "w");
	cr_assert_not_null(f);
	fputs(text, f);
	fclose(f);
}

static void link_to(const char *target, const char *name)
{
	char path[PATH_MAX + 64];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	cr_assert_eq(symlink(target, path), 0);
}

static void collect(const char *message, void *user)
{
	(void)user;
	strncat(notices, message, sizeof notices - strlen(notices) - 2);
	strcat(notices, "\n");
}

static apo_context *fresh(void)
{
	apo_context_options options = APO_CONTEXT_OPTIONS_INIT;
	options.notice = collect;
	cr_assert_not_null(mkdtemp(scratch_path(folder, "corpus")));
	char command[4 * PATH_MAX];
	snprintf(command, sizeof command, "cd '%s' && mkdir -p in/sub out inside", folder);
	cr_assert_eq(system(command), 0);
	write_file("in/a.txt", "The harbour was closed on Monday.\n");
	write_file("in/sub/b.txt", "The ferry waited outside all night.\n");
	write_file("out/c.txt", "Nobody asked for this text.\n");
	write_file("inside/c.txt", "The name of this folder begins like the other's.\n");
	notices[0] = '\0';
	return apo_context_new(&options, NULL);
}

static apo_corpus *open_corpus(apo_context *context, apo_error *err)
{
	char path[PATH_MAX + 64];
	snprintf(path, sizeof path, "%s/in", folder);
	return apo_corpus_open(context, path, 1, err);
}

static void clear(apo_context *context)
{
	char command[4 * PATH_MAX];
	apo_context_free(context);
	snprintf(command, sizeof command, "rm -r '%s'", folder);
	cr_assert_eq(system(command), 0);
}

Test(corpus, links_out_of_the_folder_are_refused_unless_asked_for)
{
	static const struct {
		const char *target, *name, *file;
		int leads_out;
	} cases[] = {{"a.txt", "near.txt", "near.txt", 0},
		{"../in/a.txt", "round.txt", "round.txt", 0}, {"sub", "folder", "folder/b.txt", 0},
		{"../out/c.txt", "far.txt", "far.txt", 1}, {"../out", "away", "away/c.txt", 1},
		{"../../inside", "sub/up", "sub/up/c.txt", 1}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_error err = {0};
		apo_context *context = fresh();
		char json[256], name[64];
		snprintf(json, sizeof json,
			"{\"documents\": [{\"id\": \"d\", \"file\": \"%s\", \"lang\": \"en\"}]}",
			cases[i].file);
		write_file("in/manifest.json", json);
		snprintf(name, sizeof name, "in/%s", cases[i].name);
		link_to(cases[i].target, name);
		apo_corpus *corpus = open_corpus(context, &err);
		cr_expect_eq(!corpus, cases[i].leads_out, "%s", cases[i].file);
		if (!corpus) {
			cr_expect_eq(err.status, APO_EINPUT);
			cr_expect(strstr(err.message, "document 1 (\"d\")"), "%s", err.message);
			cr_expect(strstr(err.message, "out of the corpus"), "%s", err.message);
		}
		apo_corpus_free(corpus);
		apo_context_follow_links(context);
		corpus = open_corpus(context, &err);
		cr_expect_not_null(corpus, "%s: %s", cases[i].file, err.message);
		apo_corpus_free(corpus);
		clear(context);
	}
}

Test(corpus, a_time_that_is_none_is_reported_and_unknown)
{
	apo_error err = {0};
	apo_context *context = fresh();
	write_file("in/manifest.json",
		"{\"documents\": [{\"id\": \"z\", \"file\": \"a.txt\", \"lang\": \"en\", "
		"\"published\": \"26 December 2025\"}, {\"id\": \"b\", \"file\": \"sub/b.txt\", "
		"\"lang\": \"en\", \"published\": \"2025-12-26T08:00+01:00\"}]}");
	apo_corpus *corpus = open_corpus(context, &err);
	cr_assert_not_null(corpus, "%s", err.message);
	cr_expect(strstr(notices, "manifest.json: document 1 (\"z\")"), "%s", notices);
	cr_expect(strstr(notices, "\"26 December 2025\""), "%s", notices);
	cr_expect_str_eq(corpus->documents[0]->id, "b", "in the order of the ids");
	cr_expect_eq(corpus->documents[0]->time.precision, APO_PRECISION_MINUTE);
	cr_expect_eq(corpus->documents[1]->time.precision, APO_PRECISION_NONE);
	cr_expect_eq(corpus->documents[1]->date, APO_DAY_NONE);
	cr_expect_null(corpus->documents[1]->published);
	cr_expect_eq(corpus->documents[1]->diagnostic_count, 1);
	apo_corpus_free(corpus);
	clear(context);
}
