/* SPDX-License-Identifier: Apache-2.0 */
/* Renderings as people want to see them: who says so, and how the word was found. */
#ifndef APO__LEXICON_EXPLAIN_H
#define APO__LEXICON_EXPLAIN_H

#include "lexicon/lexicons.h"

/* From the surest to the weakest. */
typedef enum { APO__BY_ENTRY, APO__BY_STEM, APO__BY_PART, APO__BY_PIVOT, APO__BY_SYNONYM } apo__how;

typedef struct {
	const char *form;
	const char *
		via; /* the word that was found instead: of the stem, a part, of the third language; else NULL */
	float weight;
	apo__how how;
	const char *const *lexicons; /* that say so, the surest first */
	uint32_t lexicon_count;
} apo__explained;

/* The same as apo__lexicon_renderings, and the word itself where it renders itself. */
uint32_t apo__lexicon_explain(const apo_lexicons *lexicons, apo__side side, const char *form,
	apo__arena *arena, const apo__explained **explained);

#endif
