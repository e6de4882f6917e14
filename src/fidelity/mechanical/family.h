/* SPDX-License-Identifier: Apache-2.0 */
/* What the families of mechanical checks share: a unit as characters and words, the languages, the habits of the file. */
#ifndef APO__FIDELITY_MECHANICAL_FAMILY_H
#define APO__FIDELITY_MECHANICAL_FAMILY_H

#include "fidelity/mechanical/mechanical.h"

/* Stand for inline codes among the characters: one that is alone, one of a pair. */
#define FORM_CODE_ALONE 0xFFFC
#define FORM_CODE_PAIR	0xFFF9

/* What a character belongs to besides prose. */
enum {
	FORM_IN_PLACEHOLDER = 1u << 0,
	FORM_IN_MARKUP = 1u << 1,
	FORM_IN_ADDRESS = 1u << 2, /* an URL, an e-mail address, a file name */
	FORM_IN_CODE = 1u << 3	   /* letters with digits */
};

/* Letters, marks and digits with inner apostrophes; Han characters are words one by one. */
typedef struct {
	uint32_t first, end; /* characters */
	const char *folded;
	uint64_t hash; /* of the folded form */
	unsigned char letters, upper_first, upper_all, digits, han, taken;
} form_word;

typedef struct {
	const char *text;
	uint32_t size;
	const int32_t *c;     /* characters, 0 behind the last */
	const uint32_t *at;   /* byte of each; count + 1 */
	unsigned char *taken; /* FORM_IN_... */
	uint32_t count;
	uint32_t first, end; /* characters without white space at the edges */
	const form_word *words;
	uint32_t word_count;
} form_view;

#define FORM_MOST_QUOTES 12u
typedef struct {
	int32_t open, close;
} form_quotes;

/* A language's rules as CLDR and the language data have them. */
typedef struct {
	const char *tag;
	const apo__language *language;	    /* NULL = no language data */
	const apo__lang_section *functions; /* NULL = none known */
	int32_t decimal, group;		    /* of numbers; group 0 = none */
	form_quotes quotes[FORM_MOST_QUOTES];
	uint32_t quote_count;
	const char *spaced_marks; /* marks with a no-break space before them */
	int cased;		  /* its script has capitals */
	int spaced;		  /* words are separated by spaces */
	int32_t scripts[8];
	uint32_t script_count;
	const void *letters;	   /* USet: letters of the language */
	const char *code, *region; /* "de", "DE" */
	const char *date_pattern;  /* CLDR's short date */
} form_locale;

typedef struct {
	uint32_t yes, all;
} form_share;

/* What a file does not do in so few places is a slip there; in more, it is the file's own way. How few, the profile says. */
static inline int form_is_slip(const apo__profile *profile, const form_share *habit)
{
	uint32_t slips = habit->all - habit->yes;
	return slips <= profile->slips || slips <= habit->all / profile->slips_one_in;
}

typedef struct form_consistency form_consistency;
typedef struct form_terms form_terms;
typedef struct form_spelling form_spelling;

#define FORM_LENGTH_SLOTS 81u /* logarithms of ratios of lengths */

struct apo__form_checker {
	apo__arena *arena, *scratch;
	apo_context *context;
	form_locale locale[2];
	const apo__profile *profile;
	int own_form; /* only the form of the target is checked */
	/* habits of the file */
	uint64_t units;
	form_share spaced_mark
		[2]; /* target: a mark with a space before it; that space is a no-break one */
	form_share single_spaces; /* units without spaces in a row */
	form_share tight_marks;	  /* units without a space before a mark */
	form_share capital;	  /* a capital where the source has one */
	form_share end_mark;	  /* the same kind of end as the source */
	form_share soft_hyphen;	  /* units with soft hyphens */
	form_share local_number;  /* numbers with both separators: in the target's notation */
	form_share matched;	  /* quotations of the target: closed as they were opened */
	form_share partnered;	  /* units with whole quotations in the source: in the target too */
	form_share local_style;	  /* typographic quotations: in a style of the language */
	form_share quoted;	  /* units with a quotation in the source: with one in the target */
	uint32_t ratios[FORM_LENGTH_SLOTS], ratio_count;
	double ratio; /* the usual one; 0 = not worked out yet */
	form_consistency *consistency;
	form_terms *terms;	 /* NULL = no glossary */
	form_spelling *spelling; /* NULL = no dictionary */
};

