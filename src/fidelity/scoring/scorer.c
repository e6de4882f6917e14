/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scores of pairs of lines. A pair is checked like a bead of two documents; `model.c` makes one figure of all its signs, one
 * of those of content, one of those of the target's form. Costs about a fifth of a millisecond a
 * pair: what the lexicons say of a form is looked up once.
 */
#include <pthread.h>
#include <string.h>

#include "base/error.h"
#include "fidelity/scoring/signs.h"

#define MOST_KNOWN 50000u /* forms of a side that a worker remembers; then it begins anew */

/* What one thread at a time uses, kept from line to line. */
typedef struct worker {
	struct worker *next;
	apo__arena *words, *line; /* lives with the worker; with a line */
	apo__known_words known;
} worker;

struct apo_scorer {
	apo_context *context;
	const apo_lexicons *lexicons;
	apo__arena *arena;
	apo__check_plan plan;
	int same_language;
	pthread_mutex_t lock;
	worker *idle;
};

typedef struct {
	apo_context *context;
	const apo_lexicons *lexicons;
	int reference;
	apo_scorer *result;
} opening;

static apo_status open_scorer(apo__arena *arena, void *user, apo_error *err)
{
	opening *o = user;
	if (o->reference && !apo__lexicon_same_language(o->lexicons))
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"a reference is in the target's language; give --from and --to the same "
			"language");
	o->result = apo__alloc(arena, sizeof *o->result);
	*o->result = (apo_scorer){.context = o->context,
		.lexicons = o->lexicons,
		.arena = arena,
		.same_language = apo__lexicon_same_language(o->lexicons)};
	apo__check_plan_make(&o->result->plan, o->context, o->lexicons, arena);
	pthread_mutex_init(&o->result->lock, NULL);
	return APO_OK;
}

apo_scorer *apo_scorer_open(
	apo_context *context, const apo_lexicons *lexicons, int reference, apo_error *err)
{
	opening o = {context, lexicons, reference, NULL};
	apo__arena *arena = apo__arena_new();
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	if (!apo__guarded(arena, open_scorer, &o, err))
		return o.result;
	apo__arena_free(arena);
	return NULL;
}

static void free_worker(worker *w)
{
	apo__arena_free(w->line);
	apo__arena_free(w->words); /* and the worker */
}

void apo_scorer_free(apo_scorer *scorer)
{
	if (!scorer)
		return;
	for (worker *w = scorer->idle, *next; w; w = next) {
		next = w->next;
		free_worker(w);
	}
	pthread_mutex_destroy(&scorer->lock);
	apo__arena_free(scorer->arena);
}

/* ---- workers ---- */

static apo_status make_worker(apo__arena *arena, void *user, apo_error *err)
{
	worker **made = user;
	(void)err;
	*made = apo__alloc(arena, sizeof **made);
	(*made)->words = arena;
	(*made)->line = apo__arena_child(arena); /* of one guard: a line adds to the words */
	apo__known_words_init(&(*made)->known, arena);
	return APO_OK;
}

static worker *new_worker(void)
{
	worker *w = NULL;
	apo__arena *words = apo__arena_new();
	if (words && !apo__guarded(words, make_worker, &w, NULL))
		return w;
	apo__arena_free(words);
	return NULL;
}

/* An idle worker, else a new one; NULL when memory runs out. */
static worker *take_worker(apo_scorer *scorer)
{
	pthread_mutex_lock(&scorer->lock);
	worker *w = scorer->idle;
	if (w)
		scorer->idle = w->next;
	pthread_mutex_unlock(&scorer->lock);
	return w ? w : new_worker();
}

static void put_back(apo_scorer *scorer, worker *w)
{
	if (w->known.forms[0].count > MOST_KNOWN || w->known.forms[1].count > MOST_KNOWN) {
		free_worker(w);
		return;
	}
	apo__arena_reset(w->line);
	pthread_mutex_lock(&scorer->lock);
	w->next = scorer->idle;
	scorer->idle = w;
	pthread_mutex_unlock(&scorer->lock);
}

