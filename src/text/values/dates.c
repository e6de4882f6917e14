/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates: weekday, day, month and year in the orders that languages have, digits with full stops, ISO 8601, Chinese signs,
 * holidays, relative days, years, times of day. Resolution: a day and month without year is the one nearest to the
 * document's day; a weekday or a day of the month the last one up to that day. Linear in the tokens.
 */
#include <string.h>

#include "text/values/values.h"

/* Years that a bare number of four digits is taken for. */
#define FIRST_YEAR 1700
#define LAST_YEAR  2059

static int32_t plain(const apo__values_reader *r, uint32_t at)
{
	if (at >= r->end || r->tokens[at].kind != APO_TOKEN_NUMBER)
		return -1;
	return apo__digits_plain(r->text, r->tokens[at].span);
}

static int is_form(const apo__values_reader *r, uint32_t at, const char *form)
{
	return at < r->end && !strcmp(r->tokens[at].form, form);
}

static uint32_t skip(const apo__values_reader *r, uint32_t at, uint32_t kinds)
{
	return at + apo__values_match(r, at, kinds, NULL);
}

static int is_year(int32_t value)
{
	return value >= FIRST_YEAR && value <= LAST_YEAR;
}

/* Whole value of a numeral in digits or Han digits, and its tokens. */
static uint32_t small_numeral(const apo__values_reader *r, uint32_t at, int32_t *value)
{
	double number;
	int words;
	*value = plain(r, at);
	if (*value >= 0)
		return 1;
	if (at >= r->end || r->tokens[at].kind != APO_TOKEN_HAN)
		return 0;
	uint32_t n = apo__numeral_read(r, at, &number, &words);
	if (n && number >= 0 && number < 3000)
		*value = (int32_t)number;
	return *value >= 0 ? n : 0;
}

/* A field with its sign behind: 12月, 25日. */
static uint32_t signed_field(const apo__values_reader *r, uint32_t at, uint32_t sign, int32_t least,
	int32_t most, int32_t *field)
{
	int32_t value;
	uint32_t n = small_numeral(r, at, &value), m;
	if (!n || value < least || value > most)
		return 0;
	if (!(m = apo__values_match(r, at + n, sign, NULL)))
		return 0;
	*field = value;
	return n + m;
}

#define MOST_DAYS 8u /* of a month that share one sign */

/* The first of several days that share the sign behind the last: 7月17和22日, 17、18日. */
static uint32_t listed_day(const apo__values_reader *r, uint32_t at, int32_t *day)
{
	int32_t first = 0, other;
	uint32_t n = small_numeral(r, at, &first), i = at + n, m;
	if (!n || first < 1 || first > 31)
		return 0;
	for (uint32_t days = 1; days < MOST_DAYS; days++) {
		uint32_t joiner = apo__values_link(r, i, LINK_RANGE | LINK_RANGE_AND, NULL);
		if (!joiner)
			joiner = is_form(r, i, "\xe3\x80\x81"); /* 、 */
		if (!joiner || !(m = small_numeral(r, i + joiner, &other)) || other < 1 ||
			other > 31)
			return 0;
		i += joiner + m;
		if (apo__values_match(r, i, VALUE_DAY_SIGN, NULL)) {
			*day = first;
			return n;
		}
	}
	return 0;
}

static uint32_t read_signs(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	uint32_t i = at;
	i += signed_field(r, i, VALUE_YEAR_SIGN, 1000, 2999, &date->year);
	i += signed_field(r, i, VALUE_MONTH_SIGN, 1, 12, &date->month);
	i += signed_field(r, i, VALUE_DAY_SIGN, 1, 31, &date->day);
	if (date->month && !date->day)
		i += listed_day(r, i, &date->day);
	return i - at;
}

