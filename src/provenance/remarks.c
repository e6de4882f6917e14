/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One remark and its wordings. Quotations of different documents are joined when their words agree, or when the documents'
 * segments that hold them are linked; where one document quotes and another reports, the report is an indirect wording. The
 * wording nearest to the origin is the measure of the others: it stands in the document with the fewest derivations above
 * it. Cost: quotations x links of their pairs, and quotations squared within one language.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "provenance/quote_wording.h"
#include "text/document/tokens.h"

/* Set on the project's own corpora (forged-painting, nato-rutte). */
#define SAME_WORDING   .55 /* of both sides' words, in order */
#define WITHIN	       .80 /* of the shorter side's words */
#define LINKED_WORDING .30 /* enough when the segments are linked too */
#define LEAST_WEIGHT   .40 /* of links, where the wording cannot tell */
#define REPORTED       .40 /* of the words of reported speech */
#define NARRATED       .40 /* of the words of a quotation, from a parent's narration */
#define EXACT	       .97 /* one word in thirty may differ: inserted [in], British spelling */
#define SURE	       .90 /* confidence of a derivation that a charge may rest on */
#define FEWEST_WORDS   4u
#define FEWEST_WITHIN  5u /* words of a statement that stands within another */

/* Chance: pairs of statements that have so telling words in common though no one repeats the other, expected in the whole
 * corpus. One in a thousand corpora. */
#define BY_CHANCE .001
enum {
	MOST_KEYS = 8,	  /* words by which a statement is looked up: those that tell most */
	FEWEST_KEYS = 2,  /* of them in common */
	ENDS = 8,	  /* statements at either end of a list that are looked at */
	MOST_COMPARED = 8 /* wordings of a remark that another one is compared with */
};
typedef APO__VECTOR(uint32_t) uint32_list;

typedef struct {
	uint32_t document, quote; /* quote APO_NONE: reported speech */
	apo_span span, inner;
	uint32_t words;
	const char *speaker;
	uint32_t group; /* union-find parent */
} statement;

typedef struct {
	apo__tracing *t;
	APO__VECTOR(statement) statements;
	uint32_t *first; /* by document: its first statement */
	uint64_t words;	 /* of all statements */
} remarks;

static uint32_t root_of(remarks *r, uint32_t i)
{
	while (r->statements.items[i].group != i) {
		r->statements.items[i].group =
			r->statements.items[r->statements.items[i].group].group;
		i = r->statements.items[i].group;
	}
	return i;
}

static void join(remarks *r, uint32_t a, uint32_t b)
{
	a = root_of(r, a);
	b = root_of(r, b);
	if (a < b)
		r->statements.items[b].group = a;
	else
		r->statements.items[a].group = b;
}

static const apo_attribution *attribution_of(const apo_document *document, uint32_t quote)
{
	for (uint32_t i = 0; i < document->attribution_count; i++)
		if (document->attributions[i].quote == quote)
			return &document->attributions[i];
	return NULL;
}

static uint32_t count_words(const apo_document *document, apo_span span)
{
	uint32_t first, end, words = 0, han = 0;
	apo__tokens_in(document, span, &first, &end);
	for (uint32_t i = first; i < end; i++) {
		words += document->tokens[i].kind == APO_TOKEN_WORD ||
			 document->tokens[i].kind == APO_TOKEN_NUMBER;
		han += document->tokens[i].kind == APO_TOKEN_HAN;
	}
	return words + (han + 1) / 2;
}

/* A few words in quotation marks in a sentence that credits somebody: his, unless they are a title, which has a capital. */
static int are_words_of_someone(const apo_document *document, const apo_quote *quote)
{
	uint32_t first, end;
	apo__tokens_in(document, quote->inner, &first, &end);
	if (first == end || document->tokens[first].kind != APO_TOKEN_WORD ||
		(document->tokens[first].flags & APO_TOKEN_CAPITAL))
		return 0;
	for (uint32_t i = 0; i < document->attribution_count; i++)
		if (document->attributions[i].segment == quote->first_segment &&
			document->attributions[i].type == APO_SOURCE_PERSON)
			return 1;
	return 0;
}

static void collect(remarks *r)
{
	for (uint32_t d = 0; d < r->t->corpus->count; d++) {
		const apo_document *document = r->t->corpus->documents[d];
		r->first[d] = r->statements.count;
		for (uint32_t i = 0; i < document->quote_count; i++) {
			const apo_quote *q = &document->quotes[i];
			const apo_attribution *by = attribution_of(document, i);
			uint32_t words = count_words(document, q->inner);
			int says = by || (!(q->flags & APO_QUOTE_SCARE) && words >= FEWEST_WORDS) ||
				   are_words_of_someone(document, q);
			if (q->level || !says)
				continue;
			*apo__push(r->t->arena, &r->statements) = (statement){d, i, q->span,
				q->inner, words, by ? by->name : NULL, r->statements.count - 1};
			r->words += words;
		}
	}
	r->first[r->t->corpus->count] = r->statements.count;
}

