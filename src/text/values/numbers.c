/* SPDX-License-Identifier: Apache-2.0 */
/* Quantities: currency, numeral, multiplier, unit, and the qualifier before them. Linear in the tokens. */
#include <string.h>

#include "base/buffer.h"
#include "text/values/values.h"

static int is_form(const apo__values_reader *r, uint32_t at, const char *form)
{
	return at < r->end && !strcmp(r->tokens[at].form, form);
}

static void finish(const apo__values_reader *r, uint32_t at, uint32_t n, apo_number *number)
{
	number->span = (apo_span){r->tokens[at].span.begin, r->tokens[at + n - 1].span.end};
	number->segment = r->tokens[at].segment;
}

/* "percent_point 0.01": a name and what to multiply with. */
static void set_unit(const apo__values_reader *r, apo_number *number, const apo__phrase *phrase)
{
	const char *value = phrase->entry->value, *space = strchr(value, ' ');
	double factor = 1;
	if (space && apo__parse_decimal(space + 1, strlen(space + 1), &factor))
		number->value *= factor;
	number->unit =
		space ? apo__strndup(r->document->arena, value, (size_t)(space - value)) : value;
}

/* Unit or currency behind the numeral that ends at `at`; returns its tokens. */
static uint32_t read_unit(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	const apo__phrase *found;
	uint32_t i = at, n;
	if (number->flags & APO_NUMBER_FRACTION) /* a quarter of an hour */
		i += apo__values_link(r, i, LINK_UNIT, NULL);
	if ((n = apo__values_match(r, i, VALUE_UNIT | VALUE_CURRENCY, &found))) {
		uint32_t half = apo__values_match(r, i + n, VALUE_HALF_AFTER, NULL);
		number->value += (half > 0) * .5;
		set_unit(r, number, found);
		return i - at + n + half;
	}
	return 0;
}

/* "th-minute": an ordinal suffix begins the word. */
static int has_suffix(const apo__values_reader *r, uint32_t at)
{
	const char *form = r->tokens[at].form, *hyphen = strchr(form, '-');
	uint32_t id =
		hyphen ? apo__interned(&r->phrases->keys, form, (size_t)(hyphen - form)) : APO_NONE;
	uint32_t p = id == APO_NONE ? APO_NONE : r->phrases->first.items[id];
	for (; p != APO_NONE; p = r->phrases->phrases.items[p].next)
		if (r->phrases->phrases.items[p].kind == VALUE_ORDINAL_SUFFIX)
			return 1;
	return 0;
}

/* Numbers that are part of a name or of a date: 5G, 90er, 3D. */
static int is_glued(const apo__values_reader *r, uint32_t last)
{
	return apo__values_touch(r, last) && r->tokens[last + 1].kind == APO_TOKEN_WORD &&
	       r->tokens[last].kind == APO_TOKEN_NUMBER && !has_suffix(r, last + 1) &&
	       *r->tokens[last + 1].form != '-' &&
	       !apo__values_match(r, last + 1,
		       VALUE_UNIT | VALUE_CURRENCY | VALUE_MULTIPLIER | VALUE_ORDINAL_SUFFIX, NULL);
}

/* 百分之三点五, 三分之一: the denominator is first. */
static uint32_t read_parts(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	int words;
	double below = 100, above;
	uint32_t n = apo__values_match(r, at, VALUE_PERCENT_PREFIX, NULL), joiner;
	int percent = n > 0;
	if (!percent) {
		if (!(n = apo__numeral_read(r, at, &below, &words)))
			return 0;
		if (!(joiner = apo__values_match(r, at + n, VALUE_FRACTION_JOINER, NULL)))
			return 0;
		n += joiner;
	}
	if (at + n >= r->end)
		return 0;
	uint32_t m = apo__numeral_read(r, at + n, &above, &words);
	if (!m || below == 0)
		return 0;
	number->value = percent ? above : above / below;
	number->unit = percent ? "percent" : "";
	number->flags |= (percent ? 0 : APO_NUMBER_FRACTION) | (words ? APO_NUMBER_WORDS : 0);
	number->digits = (apo_span){r->tokens[at].span.begin, r->tokens[at + n + m - 1].span.end};
	return n + m;
}

/* Half, both, third, first: a word of the language data with its value. */
static uint32_t read_named(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	const apo__phrase *found;
	uint32_t n = apo__values_match(r, at, VALUE_FRACTION | VALUE_WEAK | VALUE_ORDINAL, &found);
	if (!n)
		return 0;
	int words;
	double value;
	if (apo__numeral_read(r, at, &value, &words) > n)
		return 0;
	number->value = apo__values_entry(found);
	number->flags |= APO_NUMBER_WORDS;
	if (found->kind == VALUE_FRACTION)
		number->flags |= APO_NUMBER_FRACTION;
	if (found->kind == VALUE_ORDINAL)
		number->flags |= APO_NUMBER_ORDINAL;
	if (found->kind == VALUE_WEAK || (found->kind == VALUE_ORDINAL && number->value <= 2))
		number->flags |= APO_NUMBER_WEAK;
	number->digits = (apo_span){r->tokens[at].span.begin, r->tokens[at + n - 1].span.end};
	return n + (found->kind == VALUE_FRACTION ? read_unit(r, at + n, number) : 0);
}

