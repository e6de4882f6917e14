/* SPDX-License-Identifier: Apache-2.0 */
/* Who was made from whom: the parents of each document among those that are related and were first (direction.c). One is left out
 * when what it gives came through a nearer one. Cost: pairs x their links. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "provenance/collation.h"
#include "provenance/direction.h"
#include "provenance/relations.h"

/* Set on the project's own corpora (forged-painting, nato-rutte; launch-delay was looked at, not fitted). Shares of bytes: */
#define OWN_SHARE	 .17 /* of the child, that a parent alone explains */
#define COPY_SHARE	 .60 /* of the linked text, word for word */
#define EXCERPT_SHARE	 .40 /* of the parent, below which the child is an excerpt */
#define AS_WELL		 .20 /* explained as well by another, within this */
#define OWN_LANGUAGE	 .30 /* what a text in the same language is trusted more */
#define ACROSS_LANGUAGES .50 /* share of the wording that a translation counts as */
#define UNSURE_SHARE	 .50 /* of the child, for an edge whose direction is not certain */
#define LINKED_ALONE	 .50 /* part of a link that counts without any common wording */
#define OWN_WORDS	 8u  /* of narration in a row, that no one writes twice by chance */
#define CHANCE		 .01 /* usual level of significance */
#define LEAST_ODDS	 .50 /* below it nothing shows which was first: one vote of the weakest */
#define EVEN		 .50 /* of two ways, nothing shows which */

/* Whom to drop among parents of about the same share: twentieths of the share are worth 1; set by hand. */
#define BY_DESCENDANT .1
#define BY_UPPER      4 /* more than what counts as no share of its own */
#define BY_LANGUAGE   .05

typedef struct {
	const apo__pair_evidence *pair;
	uint32_t parent;
	int swapped; /* the child is the pair's a */
	double share;
	const double *best;   /* by child segment: score of its best link, 0 = none */
	const uint32_t *from; /* by child segment: the parent's, where it has a best link */
	const double *
		alike; /* by child segment: how alike the parent's is that is most like it, 0 = none */
	int kept;
	int copy; /* of the same text: its share is not in doubt */
	uint32_t
		other; /* the text of which child and parent may both be translations, APO_NONE = none; by place in the list */
	int passed_by; /* the child may have it all from a text farther up */
	int wording_only; /* others explain what it gives, but not that the child has its words */
} parent;

static uint32_t child_segment(const parent *p, const apo__segment_link *link)
{
	return p->swapped ? link->a : link->b;
}

static uint32_t parent_segment(const parent *p, const apo__segment_link *link)
{
	return p->swapped ? link->b : link->a;
}

static uint32_t length_of(const apo_document *document, uint32_t segment)
{
	return document->segments[segment].span.end - document->segments[segment].span.begin;
}

static int is_certain(const parent *p, uint32_t child)
{
	return p->copy || apo__odds_for_child(p->pair, child) >= APO__DIRECTION_CERTAIN;
}

/* How much worse `other` may explain a segment and still count as doing it as well. A text in the child's own language is
 * the likelier parent, unless the other is known to be between the two. */
static double leeway(const apo__tracing *t, uint32_t child, const parent *p, const parent *other)
{
	apo_document *const *documents = t->corpus->documents;
	int p_own = !strcmp(documents[p->parent]->lang, documents[child]->lang);
	int other_own = !strcmp(documents[other->parent]->lang, documents[child]->lang);
	int swapped;
	const apo__pair_evidence *between = apo__pair_of(t, p->parent, other->parent, &swapped);
	if (p_own == other_own || (between && fabs(between->direction) >= APO__DIRECTION_CERTAIN))
		return AS_WELL;
	return p_own ? AS_WELL - OWN_LANGUAGE : AS_WELL + OWN_LANGUAGE;
}

/* Whether what one may-be parent explains counts against another. One whose direction is not certain counts against one that is
 * only where it explains clearly more of the child: it is the nearer relative then, be it parent or child. */
static int hides(const parent *one, const parent *other, uint32_t child)
{
	return is_certain(one, child) || !is_certain(other, child) ||
	       one->share > other->share + AS_WELL;
}

