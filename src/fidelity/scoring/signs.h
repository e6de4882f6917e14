/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signs that a bead is a good translation or a bad one: numbers that are 0 or more, except where a language model says how
 * well words follow each other. `model.c` makes one figure of them. What cannot be known (no data for a language, no lexicon
 * entry) leaves a sign at 0, which says nothing.
 */
#ifndef APO__SCORING_SIGNS_H
#define APO__SCORING_SIGNS_H

#include "fidelity/families.h"

/* name in the file of weights, what it says: + good, - bad. `tools/train_score.py` reads this table. */
#define APO__SIGNS(SIGN)                                                                           \
	/* target_signs.c: the target alone */                                                     \
	SIGN(WORDS, "words", '-')                                                                  \
	SIGN(WORDS_RATE, "words_rate", '-')                                                        \
	SIGN(WORDS_WORST, "words_worst", '-')                                                      \
	SIGN(DISLIKE, "dislike", '-')                                                              \
	SIGN(CLASSES, "classes", '-')                                                              \
	SIGN(CLASSES_RATE, "classes_rate", '-')                                                    \
	SIGN(CLASSES_WORST, "classes_worst", '-')                                                  \
	SIGN(UNSEEN, "unseen", '-')                                                                \
	SIGN(UNKNOWN, "unknown", '-')                                                              \
	SIGN(LOWERED, "lowered", '-')                                                              \
	SIGN(REPEATED, "repeated", '-')                                                            \
	SIGN(REPEATED_FAR, "repeated_far", '-')                                                    \
	SIGN(BLANKS, "blanks", '-')                                                                \
	SIGN(UNPAIRED, "unpaired", '-')                                                            \
	SIGN(MIXED_SCRIPT, "mixed_script", '-')                                                    \
	SIGN(MIXED_GENDER, "mixed_gender", '-')                                                    \
	/* target_signs.c: its form beside the source's */                                         \
	SIGN(NO_CAPITAL, "no_capital", '-')                                                        \
	SIGN(NO_CAPITALS, "no_capitals", '-')                                                      \
	SIGN(NO_FINAL_MARK, "no_final_mark", '-')                                                  \
	SIGN(OTHER_FINAL_MARK, "other_final_mark", '-')                                            \
	SIGN(LEFT_OVER, "left_over", '-')                                                          \
	/* pair_signs.c */                                                                         \
	SIGN(SHORT, "short", '-')                                                                  \
	SIGN(SHORT_FAR, "short_far", '-')                                                          \
	SIGN(LONG, "long", '-')                                                                    \
	SIGN(LONG_FAR, "long_far", '-')                                                            \
	SIGN(FULL, "full", '+')                                                                    \
	SIGN(QUESTION_LOST, "question_lost", '-')                                                  \
	SIGN(QUESTION_ADDED, "question_added", '-')                                                \
	SIGN(COMMAS_ADDED, "commas_added", '-')                                                    \
	SIGN(COMMAS_LOST, "commas_lost", '-')                                                      \
	SIGN(NEGATION_LOST, "negation_lost", '-')                                                  \
	SIGN(NEGATION_ADDED, "negation_added", '-')                                                \
	SIGN(NEGATION_PLAIN, "negation_plain", '-')                                                \
	SIGN(POSSIBLE_LOST, "possible_lost", '-')                                                  \
	SIGN(POSSIBLE_ADDED, "possible_added", '-')                                                \
	SIGN(NECESSARY_LOST, "necessary_lost", '-')                                                \
	SIGN(NECESSARY_ADDED, "necessary_added", '-')                                              \
	SIGN(FUTURE_LOST, "future_lost", '-')                                                      \
	SIGN(FUTURE_ADDED, "future_added", '-')                                                    \
	SIGN(HEDGE_LOST, "hedge_lost", '-')                                                        \
	SIGN(HEDGE_ADDED, "hedge_added", '-')                                                      \
	SIGN(UP_DOWN, "up_down", '-')                                                              \
	SIGN(PAST_LOST, "past_lost", '-')                                                          \
	SIGN(PAST_ADDED, "past_added", '-')                                                        \
	SIGN(PRESENT_LOST, "present_lost", '-')                                                    \
	SIGN(PRESENT_ADDED, "present_added", '-')                                                  \
	SIGN(VERBS_LOST, "verbs_lost", '-')                                                        \
	SIGN(VERBS_ADDED, "verbs_added", '-')                                                      \
	SIGN(PROGRESSIVE_ADDED, "progressive_added", '-')                                          \
	SIGN(PERFECT_ADDED, "perfect_added", '-')                                                  \
	SIGN(ASPECT_LOST, "aspect_lost", '-')                                                      \
	SIGN(GENDER_ADDED, "gender_added", '-')                                                    \
	SIGN(GENDER_LOST, "gender_lost", '-')                                                      \
	SIGN(ADDED_KNOWN, "added_known", '-')                                                      \
	SIGN(ADDED_KNOWN_RATE, "added_known_rate", '-')                                            \
	SIGN(ADDED_NAMES, "added_names", '-')                                                      \
	SIGN(ADDED_NUMBERS, "added_numbers", '-')                                                  \
	SIGN(ADDED_UNKNOWN, "added_unknown", '-')                                                  \
	SIGN(LOST_KNOWN, "lost_known", '-')                                                        \
	SIGN(LOST_KNOWN_RATE, "lost_known_rate", '-')                                              \
	SIGN(LOST_NAMES, "lost_names", '-')                                                        \
	SIGN(LOST_NUMBERS, "lost_numbers", '-')                                                    \
	SIGN(LOST_UNKNOWN, "lost_unknown", '-')                                                    \
	SIGN(ADDED_OVER, "added_over", '-')                                                        \
	SIGN(LOST_OVER, "lost_over", '-')                                                          \
	SIGN(ADDED_RARE, "added_rare", '-')                                                        \
	SIGN(SUPPORT, "support", '+')                                                              \
	SIGN(COVERAGE, "coverage", '+')                                                            \
	SIGN(ISSUE_VALUES, "issue_values", '-')                                                    \
	SIGN(ISSUE_NAMES, "issue_names", '-')                                                      \
	SIGN(ISSUE_MEANING, "issue_meaning", '-')                                                  \
	SIGN(ISSUE_CONTENT, "issue_content", '-')                                                  \
	SIGN(ISSUE_VOICES, "issue_voices", '-')                                                    \
	SIGN(ISSUE_FORM, "issue_form", '-')                                                        \
	SIGN(ISSUE_CRITICAL, "issue_critical", '-')                                                \
	SIGN(ISSUE_MAJOR, "issue_major", '-')                                                      \
	/* reference_signs.c: both sides in one language */                                        \
	SIGN(ADDED_1, "added_1", '-')                                                              \
	SIGN(ADDED_2, "added_2", '-')                                                              \
	SIGN(ADDED_3, "added_3", '-')                                                              \
	SIGN(ADDED_4, "added_4", '-')                                                              \
	SIGN(LOST_1, "lost_1", '-')                                                                \
	SIGN(LOST_2, "lost_2", '-')                                                                \
	SIGN(LOST_3, "lost_3", '-')                                                                \
	SIGN(LOST_4, "lost_4", '-')                                                                \
	SIGN(ADDED_CLASSES_2, "added_classes_2", '-')                                              \
	SIGN(ADDED_CLASSES_3, "added_classes_3", '-')                                              \
	SIGN(LOST_CLASSES_2, "lost_classes_2", '-')                                                \
	SIGN(LOST_CLASSES_3, "lost_classes_3", '-')                                                \
	SIGN(FUNCTION_ADDED, "function_added", '-')                                                \
	SIGN(FUNCTION_LOST, "function_lost", '-')                                                  \
	SIGN(MARKS_ADDED, "marks_added", '-')                                                      \
	SIGN(MARKS_LOST, "marks_lost", '-')                                                        \
	SIGN(OTHER_FORM, "other_form", '-')                                                        \
	SIGN(OTHER_WORD, "other_word", '-')                                                        \
	SIGN(OTHER_CASE, "other_case", '-')                                                        \
	SIGN(NEARLY, "nearly", '-')                                                                \
	SIGN(TURNED, "turned", '-')                                                                \
	SIGN(ORDER, "order", '+')                                                                  \
	SIGN(CHARACTERS, "characters", '+')

