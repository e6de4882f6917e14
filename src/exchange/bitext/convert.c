/* SPDX-License-Identifier: Apache-2.0 */
/* From one format of translation units to another, unit by unit: a reader, the choice of two languages, a writer. Memory does
 * not depend on the size of the files. What the new format cannot hold is counted and told. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/map.h"
#include "exchange/tmx/job.h"
#include "exchange/tmx/tmx_reader.h"
#include "exchange/tmx/unit_writer.h"
#include "exchange/units/unit_files.h"
#include "exchange/units/unit_states.h"
#include "exchange/xliff/xliff_writer.h"
#include "exchange/xml/characters.h"
#include "text/language/context.h"
#include "text/language/detect.h"

#define MOST_LANGUAGES 100u /* that are left out and told by name */

typedef struct {
	apo_context *context;
	apo__arena *arena;
	apo_convert_options options;
	apo_tmx_options tmx;
	const char *format, *path; /* of the output; the file that is read */
	apo_output *outputs[2];
	apo__unit_writer *writer;
	apo__unit_header header; /* of the first file */
	int headers, started;
	const char *from, *to; /* as they are written; NULL = not known yet */
	apo__unit_losses losses;
	apo_tmx_result counts;
	apo_tmx_diagnostic first; /* critical problem */
	char first_message[256];
	uint64_t without_source, without_target, unwanted, below, empty, fixed;
	apo__unit_level least; /* of what is written */
	int has_states;	       /* the file that is read says how far its translations are */
	apo__interner others;  /* languages left out */
	APO__VECTOR(uint64_t) other_counts;
} conversion;

static void notice(const conversion *c, uint64_t count, const char *what)
{
	if (count && c->options.notice)
		c->options.notice(
			apo__sprintf(c->arena, "%s: %llu", what, (unsigned long long)count),
			c->options.user);
}

/* ---- names ---- */

static int ends_with(const char *name, const char *end)
{
	size_t size = strlen(name), length = strlen(end);
	if (size <= length)
		return 0;
	for (size_t i = 0; i < length; i++)
		if ((name[size - length + i] | 32) != (end[i] | 32))
			return 0;
	return 1;
}