/* Share of the child's bytes that `p` explains and none of the others that are kept does as well. */
static double own_share(const apo__tracing *t, uint32_t child, const parent *p,
	const parent *others, uint32_t count)
{
	const apo_document *document = t->corpus->documents[child];
	uint32_t own = 0, whole = 0;
	for (uint32_t s = 0; s < document->segment_count; s++) {
		int other_has = p->best[s] <= 0;
		whole += length_of(document, s);
		for (uint32_t i = 0; i < count && !other_has; i++)
			other_has =
				&others[i] != p && others[i].kept &&
				others[i].best[s] > p->best[s] - leeway(t, child, p, &others[i]) &&
				hides(&others[i], p, child);
		if (!other_has)
			own += length_of(document, s);
	}
	return whole ? (double)own / whole : 0;
}

/* Whether what the child has of `upper` came through `lower`, which was made from it, where both are in other languages than the
 * child: it has what only the lower one has, or of all that is in the upper one just what the lower one kept. Else, as with faithful
 * translations, nothing shows that it did; the upper one gave it in any case. */
static int came_through(const apo__tracing *t, uint32_t child, const parent *upper,
	const parent *lower, const apo__pair_evidence *between)
{
	int upper_is_b = between->b == upper->parent, copy = between->verbatim >= COPY_SHARE;
	uint32_t linked = 0;
	for (uint32_t s = 0; s < t->corpus->documents[child]->segment_count; s++)
		linked += upper->best[s] > 0;
	int has_more = !copy || between->shared[!upper_is_b] < 1 - OWN_SHARE;
	if (has_more && own_share(t, child, lower, upper, 1) >= OWN_SHARE)
		return 1;
	return !(own_share(t, child, upper, lower, 1) > 0) &&
	       pow(between->shared[upper_is_b], linked) < CHANCE;
}

/* Through how many of the other candidates, which were surely made from `p`, came what it gives; less those through which it did not. */
static int nearer(
	const apo__tracing *t, uint32_t child, const parent *p, const parent *all, uint32_t count)
{
	apo_document *const *documents = t->corpus->documents;
	const char *lang = documents[child]->lang;
	int below = 0, foreign = strcmp(documents[p->parent]->lang, lang) != 0;
	for (uint32_t i = 0; i < count; i++) {
		int swapped;
		const apo__pair_evidence *between =
			&all[i] == p || !all[i].kept
				? NULL
				: apo__pair_of(t, p->parent, all[i].parent, &swapped);
		if (!between || !(between->related || between->linked) ||
			apo__odds_for_child(between, all[i].parent) < APO__DIRECTION_CERTAIN)
			continue;
		below += !foreign || !strcmp(documents[all[i].parent]->lang, lang) ||
					 came_through(t, child, p, &all[i], between)
				 ? 1
				 : -1;
	}
	return below;
}

/* How well the parent explains each segment of the child: the score of the link, less where the wording is another. */
static void find_best_links(apo__tracing *t, parent *p, uint32_t child)
{
	apo__arena *scratch = apo__arena_child(t->arena);
	const apo_document *document = t->corpus->documents[child],
			   *source = t->corpus->documents[p->parent];
	double *best = apo__alloc_array(t->arena, document->segment_count + 1, sizeof *best);
	uint32_t *origin = apo__alloc_array(t->arena, document->segment_count + 1, sizeof *origin);
	int same_language = !strcmp(document->lang, source->lang);
	for (uint32_t i = 0; i < p->pair->link_count; i++) {
		const apo__segment_link *link = &p->pair->links[i];
		uint32_t s = child_segment(p, link), from = parent_segment(p, link);
		double shared[2] = {0, ACROSS_LANGUAGES};
		if (same_language)
			apo__wording_shared(source, source->segments[from].span, document,
				document->segments[s].span, scratch, shared);
		double explained = link->score * (LINKED_ALONE + (1 - LINKED_ALONE) * shared[1]);
		if (explained > best[s]) {
			best[s] = explained;
			origin[s] = from;
		}
	}
	apo__arena_free(scratch);
	p->best = best;
	p->from = origin;
}

/* How alike each segment of the child is to the one of the parent that is most like it; 0 = none is alike. */
static const double *likeness_of(apo__tracing *t, const parent *p, uint32_t child)
{
	double *alike = apo__alloc_array(
		t->arena, t->corpus->documents[child]->segment_count + 1, sizeof *alike);
	for (uint32_t i = 0; i < p->pair->link_count; i++) {
		const apo__segment_link *link = &p->pair->links[i];
		double *best = &alike[child_segment(p, link)];
		if (link->alike >= APO__LEAST_LINK && link->alike > *best)
			*best = link->alike;
	}
	return alike;
}

