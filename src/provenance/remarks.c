/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which statements are one remark. Quotations of different documents are joined when their words agree, or when the documents'
 * segments that hold them are linked; where one document quotes and another reports, the report is an indirect wording. Cost:
 * statements x links of their pairs.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "provenance/remarks.h"
#include "text/document/tokens.h"

/* Set on the project's own corpora (forged-painting, nato-rutte). */
#define SAME_WORDING   .55 /* of both sides' words, in order */
#define WITHIN	       .80 /* of the shorter side's words */
#define LINKED_WORDING .30 /* enough when the segments are linked too */
#define UNLIKE	       .15 /* likeness of two statements in two languages that are not one remark */
#define LEAST_WEIGHT   .40 /* of links, where the wording cannot show it */
#define REPORTED       .40 /* of the words of reported speech */
#define FEWEST_WORDS   4u
#define FEWEST_WITHIN  5u /* words of a statement that is within another */

/* Chance: pairs of statements that have so telling words in common though no one repeats the other, expected in the whole
 * corpus. One in a thousand corpora, set by hand. */
#define BY_CHANCE .001
enum {
	MOST_KEYS = 8,	  /* words by which a statement is looked up: those that show most */
	FEWEST_KEYS = 2,  /* of them in common */
	ENDS = 8,	  /* statements at either end of a list that are looked at */
	MOST_COMPARED = 8 /* members of a remark that another one is compared with */
};
typedef APO__VECTOR(uint32_t) uint32_list;

typedef struct {
	apo__tracing *t;
	APO__VECTOR(apo__statement) statements;
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
	uint32_t by = document->quotes[quote].attribution;
	return by == APO_NONE ? NULL : &document->attributions[by];
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
			!(document->attributions[i].flags & APO_ATTRIBUTION_ATTITUDE) &&
			document->attributions[i].type == APO_SOURCE_PERSON)
			return 1;
	return 0;
}

/* A speaker without a name is shown by the words that stand for it: "ein Polizeisprecher". */
static const char *speaker_of(
	const remarks *r, const apo_document *document, const apo_attribution *by)
{
	if (!by || by->name || by->type != APO_SOURCE_UNNAMED || by->source.begin == APO_NONE)
		return by ? by->name : NULL;
	return apo__strndup(
		r->t->arena, document->text + by->source.begin, by->source.end - by->source.begin);
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
			uint32_t place = r->statements.count;
			*apo__push(r->t->arena, &r->statements) = (apo__statement){
				d, i, q->span, q->inner, words, speaker_of(r, document, by), place};
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

/* The words of a statement that show most, each once. */
static uint32_t telling_words(
	const remarks *r, const apo__statement *s, telling_word out[MOST_KEYS], apo__arena *scratch)
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
	const remarks *r, const apo__statement *a, const apo__statement *b, apo__arena *scratch)
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

/* Statements that have the words in common that show most are compared; of those that have one word, the first and the last. */
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
	const apo__statement *s = &r->statements.items[i];
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

