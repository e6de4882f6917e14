/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms of a glossary in a unit. A term is found in the source by the stems of its words, longest first; a term inside of
 * another is not looked for. Its rendering counts as there when each of its words is in the target, inflected or in a
 * compound: what could be the rendering is not missing. A forbidden form must stand as it is or inflected. An entry in
 * capitals, or to be left untranslated, is compared as written. Cost: the words of a unit times the terms that begin alike.
 */
#include <string.h>

#include "fidelity/mechanical/family.h"
#include "fidelity/mechanical/glossary.h"
#include "lexicon/dictionary/stem.h"
#include "text/unicode/chars.h"

/* Set by hand. */
#define TERM_CONFIDENCE	     .8
#define FORBIDDEN_CONFIDENCE .9
#define KEPT_CONFIDENCE	     .9

#define MOST_WORDS  12u /* of a term */
#define LEAST_PART  4u	/* letters of a word that may be part of a compound */
#define MOST_MISSED 64u

/* A term or rendering as words. */
typedef struct {
	const char *text;
	const char *stems[MOST_WORDS];
	uint32_t count;
	int as_written; /* in capitals: IT, WHO */
} term_form;

typedef struct {
	term_form source;
	const term_form *targets, *forbidden;
	uint32_t target_count, forbidden_count;
	int untranslated;
	uint32_t next; /* term whose first stem is the same, in fewer words; index + 1 */
} known_term;

struct form_terms {
	form_glossary glossary;
	apo__stemmer *stemmers[2];
	APO__VECTOR(known_term) terms;
	apo__map by_stem;     /* hash of the first stem, index + 1 */
	apo__map rendered;    /* hashes of the stems of renderings */
	uint32_t target_only; /* first term without a source; index + 1 */
};

static const char *stem_of(const form_terms *terms, int side, const char *folded, apo__arena *arena)
{
	size_t size = strlen(folded);
	if (!terms->stemmers[side])
		return folded;
	const char *stem = apo__stemmer_stem(terms->stemmers[side], folded, &size);
	return size ? apo__strndup(arena, stem, size) : folded;
}

static term_form make_form(const form_terms *terms, int side, const char *text, apo__arena *arena)
{
	apo__form_text whole = {text, (uint32_t)strlen(text), NULL, 0};
	form_view view;
	form_view_make(&view, &whole, arena);
	form_view_words(&view, arena);
	term_form form = {.text = text};
	uint32_t capitals = 0;
	for (uint32_t w = 0; w < view.word_count && form.count < MOST_WORDS; w++) {
		form.stems[form.count++] = stem_of(terms, side, view.words[w].folded, arena);
		capitals += view.words[w].upper_all;
	}
	if (view.word_count > MOST_WORDS)
		form.count = 0;
	form.as_written = capitals && capitals == view.word_count;
	return form;
}

static const term_form *make_forms(
	const form_terms *terms, const form_strings *strings, apo__arena *arena)
{
	term_form *forms = apo__alloc_array(arena, (size_t)strings->count + 1, sizeof *forms);
	for (uint32_t i = 0; i < strings->count; i++)
		forms[i] = make_form(terms, APO__TARGET, strings->items[i], arena);
	return forms;
}

/* The terms that begin with the same stem: those of more words first. */
static void put_term(form_terms *terms, const known_term *term, apo__arena *arena)
{
	*apo__push(arena, &terms->terms) = *term;
	uint32_t number = terms->terms.count;
	const char *first = term->source.stems[0];
	uint32_t *at = apo__map_add(&terms->by_stem, apo__hash(first, strlen(first)), 0);
	while (*at && terms->terms.items[*at - 1].source.count > term->source.count)
		at = &terms->terms.items[*at - 1].next;
	terms->terms.items[number - 1].next = *at;
	*at = number;
}

static void add_terms(form_terms *terms, uint32_t from, apo__arena *arena)
{
	for (uint32_t i = from; i < terms->glossary.entries.count; i++) {
		const form_entry *entry = &terms->glossary.entries.items[i];
		known_term term = {.source = make_form(terms, APO__SOURCE, entry->source, arena),
			.targets = make_forms(terms, &entry->targets, arena),
			.forbidden = make_forms(terms, &entry->forbidden, arena),
			.target_count = entry->targets.count,
			.forbidden_count = entry->forbidden.count,
			.untranslated = entry->untranslated};
		for (uint32_t t = 0; t < term.target_count; t++)
			for (uint32_t w = 0; w < term.targets[t].count; w++) {
				const char *stem = term.targets[t].stems[w];
				apo__map_add(&terms->rendered, apo__hash(stem, strlen(stem)), 1);
			}
		if (term.source.count) {
			put_term(terms, &term, arena);
		} else if (entry->forbidden.count) {
			*apo__push(arena, &terms->terms) = term;
			terms->terms.items[terms->terms.count - 1].next = terms->target_only;
			terms->target_only = terms->terms.count;
		}
	}
}

