/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Figures in digits, where the words for numbers of a side are not known. Separators, "million" and units say nothing then,
 * but the digits do: 1.5 million, 1,500,000 and 1,5 milioni all have the digits 15. A bead in which one figure is left over
 * on each side, equally long, has another figure. Short ones and clock times are often written otherwise, and what a side
 * with data reads as a measure may have been converted: they are not told. Linear.
 */
#include <string.h>

#include "base/buffer.h"
#include "fidelity/families.h"
#include "text/values/compare_values.h"

#define SHORTEST   3u /* digits of a figure that is reported: years, sums */
#define CONFIDENCE .5 /* precision on planted issues; set on the project's own corpora */

typedef struct {
	apo_span span;
	const char *digits; /* without zeros at the ends */
	uint32_t count;	    /* with them */
	int telling;
} figure;
typedef APO__VECTOR(figure) figures;

/* The digits between the zeros at both ends. */
static const char *significant(apo__arena *arena, const char *digits, uint32_t count)
{
	while (count && digits[count - 1] == '0')
		count--;
	uint32_t zeros = (uint32_t)strspn(digits, "0");
	return zeros < count ? apo__strndup(arena, digits + zeros, count - zeros) : "";
}

/* Is the token of a number that has a unit? `*next` is the first number of the side that may hold it or one behind it. */
static int is_measure(const apo_document *d, apo_span token, uint32_t *next, uint32_t end)
{
	while (*next < end && d->numbers[*next].span.end <= token.begin)
		++*next;
	return *next < end && d->numbers[*next].span.begin <= token.begin &&
	       *d->numbers[*next].unit;
}

static void add_segment(apo__check *check, apo__side side, uint32_t segment, figures *out)
{
	const apo__check_side *s = &check->side[side];
	const apo_document *d = s->document;
	uint32_t number = s->first_number[segment], end = s->first_number[segment + 1];
	const apo_segment *all = &d->segments[segment];
	for (uint32_t t = all->first_token; t < all->first_token + all->tokens; t++) {
		const apo_token *token = &d->tokens[t];
		char digits[APO__MOST_DIGITS + 1];
		if (token->kind != APO_TOKEN_NUMBER)
			continue;
		uint32_t count = apo__digits_of(d->text, token->span, digits);
		int telling = count >= SHORTEST && !strchr(token->form, ':') &&
			      !is_measure(d, token->span, &number, end);
		*apo__push(check->arena, out) = (figure){
			token->span, significant(check->arena, digits, count), count, telling};
	}
}

/* "two hundred" can be a 200 of the other side, and is none that it could miss. */
static void add_words(apo__check *check, apo__side side, uint32_t segment, figures *out)
{
	const apo__check_side *s = &check->side[side];
	for (uint32_t n = s->first_number[segment]; n < s->first_number[segment + 1]; n++) {
		const apo_number *number = &s->document->numbers[n];
		char text[40], digits[40];
		uint32_t count = 0;
		if (!(number->flags & APO_NUMBER_WORDS))
			continue;
		for (const char *c = apo__decimal(text, number->value, 3); *c; c++)
			if (*c >= '0' && *c <= '9')
				digits[count++] = *c;
		digits[count] = '\0';
		*apo__push(check->arena, out) =
			(figure){APO_SPAN_NONE, significant(check->arena, digits, count), count, 0};
	}
}

static figures figures_of(apo__check *check, uint32_t bead, apo__side side)
{
	figures out = {0};
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++) {
		add_segment(check, side, segments[i], &out);
		add_words(check, side, segments[i], &out);
	}
	return out;
}

/* Figures of `a` in digits without a counterpart in `b`: their number, the last of them in `*left`. */
static uint32_t left_over(
	apo__check *check, const figures *a, const figures *b, const figure **left)
{
	apo__map counts;
	uint32_t over = 0;
	apo__map_init(&counts, check->arena);
	for (uint32_t i = 0; i < b->count; i++)
		++*apo__map_add(
			&counts, apo__hash(b->items[i].digits, strlen(b->items[i].digits)), 0);
	for (uint32_t i = 0; i < a->count; i++) {
		const figure *f = &a->items[i];
		uint32_t *there = apo__map_find(&counts, apo__hash(f->digits, strlen(f->digits)));
		if (there && *there) {
			--*there;
		} else if (f->span.begin != APO_NONE) {
			*left = f;
			over++;
		}
	}
	return over;
}

void apo__check_digits(apo__check *check, uint32_t bead)
{
	const figure *source, *target;
	figures sources = figures_of(check, bead, APO__SOURCE),
		targets = figures_of(check, bead, APO__TARGET);
	if (left_over(check, &sources, &targets, &source) != 1 ||
		left_over(check, &targets, &sources, &target) != 1)
		return;
	if (!source->telling || !target->telling || source->count != target->count)
		return;
	apo__check_flag(check, APO_ISSUE_NUMBER, APO_SEVERITY_MAJOR, bead, source->span,
		target->span, CONFIDENCE, "“%s” became “%s”",
		apo__check_text(check, APO__SOURCE, source->span),
		apo__check_text(check, APO__TARGET, target->span));
}
