/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stddef.h>
#include <string.h>

#include "base/error.h"

Test(options, none_are_the_defaults)
{
	apo_align_options copy = APO_ALIGN_OPTIONS_INIT;
	copy.fast = 7;
	cr_assert_eq(apo__options(&copy, (const apo_align_options *)NULL, NULL), APO_OK);
	cr_assert_eq(copy.fast, 7);
	cr_assert_eq(copy.size, sizeof copy);
}

Test(options, what_an_older_program_does_not_know_keeps_its_default)
{
	apo_document_options old = APO_DOCUMENT_OPTIONS_INIT, copy = APO_DOCUMENT_OPTIONS_INIT;
	old.size = offsetof(apo_document_options, encoding);
	old.lang = "de";
	old.encoding = old.url = "nonsense";
	cr_assert_eq(apo__options(&copy, &old, NULL), APO_OK);
	cr_assert_str_eq(copy.lang, "de");
	cr_assert_null(copy.encoding);
	cr_assert_null(copy.url);
	cr_assert_eq(copy.size, sizeof copy);
}

Test(options, a_newer_program_may_say_only_what_we_know)
{
	struct {
		apo_align_options known;
		uint64_t more;
	} newer = {APO_ALIGN_OPTIONS_INIT, 0};
	apo_align_options copy = APO_ALIGN_OPTIONS_INIT;
	apo_error err;
	newer.known.size = sizeof newer;
	newer.known.fast = 1;
	cr_assert_eq(apo__options(&copy, &newer.known, &err), APO_OK);
	cr_assert_eq(copy.fast, 1);
	cr_assert_eq(copy.size, sizeof copy);
	newer.more = 1;
	newer.known.fast = 0;
	cr_assert_eq(apo__options(&copy, &newer.known, &err), APO_EUSAGE);
	cr_assert(strstr(err.message, "does not know"), "%s", err.message);
	cr_assert_eq(copy.fast, 1);
}

Test(options, a_size_that_was_not_set_is_refused)
{
	static const uint32_t sizes[] = {0, 3, 1u << 30};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		apo_align_options given = APO_ALIGN_OPTIONS_INIT, copy = APO_ALIGN_OPTIONS_INIT;
		apo_error err;
		given.size = sizes[i];
		cr_assert_eq(apo__options(&copy, &given, &err), APO_EUSAGE, "%u", sizes[i]);
		cr_assert(strstr(err.message, "_OPTIONS_INIT"), "%s", err.message);
	}
}

