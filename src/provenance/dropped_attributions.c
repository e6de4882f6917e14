/* SPDX-License-Identifier: Apache-2.0 */
/* What became of the attributions: how a document credits its parent, which sources outside the corpus are named, which attributions
 * were dropped or changed on the way, and which passages were copied without one. Cost: attributions x links of an edge. */
#include <stdlib.h>
#include <string.h>

#include "fidelity/evidence/evidence.h"
#include "provenance/collation.h"
#include "text/document/tokens.h"
#include "text/language/context.h"
#include "text/language/language.h"
#include "text/unicode/fold.h"

/* Set by hand. */
#define COPIED_WORDS 8u /* a run that no one writes twice by chance */
#define COMMON_WORDS                                                                               \
	12u /* narration that two documents share though neither follows from the other */
#define LONGEST_CODE 4u /* letters of an agency's code in a line of attribution */
#define LETTERS	     "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* Whether the words that name an unnamed source are words for the press ("a newspaper", "media reports"). */
static int speaks_of_media(
	const apo__tracing *t, const apo_document *document, const apo_attribution *a)
{
	const apo__language *language = apo__language_get(t->context, document->lang);
	uint32_t first, end;
	if (!language || a->name)
		return 0;
	const apo__lang_section *nouns = apo__language_section(language, "media-nouns");
	apo__tokens_in(document, a->span, &first, &end);
	for (uint32_t i = first; i < end; i++)
		if (apo__lang_find(
			    nouns, document->tokens[i].form, strlen(document->tokens[i].form)))
			return 1;
	return 0;
}

static apo_attribution_status attribution_of(apo__tracing *t, const apo_edge *edge)
{
	const apo_document *child = t->corpus->documents[edge->child];
	apo_attribution_status status = APO_ATTRIBUTION_NONE;
	if (apo__names_publisher(t, edge->child, edge->parent))
		return APO_ATTRIBUTION_NAMED;
	for (uint32_t i = 0; i < child->attribution_count; i++) {
		const apo_attribution *a = &child->attributions[i];
		int own_name = apo__is_source(t, a->name, child->publisher);
		if (a->type == APO_SOURCE_BYLINE || (own_name && a->type == APO_SOURCE_OUTLET))
			status = APO_ATTRIBUTION_FALSE; /* claims to be its own work */
		else if (status == APO_ATTRIBUTION_NONE && speaks_of_media(t, child, a))
			status = APO_ATTRIBUTION_VAGUE;
	}
	return status;
}

/* An agency or outlet that the parent credits, and that the child names in whatever form: it credits what the parent rests on. */
static const char *medium_of_both(const apo__tracing *t, const apo_edge *edge)
{
	const apo_document *child = t->corpus->documents[edge->child],
			   *parent = t->corpus->documents[edge->parent];
	for (uint32_t i = 0; i < parent->attribution_count; i++) {
		const apo_attribution *a = &parent->attributions[i];
		if (apo__is_to_medium(a) && !apo__is_source(t, a->name, child->publisher) &&
			!apo__is_source(t, a->name, parent->publisher) &&
			(apo__attributed_has_same(&t->attributed[edge->child], parent, a) ||
				apo__mentions(t, child, (apo_span){0, child->size}, a->name)))
			return a->name;
	}
	return NULL;
}

static int is_origin(const apo_attribution *a)
{
	return a->name && !(a->flags & APO_ATTRIBUTION_ATTITUDE) && a->type != APO_SOURCE_PERSON &&
	       a->type != APO_SOURCE_UNNAMED && a->type != APO_SOURCE_BYLINE;
}

typedef APO__VECTOR(apo_upstream) upstream_list;
typedef APO__VECTOR(uint32_t) document_list;

