/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From whom a passage comes. Above a document are the documents whose evidence covers the passage, one after the other; at
 * the top the media that are credited there:
 *
 *   in the sentence itself            "I hope ...," Weber told the Funke group
 *   with the person who speaks in it  who told it to that medium elsewhere in the document
 *   for the whole document            a dateline, "(dpa)"
 *
 * A passage without any of these begins with the document. Cost: per passage the attributions and the
 * evidence of its sentences.
 */
#include "provenance/chain.h"

#include <string.h>

#include "provenance/evidence/tracing.h"

typedef APO__VECTOR(uint32_t) list;

/* A medium that a person told something, and the next one of that person. */
typedef struct {
	uint32_t attribution; /* of the medium */
	uint32_t next;	      /* index + 1 */
} told;

/* The attributions of a document. */
typedef struct {
	apo__item_lists by_segment;
	apo__interner persons;	 /* in sentences that name a medium too */
	list first_told;	 /* by person: index + 1 */
	APO__VECTOR(told) media; /* each name of a medium once a person */
	list whole;		 /* of media, for all that the document says */
} attribution_index;

struct apo_chains {
	const apo__tracing *t;
	attribution_index *attributions; /* by document */
	apo__item_lists *evidence;	 /* by edge: its evidence by segment of the child */
	apo__item_lists edges;		 /* by child */
};

struct apo__chain_reader {
	const apo__chains *chains;
	apo__arena *arena;
	apo__interner names;
	apo__map same;	    /* two names: whether they mean one source */
	apo__map canonical; /* a name: the upstream source + 1, 0 = none */
};

static int is_medium(const apo_attribution *a)
{
	return a->name && (a->type == APO_SOURCE_AGENCY || a->type == APO_SOURCE_OUTLET ||
				  a->type == APO_SOURCE_PLATFORM || a->type == APO_SOURCE_DATELINE);
}

/* Does the attribution hold for all that the document says? */
static int is_whole(const apo_document *d, const apo_attribution *a)
{
	return a->type == APO_SOURCE_DATELINE ||
	       (d->segment_count && a->scope.begin <= d->segments[0].span.begin &&
		       a->scope.end >= d->segments[d->segment_count - 1].span.end);
}

/* The media of a sentence in which the person is. */
static void index_person(apo__arena *arena, const apo_document *d, const apo_attribution *person,
	attribution_index *index)
{
	uint32_t known = index->persons.count;
	uint32_t id = apo__intern(&index->persons, person->name, strlen(person->name));
	if (id == known)
		*apo__push(arena, &index->first_told) = 0;
	for (uint32_t k = index->by_segment.first[person->segment]; k;
		k = index->by_segment.next[k - 1]) {
		const apo_attribution *medium = &d->attributions[k - 1];
		uint32_t at = index->first_told.items[id], last = 0;
		for (; at && is_medium(medium); at = index->media.items[at - 1].next) {
			last = at;
			if (!strcmp(d->attributions[index->media.items[at - 1].attribution].name,
				    medium->name))
				break;
		}
		if (at || !is_medium(medium))
			continue;
		*apo__push(arena, &index->media) = (told){k - 1, 0};
		*(last ? &index->media.items[last - 1].next : &index->first_told.items[id]) =
			index->media.count;
	}
}

static attribution_index index_attributions(apo__arena *arena, const apo_document *d)
{
	attribution_index index = {
		.by_segment = apo__item_lists_new(arena, d->segment_count, d->attribution_count)};
	apo__interner_init(&index.persons, arena);
	for (uint32_t i = d->attribution_count; i-- > 0;)
		apo__item_lists_put(&index.by_segment, d->attributions[i].segment, i);
	for (uint32_t i = 0; i < d->attribution_count; i++) {
		const apo_attribution *a = &d->attributions[i];
		if (a->type == APO_SOURCE_PERSON && a->name)
			index_person(arena, d, a, &index);
		if (is_medium(a) && is_whole(d, a))
			*apo__push(arena, &index.whole) = i;
	}
	return index;
}

