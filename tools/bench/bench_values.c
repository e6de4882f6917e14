/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often numbers and dates of parallel lines differ: false alarms, as the translations are right.
 *     bench-values FOLDER [LANG]   prints one line of JSON; with LANG, the differing lines of English and LANG before it
 * FOLDER holds ntrex-dev.LANG.tsv: document, tab, line.
 */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/file.h"
#include "text/document/tokens.h"
#include "text/language/context.h"
#include "text/values/compare_values.h"

static apo__document *load(
	apo__arena *arena, apo_context *context, const char *folder, const char *lang)
{
	const char *data;
	size_t size;
	apo_error err;
	char *path = apo__sprintf(arena, "%s/ntrex-dev.%s.tsv", folder, lang);
	if (apo__file_read(arena, path, APO_DOCUMENT_LIMIT, &data, &size, &err)) {
		fprintf(stderr, "%s: %s\n", path, err.message);
		return NULL;
	}
	apo__document *document = apo__alloc(arena, sizeof *document);
	document->arena = arena;
	document->context = context;
	document->language = apo__language_get(context, lang);
	document->public.text = data;
	document->public.date = APO_DAY_NONE;
	for (size_t at = 0; at < size;) {
		const char *end = memchr(data + at, '\n', size - at);
		size_t stop = end ? (size_t)(end - data) : size;
		const char *tab = memchr(data + at, '\t', stop - at);
		size_t begin = tab ? (size_t)(tab - data) + 1 : at;
		*apo__push(arena, &document->segments) =
			(apo_segment){.span = {(uint32_t)begin, (uint32_t)stop}};
		at = stop + 1;
	}
	apo__document_tokenize(document);
	apo__document_find_values(document);
	return document;
}

/* The items of a layer that lie in segment `line`; `*from` walks on. */
#define ITEMS_OF(array, total, line, from, count)                                                  \
	do {                                                                                       \
		while (*(from) < (total) && (array)[*(from)].segment < (line))                     \
			++*(from);                                                                 \
		for (count = 0;                                                                    \
			*(from) + count < (total) && (array)[*(from) + count].segment == (line);)  \
			count++;                                                                   \
	} while (0)

static uint32_t date_conflicts(const apo_date *a, uint32_t as, const apo_date *b, uint32_t bs)
{
	uint32_t conflicts = 0;
	for (uint32_t i = 0; i < as && bs; i++) {
		int agree = 0, conflict = 0;
		for (uint32_t j = 0; j < bs; j++) {
			agree |= apo__dates_agree(&a[i], APO_DAY_NONE, &b[j], APO_DAY_NONE);
			conflict |= apo__dates_conflict(&a[i], APO_DAY_NONE, &b[j], APO_DAY_NONE);
		}
		conflicts += conflict && !agree;
	}
	return conflicts;
}

static void show(const apo__document *d, uint32_t line, const apo_number *numbers, uint32_t count)
{
	apo_span span = d->segments.items[line].span;
	printf("  %.*s\n   ", (int)(span.end - span.begin), d->public.text + span.begin);
	for (uint32_t i = 0; i < count; i++) {
		char out[40];
		printf(" {%.*s|%s %s%s}", (int)(numbers[i].span.end - numbers[i].span.begin),
			d->public.text + numbers[i].span.begin,
			apo__decimal(out, numbers[i].value, 3), numbers[i].unit,
			numbers[i].flags & APO_NUMBER_WEAK ? " weak" : "");
	}
	printf("\n");
}

static void compare(apo__arena *arena, const apo__document *a, const apo__document *b,
	const char *lang, int verbose)
{
	uint32_t lines = a->segments.count, with = 0, number_lines = 0, date_lines = 0;
	uint32_t an = 0, bn = 0, ad = 0, bd = 0;
	for (uint32_t line = 0; line < lines; line++) {
		uint32_t as, bs, ac, bc;
		ITEMS_OF(a->public.numbers, a->public.number_count, line, &an, as);
		ITEMS_OF(b->public.numbers, b->public.number_count, line, &bn, bs);
		ITEMS_OF(a->public.dates, a->public.date_count, line, &ad, ac);
		ITEMS_OF(b->public.dates, b->public.date_count, line, &bd, bc);
		const apo__values_difference *differences;
		uint32_t count = apo__values_compare(arena, a->public.numbers + an, as,
			b->public.numbers + bn, bs, &differences);
		int conflict =
			date_conflicts(a->public.dates + ad, ac, b->public.dates + bd, bc) > 0;
		with += as + bs > 0;
		number_lines += count > 0;
		date_lines += conflict;
		if (verbose && (count || conflict)) {
			printf("line %u:%s%s\n", line + 1, count ? " number" : "",
				conflict ? " date" : "");
			show(a, line, a->public.numbers + an, as);
			show(b, line, b->public.numbers + bn, bs);
		}
	}
	char out[2][40];
	printf("\"%s\": {\"lines\": %u, \"with_numbers\": %u, \"number_differs\": %s, "
	       "\"date_conflicts\": %s}",
		lang, lines, with, apo__decimal(out[0], (double)number_lines / lines, 4),
		apo__decimal(out[1], (double)date_lines / lines, 4));
}

int main(int argc, char **argv)
{
	static const char *const langs[] = {"de", "fr", "zh", "es", "hu"};
	if (argc < 2)
		return fprintf(stderr, "usage: bench-values FOLDER [LANG]\n"), 2;
	apo__arena *arena = apo__arena_new();
	apo_context *context = apo_context_new(NULL, NULL);
	const apo__document *english = load(arena, context, argv[1], "en");
	for (size_t i = 0, n = 0; english && i < sizeof langs / sizeof *langs; i++) {
		if (argc > 2 && strcmp(argv[2], langs[i]))
			continue;
		const apo__document *other = load(arena, context, argv[1], langs[i]);
		if (!other || other->segments.count != english->segments.count)
			return 1;
		printf(argc > 2 ? "" : n++ ? ", " : "{\"bench\": \"values\", ");
		compare(arena, english, other, langs[i], argc > 2);
	}
	printf(argc > 2 ? "\n" : "}\n");
	apo_context_free(context);
	apo__arena_free(arena);
	return english ? 0 : 1;
}
