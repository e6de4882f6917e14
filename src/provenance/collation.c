/* SPDX-License-Identifier: Apache-2.0 */
/* Three words in a row are one reading: a change of a word is a run of readings that the other copy has not, wherever the
 * passage is in it. */
#include "provenance/collation.h"

#include <stdlib.h>
#include <string.h>

#include "text/document/tokens.h"

/* Set on the project's own corpora. */
#define COPY_SHARE .60 /* of the shorter text, and of what is linked, word for word */
#define READING	   3u  /* words */
#define LEFT_OUT   6u  /* readings that a passage counts for at most which the child has not */
#define FEWEST_OTHER                                                                               \
	2u /* departures shared with another copy that show a second source: one may be chance, or a box of the publisher's */

typedef struct {
	uint64_t *readings; /* in order of the text */
	uint32_t count;
	apo__map set;
} copy;

typedef struct {
	apo__pair_evidence *pair;
	uint32_t distance;
	int attributed; /* one names the other */
} kinship;

typedef struct {
	apo__tracing *t;
	apo__arena *arena;
	copy *copies;	  /* by document; empty where it is of no family */
	uint32_t *group;  /* by document: union-find */
	uint32_t *source; /* by document: the copy it hangs on, or APO_NONE */
	APO__VECTOR(kinship) kin;
} collation;

static int are_copies(const apo__tracing *t, const apo__pair_evidence *pair)
{
	double share = pair->shared[0] > pair->shared[1] ? pair->shared[0] : pair->shared[1];
	return pair->run_count && share >= COPY_SHARE && pair->verbatim >= COPY_SHARE &&
	       !strcmp(t->corpus->documents[pair->a]->lang, t->corpus->documents[pair->b]->lang);
}

static void read_copy(collation *c, uint32_t document)
{
	const apo_document *d = c->t->corpus->documents[document];
	copy *r = &c->copies[document];
	if (r->readings)
		return;
	uint64_t last[READING] = {0};
	uint32_t words = 0;
	r->readings = apo__alloc_array(c->arena, d->token_count + 1, sizeof *r->readings);
	apo__map_init(&r->set, c->arena);
	for (uint32_t i = 0; i < d->token_count; i++) {
		if (!apo__is_word_token(&d->tokens[i]))
			continue;
		last[words++ % READING] = apo__hash(d->tokens[i].form, strlen(d->tokens[i].form));
		uint64_t hash = 0;
		for (uint32_t k = 0; k < READING; k++)
			hash = hash * 0x9e3779b97f4a7c15u + last[(words + k) % READING];
		if (words >= READING) {
			r->readings[r->count++] = hash;
			apo__map_add(&r->set, hash, 1);
		}
	}
}

/* Readings of x that y has not: runs of them, each by its length up to `longest`. */
static uint32_t departures(const copy *x, const copy *y, uint32_t longest)
{
	uint32_t sum = 0, run = 0;
	for (uint32_t i = 0; i < x->count; i++) {
		run = apo__map_find(&y->set, x->readings[i]) ? 0 : run + 1;
		sum += run && run <= longest;
	}
	return sum;
}

/* What speaks against the child's being made from the other. A passage that is left out is one decision, however long; one that is
 * there must come from somewhere. */
static uint32_t distance_from(const copy *child, const copy *other)
{
	return departures(child, other, UINT32_MAX) + departures(other, child, LEFT_OUT);
}

static uint32_t distance_of(const collation *c, const apo__pair_evidence *pair)
{
	const copy *a = &c->copies[pair->a], *b = &c->copies[pair->b];
	if (pair->direction > 0)
		return distance_from(b, a);
	if (pair->direction < 0)
		return distance_from(a, b);
	uint32_t one = distance_from(a, b), other = distance_from(b, a);
	return one < other ? one : other;
}

static int by_distance(const void *x, const void *y)
{
	const kinship *a = x, *b = y;
	if (a->distance != b->distance)
		return a->distance < b->distance ? -1 : 1;
	if (a->attributed != b->attributed)
		return a->attributed ? -1 : 1;
	if (a->pair->a != b->pair->a)
		return a->pair->a < b->pair->a ? -1 : 1;
	return a->pair->b < b->pair->b ? -1 : a->pair->b > b->pair->b;
}

static void find_kin(collation *c)
{
	apo__tracing *t = c->t;
	apo__sources publishers;
	apo__publishers_read(t, &publishers);
	for (uint32_t i = 0; i < t->pair_count; i++) {
		apo__pair_evidence *pair = &t->pairs[i];
		if (!are_copies(t, pair))
			continue;
		apo__unite(t->family, pair->a, pair->b);
		pair->related = 0; /* until they are linked */
		const char *wire = apo__wire_of_both(t, pair->a, pair->b);
		pair->wire = wire != NULL;
		if (wire && apo__sources_find(&publishers, wire) != APO_NONE)
			continue; /* each hangs on the agency's own */
		read_copy(c, pair->a);
		read_copy(c, pair->b);
		*apo__push(c->arena, &c->kin) = (kinship){pair, distance_of(c, pair),
			apo__names_publisher(t, pair->a, pair->b) ||
				apo__names_publisher(t, pair->b, pair->a)};
	}
	if (c->kin.count)
		qsort(c->kin.items, c->kin.count, sizeof *c->kin.items, by_distance);
}

static int is_decided(const apo__pair_evidence *pair)
{
	return pair->direction < 0 || pair->direction > 0;
}

