/* SPDX-License-Identifier: Apache-2.0 */
/* What changed from one memory to another. A unit whose texts are in the other file too is the same, wherever it stands. Of the
 * rest, those that share a tuid, else a source text, are changed; the others are added or removed.
 * Three readings: digests of the old file's units; the new file's units that are not among them; the old file's units that
 * were not met. Memory: 32 to 64 bytes a unit of the old file, and the units of the new one that are not in it. */
#include <string.h>

#include "base/error.h"
#include "exchange/tmx/job.h"

/* A unit of the new file that is not in the old one. */
typedef struct {
	uint64_t number;
	uint32_t line;
	int done; /* it was reported as changed */
	const char *lang, *source, *target;
	uint32_t next; /* of the same tuid, of the same source; plus one, 0 = none */
	uint32_t next_source;
} fresh;

typedef struct {
	apo__tmx_job *job;
	apo__arena *arena;
	apo__digest_map
		old; /* units of the old file: LEFT for each to be met, plus 1 for each that was */
	APO__VECTOR(fresh) fresh;
	apo__digest_map by_id, by_source; /* first of `fresh`, plus one */
} comparing;

#define LEFT ((uint64_t)1 << 32)

static const apo__list_column columns[] = {{"change", 8, APO__LIST_TEXT},
	{"old_unit", 8, APO__LIST_NUMBER}, {"new_unit", 8, APO__LIST_NUMBER},
	{"language", 8, APO__LIST_TEXT}, {"source", 40, APO__LIST_TEXT},
	{"old", 40, APO__LIST_TEXT}, {"new", 40, APO__LIST_TEXT}};

static void tell(comparing *c, const char *change, uint64_t old_unit, const fresh *f,
	const char *lang, const char *source, const char *old)
{
	char numbers[2][24];
	const char *values[] = {change, old_unit ? apo__digits(numbers[0], old_unit) : NULL,
		f ? apo__digits(numbers[1], f->number) : NULL, lang, source, old,
		f ? f->target : NULL};
	apo__list_row(&c->job->list, values);
}

/* All targets of a unit as one text for the list, with their languages where there are several. */
static const char *targets_of(
	apo__arena *arena, const apo__unit *unit, const apo__unit_variant *source)
{
	apo__buffer text = {.arena = arena};
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		if (v == source || !v->text)
			continue;
		if (text.size)
			apo__buffer_puts(&text, " | ");
		if (unit->variant_count > 2)
			apo__buffer_printf(&text, "%s: ", v->lang);
		apo__buffer_add(&text, v->text, v->size);
	}
	return apo__buffer_text(&text);
}

static apo_status count_old(const apo__unit *unit, void *user, apo_error *err)
{
	comparing *c = user;
	(void)err;
	*apo__digest_map_add(&c->old, apo__unit_digest(c->job->scratch, unit), 0) += LEFT;
	return APO_OK;
}

/* Put a fresh unit at the end of the chain of its key. */
static void link_fresh(
	comparing *c, apo__digest_map *map, apo__digest key, uint32_t index, size_t member)
{
	uint64_t *first = apo__digest_map_add(map, key, index + 1);
	if (*first == index + 1)
		return;
	/* before the others: the last one is taken first */
	uint32_t *next = (uint32_t *)(void *)((char *)&c->fresh.items[index] + member);
	*next = (uint32_t)*first;
	*first = index + 1;
}

static apo_status meet_new(const apo__unit *unit, void *user, apo_error *err)
{
	comparing *c = user;
	(void)err;
	uint64_t *left = apo__digest_map_find(&c->old, apo__unit_digest(c->job->scratch, unit));
	if (left && *left >= LEFT) {
		*left += 1 - LEFT;
		return APO_OK;
	}
	const apo__unit_variant *source = apo__tmx_job_source(c->job, unit);
	uint32_t index = c->fresh.count;
	*apo__push(c->arena, &c->fresh) = (fresh){.number = unit->number,
		.line = unit->line,
		.lang = apo__strdup(c->arena, source->lang),
		.source = apo__strndup(c->arena, source->text, source->size),
		.target = targets_of(c->arena, unit, source)};
	if (unit->id)
		link_fresh(c, &c->by_id, apo__digest_of(unit->id, strlen(unit->id)), index,
			offsetof(fresh, next));
	link_fresh(c, &c->by_source, apo__variant_digest(c->job->scratch, source), index,
		offsetof(fresh, next_source));
	return APO_OK;
}

