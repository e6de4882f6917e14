/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/tmx/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "exchange/units/unit_states.h"
#include "exchange/xml/characters.h"
#include "text/language/context.h"
#include "writing/put.h"

apo_status apo__tmx_job_run(apo__tmx_job *job,
	apo_status (*work)(apo__arena *arena, void *job, apo_error *err), apo_tmx_result *result,
	apo_error *err)
{
	apo_write_options how = APO_WRITE_OPTIONS_INIT;
	apo_tmx_options tmx = APO_TMX_OPTIONS_INIT;
	apo_status status = apo__options(&how, job->how, err);
	if (!status)
		status = apo__options(&tmx, how.tmx, err);
	if (status)
		return status;
	job->how = &how;
	job->options = &tmx;
	job->arena = apo__context_job(job->context);
	if (!job->arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	job->err = err;
	status = apo__guarded(job->arena, work, job, err);
	apo__arena_free(job->arena);
	if (!status && result)
		*result = job->result;
	return status;
}

/* ---- reading ---- */

typedef struct {
	apo__tmx_job *job;
	int list;
	apo_status (*header)(const apo__unit_header *header, void *user, apo_error *err);
	apo_status (*unit)(const apo__unit *unit, void *user, apo_error *err);
	void *user;
	apo_tmx_diagnostic first_critical;
	char message[200];
} reading;

static void on_diagnostic(const apo_tmx_diagnostic *d, void *user)
{
	reading *r = user;
	if (d->severity == APO_SEVERITY_CRITICAL && !r->message[0]) {
		r->first_critical = *d;
		strncpy(r->message, d->message, sizeof r->message - 1);
	}
	if (!r->list)
		return;
	r->job->result.problems[d->severity]++;
	const apo__unit at = {.number = d->unit, .line = d->line};
	apo__tmx_job_change(r->job, &at, NULL, apo_severity_name(d->severity), d->message);
}

static apo_status on_header(const apo__unit_header *header, void *user, apo_error *err)
{
	reading *r = user;
	r->job->source_language = header->source_language;
	return r->header ? r->header(header, r->user, err) : APO_OK;
}

static apo_status on_unit(const apo__unit *unit, void *user, apo_error *err)
{
	reading *r = user;
	apo__arena_reset(r->job->scratch);
	if (r->message[0] && !r->job->options->salvage)
		return APO_OK; /* the file will be refused; its other problems are still reported */
	return r->unit(unit, r->user, err);
}

apo_status apo__tmx_job_read(apo__tmx_job *job, size_t file, int list,
	apo_status (*header)(const apo__unit_header *header, void *user, apo_error *err),
	apo_status (*unit)(const apo__unit *unit, void *user, apo_error *err), void *user,
	apo_error *err)
{
	reading r = {.job = job, .list = list, .header = header, .unit = unit, .user = user};
	apo__unit_summary summary;
	apo__unit_handler handler = {.header = on_header,
		.unit = on_unit,
		.diagnostic = on_diagnostic,
		.user = &r,
		.progress = job->options->progress,
		.progress_user = job->options->user};
	apo__arena *arena = apo__arena_child(job->arena);
	job->file = file;
	job->scratch = apo__arena_child(arena);
	apo_status status = apo__tmx_read(arena, job->paths[file], &handler, &summary, err);
	apo__arena_free(arena);
	job->scratch = NULL;
	if (!status && r.message[0] && !job->options->salvage)
		return apo__fail(err, APO_EINPUT, job->paths[file], APO_NO_OFFSET,
			r.first_critical.line,
			"column %u, unit %llu: %s; nothing was written: mend the file, or say "
			"--salvage to keep what is whole",
			(unsigned)r.first_critical.column,
			(unsigned long long)r.first_critical.unit, r.message);
	if (!status && list) {
		job->result.units += summary.units;
		job->result.skipped += summary.skipped;
	}
	return status;
}

/* ---- the list ---- */

static const apo__list_column columns[] = {{"file", 0, APO__LIST_TEXT},
	{"line", 7, APO__LIST_NUMBER}, {"unit", 7, APO__LIST_NUMBER}, {"action", 8, APO__LIST_TEXT},
	{"reason", 36, APO__LIST_TEXT}, {"language", 8, APO__LIST_TEXT},
	{"text", 60, APO__LIST_TEXT}};
/* with the file, where there are several */
static const apo__list_column file_columns[] = {{"file", 16, APO__LIST_TEXT},
	{"line", 7, APO__LIST_NUMBER}, {"unit", 7, APO__LIST_NUMBER}, {"action", 8, APO__LIST_TEXT},
	{"reason", 36, APO__LIST_TEXT}, {"language", 8, APO__LIST_TEXT},
	{"text", 60, APO__LIST_TEXT}};

apo_status apo__tmx_job_list(apo__tmx_job *job, apo_error *err)
{
	return apo__list_begin(&job->list, job->list_output, job->how, "changes",
		job->count > 1 ? file_columns : columns, sizeof columns / sizeof *columns, err);
}

void apo__tmx_job_change(apo__tmx_job *job, const apo__unit *unit, const apo__unit_variant *variant,
	const char *action, const char *reason)
{
	char line[24], number[24];
	const char *values[] = {apo__list_file(&job->list, job->paths[job->file]),
		unit->line ? apo__digits(line, unit->line) : NULL,
		unit->number ? apo__digits(number, unit->number) : NULL, action, reason,
		variant ? variant->lang : NULL, variant ? variant->text : NULL};
	apo__list_row(&job->list, values);
}

void apo__tmx_job_end_list(apo__tmx_job *job)
{
	job->result.listed = job->list.rows;
	apo__list_end(&job->list);
	if (!job->list.output || job->list.format != APO__LIST_JSON)
		return;
	apo__json_integer(&job->list.json, "units", job->result.units);
	apo__json_integer(&job->list.json, "skipped", job->result.skipped);
	apo__json_integer(&job->list.json, "written", job->result.written);
	if (job->result.parts)
		apo__json_integer(&job->list.json, "parts", job->result.parts);
	apo__json_end(&job->list.json);
}

/* ---- units ---- */

const apo__unit_variant *apo__tmx_job_source(const apo__tmx_job *job, const apo__unit *unit)
{
	const char *lang = unit->source_language ? unit->source_language : job->source_language;
	const apo__unit_variant *source = lang ? apo__unit_find(unit, lang, NULL) : NULL;
	for (uint32_t i = 0; !source && i < unit->variant_count; i++)
		if (unit->variants[i].text)
			source = &unit->variants[i];
	return source ? source : &unit->variants[0];
}

const char *apo__tmx_job_unwanted(const apo__tmx_job *job, const apo__unit *unit)
{
	const apo_tmx_options *o = job->options;
	const char *score = apo__prop_of(unit->infos, unit->info_count, "x-score");
	double value;
	if (o->min_score > 0 && score && apo__parse_decimal(score, strlen(score), &value) &&
		value < o->min_score)
		return "its score is too low";
	if (o->only == APO_TMX_ISSUE_FREE && apo__prop_of(unit->infos, unit->info_count, "x-issue"))
		return "it has issues";
	if (o->only == APO_TMX_CONFIRMED &&
		!apo__prop_of(unit->infos, unit->info_count, "x-confirmed") &&
		!apo__unit_is_confirmed(unit))
		return "nobody confirmed it";
	return NULL;
}

/* U+0001 is in no text of XML. */
static void add_variant(apo__arena *scratch, apo__buffer *key, const apo__unit_variant *v)
{
	apo__buffer_puts(key, apo__canonical_tag(scratch, v->lang));
	apo__buffer_putc(key, '\1');
	if (v->text)
		apo__buffer_add(key, v->text, v->size);
	for (uint32_t i = 0; i < v->code_count; i++) {
		apo__buffer_printf(
			key, "\1%u %u ", (unsigned)v->codes[i].kind, (unsigned)v->codes[i].at);
		apo__buffer_puts(key, v->codes[i].data);
	}
}

apo__digest apo__variant_digest(apo__arena *scratch, const apo__unit_variant *variant)
{
	apo__buffer key = {.arena = scratch};
	add_variant(scratch, &key, variant);
	return apo__digest_of(key.data, key.size);
}

static int by_digest(const void *a, const void *b)
{
	const apo__digest *x = a, *y = b;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return x->b < y->b ? -1 : x->b > y->b;
}

apo__digest apo__unit_digest(apo__arena *scratch, const apo__unit *unit)
{
	apo__digest *parts = apo__alloc_array(scratch, unit->variant_count + 1, sizeof *parts);
	uint32_t count = 0;
	for (uint32_t i = 0; i < unit->variant_count; i++)
		if (unit->variants[i].text)
			parts[count++] = apo__variant_digest(scratch, &unit->variants[i]);
	if (count > 1)
		qsort(parts, count, sizeof *parts, by_digest);
	return apo__digest_of((const char *)parts, count * sizeof *parts);
}