const apo__chains *apo__chains_new(const apo__tracing *t)
{
	const apo_trace *trace = t->trace;
	apo__chains *chains = apo__alloc(t->arena, sizeof *chains);
	chains->t = t;
	chains->attributions =
		apo__alloc_array(t->arena, t->corpus->count + 1, sizeof *chains->attributions);
	chains->evidence =
		apo__alloc_array(t->arena, trace->edge_count + 1, sizeof *chains->evidence);
	chains->edges = apo__item_lists_new(t->arena, t->corpus->count, trace->edge_count);
	for (size_t i = 0; i < t->corpus->count; i++)
		chains->attributions[i] = index_attributions(t->arena, t->corpus->documents[i]);
	for (size_t i = trace->edge_count; i-- > 0;) {
		const apo_edge *e = &trace->edges[i];
		const apo_document *child = t->corpus->documents[e->child];
		apo__item_lists_put(&chains->edges, e->child, (uint32_t)i);
		chains->evidence[i] =
			apo__item_lists_new(t->arena, child->segment_count, e->evidence_count);
		for (size_t k = e->evidence_count; k-- > 0;)
			apo__item_lists_put(&chains->evidence[i],
				apo__segment_at(child, e->evidence[k].child.begin), (uint32_t)k);
	}
	return chains;
}

apo__chain_reader *apo__chain_reader_new(const apo__chains *chains, apo__arena *arena)
{
	apo__chain_reader *r = apo__alloc(arena, sizeof *r);
	r->chains = chains;
	r->arena = arena;
	apo__interner_init(&r->names, arena);
	apo__map_init(&r->same, arena);
	apo__map_init(&r->canonical, arena);
	return r;
}

/* Whether the two name one source; two names are compared once. */
static int is_source(apo__chain_reader *r, const char *name, const char *other)
{
	if (!name || !other)
		return 0;
	uint64_t a = apo__intern(&r->names, name, strlen(name));
	uint64_t key = a << 32 | apo__intern(&r->names, other, strlen(other));
	const uint32_t *known = apo__map_find(&r->same, key);
	if (known)
		return (int)*known;
	int same = apo__sources_same(r->chains->t->context, r->arena, name, other);
	apo__map_add(&r->same, key, (uint32_t)same);
	return same;
}

/* ---- the attributions of a passage ---- */

static void add_medium(apo__chain_reader *r, apo__arena *arena, const apo_document *d,
	uint32_t attribution, list *out)
{
	const char *name = d->attributions[attribution].name;
	if (is_source(r, name, d->publisher) || is_source(r, name, d->id))
		return;
	for (uint32_t i = 0; i < out->count; i++)
		if (is_source(r, d->attributions[out->items[i]].name, name))
			return;
	*apo__push(arena, out) = attribution;
}

/* Media that a person is said to have told something, in a sentence of the document. Returns how many there are. */
static uint32_t media_of_person(apo__chain_reader *r, apo__arena *arena, const apo_document *d,
	const attribution_index *index, const char *person, list *out)
{
	uint32_t before = out->count, id = apo__interned(&index->persons, person, strlen(person));
	for (uint32_t at = id == APO_NONE ? 0 : index->first_told.items[id]; at;
		at = index->media.items[at - 1].next)
		add_medium(r, arena, d, index->media.items[at - 1].attribution, out);
	return out->count - before;
}

/* Indexes of the attributions of media in whose scope the segments are. `*uncertain`: one person spoke to several. */
static void attributions_of(apo__chain_reader *r, apo__arena *arena, uint32_t document,
	const uint32_t *segments, uint32_t count, list *out, int *uncertain)
{
	const apo_document *d = r->chains->t->corpus->documents[document];
	const attribution_index *index = &r->chains->attributions[document];
	for (uint32_t s = 0; s < count; s++)
		for (uint32_t k = index->by_segment.first[segments[s]]; k;
			k = index->by_segment.next[k - 1])
			if (is_medium(&d->attributions[k - 1]))
				add_medium(r, arena, d, k - 1, out);
	for (uint32_t s = 0; s < count && !out->count; s++)
		for (uint32_t k = index->by_segment.first[segments[s]]; k;
			k = index->by_segment.next[k - 1]) {
			const apo_attribution *a = &d->attributions[k - 1];
			if (a->type == APO_SOURCE_PERSON && a->name &&
				media_of_person(r, arena, d, index, a->name, out) > 1)
				*uncertain = 1;
		}
	for (uint32_t i = 0; i < index->whole.count && !out->count; i++)
		add_medium(r, arena, d, index->whole.items[i], out);
}

/* ---- the documents above a passage ---- */