/* Take the first unit of a chain that was not told yet; those that were are unlinked, so this stays linear. */
static fresh *take(comparing *c, apo__digest_map *map, apo__digest key, int by_source)
{
	uint64_t *first = apo__digest_map_find(map, key);
	while (first && *first) {
		fresh *f = &c->fresh.items[*first - 1];
		*first = by_source ? f->next_source : f->next;
		if (!f->done) {
			f->done = 1;
			return f;
		}
	}
	return NULL;
}

static apo_status meet_old(const apo__unit *unit, void *user, apo_error *err)
{
	comparing *c = user;
	apo__arena *scratch = c->job->scratch;
	(void)err;
	/* of several equal units the first ones count as those that were met */
	uint64_t *left = apo__digest_map_find(&c->old, apo__unit_digest(scratch, unit));
	if (!left)
		return APO_OK; /* the file changed since */
	if (*left % LEFT) {
		--*left;
		return APO_OK;
	}
	const apo__unit_variant *source = apo__tmx_job_source(c->job, unit);
	fresh *f =
		unit->id ? take(c, &c->by_id, apo__digest_of(unit->id, strlen(unit->id)), 0) : NULL;
	if (!f)
		f = take(c, &c->by_source, apo__variant_digest(scratch, source), 1);
	const char *text = source->text;
	if (f && strcmp(f->source, text) != 0)
		text = apo__sprintf(scratch, "%s → %s", text, f->source);
	tell(c, f ? "changed" : "removed", unit->number, f, source->lang, text,
		targets_of(scratch, unit, source));
	return APO_OK;
}

static apo_status diff_run(apo__arena *arena, void *user, apo_error *err)
{
	apo__tmx_job *job = user;
	comparing c = {.job = job, .arena = arena};
	apo__digest_map_init(&c.old, arena);
	apo__digest_map_init(&c.by_id, arena);
	apo__digest_map_init(&c.by_source, arena);
	for (int i = 0; i < 2; i++)
		if (!strcmp(job->paths[i], "-"))
			return apo__fail(err, APO_EUSAGE, "-", APO_NO_OFFSET, 0,
				"cannot be read twice; name two files");
	apo_status status = apo__list_begin(&job->list, job->list_output, job->how, "changes",
		columns, sizeof columns / sizeof *columns, err);
	if (!status)
		status = apo__tmx_job_read(job, 0, 0, NULL, count_old, &c, err);
	if (!status)
		status = apo__tmx_job_read(job, 1, 0, NULL, meet_new, &c, err);
	if (!status)
		status = apo__tmx_job_read(job, 0, 0, NULL, meet_old, &c, err);
	for (uint32_t i = 0; i < c.fresh.count && !status; i++)
		if (!c.fresh.items[i].done)
			tell(&c, "added", 0, &c.fresh.items[i], c.fresh.items[i].lang,
				c.fresh.items[i].source, NULL);
	apo__list_end(&job->list);
	job->result.listed = job->list.rows;
	if (job->list.output && job->list.format == APO__LIST_JSON)
		apo__json_end(&job->list.json);
	return status;
}

apo_status apo_tmx_diff(apo_context *context, const char *old_path, const char *new_path,
	apo_output *list, const apo_write_options *how, apo_tmx_result *result, apo_error *err)
{
	const char *const paths[] = {old_path, new_path};
	apo__tmx_job job = {
		.context = context, .paths = paths, .count = 2, .list_output = list, .how = how};
	return apo__tmx_job_run(&job, diff_run, result, err);
}
