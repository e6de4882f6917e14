/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Misspelled words of the target. Dictionaries lack a word in thirty of good text, so a word is reported only when all of it
 * speaks for a slip: unknown in every variant of the language and in the source's language, not in the source nor made from a
 * word of it, not like a name, not a term, not made of two known words, written once in the file, and one edit away from a
 * word that is known ([spelling-variants] aside). Lookups are kept by word; suggestions, which take milliseconds, are for what is left.
 */
#include <string.h>
#include <unicode/uchar.h>

#include "base/buffer.h"
#include "base/file.h"
#include "fidelity/mechanical/family.h"
#include "lexicon/speller.h"
#include "text/language/context.h"
#include "text/unicode/chars.h"
#include "text/unicode/fold.h"

#define SPELLING_CONFIDENCE .85 /* set by hand */

#define LEAST_LETTERS  4u
#define LEAST_PART     3u /* letters of a part of a compound */
#define LEAST_HEAD     2u
#define LEAST_TAIL     5u
#define LONGEST_LOOKED 60u   /* letters */
#define MOST_ASKED     2000u /* words of a file for which suggestions are asked */
#define LARGEST_WORDS  ((size_t)64 << 20)

struct form_spelling {
	apo__speller *target, *source;
	int source_sought;
	apo__map known;	   /* hash of a word as written: 0 unknown, 1 known */
	apo__map counts;   /* of unknown words, by folded form */
	apo__interner own; /* the user's words, folded */
	uint32_t asked;
};

/* Languages that write nouns with a capital show names no other way. */
static int capitals_are_nouns(const form_locale *locale)
{
	return locale->language &&
	       !strcmp(apo__language_setting(locale->language, "nouns"), "capitalised");
}

static const char *text_of(form_job *job, const form_view *v, const form_word *w)
{
	return apo__strndup(
		job->scratch, v->text + v->at[w->first], v->at[w->end] - v->at[w->first]);
}

/* A capital that only nouns have: behind an article. */
static int is_noun(const form_job *job, uint32_t w)
{
	const form_locale *locale = &job->checker->locale[1];
	const form_view *t = &job->view[1];
	if (!w || !capitals_are_nouns(locale))
		return 0;
	const char *before = t->words[w - 1].folded;
	const apo__lang_section *articles = apo__language_section(locale->language, "articles");
	return apo__lang_find(articles, before, strlen(before)) != NULL;
}

static int is_candidate(const form_job *job, uint32_t w)
{
	const form_view *t = &job->view[1];
	const form_word *word = &t->words[w];
	uint32_t length = word->end - word->first;
	if (!word->letters || word->digits || word->han || word->taken || word->upper_all ||
		length < LEAST_LETTERS || length > LONGEST_LOOKED)
		return 0;
	for (uint32_t i = word->first; i < word->end; i++)
		if (!u_isalpha(t->c[i]) || (i > word->first && u_isupper(t->c[i])))
			return 0;
	/* parts of words that hyphens and dots join */
	int32_t before = word->first ? t->c[word->first - 1] : 0, after = t->c[word->end];
	if (word->end >= t->count)
		after = 0;
	if (before == '-' || after == '-' || before == '_' || after == '_' || before == '/' ||
		apo__is_apostrophe(before) || apo__is_apostrophe(after) ||
		(after == '.' && word->end + 1 < t->count &&
			form_is_word_char(t->c[word->end + 1])))
		return 0;
	return !word->upper_first || is_noun(job, w);
}

/* [spelling-variants]: known when one is put for the other, since the dictionary of that variant may not be installed. */
static int is_variant(form_job *job, const char *text)
{
	const form_locale *locale = &job->checker->locale[1];
	if (!locale->language)
		return 0;
	const apo__lang_section *variants =
		apo__language_section(locale->language, "spelling-variants");
	for (uint32_t i = 0; i < variants->count; i++) {
		const apo__lang_entry *entry = &variants->entries[i];
		size_t size = strlen(entry->folded);
		for (const char *at = strstr(text, entry->folded); at;
			at = strstr(at + 1, entry->folded))
			if (apo__speller_knows(job->checker->spelling->target,
				    apo__sprintf(job->scratch, "%.*s%s%s", (int)(at - text), text,
					    entry->value, at + size)))
				return 1;
	}
	return 0;
}

