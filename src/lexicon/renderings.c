/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a word to its renderings: as it stands, else by its stem, else by its parts (compounds, hyphens, elisions), else
 * through a third language. One hash probe a store where the word is in it; a compound costs a probe a letter.
 */
#include <stdlib.h>
#include <string.h>

#include "lexicon/explain.h"
#include "text/unicode/chars.h"

#define MOST_RENDERINGS 32u
#define MOST_COLLECTED	512u
/* A headword of its own has an entry of at least this weight; below, the word is only part of phrases and its stem is
 * looked up too. Set by hand. */
#define OWN_ENTRY .5f
/* Shares of a rendering's weight; alignment hardly depends on them (docs/lexicon.md). Set by hand. */
#define STEM_SHARE  .9f /* another form of the word */
#define SYNONYM	    .5f
#define PART_SHARE  .5f /* a part of a compound */
#define LEAST_SHARE .2f /* parts of parts are looked up above it */
#define PIVOT_SHARE .5f
/* Renderings followed on the way through a third language, and of each of those. */
#define PIVOT_BREADTH 8u
#define MOST_OF_STEM  16u
#define LEAST_PART    3u /* letters of a compound's part */
#define LONGEST_FORM  160u

typedef struct {
	const char *form;
	const char *via; /* headword that was found, word of the third language */
	float weight;
	uint8_t how;		/* apo__how */
	uint16_t store, store2; /* numbers of the stores: of the pair; of either half of a pivot */
} found;

typedef struct {
	const apo_lexicons *lexicons;
	apo__side side;
	apo__arena *arena;
	found items[MOST_COLLECTED];
	uint32_t count;
	float best;
	found now; /* how and where what is collected was found */
} collector;

static void collect(collector *c, const char *form, float weight)
{
	if (weight > c->best)
		c->best = weight;
	if (c->count == MOST_COLLECTED)
		return;
	found *item = &c->items[c->count++];
	*item = c->now;
	item->form = form;
	item->weight = weight;
}

static void collect_pairs(
	collector *c, const apo__used_store *used, uint32_t id, float share, uint32_t most)
{
	int side = used->side[c->side];
	const apo__store_side *from = &used->store->sides[side], *to = &used->store->sides[!side];
	uint32_t begin = from->first[id], end = from->first[id + 1];
	if (end - begin > most)
		end = begin + most;
	c->now.via = from->words.strings[id];
	for (uint32_t i = begin; i < end; i++)
		collect(c, to->words.strings[from->pairs[i].word], share * from->pairs[i].weight);
}

/* Renderings of the form as it stands; returns whether any store holds it. */
static int collect_exact(collector *c, const char *form, size_t size, float share)
{
	int any = 0;
	for (uint32_t i = 0; i < c->lexicons->stores.count; i++) {
		const apo__used_store *used = &c->lexicons->stores.items[i];
		uint32_t id = apo__store_find(used->store, used->side[c->side], form, size);
		if (id == APO_NONE)
			continue;
		c->now.store = (uint16_t)i;
		collect_pairs(c, used, id, share, MOST_RENDERINGS);
		any = 1;
	}
	return any;
}

/* Words of a store that share the stem of the form; returns their number. */
static uint32_t ids_of_stem(const collector *c, const apo__used_store *used, const char *form,
	size_t size, uint32_t ids[MOST_OF_STEM])
{
	const apo__store_side *s = &used->store->sides[used->side[c->side]];
	apo__stemmer *stemmer =
		s->stem_slot_count ? apo__stemmer_new(c->lexicons->languages[c->side], c->arena)
				   : NULL;
	if (!stemmer)
		return 0;
	char stem[LONGEST_FORM];
	uint32_t count = 0;
	size_t stem_size = size;
	const char *found_stem = apo__stemmer_stem(stemmer, form, &stem_size);
	memcpy(stem, found_stem, stem_size);
	uint64_t hash = apo__hash(stem, stem_size);
	uint32_t id = s->stem_slots[(uint32_t)hash & (s->stem_slot_count - 1)];
	for (; id-- && count < MOST_OF_STEM; id = s->next_stem[id]) {
		size_t other_size = s->words.sizes[id];
		const char *other = apo__stemmer_stem(stemmer, s->words.strings[id], &other_size);
		if (other_size == stem_size && !memcmp(other, stem, stem_size))
			ids[count++] = id;
	}
	apo__stemmer_free(stemmer);
	return count;
}

