/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the score's models are made from; tools/train_score.py and tools/train_language.py run it.
 *     score-signs signs|built-in FROM TO   source<TAB>target lines to one line of signs each, their names before; built-in: without
 *         the dictionaries that are installed
 *     score-signs words LANG FORMAT FILE   the words of a text, one a line: form, stem, flags; an empty line after a sentence
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "fidelity/scoring/signs.h"

static apo_status say(const apo_error *err)
{
	fprintf(stderr, "score-signs: %s\n", err->message);
	return err->status ? err->status : APO_EINPUT;
}

static void put_names(void)
{
	for (int i = 0; i < APO__SIGN_COUNT; i++)
		printf("%s\t", apo__sign_name((apo__sign)i));
	puts("length\tmodelled");
}

static void put_signs(const apo__pair_signs *signs)
{
	char out[40];
	for (int i = 0; i < APO__SIGN_COUNT; i++)
		printf("%s\t", apo__decimal(out, signs->value[i], 4));
	printf("%s\t%d\n", apo__decimal(out, signs->length, 0), signs->modelled);
}

static apo_status put_all_signs(apo_context *context, int built_in, char *langs[], apo_error *err)
{
	apo_lexicon_options words = APO_LEXICON_OPTIONS_INIT;
	words.no_defaults = built_in;
	apo_lexicons *lexicons = apo_lexicons_open(context, langs[0], langs[1], &words, err);
	apo_scorer *scorer = lexicons ? apo_scorer_open(context, lexicons, 0, err) : NULL;
	char *line = NULL;
	size_t capacity = 0;
	apo_status status = scorer ? APO_OK : say(err);
	put_names();
	for (ssize_t size; !status && (size = getline(&line, &capacity, stdin)) > 0;) {
		apo__pair_signs signs;
		uint64_t issues;
		line[strcspn(line, "\n")] = '\0';
		char *tab = strchr(line, '\t');
		if (tab)
			*tab = '\0';
		status = apo__scorer_signs(scorer, line, tab ? tab + 1 : "", &signs, &issues, err);
		if (status)
			say(err);
		else
			put_signs(&signs);
	}
	free(line);
	apo_scorer_free(scorer);
	apo_lexicons_free(lexicons);
	return status;
}

static apo_status put_words(apo_context *context, char *const arguments[], apo_error *err)
{
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	apo_lexicon_options no_dictionaries = APO_LEXICON_OPTIONS_INIT;
	options.format = strcmp(arguments[1], "lines") == 0 ? APO_FORMAT_LINES : APO_FORMAT_TEXT;
	options.lang = arguments[0];
	options.layers = APO_LAYER_TOKENS;
	apo_lexicons *lexicons =
		apo_lexicons_open(context, arguments[0], arguments[0], &no_dictionaries, err);
	apo_document *d = lexicons ? apo_document_open(context, arguments[2], &options, err) : NULL;
	if (!d)
		return say(err);
	apo__arena *arena = apo__arena_new();
	apo__words words = apo__lexicon_words(lexicons, APO__SOURCE, d, arena);
	for (uint32_t w = 0; w < words.count; w++) {
		const apo__word *word = &words.words[w];
		if (w && words.words[w - 1].segment != word->segment)
			putchar('\n');
		printf("%s\t%s\t%d\t%d\n", word->form,
			apo__lexicon_stem(lexicons, APO__SOURCE, word->form, arena), word->kind,
			word->flags);
	}
	apo__arena_free(arena);
	apo_document_free(d);
	apo_lexicons_free(lexicons);
	return APO_OK;
}

int main(int argc, char **argv)
{
	apo_error err;
	apo_context *context = apo_context_new(NULL, &err);
	apo_status status = APO_EUSAGE;
	int built_in = argc > 1 && !strcmp(argv[1], "built-in");
	if (context && argc == 4 && (built_in || !strcmp(argv[1], "signs")))
		status = put_all_signs(context, built_in, argv + 2, &err);
	else if (context && argc == 5 && !strcmp(argv[1], "words"))
		status = put_words(context, argv + 2, &err);
	else
		fprintf(stderr,
			"usage: score-signs signs|built-in FROM TO | score-signs words LANG "
			"lines|text FILE\n");
	apo_context_free(context);
	return status != APO_OK;
}