/* What is behind the numeral text[at, at + n). */
static uint32_t read_tail(const apo__values_reader *r, uint32_t at, uint32_t n, apo_number *number)
{
	uint32_t m = apo__values_match(r, at + n, VALUE_ABOUT_AFTER, NULL);
	const apo__phrase *found;
	if (apo__values_link(r, at + n, LINK_DISCOUNT, NULL)) { /* 八折, 八五折 */
		double left = number->value < 10 ? number->value * 10 : number->value;
		number->value = 100 - left;
		number->unit = "percent";
		return n + 1;
	}
	if ((m = apo__compound_tail(r, at + n, number)))
		return n + m;
	m = apo__values_match(r, at + n, VALUE_ABOUT_AFTER, NULL);
	if (m) {
		number->flags |= APO_NUMBER_APPROXIMATE;
		n += m;
		if ((m = apo__values_match(r, at + n, VALUE_MULTIPLIER, &found))) {
			number->value *= apo__values_entry(found); /* 20多万 */
			n += m;
		}
	}
	if ((m = apo__values_match(r, at + n, VALUE_TENTHS, NULL))) {
		number->value *= 10;
		number->unit = "percent";
		return n + m;
	}
	if (apo__values_touch(r, at + n - 1) &&
		(m = apo__values_match(r, at + n, VALUE_ORDINAL_SUFFIX, NULL))) {
		number->flags |= APO_NUMBER_ORDINAL;
		n += m;
		if ((m = apo__values_match(r, at + n, VALUE_DECADE_SIGN, NULL)))
			number->flags |= APO_NUMBER_WEAK;
		return n + m;
	}
	uint32_t stop = apo__values_touch(r, at + n - 1) && is_form(r, at + n, "."); /* 19. */
	if ((m = apo__values_match(r, at + n + stop, VALUE_DECADE_SIGN, NULL))) {
		n += stop;
		number->flags |= APO_NUMBER_WEAK; /* the 19th century, 八十年代 */
		return n + m;
	}
	return n + read_unit(r, at + n, number);
}

static int is_negative(const apo__values_reader *r, uint32_t at, uint32_t first)
{
	return at > first && (is_form(r, at - 1, "-") || is_form(r, at - 1, "\xe2\x88\x92")) &&
	       apo__values_touch(r, at - 1) && (at - 1 == first || !apo__values_touch(r, at - 2));
}

/* What a translation may well leave out or say otherwise: one, first, second, a century, and a lone Han digit without unit,
 * which is part of a word as often as not. */
static int is_weak(const apo__values_reader *r, uint32_t at, const apo_number *number, int words)
{
	int ordinal = (number->flags & APO_NUMBER_ORDINAL) != 0;
	if (number->flags & APO_NUMBER_WEAK || (number->value == 1 && words) ||
		(number->value <= 2 && ordinal))
		return 1;
	return words && r->tokens[at].kind == APO_TOKEN_HAN && !*number->unit &&
	       number->value <= 10;
}

/* The numeral in "four-day" or "mother-of-three": a translation may take it apart. */
static uint32_t read_hyphenated(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	const apo_token *token = &r->tokens[at];
	char part[16];
	const char *first = token->kind == APO_TOKEN_WORD ? strchr(token->form, '-') : NULL;
	if (!first)
		return 0;
	const char *last = strrchr(token->form, '-') + 1;
	size_t size = (size_t)(first - token->form);
	memcpy(part, token->form, size < sizeof part ? size : 0);
	part[size < sizeof part ? size : 0] = '\0';
	if (!apo__compound_value(r, part, &number->value) &&
		!apo__compound_value(r, last, &number->value))
		return 0;
	number->digits = token->span;
	number->flags = APO_NUMBER_WORDS | APO_NUMBER_WEAK;
	return number->value > 1;
}

/* The currency that the capitals at the begin of a word name, RMB280; `*size` = their bytes. NULL = none. */
static const apo__phrase *currency_in(const apo__values_reader *r, uint32_t at, uint32_t *size)
{
	const apo_token *token = &r->tokens[at];
	const char *text = r->text + token->span.begin;
	uint32_t all = token->span.end - token->span.begin, n = 0;
	while (n < all && text[n] >= 'A' && text[n] <= 'Z')
		n++;
	if (n < 2 || n == all || text[n] < '0' || text[n] > '9')
		return NULL;
	*size = n;
	uint32_t id = apo__interned(&r->phrases->keys, token->form, n);
	uint32_t p = id == APO_NONE ? APO_NONE : r->phrases->first.items[id];
	for (; p != APO_NONE; p = r->phrases->phrases.items[p].next)
		if (r->phrases->phrases.items[p].kind == VALUE_CURRENCY)
			return &r->phrases->phrases.items[p];
	return NULL;
}