/* The best evidence that the passage came by this edge; 0 when there is none. The parent's segment in `*segment`. */
static double came_by(const apo__chains *c, uint32_t edge, const uint32_t *segments, uint32_t count,
	uint32_t *segment)
{
	const apo_edge *e = &c->t->trace->edges[edge];
	const apo_document *parent = c->t->corpus->documents[e->parent];
	const apo__item_lists *index = &c->evidence[edge];
	double best = 0;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = index->first[segments[i]]; k; k = index->next[k - 1])
			if (e->evidence[k - 1].score > best) {
				best = e->evidence[k - 1].score;
				*segment = apo__segment_at(parent, e->evidence[k - 1].parent.begin);
			}
	return best;
}

static int is_in(const apo__chain *chain, const char *id)
{
	for (uint32_t i = 0; i < chain->count; i++)
		if (chain->hops[i].is_document && !strcmp(chain->hops[i].name, id))
			return 1;
	return 0;
}

/* The edge by which the passage came that is surest; NULL when the trace has none with a known direction. */
static const apo_edge *edge_above(const apo__chains *c, const apo__chain *chain, uint32_t document,
	const uint32_t *segments, uint32_t count, uint32_t *segment)
{
	const apo_trace *trace = c->t->trace;
	const apo_edge *best = NULL;
	double most = 0;
	for (uint32_t i = c->edges.first[document]; i; i = c->edges.next[i - 1]) {
		const apo_edge *e = &trace->edges[i - 1];
		uint32_t at = 0;
		if (!e->direction_known || is_in(chain, c->t->corpus->documents[e->parent]->id))
			continue;
		double score = came_by(c, i - 1, segments, count, &at) * e->confidence;
		if (score > most) {
			most = score;
			best = e;
			*segment = at;
		}
	}
	return best;
}

/* ---- chains ---- */

/* Whether the child names the parent. That it claims to be its own work is a matter for the audit. */
static int attribution_of(const apo_edge *edge)
{
	return (int)(edge->attribution == APO_ATTRIBUTION_FALSE ? APO_ATTRIBUTION_NONE
								: edge->attribution);
}

/* Hops are collected from the passage up and turned round at the end. */
static void add_hop(apo__chain *chain, const apo_document *d, const apo_edge *edge)
{
	if (chain->count < APO__LONGEST_CHAIN - 1)
		chain->hops[chain->count++] = (apo__hop){.name = d->id,
			.type = APO_SOURCE_DOCUMENT,
			.is_document = 1,
			.kind = edge ? (int)edge->kind : -1,
			.attribution = edge ? attribution_of(edge) : -1,
			.uncertain = edge && !edge->direction_known};
}

static void turn(apo__chain *chain)
{
	for (uint32_t i = 0; i < chain->count / 2; i++) {
		apo__hop hop = chain->hops[i];
		chain->hops[i] = chain->hops[chain->count - 1 - i];
		chain->hops[chain->count - 1 - i] = hop;
	}
}

/* A source by the name that the trace has for it: "dpa" for "Deutsche Presse-Agentur". */
static const char *canonical(apo__chain_reader *r, const char *name)
{
	const apo_trace *trace = r->chains->t->trace;
	uint32_t known = r->canonical.count;
	uint64_t key = apo__intern(&r->names, name, strlen(name));
	uint32_t *source = apo__map_add(&r->canonical, key, 0);
	for (size_t i = 0; r->canonical.count > known && i < trace->upstream_count && !*source; i++)
		if (!trace->upstream[i].inferred && is_source(r, trace->upstream[i].source, name))
			*source = (uint32_t)i + 1;
	return *source ? trace->upstream[*source - 1].source : name;
}

/* A dateline names an agency. */
static apo_source_type kind_of_source(const apo_attribution *a)
{
	return a->type == APO_SOURCE_DATELINE ? APO_SOURCE_AGENCY : a->type;
}

/* The chain with a credited source on top. */
static apo__chain with_origin(
	apo__chain_reader *r, apo__chain chain, const apo_attribution *a, int uncertain)
{
	apo__hop *below = &chain.hops[chain.count - 1];
	below->kind = -1;
	below->attribution = APO_ATTRIBUTION_NAMED;
	below->uncertain = uncertain;
	chain.hops[chain.count++] = (apo__hop){.name = canonical(r, a->name),
		.type = kind_of_source(a),
		.kind = -1,
		.attribution = -1};
	turn(&chain);
	return chain;
}

