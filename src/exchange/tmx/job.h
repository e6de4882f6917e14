/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands on whole TMX files share. */
#ifndef APO__EXCHANGE_TMX_JOB_H
#define APO__EXCHANGE_TMX_JOB_H

#include "base/digest.h"
#include "exchange/tmx/tmx_reader.h"
#include "exchange/tmx/unit_writer.h"
#include "writing/list.h"

typedef struct {
	apo_context *context;
	const char *const *paths;
	size_t count;
	apo_output *tmx, *list_output; /* may be NULL */
	const apo_write_options *how;
	const apo_tmx_options *options;
	apo_tmx_result result;
	apo__list list;
	apo__arena *arena, *scratch; /* scratch: emptied before each unit */
	size_t file;		     /* the one being read */
	const char *source_language; /* of its header */
	apo_error *err;
} apo__tmx_job;

/* Run `work` under a guard with the job's arena; `result` receives what was counted (may be NULL). */
apo_status apo__tmx_job_run(apo__tmx_job *job,
	apo_status (*work)(apo__arena *arena, void *job, apo_error *err), apo_tmx_result *result,
	apo_error *err);

/* Read file number `file`; its problems are counted and, when `list` is set, listed. A damaged file is APO_EINPUT, unless
 * salvage is asked for. `header` may be NULL. */
apo_status apo__tmx_job_read(apo__tmx_job *job, size_t file, int list,
	apo_status (*header)(const apo__unit_header *header, void *user, apo_error *err),
	apo_status (*unit)(const apo__unit *unit, void *user, apo_error *err), void *user,
	apo_error *err);

/* The list of changes: begin, one line ("removed", "the same as unit 3"), end with the counts. */
apo_status apo__tmx_job_list(apo__tmx_job *job, apo_error *err);
void apo__tmx_job_change(apo__tmx_job *job, const apo__unit *unit, const apo__unit_variant *variant,
	const char *action, const char *reason);
void apo__tmx_job_end_list(apo__tmx_job *job);

/* The source of a unit: the variant in its source language, else the first with text. Never NULL. */
const apo__unit_variant *apo__tmx_job_source(const apo__tmx_job *job, const apo__unit *unit);
/* Leave the unit out, as --min-score and --only say? The reason, NULL when it stays. */
const char *apo__tmx_job_unwanted(const apo__tmx_job *job, const apo__unit *unit);

/* Digest of a variant's language, text and codes, and of all that a unit says, whatever the order of its variants. */
apo__digest apo__variant_digest(apo__arena *scratch, const apo__unit_variant *variant);
apo__digest apo__unit_digest(apo__arena *scratch, const apo__unit *unit);

#endif
