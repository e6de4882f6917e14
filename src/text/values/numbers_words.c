/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numerals in words, and in digits with multipliers (1.2 million, 3万5千). A numeral is a stack of terms of falling size: a
 * multiplier takes all smaller terms together (two hundred | thousand; 三千 | 万), a value is added where the last term has
 * room for it (twenty | three). Compounds are cut into their words, longest first (drei|und|zwanzig, quatre-vingt|-|dix-sept).
 */
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "text/values/values.h"

#define MOST_TERMS  16
#define MOST_DIGITS 24 /* in words; keeps the walk linear */

typedef struct {
	double terms[MOST_TERMS];
	uint32_t count;
	uint32_t plain;	  /* digits of a row of Han digits: 二〇二七 */
	int zero;	  /* 〇 is among them */
	int after_joiner; /* "und", "et": the next word may be a ten */
} stack;

#define LARGEST_UNIT 1e13 /* above every word for a power of ten that the data have; set by hand */

static double room(double term)
{
	double unit = 1;
	while (unit < LARGEST_UNIT && term / (unit * 10) == floor(term / (unit * 10)))
		unit *= 10;
	return unit;
}

/* Add a value; 0 when the numeral ended before it. */
static int add_value(stack *s, double value)
{
	if (s->count == MOST_TERMS)
		return 0;
	if (s->count) {
		double last = s->terms[s->count - 1];
		int score = (last == 60 || last == 80) && value >= 10 && value < 20;
		if (s->after_joiner && last < 10 && value >= 20 && value < 100) {
			s->terms[s->count - 1] = last + value; /* drei-und-zwanzig */
			return 1;
		}
		if (last == 0 || (value >= room(last) && !score))
			return 0;
	}
	s->terms[s->count++] = value;
	return 1;
}

static int multiply(stack *s, double by)
{
	double sum = 0;
	uint32_t count = s->count;
	while (count && s->terms[count - 1] < by)
		sum += s->terms[--count];
	if (count && s->terms[count - 1] / 10 < by && s->terms[count - 1] != by * 10)
		return count == 0;
	if (count == MOST_TERMS)
		return 0;
	s->terms[count++] = (sum > 0 ? sum : 1) * by;
	s->count = count;
	return 1;
}

static double total(const stack *s)
{
	double sum = 0;
	for (uint32_t i = 0; i < s->count; i++)
		sum += s->terms[i];
	return sum;
}

/* The longest word of a numeral that `form` begins with. */
static size_t longest_word(const apo__values_reader *r, const char *form, size_t size,
	const apo__phrase **found, uint32_t kinds)
{
	for (size_t n = size; n > 0; n--) {
		uint32_t id = apo__interned(&r->phrases->keys, form, n);
		uint32_t p = id == APO_NONE ? APO_NONE : r->phrases->first.items[id];
		for (; p != APO_NONE; p = r->phrases->phrases.items[p].next)
			if (r->phrases->phrases.items[p].kind & kinds) {
				*found = &r->phrases->phrases.items[p];
				return n;
			}
	}
	return 0;
}

#define LEAST_BEGIN 2u /* bytes: no piece of a numeral is shorter */

/* Most words begin as no numeral does. */
static int may_begin(const apo__values_reader *r, const char *form, size_t size)
{
	size_t begin = size < LEAST_BEGIN ? size : LEAST_BEGIN;
	return r->words && (apo__lang_may_begin(r->words, form, begin) ||
				   apo__lang_may_begin(r->multipliers, form, begin));
}

/* Take a word apart and add its pieces; all of it or nothing. */
static int add_compound(const apo__values_reader *r, stack *s, const char *form)
{
	stack copy = *s;
	size_t size = strlen(form);
	if (size > 80 || !may_begin(r, form, size))
		return 0;
	for (size_t at = 0; at < size;) {
		const apo__phrase *found;
		if (form[at] == '-' && at) {
			at++;
			continue;
		}
		size_t n = longest_word(r, form + at, size - at, &found,
			VALUE_WORD | VALUE_MULTIPLIER | (at ? VALUE_JOINER : 0));
		if (!n)
			return 0;
		at += n;
		if (found->kind == VALUE_JOINER) {
			copy.after_joiner = 1;
			continue;
		}
		double value = apo__values_entry(found);
		if (!(found->kind == VALUE_MULTIPLIER ? multiply(&copy, value)
						      : add_value(&copy, value)))
			return 0;
		copy.after_joiner = 0;
	}
	if (copy.after_joiner)
		return 0;
	*s = copy;
	return 1;
}

