/* SPDX-License-Identifier: Apache-2.0 */
/* About 2,000 names a language, some milliseconds. Names that ICU does not have in a language (it answers with the code)
 * are left out. */
#include "text/language/locale_names.h"

#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "text/unicode/icu_status.h"

#define LONGEST 160 /* UTF-16 units of a name */

typedef struct {
	apo__arena *arena; /* closes what ICU opened, also when `pair` gives up */
	const char *tags[2];
	ULocaleDisplayNames *display[2];
	void (*pair)(
		const char *a_name, size_t a_size, const char *b_name, size_t b_size, void *user);
	void *user;
} names;

typedef struct {
	char text[2][LONGEST * 3 + 1];
	int32_t size[2];
} both;

static void close_display(void *display)
{
	uldn_close(display);
}

static void close_codes(void *codes)
{
	uenum_close(codes);
}

static void close_format(void *format)
{
	udat_close(format);
}

static int convert(both *name, int side, const UChar *wide, int32_t length)
{
	UErrorCode status = U_ZERO_ERROR;
	u_strToUTF8(name->text[side], sizeof name->text[side], &name->size[side], wide, length,
		&status);
	return U_SUCCESS(status) && name->size[side] > 0;
}

static void tell(const names *n, const both *name)
{
	n->pair(name->text[0], (size_t)name->size[0], name->text[1], (size_t)name->size[1],
		n->user);
}

typedef int32_t (*display_fn)(const ULocaleDisplayNames *names, const char *code, UChar *result,
	int32_t capacity, UErrorCode *status);

/* One territory or language. */
static void add_code(const names *n, const char *code, display_fn display)
{
	both name;
	for (int side = 0; side < 2; side++) {
		UChar wide[LONGEST];
		UErrorCode status = U_ZERO_ERROR;
		int32_t length = display(n->display[side], code, wide, LONGEST, &status);
		apo__icu_memory(n->arena, status);
		if (U_FAILURE(status) || !convert(&name, side, wide, length) ||
			!strcmp(name.text[side], code))
			return;
	}
	tell(n, &name);
}

static void add_currencies(const names *n)
{
	UErrorCode status = U_ZERO_ERROR;
	UEnumeration *all = ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
	if (all)
		apo__arena_defer(n->arena, close_codes, all);
	const char *code;
	apo__icu_memory(n->arena, status);
	while ((code = uenum_next(all, NULL, &status)) && U_SUCCESS(status)) {
		both name;
		UChar wide_code[4];
		int there = strlen(code) == 3;
		if (there)
			u_charsToUChars(code, wide_code, 4);
		for (int side = 0; side < 2 && there; side++) {
			UBool choice;
			int32_t length = 0;
			UErrorCode failed = U_ZERO_ERROR;
			const UChar *wide = ucurr_getName(wide_code, n->tags[side], UCURR_LONG_NAME,
				&choice, &length, &failed);
			apo__icu_memory(n->arena, failed);
			there = U_SUCCESS(failed) && length < LONGEST &&
				convert(&name, side, wide, length) &&
				strcmp(name.text[side], code) != 0;
		}
		if (there)
			tell(n, &name);
	}
}

static void add_symbols(const names *n, UDateFormat *const formats[2], UDateFormatSymbolType type)
{
	int32_t count = udat_countSymbols(formats[0], type);
	for (int32_t i = 0; i < count; i++) {
		both name;
		int there = 1;
		for (int side = 0; side < 2 && there; side++) {
			UChar wide[LONGEST];
			UErrorCode status = U_ZERO_ERROR;
			int32_t length =
				udat_getSymbols(formats[side], type, i, wide, LONGEST, &status);
			apo__icu_memory(n->arena, status);
			there = U_SUCCESS(status) && convert(&name, side, wide, length);
		}
		if (there)
			tell(n, &name);
	}
}

static void add_dates(const names *n)
{
	UDateFormat *formats[2] = {NULL, NULL};
	UErrorCode status = U_ZERO_ERROR;
	static const UChar utc[] = {'U', 'T', 'C', 0};
	for (int side = 0; side < 2; side++) {
		formats[side] =
			udat_open(UDAT_FULL, UDAT_FULL, n->tags[side], utc, -1, NULL, 0, &status);
		if (formats[side])
			apo__arena_defer(n->arena, close_format, formats[side]);
	}
	apo__icu_memory(n->arena, status);
	if (U_SUCCESS(status)) {
		static const UDateFormatSymbolType types[] = {
			UDAT_MONTHS, UDAT_STANDALONE_MONTHS, UDAT_WEEKDAYS};
		for (size_t i = 0; i < sizeof types / sizeof *types; i++)
			add_symbols(n, formats, types[i]);
	}
}

void apo__locale_names(apo__arena *arena, const char *a, const char *b,
	void (*pair)(
		const char *a_name, size_t a_size, const char *b_name, size_t b_size, void *user),
	void *user)
{
	names n = {.arena = apo__arena_child(arena), .tags = {a, b}, .pair = pair, .user = user};
	UErrorCode status = U_ZERO_ERROR;
	for (int side = 0; side < 2; side++) {
		n.display[side] = uldn_open(n.tags[side], ULDN_STANDARD_NAMES, &status);
		if (n.display[side])
			apo__arena_defer(n.arena, close_display, n.display[side]);
	}
	apo__icu_memory(n.arena, status);
	if (U_SUCCESS(status)) {
		for (const char *const *code = uloc_getISOCountries(); *code; code++)
			add_code(&n, *code, uldn_regionDisplayName);
		for (const char *const *code = uloc_getISOLanguages(); *code; code++)
			add_code(&n, *code, uldn_languageDisplayName);
		add_currencies(&n);
		add_dates(&n);
	}
	apo__arena_free(n.arena);
}

const char *apo__icu_version(apo__arena *arena)
{
	UVersionInfo version;
	char text[U_MAX_VERSION_STRING_LENGTH];
	u_getVersion(version);
	u_versionToString(version, text);
	return apo__strdup(arena, text);
}
