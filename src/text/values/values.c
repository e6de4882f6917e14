/* SPDX-License-Identifier: Apache-2.0 */
/* The layer of numbers and dates: one walk over the tokens of each segment. */
#include "text/values/values.h"

#include <string.h>

#include "text/language/context.h"

static const struct {
	const char *section;
	uint32_t kind;
} sections[] = {
	{"number-words", VALUE_WORD},
	{"multipliers", VALUE_MULTIPLIER},
	{"number-joiners", VALUE_JOINER},
	{"ordinals", VALUE_ORDINAL},
	{"ordinal-suffixes", VALUE_ORDINAL_SUFFIX},
	{"ordinal-prefixes", VALUE_ORDINAL_PREFIX},
	{"fractions", VALUE_FRACTION},
	{"fraction-joiner", VALUE_FRACTION_JOINER},
	{"percent-prefix", VALUE_PERCENT_PREFIX},
	{"decimal-point", VALUE_DECIMAL_POINT},
	{"tenths", VALUE_TENTHS},
	{"weak-numbers", VALUE_WEAK},
	{"not-numbers", VALUE_NOT},
	{"units", VALUE_UNIT},
	{"currencies", VALUE_CURRENCY},
	{"approximators", VALUE_ABOUT},
	{"approximators-after", VALUE_ABOUT_AFTER},
	{"at-least", VALUE_AT_LEAST},
	{"at-most", VALUE_AT_MOST},
	{"months", VALUE_MONTH},
	{"weekdays", VALUE_WEEKDAY},
	{"relative-days", VALUE_RELATIVE},
	{"date-particles", VALUE_PARTICLE},
	{"day-cues", VALUE_DAY_CUE},
	{"holidays", VALUE_HOLIDAY},
	{"clock", VALUE_CLOCK},
	{"year-signs", VALUE_YEAR_SIGN},
	{"month-signs", VALUE_MONTH_SIGN},
	{"day-signs", VALUE_DAY_SIGN},
	{"decade-signs", VALUE_DECADE_SIGN},
	{"negatives", VALUE_NEGATIVE},
	{"half-after", VALUE_HALF_AFTER},
};

typedef struct {
	APO__VECTOR(apo_number) numbers;
	APO__VECTOR(apo_date) dates;
} found_values;

static uint32_t qualifier_flag(uint32_t kind)
{
	return kind == VALUE_ABOUT	? APO_NUMBER_APPROXIMATE
	       : kind == VALUE_AT_LEAST ? APO_NUMBER_AT_LEAST
					: APO_NUMBER_AT_MOST;
}

/* Qualifiers at `at`, a few of them ("more than about"); the flags hold for a number right behind them. */
static uint32_t read_qualifier(const apo__values_reader *r, uint32_t at, uint32_t *flags)
{
	const apo__phrase *found;
	uint32_t i = at, n;
	*flags = 0;
	while (i - at < 8 && (n = apo__values_match(r, i,
				      VALUE_ABOUT | VALUE_AT_LEAST | VALUE_AT_MOST, &found))) {
		*flags |= qualifier_flag(found->kind);
		i += n;
	}
	return i - at;
}

static void read_segment(apo__values_reader *r, uint32_t at, found_values *out)
{
	while (at < r->end) {
		apo_date date;
		apo_number number;
		uint32_t flags, n, before;
		if ((n = apo__date_read(r, at, &date))) {
			apo__date_resolve(&date, r->document->public.date);
			*apo__push(r->document->arena, &out->dates) = date;
		} else if ((before = read_qualifier(r, at, &flags)) && at + before < r->end &&
			   !apo__date_read(r, at + before, &date) &&
			   !apo__values_match(r, at + before, VALUE_NOT, NULL) &&
			   (n = apo__number_read(r, at + before, &number))) {
			number.span.begin = r->tokens[at].span.begin;
			number.flags |= flags;
			n += before;
			*apo__push(r->document->arena, &out->numbers) = number;
		} else if ((n = apo__values_match(r, at, VALUE_NOT, NULL))) {
			/* an idiom: pass over it */
		} else if ((n = apo__number_read(r, at, &number))) {
			*apo__push(r->document->arena, &out->numbers) = number;
		}
		at += n ? n : 1;
	}
}

static const void *compile_phrases(apo__arena *arena, const apo__language *language)
{
	apo__phrases *phrases = apo__alloc(arena, sizeof *phrases);
	apo__phrases_init(phrases, arena, language);
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		apo__phrases_add(phrases, sections[i].section, sections[i].kind);
	return phrases;
}

void apo__document_find_values(apo__document *document)
{
	const apo__language *language = document->language;
	apo__values_reader reader = {.document = document,
		.text = document->public.text,
		.tokens = document->public.tokens,
		.phrases = apo__context_derived(
			document->context, language, compile_phrases, document->arena),
		.decimal = '.'};
	found_values out = {.numbers.items = NULL};
	if (language) {
		reader.decimal = apo__language_setting(language, "decimal")[0] == ',' ? ',' : '.';
		reader.space_groups =
			!strcmp(apo__language_setting(language, "digit-groups"), "space");
	}
	for (uint32_t i = 0; i < document->segments.count; i++) {
		const apo_segment *segment = &document->segments.items[i];
		reader.end = segment->first_token + segment->tokens;
		read_segment(&reader, segment->first_token, &out);
	}
	document->public.numbers = out.numbers.items;
	document->public.number_count = out.numbers.count;
	document->public.dates = out.dates.items;
	document->public.date_count = out.dates.count;
}
