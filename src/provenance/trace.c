/* SPDX-License-Identifier: Apache-2.0 */
/* The public way into a trace: evidence, derivation, remarks, attributions, one after the other in one arena. */
#include "provenance/evidence/tracing.h"

#include "base/error.h"

typedef struct {
	apo_trace public; /* first: apo_trace_free gets its address */
	apo__arena *arena;
} owned_trace;

typedef struct {
	apo_context *context;
	const apo_corpus *corpus;
	apo_trace_options options;
	owned_trace *result;
} trace_job;

static const apo__attributed_sources *read_attributions(const apo__tracing *t)
{
	size_t count = t->corpus->count;
	apo__attributed_sources *attributed =
		apo__alloc_array(t->arena, count + 1, sizeof *attributed);
	for (size_t i = 0; i < count; i++)
		apo__attributed_init(&attributed[i], t->context, t->arena, t->corpus->documents[i]);
	return attributed;
}

static apo_status trace_run(apo__arena *arena, void *user, apo_error *err)
{
	trace_job *j = user;
	owned_trace *result = apo__alloc(arena, sizeof *result);
	result->arena = arena;
	result->public.corpus = j->corpus;
	apo__tracing *t = apo__alloc(arena, sizeof *t);
	*t = (apo__tracing){.context = j->context,
		.arena = arena,
		.corpus = j->corpus,
		.options = &j->options,
		.trace = &result->public};
	t->attributed = read_attributions(t);
	t->chance = apo__chance_new(arena, j->corpus->documents, j->corpus->count);
	apo_error own = {0};
	err = err ? err : &own;
	apo_status status = apo__reuse_find(t, err);
	if (status)
		return status;
	apo__derivation_find(t);
	status = apo__reuse_align(t, err);
	if (status)
		return status;
	status = apo__changes_find(t, err);
	if (status)
		return status;
	apo__remarks_find(t);
	apo__dropped_attributions_find(t);
	apo__origins_find(t);
	result->public.chains = apo__chains_new(t);
	j->result = result;
	return APO_OK;
}

apo_trace *apo_trace_corpus(apo_context *context, const apo_corpus *corpus,
	const apo_trace_options *options, apo_error *err)
{
	trace_job j = {context, corpus, APO_TRACE_OPTIONS_INIT, NULL};
	apo_error own;
	if (apo__options(&j.options, options, err))
		return NULL;
	apo__arena *arena = apo__arena_new();
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	if (!apo__guarded(arena, trace_run, &j, err ? err : &own))
		return &j.result->public;
	apo__arena_free(arena);
	return NULL;
}

static apo__arena *arena_of(apo_trace *trace)
{
	return ((owned_trace *)(void *)trace)->arena;
}

void apo_trace_free(apo_trace *trace)
{
	if (trace)
		apo__arena_free(arena_of(trace));
}