/* A known word with a short beginning or a known word before it: reinjected, underprepared. */
static int is_derived(form_job *job, const char *text)
{
	form_spelling *s = job->checker->spelling;
	size_t size = strlen(text);
	for (size_t cut = LEAST_HEAD; cut + LEAST_TAIL <= size; cut++)
		if (apo__begins_char(text[cut]) && apo__speller_knows(s->target, text + cut) &&
			(cut <= LEAST_PART || apo__speller_knows(s->target,
						      apo__strndup(job->scratch, text, cut))))
			return 1;
	return 0;
}

/* Two known words with a letter between that compounds have. */
static int is_compound(form_job *job, const char *text)
{
	const form_locale *locale = &job->checker->locale[1];
	form_spelling *s = job->checker->spelling;
	if (!locale->language)
		return 0;
	const apo__lang_section *links = apo__language_section(locale->language, "compound-links");
	size_t size = strlen(text);
	if (!links->count)
		return 0;
	for (size_t cut = LEAST_PART; cut + LEAST_PART <= size; cut++) {
		if (!apo__begins_char(text[cut]))
			continue;
		const char *tail = text + cut;
		char *upper = apo__strdup(job->scratch, tail);
		if (*upper >= 'a' && *upper <= 'z')
			*upper = (char)(*upper - 32);
		if (!apo__speller_knows(s->target, tail) && !apo__speller_knows(s->target, upper))
			continue;
		const char *head = apo__strndup(job->scratch, text, cut);
		if (apo__speller_knows(s->target, head))
			return 1;
		for (uint32_t i = 0; i < links->count; i++) {
			size_t link = strlen(links->entries[i].folded);
			if (link < cut &&
				!memcmp(text + cut - link, links->entries[i].folded, link) &&
				cut - link >= LEAST_PART &&
				apo__speller_knows(
					s->target, apo__strndup(job->scratch, text, cut - link)))
				return 1;
		}
	}
	return 0;
}

static int is_known(form_job *job, const form_word *word)
{
	form_spelling *s = job->checker->spelling;
	const form_view *t = &job->view[1];
	uint64_t hash =
		apo__hash(t->text + t->at[word->first], t->at[word->end] - t->at[word->first]);
	uint32_t *known = apo__map_find(&s->known, hash);
	if (known)
		return (int)*known;
	const char *text = text_of(job, t, word);
	int is = apo__speller_knows(s->target, text) ||
		 apo__speller_knows(s->target, word->folded) ||
		 apo__interned(&s->own, word->folded, strlen(word->folded)) != APO_NONE ||
		 is_variant(job, text) || is_derived(job, text) || is_compound(job, text);
	*apo__map_add(&s->known, hash, 0) = (uint32_t)is;
	return is;
}

/* In the source, or begun as a word of it. */
static int is_from_source(const form_job *job, const form_word *word)
{
	const form_view *s = &job->view[0];
	for (uint32_t w = 0; w < s->word_count; w++) {
		uint32_t same = 0;
		const char *a = s->words[w].folded, *b = word->folded;
		while (a[same] && a[same] == b[same])
			same++;
		if (same >= LEAST_LETTERS && same * 2 >= strlen(b))
			return 1;
	}
	return 0;
}

/*
 * Whether one letter more, one less, or two exchanged inside of `a` make `b` of it. Another letter in its place makes another word
 * too often (plough, slough), and what differs at the end is another form of the word.
 */