/* ---- the same words ------------------------------------------------------------------------- */

typedef struct {
	uint64_t key;
	double tells;
} telling_word;

static int by_tells(const void *x, const void *y)
{
	const telling_word *a = x, *b = y;
	if (a->tells != b->tells)
		return a->tells < b->tells ? 1 : -1;
	return a->key < b->key ? -1 : a->key > b->key;
}

/* The words of a statement that tell most, each once. */
static uint32_t telling_words(
	const remarks *r, const statement *s, telling_word out[MOST_KEYS], apo__arena *scratch)
{
	const apo_document *d = r->t->corpus->documents[s->document];
	uint64_t language = apo__hash(d->lang, strlen(d->lang));
	uint32_t first, end, count = 0, kept = 0;
	apo__tokens_in(d, s->inner, &first, &end);
	telling_word *words = apo__alloc_array(scratch, end - first + 1, sizeof *words);
	for (uint32_t i = first; i < end; i++)
		if (apo__is_word_token(&d->tokens[i]))
			words[count++] = (telling_word){
				language ^ apo__hash(d->tokens[i].form, strlen(d->tokens[i].form)),
				apo__chance_word(r->t->chance, d->lang, NULL, d->tokens[i].form)};
	if (count)
		qsort(words, count, sizeof *words, by_tells);
	for (uint32_t i = 0; i < count && kept < MOST_KEYS; i++)
		if (!kept || words[i].key != out[kept - 1].key)
			out[kept++] = words[i];
	return kept;
}

/* Whether two statements of one language have the same words, more of them than chance gives in a corpus of this size. */
static int are_same_wording(
	const remarks *r, const statement *a, const statement *b, apo__arena *scratch)
{
	const apo_document *x = r->t->corpus->documents[a->document],
			   *y = r->t->corpus->documents[b->document];
	double shared[2];
	if (a->document == b->document || strcmp(x->lang, y->lang) != 0)
		return 0;
	apo__content_shared(r->t, x, a->inner, y, b->inner, scratch, shared);
	uint32_t fewer = a->words < b->words ? a->words : b->words;
	double more = shared[0] > shared[1] ? shared[0] : shared[1];
	int alike = (shared[0] >= SAME_WORDING && shared[1] >= SAME_WORDING) ||
		    (more >= WITHIN && fewer >= FEWEST_WITHIN);
	return alike && apo__wording_tells(r->t, x, a->inner, y, b->inner, scratch) >=
				2 * log((double)r->words + 1) - log(BY_CHANCE);
}

/* Statements that have the words in common that tell most are compared; of those that have one word, the first and the last. */
static void join_same_wording(remarks *r)
{
	apo__arena *memory = apo__arena_child(r->t->arena),
		   *scratch = apo__arena_child(r->t->arena);
	APO__VECTOR(uint32_list) holders = {0};
	apo__map lists;
	uint32_t *common = apo__alloc_array(memory, r->statements.count + 1, sizeof *common);
	apo__map_init(&lists, memory);
	for (uint32_t i = 0; i < r->statements.count; i++) {
		telling_word words[MOST_KEYS];
		uint32_list touched = {0};
		uint32_t count = telling_words(r, &r->statements.items[i], words, scratch);
		for (uint32_t k = 0; k < count; k++) {
			uint32_t known = lists.count,
				 at = *apo__map_add(&lists, words[k].key, holders.count);
			if (lists.count > known)
				*apo__push(memory, &holders) = (uint32_list){0};
			uint32_list *list = &holders.items[at];
			for (uint32_t n = 0; n < list->count; n++) {
				if (n == ENDS && list->count > 2 * ENDS)
					n = list->count - ENDS;
				if (!common[list->items[n]]++)
					*apo__push(scratch, &touched) = list->items[n];
			}
			*apo__push(memory, list) = i;
		}
		for (uint32_t n = 0; n < touched.count; n++) {
			uint32_t j = touched.items[n];
			if ((common[j] >= FEWEST_KEYS || common[j] == count) &&
				root_of(r, i) != root_of(r, j) &&
				are_same_wording(r, &r->statements.items[j],
					&r->statements.items[i], scratch))
				join(r, j, i);
			common[j] = 0;
		}
		apo__arena_reset(scratch);
	}
	apo__arena_free(scratch);
	apo__arena_free(memory);
}

