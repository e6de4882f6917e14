/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of two documents was first: dates where both are known; else what only goes one way when a text is handed on. Credits get lost,
 * never appear; quotations become reported speech; a narrator's gloss moves into a quotation; no wording survives a translation; who
 * has wordings of two others is between them. Cost: pairs x their links, pairs x named media x words, and the square of the pairs of
 * a document.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/visible.h"
#include "provenance/collation.h"
#include "provenance/direction.h"
#include "text/document/tokens.h"
#include "text/unicode/chars.h"

/* Votes, log odds; set by hand on the project's own corpora (forged-painting, nato-rutte; launch-delay was looked at). */
#define BY_TIME		    2.5
#define BY_ATTRIBUTION	    3
#define BY_MENTION	    1  /* of a name, which may be a common word */
#define BY_WORDING	    2  /* of a third, that a translation would not have kept */
#define BY_BETWEEN	    2  /* two others: wordings of either that the other has not */
#define BY_LOST_ATTRIBUTION .6 /* for each, up to 2 */
#define BY_LOST_QUOTATION   .4 /* for each paragraph */
#define MOST_LOST	    4
#define MOST_LOST_ACROSS                                                                           \
	3 /* across languages: not enough alone, for each translator sets marks by habits of their own */
#define GLOSS_SHARE  .5	 /* words of a quotation that are narration in the other text */
#define FEWEST_BYTES 30u /* of a gloss */

typedef struct {
	double odds;	     /* that b was made from a */
	double strongest[2]; /* for "b from a" and for "a from b" */
	const char *reasons[2];
} votes;

/* A vote for "b from a" (positive) or "a from b"; the reason speaks of the one that was first ("it") and of the other. */
static void vote(votes *v, double weight, const char *reason)
{
	int way = weight < 0;
	v->odds += weight;
	if (fabs(weight) > v->strongest[way]) {
		v->strongest[way] = fabs(weight);
		v->reasons[way] = reason;
	}
}

static int attributes_to_document(const apo__tracing *t, uint32_t child, uint32_t other)
{
	const char *publisher = t->corpus->documents[other]->publisher;
	return publisher && apo__attributed_has(&t->attributed[child], publisher);
}

/* Named media in the linked part of `from` that `to` never names; 0 when it names one of them: then the others may be what a
 * compiler added. */
static uint32_t lost_attributions(
	const apo__tracing *t, uint32_t origin, uint32_t to, const unsigned char *linked)
{
	const apo_document *from = t->corpus->documents[origin], *other = t->corpus->documents[to];
	uint32_t lost = 0;
	for (uint32_t i = 0; i < from->attribution_count; i++) {
		const apo_attribution *a = &from->attributions[i];
		if (!apo__is_to_medium(a) || !linked[a->segment])
			continue;
		if (apo__attributed_has_same(&t->attributed[to], from, a) ||
			apo__mentions(t, other, (apo_span){0, other->size}, a->name))
			return 0;
		lost++;
	}
	return lost;
}

static unsigned char *linked_segments(
	const apo__pair_evidence *pair, int side, uint32_t count, apo__arena *arena)
{
	unsigned char *linked = apo__alloc(arena, count + 1);
	for (uint32_t i = 0; i < pair->link_count; i++)
		linked[side ? pair->links[i].b : pair->links[i].a] = 1;
	return linked;
}

int apo__surely_quoted(const apo_document *document, uint32_t segment)
{
	uint32_t quote = apo__quote_in(document, segment);
	return quote != APO_NONE && !(document->quotes[quote].flags & APO_QUOTE_UNCLOSED);
}

static int is_in_quotation(const apo_document *document, apo_span span)
{
	for (uint32_t i = 0; i < document->quote_count; i++)
		if (document->quotes[i].span.begin <= span.begin &&
			span.end <= document->quotes[i].span.end)
			return 1;
	return 0;
}

int apo__surely_unquoted(const apo_document *document, uint32_t segment)
{
	const apo_block *block = &document->blocks[document->segments[segment].block];
	uint32_t first, end;
	if (apo__quote_in(document, segment) != APO_NONE)
		return 0;
	apo__tokens_in(document, block->span, &first, &end);
	for (uint32_t i = first; i < end; i++) {
		size_t at = 0;
		const apo_token *token = &document->tokens[i];
		uint32_t c = apo__next_char(token->form, strlen(token->form), &at);
		if (apo__is_quote_mark((int32_t)c) && !apo__is_apostrophe((int32_t)c) &&
			!is_in_quotation(document, token->span))
			return 0;
	}
	return 1;
}

/* In how many paragraphs of `report` is unquoted what is quoted in the other text of a pair. Marks of a paragraph are read together: one
 * that is missing turns all its sentences. */
static int reported_paragraphs(const apo__pair_evidence *pair, int report_is_b,
	const apo_document *quoting, const apo_document *report)
{
	int paragraphs = 0;
	uint32_t last = APO_NONE;
	for (uint32_t i = 0; i < pair->link_count; i++) {
		const apo__segment_link *link = &pair->links[i];
		uint32_t here = report_is_b ? link->b : link->a,
			 there = report_is_b ? link->a : link->b,
			 block = report->segments[here].block;
		if (block == last || !apo__surely_quoted(quoting, there) ||
			!apo__surely_unquoted(report, here))
			continue;
		paragraphs++;
		last = block;
	}
	return paragraphs;
}

