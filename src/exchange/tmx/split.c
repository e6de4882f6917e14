/* SPDX-License-Identifier: Apache-2.0 */
/* One memory as several: by number of units, by pair of languages, or by what a property says. Streamed; all parts are open at
 * once and appear together. Memory: two buffers a part. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/map.h"
#include "exchange/tmx/job.h"
#include "exchange/xml/characters.h"
#include "text/unicode/chars.h"

#define MOST_PARTS 400u /* files that may be open at once: 1024 on most systems */
#define MOST_NAME  100u /* bytes of a file's name that a value gives */

typedef struct {
	const char *path;
	apo_output *output; /* NULL: only counted */
	apo__unit_writer *writer;
	uint64_t units;
} part;

typedef struct {
	apo__tmx_job *job;
	apo__arena *arena;
	const char *base; /* of the parts' names */
	const apo__unit_header *header;
	apo__interner names; /* of parts, with the index of each */
	APO__VECTOR(part) parts;
	uint64_t units;
} splitting;

static void free_output(void *object)
{
	apo_output_free(object);
}

/* A value as a part of a file name: what is not a letter, digit, "-", "_", "." inside, or beyond ASCII becomes %XX. */
static const char *safe_name(apo__arena *arena, const char *value)
{
	static const char hex[] = "0123456789ABCDEF";
	apo__buffer name = {.arena = arena};
	for (const char *at = value; *at; at++) {
		unsigned char ch = (unsigned char)*at;
		int letter = (ch | 32) >= 'a' && (ch | 32) <= 'z';
		if (letter || (ch >= '0' && ch <= '9') || ch == '-' || ch == '_' || ch >= 0x80 ||
			(ch == '.' && at > value)) {
			apo__buffer_putc(&name, (char)ch);
			continue;
		}
		apo__buffer_putc(&name, '%');
		apo__buffer_putc(&name, hex[ch >> 4]);
		apo__buffer_putc(&name, hex[ch & 15]);
	}
	if (name.size <= MOST_NAME)
		return apo__buffer_text(&name);
	size_t size = apo__char_begin(name.data, 0, MOST_NAME);
	return apo__sprintf(arena, "%.*s-%016llx", (int)size, name.data,
		(unsigned long long)apo__digest_of(value, strlen(value)).a);
}

static apo_status open_part(splitting *s, const char *name, uint32_t id, apo_error *err)
{
	const char *folder = s->job->options->folder;
	if (id == MOST_PARTS)
		return apo__fail(err, APO_ELIMIT, s->job->paths[0], APO_NO_OFFSET, 0,
			"would become more than %u parts; use larger ones, or another property",
			MOST_PARTS);
	part *p = apo__push(s->arena, &s->parts);
	p->path = apo__sprintf(s->arena, "%s/%s.%s.tmx", folder ? folder : ".", s->base,
		safe_name(s->arena, name));
	if (!folder)
		return APO_OK;
	p->output = apo_output_open(p->path, err);
	if (!p->output)
		return err ? err->status : APO_EOUTPUT;
	apo__arena_defer(s->arena, free_output, p->output);
	apo_status status = apo_output_guard(p->output, s->job->context, 0, err);
	if (status)
		return status;
	p->writer = apo__tmx_writer_new(s->arena, p->output, s->job->options);
	return p->writer->header(p->writer, s->header, err);
}

static apo_status put(splitting *s, const char *name, const apo__unit *unit, apo_error *err)
{
	uint32_t id = apo__intern(&s->names, name, strlen(name));
	apo_status status = id == s->parts.count ? open_part(s, name, id, err) : APO_OK;
	if (status)
		return status;
	part *p = &s->parts.items[id];
	p->units++;
	s->job->result.written++;
	return p->writer ? p->writer->unit(p->writer, unit, err) : APO_OK;
}

/* One unit of two languages for each target. */
static apo_status put_pairs(splitting *s, const apo__unit *unit, apo_error *err)
{
	apo__arena *scratch = s->job->scratch;
	const apo__unit_variant *source = apo__tmx_job_source(s->job, unit);
	const char *from = apo__canonical_tag(scratch, source->lang);
	apo_status status = APO_OK;
	uint32_t targets = 0;
	for (uint32_t i = 0; i < unit->variant_count && !status; i++) {
		const apo__unit_variant *target = &unit->variants[i];
		if (target == source || !target->text)
			continue;
		const apo__unit_variant pair[] = {*source, *target};
		apo__unit one = *unit;
		one.variants = pair;
		one.variant_count = 2;
		targets++;
		status = put(s,
			apo__sprintf(
				scratch, "%s_%s", from, apo__canonical_tag(scratch, target->lang)),
			&one, err);
	}
	return status || targets ? status : put(s, from, unit, err);
}

