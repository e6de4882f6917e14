/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/units/units.h"

#include <string.h>

static const char *copied(apo__arena *arena, const char *text)
{
	return text ? apo__strdup(arena, text) : NULL;
}

const apo__unit_header *apo__unit_header_copy(apo__arena *arena, const apo__unit_header *header)
{
	apo__unit_header *copy = apo__alloc(arena, sizeof *copy);
	uint32_t count = header->attribute_count, infos = header->info_count;
	apo__unit_attribute *attributes = apo__alloc_array(arena, count + 1, sizeof *attributes);
	apo__unit_info *list = apo__alloc_array(arena, infos + 1, sizeof *list);
	for (uint32_t i = 0; i < count; i++)
		attributes[i] =
			(apo__unit_attribute){apo__strdup(arena, header->attributes[i].name),
				apo__strdup(arena, header->attributes[i].value)};
	for (uint32_t i = 0; i < infos; i++) {
		const apo__unit_info *from = &header->infos[i];
		list[i] = (apo__unit_info){from->kind, copied(arena, from->type),
			copied(arena, from->lang), copied(arena, from->encoding),
			apo__strndup(arena, from->text, from->size), from->size, NULL};
	}
	*copy = (apo__unit_header){header->format, copied(arena, header->version),
		copied(arena, header->encoding), copied(arena, header->creationtool),
		copied(arena, header->source_language), copied(arena, header->target_language),
		attributes, list, count, infos};
	return copy;
}

const char *apo__attribute_of(
	const apo__unit_attribute *attributes, uint32_t count, const char *name)
{
	for (uint32_t i = 0; i < count; i++)
		if (!strcmp(attributes[i].name, name))
			return attributes[i].value;
	return NULL;
}

const char *apo__prop_of(const apo__unit_info *infos, uint32_t count, const char *type)
{
	for (uint32_t i = 0; i < count; i++)
		if (infos[i].kind == APO__INFO_PROP && !strcmp(infos[i].type, type))
			return infos[i].text;
	return NULL;
}

static char fold(char c)
{
	return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

int apo__language_match(const char *have, const char *wanted)
{
	size_t i = 0;
	while (have[i] && fold(have[i]) == fold(wanted[i]))
		i++;
	if (!have[i] && !wanted[i])
		return *have ? 3 : 0;
	/* both must have come to the end of the language, the first subtag */
	size_t language = strcspn(wanted, "-_");
	if (!language || i < language || (i == language && have[i] && fold(have[i]) != '-'))
		return 0;
	return have[language] ? 1 : 2;
}

const apo__unit_variant *apo__unit_find(
	const apo__unit *unit, const char *lang, const apo__unit_variant *not_this)
{
	const apo__unit_variant *best = NULL;
	int rank = 0;
	for (uint32_t i = 0; i < unit->variant_count; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		int match = v->text && v != not_this ? apo__language_match(v->lang, lang) : 0;
		if (match > rank) {
			rank = match;
			best = v;
		}
	}
	return best;
}
