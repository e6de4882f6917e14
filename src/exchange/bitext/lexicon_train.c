/* SPDX-License-Identifier: Apache-2.0 */
/* Texts to a lexicon file. They are read twice: once to see that all can be read and how much it is, once to learn. */
#include <string.h>

#include "base/error.h"
#include "exchange/bitext/bitext_reader.h"
#include "lexicon/dictionary/lexicon_file.h"
#include "lexicon/make.h"
#include "lexicon/train.h"
#include "text/language/context.h"

typedef struct {
	apo_context *context;
	const char *const *files;
	size_t count;
	apo_lexicon_make_options options;
	apo_output *output;
	apo_lexicons *lexicons; /* cut texts without spaces */
	apo__trainer *trainer;
	uint64_t done, total;
} training;

static void learn_pair(
	const char *source, size_t source_size, const char *target, size_t target_size, void *user)
{
	training *t = user;
	apo__trainer_add(t->trainer, source, source_size, target, target_size);
	if (t->options.progress && ++t->done % 256 == 0)
		t->options.progress(t->done, t->total, t->options.user);
}

static int is_unspaced(const apo_context *context, const char *tag)
{
	const apo__language *language = apo__language_get(context, tag);
	return language && !strcmp(apo__language_setting(language, "words"), "unspaced");
}

static void free_lexicons(void *lexicons)
{
	apo_lexicons_free(lexicons);
}

/* Where words are written with spaces, no lexicon is needed to find them. */
static apo_status open_lexicons(apo__arena *arena, training *t, apo_error *err)
{
	const apo_lexicon_make_options *o = &t->options;
	apo_lexicon_options spaced = APO_LEXICON_OPTIONS_INIT;
	spaced.no_defaults = 1;
	int unspaced = is_unspaced(t->context, o->from) || is_unspaced(t->context, o->to);
	t->lexicons =
		apo_lexicons_open(t->context, o->from, o->to, unspaced ? o->words : &spaced, err);
	if (!t->lexicons)
		return err->status;
	apo__arena_defer(arena, free_lexicons, t->lexicons);
	if (apo__lexicon_same_language(t->lexicons))
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"both languages are %s; a lexicon is of two",
			apo__language_tag(apo__lexicon_language(t->lexicons, APO__SOURCE)));
	return APO_OK;
}

static void tell_left_out(const training *t, const apo__bitext_counts *counts)
{
	apo__training done = apo__trainer_pairs(t->trainer);
	if (counts->bad)
		apo__notice(t->context,
			counts->bad == 1
				? "%llu line or unit skipped: not a pair of %s and %s (%s, line "
				  "%llu)"
				: "%llu lines or units skipped: not pairs of %s and %s (the "
				  "first is %s, line %llu)",
			(unsigned long long)counts->bad, t->options.from, t->options.to,
			counts->bad_file, (unsigned long long)counts->bad_line);
	if (done.stride > 1)
		apo__notice(t->context, "every %uth pair is learned from: more is not needed",
			done.stride);
	apo__notice(t->context, "learned from %u pairs of segments", done.used);
}

static apo_status train(apo__arena *arena, void *user, apo_error *err)
{
	training *t = user;
	apo__bitext *bitext;
	apo__bitext_counts counts;
	apo_status status = open_lexicons(arena, t, err);
	if (!status)
		status = apo__bitext_new(
			arena, t->files, t->count, t->options.from, t->options.to, &bitext, err);
	if (!status)
		status = apo__bitext_read(bitext, arena, NULL, NULL, &counts, err);
	if (status)
		return status;
	if (!counts.pairs && counts.bad)
		return apo__fail(err, APO_EINPUT, counts.bad_file, APO_NO_OFFSET,
			(uint32_t)counts.bad_line,
			"is not a pair of %s and %s, and nothing else is; expected lines of "
			"source<TAB>target in UTF-8, or units with both languages",
			t->options.from, t->options.to);
	if (!counts.pairs)
		return apo__fail(err, APO_EINPUT, t->files[0], APO_NO_OFFSET, 0,
			"holds no pair of %s and %s to learn from", t->options.from, t->options.to);
	t->total = counts.pairs;
	t->trainer = apo__trainer_new(t->lexicons, APO__TRAINER_WORDS, apo__arena_child(arena));
	status = apo__bitext_read(bitext, arena, learn_pair, t, &counts, err);
	if (status)
		return status;
	if (t->options.progress)
		t->options.progress(t->total, t->total, t->options.user);
	apo__store *store =
		apo__trainer_learn(t->trainer, arena, t->options.progress, t->options.user);
	if (!store->entries)
		return apo__fail(err, APO_EINPUT, t->files[0], APO_NO_OFFSET, 0,
			"teaches nothing: in %llu pair%s of segments no two words occur together "
			"twice; expected some hundred pairs or more",
			(unsigned long long)counts.pairs, counts.pairs == 1 ? "" : "s");
	tell_left_out(t, &counts);
	apo__tell_made(t->context, store);
	return apo__sealed_write(store, 0, t->output, err);
}

apo_status apo_lexicon_train(apo_context *context, const char *const *files, size_t count,
	const apo_lexicon_make_options *options, apo_output *output, apo_error *err)
{
	apo_error local;
	training t = {.context = context,
		.files = files,
		.count = count,
		.options = APO_LEXICON_MAKE_OPTIONS_INIT,
		.output = output};
	if (!err)
		err = &local;
	apo_status status = apo__options(&t.options, options, err);
	if (status)
		return status;
	if (!t.options.from || !t.options.to || !count)
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"training needs files and both languages");
	apo__arena *arena = apo__context_job(context);
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	status = apo__guarded(arena, train, &t, err);
	apo__arena_free(arena);
	return status;
}