/* Paragraphs of one that report what the other quotes. */
static void vote_on_quotes(
	votes *v, const apo__pair_evidence *pair, const apo_document *a, const apo_document *b)
{
	int lost = reported_paragraphs(pair, 1, a, b) - reported_paragraphs(pair, 0, b, a),
	    most = strcmp(a->lang, b->lang) ? MOST_LOST_ACROSS : MOST_LOST;
	lost = lost > most ? most : lost < -most ? -most : lost;
	if (lost)
		vote(v, BY_LOST_QUOTATION * lost,
			"its quotations are reported speech in the other");
}

/* Words of b's quotations that a has in its own narration, or the other way round. */
static int moved_glosses(const apo_document *from, const apo_document *to,
	const apo__pair_evidence *pair, int swapped, apo__arena *arena)
{
	int moved = 0;
	for (uint32_t i = 0; i < pair->link_count; i++) {
		uint32_t s = swapped ? pair->links[i].b : pair->links[i].a,
			 k = swapped ? pair->links[i].a : pair->links[i].b;
		for (uint32_t n = 0; n < from->quote_count; n++) {
			apo_span inner = from->quotes[n].inner, segment = from->segments[s].span;
			if (from->quotes[n].level || inner.end + 12 > segment.end ||
				inner.end < segment.begin)
				continue;
			apo_span narration = {from->quotes[n].span.end, segment.end};
			if (n + 1 < from->quote_count &&
				from->quotes[n + 1].span.begin < narration.end)
				narration.end = from->quotes[n + 1].span.begin;
			if (narration.end < narration.begin + FEWEST_BYTES)
				continue;
			for (uint32_t m = 0; m < to->quote_count; m++) {
				double shared[2];
				apo_span other = to->quotes[m].inner;
				if (to->quotes[m].level || to->quotes[m].first_segment > k ||
					to->quotes[m].last_segment < k)
					continue;
				apo__wording_shared(from, narration, to, other, arena, shared);
				moved += shared[0] > GLOSS_SHARE;
			}
		}
	}
	return moved;
}

/* Who credits the other, or has its name anywhere: a name may be a common word, so that alone decides nothing. */
static void vote_on_names(votes *v, const apo__tracing *t, const apo__pair_evidence *pair)
{
	int of_a = attributes_to_document(t, pair->b, pair->a),
	    of_b = attributes_to_document(t, pair->a, pair->b);
	if (of_a)
		vote(v, BY_ATTRIBUTION, "the other credits it");
	if (of_b)
		vote(v, -BY_ATTRIBUTION, "the other credits it");
	if (of_a || of_b)
		return;
	of_a = apo__names_publisher(t, pair->b, pair->a);
	of_b = apo__names_publisher(t, pair->a, pair->b);
	if (of_a != of_b)
		vote(v, of_a ? BY_MENTION : -BY_MENTION, "the other names it");
}

static void decide_direction(apo__tracing *t, apo__pair_evidence *pair)
{
	const apo_document *a = t->corpus->documents[pair->a], *b = t->corpus->documents[pair->b];
	apo__arena *scratch = apo__arena_child(t->arena);
	votes v = {0};
	int order = apo_instant_compare(&a->time, &b->time);
	if (order)
		vote(&v, order < 0 ? BY_TIME : -BY_TIME, "published earlier");
	vote_on_names(&v, t, pair);
	double lost = lost_attributions(
		t, pair->a, pair->b, linked_segments(pair, 0, a->segment_count, scratch));
	double gained = lost_attributions(
		t, pair->b, pair->a, linked_segments(pair, 1, b->segment_count, scratch));
	if (lost != gained) {
		double weight = BY_LOST_ATTRIBUTION * (lost - gained);
		weight = weight > 2 ? 2 : weight < -2 ? -2 : weight;
		vote(&v, weight, "credits that it gives are missing in the other");
	}
	vote_on_quotes(&v, pair, a, b);
	if (!strcmp(a->lang, b->lang)) {
		int moved = moved_glosses(a, b, pair, 0, scratch) -
			    moved_glosses(b, a, pair, 1, scratch);
		if (moved)
			vote(&v, moved > 0 ? 1 : -1,
				"its narration is inside the other's quotations");
	}
	pair->direction = v.odds;
	pair->reason = v.reasons[v.odds < 0];
	if (!(fabs(v.odds) > 0) || !pair->reason)
		pair->reason = APO__NO_DIRECTION;
	apo__arena_free(scratch);
}

double apo__odds_for_child(const apo__pair_evidence *pair, uint32_t child)
{
	return pair->b == child ? pair->direction : -pair->direction;
}