static int collect_stem(collector *c, const char *form, size_t size, float share)
{
	int any = 0;
	for (uint32_t i = 0; i < c->lexicons->stores.count; i++) {
		const apo__used_store *used = &c->lexicons->stores.items[i];
		uint32_t ids[MOST_OF_STEM];
		uint32_t count = ids_of_stem(c, used, form, size, ids);
		c->now.store = (uint16_t)i;
		for (uint32_t k = 0; k < count; k++)
			collect_pairs(c, used, ids[k], share, MOST_RENDERINGS);
		any |= count > 0;
	}
	return any;
}

/* Whether a store holds the form as a headword of its own. */
static int is_headword(const collector *c, const char *form, size_t size)
{
	for (uint32_t i = 0; i < c->lexicons->stores.count; i++) {
		const apo__used_store *used = &c->lexicons->stores.items[i];
		const apo__store_side *s = &used->store->sides[used->side[c->side]];
		uint32_t id = apo__store_find(used->store, used->side[c->side], form, size);
		if (id != APO_NONE && s->first[id] < s->first[id + 1] &&
			s->pairs[s->first[id]].weight >= OWN_ENTRY)
			return 1;
	}
	return 0;
}

static int collect_compound(collector *c, const char *form, size_t size, float share);

static void collect_part(collector *c, const char *form, size_t size, float share)
{
	if (!collect_exact(c, form, size, share) &&
		!collect_stem(c, form, size, share * STEM_SHARE) && share > LEAST_SHARE)
		collect_compound(c, form, size, share * PART_SHARE);
}

/* A linking element of the language that ends the first part of a compound: its bytes, 0 when there is none. */
static size_t link_before(const apo__lang_section *links, const char *form, size_t end, uint32_t i)
{
	size_t size = strlen(links->entries[i].folded);
	return size < end && !memcmp(form + end - size, links->entries[i].folded, size) ? size : 0;
}

/* Bytes of the first part of a compound that is cut at `cut`: a headword, with or without a linking element behind it;
 * 0 when there is none. */
static size_t first_part(
	const collector *c, const apo__lang_section *links, const char *form, size_t cut)
{
	if (is_headword(c, form, cut))
		return cut;
	for (uint32_t i = 0; i < links->count; i++) {
		size_t link = link_before(links, form, cut, i);
		if (link && cut - link >= LEAST_PART && is_headword(c, form, cut - link))
			return cut - link;
	}
	return 0;
}

/* Two headwords, the second as long as it can be; where no headword ends the word, an inflected one may (section
 * [compound-links]; languages without it build no compounds). */
static int collect_compound(collector *c, const char *form, size_t size, float share)
{
	const apo__lang_section *links =
		apo__language_section(c->lexicons->languages[c->side], "compound-links");
	if (!links->count || size < 2 * LEAST_PART)
		return 0;
	for (int inflected = 0; inflected < 2; inflected++)
		for (size_t cut = LEAST_PART; cut + LEAST_PART <= size; cut++) {
			if (!apo__begins_char(form[cut]) ||
				(!inflected && !is_headword(c, form + cut, size - cut)))
				continue;
			size_t first = first_part(c, links, form, cut);
			if (!first)
				continue;
			if (inflected &&
				!collect_stem(c, form + cut, size - cut, share * STEM_SHARE))
				continue;
			if (!inflected)
				collect_part(c, form + cut, size - cut, share);
			collect_part(c, form, first, share);
			return 1;
		}
	return 0;
}

/* Words joined by hyphens or apostrophes (l'homme, government's, EU-Kommission). */
static int collect_joined(collector *c, const char *form, size_t size)
{
	uint32_t before = c->count;
	if (!memchr(form, '-', size) && !memchr(form, '\'', size))
		return 0;
	for (size_t at = 0; at < size;) {
		size_t end = at;
		while (end < size && form[end] != '-' && form[end] != '\'')
			end++;
		if (end - at > 1)
			collect_part(c, form + at, end - at, PART_SHARE);
		at = end + 1;
	}
	return c->count > before;
}

