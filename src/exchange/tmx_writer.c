/* SPDX-License-Identifier: Apache-2.0 */
/* TMX 1.4b, level 1, bilingual, strict: what OmegaT, translate-toolkit, Weblate, Trados and memoQ all read without loss.
 * Streamed, linear; the only memory that grows is the set of pairs written (for the merging of duplicates). No wall clock
 * goes into the file: the same input gives the same bytes. */
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "exchange/put.h"
#include "exchange/tmx.h"
#include "exchange/writers.h"
#include "text/width.h"

#define LONG_SEGMENT 2000u /* characters; Trados cloud drops longer ones */

/* Items by an index: first[key] and next[item], both plus one. */
typedef struct {
	uint32_t *first, *next;
	uint32_t keys;
} chain;

typedef struct {
	const apo_document *document;
	const char *lang;
	chain credits; /* attributions by segment */
} side;

typedef struct {
	const apo__writer *w;
	const apo_report *report;
	side source, target;
	chain issues; /* by bead */
	apo__interner pairs;
	uint64_t written, merged, empty, long_ones, dropped;
} writer;

static chain new_chain(apo__arena *arena, size_t keys, size_t items)
{
	return (chain){apo__alloc_array(arena, keys + 1, sizeof(uint32_t)),
		apo__alloc_array(arena, items + 1, sizeof(uint32_t)), (uint32_t)keys};
}

static void link_item(chain *c, uint32_t key, uint32_t item)
{
	if (key >= c->keys)
		return;
	c->next[item] = c->first[key];
	c->first[key] = item + 1;
}

static side make_side(apo__arena *arena, const apo_document *document)
{
	side s = {document, apo__canonical_tag(arena, document->lang),
		new_chain(arena, document->segment_count, document->attribution_count)};
	for (uint32_t i = document->attribution_count; i-- > 0;)
		link_item(&s.credits, document->attributions[i].segment, i);
	return s;
}

/* A property whose value may come from outside: cleaned like a segment. */
static void put_prop(
	writer *t, apo__arena *scratch, const char *indent, const char *type, const char *value)
{
	if (!value || !*value)
		return;
	size_t size;
	uint64_t dropped = 0;
	apo__buffer line = {.arena = scratch};
	apo__add_text_line(&line, value, strlen(value));
	const char *clean = apo__tmx_segment_text(scratch, line.data, line.size, &size, &dropped);
	apo_output *output = t->w->output;
	apo__put(output, indent);
	apo__put(output, "<prop type=\"");
	apo__put(output, type);
	apo__put(output, "\">");
	apo__put_xml(output, clean, size);
	apo__put(output, "</prop>\n");
}

static void put_header(writer *t)
{
	apo_output *output = t->w->output;
	apo__put(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			 "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n"
			 "<tmx version=\"1.4\">\n"
			 "<header creationtool=\"apograph\" creationtoolversion=\"");
	apo__put(output, apo_version());
	apo__put(output, "\" segtype=\"sentence\" o-tmf=\"apograph\" adminlang=\"en\" srclang=\"");
	apo__put_xml(output, t->source.lang, strlen(t->source.lang));
	apo__put(output, "\" datatype=\"plaintext\">\n");
	put_prop(t, t->w->arena, " ", "x-source-sha256", t->source.document->sha256);
	put_prop(t, t->w->arena, " ", "x-target-sha256", t->target.document->sha256);
	apo__put(output, "</header>\n<body>\n");
}

static void put_credits(writer *t, apo__arena *scratch, const side *s, uint32_t segment)
{
	const char *last = NULL;
	for (uint32_t i = s->credits.first[segment]; i; i = s->credits.next[i - 1]) {
		const char *name = s->document->attributions[i - 1].name;
		if (name && (!last || strcmp(name, last) != 0))
			put_prop(t, scratch, "   ", "x-attribution", last = name);
	}
}

static void put_variant(writer *t, apo__arena *scratch, const side *s, const uint32_t *segments,
	uint32_t count, const char *text, size_t size)
{
	const apo_document *d = s->document;
	apo_output *output = t->w->output;
	apo__put(output, "  <tuv xml:lang=\"");
	apo__put_xml(output, s->lang, strlen(s->lang));
	apo__put(output, "\">\n");
	put_prop(t, scratch, "   ", "source-document", d->path);
	put_prop(t, scratch, "   ", "x-document", d->id);
	for (uint32_t i = 0; i < count; i++) {
		apo_file_span span = apo_document_file_span(d, d->segments[segments[i]].span);
		put_prop(t, scratch, "   ", "x-span",
			apo__sprintf(scratch, "%llu-%llu", (unsigned long long)span.begin,
				(unsigned long long)span.end));
	}
	char hash[65];
	apo__sha256(text, size, hash);
	put_prop(t, scratch, "   ", "x-segment-sha256", hash);
	for (uint32_t i = 0; i < count; i++)
		put_credits(t, scratch, s, segments[i]);
	put_prop(t, scratch, "   ", "x-publisher", d->publisher);
	put_prop(t, scratch, "   ", "x-url", d->url);
	put_prop(t, scratch, "   ", "x-published", d->published);
	apo__put(output, "   <seg>");
	apo__put_xml(output, text, size);
	apo__put(output, "</seg>\n  </tuv>\n");
}