/* "tmx", "xliff", "tsv", "moses"; NULL = not by this name. */
static const char *format_named(const char *path)
{
	static const char *const names[][2] = {{".tmx", "tmx"}, {".tmx.gz", "tmx"},
		{".tmx.zip", "tmx"}, {".xlf", "xliff"}, {".xliff", "xliff"}, {".xlf.gz", "xliff"},
		{".xlf.zip", "xliff"}, {".xlz", "xliff"}, {".mqxlz", "xliff"},
		{".xliff.gz", "xliff"}, {".sdlxliff", "xliff"}, {".mqxliff", "xliff"},
		{".mxliff", "xliff"}, {".tsv", "tsv"}, {".tab", "tsv"}, {".tsv.gz", "tsv"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (ends_with(path, names[i][0]))
			return names[i][1];
	return NULL;
}

/* The language at the end of "corpus.en" or "corpus.en.gz", NULL when there is none. */
static const char *language_of_path(apo__arena *arena, const char *path)
{
	char *name = apo__strdup(arena, path);
	if (ends_with(name, ".gz"))
		name[strlen(name) - 3] = '\0';
	const char *dot = strrchr(name, '.');
	return dot && apo__is_language(dot + 1) ? dot + 1 : NULL;
}

/* "en" and "de" of "name.en-de.tsv"; 1 when they are there. */
static int languages_of_path(
	apo__arena *arena, const char *path, const char **from, const char **to)
{
	char *name = apo__strdup(arena, path);
	char *dot = ends_with(name, ".gz") ? strrchr(name, '.') : NULL;
	if (dot)
		*dot = '\0';
	if ((dot = strrchr(name, '.')))
		*dot = '\0';
	dot = strrchr(name, '.');
	char *dash = dot ? strchr(dot, '-') : NULL;
	if (!dash)
		return 0;
	*dash = '\0';
	*from = dot + 1;
	*to = dash + 1;
	return apo__is_language(*from) && apo__is_language(*to);
}

/* ---- writing ---- */

static int is_format(const conversion *c, const char *format)
{
	return !strcmp(c->format, format);
}

static apo_status open_output(conversion *c, int i, const char *path, apo_error *err)
{
	c->outputs[i] = apo_output_open(path, err);
	return c->outputs[i] ? apo_output_guard(c->outputs[i], c->context, 1, err) : err->status;
}

/* The languages are known: open what can be opened now, and write the head. */
static apo_status start(conversion *c, apo_error *err)
{
	apo__xliff_options xliff = {is_format(c, "xliff-1.2") ? 1 : 2, NULL, 0};
	apo_status status = APO_OK;
	c->started = 1;
	if (is_format(c, "tmx")) {
		c->writer = apo__tmx_writer_new(c->arena, c->outputs[0], &c->tmx);
	} else if (is_format(c, "tsv")) {
		c->writer = apo__tsv_writer_new(
			c->arena, c->outputs[0], c->options.spreadsheet, &c->losses);
	} else if (is_format(c, "moses")) {
		for (int i = 0; i < 2 && !status; i++)
			status = open_output(c, i,
				apo__sprintf(c->arena, "%s.%s", c->options.output,
					apo__canonical_tag(c->arena, i ? c->to : c->from)),
				err);
		c->writer =
			apo__moses_writer_new(c->arena, c->outputs[0], c->outputs[1], &c->losses);
	} else {
		c->writer = (apo__unit_writer *)apo__xliff_writer_new(
			c->arena, c->outputs[0], &xliff, &c->losses);
	}
	if (status)
		return status;
	apo__unit_header header = c->header;
	header.source_language = c->from ? c->from : "und";
	header.target_language = c->to;
	return c->writer->header(c->writer, &header, err);
}

/* All variants go on: TMX to TMX, unless two languages are asked for. */
static int keeps_all(const conversion *c)
{
	return is_format(c, "tmx") && !c->options.from && !c->options.to;
}

static const char *known(const char *language)
{
	return language && *language && strcmp(language, "*all*") != 0 ? language : NULL;
}

/* The variant of a language; one without a language stands for it where there is no other. */
static const apo__unit_variant *find(
	const apo__unit *unit, const char *lang, const apo__unit_variant *not_this)
{
	const apo__unit_variant *found = apo__unit_find(unit, lang, not_this);
	for (uint32_t i = 0; !found && i < unit->variant_count; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		if (v != not_this && v->text && !*v->lang)
			found = v;
	}
	return found;
}

/* What is not said by the options or the header is said by the first unit that has it; it may also name another source. */
static void choose_languages(conversion *c, const apo__unit *unit)
{
	if (!c->from)
		c->from = known(c->options.from);
	if (!c->from)
		c->from = known(c->header.source_language);
	const char *own = known(unit->source_language);
	if (!c->options.from && own && (!c->from || !apo__language_match(own, c->from)))
		c->from = apo__strdup(c->arena, own);
	if (!c->to)
		c->to = known(c->options.to);
	if (!c->to)
		c->to = known(c->header.target_language);
	for (uint32_t i = 0; i < unit->variant_count && (!c->from || !c->to); i++) {
		const apo__unit_variant *v = &unit->variants[i];
		if (!v->text || !*v->lang)
			continue;
		if (!c->from && !(c->to && apo__language_match(v->lang, c->to)))
			c->from = apo__strdup(c->arena, v->lang);
		else if (!c->to && v != find(unit, c->from, NULL))
			c->to = apo__strdup(c->arena, v->lang);
	}
}

/* Variants that are in neither language. */
static void count_others(conversion *c, const apo__unit *unit, const apo__unit_variant *source,
	const apo__unit_variant *target)
{
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		if (v == source || v == target || !v->text)
			continue;
		if (c->others.count == MOST_LANGUAGES)
			continue;
		uint32_t id = apo__intern(&c->others, v->lang, strlen(v->lang));
		if (id == c->other_counts.count)
			*apo__push(c->arena, &c->other_counts) = 0;
		c->other_counts.items[id]++;
	}
}

/* Whether a unit is a translation that somebody may reuse: XLIFF keeps all with its state, other formats have none. */
static int is_done(conversion *c, const apo__unit *unit)
{
	if (!c->has_states || !strncmp(c->format, "xliff", 5) || c->least == APO__STATE_INITIAL)
		return 1;
	uint32_t texts = 0;
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		texts += v->text && (v->size || v->code_count);
	}
	const char *translate = apo__prop_of(unit->infos, unit->info_count, APO__UNIT_TRANSLATE);
	uint64_t *why = texts < 2				? &c->empty
			: translate && !strcmp(translate, "no") ? &c->fixed
			: apo__unit_level_of(unit) < c->least	? &c->below
								: NULL;
	if (why)
		++*why;
	return !why;
}

