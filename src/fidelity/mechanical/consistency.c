/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One source with several targets, one target for several sources. Short texts are left alone: "Open" has a rendering for every
 * context. Of several targets the most frequent is right, else the first. Two sources of one target must differ in two words
 * or more each way: languages have fewer words for some things.
 *
 * Only what repeats is kept. While a file is learnt, a filter of fixed size (Bloom 1970) says whether a text was there before; from
 * its second place on its pairs are kept, as digests. The first place is met again when the file is checked, before any
 * other of the text. A text that the filter takes for another costs memory, and changes nothing.
 */
#include <string.h>

#include "fidelity/mechanical/family.h"

/* Set by hand. */
#define TARGETS_CONFIDENCE .8
#define SOURCES_CONFIDENCE .7

#define LEAST_WORDS 3u
#define LEAST_HAN   5u
#define LEAST_APART 2

/* A bit for each content word, of 256. */
typedef struct {
	uint64_t bits[4];
} word_bits;

/* One pair of texts. */
typedef struct {
	uint64_t source, target; /* digests */
	word_bits words;	 /* of the source */
	uint32_t first, count;	 /* unit that has it first, and how many do */
	uint32_t next_source,
		next_target; /* other pairs of the same source, of the same target; index + 1 */
} known_pair;

#define FILTER_BITS                                                                                \
	(UINT32_C(1) << 25) /* 4 MiB: of a million units, one text in 90 is kept for nothing */

struct form_consistency {
	unsigned char *filter; /* texts that were there, of both sides; NULL before the first */
	apo__map by_source, by_target; /* index + 1 of the last pair */
	APO__VECTOR(known_pair) pairs;
};

form_consistency *form_consistency_new(apo__arena *arena)
{
	form_consistency *c = apo__alloc(arena, sizeof *c);
	apo__map_init(&c->by_source, arena);
	apo__map_init(&c->by_target, arena);
	return c;
}

static uint64_t digest(const form_view *v)
{
	return apo__hash(v->text + v->at[v->first], v->at[v->end] - v->at[v->first]);
}

static int is_long(const form_view *v)
{
	uint32_t words = 0, han = 0;
	for (uint32_t w = 0; w < v->word_count; w++) {
		han += v->words[w].han;
		words += v->words[w].letters && !v->words[w].han && !v->words[w].taken;
	}
	return words >= LEAST_WORDS || han >= LEAST_HAN;
}

static word_bits words_of(const form_job *job)
{
	word_bits words = {{0}};
	const form_view *v = &job->view[0];
	for (uint32_t w = 0; w < v->word_count; w++)
		if (!form_is_function(&job->checker->locale[0], &v->words[w]))
			words.bits[v->words[w].hash >> 62] |= UINT64_C(1)
							      << (v->words[w].hash >> 56 & 63);
	return words;
}

/* Words of `a` that `b` has not. */
static int words_beyond(const word_bits *a, const word_bits *b)
{
	int count = 0;
	for (int i = 0; i < 4; i++)
		for (uint64_t bits = a->bits[i] & ~b->bits[i]; bits; bits &= bits - 1)
			count++;
	return count;
}

/* Whether a text of a side was there before, as far as the filter knows; from now on it was. */
static int was_there(form_consistency *c, int side, uint64_t text)
{
	uint64_t hash = (text ^ (uint64_t)side) * UINT64_C(0x9E3779B97F4A7C15);
	uint32_t bits[2] = {(uint32_t)(hash >> 32) % FILTER_BITS, (uint32_t)hash % FILTER_BITS};
	int there = 1;
	for (int i = 0; i < 2; i++) {
		unsigned char bit = (unsigned char)(1u << bits[i] % 8);
		there &= (c->filter[bits[i] / 8] & bit) != 0;
		c->filter[bits[i] / 8] |= bit;
	}
	return there;
}