static void find_upstream(apo__tracing *t, upstream_list *out)
{
	APO__VECTOR(document_list) lists = {0};
	apo__sources publishers, known;
	apo__publishers_read(t, &publishers);
	apo__sources_init(&known, t->context, t->arena);
	for (uint32_t d = 0; d < t->corpus->count; d++) {
		const apo_document *document = t->corpus->documents[d];
		for (uint32_t i = 0; i < document->attribution_count; i++) {
			const apo_attribution *a = &document->attributions[i];
			if (!is_origin(a) || apo__sources_find(&publishers, a->name) != APO_NONE)
				continue;
			uint32_t k = apo__sources_find(&known, a->name);
			if (k == APO_NONE) {
				k = apo__sources_add(&known, a->name, 0);
				*apo__push(t->arena, out) =
					(apo_upstream){.source = a->name, .type = a->type};
				*apo__push(t->arena, &lists) = (document_list){0};
			}
			document_list *list = &lists.items[k];
			if (!list->count || list->items[list->count - 1] != d)
				*apo__push(t->arena, list) = d;
		}
	}
	for (uint32_t k = 0; k < out->count; k++) {
		out->items[k].documents = lists.items[k].items;
		out->items[k].count = lists.items[k].count;
	}
}

/* Documents that follow from one another by whatever steps, or are copies of one text, have one number. */
static uint32_t *related_groups(const apo__tracing *t)
{
	size_t count = t->corpus->count;
	uint32_t *group = apo__alloc_array(t->arena, count + 1, sizeof *group);
	for (uint32_t d = 0; d < count; d++)
		group[d] = d;
	for (uint32_t d = 0; d < count; d++)
		apo__unite(group, d, t->family[d]);
	for (size_t i = 0; i < t->trace->edge_count; i++)
		apo__unite(group, t->trace->edges[i].child, t->trace->edges[i].parent);
	return group;
}

static int is_one_publisher(const apo__tracing *t, uint32_t a, uint32_t b)
{
	return apo__is_source(
		t, t->corpus->documents[a]->publisher, t->corpus->documents[b]->publisher);
}

/* Whether two documents share narration word for word though nothing that is known explains it: neither follows from the other, they
 * have no document in common from which they follow, name no agency that both rest on, and are not of one publisher. */
static int shares_unexplained(
	const apo__tracing *t, uint32_t *related, const apo__pair_evidence *pair)
{
	int common = 0;
	for (uint32_t k = 0; k < pair->run_count; k++)
		common |= pair->runs[k].narrated >= COMMON_WORDS;
	return common && apo__root(related, pair->a) != apo__root(related, pair->b) &&
	       !apo__wire_of_both(t, pair->a, pair->b) && !is_one_publisher(t, pair->a, pair->b);
}

static void infer_common_sources(apo__tracing *t, uint32_t *related, upstream_list *out)
{
	size_t count = t->corpus->count;
	uint32_t *group = apo__alloc_array(t->arena, count + 1, sizeof *group);
	for (uint32_t d = 0; d < count; d++)
		group[d] = d;
	for (uint32_t i = 0; i < t->pair_count; i++)
		if (shares_unexplained(t, related, &t->pairs[i]))
			apo__unite(group, t->pairs[i].a, t->pairs[i].b);
	apo__item_lists members = apo__item_lists_new(t->arena, count, count);
	for (uint32_t d = (uint32_t)count; d-- > 0;)
		apo__item_lists_put(&members, apo__root(group, d), d);
	unsigned number = 0;
	for (uint32_t g = 0; g < count; g++) {
		document_list documents = {0};
		for (uint32_t m = members.first[g]; m; m = members.next[m - 1])
			*apo__push(t->arena, &documents) = m - 1;
		if (documents.count > 1)
			*apo__push(t->arena, out) =
				(apo_upstream){apo__sprintf(t->arena, "common source %u", ++number),
					APO_SOURCE_UNNAMED, 1, documents.items, documents.count};
	}
}

/* The passage of the child that stands for one of these segments of the parent, the first that has one; APO_SPAN_NONE when there is none. */
static apo_span linked_passage(
	const apo__tracing *t, const apo_edge *edge, uint32_t first, uint32_t last)
{
	const apo_document *parent = t->corpus->documents[edge->parent];
	apo_span best = APO_SPAN_NONE;
	uint32_t at = APO_NONE;
	double score = 0;
	for (size_t i = 0; i < edge->evidence_count; i++) {
		const apo_evidence *e = &edge->evidence[i];
		uint32_t segment = apo__segment_at(parent, e->parent.begin);
		if (segment < first || segment > last || segment > at ||
			(segment == at && e->score <= score))
			continue;
		at = segment;
		score = e->score;
		best = e->child;
	}
	return best;
}

