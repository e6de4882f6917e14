/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks that stand elsewhere in the other text. A path in order must leave one of two swapped blocks without counterpart on
 * both sides. So long stretches without counterpart of the source are searched in those of the target that are at other places
 * of the path, each in all of them at once; what is found in a row and surely is moved. The number of stretches is bounded,
 * so the time is that of a few more searches of these stretches.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aligners/internal.h"
#include "text/language/context.h"

/* Set by hand: a block is more than what a translator moves within a page. */
#define LONG	  8u  /* segments of a stretch */
#define STRETCHES 24u /* of a side, the longest, that are looked at */
#define PAIRS	  5u  /* beads of a block ... */
#define SURE	  .8  /* ... and their mean probability */
#define EVIDENCE  .5  /* share of the usual evidence of words in this text that a block must have */
#define APART	  3u  /* segments without counterpart between two beads of a block */
#define TOLD	  5u  /* blocks that are named */
#define DOUBT	  .5f /* left of the confidence of stretches of both sides that are not found */

typedef struct {
	uint32_t first, count; /* segments */
	uint32_t gap;	       /* number of the last step with two sides before it */
} stretch;

typedef struct {
	stretch *items; /* by place */
	uint32_t count;
} stretches;

static int longer(const void *left, const void *right)
{
	const stretch *a = left, *b = right;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return a->first < b->first ? -1 : a->first > b->first;
}

static int by_place(const void *left, const void *right)
{
	const stretch *a = left, *b = right;
	return a->first < b->first ? -1 : a->first > b->first;
}

/* Long stretches of a side without counterpart. */
static stretches find_stretches(const apo__path *path, int side, apo__arena *arena)
{
	stretches out = {apo__alloc_array(arena, path->count, sizeof *out.items), 0};
	stretch now = {0, 0, 0};
	uint32_t gap = 0;
	for (uint32_t k = 0; k <= path->count; k++) {
		const apo__step *step = k < path->count ? &path->steps[k] : NULL;
		if (step && !(side ? step->targets : step->sources))
			continue; /* of the other side, alone */
		if (step && !(side ? step->sources : step->targets)) {
			uint32_t at = side ? step->target : step->source;
			if (!now.count)
				now = (stretch){at, 0, gap};
			now.count++;
			continue;
		}
		if (now.count >= LONG)
			out.items[out.count++] = now;
		now.count = 0;
		gap = k + 1;
	}
	if (out.count)
		qsort(out.items, out.count, sizeof *out.items, longer);
	out.count = out.count < STRETCHES ? out.count : STRETCHES;
	if (out.count)
		qsort(out.items, out.count, sizeof *out.items, by_place);
	return out;
}

/* Lines of some segments, by their numbers. */
static apo__lines take(
	const apo__lines *lines, const uint32_t *segments, uint32_t count, apo__arena *arena)
{
	uint32_t used = 0, words = 0;
	for (uint32_t k = 0; k < count; k++)
		words += lines->first[segments[k] + 1] - lines->first[segments[k]];
	uint32_t *first = apo__alloc_array(arena, (size_t)count + 1, sizeof *first);
	uint32_t *numbers = apo__alloc_array(arena, words, sizeof *numbers);
	uint32_t *length = apo__alloc_array(arena, count, sizeof *length);
	uint8_t *opening = apo__alloc_array(arena, count, 1);
	uint8_t *closing = apo__alloc_array(arena, count, 1);
	uint8_t *bare = apo__alloc_array(arena, count, 1);
	for (uint32_t k = 0; k < count; k++) {
		uint32_t s = segments[k];
		first[k] = used;
		for (uint32_t w = lines->first[s]; w < lines->first[s + 1]; w++)
			numbers[used++] = lines->words[w];
		length[k] = lines->length[s];
		opening[k] = lines->opening[s];
		closing[k] = lines->closing[s];
		bare[k] = lines->bare[s];
	}
	first[count] = used;
	return (apo__lines){.count = count,
		.first = first,
		.words = numbers,
		.length = length,
		.opening = opening,
		.closing = closing,
		.bare = bare};
}

typedef struct {
	const apo__model *model;
	const apo__features *features;
	const apo__vocabulary *target;
	const apo__pair *pair;
	double usual;	     /* evidence a word in beads of the text */
	apo__arena *arena;   /* of the job */
	apo__step **step_of; /* by source segment: the moved step that begins there */
	uint8_t *taken[2];   /* by side and segment: whether it is moved */
	apo__moves *out;
} moving;

static uint32_t words_of(const apo__lines *lines, uint32_t first, uint32_t count)
{
	return lines->first[first + count] - lines->first[first];
}

