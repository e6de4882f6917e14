/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks of plain text: lines, or lines that belong together because somebody wrapped them at a width or cut a sentence. Linear. */
#include "text/document/blocks.h"

#include <string.h>
#include <unicode/uchar.h>

#include "text/unicode/chars.h"
#include "text/unicode/fold.h"

/* `span` without white space at its edges. */
static apo_span trim(const char *text, apo_span span)
{
	UChar32 c;
	while (span.begin < span.end) {
		uint32_t next = apo__utf8_next(text, span.begin, span.end, &c);
		if (!apo__is_space(c))
			break;
		span.begin = next;
	}
	while (span.end > span.begin) {
		uint32_t previous = apo__utf8_previous(text, span.begin, span.end, &c);
		if (!apo__is_space(c))
			break;
		span.end = previous;
	}
	return span;
}

static uint32_t line_end(const apo_document *p, uint32_t begin)
{
	const char *newline = memchr(p->text + begin, '\n', p->size - begin);
	return newline ? (uint32_t)(newline - p->text) : p->size;
}

/* The same where a lone carriage return ends a line too. */
static uint32_t any_line_end(const apo_document *p, uint32_t begin)
{
	uint32_t end = line_end(p, begin);
	const char *carriage = memchr(p->text + begin, '\r', end - begin);
	return carriage && carriage + 1 < p->text + end ? (uint32_t)(carriage - p->text) : end;
}

void apo__find_lines(apo__document *d)
{
	const apo_document *p = &d->public;
	int open = 0; /* a block with text that no empty line has ended yet */
	for (uint32_t begin = 0, end; begin < p->size; begin = end + 1) {
		end = line_end(p, begin);
		apo_span span = trim(p->text, (apo_span){begin, end});
		int empty = span.begin == span.end;
		if (!d->blocks.count || (!open && !empty))
			*apo__push(d->arena, &d->blocks) = (apo_block){.span = span,
				.kind = APO_BLOCK_PARAGRAPH,
				.first_segment = d->segments.count};
		open = !empty;
		apo_block *block = &d->blocks.items[d->blocks.count - 1];
		if (!empty)
			block->span.end = span.end;
		block->segments++;
		*apo__push(d->arena, &d->segments) =
			(apo_segment){.span = span, .block = d->blocks.count - 1};
	}
}

/* ---- plain text ---- */

typedef struct {
	apo_span span; /* without white space at its edges */
	uint32_t characters;
	int blank_before;    /* an empty line is before it */
	int stopped;	     /* ends as sentences do */
	int lower;	     /* begins with a lower-case letter, or is "(365 m)." */
	uint32_t first_word; /* characters of its first word */
} line;

typedef APO__VECTOR(line) lines;

static int is_stop(UChar32 c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026 ||
	       (c >= 0x80 && u_hasBinaryProperty(c, UCHAR_S_TERM));
}

/* Whether a span ends as sentences do; closing marks do not hide the stop before them. */
static int is_stopped(const char *text, apo_span span)
{
	UChar32 c;
	for (uint32_t at = span.end; at > span.begin;) {
		at = apo__utf8_previous(text, span.begin, at, &c);
		if (!apo__is_enclosing_mark(c))
			return is_stop(c);
	}
	return 0;
}

/* Whether a line is a bracket and the stop of the sentence that it belongs to. */
static int is_bracketed_end(const char *text, apo_span span)
{
	const char *close = memchr(text + span.begin, ')', span.end - span.begin);
	if (text[span.begin] != '(' || !close || is_stop((unsigned char)close[-1]))
		return 0;
	return close + 2 == text + span.end && is_stop((unsigned char)close[1]);
}

static line read_line(const char *text, apo_span span)
{
	line l = {.span = span, .stopped = is_stopped(text, span)};
	UChar32 c;
	apo__utf8_next(text, span.begin, span.end, &c);
	l.lower = u_islower(c) || is_bracketed_end(text, span);
	l.characters = (uint32_t)apo__count_chars(text + span.begin, span.end - span.begin);
	uint32_t word = span.begin;
	while (word < span.end && (unsigned char)text[word] > ' ')
		word++;
	l.first_word = (uint32_t)apo__count_chars(text + span.begin, word - span.begin);
	return l;
}

static void read_lines(const apo__document *d, apo__arena *arena, lines *all)
{
	const apo_document *p = &d->public;
	int blank = 1;
	for (uint32_t begin = 0, end; begin < p->size; begin = end + 1) {
		end = any_line_end(p, begin);
		apo_span span = trim(p->text, (apo_span){begin, end});
		if (span.begin < span.end) {
			line l = read_line(p->text, span);
			l.blank_before = blank;
			*apo__push(arena, all) = l;
		}
		blank = span.begin == span.end;
	}
}

/* Widths of lines that somebody or a program wraps at. */
#define NARROWEST 40u
#define WIDEST	  120u

/* Whether lines [begin, end) are one paragraph wrapped at a width: the first word of the next line never fitted, and at
 * least one line ends in the middle of a sentence. */
static int is_wrapped(const line *all, uint32_t begin, uint32_t end)
{
	uint32_t width = 0;
	int inside = 0;
	for (uint32_t i = begin; i < end; i++)
		if (all[i].characters > width)
			width = all[i].characters;
	if (width < NARROWEST || width > WIDEST)
		return 0;
	for (uint32_t i = begin; i + 1 < end; i++) {
		if (all[i].characters + 1 + all[i + 1].first_word <= width)
			return 0;
		inside |= !all[i].stopped && all[i + 1].lower;
	}
	return inside;
}

/* The line behind the last one of a sentence that was cut by line breaks ("It was a cold", "night."); `at` + 1 when it
 * was not. */
