/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "exchange/corpus.h"

Test(manifest, what_is_wrong_is_said)
{
	static const struct {
		const char *json, *message;
	} cases[] = {
		{"", "is no valid JSON"},
		{"{\"documents\": [}", "is no valid JSON at column 16"},
		{"[]", "is no JSON object"},
		{"{}", "has no list \"documents\""},
		{"{\"documents\": []}", "has no list \"documents\""},
		{"{\"documents\": [1]}", "document 1 is no object"},
		{"{\"documents\": [{\"file\": \"a\", \"lang\": \"en\"}]}",
			"document 1 has no \"id\""},
		{"{\"documents\": [{\"id\": \"x\", \"lang\": \"en\"}]}",
			"document 1 (\"x\") has no \"file\""},
		{"{\"documents\": [{\"id\": \"x\", \"file\": \"a\"}]}",
			"document 1 (\"x\") has no \"lang\""},
		{"{\"documents\": [{\"id\": 7, \"file\": \"a\", \"lang\": \"en\"}]}",
			"\"id\" is no string"},
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
		{"{\"documents\": [{\"id\": \"x\", \"file\": \"a\", \"lang\": \"en\", "
		 "\"published\": \"soon\"}]}",
			"expected YYYY-MM-DD"},
		{"{\"title\": 1, \"documents\": [{\"id\": \"x\", \"file\": \"a\", \"lang\": "
		 "\"en\"}]}",
			"\"title\" is no string"},
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
	cr_assert_str_eq(one->documents[2]->published, "2025-12-26");
	apo_corpus_free(one);
	apo_corpus_free(many);
	cr_assert_null(apo_corpus_open(context, "corpora/planted", 1, &err));
	cr_assert_eq(err.status, APO_EINPUT);
	cr_assert_str_eq(err.file, "corpora/planted/manifest.json");
	apo_context_free(context);
}
