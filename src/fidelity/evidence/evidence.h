/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The job of checking an alignment, which the families of checks share. A family looks at the beads one after the other,
 * compares the two sides, and flags what a reader should see; `check.c` runs them, keeps the stronger of two findings
 * about the same words, and sorts; `scoring` makes figures of it.
 */
#ifndef APO__FIDELITY_EVIDENCE_H
#define APO__FIDELITY_EVIDENCE_H

#include "aligners/aligners.h"
#include "fidelity/settings/profile.h"
#include "lexicon/dictionary/stem.h"
#include "lexicon/lexicon_lookup.h"
#include "text/document/phrases.h"

/* What a mark says: a bit for each section of the language data. Sections of one group compete: the longest wins. */
enum {
	MARK_NEGATION = 1u << 0,       /* not, no, nobody */
	MARK_NEGATIVE = 1u << 1,       /* holds a negation in its meaning: decline, fail, without */
	MARK_NOT_NEGATION = 1u << 2,   /* looks like one: nothing but, not only, 不过 */
	MARK_POSSIBLE = 1u << 3,       /* can, may, could */
	MARK_NECESSARY = 1u << 4,      /* must, should, has to */
	MARK_FUTURE = 1u << 5,	       /* will, 将 */
	MARK_HEDGE = 1u << 6,	       /* apparently, reportedly */
	MARK_UP = 1u << 7,	       /* rise, grow, gain */
	MARK_DOWN = 1u << 8,	       /* fall, shrink, lose */
	MARK_NOT_DIRECTION = 1u << 9,  /* looks like one: up to, sign up */
	MARK_OPINION = 1u << 10,       /* sensibly, shameful */
	MARK_RANK = 1u << 11,	       /* deputy, vice */
	MARK_INTENSIFIER = 1u << 12,   /* very, extremely */
	MARK_HALF_NEGATION = 1u << 13, /* a negation beside its partner: plus beside ne */
	MARK_HEARSAY =
		1u << 14, /* can stand for a reservation: appears, according to, a conditional */
	MARK_NOT_YET = 1u << 15,    /* not yet, 尚未 */
	MARK_ALREADY = 1u << 16,    /* already, 已经 */
	MARK_CAUSE = 1u << 17,	    /* because of, wegen, 由于 */
	MARK_CAUSE_FORM = 1u << 18, /* can stand for it: after, as, by */
	MARK_NEED_NOT = 1u << 19,   /* need not, does not have to */
	MARK_MUST_NOT = 1u << 20    /* must not, cannot */
};
#define MARKS_CAUSE	(MARK_CAUSE | MARK_CAUSE_FORM)
#define MARKS_DUTY	(MARK_NEED_NOT | MARK_MUST_NOT)
#define MARKS_TIME	(MARK_NOT_YET | MARK_ALREADY)
#define MARKS_NEGATION	(MARK_NEGATION | MARK_NEGATIVE | MARK_NOT_NEGATION | MARK_HALF_NEGATION)
#define MARKS_MODALITY	(MARK_POSSIBLE | MARK_NECESSARY | MARK_FUTURE | MARK_HEDGE | MARK_HEARSAY)
#define MARKS_DIRECTION (MARK_UP | MARK_DOWN | MARK_NOT_DIRECTION)

/* How far a check runs, and why not further. */
typedef enum { APO__RUNS_NOT, APO__RUNS_PARTLY, APO__RUNS } apo__runs;
typedef struct {
	apo__runs runs[APO_ISSUE_TYPE_COUNT];
	APO__VECTOR(apo_abstention) abstentions; /* of the source, then of the target */
	const apo__profile *profile;		 /* what the user wants; NULL = all that there is */
	int scripts_differ;			 /* no script writes both languages */
} apo__check_plan;

/* needs.c: which checks have the language data that they need. */
void apo__check_plan_make(apo__check_plan *plan, const apo_context *context,
	const apo_lexicons *lexicons, apo__arena *arena);

typedef struct {
	apo_span span;
	uint32_t first_token, tokens;
	uint32_t segment;
	uint32_t kind; /* MARK_ bits; more than one where a phrase has several meanings */
	const apo__lang_entry *entry; /* NULL: found by an ending or a prefix, a guess */
} apo__mark;

