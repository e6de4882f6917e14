/* SPDX-License-Identifier: Apache-2.0 */
/* Opening and closing; what is known of the pair itself. */
#include <string.h>

#include "base/error.h"
#include "lexicon/dictionary_files.h"
#include "lexicon/related.h"
#include "text/language/context.h"

typedef struct {
	apo_context *context;
	const char *from, *to;
	apo_lexicon_options options;
	apo_lexicons *lexicons;
} opening;

/* The languages of the first file that was named. */
static apo_status languages_of_file(
	apo_lexicons *lexicons, const opening *o, const char *tags[2], apo_error *err)
{
	apo__lexicon_file file = {.languages = {NULL, NULL}};
	apo_status status = APO_OK;
	if (o->options.file_count)
		status = apo__lexicon_file_named(lexicons, o->options.files[0], &file, err);
	if (!status && !file.languages[0])
		status = apo__fail(err, APO_EUSAGE, file.path, APO_NO_OFFSET, 0,
			"the languages are not known; say both (--from and --to), or name a "
			"lexicon that says them");
	for (int side = 0; side < 2 && !status; side++)
		tags[side] = apo__language_tag(file.languages[side]);
	return status;
}

static apo_status open_pair(apo__arena *arena, void *user, apo_error *err)
{
	opening *o = user;
	apo_lexicons *lexicons = apo__alloc(arena, sizeof *lexicons);
	const char *tags[2] = {o->from, o->to};
	lexicons->arena = arena;
	lexicons->context = o->context;
	if (!o->from && !o->to) {
		apo_status status = languages_of_file(lexicons, o, tags, err);
		if (status)
			return status;
	}
	for (int side = 0; side < 2; side++) {
		apo_status status = apo__lexicons_language(
			lexicons, tags[side], &lexicons->languages[side], err);
		if (status)
			return status;
	}
	lexicons->same_language = !strcmp(apo__language_tag(lexicons->languages[0]),
		apo__language_tag(lexicons->languages[1]));
	apo_status status = apo__lexicons_find(lexicons, &o->options, err);
	if (status)
		return status;
	for (int side = 0; side < 2; side++)
		lexicons->thesaurus[side] =
			side && lexicons->same_language
				? lexicons->thesaurus[0]
				: apo__thesaurus_open(lexicons, (apo__side)side, &o->options);
	o->lexicons = lexicons;
	return APO_OK;
}

apo_lexicons *apo_lexicons_open(apo_context *context, const char *from, const char *to,
	const apo_lexicon_options *options, apo_error *err)
{
	opening o = {context, from, to, APO_LEXICON_OPTIONS_INIT, NULL};
	if (apo__options(&o.options, options, err))
		return NULL;
	apo__arena *arena = apo__context_job(context);
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	if (!apo__guarded(arena, open_pair, &o, err))
		return o.lexicons;
	apo__arena_free(arena);
	return NULL;
}

void apo_lexicons_free(apo_lexicons *lexicons)
{
	if (lexicons)
		apo__arena_free(lexicons->arena);
}

const char *apo_lexicons_used(const apo_lexicons *lexicons, size_t i)
{
	return i < lexicons->used.count ? lexicons->used.items[i] : NULL;
}

int apo__lexicon_same_language(const apo_lexicons *lexicons)
{
	return lexicons->same_language;
}

int apo__lexicon_has_dictionary(const apo_lexicons *lexicons)
{
	return lexicons->has_dictionary;
}

const apo__language *apo__lexicon_language(const apo_lexicons *lexicons, apo__side side)
{
	return lexicons->languages[side];
}

const char *apo__lexicon_stem(
	const apo_lexicons *lexicons, apo__side side, const char *form, apo__arena *arena)
{
	apo__stemmer *stemmer = apo__stemmer_new(lexicons->languages[side], arena);
	if (!stemmer)
		return form;
	size_t size = strlen(form);
	const char *stem = apo__stemmer_stem(stemmer, form, &size);
	if (stem != form)
		stem = apo__strndup(arena, stem, size);
	apo__stemmer_free(stemmer);
	return stem;
}

int apo__lexicon_is_function_word(const apo_lexicons *lexicons, apo__side side, const char *form)
{
	const apo__lang_section *section =
		apo__language_section(lexicons->languages[side], "function-words");
	const char *mark = strstr(form, "\xe2\x80\x99");
	if (!mark)
		return apo__lang_find(section, form, strlen(form)) != NULL;
	char plain[64];
	size_t before = (size_t)(mark - form), after = strlen(mark + 3);
	if (before + 1 + after >= sizeof plain)
		return 0;
	memcpy(plain, form, before);
	plain[before] = '\'';
	memcpy(plain + before + 1, mark + 3, after);
	return apo__lang_find(section, plain, before + 1 + after) != NULL;
}
