/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms of a glossary in a unit. A term is found in the source by the stems of its words, longest first; a term inside of
 * another is not looked for. Its rendering counts as there when each of its words is in the target, inflected or in a
 * compound: what could be the rendering is not missing. A forbidden form must stand as it is or inflected. An entry in
 * capitals, or to be left untranslated, is compared as written. Terms are found by a hash of all their stems, so that the cost
 * is the words of a unit times the lengths of terms that begin with the same word, whatever the size of the glossary.
 */
#include <string.h>

#include "fidelity/mechanical/family.h"
#include "fidelity/mechanical/glossary.h"
#include "lexicon/dictionary/stem.h"
#include "text/language/context.h"
#include "text/unicode/chars.h"

/* Set by hand. */
#define TERM_CONFIDENCE	     .8
#define FORBIDDEN_CONFIDENCE .9
#define KEPT_CONFIDENCE	     .9

#define MOST_WORDS  32u /* of a term, as many as a value of a map has bits */
#define LEAST_PART  4u	/* letters of a word that may be part of a compound */
#define MOST_MISSED 64u

/* A term or rendering as words. */
typedef struct {
	const char *text;
	const char *const *stems;
	uint32_t count; /* 0 = no words, or too many */
	int as_written; /* in capitals: IT, WHO */
} term_form;

typedef struct {
	term_form source;
	const term_form *targets, *forbidden;
	uint32_t target_count, forbidden_count;
	int untranslated;
	uint32_t next; /* another term of the same words; index + 1 */
} known_term;

/* Which forms begin with a word, and which terms are which words. */
typedef struct {
	apo__map lengths;  /* hash of the first stem: bit n = there is a form of n + 1 words */
	apo__map by_stems; /* hash of all stems: index + 1 of the last term of that form */
} form_index;

#define RECENT 4096u /* words of a side whose stems' hashes are kept, a power of two */
typedef struct {
	uint64_t word, stem;
} stem_hash;

struct form_terms {
	form_glossary glossary;
	apo__stemmer *stemmers[2];
	stem_hash *recent[2];
	APO__VECTOR(known_term) terms;
	form_index sources;
	form_index unwanted; /* of the target: forbidden forms of entries without a source */
	apo__map rendered;   /* hashes of the stems of renderings */
	uint32_t unusable;   /* terms of too many words, or none */
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
	apo__form_text whole = {.text = text, .size = (uint32_t)strlen(text)};
	form_view view;
	form_view_make(&view, &whole, arena);
	form_view_words(&view, arena);
	term_form form = {.text = text};
	uint32_t capitals = 0;
	if (view.word_count > MOST_WORDS)
		return form;
	const char **stems = apo__alloc_array(arena, (size_t)view.word_count + 1, sizeof *stems);
	for (uint32_t w = 0; w < view.word_count; w++) {
		stems[form.count++] = stem_of(terms, side, view.words[w].folded, arena);
		capitals += view.words[w].upper_all;
	}
	form.stems = stems;
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

/* The hash of stems, one after the other, from 0 on. */
static uint64_t hash_on(uint64_t hash, uint64_t stem)
{
	hash = (hash ^ stem) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 29;
}

static uint64_t hash_of(const char *stem)
{
	return apo__hash(stem, strlen(stem));
}

static void open_index(form_index *index, apo__arena *arena)
{
	apo__map_init(&index->lengths, arena);
	apo__map_init(&index->by_stems, arena);
}

/* The last term put in for the words of a form, as index + 1, to be replaced by one that goes on with it. */
static uint32_t *put_form(form_index *index, const term_form *form)
{
	uint64_t hash = 0;
	*apo__map_add(&index->lengths, hash_on(0, hash_of(form->stems[0])), 0) |=
		UINT32_C(1) << (form->count - 1);
	for (uint32_t i = 0; i < form->count; i++)
		hash = hash_on(hash, hash_of(form->stems[i]));
	return apo__map_add(&index->by_stems, hash, 0);
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
		uint32_t *last = term.source.count ? put_form(&terms->sources, &term.source) : NULL;
		if (last) {
			term.next = *last;
			*last = terms->terms.count + 1;
		}
		*apo__push(arena, &terms->terms) = term;
		for (uint32_t f = 0; f < term.forbidden_count && !*entry->source; f++)
			if (term.forbidden[f].count)
				*put_form(&terms->unwanted, &term.forbidden[f]) =
					terms->terms.count;
		if (*entry->source && !term.source.count)
			terms->unusable++;
	}
}

