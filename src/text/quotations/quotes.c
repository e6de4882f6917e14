/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations. One pass over the marks of each block with a stack of those that are open. Marks that have a direction («»
 * „“ 「」) open or close by it and by what is beside them; straight marks and apostrophes by what is beside them
 * alone: an opening mark follows space or punctuation and touches a word, a closing one is the reverse. What a paragraph
 * leaves open goes on in the next when that begins with the same mark (the custom of newspapers), else it ends with the
 * paragraph. Linear: each mark is seen once, and once more by the look ahead from the mark before it.
 */
#include "text/quotations/quotes.h"
#include "text/quotations/quotes_dialogue.h"
#include "text/quotations/quotes_style.h"
#include "text/unicode/chars.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#define DEEPEST 16 /* open marks at once; more is not text */

/* A quotation of fewer words than this is a term or a title until somebody is found to have said it (97.8 % of those of
 * four words and more are statements, measured on PolNeAR). */
#define STATEMENT_WORDS 4
#define HAN_PER_WORD	1.7 /* characters; set by hand */

typedef struct {
	uint32_t begin, end; /* of the mark */
	int32_t c;
	int32_t before, after; /* code points beside it; 0 at the edge of the block */
} mark;

typedef APO__VECTOR(mark) marks;
typedef APO__VECTOR(apo_quote) quote_list;

typedef struct {
	int32_t c;
	uint32_t quote; /* index */
} open_mark;

typedef struct {
	const apo_document *document;
	apo__arena *arena;
	marks marks; /* of the block at hand */
	quote_list quotes;
	open_mark stack[DEEPEST];
	uint32_t depth;
	apo__quote_style style;
	int by_turns; /* straight marks of the block at hand */
} finder;

static int is_single(int32_t c)
{
	return c == '\'' || c == 0x2019;
}

/* White space, or nothing: the block begins or ends there. */
static int is_gap(int32_t c)
{
	return !c || apo__is_space(c);
}

static int is_alnum(int32_t c)
{
	return c && u_isalnum(c);
}

/* Nothing that belongs to a word is before an opening mark. */
static int opens_by_place(const mark *m)
{
	int free_before = is_gap(m->before) ||
			  (!is_alnum(m->before) && m->before != '.' && m->before != ',' &&
				  m->before != '!' && m->before != '?' && m->before != ';');
	return free_before && m->after && !apo__is_space(m->after);
}

static int closes_by_place(const mark *m)
{
	return m->before && !apo__is_space(m->before) && !is_alnum(m->after);
}

/* Inside a word, or the mark of a dropped century ('90s). */
static int is_apostrophe(const mark *m)
{
	if (!is_single(m->c))
		return 0;
	if (is_alnum(m->before) && is_alnum(m->after))
		return !apo__is_beside_marks(m->before) && !apo__is_beside_marks(m->after);
	return !is_alnum(m->before) && m->after >= '0' && m->after <= '9';
}

/* ``so'', ,,so'': two of a kind stand for one mark, at `at` behind the first; 0 = they do not. */
static int32_t doubled(const char *text, uint32_t at, uint32_t end, int32_t before, int32_t c)
{
	if (at >= end || text[at] != (char)c || (at + 1 < end && text[at + 1] == (char)c))
		return 0;
	int32_t next = at + 1 < end ? (unsigned char)text[at + 1] : 0;
	int opens = !is_alnum(before) && before != c && (next >= 0x80 || is_alnum(next));
	return c == '\'' ? '"' : c == '`' && opens ? 0x201c : c == ',' && opens ? 0x201e : 0;
}

static void collect_marks(finder *f, apo_span span)
{
	const uint8_t *text = (const uint8_t *)f->document->text;
	f->marks.count = 0;
	int32_t before = 0, c, after;
	for (uint32_t at = span.begin; at < span.end; before = c) {
		uint32_t begin = at;
		U8_NEXT_UNSAFE(text, at, c);
		int32_t two = c == '\'' || c == '`' || c == ','
				      ? doubled(f->document->text, at, span.end, before, c)
				      : 0;
		if (two) {
			c = two;
			at++;
		}
		if (!apo__is_quote_mark(c))
			continue;
		uint32_t next = at;
		after = 0;
		if (next < span.end)
			U8_NEXT_UNSAFE(text, next, after);
		mark m = {begin, at, c, before, after};
		if (!is_apostrophe(&m))
			*apo__push(f->arena, &f->marks) = m;
	}
}

