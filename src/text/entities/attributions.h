/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__TEXT_ENTITIES_ATTRIBUTIONS_H
#define APO__TEXT_ENTITIES_ATTRIBUTIONS_H

#include "text/voices/known.h"

/* Whom a document (names are there) credits for what, by place. Returns how many. `quotes` are the document's own: those that
 * somebody is found to have said lose APO_QUOTE_SCARE. */
uint32_t apo__attributions_find(const apo_document *document, const apo__language *language,
	apo_quote *quotes, apo__arena *arena, apo_attribution **attributions);

/* ---- shared by attributions*.c ---- */

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
/* Does what is around the verb at [t, end) show that something is reported: "that", a colon, a quotation? */
int apo__verb_is_framed(const apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end,
	const apo__attribution_source *source);
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
/* Give a source that is believed the name of its noun phrase, or its own in the case of a subject. */
void apo__source_call(apo__voices *v, apo__attribution_source *source);
/* The words [first, end) up to the first preposition, without article, in the case of a subject. */
const char *apo__source_description(apo__voices *v, uint32_t first, uint32_t end);
/* The person named at token `t`, when a subject, is what "he" means from here on. */
void apo__voices_move_focus(apo__voices *v, const apo_segment *segment, uint32_t t);
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
/* A verb at [t, end) by which a person only has an attitude; what may be its subject ends at `subject_end`. Returns where reading
 * goes on. */
uint32_t apo__attribution_read_attitude(apo__voices *v, const apo_segment *segment, uint32_t t,
	uint32_t end, uint32_t subject_end, const apo__lang_entry *verb);
/* Where what is in brackets before token `end` begins: "Jim Jordan (R-Ohio) said". */
uint32_t apo__before_bracket(const apo__voices *v, uint32_t end, uint32_t first);
/* A participle at [t, end): "adding that". */
void apo__attribution_read_participle(apo__voices *v, const apo_segment *segment, uint32_t t,
	uint32_t end, const apo__lang_entry *verb);
/* "the chairwoman, Odile Brandt,": the name behind the comma explains the office, within the tokens before `limit`. */
void apo__source_name_behind(apo__voices *v, uint32_t limit, apo__attribution_source *source);
/* Is there a quotation right before `from`, where subject and verb begin, or soon behind the verb at [t, end)? */
int apo__verb_is_quoted(
	const apo__voices *v, const apo_segment *segment, uint32_t from, uint32_t t, uint32_t end);
/* May this verb have this source? */
int apo__cue_fits(
	const apo__voices *v, const apo__lang_entry *verb, const apo__attribution_source *source);
/* What the tokens [first, end) of a source and its cue govern. */
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
	const apo__attribution_source *source, uint32_t first, uint32_t end,
	const apo__lang_entry *verb);
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

#endif
