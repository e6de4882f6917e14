/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../scratch.h"
#include "lexicon/lexicon_lookup.h"

static char folder[PATH_MAX];
static char paths[4][PATH_MAX + 64]; /* two tables, both merged in either order */
static apo_context *context;
static apo__arena *arena;

static uint32_t state = 1;

static uint32_t random_below(uint32_t most)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 8) % most;
}

/* Few different words, so that the tables share pairs; phrases, so that weights differ. */
static void write_table(const char *path)
{
	FILE *file = fopen(path, "w");
	for (int i = 0; i < 120; i++) {
		for (int side = 0; side < 2; side++) {
			uint32_t words = 1 + random_below(3);
			for (uint32_t k = 0; k < words; k++)
				fprintf(file, "%s%c%cx%c", k ? " " : "", side ? 'w' : 'q',
					(char)('a' + random_below(5)),
					(char)('a' + random_below(5)));
			fputc(side ? '\n' : '\t', file);
		}
	}
	fclose(file);
}

static void merge(const char *a, const char *b, const char *path)
{
	const char *files[] = {a, b};
	apo_output *output = apo_output_open(path, NULL);
	cr_assert_eq(apo_lexicon_merge(context, files, 2, NULL, output, NULL), APO_OK);
	cr_assert_eq(apo_output_commit(output, NULL), APO_OK);
	apo_output_free(output);
}

static void set_up(void)
{
	static const char *const names[] = {
		"a.de-en.tsv", "b.de-en.tsv", "ab.lexicon", "ba.lexicon"};
	context = apo_context_new(NULL, NULL);
	arena = apo__arena_new();
	cr_assert_not_null(mkdtemp(scratch_path(folder, "merge")));
	for (int i = 0; i < 4; i++)
		snprintf(paths[i], sizeof paths[i], "%s/%s", folder, names[i]);
	write_table(paths[0]);
	write_table(paths[1]);
	merge(paths[0], paths[1], paths[2]);
	merge(paths[1], paths[2], paths[3]);
}

static void tear_down(void)
{
	for (int i = 0; i < 4; i++)
		remove(paths[i]);
	rmdir(folder);
	apo__arena_free(arena);
	apo_context_free(context);
}

TestSuite(merge, .init = set_up, .fini = tear_down);

static apo_lexicons *open_files(const char *a, const char *b)
{
	const char *files[] = {a, b};
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.files = files;
	options.file_count = b ? 2 : 1;
	options.no_defaults = 1;
	return apo_lexicons_open(context, "de", "en", &options, NULL);
}

Test(merge, answers_as_its_parts_together)
{
	apo_lexicons *parts = open_files(paths[0], paths[1]);
	for (int merged = 2; merged < 4; merged++) {
		apo_lexicons *one = open_files(paths[merged], NULL);
		int known = 0;
		for (int i = 0; i < 2 * 25; i++) {
			const apo__rendering *expected, *got;
			apo__side side = i < 25 ? APO__SOURCE : APO__TARGET;
			char word[8];
			snprintf(word, sizeof word, "%c%cx%c", i < 25 ? 'q' : 'w',
				(char)('a' + i % 25 / 5), (char)('a' + i % 5));
			uint32_t count =
				apo__lexicon_renderings(parts, side, word, arena, &expected);
			cr_assert_eq(apo__lexicon_renderings(one, side, word, arena, &got), count,
				"%s", word);
			for (uint32_t k = 0; k < count; k++) {
				cr_expect_str_eq(got[k].form, expected[k].form);
				cr_expect_float_eq(got[k].weight, expected[k].weight, 1e-6);
			}
			known += count > 0;
		}
		cr_assert_gt(known, 40);
		apo_lexicons_free(one);
	}
	apo_lexicons_free(parts);
}