/* Does a mark `close` end what `open` began? */
static int pairs(const finder *f, int32_t open, int32_t close)
{
	switch (open) {
	case 0x201c: return close == 0x201d || (close == 0x201c && f->style.left_alone);
	case 0x201e: return close == 0x201c || close == 0x201d || close == 0x201f;
	case 0x201f: return close == 0x201d || close == 0x201c;
	case 0x201d: return close == 0x201d; /* Swedish, Hungarian inner »« */
	case 0x2018: return close == 0x2019;
	case 0x201a: return close == 0x2018 || close == 0x2019;
	case 0xab:
	case 0xbb: return f->style.guillemets_alone ? close == open : close == (open ^ 0xab ^ 0xbb);
	case 0x2039: return close == 0x203a;
	case 0x203a: return close == 0x2039;
	case 0x300c: return close == 0x300d;
	case 0x300e: return close == 0x300f;
	default: return open == close && (open == '"' || open == '\'' || open == 0x2019);
	}
}

/* Where in the stack the mark's partner is, counted from 1; 0 = nowhere. */
static uint32_t partner(const finder *f, int32_t c)
{
	for (uint32_t i = f->depth; i > 0; i--)
		if (pairs(f, f->stack[i - 1].c, c))
			return i;
	return 0;
}

/* Is the next mark of this kind a better end than `m`, which may be a plural's apostrophe (the allies' plan)? */
static int ends_later(const finder *f, uint32_t i)
{
	const mark *m = &f->marks.items[i];
	if (m->before != 's' || m->after != ' ')
		return 0;
	for (uint32_t k = i + 1; k < f->marks.count; k++)
		if (f->marks.items[k].c == m->c)
			return !opens_by_place(&f->marks.items[k]);
		else if (!is_single(f->marks.items[k].c))
			return 0;
	return 0;
}

/* A single mark opens only when one that can close it follows. */
static int single_closes(const finder *f, uint32_t i)
{
	int32_t c = f->marks.items[i].c;
	for (uint32_t k = i + 1; k < f->marks.count && k < i + 8; k++)
		if (pairs(f, c, f->marks.items[k].c) && closes_by_place(&f->marks.items[k]))
			return 1;
	return 0;
}

static int can_close(const finder *f, uint32_t i)
{
	const mark *m = &f->marks.items[i];
	if (m->c == '"' && f->by_turns)
		return 1;
	if (m->c == '"')
		return apo__is_beside_marks(m->before) || apo__is_beside_marks(m->after) ||
		       !opens_by_place(m) || is_gap(m->after);
	if (m->c == 0x2019 && (apo__is_beside_marks(m->before) || apo__is_beside_marks(m->after)))
		return 1; /* ‘欧洲’和‘北约’ */
	if (is_single(m->c))
		return closes_by_place(m) && !ends_later(f, i);
	int alone = m->c == 0x201c ? f->style.left_alone
				   : (m->c == 0xab || m->c == 0xbb) && f->style.guillemets_alone;
	if (alone)
		return apo__is_beside_marks(m->before) || !opens_by_place(m);
	return 1;
}

static int can_open(const finder *f, uint32_t i)
{
	const mark *m = &f->marks.items[i];
	switch (m->c) {
	case 0x201e:
	case 0x201a:
	case 0x300c:
	case 0x300e:
	case 0x201f: return 1;
	case 0x2018: return !is_alnum(m->before) || apo__is_beside_marks(m->before);
	case 0x201c:
		return !closes_by_place(m) || opens_by_place(m) ||
		       apo__is_beside_marks(m->before) || apo__is_beside_marks(m->after);
	case 0xab:
	case 0xbb:
		return f->style.guillemets_alone ? !closes_by_place(m)
						 : (m->c == 0xbb) == f->style.guillemets_reversed;
	case 0x2039:
	case 0x203a:
	case 0x201d: return opens_by_place(m) && !is_gap(m->after);
	case '"':
		return f->by_turns || opens_by_place(m) || apo__is_beside_marks(m->before) ||
		       apo__is_beside_marks(m->after);
	case '\'':
		return (opens_by_place(m) || apo__is_beside_marks(m->before)) &&
		       single_closes(f, i);
	default: return 0;
	}
}

