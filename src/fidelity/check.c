/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Check an alignment: build the job, run the families, drop what a stronger finding covers, sort. Costs a pass over
 * both texts a family; within a bead, the product of its words on both sides, capped.
 */
#include "fidelity/families.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "fidelity/evidence/probability.h"

#define MOST_COMPARED 256u /* findings of one bead that are compared with each other */

/* ---- the job ---- */

/* first[s] = index of the first of `count` things whose segment is s or later. */
static uint32_t *index_segments(apo__arena *arena, uint32_t segments, uint32_t count,
	uint32_t (*segment_of)(const void *items, uint32_t i), const void *items)
{
	uint32_t *first = apo__alloc_array(arena, (size_t)segments + 2, sizeof *first);
	uint32_t i = 0;
	for (uint32_t s = 0; s <= segments; s++) {
		while (i < count && segment_of(items, i) < s)
			i++;
		first[s] = i;
	}
	first[segments] = count;
	return first;
}

static uint32_t segment_of_number(const void *items, uint32_t i)
{
	return ((const apo_number *)items)[i].segment;
}

static uint32_t segment_of_date(const void *items, uint32_t i)
{
	return ((const apo_date *)items)[i].segment;
}

static uint32_t segment_of_name(const void *items, uint32_t i)
{
	return ((const apo_name *)items)[i].segment;
}

static uint32_t segment_of_attribution(const void *items, uint32_t i)
{
	return ((const apo_attribution *)items)[i].segment;
}

static uint32_t segment_of_mark(const void *items, uint32_t i)
{
	return ((const apo__mark *)items)[i].segment;
}

/* A quotation that goes on for longer is most likely a mark that was left open. */
#define LONGEST_QUOTATION 8u /* segments */

static void mark_quoted(apo__check_side *side)
{
	const apo_document *d = side->document;
	for (uint32_t q = 0; q < d->quote_count; q++) {
		const apo_quote *quote = &d->quotes[q];
		if (quote->flags & APO_QUOTE_SCARE ||
			quote->last_segment - quote->first_segment >= LONGEST_QUOTATION)
			continue;
		uint32_t end = side->words.first[quote->last_segment + 1];
		uint32_t w = apo__word_behind(&side->words, side->words.first[quote->first_segment],
			end, quote->inner.begin);
		for (; w < end && apo__span_overlaps(side->words.words[w].span, quote->inner); w++)
			side->quoted[w] =
				(unsigned char)(1 + (quote->level < 200 ? quote->level : 200));
	}
}

static void build_side(apo__check *check, apo__side number, const apo_document *document)
{
	apo__arena *arena = check->arena;
	apo__check_side *side = &check->side[number];
	side->document = document;
	side->language = apo__lexicon_language(check->lexicons, number);
	side->words = apo__lexicon_words(check->lexicons, number, document, arena);
	size_t words = side->words.count ? side->words.count : 1;
	side->stems = apo__alloc_array(arena, words, sizeof *side->stems);
	side->weight = apo__alloc_array(arena, words, sizeof *side->weight);
	side->support = apo__alloc_array(arena, words, sizeof *side->support);
	side->partner = apo__alloc_array(arena, words, sizeof *side->partner);
	side->known = apo__alloc_array(arena, words, sizeof *side->known);
	side->clause = apo__alloc_array(arena, words, sizeof *side->clause);
	side->quoted = apo__alloc_array(arena, words, sizeof *side->quoted);
	for (uint32_t w = 0; w < side->words.count; w++)
		side->partner[w] = APO_NONE;
	mark_quoted(side);
	uint32_t segments = document->segment_count;
	side->bead = apo__alloc_array(arena, (size_t)segments + 1, sizeof *side->bead);
	side->first_number = index_segments(
		arena, segments, document->number_count, segment_of_number, document->numbers);
	side->first_date = index_segments(
		arena, segments, document->date_count, segment_of_date, document->dates);
	side->first_name = index_segments(
		arena, segments, document->name_count, segment_of_name, document->names);
	side->first_attribution = index_segments(arena, segments, document->attribution_count,
		segment_of_attribution, document->attributions);
}

