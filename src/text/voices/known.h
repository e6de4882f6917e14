/* SPDX-License-Identifier: Apache-2.0 */
/* What the rules of attribution know of a document before they read it: lists of its language, names by token, media, offices; and what
 * they ask of single tokens. */
#ifndef APO__TEXT_VOICES_KNOWN_H
#define APO__TEXT_VOICES_KNOWN_H

#include "text/language/language.h"

/* What a noun phrase names. first == end: the subject is understood ("and stressed that"). */
typedef struct {
	uint32_t first, end; /* tokens */
	apo_source_type type;
	uint32_t entity;  /* APO_NONE = no name */
	const char *name; /* NULL = unnamed */
	int title;	  /* named in quotation marks alone: a medium, if anything */
	int unsure;	  /* no list knows its words */
} apo__attribution_source;

enum { APO__MEDIUM_AGENCY = 1, APO__MEDIUM_OUTLET = 2 };

typedef struct {
	const apo_document *d;
	apo__arena *arena;
	const apo__lang_section *verbs, *adverbs, *phrases, *pronouns, *unnamed, *roles,
		*organizations, *agency_words, *outlet_words, *agencies, *documents, *articles,
		*indefinite, *prepositions, *bylines, *lines, *platforms, *functions, *firsts,
		*conjunctions, *complementizers, *particles, *passives, *noun_marks, *inflections,
		*determiners, *oblique, *genitives, *clause_words, *relatives, *perfects,
		*report_nouns, *plurals, *endings, *possessives, *links, *credits, *surnames,
		*verb_plurals, *negations, *relative_signs, *adverbials, *that_nouns, *demonyms,
		*time_words, *adjective_cases, *genitive_endings, *noun_genitives, *told_links,
		*participle_endings, *name_links, *person_suffixes, *separable, *person_endings,
		*modals, *body_endings, *passive_links, *complement_links, *adjective_endings,
		*reflexives, *object_pronouns, *months, *day_signs, *wire_words, *own_words,
		*picture_words, *circumstances, *weekdays, *scope_ends, *attitudes, *progressives;
	int nouns_capitalised;
	int modifiers_first; /* "Rutte supporters": the last noun of a phrase is what it is about */
	int subjects_dropped; /* "confesó": a verb needs no subject */
	int verb_second;      /* a clause begins with one part, then its verb */
	int unspaced;	      /* words are written without spaces */
	uint32_t *name_of;    /* by token: index of its name, APO_NONE */
	uint32_t *quote_of;   /* by token: index of the statement in quotation marks, APO_NONE */
	uint32_t *title_of; /* by token: index of the term or title in quotation marks, APO_NONE */
	uint32_t entities;
	const char **fullest; /* by entity: its longest mention */
	apo_name_kind *kinds; /* by entity */
	unsigned char *media; /* by entity: APO__MEDIUM_... */
	char *gender;	      /* by entity: 'm', 'f', 0 */
	apo__interner surnames_of_persons;
	apo__interner offices;	       /* forms of offices and bodies ... */
	APO__VECTOR(uint32_t) holders; /* ... and by id the entity named behind them */
	const char *focus_name;	       /* where `focus` is none: the office that "he" means */
	apo__interner capitals; /* where nouns have capitals: forms with one inside of sentences */
	apo__interner descriptions; /* "ENTITY word": words of offices beside a person */
	uint32_t focus;		    /* the person that "he" means, an entity; APO_NONE */
	uint32_t agency;	    /* the medium that "the agency" means, an entity; APO_NONE */
	const char *dateline;	    /* the agency of the dateline */
	uint32_t wire_end;	    /* the token behind it, where words stand without spaces */
	int behind;		    /* a subject is looked for behind its verb */
	int attitude;		    /* what is found is an attitude, no statement */
	int told;		    /* a medium is looked for that somebody told */
	const char *rule;	    /* that is at work: goes into what it finds */
	APO__VECTOR(apo_attribution) found;
	APO__VECTOR(apo__attribution_source) sources; /* of each in `found` */
} apo__voices;

static inline const apo_token *apo__voices_token(const apo__voices *v, uint32_t t)
{
	return &v->d->tokens[t];
}

/* Does the phrase's noun look like a plural? */
int apo__is_plural(const apo__voices *v, const apo__attribution_source *source);
/* Has the document a word of the tokens [first, end) beside a name of the person? */
int apo__is_described(apo__voices *v, uint32_t entity, uint32_t first, uint32_t end);
/* The words that is_described looks up. */
void apo__descriptions_find(apo__voices *v);
/* A noun of the section; where nouns grow together, one that ends in it. */
const apo__lang_entry *apo__noun_in(
	const apo__voices *v, const apo__lang_section *section, uint32_t t);
/* A word that stands for a body or medium only inside a name ("the Post", but "a post"), written without a capital. */
int apo__is_small_for_name(const apo__voices *v, const apo__lang_entry *entry, uint32_t t);
const char *apo__tokens_text(const apo__voices *v, uint32_t first, uint32_t end);
/* "'s", or the apostrophe of "Sanders' campaign". */
int apo__is_possessive(const apo__voices *v, uint32_t t);
/* A mark of a quotation, whether it opens or closes one. */
int apo__is_quotation_mark(const apo__voices *v, uint32_t t);
int apo__is_dash(const apo__voices *v, uint32_t t);
int apo__is_named(const apo__voices *v, uint32_t t);
int apo__is_determiner(const apo__voices *v, uint32_t t);
int apo__is_preposition(const apo__voices *v, uint32_t t);
int apo__ends_in(const apo__lang_section *endings, const char *form);
/* Where what a phrase is about ends: before the first preposition. */
uint32_t apo__core_end(const apo__voices *v, uint32_t first, uint32_t end);
/* Is `t` a noun that a list of sources has? */
int apo__is_source_noun(const apo__voices *v, uint32_t t);
/* A word that no noun phrase goes over: a mark, "that", a quotation. */
int apo__ends_phrase(const apo__voices *v, uint32_t t);
/* Is the word the surname of a person whose first name the document has, too? */
int apo__is_surname(const apo__voices *v, uint32_t t);
/* Is its name, where it has no entity, a row of words of its phrase? Which tokens. */
int apo__source_words(const apo__voices *v, const apo__attribution_source *source, uint32_t *first,
	uint32_t *end);
/* Fill all but `found`, `sources`, `focus` and `agency`. */
void apo__voices_prepare(apo__voices *v, const apo__language *language);
/* A mark, or a word of a quotation: no phrase goes over it. */
int apo__voices_break(const apo__voices *v, uint32_t t);
/* "the paper plant": does a phrase go on behind the name or noun before token `t`? */
int apo__phrase_goes_on(const apo__voices *v, uint32_t t, uint32_t limit);
int apo__source_is_medium(const apo__attribution_source *source);
int apo__token_in(const apo__voices *v, const apo__lang_section *section, uint32_t t);
int apo__token_is(const apo__voices *v, uint32_t t, const char *form);

#endif
