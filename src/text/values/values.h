/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers and dates of a document: what both readers share. Private to numbers*.c and dates.c. */
#ifndef APO__TEXT_VALUES_VALUES_H
#define APO__TEXT_VALUES_VALUES_H

#include "text/document/document_build.h"
#include "text/document/phrases.h"

/* The sections of language data that speak of values. */
enum {
	VALUE_WORD = 1u << 0,
	VALUE_MULTIPLIER = 1u << 1,
	VALUE_JOINER = 1u << 2,
	VALUE_ORDINAL = 1u << 3,
	VALUE_ORDINAL_SUFFIX = 1u << 4,
	VALUE_ORDINAL_PREFIX = 1u << 5,
	VALUE_FRACTION = 1u << 6,
	VALUE_FRACTION_JOINER = 1u << 7,
	VALUE_PERCENT_PREFIX = 1u << 8,
	VALUE_DECIMAL_POINT = 1u << 9,
	VALUE_TENTHS = 1u << 10,
	VALUE_WEAK = 1u << 11,
	VALUE_NOT = 1u << 12,
	VALUE_UNIT = 1u << 13,
	VALUE_CURRENCY = 1u << 14,
	VALUE_ABOUT = 1u << 15,
	VALUE_ABOUT_AFTER = 1u << 16,
	VALUE_AT_LEAST = 1u << 17,
	VALUE_AT_MOST = 1u << 18,
	VALUE_MONTH = 1u << 19,
	VALUE_WEEKDAY = 1u << 20,
	VALUE_RELATIVE = 1u << 21,
	VALUE_PARTICLE = 1u << 22,
	VALUE_DAY_CUE = 1u << 23,
	VALUE_HOLIDAY = 1u << 24,
	VALUE_CLOCK = 1u << 25,
	VALUE_YEAR_SIGN = 1u << 26,
	VALUE_MONTH_SIGN = 1u << 27,
	VALUE_DAY_SIGN = 1u << 28,
	VALUE_DECADE_SIGN = 1u << 29,
	VALUE_NEGATIVE = 1u << 30
};
#define VALUE_HALF_AFTER (1u << 31) /* no enumerator: those fit an int */

/* Sections that say how numbers belong together; matched apart from those above. */
enum {
	LINK_RANGE = 1u << 0,	   /* to, bis, –: 3 to 5 million */
	LINK_BETWEEN = 1u << 1,	   /* between: and the "and" behind it is a range's */
	LINK_RANGE_AND = 1u << 2,  /* and, where "between" is before */
	LINK_RATIO = 1u << 3,	   /* in, sur: one in five */
	LINK_EVERY = 1u << 4,	   /* jedes: jedes fünfte */
	LINK_UNIT = 1u << 5,	   /* of an: a quarter of an hour */
	LINK_HALF_CLOCK = 1u << 6, /* half past, halb: with what to add to the hour */
	LINK_DISCOUNT = 1u << 7	   /* 折: tenths that are left of a price */
};

typedef struct {
	apo__document *document;
	const char *text;
	const apo_token *tokens;
	uint32_t end; /* first token behind the segment */
	const apo__phrases *phrases, *links;
	const apo__lang_section *words, *multipliers; /* of numerals; NULL without a language */
	uint32_t *kinds,
		*link_kinds;  /* by token: all kinds of phrases and links that begin there */
	char decimal;	      /* the language's decimal separator */
	int capital_nouns;    /* the language writes nouns with capitals */
	uint32_t bound_reach; /* tokens between a bound and its figure: 最多雇用十五人 */
} apo__values_reader;

/* The longest phrase of `kinds` at `at`: its tokens. */
uint32_t apo__values_match(
	const apo__values_reader *reader, uint32_t at, uint32_t kinds, const apo__phrase **found);
/* The same for LINK_ kinds. */
uint32_t apo__values_link(
	const apo__values_reader *reader, uint32_t at, uint32_t kinds, const apo__phrase **found);
/* Do tokens `at` and `at + 1` touch? */
int apo__values_touch(const apo__values_reader *reader, uint32_t at);
/* The value of an entry: "0.25", "1000". */
double apo__values_entry(const apo__phrase *phrase);

/* The value of a numeral in digits; 0 when it is a time, a date or a version. */
int apo__digits_value(const char *text, apo_span span, char decimal, double *value);
/* Digits alone, of any script; -1 when there is anything else or it is too long. */
int32_t apo__digits_plain(const char *text, apo_span span);
/* A numeral in digits or words with its multipliers at `at`; returns its tokens, 0 = none. `*words`: not in digits. */
uint32_t apo__numeral_read(
	const apo__values_reader *reader, uint32_t at, double *value, int *words);
/* The value of a folded word that is a numeral from end to end; 0 when it is none. */
int apo__compound_value(const apo__values_reader *reader, const char *form, double *value);
/* "one in five", "jedes fünfte", "un lecteur sur cinq" at `at`: a fraction; returns its tokens. */
uint32_t apo__ratio_read(const apo__values_reader *reader, uint32_t at, apo_number *number);
/* A numeral in Roman capitals from II on, at `at`; returns 1 or 0. */
uint32_t apo__roman_read(const apo__values_reader *reader, uint32_t at, double *value);
/* The parts of a compound behind a numeral that ends before `at`: "-Millionen-Euro-Programm", "-foot-6"; returns its tokens. */
uint32_t apo__compound_tail(const apo__values_reader *reader, uint32_t at, apo_number *number);
/* Unit and multiplier of the second number of a range hold for the first. */
void apo__range_join(const apo__values_reader *reader, apo_number *first, const apo_number *second);
/* A quantity at `at`, with currency, unit, and what follows; returns its tokens. */
uint32_t apo__number_read(const apo__values_reader *reader, uint32_t at, apo_number *number);
/* A date or time of day at `at`; returns its tokens. */
uint32_t apo__date_read(const apo__values_reader *reader, uint32_t at, apo_date *date);
/* Fill `resolved`. */
void apo__date_resolve(apo_date *date, int32_t document_day);

#endif
