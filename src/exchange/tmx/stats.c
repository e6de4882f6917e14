/* SPDX-License-Identifier: Apache-2.0 */
/* Counts of a TMX: units, segments by language, and what is wrong with it. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/map.h"
#include "exchange/tmx/proof.h"
#include "exchange/tmx/tmx_reader.h"
#include "provenance/chain.h"
#include "text/language/context.h"
#include "writing/cell.h"
#include "writing/put.h"
#include "writing/writers.h"

#define MOST_DIAGNOSTICS 1000u /* the rest is counted */

typedef struct {
	apo_tmx_stats public;
	apo__arena *arena;
	apo__interner tags;
	APO__VECTOR(uint64_t) counts;
	APO__VECTOR(apo_tmx_diagnostic) diagnostics;
	uint64_t untold;
	uint64_t chains;
	uint32_t most_hops;
	const char *longest;
} stats;

/* What is not a chain in our form is a property of another tool, and is not counted. */
static void count_chain(stats *s, const char *text)
{
	apo__chain chain;
	apo__arena *scratch = apo__arena_child(s->arena);
	if (apo__chain_parse(scratch, text, &chain)) {
		s->chains++;
		if (chain.count > s->most_hops) {
			s->most_hops = chain.count;
			s->longest = apo__strdup(s->arena, text);
		}
	}
	apo__arena_free(scratch);
}

static apo_status count_unit(const apo__unit *unit, void *user, apo_error *err)
{
	stats *s = user;
	(void)err;
	for (uint32_t i = 0; i < unit->info_count; i++)
		if (unit->infos[i].kind == APO__INFO_PROP &&
			!strcmp(unit->infos[i].type, APO__PROP_CHAIN))
			count_chain(s, unit->infos[i].text);
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		if (!v->text)
			continue;
		uint32_t id = apo__intern(&s->tags, v->lang, strlen(v->lang));
		if (id == s->counts.count)
			*apo__push(s->arena, &s->counts) = 0;
		s->counts.items[id]++;
	}
	return APO_OK;
}

static void keep_diagnostic(const apo_tmx_diagnostic *d, void *user)
{
	stats *s = user;
	if (s->diagnostics.count == MOST_DIAGNOSTICS) {
		s->untold++;
		return;
	}
	apo_tmx_diagnostic *kept = apo__push(s->arena, &s->diagnostics);
	*kept = *d;
	kept->message = apo__strdup(s->arena, d->message);
}

static int by_tag(const void *a, const void *b)
{
	const apo_tmx_language *x = a, *y = b;
	return strcmp(x->tag, y->tag);
}

/* By place; of one place in the order of a total comparison, as qsort is not stable. */
static int by_place(const void *a, const void *b)
{
	const apo_tmx_diagnostic *x = a, *y = b;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	return strcmp(x->message, y->message);
}

static void finish(stats *s, const apo__unit_summary *summary)
{
	apo_tmx_language *languages =
		apo__alloc_array(s->arena, s->tags.count + 1, sizeof *languages);
	for (uint32_t i = 0; i < s->tags.count; i++)
		languages[i] = (apo_tmx_language){s->tags.strings[i], s->counts.items[i]};
	qsort(languages, s->tags.count, sizeof *languages, by_tag);
	if (s->diagnostics.count)
		qsort(s->diagnostics.items, s->diagnostics.count, sizeof *s->diagnostics.items,
			by_place);
	if (s->untold) {
		apo_tmx_diagnostic more = {0, 0, 0, APO_SEVERITY_MAJOR,
			apo__sprintf(s->arena, "problems not listed: %llu",
				(unsigned long long)s->untold)};
		*apo__push(s->arena, &s->diagnostics) = more;
	}
	s->public = (apo_tmx_stats){summary->units, summary->skipped, languages, s->tags.count,
		summary->header.source_language, summary->header.encoding, summary->header.version,
		summary->header.creationtool, s->diagnostics.items, s->diagnostics.count, s->chains,
		s->longest};
}

typedef struct {
	const char *path;
	apo_progress_fn progress;
	void *user;
	stats *stats;
} stats_job;

static apo_status read_stats(apo__arena *arena, void *user, apo_error *err)
{
	stats_job *j = user;
	stats *s = j->stats = apo__alloc(arena, sizeof *s);
	s->arena = arena;
	apo__interner_init(&s->tags, arena);
	apo__unit_handler handler = {.unit = count_unit,
		.diagnostic = keep_diagnostic,
		.user = s,
		.progress = j->progress,
		.progress_user = j->user};
	apo__unit_summary summary;
	apo_status status = apo__tmx_read(arena, j->path, &handler, &summary, err);
	if (!status)
		finish(s, &summary);
	return status;
}

