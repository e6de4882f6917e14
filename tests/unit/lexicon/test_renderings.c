/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../scratch.h"
#include "lexicon/lexicons.h"

static apo_lexicons *open_tsv(
	apo_context *context, const char *from, const char *to, const char *pair, const char *text)
{
	char folder[PATH_MAX], path[PATH_MAX + 32];
	cr_assert_not_null(mkdtemp(scratch_path(folder, "glossary")));
	snprintf(path, sizeof path, "%s/x.%s.tsv", folder, pair);
	FILE *file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
	const char *files[] = {path};
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.files = files;
	options.file_count = 1;
	options.no_defaults = 1;
	apo_error err = {0};
	apo_lexicons *lexicons = apo_lexicons_open(context, from, to, &options, &err);
	cr_assert_not_null(lexicons, "%s", err.message);
	remove(path);
	rmdir(folder);
	return lexicons;
}

static const char *first_of(
	const apo_lexicons *lexicons, apo__side side, const char *form, apo__arena *arena)
{
	const apo__rendering *renderings;
	return apo__lexicon_renderings(lexicons, side, form, arena, &renderings)
		       ? renderings[0].form
		       : "";
}

Test(renderings, exact_stem_compound_and_joined)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	apo_lexicons *lexicons = open_tsv(
		context, "de", "en", "de-en", "Zwirbel\ttwirl\nKlops\tmeatball\nQuarz\tquartz\n");
	static const struct {
		apo__side side;
		const char *form, *expected;
	} cases[] = {
		{APO__SOURCE, "zwirbel", "twirl"},
		{APO__TARGET, "twirl", "zwirbel"},
		{APO__TARGET, "twirls", "zwirbel"},
		{APO__SOURCE, "klopses", "meatball"},
		{APO__SOURCE, "klopsquarz", "meatball"},
		{APO__SOURCE, "zwirbelsquarz", "quartz"},
		{APO__SOURCE, "zwirbelquarzen", "twirl"},
		{APO__SOURCE, "zwirbel-klops", "meatball"},
		{APO__TARGET, "twirl\xe2\x80\x99s", "zwirbel"},
		{APO__SOURCE, "unwort", ""},
		{APO__SOURCE, "", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *got = first_of(lexicons, cases[i].side, cases[i].form, arena);
		cr_expect_str_eq(got, cases[i].expected, "%s: %s", cases[i].form, got);
	}
	cr_assert_not_null(apo_lexicons_used(lexicons, 0));
	cr_assert(!apo__lexicon_has_dictionary(lexicons)); /* a glossary is none */
	cr_assert(apo__lexicon_is_function_word(lexicons, APO__SOURCE, "und"));
	cr_assert(apo__lexicon_is_function_word(lexicons, APO__TARGET, "don\xe2\x80\x99t"));
	cr_assert(!apo__lexicon_is_function_word(lexicons, APO__SOURCE, "haus"));
	apo_lexicons_free(lexicons);
	apo__arena_free(arena);
	apo_context_free(context);
}

/* "ara" is "ar", "deu" is "de", with a data file and without; a language is the same however it is written */
Test(renderings, codes_of_languages)
{
	static const struct {
		const char *from, *to, *pair;
	} cases[] = {
		{"ar", "en", "ara-eng"},
		{"ara", "en", "ara-eng"},
		{"ar-EG", "eng", "ar-en"},
		{"ARA", "en-GB", "eng-ar"},
		{"de", "fr", "deu-fra"},
		{"deu", "fra", "de-fr"},
		{"swe", "fi", "sv-fin"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_context *context = apo_context_new(NULL, NULL);
		apo__arena *arena = apo__arena_new();
		apo_lexicons *lexicons = open_tsv(context, cases[i].from, cases[i].to,
			cases[i].pair, "quarx\tquarx\nklopz\tmeetbal\n");
		int turned = cases[i].pair[0] == 'e';
		cr_expect_str_eq(
			first_of(lexicons, turned ? APO__TARGET : APO__SOURCE, "klopz", arena),
			"meetbal", "%s %s", cases[i].from, cases[i].pair);
		apo_lexicons_free(lexicons);
		apo__arena_free(arena);
		apo_context_free(context);
	}
}

Test(renderings, the_core_lexicon_needs_nothing_installed)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.no_defaults = 1;
	apo_lexicons *lexicons = apo_lexicons_open(context, "de", "zh", &options, NULL);
	const apo__rendering *renderings;
	uint32_t count =
		apo__lexicon_renderings(lexicons, APO__SOURCE, "ankommen", arena, &renderings);
	cr_assert_gt(count, 0);
	for (uint32_t i = 0; i + 1 < count; i++)
		cr_assert_geq(renderings[i].weight, renderings[i + 1].weight);
	cr_assert(!apo__lexicon_has_dictionary(lexicons));
	apo_lexicons_free(lexicons);
	apo__arena_free(arena);
	apo_context_free(context);
}