/* A member that is added later must not lie where older programs have padding. */
Test(options, end_without_padding)
{
#define ENDS(type, last)                                                                           \
	cr_assert_eq(sizeof(type), offsetof(type, last) + sizeof(((type *)0)->last), #type)
	ENDS(apo_context_options, user);
	ENDS(apo_document_options, note);
	ENDS(apo_lexicon_options, no_core);
	ENDS(apo_lexicon_make_options, user);
	ENDS(apo_align_options, pivot);
	ENDS(apo_bilingual_options, to);
	ENDS(apo_check_options, fail_on);
	ENDS(apo_trace_options, user);
	ENDS(apo_write_options, jobs);
	ENDS(apo_tmx_options, user);
	ENDS(apo_convert_options, min_state);
	ENDS(apo_sign_options, time);
	ENDS(apo_ledger_run, time);
	ENDS(apo_ledger_verify_options, user);
	ENDS(apo_audit_options, jobs);
}

/* Every public function that takes options, with some of no size: nothing is read, opened or written. */
Test(options, public_functions_refuse_them)
{
	apo_error err;
	apo_context *context = apo_context_new(NULL, NULL);
	apo_document *d = apo_document_read(context, "t", "One. Two.", 9, NULL, NULL), *e;
	apo_lexicons *lexicons = apo_lexicons_open(context, "en", "de", NULL, NULL);
	apo_output *output = apo_output_open("/dev/null", NULL);
	apo_alignment *alignment = apo_align(context, d, d, lexicons, NULL, NULL);
	apo_report *report = apo_check(context, alignment, lexicons, NULL, NULL);
	apo_corpus corpus = {.count = 0};
	apo_corpus_added added;
	apo_trace trace = {.corpus = &corpus};
	apo_audit audit = {.count = 0};
	apo_word_answer words = {.count = 0};
	apo_tmx_stats stats = {.units = 0};
	const char *const files[] = {"none.tmx", "none.tmx"};
	apo_tmx_options bad_tmx = {0};
	apo_write_options bad_write = {0}, nested = APO_WRITE_OPTIONS_INIT;
	nested.tmx = &bad_tmx;
	cr_assert(context && d && lexicons && output && alignment && report);
#define REFUSES(call)                                                                              \
	do {                                                                                       \
		err.status = APO_OK;                                                               \
		(void)(call);                                                                      \
		cr_assert_eq(err.status, APO_EUSAGE, #call);                                       \
		cr_assert(strstr(err.message, "size of 0"), #call ": %s", err.message);            \
	} while (0)
	REFUSES(apo_context_new(&(apo_context_options){0}, &err));
	REFUSES(apo_document_open(context, "none", &(apo_document_options){0}, &err));
	REFUSES(apo_document_read(context, "t", "One.", 4, &(apo_document_options){0}, &err));
	REFUSES(apo_corpus_add(
		context, "none", files, 1, &(apo_document_options){0}, &added, &err));
	REFUSES(apo_lexicons_open(context, "en", "de", &(apo_lexicon_options){0}, &err));
	REFUSES(apo_lexicon_merge(context, files, 1, &(apo_lexicon_make_options){0}, output, &err));
	REFUSES(apo_lexicon_train(context, files, 1, &(apo_lexicon_make_options){0}, output, &err));
	REFUSES(apo_lexicon_install(context, "none", &(apo_lexicon_make_options){0}, &err));
	REFUSES(apo_align(context, d, d, lexicons, &(apo_align_options){0}, &err));
	REFUSES(apo_check(context, alignment, lexicons, &(apo_check_options){0}, &err));
	REFUSES(apo_trace_corpus(context, &corpus, &(apo_trace_options){0}, &err));
	REFUSES(apo_bilingual_open(
		context, "none.tmx", &(apo_bilingual_options){0}, &d, &e, &alignment, &err));
	REFUSES(apo_tmx_convert(context, &(apo_convert_options){0}, NULL, &err));
	REFUSES(apo_ledger_verify(context, "none", &(apo_ledger_verify_options){0}, &err));
	REFUSES(apo_ledger_sign(context, "none", &(apo_sign_options){0}, &err));
	REFUSES(apo_audit_tmx(context, "none.tmx", &(apo_audit_options){0}, &err));
	const apo_write_options *const bad[] = {&bad_write, &nested};
	REFUSES(apo_write_segments(output, d, bad[0], &err));
	REFUSES(apo_write_ledger(output, context, "none", NULL, bad[0], &err));
	for (int i = 0; i < 2; i++) {
		REFUSES(apo_write_alignment(output, alignment, report, bad[i], &err));
		REFUSES(apo_write_report(output, report, bad[i], &err));
		REFUSES(apo_write_trace(output, &trace, bad[i], &err));
		REFUSES(apo_write_audit(output, &audit, bad[i], &err));
		REFUSES(apo_write_words(output, &words, bad[i], &err));
		REFUSES(apo_write_tmx_stats(output, &stats, bad[i], &err));
		REFUSES(apo_tmx_validate(context, files, 1, output, bad[i], NULL, &err));
		REFUSES(apo_tmx_merge(context, files, 2, output, NULL, bad[i], NULL, &err));
		REFUSES(apo_tmx_clean(context, files[0], output, NULL, bad[i], NULL, &err));
		REFUSES(apo_tmx_split(context, files[0], output, bad[i], NULL, &err));
		REFUSES(apo_tmx_diff(context, files[0], files[1], output, bad[i], NULL, &err));
	}
	apo_report_free(report);
	apo_alignment_free(alignment);
	apo_output_free(output);
	apo_lexicons_free(lexicons);
	apo_document_free(d);
	apo_context_free(context);
}
