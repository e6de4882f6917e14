/* SPDX-License-Identifier: Apache-2.0 */
/* The import tests of the LISA TMX Compliance Kit (public domain, tests/data/tmx-kit/License.txt): each line of the source text
 * is found in the memory, and its translation is the line of the target text. Its other tests: golden tmx-kit
 * and align-kit. */
#include "exchange/tmx/tmx_reader.h"
#include "fixture.h"

static void open_context(void)
{
	context = apo_context_new(NULL, NULL);
}

static void close_context(void)
{
	apo_context_free(context);
}

TestSuite(tmx_kit, .init = open_context, .fini = close_context);

typedef struct {
	const apo_document *source, *target;
	const char *from, *to;
	unsigned found, units;
} lookup;

static int is_line(const apo_document *d, uint32_t i, const apo__unit_variant *v)
{
	apo_span span = d->segments[i].span;
	return v && v->size == span.end - span.begin &&
	       !memcmp(v->text, d->text + span.begin, v->size);
}

static apo_status look_up(const apo__unit *unit, void *user, apo_error *err)
{
	lookup *l = user;
	(void)err;
	l->units++;
	const apo__unit_variant *source = apo__unit_find(unit, l->from, NULL);
	const apo__unit_variant *target = apo__unit_find(unit, l->to, source);
	for (uint32_t i = 0; i < l->source->segment_count; i++)
		if (is_line(l->source, i, source) && is_line(l->target, i, target))
			l->found++;
	return APO_OK;
}

static apo_document *open_text(const char *path, const char *lang)
{
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	apo_error err;
	options.lang = lang;
	options.format = APO_FORMAT_LINES;
	apo_document *d = apo_document_open(context, path, &options, &err);
	cr_assert_not_null(d, "%s: %s", path, err.message);
	return d;
}

typedef struct {
	const char *path;
	apo__unit_handler handler;
	apo__unit_summary summary;
} read_job;

static apo_status read_job_run(apo__arena *arena, void *user, apo_error *err)
{
	read_job *j = user;
	return apo__tmx_read(arena, j->path, &j->handler, &j->summary, err);
}

Test(tmx_kit, import_tests_translate_their_texts)
{
	static const struct {
		const char *name, *from, *to;
	} tests[] = {{"1A", "en-us", "fr-ca"}, {"1B", "en-us", "fr-ca"}, {"1C", "en-us", "fr-ca"},
		{"1D", "en-us", "en-gb"}, {"1E", "en-us", "en-gb"}, {"1F", "en-us", "en-gb"},
		{"1G", "en-us", "en-gb"}, {"1H", "en-us", "en-gb"}, {"1I", "en-us", "ja-jp"}};
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
		char paths[3][128];
		const char *name = tests[i].name;
		snprintf(paths[0], 128, "tests/data/tmx-kit/ImportTest%s.tmx", name);
		snprintf(paths[1], 128, "tests/data/tmx-kit/ImportTest%s.txt", name);
		snprintf(
			paths[2], 128, "tests/data/tmx-kit/ImportTest%s_%s.txt", name, tests[i].to);
		apo_document *s = open_text(paths[1], "en"), *t = open_text(paths[2], "en");
		lookup l = {s, t, tests[i].from, tests[i].to, 0, 0};
		apo__arena *arena = apo__arena_new();
		apo_error err;
		read_job j = {.path = paths[0], .handler = {.unit = look_up, .user = &l}};
		cr_assert_eq(apo__guarded(arena, read_job_run, &j, &err), APO_OK, "%s: %s", name,
			err.message);
		cr_expect_eq(j.summary.skipped, 0, "%s", name);
		cr_expect_geq(l.found, s->segment_count, "%s: %u of %u lines", name, l.found,
			(unsigned)s->segment_count);
		apo__arena_free(arena);
		apo_document_free(s);
		apo_document_free(t);
	}
}