/* The longest run of words that the child has from a segment of the parent; APO_SPAN_NONE when there is none. */
static apo_span copied_from(const apo__tracing *t, const apo_edge *edge, uint32_t segment)
{
	int child_is_b;
	const apo__pair_evidence *pair = apo__pair_of(t, edge->child, edge->parent, &child_is_b);
	const apo_document *parent = t->corpus->documents[edge->parent];
	apo_span best = APO_SPAN_NONE;
	uint32_t words = COPIED_WORDS - 1;
	for (uint32_t i = 0; pair && i < pair->run_count; i++) {
		const apo__shared_run *run = &pair->runs[i];
		apo_span there = child_is_b ? run->b : run->a, here = child_is_b ? run->a : run->b;
		if (run->words <= words || apo__segment_at(parent, here.begin) != segment)
			continue;
		words = run->words;
		best = there;
	}
	return best;
}

/* All that the child has from its parent; APO_SPAN_NONE when that is not known. */
static apo_span all_passages(const apo_edge *edge)
{
	apo_span all = APO_SPAN_NONE;
	for (size_t i = 0; i < edge->evidence_count; i++) {
		apo_span here = edge->evidence[i].child;
		all.begin = !i || here.begin < all.begin ? here.begin : all.begin;
		all.end = !i || here.end > all.end ? here.end : all.end;
	}
	return all;
}

static int is_for_whole_text(const apo_document *document, const apo_attribution *a)
{
	return a->scope.begin == 0 && a->scope.end == document->size;
}

/* What of the child an attribution of the parent would be for: the passage that stands for its segment or for the quotation that it
 * credits, or words that the child has from there; for an attribution of the whole text that is in no such passage, all that the child
 * has. APO_SPAN_NONE when there is none. */
static apo_span counterpart(const apo__tracing *t, const apo_edge *edge, const apo_attribution *a)
{
	const apo_document *parent = t->corpus->documents[edge->parent];
	apo_span there = linked_passage(t, edge, a->segment, a->segment);
	if (there.begin == APO_NONE && a->quote != APO_NONE)
		there = linked_passage(t, edge, parent->quotes[a->quote].first_segment,
			parent->quotes[a->quote].last_segment);
	if (there.begin == APO_NONE)
		there = copied_from(t, edge, a->segment);
	if (there.begin == APO_NONE && is_for_whole_text(parent, a))
		there = all_passages(edge);
	return there;
}

typedef APO__VECTOR(apo_dropped_attribution) dropped_list;

/* Whether a passage of the child credits whom the parent credits in `a`. */
static int credited_there(const apo__tracing *t, const apo_document *child, apo_span passage,
	const apo_attribution *a)
{
	for (uint32_t i = 0; i < child->attribution_count; i++) {
		const apo_attribution *own = &child->attributions[i];
		int touches = own->span.begin < passage.end && passage.begin < own->span.end;
		if (touches && apo__is_source(t, own->name, a->name))
			return 1;
	}
	/* nobody mentions a medium where it has said nothing */
	return apo__is_to_medium(a) && apo__mentions(t, child, passage, a->name);
}

/* Whether a name stands anywhere in the child, looked up once. */
static int is_named(
	const apo__tracing *t, const apo_document *child, const char *name, apo__map *named)
{
	uint32_t known = named->count, *yes = apo__map_add(named, apo__hash(name, strlen(name)), 0);
	if (named->count > known)
		*yes = (uint32_t)apo__mentions(t, child, (apo_span){0, child->size}, name);
	return *yes != 0;
}

/* Whether a word of the child begins with a part of a name, folded: "merkels" with that of Angela Merkel. */
static int begins_with_part(const apo_document *child, const char *name)
{
	for (size_t size; *name; name += size + (name[size] == ' ')) {
		size = strcspn(name, " ");
		for (uint32_t i = 0; size && i < child->token_count; i++)
			if (!strncmp(child->tokens[i].form, name, size))
				return 1;
	}
	return 0;
}

