/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times as instants: RFC 3339 date-times with any offset, dates, and times whose offset is not said. What is said less
 * precisely is a longer interval, and two intervals that overlap have no order. Cost: constant.
 */
#include <string.h>

#include "apograph.h"

#define SECOND ((int64_t)1000) /* milliseconds */
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
/* Offsets from UTC that are in use: a local time is at most that much before or after (tz database: Kiribati, Baker Island). */
#define EAST (14 * HOUR)
#define WEST (12 * HOUR)

static int digits(const char *text, int count)
{
	int value = 0;
	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + text[i] - '0';
	}
	return value;
}

/* Days from 1970-01-01 in the proleptic Gregorian calendar: H. Hinnant, "chrono-compatible low-level date algorithms",
 * days_from_civil. */
static int32_t day_number(int year, int month, int day)
{
	year -= month <= 2;
	int era = year / 400, in_era = year - era * 400;
	int in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

/* YYYY-MM-DD at the front of `text`; APO_DAY_NONE when it is not there. */
static int32_t read_day(const char *text)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (strnlen(text, 10) < 10 || text[4] != '-' || text[7] != '-')
		return APO_DAY_NONE;
	int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
	if (year < 1 || month < 1 || month > 12 || day < 1)
		return APO_DAY_NONE;
	int leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return day > lengths[month - 1] + leap ? APO_DAY_NONE : day_number(year, month, day);
}

/* A number of two digits up to `most` at *at, which moves behind it; -1 = none. */
static int read_two(const char **at, int most)
{
	int value = digits(*at, 2);
	if (value < 0 || value > most)
		return -1;
	*at += 2;
	return value;
}

/* The time of day in milliseconds, -1 = none; *length: how long what was said lasts. */
static int64_t read_time(const char **at, int64_t *length)
{
	int hour = read_two(at, 23), minute = -1, second = 0, part = 0;
	if (hour >= 0 && **at == ':') {
		++*at;
		minute = read_two(at, 59);
	}
	*length = MINUTE;
	if (minute < 0)
		return -1;
	if (**at == ':') {
		++*at;
		second = read_two(at, 60); /* a leap second */
		*length = SECOND;
	}
	if (second >= 0 && *length == SECOND && (**at == '.' || **at == ',')) {
		int place = 100;
		++*at;
		if (**at < '0' || **at > '9')
			return -1;
		for (; **at >= '0' && **at <= '9'; ++*at, place /= 10) {
			part += (**at - '0') * place;
			*length = place > 1 ? place : 1;
		}
	}
	return second < 0 ? -1 : hour * HOUR + minute * MINUTE + second * SECOND + part;
}

/* Z, +hh:mm, +hhmm, +hh, or nothing: then *said is 0. Returns 0 when something else is there. */
static int read_offset(const char *at, int64_t *offset, int *said)
{
	*offset = 0;
	*said = *at != '\0';
	if (!*at)
		return 1;
	if (*at == 'Z' || *at == 'z')
		return !at[1];
	int sign = *at == '-' ? -1 : *at == '+' ? 1 : 0;
	at++;
	int hour = sign ? read_two(&at, 23) : -1, minute = 0;
	if (hour < 0)
		return 0;
	if (*at) {
		at += *at == ':';
		minute = read_two(&at, 59);
	}
	*offset = sign * (hour * HOUR + minute * MINUTE);
	return minute >= 0 && !*at;
}

int apo_instant_parse(const char *text, apo_instant *instant)
{
	*instant = (apo_instant){.day = APO_DAY_NONE};
	int32_t day = text ? read_day(text) : APO_DAY_NONE;
	if (day == APO_DAY_NONE)
		return 0;
	int64_t begin = day * DAY;
	if (!text[10]) {
		*instant = (apo_instant){begin - EAST, begin + DAY + WEST, day, APO_PRECISION_DAY};
		return 1;
	}
	if (text[10] != 'T' && text[10] != 't' && text[10] != ' ')
		return 0;
	const char *at = text + 11;
	int64_t length, offset, time = read_time(&at, &length);
	int said;
	if (time < 0 || !read_offset(at, &offset, &said))
		return 0;
	begin += time - offset;
	*instant = (apo_instant){begin, begin + length, day,
		length < MINUTE ? APO_PRECISION_SECOND : APO_PRECISION_MINUTE};
	if (!said) {
		instant->begin -= EAST;
		instant->end += WEST;
	}
	return 1;
}

int apo_instant_compare(const apo_instant *a, const apo_instant *b)
{
	if (!a->precision || !b->precision)
		return 0;
	if (a->precision == APO_PRECISION_DAY && b->precision == APO_PRECISION_DAY)
		return (a->day > b->day) - (a->day < b->day);
	return a->end <= b->begin ? -1 : b->end <= a->begin ? 1 : 0;
}

int32_t apo_day_parse(const char *date)
{
	apo_instant instant;
	apo_instant_parse(date, &instant);
	return instant.day;
}
