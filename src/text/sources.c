/* SPDX-License-Identifier: Apache-2.0 */
/* When do two names of sources mean the same? Agencies have one name in every language (section [agencies]); what else is named
 * in two languages is compared by words, by the key of the name, and by sound across scripts. */
#include <string.h>

#include "text/fold.h"
#include "text/names.h"
#include "text/sources.h"

/* Whether every word of `part` is a word of `whole` (both folded, words separated by spaces or hyphens). */
static int words_within(const char *part, const char *whole)
{
	static const char separators[] = " -.,’'()";
	int words = 0;
	for (const char *at = part + strspn(part, separators); *at; at += strspn(at, separators)) {
		size_t size = strcspn(at, separators);
		int found = 0;
		for (const char *w = whole + strspn(whole, separators); *w && !found;
			w += strspn(w, separators)) {
			size_t length = strcspn(w, separators);
			found = length == size && !memcmp(w, at, size);
			w += length;
		}
		if (!found)
			return 0;
		words++;
		at += size;
	}
	return words > 0;
}

/* The name of an agency that stands in `folded` as words (or, in a script without spaces, anywhere), by the language data: its
 * value, or itself where it has none. NULL = none. */
static const char *agency_in(const apo__language *language, const char *folded)
{
	const apo__lang_section *agencies = apo__language_section(language, "agencies");
	const char *best = NULL;
	size_t longest = 0;
	for (uint32_t i = 0; i < agencies->count; i++) {
		const apo__lang_entry *e = &agencies->entries[i];
		const char *at = strstr(folded, e->folded);
		size_t size = strlen(e->folded);
		if (!at || size <= longest)
			continue;
		int whole = (at == folded || strchr(" (-'", at[-1])) &&
			    (!at[size] || strchr(" )-'", at[size]));
		if (whole || (unsigned char)*at >= 0x80) {
			best = *e->value ? e->value : e->folded;
			longest = size;
		}
	}
	return best;
}

static const char *agency_of(const apo_context *context, const char *folded)
{
	const char *tag, *agency = NULL;
	for (size_t i = 0; !agency && (tag = apo_context_language(context, i)); i++)
		agency = agency_in(apo__language_get(context, tag), folded);
	return agency;
}

int apo__same_source(const apo_context *context, apo__arena *arena, const char *a, const char *b)
{
	apo__arena *scratch = apo__arena_child(arena);
	const char *x = apo__fold(scratch, a, strlen(a)), *y = apo__fold(scratch, b, strlen(b));
	int same = !strcmp(x, y) || words_within(x, y) || words_within(y, x);
	if (!same) {
		const char *p = agency_of(context, x), *q = agency_of(context, y);
		same = p && q && !strcmp(p, q);
	}
	if (!same) /* the data that tells the sounds of Han characters is the one with a section for them */
		for (size_t i = 0; !same && apo_context_language(context, i); i++) {
			const apo__language *l =
				apo__language_get(context, apo_context_language(context, i));
			if (apo__language_section(l, "transliteration")->count)
				same = apo__names_similarity(l, a, b) >= .7;
		}
	apo__arena_free(scratch);
	return same;
}

int apo__credits_name(const apo_context *context, apo__arena *arena, const apo_document *document,
	const char *name)
{
	for (uint32_t i = 0; i < document->attribution_count; i++)
		if (document->attributions[i].name &&
			apo__same_source(context, arena, document->attributions[i].name, name))
			return 1;
	return 0;
}

/* The key of the longest name inside the span of an attribution, NULL when it has none. */
static const char *key_of(const apo_document *document, const apo_attribution *a)
{
	const char *key = NULL;
	uint32_t longest = 0;
	for (uint32_t i = 0; i < document->name_count; i++) {
		apo_span span = document->names[i].span;
		if (span.begin >= a->source.begin && span.end <= a->source.end &&
			span.end - span.begin > longest) {
			longest = span.end - span.begin;
			key = document->names[i].key;
		}
	}
	return key;
}

int apo__credits_same(const apo_context *context, apo__arena *arena, const apo_document *document,
	const apo_document *origin, const apo_attribution *attribution)
{
	const char *key =
		attribution->source.begin == APO_NONE ? NULL : key_of(origin, attribution);
	if (attribution->name && apo__credits_name(context, arena, document, attribution->name))
		return 1;
	for (uint32_t i = 0; key && i < document->attribution_count; i++) {
		const apo_attribution *a = &document->attributions[i];
		const char *other =
			a->name && a->source.begin != APO_NONE ? key_of(document, a) : NULL;
		if (other && !strcmp(other, key))
			return 1;
	}
	return 0;
}