apo_status apo__form_add_terms(apo__form_checker *checker, const char *path, apo_error *err)
{
	form_terms *terms = checker->terms;
	apo__arena *arena = checker->arena;
	if (!terms) {
		checker->terms = terms = apo__alloc(arena, sizeof *terms);
		open_index(&terms->sources, arena);
		open_index(&terms->unwanted, arena);
		apo__map_init(&terms->rendered, arena);
		for (int side = 0; side < 2; side++) {
			terms->recent[side] = apo__alloc_array(arena, RECENT, sizeof(stem_hash));
			if (checker->locale[side].language)
				terms->stemmers[side] =
					apo__stemmer_new(checker->locale[side].language, arena);
		}
	}
	uint32_t from = terms->glossary.entries.count, unusable = terms->unusable;
	apo_status status = form_glossary_read(arena, checker->context, path,
		checker->locale[0].tag, checker->locale[1].tag, &terms->glossary, err);
	if (!status)
		add_terms(terms, from, arena);
	if (terms->unusable > unusable)
		apo__notice(checker->context,
			"%s: terms that are not looked for, because they have no word or more than "
			"%u: %u",
			path, MOST_WORDS, terms->unusable - unusable);
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

/* Whether a form of the index may begin in a side's text. Words that were met lately are not stemmed again. */
static int may_begin(form_job *job, int side, const form_index *index)
{
	form_terms *terms = job->checker->terms;
	const form_view *v = &job->view[side];
	for (uint32_t w = 0; w < v->word_count; w++) {
		const form_word *word = &v->words[w];
		stem_hash *recent = &terms->recent[side][word->hash % RECENT];
		if (recent->word != word->hash)
			*recent = (stem_hash){word->hash,
				hash_of(stem_of(terms, side, word->folded, job->scratch))};
		if (apo__map_find(&index->lengths, hash_on(0, recent->stem)))
			return 1;
	}
	return 0;
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
	       (size > LEAST_PART && common_prefix(word->folded, wanted) + 1 >= size);
}

static int is_rendered(const form_view *t, const char *const *stems, const term_form *form)
{
	int32_t first;
	apo__utf8_next(form->text, 0, (uint32_t)strlen(form->text), &first);
	if (apo__is_ideograph(first))
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

/* A forbidden form, with what is allowed instead of it: is the form there only as a part of that? */
static int is_allowed(
	const form_view *t, const char *const *stems, const known_term *term, const term_form *form)
{
	int allowed = 0;
	for (uint32_t i = 0; i < term->target_count && !allowed; i++)
		allowed = contains(term->targets[i].text, form->text) &&
			  is_rendered(t, stems, &term->targets[i]);
	return allowed;
}

/* The word of the target where a forbidden form begins. */
static uint32_t find_forbidden(const form_view *t, const char *const *stems, const known_term *term,
	const term_form **form)
{
	for (uint32_t f = 0; f < term->forbidden_count; f++) {
		if (is_allowed(t, stems, term, &term->forbidden[f]))
			continue;
		for (uint32_t w = 0; w < t->word_count; w++)
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

/* Whether a form can be a word of the text's cut into words, where it has one: the cut would not have more words with it, as that
 * of 发展中国家 (one word) would with 中国. */
static int may_be_cut(const form_job *job, int side, uint32_t first, uint32_t end)
{
	const apo__form_text *text = &job->unit->side[side];
	const form_view *v = &job->view[side];
	apo_span form = {v->at[first] + text->cut_at, v->at[end] + text->cut_at};
	uint32_t before = 0, after = 1;
	for (uint32_t i = 0; i < text->cut_count; i++) {
		apo_span word = text->cut[i].span;
		if (word.begin >= form.end || word.end <= form.begin)
			continue;
		before++;
		after += (word.begin < form.begin) + (word.end > form.end);
	}
	return !before || after <= before;
}

/* The first of the terms from index + 1 `at` on that is at a word. */
static const known_term *first_at(
	form_job *job, const char *const *stems, uint32_t word, uint32_t at)
{
	const form_terms *terms = job->checker->terms;
	const form_view *s = &job->view[0];
	for (; at; at = terms->terms.items[at - 1].next) {
		const known_term *term = &terms->terms.items[at - 1];
		if (!stands_at(s, stems, word, &term->source) ||
			(term->untranslated && !is_as_written(s, word, &term->source)))
			continue;
		const form_word *last = &s->words[word + term->source.count - 1];
		if (!last->han || may_be_cut(job, 0, s->words[word].first, last->end))
			return term;
	}
	return NULL;
}

/* Hashes of the forms that may be at a word, by their words less one. */
static uint32_t forms_at(const form_index *index, const form_view *v, const char *const *stems,
	uint32_t word, uint64_t hashes[MOST_WORDS])
{
	uint64_t hash = hash_on(0, hash_of(stems[word]));
	const uint32_t *lengths = apo__map_find(&index->lengths, hash);
	uint32_t left = v->word_count - word, known = lengths ? *lengths : 0;
	if (left < MOST_WORDS)
		known &= (UINT32_C(1) << left) - 1;
	for (uint32_t n = 0; known >> n; n++) {
		hashes[n] = hash;
		if (known >> n > 1)
			hash = hash_on(hash, hash_of(stems[word + n + 1]));
	}
	return known;
}

/* The longest term at a word. */
static const known_term *find_term(form_job *job, const char *const *stems, uint32_t word)
{
	const form_terms *terms = job->checker->terms;
	uint64_t hashes[MOST_WORDS];
	uint32_t lengths = forms_at(&terms->sources, &job->view[0], stems, word, hashes);
	for (uint32_t n = MOST_WORDS; lengths && n-- > 0;) {
		const uint32_t *at = lengths >> n & 1
					     ? apo__map_find(&terms->sources.by_stems, hashes[n])
					     : NULL;
		const known_term *term = at ? first_at(job, stems, word, *at) : NULL;
		if (term)
			return term;
	}
	return NULL;
}

/* Of several entries of the same words the one that is rendered, else the first. */
static const known_term *best_entry(form_job *job, const char *const *source,
	const char *const *target, uint32_t word, const known_term *first)
{
	for (const known_term *other = first; other;
		other = first_at(job, source, word, other->next))
		for (uint32_t i = 0; i < other->target_count && !other->untranslated; i++)
			if (is_rendered(&job->view[1], target, &other->targets[i]))
				return other;
	return first;
}

/* The forbidden form of an entry that is at a word of the target. */
static const term_form *form_at(
	const form_view *t, const char *const *stems, uint32_t word, const known_term *term)
{
	for (uint32_t f = 0; f < term->forbidden_count; f++)
		if (stands_at(t, stems, word, &term->forbidden[f]) &&
			!is_allowed(t, stems, term, &term->forbidden[f]))
			return &term->forbidden[f];
	return NULL;
}

/* Forms of the target that no entry wants, whatever the source says. */
static void check_unwanted(form_job *job, const char *const *stems)
{
	const form_terms *terms = job->checker->terms;
	const form_view *t = &job->view[1];
	for (uint32_t w = 0; w < t->word_count; w++) {
		uint64_t hashes[MOST_WORDS];
		uint32_t lengths = forms_at(&terms->unwanted, t, stems, w, hashes);
		for (uint32_t n = MOST_WORDS; lengths && n-- > 0;) {
			const uint32_t *at =
				lengths >> n & 1
					? apo__map_find(&terms->unwanted.by_stems, hashes[n])
					: NULL;
			const term_form *form =
				at ? form_at(t, stems, w, &terms->terms.items[*at - 1]) : NULL;
			if (!form)
				continue;
			form_flag_target(job, APO_ISSUE_TERM_FORBIDDEN, APO_SEVERITY_MAJOR,
				t->words[w].first, t->words[w + n].end, FORBIDDEN_CONFIDENCE,
				"“%s” is not to be used", form->text);
			w += n;
			break;
		}
	}
}

void form_check_terms(form_job *job)
{
	const form_terms *terms = job->checker->terms;
	const form_view *s = &job->view[0];
	if (!terms)
		return;
	const char **source = may_begin(job, 0, &terms->sources) ? stems_of(job, 0) : NULL,
		   **target = may_begin(job, 1, &terms->unwanted) ? stems_of(job, 1) : NULL;
	const known_term *done[MOST_MISSED];
	uint32_t done_count = 0;
	if (target)
		check_unwanted(job, target);
	for (uint32_t w = 0; source && w < s->word_count;) {
		const known_term *term = find_term(job, source, w);
		if (!term) {
			w++;
			continue;
		}
		if (!target)
			target = stems_of(job, 1);
		const known_term *best = best_entry(job, source, target, w, term);
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
}

int form_is_term_word(form_job *job, const form_word *word)
{
	const form_terms *terms = job->checker->terms;
	if (!terms)
		return 0;
	const char *stem = stem_of(terms, APO__TARGET, word->folded, job->scratch);
	return apo__map_find(&terms->rendered, apo__hash(stem, strlen(stem))) != NULL;
}
