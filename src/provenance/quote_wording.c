/* SPDX-License-Identifier: Apache-2.0 */
/* Words left out, added and changed inside of a quotation: by the longest common subsequence of the two wordings. */
#include "provenance/quote_wording.h"

#include <string.h>

#include "base/buffer.h"
#include "base/visible.h"
#include "text/document/tokens.h"
#include "text/language/context.h"
#include "text/language/language.h"
#include "text/unicode/chars.h"
#include "text/unicode/spelling.h"

enum {
	MOST_WORDS = 400,
	MOST_CHANGES = 3, /* that are put into words */
	SHORT = 2,	  /* words of a change that may be a synonym */
	TURN = 3,	  /* words of a change that turns a statement round */
	DOTS = 2,	  /* of an ellipsis; one dot ends a sentence */
	BEFORE = 2	  /* words left out before the first that is kept, which belong to it */
};

typedef struct {
	const apo_document *document;
	uint32_t tokens[MOST_WORDS];
	unsigned char kept[MOST_WORDS], after_ellipsis[MOST_WORDS];
	unsigned char inserted[MOST_WORDS]; /* is in an editor's brackets */
	uint32_t count;
	int in_doubt; /* where it begins and ends: it is not closed, or has marks inside that are not a quotation's */
} wording;

typedef struct {
	const apo__language *language;
	wording *origin, *child;
	apo__buffer out;
	apo_severity severity;
	uint32_t changes;
	int negations_differ; /* the wordings as a whole have not as many */
	int alike;	      /* half of the words of the shorter are in both */
} comparison;

/* Dots of an ellipsis in a token: a token may be one dot or all. */
static uint32_t dots_in(const char *form)
{
	uint32_t dots = 0;
	if (!strncmp(form, "\xe2\x80\xa6", 3))
		return DOTS;
	while (form[dots] == '.')
		dots++;
	return form[dots] ? 0 : dots;
}

/* Quotation marks in a token that is one. */
static int marks_in(const apo_token *token)
{
	size_t at = 0, size = strlen(token->form);
	uint32_t c = size ? apo__next_char(token->form, size, &at) : 0;
	return at == size && apo__is_quote_mark((int32_t)c);
}

/* Marks of quotations inside of a quotation. */
static int nested_marks(const apo_document *document, apo_span inner)
{
	int marks = 0;
	for (uint32_t i = 0; i < document->quote_count; i++) {
		const apo_quote *q = &document->quotes[i];
		if (q->level && q->span.begin >= inner.begin && q->span.end <= inner.end)
			marks += 2;
	}
	return marks;
}

static void read_wording(wording *w, const apo__quoted *quoted)
{
	const apo_document *document = quoted->document;
	uint32_t first, end, dots = 0;
	int bracket = 0, ellipsis = 0, marks = 0;
	w->document = document;
	apo__tokens_in(document, quoted->inner, &first, &end);
	for (uint32_t i = first; i < end && w->count < MOST_WORDS; i++) {
		const char *form = document->tokens[i].form;
		bracket += !strcmp(form, "[") || !strcmp(form, "(");
		marks += marks_in(&document->tokens[i]);
		dots = dots_in(form) ? dots + dots_in(form) : 0;
		ellipsis |= dots >= DOTS;
		if (apo__is_word_token(&document->tokens[i])) {
			w->after_ellipsis[w->count] = (unsigned char)ellipsis;
			w->inserted[w->count] = bracket != 0;
			w->tokens[w->count++] = i;
			ellipsis = 0;
		}
		if (bracket && (!strcmp(form, "]") || !strcmp(form, ")")))
			bracket--;
	}
	w->in_doubt = quoted->unclosed || (marks && marks > nested_marks(document, quoted->inner));
}

static const char *form_at(const wording *w, uint32_t i)
{
	return w->document->tokens[w->tokens[i]].form;
}

/* Words are kept as late as can be. Where the last of them, after words that are not, come before these in the same way, they are those:
 * then what is left out is left out at the end. */
static void keep_end_early(wording *w)
{
	uint32_t end = w->count, begin, gap;
	while (end && !w->kept[end - 1])
		end--;
	for (begin = end; begin && w->kept[begin - 1];)
		begin--;
	for (gap = begin; gap && !w->kept[gap - 1];)
		gap--;
	for (uint32_t k = 0; k < end - begin; k++)
		if (gap + k >= begin ||
			!apo__same_spelling(form_at(w, gap + k), form_at(w, begin + k)))
			return;
	memset(w->kept + gap, 1, end - begin);
	memset(w->kept + gap + (end - begin), 0, begin - gap);
}