/* From a word of a store between this side and the third language, through all stores between that and the other side. */
static void follow_pivot(collector *c, const apo__used_store *near, uint32_t id, float share)
{
	int side = near->side[c->side];
	const apo__store_side *from = &near->store->sides[side], *to = &near->store->sides[!side];
	uint32_t end = from->first[id + 1];
	if (end - from->first[id] > PIVOT_BREADTH)
		end = from->first[id] + PIVOT_BREADTH;
	for (uint32_t k = from->first[id]; k < end; k++) {
		const char *third = to->words.strings[from->pairs[k].word];
		size_t third_size = to->words.sizes[from->pairs[k].word];
		for (uint32_t j = 0; j < c->lexicons->pivot[!c->side].count; j++) {
			apo__used_store far = c->lexicons->pivot[!c->side].items[j];
			far.side[c->side] = !far.side[!c->side]; /* enter by the third language */
			uint32_t far_id =
				apo__store_find(far.store, far.side[c->side], third, third_size);
			c->now.store2 = (uint16_t)j;
			if (far_id != APO_NONE)
				collect_pairs(c, &far, far_id, share * from->pairs[k].weight,
					PIVOT_BREADTH);
		}
	}
}

/* As it stands, else by its stem. */
static void collect_pivot(collector *c, const char *form, size_t size)
{
	for (uint32_t i = 0; i < c->lexicons->pivot[c->side].count; i++) {
		const apo__used_store *near = &c->lexicons->pivot[c->side].items[i];
		uint32_t id = apo__store_find(near->store, near->side[c->side], form, size);
		uint32_t ids[MOST_OF_STEM];
		c->now.store = (uint16_t)i;
		if (id != APO_NONE) {
			follow_pivot(c, near, id, PIVOT_SHARE);
			continue;
		}
		uint32_t count = ids_of_stem(c, near, form, size, ids);
		for (uint32_t k = 0; k < count; k++)
			follow_pivot(c, near, ids[k], PIVOT_SHARE * STEM_SHARE);
	}
}

static int by_form(const void *a, const void *b)
{
	const found *x = a, *y = b;
	int order = strcmp(x->form, y->form);
	if (!order)
		order = (x->weight < y->weight) - (x->weight > y->weight);
	if (!order)
		order = x->how - y->how;
	if (!order)
		order = x->store - y->store;
	return order ? order : x->store2 - y->store2;
}

static int by_weight(const void *a, const void *b)
{
	const found *x = a, *y = b;
	return x->weight != y->weight ? (x->weight < y->weight ? 1 : -1) : strcmp(x->form, y->form);
}

static void sort(collector *c, int (*order)(const void *, const void *))
{
	if (c->count > 1)
		qsort(c->items, c->count, sizeof *c->items, order);
}

/* Without repeats and the word itself, best first, at most MOST_RENDERINGS. */
static uint32_t finish(collector *c, const char *form, const apo__rendering **renderings)
{
	uint32_t kept = 0;
	sort(c, by_form);
	for (uint32_t i = 0; i < c->count; i++) {
		const char *last = kept ? c->items[kept - 1].form : "";
		if (strcmp(c->items[i].form, last) && strcmp(c->items[i].form, form))
			c->items[kept++] = c->items[i];
	}
	c->count = kept;
	sort(c, by_weight);
	if (kept > MOST_RENDERINGS)
		kept = MOST_RENDERINGS;
	apo__rendering *out = apo__alloc_array(c->arena, kept + 1, sizeof *out);
	for (uint32_t i = 0; i < kept; i++)
		out[i] = (apo__rendering){c->items[i].form, c->items[i].weight};
	*renderings = out;
	return kept;
}

static void collect_synonyms(collector *c, const char *form)
{
	const char *const *synonyms;
	uint32_t count = apo__lexicon_related(c->lexicons, c->side, 's', form, c->arena, &synonyms);
	for (uint32_t i = 0; i < count; i++)
		collect(c, synonyms[i], SYNONYM * (1 - (float)i / 128)); /* nearest first */
}

