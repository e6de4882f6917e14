/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms of a glossary in a unit. A term is found in the source by the stems of its words, longest first; a term inside of
 * another is not looked for. Its rendering counts as there when each of its words is in the target, inflected or in a
 * compound: what could be the rendering is not missing. A forbidden form must stand as it is or inflected. An entry in
 * capitals, or to be left untranslated, is compared as written. Terms are found by a hash of all their stems, so that the cost
 * is the words of a unit times the lengths of terms that begin with the same word, whatever the size of the glossary.
 */
#include <string.h>

#include "fidelity/mechanical/term_forms.h"
#include "fidelity/settings/glossary.h"
#include "text/language/context.h"

/* Set by hand. */
#define TERM_CONFIDENCE	     .8
#define FORBIDDEN_CONFIDENCE .9
#define KEPT_CONFIDENCE	     .9

#define MOST_MISSED 64u

typedef struct {
	form_term source;
	const form_term *targets, *forbidden;
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
	form_stems how[2];
	stem_hash *recent[2];
	APO__VECTOR(known_term) terms;
	form_index sources;
	form_index unwanted; /* of the target: forbidden forms of entries without a source */
	apo__map rendered;   /* hashes of the stems of renderings */
	uint32_t unusable;   /* terms of too many words, or none */
};

static const form_term *make_forms(
	const form_terms *terms, const form_strings *strings, apo__arena *arena)
{
	form_term *forms = apo__alloc_array(arena, (size_t)strings->count + 1, sizeof *forms);
	for (uint32_t i = 0; i < strings->count; i++)
		forms[i] = form_term_make(&terms->how[APO__TARGET], strings->items[i], arena);
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
static uint32_t *put_form(form_index *index, const form_term *form)
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
		known_term term = {
			.source = form_term_make(&terms->how[APO__SOURCE], entry->source, arena),
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
				terms->how[side] = (form_stems){
					apo__stemmer_new(checker->locale[side].language, arena),
					apo__language_section(
						checker->locale[side].language, "verb-particles")};
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
			path, FORM_TERM_WORDS, terms->unusable - unusable);
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
		stems[w] = form_stem(
			&job->checker->terms->how[side], v->words[w].folded, job->scratch);
	return stems;
}

/* The hashes of the stems of a side's words. Words that were met lately are not stemmed again. */
static const uint64_t *hashes_of(form_job *job, int side)
{
	form_terms *terms = job->checker->terms;
	const form_view *v = &job->view[side];
	uint64_t *hashes =
		apo__alloc_array(job->scratch, (size_t)v->word_count + 1, sizeof *hashes);
	for (uint32_t w = 0; w < v->word_count; w++) {
		const form_word *word = &v->words[w];
		stem_hash *recent = &terms->recent[side][word->hash % RECENT];
		if (recent->word != word->hash)
			*recent = (stem_hash){word->hash,
				hash_of(form_stem(&terms->how[side], word->folded, job->scratch))};
		hashes[w] = recent->stem;
	}
	return hashes;
}

/* The term, as index + 1, of each form that may be at a word, by its words less one; how many to look at, 0 = none. */
static uint32_t forms_at(const form_index *index, const form_view *v, const uint64_t *stems,
	uint32_t word, uint32_t found[FORM_TERM_WORDS])
{
	uint64_t hash = hash_on(0, stems[word]);
	const uint32_t *lengths = apo__map_find(&index->lengths, hash);
	uint32_t left = v->word_count - word, known = lengths ? *lengths : 0, count = 0;
	if (left < FORM_TERM_WORDS)
		known &= (UINT32_C(1) << left) - 1;
	for (uint32_t n = 0; known >> n; n++) {
		const uint32_t *at = known >> n & 1 ? apo__map_find(&index->by_stems, hash) : NULL;
		found[n] = at ? *at : 0;
		if (at)
			count = n + 1;
		if (known >> n > 1)
			hash = hash_on(hash, stems[word + n + 1]);
	}
	return count;
}

/* Whether a form of the index may be in a side's text. */
static int may_hold(const form_index *index, const form_view *v, const uint64_t *stems)
{
	uint32_t found[FORM_TERM_WORDS];
	for (uint32_t w = 0; w < v->word_count; w++)
		if (forms_at(index, v, stems, w, found))
			return 1;
	return 0;
}

static int is_rendered(const form_job *job, const char *const *stems, const form_term *form)
{
	return form_term_may_be_in(
		&job->checker->terms->how[APO__TARGET], &job->view[APO__TARGET], stems, form);
}

