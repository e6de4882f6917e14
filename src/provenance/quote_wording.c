/* SPDX-License-Identifier: Apache-2.0 */
/* Words left out, added and changed inside of a quotation: by the longest common subsequence of the two wordings. */
#include "provenance/quote_wording.h"

#include <string.h>

#include "base/buffer.h"
#include "text/document/tokens.h"
#include "text/language/context.h"
#include "text/language/language.h"
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

static void read_wording(wording *w, const apo_document *document, apo_span span)
{
	uint32_t first, end, dots = 0;
	int bracket = 0, ellipsis = 0;
	w->document = document;
	apo__tokens_in(document, span, &first, &end);
	for (uint32_t i = first; i < end && w->count < MOST_WORDS; i++) {
		const char *form = document->tokens[i].form;
		bracket += !strcmp(form, "[") || !strcmp(form, "(");
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
}

static const char *form_at(const wording *w, uint32_t i)
{
	return w->document->tokens[w->tokens[i]].form;
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

static apo_severity weigh(const comparison *c, uint32_t i, uint32_t end, uint32_t j, uint32_t stop)
{
	if (turns(c, i, end, j, stop))
		return APO_SEVERITY_CRITICAL;
	return is_minor(c, c->origin, i, end) && is_minor(c, c->child, j, stop)
		       ? APO_SEVERITY_MINOR
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
	uint32_t i = 0, j = 0, last = x->count, kept = 0;
	while (last && !x->kept[last - 1])
		last--;
	while (i < last && !x->kept[i])
		i++;
	i = begin_of_origin(c, i);
	c->negations_differ = negations_in(c, x, i, last) != negations_in(c, y, 0, y->count);
	for (uint32_t k = 0; k < y->count; k++)
		kept += y->kept[k];
	c->alike = kept * 2 >= (last - i < y->count ? last - i : y->count);
	while (i < last || j < y->count) {
		uint32_t end = i, stop = j;
		while (end < last && !x->kept[end])
			end++;
		while (stop < y->count && !y->kept[stop])
			stop++;
		int left_out = j == stop && stop < y->count && y->after_ellipsis[stop];
		if ((i < end && !left_out) || j < stop)
			add_change(c, i, end, j, stop);
		i = end < last ? end + 1 : end;
		j = stop < y->count ? stop + 1 : stop;
	}
}

apo__quote_wording apo__quote_compare(const apo__tracing *t, const apo_document *origin,
	apo_span in_origin, const apo_document *child, apo_span in_child)
{
	apo__arena *scratch = apo__arena_child(t->arena);
	comparison c = {.language = apo__language_get(t->context, child->lang),
		.origin = apo__alloc(scratch, sizeof(wording)),
		.child = apo__alloc(scratch, sizeof(wording)),
		.out = {.arena = t->arena},
		.severity = APO_SEVERITY_MINOR};
	read_wording(c.origin, origin, in_origin);
	read_wording(c.child, child, in_child);
	keep_common(c.origin, c.child, scratch);
	drop_insertions(c.origin);
	drop_insertions(c.child);
	find_changes(&c);
	apo__arena_free(scratch);
	return (apo__quote_wording){c.severity, c.changes ? apo__buffer_text(&c.out) : NULL};
}