/* 26.12.2025, 2025-12-26. */
static uint32_t read_digits(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	if (r->tokens[at].kind != APO_TOKEN_NUMBER)
		return 0;
	const char *text = r->text + r->tokens[at].span.begin;
	uint32_t size = r->tokens[at].span.end - r->tokens[at].span.begin, field = 0;
	int32_t fields[3] = {0, 0, 0};
	if (plain(r, at) > 999 && is_form(r, at + 1, "-") && is_form(r, at + 3, "-") &&
		plain(r, at + 2) > 0 && plain(r, at + 4) > 0 && plain(r, at + 2) <= 12 &&
		plain(r, at + 4) <= 31) {
		date->year = plain(r, at);
		date->month = plain(r, at + 2);
		date->day = plain(r, at + 4);
		return 5;
	}
	for (uint32_t i = 0; i < size; i++) {
		if (text[i] == '.')
			field++;
		else if (text[i] >= '0' && text[i] <= '9' && fields[field] < 1000)
			fields[field] = fields[field] * 10 + (text[i] - '0');
		else
			return 0;
		if (field > 2)
			return 0;
	}
	if (field != 2 || fields[0] < 1 || fields[0] > 31 || fields[1] < 1 || fields[1] > 12 ||
		!is_year(fields[2]))
		return 0;
	date->day = fields[0];
	date->month = fields[1];
	date->year = fields[2];
	return 1;
}

/* A day of the month with what marks it: 25, 25., 25th, the 25th. Returns its tokens. */
static uint32_t read_day(const apo__values_reader *r, uint32_t at, int32_t *day, int *marked)
{
	int32_t value = plain(r, at);
	*marked = 0;
	if (value < 1 || value > 31)
		return 0;
	*day = value;
	uint32_t n = 1;
	if (apo__values_touch(r, at)) {
		uint32_t suffix = apo__values_match(r, at + 1, VALUE_ORDINAL_SUFFIX, NULL);
		if (!suffix && is_form(r, at + 1, "."))
			suffix = 1;
		*marked = suffix > 0;
		n += suffix;
	}
	return n;
}

/* The name of a month that may be another word ("may", "mars", "march") is capitalised where months are. */
static uint32_t read_month(const apo__values_reader *r, uint32_t at, int32_t *month)
{
	const apo__phrase *found;
	uint32_t n = apo__values_match(r, at, VALUE_MONTH, &found);
	if (!n)
		return 0;
	if ((unsigned char)found->entry->text[0] >= 'A' &&
		(unsigned char)found->entry->text[0] <= 'Z' &&
		!(r->tokens[at].flags & APO_TOKEN_CAPITAL))
		return 0;
	*month = (int32_t)apo__values_entry(found);
	return n +
	       (is_form(r, at + n, ".") && found->entry->folded[3] == '\0' && at + n + 1 < r->end);
}

static uint32_t read_year_behind(const apo__values_reader *r, uint32_t at, int32_t *year)
{
	uint32_t i = at + is_form(r, at, ",");
	i = skip(r, i, VALUE_PARTICLE);
	if (!is_year(plain(r, i)) || apo__values_match(r, i + 1, VALUE_UNIT | VALUE_CURRENCY, NULL))
		return 0;
	*year = plain(r, i);
	return i + 1 - at;
}

/* 26 December 2025, 26. Dezember, le 1er mars, 26 de diciembre de 2025. */
static uint32_t read_day_month(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	int marked;
	uint32_t i = at + read_day(r, at, &date->day, &marked);
	if (i == at)
		return 0;
	uint32_t month = skip(r, i, VALUE_PARTICLE), n = read_month(r, month, &date->month);
	if (!n)
		return 0;
	i = month + n;
	return i + read_year_behind(r, i, &date->year) - at;
}

/* December 26, 2025; 2025. december 26-án; May alone when nothing else can be meant. */
static uint32_t read_month_day(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	uint32_t i = at, n;
	int marked;
	if (is_year(plain(r, at)) && is_form(r, at + 1, ".") &&
		apo__values_match(r, at + 2, VALUE_MONTH, NULL)) {
		date->year = plain(r, at);
		i += 2;
	}
	if (!(n = read_month(r, i, &date->month)))
		return 0;
	i += n;
	if ((n = read_day(r, i, &date->day, &marked)) &&
		!apo__values_match(
			r, i + n, VALUE_UNIT | VALUE_CURRENCY | VALUE_MULTIPLIER, NULL)) {
		i += n;
	} else {
		date->day = 0;
		n = 0;
	}
	uint32_t year = date->year ? 0 : read_year_behind(r, i, &date->year);
	if (!n && !year && r->tokens[at].flags & APO_TOKEN_INITIAL)
		return 0;
	if (!n && !year && at && !r->capital_nouns &&
		r->tokens[at - 1].segment == r->tokens[at].segment &&
		r->tokens[at - 1].kind == APO_TOKEN_WORD &&
		(r->tokens[at - 1].flags & (APO_TOKEN_CAPITAL | APO_TOKEN_INITIAL)) ==
			APO_TOKEN_CAPITAL)
		return 0; /* Theresa May */
	return i + year - at;
}