/* Mark what both have, in order. */
static void keep_common(wording *x, wording *y, apo__arena *scratch)
{
	uint32_t n = x->count, m = y->count, i, j;
	uint16_t *table = apo__alloc_array(scratch, (size_t)(n + 1) * (m + 1), sizeof *table);
#define AT(i, j) table[(size_t)(i) * (m + 1) + (j)]
	for (i = n; i-- > 0;)
		for (j = m; j-- > 0;)
			AT(i, j) = apo__same_spelling(form_at(x, i), form_at(y, j))
					   ? (uint16_t)(AT(i + 1, j + 1) + 1)
				   : AT(i + 1, j) > AT(i, j + 1) ? AT(i + 1, j)
								 : AT(i, j + 1);
	for (i = j = 0; i < n && j < m;) {
		if (AT(i, j) == AT(i + 1, j))
			i++;
		else if (AT(i, j) == AT(i, j + 1))
			j++;
		else
			x->kept[i++] = y->kept[j++] = 1;
	}
#undef AT
	keep_end_early(x);
}

/* What an editor inserted is not a change, but for what the other side has too. */
static void drop_insertions(wording *w)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < w->count; i++) {
		if (w->inserted[i] && !w->kept[i])
			continue;
		w->tokens[count] = w->tokens[i];
		w->kept[count] = w->kept[i];
		w->after_ellipsis[count++] = w->after_ellipsis[i];
	}
	w->count = count;
}

static int has_word(
	const comparison *c, const char *section, const wording *w, uint32_t i, uint32_t end)
{
	const apo__lang_section *words =
		c->language ? apo__language_section(c->language, section) : NULL;
	for (; words && i < end; i++)
		if (apo__lang_find(words, form_at(w, i), strlen(form_at(w, i))))
			return 1;
	return 0;
}

static int is_number(const comparison *c, const wording *w, uint32_t i)
{
	return w->document->tokens[w->tokens[i]].kind == APO_TOKEN_NUMBER ||
	       has_word(c, "number-words", w, i, i + 1);
}

/* Whether there is a number in [i, end) that the other wording has nowhere. */
static int has_own_number(
	const comparison *c, const wording *w, uint32_t i, uint32_t end, const wording *other)
{
	for (; i < end; i++) {
		uint32_t k = 0;
		while (k < other->count && !apo__same_spelling(form_at(w, i), form_at(other, k)))
			k++;
		if (k == other->count && is_number(c, w, i))
			return 1;
	}
	return 0;
}

static uint32_t negations_in(const comparison *c, const wording *w, uint32_t i, uint32_t end)
{
	uint32_t count = 0;
	for (; i < end; i++)
		count += (uint32_t)has_word(c, "negation", w, i, i + 1);
	return count;
}

static int has_content(const comparison *c, const wording *w, uint32_t i, uint32_t end)
{
	const apo__lang_section *words =
		c->language ? apo__language_section(c->language, "function-words") : NULL;
	for (; i < end; i++)
		if (!apo__lang_find(words, form_at(w, i), strlen(form_at(w, i))))
			return 1;
	return 0;
}

/* A negation or number that only one side has, in a change that is hardly more than that. What the other side has in its place may say
 * the same: "wrong", "not right"; so may a statement in other words. */
static int turns(const comparison *c, uint32_t i, uint32_t end, uint32_t j, uint32_t stop)
{
	int negated[2] = {
		has_word(c, "negation", c->origin, i, end) && !has_content(c, c->child, j, stop),
		has_word(c, "negation", c->child, j, stop) && !has_content(c, c->origin, i, end)};
	int counted = has_own_number(c, c->origin, i, end, c->child) ||
		      has_own_number(c, c->child, j, stop, c->origin);
	return c->alike && end - i <= TURN && stop - j <= TURN &&
	       ((negated[0] != negated[1] && c->negations_differ) || counted);
}

static int is_minor(const comparison *c, const wording *w, uint32_t i, uint32_t end)
{
	return end - i <= SHORT && !has_word(c, "hedges", w, i, end) &&
	       !has_word(c, "possible", w, i, end);
}

static uint32_t segment_of(const wording *w, uint32_t i)
{
	return apo__segment_at(w->document, w->document->tokens[w->tokens[i]].span.begin);
}

/* Whether words [i, end), which the other side has not, are sentences: an excerpt. The same words may be left out a few places
 * before, where the word before them is the last of them too. */
