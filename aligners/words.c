/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which words of a bead render which: competitive linking (Melamed 2000) over dictionary, spelling and relative place, and
 * the likeness of two passages by the same evidence. Meant for single beads: cost is words x renderings.
 */
#include <math.h>
#include <stdlib.h>

#include "aligners/internal.h"

#define NEAR	.3f  /* weight of relative place in a link */
#define LEAST	.2f  /* weaker links are left out */
#define DAMPING 1.0f /* one and a half content words that nobody has */
#define EVEN	.4f  /* value at which two passages are as likely as not to say the same */
#define STEEP	12.0f

typedef struct {
	apo__vocabulary vocabulary[2];
	apo__pair pair;
	apo__prior prior;
} passages;

static void open_passages(passages *p, const apo_lexicons *lexicons,
	const apo__words *const words[2], const uint32_t *const segments[2],
	const uint32_t counts[2], apo__arena *arena)
{
	*p = (passages){0};
	for (int d = 0; d < 2; d++) {
		apo__interner_init(&p->vocabulary[d].names, arena);
		p->pair.side[d] = apo__lines_of(lexicons, (apo__side)d, words[d], segments[d],
			counts[d], &p->vocabulary[d], arena);
	}
	p->prior = apo__prior_make(lexicons, &p->vocabulary[0], &p->vocabulary[1], arena);
}

static int by_score(const void *left, const void *right)
{
	const apo__link *a = left, *b = right;
	if (a->score > b->score || a->score < b->score)
		return a->score > b->score ? -1 : 1;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return a->target < b->target ? -1 : a->target > b->target;
}

static int by_place(const void *left, const void *right)
{
	const apo__link *a = left, *b = right;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return a->target < b->target ? -1 : a->target > b->target;
}

/* All candidate links, by place in the passages. */
static uint32_t candidates(const passages *p, apo__arena *arena, apo__link **links)
{
	const apo__lines *s = &p->pair.side[0], *t = &p->pair.side[1];
	uint32_t n = s->first[1], m = t->first[1];
	uint32_t *head = apo__alloc_array(arena, p->vocabulary[1].names.count, sizeof *head);
	uint32_t *next = apo__alloc_array(arena, m, sizeof *next);
	APO__VECTOR(apo__link) found = {0};
	for (uint32_t j = m; j-- > 0;) {
		next[j] = head[t->words[j]];
		head[t->words[j]] = j + 1;
	}
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = p->prior.first[s->words[i]]; k < p->prior.first[s->words[i] + 1];
			k++) {
			const apo__prior_entry *e = &p->prior.entries[k];
			for (uint32_t j = head[e->word], most = 0; j && most < 64;
				j = next[j - 1], most++) {
				float off = fabsf(
					((float)i + .5f) / (float)n - ((float)j - .5f) / (float)m);
				float score = (e->weight < 1 ? e->weight : 1) *
					      (1 - NEAR + NEAR * (1 - off));
				if (score >= LEAST)
					*apo__push(arena, &found) = (apo__link){i, j - 1, score};
			}
		}
	*links = found.items;
	return found.count;
}

/* Places in the passage to places in the document's words. */
static uint32_t *places(const apo__words *words, const uint32_t *segments, uint32_t count,
	uint32_t total, apo__arena *arena)
{
	uint32_t *out = apo__alloc_array(arena, total, sizeof *out), used = 0;
	for (uint32_t s = 0; s < count; s++)
		for (uint32_t k = words->first[segments[s]]; k < words->first[segments[s] + 1]; k++)
			out[used++] = k;
	return out;
}

uint32_t apo__align_words(apo_context *context, const apo_lexicons *lexicons,
	const apo__words *source, const apo__words *target, const apo_bead *bead, apo__arena *arena,
	const apo__link **links)
{
	(void)context;
	apo__arena *scratch = apo__arena_child(arena);
	passages p;
	open_passages(&p, lexicons, (const apo__words *[]){source, target},
		(const uint32_t *[]){bead->source, bead->target},
		(uint32_t[]){bead->source_count, bead->target_count}, scratch);
	uint32_t n = p.pair.side[0].first[1], m = p.pair.side[1].first[1], kept = 0;
	apo__link *found;
	uint32_t count = candidates(&p, scratch, &found);
	if (count)
		qsort(found, count, sizeof *found, by_score);
	uint8_t *taken[2] = {apo__alloc_array(scratch, n, 1), apo__alloc_array(scratch, m, 1)};
	for (uint32_t k = 0; k < count; k++) {
		if (taken[0][found[k].source] || taken[1][found[k].target])
			continue;
		taken[0][found[k].source] = taken[1][found[k].target] = 1;
		found[kept++] = found[k];
	}
	uint32_t *a = places(source, bead->source, bead->source_count, n, scratch);
	uint32_t *b = places(target, bead->target, bead->target_count, m, scratch);
	apo__link *out = apo__alloc_array(arena, kept, sizeof *out);
	for (uint32_t k = 0; k < kept; k++)
		out[k] = (apo__link){a[found[k].source], b[found[k].target], found[k].score};
	if (kept)
		qsort(out, kept, sizeof *out, by_place);
	apo__arena_free(scratch);
	*links = out;
	return kept;
}

double apo__segments_similarity(const apo_lexicons *lexicons, const apo__words *source,
	const uint32_t *source_segments, uint32_t source_count, const apo__words *target,
	const uint32_t *target_segments, uint32_t target_count, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	passages p;
	open_passages(&p, lexicons, (const apo__words *[]){source, target},
		(const uint32_t *[]){source_segments, target_segments},
		(uint32_t[]){source_count, target_count}, scratch);
	apo__evidence *e = apo__evidence_new(
		&p.prior, &p.vocabulary[0], &p.vocabulary[1], &p.pair, 0, scratch);
	uint32_t line = 0;
	apo__overlap o = apo__evidence_overlap(
		e, &p.pair, &line, 1, &line, 1, apo__evidence_scratch(e, scratch));
	float value = apo__overlap_value(&o, DAMPING);
	apo__arena_free(scratch);
	return 1 / (1 + exp(-(double)STEEP * (double)(value - EVEN)));
}