/* The statement of a document that touches a segment, APO_NONE when there is none. */
static uint32_t statement_in(const remarks *r, uint32_t document, uint32_t segment)
{
	const apo_document *d = r->t->corpus->documents[document];
	for (uint32_t i = r->first[document]; i < r->first[document + 1]; i++) {
		const apo_quote *q = &d->quotes[r->statements.items[i].quote];
		if (q->first_segment <= segment && segment <= q->last_segment)
			return i;
	}
	return APO_NONE;
}

/* Two statements of different documents and how much speaks for their being one remark. */
typedef struct {
	uint32_t a, b;
	double weight;
} match;
typedef APO__VECTOR(match) match_list;

static int by_weight(const void *x, const void *y)
{
	const match *a = x, *b = y;
	if (a->weight != b->weight)
		return a->weight < b->weight ? 1 : -1;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return a->b < b->b ? -1 : a->b > b->b;
}

static uint32_t segments_of(const remarks *r, uint32_t i)
{
	const statement *s = &r->statements.items[i];
	const apo_quote *q = &r->t->corpus->documents[s->document]->quotes[s->quote];
	return q->last_segment - q->first_segment + 1;
}

/* Statements whose segments are linked, each pair once; weight: the links' scores over the segments of the longer. */
static match_list linked_statements(
	const remarks *r, const apo__pair_evidence *pair, apo__arena *scratch)
{
	match_list matches = {0};
	apo__map places;
	apo__map_init(&places, scratch);
	for (uint32_t i = 0; i < pair->link_count; i++) {
		uint32_t a = statement_in(r, pair->a, pair->links[i].a),
			 b = statement_in(r, pair->b, pair->links[i].b);
		if (a == APO_NONE || b == APO_NONE)
			continue;
		uint32_t known = places.count;
		uint32_t *place = apo__map_add(&places, (uint64_t)a << 32 | b, matches.count);
		if (places.count > known)
			*apo__push(scratch, &matches) = (match){a, b, 0};
		matches.items[*place].weight += pair->links[i].score;
	}
	for (uint32_t i = 0; i < matches.count; i++) {
		match *m = &matches.items[i];
		uint32_t x = segments_of(r, m->a), y = segments_of(r, m->b);
		m->weight /= x > y ? x : y;
	}
	return matches;
}

/* Whether some document has a wording in both remarks: then they are two remarks, whatever links them. */
static int are_apart(remarks *r, uint32_t a, uint32_t b)
{
	uint32_t x = root_of(r, a), y = root_of(r, b);
	for (uint32_t i = 0; x != y && i < r->statements.count; i++)
		for (uint32_t k = r->first[r->statements.items[i].document];
			root_of(r, i) == x && k < r->first[r->statements.items[i].document + 1];
			k++)
			if (root_of(r, k) == y)
				return 1;
	return 0;
}

/* Join linked statements, the surest first, each with one of the other document at most. */
static void join_linked(remarks *r, const apo__pair_evidence *pair, apo__arena *scratch)
{
	const apo_document *x = r->t->corpus->documents[pair->a],
			   *y = r->t->corpus->documents[pair->b];
	int same_language = !strcmp(x->lang, y->lang);
	match_list matches = linked_statements(r, pair, scratch);
	unsigned char *taken = apo__alloc(scratch, r->statements.count + 1);
	if (matches.count)
		qsort(matches.items, matches.count, sizeof *matches.items, by_weight);
	for (uint32_t i = 0; i < matches.count; i++) {
		const match *m = &matches.items[i];
		double shared[2] = {1, 1};
		if (taken[m->a] || taken[m->b] || are_apart(r, m->a, m->b))
			continue;
		if (same_language)
			apo__content_shared(r->t, x, r->statements.items[m->a].inner, y,
				r->statements.items[m->b].inner, scratch, shared);
		if ((shared[0] + shared[1]) / 2 < LINKED_WORDING || m->weight < LEAST_WEIGHT)
			continue;
		taken[m->a] = taken[m->b] = 1;
		join(r, m->a, m->b);
	}
}

static const apo_attribution *report_in(const apo_document *document, uint32_t segment)
{
	for (uint32_t i = 0; i < document->attribution_count; i++) {
		const apo_attribution *a = &document->attributions[i];
		if (a->segment == segment && a->quote == APO_NONE && a->type == APO_SOURCE_PERSON)
			return a;
	}
	return NULL;
}

/* Whether the document of a report quotes the same remark: then the report adds nothing. */
static int quotes_it_too(remarks *r, uint32_t document, uint32_t remark)
{
	for (uint32_t i = r->first[document]; i < r->first[document + 1]; i++)
		if (root_of(r, i) == root_of(r, remark))
			return 1;
	return 0;
}

