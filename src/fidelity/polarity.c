/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What turns a statement round or makes it surer: negations, directions, opposites, modals, hedges. Each is counted on both
 * sides of a bead; a flag is raised only where one side has it and nothing on the other side can stand for it.
 */
#include <string.h>

#include "fidelity/evidence.h"

/* Set on the project's own corpora; the confidences are the precision on planted issues. */
#define OPPOSITE_CONFIDENCE .75	 /* of directions and antonyms */
#define CONFIDENCE	    .7	 /* of the others */
#define LICENSED	    .45f /* support that any rendering gives (word_support.c) */
#define COMPARABLE	    .7 /* content licensed on each side, from which a retelling is compared */

static uint32_t count(const apo__check *check, uint32_t bead, apo__side side, uint32_t kinds)
{
	return apo__check_marks(check, bead, side, kinds, NULL);
}

static apo_span span_of(const apo__mark *mark)
{
	return mark ? mark->span : APO_SPAN_NONE;
}

/* ---- negation ---- */

static void check_negation(apo__check *check, uint32_t bead)
{
	for (int s = 0; s < 2; s++) {
		const apo__mark *mark = NULL;
		apo__side side = (apo__side)s, other = s ? APO__SOURCE : APO__TARGET;
		uint32_t here = apo__check_marks(check, bead, side, MARK_NEGATION, &mark);
		if (here != 1 || count(check, bead, side, MARK_NEGATIVE) ||
			count(check, bead, other, MARK_NEGATION | MARK_NEGATIVE))
			continue;
		apo_span spans[2] = {APO_SPAN_NONE, APO_SPAN_NONE};
		spans[s] = mark->span;
		spans[!s] = apo__check_bead_span(check, bead, other);
		apo__check_flag(check, APO_ISSUE_NEGATION, APO_SEVERITY_CRITICAL, bead, spans[0],
			spans[1], CONFIDENCE,
			s ? "“%s” negates what the source affirms" : "the negation “%s” is missing",
			apo__check_text(check, side, mark->span));
	}
}

/* ---- direction ---- */

static const apo__mark *last_mark(const apo__check *check, uint32_t bead, uint32_t kind)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	const apo__mark *last = NULL;
	uint32_t segment_count;
	const uint32_t *segments = apo__check_segments(check, bead, APO__TARGET, &segment_count);
	for (uint32_t i = 0; i < segment_count; i++)
		for (uint32_t m = t->first_mark[segments[i]]; m < t->first_mark[segments[i] + 1];
			m++)
			if (t->marks[m].kind == kind)
				last = &t->marks[m];
	return last;
}

static void check_direction(apo__check *check, uint32_t bead)
{
	static const uint32_t ways[2] = {MARK_UP, MARK_DOWN};
	for (int way = 0; way < 2; way++) {
		const apo__mark *source = NULL, *target = NULL;
		uint32_t here = apo__check_marks(check, bead, APO__SOURCE, ways[way], &source),
			 against = count(check, bead, APO__SOURCE, ways[!way]),
			 turned = apo__check_marks(check, bead, APO__TARGET, ways[!way], &target);
		if (!here || count(check, bead, APO__TARGET, ways[way]) || turned <= against ||
			here + against != turned)
			continue;
		if (against) /* "up 8 and down 14" became "up 8 and up 14" */
			target = last_mark(check, bead, ways[!way]);
		apo__check_flag(check, APO_ISSUE_DIRECTION_REVERSED, APO_SEVERITY_CRITICAL, bead,
			source->span, target->span, OPPOSITE_CONFIDENCE,
			"“%s” became “%s”: the opposite direction",
			apo__check_text(check, APO__SOURCE, source->span),
			apo__check_text(check, APO__TARGET, target->span));
	}
}

/* ---- modality and hedges ---- */

static void check_modality(apo__check *check, uint32_t bead)
{
	const apo__mark *source = NULL, *target = NULL;
	uint32_t possible = apo__check_marks(check, bead, APO__SOURCE, MARK_POSSIBLE, &source);
	if (!possible || count(check, bead, APO__SOURCE, MARK_FUTURE | MARK_NECESSARY) ||
		count(check, bead, APO__TARGET, MARK_POSSIBLE | MARK_HEDGE))
		return;
	if (!apo__check_marks(check, bead, APO__TARGET, MARK_FUTURE | MARK_NECESSARY, &target))
		return;
	apo__check_flag(check, APO_ISSUE_MODALITY, APO_SEVERITY_MAJOR, bead, span_of(source),
		span_of(target), CONFIDENCE, "what “%s” made possible became certain or due: “%s”",
		apo__check_text(check, APO__SOURCE, source->span),
		apo__check_text(check, APO__TARGET, target->span));
}

