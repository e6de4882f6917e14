/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Alignment from documents to beads: make lines, learn in rounds (align, learn features and lexicon from the result, align
 * again), choose the mode, judge kinds. All documents of a batch share lexicon and features; each is searched on its own, on
 * any number of threads; learning sums in the order of the documents, so that results do not depend on threads.
 */
#include <string.h>

#include "aligners/internal.h"
#include "base/error.h"
#include "base/parallel.h"
#include "text/language/context.h"

/* ROUNDS, BARE: set on the development sets of docs/alignment.md; the others by hand. */
#define ROUNDS	    3	 /* enough with a dictionary ... */
#define ROUNDS_BARE 6	 /* ... and without */
#define SETTLED	    .002 /* share of changed steps at which rounds end */
#define BARE	    .4 /* share of words with an entry below which there is no dictionary to speak of */
#define UNSURE	    .8 /* mean confidence of beads below which a text may be a retelling */
#define FREE_SHARE  .8 /* of what beads in order explain, which free links must explain */
#define MARGIN	    3u /* boundaries on either side of the last round's path ... */
#define MARGIN_LAST 5u /* ... in the last round */

#define STEP 1000u /* parts of a step that progress is reported in */

#define FAST_ROUNDS	2
#define FAST_ITERATIONS 3
#define FAST_SHAPES	15u /* beads of up to six segments */
#define FAST_MARGIN	2u

typedef struct {
	apo_alignment public;
	apo__arena *arena;
} alignment;

typedef struct {
	apo__arena *arena; /* of this document's result and paths */
	alignment *result;
	uint32_t changed; /* steps of the last round that the round before did not have */
	int undecided;	  /* may be a retelling, which the words that are known cannot decide */
	apo__moves moves;
	apo_status status;
	apo_error err;
} slot;

typedef struct {
	apo_context *context;
	const apo_document *const *sources, *const *targets;
	size_t count;
	const apo_lexicons *lexicons;
	apo_align_options options;
	unsigned jobs;
	apo_progress_fn progress;
	void *user;

	apo__arena *arena, *learned; /* of the job, of the model at hand */
	apo__vocabulary vocabulary[2];
	apo__pair *whole;	   /* all lines */
	apo__pair *pairs;	   /* without page numbers and the like */
	apo__furniture *furniture; /* what those are */
	apo__path *paths;
	slot *slots;
	apo__prior prior;
	apo__model model;
	apo__features features;
	apo__evidence *evidence;
	int round, rounds;
} align_job;

/* ---- search, on many threads ---- */

typedef struct {
	align_job *job;
	size_t i;
} task;

/* Steps of `path` that `before` does not have. */
static uint32_t changed_steps(const apo__path *path, const apo__path *before)
{
	uint32_t changed = path->count;
	for (uint32_t a = 0, b = 0; a < path->count; a++) {
		const apo__step *x = &path->steps[a], *y = before->steps;
		while (b < before->count && (y[b].source < x->source || y[b].target < x->target))
			b++;
		changed -= b < before->count && y[b].source == x->source &&
			   y[b].target == x->target && y[b].sources == x->sources &&
			   y[b].targets == x->targets;
	}
	return changed;
}

static uint32_t margin(const align_job *j, int last)
{
	return j->options.fast ? FAST_MARGIN : last ? MARGIN_LAST : MARGIN;
}

/* Each round is a step of search and, but for the last, one of learning, that take about as long. */
static void tell_step(const align_job *j, unsigned step, uint64_t done, uint64_t total)
{
	uint64_t steps = 2 * (uint64_t)j->rounds - 1, before = 2 * (uint64_t)j->round + step;
	if (j->progress)
		j->progress(before * STEP + STEP * done / total, steps * STEP, j->user);
}

static void tell_search(uint64_t done, uint64_t total, void *user)
{
	tell_step(user, 0, done, total);
}

static void tell_learning(uint64_t done, uint64_t total, void *user)
{
	tell_step(user, 1, done, total);
}

static apo_status search_one(apo__arena *arena, void *user, apo_error *err)
{
	(void)err;
	const task *t = user;
	align_job *j = t->job;
	apo__pair *pair = &j->pairs[t->i];
	apo__arena *scratch = apo__arena_child(arena);
	if (j->options.aligner == APO_ALIGNER_LENGTH)
		j->paths[t->i] = apo__length_search(&j->features, pair, arena);
	else {
		int last = j->round + 1 == j->rounds;
		/* what the first round has learned finds better anchors */
		int anew = j->round < (j->options.fast ? 1 : 2);
		apo__corridor corridor = anew ? apo__corridor_find(&j->model, pair,
							&j->vocabulary[APO__TARGET], scratch)
					      : apo__corridor_around(&j->paths[t->i], pair,
							margin(j, last), scratch);
		/* of many documents each is a tick: they are on many threads */
		apo__ticker ticker = {j->count == 1 ? tell_search : NULL, j};
		apo__path path = apo__beads_search(&j->model, &j->features, pair, &corridor,
			j->vocabulary[APO__TARGET].names.count, last, ticker, arena);
		j->slots[t->i].changed = changed_steps(&path, &j->paths[t->i]);
		j->paths[t->i] = path;
	}
	apo__arena_free(scratch);
	return APO_OK;
}