static int is_long(const char *text, size_t size)
{
	size_t characters = 0;
	for (size_t i = 0; i < size; i++)
		characters += ((unsigned char)text[i] & 0xC0) != 0x80;
	return characters > LONG_SEGMENT;
}

static const char *side_text(writer *t, apo__arena *scratch, const side *s,
	const uint32_t *segments, uint32_t count, size_t *size)
{
	apo__buffer line = {.arena = scratch};
	apo__add_segments(&line, s->document, segments, count);
	return apo__tmx_segment_text(
		scratch, apo__buffer_text(&line), line.size, size, &t->dropped);
}

static void put_unit(writer *t, apo__arena *scratch, const apo_bead *bead, uint32_t number)
{
	size_t source_size, target_size;
	const char *source =
		side_text(t, scratch, &t->source, bead->source, bead->source_count, &source_size);
	const char *target =
		side_text(t, scratch, &t->target, bead->target, bead->target_count, &target_size);
	if (!source_size || !target_size) {
		t->empty++;
		return;
	}
	apo__buffer key = {.arena = scratch}; /* U+0001 is in no segment */
	apo__buffer_printf(&key, "%s\1%s\1", t->source.lang, t->target.lang);
	apo__buffer_add(&key, source, source_size);
	apo__buffer_putc(&key, '\1');
	apo__buffer_add(&key, target, target_size);
	char hash[65];
	apo__sha256(key.data, key.size, hash);
	uint32_t known = t->pairs.count;
	if (apo__intern(&t->pairs, hash, 64) < known) {
		t->merged++;
		return;
	}
	t->written++;
	t->long_ones += is_long(source, source_size) || is_long(target, target_size);
	apo_output *output = t->w->output;
	char score[40];
	hash[32] = '\0';
	apo__put(output, " <tu tuid=\"");
	apo__put(output, hash);
	apo__put(output, "\">\n");
	put_prop(t, scratch, "  ", "x-score", apo__decimal(score, bead->score, 3));
	put_prop(t, scratch, "  ", "x-kind", apo_bead_kind_name(bead->kind));
	for (uint32_t i = t->report ? t->issues.first[number] : 0; i; i = t->issues.next[i - 1]) {
		const apo_issue *issue = &t->report->issues[i - 1];
		put_prop(t, scratch, "  ", "x-issue",
			apo__sprintf(scratch, "%s (%s): %s", apo_issue_type_name(issue->type),
				apo_severity_name(issue->severity),
				issue->message ? issue->message : ""));
	}
	put_variant(t, scratch, &t->source, bead->source, bead->source_count, source, source_size);
	put_variant(t, scratch, &t->target, bead->target, bead->target_count, target, target_size);
	apo__put(output, " </tu>\n");
}

static void notice(const writer *t, uint64_t count, const char *what)
{
	if (!count || !t->w->options->notice)
		return;
	t->w->options->notice(
		apo__sprintf(t->w->arena, "TMX: %llu %s", (unsigned long long)count, what),
		t->w->options->user);
}

apo_status apo__write_alignment_tmx(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err)
{
	(void)err;
	writer t = {.w = w, .report = report};
	t.source = make_side(w->arena, alignment->source);
	t.target = make_side(w->arena, alignment->target);
	/* a CAT tool tells the sides apart by their codes alone: a private use subtag (RFC 5646, section 2.2.7) */
	if (!strcmp(t.source.lang, t.target.lang))
		t.target.lang = apo__sprintf(w->arena, "%s-x-target", t.target.lang);
	apo__interner_init(&t.pairs, w->arena);
	if (report) {
		t.issues = new_chain(w->arena, alignment->count, report->issue_count);
		for (size_t i = report->issue_count; i-- > 0;)
			link_item(&t.issues, report->issues[i].bead, (uint32_t)i);
	}
	put_header(&t);
	for (size_t i = 0; i < alignment->count; i++) {
		const apo_bead *bead = &alignment->beads[i];
		if (!bead->source_count || !bead->target_count)
			continue;
		apo__arena *scratch = apo__arena_child(w->arena);
		put_unit(&t, scratch, bead, (uint32_t)i);
		apo__arena_free(scratch);
	}
	apo__put(w->output, "</body>\n</tmx>\n");
	notice(&t, t.merged, "exact duplicates merged");
	notice(&t, t.empty, "pairs left out, one side is empty");
	notice(&t, t.dropped, "characters dropped that XML 1.0 forbids");
	notice(&t, t.long_ones, "units above 2,000 characters a side, which some tools drop");
	return APO_OK;
}
