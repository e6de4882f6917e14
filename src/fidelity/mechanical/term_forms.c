/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms as words. A term has to be in the source as it is or inflected; a rendering is looked for with more patience, because
 * what could be the rendering is not missing: as part of a compound, with another ending, as a verb parted from its particle
 * (anlegen: legen Sie … an, anzulegen). The words of a text times those of the rendering.
 */
#include "fidelity/mechanical/term_forms.h"

#include <string.h>

#include "text/unicode/chars.h"

#define LEAST_PART   3u /* letters of a word that may be part of a compound */
#define LEAST_ENDING 5u /* letters of a stem whose last one may be another */

const char *form_stem(const form_stems *how, const char *folded, apo__arena *arena)
{
	size_t size = strlen(folded);
	if (!how->stemmer)
		return folded;
	const char *stem = apo__stemmer_stem(how->stemmer, folded, &size);
	return size ? apo__strndup(arena, stem, size) : folded;
}

form_term form_term_make(const form_stems *how, const char *text, apo__arena *arena)
{
	apo__form_text whole = {.text = text, .size = (uint32_t)strlen(text)};
	form_view view;
	form_view_make(&view, &whole, arena);
	form_view_words(&view, arena);
	form_term term = {.text = text};
	uint32_t capitals = 0;
	if (view.word_count > FORM_TERM_WORDS)
		return term;
	const char **stems = apo__alloc_array(arena, (size_t)view.word_count + 1, sizeof *stems);
	const char **folded = apo__alloc_array(arena, (size_t)view.word_count + 1, sizeof *folded);
	for (uint32_t w = 0; w < view.word_count; w++) {
		folded[w] = view.words[w].folded;
		stems[term.count++] = form_stem(how, folded[w], arena);
		capitals += view.words[w].upper_all;
	}
	term.stems = stems;
	term.folded = folded;
	term.as_written = capitals && capitals == view.word_count;
	return term;
}

int form_term_is_written_at(const form_view *view, uint32_t word, const form_term *term)
{
	size_t size = strlen(term->text), at = view->at[view->words[word].first];
	return view->size - at >= size && !memcmp(view->text + at, term->text, size);
}

int form_term_is_at(
	const form_view *view, const char *const *stems, uint32_t word, const form_term *term)
{
	if (!term->count || view->word_count - word < term->count)
		return 0;
	for (uint32_t i = 0; i < term->count; i++)
		if (strcmp(stems[word + i], term->stems[i]) != 0 ||
			view->words[word + i].taken & FORM_IN_MARKUP)
			return 0;
	return !term->as_written || form_term_is_written_at(view, word, term);
}

static uint32_t common_prefix(const char *a, const char *b)
{
	uint32_t n = 0;
	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* Whether a word of the target may be word `i` of a rendering: by its stem, as part of a compound, with another ending. */
static int may_be(const form_word *word, const char *stem, const form_term *term, uint32_t i)
{
	const char *wanted = term->stems[i], *folded = term->folded[i];
	size_t size = strlen(wanted);
	if (!strcmp(stem, wanted))
		return 1;
	if (strlen(folded) < LEAST_PART)
		return !strncmp(word->folded, folded, strlen(folded)) && folded[1];
	if (strstr(word->folded, folded) || (size > LEAST_PART && strstr(stem, wanted)))
		return 1;
	return size >= LEAST_ENDING && common_prefix(stem, wanted) + 1 >= size;
}

/* Whether word `i` of a rendering is a verb with a particle before it (size of that), and the text has it in parts. */
static int is_parted(const form_view *view, const char *const *stems, const form_term *term,
	uint32_t i, size_t particle)
{
	const char *wanted = term->stems[i], *rest = wanted + particle;
	int apart = 0, verb = 0;
	for (uint32_t w = 0; w < view->word_count; w++) {
		const char *folded = view->words[w].folded;
		int begins = !strncmp(folded, wanted, particle);
		if (begins && strlen(stems[w]) > particle && strstr(stems[w] + particle, rest))
			return 1;
		apart |= begins && !folded[particle];
		verb |= !strncmp(stems[w], rest, strlen(rest));
	}
	return apart && verb;
}

static int is_verb_there(const form_stems *how, const form_view *view, const char *const *stems,
	const form_term *term, uint32_t i)
{
	size_t size = strlen(term->stems[i]);
	for (size_t p = 2; how->particles && p + LEAST_PART <= size; p++)
		if (apo__lang_find(how->particles, term->stems[i], p) &&
			is_parted(view, stems, term, i, p))
			return 1;
	return 0;
}

int form_term_may_be_in(const form_stems *how, const form_view *view, const char *const *stems,
	const form_term *term)
{
	int32_t first;
	apo__utf8_next(term->text, 0, (uint32_t)strlen(term->text), &first);
	if (!term->count || apo__is_ideograph(first))
		return strstr(view->text, term->text) != NULL;
	for (uint32_t i = 0; i < term->count; i++) {
		int found = 0;
		for (uint32_t w = 0; w < view->word_count && !found; w++)
			found = may_be(&view->words[w], stems[w], term, i);
		if (!found && !is_verb_there(how, view, stems, term, i))
			return 0;
	}
	return 1;
}