/* Share of the child's bytes that is alike to a kept parent, and most to it: of several parents no byte counts twice. */
static double best_share(
	const apo__tracing *t, uint32_t child, const parent *p, const parent *all, uint32_t count)
{
	const apo_document *document = t->corpus->documents[child];
	uint32_t best = 0, linked = 0;
	for (uint32_t s = 0; s < document->segment_count; s++) {
		int other_is_better = !(p->alike[s] > 0);
		for (uint32_t i = 0; i < count && !other_is_better; i++)
			other_is_better = &all[i] != p && all[i].kept && !all[i].pair->wire &&
					  (all[i].alike[s] > p->alike[s] ||
						  (all[i].alike[s] == p->alike[s] && &all[i] < p));
		if (p->best[s] > 0)
			linked += length_of(document, s);
		if (!other_is_better)
			best += length_of(document, s);
	}
	return linked ? p->share * best / linked : p->share;
}

/* Share of the child's bytes that it has of what `p` has and the other one of the pair has not. */
static double share_beyond(
	const apo__tracing *t, uint32_t child, const parent *p, const apo__pair_evidence *between)
{
	const apo_document *document = t->corpus->documents[child],
			   *source = t->corpus->documents[p->parent];
	apo__arena *scratch = apo__arena_child(t->arena);
	unsigned char *in_both = apo__alloc(scratch, source->segment_count + 1);
	uint32_t beyond = 0, whole = 0;
	for (uint32_t i = 0; i < between->link_count; i++)
		in_both[between->a == p->parent ? between->links[i].a : between->links[i].b] = 1;
	for (uint32_t s = 0; s < document->segment_count; s++) {
		whole += length_of(document, s);
		if (p->best[s] > 0 && !in_both[p->from[s]])
			beyond += length_of(document, s);
	}
	apo__arena_free(scratch);
	return whole ? (double)beyond / whole : 0;
}

/* Whether what the child has in common with `p`, a text in another language, may be from one that `p` was made from, in a third:
 * nothing of it is in `p` alone. */
static int may_be_from_above(const apo__tracing *t, uint32_t child, const parent *p)
{
	apo_document *const *documents = t->corpus->documents;
	const char *lang = documents[child]->lang;
	if (p->copy || !strcmp(documents[p->parent]->lang, lang))
		return 0;
	for (uint32_t i = t->first_pair[p->parent]; i < t->first_pair[p->parent + 1]; i++) {
		const apo__pair_evidence *above = &t->pairs[t->pairs_of[i]];
		uint32_t upper = above->a == p->parent ? above->b : above->a;
		if (upper != child && above->related &&
			apo__odds_for_child(above, p->parent) >= APO__DIRECTION_CERTAIN &&
			strcmp(documents[upper]->lang, lang) != 0 &&
			share_beyond(t, child, p, above) < OWN_SHARE)
			return 1;
	}
	return 0;
}

static apo_edge_kind kind_of(const apo__tracing *t, uint32_t child, const parent *p)
{
	double of_parent = p->pair->shared[p->swapped ? 1 : 0];
	if (strcmp(t->corpus->documents[child]->lang, t->corpus->documents[p->parent]->lang) != 0)
		return APO_EDGE_TRANSLATION;
	if (p->pair->verbatim >= COPY_SHARE)
		return of_parent < EXCERPT_SHARE ? APO_EDGE_EXCERPT : APO_EDGE_COPY;
	return APO_EDGE_REWRITE;
}

/* Whether a segment of the child has words in a row from the parent. */
static int has_run(const parent *p, const apo_document *child, uint32_t segment)
{
	for (uint32_t i = 0; i < p->pair->run_count; i++) {
		apo_span here = p->swapped ? p->pair->runs[i].a : p->pair->runs[i].b;
		if (here.begin < child->segments[segment].span.end &&
			child->segments[segment].span.begin < here.end)
			return 1;
	}
	return 0;
}

