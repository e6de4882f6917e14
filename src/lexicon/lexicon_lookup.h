/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What words mean. A lexicon of a language pair answers, for a word of one side: which words of the other side render
 * it, and how strongly. The floors above never ask where the answer came from.
 */
#ifndef APO__LEXICON_LEXICON_LOOKUP_H
#define APO__LEXICON_LEXICON_LOOKUP_H

#include "base/map.h"
#include "text/language/language.h"

typedef enum { APO__SOURCE, APO__TARGET } apo__side;

/* A word as the floors above see it: Latin-script words and numbers are tokens of the document, Chinese words are runs of
 * Han tokens found by maximum matching over the lexicon's headwords (forward and backward, fewer words win). */
typedef struct {
	apo_span span;
	const char *
		form; /* folded; a number in words or digits keeps its digits as written, separators normalised */
	uint32_t segment;
	uint32_t first_token, tokens;
	uint8_t kind;  /* apo_token_kind of its first token */
	uint8_t flags; /* APO_TOKEN_... of its first token */
} apo__word;

typedef struct {
	const apo__word *words;
	uint32_t count;
	const uint32_t
		*first; /* segment_count + 1: words of segment s are [first[s], first[s + 1]) */
} apo__words;

/* The words of a document (tokens layer needed) that stands on `side` of the pair. */
apo__words apo__lexicon_words(const apo_lexicons *lexicons, apo__side side,
	const apo_document *document, apo__arena *arena);

/* A rendering of a word: a folded word of the other side. `weight` in (0, 1.5]: 1 an own entry or an equal string, 1.5 an
 * equal number, 1/(n m) a pair out of an entry of n by m words, less for cognates, glosses of single characters and
 * pivoted entries. */
typedef struct {
	const char *form;
	float weight;
} apo__rendering;

/* Renderings of the folded word `form` that stands on `side`, best first, ties by bytes; found as it stands, else by its
 * stem or its parts (compounds). Equal strings and cognates are not among them (they need no lexicon: see
 * apo__similarity). The array lives in `arena`. */
uint32_t apo__lexicon_renderings(const apo_lexicons *lexicons, apo__side side, const char *form,
	apo__arena *arena, const apo__rendering **renderings);

/* Likeness of two folded words that needs no dictionary, 0..1.5: equal strings 1 (numbers 1.5, under 3 letters .3),
 * cognates with a common prefix of at least 4 letters .5 x share of the prefix. */
double apo__similarity(const char *a, const char *b);

/* Whether the pair is of one language (identity, stems, synonyms). */
int apo__lexicon_same_language(const apo_lexicons *lexicons);
/* Whether more than the core lexicon, names and glossaries of under 2,000 entries is there (a notice is due when not). */
int apo__lexicon_has_dictionary(const apo_lexicons *lexicons);
/* The language of a side; never NULL. */
const apo__language *apo__lexicon_language(const apo_lexicons *lexicons, apo__side side);

/* Stem of a folded word of a side (Snowball; the word itself where its language has none). */
const char *apo__lexicon_stem(
	const apo_lexicons *lexicons, apo__side side, const char *form, apo__arena *arena);
/* Whether a folded word is a function word of the side's language (section [function-words]). */
int apo__lexicon_is_function_word(const apo_lexicons *lexicons, apo__side side, const char *form);
/* Synonyms and antonyms of a folded word within a side's language (WordNet, mythes where installed; the core lexicon's own
 * pairs always). `relation`: 's' or 'a'. */
uint32_t apo__lexicon_related(const apo_lexicons *lexicons, apo__side side, char relation,
	const char *form, apo__arena *arena, const char *const **forms);
/* Whether any word of a side's language has antonyms in what there is. */
int apo__lexicon_knows_opposites(const apo_lexicons *lexicons, apo__side side);

#endif
