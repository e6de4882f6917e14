/* SPDX-License-Identifier: Apache-2.0 */
/* Several memories as one. Streamed: the files are read once, or twice where the last or the newest of conflicting units wins.
 * Memory: 32 to 64 bytes for each of: a unit, a tuid, and (with a rule for conflicts) a source text, twice for the newest. */
#include <string.h>

#include "base/error.h"
#include "exchange/tmx/job.h"
#include "exchange/xml/characters.h"

typedef struct {
	apo__tmx_job *job;
	apo__unit_writer *out; /* NULL while the winners are sought */
	uint64_t ordinal;      /* of the unit at hand, over all files */
	int two_readings;
	uint64_t *before; /* units in the files before each */
	apo__digest_map units, ids;
	apo__digest_map winners, dates; /* by source text: the unit that stays, and its date */
	const char *first_source;	/* language of the first file */
} merging;

/* Digits of the latest date of a unit, as a number (20251226080000); 0 = none. */
static uint64_t date_of(const apo__unit *unit)
{
	uint64_t latest = 0;
	for (uint32_t i = 0; i <= unit->variant_count; i++) {
		const apo__unit_variant *v = i ? &unit->variants[i - 1] : NULL;
		const apo__unit_attribute *list = v ? v->attributes : unit->attributes;
		uint32_t count = v ? v->attribute_count : unit->attribute_count;
		const char *text = apo__attribute_of(list, count, "changedate");
		uint64_t date = 0;
		unsigned digits = 0;
		if (!text)
			text = apo__attribute_of(list, count, "creationdate");
		for (; text && *text && digits < 14; text++)
			if (*text >= '0' && *text <= '9') {
				date = date * 10 + (uint64_t)(*text - '0');
				digits++;
			}
		if (digits == 14 && date > latest)
			latest = date;
	}
	return latest;
}

/* Units that conflict have one source text and the same target languages. */
static apo__digest conflict_key(const merging *m, const apo__unit *unit)
{
	apo__arena *scratch = m->job->scratch;
	const apo__unit_variant *source = apo__tmx_job_source(m->job, unit);
	apo__unit_variant *list = apo__alloc_array(scratch, unit->variant_count + 1, sizeof *list);
	uint32_t count = 0;
	for (uint32_t i = 0; i < unit->variant_count; i++)
		if (&unit->variants[i] == source)
			list[count++] = *source;
		else if (unit->variants[i].text)
			list[count++] =
				(apo__unit_variant){.lang = unit->variants[i].lang, .text = ""};
	return apo__unit_digest(scratch, &(apo__unit){.variants = list, .variant_count = count});
}

/* First reading: which unit of each source text stays. */
static apo_status seek_winner(const apo__unit *unit, void *user, apo_error *err)
{
	merging *m = user;
	(void)err;
	uint64_t ordinal = m->ordinal = m->before[m->job->file] + unit->number;
	if (apo__tmx_job_unwanted(m->job, unit))
		return APO_OK;
	apo__digest key = conflict_key(m, unit);
	if (m->job->options->conflicts == APO_TMX_CONFLICTS_NEWEST) {
		uint64_t date = date_of(unit);
		uint64_t *known = apo__digest_map_add(&m->dates, key, date);
		if (*known > date)
			return APO_OK;
		*known = date;
	}
	/* of equal units the first one is written */
	uint64_t first =
		*apo__digest_map_add(&m->units, apo__unit_digest(m->job->scratch, unit), ordinal);
	*apo__digest_map_add(&m->winners, key, first) = first;
	return APO_OK;
}

/* Where a unit stands that has this ordinal; files are few. */
static const char *place_of(const merging *m, uint64_t ordinal)
{
	size_t file = m->two_readings ? m->job->count - 1 : m->job->file;
	while (file > 0 && ordinal <= m->before[file])
		file--;
	unsigned long long number = ordinal - m->before[file];
	if (file == m->job->file)
		return apo__sprintf(m->job->scratch, "unit %llu", number);
	return apo__sprintf(m->job->scratch, "unit %llu of %.60s", number,
		apo__list_file(&m->job->list, m->job->paths[file]));
}

