/* SPDX-License-Identifier: Apache-2.0 */
/* What a command did is filled in when it succeeds, and only then. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "../../scratch.h"
#include "apograph.h"

#define UNIT                                                                                       \
	"<tu><tuv xml:lang=\"en\"><seg>Yes.</seg></tuv><tuv "                                      \
	"xml:lang=\"de\"><seg>Ja.</seg></tuv></tu>"
#define HEAD                                                                                       \
	"<tmx version=\"1.4\"><header srclang=\"en\" adminlang=\"en\" datatype=\"plaintext\" "     \
	"segtype=\"sentence\" creationtool=\"t\" creationtoolversion=\"1\" o-tmf=\"t\"/><body>"

static char folder[PATH_MAX], whole[PATH_MAX + 16], damaged[PATH_MAX + 16], output[PATH_MAX + 16];

static void put(char path[PATH_MAX + 16], const char *name, const char *text)
{
	snprintf(path, PATH_MAX + 16, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	cr_assert_not_null(file);
	fputs(text, file);
	cr_assert_eq(fclose(file), 0);
}

static void make_files(void)
{
	cr_assert_not_null(mkdtemp(scratch_path(folder, "results")));
	put(whole, "whole.tmx", HEAD UNIT "</body></tmx>");
	put(damaged, "damaged.tmx", HEAD UNIT "<tu><tuv");
	snprintf(output, sizeof output, "%s/out.tsv", folder);
}

TestSuite(results, .init = make_files);

static apo_status convert(apo_context *context, const char *input, apo_tmx_result *result)
{
	apo_convert_options options = APO_CONVERT_OPTIONS_INIT;
	options.inputs = &input;
	options.input_count = 1;
	options.output = output;
	options.format = "tsv";
	return apo_tmx_convert(context, &options, result, NULL);
}

Test(results, of_tmx_convert)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo_tmx_result result = {.units = 77};
	cr_expect_eq(convert(context, damaged, &result), APO_EINPUT);
	cr_expect_eq(result.units, 77);
	cr_expect_eq(convert(context, damaged, NULL), APO_EINPUT);
	cr_expect_eq(convert(context, whole, &result), APO_OK);
	cr_expect_eq(result.units, 1);
	cr_expect_eq(result.written, 1);
	apo_context_free(context);
}

Test(results, of_tmx_clean)
{
	apo_context *context = apo_context_new(NULL, NULL);
	const apo_write_options how = APO_WRITE_OPTIONS_INIT;
	apo_tmx_result result = {.units = 77};
	cr_expect_eq(apo_tmx_clean(context, damaged, NULL, NULL, &how, &result, NULL), APO_EINPUT);
	cr_expect_eq(result.units, 77);
	cr_expect_eq(apo_tmx_clean(context, whole, NULL, NULL, &how, &result, NULL), APO_OK);
	cr_expect_eq(result.units, 1);
	apo_context_free(context);
}

Test(results, of_corpus_add)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo_error err;
	apo_corpus_added added = {.known = 77};
	char text[PATH_MAX + 16], none[PATH_MAX + 16];
	put(text, "en.txt", "The mayor opened the bridge on Monday, and many people came.\n");
	snprintf(none, sizeof none, "%s/none.txt", folder);
	const char *const files[] = {text, none};
	cr_expect_eq(apo_corpus_add(context, folder, files, 2, NULL, &added, &err), APO_EINPUT);
	cr_expect_eq(added.known, 77);
	cr_expect_eq(apo_corpus_add(context, folder, files, 1, NULL, NULL, &err), APO_OK, "%s",
		err.message);
	cr_expect_eq(apo_corpus_add(context, folder, files, 1, NULL, &added, &err), APO_OK);
	cr_expect_eq(added.known, 1);
	cr_expect_eq(added.added, 0);
	apo_context_free(context);
}