/* What the lexicons say of words, by form: looked up once, also for many pairs of lines one after the other. */
typedef struct {
	const char *stem, *base, *base_stem; /* base: of an inflected verb, NULL = none */
	uint64_t key;			     /* of the form */
	const apo__rendering *renderings;
	struct apo__rendering_keys {
		uint64_t form, stem;
	} * keys; /* of the renderings */
	uint32_t count;
	uint32_t kinds; /* cue_phrases.c: MARK_ bits that the form itself says */
	unsigned char function, rendered,
		read; /* is it a function word; were its renderings, its kinds looked up? */
} apo__known_word;
typedef struct {
	apo__arena *arena;
	apo__interner forms[2];
	APO__VECTOR(apo__known_word) words[2]; /* by form */
	apo__map stem_numbers[2];	       /* of renderings, by the key of their form */
	APO__VECTOR(uint64_t) stem_keys[2];
	apo__stemmer *stemmers[2]; /* one for all words: making one costs as much as ten stems */
	const apo__interner *negative[2]; /* cue_phrases.c: stems of words that hold a negation */
	const void *opposites[2];	  /* opposites.c: ends of axes by stem */
} apo__known_words;

/* A clause: what is between marks and conjunctions of a segment. */
typedef struct {
	uint32_t first, end; /* words */
	float all, have; /* weight of its content; of what the other side of the bead licenses */
	uint32_t content, known; /* its content words; those that the lexicon has renderings of */
	uint32_t partner; /* the clause of the other side that most of it is in, APO_NONE = none */
} apo__clause;

/* One side of the alignment. `first_...[s]` is the index of the first thing of segment s or later; segment_count + 1. */
typedef struct {
	const apo_document *document;
	const apo__language *language; /* without sections: a language without data */
	apo__words words;
	const char **stems; /* by word */
	float *weight;	    /* by word: inverse document frequency of content words, 0 for others */
	float *support;	    /* by word: how far the other side of its bead licenses it, 0..1 */
	uint32_t *partner;  /* by word: the word that does, APO_NONE = none */
	unsigned char *known; /* by word: the lexicon has renderings of it */
	const apo__mark *marks;
	uint32_t mark_count;
	uint32_t *first_mark, *first_number, *first_date, *first_name, *first_attribution;
	uint32_t *bead;	       /* by segment */
	unsigned char *quoted; /* by word: 1 + level of the quotation that it is in, 0 = none */
	apo__clause *clauses;
	uint32_t clause_count;
	uint32_t *clause; /* by word */
} apo__check_side;

typedef struct {
	apo_context *context;
	const apo_lexicons *lexicons;
	const apo_alignment *alignment;
	apo__arena *arena;
	apo__check_side side[2]; /* by apo__side */
	const apo__check_plan *plan;
	apo__known_words *known;
	int same_language;
	int comparable; /* the target is a retelling, which may leave out what it likes */
	int own_text; /* most of the target does not rest on the source: additions are its nature */
	apo_news_panel panel;
	APO__VECTOR(apo_issue) issues;
	APO__VECTOR(apo_known_issue) known_issues;
	APO__VECTOR(apo_obsolete_dismissal) obsolete;
	const struct apo__finding_evidence
		*evidence; /* probability.h: by issue, once they are final */
} apo__check;

/* word_support.c: nothing known yet. What will be lives in `arena`. */
void apo__known_words_init(apo__known_words *known, apo__arena *arena);
/* word_support.c: as apo__lexicon_stem, with one stemmer for all words of a side. */
const char *apo__known_stem(apo__check *check, apo__side side, const char *form);
/* word_support.c: what is known of a form; good until the next call. */
apo__known_word *apo__known_word_of(apo__check *check, apo__side side, const char *form);
/* word_support.c: the same with its renderings. */
const apo__known_word *apo__known_renderings(apo__check *check, apo__side side, const char *form);
/* word_support.c: does the lexicon give a word of the other side, in whatever form, as a rendering of this one? */
int apo__check_renders(apo__check *check, apo__side side, uint32_t word, uint32_t other);
/* word_support.c: weights, supports, partners of all words. */
void apo__check_link(apo__check *check);
/* cue_phrases.c: the phrases of the language data in both documents. */
void apo__check_mark(apo__check *check);