/* Whether the names of one document are written in the letters of the other. */
static int have_same_letters(const apo_document *a, const apo_document *b)
{
	int han[2] = {0, 0};
	for (int side = 0; side < 2; side++) {
		const apo_document *d = side ? b : a;
		for (uint32_t i = 0; i < d->token_count && !han[side]; i++)
			han[side] = d->tokens[i].kind == APO_TOKEN_HAN;
	}
	return han[0] == han[1];
}

/* Whether a person may be named in the child, under whatever part of the name: one who is "a researcher" there is not. Other letters are
 * not looked for, nor is a single word in another language, which may be one for an office. Looked up once. */
static int may_be_named(
	const apo_document *parent, const apo_document *child, const char *name, apo__map *persons)
{
	uint32_t known = persons->count,
		 *yes = apo__map_add(persons, apo__hash(name, strlen(name)), 0);
	int foreign = strcmp(parent->lang, child->lang) != 0;
	if (persons->count > known)
		*yes = (foreign && (!strchr(name, ' ') || !have_same_letters(parent, child))) ||
		       begins_with_part(child, apo__fold(persons->arena, name, strlen(name)));
	return *yes != 0;
}

/* Whether a passage is credited to anybody. */
static int is_credited(const apo_document *child, apo_span passage)
{
	for (uint32_t i = 0; i < child->attribution_count; i++) {
		const apo_attribution *a = &child->attributions[i];
		if (is_for_whole_text(child, a))
			continue;
		if (a->span.begin < passage.end && passage.begin < a->span.end)
			return 1;
		if (a->scope.begin < passage.end && passage.begin < a->scope.end)
			return 1;
	}
	return 0;
}

/* Whether the letters of a code begin a word of the name and follow each other in it: "nkt", "Nordkontor". */
static int is_code_of(const char *code, const char *name)
{
	for (const char *word = name; *word; word++) {
		const char *letter = code;
		if ((word > name && word[-1] != ' ') || (*word | ' ') != (*code | ' '))
			continue;
		for (const char *c = word; *c && *letter; c++)
			letter += (*c | ' ') == (*letter | ' ');
		if (!*letter)
			return 1;
	}
	return 0;
}

/* The name that a document gives to the agency whose code it has in such a line; the attribution's own name where that is none, or
 * where several names have the code. */
static const char *name_in_full(const apo_document *document, const apo_attribution *attribution)
{
	size_t size = strlen(attribution->name);
	const char *full = NULL;
	if (attribution->type == APO_SOURCE_PERSON || size > LONGEST_CODE ||
		strspn(attribution->name, LETTERS) != size)
		return attribution->name;
	for (uint32_t i = 0; i < document->attribution_count; i++) {
		const apo_attribution *a = &document->attributions[i];
		if (!is_origin(a) || strlen(a->name) <= LONGEST_CODE ||
			(full && !strcmp(full, a->name)) || !is_code_of(attribution->name, a->name))
			continue;
		if (full)
			return attribution->name;
		full = a->name;
	}
	return full ? full : attribution->name;
}

/* The documents of a derivation, and what is known of its names and charges. */
typedef struct {
	const apo__tracing *t;
	const apo_edge *edge;
	const apo_document *child, *parent;
	apo__map named, persons, charged;
} dropping;

/* Whether a passage of the child lacks what `a` gives in the parent. Who has no name cannot be looked for: such a source is missing where
 * the passage is credited to nobody. A person is "she" after the first time, and whom the child credits may be anywhere for a credit of the
 * whole text. */
static int is_dropped(dropping *d, const apo_attribution *a, apo_span passage)
{
	if (!a->name)
		return a->type == APO_SOURCE_UNNAMED && !is_credited(d->child, passage);
	if (a->type == APO_SOURCE_PERSON ? may_be_named(d->parent, d->child, a->name, &d->persons)
					 : !is_origin(a))
		return 0;
	if (is_for_whole_text(d->parent, a) &&
		apo__attributed_has_same(&d->t->attributed[d->edge->child], d->parent, a))
		return 0;
	return !apo__is_source(d->t, a->name, d->child->publisher) &&
	       !credited_there(d->t, d->child, passage, a);
}

