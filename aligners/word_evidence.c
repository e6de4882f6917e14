/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much of what one passage says is in another: words weigh by their rarity (inverse document frequency over the
 * segments of the job; function words little), and count as found by the strength of their best rendering. Needs no training
 * and no order, so it serves retellings, kinds of beads and single passages. Linear in words x renderings.
 */
#include <math.h>
#include <string.h>

#include "aligners/internal.h"

/* Set on the project's own corpora (nato-rutte), docs/alignment.md. */
#define FUNCTION_SHARE .3f  /* weight of a function word against a content word */
#define PARTNER	       .75f /* weight from which a rendering is the same word */

/* Share of the segments of a side that hold each word. */
static float *segment_shares(apo__side side, const apo__vocabulary *vocabulary,
	const apo__pair *pairs, size_t count, apo__arena *arena)
{
	uint32_t n = vocabulary->names.count, segments = 0;
	float *shares = apo__alloc_array(arena, n, sizeof *shares);
	uint32_t *last = apo__alloc_array(arena, n, sizeof *last);
	for (size_t d = 0; d < count; d++) {
		const apo__lines *lines = &pairs[d].side[side];
		for (uint32_t s = 0; s < lines->count; s++) {
			segments++;
			for (uint32_t k = lines->content_first[s]; k < lines->content_first[s + 1];
				k++) {
				shares[lines->content[k]] += last[lines->content[k]] != segments;
				last[lines->content[k]] = segments;
			}
		}
	}
	for (uint32_t w = 0; w < n; w++)
		shares[w] = (shares[w] + 1) / (float)(segments + 2);
	return shares;
}

/* A word that is rare on one side and common on the other (in the form that renders it best) is not rare. */
static void share_with_partners(const apo__prior *prior, float *const shares[2],
	const apo__vocabulary *source, const apo__vocabulary *target, apo__arena *arena)
{
	const apo__vocabulary *side[2] = {source, target};
	float *best[2], *partner[2];
	for (int d = 0; d < 2; d++) {
		best[d] = apo__alloc_array(arena, side[d]->names.count, sizeof(float));
		partner[d] = apo__alloc_array(arena, side[d]->names.count, sizeof(float));
	}
	for (uint32_t w = 0; w < source->names.count; w++)
		for (uint32_t k = prior->first[w]; k < prior->first[w + 1]; k++) {
			const apo__prior_entry *e = &prior->entries[k];
			if (e->weight < PARTNER)
				continue;
			if (e->weight > best[0][w]) {
				best[0][w] = e->weight;
				partner[0][w] = shares[1][e->word];
			}
			if (e->weight > best[1][e->word]) {
				best[1][e->word] = e->weight;
				partner[1][e->word] = shares[0][w];
			}
		}
	for (int d = 0; d < 2; d++)
		for (uint32_t w = 0; w < side[d]->names.count; w++)
			if (best[d][w] > 0)
				shares[d][w] = .5f * (shares[d][w] + partner[d][w]);
}

static float *word_weights(
	const apo__vocabulary *vocabulary, const float *shares, apo__arena *arena)
{
	uint32_t n = vocabulary->names.count;
	float *weights = apo__alloc_array(arena, n, sizeof *weights);
	for (uint32_t w = 0; w < n; w++) {
		weights[w] = -logf(shares[w]);
		if (vocabulary->kinds.items[w] == APO_TOKEN_PUNCTUATION)
			weights[w] = 0;
		else if (vocabulary->function.items[w])
			weights[w] *= FUNCTION_SHARE;
	}
	return weights;
}

apo__evidence *apo__evidence_new(const apo__prior *prior, const apo__vocabulary *source,
	const apo__vocabulary *target, const apo__pair *pairs, size_t count, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	apo__evidence *e = apo__alloc(arena, sizeof *e);
	float *shares[2] = {segment_shares(APO__SOURCE, source, pairs, count, scratch),
		segment_shares(APO__TARGET, target, pairs, count, scratch)};
	share_with_partners(prior, shares, source, target, scratch);
	e->prior = prior;
	e->weight[0] = word_weights(source, shares[0], arena);
	e->weight[1] = word_weights(target, shares[1], arena);
	e->target_words = target->names.count;
	e->source_words = source->names.count;
	apo__arena_free(scratch);
	return e;
}