apo_status apo__form_add_terms(apo__form_checker *checker, const char *path, apo_error *err)
{
	form_terms *terms = checker->terms;
	apo__arena *arena = checker->arena;
	if (!terms) {
		checker->terms = terms = apo__alloc(arena, sizeof *terms);
		apo__map_init(&terms->by_stem, arena);
		apo__map_init(&terms->rendered, arena);
		for (int side = 0; side < 2; side++)
			if (checker->locale[side].language)
				terms->stemmers[side] =
					apo__stemmer_new(checker->locale[side].language, arena);
	}
	uint32_t from = terms->glossary.entries.count;
	apo_status status = form_glossary_read(arena, checker->context, path,
		checker->locale[0].tag, checker->locale[1].tag, &terms->glossary, err);
	if (!status)
		add_terms(terms, from, arena);
	return status;
}

/* ---- in a unit ---- */

/* The stems of a side's words, each once a unit. */
static const char **stems_of(form_job *job, int side)
{
	const form_view *v = &job->view[side];
	const char **stems =
		apo__alloc_array(job->scratch, (size_t)v->word_count + 1, sizeof *stems);
	for (uint32_t w = 0; w < v->word_count; w++)
		stems[w] = stem_of(job->checker->terms, side, v->words[w].folded, job->scratch);
	return stems;
}

static int is_as_written(const form_view *v, uint32_t word, const term_form *form)
{
	size_t size = strlen(form->text), at = v->at[v->words[word].first];
	return v->size - at >= size && !memcmp(v->text + at, form->text, size);
}

/* Whether a form occurs at a word, inflected as it may be. */
static int stands_at(
	const form_view *v, const char *const *stems, uint32_t word, const term_form *form)
{
	if (!form->count || v->word_count - word < form->count)
		return 0;
	for (uint32_t i = 0; i < form->count; i++)
		if (strcmp(stems[word + i], form->stems[i]) != 0 ||
			v->words[word + i].taken & FORM_IN_MARKUP)
			return 0;
	return !form->as_written || is_as_written(v, word, form);
}

