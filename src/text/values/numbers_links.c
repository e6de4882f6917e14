/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers that belong together: the ends of a range, one in five, the parts of a compound, Roman numerals. Linear. */
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "text/values/values.h"

/* ---- one in five ---- */

#define RATIO_GAP  2u /* words between the one and its five: un lecteur sur cinq */
#define RATIO_MOST 1000

/* "jedes fünfte" */
static uint32_t read_every(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	const apo__phrase *found;
	uint32_t n = apo__values_link(r, at, LINK_EVERY, NULL);
	uint32_t m = n ? apo__values_match(r, at + n, VALUE_ORDINAL, &found) : 0;
	if (!m || apo__values_entry(found) < 3)
		return 0;
	number->value = 1 / apo__values_entry(found);
	return n + m;
}

static uint32_t read_one_in(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	const apo__phrase *found;
	double one, below;
	int words;
	uint32_t n = apo__values_match(r, at, VALUE_WORD, &found), joiner, m;
	if (n)
		one = apo__values_entry(found);
	else if (r->tokens[at].kind != APO_TOKEN_NUMBER ||
		 !(n = apo__numeral_read(r, at, &one, &words)))
		return 0;
	if (one < 1 || one > 9)
		return 0;
	for (uint32_t gap = 0; gap <= RATIO_GAP; gap++, n++) {
		if (at + n >= r->end || r->tokens[at + n].kind == APO_TOKEN_PUNCTUATION)
			return 0;
		if (!(joiner = apo__values_link(r, at + n, LINK_RATIO, NULL)))
			continue;
		uint32_t i = at + n + joiner;
		if (i >= r->end || (gap && one > 1) ||
			!(m = apo__numeral_read(r, i, &below, &words)))
			return 0;
		if (below <= one || below < 3 || below > RATIO_MOST ||
			apo__values_match(
				r, i + m, VALUE_UNIT | VALUE_CURRENCY | VALUE_MONTH, NULL))
			return 0;
		number->value = one / below;
		return n + joiner + m;
	}
	return 0;
}

uint32_t apo__ratio_read(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	uint32_t n = read_every(r, at, number);
	if (!n)
		n = read_one_in(r, at, number);
	if (!n)
		return 0;
	number->flags |= APO_NUMBER_FRACTION | APO_NUMBER_WORDS;
	number->digits = (apo_span){r->tokens[at].span.begin, r->tokens[at + n - 1].span.end};
	return n;
}

/* ---- ranges ---- */

/* The value of the first token of a number. */
static double head_value(const apo__values_reader *r, const apo_number *number)
{
	const apo__phrase *found;
	uint32_t first = 0, end = r->end;
	while (first < end) { /* the token that begins the digits */
		uint32_t middle = first + (end - first) / 2;
		if (r->tokens[middle].span.end > number->digits.begin)
			end = middle;
		else
			first = middle + 1;
	}
	double value = 0;
	if (first >= r->end)
		return 0;
	if (apo__digits_value(r->text, r->tokens[first].span, r->decimal, &value))
		return value;
	return apo__values_match(r, first, VALUE_WORD, &found) ? apo__values_entry(found) : 0;
}

#define LEAST_SCALE 1000 /* of a multiplier that holds for both ends */

void apo__range_join(const apo__values_reader *r, apo_number *first, const apo_number *second)
{
	double from = head_value(r, first), to = head_value(r, second);
	double scale = to > 0 ? second->value / to : 1;
	if ((first->flags | second->flags) & (APO_NUMBER_ORDINAL | APO_NUMBER_FRACTION))
		return;
	if (scale >= LEAST_SCALE && from > 0 && first->value <= from && from < to)
		first->value *= scale;
	if (!*first->unit)
		first->unit = second->unit;
	if (first->value > 1)
		first->flags &= ~APO_NUMBER_WEAK;
}

/* ---- compounds ---- */

/* The meaning of a part of a word, if it speaks of values. */
static const apo__phrase *part(
	const apo__values_reader *r, const char *form, size_t size, uint32_t kinds)
{
	uint32_t id = apo__interned(&r->phrases->keys, form, size);
	uint32_t p = id == APO_NONE ? APO_NONE : r->phrases->first.items[id];
	for (; p != APO_NONE; p = r->phrases->phrases.items[p].next)
		if (r->phrases->phrases.items[p].kind & kinds)
			return &r->phrases->phrases.items[p];
	return NULL;
}

#define INCHES 12 /* in a foot */

uint32_t apo__compound_tail(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	uint32_t n = 0, parts = 0;
	if (!at || at >= r->end || !apo__values_touch(r, at - 1))
		return 0;
	if (!strcmp(r->tokens[at].form, "-") && apo__values_touch(r, at))
		n = 1;
	if (at + n >= r->end || r->tokens[at + n].kind != APO_TOKEN_WORD)
		return 0;
	const char *form = r->tokens[at + n].form;
	if (!n && *form != '-')
		return 0;
	for (form += *form == '-'; *form; parts++) {
		size_t size = strcspn(form, "-");
		double inches;
		const apo__phrase *found =
			part(r, form, size, VALUE_MULTIPLIER | VALUE_UNIT | VALUE_CURRENCY);
		if (found && found->kind == VALUE_MULTIPLIER && !*number->unit)
			number->value *= apo__values_entry(found);
		else if (found && found->kind != VALUE_MULTIPLIER && !*number->unit &&
			 !strchr(found->entry->value, ' '))
			number->unit = found->entry->value;
		else if (!strcmp(number->unit, "ft") &&
			 apo__parse_decimal(form, size, &inches) == size && inches < INCHES)
			number->value += inches / INCHES;
		else if (!parts)
			return 0;
		form += size + (form[size] == '-');
	}
	n++;
	double inches;
	uint32_t i = at + n;
	if (!strcmp(number->unit, "ft") && i + 1 < r->end && !strcmp(r->tokens[i].form, "-") &&
		apo__values_touch(r, i) &&
		(inches = apo__digits_plain(r->text, r->tokens[i + 1].span)) >= 0 &&
		inches < INCHES) { /* 6-foot | - | 6 */
		number->value += inches / INCHES;
		n += 2;
	}
	return n;
}

/* ---- Roman numerals ---- */

uint32_t apo__roman_read(const apo__values_reader *r, uint32_t at, double *value)
{
	static const char letters[] = "IVXLC";
	static const int values[] = {1, 5, 10, 50, 100};
	if (at >= r->end || r->tokens[at].kind != APO_TOKEN_WORD)
		return 0;
	const char *text = r->text + r->tokens[at].span.begin;
	uint32_t size = r->tokens[at].span.end - r->tokens[at].span.begin;
	int sum = 0, before = 0;
	while (size && text[size - 1] >= 'a' && text[size - 1] <= 'z')
		size--; /* XIXe */
	if (size + 2 < r->tokens[at].span.end - r->tokens[at].span.begin || size < 2)
		return 0;
	for (uint32_t i = size; i-- > 0;) {
		const char *letter = memchr(letters, text[i], sizeof letters - 1);
		if (!letter)
			return 0;
		int here = values[letter - letters];
		sum += here < before ? -here : here;
		before = here > before ? here : before;
	}
	*value = sum;
	return sum > 1 && sum < 40;
}