/* The form as dictionaries have it: a typographic apostrophe is plain, a final full stop goes. */
static size_t normalise(const char *form, char out[LONGEST_FORM])
{
	size_t used = 0;
	for (; *form; form++) {
		if (used + 2 > LONGEST_FORM)
			return 0;
		if (!strncmp(form, "\xe2\x80\x99", 3)) {
			out[used++] = '\'';
			form += 2;
		} else {
			out[used++] = *form;
		}
	}
	if (used > 1 && out[used - 1] == '.')
		used--;
	return used;
}

/* All that is found of a form; 0 when it is too long to be a word. */
static int collect_all(collector *c, const char *form)
{
	char plain[LONGEST_FORM];
	size_t size = normalise(form, plain);
	if (!size)
		return 0;
	if (c->lexicons->same_language) {
		c->now.how = APO__BY_SYNONYM;
		collect_synonyms(c, form);
		return 1;
	}
	c->now.how = APO__BY_ENTRY;
	collect_exact(c, plain, size, 1);
	c->now.how = APO__BY_STEM;
	if (c->best < OWN_ENTRY)
		collect_stem(c, plain, size, STEM_SHARE);
	c->now.how = APO__BY_PART;
	if (!c->count && !collect_joined(c, plain, size))
		collect_compound(c, plain, size, PART_SHARE);
	c->now.how = APO__BY_PIVOT;
	if (c->best < OWN_ENTRY)
		collect_pivot(c, plain, size);
	return 1;
}

static void start(collector *c, const apo_lexicons *lexicons, apo__side side, apo__arena *arena)
{
	c->lexicons = lexicons;
	c->side = side;
	c->arena = arena;
	c->count = 0;
	c->best = 0;
	c->now = (found){0};
}

uint32_t apo__lexicon_renderings(const apo_lexicons *lexicons, apo__side side, const char *form,
	apo__arena *arena, const apo__rendering **renderings)
{
	collector c;
	start(&c, lexicons, side, arena);
	*renderings = NULL;
	return collect_all(&c, form) ? finish(&c, form, renderings) : 0;
}

static const char *lexicon_of(const collector *c, const found *item)
{
	const apo_lexicons *l = c->lexicons;
	if (item->how == APO__BY_SYNONYM)
		return "thesaurus";
	if (item->how != APO__BY_PIVOT)
		return l->stores.items[item->store].store->name;
	return apo__sprintf(c->arena, "%s > %s", l->pivot[c->side].items[item->store].store->name,
		l->pivot[!c->side].items[item->store2].store->name);
}

/* items[i, end) are of one form, the best first. */
static apo__explained explain_form(const collector *c, uint32_t i, uint32_t end)
{
	const found *best = &c->items[i];
	APO__VECTOR(const char *) lexicons = {0};
	for (; i < end; i++) {
		const char *name = lexicon_of(c, &c->items[i]);
		uint32_t k = 0;
		while (k < lexicons.count && strcmp(lexicons.items[k], name) != 0)
			k++;
		if (k == lexicons.count)
			*apo__push(c->arena, &lexicons) = name;
	}
	const char *via =
		best->how == APO__BY_ENTRY || best->how == APO__BY_SYNONYM ? NULL : best->via;
	return (apo__explained){
		best->form, via, best->weight, (apo__how)best->how, lexicons.items, lexicons.count};
}

static int by_explained_weight(const void *a, const void *b)
{
	const apo__explained *x = a, *y = b;
	return x->weight != y->weight ? (x->weight < y->weight ? 1 : -1) : strcmp(x->form, y->form);
}

uint32_t apo__lexicon_explain(const apo_lexicons *lexicons, apo__side side, const char *form,
	apo__arena *arena, const apo__explained **explained)
{
	collector c;
	start(&c, lexicons, side, arena);
	uint32_t kept = 0;
	if (!collect_all(&c, form))
		return 0;
	sort(&c, by_form);
	apo__explained *out = apo__alloc_array(arena, c.count + 1, sizeof *out);
	for (uint32_t i = 0, end; i < c.count; i = end) {
		for (end = i + 1; end < c.count && !strcmp(c.items[i].form, c.items[end].form);)
			end++;
		out[kept++] = explain_form(&c, i, end);
	}
	if (kept > 1)
		qsort(out, kept, sizeof *out, by_explained_weight);
	*explained = out;
	return kept < MOST_RENDERINGS ? kept : MOST_RENDERINGS;
}