static apo_status on_unit(const apo__unit *unit, void *user, apo_error *err)
{
	conversion *c = user;
	apo_status status = APO_OK;
	apo__unit pair = *unit;
	apo__unit_variant variants[2];
	const apo__tmx_job filter = {.options = &c->tmx};
	if (apo__tmx_job_unwanted(&filter, unit)) {
		c->unwanted++;
		return APO_OK;
	}
	if (!is_done(c, unit))
		return APO_OK;
	if (!c->started)
		choose_languages(c, unit);
	if (!keeps_all(c)) {
		const apo__unit_variant *source = c->from ? find(unit, c->from, NULL) : NULL;
		const apo__unit_variant *target =
			source && c->to ? find(unit, c->to, source) : NULL;
		count_others(c, unit, source, target);
		int monolingual = source && !target && c->to && !strncmp(c->format, "xliff", 5);
		if (!source || (!target && !monolingual)) {
			*(source ? &c->without_target : &c->without_source) += 1;
			return APO_OK;
		}
		variants[0] = *source;
		variants[0].lang = c->from;
		if (target) {
			variants[1] = *target;
			variants[1].lang = c->to;
		}
		pair.variants = variants;
		pair.variant_count = target ? 2 : 1;
		pair.source_language = NULL;
	}
	if (!c->started)
		status = start(c, err);
	if (!status)
		status = c->writer->unit(c->writer, &pair, err);
	c->counts.written += !status;
	return status;
}

/* ---- reading ---- */

static apo_status on_header(const apo__unit_header *header, void *user, apo_error *err)
{
	conversion *c = user;
	(void)err;
	if (!c->headers++)
		c->header = *header;
	return APO_OK;
}

/* Problems are reported; the first critical one is kept for the error. */
static void on_diagnostic(const apo_tmx_diagnostic *d, void *user)
{
	conversion *c = user;
	if (d->severity == APO_SEVERITY_CRITICAL && !c->counts.problems[d->severity]) {
		c->first = *d;
		snprintf(c->first_message, sizeof c->first_message, "%s", d->message);
	}
	c->counts.problems[d->severity]++;
	if (c->options.diagnostic)
		c->options.diagnostic(c->path, d, c->options.user);
}

static apo_status no_languages(const char *path, const char *how, apo_error *err)
{
	return apo__fail(err, APO_EUSAGE, path, APO_NO_OFFSET, 0,
		"does not say its languages; give --from and --to, or name it %s", how);
}

static apo_status read_pair(conversion *c, const char *const paths[2],
	const apo__unit_handler *handler, apo__unit_summary *summary, apo_error *err)
{
	const char *from = known(c->options.from), *to = known(c->options.to);
	if (!from)
		from = language_of_path(c->arena, paths[0]);
	if (!to)
		to = language_of_path(c->arena, paths[1]);
	if (!from || !to)
		return no_languages(paths[from != NULL], "NAME.en, NAME.de", err);
	return apo__moses_read(c->arena, paths, from, to, handler, summary, err);
}