/* Segments of the story on a side, and those of them that have a counterpart. */
static void count_story(const apo__check *check, apo__side side, uint32_t *all, uint32_t *paired)
{
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		uint32_t count;
		const uint32_t *segments = apo__check_segments(check, b, side, &count);
		for (uint32_t i = 0; i < count; i++) {
			if (!apo__check_is_story(check, side, segments[i]))
				continue;
			++*all;
			*paired += bead->source_count && bead->target_count;
		}
	}
}

/* A retelling leaves out and adds as it likes: by mode, or where half of a side has no counterpart. */
static void judge_kind(apo__check *check)
{
	uint32_t all[2] = {0, 0}, paired[2] = {0, 0};
	count_story(check, APO__SOURCE, &all[0], &paired[0]);
	count_story(check, APO__TARGET, &all[1], &paired[1]);
	check->comparable = check->alignment->mode == APO_MODE_COMPARABLE || paired[0] * 2 < all[0];
	/* a retelling that has a third of its own is a text of its own */
	check->own_text = check->alignment->mode == APO_MODE_COMPARABLE ? paired[1] * 3 < all[1] * 2
									: paired[1] * 2 < all[1];
}

static void build(apo__check *check)
{
	build_side(check, APO__SOURCE, check->alignment->source);
	build_side(check, APO__TARGET, check->alignment->target);
	check->same_language = apo__lexicon_same_language(check->lexicons);
	for (uint32_t b = 0; b < check->alignment->count; b++)
		for (int s = 0; s < 2; s++) {
			uint32_t count;
			const uint32_t *segments =
				apo__check_segments(check, b, (apo__side)s, &count);
			for (uint32_t i = 0; i < count; i++)
				check->side[s].bead[segments[i]] = b;
		}
	apo__check_mark(check);
	for (int s = 0; s < 2; s++)
		check->side[s].first_mark =
			index_segments(check->arena, check->side[s].document->segment_count,
				check->side[s].mark_count, segment_of_mark, check->side[s].marks);
	apo__check_link(check);
	apo__check_clauses(check);
	judge_kind(check);
}

/* ---- keep, sort ---- */

static int compare_spans(apo_span a, apo_span b)
{
	if (a.begin != b.begin)
		return a.begin < b.begin ? -1 : 1;
	return a.end < b.end ? -1 : a.end > b.end;
}

/* By place in the target, then in the source. What has no target span is placed where its bead is. */
typedef struct {
	apo_issue issue;
	uint32_t place;
} placed;

static int compare_placed(const void *left, const void *right)
{
	const placed *a = left, *b = right;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	int order = compare_spans(a->issue.target_span, b->issue.target_span);
	if (!order)
		order = compare_spans(a->issue.source_span, b->issue.source_span);
	if (!order)
		order = (int)a->issue.type - (int)b->issue.type;
	return order ? order : strcmp(a->issue.message, b->issue.message);
}

static uint32_t place_of(const apo__check *check, const apo_issue *issue)
{
	if (issue->target_span.begin != APO_NONE)
		return issue->target_span.begin;
	for (uint32_t b = issue->bead; b != APO_NONE; b--) {
		apo_span span = apo__check_bead_span(check, b, APO__TARGET);
		if (span.begin != APO_NONE)
			return b == issue->bead ? span.begin : span.end;
	}
	return 0;
}

static int is_whole_unit(apo_issue_type type)
{
	return type == APO_ISSUE_OMISSION_SENTENCE || type == APO_ISSUE_ADDITION_SENTENCE ||
	       type == APO_ISSUE_QUOTE_FABRICATED || type == APO_ISSUE_UNTRANSLATED;
}

static int inside(apo_span inner, apo_span outer)
{
	return inner.begin != APO_NONE && outer.begin != APO_NONE && outer.begin <= inner.begin &&
	       inner.end <= outer.end;
}