/* "on the 25th": only with the words before it, so that rankings are none. */
static uint32_t read_cued_day(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	int marked;
	uint32_t cue = apo__values_match(r, at, VALUE_DAY_CUE, NULL), n;
	if (!cue || !(n = read_day(r, at + cue, &date->day, &marked)) || !marked)
		return 0;
	uint32_t i = at + cue + n;
	if (apo__values_match(r, skip(r, i, VALUE_PARTICLE), VALUE_MONTH, NULL))
		return 0;
	return i >= r->end || (r->tokens[i].kind == APO_TOKEN_WORD &&
				      !(r->tokens[i].flags & APO_TOKEN_CAPITAL))
		       ? cue + n
		       : 0;
}

static uint32_t read_calendar(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	uint32_t n;
	const apo_date empty = *date;
	uint32_t (*const readers[])(const apo__values_reader *, uint32_t, apo_date *) = {
		read_digits, read_signs, read_day_month, read_month_day, read_cued_day};
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		if ((n = readers[i](r, at, date)))
			return n;
		*date = empty;
	}
	return 0;
}

/* 1950-53; a season or business year has the next one behind its stroke: 1968/69, 1999/2000. */
static int is_span_of_years(const apo__values_reader *r, uint32_t at, int32_t year)
{
	if (at + 2 >= r->end || !apo__values_touch(r, at) || !apo__values_touch(r, at + 1))
		return 0;
	int32_t second = plain(r, at + 2);
	if (is_form(r, at + 1, "/"))
		return second == year + 1 || second == (year + 1) % 100;
	return second >= 0 && second < 100 &&
	       (is_form(r, at + 1, "-") || is_form(r, at + 1, "\xe2\x80\x93"));
}

/* 2027, but no quantity; "1990s" and 1990年代 are a year too. */
static uint32_t read_year(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	int32_t year = plain(r, at);
	if (!is_year(year) ||
		apo__values_match(r, at + 1, VALUE_UNIT | VALUE_CURRENCY | VALUE_MULTIPLIER, NULL))
		return 0;
	date->year = year;
	uint32_t decade = apo__values_match(r, at + 1, VALUE_DECADE_SIGN, NULL);
	if (apo__values_touch(r, at) && (is_form(r, at + 1, "s") || is_form(r, at + 1, "er")))
		decade = 1;
	return 1 + (is_span_of_years(r, at, year) ? 2 : decade);
}

#define HALF_HOUR 30 /* minutes */

/* 10:30, 10.30 Uhr, 10am, 10 Uhr; hours of the day alone are not compared, minutes are. */
static uint32_t read_clock(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	if (r->tokens[at].kind != APO_TOKEN_NUMBER)
		return 0;
	const char *text = r->text + r->tokens[at].span.begin;
	uint32_t size = r->tokens[at].span.end - r->tokens[at].span.begin, i = 0;
	int32_t hour = 0, minute = 0;
	while (i < size && text[i] >= '0' && text[i] <= '9' && hour < 100)
		hour = hour * 10 + (text[i++] - '0');
	uint32_t mark = apo__values_match(r, at + 1, VALUE_CLOCK, NULL);
	int colon = i + 3 == size && text[i] == ':';
	if (i + 3 == size && (text[i] == ':' || text[i] == '.'))
		minute = (text[i + 1] - '0') * 10 + (text[i + 2] - '0');
	else if (i < size)
		return 0;
	if (hour > 24 || minute < 0 || minute > 59 || !(mark || colon))
		return 0;
	uint32_t after = at + 1 + mark;
	if (mark && i == size && plain(r, after) >= 0 && plain(r, after) < 60 &&
		r->tokens[after].span.end - r->tokens[after].span.begin == 2) { /* 19 h 00 */
		minute = plain(r, after);
		mark++;
	}
	uint32_t half = mark && i == size
				? apo__values_match(r, at + 1 + mark, VALUE_HALF_AFTER, NULL)
				: 0; /* 9点半 */
	date->hour = hour;
	date->minute = half ? HALF_HOUR : minute;
	return 1 + mark + half;
}

