/* SPDX-License-Identifier: Apache-2.0 */
/* What is usual in a language: its separators, quotation marks, letters and dates by Unicode CLDR as ICU has it, and what its
 * data file adds ([quotation-marks], setting `spaced-marks`). Once a file. */
#include <string.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/unum.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"
#include "text/unicode/icu_status.h"

#define MOST_CHARS 64

static void add_quotes(form_locale *locale, int32_t open, int32_t close)
{
	for (uint32_t i = 0; i < locale->quote_count; i++)
		if (locale->quotes[i].open == open && locale->quotes[i].close == close)
			return;
	if (open && close && locale->quote_count < FORM_MOST_QUOTES)
		locale->quotes[locale->quote_count++] = (form_quotes){open, close};
}

static int32_t delimiter(ULocaleData *data, ULocaleDataDelimiterType type)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[8];
	int32_t size = ulocdata_getDelimiter(data, type, text, 8, &status), at = 0;
	UChar32 c = 0;
	if (U_FAILURE(status) || size <= 0)
		return 0;
	U16_NEXT(text, at, size, c);
	return c;
}

static void close_set(void *set)
{
	uset_close(set);
}

static void read_characters(form_locale *locale, apo__arena *arena, const char *icu)
{
	UErrorCode status = U_ZERO_ERROR;
	ULocaleData *data = ulocdata_open(icu, &status);
	apo__icu_memory(arena, status);
	if (U_FAILURE(status))
		return;
	add_quotes(locale, delimiter(data, ULOCDATA_QUOTATION_START),
		delimiter(data, ULOCDATA_QUOTATION_END));
	add_quotes(locale, delimiter(data, ULOCDATA_ALT_QUOTATION_START),
		delimiter(data, ULOCDATA_ALT_QUOTATION_END));
	USet *letters = ulocdata_getExemplarSet(
		data, NULL, USET_ADD_CASE_MAPPINGS, ULOCDATA_ES_STANDARD, &status);
	if (U_SUCCESS(status) && letters) {
		apo__arena_defer(arena, close_set, letters);
		locale->letters = uset_isEmpty(letters) ? NULL : letters;
	}
	ulocdata_close(data);
	apo__icu_memory(arena, status);
}

static int32_t number_symbol(UNumberFormat *format, UNumberFormatSymbol symbol)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[8];
	int32_t size = unum_getSymbol(format, symbol, text, 8, &status), at = 0;
	UChar32 c = 0;
	if (U_FAILURE(status) || size <= 0)
		return 0;
	U16_NEXT(text, at, size, c);
	return c;
}

static void read_formats(form_locale *locale, apo__arena *arena, const char *icu)
{
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormat *numbers = unum_open(UNUM_DECIMAL, NULL, 0, icu, NULL, &status);
	apo__icu_memory(arena, status);
	if (U_SUCCESS(status)) {
		locale->decimal = number_symbol(numbers, UNUM_DECIMAL_SEPARATOR_SYMBOL);
		locale->group = number_symbol(numbers, UNUM_GROUPING_SEPARATOR_SYMBOL);
		unum_close(numbers);
	}
	status = U_ZERO_ERROR;
	UDateFormat *dates = udat_open(UDAT_NONE, UDAT_SHORT, icu, NULL, 0, NULL, 0, &status);
	apo__icu_memory(arena, status);
	locale->date_pattern = "";
	if (U_FAILURE(status))
		return;
	UChar pattern[MOST_CHARS];
	char bytes[MOST_CHARS * 3];
	udat_toPattern(dates, 0, pattern, MOST_CHARS, &status);
	u_strToUTF8(bytes, sizeof bytes, NULL, pattern, -1, &status);
	if (U_SUCCESS(status))
		locale->date_pattern = apo__strdup(arena, bytes);
	udat_close(dates);
}

static void read_scripts(form_locale *locale, apo__arena *arena, const char *icu)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode codes[8];
	int32_t count = uscript_getCode(icu, codes, 8, &status);
	char likely[ULOC_FULLNAME_CAPACITY], region[ULOC_COUNTRY_CAPACITY];
	locale->spaced = 1;
	for (int32_t i = 0; U_SUCCESS(status) && i < count; i++) {
		locale->scripts[locale->script_count++] = codes[i];
		locale->cased |= uscript_isCased(codes[i]);
		if (codes[i] == USCRIPT_HAN || codes[i] == USCRIPT_HIRAGANA ||
			uscript_breaksBetweenLetters(codes[i]))
			locale->spaced = 0;
	}
	status = U_ZERO_ERROR;
	uloc_addLikelySubtags(icu, likely, sizeof likely, &status);
	if (U_SUCCESS(status))
		uloc_getCountry(likely, region, sizeof region, &status);
	locale->region = U_SUCCESS(status) ? apo__strdup(arena, region) : "";
}

/* [quotation-marks]: pairs that are usual beside those of CLDR, written as «». */
static void read_language(form_locale *locale)
{
	const apo__lang_section *section =
		apo__language_section(locale->language, "quotation-marks");
	for (uint32_t i = 0; i < section->count; i++) {
		const char *text = section->entries[i].text;
		uint32_t size = (uint32_t)strlen(text), at;
		int32_t open, close;
		at = apo__utf8_next(text, 0, size, &open);
		if (at < size) {
			apo__utf8_next(text, at, size, &close);
			add_quotes(locale, open, close);
		}
	}
	locale->functions = apo__language_section(locale->language, "function-words");
	if (!locale->functions->count)
		locale->functions = NULL;
	locale->spaced_marks = apo__language_setting(locale->language, "spaced-marks");
}

void form_locale_open(form_locale *locale, apo__arena *arena, apo_context *context, const char *tag)
{
	UErrorCode status = U_ZERO_ERROR;
	char icu[ULOC_FULLNAME_CAPACITY], code[ULOC_LANG_CAPACITY] = "";
	*locale = (form_locale){.tag = tag, .spaced_marks = "", .date_pattern = ""};
	uloc_forLanguageTag(tag, icu, sizeof icu, NULL, &status);
	if (U_FAILURE(status))
		strcpy(icu, "und");
	status = U_ZERO_ERROR;
	uloc_getLanguage(icu, code, sizeof code, &status);
	locale->code = apo__strdup(arena, code);
	read_scripts(locale, arena, icu);
	read_characters(locale, arena, icu);
	read_formats(locale, arena, icu);
	locale->language = apo__language_get(context, tag);
	if (locale->language)
		read_language(locale);
}

int form_is_function(const form_locale *locale, const form_word *word)
{
	return locale->functions &&
	       apo__lang_find(locale->functions, word->folded, strlen(word->folded)) != NULL;
}