static apo_status read_table(conversion *c, const char *path, const apo__unit_handler *handler,
	apo__unit_summary *summary, apo_error *err)
{
	const char *from = known(c->options.from), *to = known(c->options.to);
	const char *named_from, *named_to;
	if ((!from || !to) && languages_of_path(c->arena, path, &named_from, &named_to)) {
		from = from ? from : named_from;
		to = to ? to : named_to;
	}
	if (!from || !to)
		return no_languages(path, "NAME.en-de.tsv", err);
	return apo__tsv_read(c->arena, path, from, to, handler, summary, err);
}

static const char *input_format(const conversion *c, const char *path)
{
	const char *format = c->options.input_format;
	if (!format)
		format = format_named(path);
	if (!format && language_of_path(c->arena, path))
		format = "moses";
	return format;
}

/* Read the file, or the pair of files, at `*i`, and move on. */
static apo_status read_input(conversion *c, size_t *i, apo_error *err)
{
	const apo_tmx_options *how = &c->tmx;
	const apo__unit_handler handler = {.header = on_header,
		.unit = on_unit,
		.diagnostic = on_diagnostic,
		.user = c,
		.progress = how->progress,
		.progress_user = how->user};
	const char *const *inputs = c->options.inputs, *path = c->path = inputs[*i];
	const char *format = input_format(c, path);
	apo__unit_summary summary = {0};
	apo_status status;
	c->has_states = format && !strcmp(format, "xliff");
	if (!format)
		return apo__fail(err, APO_EUSAGE, path, APO_NO_OFFSET, 0,
			"has no extension that names its format; give --input-format tmx, xliff, "
			"tsv or moses");
	if (!strcmp(format, "moses") && *i + 1 == c->options.input_count)
		return apo__fail(err, APO_EUSAGE, path, APO_NO_OFFSET, 0,
			"is one of two files of lines; name the other after it");
	if (!strcmp(format, "tmx"))
		status = apo__tmx_read(c->arena, path, &handler, &summary, err);
	else if (!strcmp(format, "xliff"))
		status = apo__xliff_read(c->arena, path, &handler, &summary, err);
	else if (!strcmp(format, "tsv"))
		status = read_table(c, path, &handler, &summary, err);
	else
		status = read_pair(c, inputs + *i, &handler, &summary, err);
	*i += !strcmp(format, "moses") ? 2 : 1;
	c->counts.units += summary.units;
	c->counts.skipped += summary.skipped;
	if (!status && c->counts.problems[APO_SEVERITY_CRITICAL] && !how->salvage)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, c->first.line,
			"is damaged: %s; nothing was written: --salvage converts what is whole",
			c->first_message);
	return status;
}

/* ---- the whole ---- */

static void tell_losses(const conversion *c)
{
	const apo__unit_losses *l = &c->losses;
	const apo__tmx_written *tmx =
		c->started && is_format(c, "tmx") ? apo__tmx_writer_counts(c->writer) : NULL;
	notice(c, c->counts.skipped, "units left out, damaged or without text");
	notice(c, c->unwanted, "units left out as --min-score and --only say");
	notice(c, c->empty, "units left out, without a translation");
	notice(c, c->fixed, "units left out, which are not to be translated");
	notice(c, c->below,
		apo__sprintf(c->arena, "units left out, whose state is below \"%s\" (--min-state)",
			c->options.min_state ? c->options.min_state : "translated"));
	if (c->without_source)
		notice(c, c->without_source,
			c->from ? apo__sprintf(
					  c->arena, "units left out, without text in %s", c->from)
				: "units left out, without a language");
	notice(c, c->without_target,
		c->to ? apo__sprintf(c->arena, "units left out, without text in %s", c->to)
		      : "units left out, of one language only");
	for (uint32_t i = 0; i < c->others.count; i++)
		notice(c, c->other_counts.items[i],
			apo__sprintf(c->arena,
				"texts left out, neither source nor target (--from, --to), in %s",
				c->others.strings[i]));
	notice(c, l->codes + (tmx ? tmx->codes : 0), "inline codes left out");
	notice(c, l->subtexts, "inline codes with text to translate, which is now code");
	notice(c, l->notes, "notes left out");
	notice(c, l->properties, "properties left out");
	notice(c, l->elements, "other elements left out");
	notice(c, l->characters + (tmx ? tmx->characters : 0),
		"characters dropped that XML 1.0 forbids");
	notice(c, l->breaks, "texts with line breaks or tabs, which are now spaces");
	notice(c, tmx ? tmx->long_ones : 0,
		"units above 2,000 characters a side, which some tools drop");
}