/* A row of Han digits without multipliers, 〇 or three of them at least: a figure read digit by digit. */
static uint32_t read_row(const apo__values_reader *r, uint32_t at, double *value)
{
	uint32_t i = at, zero = 0;
	const apo__phrase *found;
	*value = 0;
	while (i < r->end && i - at < MOST_DIGITS && r->tokens[i].kind == APO_TOKEN_HAN &&
		apo__values_match(r, i, VALUE_WORD, &found) == 1) {
		double digit = apo__values_entry(found);
		*value = *value * 10 + digit;
		zero |= digit == 0;
		i++;
	}
	if (i - at >= 2 && apo__values_match(r, i, VALUE_MULTIPLIER, NULL))
		return i - at == 2 && !zero ? UINT32_MAX : 0; /* 七八十: seven or eight tens */
	if (i - at == 2 && !zero)
		return UINT32_MAX;
	return i - at >= 3 || (zero && i - at >= 2) ? i - at : 0;
}

/* 点五 behind a numeral. */
static uint32_t read_decimals(const apo__values_reader *r, uint32_t at, double *value)
{
	const apo__phrase *found;
	uint32_t i = at + apo__values_match(r, at, VALUE_DECIMAL_POINT, NULL);
	double scale = 1;
	if (i == at)
		return 0;
	uint32_t first = i;
	while (i < r->end && i - at < MOST_DIGITS && r->tokens[i].kind == APO_TOKEN_HAN &&
		apo__values_match(r, i, VALUE_WORD, &found) == 1) {
		scale /= 10;
		*value += apo__values_entry(found) * scale;
		i++;
	}
	return i == first ? 0 : i - at;
}

static int is_word(const apo__values_reader *r, uint32_t at)
{
	return at < r->end &&
	       (r->tokens[at].kind == APO_TOKEN_WORD || r->tokens[at].kind == APO_TOKEN_HAN);
}

/* Add what is at `at`; returns its tokens. */
static uint32_t add_word(const apo__values_reader *r, stack *s, uint32_t at, uint32_t kinds)
{
	const apo__phrase *found;
	uint32_t n = is_word(r, at) ? apo__values_match(r, at, kinds, &found) : 0;
	if (n) {
		double value = apo__values_entry(found);
		int fits =
			found->kind == VALUE_MULTIPLIER ? multiply(s, value) : add_value(s, value);
		return fits ? n : 0;
	}
	return kinds & VALUE_WORD && is_word(r, at) && add_compound(r, s, r->tokens[at].form);
}

/* A blank of any kind, and nothing else, between two tokens. */
static int is_blank_between(const apo__values_reader *r, uint32_t at)
{
	uint32_t begin = r->tokens[at].span.end, end = r->tokens[at + 1].span.begin;
	return end > begin && end - begin <= 3 && !memchr(r->text + begin, '\n', end - begin) &&
	       (r->text[begin] == ' ' ? end - begin == 1 : (unsigned char)r->text[begin] >= 0x80);
}

static int is_plain(const apo__values_reader *r, uint32_t at)
{
	return r->tokens[at].kind == APO_TOKEN_NUMBER &&
	       apo__digits_plain(r->text, r->tokens[at].span) >= 0;
}

static uint32_t size_of(const apo__values_reader *r, uint32_t at)
{
	return r->tokens[at].span.end - r->tokens[at].span.begin;
}

/* The first group of a number with blanks between its groups; a row of groups that begins otherwise is a telephone's. */
static int begins_groups(const apo__values_reader *r, uint32_t at)
{
	int follows = at > 0 && r->tokens[at - 1].kind == APO_TOKEN_NUMBER &&
		      r->tokens[at - 1].segment == r->tokens[at].segment &&
		      is_blank_between(r, at - 1);
	return is_plain(r, at) && size_of(r, at) <= 3 && r->text[r->tokens[at].span.begin] != '0' &&
	       !follows;
}

