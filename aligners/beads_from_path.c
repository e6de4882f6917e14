/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From steps or links to the beads of an alignment: every segment in one bead, in the order that the public header says.
 * Linear.
 */
#include <string.h>

#include "aligners/internal.h"

/* Set by hand. */
#define ALONE .5f  /* confidence that a retelling leaves a segment out */
#define APART .95f /* confidence that a line is not part of the text */

/* Beads with a source, by first source segment, and for each target segment without source a bead of its own. */
typedef struct {
	apo__arena *arena;
	apo_bead *sourced;
	uint32_t sourced_count;
	uint32_t targets;
	uint32_t *holder; /* by target segment: index of its bead in `sourced` + 1; 0 = none */
	float *alone;	  /* confidence of a target segment without source */
} draft;

static void start_draft(draft *d, const apo__pair *pair, apo__arena *arena)
{
	*d = (draft){.arena = arena, .targets = pair->side[APO__TARGET].count};
	d->sourced = apo__alloc_array(arena, pair->side[APO__SOURCE].count, sizeof *d->sourced);
	d->holder = apo__alloc_array(arena, d->targets, sizeof *d->holder);
	d->alone = apo__alloc_array(arena, d->targets, sizeof *d->alone);
}

static void add_bead(draft *d, uint32_t *sources, uint32_t source_count, uint32_t *targets,
	uint32_t target_count, float confidence)
{
	d->sourced[d->sourced_count++] = (apo_bead){sources, targets, source_count, target_count,
		(double)confidence, target_count ? APO_BEAD_EQUIVALENT : APO_BEAD_OMITTED};
	for (uint32_t k = 0; k < target_count; k++)
		d->holder[targets[k]] = d->sourced_count;
}

static apo_bead added(draft *d, uint32_t target)
{
	uint32_t *own = apo__alloc(d->arena, sizeof *own);
	*own = target;
	return (apo_bead){NULL, own, 0, 1, (double)d->alone[target], APO_BEAD_ADDED};
}

/* Merge: a bead without source follows the bead that holds the target segment before its own. */
static apo_bead *finish_draft(draft *d, size_t *count)
{
	uint32_t *after = apo__alloc_array(d->arena, (size_t)d->sourced_count + 1, sizeof *after);
	uint32_t *next = apo__alloc_array(d->arena, d->targets, sizeof *next); /* target + 1 */
	uint32_t total = d->sourced_count, holder = 0;
	for (uint32_t j = 0; j < d->targets; j++) /* lists are stacks: see the turn below */
		if (d->holder[j])
			holder = d->holder[j];
		else {
			next[j] = after[holder];
			after[holder] = j + 1;
			total++;
		}
	apo_bead *beads = apo__alloc_array(d->arena, total, sizeof *beads);
	uint32_t used = 0;
	for (uint32_t b = 0; b <= d->sourced_count; b++) {
		if (b)
			beads[used++] = d->sourced[b - 1];
		uint32_t first = used;
		for (uint32_t j = after[b]; j; j = next[j - 1])
			beads[used++] = added(d, j - 1);
		for (uint32_t a = first, z = used; a + 1 < z; a++) {
			apo_bead bead = beads[a];
			beads[a] = beads[--z];
			beads[z] = bead;
		}
	}
	*count = total;
	return beads;
}

/* One segment, by its number in the whole text. */
static uint32_t *single(apo__arena *arena, uint32_t segment)
{
	uint32_t *list = apo__alloc(arena, sizeof *list);
	*list = segment;
	return list;
}

/* A path through the rest, and what it leaves out. */
typedef struct {
	const apo__pair *whole, *rest;
	const apo__furniture *furniture;
	uint32_t source; /* the first of the whole that has no bead yet */
} placing;

static uint32_t in_whole(const placing *p, apo__side side, uint32_t segment)
{
	const uint32_t *kept = p->furniture->kept[side];
	return kept ? kept[segment] : segment;
}

/* Segments of a bead's side but for bare ones inside it, which are alone: page numbers fall between the parts of a sentence. */
static uint32_t *without_bare(
	const placing *p, apo__side side, uint32_t first, uint32_t *count, apo__arena *arena)
{
	const apo__lines *lines = &p->rest->side[side];
	uint32_t *list = apo__alloc_array(arena, *count, sizeof *list), kept = 0;
	for (uint32_t k = 0; k < *count; k++)
		if (!k || k + 1 == *count || !lines->bare[first + k])
			list[kept++] = in_whole(p, side, first + k);
	*count = kept;
	return list;
}

