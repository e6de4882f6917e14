/* SPDX-License-Identifier: Apache-2.0 */
/* A term or a rendering as words, and whether it is in a text. */
#ifndef APO__FIDELITY_MECHANICAL_TERM_FORMS_H
#define APO__FIDELITY_MECHANICAL_TERM_FORMS_H

#include "fidelity/mechanical/family.h"
#include "lexicon/dictionary/stem.h"

#define FORM_TERM_WORDS 32u /* most words of a term: as many as a value of a map has bits */

typedef struct {
	const char *text;
	const char *const *stems;  /* of its words */
	const char *const *folded; /* the words */
	uint32_t count;		   /* 0 = no words, or too many */
	int as_written;		   /* in capitals: IT, WHO */
} form_term;

/* What the words of a side are compared by. */
typedef struct {
	apo__stemmer *stemmer;		    /* NULL = words as they are */
	const apo__lang_section *particles; /* that a verb may be parted from; NULL = none */
} form_stems;

const char *form_stem(const form_stems *how, const char *folded, apo__arena *arena);
form_term form_term_make(const form_stems *how, const char *text, apo__arena *arena);
/* Whether a term is at a word of a text, inflected as it may be; `stems` are those of the text's words. */
int form_term_is_at(
	const form_view *view, const char *const *stems, uint32_t word, const form_term *term);
/* Whether its text is at a word as it is written. */
int form_term_is_written_at(const form_view *view, uint32_t word, const form_term *term);
/* Whether a rendering may be in a text: all its words are, in any order, inflected, in compounds, parted. */
int form_term_may_be_in(const form_stems *how, const form_view *view, const char *const *stems,
	const form_term *term);

#endif
