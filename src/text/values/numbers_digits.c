/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numerals in digits. Two kinds of separators: the last is the decimal one. One kind several times: groups. One separator
 * once: the language's decimal separator is one, the other groups when three digits follow and decides else (3,5 in English).
 */
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/buffer.h"
#include "text/values/compare_values.h"
#include "text/values/values.h"

typedef struct {
	char digits[40]; /* ASCII digits, "." for the decimal separator */
	uint32_t size;
	int32_t marks[8];    /* separators in order */
	uint32_t mark_at[8]; /* digits before each */
	uint32_t mark_count;
} numeral;

static int scan(const char *text, apo_span span, numeral *out)
{
	uint32_t at = span.begin;
	while (at < span.end) {
		int32_t c;
		U8_NEXT_UNSAFE((const uint8_t *)text, at, c);
		int32_t digit = u_charDigitValue(c);
		if (digit >= 0 && out->size < 30)
			out->digits[out->size++] = (char)('0' + digit);
		else if (digit >= 0 || out->mark_count == 8)
			return 0;
		else {
			out->marks[out->mark_count] = c == 0xff0e ? '.' : c;
			out->mark_at[out->mark_count++] = out->size;
		}
	}
	return out->size > 0;
}

/* Are all digits behind the first `marks` separators in groups of three? */
static int grouped(const numeral *n, uint32_t marks)
{
	uint32_t end = marks < n->mark_count ? n->mark_at[marks] : n->size;
	for (uint32_t i = marks; i-- > 0; end = n->mark_at[i])
		if (end - n->mark_at[i] != 3)
			return 0;
	return !marks || (n->mark_at[0] >= 1 && n->mark_at[0] <= 3);
}

/* How many of the separators group; the one behind them, if any, is the decimal one. -1: no numeral. */
static int groups(const numeral *n, char decimal)
{
	uint32_t last = n->mark_count - 1;
	if (!n->mark_count)
		return 0;
	for (uint32_t i = 0; i < n->mark_count; i++)
		if (n->marks[i] == ':')
			return -1;
	if (n->mark_count == 1) {
		int is_group = n->marks[0] != decimal && grouped(n, 1) && n->digits[0] != '0';
		return is_group || (n->marks[0] != '.' && n->marks[0] != ',') ? 1 : 0;
	}
	for (uint32_t i = 1; i < last; i++)
		if (n->marks[i] != n->marks[0])
			return -1;
	return n->marks[last] == n->marks[0] ? (int)last + 1 : (int)last;
}

int apo__digits_value(const char *text, apo_span span, char decimal, double *value)
{
	numeral n = {.size = 0};
	if (!scan(text, span, &n))
		return 0;
	int count = groups(&n, decimal);
	if (count < 0 || !grouped(&n, (uint32_t)count))
		return 0;
	if ((uint32_t)count < n.mark_count) {
		uint32_t point = n.mark_at[count];
		for (uint32_t i = n.size++; i > point; i--)
			n.digits[i] = n.digits[i - 1];
		n.digits[point] = '.';
		if (!point) { /* .25 */
			for (uint32_t i = n.size++; i > 0; i--)
				n.digits[i] = n.digits[i - 1];
			n.digits[0] = '0';
		}
	}
	return apo__parse_decimal(n.digits, n.size, value) == n.size;
}

int32_t apo__digits_plain(const char *text, apo_span span)
{
	numeral n = {.size = 0};
	if (!scan(text, span, &n) || n.mark_count || n.size > 8)
		return -1;
	int32_t value = 0;
	for (uint32_t i = 0; i < n.size; i++)
		value = value * 10 + (n.digits[i] - '0');
	return value;
}

uint32_t apo__digits_of(const char *text, apo_span span, char digits[APO__MOST_DIGITS + 1])
{
	uint32_t count = 0, at = span.begin;
	while (at < span.end && count < APO__MOST_DIGITS) {
		int32_t c;
		U8_NEXT_UNSAFE((const uint8_t *)text, at, c);
		int32_t digit = u_charDigitValue(c);
		if (digit >= 0)
			digits[count++] = (char)('0' + digit);
	}
	digits[count] = '\0';
	return count;
}