static uint32_t common_prefix(const char *a, const char *b)
{
	uint32_t n = 0;
	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* Whether a word of the target may be the word of a rendering: by its stem, as part of a compound, with another ending. */
static int may_be(const form_word *word, const char *stem, const char *wanted)
{
	size_t size = strlen(wanted);
	if (!strcmp(stem, wanted))
		return 1;
	if (size < LEAST_PART)
		return !strncmp(word->folded, wanted, size) && size > 1;
	return strstr(word->folded, wanted) != NULL ||
	       common_prefix(word->folded, wanted) + 1 >= size;
}

static int is_rendered(const form_view *t, const char *const *stems, const term_form *form)
{
	if (t->word_count && form->count && apo__is_ideograph(t->c[t->words[0].first]))
		return strstr(t->text, form->text) != NULL;
	for (uint32_t i = 0; i < form->count; i++) {
		int found = 0;
		for (uint32_t w = 0; w < t->word_count && !found; w++)
			found = may_be(&t->words[w], stems[w], form->stems[i]);
		if (!found)
			return 0;
	}
	return form->count > 0;
}

static int contains(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

/* A forbidden form that is not part of an allowed one. */
static uint32_t find_forbidden(const form_view *t, const char *const *stems, const known_term *term,
	const term_form **form)
{
	for (uint32_t f = 0; f < term->forbidden_count; f++) {
		int allowed = 0;
		for (uint32_t i = 0; i < term->target_count; i++)
			allowed |= contains(term->targets[i].text, term->forbidden[f].text) &&
				   is_rendered(t, stems, &term->targets[i]);
		for (uint32_t w = 0; w < t->word_count && !allowed; w++)
			if (stands_at(t, stems, w, &term->forbidden[f])) {
				*form = &term->forbidden[f];
				return w;
			}
	}
	return FORM_NOTHING;
}

static void check_kept(form_job *job, const known_term *term, uint32_t first, uint32_t end)
{
	const form_view *t = &job->view[1];
	if (form_occurs(&job->view[0], t, first, end) || contains(t->text, term->source.text))
		return;
	form_flag(job, APO_ISSUE_DO_NOT_TRANSLATE, APO_SEVERITY_MAJOR, first, end, t->first, t->end,
		KEPT_CONFIDENCE, "“%s” has to stay as it is", form_text(job, 0, first, end));
}

static void check_term(form_job *job, const known_term *term, const char *const *stems,
	uint32_t first, uint32_t end)
{
	const form_view *t = &job->view[1];
	const term_form *form = NULL;
	if (term->untranslated) {
		check_kept(job, term, first, end);
		return;
	}
	uint32_t bad = find_forbidden(t, stems, term, &form);
	if (bad != FORM_NOTHING) {
		form_flag(job, APO_ISSUE_TERM_FORBIDDEN, APO_SEVERITY_MAJOR, first, end,
			t->words[bad].first, t->words[bad + form->count - 1].end,
			FORBIDDEN_CONFIDENCE, "“%s” is not to be rendered as “%s”%s%s%s",
			form_text(job, 0, first, end), form->text,
			term->target_count ? "; expected “" : "",
			term->target_count ? term->targets[0].text : "",
			term->target_count ? "”" : "");
		return;
	}
	for (uint32_t i = 0; i < term->target_count; i++)
		if (is_rendered(t, stems, &term->targets[i]))
			return;
	if (term->target_count)
		form_flag(job, APO_ISSUE_TERM, APO_SEVERITY_MAJOR, first, end, t->first, t->end,
			TERM_CONFIDENCE, "the term “%s” lacks its rendering “%s”",
			form_text(job, 0, first, end), term->targets[0].text);
}

/* The longest term at a word, or the next one after the term `after` (its index + 1). */
static const known_term *find_term(const form_terms *terms, const form_view *s,
	const char *const *stems, uint32_t word, uint32_t after)
{
	const uint32_t *first =
		apo__map_find(&terms->by_stem, apo__hash(stems[word], strlen(stems[word])));
	for (uint32_t i = after	  ? terms->terms.items[after - 1].next
			  : first ? *first
				  : 0;
		i; i = terms->terms.items[i - 1].next)
		if (stands_at(s, stems, word, &terms->terms.items[i - 1].source) &&
			(!terms->terms.items[i - 1].untranslated ||
				is_as_written(s, word, &terms->terms.items[i - 1].source)))
			return &terms->terms.items[i - 1];
	return NULL;
}

void form_check_terms(form_job *job)
{
	const form_terms *terms = job->checker->terms;
	const form_view *s = &job->view[0], *t = &job->view[1];
	if (!terms)
		return;
	const char **source = stems_of(job, 0), **target = stems_of(job, 1);
	const known_term *done[MOST_MISSED];
	uint32_t done_count = 0;
	for (uint32_t w = 0; w < s->word_count;) {
		const known_term *term = find_term(terms, s, source, w, 0), *best = term;
		if (!term) {
			w++;
			continue;
		}
		/* several entries of the same words: the one that is rendered, if any */
		for (const known_term *other = term;
			other && other->source.count == term->source.count;
			other = find_term(
				terms, s, source, w, (uint32_t)(other - terms->terms.items) + 1)) {
			int rendered = 0;
			for (uint32_t i = 0; i < other->target_count && !other->untranslated; i++)
				rendered |= is_rendered(t, target, &other->targets[i]);
			if (rendered) {
				best = other;
				break;
			}
		}
		int again = 0;
		for (uint32_t i = 0; i < done_count; i++)
			again |= done[i] == best;
		if (!again && done_count < MOST_MISSED) {
			done[done_count++] = best;
			check_term(job, best, target, s->words[w].first,
				s->words[w + term->source.count - 1].end);
		}
		w += term->source.count;
	}
	for (uint32_t i = terms->target_only; i; i = terms->terms.items[i - 1].next) {
		const term_form *form = NULL;
		uint32_t bad = find_forbidden(t, target, &terms->terms.items[i - 1], &form);
		if (bad != FORM_NOTHING)
			form_flag_target(job, APO_ISSUE_TERM_FORBIDDEN, APO_SEVERITY_MAJOR,
				t->words[bad].first, t->words[bad + form->count - 1].end,
				FORBIDDEN_CONFIDENCE, "“%s” is not to be used", form->text);
	}
}

int form_is_term_word(form_job *job, const form_word *word)
{
	const form_terms *terms = job->checker->terms;
	if (!terms)
		return 0;
	const char *stem = stem_of(terms, APO__TARGET, word->folded, job->scratch);
	return apo__map_find(&terms->rendered, apo__hash(stem, strlen(stem))) != NULL;
}