/* Does the figure in the word before go on at `at`: RMB2 | .8, RMB2 | , | 800? Returns the tokens. */
static uint32_t more_digits(const apo__values_reader *r, uint32_t at)
{
	if (at >= r->end || !apo__values_touch(r, at - 1))
		return 0;
	if (r->tokens[at].kind == APO_TOKEN_NUMBER)
		return 1;
	return at + 1 < r->end && apo__values_touch(r, at) &&
			       (is_form(r, at, ",") || is_form(r, at, ".")) &&
			       r->tokens[at + 1].kind == APO_TOKEN_NUMBER
		       ? 2
		       : 0;
}

/* RMB280, RMB2.8 billion: a currency and its figure in one word. */
static uint32_t read_glued_currency(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	uint32_t size, n = 1, more;
	const apo__phrase *currency =
		r->tokens[at].kind == APO_TOKEN_WORD ? currency_in(r, at, &size) : NULL;
	if (!currency)
		return 0;
	while ((more = more_digits(r, at + n)))
		n += more;
	apo_span digits = {r->tokens[at].span.begin + size, r->tokens[at + n - 1].span.end};
	if (!apo__digits_value(r->text, digits, r->decimal, &number->value))
		return 0;
	number->digits = digits;
	const apo__phrase *found;
	while ((more = apo__values_match(r, at + n, VALUE_MULTIPLIER, &found))) {
		number->value *= apo__values_entry(found);
		n += more;
	}
	set_unit(r, number, currency);
	return n;
}

/* Charles III, XIX. századi, siècle XIX: an order, told only where both sides have one. */
static uint32_t read_roman(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	double value;
	int capital = at > 0 && r->tokens[at - 1].segment == r->tokens[at].segment &&
		      r->tokens[at - 1].kind == APO_TOKEN_WORD &&
		      r->tokens[at - 1].flags & APO_TOKEN_CAPITAL;
	if (!apo__roman_read(r, at, &value))
		return 0;
	uint32_t n = 1 + is_form(r, at + 1, ".");
	uint32_t sign = apo__values_match(r, at + n, VALUE_DECADE_SIGN, NULL);
	int before = at > 0 &&
		     apo__phrases_match(r->phrases, r->tokens, at - 1, at, VALUE_DECADE_SIGN, NULL);
	if (!sign && !before && !capital)
		return 0;
	number->value = value;
	number->flags = APO_NUMBER_ORDINAL | (sign || before ? APO_NUMBER_WEAK : 0u);
	number->digits = r->tokens[at].span;
	return sign ? n + sign : 1;
}

uint32_t apo__number_read(const apo__values_reader *r, uint32_t at, apo_number *number)
{
	const apo__phrase *currency = NULL;
	uint32_t before = 0, n;
	int words, negative = 0;
	*number = (apo_number){.unit = ""};
	if ((n = apo__ratio_read(r, at, number)) || (n = read_parts(r, at, number)) ||
		(n = read_named(r, at, number)) || (n = read_roman(r, at, number)) ||
		(n = read_glued_currency(r, at, number))) {
		finish(r, at, n, number);
		return n;
	}
	before = apo__values_match(r, at, VALUE_CURRENCY, &currency);
	if (!before && (before = apo__values_match(r, at, VALUE_NEGATIVE, NULL)))
		negative = 1;
	if (!before)
		before = apo__values_match(r, at, VALUE_ORDINAL_PREFIX, NULL);
	if (at + before >= r->end)
		return 0;
	n = apo__numeral_read(r, at + before, &number->value, &words);
	if (!n && !before && (n = read_hyphenated(r, at, number))) {
		finish(r, at, n, number);
		return n;
	}
	if (!n || (currency && words) || is_glued(r, at + before + n - 1))
		return 0;
	number->digits = (apo_span){
		r->tokens[at + before].span.begin, r->tokens[at + before + n - 1].span.end};
	number->flags |= words ? APO_NUMBER_WORDS : 0;
	if (before && !currency && !negative)
		number->flags |= APO_NUMBER_ORDINAL;
	n = read_tail(r, at + before, n, number);
	if (currency)
		set_unit(r, number, currency);
	if (is_weak(r, at + before, number, words))
		number->flags |= APO_NUMBER_WEAK;
	if (negative || is_negative(r, at, 0))
		number->value = -number->value;
	finish(r, at, before + n, number);
	return before + n;
}
