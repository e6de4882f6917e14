/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names and ranks. Within one script a name is copied, so a name of the target that the source has nowhere, beside one of
 * the source that is missing, is reported where the texts themselves show that it is not a translation: the right name stands
 * elsewhere in the target, or all of a person's name but a letter was kept. Names across scripts are not compared: the
 * transcription of a rare name is anybody's guess.
 */
#include <string.h>

#include "base/map.h"
#include "fidelity/families.h"

#define MOST_NAMES 32u	/* of a bead's side that are compared */
#define COPIED	   .99f /* support of a word that the other side has too; set by hand */
#define CONFIDENCE .7	/* precision on planted issues; set on the project's own corpora */

typedef struct {
	apo__interner folded[2]; /* the words of either document */
} vocabulary;

static int has_word(const vocabulary *v, apo__side side, const char *form)
{
	return apo__interned(&v->folded[side], form, strlen(form)) != APO_NONE;
}

/* Words of a name: indexes [*first, end). */
static uint32_t name_words(const apo__check_side *s, const apo_name *name, uint32_t *first)
{
	uint32_t w = s->words.first[name->segment], end = s->words.first[name->segment + 1];
	while (w < end && s->words.words[w].span.end <= name->span.begin)
		w++;
	*first = w;
	while (w < end && s->words.words[w].span.begin < name->span.end)
		w++;
	return w;
}

/* Names of a bead's side with a word that the other side of the bead does not have, nor, for the target, the source
 * anywhere: `word` is the first such word. */
typedef struct {
	const apo_name *name;
	uint32_t word;
} foreign;

static uint32_t foreign_names(const apo__check *check, const vocabulary *v, uint32_t bead,
	apo__side side, foreign out[MOST_NAMES])
{
	const apo__check_side *s = &check->side[side];
	uint32_t count, n = 0;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = s->first_name[segments[i]]; k < s->first_name[segments[i] + 1];
			k++) {
			const apo_name *name = &s->document->names[k];
			uint32_t first, end = name_words(s, name, &first), lone = APO_NONE;
			for (uint32_t w = first; w < end; w++) {
				const apo__word *word = &s->words.words[w];
				if (lone == APO_NONE && word->kind == APO_TOKEN_WORD &&
					(word->flags & APO_TOKEN_CAPITAL) &&
					strlen(word->form) >= 4 && s->support[w] < COPIED &&
					(side == APO__SOURCE ||
						!has_word(v, APO__SOURCE, word->form)))
					lone = w;
			}
			if (lone != APO_NONE && n < MOST_NAMES)
				out[n++] = (foreign){name, lone};
		}
	return n;
}

/* One letter put in, left out or another. */
static int one_edit(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), head = 0, tail = 0, most = n > m ? n : m;
	if (n > m + 1 || m > n + 1)
		return 0;
	while (head < n && head < m && a[head] == b[head])
		head++;
	while (tail < n - head && tail < m - head && a[n - 1 - tail] == b[m - 1 - tail])
		tail++;
	return head + tail == most - 1;
}

/* The same given name: the words before the one that differs are equal. */
static int share_first_word(const apo__check *check, const foreign *a, const foreign *b)
{
	uint32_t x, y;
	name_words(&check->side[0], a->name, &x);
	name_words(&check->side[1], b->name, &y);
	return x < a->word && y < b->word &&
	       !strcmp(check->side[0].words.words[x].form, check->side[1].words.words[y].form);
}

static void check_spelling(apo__check *check, const vocabulary *v, uint32_t bead)
{
	foreign source[MOST_NAMES], target[MOST_NAMES];
	uint32_t sources = foreign_names(check, v, bead, APO__SOURCE, source),
		 targets = foreign_names(check, v, bead, APO__TARGET, target);
	for (uint32_t i = 0; i < sources; i++)
		for (uint32_t j = 0; j < targets; j++) {
			const apo_name *a = source[i].name, *b = target[j].name;
			const char *x = check->side[0].words.words[source[i].word].form,
				   *y = check->side[1].words.words[target[j].word].form;
			int slip =
				one_edit(x, y) && share_first_word(check, &source[i], &target[j]);
			int elsewhere = has_word(v, APO__TARGET, x) && *x == *y;
			int inflected = !strncmp(x, y, strlen(x));
			if ((!slip && !elsewhere) || inflected || a->kind != b->kind)
				continue;
			apo_span s = check->side[0].words.words[source[i].word].span,
				 t = check->side[1].words.words[target[j].word].span;
			int place = a->kind == APO_NAME_PLACE && !slip;
			apo__check_flag(check, place ? APO_ISSUE_PLACE : APO_ISSUE_NAME,
				slip ? APO_SEVERITY_MINOR : APO_SEVERITY_MAJOR, bead, s, t,
				CONFIDENCE, "the name “%s” became “%s”",
				apo__check_text(check, APO__SOURCE, s),
				apo__check_text(check, APO__TARGET, t));
		}
}

/* ---- ranks ---- */

/* "deputy head" and "head" are two persons. Entries with a value only look like a rank (副作用, a side effect). */
static const apo__mark *rank_in(const apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t m = s->first_mark[segments[i]]; m < s->first_mark[segments[i] + 1];
			m++)
			if (s->marks[m].kind & MARK_RANK && !*s->marks[m].entry->value)
				return &s->marks[m];
	return NULL;
}

static void check_ranks(apo__check *check, uint32_t bead)
{
	const apo__mark *source = rank_in(check, bead, APO__SOURCE),
			*target = rank_in(check, bead, APO__TARGET);
	if (!source == !target || check->comparable)
		return;
	apo__side side = source ? APO__SOURCE : APO__TARGET;
	const apo_span span = (source ? source : target)->span, none = APO_SPAN_NONE;
	apo__check_flag(check, APO_ISSUE_TITLE, APO_SEVERITY_MAJOR, bead, source ? span : none,
		source ? none : span, CONFIDENCE,
		source ? "the rank “%s” is missing" : "the rank “%s” is not in the source",
		apo__check_text(check, side, span));
}

static void read_words(apo__check *check, vocabulary *v, apo__side side)
{
	const apo__words *words = &check->side[side].words;
	apo__interner_init(&v->folded[side], check->arena);
	for (uint32_t w = 0; w < words->count; w++)
		apo__intern(&v->folded[side], words->words[w].form, strlen(words->words[w].form));
}

void apo__check_names(apo__check *check)
{
	vocabulary v;
	read_words(check, &v, APO__SOURCE);
	read_words(check, &v, APO__TARGET);
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		check_spelling(check, &v, b);
		check_ranks(check, b);
	}
}