/* Reported speech of one document whose words are those of a linked quotation of the other. */
static void add_reports(
	remarks *r, const apo__pair_evidence *pair, apo__map *added, apo__arena *scratch)
{
	apo_document *const *documents = r->t->corpus->documents;
	if (strcmp(documents[pair->a]->lang, documents[pair->b]->lang) != 0)
		return;
	for (uint32_t i = 0; i < pair->link_count * 2; i++) {
		const apo__segment_link *link = &pair->links[i / 2];
		uint32_t quoting = i % 2 ? pair->b : pair->a, reporting = i % 2 ? pair->a : pair->b;
		uint32_t segment = i % 2 ? link->a : link->b;
		uint32_t quoted = statement_in(r, quoting, i % 2 ? link->b : link->a);
		const apo_document *document = documents[reporting];
		const apo_attribution *report = report_in(document, segment);
		if (quoted == APO_NONE || !report || apo__quote_in(document, segment) != APO_NONE ||
			quotes_it_too(r, reporting, quoted))
			continue;
		apo_span span = report->scope.begin == APO_NONE ? document->segments[segment].span
								: report->scope;
		double shared[2];
		apo__content_shared(r->t, documents[quoting], r->statements.items[quoted].inner,
			document, span, scratch, shared);
		uint32_t known = added->count;
		if (shared[1] < REPORTED)
			continue;
		apo__map_add(added, (uint64_t)reporting << 32 | segment, 0);
		if (added->count == known)
			continue;
		*apo__push(r->t->arena, &r->statements) = (statement){reporting, APO_NONE, span,
			span, count_words(document, span), report->name, r->statements.count - 1};
		join(r, quoted, r->statements.count - 1);
	}
}

/* ---- status --------------------------------------------------------------------------------- */

typedef struct {
	remarks *r;
	const uint32_t *depths;
	uint32_t *members; /* statements of one remark, nearest to the origin first */
	uint32_t count;
} group;

static int compare_members(const group *g, uint32_t x, uint32_t y)
{
	const statement *a = &g->r->statements.items[x], *b = &g->r->statements.items[y];
	const apo_corpus *corpus = g->r->t->corpus;
	if ((a->quote == APO_NONE) != (b->quote == APO_NONE))
		return a->quote == APO_NONE ? 1 : -1;
	if (g->depths[a->document] != g->depths[b->document])
		return g->depths[a->document] < g->depths[b->document] ? -1 : 1;
	int order = apo_instant_compare(
		&corpus->documents[a->document]->time, &corpus->documents[b->document]->time);
	return order ? order : x < y ? -1 : x > y;
}

/* Groups are small: insertion keeps the order stable without a context for qsort. */
static void add_member(group *g, uint32_t member)
{
	uint32_t at = g->count++;
	while (at && compare_members(g, member, g->members[at - 1]) < 0) {
		g->members[at] = g->members[at - 1];
		at--;
	}
	g->members[at] = member;
}

/* Wording of a member against what the document nearest to the origin in its language has, which may say it twice: exact when it is
 * one of these, else what differs from the first. What is passed on as another changed it is altered. */
static void compare_wording(const group *g, uint32_t place, apo_variant *variant)
{
	const statement *s = &g->r->statements.items[g->members[place]];
	apo_document *const *documents = g->r->t->corpus->documents;
	uint32_t origin = APO_NONE;
	variant->status = APO_QUOTE_EXACT; /* a faithful rendering, as far as is known */
	for (uint32_t i = 0, compared = 0; i < place && compared < MOST_COMPARED; i++) {
		const statement *other = &g->r->statements.items[g->members[i]];
		if (other->quote == APO_NONE || (origin != APO_NONE && other->document != origin) ||
			strcmp(documents[other->document]->lang, documents[s->document]->lang) != 0)
			continue;
		origin = other->document;
		apo__quote_wording wording = apo__quote_compare(g->r->t, documents[other->document],
			other->inner, documents[s->document], s->inner);
		if (!compared++ || !wording.difference) {
			variant->status = wording.difference ? APO_QUOTE_ALTERED : APO_QUOTE_EXACT;
			variant->difference = wording.difference;
			variant->severity = wording.severity;
		}
		if (!wording.difference)
			return;
	}
}