/* An attribution is dropped where the passage that took over the parent's words does not give it; one that the child gives elsewhere
 * counts too, for a reader of the passage does not see it. One source is charged once a passage. */
static void find_dropped(apo__tracing *t, const apo_edge *edge, dropped_list *out)
{
	apo__arena *scratch = apo__arena_child(t->arena);
	dropping d = {.t = t,
		.edge = edge,
		.child = t->corpus->documents[edge->child],
		.parent = t->corpus->documents[edge->parent]};
	apo__map_init(&d.named, scratch);
	apo__map_init(&d.persons, scratch);
	apo__map_init(&d.charged, scratch);
	for (uint32_t i = 0; i < d.parent->attribution_count; i++) {
		apo_attribution a = d.parent->attributions[i];
		apo_span there = counterpart(t, edge, &a);
		if (a.name)
			a.name = name_in_full(d.parent, &a);
		if (a.flags & APO_ATTRIBUTION_ATTITUDE || there.begin == APO_NONE ||
			!is_dropped(&d, &a, there))
			continue;
		uint64_t key = a.name ? apo__hash(a.name, strlen(a.name)) : 0;
		uint32_t known = d.charged.count;
		apo__map_add(&d.charged, key ^ there.begin, 0);
		if (d.charged.count > known)
			*apo__push(t->arena, out) = (apo_dropped_attribution){edge->child,
				edge->parent, a.name, a.span, there,
				a.name && (apo__attributed_has_same(
						   &t->attributed[edge->child], d.parent, &a) ||
						  is_named(t, d.child, a.name, &d.named))};
	}
	apo__arena_free(scratch);
}

typedef APO__VECTOR(apo_changed_attribution) changed_list;

/* Whether a word is one of those of a folded name. */
static int is_word_of(const char *name, const char *word)
{
	size_t size = strlen(word);
	for (const char *at = name; (at = strstr(at, word)); at++)
		if ((at == name || at[-1] == ' ') && (!at[size] || at[size] == ' '))
			return 1;
	return 0;
}

/* Whether the words of an attribution give a part of its name: who is "he" was found out from the sentences before, which a text that was
 * abridged does not all have. */
static int gives_name(apo__arena *arena, const apo_document *document, const apo_attribution *a)
{
	uint32_t first, end;
	if (a->source.begin == APO_NONE)
		return 0;
	const char *name = apo__fold(arena, a->name, strlen(a->name));
	apo__tokens_in(document, a->source, &first, &end);
	for (uint32_t i = first; i < end; i++)
		if (is_word_of(name, document->tokens[i].form))
			return 1;
	return 0;
}

/* Remarks whose speaker differs from the one that the wording nearest to the origin has, in a document that follows from that
 * one: of two reporters, who may have mistaken the other is not known. */
static void find_changed(apo__tracing *t, uint32_t *related, changed_list *out)
{
	for (size_t i = 0; i < t->trace->remark_count; i++) {
		const apo_remark *r = &t->trace->remarks[i];
		const char *speaker = NULL;
		for (size_t k = 0; k < r->count; k++) {
			const apo_document *document =
				t->corpus->documents[r->variants[k].document];
			const apo_document *origin = t->corpus->documents[r->variants[0].document];
			const apo_attribution *by = NULL;
			for (uint32_t n = 0; n < document->attribution_count && !by; n++) {
				const apo_attribution *a = &document->attributions[n];
				int here = a->quote != APO_NONE &&
					   document->quotes[a->quote].span.begin ==
						   r->variants[k].span.begin;
				if (here && a->type == APO_SOURCE_PERSON && a->name &&
					gives_name(t->arena, document, a))
					by = a;
			}
			if (by && !speaker)
				speaker = by->name;
			else if (by && !strcmp(origin->lang, document->lang) &&
				 apo__root(related, r->variants[k].document) ==
					 apo__root(related, r->variants[0].document) &&
				 !apo__persons_same(t->context, t->arena, speaker, by->name))
				*apo__push(t->arena, out) = (apo_changed_attribution){
					r->variants[k].document, by->span, by->name, speaker};
		}
	}
}

