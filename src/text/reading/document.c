/* SPDX-License-Identifier: Apache-2.0 */
/* Documents: metadata, blocks, segments, and the layers above them, put together. Linear in the size of the text. */
#include "text/document/document_build.h"

#include <string.h>

#include "base/error.h"
#include "text/document/blocks.h"
#include "text/document/sentences.h"
#include "text/document/srx.h"
#include "text/language/context.h"
#include "text/language/detect.h"

#define TELLING 200u /* bytes from which a text may contradict the language said */

/* "a/b.en.txt" gives "b.en". */
static const char *id_of_path(apo__arena *arena, const char *path)
{
	if (!strcmp(path, "-"))
		return "stdin";
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	return apo__strndup(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static const char *own(apo__arena *arena, const char *preferred, const char *otherwise)
{
	const char *text = preferred ? preferred : otherwise;
	return text ? apo__strdup(arena, text) : NULL;
}

/* What is not a time is a defect of the input; the time is unknown then, never guessed. */
static void set_time(apo__document *d, const char *published)
{
	apo_document *p = &d->public;
	if (apo_instant_parse(published, &p->time))
		p->published = apo__strdup(d->arena, published);
	else if (published)
		*apo__push(d->arena, &d->diagnostics) = (apo_diagnostic){.offset = APO_NO_OFFSET,
			.message = apo__sprintf(d->arena,
				"the time of publication \"%.50s\" is not YYYY-MM-DD or an RFC "
				"3339 time; it counts as unknown",
				published)};
}

static void set_metadata(
	apo__document *d, const char *path, const apo__source *s, const apo_document_options *o)
{
	apo_document *p = &d->public;
	p->id = o->id ? apo__strdup(d->arena, o->id) : id_of_path(d->arena, path);
	p->path = apo__strdup(d->arena, path);
	p->title = own(d->arena, s->title, NULL);
	p->author = own(d->arena, s->author, NULL);
	p->publisher = own(d->arena, o->publisher, s->publisher);
	set_time(d, o->published ? o->published : s->published);
	p->url = own(d->arena, o->url, s->url);
	p->note = own(d->arena, o->note, s->note);
	p->date = o->date != APO_DAY_NONE ? o->date : p->time.day;
	p->text = s->text;
	p->size = s->size;
	d->offsets = s->offsets;
	for (uint32_t i = 0; i < s->diagnostic_count; i++)
		*apo__push(d->arena, &d->diagnostics) = s->diagnostics[i];
}

/* Say so when the language said is one of ours and the text clearly is another. */
static void doubt_language(const apo__document *d)
{
	const apo_document *p = &d->public;
	const apo__language *said = apo__language_get(d->context, p->lang);
	if (!said || p->size < TELLING)
		return;
	const char *found = apo__detect_language(d->arena, d->context, p->text, p->size);
	if (found && apo__language_get(d->context, found) != said)
		apo__notice(d->context,
			"%s: said to be %s, but reads like %s: check the languages and the order "
			"of the files",
			p->path, p->lang, found);
}

/* The language said, else the one the file declares where its text agrees, else the one detected. */
static apo_status set_language(
	apo__document *d, const apo__source *source, const char *said, apo_error *err)
{
	apo_document *p = &d->public;
	if (said && !apo__is_language(said))
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"language \"%s\" is not known; expected a BCP 47 tag such as en or de-AT",
			said);
	if (said) {
		p->lang = apo__strdup(d->arena, said);
		if (!(d->layers & APO__LAYER_CREDITS))
			doubt_language(d);
		return APO_OK;
	}
	const char *found = apo__detect_language(d->arena, d->context, p->text, p->size);
	/* pages often declare the language of the program that made them; ours can be checked */
	const apo__language *declared =
		source->lang ? apo__language_get(d->context, source->lang) : NULL;
	if (source->lang && apo__is_language(source->lang) &&
		(!found || !declared || declared == apo__language_get(d->context, found))) {
		p->lang = apo__strdup(d->arena, source->lang);
		return APO_OK;
	}
	p->lang = found;
	if (!found)
		return apo__fail(err, APO_EUSAGE, p->path, APO_NO_OFFSET, 0,
			"the language cannot be detected from the text; name it with --lang "
			"(--from, "
			"--to)");
	if (!(d->layers & APO__LAYER_CREDITS))
		apo__notice(d->context, "%s: language detected: %s", p->path, p->lang);
	return APO_OK;
}

/* Cut each block into sentences. */
static void split_blocks(apo__document *d)
{
	apo__arena *scratch = apo__arena_child(d->arena);
	const apo__srx *srx = apo__context_srx(d->context);
	apo__srx_splitter *by_file =
		srx ? apo__srx_splitter_new(srx, scratch, d->public.lang) : NULL;
	apo__splitter *splitter = apo__splitter_new(d->arena, d->context, d->public.lang);
	apo__spans sentences = {0};
	for (uint32_t i = 0; i < d->blocks.count; i++) {
		apo_block *block = &d->blocks.items[i];
		sentences.count = 0;
		if (by_file)
			apo__srx_split(by_file, scratch, d->public.text, block->span, &sentences);
		else
			apo__split(splitter, scratch, d->public.text, block->span, &sentences);
		block->first_segment = d->segments.count;
		block->segments = sentences.count;
		for (uint32_t k = 0; k < sentences.count; k++)
			*apo__push(d->arena, &d->segments) =
				(apo_segment){.span = sentences.items[k], .block = i};
	}
	apo__arena_free(scratch);
}

static apo_status check_segments(const apo__document *d, apo_error *err)
{
	for (uint32_t i = 0; i < d->segments.count; i++) {
		apo_span span = d->segments.items[i].span;
		if (span.end - span.begin > APO_SEGMENT_LIMIT)
			return apo__fail(err, APO_ELIMIT, d->public.path,
				apo__offsets_begin(&d->offsets, span.begin), 0,
				"has a segment of %u MiB, more than the limit of %u; split it",
				(span.end - span.begin) >> 20, APO_SEGMENT_LIMIT >> 20);
	}
	return APO_OK;
}

static void publish(apo__document *d)
{
	apo_document *p = &d->public;
	p->blocks = d->blocks.items;
	p->block_count = d->blocks.count;
	p->segments = d->segments.items;
	p->segment_count = d->segments.count;
	p->diagnostics = d->diagnostics.items;
	p->diagnostic_count = d->diagnostics.count;
	for (uint32_t i = 0; !p->title && i < p->block_count; i++)
		if (p->blocks[i].kind == APO_BLOCK_TITLE)
			p->title = apo__strndup(d->arena, p->text + p->blocks[i].span.begin,
				p->blocks[i].span.end - p->blocks[i].span.begin);
}

apo_status apo__document_build(apo__arena *arena, apo_context *context, const char *path,
	const apo__source *source, const apo_document_options *options, apo__document **document,
	apo_error *err)
{
	apo__document *d = apo__alloc(arena, sizeof *d);
	d->arena = arena;
	d->layers = options->layers;
	d->context = context;
	set_metadata(d, path, source, options);
	*document = d;
	if (options->layers & APO__LAYER_TEXT_ONLY) {
		apo__source *kept = apo__alloc(arena, sizeof *kept);
		*kept = *source;
		d->source = kept;
		return APO_OK;
	}
	apo_status status = set_language(d, source, options->lang, err);
	if (status)
		return status;
	d->language = apo__language_get(context, d->public.lang);
	if (source->presegmented) {
		apo__find_lines(d);
	} else {
		for (uint32_t i = 0; i < source->block_count; i++)
			*apo__push(arena, &d->blocks) = source->blocks[i];
		if (!source->blocks)
			apo__find_blocks(d);
		split_blocks(d);
	}
	status = check_segments(d, err);
	if (status)
		return status;
	publish(d);
	if (options->layers & (APO_LAYER_TOKENS | APO_LAYER_ENTITIES))
		apo__document_tokenize(d);
	if (options->layers & APO_LAYER_ENTITIES) {
		if (!(options->layers & APO__LAYER_CREDITS))
			apo__document_find_values(d);
		apo__document_find_entities(d);
	}
	return APO_OK;
}

apo_status apo__document_credits(apo__arena *arena, const apo_document *text, const char *lang,
	const apo_document **document, apo_error *err)
{
	const apo__document *own = (const apo__document *)text;
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.id = text->id;
	options.lang = lang;
	options.layers = APO_LAYER_ENTITIES | APO__LAYER_CREDITS;
	apo__document *d;
	apo_status status = apo__document_build(
		arena, own->context, text->path, own->source, &options, &d, err);
	if (status)
		return status;
	d->public.file_size = text->file_size;
	d->public.encoding = text->encoding;
	memcpy(d->public.sha256, text->sha256, sizeof text->sha256);
	*document = &d->public;
	return APO_OK;
}

void apo_document_free(apo_document *document)
{
	if (document)
		apo__arena_free(((apo__document *)document)->arena);
}
