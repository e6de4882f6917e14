/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "text/document/document.h"
#include "text/entities/compare_values.h"

/* 2025-12-22, a Monday */
#define STORY_DAY 20444

static const apo_document *document_of(
	apo__arena *arena, apo_context *context, const char *lang, const char *text)
{
	apo__document *document = apo__alloc(arena, sizeof *document);
	document->arena = arena;
	document->context = context;
	document->language = apo__language_get(context, lang);
	document->public.text = text;
	document->public.date = STORY_DAY;
	*apo__push(arena, &document->segments) = (apo_segment){.span = {0, (uint32_t)strlen(text)}};
	apo__document_tokenize(document);
	apo__document_find_values(document);
	return &document->public;
}

static void put_decimal(apo__buffer *out, double value)
{
	char text[40];
	apo__decimal(text, value, 3);
	size_t size = strlen(text);
	while (text[size - 1] == '0')
		size--;
	apo__buffer_add(out, text, size - (text[size - 1] == '.'));
}

/* "3.7e6 about" as in the tables below; weak numbers are left out */
static const char *numbers_text(apo__arena *arena, const apo_document *document)
{
	apo__buffer out = {arena, NULL, 0, 0};
	for (uint32_t i = 0; i < document->number_count; i++) {
		const apo_number *n = &document->numbers[i];
		cr_assert_lt(n->span.begin, n->span.end);
		cr_assert_leq(n->span.end, strlen(document->text));
		cr_assert(!i || n[-1].span.end <= n->span.begin);
		cr_assert(n->span.begin <= n->digits.begin && n->digits.end <= n->span.end);
		if (n->flags & APO_NUMBER_WEAK)
			continue;
		apo__buffer_puts(&out, out.size ? "; " : "");
		put_decimal(&out, n->value);
		apo__buffer_printf(&out, "%s%s", *n->unit ? " " : "", n->unit);
		apo__buffer_puts(&out, n->flags & APO_NUMBER_APPROXIMATE ? " ~" : "");
		apo__buffer_puts(&out, n->flags & APO_NUMBER_AT_LEAST ? " >" : "");
		apo__buffer_puts(&out, n->flags & APO_NUMBER_AT_MOST ? " <" : "");
	}
	return apo__buffer_text(&out);
}

static const struct {
	const char *lang, *text, *numbers;
} number_cases[] = {
	{"en", "about 3.7 million customers", "3700000 ~"},
	{"en", "1,234.50 dollars and $400m", "1234.5 USD; 400000000 USD"},
	{"en", "from 18.2 to 16.6 percent, 1.6 percentage points",
		"18.2; 16.6 percent; 1.6 percent_point"},
	{"en", "Twenty-three or twenty three of one hundred and five", "23; 23; 105"},
	{"en", "two hundred thousand", "200000"},
	{"en", "a quarter of a percentage point", "0.25 percent_point"},
	{"en", "25 basis points; .25", "0.25 percent_point; 0.25"},
	{"en", "more than 40 percent, up to 10 km", "40 percent >; 10 km <"},
	{"en", "two thirds, half of them, a quarter", "0.667; 0.5; 0.25"},
	{"en", "one of the G7, COVID-19 and 5G", ""},
	{"en", "as low as -6°C", "-6 Cel"},
	{"de", "3,7 Mio. Kunden, 1,2 Mrd. Euro, 1.000 Fälle", "3700000; 1200000000 EUR; 1000"},
	{"de", "rund dreiundzwanzig, zweitausendfünfhundert", "23 ~; 2500"},
	{"de", "3,5 % und 2 Prozentpunkte", "3.5 percent; 2 percent_point"},
	{"de", "zwei Drittel, die Hälfte", "0.667; 0.5"},
	{"fr",
		"8\xe2\x80\xaf"
		"600 hectares et 12 500 euros",
		"8600 har; 12500 EUR"},
	{"fr", "quatre-vingt-dix-sept, soixante et onze, cinquante-deux", "97; 71; 52"},
	{"fr", "1,1 milliard d’euros, les trois quarts", "1100000000 EUR; 0.75"},
	{"fr", "l'un des pays", ""},
	{"zh", "约120万, 1.2亿元, 64亿元", "1200000 ~; 120000000 CNY; 6400000000 CNY"},
	{"zh", "百分之三点五，三分之一，四成", "3.5 percent; 0.333; 40 percent"},
	{"zh", "三千万人，二十三名，十二", "30000000; 23; 12"},
	{"zh", "2.6个百分点", "2.6 percent_point"},
	{"zh", "一直, 一定, 万一, 第一时间, 四分五裂", ""},
	{"zh", "14个月，9小时，5公里", "14 mo; 9 h; 5 km"},
	{"es", "treinta y cinco, 12 500 personas, 3,5 millones de euros", "35; 12500; 3500000 EUR"},
	{"hu", "huszonhárom, kétszázötven, 3,5 millió", "23; 250; 3500000"},
};

Test(values, numbers_in_every_language)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	for (size_t i = 0; i < sizeof number_cases / sizeof *number_cases; i++) {
		const char *got = numbers_text(arena,
			document_of(arena, context, number_cases[i].lang, number_cases[i].text));
		cr_expect_str_eq(got, number_cases[i].numbers, "%s: got %s, expected %s",
			number_cases[i].text, got, number_cases[i].numbers);
	}
	apo__arena_free(arena);
	apo_context_free(context);
}