static int are_sentences(const wording *w, uint32_t i, uint32_t end)
{
	for (; i && i < end; i--, end--) {
		if (segment_of(w, i - 1) != segment_of(w, i) &&
			(end == w->count || segment_of(w, end - 1) != segment_of(w, end)))
			return 1;
		if (!apo__same_spelling(form_at(w, i - 1), form_at(w, end - 1)))
			break;
	}
	return 0;
}

static apo_severity weigh(const comparison *c, uint32_t i, uint32_t end, uint32_t j, uint32_t stop)
{
	if (turns(c, i, end, j, stop))
		return APO_SEVERITY_CRITICAL;
	if (is_minor(c, c->origin, i, end) && is_minor(c, c->child, j, stop))
		return APO_SEVERITY_MINOR;
	return j == stop && are_sentences(c->origin, i, end) ? APO_SEVERITY_MINOR
							     : APO_SEVERITY_MAJOR;
}

static void put_words(comparison *c, const wording *w, uint32_t i, uint32_t end)
{
	const apo_document *d = w->document;
	apo_span first = d->tokens[w->tokens[i]].span, last = d->tokens[w->tokens[end - 1]].span;
	apo__buffer_add(&c->out, "\xe2\x80\x9c", 3);
	apo__buffer_add(&c->out, d->text + first.begin, last.end - first.begin);
	apo__buffer_add(&c->out, "\xe2\x80\x9d", 3);
}

static void put(comparison *c, const char *text)
{
	apo__buffer_add(&c->out, text, strlen(text));
}

/* Words [i, end) of the origin became words [j, stop) of the child. */
static void add_change(comparison *c, uint32_t i, uint32_t end, uint32_t j, uint32_t stop)
{
	apo_severity severity = weigh(c, i, end, j, stop);
	if (severity > c->severity)
		c->severity = severity;
	if (++c->changes > MOST_CHANGES + 1)
		return;
	if (c->changes > 1)
		put(c, "; ");
	if (c->changes > MOST_CHANGES) {
		put(c, "and more");
		return;
	}
	if (i < end)
		put_words(c, c->origin, i, end);
	if (i < end && j < stop)
		put(c, " became ");
	if (j < stop)
		put_words(c, c->child, j, stop);
	put(c, i == end ? " added" : j == stop ? " left out" : "");
}

/* What is left out before the first common word is an excerpt's, but for what turns that word round. */
static uint32_t begin_of_origin(const comparison *c, uint32_t first)
{
	uint32_t from = first > BEFORE ? first - BEFORE : 0;
	return has_word(c, "negation", c->origin, from, first) ? from : first;
}

static void find_changes(comparison *c)
{
	wording *x = c->origin, *y = c->child;
	uint32_t i = 0, j = 0, last = x->count, limit = y->count, kept = 0;
	while (last && !x->kept[last - 1])
		last--;
	while (i < last && !x->kept[i])
		i++;
	i = begin_of_origin(c, i);
	if (x->in_doubt || y->in_doubt) {
		while (limit && !y->kept[limit - 1])
			limit--;
		while (j < limit && !y->kept[j])
			j++;
	}
	c->negations_differ = negations_in(c, x, i, last) != negations_in(c, y, j, limit);
	for (uint32_t k = j; k < limit; k++)
		kept += y->kept[k];
	c->alike = kept * 2 >= (last - i < limit - j ? last - i : limit - j);
	while (i < last || j < limit) {
		uint32_t end = i, stop = j;
		while (end < last && !x->kept[end])
			end++;
		while (stop < limit && !y->kept[stop])
			stop++;
		int left_out = j == stop && stop < limit && y->after_ellipsis[stop];
		if ((i < end && !left_out) || j < stop)
			add_change(c, i, end, j, stop);
		i = end < last ? end + 1 : end;
		j = stop < limit ? stop + 1 : stop;
	}
}

apo__quote_wording apo__quote_compare(
	const apo__tracing *t, const apo__quoted *origin, const apo__quoted *child)
{
	apo__arena *scratch = apo__arena_child(t->arena);
	comparison c = {.language = apo__language_get(t->context, child->document->lang),
		.origin = apo__alloc(scratch, sizeof(wording)),
		.child = apo__alloc(scratch, sizeof(wording)),
		.out = {.arena = t->arena},
		.severity = APO_SEVERITY_MINOR};
	read_wording(c.origin, origin);
	read_wording(c.child, child);
	keep_common(c.origin, c.child, scratch);
	drop_insertions(c.origin);
	drop_insertions(c.child);
	find_changes(&c);
	apo__arena_free(scratch);
	return (apo__quote_wording){c.severity, c.changes ? apo__buffer_text(&c.out) : NULL};
}