float *apo__evidence_scratch(const apo__evidence *e, apo__arena *arena)
{
	return apo__alloc_array(
		arena, 2 * (size_t)e->target_words + e->source_words, sizeof(float));
}

static void visit(const apo__evidence *e, const apo__lines *lines, const uint32_t *segments,
	uint32_t count,
	void (*each)(const apo__evidence *e, uint32_t word, float *scratch, apo__overlap *o),
	float *scratch, apo__overlap *o)
{
	for (uint32_t s = 0; s < count; s++)
		for (uint32_t k = lines->content_first[segments[s]];
			k < lines->content_first[segments[s] + 1]; k++)
			each(e, lines->content[k], scratch, o);
}

/* scratch: strength by target word; presence in the target passage by target word; whether a source word was met */
static void strengthen(const apo__evidence *e, uint32_t word, float *scratch, apo__overlap *o)
{
	(void)o;
	for (uint32_t k = e->prior->first[word]; k < e->prior->first[word + 1]; k++) {
		const apo__prior_entry *entry = &e->prior->entries[k];
		float strength = entry->weight < 1 ? entry->weight : 1;
		if (strength > scratch[entry->word])
			scratch[entry->word] = strength;
	}
}

static void weaken(const apo__evidence *e, uint32_t word, float *scratch, apo__overlap *o)
{
	(void)o;
	scratch[2 * (size_t)e->target_words + word] = 0;
	for (uint32_t k = e->prior->first[word]; k < e->prior->first[word + 1]; k++)
		scratch[e->prior->entries[k].word] = 0;
}

static void meet_target(const apo__evidence *e, uint32_t word, float *scratch, apo__overlap *o)
{
	float weight = e->weight[APO__TARGET][word];
	if (scratch[e->target_words + word] > 0)
		return; /* met before */
	o->all[APO__TARGET] += weight;
	o->found[APO__TARGET] += weight * scratch[word];
	scratch[e->target_words + word] = 1;
}

static void meet_source(const apo__evidence *e, uint32_t word, float *scratch, apo__overlap *o)
{
	float best = 0, weight = e->weight[APO__SOURCE][word];
	float *met = &scratch[2 * (size_t)e->target_words + word];
	if (*met > 0)
		return;
	*met = 1;
	for (uint32_t k = e->prior->first[word]; k < e->prior->first[word + 1]; k++) {
		const apo__prior_entry *entry = &e->prior->entries[k];
		float strength = entry->weight < 1 ? entry->weight : 1;
		if (scratch[e->target_words + entry->word] > 0 && strength > best)
			best = strength;
	}
	o->all[APO__SOURCE] += weight;
	o->found[APO__SOURCE] += weight * best;
}

static void forget_target(const apo__evidence *e, uint32_t word, float *scratch, apo__overlap *o)
{
	(void)o;
	scratch[e->target_words + word] = 0;
}

apo__overlap apo__evidence_overlap(const apo__evidence *e, const apo__pair *pair,
	const uint32_t *sources, uint32_t source_count, const uint32_t *targets,
	uint32_t target_count, float *scratch)
{
	const apo__lines *s = &pair->side[APO__SOURCE], *t = &pair->side[APO__TARGET];
	apo__overlap o = {{0, 0}, {0, 0}};
	visit(e, s, sources, source_count, strengthen, scratch, &o);
	visit(e, t, targets, target_count, meet_target, scratch, &o);
	visit(e, s, sources, source_count, meet_source, scratch, &o);
	visit(e, s, sources, source_count, weaken, scratch, &o);
	visit(e, t, targets, target_count, forget_target, scratch, &o);
	return o;
}

float apo__overlap_value(const apo__overlap *o, float damping)
{
	float a = o->found[0] / (o->all[0] + damping), b = o->found[1] / (o->all[1] + damping);
	float both = (o->found[0] + o->found[1]) / (o->all[0] + o->all[1] + damping);
	return .5f * (a > b ? a : b) + .5f * both;
}
