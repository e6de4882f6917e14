/* SPDX-License-Identifier: Apache-2.0 */
/* What the library finds in texts and the program does not print, one finding a line: show WHAT LANG TEXT, or for two texts
 * show differences LANG TEXT LANG TEXT. README.md beside this file explains the lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "text/values/compare_values.h"

/* 2025-12-22, a Monday */
#define STORY_DAY 20444

static void require(int holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "show: %s\n", what);
		exit(1);
	}
}

static apo_document *read_as(apo_context *context, const char *lang, const char *text)
{
	apo_error err = {0};
	apo_document_options how = APO_DOCUMENT_OPTIONS_INIT;
	how.lang = lang;
	how.format = APO_FORMAT_TEXT;
	how.date = STORY_DAY;
	apo_document *d = apo_document_read(context, "text", text, strlen(text), &how, &err);
	require(d != NULL, err.message);
	return d;
}

/* A span's text with \n for the end of a line, as the cases have it. */
static void put_span(const apo_document *d, apo_span span)
{
	require(span.begin < span.end && span.end <= d->size, "a span outside of the text");
	for (uint32_t i = span.begin; i < span.end; i++)
		if (d->text[i] == '\n')
			fputs("\\n", stdout);
		else
			putchar(d->text[i]);
}

static void put_decimal(double value)
{
	char text[40];
	apo__decimal(text, value, 3);
	size_t size = strlen(text);
	while (text[size - 1] == '0')
		size--;
	size -= text[size - 1] == '.';
	printf("%.*s", (int)size, text);
}

static void show_numbers(const apo_document *d)
{
	for (uint32_t i = 0; i < d->number_count; i++) {
		const apo_number *n = &d->numbers[i];
		require(n->span.begin < n->span.end && n->span.end <= d->size, "a number's span");
		require(!i || n[-1].span.end <= n->span.begin, "numbers overlap");
		require(n->span.begin <= n->digits.begin && n->digits.end <= n->span.end,
			"digits outside of their number");
		if (n->flags & APO_NUMBER_WEAK)
			continue;
		put_decimal(n->value);
		printf("%s%s%s%s%s\n", *n->unit ? " " : "", n->unit,
			n->flags & APO_NUMBER_APPROXIMATE ? " ~" : "",
			n->flags & APO_NUMBER_AT_LEAST ? " >" : "",
			n->flags & APO_NUMBER_AT_MOST ? " <" : "");
	}
}

static void show_dates(const apo_document *d)
{
	for (uint32_t i = 0; i < d->date_count; i++) {
		const apo_date *date = &d->dates[i];
		require(date->span.begin < date->span.end && date->span.end <= d->size,
			"a date's span");
		printf("%d-%d-%d", date->year, date->month, date->day);
		if (date->weekday)
			printf(" w%d", date->weekday);
		if (date->hour >= 0)
			printf(" @%d:%d", date->hour, date->minute);
		if (date->resolved != APO_DAY_NONE)
			printf(" =%d", date->resolved - STORY_DAY);
		putchar('\n');
	}
}

static void show_attributions(const apo_document *d)
{
	for (uint32_t i = 0; i < d->attribution_count; i++) {
		const apo_attribution *a = &d->attributions[i];
		require(a->cue.begin >= a->span.begin && a->cue.end <= a->span.end,
			"a cue outside of its attribution");
		printf("%s | %s | ", apo_source_type_name(a->type), a->name ? a->name : "-");
		put_span(d, a->span);
		putchar('\n');
	}
}

static void show_scopes(const apo_document *d)
{
	for (uint32_t i = 0; i < d->attribution_count; i++) {
		put_span(d, d->attributions[i].cue);
		printf(" | ");
		put_span(d, d->attributions[i].scope);
		putchar('\n');
	}
}

static void show_quotations(const apo_document *d)
{
	for (uint32_t i = 0; i < d->quote_count; i++) {
		const apo_quote *q = &d->quotes[i];
		for (uint32_t l = 0; l < q->level; l++)
			putchar('>');
		putchar('[');
		put_span(d, q->inner);
		printf("]%s%s\n", q->flags & APO_QUOTE_UNCLOSED ? " unclosed" : "",
			q->flags & APO_QUOTE_SCARE ? " term" : "");
	}
}

static void show_names(const apo_document *d)
{
	static const char *const kinds[] = {"other", "person", "place", "body"};
	for (uint32_t i = 0; i < d->name_count; i++) {
		const apo_name *name = &d->names[i];
		require(!i || name[-1].span.end <= name->span.begin, "names overlap");
		printf("%s | ", kinds[name->kind]);
		put_span(d, name->span);
		printf(" | %s\n", name->key);
	}
}

/* The first difference: of two texts with one number each there is no more. */
static void show_differences(const apo_document *a, const apo_document *b)
{
	static const char *const kinds[] = {
		[APO__VALUES_NUMBER] = "number",
		[APO__VALUES_MAGNITUDE] = "magnitude",
		[APO__VALUES_PERCENT_POINT] = "percent_point",
		[APO__VALUES_UNIT] = "unit",
		[APO__VALUES_CONVERTED] = "converted",
		[APO__VALUES_SOURCE_ONLY] = "source_only",
		[APO__VALUES_TARGET_ONLY] = "target_only",
	};
	apo__arena *arena = apo__arena_new();
	const apo__values_difference *differences;
	require(a->number_count > 0, "no number in the first text");
	if (apo__values_compare(
		    arena, a->numbers, a->number_count, b->numbers, b->number_count, &differences))
		puts(kinds[differences[0].kind]);
	apo__arena_free(arena);
}

static const struct {
	const char *name;
	void (*show)(const apo_document *d);
} shows[] = {{"numbers", show_numbers}, {"dates", show_dates}, {"attributions", show_attributions},
	{"scopes", show_scopes}, {"quotations", show_quotations}, {"names", show_names}};

int main(int argc, char **argv)
{
	int known = argc == 6 && !strcmp(argv[1], "differences");
	apo_context *context = apo_context_new(NULL, NULL);
	apo_document *a = argc > 3 ? read_as(context, argv[2], argv[3]) : NULL;
	if (known) {
		apo_document *b = read_as(context, argv[4], argv[5]);
		show_differences(a, b);
		apo_document_free(b);
	}
	for (size_t i = 0; argc == 4 && i < sizeof shows / sizeof *shows; i++)
		if (!strcmp(argv[1], shows[i].name)) {
			known = 1;
			shows[i].show(a);
		}
	apo_document_free(a);
	apo_context_free(context);
	require(known, "show WHAT LANG TEXT [LANG TEXT]");
	return 0;
}
