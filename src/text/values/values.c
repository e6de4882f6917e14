/* SPDX-License-Identifier: Apache-2.0 */
/* The layer of numbers and dates: one walk over the tokens of each segment. */
#include "text/values/values.h"

#include <stdlib.h>
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

static const struct {
	const char *section;
	uint32_t kind;
} links[] = {
	{"range-joiners", LINK_RANGE},
	{"range-openers", LINK_BETWEEN},
	{"range-ands", LINK_RANGE_AND},
	{"ratio-joiners", LINK_RATIO},
	{"every-words", LINK_EVERY},
	{"unit-links", LINK_UNIT},
	{"half-clock", LINK_HALF_CLOCK},
	{"discounts", LINK_DISCOUNT},
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

/* A bound without a figure right behind it: `flags` hold for one that begins before token `until`. */
typedef struct {
	uint32_t flags, until;
} open_bound;

static open_bound bound_before(const apo__values_reader *r, uint32_t at, uint32_t flags)
{
	uint32_t until = at;
	while (until < r->end && until - at < r->bound_reach &&
		(r->tokens[until].kind == APO_TOKEN_WORD || r->tokens[until].kind == APO_TOKEN_HAN))
		until++;
	return (open_bound){flags & (APO_NUMBER_AT_LEAST | APO_NUMBER_AT_MOST), until + 1};
}

/* Keep a number; the one before it may be the other end of its range. `last`: the token behind that one, 0 = none. */
static void keep(apo__values_reader *r, const apo_number *number, uint32_t first, uint32_t at,
	uint32_t last, found_values *out)
{
	*apo__push(r->document->arena, &out->numbers) = *number;
	if (!last || out->numbers.count < 2)
		return;
	apo_number *before = &out->numbers.items[out->numbers.count - 2];
	uint32_t joiner = apo__values_link(r, last, LINK_RANGE | LINK_RANGE_AND, NULL);
	int range = apo__values_link(r, last, LINK_RANGE, NULL) == joiner;
	uint32_t opener = last; /* the token in front of the number before */
	while (opener > first && r->tokens[opener].span.end > before->span.begin)
		opener--;
	if (joiner && last + joiner == at &&
		(range || (opener < last && apo__values_link(r, opener, LINK_BETWEEN, NULL))))
		apo__range_join(r, before, number);
}

static void read_segment(apo__values_reader *r, uint32_t at, found_values *out)
{
	uint32_t first = at, last = 0; /* the token behind the number before */
	open_bound bound = {0, 0};
	while (at < r->end) {
		uint32_t known = out->numbers.count;
		apo_date date;
		apo_number number;
		uint32_t flags, n, before = 0;
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
			keep(r, &number, first, at, last, out);
		} else if ((n = apo__values_match(r, at, VALUE_NOT, NULL))) {
			/* an idiom: pass over it */
		} else if ((n = apo__number_read(r, at, &number))) {
			number.flags |= at < bound.until ? bound.flags : 0;
			keep(r, &number, first, at, last, out);
		} else if (before) {
			bound = bound_before(r, at + before, flags);
		}
		at += n ? n : 1;
		if (out->numbers.count > known) {
			last = at;
			bound.flags = 0;
		}
	}
}

static const void *compile_links(apo__arena *arena, const apo__language *language)
{
	apo__phrases *phrases = apo__alloc(arena, sizeof *phrases);
	apo__phrases_init(phrases, arena, language);
	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		apo__phrases_add(phrases, links[i].section, links[i].kind);
	return phrases;
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
		.links = apo__context_derived(
			document->context, language, compile_links, document->arena),
		.decimal = '.'};
	size_t tokens = (size_t)document->public.token_count + 1;
	reader.kinds = apo__alloc_array(document->arena, tokens, sizeof *reader.kinds);
	reader.link_kinds = apo__alloc_array(document->arena, tokens, sizeof *reader.link_kinds);
	found_values out = {.numbers.items = NULL};
	if (language) {
		reader.decimal = apo__language_setting(language, "decimal")[0] == ',' ? ',' : '.';
		reader.words = apo__language_section(language, "number-words");
		reader.multipliers = apo__language_section(language, "multipliers");
		reader.bound_reach =
			(uint32_t)strtoul(apo__language_setting(language, "bound-reach"), NULL, 10);
	}
	reader.capital_nouns =
		language && apo__language_section(language, "noun-endings")->count > 0;
	for (uint32_t i = 0; i < document->segments.count; i++) {
		const apo_segment *segment = &document->segments.items[i];
		reader.end = segment->first_token + segment->tokens;
		for (uint32_t t = segment->first_token; t < reader.end; t++) {
			reader.kinds[t] =
				apo__phrases_kinds(reader.phrases, reader.tokens, t, reader.end);
			reader.link_kinds[t] =
				apo__phrases_kinds(reader.links, reader.tokens, t, reader.end);
		}
		read_segment(&reader, segment->first_token, &out);
	}
	document->public.numbers = out.numbers.items;
	document->public.number_count = out.numbers.count;
	document->public.dates = out.dates.items;
	document->public.date_count = out.dates.count;
}