static void close_quote(finder *f, uint32_t quote, uint32_t inner_end, uint32_t end, uint32_t flag)
{
	f->quotes.items[quote].inner.end = inner_end;
	f->quotes.items[quote].span.end = end;
	f->quotes.items[quote].flags |= flag;
}

/* Close the marks above `depth`, which found no partner. */
static void abandon(finder *f, uint32_t depth, uint32_t end)
{
	while (f->depth > depth)
		close_quote(f, f->stack[--f->depth].quote, end, end, APO_QUOTE_UNCLOSED);
}

static int has_direction(int32_t c)
{
	return c != '"' && c != '\'' && c != 0x2019 && c != 0x201d;
}

static int is_double(int32_t c)
{
	return c != 0x2018 && c != 0x201a && !is_single(c) && c != 0x2039 && c != 0x203a;
}

/* A mark of another kind, or the wrong one of its kind, that can only close: „so", “so", “so“. Inches do not. */
static int closes_another(const finder *f, const mark *m)
{
	return f->depth && is_double(m->c) && is_double(f->stack[f->depth - 1].c) &&
	       closes_by_place(m) && !opens_by_place(m) && !(m->before >= '0' && m->before <= '9');
}

static void see_mark(finder *f, uint32_t i)
{
	const mark *m = &f->marks.items[i];
	uint32_t at = partner(f, m->c);
	if (!at && closes_another(f, m))
		at = f->depth;
	if (at && can_close(f, i)) {
		abandon(f, at, m->begin);
		f->depth--;
		close_quote(f, f->stack[at - 1].quote, m->begin, m->end, 0);
	} else if (can_open(f, i) && f->depth < DEEPEST) {
		/* no mark with a direction is inside its like: the one before was left open */
		if (f->depth && f->stack[f->depth - 1].c == m->c && has_direction(m->c))
			abandon(f, f->depth - 1, m->begin);
		f->stack[f->depth] = (open_mark){m->c, f->quotes.count};
		apo_quote *quote = apo__push(f->arena, &f->quotes);
		*quote = (apo_quote){.span = {m->begin, m->end},
			.inner = {m->end, m->end},
			.level = f->depth++,
			.attribution = APO_NONE};
	}
}

/* Only the outermost mark may stay open over the end of a paragraph, and only when the next begins with the same. */
static int goes_on(const finder *f, uint32_t block)
{
	if (f->depth != 1 || block + 1 == f->document->block_count ||
		f->document->blocks[block].kind != f->document->blocks[block + 1].kind)
		return 0;
	const uint8_t *text = (const uint8_t *)f->document->text;
	uint32_t at = f->document->blocks[block + 1].span.begin;
	int32_t c = 0, after = 0;
	if (at < f->document->size)
		U8_NEXT_UNSAFE(text, at, c);
	while (at < f->document->blocks[block + 1].span.end && is_gap(after))
		U8_NEXT_UNSAFE(text, at, after);
	int32_t open = f->stack[0].c;
	/* in French and Spanish the next paragraph may begin with the mark that closes */
	return c == open ||
	       ((open == 0xab || open == 0xbb) && pairs(f, open, c) && is_alnum(after));
}

static void block_quote(finder *f, apo_span span)
{
	*apo__push(f->arena, &f->quotes) = (apo_quote){
		.span = span, .inner = span, .flags = APO_QUOTE_BLOCK, .attribution = APO_NONE};
}

