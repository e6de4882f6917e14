/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "text/names/names.h"
#include "text/unicode/fold.h"
#include "text/unicode/icu_status.h"

static void add(
	apo__territories *t, apo__arena *arena, ULocaleDisplayNames *names, const char *code)
{
	UChar wide[128];
	char name[512];
	int32_t size;
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = uldn_regionDisplayName(names, code, wide, 128, &status);
	u_strToUTF8(name, sizeof name, &size, wide, length, &status);
	apo__icu_memory(arena, status);
	if (U_FAILURE(status) || size < 2 || !strcmp(name, code) ||
		status == U_STRING_NOT_TERMINATED_WARNING)
		return;
	const char *folded = apo__fold(arena, name, (size_t)size);
	uint32_t known = t->names.count, bytes = (uint32_t)strlen(folded);
	if (apo__intern(&t->names, folded, bytes) == known)
		*apo__push(arena, &t->keys) = code;
	if (bytes > t->longest)
		t->longest = bytes;
}

static void close_names(void *names)
{
	uldn_close(names);
}

static const void *read_territories(apo__arena *arena, const apo__language *language)
{
	apo__territories *territories = apo__alloc(arena, sizeof *territories);
	apo__arena *scratch =
		apo__arena_child(arena); /* closes the names also when memory runs out */
	apo__interner_init(&territories->names, arena);
	static const UDisplayContext lengths[] = {UDISPCTX_LENGTH_FULL, UDISPCTX_LENGTH_SHORT};
	for (int i = 0; i < 2; i++) {
		UErrorCode status = U_ZERO_ERROR;
		UDisplayContext context[] = {UDISPCTX_STANDARD_NAMES, lengths[i]};
		ULocaleDisplayNames *names =
			uldn_openForContext(apo__language_tag(language), context, 2, &status);
		if (names)
			apo__arena_defer(scratch, close_names, names);
		apo__icu_memory(arena, status);
		for (const char *const *code = uloc_getISOCountries(); U_SUCCESS(status) && *code;
			code++)
			add(territories, arena, names, *code);
	}
	apo__arena_free(scratch);
	return territories;
}

const apo__territories *apo__territories_get(
	const apo_context *context, const apo__language *language, apo__arena *arena)
{
	return apo__context_derived(context, language, read_territories, arena);
}

const char *apo__territory(const apo__territories *territories, const char *folded, size_t size)
{
	if (size > territories->longest)
		return NULL;
	uint32_t id = apo__interned(&territories->names, folded, size);
	return id == APO_NONE ? NULL : territories->keys.items[id];
}