static void search_task(size_t i, unsigned thread, void *user)
{
	(void)thread;
	align_job *j = user;
	task t = {j, i};
	slot *s = &j->slots[i];
	if (!s->status)
		s->status = apo__guarded(s->arena, search_one, &t, &s->err);
}

static apo_status first_failure(const align_job *j, apo_error *err)
{
	for (size_t i = 0; i < j->count; i++)
		if (j->slots[i].status) {
			if (err)
				*err = j->slots[i].err;
			return j->slots[i].status;
		}
	return APO_OK;
}

/* Whether another round would change little. */
static int is_settled(const align_job *j)
{
	uint64_t changed = 0, all = 0;
	for (size_t i = 0; i < j->count; i++) {
		changed += j->slots[i].changed;
		all += j->paths[i].count;
	}
	return (double)changed <= SETTLED * (double)all;
}

static apo_status run_rounds(align_job *j, apo_error *err)
{
	for (j->round = 0; j->round < j->rounds; j->round++) {
		apo__parallel(j->jobs, j->count, search_task, j, tell_search, j);
		apo_status status = first_failure(j, err);
		if (status)
			return status;
		if (j->round + 1 == j->rounds)
			break;
		for (size_t i = 0; !j->round && i < j->count; i++)
			apo__furniture_take_out(&j->furniture[i], &j->whole[i], j->vocabulary,
				&j->paths[i], &j->pairs[i], j->arena);
		apo__features_learn(&j->features, j->pairs, j->paths, j->count);
		if (j->round >= 2 && is_settled(j))
			j->round = j->rounds - 2; /* the last comes next */
		apo__arena_free(j->learned);	  /* the last round's: not needed to learn */
		j->learned = apo__arena_child(j->arena);
		j->model = apo__model_train(&j->prior, &j->vocabulary[0], &j->vocabulary[1],
			j->pairs, j->paths, j->count,
			j->options.fast ? FAST_ITERATIONS : APO__ITERATIONS,
			(apo__ticker){tell_learning, j}, j->learned);
	}
	return APO_OK;
}

/* ---- results ---- */

/* Share of the weighed words of both texts that their beads explain. */
static double explained(const align_job *j, const apo__pair *pair, const apo_bead *beads,
	size_t count, apo__arena *arena)
{
	apo__arena *own = apo__arena_child(arena);
	float *scratch = apo__evidence_scratch(j->evidence, own);
	double found = 0, all = 0;
	for (size_t k = 0; k < count; k++) {
		apo__overlap o = apo__evidence_overlap(j->evidence, pair, beads[k].source,
			beads[k].source_count, beads[k].target, beads[k].target_count, scratch);
		found += (double)o.found[0] + (double)o.found[1];
		all += (double)o.all[0] + (double)o.all[1];
	}
	apo__arena_free(own);
	return all > 0 ? found / all : 0;
}

/* Mean confidence of the beads of two sides; what is alone is not a sign of another order. */
static double certainty(const apo__path *path)
{
	double sum = 0;
	uint32_t count = 0;
	for (uint32_t k = 0; k < path->count; k++)
		if (path->steps[k].sources && path->steps[k].targets) {
			sum += (double)path->steps[k].confidence;
			count++;
		}
	return count ? sum / count : 1;
}

/* Blocks that stand elsewhere, by numbers of the whole text. */
static void find_moved(align_job *j, size_t i, apo__arena *arena)
{
	apo__moves *moves = &j->slots[i].moves;
	*moves = apo__moved_find(&j->model, &j->features, &j->vocabulary[APO__TARGET], &j->pairs[i],
		&j->paths[i], arena);
	for (uint32_t k = 0; k < moves->count; k++) {
		apo__move *m = &moves->items[k];
		const uint32_t *source = j->furniture[i].kept[APO__SOURCE],
			       *target = j->furniture[i].kept[APO__TARGET];
		if (source)
			*m = (apo__move){source[m->source], source[m->source_last], m->target,
				m->target_last};
		if (target)
			*m = (apo__move){m->source, m->source_last, target[m->target],
				target[m->target_last]};
	}
}

/* A retelling: beads in order are unsure of themselves, and free links explain as much. That beads explain nothing is not a sign of
 * one where hardly a word is known: the texts stay in order then. */