static int is_one_edit(const char *a, const char *b)
{
	int32_t x[LONGEST_LOOKED + 2], y[LONGEST_LOOKED + 2];
	uint32_t n = 0, m = 0, first = 0;
	for (uint32_t i = 0, size = (uint32_t)strlen(a); i < size && n <= LONGEST_LOOKED;)
		i = apo__utf8_next(a, i, size, &x[n++]);
	for (uint32_t i = 0, size = (uint32_t)strlen(b); i < size && m <= LONGEST_LOOKED;)
		i = apo__utf8_next(b, i, size, &y[m++]);
	while (first < n && first < m && u_foldCase(x[first], 0) == u_foldCase(y[first], 0))
		first++;
	uint32_t tail = 0;
	while (tail < n - first && tail < m - first &&
		u_foldCase(x[n - 1 - tail], 0) == u_foldCase(y[m - 1 - tail], 0))
		tail++;
	uint32_t p = n - first - tail, q = m - first - tail;
	if (first < LEAST_HEAD || !tail)
		return 0;
	return p + q == 1 ||
	       (p == 2 && q == 2 && x[first] == y[first + 1] && x[first + 1] == y[first]);
}

static const char *correction(form_job *job, const char *text)
{
	form_spelling *s = job->checker->spelling;
	const char *const *words;
	if (s->asked++ >= MOST_ASKED)
		return NULL;
	uint32_t count = apo__speller_suggest(s->target, text, job->scratch, &words);
	for (uint32_t i = 0; i < count; i++)
		if (!strpbrk(words[i], " -'’") && is_one_edit(text, words[i]))
			return words[i];
	return NULL;
}

/* A word of the source's language, as quoted ones are. */
static int is_source_word(form_job *job, const char *text)
{
	form_spelling *s = job->checker->spelling;
	if (!s->source_sought)
		s->source = apo__speller_open(job->checker->arena, job->checker->locale[0].tag);
	s->source_sought = 1;
	return s->source && apo__speller_knows(s->source, text);
}

void form_learn_spelling(form_job *job)
{
	form_spelling *s = job->checker->spelling;
	const form_view *t = &job->view[1];
	for (uint32_t w = 0; s && w < t->word_count; w++)
		if (is_candidate(job, w) && !is_known(job, &t->words[w]))
			++*apo__map_add(&s->counts, t->words[w].hash, 0);
}

void form_check_spelling(form_job *job)
{
	form_spelling *s = job->checker->spelling;
	const form_view *t = &job->view[1];
	for (uint32_t w = 0; s && w < t->word_count; w++) {
		const form_word *word = &t->words[w];
		if (!is_candidate(job, w) || is_known(job, word))
			continue;
		const uint32_t *count = apo__map_find(&s->counts, word->hash);
		if ((count && *count > 1) || is_from_source(job, word) ||
			form_is_term_word(job, word))
			continue;
		const char *text = text_of(job, t, word);
		if (is_source_word(job, text))
			continue;
		const char *right = correction(job, text);
		if (right)
			form_flag_target(job, APO_ISSUE_SPELLING, APO_SEVERITY_MINOR, word->first,
				word->end, SPELLING_CONFIDENCE, "“%s” may be a slip for “%s”", text,
				right);
	}
}

const char *apo__form_add_spelling(apo__form_checker *checker)
{
	apo__speller *target = apo__speller_open(checker->arena, checker->locale[1].tag);
	if (!target)
		return NULL;
	form_spelling *s = apo__alloc(checker->arena, sizeof *s);
	s->target = target;
	apo__map_init(&s->known, checker->arena);
	apo__map_init(&s->counts, checker->arena);
	apo__interner_init(&s->own, checker->arena);
	checker->spelling = s;
	return apo__speller_names(target);
}

apo_status apo__form_add_words(apo__form_checker *checker, const char *path, apo_error *err)
{
	const char *data;
	size_t size;
	apo_status status = apo__file_read(checker->arena, path, LARGEST_WORDS, &data, &size, err);
	if (status || !checker->spelling)
		return status;
	for (size_t at = 0; at < size;) {
		size_t length = strcspn(data + at, "\r\n");
		if (length && data[at] != '#') {
			const char *folded = apo__fold(checker->arena, data + at, length);
			apo__intern(&checker->spelling->own, folded, strlen(folded));
		}
		at += length + 1;
	}
	return APO_OK;
}