typedef APO__VECTOR(apo_copied_passage) copied_list;

static void add_copied(apo__tracing *t, const apo__pair_evidence *pair, int swapped, uint32_t least,
	int direction_known, copied_list *out)
{
	for (uint32_t i = 0; i < pair->run_count; i++) {
		const apo__shared_run *run = &pair->runs[i];
		if (run->narrated >= least)
			*apo__push(t->arena, out) =
				(apo_copied_passage){swapped ? pair->a : pair->b,
					swapped ? pair->b : pair->a, swapped ? run->a : run->b,
					swapped ? run->b : run->a, run->words, direction_known};
	}
}

static void find_copied(apo__tracing *t, const apo_edge *edge, copied_list *out)
{
	int swapped;
	const apo__pair_evidence *pair = apo__pair_of(t, edge->child, edge->parent, &swapped);
	if (pair && edge->attribution != APO_ATTRIBUTION_NAMED &&
		!apo__wire_of_both(t, edge->child, edge->parent) &&
		!is_one_publisher(t, edge->child, edge->parent))
		add_copied(t, pair, !swapped, COPIED_WORDS, edge->direction_known, out);
}

/* Long shared narration that no derivation explains: either may have it from the other or from a third. */
static void find_common(apo__tracing *t, uint32_t *related, copied_list *out)
{
	for (uint32_t i = 0; i < t->pair_count; i++)
		if (shares_unexplained(t, related, &t->pairs[i]))
			add_copied(
				t, &t->pairs[i], t->pairs[i].direction < 0, COMMON_WORDS, 0, out);
}

static int by_place(const void *x, const void *y)
{
	const apo_copied_passage *a = x, *b = y;
	if (a->child != b->child)
		return a->child < b->child ? -1 : 1;
	if (a->words != b->words)
		return a->words < b->words ? 1 : -1;
	if (a->child_span.begin != b->child_span.begin)
		return a->child_span.begin < b->child_span.begin ? -1 : 1;
	return a->parent < b->parent ? -1 : a->parent > b->parent;
}

/* Charge each passage once: where several documents have it, the longest run counts. */
static void keep_longest(copied_list *copied)
{
	uint32_t kept = 0, first = 0; /* of the child at hand */
	if (copied->count)
		qsort(copied->items, copied->count, sizeof *copied->items, by_place);
	for (uint32_t i = 0; i < copied->count; i++) {
		apo_copied_passage *c = &copied->items[i];
		int charged = 0;
		if (kept && copied->items[kept - 1].child != c->child)
			first = kept;
		for (uint32_t k = first; k < kept && !charged; k++)
			charged = apo__span_overlaps(copied->items[k].child_span, c->child_span);
		if (!charged)
			copied->items[kept++] = *c;
	}
	copied->count = kept;
}

void apo__dropped_attributions_find(apo__tracing *t)
{
	upstream_list upstream = {0};
	dropped_list dropped = {0};
	changed_list changed = {0};
	copied_list copied = {0};
	apo_edge *edges = apo__alloc_array(t->arena, t->trace->edge_count + 1, sizeof *edges);
	for (size_t i = 0; i < t->trace->edge_count; i++) {
		edges[i] = t->trace->edges[i];
		edges[i].attribution = attribution_of(t, &edges[i]);
		edges[i].medium = medium_of_both(t, &edges[i]);
		find_dropped(t, &edges[i], &dropped);
		find_copied(t, &edges[i], &copied);
	}
	t->trace->edges = edges;
	uint32_t *related = related_groups(t);
	find_common(t, related, &copied);
	keep_longest(&copied);
	find_upstream(t, &upstream);
	infer_common_sources(t, related, &upstream);
	find_changed(t, related, &changed);
	t->trace->upstream = upstream.items;
	t->trace->upstream_count = upstream.count;
	t->trace->dropped = dropped.items;
	t->trace->dropped_count = dropped.count;
	t->trace->changed = changed.items;
	t->trace->changed_count = changed.count;
	t->trace->copied = copied.items;
	t->trace->copied_count = copied.count;
}
