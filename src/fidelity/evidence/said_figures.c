/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a side says a figure in another way: as digits within a word, as a measure, by multipliers alone, as a time of day. Linear
 * in the text of the bead.
 */
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "fidelity/evidence/evidence.h"
#include "text/values/compare_values.h"

/* Does the text begin with these digits and no more, a mark or letter between any of them: 2,06,737, 1m85? */
static int begins_with(const char *p, const char *end, const char *digits)
{
	for (; *digits; digits++, p++) {
		if (p + 1 < end && (*p < '0' || *p > '9') && p[1] == *digits)
			p++;
		if (p >= end || *p != *digits)
			return 0;
	}
	return p == end || *p < '0' || *p > '9';
}

/* Are the digits of the figure in the other side's text, in whatever word: 38-17 and 38:17, 0800 555 111? */
int apo__check_has_digits(
	const apo__check *check, uint32_t bead, apo__side other, const char *digits)
{
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, other, &count);
	const apo_document *d = check->side[other].document;
	size_t size = strlen(digits);
	for (uint32_t i = 0; i < count && size; i++) {
		const char *text = d->text + d->segments[segments[i]].span.begin,
			   *end = d->text + d->segments[segments[i]].span.end;
		for (const char *p = text; p + size <= end; p++) /* linear: few places begin so */
			if ((p == text || p[-1] < '0' || p[-1] > '9') &&
				begins_with(p, end, digits))
				return 1;
	}
	return 0;
}

int apo__check_has_digits_beside(
	const apo__check *check, uint32_t bead, apo__side other, const char *digits)
{
	return (bead && apo__check_has_digits(check, bead - 1, other, digits)) ||
	       (bead + 1 < check->alignment->count &&
		       apo__check_has_digits(check, bead + 1, other, digits));
}

/* Does the bead name a measure of this dimension there: "about a mile", "a two-foot wide brim"? */
static int has_measure(const apo__check *check, uint32_t bead, apo__side other, char dimension)
{
	const apo__check_side *s = &check->side[other];
	const apo__lang_section *units = apo__language_section(s->language, "units");
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, other, &count);
	for (uint32_t i = 0; i < count && dimension; i++) {
		const apo_segment *segment = &s->document->segments[segments[i]];
		for (uint32_t t = segment->first_token; t < segment->first_token + segment->tokens;
			t++) {
			const char *form = s->document->tokens[t].form, *part = strrchr(form, '-');
			part = part ? part + 1 : form;
			const apo__lang_entry *unit = apo__lang_find(units, part, strlen(part));
			if (unit && apo__unit_dimension(unit->value) == dimension)
				return 1;
		}
	}
	return 0;
}

/* Does a bracket open before a measure: "6,000 mu (400 hectares)"? It says again what is before it. */
static int is_gloss(const apo_document *d, const apo_number *n)
{
	const char *p = d->text + n->span.begin, *begin = d->text;
	if (!*n->unit)
		return 0;
	while (p > begin && p[-1] == ' ')
		p--;
	return (p > begin && (p[-1] == '(' || p[-1] == '[')) ||
	       (p >= begin + 3 && !memcmp(p - 3, "（", 3));
}

/* Does the other side say it by multipliers alone, which are not a figure there: 百年, 万名, 百亿? */
static int has_multiplier(const apo__check *check, uint32_t bead, apo__side other, double value)
{
	const apo__check_side *s = &check->side[other];
	const apo__lang_section *multipliers = apo__language_section(s->language, "multipliers");
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, other, &count);
	for (uint32_t i = 0; i < count; i++) {
		const apo_segment *segment = &s->document->segments[segments[i]];
		double product = 1;
		for (uint32_t t = segment->first_token; t < segment->first_token + segment->tokens;
			t++) {
			const apo_token *token = &s->document->tokens[t];
			const apo__lang_entry *entry =
				token->kind == APO_TOKEN_HAN
					? apo__lang_find(
						  multipliers, token->form, strlen(token->form))
					: NULL;
			double factor = 1;
			if (entry)
				apo__parse_decimal(entry->value, strlen(entry->value), &factor);
			product = entry ? product * factor : 1;
			if (entry && fabs(product - value) < 1)
				return 1;
		}
	}
	return 0;
}

#define HALF_DAY 12  /* hours */
#define MINUTES	 100 /* of 17.30 as a number */

/* Is it the time of a date of the other side: 17.30, "5.30pm"? */
static int is_clock(const apo__check *check, uint32_t bead, apo__side other, double value)
{
	const apo__check_side *s = &check->side[other];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, other, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t d = s->first_date[segments[i]]; d < s->first_date[segments[i] + 1];
			d++) {
			const apo_date *date = &s->document->dates[d];
			double minutes = (value - floor(value)) * MINUTES;
			if (date->hour >= 0 && fmod(floor(value) - date->hour, HALF_DAY) == 0 &&
				fabs(minutes - date->minute) < 1)
				return 1;
		}
	return 0;
}

/* Does the target go on after the figure as the source does: "14 K" in both? */
int apo__check_is_verbatim(const apo__check *check, const apo_number *a, const apo_number *b)
{
	const apo_number *n = a->span.end - a->span.begin > b->span.end - b->span.begin ? a : b;
	const apo_document *d = check->side[n == b].document, *o = check->side[n != b].document;
	const apo_number *other = n == a ? b : a;
	uint32_t size = n->span.end - n->span.begin;
	const char *text = d->text + n->span.begin;
	if (!((text[size - 1] | 32) >= 'a' && (text[size - 1] | 32) <= 'z'))
		return 0;
	return !strncmp(d->text + n->span.begin, o->text + other->span.begin, size);
}

#define MILLION 1e6 /* by definition, which "m" may be, or metres */

/* 137m: metres, where the other side has them. */
int apo__check_is_metres(
	const apo__check *check, apo__side side, const apo_number *n, const apo_number *other)
{
	const apo_document *d = check->side[side].document;
	const char *end = d->text + n->span.end;
	return n->value >= MILLION && fabs(n->value - other->value * MILLION) < 1 &&
	       n->span.end > n->span.begin + 1 && end[-1] == 'm' && end[-2] >= '0' &&
	       end[-2] <= '9' && !strcmp(other->unit, "m");
}

int apo__check_says_otherwise(
	const apo__check *check, uint32_t bead, apo__side side, const apo_number *n)
{
	const apo_document *d = check->side[side].document;
	apo__side other = side == APO__SOURCE ? APO__TARGET : APO__SOURCE;
	char digits[APO__MOST_DIGITS + 1];
	apo__digits_of(d->text, n->digits, digits);
	return is_gloss(d, n) || apo__check_has_digits(check, bead, other, digits) ||
	       has_multiplier(check, bead, other, n->value) ||
	       is_clock(check, bead, other, n->value) ||
	       apo__check_has_digits_beside(check, bead, other, digits) ||
	       has_measure(check, bead, other, apo__unit_dimension(n->unit));
}
