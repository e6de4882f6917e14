/* SPDX-License-Identifier: Apache-2.0 */
/* Terms that a text and its translation show. */
#ifndef APOGRAPH_TERMS_H
#define APOGRAPH_TERMS_H

#include "apograph/align.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
	const char *text; /* as it is written most often */
	size_t count;	  /* how often it renders the term */
} apo_term_rendering;

typedef struct {
	const char *source;		      /* as it is written most often */
	size_t count;			      /* how often it is in the source */
	const apo_term_rendering *renderings; /* the most frequent first */
	size_t rendering_count;
	double score; /* C-value times the share of the first rendering; comparable within a list only */
} apo_term;

typedef struct {
	const char *from, *to; /* BCP 47 */
	const apo_term *terms; /* by score, the best first */
	size_t count;
} apo_term_list;

typedef struct {
	uint32_t size;	/* set by APO_TERM_OPTIONS_INIT */
	uint32_t least; /* occurrences of a term in the source */
	uint32_t most;	/* terms of the list, 0 = all */
} apo_term_options;
#define APO_TERM_OPTIONS_INIT                                                                      \
	{                                                                                          \
		sizeof(apo_term_options), 3, 0                                                     \
	}

/* Candidates of terms: words and phrases of the source that are there again and again and whose
 * renderings agree, with these renderings and their counts. A rendering is what the links of words
 * lead to, if it is one phrase that renders nothing else. The alignment needs the tokens layer of
 * its documents; it is not kept, nor are the lexicons. `options` may be NULL. NULL with APO_EUSAGE
 * for options that are not known, APO_ENOMEM. Free with apo_term_list_free. */
APO_API apo_term_list *apo_terms_extract(apo_context *context, const apo_alignment *alignment,
	const apo_lexicons *lexicons, const apo_term_options *options, apo_error *err);
/* Free a list of terms. NULL is fine. */
APO_API void apo_term_list_free(apo_term_list *list);

#ifdef __cplusplus
}
#endif

#endif