/* By step of a path in order: the evidence of its words. */
static double *weigh(
	const moving *m, const apo__pair *pair, const apo__path *path, apo__arena *arena)
{
	double *out = apo__alloc_array(arena, path->count, sizeof *out);
	apo__corridor corridor = apo__corridor_around(path, pair, 1, arena);
	apo__bead_scorer *scorer = apo__scorer_new(
		m->model, pair, &corridor, m->target->names.count, APO__SIDE_MOST, arena);
	uint32_t row = 0;
	for (uint32_t k = 0; k < path->count; k++) {
		const apo__step *step = &path->steps[k];
		while (row < step->source + step->sources)
			apo__scorer_enter(scorer, row++);
		if (step->sources && step->targets)
			out[k] = (double)apo__scorer_words(
				scorer, step->source, step->sources, step->target, step->targets);
	}
	return out;
}

/* Evidence a word of the steps that have two sides. */
static double mean_evidence(const apo__pair *pair, const apo__path *path, const double *evidence,
	uint32_t from, uint32_t end)
{
	double sum = 0, words = 1;
	for (uint32_t k = from; k < end; k++) {
		const apo__step *step = &path->steps[k];
		if (!step->sources || !step->targets)
			continue;
		sum += evidence[k];
		words += words_of(&pair->side[0], step->source, step->sources) +
			 words_of(&pair->side[1], step->target, step->targets);
	}
	return sum / words;
}

static int is_whole(const apo__step *step, const uint32_t *targets)
{
	uint32_t last = step->target + step->targets - 1;
	return step->sources && step->targets &&
	       targets[last] - targets[step->target] == step->targets - 1u;
}

/* The end of the block that begins with step `from` of a path through stretches; 0 when it is none. */
static uint32_t block_end(const apo__path *path, uint32_t from, const uint32_t *targets)
{
	uint32_t end = from, pairs = 0;
	const apo__step *last = &path->steps[from];
	double sure = 0;
	for (uint32_t k = from; k < path->count; k++) {
		const apo__step *step = &path->steps[k];
		if (!is_whole(step, targets))
			continue;
		uint32_t before = k > from ? last->target + last->targets - 1u : step->target;
		if (k > from && (step->source - (last->source + last->sources) > APART ||
					targets[step->target] - targets[before] > APART + 1))
			break;
		sure += (double)step->confidence;
		pairs++;
		last = step;
		end = k + 1;
	}
	return pairs >= PAIRS && sure >= SURE * pairs ? end : 0;
}

static void keep_block(moving *m, const apo__path *path, uint32_t from, uint32_t end,
	const uint32_t *sources, const uint32_t *targets)
{
	const apo__step *first = &path->steps[from], *last = &path->steps[end - 1];
	uint32_t source_last = last->source + last->sources - 1u,
		 target_last = last->target + last->targets - 1u;
	*apo__push(m->arena, m->out) = (apo__move){sources[first->source], sources[source_last],
		targets[first->target], targets[target_last]};
	for (uint32_t k = from; k < end; k++) {
		const apo__step *step = &path->steps[k];
		if (!is_whole(step, targets))
			continue;
		apo__step *moved = apo__alloc(m->arena, sizeof *moved);
		*moved = *step;
		moved->source = sources[step->source];
		moved->target = targets[step->target];
		m->step_of[moved->source] = moved;
		for (uint32_t x = 0; x < step->sources; x++)
			m->taken[APO__SOURCE][moved->source + x] = 1;
		for (uint32_t x = 0; x < step->targets; x++)
			m->taken[APO__TARGET][moved->target + x] = 1;
	}
}

/* Look for one stretch of the source in those of the target that are elsewhere. */
static void seek(moving *m, const stretch *own, const stretches *others, apo__arena *arena)
{
	uint32_t total = 0, count = 0;
	for (uint32_t k = 0; k < others->count; k++)
		total += others->items[k].gap != own->gap ? others->items[k].count : 0;
	uint32_t *targets = apo__alloc_array(arena, total, sizeof *targets);
	uint32_t *sources = apo__alloc_array(arena, own->count, sizeof *sources);
	for (uint32_t k = 0; k < others->count; k++)
		for (uint32_t x = 0; others->items[k].gap != own->gap && x < others->items[k].count;
			x++)
			if (!m->taken[APO__TARGET][others->items[k].first + x])
				targets[count++] = others->items[k].first + x;
	for (uint32_t x = 0; x < own->count; x++)
		sources[x] = own->first + x;
	if (count < PAIRS)
		return;
	apo__pair pair = {{take(&m->pair->side[0], sources, own->count, arena),
		take(&m->pair->side[1], targets, count, arena)}};
	apo__corridor corridor = apo__corridor_find(m->model, &pair, m->target, arena);
	apo__path path = apo__beads_search(m->model, m->features, &pair, &corridor,
		m->target->names.count, 1, (apo__ticker){NULL, NULL}, arena);
	const double *evidence = weigh(m, &pair, &path, arena);
	for (uint32_t k = 0; k < path.count; k++) {
		uint32_t end = is_whole(&path.steps[k], targets) ? block_end(&path, k, targets) : 0;
		if (!end || mean_evidence(&pair, &path, evidence, k, end) < EVIDENCE * m->usual)
			continue;
		keep_block(m, &path, k, end, sources, targets);
		k = end - 1;
	}
}