static apo_status fill_one(apo__arena *arena, void *user, apo_error *err)
{
	(void)err;
	const task *t = user;
	align_job *j = t->job;
	size_t i = t->i;
	alignment *a = j->slots[i].result;
	const apo__pair *pair = &j->whole[i];
	apo_mode mode = j->options.mode;
	if (j->evidence)
		find_moved(j, i, arena);
	int unsure = mode == APO_MODE_AUTO && !j->options.fast && certainty(&j->paths[i]) < UNSURE;
	int ask = mode == APO_MODE_COMPARABLE || (unsure && j->prior.coverage >= BARE);
	j->slots[i].undecided = unsure && !ask && j->evidence;
	a->public = (apo_alignment){j->sources[i], j->targets[i], APO_MODE_PARALLEL, NULL, 0};
	if (j->slots[i].moves.lost[0])
		apo__moved_doubt(&j->paths[i], arena);
	if (j->evidence)
		apo__confidence_calibrate(&j->paths[i]);
	apo_bead *beads = apo__arrange_path(
		pair, &j->furniture[i], &j->pairs[i], &j->paths[i], arena, &a->public.count);
	if (j->evidence && ask) {
		size_t count;
		apo__arena *scratch = apo__arena_child(arena);
		apo__pairings links = apo__comparable_search(j->evidence, pair, scratch);
		apo_bead *free_beads = apo__arrange_links(pair, &links, arena, &count);
		apo__arena_free(scratch);
		if (mode == APO_MODE_COMPARABLE ||
			explained(j, pair, free_beads, count, arena) >=
				FREE_SHARE * explained(j, pair, beads, a->public.count, arena)) {
			a->public.mode = APO_MODE_COMPARABLE;
			a->public.count = count;
			beads = free_beads;
		}
	}
	if (j->evidence)
		apo__kinds_judge(j->evidence, apo__lexicon_same_language(j->lexicons), pair, beads,
			a->public.count, arena);
	a->public.beads = beads;
	return APO_OK;
}

static void fill_task(size_t i, unsigned thread, void *user)
{
	(void)thread;
	align_job *j = user;
	task t = {j, i};
	j->slots[i].status = apo__guarded(j->slots[i].arena, fill_one, &t, &j->slots[i].err);
}

static void make_lines(align_job *j, size_t i)
{
	const apo_document *pivot = j->options.pivot;
	apo__vocabulary *source = &j->vocabulary[APO__SOURCE],
			*target = &j->vocabulary[APO__TARGET];
	apo__pair *pair = &j->whole[i];
	pair->side[APO__SOURCE] =
		apo__lines_make(j->lexicons, APO__SOURCE, j->sources[i], source, j->arena);
	pair->side[APO__TARGET] =
		apo__lines_make(j->lexicons, APO__TARGET, j->targets[i], target, j->arena);
	if (pivot) {
		apo__lines translation =
			apo__lines_make(j->lexicons, APO__TARGET, pivot, source, j->arena);
		pair->side[APO__SOURCE] = apo__lines_join(
			&pair->side[APO__SOURCE], &translation, source, target, j->arena);
	}
	j->pairs[i] = *pair;
}

static void tell_undecided(const align_job *j, size_t i)
{
	apo__notice(j->context,
		"%s and %s: taken for a translation; %d %% of the words are in the lexicons, too "
		"few to recognize a retelling (--mode comparable allows crossing links)",
		j->sources[i]->path, j->targets[i]->path, (int)(j->prior.coverage * 100));
}

static apo_status align_all(apo__arena *arena, void *user, apo_error *err)
{
	align_job *j = user;
	j->arena = arena;
	for (int d = 0; d < 2; d++)
		apo__interner_init(&j->vocabulary[d].names, arena);
	j->whole = apo__alloc_array(arena, j->count, sizeof *j->whole);
	j->pairs = apo__alloc_array(arena, j->count, sizeof *j->pairs);
	j->furniture = apo__alloc_array(arena, j->count, sizeof *j->furniture);
	j->paths = apo__alloc_array(arena, j->count, sizeof *j->paths);
	for (size_t i = 0; i < j->count; i++)
		make_lines(j, i);
	j->features.shapes_most = j->options.fast ? FAST_SHAPES : 0;
	apo__features_start(&j->features, j->pairs, j->count);
	j->rounds = 1;
	if (j->options.aligner != APO_ALIGNER_LENGTH) {
		j->prior =
			apo__prior_make(j->lexicons, &j->vocabulary[0], &j->vocabulary[1], arena);
		j->model = apo__model_from_prior(
			&j->prior, &j->vocabulary[0], &j->vocabulary[1], arena);
		j->rounds = j->options.fast	       ? FAST_ROUNDS
			    : j->prior.coverage < BARE ? ROUNDS_BARE
						       : ROUNDS;
	}
	apo_status status = run_rounds(j, err);
	if (j->options.aligner != APO_ALIGNER_LENGTH)
		j->evidence = apo__evidence_new(
			&j->prior, &j->vocabulary[0], &j->vocabulary[1], j->whole, j->count, arena);
	if (!status) {
		apo__parallel(j->jobs, j->count, fill_task, j, NULL, NULL);
		status = first_failure(j, err);
	}
	for (size_t i = 0; !status && i < j->count; i++) {
		const apo_document *both[2] = {j->sources[i], j->targets[i]};
		apo__furniture_tell(j->context, both, &j->furniture[i]);
		if (j->slots[i].result->public.mode == APO_MODE_PARALLEL)
			apo__moved_tell(
				j->context, &j->slots[i].result->public, &j->slots[i].moves);
		apo__oddities_tell(j->context, &j->slots[i].result->public, j->options.mode);
		if (j->slots[i].undecided)
			tell_undecided(j, i);
	}
	return status;
}

