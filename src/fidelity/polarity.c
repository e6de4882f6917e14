/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What turns a statement round or makes it surer: directions, opposites, modals, hedges (negations: negation.c). Each is counted on both
 * sides of a bead; a flag is raised only where one side has it and nothing on the other side can stand for it.
 */
#include <string.h>

#include "fidelity/families.h"

/* Set on the project's own corpora; the confidences are the precision on planted issues. */
#define OPPOSITE_CONFIDENCE .75 /* of directions and antonyms */
#define CONFIDENCE	    .7	/* of the others */
#define CLAUSE_LEAST                                                                               \
	.5 /* of a clause that the other side licenses, from which it is compared; set by hand */

static uint32_t count(const apo__check *check, uint32_t bead, apo__side side, uint32_t kinds)
{
	return apo__check_marks(check, bead, side, kinds, NULL);
}

static apo_span span_of(const apo__mark *mark)
{
	return mark ? mark->span : APO_SPAN_NONE;
}

static uint32_t clause_of(const apo__check *check, apo__side side, const apo__mark *mark)
{
	uint32_t first;
	apo__check_words(check, side, mark->segment, mark->span, &first);
	return check->side[side].clause[first];
}

/* Are two words that only a dictionary opposes in clauses that render each other? Nearly all else must be rendered. */
static int stand_alike(const apo__check *check, uint32_t source, uint32_t target)
{
	const apo__check_side *s = &check->side[0], *t = &check->side[1];
	uint32_t a = s->clause[source], b = t->clause[target];
	if (s->clauses[a].partner != b && t->clauses[b].partner != a)
		return 0;
	return apo__clause_rest(s, a, source, source + 1) >= CLAUSE_LEAST &&
	       apo__clause_rest(t, b, target, target + 1) >= CLAUSE_LEAST;
}

static int marks_alike(const apo__check *check, const apo__mark *source, const apo__mark *target)
{
	uint32_t a, b;
	apo__check_words(check, APO__SOURCE, source->segment, source->span, &a);
	apo__check_words(check, APO__TARGET, target->segment, target->span, &b);
	return apo__check_alike(check, a, b);
}

/* A name or month that looks like a modal: May, Will. */
static int is_name_like(const apo__check_side *s, const apo__mark *mark)
{
	return (s->document->tokens[mark->first_token].flags &
		       (APO_TOKEN_CAPITAL | APO_TOKEN_INITIAL)) == APO_TOKEN_CAPITAL;
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
			if (t->marks[m].kind & kind)
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
		if (!marks_alike(check, source, target))
			continue;
		apo__check_flag(check, APO_ISSUE_DIRECTION_REVERSED, APO_SEVERITY_CRITICAL, bead,
			source->span, target->span, OPPOSITE_CONFIDENCE,
			"“%s” became “%s”: the opposite direction",
			apo__check_text(check, APO__SOURCE, source->span),
			apo__check_text(check, APO__TARGET, target->span));
	}
}

/* ---- modality and hedges ---- */

/* The first mark of a kind that was found as a phrase and is not a name. */
static const apo__mark *told(const apo__check *check, uint32_t bead, apo__side side, uint32_t kind)
{
	uint32_t segments;
	const uint32_t *segment = apo__check_segments(check, bead, side, &segments);
	const apo__check_side *s = &check->side[side];
	for (uint32_t i = 0; i < segments; i++)
		for (uint32_t m = s->first_mark[segment[i]]; m < s->first_mark[segment[i] + 1]; m++)
			if (s->marks[m].kind & kind && s->marks[m].entry &&
				!*s->marks[m].entry->value && !is_name_like(s, &s->marks[m]))
				return &s->marks[m];
	return NULL;
}

/* The figure that the clause of a mark has alone, NULL = none or several. */
static const apo_number *figure_of(const apo__check *check, apo__side side, const apo__mark *mark)
{
	const apo__check_side *s = &check->side[side];
	const apo__clause *c = &s->clauses[clause_of(check, side, mark)];
	apo_span span = {s->words.words[c->first].span.begin, s->words.words[c->end - 1].span.end};
	const apo_number *found = NULL;
	for (uint32_t n = s->first_number[mark->segment]; n < s->first_number[mark->segment + 1];
		n++) {
		if (!apo__span_overlaps(s->document->numbers[n].span, span))
			continue;
		if (found)
			return NULL;
		found = &s->document->numbers[n];
	}
	return found;
}

