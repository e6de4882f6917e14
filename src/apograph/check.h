/* SPDX-License-Identifier: Apache-2.0 */
/* What a translation or retelling gets wrong, and its score. */
#ifndef APOGRAPH_CHECK_H
#define APOGRAPH_CHECK_H

#include "apograph/align.h"
#include "apograph/dismiss.h"
#include "apograph/issues.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A difference that a reviewer should see. */
typedef struct {
	apo_issue_type type;
	apo_severity severity;
	uint32_t bead;	      /* index into the alignment */
	apo_span source_span; /* APO_SPAN_NONE where the source has nothing to show */
	apo_span target_span;
	const char *message; /* the evidence in words */
	double confidence;   /* 0..1 */
	/* hexadecimal: of the type, the words of both sides, the sentence of the source, and, where
	 * findings are equal in these, which of them it is; the same when lines move */
	char fingerprint[17];
} apo_issue;

/* An issue that is known: it counts neither in the scores nor among the issues. */
typedef struct {
	apo_issue issue;
	const char *file; /* of dismissals, or the baseline */
	const char *why;  /* the reason of the dismissal; NULL: it is in a baseline */
} apo_known_issue;

/* support: share of the target's content that the source licenses; coverage: share of the source's
 * content found in the target (both IDF-weighted, 0..1). penalty: MQM points per 100 source words
 * (critical 25, major 5, minor 1, form .1). fidelity: of a bead the model's figure (as apo_line_score
 * has), at most .5 with a critical and .8 with a major issue, 0 without counterpart; of a document the
 * mean by length. A good translation reads .9 or more. */
typedef struct {
	double support, coverage, penalty, fidelity;
} apo_score;

/* Kept of total, of what the source has. A total is 0 where the check behind it did not run. */
typedef struct {
	uint32_t quotes_verbatim, quotes_altered, quotes_fabricated, quotes_total;
	uint32_t attributions_kept, attributions_total;
	uint32_t values_kept, values_total;
	uint32_t hedges_kept, hedges_total;
} apo_news_panel;

/* A check that did not run, or not in full, for want of data on a language. That such a report has
 * no issue of this type says nothing about the texts. */
typedef struct {
	apo_issue_type check;
	const char *lang;   /* BCP 47 primary tag of the language that the data are missing of */
	const char *reason; /* in words; checks of one reason follow each other */
} apo_abstention;

/* What a buyer of translations signs: words of the source, points of the issues as the profile weighs
 * them, and whether those of 100 words are at most its threshold. */
typedef struct {
	size_t words, counts[3]; /* issues by apo_severity */
	double points, threshold;
	size_t passes; /* 0 = does not */
} apo_scorecard;

typedef struct {
	const apo_alignment *alignment; /* borrowed */
	const apo_issue *issues;	/* by place in the target, then in the source */
	size_t issue_count;
	const apo_abstention *abstentions; /* what the source's language lacks, then the target's */
	size_t abstention_count;
	const apo_score *bead_scores; /* one a bead */
	apo_score score;	      /* of the document */
	apo_news_panel panel;
	double words_known; /* share of the content words that lexicons know or the other side has */
	int scored;	    /* 0: too few are known for the fidelity to mean something */
	const char *says;   /* what the fidelity means, in words */
	const apo_known_issue *known; /* left out by baselines and dismissals; in their order */
	size_t known_count, dismissed_count; /* all of them; those by dismissals */
	const apo_obsolete_dismissal *obsolete;
	size_t obsolete_count;
	size_t has_baseline; /* not 0: issues are those that no baseline has */
	apo_scorecard card;
	int fail_on; /* severity from which the profile calls the text failed, -1 = never */
} apo_report;

typedef struct {
	uint32_t size;		  /* set by APO_CHECK_OPTIONS_INIT */
	uint32_t term_count;	  /* files in `terms` */
	const char *const *terms; /* glossaries: TBX, CSV with a header, OmegaT's tables */
	const char *const *words; /* lists of words that are spelled right, one a line */
	size_t word_count;
	const char *const *baselines; /* files with the fingerprints of findings to leave out */
	size_t baseline_count;
	const char *const *dismissals; /* files of dismissals (apo_dismiss) */
	size_t dismissal_count;
	size_t only_new;	  /* not 0: what is known is not in the report either */
	const char *profile;	  /* "strict", "normal", "relaxed" or a file; NULL = "normal" */
	const char *const *rules; /* files of rules of the user's own */
	size_t rule_count;
	const char *fail_on; /* "minor", "major", "critical", "never"; NULL = as the profile says */
} apo_check_options;
#define APO_CHECK_OPTIONS_INIT                                                                     \
	{                                                                                          \
		sizeof(apo_check_options), 0, NULL, NULL, 0, NULL, 0, NULL, 0, 0, NULL, NULL, 0,   \
			NULL                                                                       \
	}

/* Score and check an alignment (entities layer needed on both documents), which the report borrows.
 * A check that has no data for one of the languages does not run; the report says which those are
 * (`abstentions`). `options` may be NULL and are not kept. NULL with APO_ENOMEM, and APO_EINPUT when
 * a file of the options cannot be read. Free with apo_report_free. */
APO_API apo_report *apo_check(apo_context *context, const apo_alignment *alignment,
	const apo_lexicons *lexicons, const apo_check_options *options, apo_error *err);
/* Append a profile (as apo_check_options has it), complete, in the form of its files (docs/formats.md).
 * APO_EINPUT when it cannot be read: with line, column and what was expected. */
APO_API apo_status apo_write_profile(
	apo_output *output, apo_context *context, const char *profile, apo_error *err);
/* Free a report. NULL is fine. */
APO_API void apo_report_free(apo_report *report);

#ifdef __cplusplus
}
#endif

#endif