/* Segments before `end` that are in no bead are alone. */
static void leave_alone(placing *p, draft *d, uint32_t end, float confidence)
{
	for (; p->source < end; p->source++)
		add_bead(d, single(d->arena, p->source), 1, NULL, 0, confidence);
}

static void place_step(placing *p, draft *d, const apo__step *step)
{
	for (uint32_t j = 0; j < step->targets; j++)
		d->alone[in_whole(p, APO__TARGET, step->target + j)] = step->confidence;
	if (!step->sources)
		return;
	uint32_t sources = step->sources, targets = step->targets;
	uint32_t *source = without_bare(p, APO__SOURCE, step->source, &sources, d->arena);
	uint32_t *target = without_bare(p, APO__TARGET, step->target, &targets, d->arena);
	leave_alone(p, d, source[0], APART);
	add_bead(d, source, sources, target, targets, step->confidence);
	p->source = source[0] + 1;
	for (uint32_t k = 1, n = 1; k < sources; k++) {
		for (; p->source < source[k]; p->source++) {
			uint32_t *kept = p->furniture->kept[APO__SOURCE];
			while (kept && n < step->sources && kept[step->source + n] < p->source)
				n++;
			int bare =
				!kept || (n < step->sources && kept[step->source + n] == p->source);
			add_bead(d, single(d->arena, p->source), 1, NULL, 0,
				bare ? step->confidence : APART);
		}
		p->source = source[k] + 1;
	}
}

apo_bead *apo__arrange_path(const apo__pair *whole, const apo__furniture *furniture,
	const apo__pair *rest, const apo__path *path, apo__arena *arena, size_t *count)
{
	draft d;
	placing p = {whole, rest, furniture, 0};
	start_draft(&d, whole, arena);
	for (uint32_t j = 0; j < d.targets; j++)
		d.alone[j] = APART;
	for (uint32_t k = 0; k < path->count; k++)
		place_step(&p, &d, &path->steps[k]);
	leave_alone(&p, &d, whole->side[APO__SOURCE].count, APART);
	return finish_draft(&d, count);
}

/* Append to a list without repeating its last item. */
static void append(uint32_t *list, uint32_t *count, uint32_t item)
{
	for (uint32_t k = 0; k < *count; k++)
		if (list[k] == item)
			return;
	uint32_t at = (*count)++;
	for (; at && list[at - 1] > item; at--)
		list[at] = list[at - 1];
	list[at] = item;
}

apo_bead *apo__arrange_links(
	const apo__pair *pair, const apo__pairings *links, apo__arena *arena, size_t *count)
{
	draft d;
	start_draft(&d, pair, arena);
	uint32_t n = pair->side[APO__SOURCE].count, at = 0, beads = 0;
	for (uint32_t k = 0; k < links->count; k++)
		beads = links->items[k].bead >= beads ? links->items[k].bead + 1 : beads;
	uint32_t *place = apo__alloc_array(arena, beads, sizeof *place); /* in the draft, + 1 */
	uint32_t *size = apo__alloc_array(arena, beads, sizeof *size);	 /* links */
	for (uint32_t k = 0; k < links->count; k++)
		size[links->items[k].bead]++;
	for (uint32_t j = 0; j < d.targets; j++)
		d.alone[j] = ALONE;
	for (uint32_t i = 0; i < n; i++) {
		if (at == links->count || links->items[at].source != i) {
			add_bead(&d, single(arena, i), 1, NULL, 0, ALONE);
			continue;
		}
		for (; at < links->count && links->items[at].source == i; at++) {
			const apo__pairing *link = &links->items[at];
			if (!place[link->bead]) {
				uint32_t *sources =
					apo__alloc_array(arena, size[link->bead], sizeof *sources);
				uint32_t *targets =
					apo__alloc_array(arena, size[link->bead], sizeof *targets);
				sources[0] = i;
				targets[0] = link->target;
				add_bead(&d, sources, 1, targets, 1, 0);
				place[link->bead] = d.sourced_count;
			}
			apo_bead *bead = &d.sourced[place[link->bead] - 1];
			append((uint32_t *)(uintptr_t)bead->source, &bead->source_count, i);
			append((uint32_t *)(uintptr_t)bead->target, &bead->target_count,
				link->target);
			bead->score += (double)link->confidence / size[link->bead];
			d.holder[link->target] = place[link->bead];
		}
	}
	return finish_draft(&d, count);
}