/* Do the clauses of two marks say the same of one figure? */
static int tell_of_one_figure(
	const apo__check *check, const apo__mark *source, const apo__mark *target)
{
	const apo_number *a = figure_of(check, APO__SOURCE, source),
			 *b = figure_of(check, APO__TARGET, target);
	return a && b && !(a->value < b->value) && !(a->value > b->value) &&
	       !((a->flags | b->flags) & APO_NUMBER_WEAK);
}

static void check_modality(apo__check *check, uint32_t bead)
{
	const apo__mark *source = told(check, bead, APO__SOURCE, MARK_POSSIBLE), *target;
	if (!source || count(check, bead, APO__SOURCE, MARK_FUTURE | MARK_NECESSARY) ||
		count(check, bead, APO__TARGET, MARK_POSSIBLE | MARK_HEDGE))
		return;
	target = told(check, bead, APO__TARGET, MARK_FUTURE | MARK_NECESSARY);
	if (!target ||
		(!marks_alike(check, source, target) &&
			!tell_of_one_figure(check, source, target)) ||
		count(check, bead, APO__SOURCE, MARK_NEGATION) ||
		count(check, bead, APO__TARGET, MARK_NEGATION))
		return;
	apo__check_flag(check, APO_ISSUE_MODALITY, APO_SEVERITY_MAJOR, bead, span_of(source),
		span_of(target), CONFIDENCE, "what “%s” made possible became certain or due: “%s”",
		apo__check_text(check, APO__SOURCE, source->span),
		apo__check_text(check, APO__TARGET, target->span));
}

/* ---- hearsay by the form of the verb ---- */

#define LONGEST_CLAUSE 60u /* words from a verb to the end of its clause */
#define BLOCKED                                                                                    \
	4u /* words before the verb in which a conjunction makes its form another thing: si, que */

/* Does the form end as one of `endings`, with at least `least` bytes before it? */
static int ends_like(const char *form, const char *endings, size_t least)
{
	size_t size = strlen(form);
	for (const char *e = endings; *e;) {
		size_t n = strcspn(e, " ");
		if (size >= n + least && !strncmp(form + size - n, e, n))
			return 1;
		e += n + (e[n] == ' ');
	}
	return 0;
}

/* "auraient perdu": the word behind ends as one of the value after "next "; "sollen ... gestanden haben": the clause ends with
 * one of the value after "last ". */
static int is_hearsay(const apo__check_side *s, uint32_t w, const char *value)
{
	const apo__lang_section *blockers = apo__language_section(s->language, "hearsay-blockers");
	uint32_t segment = s->words.words[w].segment, first = s->words.first[segment];
	uint32_t end = s->words.first[segment + 1];
	for (uint32_t k = w > first + BLOCKED ? w - BLOCKED : first; k < w + 2 && k < end; k++)
		if (apo__lang_find(
			    blockers, s->words.words[k].form, strlen(s->words.words[k].form)))
			return 0;
	if (!strncmp(value, "next ", 5))
		return w + 1 < end && s->words.words[w + 1].kind == APO_TOKEN_WORD &&
		       ends_like(s->words.words[w + 1].form, value + 5, 2);
	uint32_t last = w + 1;
	while (last + 1 < end && last - w < LONGEST_CLAUSE &&
		s->words.words[last + 1].kind != APO_TOKEN_PUNCTUATION)
		last++;
	return !strncmp(value, "last ", 5) && last > w + 2 && last < end && s->weight[last] <= 0 &&
	       ends_like(s->words.words[last].form, value + 5, 0);
}