/* Long runs of x in the pair that are not in a run of the other pair. */
static int runs_apart(const apo__pair_evidence *pair, int x_is_b, const apo__pair_evidence *other,
	int x_is_b_there)
{
	int apart = 0;
	for (uint32_t i = 0; i < pair->run_count; i++) {
		apo_span span = x_is_b ? pair->runs[i].b : pair->runs[i].a;
		int covered = pair->runs[i].words < 8;
		for (uint32_t k = 0; k < other->run_count && !covered; k++) {
			apo_span there = x_is_b_there ? other->runs[k].b : other->runs[k].a;
			covered = there.begin < span.end && span.begin < there.end;
		}
		apart += !covered;
	}
	return apart;
}

/* A text without a date that has wordings of y which z lost and wordings of z which y never had, if z was made from y: it stands
 * between the two, or was made from both (contamination; Maas, Textkritik, section 10). In either case it was made from y; of z
 * nothing is known. */
static void vote_between(apo__tracing *t, uint32_t x)
{
	const uint32_t *pairs = t->pairs_of + t->first_pair[x];
	uint32_t count = t->first_pair[x + 1] - t->first_pair[x];
	for (uint32_t i = 0; i < count; i++) {
		apo__pair_evidence *with_y = &t->pairs[pairs[i]];
		uint32_t y = with_y->a == x ? with_y->b : with_y->a;
		int found = 0;
		for (uint32_t k = 0; k < count && with_y->related && !found; k++) {
			const apo__pair_evidence *with_z = &t->pairs[pairs[k]];
			uint32_t z = with_z->a == x ? with_z->b : with_z->a;
			int swapped;
			const apo__pair_evidence *between = apo__pair_of(t, y, z, &swapped);
			found = with_z->related && between && z != y &&
				apo__odds_for_child(between, z) >= BY_TIME &&
				runs_apart(with_y, with_y->b == x, with_z, with_z->b == x) &&
				runs_apart(with_z, with_z->b == x, with_y, with_y->b == x);
		}
		if (!found)
			continue;
		with_y->direction += with_y->b == x ? BY_BETWEEN : -BY_BETWEEN;
		with_y->reason = "the other has wordings of it that others lost";
	}
}

/* Whether a long run of x in the pair is in a segment that is linked in the other pair. */
static int run_is_linked(const apo__tracing *t, uint32_t x, const apo__pair_evidence *pair,
	int x_is_b, const apo__pair_evidence *other, int x_is_b_there)
{
	const apo_document *document = t->corpus->documents[x];
	for (uint32_t i = 0; i < pair->run_count; i++) {
		const apo__shared_run *run = &pair->runs[i];
		if (run->narrated < APO__LONG_RUN)
			continue;
		uint32_t segment = apo__segment_at(document, x_is_b ? run->b.begin : run->a.begin);
		for (uint32_t k = 0; k < other->link_count; k++)
			if ((x_is_b_there ? other->links[k].b : other->links[k].a) == segment)
				return 1;
	}
	return 0;
}

/* Share of z that the other document of a pair explains; 0 where they share nothing. */
static double share_of(const apo__tracing *t, uint32_t z, uint32_t other)
{
	int z_is_b;
	const apo__pair_evidence *pair = apo__pair_of(t, other, z, &z_is_b);
	return pair ? pair->shared[!z_is_b] : 0;
}

/* No wording survives a translation: where x, made from y, has y's words in what it shares with z in another language, x was not made
 * from z. Then z was made from x, unless it shares as much with y. */
static void vote_on_wording(apo__tracing *t, uint32_t x)
{
	apo_document *const *documents = t->corpus->documents;
	const uint32_t *pairs = t->pairs_of + t->first_pair[x];
	uint32_t count = t->first_pair[x + 1] - t->first_pair[x];
	for (uint32_t i = 0; i < count; i++) {
		apo__pair_evidence *pair = &t->pairs[pairs[i]];
		int x_is_b = pair->b == x, found = 0;
		uint32_t z = x_is_b ? pair->a : pair->b;
		if (fabs(pair->direction) >= APO__DIRECTION_CERTAIN ||
			!strcmp(documents[x]->lang, documents[z]->lang))
			continue;
		for (uint32_t k = 0; k < count && !found; k++) {
			const apo__pair_evidence *above = &t->pairs[pairs[k]];
			uint32_t y = above->b == x ? above->a : above->b;
			found = above->related && apo__odds_for_child(above, x) >= BY_TIME &&
				share_of(t, z, y) < share_of(t, z, x) &&
				run_is_linked(t, x, above, above->b == x, pair, x_is_b);
		}
		if (!found)
			continue;
		pair->direction += x_is_b ? -BY_WORDING : BY_WORDING;
		pair->reason = "one of the two has wording of a third, which no translation keeps";
	}
}

void apo__directions_find(apo__tracing *t)
{
	for (uint32_t i = 0; i < t->pair_count; i++)
		decide_direction(t, &t->pairs[i]);
	for (uint32_t x = 0; x < t->corpus->count; x++)
		if (!t->corpus->documents[x]->time.precision)
			vote_between(t, x);
	for (uint32_t x = 0; x < t->corpus->count; x++)
		vote_on_wording(t, x);
}