Test(renderings, errors_say_what_to_do)
{
	static const struct {
		const char *from, *file;
		apo_status status;
		const char *message;
	} cases[] = {
		{"x", NULL, APO_EUSAGE, "'x' is not a language"},
		{"de", "/nonexistent.de-en.tsv", APO_EINPUT, "cannot be opened"},
		{"de", "/nonexistent.txt", APO_EUSAGE, "does not say its languages"},
		{"de", "de-en:/dev/null", APO_EINPUT, "is a device"},
	};
	apo_context *context = apo_context_new(NULL, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
		options.files = &cases[i].file;
		options.file_count = cases[i].file != NULL;
		options.no_defaults = 1;
		apo_error err = {0};
		cr_assert_null(apo_lexicons_open(context, cases[i].from, "en", &options, &err));
		cr_expect_eq(err.status, cases[i].status, "case %zu", i);
		cr_expect_not_null(strstr(err.message, cases[i].message), "%s", err.message);
	}
	apo_context_free(context);
}

Test(renderings, similarity_needs_no_dictionary)
{
	static const struct {
		const char *a, *b;
		double expected;
	} cases[] = {
		{"house", "house", 1},
		{"in", "in", .3},
		{"2024", "2024", 1.5},
		{"nation", "nationen", .5 * 6 / 8},
		{"die", "dieb", 0},
		{"", "", 0},
		{"a", "", 0},
		{"2024", "2025", 0},
		{"20245", "20246", 0},
		{"\xe6\x88\x91", "\xe6\x88\x91", 1},
		{"caf\xc3\xa9s", "caf\xc3\xa8s", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int swap = 0; swap < 2; swap++) {
			double got = swap ? apo__similarity(cases[i].b, cases[i].a)
					  : apo__similarity(cases[i].a, cases[i].b);
			cr_expect(fabs(got - cases[i].expected) < 1e-9, "%s %s: %g", cases[i].a,
				cases[i].b, got);
		}
}

static void write_file(const char *folder, const char *name, const char *text)
{
	char path[PATH_MAX + 128];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
}

typedef struct {
	unsigned without_dictionary, left_out, others;
} notice_counts;

static void count_notice(const char *message, void *user)
{
	notice_counts *counts = user;
	if (strstr(message, "no dictionary"))
		counts->without_dictionary++;
	else if (strstr(message, "skipped: not an entry"))
		counts->left_out++;
	else
		counts->others++;
}

Test(renderings, two_dictionaries_of_the_users_folder_meet_in_a_third_language)
{
	char top[PATH_MAX], folder[PATH_MAX + 64];
	cr_assert_not_null(mkdtemp(scratch_path(top, "data")));
	snprintf(folder, sizeof folder, "%s/apograph", top);
	mkdir(folder, 0700);
	snprintf(folder, sizeof folder, "%s/apograph/lexicons", top);
	mkdir(folder, 0700);
	write_file(folder, "x.fr-en.tsv", "zwirble\ttwirl\nbad line\n");
	write_file(folder, "y.en-hu.tsv", "twirl\tpörgés\n");
	write_file(folder, "notes.txt", "no dictionary\n");
	setenv("XDG_DATA_HOME", top, 1);
	notice_counts counts = {0};
	apo_context_options telling = APO_CONTEXT_OPTIONS_INIT;
	telling.notice = count_notice;
	telling.user = &counts;
	apo_context *context = apo_context_new(&telling, NULL);
	apo__arena *arena = apo__arena_new();
	apo_error err = {0};
	apo_lexicons *lexicons = apo_lexicons_open(context, "fr", "hu", NULL, &err);
	cr_assert_not_null(lexicons, "%s", err.message);
	cr_assert_str_eq(first_of(lexicons, APO__SOURCE, "zwirble", arena), "pörgés");
	cr_assert_str_eq(first_of(lexicons, APO__TARGET, "pörgés", arena), "zwirble");
	cr_assert_eq(counts.left_out, 1, "the bad line is reported");
	cr_assert_eq(counts.without_dictionary, 1, "that the dictionary is not one of the pair");
	apo_lexicons_free(lexicons);
	lexicons = apo_lexicons_open(context, "ro", "es", NULL, &err);
	cr_assert_not_null(lexicons);
	cr_assert_eq(counts.without_dictionary, 2, "that there is no dictionary is reported");
	cr_assert_eq(counts.left_out + counts.others, 1);
	apo_lexicons_free(lexicons);
	apo__arena_free(arena);
	apo_context_free(context);
	static const char *const names[] = {"apograph/lexicons/x.fr-en.tsv",
		"apograph/lexicons/y.en-hu.tsv", "apograph/lexicons/notes.txt", "apograph/lexicons",
		"apograph", ""};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[PATH_MAX + 64];
		snprintf(path, sizeof path, "%s/%s", top, names[i]);
		remove(path);
	}
}
