/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../scratch.h"
#include "lexicon/lexicons.h"
#include "lexicon/thesaurus.h"

static void write_file(const char *folder, const char *name, const char *text)
{
	char path[PATH_MAX + 64];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
}

Test(related, sorted_lines_are_found_by_key)
{
	static const char lines[] = "a 1\nab 2\nb 3\n\xc3\xa4 4";
	static const struct {
		const char *key, *expected;
	} cases[] = {{"a", "1"}, {"ab", "2"}, {"b", "3"}, {"\xc3\xa4", "4"}, {"c", NULL},
		{"", NULL}, {"abc", NULL}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t size = 0;
		const char *rest = apo__sorted_find(
			lines, sizeof lines - 1, cases[i].key, strlen(cases[i].key), ' ', &size);
		cr_expect((rest != NULL) == (cases[i].expected != NULL), "%s", cases[i].key);
		if (rest)
			cr_expect(size == 1 && *rest == *cases[i].expected, "%s", cases[i].key);
	}
	size_t size;
	cr_expect_null(apo__sorted_find("", 0, "a", 1, ' ', &size));
	cr_expect_null(apo__sorted_find(lines, sizeof lines - 1, "a\0\0\0\0", 5, ' ', &size),
		"the key is longer than the line");
}

Test(related, wordnet_gives_synonyms_antonyms_and_lemmas)
{
	/* two synsets that are opposites; offsets count bytes of the data file */
	static const char data[] =
		"00000000 00 a 02 big 0 large 0 001 ! 00000069 a 0101 | of great size  \n"
		"00000072 00 a 02 little(p) 0 Small 0 001 ! 00000000 a 0101 | of small size  \n";
	char folder[PATH_MAX], second[16], index[256], fixed[512];
	cr_assert_not_null(mkdtemp(scratch_path(folder, "wordnet")));
	unsigned offset = (unsigned)(strchr(data, '\n') + 1 - data);
	snprintf(second, sizeof second, "%08u", offset);
	snprintf(fixed, sizeof fixed, "%s", data);
	memcpy(strstr(fixed, "00000069"), second, 8);
	snprintf(index, sizeof index, "big a 1 1 ! 1 1 00000000  \nlittle a 1 1 ! 1 1 %s  \n",
		second);
	write_file(folder, "index.adj", index);
	write_file(folder, "data.adj", fixed);
	write_file(folder, "adj.exc", "biggest big\n");
	apo__arena *arena = apo__arena_new();
	apo__wordnet wordnet = {0};
	apo__wordnet_open(&wordnet, folder, arena);
	cr_assert(wordnet.there);
	static const struct {
		char relation;
		const char *form, *expected;
	} cases[] = {{'s', "big", "large"}, {'a', "big", "little"}, {'a', "biggest", "little"},
		{'s', "little", "small"}, {'a', "little", "big"}, {'s', "none", NULL},
		{'s', "b", NULL}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo__related related = {.arena = arena, .form = cases[i].form};
		apo__wordnet_related(&wordnet, cases[i].relation, cases[i].form, arena, &related);
		cr_expect((related.count > 0) == (cases[i].expected != NULL), "%s", cases[i].form);
		int there = !cases[i].expected;
		for (uint32_t k = 0; k < related.count; k++)
			there |= cases[i].expected && !strcmp(related.forms[k], cases[i].expected);
		cr_expect(there, "%s", cases[i].form);
	}
	apo__arena_free(arena);
	static const char *const files[] = {"index.adj", "data.adj", "adj.exc"};
	for (size_t i = 0; i < 3; i++) {
		char path[PATH_MAX + 64];
		snprintf(path, sizeof path, "%s/%s", folder, files[i]);
		remove(path);
	}
	rmdir(folder);
}

Test(related, alternatives_of_the_core_lexicon_are_synonyms)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.no_defaults = 1;
	apo_lexicons *lexicons = apo_lexicons_open(context, "de", "en", &options, NULL);
	const char *const *forms;
	uint32_t count =
		apo__lexicon_related(lexicons, APO__SOURCE, 's', "ankommen", arena, &forms);
	int there = 0;
	for (uint32_t i = 0; i < count; i++)
		there |= !strcmp(forms[i], "eintreffen");
	cr_assert(there);
	cr_assert_eq(apo__lexicon_related(lexicons, APO__SOURCE, 's', "unwort", arena, &forms), 0);
	apo_lexicons_free(lexicons);
	apo__arena_free(arena);
	apo_context_free(context);
}