apo_tmx_stats *apo_tmx_stats_open(apo_context *context, const char *path, apo_progress_fn progress,
	void *user, apo_error *err)
{
	apo__arena *arena = apo__context_job(context);
	stats_job j = {path, progress, user, NULL};
	apo_status status = APO_ENOMEM;
	if (arena)
		status = apo__guarded(arena, read_stats, &j, err);
	else
		apo__fail(err, APO_ENOMEM, path, APO_NO_OFFSET, 0, "out of memory");
	if (!status)
		return &j.stats->public;
	apo__arena_free(arena);
	return NULL;
}

void apo_tmx_stats_free(apo_tmx_stats *public)
{
	if (public)
		apo__arena_free(((stats *)public)->arena); /* public is its first member */
}

apo_status apo__write_tmx_stats_json(const apo__writer *w, const apo_tmx_stats *s, apo_error *err)
{
	(void)err;
	apo__json json = {.output = w->output};
	apo__json_open(&json, NULL, '{', 1);
	apo__json_integer(&json, "units", s->units);
	apo__json_integer(&json, "skipped", s->skipped);
	apo__json_open(&json, "languages", '{', 0);
	for (size_t i = 0; i < s->language_count; i++)
		apo__json_integer(&json, s->languages[i].tag, s->languages[i].segments);
	apo__json_close(&json);
	apo__json_string(&json, "source_language", s->source_language);
	apo__json_string(&json, "encoding", s->encoding);
	apo__json_string(&json, "version", s->version);
	apo__json_string(&json, "creationtool", s->creationtool);
	apo__json_integer(&json, "chains", s->chains);
	apo__json_string(&json, "longest_chain", s->longest_chain);
	apo__json_open(&json, "diagnostics", '[', 1);
	for (size_t i = 0; i < s->diagnostic_count; i++) {
		const apo_tmx_diagnostic *d = &s->diagnostics[i];
		apo__json_open(&json, NULL, '{', 0);
		apo__json_integer(&json, "line", d->line);
		apo__json_integer(&json, "column", d->column);
		apo__json_integer(&json, "unit", d->unit);
		apo__json_string(&json, "severity", apo_severity_name(d->severity));
		apo__json_string(&json, "message", d->message);
		apo__json_close(&json);
	}
	apo__json_end(&json);
	return APO_OK;
}

static void put_known(apo_output *output, const char *label, const char *value)
{
	apo__put(output, label);
	apo__put_visible(output, value ? value : "not said");
	apo__put(output, "\n");
}

apo_status apo__write_tmx_stats_text(const apo__writer *w, const apo_tmx_stats *s, apo_error *err)
{
	(void)err;
	apo_output *output = w->output;
	apo__put(output, "units            ");
	apo__put_integer(output, s->units);
	apo__put(output, "\nskipped          ");
	apo__put_integer(output, s->skipped);
	apo__put(output, "\n");
	put_known(output, "source language  ", s->source_language);
	put_known(output, "encoding         ", s->encoding);
	put_known(output, "version          ", s->version);
	put_known(output, "creation tool    ", s->creationtool);
	for (size_t i = 0; i < s->language_count; i++) {
		apo__put(output, i ? "                 " : "segments         ");
		apo__put_visible(output, s->languages[i].tag);
		apo__put(output, " ");
		apo__put_integer(output, s->languages[i].segments);
		apo__put(output, "\n");
	}
	if (s->chains) {
		apo__put(output, "chains           ");
		apo__put_integer(output, s->chains);
		apo__put(output, "\n");
		put_known(output, "longest chain    ", s->longest_chain);
	}
	for (size_t i = 0; i < s->diagnostic_count; i++) {
		const apo_tmx_diagnostic *d = &s->diagnostics[i];
		apo__put(output, apo__sprintf(w->arena, "%s  line %u, column %u",
					 apo_severity_name(d->severity), (unsigned)d->line,
					 (unsigned)d->column));
		if (d->unit)
			apo__put(output,
				apo__sprintf(w->arena, ", unit %llu", (unsigned long long)d->unit));
		apo__put(output, ": ");
		apo__put_visible(output, d->message);
		apo__put(output, "\n");
	}
	return APO_OK;
}