/* Whether a span stands in another document byte for byte, marks and all: then it was quoted there, wherever that was seen to end. */
static int stands_in(const apo_document *other, const apo_document *document, apo_span span)
{
	const char *text = document->text + span.begin, *at = other->text;
	size_t size = span.end - span.begin, left = other->size;
	while (left >= size && (at = memchr(at, *text, left - size + 1))) {
		if (!memcmp(at, text, size))
			return 1;
		at++;
		left = other->size - (size_t)(at - other->text);
	}
	return 0;
}

/* Whether a quotation that no one else quotes rests on narration of a parent. */
static int rests_on_narration(const apo__tracing *t, const statement *s, apo__arena *scratch)
{
	const apo_document *document = t->corpus->documents[s->document];
	const apo_quote *q = &document->quotes[s->quote];
	for (size_t i = 0; i < t->trace->edge_count; i++) {
		const apo_edge *e = &t->trace->edges[i];
		const apo_document *parent = t->corpus->documents[e->parent];
		int sure = e->direction_known && e->confidence >= SURE;
		for (size_t k = 0; sure && e->child == s->document && k < e->evidence_count; k++) {
			uint32_t segment = apo__segment_at(document, e->evidence[k].child.begin);
			uint32_t there = apo__segment_at(parent, e->evidence[k].parent.begin);
			if (segment < q->first_segment || segment > q->last_segment ||
				apo__quote_in(parent, there) != APO_NONE)
				continue;
			double shared[2] = {0, 0};
			if (!strcmp(parent->lang, document->lang))
				apo__wording_shared(parent, e->evidence[k].parent, document,
					s->inner, scratch, shared);
			if (shared[1] >= NARRATED && !stands_in(parent, document, s->span))
				return 1;
		}
	}
	return 0;
}

static void finish_group(group *g, apo_remark *remark, uint32_t number, apo__arena *scratch)
{
	apo__tracing *t = g->r->t;
	apo_variant *variants = apo__alloc_array(t->arena, g->count, sizeof *variants);
	uint32_t quoted = 0;
	for (uint32_t i = 0; i < g->count; i++)
		quoted += g->r->statements.items[g->members[i]].quote != APO_NONE;
	for (uint32_t i = 0; i < g->count; i++) {
		const statement *s = &g->r->statements.items[g->members[i]];
		variants[i] = (apo_variant){s->document, s->span, APO_QUOTE_ORIGINAL, NULL, 0};
		if (s->quote == APO_NONE)
			variants[i].status = APO_QUOTE_INDIRECT;
		else if (i)
			compare_wording(g, i, &variants[i]);
		else if (quoted == 1 && rests_on_narration(t, s, scratch))
			variants[i].status = APO_QUOTE_FABRICATED;
		if (!remark->speaker)
			remark->speaker = s->speaker;
	}
	remark->id = apo__sprintf(t->arena, "q%u", number);
	remark->variants = variants;
	remark->count = g->count;
}

/* In texts that have nothing to do with each other, a link of segments joins no remarks: their words must. */
static int may_share_remarks(const apo__tracing *t, const apo__pair_evidence *pair)
{
	return pair->related || pair->linked || t->family[pair->a] == t->family[pair->b];
}

void apo__remarks_find(apo__tracing *t)
{
	remarks r = {.t = t};
	apo__arena *scratch = apo__arena_child(t->arena);
	apo__map added;
	APO__VECTOR(apo_remark) out = {0};
	apo__map_init(&added, scratch);
	r.first = apo__alloc_array(t->arena, t->corpus->count + 2, sizeof *r.first);
	collect(&r);
	join_same_wording(&r);
	for (uint32_t i = 0; i < t->pair_count; i++)
		if (may_share_remarks(t, &t->pairs[i]))
			join_linked(&r, &t->pairs[i], scratch);
	for (uint32_t i = 0; i < t->pair_count; i++)
		if (may_share_remarks(t, &t->pairs[i]))
			add_reports(&r, &t->pairs[i], &added, scratch);
	group g = {.r = &r, .depths = apo__depths(t, scratch)};
	g.members = apo__alloc_array(scratch, r.statements.count + 1, sizeof *g.members);
	apo__item_lists members =
		apo__item_lists_new(scratch, r.statements.count, r.statements.count);
	for (uint32_t i = r.statements.count; i-- > 0;)
		apo__item_lists_put(&members, root_of(&r, i), i);
	for (uint32_t i = 0; i < r.statements.count; i++) {
		if (root_of(&r, i) != i)
			continue;
		g.count = 0;
		for (uint32_t k = members.first[i]; k; k = members.next[k - 1])
			add_member(&g, k - 1);
		apo_remark *remark = apo__push(t->arena, &out);
		finish_group(&g, remark, out.count, scratch);
	}
	t->trace->remarks = out.items;
	t->trace->remark_count = out.count;
	apo__arena_free(scratch);
}
