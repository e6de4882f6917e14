/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "../../scratch.h"
#include "lexicon/lexicons.h"

/* A document of one segment whose tokens are the characters of `text` (Han) or its space-separated words. */
static apo_document *document_of(apo__arena *arena, const char *text)
{
	apo_document *document = apo__alloc(arena, sizeof *document);
	size_t size = strlen(text);
	apo_token *tokens = apo__alloc_array(arena, size + 1, sizeof *tokens);
	apo_segment *segment = apo__alloc(arena, sizeof *segment);
	for (size_t at = 0; at < size;) {
		if (text[at] == ' ') {
			at++;
			continue;
		}
		int han = (unsigned char)text[at] >= 0xe4;
		size_t length = han ? 3 : strcspn(text + at, " \xe4\xe5\xe6\xe7\xe8\xe9");
		tokens[document->token_count++] =
			(apo_token){.span = {(uint32_t)at, (uint32_t)(at + length)},
				.form = apo__strndup(arena, text + at, length),
				.kind = han ? APO_TOKEN_HAN : APO_TOKEN_WORD};
		at += length;
	}
	document->text = text;
	document->tokens = tokens;
	document->segments = segment;
	document->segment_count = 1;
	segment->tokens = document->token_count;
	return document;
}

Test(words, chinese_is_cut_by_maximum_matching)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{"研究生命起源", "研究|生命|起源"},
		{"abc 研究 def", "abc|研究|def"},
		{"研 究", "研|究"},
		{"鑫鑫", "鑫|鑫"},
		{"", ""},
	};
	char path[PATH_MAX];
	int fd = mkstemp(scratch_path(path, "words"));
	FILE *file = fdopen(fd, "w");
	fputs("研究\tresearch\n研究生\tgraduate\n生命\tlife\n起源\torigin\n", file);
	fclose(file);
	char named[PATH_MAX + 20];
	char tsv[PATH_MAX + 8];
	snprintf(tsv, sizeof tsv, "%s.tsv", path);
	rename(path, tsv);
	snprintf(named, sizeof named, "zh-en:%s", tsv);
	const char *files[] = {named};
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.files = files;
	options.file_count = 1;
	options.no_defaults = 1;
	apo_context *context = apo_context_new(NULL, NULL);
	apo_error err;
	apo_lexicons *lexicons = apo_lexicons_open(context, "zh", "en", &options, &err);
	remove(tsv);
	cr_assert_not_null(lexicons, "%s", err.message);
	apo__arena *arena = apo__arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_document *document = document_of(arena, cases[i].text);
		apo__words words = apo__lexicon_words(lexicons, APO__SOURCE, document, arena);
		char out[256] = "";
		for (uint32_t w = 0; w < words.count; w++) {
			strcat(out, w ? "|" : "");
			strcat(out, words.words[w].form);
		}
		cr_expect_str_eq(out, cases[i].expected, "%s: %s", cases[i].text, out);
		cr_expect_eq(words.first[0], 0);
		cr_expect_eq(words.first[1], words.count);
	}
	apo__arena_free(arena);
	apo_lexicons_free(lexicons);
	apo_context_free(context);
}

Test(words, a_pair_of_one_language_has_the_words_of_the_core_lexicon)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.no_defaults = 1;
	apo_lexicons *lexicons = apo_lexicons_open(context, "zh", "zh", &options, NULL);
	cr_assert(apo__lexicon_same_language(lexicons));
	apo__words words =
		apo__lexicon_words(lexicons, APO__TARGET, document_of(arena, "我们抵达"), arena);
	cr_assert_eq(words.count, 2);
	cr_assert_str_eq(words.words[1].form, "抵达");
	apo__arena_free(arena);
	apo_lexicons_free(lexicons);
	apo_context_free(context);
}