/* The pair of a unit among those kept; NULL when it is not. */
static known_pair *find_pair(const form_consistency *c, uint64_t source, uint64_t target)
{
	const uint32_t *at = apo__map_find(&c->by_source, source);
	for (uint32_t i = at ? *at : 0; i; i = c->pairs.items[i - 1].next_source)
		if (c->pairs.items[i - 1].target == target)
			return &c->pairs.items[i - 1];
	return NULL;
}

static known_pair *keep_pair(form_job *job, uint64_t source, uint64_t target)
{
	form_consistency *c = job->checker->consistency;
	known_pair pair = {source, target, words_of(job), (uint32_t)job->unit->number, 0, 0, 0};
	uint32_t *last = apo__map_add(&c->by_source, source, 0);
	pair.next_source = *last;
	*last = c->pairs.count + 1;
	last = apo__map_add(&c->by_target, target, 0);
	pair.next_target = *last;
	*last = c->pairs.count + 1;
	known_pair *kept = apo__push(job->checker->arena, &c->pairs);
	*kept = pair;
	return kept;
}

void form_learn_consistency(form_job *job)
{
	form_consistency *c = job->checker->consistency;
	if (!is_long(&job->view[0]) || !job->view[1].word_count)
		return;
	if (!c->filter)
		c->filter = apo__alloc(job->checker->arena, FILTER_BITS / 8);
	uint64_t source = digest(&job->view[0]), target = digest(&job->view[1]);
	int there = was_there(c, 0, source) | was_there(c, 1, target);
	known_pair *pair = find_pair(c, source, target);
	if (!pair && there)
		pair = keep_pair(job, source, target);
	if (pair)
		pair->count++;
}

void form_meet_consistency(form_job *job)
{
	const form_consistency *c = job->checker->consistency;
	uint32_t number = (uint32_t)job->unit->number;
	if (!c->pairs.count || !is_long(&job->view[0]) || !job->view[1].word_count)
		return;
	uint64_t source = digest(&job->view[0]), target = digest(&job->view[1]);
	known_pair *pair = find_pair(c, source, target);
	if (!pair && !apo__map_find(&c->by_source, source) && !apo__map_find(&c->by_target, target))
		return;
	if (!pair)
		pair = keep_pair(job, source, target);
	else if (pair->first <= number)
		return; /* not the first place of the pair */
	pair->first = number;
	pair->count++;
}

void form_check_consistency(form_job *job)
{
	const form_consistency *c = job->checker->consistency;
	uint64_t source = digest(&job->view[0]), target = digest(&job->view[1]);
	const uint32_t *by_source = apo__map_find(&c->by_source, source);
	const form_view *s = &job->view[0], *t = &job->view[1];
	if (!by_source)
		return;
	const known_pair *usual = NULL, *own = NULL;
	for (uint32_t i = *by_source; i; i = c->pairs.items[i - 1].next_source) {
		const known_pair *pair = &c->pairs.items[i - 1];
		if (!usual || pair->count > usual->count ||
			(pair->count == usual->count && pair->first < usual->first))
			usual = pair;
		if (pair->target == target)
			own = pair;
	}
	if (!own)
		return;
	if (usual != own)
		form_flag(job, APO_ISSUE_INCONSISTENT_TARGET, APO_SEVERITY_MINOR, s->first, s->end,
			t->first, t->end, TARGETS_CONFIDENCE,
			"unit %u translates the same source in another way", usual->first);
	const uint32_t *by_target = apo__map_find(&c->by_target, target);
	const known_pair *apart = NULL;
	for (uint32_t i = by_target ? *by_target : 0; i; i = c->pairs.items[i - 1].next_target) {
		const known_pair *pair = &c->pairs.items[i - 1];
		if (pair->first < (apart ? apart : own)->first &&
			words_beyond(&pair->words, &own->words) >= LEAST_APART &&
			words_beyond(&own->words, &pair->words) >= LEAST_APART)
			apart = pair;
	}
	if (apart)
		form_flag(job, APO_ISSUE_INCONSISTENT_SOURCE, APO_SEVERITY_MINOR, s->first, s->end,
			t->first, t->end, SOURCES_CONFIDENCE,
			"unit %u has the same target for another source", apart->first);
}