/* Children of the job's arena until all results are there. */
static void make_slots(align_job *j, apo__arena *arena)
{
	j->slots = apo__alloc_array(arena, j->count, sizeof *j->slots);
	for (size_t i = 0; i < j->count; i++) {
		apo__arena *own = apo__arena_child(arena);
		j->slots[i].arena = own;
		j->slots[i].result = apo__alloc(own, sizeof(alignment));
		j->slots[i].result->arena = own;
	}
}

static apo_status run_job(apo__arena *arena, void *user, apo_error *err)
{
	align_job *j = user;
	const apo_document *pivot = j->options.pivot;
	if (pivot && (j->count != 1 || pivot->segment_count != j->sources[0]->segment_count))
		return apo__fail(err, APO_EINPUT, pivot->path, APO_NO_OFFSET, 0,
			"the pivot has %u segments, its source %u: expected a translation of one "
			"source, segment by segment (use --presegmented)",
			pivot->segment_count, j->sources[0]->segment_count);
	make_slots(j, arena);
	return align_all(arena, j, err);
}

apo_status apo_align_batch(apo_context *context, const apo_document *const *sources,
	const apo_document *const *targets, size_t count, const apo_lexicons *lexicons,
	const apo_align_options *options, unsigned jobs, apo_progress_fn progress, void *user,
	apo_alignment **alignments, apo_error *err)
{
	align_job j = {.context = context,
		.sources = sources,
		.targets = targets,
		.count = count,
		.lexicons = lexicons,
		.options = APO_ALIGN_OPTIONS_INIT,
		.jobs = jobs,
		.progress = progress,
		.user = user};
	apo_status status = apo__options(&j.options, options, err);
	if (status)
		return status;
	apo__arena *arena = apo__arena_new();
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	status = apo__guarded(arena, run_job, &j, err);
	for (size_t i = 0; !status && i < count; i++) {
		apo__arena_detach(j.slots[i].arena);
		alignments[i] = &j.slots[i].result->public;
	}
	apo__arena_free(arena);
	return status;
}

apo_alignment *apo_align(apo_context *context, const apo_document *source,
	const apo_document *target, const apo_lexicons *lexicons, const apo_align_options *options,
	apo_error *err)
{
	apo_alignment *result = NULL;
	apo_align_batch(
		context, &source, &target, 1, lexicons, options, 1, NULL, NULL, &result, err);
	return result;
}

void apo_alignment_free(apo_alignment *public)
{
	if (public)
		apo__arena_free(((alignment *)public)->arena);
}

apo_alignment *apo__alignment_of_lines(apo__arena *arena, const apo_document *source,
	const apo_document *target, const apo__line_pair *pairs, size_t count)
{
	apo__arena *own = apo__arena_child(arena);
	alignment *result = apo__alloc(own, sizeof *result);
	apo_bead *beads = apo__alloc_array(own, count + 1, sizeof *beads);
	apo__line_pair *kept = apo__alloc_array(own, count + 1, sizeof *kept);
	for (size_t i = 0; i < count; i++) {
		kept[i] = pairs[i];
		beads[i] = (apo_bead){.source = &kept[i].source,
			.target = &kept[i].target,
			.source_count = kept[i].source != APO_NONE,
			.target_count = kept[i].target != APO_NONE,
			.score = 1};
		beads[i].kind = !beads[i].source_count	 ? APO_BEAD_ADDED
				: !beads[i].target_count ? APO_BEAD_OMITTED
							 : APO_BEAD_EQUIVALENT;
	}
	result->arena = own;
	result->public = (apo_alignment){source, target, APO_MODE_PARALLEL, beads, count};
	apo__arena_detach(own);
	return &result->public;
}