/* The last group may have decimals: 2 075,30. */
static int is_last_group(const apo__values_reader *r, uint32_t at, double *value)
{
	const char *text = r->text + r->tokens[at].span.begin;
	return r->tokens[at].kind == APO_TOKEN_NUMBER && size_of(r, at) > 4 &&
	       text[3] == r->decimal &&
	       apo__digits_value(r->text, r->tokens[at].span, r->decimal, value);
}

/* One numeral in digits, with groups of three behind blanks. */
static uint32_t read_digits(const apo__values_reader *r, uint32_t at, double *value)
{
	double last;
	if (!apo__digits_value(r->text, r->tokens[at].span, r->decimal, value))
		return 0;
	uint32_t n = 1;
	if (!begins_groups(r, at))
		return n;
	for (; at + n < r->end && n < 6 && is_blank_between(r, at + n - 1); n++) {
		if (is_plain(r, at + n) && size_of(r, at + n) == 3) {
			*value = *value * 1000 + apo__digits_plain(r->text, r->tokens[at + n].span);
			continue;
		}
		if (is_last_group(r, at + n, &last)) {
			*value = *value * 1000 + last;
			n++;
		}
		break;
	}
	return n;
}

#define MOST_PARTS 16 /* of an inch; what has more is not a fraction of a measure */

/* "1/2" behind a whole number and a blank: the fraction that is added, 3 1/2. */
static uint32_t read_mixed(const apo__values_reader *r, uint32_t at, double *value)
{
	if (at + 2 >= r->end || !is_blank_between(r, at - 1) || !is_plain(r, at) ||
		!is_plain(r, at + 2) || strcmp(r->tokens[at + 1].form, "/") != 0 ||
		!apo__values_touch(r, at) || !apo__values_touch(r, at + 1))
		return 0;
	int32_t above = apo__digits_plain(r->text, r->tokens[at].span),
		below = apo__digits_plain(r->text, r->tokens[at + 2].span);
	if (above < 1 || above >= below || below > MOST_PARTS ||
		(at + 3 < r->end && !strcmp(r->tokens[at + 3].form, "/") &&
			apo__values_touch(r, at + 2)))
		return 0;
	*value += (double)above / below;
	return 3;
}

uint32_t apo__numeral_read(const apo__values_reader *r, uint32_t at, double *value, int *words)
{
	stack s = {.count = 0};
	uint32_t i = at, n;
	*words = r->tokens[at].kind != APO_TOKEN_NUMBER;
	if (!*words) {
		if (!(n = read_digits(r, at, value)))
			return 0;
		if (n == 1 && is_plain(r, at))
			n += read_mixed(r, at + 1, value);
		s.terms[s.count++] = *value;
		i += n;
		while ((n = add_word(r, &s, i, VALUE_MULTIPLIER))) {
			i += n;
			double more;
			if (r->tokens[i - 1].kind == APO_TOKEN_HAN && i < r->end &&
				r->tokens[i].kind == APO_TOKEN_NUMBER &&
				apo__digits_value(r->text, r->tokens[i].span, r->decimal, &more) &&
				add_value(&s, more))
				i++; /* 3万5千 */
		}
		*value = total(&s);
		return i - at;
	}
	n = read_row(r, at, value);
	if (n == UINT32_MAX)
		return 0;
	if (n)
		return n;
	/* a multiplier alone: "hundred", 十; but not "m", 百, 万, which mean other things */
	const apo__phrase *found;
	if (apo__values_match(r, at, VALUE_MULTIPLIER, &found) == 1 &&
		strlen(found->entry->folded) <= 3 && apo__values_entry(found) > 10)
		return 0;
	while ((n = add_word(r, &s, i, VALUE_WORD | VALUE_MULTIPLIER))) {
		i += n;
		uint32_t joiner = apo__values_match(r, i, VALUE_JOINER, NULL);
		if (joiner && s.terms[s.count - 1] >= 20 && is_word(r, i + joiner)) {
			stack copy = s;
			n = add_word(r, &copy, i + joiner, VALUE_WORD);
			if (n) {
				s = copy;
				i += joiner + n;
			}
		}
	}
	if (i == at)
		return 0;
	*value = total(&s);
	return i - at + read_decimals(r, i, value);
}

int apo__compound_value(const apo__values_reader *r, const char *form, double *value)
{
	stack s = {.count = 0};
	if (!add_compound(r, &s, form))
		return 0;
	*value = total(&s);
	return 1;
}
