/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The style of a document's quotations: which way guillemets point, whether one mark both opens and closes, whether straight marks have
 * their blanks on the wrong side. Every mark votes by what is beside it, so that a mark that somebody forgot does not turn the rest
 * around. One pass over the bytes of each block.
 */
#include "text/quotations/quotes_style.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "text/unicode/chars.h"

enum { OPENS = 1, CLOSES = 2 };

typedef struct {
	uint32_t count[2];	   /* of the marks « » */
	uint32_t opens[2];	   /* of them by place */
	uint32_t left, right, low; /* “ ” „ */
	uint32_t even, tidy; /* blocks whose straight marks are paired by turns; by place, too */
} votes;

static int is_gap(int32_t c)
{
	return !c || apo__is_space(c);
}

/* By what is beside a mark: does it touch only what follows, only what is before, or both or none (0)? */
static int place(int32_t before, int32_t after)
{
	int opens = (is_gap(before) || before == '(' || before == ':' || before == 0x2014 ||
			    before == '\'' || before == 0x2019) && /* an elision, d'« essai » */
		    !is_gap(after) &&
		    !u_ispunct(after);
	int closes = !is_gap(before) && before != '\'' && before != 0x2019 &&
		     (is_gap(after) || u_ispunct(after));
	return opens && !closes ? OPENS : closes && !opens ? CLOSES : 0;
}

/* A digit is before inches and minutes. */
static int is_measure(int32_t before)
{
	return before < 0x80 && before >= '0' && before <= '9';
}

/* With blanks on both sides, as in French, a mark says nothing of its direction. */
static void vote_guillemet(votes *v, int32_t c, int32_t before, int32_t after)
{
	int which = c == 0xbb, where = place(before, after);
	v->count[which]++;
	v->opens[which] += where == OPENS;
	v->opens[!which] += where == CLOSES;
}

typedef struct {
	uint32_t count, measures;
	int depth, tidy;
} straight;

static void see_straight(straight *s, int32_t before, int32_t after)
{
	int where = place(before, after);
	s->count++;
	s->measures += is_measure(before) && s->count % 2; /* none opens behind a digit */
	if (where == OPENS)
		s->tidy &= s->depth++ == 0;
	else
		s->tidy &= (where == CLOSES || s->depth) && s->depth-- == 1;
}

static straight read_block(const apo_document *d, apo_span span, votes *v)
{
	const uint8_t *text = (const uint8_t *)d->text;
	straight s = {.tidy = 1};
	int32_t before = 0, c, after;
	for (uint32_t at = span.begin; at < span.end; before = c) {
		U8_NEXT_UNSAFE(text, at, c);
		if (!apo__is_quote_mark(c))
			continue;
		uint32_t next = at;
		after = 0;
		if (next < span.end)
			U8_NEXT_UNSAFE(text, next, after);
		if (c == 0xab || c == 0xbb)
			vote_guillemet(v, c, before, after);
		v->left += c == 0x201c;
		v->right += c == 0x201d;
		v->low += c == 0x201e;
		if (c == '"')
			see_straight(&s, before, after);
	}
	return s;
}

int apo__straight_in_pairs(const apo_document *document, apo_span block)
{
	votes v = {.left = 0};
	straight s = read_block(document, block, &v);
	return s.count && s.count % 2 == 0 && !s.measures;
}

apo__quote_style apo__quotes_style(const apo_document *document)
{
	votes v = {.left = 0};
	for (uint32_t i = 0; i < document->block_count; i++) {
		straight s = read_block(document, document->blocks[i].span, &v);
		if (!s.count || s.count % 2 || s.measures)
			continue;
		v.even++;
		v.tidy += s.tidy && !s.depth;
	}
	apo__quote_style style = {0};
	style.guillemets_reversed = v.opens[1] > v.opens[0];
	style.guillemets_alone = (v.count[0] == 0) != (v.count[1] == 0);
	style.left_alone = v.left > 1 && !v.right && !v.low;
	style.straight_by_turns = 2 * v.tidy < v.even;
	return style;
}