static void fill_evidence(apo__tracing *t, apo_edge *edge, const parent *p)
{
	const apo_document *child = t->corpus->documents[edge->child],
			   *source = t->corpus->documents[edge->parent];
	apo_evidence *evidence =
		apo__alloc_array(t->arena, p->pair->link_count + 1, sizeof *evidence);
	edge->evidence = evidence;
	for (uint32_t i = 0; i < p->pair->link_count; i++) {
		const apo__segment_link *link = &p->pair->links[i];
		if (link->alike >= APO__LEAST_LINK &&
			(!p->wording_only || has_run(p, child, child_segment(p, link))))
			evidence[edge->evidence_count++] = (apo_evidence){
				child->segments[child_segment(p, link)].span,
				source->segments[parent_segment(p, link)].span, link->alike};
	}
	if (p->pair->alignment)
		edge->alignment = p->swapped ? apo__alignment_reverse(t->arena, p->pair->alignment)
					     : p->pair->alignment;
}

static apo_edge make_edge(
	apo__tracing *t, uint32_t child, const parent *p, const parent *all, uint32_t count)
{
	apo_edge edge = {.child = child,
		.parent = p->parent,
		.kind = kind_of(t, child, p),
		.attribution = APO_ATTRIBUTION_NONE};
	double odds = apo__odds_for_child(p->pair, child);
	edge.coverage = best_share(t, child, p, all, count);
	int undecided = p->other != APO_NONE || p->passed_by || p->wording_only;
	edge.confidence =
		(1 / (1 + exp(-odds))) *
		(p->share < APO__SURELY_RELATED ? 1 - APO__SURELY_RELATED + p->share : 1) *
		(undecided ? EVEN : 1);
	edge.direction_known = odds >= APO__DIRECTION_CERTAIN && !undecided;
	edge.reason =
		p->wording_only
			? "a passage is in both word for word; a third may have given it to both"
		: undecided		  ? "both may be translations of one text"
		: fabs(odds) < LEAST_ODDS ? APO__NO_DIRECTION
					  : p->pair->reason;
	fill_evidence(t, &edge, p);
	return edge;
}

static int has_long_run(const apo__pair_evidence *pair)
{
	for (uint32_t i = 0; i < pair->run_count; i++)
		if (pair->runs[i].narrated >= APO__LONG_RUN)
			return 1;
	return 0;
}

/* Others that were made from each document, of those whose direction is certain. */
static void count_resting(apo__tracing *t)
{
	t->resting = apo__alloc_array(t->arena, t->corpus->count + 1, sizeof *t->resting);
	for (uint32_t i = 0; i < t->pair_count; i++) {
		const apo__pair_evidence *pair = &t->pairs[i];
		if (!pair->related)
			continue;
		if (apo__odds_for_child(pair, pair->b) >= APO__DIRECTION_CERTAIN)
			t->resting[pair->a]++;
		else if (apo__odds_for_child(pair, pair->a) >= APO__DIRECTION_CERTAIN)
			t->resting[pair->b]++;
	}
}

/* Which of two counts as the child when nothing shows it: the one whose time is not known; else the one that fewer others certainly rest
 * on, so that the least hangs on what is not known; else the one whose id is later. That is an order to be the same always, not a claim:
 * such an edge is one without direction. */
static int is_second(const apo__tracing *t, uint32_t child, uint32_t other)
{
	int undated = !t->corpus->documents[child]->time.precision,
	    without = !t->corpus->documents[other]->time.precision;
	if (undated != without)
		return undated;
	return t->resting[child] != t->resting[other] ? t->resting[child] < t->resting[other]
						      : child > other;
}

/* Whether the child may have been made from the other document of a pair. */
static int may_be_parent(const apo__tracing *t, const apo__pair_evidence *pair, uint32_t child)
{
	double odds = apo__odds_for_child(pair, child);
	uint32_t other = pair->a == child ? pair->b : pair->a;
	if (fabs(odds) < LEAST_ODDS ? !is_second(t, child, other) : odds < 0)
		return 0;
	double share = pair->shared[pair->a == child ? 0 : 1];
	double least = odds < APO__DIRECTION_CERTAIN ? UNSURE_SHARE : APO__RELATED_SHARE;
	return share >= least || has_long_run(pair);
}

