/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One source with several targets, one target for several sources. Short texts are left alone: "Open" has a rendering for every
 * context. Of several targets the most frequent is right, else the first. Two sources of one target must differ in two words
 * or more each way: languages have fewer words for some things. Keeps digests: 100 bytes per different unit.
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

struct form_consistency {
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

void form_learn_consistency(form_job *job)
{
	form_consistency *c = job->checker->consistency;
	if (!is_long(&job->view[0]) || !job->view[1].word_count)
		return;
	known_pair pair = {digest(&job->view[0]), digest(&job->view[1]), words_of(job),
		(uint32_t)job->unit->number, 1, 0, 0};
	uint32_t *source = apo__map_add(&c->by_source, pair.source, 0);
	for (uint32_t i = *source; i; i = c->pairs.items[i - 1].next_source)
		if (c->pairs.items[i - 1].target == pair.target) {
			c->pairs.items[i - 1].count++;
			return;
		}
	pair.next_source = *source;
	*source = c->pairs.count + 1;
	uint32_t *target = apo__map_add(&c->by_target, pair.target, 0);
	pair.next_target = *target;
	*target = c->pairs.count + 1;
	*apo__push(job->checker->arena, &c->pairs) = pair;
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
		if (pair->first < own->first &&
			words_beyond(&pair->words, &own->words) >= LEAST_APART &&
			words_beyond(&own->words, &pair->words) >= LEAST_APART)
			apart = pair;
	}
	if (apart)
		form_flag(job, APO_ISSUE_INCONSISTENT_SOURCE, APO_SEVERITY_MINOR, s->first, s->end,
			t->first, t->end, SOURCES_CONFIDENCE,
			"unit %u has the same target for another source", apart->first);
}