/* The first word that begins at or after an offset. */
static uint32_t word_at(const apo__words *words, uint32_t offset)
{
	uint32_t low = 0, high = words->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (words->words[middle].span.begin < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The words that begin in a span, as one segment, whose `first` is `places`. */
static apo__words words_within(const apo__words *words, apo_span span, uint32_t places[2])
{
	uint32_t first = word_at(words, span.begin), end = word_at(words, span.end);
	places[0] = 0;
	places[1] = end - first;
	return (apo__words){words->words + first, end - first, places};
}

/* How alike two statements in two languages are, 0..1, by the lexicons. */
static double likeness(const apo_lexicons *lexicons, const apo__words words[2], apo_span a,
	apo_span b, apo__arena *scratch)
{
	const uint32_t only = 0;
	uint32_t places[2][2];
	apo__words x = words_within(&words[0], a, places[0]),
		   y = words_within(&words[1], b, places[1]);
	return apo__segments_similarity(lexicons, &x, &only, 1, &y, &only, 1, scratch);
}

/* Whether a statement is another wording of what its own document has in the remark of `other`. */
static int repeats(remarks *r, uint32_t statement, uint32_t other, apo__arena *scratch)
{
	const apo__statement *s = &r->statements.items[statement];
	const apo_document *document = r->t->corpus->documents[s->document];
	if (root_of(r, statement) != statement)
		return 0;
	for (uint32_t i = r->first[s->document]; i < r->first[s->document + 1]; i++) {
		double shared[2];
		if (i == statement || root_of(r, i) != root_of(r, other))
			continue;
		apo__content_shared(r->t, document, s->inner, document,
			r->statements.items[i].inner, scratch, shared);
		if (shared[0] >= SAME_WORDING && shared[1] >= SAME_WORDING)
			return 1;
	}
	return 0;
}

/* Join linked statements, the surest first, each with one of the other document at most. */
static void join_linked(remarks *r, const apo__pair_evidence *pair, apo__arena *scratch)
{
	const apo_document *x = r->t->corpus->documents[pair->a],
			   *y = r->t->corpus->documents[pair->b];
	int same_language = !strcmp(x->lang, y->lang);
	match_list matches = linked_statements(r, pair, scratch);
	const apo_lexicons *lexicons = matches.count ? apo__reuse_lexicons(r->t, x, y, NULL) : NULL;
	apo__words words[2] = {{0}, {0}};
	if (!same_language && lexicons) {
		words[0] = apo__lexicon_words(lexicons, APO__SOURCE, x, scratch);
		words[1] = apo__lexicon_words(lexicons, APO__TARGET, y, scratch);
	}
	unsigned char *taken = apo__alloc(scratch, r->statements.count + 1);
	if (matches.count)
		qsort(matches.items, matches.count, sizeof *matches.items, by_weight);
	for (uint32_t i = 0; i < matches.count; i++) {
		const match *m = &matches.items[i];
		double shared[2] = {1, 1};
		if (same_language &&
			(repeats(r, m->a, m->b, scratch) || repeats(r, m->b, m->a, scratch))) {
			join(r, m->a, m->b);
			continue;
		}
		if (taken[m->a] || taken[m->b] || are_apart(r, m->a, m->b))
			continue;
		if (same_language)
			apo__content_shared(r->t, x, r->statements.items[m->a].inner, y,
				r->statements.items[m->b].inner, scratch, shared);
		else if (lexicons && likeness(lexicons, words, r->statements.items[m->a].inner,
					     r->statements.items[m->b].inner, scratch) < UNLIKE)
			continue;
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
		if (a->segment == segment && a->quote == APO_NONE && a->type == APO_SOURCE_PERSON &&
			!(a->flags & APO_ATTRIBUTION_ATTITUDE))
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
		uint32_t place = r->statements.count;
		*apo__push(r->t->arena, &r->statements) = (apo__statement){reporting, APO_NONE,
			span, span, count_words(document, span), report->name, place};
		join(r, quoted, place);
	}
}

/* In texts that have nothing to do with each other, a link of segments joins no remarks: their words must. */
static int may_share_remarks(const apo__tracing *t, const apo__pair_evidence *pair)
{
	return pair->related || pair->linked || t->family[pair->a] == t->family[pair->b];
}

/* Whether the words of a quotation are those of another member in its language, where there is one: members that only other
 * languages join may be two remarks. */
static int fits(const remarks *r, const apo__remark_group *g, uint32_t i, apo__arena *scratch)
{
	const apo__statement *s = &r->statements.items[i];
	apo_document *const *documents = r->t->corpus->documents;
	uint32_t compared = 0;
	for (uint32_t k = 0; k < g->count && compared < MOST_COMPARED; k++) {
		const apo__statement *other = &r->statements.items[g->members[k]];
		double shared[2];
		if (s->quote == APO_NONE || other->quote == APO_NONE ||
			strcmp(documents[s->document]->lang, documents[other->document]->lang) != 0)
			continue;
		apo__content_shared(r->t, documents[s->document], s->inner,
			documents[other->document], other->inner, scratch, shared);
		if ((shared[0] + shared[1]) / 2 >= LINKED_WORDING)
			return 1;
		compared++;
	}
	return !compared;
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
	apo__remark_group g = {
		.t = t, .statements = r.statements.items, .depths = apo__depths(t, scratch)};
	g.members = apo__alloc_array(scratch, r.statements.count + 1, sizeof *g.members);
	apo__item_lists members =
		apo__item_lists_new(scratch, r.statements.count, r.statements.count);
	for (uint32_t i = r.statements.count; i-- > 0;)
		apo__item_lists_put(&members, root_of(&r, i), i);
	for (uint32_t i = 0; i < r.statements.count; i++) {
		uint32_list apart = {0};
		if (root_of(&r, i) != i)
			continue;
		g.count = 0;
		for (uint32_t k = members.first[i]; k; k = members.next[k - 1])
			if (fits(&r, &g, k - 1, scratch))
				apo__remark_add(&g, k - 1);
			else
				*apo__push(scratch, &apart) = k - 1;
		uint32_t number = out.count;
		*apo__push(t->arena, &out) = apo__remark_of(&g, ++number, scratch);
		for (uint32_t k = 0; k < apart.count; k++) {
			g.count = 0;
			apo__remark_add(&g, apart.items[k]);
			*apo__push(t->arena, &out) = apo__remark_of(&g, ++number, scratch);
		}
	}
	t->trace->remarks = out.items;
	t->trace->remark_count = out.count;
	apo__arena_free(scratch);
}