/* clauses.c: the clauses of both sides, and how much of them the other side licenses. */
void apo__check_clauses(apo__check *check);

/* ---- what the families use ---- */

/* Whether a check has the data to run in full. */
int apo__check_runs(const apo__check *check, apo_issue_type type);
/* Report, unless the check abstains; the message is the evidence. */
void apo__check_flag(apo__check *check, apo_issue_type type, apo_severity severity, uint32_t bead,
	apo_span source, apo_span target, double confidence, const char *format, ...)
	__attribute__((format(printf, 8, 9)));
/* The words of a span as they stand, cut when long, for messages. */
const char *apo__check_text(apo__check *check, apo__side side, apo_span span);

/* Segments of a bead on a side. */
const uint32_t *apo__check_segments(
	const apo__check *check, uint32_t bead, apo__side side, uint32_t *count);
/* From the first to the last segment of a bead on a side; APO_SPAN_NONE where it has none. */
apo_span apo__check_bead_span(const apo__check *check, uint32_t bead, apo__side side);
/* Marks of `kinds` that a bead has on a side; `found` (may be NULL) receives the first. */
uint32_t apo__check_marks(const apo__check *check, uint32_t bead, apo__side side, uint32_t kinds,
	const apo__mark **found);
/* Is the segment a unit of the story: no boilerplate, not empty of words? */
int apo__check_is_story(const apo__check *check, apo__side side, uint32_t segment);
/* Content words of a segment: their number, and the sum of their weights into `weight` (may be NULL). */
uint32_t apo__check_content_words(
	const apo__check *check, apo__side side, uint32_t segment, double *weight);
/* Share of the content of a source and a target segment that they license each other, 0..1 (word_support.c). */
double apo__check_likeness(apo__check *check, uint32_t source, uint32_t target);
/* Support from which a word counts as licensed by the other side; set by hand. */
#define APO__LICENSED .45f
/* The words of a mark or a span in a segment: [*first, end). */
uint32_t apo__check_words(
	const apo__check *check, apo__side side, uint32_t segment, apo_span span, uint32_t *first);
/* Share of a clause's content that the other side licenses, without the words from `first` to `end`, which differ, and
 * without words of which nobody knows whether they are rendered; 1 where no word is left (clauses.c). */
double apo__clause_rest(const apo__check_side *s, uint32_t clause, uint32_t first, uint32_t end);
/* Are two words in clauses that render each other, and are most of the other words there that somebody knows
 * rendered (clauses.c)? */
int apo__check_alike(const apo__check *check, uint32_t source, uint32_t target);
/* A retelling says much in its own way: what is said can be compared only where both sides say nearly the same words. */
int apo__check_is_close(const apo__check *check, uint32_t bead);
int apo__span_overlaps(apo_span a, apo_span b);
/* The first word from `first` to `end` that ends behind `offset`, `end` when there is none. */
uint32_t apo__word_behind(const apo__words *words, uint32_t first, uint32_t end, uint32_t offset);

/* The words of a value need nothing else that licenses them: their value is right, or flagged. */
void apo__check_license(apo__check *check, apo__side side, uint32_t segment, apo_span span);

/* Are the digits of a figure in a side of a bead, in whatever word: 38-17 and 38:17, 0800 555 111, 1m85? */
int apo__check_has_digits(
	const apo__check *check, uint32_t bead, apo__side other, const char *digits);
/* The same of the beads before and after it: a sentence that was cut elsewhere. */
int apo__check_has_digits_beside(
	const apo__check *check, uint32_t bead, apo__side other, const char *digits);
/* Does the other side say the figure `n` of `side` in another way than as a figure? */
int apo__check_says_otherwise(
	const apo__check *check, uint32_t bead, apo__side side, const apo_number *n);
/* Does the target go on after a figure as the source does: "14 K" in both? */
int apo__check_is_verbatim(const apo__check *check, const apo_number *a, const apo_number *b);
/* Is the "m" of a figure metres, which `other` has: 137m? */
int apo__check_is_metres(
	const apo__check *check, apo__side side, const apo_number *n, const apo_number *other);
/* Are the words [first, end) of a side between quotation marks with at most `most` words between them? */
int apo__check_in_marks(
	const apo__check *check, apo__side side, uint32_t first, uint32_t end, uint32_t most);

#endif