/* year-month-day weekday @hour:minute =resolved, days from the story's day */
static const char *dates_text(apo__arena *arena, const apo_document *document)
{
	apo__buffer out = {arena, NULL, 0, 0};
	for (uint32_t i = 0; i < document->date_count; i++) {
		const apo_date *d = &document->dates[i];
		cr_assert_lt(d->span.begin, d->span.end);
		apo__buffer_printf(&out, "%s%d-%d-%d", i ? "; " : "", d->year, d->month, d->day);
		if (d->weekday)
			apo__buffer_printf(&out, " w%d", d->weekday);
		if (d->hour >= 0)
			apo__buffer_printf(&out, " @%d:%d", d->hour, d->minute);
		if (d->resolved != APO_DAY_NONE)
			apo__buffer_printf(&out, " =%d", d->resolved - STORY_DAY);
	}
	return apo__buffer_text(&out);
}

static const struct {
	const char *lang, *text, *dates;
} date_cases[] = {
	{"en", "On Friday, December 26, 2025, and yesterday", "2025-12-26 w5 =4; 0-0-0 =-1"},
	{"en", "It was 27 December or Dec 26, 2025.", "0-12-27 =5; 2025-12-26 =4"},
	{"en", "by 2029, in the 1990s, on Wednesday at 10:30",
		"2029-0-0; 1990-0-0; 0-0-0 w3 =-5; 0-0-0 @10:30"},
	{"en", "on the 21st they may go; he left on Christmas Day", "0-0-21 =-1; 0-12-25 =3"},
	{"en", "in March 2027 and on 23 July", "2027-3-0; 0-7-23 =-152"},
	{"de", "am 27. Dezember, am 26.12.2025, am Mittwoch, dem 24. Dezember",
		"0-12-27 =5; 2025-12-26 =4; 0-12-24 w3 =2"},
	{"de", "um 10 Uhr und 10.30 Uhr gestern", "0-0-0 @10:0; 0-0-0 @10:30; 0-0-0 =-1"},
	{"fr", "SAINT-ELOUAN, 29 avril, dans la nuit de lundi", "0-4-29 =128; 0-0-0 w1 =0"},
	{"fr", "le 1er mars 2026", "2026-3-1 =69"},
	{"zh", "12月26日，2027年，25日周三，昨天，6月起",
		"0-12-26 =4; 2027-0-0; 0-0-25 =-27; 0-0-0 w3 =-5; 0-0-0 =-1; 0-6-0"},
	{"en", "the 1950-53 war", "1950-0-0"},
	{"fr", "à 19 h 00", "0-0-0 @19:0"},
	{"zh", "二〇二七年三月", "2027-3-0"},
	{"es", "el 26 de diciembre de 2025", "2025-12-26 =4"},
	{"hu", "2025. december 26-án", "2025-12-26 =4"},
};

Test(values, dates_in_every_language)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	for (size_t i = 0; i < sizeof date_cases / sizeof *date_cases; i++) {
		const char *got = dates_text(
			arena, document_of(arena, context, date_cases[i].lang, date_cases[i].text));
		cr_expect_str_eq(got, date_cases[i].dates, "%s: got %s, expected %s",
			date_cases[i].text, got, date_cases[i].dates);
	}
	apo__arena_free(arena);
	apo_context_free(context);
}

#define SAME -1
static const struct {
	const char *a_lang, *a, *b_lang, *b;
	int kind;
} pairs[] = {
	{"en", "3.7 million", "de", "3,7 Mio.", SAME},
	{"en", "1 billion", "zh", "十亿", SAME},
	{"de", "1 Mrd.", "zh", "10亿", SAME},
	{"en", "a quarter", "de", "25 %", SAME},
	{"zh", "半数", "en", "half", SAME},
	{"en", "18 months", "zh", "18个月", SAME},
	{"en", "a quarter of a percentage point", "zh", "25个基点", SAME},
	{"en", "two", "de", "2", SAME},
	{"zh", "三分之二", "en", "two thirds", SAME},
	{"en", "250,000 crowns", "zh", "2500万克朗", APO__VALUES_MAGNITUDE},
	{"en", "0.3 percentage points", "zh", "0.3%", APO__VALUES_PERCENT_POINT},
	{"en", "5 km", "de", "5 Meilen", APO__VALUES_UNIT},
	{"en", "a 1-0 win", "de", "ein 1:0-Sieg", SAME},
	{"en", "a four-day week", "de", "vier Tage", SAME},
	{"en", "a 34th-minute goal", "de", "in der 34. Minute", SAME},
	{"en", "18 months", "zh", "一年半", SAME},
	{"en", "48 hours", "zh", "两天", SAME},
	{"fr", "moins 6 degrés", "en", "as low as -6°C", SAME},
	{"en", "40 miles", "de", "64 Kilometer", APO__VALUES_CONVERTED},
	{"en", "72 hours", "de", "27 Stunden", APO__VALUES_NUMBER},
	{"en", "72 hours", "de", "Stunden", APO__VALUES_SOURCE_ONLY},
};

Test(values, pairs_are_told_apart)
{
	apo_context *context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		const apo_document *a = document_of(arena, context, pairs[i].a_lang, pairs[i].a);
		const apo_document *b = document_of(arena, context, pairs[i].b_lang, pairs[i].b);
		const apo__values_difference *differences;
		uint32_t count = apo__values_compare(arena, a->numbers, a->number_count, b->numbers,
			b->number_count, &differences);
		int kind = count ? (int)differences[0].kind : SAME;
		cr_expect_eq(kind, pairs[i].kind, "%s, %s: %d", pairs[i].a, pairs[i].b, kind);
		cr_expect(a->number_count);
	}
	apo__arena_free(arena);
	apo_context_free(context);
}