static int contains(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

/* A forbidden form, with what is allowed instead of it: is the form there only as a part of that? */
static int is_allowed(const form_job *job, const char *const *stems, const known_term *term,
	const form_term *form)
{
	int allowed = 0;
	for (uint32_t i = 0; i < term->target_count && !allowed; i++)
		allowed = contains(term->targets[i].text, form->text) &&
			  is_rendered(job, stems, &term->targets[i]);
	return allowed;
}

/* The word of the target where a forbidden form begins. */
static uint32_t find_forbidden(const form_job *job, const char *const *stems,
	const known_term *term, const form_term **form)
{
	const form_view *t = &job->view[APO__TARGET];
	for (uint32_t f = 0; f < term->forbidden_count; f++) {
		if (is_allowed(job, stems, term, &term->forbidden[f]))
			continue;
		for (uint32_t w = 0; w < t->word_count; w++)
			if (form_term_is_at(t, stems, w, &term->forbidden[f])) {
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
	const form_term *form = NULL;
	if (term->untranslated) {
		check_kept(job, term, first, end);
		return;
	}
	uint32_t bad = find_forbidden(job, stems, term, &form);
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
		if (is_rendered(job, stems, &term->targets[i]))
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
		if (!form_term_is_at(s, stems, word, &term->source) ||
			(term->untranslated && !form_term_is_written_at(s, word, &term->source)))
			continue;
		const form_word *last = &s->words[word + term->source.count - 1];
		if (!last->han || may_be_cut(job, 0, s->words[word].first, last->end))
			return term;
	}
	return NULL;
}

/* The longest term at a word. */
static const known_term *find_term(
	form_job *job, const char *const *stems, const uint64_t *hashes, uint32_t word)
{
	uint32_t found[FORM_TERM_WORDS];
	uint32_t count =
		forms_at(&job->checker->terms->sources, &job->view[0], hashes, word, found);
	const known_term *term = NULL;
	while (count-- && !term)
		term = first_at(job, stems, word, found[count]);
	return term;
}

/* Of several entries of the same words the one that is rendered, else the first. */
static const known_term *best_entry(form_job *job, const char *const *source,
	const char *const *target, uint32_t word, const known_term *first)
{
	for (const known_term *other = first; other;
		other = first_at(job, source, word, other->next))
		for (uint32_t i = 0; i < other->target_count && !other->untranslated; i++)
			if (is_rendered(job, target, &other->targets[i]))
				return other;
	return first;
}

/* The forbidden form of an entry that is at a word of the target. */
static const form_term *form_at(
	const form_job *job, const char *const *stems, uint32_t word, const known_term *term)
{
	const form_view *t = &job->view[APO__TARGET];
	for (uint32_t f = 0; f < term->forbidden_count; f++)
		if (form_term_is_at(t, stems, word, &term->forbidden[f]) &&
			!is_allowed(job, stems, term, &term->forbidden[f]))
			return &term->forbidden[f];
	return NULL;
}

/* Forms of the target that no entry wants, whatever the source says. */
static void check_unwanted(form_job *job, const char *const *stems, const uint64_t *hashes)
{
	const form_terms *terms = job->checker->terms;
	const form_view *t = &job->view[1];
	for (uint32_t w = 0; w < t->word_count; w++) {
		uint32_t found[FORM_TERM_WORDS];
		uint32_t count = forms_at(&terms->unwanted, t, hashes, w, found);
		const form_term *form = NULL;
		while (count-- && !form)
			if (found[count])
				form = form_at(
					job, stems, w, &terms->terms.items[found[count] - 1]);
		if (!form)
			continue;
		form_flag_target(job, APO_ISSUE_TERM_FORBIDDEN, APO_SEVERITY_MAJOR,
			t->words[w].first, t->words[w + form->count - 1].end, FORBIDDEN_CONFIDENCE,
			"“%s” is not to be used", form->text);
		w += form->count - 1;
	}
}

void form_check_terms(form_job *job)
{
	const form_terms *terms = job->checker->terms;
	const form_view *s = &job->view[0];
	if (!terms)
		return;
	const uint64_t *hashes[2] = {hashes_of(job, 0), NULL};
	const char **source = NULL, **target = NULL;
	if (may_hold(&terms->sources, s, hashes[0]))
		source = stems_of(job, 0);
	if (terms->unwanted.by_stems.count) {
		hashes[1] = hashes_of(job, 1);
		if (may_hold(&terms->unwanted, &job->view[1], hashes[1]))
			target = stems_of(job, 1);
	}
	const known_term *done[MOST_MISSED];
	uint32_t done_count = 0;
	if (target)
		check_unwanted(job, target, hashes[1]);
	for (uint32_t w = 0; source && w < s->word_count;) {
		const known_term *term = find_term(job, source, hashes[0], w);
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
	const char *stem = form_stem(&terms->how[APO__TARGET], word->folded, job->scratch);
	return apo__map_find(&terms->rendered, apo__hash(stem, strlen(stem))) != NULL;
}
