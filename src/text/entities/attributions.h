/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_ENTITIES_ATTRIBUTIONS_H
#define APO__TEXT_ENTITIES_ATTRIBUTIONS_H

#include "text/language/language.h"

/* Whom a document (names are there) credits for what, by place. Returns how many. `quotes` are the document's own: those that
 * somebody is found to have said lose APO_QUOTE_SCARE. */
uint32_t apo__attributions_find(const apo_document *document, const apo__language *language,
	apo_quote *quotes, apo__arena *arena, apo_attribution **attributions);

/* ---- shared by attributions*.c ---- */

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
		*picture_words;
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
	int told;		    /* a medium is looked for that somebody told */
	const char *rule;	    /* that is at work: goes into what it finds */
	APO__VECTOR(apo_attribution) found;
	APO__VECTOR(apo__attribution_source) sources; /* of each in `found` */
} apo__voices;

static inline const apo_token *apo__voices_token(const apo__voices *v, uint32_t t)
{
	return &v->d->tokens[t];
}

/* The source that ends right before token `end`, within the sentence that begins at `first`: a subject. 0 = none. */
int apo__source_before(
	apo__voices *v, uint32_t end, uint32_t first, apo__attribution_source *source);
/* The source that begins at token `at`: behind a verb, behind "according to". */
int apo__source_at(apo__voices *v, uint32_t at, uint32_t limit, apo__attribution_source *source);
/* What a pronoun at `t` says of the person, by its value in the list; 0 = no pronoun is there. */
char apo__pronoun_gender(const apo__voices *v, uint32_t t);
/* The person that a pronoun of `gender` means: the last that was spoken of and may have it. */
int apo__pronoun_resolve(
	apo__voices *v, char gender, uint32_t before, apo__attribution_source *source);
/* The person that "his" at token `t` means. */
int apo__source_of_possessive(apo__voices *v, uint32_t t, apo__attribution_source *source);
/* The source that the tokens [first, end) name, whatever else they hold. */
int apo__source_within(
	apo__voices *v, uint32_t first, uint32_t end, apo__attribution_source *source);
/* Datelines, bylines, addresses: attributions of the whole document. */
void apo__attributions_of_lines(apo__voices *v);
/* The dateline that a segment begins with. 0 = it has none. */
int apo__attributions_dateline(apo__voices *v, const apo_segment *segment);
/* The agencies of a segment that names nothing else. */
void apo__attributions_wire_line(apo__voices *v, const apo_segment *segment);
/* A noun phrase whose words no list knows: the one that ends before token `end`. Its source has a name only when its
 * last word is one, or is known to be an office, a body, a medium. */
int apo__noun_phrase_before(
	apo__voices *v, uint32_t end, uint32_t first, apo__attribution_source *source);
/* The same for the one that begins at `at`. */
int apo__noun_phrase_at(
	apo__voices *v, uint32_t at, uint32_t limit, apo__attribution_source *source);
/* Does the phrase's noun look like a plural? */
int apo__is_plural(const apo__voices *v, const apo__attribution_source *source);
/* Does what is around the verb at [t, end) show that something is reported: "that", a colon, a quotation? */
int apo__verb_is_framed(const apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end,
	const apo__attribution_source *source);
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
/* Quotations that name a thing lose the rank of a statement (APO_QUOTE_SCARE): before attributions are looked for, those behind a
 * noun such as "book". */
void apo__quotes_mark_titles(
	const apo_document *d, const apo__language *language, apo_quote *quotes);
/* Does a quotation that nobody is found to have said look like a name? */
int apo__quote_is_name(const apo__voices *v, const apo_quote *quote);
/* Give quotations their speakers: apo_quote.attribution, and attributions their quotations. */
void apo__attributions_to_quotes(apo__voices *v, apo_quote *quotes);
/* Add what was found; the cue is the tokens [first, end). */
void apo__attribution_add(apo__voices *v, const apo__attribution_source *source, uint32_t first,
	uint32_t end, apo_span scope);
/* Decide of an agency, outlet or body with a cue at token `cue` what it is and what it is called. 0 = it is not a source at all. */
int apo__source_settle(apo__voices *v, apo__attribution_source *source, uint32_t cue);
/* Is the word the surname of a person whose first name the document has, too? */
int apo__is_surname(const apo__voices *v, uint32_t t);
/* Give a source that is believed the name of its noun phrase, or its own in the case of a subject. */
void apo__source_call(apo__voices *v, apo__attribution_source *source);
/* Is its name, where it has no entity, a row of words of its phrase? Which tokens. */
int apo__source_words(const apo__voices *v, const apo__attribution_source *source, uint32_t *first,
	uint32_t *end);
/* The words [first, end) up to the first preposition, without article, in the case of a subject. */
const char *apo__source_description(apo__voices *v, uint32_t first, uint32_t end);
/* Fill all but `found`, `sources`, `focus` and `agency`. */
void apo__voices_prepare(apo__voices *v, const apo__language *language);
/* The person named at token `t`, when a subject, is what "he" means from here on. */
void apo__voices_move_focus(apo__voices *v, const apo_segment *segment, uint32_t t);
/* A mark, or a word of a quotation: no phrase goes over it. */
int apo__voices_break(const apo__voices *v, uint32_t t);
/* The subject of the attribution before, for a verb at `t` that has none. */
int apo__source_understood(
	apo__voices *v, const apo_segment *segment, uint32_t t, apo__attribution_source *source);
