/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mechanical checks of a bilingual file: what can be seen in the characters of a unit and of its file, without aligning
 * or understanding it. A file is read twice: `learn` takes the habits of the file (quotation marks, spaces, lengths) and its
 * repeated texts, `check` reports what departs from them; both see the units in the same order. Nothing is kept of a unit but
 * digests where its text repeats, so memory does not grow with a file whose texts are all different.
 */
#ifndef APO__FIDELITY_MECHANICAL_H
#define APO__FIDELITY_MECHANICAL_H

#include "fidelity/settings/profile.h"
#include "lexicon/lexicon_lookup.h"

typedef enum { APO__FORM_OPEN, APO__FORM_CLOSE, APO__FORM_ALONE } apo__form_code_kind;

/* An inline code; the text of a unit is without codes, each is before byte `at` of it. */
typedef struct {
	apo__form_code_kind kind;
	uint32_t at;
	const char *
		id; /* the same for an opening code and its end, and in the other language; NULL = none */
} apo__form_code;

typedef struct {
	const char *text; /* UTF-8; NULL = there is none */
	uint32_t size;
	const apo__form_code *codes;
	uint32_t code_count;
	/* the words that lexicons cut a text without spaces into, in bytes of something in which the text begins at `cut_at`; may be NULL */
	const apo__word *cut;
	uint32_t cut_count, cut_at;
} apo__form_text;

typedef struct {
	apo__form_text side[2]; /* by apo__side */
	uint64_t number;	/* in the file, from 1 */
	uint32_t limit;		/* most characters that the target may have; 0 = not said */
	int stored; /* of a translation file: its edges, codes and empty targets are as somebody stored them */
	int locked; /* not to be translated, or closed: only learnt from */
} apo__form_unit;

/* Units of a file that was opened as two documents, one a bead: places are those of the documents' texts. */
typedef struct apo__form_units {
	const apo__form_unit *units; /* one a bead */
	const uint32_t (*begin)[2];  /* where the text of each side begins in its document */
	uint32_t count;
	const apo_document *target;
} apo__form_units;

/* Spans are bytes of the unit's texts; APO_SPAN_NONE = nothing to show on that side. */
typedef struct {
	apo_issue_type type;
	apo_severity severity;
	apo_span source, target;
	double confidence;
	const char *message; /* lives until the report returns */
} apo__form_finding;
typedef void (*apo__form_report)(const apo__form_finding *finding, void *user);

typedef struct apo__form_checker apo__form_checker;
/* A checker for units from one language (a BCP 47 tag) into another. `loose`: the target is a retelling, of which only its own
 * form is checked, as it is where both languages are one. */
apo__form_checker *apo__form_open(
	apo__arena *arena, apo_context *context, const char *from, const char *to, int loose);
/* Check as a profile says, which is not copied; without it as the normal one. Before the first unit. */
void apo__form_use(apo__form_checker *checker, const apo__profile *profile);
/* Check for the terms of a glossary as well: TBX, CSV with a header, a glossary of OmegaT. APO_EINPUT when it cannot be read. */
apo_status apo__form_add_terms(apo__form_checker *checker, const char *path, apo_error *err);
/* Check the spelling of the target as well, if a dictionary is installed: the names of its variants, NULL when there is none. */
const char *apo__form_add_spelling(apo__form_checker *checker);
/* Words that are right, one a line; # begins a comment. */
apo_status apo__form_add_words(apo__form_checker *checker, const char *path, apo_error *err);
/* Take the habits of a unit; before the first check, each unit once. */
void apo__form_learn(apo__form_checker *checker, const apo__form_unit *unit);
/* Whether a span of one of the unit's texts is words: it touches no placeholder and no address. */
int apo__form_is_prose(
	apo__form_checker *checker, const apo__form_unit *unit, apo__side side, apo_span span);
/* Report what is wrong with a unit, in the order of its checks. Linear in its size. */
void apo__form_check(apo__form_checker *checker, const apo__form_unit *unit,
	apo__form_report report, void *user);

#endif
