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
} apo__attribution_source;

enum { APO__MEDIUM_AGENCY = 1, APO__MEDIUM_OUTLET = 2 };

typedef struct {
	const apo_document *d;
	apo__arena *arena;
	const apo__lang_section *verbs, *adverbs, *phrases, *pronouns, *unnamed, *roles,
		*organizations, *agency_words, *outlet_words, *agencies, *documents, *articles,
		*indefinite, *prepositions, *bylines, *lines, *platforms, *functions, *firsts,
		*conjunctions, *complementizers, *particles, *passives, *noun_marks;
	int nouns_capitalised;
	int unspaced;	    /* words are written without spaces */
	uint32_t *name_of;  /* by token: index of its name, APO_NONE */
	uint32_t *quote_of; /* by token: index of the statement in quotation marks, APO_NONE */
	uint32_t entities;
	const char **fullest;	       /* by entity: its longest mention */
	apo_name_kind *kinds;	       /* by entity */
	unsigned char *media;	       /* by entity: APO__MEDIUM_... */
	char *gender;		       /* by entity: 'm', 'f', 0 */
	apo__interner offices;	       /* forms of offices and bodies ... */
	APO__VECTOR(uint32_t) holders; /* ... and by id the entity named behind them */
	uint32_t focus;		       /* the person that "he" means, an entity; APO_NONE */
	uint32_t agency;	       /* the medium that "the agency" means, an entity; APO_NONE */
	const char *dateline;	       /* the agency of the dateline */
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
/* The source that the tokens [first, end) name, whatever else they hold. */
int apo__source_within(
	apo__voices *v, uint32_t first, uint32_t end, apo__attribution_source *source);
/* Datelines, bylines, addresses: attributions of the whole document. */
void apo__attributions_of_lines(apo__voices *v);
/* Add what was found; the cue is the tokens [first, end). */
void apo__attribution_add(apo__voices *v, const apo__attribution_source *source, uint32_t first,
	uint32_t end, apo_span scope);
/* Fill all but `found`, `sources`, `focus` and `agency`. */
void apo__voices_prepare(apo__voices *v, const apo__language *language);
/* The person named at token `t`, when a subject, is what "he" means from here on. */
void apo__voices_move_focus(apo__voices *v, const apo_segment *segment, uint32_t t);
/* A mark, or a word of a quotation: no phrase goes over it. */
int apo__voices_break(const apo__voices *v, uint32_t t);
/* The subject of the attribution before, for a verb at `t` that has none. */
int apo__source_understood(
	apo__voices *v, const apo_segment *segment, uint32_t t, apo__attribution_source *source);
/* May this verb have this source? */
int apo__cue_fits(
	const apo__voices *v, const apo__lang_entry *verb, const apo__attribution_source *source);
/* What a cue of the tokens [first, end) governs. */
apo_span apo__attribution_scope(
	const apo__voices *v, const apo_segment *segment, uint32_t first, uint32_t end);
/* Add with the scope of a verb, "that" with the cue. */
void apo__attribution_add_scoped(apo__voices *v, const apo_segment *segment,
	const apo__attribution_source *source, uint32_t first, uint32_t end);
/* The attributions of a segment whose words stand without spaces. */
void apo__attributions_unspaced(apo__voices *v, const apo_segment *segment);
int apo__token_in(const apo__voices *v, const apo__lang_section *section, uint32_t t);
int apo__token_is(const apo__voices *v, uint32_t t, const char *form);

#endif