/* The source of the last attribution, when it is in this sentence or the one before. */
int apo__source_earlier(
	apo__voices *v, const apo_segment *segment, uint32_t t, apo__attribution_source *source);
/* A phrase that credits, at [t, end). Returns where reading goes on. */
uint32_t apo__attribution_read_phrase(apo__voices *v, const apo_segment *segment, uint32_t t,
	uint32_t end, const apo__lang_entry *phrase);
/* Has a verb another part, by its value? */
int apo__verb_has_part(const apo__lang_entry *verb);
/* The end of the other part of a separable verb later in the clause: "teilte das Auktionshaus mit". 0 = there is none. */
uint32_t apo__verb_part(
	const apo__voices *v, const apo__lang_entry *verb, uint32_t t, uint32_t limit);
/* Do other words of the clause of the verb at [t, end) make another verb of it, as its value says? */
int apo__verb_is_excluded(const apo__voices *v, const apo__lang_entry *verb, uint32_t first,
	uint32_t t, uint32_t end, uint32_t limit);
/* Does a particle end the clause of the verb before token `t`, which makes it another verb? */
int apo__verb_is_another(const apo__voices *v, uint32_t t, uint32_t limit);
/* A finite verb at [t, end). Returns where reading goes on. */
uint32_t apo__attribution_read_verb(apo__voices *v, const apo_segment *segment, uint32_t t,
	uint32_t end, const apo__lang_entry *verb);
/* A participle at [t, end): "adding that". */
void apo__attribution_read_participle(apo__voices *v, const apo_segment *segment, uint32_t t,
	uint32_t end, const apo__lang_entry *verb);
/* "the chairwoman, Odile Brandt,": the name behind the comma explains the office, within the tokens before `limit`. */
void apo__source_name_behind(apo__voices *v, uint32_t limit, apo__attribution_source *source);
/* Is there a quotation right before `from`, where subject and verb begin, or soon behind the verb at [t, end)? */
int apo__verb_is_quoted(
	const apo__voices *v, const apo_segment *segment, uint32_t from, uint32_t t, uint32_t end);
/* "the paper plant": does a phrase go on behind the name or noun before token `t`? */
int apo__phrase_goes_on(const apo__voices *v, uint32_t t, uint32_t limit);
int apo__source_is_medium(const apo__attribution_source *source);
/* May this verb have this source? */
int apo__cue_fits(
	const apo__voices *v, const apo__lang_entry *verb, const apo__attribution_source *source);
/* What a cue of the tokens [first, end) governs. */
apo_span apo__attribution_scope(
	const apo__voices *v, const apo_segment *segment, uint32_t first, uint32_t end);
/* A medium that is beside the verb, in the same clause behind token `t`: "told dpa". */
void apo__attribution_read_told(
	apo__voices *v, const apo_segment *segment, uint32_t t, const apo__lang_entry *verb);
/* A single noun without an article behind a verb in the singular, which ends before `verb_end`, is a name: "sagte Kempf". */
void apo__source_name_person(apo__voices *v, uint32_t verb_end, apo__attribution_source *source);
/* What reports news and is written with capitals is a medium: "berichtet der North Herald". */
void apo__source_name_medium(apo__voices *v, apo__attribution_source *source);
/* Add with the scope of a verb, "that" with the cue. */
void apo__attribution_add_scoped(apo__voices *v, const apo_segment *segment,
	const apo__attribution_source *source, uint32_t first, uint32_t end);
/* The attributions of a segment whose words stand without spaces. */
void apo__attributions_unspaced(apo__voices *v, const apo_segment *segment);
/* Where what describes a noun is behind it: the whole name of a body whose noun or name its phrase begins with. 0 = as before. */
int apo__source_complete(apo__voices *v, apo__attribution_source *source);
/* Where words are written without spaces: does a clause end at `t`? A dot, a bracket or the mark of a title inside a name does not end one. */
int apo__is_clause_end(const apo__voices *v, uint32_t t);
/* There: the tokens of a preposition at `t`; 0 = none. `count`: the same, or those of a word that only looks like one (当地). */
uint32_t apo__preposition_at(const apo__voices *v, uint32_t t, uint32_t end, uint32_t *count);
/* There: decide of a body that is the subject of the verb at `t`, in the clause that begins at `first`. 0 = no source is there. */
int apo__body_settle(apo__voices *v, uint32_t t, uint32_t first, apo__attribution_source *source);
/* There: what the words [first, end) between the two parts of a phrase name; `news` = they report. 0 = nothing. */
int apo__body_between(
	apo__voices *v, uint32_t first, uint32_t end, int news, apo__attribution_source *source);
int apo__token_in(const apo__voices *v, const apo__lang_section *section, uint32_t t);
int apo__token_is(const apo__voices *v, uint32_t t, const char *form);

#endif