static const char *prop_anywhere(const apo__unit *unit, const char *type)
{
	const char *value = apo__prop_of(unit->infos, unit->info_count, type);
	for (uint32_t i = 0; !value && i < unit->variant_count; i++)
		value = apo__prop_of(unit->variants[i].infos, unit->variants[i].info_count, type);
	return value;
}

static apo_status split_unit(const apo__unit *unit, void *user, apo_error *err)
{
	splitting *s = user;
	const apo_tmx_options *o = s->job->options;
	const char *value = NULL;
	s->units++;
	if (!o->part_by) {
		uint64_t size = o->part_units ? o->part_units : 1;
		return put(s,
			apo__sprintf(s->job->scratch, "%04llu",
				(unsigned long long)((s->units - 1) / size + 1)),
			unit, err);
	}
	if (!strcmp(o->part_by, "language"))
		return put_pairs(s, unit, err);
	if (!strcmp(o->part_by, "document")) {
		value = prop_anywhere(unit, "x-document");
		if (!value)
			value = prop_anywhere(unit, "source-document");
	} else {
		value = prop_anywhere(unit, o->part_by + strlen("prop:"));
	}
	return put(s, value && *value ? value : "none", unit, err);
}

static apo_status take_header(const apo__unit_header *header, void *user, apo_error *err)
{
	splitting *s = user;
	(void)err;
	s->header = apo__unit_header_copy(s->arena, header);
	return APO_OK;
}

static apo_status finish(splitting *s, apo_error *err)
{
	apo_status status = APO_OK;
	for (uint32_t i = 0; i < s->parts.count && !status; i++) {
		part *p = &s->parts.items[i];
		status = p->writer ? p->writer->end(p->writer, err) : APO_OK;
	}
	for (uint32_t i = 0; i < s->parts.count && !status; i++)
		if (s->parts.items[i].output)
			status = apo_output_commit(s->parts.items[i].output, err);
	return status;
}

/* The list of parts: file and units. */
static apo_status list_parts(splitting *s, apo_error *err)
{
	static const apo__list_column columns[] = {
		{"units", 9, APO__LIST_NUMBER}, {"file", 1, APO__LIST_LAST}};
	apo__tmx_job *job = s->job;
	char units[24];
	apo_status status =
		apo__list_begin(&job->list, job->list_output, job->how, "parts", columns, 2, err);
	for (uint32_t i = 0; i < s->parts.count && !status; i++) {
		const char *values[] = {
			apo__digits(units, s->parts.items[i].units), s->parts.items[i].path};
		apo__list_row(&job->list, values);
	}
	job->result.parts = s->parts.count;
	if (!status)
		apo__tmx_job_end_list(job);
	return status;
}

static apo_status split_run(apo__arena *arena, void *user, apo_error *err)
{
	apo__tmx_job *job = user;
	const apo_tmx_options *o = job->options;
	splitting s = {.job = job, .arena = arena};
	const char *name = strrchr(job->paths[0], '/');
	name = name ? name + 1 : job->paths[0];
	const char *dot = strstr(name, ".tmx");
	s.base = !strcmp(name, "-")
			 ? "part"
			 : apo__strndup(arena, name,
				   dot && dot > name ? (size_t)(dot - name) : strlen(name));
	apo__interner_init(&s.names, arena);
	if (o->part_by && strcmp(o->part_by, "language") != 0 &&
		strcmp(o->part_by, "document") != 0 && strncmp(o->part_by, "prop:", 5) != 0)
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"parts by '%s'; expected language, document or prop:TYPE", o->part_by);
	if (o->folder && mkdir(o->folder, 0777) && errno != EEXIST)
		return apo__fail(err, APO_EOUTPUT, o->folder, APO_NO_OFFSET, 0,
			"cannot be made: %s", strerror(errno));
	const apo_write_options plain = APO_WRITE_OPTIONS_INIT;
	apo_status status = apo__list_begin(&job->list, NULL, &plain, "", NULL, 0, err);
	if (!status)
		status = apo__tmx_job_read(job, 0, 1, take_header, split_unit, &s, err);
	if (!status)
		status = finish(&s, err);
	return status ? status : list_parts(&s, err);
}

apo_status apo_tmx_split(apo_context *context, const char *path, apo_output *list,
	const apo_write_options *how, apo_tmx_result *result, apo_error *err)
{
	apo__tmx_job job = {
		.context = context, .paths = &path, .count = 1, .list_output = list, .how = how};
	return apo__tmx_job_run(&job, split_run, result, err);
}