/* Why the unit is left out, NULL when it stays. */
static const char *reason_against(merging *m, const apo__unit *unit)
{
	const char *unwanted = apo__tmx_job_unwanted(m->job, unit);
	if (unwanted)
		return unwanted;
	uint64_t first = *apo__digest_map_add(
		&m->units, apo__unit_digest(m->job->scratch, unit), m->ordinal);
	if (first != m->ordinal)
		return apo__sprintf(m->job->scratch, "the same as %s", place_of(m, first));
	if (m->job->options->conflicts == APO_TMX_CONFLICTS_KEEP)
		return NULL;
	uint64_t winner = *apo__digest_map_add(&m->winners, conflict_key(m, unit), m->ordinal);
	if (winner == m->ordinal)
		return NULL;
	return apo__sprintf(
		m->job->scratch, "another target than %s, which stays", place_of(m, winner));
}

/* A tuid that was taken by another unit gets its content's digest behind it: stable, whatever the order. */
static const char *unique_id(merging *m, const apo__unit *unit)
{
	apo__arena *scratch = m->job->scratch;
	if (!unit->id)
		return NULL;
	uint64_t first = *apo__digest_map_add(
		&m->ids, apo__digest_of(unit->id, strlen(unit->id)), m->ordinal);
	if (first == m->ordinal)
		return unit->id;
	const char *id = apo__sprintf(scratch, "%s-%016llx", unit->id,
		(unsigned long long)apo__unit_digest(scratch, unit).a);
	apo__digest_map_add(&m->ids, apo__digest_of(id, strlen(id)), m->ordinal);
	apo__tmx_job_change(m->job, unit, NULL, "changed",
		apo__sprintf(scratch, "its tuid is that of %s too", place_of(m, first)));
	return id;
}

static apo_status merge_unit(const apo__unit *unit, void *user, apo_error *err)
{
	merging *m = user;
	m->ordinal = m->before[m->job->file] + unit->number;
	const char *reason = reason_against(m, unit);
	if (reason) {
		apo__tmx_job_change(
			m->job, unit, apo__tmx_job_source(m->job, unit), "removed", reason);
		return APO_OK;
	}
	apo__unit copy = *unit;
	copy.id = unique_id(m, unit);
	/* the file's source language, where it is not the header's */
	if (!copy.source_language && m->job->source_language && m->first_source &&
		!apo__language_match(m->first_source, m->job->source_language))
		copy.source_language = m->job->source_language;
	m->job->result.written++;
	return m->out ? m->out->unit(m->out, &copy, err) : APO_OK;
}

static apo_status take_header(const apo__unit_header *header, void *user, apo_error *err)
{
	merging *m = user;
	if (m->job->file)
		return APO_OK;
	/* the reader's strings end with the file, the writer may need them longer */
	m->first_source = header->source_language
				  ? apo__strdup(m->job->arena, header->source_language)
				  : NULL;
	return m->out ? m->out->header(m->out, apo__unit_header_copy(m->job->arena, header), err)
		      : APO_OK;
}

static apo_status merge_run(apo__arena *arena, void *user, apo_error *err)
{
	apo__tmx_job *job = user;
	merging m = {.job = job};
	m.before = apo__alloc_array(arena, job->count + 1, sizeof *m.before);
	apo__digest_map_init(&m.units, arena);
	apo__digest_map_init(&m.ids, arena);
	apo__digest_map_init(&m.winners, arena);
	apo__digest_map_init(&m.dates, arena);
	apo_status status = apo__tmx_job_list(job, err);
	if (!status && job->options->conflicts >= APO_TMX_CONFLICTS_LAST) {
		m.two_readings = 1;
		for (size_t i = 0; i < job->count && !status; i++) {
			m.before[i] = m.ordinal;
			if (!strcmp(job->paths[i], "-"))
				status = apo__fail(err, APO_EUSAGE, "-", APO_NO_OFFSET, 0,
					"is read twice to find the last or newest unit; name a "
					"file");
			else
				status = apo__tmx_job_read(job, i, 0, NULL, seek_winner, &m, err);
		}
		m.ordinal = 0;
	}
	if (job->tmx)
		m.out = apo__tmx_writer_new(arena, job->tmx, job->options);
	for (size_t i = 0; i < job->count && !status; i++) {
		m.before[i] = m.ordinal;
		status = apo__tmx_job_read(job, i, 1, take_header, merge_unit, &m, err);
	}
	if (!status && m.out)
		status = m.out->end(m.out, err);
	apo__tmx_job_end_list(job);
	return status;
}

apo_status apo_tmx_merge(apo_context *context, const char *const *paths, size_t count,
	apo_output *tmx, apo_output *list, const apo_write_options *how, apo_tmx_result *result,
	apo_error *err)
{
	apo__tmx_job job = {.context = context,
		.paths = paths,
		.count = count,
		.tmx = tmx,
		.list_output = list,
		.how = how};
	return apo__tmx_job_run(&job, merge_run, result, err);
}