static void check_hedges(apo__check *check, uint32_t bead)
{
	const apo__mark *source = NULL;
	uint32_t here = apo__check_marks(check, bead, APO__SOURCE, MARK_HEDGE, &source);
	if (!here || count(check, bead, APO__TARGET, MARK_HEDGE | MARK_POSSIBLE))
		return;
	apo__check_flag(check, APO_ISSUE_HEDGE_DROPPED, APO_SEVERITY_MAJOR, bead, source->span,
		APO_SPAN_NONE, CONFIDENCE, "the reservation “%s” is missing",
		apo__check_text(check, APO__SOURCE, source->span));
}

/* ---- opposites ---- */

/* Is `word` the opposite of something that renders `source`? */
static int is_opposite(apo__check *check, uint32_t source, uint32_t target)
{
	const apo__check_side *s = &check->side[APO__SOURCE], *t = &check->side[APO__TARGET];
	const char *const *opposites;
	const apo__rendering *renderings;
	uint32_t count = apo__lexicon_related(check->lexicons, APO__TARGET, 'a',
		t->words.words[target].form, check->arena, &opposites);
	if (!count)
		return 0;
	uint32_t rendered = apo__lexicon_renderings(check->lexicons, APO__SOURCE,
		s->words.words[source].form, check->arena, &renderings);
	for (uint32_t i = 0; i < count; i++) {
		if (check->same_language && !strcmp(opposites[i], s->words.words[source].form))
			return 1;
		for (uint32_t r = 0; r < rendered && r < 6; r++)
			if (!strcmp(opposites[i], renderings[r].form))
				return 1;
	}
	return 0;
}

#define MOST_LEFT 24u /* unlicensed words of a side that are compared */

static uint32_t unlicensed(
	const apo__check *check, uint32_t bead, apo__side side, uint32_t words[MOST_LEFT])
{
	uint32_t segments_count, n = 0;
	const uint32_t *segments = apo__check_segments(check, bead, side, &segments_count);
	const apo__check_side *s = &check->side[side];
	for (uint32_t i = 0; i < segments_count; i++)
		for (uint32_t w = s->words.first[segments[i]];
			w < s->words.first[segments[i] + 1] && n < MOST_LEFT; w++)
			if (s->weight[w] > 0 && s->support[w] < LICENSED)
				words[n++] = w;
	return n;
}

static void check_opposites(apo__check *check, uint32_t bead)
{
	uint32_t left[2][MOST_LEFT], counts[2];
	for (int s = 0; s < 2; s++)
		counts[s] = unlicensed(check, bead, (apo__side)s, left[s]);
	if (count(check, bead, APO__SOURCE, MARK_NEGATION) !=
		count(check, bead, APO__TARGET, MARK_NEGATION))
		return; /* not high = low */
	for (uint32_t i = 0; i < counts[0]; i++)
		for (uint32_t j = 0; j < counts[1]; j++) {
			if (!is_opposite(check, left[0][i], left[1][j]))
				continue;
			apo_span source = check->side[0].words.words[left[0][i]].span,
				 target = check->side[1].words.words[left[1][j]].span;
			apo__check_flag(check, APO_ISSUE_ANTONYM, APO_SEVERITY_CRITICAL, bead,
				source, target, OPPOSITE_CONFIDENCE,
				"“%s” became its opposite “%s”",
				apo__check_text(check, APO__SOURCE, source),
				apo__check_text(check, APO__TARGET, target));
		}
}

/* Share of a side's content that the other side of the bead licenses. */
static double licensed(const apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t segment_count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &segment_count);
	double have = 0, all = 0;
	for (uint32_t i = 0; i < segment_count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			have += (double)s->weight[w] * (s->support[w] >= LICENSED);
			all += (double)s->weight[w];
		}
	return all > 0 ? have / all : 0;
}

/* A retelling says much in its own way: its polarity can be compared only where both sides say nearly the same words. */
static int is_comparable(const apo__check *check, uint32_t bead)
{
	return !check->comparable || (licensed(check, bead, APO__SOURCE) >= COMPARABLE &&
					     licensed(check, bead, APO__TARGET) >= COMPARABLE);
}

void apo__check_polarity(apo__check *check)
{
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count || !is_comparable(check, b))
			continue;
		check_negation(check, b);
		check_direction(check, b);
		check_modality(check, b);
		check_hedges(check, b);
		if (apo__check_runs(check, APO_ISSUE_ANTONYM))
			check_opposites(check, b);
	}
}