/* The nearest copies first; no copy hangs on two. */
static void link_nearest(collation *c)
{
	for (uint32_t i = 0; i < c->kin.count; i++) {
		apo__pair_evidence *pair = c->kin.items[i].pair;
		uint32_t child = pair->direction < 0 ? pair->a : pair->b,
			 other = pair->direction < 0 ? pair->b : pair->a;
		int directed = is_decided(pair) && !pair->wire;
		if (apo__root(c->group, child) == apo__root(c->group, other) ||
			(directed && c->source[child] != APO_NONE))
			continue;
		apo__unite(c->group, child, other);
		pair->linked = !pair->wire;
		if (directed)
			c->source[child] = other;
	}
}

/* ---- second sources ------------------------------------------------------------------------- */

/* Readings that x has against its neighbour and shares with another copy; 0 when they are in too few places. */
static uint32_t shared_departures(const copy *x, const copy *neighbour, const copy *other)
{
	uint32_t readings = 0, places = 0;
	int before = 0;
	for (uint32_t i = 0; i < x->count; i++) {
		int shared = !apo__map_find(&neighbour->set, x->readings[i]) &&
			     apo__map_find(&other->set, x->readings[i]);
		places += shared && !before;
		readings += shared;
		before = shared;
	}
	return places >= FEWEST_OTHER ? readings : 0;
}

/* The links of the family as lists: of each copy the pairs it is linked by. Item 2 i and 2 i + 1 are the two ends of kin i. */
static apo__item_lists list_ends(const collation *c, int linked)
{
	size_t count = c->t->corpus->count;
	apo__item_lists lists = apo__item_lists_new(c->arena, count, (size_t)c->kin.count * 2);
	for (uint32_t i = c->kin.count; i-- > 0;) {
		const apo__pair_evidence *pair = c->kin.items[i].pair;
		if (linked && !pair->linked)
			continue;
		apo__item_lists_put(&lists, pair->a, 2 * i);
		apo__item_lists_put(&lists, pair->b, 2 * i + 1);
	}
	return lists;
}

static uint32_t other_end(const collation *c, uint32_t end)
{
	const apo__pair_evidence *pair = c->kin.items[end / 2].pair;
	return end % 2 ? pair->a : pair->b;
}

/* The neighbour of x on the way to each copy that the links lead to, APO_NONE where they do not. */
static void find_ways(const collation *c, const apo__item_lists *links, uint32_t x,
	uint32_t *toward, uint32_t *queue)
{
	uint32_t head = 0, tail = 0;
	queue[tail++] = x;
	toward[x] = x;
	while (head < tail) {
		uint32_t at = queue[head++];
		for (uint32_t e = links->first[at]; e; e = links->next[e - 1]) {
			uint32_t next = other_end(c, e - 1);
			if (toward[next] != APO_NONE)
				continue;
			toward[next] = at == x ? next : toward[at];
			queue[tail++] = next;
		}
	}
	toward[x] = APO_NONE;
}

/* The copy that shares most of what x has against its neighbour on the way there. A link makes a tree of what was copied once: what x
 * shares past a neighbour that lacks it came another way. */
static kinship *second_source(
	const collation *c, const apo__item_lists *ends, uint32_t x, const uint32_t *toward)
{
	kinship *best = NULL;
	uint32_t most = 0;
	for (uint32_t e = ends->first[x]; e; e = ends->next[e - 1]) {
		kinship *k = &c->kin.items[(e - 1) / 2];
		uint32_t other = other_end(c, e - 1);
		int later = k->pair->b == x ? k->pair->direction < 0 : k->pair->direction > 0;
		uint32_t neighbour = c->source[x] != APO_NONE ? c->source[x] : toward[other];
		if (k->pair->linked || k->pair->wire || later || neighbour == APO_NONE ||
			neighbour == other)
			continue;
		uint32_t readings =
			shared_departures(&c->copies[x], &c->copies[neighbour], &c->copies[other]);
		if (readings > most) {
			most = readings;
			best = k;
		}
	}
	return best;
}

static void link_second(collation *c)
{
	size_t count = c->t->corpus->count;
	apo__item_lists ends = list_ends(c, 0), links = list_ends(c, 1);
	kinship **second = apo__alloc_array(c->arena, count + 1, sizeof(kinship *));
	uint32_t *toward = apo__alloc_array(c->arena, count + 1, sizeof *toward),
		 *queue = apo__alloc_array(c->arena, count + 1, sizeof *queue);
	for (uint32_t x = 0; x < count; x++) {
		if (!links.first[x])
			continue;
		memset(toward, 0xff, count * sizeof *toward);
		find_ways(c, &links, x, toward, queue);
		second[x] = second_source(c, &ends, x, toward);
	}
	for (uint32_t x = 0; x < count; x++)
		if (second[x])
			second[x]->pair->linked = 1;
}

void apo__collate(apo__tracing *t)
{
	size_t count = t->corpus->count;
	collation c = {.t = t, .arena = apo__arena_child(t->arena)};
	c.copies = apo__alloc_array(c.arena, count + 1, sizeof *c.copies);
	c.group = apo__alloc_array(c.arena, count + 1, sizeof *c.group);
	c.source = apo__alloc_array(c.arena, count + 1, sizeof *c.source);
	t->family = apo__alloc_array(t->arena, count + 1, sizeof *t->family);
	for (uint32_t d = 0; d < count; d++) {
		t->family[d] = c.group[d] = d;
		c.source[d] = APO_NONE;
	}
	find_kin(&c);
	link_nearest(&c);
	link_second(&c);
	for (uint32_t d = 0; d < count; d++)
		t->family[d] = apo__root(t->family, d);
	apo__arena_free(c.arena);
}
