/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IBM Model 1 (Brown et al. 1993) in both directions, over pairs of segments as sets of words. To keep it linear and
 * small, a source word may render one of the CANDIDATES words alone that it is most associated with (the leading term of
 * Dunning's likelihood ratio, 1993), counted over at most SAMPLE of its segments. What remains is symmetrised: the
 * geometric mean of both directions, after a discount that stands for leave-one-out. The weight is its root: dictionaries
 * weigh how sure a rendering is, not how often it is the one chosen.
 * Time: words x CANDIDATES x ITERATIONS; memory: 4 bytes a word of the text, 8 for its source side, bounded
 * by `most_words`; above it every second pair is dropped, as often as it takes.
 */
#include "lexicon/train.h"

#include <math.h>
#include <string.h>

#include "text/document/tokens.h"

#define MOST_TYPES (1u << 21) /* of a side; words that come later are not learned */
#define MOST_SIDE  200u	      /* different words of a segment */
#define CHUNK	   (1u << 16) /* words; a pair is within one chunk */
#define CANDIDATES 32u
#define SAMPLE	   4096u
#define ITERATIONS 5
/* Measured on the development sets of docs/lexicon.md. */
#define NULL_SHARE .2f	/* of the unigram, for words that nothing renders */
#define DISCOUNT   .5f	/* of the expected count of a pair */
#define LEAST	   .05f /* geometric mean of both directions */

/* A pair of segments in a chunk: the number of words of both sides, then the words. */
typedef struct {
	uint32_t *words;
	uint32_t used;
} chunk;

typedef struct {
	uint32_t target;
	float p[2];	 /* p(t|s), p(s|t) */
	float counts[2]; /* expected */
} cell;

typedef struct {
	const apo__language *language;
	apo__tokenizer tokenizer;
	apo__token_list tokens;
	apo__interner words;
	APO__VECTOR(uint32_t) seen; /* by word: stamp of the last pair that holds it */
	uint32_t *pairs;	    /* by word: pairs that hold it */
} side;

struct apo__trainer {
	apo__arena *arena, *scratch;
	const apo_lexicons *lexicons;
	side sides[2];
	APO__VECTOR(chunk) chunks;
	uint32_t last;	/* chunk that is filled */
	uint32_t stamp; /* of the pair at hand */
	uint64_t words; /* of all chunks */
	uint32_t most_words;
	apo__training training;
	uint32_t *first; /* by source word + 1, into cells */
	cell *cells;
};

apo__trainer *apo__trainer_new(const apo_lexicons *lexicons, uint32_t most_words, apo__arena *arena)
{
	apo__trainer *t = apo__alloc(arena, sizeof *t);
	t->arena = arena;
	t->lexicons = lexicons;
	t->most_words = most_words;
	t->training.stride = 1;
	for (int d = 0; d < 2; d++) {
		side *s = &t->sides[d];
		s->language = apo__lexicon_language(lexicons, (apo__side)d);
		apo__tokenizer_init(&s->tokenizer, arena, s->language);
		apo__interner_init(&s->words, arena);
	}
	return t;
}

apo__training apo__trainer_pairs(const apo__trainer *trainer)
{
	return trainer->training;
}

/* ---- texts as sets of words ---- */

/* The different words of a segment; returns their number, MOST_SIDE + 1 when there are more. */
static uint32_t set_of(apo__trainer *t, int d, const char *text, size_t size, uint32_t *set)
{
	side *s = &t->sides[d];
	uint32_t count = 0;
	apo__arena *scratch = apo__arena_child(t->arena);
	s->tokens.count = 0;
	apo__tokenize(&s->tokenizer, text, (apo_span){0, (uint32_t)size}, 0, &s->tokens);
	apo_document line = {.text = text,
		.size = (uint32_t)size,
		.tokens = s->tokens.items,
		.token_count = s->tokens.count,
		.segment_count = 1};
	apo__words words = apo__lexicon_words(t->lexicons, (apo__side)d, &line, scratch);
	for (uint32_t i = 0; i < words.count && count <= MOST_SIDE; i++) {
		const apo__word *w = &words.words[i];
		size_t length = strlen(w->form);
		if ((w->kind != APO_TOKEN_WORD && w->kind != APO_TOKEN_HAN) || length > 255)
			continue;
		uint32_t id = s->words.count < MOST_TYPES
				      ? apo__intern(&s->words, w->form, length)
				      : apo__interned(&s->words, w->form, length);
		if (id == APO_NONE)
			continue;
		if (id == s->seen.count)
			*apo__push(t->arena, &s->seen) = 0;
		if (s->seen.items[id] == t->stamp)
			continue;
		s->seen.items[id] = t->stamp;
		if (count < MOST_SIDE)
			set[count] = id;
		count++;
	}
	apo__arena_free(scratch);
	return count;
}

static void keep_pair(
	apo__trainer *t, const uint32_t *source, uint32_t n, const uint32_t *target, uint32_t m)
{
	if (!t->chunks.count || t->chunks.items[t->last].used + 2 + n + m > CHUNK) {
		t->last += t->chunks.count > 0;
		if (t->last == t->chunks.count)
			*apo__push(t->arena, &t->chunks) =
				(chunk){apo__alloc_array(t->arena, CHUNK, sizeof(uint32_t)), 0};
	}
	chunk *c = &t->chunks.items[t->last];
	uint32_t *at = c->words + c->used;
	at[0] = n;
	at[1] = m;
	memmove(at + 2, source, n * sizeof *at); /* halving keeps pairs in place */
	memmove(at + 2 + n, target, m * sizeof *at);
	c->used += 2 + n + m;
	t->words += n + m;
	t->training.used++;
}

/* Drop every second pair. */
static void halve(apo__trainer *t)
{
	uint32_t chunks = t->last + 1, number = 0;
	t->last = 0;
	t->words = 0;
	t->training.used = 0;
	t->training.stride *= 2;
	for (uint32_t i = 0; i < chunks; i++) {
		uint32_t *words = t->chunks.items[i].words, used = t->chunks.items[i].used;
		t->chunks.items[i].used = 0;
		for (uint32_t at = 0; at < used;) {
			uint32_t n = words[at], m = words[at + 1];
			if (number++ % 2 == 0)
				keep_pair(t, words + at + 2, n, words + at + 2 + n, m);
			at += 2 + n + m;
		}
	}
}

void apo__trainer_add(apo__trainer *t, const char *source, size_t source_size, const char *target,
	size_t target_size)
{
	uint32_t sets[2][MOST_SIDE];
	if (t->training.given++ % t->training.stride)
		return;
	t->stamp++;
	uint32_t n = set_of(t, 0, source, source_size, sets[0]);
	uint32_t m = set_of(t, 1, target, target_size, sets[1]);
	if (!n || !m || n > MOST_SIDE || m > MOST_SIDE) {
		t->training.unfit++;
		return;
	}
	keep_pair(t, sets[0], n, sets[1], m);
	if (t->words > t->most_words)
		halve(t);
}

/* ---- candidates ---- */

static void count_words(apo__trainer *t)
{
	for (int d = 0; d < 2; d++)
		t->sides[d].pairs =
			apo__alloc_array(t->scratch, t->sides[d].words.count + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i <= t->last; i++) {
		const chunk *c = &t->chunks.items[i];
		for (uint32_t at = 0; at < c->used;) {
			uint32_t n = c->words[at], m = c->words[at + 1];
			at += 2;
			for (uint32_t k = 0; k < n; k++)
				t->sides[0].pairs[c->words[at++]]++;
			for (uint32_t k = 0; k < m; k++)
				t->sides[1].pairs[c->words[at++]]++;
		}
	}
}

/* Places of the pairs of each source word, grouped by word: chunk x CHUNK + place in it. */
static uint32_t *group_pairs(const apo__trainer *t, uint32_t *first)
{
	uint32_t words = t->sides[0].words.count;
	for (uint32_t w = 0; w < words; w++)
		first[w + 1] = first[w] + t->sides[0].pairs[w];
	uint32_t *places = apo__alloc_array(t->scratch, (size_t)first[words] + 1, sizeof *places);
	uint32_t *next = apo__alloc_array(t->scratch, (size_t)words + 1, sizeof *next);
	memcpy(next, first, words * sizeof *next);
	for (uint32_t i = 0; i <= t->last; i++) {
		const chunk *c = &t->chunks.items[i];
		for (uint32_t at = 0; at < c->used;) {
			uint32_t n = c->words[at], m = c->words[at + 1];
			for (uint32_t k = 0; k < n; k++)
				places[next[c->words[at + 2 + k]]++] = i * CHUNK + at;
			at += 2 + n + m;
		}
	}
	return places;
}

typedef struct {
	uint32_t target, count;
	float score;
} candidate;

static int is_better(const candidate *a, const candidate *b)
{
	return a->score != b->score ? a->score > b->score : a->target < b->target;
}

/* The best candidates out of `touched`, best first; returns their number. */
static uint32_t choose(const apo__trainer *t, uint32_t source, const uint32_t *touched,
	uint32_t touched_count, const uint32_t *counts, candidate *best)
{
	uint32_t used = 0, own = t->sides[0].pairs[source];
	float scale = (float)t->training.used / (float)(own < SAMPLE ? own : SAMPLE);
	for (uint32_t i = 0; i < touched_count; i++) {
		uint32_t target = touched[i], count = counts[target];
		if (count < 2)
			continue;
		float lift = scale * (float)count / (float)t->sides[1].pairs[target];
		candidate c = {target, count, (float)count * logf(lift)};
		if (lift <= 1 || (used == CANDIDATES && !is_better(&c, &best[used - 1])))
			continue;
		uint32_t at = used < CANDIDATES ? used++ : used - 1;
		for (; at && is_better(&c, &best[at - 1]); at--)
			best[at] = best[at - 1];
		best[at] = c;
	}
	return used;
}

static void add_cells(
	apo__trainer *t, const candidate *best, uint32_t count, uint32_t *used, uint32_t *capacity)
{
	if (*used + CANDIDATES > *capacity) {
		uint32_t wider = *capacity ? *capacity * 2 : 1u << 16;
		cell *cells = apo__alloc_array(t->scratch, wider, sizeof *cells);
		if (*used)
			memcpy(cells, t->cells, *used * sizeof *cells);
		t->cells = cells;
		*capacity = wider;
	}
	float sum = 0;
	for (uint32_t i = 0; i < count; i++)
		sum += (float)best[i].count;
	for (uint32_t i = 0; i < count; i++) {
		float share = (float)best[i].count / sum;
		t->cells[(*used)++] = (cell){best[i].target, {share, share}, {0, 0}};
	}
}

static void find_candidates(apo__trainer *t)
{
	uint32_t words = t->sides[0].words.count, used = 0, capacity = 0;
	uint32_t *first = apo__alloc_array(t->scratch, (size_t)words + 1, sizeof *first);
	const uint32_t *places = group_pairs(t, first);
	uint32_t *counts = apo__alloc_array(t->scratch, t->sides[1].words.count, sizeof *counts);
	uint32_t *touched = apo__alloc_array(t->scratch, t->sides[1].words.count, sizeof *touched);
	candidate best[CANDIDATES];
	t->first = apo__alloc_array(t->scratch, (size_t)words + 1, sizeof *t->first);
	for (uint32_t w = 0; w < words; w++) {
		uint32_t all = first[w + 1] - first[w], touched_count = 0;
		uint32_t looked = all < SAMPLE ? all : SAMPLE;
		t->first[w] = used;
		for (uint32_t k = 0; k < looked; k++) {
			uint32_t place = places[first[w] + (uint64_t)k * all / looked];
			const uint32_t *pair = t->chunks.items[place / CHUNK].words + place % CHUNK;
			const uint32_t *targets = pair + 2 + pair[0];
			for (uint32_t j = 0; j < pair[1]; j++)
				if (!counts[targets[j]]++)
					touched[touched_count++] = targets[j];
		}
		uint32_t count = choose(t, w, touched, touched_count, counts, best);
		if (count)
			add_cells(t, best, count, &used, &capacity);
		for (uint32_t k = 0; k < touched_count; k++)
			counts[touched[k]] = 0;
	}
	t->first[words] = used;
}

/* ---- Model 1 ---- */

/* What a step over the pairs needs; `place` and `stamp` are by target word. */
typedef struct {
	uint32_t *place, *stamp, number;
	uint32_t *met, *met_target; /* cells of the pair, and the place of their target */
	float unigram[2];
	float *sums[2];
} stepper;

/* Expected counts of one pair. */
static void expect(apo__trainer *t, stepper *s, const uint32_t *pair)
{
	uint32_t n = pair[0], m = pair[1], met = 0;
	const uint32_t *source = pair + 2, *target = source + n;
	float scale[MOST_SIDE];
	s->number++;
	for (uint32_t j = 0; j < m; j++) {
		s->place[target[j]] = j;
		s->stamp[target[j]] = s->number;
		scale[j] = s->unigram[1] * (float)t->sides[1].pairs[target[j]];
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t begin = met;
		float sum = s->unigram[0] * (float)t->sides[0].pairs[source[i]];
		for (uint32_t k = t->first[source[i]]; k < t->first[source[i] + 1]; k++) {
			const cell *c = &t->cells[k];
			if (s->stamp[c->target] != s->number)
				continue;
			scale[s->place[c->target]] += c->p[0];
			sum += c->p[1];
			s->met[met] = k;
			s->met_target[met++] = s->place[c->target];
		}
		for (uint32_t k = begin; k < met; k++)
			t->cells[s->met[k]].counts[1] += t->cells[s->met[k]].p[1] / sum;
	}
	for (uint32_t k = 0; k < met; k++)
		t->cells[s->met[k]].counts[0] += t->cells[s->met[k]].p[0] / scale[s->met_target[k]];
}

static void maximise(apo__trainer *t, stepper *s, float discount)
{
	uint32_t words = t->sides[0].words.count;
	for (int d = 0; d < 2; d++)
		memset(s->sums[d], 0, t->sides[d].words.count * sizeof *s->sums[d]);
	for (uint32_t w = 0; w < words; w++)
		for (uint32_t k = t->first[w]; k < t->first[w + 1]; k++) {
			s->sums[0][w] += t->cells[k].counts[0];
			s->sums[1][t->cells[k].target] += t->cells[k].counts[1];
		}
	for (uint32_t w = 0; w < words; w++)
		for (uint32_t k = t->first[w]; k < t->first[w + 1]; k++) {
			cell *c = &t->cells[k];
			float sums[2] = {s->sums[0][w], s->sums[1][c->target]};
			for (int d = 0; d < 2; d++) {
				float count = c->counts[d] - discount;
				c->p[d] = count > 0 ? count / sums[d] : 0;
				c->counts[d] = 0;
			}
		}
}

static stepper new_stepper(const apo__trainer *t)
{
	stepper s = {0};
	uint64_t total[2] = {0, 0};
	uint32_t targets = t->sides[1].words.count;
	s.place = apo__alloc_array(t->scratch, targets, sizeof *s.place);
	s.stamp = apo__alloc_array(t->scratch, targets, sizeof *s.stamp);
	s.met = apo__alloc_array(t->scratch, MOST_SIDE * CANDIDATES, sizeof *s.met);
	s.met_target = apo__alloc_array(t->scratch, MOST_SIDE * CANDIDATES, sizeof *s.met);
	for (int d = 0; d < 2; d++) {
		uint32_t words = t->sides[d].words.count;
		s.sums[d] = apo__alloc_array(t->scratch, words, sizeof *s.sums[d]);
		for (uint32_t w = 0; w < words; w++)
			total[d] += t->sides[d].pairs[w];
		s.unigram[d] = NULL_SHARE / (float)total[d];
	}
	return s;
}

static void iterate(apo__trainer *t, apo_progress_fn progress, void *user)
{
	stepper s = new_stepper(t);
	uint64_t done = 0, total = (uint64_t)ITERATIONS * t->training.used;
	for (int round = 1; round <= ITERATIONS; round++) {
		for (uint32_t i = 0; i <= t->last; i++) {
			const chunk *c = &t->chunks.items[i];
			for (uint32_t at = 0; at < c->used; done++) {
				expect(t, &s, c->words + at);
				at += 2 + c->words[at] + c->words[at + 1];
			}
			if (progress)
				progress(done, total, user);
		}
		s.number = 0;
		memset(s.stamp, 0, t->sides[1].words.count * sizeof *s.stamp);
		maximise(t, &s, round < ITERATIONS ? 0 : DISCOUNT);
	}
}

/* ---- the lexicon ---- */

static apo__store *make_store(const apo__trainer *t, apo__arena *arena)
{
	const side *a = &t->sides[0], *b = &t->sides[1];
	apo__store *store = apo__store_new(arena, "", a->language, b->language);
	for (uint32_t w = 0; w < a->words.count; w++)
		for (uint32_t k = t->first[w]; k < t->first[w + 1]; k++) {
			const cell *c = &t->cells[k];
			float mean = sqrtf(c->p[0] * c->p[1]);
			if (!(mean >= LEAST))
				continue;
			store->entries++;
			*apo__push(store->scratch, &store->added) =
				(apo__store_pair){{apo__intern(&store->sides[0].words,
							   a->words.strings[w], a->words.sizes[w]),
							  apo__intern(&store->sides[1].words,
								  b->words.strings[c->target],
								  b->words.sizes[c->target])},
					mean < 1 ? sqrtf(mean) : 1};
		}
	apo__store_seal(store, 1);
	return store;
}

apo__store *apo__trainer_learn(
	apo__trainer *t, apo__arena *arena, apo_progress_fn progress, void *user)
{
	if (!t->training.used)
		return apo__store_new(arena, "", t->sides[0].language, t->sides[1].language);
	t->scratch = apo__arena_child(t->arena);
	count_words(t);
	find_candidates(t);
	iterate(t, progress, user);
	apo__store *store = make_store(t, arena);
	apo__arena_free(t->scratch);
	return store;
}
