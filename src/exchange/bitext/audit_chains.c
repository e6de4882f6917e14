/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chains of a TMX against its files: a source that begins a chain must be credited in the document after it, and the documents
 * of a chain must be files that the TMX names. Chains are collected while units are read, each once; then it is worked out which
 * document must credit whom, threads look that up, a document each, and the chains are judged in the order of the file. So
 * the number of threads does not show. Memory: the distinct chains, and the documents that the threads have at hand.
 */
#include <string.h>

#include "base/error.h"
#include "base/parallel.h"
#include "exchange/bitext/audit_tmx.h"
#include "provenance/chain.h"
#include "text/names/sources.h"

/* Whether a document credits a source. */
typedef struct {
	const char *source;
	uint32_t next; /* question of the same file + 1, 0 = none */
	int is_yes;
} question;

/* What is asked of a file. */
typedef struct {
	uint32_t file;
	uint32_t first; /* question + 1 */
	int out_of_memory;
} asked_file;

typedef struct {
	apo__tmx_audit *a;
	apo__map by_file;      /* number of a file: place in `files` */
	apo__map by_both;      /* place in `files`, number of a source: question */
	apo__interner sources; /* that are asked for */
	APO__VECTOR(question) questions;
	APO__VECTOR(asked_file) files;
	apo__arena **arenas; /* of the threads, emptied after each file */
} asking;

/* The question whether a file credits a source; asked once. */
static uint32_t ask(asking *q, uint32_t file, const char *source)
{
	apo__arena *arena = q->a->arena;
	uint32_t place = *apo__map_add(&q->by_file, file, q->files.count);
	if (place == q->files.count)
		*apo__push(arena, &q->files) = (asked_file){.file = file};
	uint32_t name = apo__intern(&q->sources, source, strlen(source));
	uint32_t number =
		*apo__map_add(&q->by_both, (uint64_t)place << 32 | name, q->questions.count);
	if (number < q->questions.count)
		return number;
	*apo__push(arena, &q->questions) =
		(question){apo__strdup(arena, source), q->files.items[place].first, 0};
	return (q->files.items[place].first = number + 1) - 1;
}

/* NULL when the chain is supported, else what is missing. `is_asking`: only what must be answered is worked out. */
static const char *fault_of(asking *q, const apo__chain *chain, int is_asking)
{
	apo__tmx_audit *a = q->a;
	for (uint32_t i = 0; i < chain->count; i++) {
		const apo__hop *hop = &chain->hops[i];
		for (uint32_t k = 0; k < i; k++)
			if (hop->is_document == chain->hops[k].is_document &&
				!strcmp(hop->name, chain->hops[k].name))
				return apo__sprintf(a->arena, "%s is in it twice", hop->name);
		if (!hop->is_document && i)
			return apo__sprintf(a->arena,
				"%s is not a document, but follows from another", hop->name);
		if (!hop->is_document)
			continue;
		uint32_t id = apo__interned(&a->ids, hop->name, strlen(hop->name));
		if (id == APO_NONE)
			return apo__sprintf(
				a->arena, "the TMX names no file of the document %s", hop->name);
		uint32_t file = a->file_of_id.items[id];
		if (!i || chain->hops[i - 1].is_document || !apo__audit_document(a, file, NULL))
			continue; /* a file that is missing is a finding of its own */
		uint32_t number = ask(q, file, chain->hops[i - 1].name);
		if (!is_asking && !q->questions.items[number].is_yes)
			return apo__sprintf(a->arena, "%s credits %s nowhere", hop->name,
				chain->hops[i - 1].name);
	}
	return NULL;
}

/* ---- answers ---- */

typedef struct {
	asking *q;
	asked_file *asked;
} answering;

/* Whom a document credits that is not to be read in its language is not known: it is not accused. */
static apo_status answer(apo__arena *arena, void *user, apo_error *err)
{
	const answering *w = user;
	const apo__tmx_audit *a = w->q->a;
	apo__sources credited;
	(void)err;
	const apo_document *d = apo__audit_credits(
		arena, &a->files.items[w->asked->file], &w->asked->out_of_memory);
	apo__sources_init(&credited, a->context, arena);
	for (uint32_t i = 0; d && i < d->attribution_count; i++)
		if (d->attributions[i].name)
			apo__sources_add(&credited, d->attributions[i].name, 0);
	for (uint32_t n = w->asked->first; n; n = w->q->questions.items[n - 1].next) {
		question *one = &w->q->questions.items[n - 1];
		one->is_yes = !d || apo__sources_find(&credited, one->source) != APO_NONE;
	}
	return APO_OK;
}

static void answer_file(size_t i, unsigned thread, void *user)
{
	asking *q = user;
	answering w = {q, &q->files.items[i]};
	if (apo__guarded(q->arenas[thread], answer, &w, NULL))
		w.asked->out_of_memory = 1;
	apo__arena_reset(q->arenas[thread]);
}

static void answer_all(asking *q)
{
	apo__arena *arena = q->a->arena;
	unsigned threads = apo__jobs((unsigned)q->a->options->jobs, q->files.count);
	q->arenas = apo__alloc_array(arena, threads, sizeof(apo__arena *));
	for (unsigned i = 0; i < threads; i++)
		q->arenas[i] = apo__arena_child(arena);
	apo__parallel((unsigned)q->a->options->jobs, q->files.count, answer_file, q, NULL, NULL);
	for (uint32_t i = 0; i < q->files.count; i++)
		if (q->files.items[i].out_of_memory)
			apo__arena_exhausted(arena);
}

/* ---- chains ---- */

void apo__audit_chains(apo__tmx_audit *a, const apo__unit *unit)
{
	for (uint32_t i = 0; i < unit->info_count; i++) {
		const apo__unit_info *info = &unit->infos[i];
		if (info->kind != APO__INFO_PROP || strcmp(info->type, APO__PROP_CHAIN) != 0 ||
			apo__intern(&a->chains, info->text, info->size) < a->chain_at.count)
			continue;
		*apo__push(a->arena, &a->chain_at) = (apo__audited_place){unit->number, unit->line};
	}
}

void apo__audit_chains_end(apo__tmx_audit *a)
{
	asking q = {.a = a};
	apo__chain *chains = apo__alloc_array(a->arena, a->chains.count + 1, sizeof *chains);
	apo__map_init(&q.by_file, a->arena);
	apo__map_init(&q.by_both, a->arena);
	apo__interner_init(&q.sources, a->arena);
	for (uint32_t i = 0; i < a->chains.count; i++) {
		a->line = a->chain_at.items[i].line;
		if (!apo__chain_parse(a->arena, a->chains.strings[i], &chains[i]))
			chains[i].count = 0;
		fault_of(&q, &chains[i], 1);
	}
	answer_all(&q);
	for (uint32_t i = 0; i < a->chains.count; i++) {
		const char *fault = chains[i].count ? fault_of(&q, &chains[i], 0)
						    : "it is not a chain as apograph writes it";
		a->line = a->chain_at.items[i].line;
		if (fault)
			apo__audit_add(a, APO_FINDING_CHAIN_UNSUPPORTED, a->of_attributions, NULL,
				(apo_file_span){0, 0},
				"unit %llu (line %u): the files do not support the chain \"%s\": "
				"%s",
				(unsigned long long)a->chain_at.items[i].unit, (unsigned)a->line,
				a->chains.strings[i], fault);
	}
	a->line = 0;
}