static void check_hearsay(apo__check *check, uint32_t bead)
{
	const apo__check_side *s = &check->side[0];
	const apo__lang_section *verbs = apo__language_section(s->language, "hearsay-verbs");
	uint32_t count_segments;
	const uint32_t *segments = apo__check_segments(check, bead, APO__SOURCE, &count_segments);
	if (!verbs->count ||
		count(check, bead, APO__TARGET, MARK_HEDGE | MARK_POSSIBLE | MARK_HEARSAY))
		return;
	for (uint32_t i = 0; i < count_segments; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			const char *form = s->words.words[w].form;
			const apo__lang_entry *entry = apo__lang_find(verbs, form, strlen(form));
			if (!entry || s->quoted[w] || !is_hearsay(s, w, entry->value) ||
				apo__clause_rest(s, s->clause[w], 0, 0) < CLAUSE_LEAST)
				continue;
			apo__check_flag(check, APO_ISSUE_HEDGE_DROPPED, APO_SEVERITY_MAJOR, bead,
				s->words.words[w].span, APO_SPAN_NONE, CONFIDENCE,
				"“%s” reports hearsay, the target a fact",
				apo__check_text(check, APO__SOURCE, s->words.words[w].span));
			return;
		}
}

static void check_hedges(apo__check *check, uint32_t bead)
{
	const apo__mark *source = told(check, bead, APO__SOURCE, MARK_HEDGE);
	if (!source || count(check, bead, APO__TARGET, MARK_HEDGE | MARK_POSSIBLE | MARK_HEARSAY))
		return;
	const apo__check_side *s = &check->side[0];
	uint32_t first,
		end = apo__check_words(check, APO__SOURCE, source->segment, source->span, &first);
	if (apo__clause_rest(s, s->clause[first], first, end) < CLAUSE_LEAST)
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
			if (s->weight[w] > 0 && s->support[w] < APO__LICENSED)
				words[n++] = w;
	return n;
}

#define BESIDE 2u /* words from a negation to what it turns round */

/* May a dictionary's opposite of this word be one here? A lone Han character is a part of a word as often as not; a negation
 * beside it turns it round: 未接受, refused; "peu coûteuses". */
static int is_plain_word(const apo__check *check, apo__side side, uint32_t w)
{
	const apo__check_side *s = &check->side[side];
	const apo__word *word = &s->words.words[w];
	if (word->kind == APO_TOKEN_HAN && word->tokens == 1)
		return 0;
	uint32_t least = s->words.first[word->segment], most = s->words.first[word->segment + 1];
	least = w > least + BESIDE ? w - BESIDE : least;
	most = w + BESIDE < most ? w + BESIDE : most - 1;
	for (uint32_t m = s->first_mark[word->segment]; m < s->first_mark[word->segment + 1]; m++)
		if (s->marks[m].kind & MARKS_NEGATION &&
			!(s->marks[m].entry && *s->marks[m].entry->value) &&
			!apo__span_overlaps(s->marks[m].span, word->span) &&
			s->marks[m].span.begin < s->words.words[most].span.end &&
			s->marks[m].span.end > s->words.words[least].span.begin)
			return 0;
	return 1;
}

static void check_opposites(apo__check *check, uint32_t bead)
{
	uint32_t left[2][MOST_LEFT], counts[2];
	for (int s = 0; s < 2; s++)
		counts[s] = unlicensed(check, bead, (apo__side)s, left[s]);
	if (count(check, bead, APO__SOURCE, MARKS_NEGATION) !=
		count(check, bead, APO__TARGET, MARKS_NEGATION))
		return; /* not high = low */
	for (uint32_t i = 0; i < counts[0]; i++)
		for (uint32_t j = 0; j < counts[1]; j++) {
			if (!is_plain_word(check, APO__SOURCE, left[0][i]) ||
				!is_plain_word(check, APO__TARGET, left[1][j]) ||
				!stand_alike(check, left[0][i], left[1][j]) ||
				!is_opposite(check, left[0][i], left[1][j]))
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

void apo__check_polarity(apo__check *check)
{
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count || !apo__check_is_close(check, b))
			continue;
		check_direction(check, b);
		check_modality(check, b);
		check_hedges(check, b);
		if (check->side[0].language)
			check_hearsay(check, b);
		if (apo__check_runs(check, APO_ISSUE_ANTONYM))
			check_opposites(check, b);
	}
}