/* Two translations of one text say the same in words of their own. Where a text in another language explains the child as well and is
 * related to a parent in the child's own language, of whose wording the child has little, nothing shows that the child
 * knew that one. The other text's place; APO_NONE: there is none. */
static uint32_t text_of_both(
	const apo__tracing *t, uint32_t child, const parent *p, const parent *all, uint32_t count)
{
	apo_document *const *documents = t->corpus->documents;
	if (p->copy || apo__words_in_runs(p->pair) >= APO__RELATED_WORDS ||
		strcmp(documents[p->parent]->lang, documents[child]->lang) != 0)
		return APO_NONE;
	for (uint32_t i = 0; i < count; i++) {
		int swapped;
		const apo__pair_evidence *between =
			strcmp(documents[all[i].parent]->lang, documents[child]->lang)
				? apo__pair_of(t, p->parent, all[i].parent, &swapped)
				: NULL;
		if (between && between->related && is_certain(&all[i], child) &&
			all[i].share + AS_WELL >= p->share)
			return i;
	}
	return APO_NONE;
}

/* Documents that explain what the child says: those it may have been made from, and copies of the same agency's text, which
 * stand for that. */
static uint32_t candidates_of(apo__tracing *t, uint32_t child, parent *out)
{
	uint32_t count = 0;
	for (uint32_t i = t->first_pair[child]; i < t->first_pair[child + 1]; i++) {
		const apo__pair_evidence *pair = &t->pairs[t->pairs_of[i]];
		int copies = t->family[pair->a] == t->family[pair->b], swapped = pair->a == child;
		if ((copies ? !pair->wire && !pair->linked : !pair->related) ||
			(!pair->wire && !may_be_parent(t, pair, child)))
			continue;
		parent *p = &out[count++];
		*p = (parent){pair, swapped ? pair->b : pair->a, swapped,
			pair->shared[swapped ? 0 : 1], NULL, NULL, NULL, 1, copies, APO_NONE, 0, 0};
		find_best_links(t, p, child);
		p->alike = likeness_of(t, p, child);
	}
	for (uint32_t i = 0; i < count; i++)
		out[i].other = text_of_both(t, child, &out[i], out, count);
	return count;
}

/* Drop those whose share others give as well: the one with least of its own first; of equals the one farther up, for what
 * it gives came through the nearer one. A parent whose direction is not certain hides none that is. */
static void prune(const apo__tracing *t, uint32_t child, parent *parents, uint32_t count)
{
	for (;;) {
		const parent *weakest = NULL;
		double least = 0, rank = 0;
		for (uint32_t i = 0; i < count; i++) {
			const parent *p = &parents[i];
			if (!p->kept || p->copy)
				continue;
			double own = own_share(t, child, p, parents, count);
			if (own >= OWN_SHARE)
				continue;
			/* of two in one twentieth: the one farther up goes, of texts in other languages the nearer one; then the one in another language */
			int below = nearer(t, child, p, parents, count);
			double place =
				floor(own * 20) - (below > 0 ? BY_DESCENDANT : BY_UPPER) * below -
				BY_LANGUAGE * (strcmp(t->corpus->documents[child]->lang,
						       t->corpus->documents[p->parent]->lang) != 0);
			if (!weakest || place < rank || (place == rank && own < least)) {
				least = own;
				rank = place;
				weakest = p;
			}
		}
		if (!weakest)
			break;
		parents[weakest - parents].kept = 0;
	}
	/* what is certain takes the place of what may be another translation of it */
	for (uint32_t i = 0; i < count; i++) {
		parent *p = &parents[i];
		if (!p->kept || p->other == APO_NONE || parents[p->other].kept ||
			parents[p->other].pair->guessed)
			continue;
		p->kept = 0;
		parents[p->other].kept = 1;
	}
}

/* Nats from which words that two documents have in a row are not chance: as many places as the corpus has are compared with one another. */
static double least_nats(const apo__tracing *t)
{
	double words = 1;
	for (uint32_t i = 0; i < t->corpus->count; i++)
		words += t->corpus->documents[i]->token_count;
	return 2 * log(words) - log(CHANCE);
}