/* A finding about words that another, stronger one is about already. */
static int is_covered(const apo_issue *a, const apo_issue *by)
{
	if (a == by || a->bead != by->bead)
		return 0;
	if (is_whole_unit(by->type) && !is_whole_unit(a->type))
		return (a->source_span.begin == APO_NONE && a->target_span.begin == APO_NONE) ||
		       inside(a->source_span, by->source_span) ||
		       inside(a->target_span, by->target_span);
	if (a->type == APO_ISSUE_UNTRANSLATED && by->type == a->type && a > by)
		return inside(a->target_span, by->target_span); /* the whole of it is found first */
	if (a->type == by->type)
		return a > by && (a->type != APO_ISSUE_RULE || !strcmp(a->message, by->message)) &&
		       compare_spans(a->source_span, by->source_span) == 0 &&
		       compare_spans(a->target_span, by->target_span) == 0;
	/* loose words inside of a finding that says more */
	return (a->type == APO_ISSUE_OMISSION_CLAUSE || a->type == APO_ISSUE_MISTRANSLATION) &&
	       by->type != APO_ISSUE_MISTRANSLATION && by->type != APO_ISSUE_OMISSION_CLAUSE &&
	       (inside(by->source_span, a->source_span) ||
		       inside(by->target_span, a->target_span) ||
		       inside(a->source_span, by->source_span) ||
		       inside(a->target_span, by->target_span));
}

static void drop_covered(apo__check *check)
{
	apo_issue *issues = check->issues.items;
	uint32_t count = check->issues.count, kept = 0;
	unsigned char *covered = apo__alloc_array(check->arena, (size_t)count + 1, 1);
	apo__map by_bead; /* last issue of a bead, a chain */
	apo__map_init(&by_bead, check->arena);
	uint32_t *before = apo__alloc_array(check->arena, (size_t)count + 1, sizeof *before);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t *last = apo__map_add(&by_bead, issues[i].bead, APO_NONE);
		before[i] = *last;
		*last = i;
	}
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = *apo__map_find(&by_bead, issues[i].bead), n = 0;
			j != APO_NONE && n < MOST_COMPARED; j = before[j], n++)
			covered[i] |= (unsigned char)is_covered(&issues[i], &issues[j]);
	for (uint32_t i = 0; i < count; i++)
		if (!covered[i])
			issues[kept++] = issues[i];
	check->issues.count = kept;
}

static void sort_issues(apo__check *check)
{
	uint32_t count = check->issues.count;
	placed *all = apo__alloc_array(check->arena, (size_t)count + 1, sizeof *all);
	for (uint32_t i = 0; i < count; i++)
		all[i] = (placed){check->issues.items[i], place_of(check, &check->issues.items[i])};
	qsort(all, count, sizeof *all, compare_placed);
	for (uint32_t i = 0; i < count; i++)
		check->issues.items[i] = all[i].issue;
}

/* ---- the whole ---- */

void apo__check_settle(apo__check *check)
{
	drop_covered(check);
	sort_issues(check);
}

apo__check *apo__check_run(apo_context *context, const apo_alignment *alignment,
	const apo_lexicons *lexicons, const apo__check_plan *plan, apo__known_words *known,
	apo__arena *arena)
{
	apo__check *check = apo__alloc(arena, sizeof *check);
	*check = (apo__check){.context = context,
		.lexicons = lexicons,
		.alignment = alignment,
		.plan = plan,
		.known = known,
		.arena = arena};
	build(check);
	apo__check_content(check);
	apo__check_values(check);
	apo__check_dates(check);
	apo__check_names(check);
	apo__check_pinyin(check);
	apo__check_negation(check);
	apo__check_polarity(check);
	apo__check_need_not(check);
	apo__check_opposites(check);
	apo__check_clause_content(check);
	apo__check_leftovers(check);
	apo__check_speakers(check);
	apo__check_pronouns(check);
	apo__check_quotes(check);
	apo__check_story_quotes(check);
	apo__check_attributions(check);
	apo__check_tense(check);
	apo__check_intensifiers(check);
	apo__check_form(check);
	apo__check_settle(check);
	check->evidence = apo__check_calibrate(check);
	return check;
}
