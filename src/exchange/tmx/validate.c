/* SPDX-License-Identifier: Apache-2.0 */
/* All problems of TMX files in one run, reported as they are found. */
#include <string.h>

#include "exchange/tmx/job.h"

static const apo__list_column columns[] = {{"file", 0, APO__LIST_TEXT},
	{"line", 7, APO__LIST_NUMBER}, {"column", 6, APO__LIST_NUMBER},
	{"unit", 7, APO__LIST_NUMBER}, {"severity", 8, APO__LIST_TEXT},
	{"message", 1, APO__LIST_LAST}};
static const apo__list_column file_columns[] = {{"file", 24, APO__LIST_TEXT},
	{"line", 7, APO__LIST_NUMBER}, {"column", 6, APO__LIST_NUMBER},
	{"unit", 7, APO__LIST_NUMBER}, {"severity", 8, APO__LIST_TEXT},
	{"message", 1, APO__LIST_LAST}};

static void tell(const apo_tmx_diagnostic *d, void *user)
{
	apo__tmx_job *job = user;
	char line[24], column[24], unit[24];
	const char *values[] = {apo__list_file(&job->list, job->paths[job->file]),
		d->line ? apo__digits(line, d->line) : NULL,
		d->column ? apo__digits(column, d->column) : NULL,
		d->unit ? apo__digits(unit, d->unit) : NULL, apo_severity_name(d->severity),
		d->message};
	job->result.problems[d->severity]++;
	apo__list_row(&job->list, values);
}

/* One of several files may be no TMX: that is reported, and the others are still read. */
static apo_status check_file(apo__tmx_job *job, size_t file, apo_error *err)
{
	apo_error why;
	apo__unit_summary summary = {0};
	apo__unit_handler handler = {.diagnostic = tell,
		.user = job,
		.progress = job->options->progress,
		.progress_user = job->options->user};
	apo__arena *arena = apo__arena_child(job->arena);
	job->file = file;
	apo_status status =
		apo__tmx_read_checked(arena, job->paths[file], &handler, &summary, &why);
	apo__arena_free(arena);
	job->result.units += summary.units;
	job->result.skipped += summary.skipped;
	if (!status)
		return APO_OK;
	if (job->count == 1 || status == APO_ENOMEM) {
		if (err)
			*err = why;
		return status;
	}
	job->result.unreadable++;
	tell(&(apo_tmx_diagnostic){why.line, 0, 0, APO_SEVERITY_CRITICAL, why.message}, job);
	return APO_OK;
}

static apo_status validate_run(apo__arena *arena, void *user, apo_error *err)
{
	apo__tmx_job *job = user;
	(void)arena;
	apo_status status = apo__list_begin(&job->list, job->list_output, job->how, "problems",
		job->count > 1 ? file_columns : columns, sizeof columns / sizeof *columns, err);
	for (size_t i = 0; i < job->count && !status; i++)
		status = check_file(job, i, err);
	apo__list_end(&job->list);
	job->result.listed = job->list.rows;
	if (job->list.output && job->list.format == APO__LIST_JSON) {
		apo__json_integer(&job->list.json, "units", job->result.units);
		apo__json_integer(&job->list.json, "skipped", job->result.skipped);
		for (int i = APO_SEVERITY_CRITICAL; i >= APO_SEVERITY_MINOR; i--)
			apo__json_integer(&job->list.json, apo_severity_name((apo_severity)i),
				job->result.problems[i]);
		apo__json_end(&job->list.json);
	}
	return status;
}

apo_status apo_tmx_validate(apo_context *context, const char *const *paths, size_t count,
	apo_output *list, const apo_write_options *how, apo_tmx_result *result, apo_error *err)
{
	apo__tmx_job job = {.context = context,
		.paths = paths,
		.count = count,
		.list_output = list,
		.how = how};
	return apo__tmx_job_run(&job, validate_run, result, err);
}