/* The path with moved beads in the place of their sources. */
static void weave(moving *m, apo__path *path)
{
	apo__path out = {
		apo__alloc_array(m->arena, path->count, sizeof *out.steps), 0, path->score};
	for (uint32_t k = 0; k < path->count; k++) {
		const apo__step *step = &path->steps[k];
		if (!step->sources && m->taken[APO__TARGET][step->target])
			continue;
		if (step->targets || !m->taken[APO__SOURCE][step->source])
			out.steps[out.count++] = *step;
		else if (m->step_of[step->source])
			out.steps[out.count++] = *m->step_of[step->source];
	}
	*path = out;
}

/* The longest of them, for the notice. */
static void remember_lost(apo__moves *out, const stretches *all, int side)
{
	for (uint32_t k = 0; k < all->count; k++)
		if (all->items[k].count > out->lost[side]) {
			out->lost[side] = all->items[k].count;
			out->lost_first[side] = all->items[k].first;
		}
}

apo__moves apo__moved_find(const apo__model *model, const apo__features *features,
	const apo__vocabulary *target, const apo__pair *pair, apo__path *path, apo__arena *arena)
{
	apo__moves out = {0};
	apo__arena *scratch = apo__arena_child(arena);
	stretches own = find_stretches(path, 0, scratch), other = find_stretches(path, 1, scratch);
	moving m = {model, features, target, pair, .arena = arena, .out = &out};
	if (own.count && other.count) {
		m.usual = mean_evidence(pair, path, weigh(&m, pair, path, scratch), 0, path->count);
		m.step_of = apo__alloc_array(
			scratch, pair->side[APO__SOURCE].count, sizeof(apo__step *));
		for (int d = 0; d < 2; d++)
			m.taken[d] = apo__alloc_array(scratch, pair->side[d].count, 1);
		for (uint32_t k = 0; k < own.count; k++) {
			apo__arena *inner = apo__arena_child(scratch);
			if (m.usual > 0)
				seek(&m, &own.items[k], &other, inner);
			apo__arena_free(inner);
		}
		if (!out.count)
			for (int d = 0; d < 2; d++)
				remember_lost(&out, d ? &other : &own, d);
		if (out.count)
			weave(&m, path);
	}
	apo__arena_free(scratch);
	return out;
}

void apo__moved_doubt(apo__path *path, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	for (int d = 0; d < 2; d++) {
		stretches all = find_stretches(path, d, scratch);
		for (uint32_t k = 0, at = 0; k < path->count; k++) {
			apo__step *step = &path->steps[k];
			uint32_t segment = d ? step->target : step->source;
			if (d ? step->sources : step->targets)
				continue;
			while (at < all.count &&
				all.items[at].first + all.items[at].count <= segment)
				at++;
			if (at < all.count && all.items[at].first <= segment)
				step->confidence *= DOUBT;
		}
	}
	apo__arena_free(scratch);
}

static const char *segments(char out[48], uint32_t first, uint32_t last)
{
	snprintf(out, 48, "%u to %u", first + 1, last + 1);
	return out;
}

void apo__moved_tell(apo_context *context, const apo_alignment *alignment, const apo__moves *moves)
{
	char a[48], b[48];
	for (uint32_t k = 0; k < moves->count && k < TOLD; k++) {
		const apo__move *m = &moves->items[k];
		apo__notice(context,
			"%s: segments %s stand elsewhere in %s (%s): they are paired across",
			alignment->source->path, segments(a, m->source, m->source_last),
			alignment->target->path, segments(b, m->target, m->target_last));
	}
	if (moves->count > TOLD)
		apo__notice(context, "%s and %s: %u more blocks stand elsewhere",
			alignment->source->path, alignment->target->path, moves->count - TOLD);
	if (moves->lost[0])
		apo__notice(context,
			"%s: %u segments in a row (%s) and %s: %u (%s) have no counterpart: is a "
			"part "
			"missing, moved or from another text?",
			alignment->source->path, moves->lost[0],
			segments(
				a, moves->lost_first[0], moves->lost_first[0] + moves->lost[0] - 1),
			alignment->target->path, moves->lost[1],
			segments(b, moves->lost_first[1],
				moves->lost_first[1] + moves->lost[1] - 1));
}