/* ---- things that must be the same on both sides ---- */
typedef struct {
	const char *key; /* what has to be equal */
	uint32_t first, end;
	uint32_t kind;
	uint32_t partner; /* in the other list, FORM_NOTHING */
} form_item;
typedef APO__VECTOR(form_item) form_items;

/* A unit at work. */
typedef struct {
	apo__form_checker *checker;
	const apo__form_unit *unit;
	form_view view[2];
	apo__arena *scratch;
	apo__form_report report;
	void *user;
	uint32_t found;		 /* findings of this unit so far */
	uint64_t reported;	 /* types of them, as bits */
	form_items items[2];	 /* placeholders */
	form_items addresses[2]; /* URLs, mail, file names */
} form_job;

#define FORM_NOTHING UINT32_MAX

/* ---- view.c ---- */
void form_view_make(form_view *view, const apo__form_text *text, apo__arena *arena);
/* Words, once placeholders and addresses are known. */
void form_view_words(form_view *view, apo__arena *arena);
/* The text of characters [first, end), cut when it is long, for messages. */
const char *form_text(const form_job *job, int side, uint32_t first, uint32_t end);
/* Report; FORM_NOTHING as first = no place on that side. */
void form_flag(form_job *job, apo_issue_type type, apo_severity severity, uint32_t source_first,
	uint32_t source_end, uint32_t target_first, uint32_t target_end, double confidence,
	const char *format, ...) __attribute__((format(printf, 9, 10)));
/* A finding about the target only. */
#define form_flag_target(job, type, severity, first, end, confidence, ...)                         \
	form_flag(job, type, severity, FORM_NOTHING, 0, first, end, confidence, __VA_ARGS__)
static inline int form_is_code(int32_t c)
{
	return c == FORM_CODE_ALONE || c == FORM_CODE_PAIR;
}
int form_is_word_char(int32_t c);
/* Whether the characters [first, end) of a view are in the other one as they are. */
int form_occurs(const form_view *view, const form_view *in, uint32_t first, uint32_t end);

/* ---- locale.c ---- */
void form_locale_open(
	form_locale *locale, apo__arena *arena, apo_context *context, const char *tag);
int form_is_function(const form_locale *locale, const form_word *word);

/* Pair equal keys, in order; `partner` of both. */
void form_pair_items(form_job *job, form_items *source, form_items *target);

/* ---- the families ---- */
void form_find_placeholders(form_job *job); /* first: what others must not look into */
void form_check_placeholders(form_job *job);
void form_find_addresses(form_job *job);
void form_check_addresses(form_job *job);
void form_check_identifiers(form_job *job);
void form_check_codes(form_job *job);
void form_learn_ends(form_job *job);
void form_check_ends(form_job *job);
void form_learn_spaces(form_job *job);
void form_check_spaces(form_job *job);
void form_learn_marks(form_job *job);
void form_check_marks(form_job *job);
void form_learn_capitals(form_job *job);
void form_check_capitals(form_job *job);
void form_learn_values(form_job *job);
void form_check_values(form_job *job);
void form_check_repeats(form_job *job);
void form_learn_lengths(form_job *job);
void form_check_lengths(form_job *job);
void form_check_language(form_job *job);
void form_learn_characters(form_job *job);
void form_check_characters(form_job *job);
void form_learn_consistency(form_job *job);
/* Before a unit is checked, and where it is not: the first places of repeated texts are known from here. */
void form_meet_consistency(form_job *job);
void form_check_consistency(form_job *job);
void form_check_terms(form_job *job);
/* Whether a word of the target is one of a rendering in the glossary. */
int form_is_term_word(form_job *job, const form_word *word);
void form_learn_spelling(form_job *job);
void form_check_spelling(form_job *job);
form_consistency *form_consistency_new(apo__arena *arena);

#endif