static apo_status convert(apo__arena *arena, void *user, apo_error *err)
{
	conversion *c = user;
	apo_status status = APO_OK;
	c->arena = arena;
	apo__interner_init(&c->others, arena);
	if (!is_format(c, "moses"))
		status = open_output(c, 0, c->options.output, err);
	for (size_t i = 0; !status && i < c->options.input_count;)
		status = read_input(c, &i, err);
	if (!status && !c->started) { /* a file without units is a file too */
		static const apo__unit none;
		choose_languages(c, &none);
		if (is_format(c, "moses") && (!c->from || !c->to))
			return apo__fail(err, APO_EINPUT, c->options.inputs[0], APO_NO_OFFSET, 0,
				"holds no unit of two languages");
		status = start(c, err);
	}
	if (!status)
		status = c->writer->end(c->writer, err);
	for (int i = 0; i < 2 && !status; i++)
		if (c->outputs[i])
			status = apo_output_commit(c->outputs[i], err);
	if (!status)
		tell_losses(c);
	return status;
}

static apo_status check_options(const apo_convert_options *o, apo_error *err)
{
	static const char *const formats[] = {"tmx", "xliff", "xliff-1.2", "tsv", "moses"};
	for (size_t i = 0; i < 2; i++) {
		const char *lang = i ? o->to : o->from;
		if (lang && !apo__is_language(lang))
			return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
				"'%s' is not a language; expected a BCP 47 tag such as en or de-AT",
				lang);
	}
	if (o->from && o->to && apo__language_match(o->from, o->to) == 3)
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"--from and --to are the same language");
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (!strcmp(o->format, formats[i]))
			return APO_OK;
	return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
		"units cannot be written as '%s'; expected tmx, xliff, xliff-1.2, tsv or moses",
		o->format);
}

static apo_status set_least(conversion *c, apo_error *err)
{
	c->least = APO__STATE_TRANSLATED;
	if (!c->options.min_state || apo__unit_level_named(c->options.min_state, &c->least))
		return APO_OK;
	return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
		"'%s' is not a state; expected initial, draft, translated, reviewed or final",
		c->options.min_state);
}

apo_status apo_tmx_convert(apo_context *context, const apo_convert_options *options,
	apo_tmx_result *result, apo_error *err)
{
	conversion c = {.context = context,
		.options = APO_CONVERT_OPTIONS_INIT,
		.tmx = APO_TMX_OPTIONS_INIT};
	apo_error own;
	if (!err)
		err = &own;
	apo_status status = apo__options(&c.options, options, err);
	if (!status)
		status = apo__options(&c.tmx, c.options.tmx, err);
	if (!status)
		status = check_options(&c.options, err);
	if (!status)
		status = set_least(&c, err);
	if (status)
		return status;
	c.format = !strcmp(c.options.format, "xlf") ? "xliff" : c.options.format;
	apo__arena *arena = apo__context_job(context);
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	status = apo__guarded(arena, convert, &c, err);
	apo_output_free(c.outputs[0]);
	apo_output_free(c.outputs[1]);
	apo__arena_free(arena);
	if (!status && result)
		*result = c.counts;
	return status;
}