const apo_abstention *apo_scorer_abstentions(const apo_scorer *scorer, size_t *count)
{
	*count = scorer->plan.abstentions.count;
	return scorer->plan.abstentions.items;
}

/* ---- a pair ---- */

typedef struct {
	const apo_scorer *scorer;
	worker *worker;
	const char *lines[2];
	apo_document *documents[2];
	apo__pair_signs signs;
	uint64_t issues;
} pair;

static void free_document(void *object)
{
	apo_document_free(object);
}

static uint32_t *all_segments(apo__arena *arena, const apo_document *d)
{
	uint32_t *segments =
		apo__alloc_array(arena, (size_t)d->segment_count + 1, sizeof *segments);
	for (uint32_t i = 0; i < d->segment_count; i++)
		segments[i] = i;
	return segments;
}

static apo_status score_pair(apo__arena *words, void *user, apo_error *err)
{
	pair *p = user;
	const apo_scorer *s = p->scorer;
	apo__arena *arena = p->worker->line;
	(void)words;
	for (int side = 0; side < 2; side++) {
		apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
		options.format = APO_FORMAT_LINES;
		options.lang =
			apo__language_tag(apo__lexicon_language(s->lexicons, (apo__side)side));
		p->documents[side] = apo_document_read(
			s->context, "line", p->lines[side], strlen(p->lines[side]), &options, err);
		if (!p->documents[side])
			return err->status;
		apo__arena_defer(arena, free_document, p->documents[side]);
	}
	const apo_document *a = p->documents[0], *b = p->documents[1];
	apo_bead bead = {all_segments(arena, a), all_segments(arena, b), a->segment_count,
		b->segment_count, 1, APO_BEAD_EQUIVALENT};
	apo_alignment alignment = {a, b, APO_MODE_PARALLEL, &bead, 1};
	apo__check *check = apo__check_run(
		s->context, &alignment, s->lexicons, &s->plan, &p->worker->known, arena);
	apo__item_lists issues = apo__issues_of_beads(check);
	apo__signs_of_bead(check, 0, &issues, &p->signs);
	for (uint32_t i = 0; i < check->issues.count; i++)
		p->issues |= (uint64_t)1 << check->issues.items[i].type;
	return APO_OK;
}

apo_status apo__scorer_signs(apo_scorer *scorer, const char *source, const char *target,
	apo__pair_signs *signs, uint64_t *issues, apo_error *err)
{
	apo_error own;
	pair p = {.scorer = scorer, .lines = {source, target}, .worker = take_worker(scorer)};
	if (!p.worker)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	apo_status status = apo__guarded(p.worker->words, score_pair, &p, err ? err : &own);
	if (status) {
		free_worker(p.worker);
		return status;
	}
	put_back(scorer, p.worker);
	*signs = p.signs;
	*issues = p.issues;
	return APO_OK;
}

static int is_blank(const char *line)
{
	return !line[strspn(line, " \t\r\n")];
}

apo_status apo_scorer_score(apo_scorer *scorer, const char *source, const char *target,
	apo_line_score *score, apo_error *err)
{
	apo__pair_signs signs;
	uint64_t issues;
	if (is_blank(source) || is_blank(target)) { /* nothing renders nothing */
		double value = is_blank(source) && is_blank(target);
		*score = (apo_line_score){value, value, 1, 0};
		return APO_OK;
	}
	apo_status status = apo__scorer_signs(scorer, source, target, &signs, &issues, err);
	if (!status)
		*score = (apo_line_score){apo__score_of_signs(&signs, scorer->same_language),
			apo__adequacy_of_signs(&signs, scorer->same_language),
			apo__fluency_of_signs(&signs, scorer->same_language), issues};
	return status;
}