#define APO__SIGN_NUMBER(id, name, says) APO__SIGN_##id,
typedef enum { APO__SIGNS(APO__SIGN_NUMBER) APO__SIGN_COUNT } apo__sign;
typedef struct {
	double value[APO__SIGN_COUNT];
	double length; /* words of the source, which no sign is about */
	int modelled;  /* the target's language has a model */
} apo__pair_signs;

/* A bead as the signs look at it. */
typedef struct {
	const apo__check_side *side;
	apo_span span;
	uint32_t *tokens, *words; /* numbers of its tokens, and of its words with marks */
	uint32_t token_count, word_count;
	uint32_t characters;
} apo__bead_side;
typedef struct {
	const apo__check *check;
	uint32_t bead;
	apo__bead_side side[2];	       /* by apo__side */
	const apo__item_lists *issues; /* by bead */
	apo__arena *arena;	       /* for scratch */
} apo__bead_view;

/* signs.c: the issues of each bead; all signs of a bead, both of whose sides have segments. */
apo__item_lists apo__issues_of_beads(const apo__check *check);
void apo__signs_of_bead(const apo__check *check, uint32_t bead, const apo__item_lists *issues,
	apo__pair_signs *signs);

void apo__target_signs(const apo__bead_view *view, apo__pair_signs *signs);
void apo__relation_signs(const apo__bead_view *view, apo__pair_signs *signs);
void apo__reference_signs(const apo__bead_view *view, apo__pair_signs *signs);

/* scorer.c: the signs of two lines that are not blank, and the types of their issues as a bit set. */
apo_status apo__scorer_signs(apo_scorer *scorer, const char *source, const char *target,
	apo__pair_signs *signs, uint64_t *issues, apo_error *err);

/* model.c: the figure, 0..1. `same_language`: by the weights of pairs of one language. */
double apo__score_of_signs(const apo__pair_signs *signs, int same_language);
/* Of that, what the target's own form says, and what the content of both sides says. */
double apo__fluency_of_signs(const apo__pair_signs *signs, int same_language);
double apo__adequacy_of_signs(const apo__pair_signs *signs, int same_language);
const char *apo__sign_name(apo__sign sign);

/* weights.c, written by tools/train_score.py. */
typedef struct {
	double start[2],
		slope;	 /* of the logistic function; start without and with a language model */
	double per_word; /* what a word of the source may have against it in good text */
	double weight[APO__SIGN_COUNT];
} apo__sign_weights;
extern const apo__sign_weights apo__weights_of_pairs, apo__weights_of_references;

#endif