static uint32_t broken_sentence_end(const line *all, uint32_t at, uint32_t end)
{
	uint32_t next = at + 1;
	if (all[at].lower || all[at].stopped)
		return next;
	while (next < end && all[next].lower)
		if (all[next++].stopped)
			return next;
	return at + 1;
}

static void add_block(apo__document *d, const line *all, uint32_t begin, uint32_t end)
{
	*apo__push(d->arena, &d->blocks) =
		(apo_block){.span = {all[begin].span.begin, all[end - 1].span.end}};
}

/* Longest headline, in characters (newspapers have up to 120). */
#define LONGEST_HEADLINE 160u

/* A line without final stop: the first of a document is its title; one before a paragraph is a heading, one among its
 * kind is part of a menu. */
static void name_blocks(apo__document *d)
{
	apo_block *blocks = d->blocks.items;
	int titled = 0;
	for (uint32_t i = 0; i < d->blocks.count; i++) {
		line l = read_line(d->public.text, blocks[i].span);
		int single = !memchr(d->public.text + blocks[i].span.begin, '\n',
			blocks[i].span.end - blocks[i].span.begin);
		blocks[i].kind = APO_BLOCK_PARAGRAPH;
		if (!single || l.stopped || l.characters > LONGEST_HEADLINE)
			continue;
		blocks[i].kind = APO_BLOCK_HEADING;
		if (!titled && i + 1 < d->blocks.count && i < 4)
			blocks[i].kind = APO_BLOCK_TITLE;
		titled |= blocks[i].kind == APO_BLOCK_TITLE;
	}
	/* three short lines in a row, and all that end the document, are not headings of anything */
	for (uint32_t i = 0, end; i<d->blocks.count; i = end> i ? end : i + 1) {
		for (end = i; end < d->blocks.count && blocks[end].kind == APO_BLOCK_HEADING;)
			end++;
		for (uint32_t k = i; k < end && (end - i > 2 || end == d->blocks.count); k++)
			blocks[k].kind = APO_BLOCK_BOILERPLATE;
	}
}

/* Bytes of a crawler's stamp that begins `text`: a day as YYYY-MM-DD, a word before it perhaps ("date 2025-12-26"), and blanks; 0
 * when there is none or nothing follows. */
static uint32_t stamp_size(const char *text, apo_span span)
{
	uint32_t at = span.begin;
	static const char pattern[] = "dddd-dd-dd";
	while (at < span.end && at - span.begin < 12 &&
		((text[at] | 32) >= 'a' && (text[at] | 32) <= 'z'))
		at++;
	while (at < span.end && (text[at] == ' ' || text[at] == ':'))
		at++;
	for (uint32_t i = 0; pattern[i]; i++, at++) {
		int digit = at < span.end && text[at] >= '0' && text[at] <= '9';
		if (at >= span.end || (pattern[i] == 'd' ? !digit : text[at] != '-'))
			return 0;
	}
	if (at >= span.end || text[at] != ' ')
		return 0;
	while (at < span.end && text[at] == ' ')
		at++;
	return at < span.end ? at - span.begin : 0;
}

/* A stamp glued to the first paragraph is a block of its own. Returns whether there is one. */
static int split_stamp(apo__document *d)
{
	if (!d->blocks.count)
		return 0;
	apo_span whole = d->blocks.items[0].span;
	uint32_t size = stamp_size(d->public.text, whole);
	if (!size)
		return 0;
	*apo__push(d->arena, &d->blocks) = (apo_block){0};
	memmove(d->blocks.items + 1, d->blocks.items,
		(d->blocks.count - 1) * sizeof *d->blocks.items);
	d->blocks.items[0].span = trim(d->public.text, (apo_span){whole.begin, whole.begin + size});
	d->blocks.items[1].span.begin = whole.begin + size;
	return 1;
}

/* Lines at the end that speak of the page, by the word before their colon: a source, a disclaimer. */
static void name_notices(apo__document *d)
{
	static const char *const sections[] = {"source-lines", "notice-lines"};
	for (uint32_t i = d->blocks.count > 4 ? d->blocks.count - 4 : 0;
		d->language && i < d->blocks.count; i++) {
		const char *text = d->public.text + d->blocks.items[i].span.begin;
		size_t size = strcspn(text, ":\n");
		const char *wide = strstr(text, "：");
		if (wide && (size_t)(wide - text) < size)
			size = (size_t)(wide - text);
		if (size > 40 ||
			size >= d->blocks.items[i].span.end - d->blocks.items[i].span.begin)
			continue;
		const char *folded = apo__fold(d->arena, text, size);
		for (size_t k = 0; k < 2; k++)
			if (apo__lang_find(apo__language_section(d->language, sections[k]), folded,
				    strlen(folded)))
				d->blocks.items[i].kind = APO_BLOCK_BOILERPLATE;
	}
}

void apo__find_blocks(apo__document *d)
{
	apo__arena *scratch = apo__arena_child(d->arena);
	lines all = {0};
	read_lines(d, scratch, &all);
	for (uint32_t begin = 0, end; begin < all.count; begin = end) {
		for (end = begin + 1; end < all.count && !all.items[end].blank_before;)
			end++;
		if (is_wrapped(all.items, begin, end)) {
			add_block(d, all.items, begin, end);
			continue;
		}
		for (uint32_t i = begin, next; i < end; i = next) {
			next = broken_sentence_end(all.items, i, end);
			add_block(d, all.items, i, next);
		}
	}
	int stamped = split_stamp(d);
	name_blocks(d);
	if (stamped)
		d->blocks.items[0].kind = APO_BLOCK_BOILERPLATE;
	name_notices(d);
	apo__arena_free(scratch);
}