/* Chains that end in `chain`, whose last hop so far is `document`. */
static void climb(apo__chain_reader *r, apo__arena *arena, apo__chain chain, uint32_t document,
	const uint32_t *segments, uint32_t count, apo__chain_list *out)
{
	for (;;) {
		uint32_t above = 0;
		const apo_edge *edge =
			edge_above(r->chains, &chain, document, segments, count, &above);
		if (!edge || chain.count >= APO__LONGEST_CHAIN - 2)
			break;
		apo__hop *hop = &chain.hops[chain.count - 1];
		hop->kind = (int)edge->kind;
		hop->attribution = attribution_of(edge);
		document = edge->parent;
		add_hop(&chain, r->chains->t->corpus->documents[document], NULL);
		uint32_t *one = apo__alloc(arena, sizeof *one);
		*one = above;
		segments = one;
		count = 1;
	}
	const apo_document *d = r->chains->t->corpus->documents[document];
	list attributions = {0};
	int uncertain = 0;
	attributions_of(r, arena, document, segments, count, &attributions, &uncertain);
	for (uint32_t i = 0; i < attributions.count; i++)
		*apo__push(arena, out) =
			with_origin(r, chain, &d->attributions[attributions.items[i]], uncertain);
	if (!attributions.count) {
		turn(&chain);
		*apo__push(arena, out) = chain;
	}
}

/* Edges from `parent` down to `child`, the fewest; 0 when there is no way. Breadth first over the edges. */
static uint32_t way_down(const apo__chains *c, apo__arena *arena, uint32_t parent, uint32_t child,
	const apo_edge *way[APO__LONGEST_CHAIN])
{
	const apo_trace *trace = c->t->trace;
	size_t documents = c->t->corpus->count;
	for (uint32_t i = c->edges.first[child]; i; i = c->edges.next[i - 1])
		if (trace->edges[i - 1].parent == parent) {
			way[0] = &trace->edges[i - 1];
			return 1;
		}
	const apo_edge **by = apo__alloc_array(arena, documents + 1, sizeof *by);
	uint32_t *queue = apo__alloc_array(arena, documents + 1, sizeof *queue), head = 0, tail = 0;
	for (queue[tail++] = child; head < tail && !by[parent]; head++)
		for (uint32_t i = c->edges.first[queue[head]]; i; i = c->edges.next[i - 1]) {
			const apo_edge *e = &trace->edges[i - 1];
			if (by[e->parent] || e->parent == child)
				continue;
			by[e->parent] = e;
			queue[tail++] = e->parent;
		}
	uint32_t length = 0;
	for (uint32_t at = parent; at != child && by[at]; at = by[at]->child)
		if (length < APO__LONGEST_CHAIN - 2)
			way[length++] = by[at];
	return length && way[length - 1]->child == child ? length : 0;
}

/* An attribution that the child itself gives the passage, to a source that no chain so far begins with. */
static void add_own_attributions(apo__chain_reader *r, apo__arena *arena, uint32_t child,
	const uint32_t *segments, uint32_t count, apo__chain_list *out)
{
	const apo_document *d = r->chains->t->corpus->documents[child];
	const attribution_index *index = &r->chains->attributions[child];
	for (uint32_t s = 0; s < count; s++)
		for (uint32_t k = index->by_segment.first[segments[s]]; k;
			k = index->by_segment.next[k - 1]) {
			const apo_attribution *a = &d->attributions[k - 1];
			int known = !is_medium(a) || is_source(r, a->name, d->publisher);
			for (uint32_t i = 0; i < out->count && !known; i++)
				for (uint32_t h = 0; h < out->items[i].count && !known; h++)
					known = is_source(r, a->name, out->items[i].hops[h].name);
			if (known)
				continue;
			apo__chain chain = {.count = 0};
			add_hop(&chain, d, NULL);
			*apo__push(arena, out) = with_origin(r, chain, a, 0);
		}
}

void apo__chains_of(apo__chain_reader *r, apo__arena *arena, uint32_t parent,
	const uint32_t *parent_segments, uint32_t parent_count, uint32_t child,
	const uint32_t *child_segments, uint32_t child_count, apo__chain_list *out)
{
	const apo_edge *way[APO__LONGEST_CHAIN];
	uint32_t length = way_down(r->chains, arena, parent, child, way);
	if (!length)
		return;
	apo__chain chain = {.count = 0};
	for (uint32_t i = length; i-- > 0;)
		add_hop(&chain, r->chains->t->corpus->documents[way[i]->child], way[i]);
	add_hop(&chain, r->chains->t->corpus->documents[parent], NULL);
	climb(r, arena, chain, parent, parent_segments, parent_count, out);
	add_own_attributions(r, arena, child, child_segments, child_count, out);
}