static void read_block(finder *f, uint32_t number, int *continued)
{
	const apo_block *block = &f->document->blocks[number];
	collect_marks(f, block->span);
	if (block->kind == APO_BLOCK_QUOTE && !f->marks.count)
		block_quote(f, block->span);
	f->by_turns = f->style.straight_by_turns && !*continued &&
		      apo__straight_in_pairs(f->document, block->span);
	for (uint32_t i = (uint32_t)*continued; i < f->marks.count; i++)
		see_mark(f, i);
	*continued = goes_on(f, number);
	if (!*continued)
		abandon(f, 0, block->span.end);
}

static int is_blank_at(const char *text, uint32_t at, uint32_t end, uint32_t *next)
{
	int32_t c;
	U8_NEXT_UNSAFE((const uint8_t *)text, at, c);
	*next = at;
	return at <= end && apo__is_space(c);
}

static void trim(const char *text, apo_span *span)
{
	uint32_t next;
	while (span->begin < span->end && is_blank_at(text, span->begin, span->end, &next))
		span->begin = next;
	while (span->end > span->begin) {
		uint32_t at = span->end;
		U8_BACK_1_UNSAFE((const uint8_t *)text, at);
		if (!is_blank_at(text, at, span->end, &next))
			break;
		span->end = at;
	}
}

/* Edges, segments and length of each quotation; empty ones go. */
static void finish(finder *f)
{
	const apo_document *d = f->document;
	uint32_t kept = 0, segment = 0, token = 0;
	for (uint32_t i = 0; i < f->quotes.count; i++) {
		apo_quote q = f->quotes.items[i];
		trim(d->text, &q.inner);
		while (q.span.end > q.inner.end && q.flags & APO_QUOTE_UNCLOSED)
			q.span.end = q.inner.end;
		if (q.inner.begin >= q.inner.end)
			continue;
		while (segment + 1 < d->segment_count &&
			d->segments[segment].span.end <= q.span.begin)
			segment++;
		q.first_segment = q.last_segment = segment;
		while (q.last_segment + 1 < d->segment_count &&
			d->segments[q.last_segment + 1].span.begin < q.inner.end)
			q.last_segment++;
		while (token < d->token_count && d->tokens[token].span.end <= q.inner.begin)
			token++;
		double words = 0;
		for (uint32_t t = token; t < d->token_count && words < STATEMENT_WORDS &&
					 d->tokens[t].span.begin < q.inner.end;
			t++)
			words += d->tokens[t].kind == APO_TOKEN_HAN ? 1 / HAN_PER_WORD
				 : d->tokens[t].kind == APO_TOKEN_WORD ||
						 d->tokens[t].kind == APO_TOKEN_NUMBER
					 ? 1
					 : 0;
		if (words < STATEMENT_WORDS)
			q.flags |= APO_QUOTE_SCARE;
		f->quotes.items[kept++] = q;
	}
	f->quotes.count = kept;
}

static void read_speech(finder *f, const apo__language *language, uint32_t block)
{
	apo_span said[DIALOGUE_PARTS];
	uint32_t count = apo__dialogue_read(f->document, language, block, said);
	for (uint32_t i = 0; i < count; i++)
		*apo__push(f->arena, &f->quotes) =
			(apo_quote){.span = said[i], .inner = said[i], .attribution = APO_NONE};
}

/* The block, or the run of blocks that dashes open; returns the last. */
static uint32_t read_blocks(
	finder *f, const apo__language *language, uint32_t block, int *continued)
{
	int spoken = 0;
	uint32_t end =
		*continued ? block : apo__dialogue_end(f->document, language, block, &spoken);
	if (end == block)
		end = block + 1;
	for (; block < end; block++)
		if (spoken)
			read_speech(f, language, block);
		else
			read_block(f, block, continued);
	return end - 1;
}

uint32_t apo__quotes_find(const apo_document *document, const apo__language *language,
	apo__arena *arena, apo_quote **quotes)
{
	finder f = {.document = document, .arena = arena};
	f.style = apo__quotes_style(document);
	int continued = 0;
	for (uint32_t i = 0; i < document->block_count; i++)
		i = read_blocks(&f, language, i, &continued);
	finish(&f);
	*quotes = f.quotes.items;
	return f.quotes.count;
}