/* half past seven, halb acht */
static uint32_t read_half_clock(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	const apo__phrase *found, *hour;
	uint32_t n = apo__values_link(r, at, LINK_HALF_CLOCK, &found);
	if (!n || at + n >= r->end)
		return 0;
	int32_t value = plain(r, at + n);
	uint32_t m = value >= 0;
	if (!m && (m = apo__values_match(r, at + n, VALUE_WORD, &hour)))
		value = (int32_t)apo__values_entry(hour);
	double shift = apo__values_entry(found);
	if (!m || value < 1 || value > 12)
		return 0;
	date->hour = value - (shift > 0);
	date->minute = HALF_HOUR;
	return n + m;
}

static uint32_t read_fields(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	const apo__phrase *found;
	uint32_t n, m;
	if ((n = apo__values_match(r, at, VALUE_HOLIDAY, &found))) {
		const char *dash = strchr(found->entry->value, '-');
		date->month = (int32_t)apo__values_entry(found);
		for (dash = dash ? dash + 1 : ""; *dash >= '0' && *dash <= '9'; dash++)
			date->day = date->day * 10 + (*dash - '0');
		return n;
	}
	if ((n = apo__values_match(r, at, VALUE_RELATIVE, &found))) {
		date->relative = (int32_t)apo__values_entry(found);
		return n;
	}
	if ((n = apo__values_match(r, at, VALUE_WEEKDAY, &found))) {
		date->weekday = (int32_t)apo__values_entry(found);
		uint32_t i = at + n + is_form(r, at + n, ",");
		i = skip(r, i, VALUE_PARTICLE);
		if (i < r->end && (m = read_calendar(r, i, date)) && date->day)
			return i + m - at;
		*date = (apo_date){.weekday = date->weekday,
			.hour = -1,
			.minute = -1,
			.relative = APO_DAY_NONE};
		return n;
	}
	if ((n = read_half_clock(r, at, date)) || (n = read_clock(r, at, date)) ||
		(n = read_calendar(r, at, date)))
		return n;
	return read_year(r, at, date);
}

uint32_t apo__date_read(const apo__values_reader *r, uint32_t at, apo_date *date)
{
	*date = (apo_date){
		.hour = -1, .minute = -1, .relative = APO_DAY_NONE, .resolved = APO_DAY_NONE};
	uint32_t n = read_fields(r, at, date);
	if (!n)
		return 0;
	date->span = (apo_span){r->tokens[at].span.begin, r->tokens[at + n - 1].span.end};
	date->segment = r->tokens[at].segment;
	return n;
}

/* Days since 1970-01-01 of a day of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date
 * algorithms"). */
static int32_t day_of(int32_t year, int32_t month, int32_t day)
{
	year -= month <= 2;
	int32_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
	int32_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil(int32_t days, int32_t *year, int32_t *month, int32_t *day)
{
	int32_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

static int32_t distance(int32_t a, int32_t b)
{
	return a < b ? b - a : a - b;
}

void apo__date_resolve(apo_date *date, int32_t today)
{
	int32_t year, month, day;
	if (date->day && date->month && date->year) {
		date->resolved = day_of(date->year, date->month, date->day);
		return;
	}
	if (today == APO_DAY_NONE)
		return;
	civil(today, &year, &month, &day);
	if (date->day && date->month) {
		date->resolved = day_of(year, date->month, date->day);
		for (int32_t other = year - 1; other <= year + 1; other += 2) {
			int32_t there = day_of(other, date->month, date->day);
			if (distance(there, today) < distance(date->resolved, today))
				date->resolved = there;
		}
	} else if (date->relative != APO_DAY_NONE) {
		date->resolved = today + date->relative;
	} else if (date->weekday && !date->month && !date->year) {
		int32_t weekday = ((today + 3) % 7 + 7) % 7 + 1; /* 1970-01-01 was a Thursday */
		date->resolved = today - (weekday - date->weekday + 7) % 7;
	} else if (date->day && !date->month && !date->year) {
		if (date->day > day && --month == 0) {
			month = 12;
			year--;
		}
		date->resolved = day_of(year, month, date->day);
	}
}