/* Words that the child has from `p` in a row and from no other kept parent in its language: a translation would not have kept them. */
static int has_wording_of(const apo__tracing *t, uint32_t child, const parent *p, const parent *all,
	uint32_t count, double least)
{
	apo_document *const *documents = t->corpus->documents;
	apo__arena *scratch = apo__arena_child(t->arena);
	int found = 0;
	for (uint32_t i = 0; i < p->pair->run_count && !found; i++) {
		const apo__shared_run *run = &p->pair->runs[i];
		apo_span here = p->swapped ? run->a : run->b;
		uint32_t segment = apo__segment_at(documents[child], here.begin);
		int explained = run->narrated < OWN_WORDS ||
				apo__wording_tells(t, documents[p->pair->a], run->a,
					documents[p->pair->b], run->b, scratch) < least;
		apo__arena_reset(scratch);
		for (uint32_t k = 0; k < count && !explained; k++)
			explained = all[k].kept && all[k].best[segment] > 0 &&
				    !strcmp(documents[all[k].parent]->lang, documents[child]->lang);
		found = !explained;
	}
	apo__arena_free(scratch);
	return found;
}

/* Of those that were dropped, keep who was surely first and has such words. That the child had them from there, and not both from a third,
 * is not certain. */
static void keep_for_wording(
	const apo__tracing *t, uint32_t child, parent *parents, uint32_t count, double least)
{
	for (uint32_t i = 0; i < count; i++) {
		parent *p = &parents[i];
		if (p->kept || p->copy || !is_certain(p, child) ||
			!has_wording_of(t, child, p, parents, count, least))
			continue;
		p->kept = p->wording_only = 1;
	}
}

static int by_confidence(const void *x, const void *y)
{
	const apo_edge *a = x, *b = y;
	if (a->confidence != b->confidence)
		return a->confidence < b->confidence ? 1 : -1;
	if (a->child != b->child)
		return a->child < b->child ? -1 : 1;
	return a->parent < b->parent ? -1 : a->parent > b->parent;
}

static int by_child(const void *x, const void *y)
{
	const apo_edge *a = x, *b = y;
	if (a->child != b->child)
		return a->child < b->child ? -1 : 1;
	return a->parent < b->parent ? -1 : a->parent > b->parent;
}

/* Whether `from` descends from `to` by the first `count` edges; `seen` is cleared scratch. */
static int descends(
	const apo_edge *edges, uint32_t count, uint32_t from, uint32_t to, unsigned char *seen)
{
	if (from == to)
		return 1;
	if (seen[from])
		return 0;
	seen[from] = 1;
	for (uint32_t i = 0; i < count; i++)
		if (edges[i].child == from && descends(edges, count, edges[i].parent, to, seen))
			return 1;
	return 0;
}

/* Pairs are judged one by one, so their edges can form a ring: the surest edges stay. */
static uint32_t break_rings(apo__tracing *t, apo_edge *edges, uint32_t count)
{
	uint32_t kept = 0;
	unsigned char *seen = apo__alloc(t->arena, t->corpus->count + 1);
	qsort(edges, count, sizeof *edges, by_confidence);
	for (uint32_t i = 0; i < count; i++) {
		memset(seen, 0, t->corpus->count);
		if (!descends(edges, kept, edges[i].parent, edges[i].child, seen))
			edges[kept++] = edges[i];
	}
	qsort(edges, kept, sizeof *edges, by_child);
	return kept;
}

void apo__derivation_find(apo__tracing *t)
{
	APO__VECTOR(apo_edge) edges = {0};
	parent *parents = apo__alloc_array(t->arena, t->corpus->count + 1, sizeof *parents);
	double least = least_nats(t);
	apo__relations_find(t);
	apo__directions_find(t);
	count_resting(t);
	apo__collate(t);
	for (uint32_t child = 0; child < t->corpus->count; child++) {
		uint32_t count = candidates_of(t, child, parents);
		prune(t, child, parents, count);
		keep_for_wording(t, child, parents, count, least);
		for (uint32_t i = 0; i < count; i++) {
			if (!parents[i].kept || parents[i].pair->wire)
				continue;
			parents[i].passed_by = may_be_from_above(t, child, &parents[i]);
			apo_edge edge = make_edge(t, child, &parents[i], parents, count);
			if (edge.evidence_count) /* else nothing can be shown */
				*apo__push(t->arena, &edges) = edge;
		}
	}
	t->trace->edges = edges.items;
	t->trace->edge_count = edges.count ? break_rings(t, edges.items, edges.count) : 0;
}
