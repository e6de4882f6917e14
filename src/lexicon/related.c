/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Synonyms and antonyms within a language, from what there is of
 *   the core lexicon   alternatives of one cell are synonyms
 *   [antonyms]         of the language data: a line "a | b | c" says that a is the opposite of b and of c
 *   WordNet            where the language's setting `wordnet` names its folder below a data folder
 *   MyThes thesauri    th_TAG_*.idx and .dat (word|offset; word|meanings, then "(part)|synonym|..."); notes in brackets
 *                      behind a word that section [thesaurus-notes] lists tell it is no synonym (value "a": an antonym)
 */
#include "lexicon/related.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "lexicon/folders.h"
#include "lexicon/lexicons.h"
#include "lexicon/thesaurus.h"
#include "text/fold.h"

#define MOST_MEANINGS 6u

struct apo__thesaurus {
	const apo__language *language;
	apo__store *core;
	apo__wordnet wordnet;
	apo__mapped mythes_index, mythes_data;
};

void apo__related_add(apo__related *related, const char *word, size_t size)
{
	if (!size || size > 120 || related->count == APO__MOST_RELATED)
		return;
	const char *folded = apo__fold(related->arena, word, size);
	if (!strcmp(folded, related->form))
		return;
	for (uint32_t i = 0; i < related->count; i++)
		if (!strcmp(related->forms[i], folded))
			return;
	related->forms[related->count++] = folded;
}

/* The first thesaurus of the language by name: th_de_DE_v2; 0 when the folder has none. */
static int open_mythes(apo__thesaurus *thesaurus, const char *path, apo__arena *arena)
{
	char best[256] = "", prefix[32];
	size_t prefix_size = (size_t)snprintf(
		prefix, sizeof prefix, "th_%s_", apo__language_tag(thesaurus->language));
	DIR *folder = opendir(path);
	if (!folder)
		return 0;
	for (struct dirent *entry; (entry = readdir(folder));) {
		size_t size = strlen(entry->d_name);
		if (size > 4 && size < sizeof best && !strcmp(entry->d_name + size - 4, ".idx") &&
			!strncmp(entry->d_name, prefix, prefix_size) &&
			(!*best || strcmp(entry->d_name, best) < 0))
			strcpy(best, entry->d_name);
	}
	closedir(folder);
	if (!*best)
		return 0;
	int stem = (int)strlen(best) - 4;
	thesaurus->mythes_index =
		apo__map_file(arena, apo__sprintf(arena, "%s/%.*s.idx", path, stem, best));
	thesaurus->mythes_data =
		apo__map_file(arena, apo__sprintf(arena, "%s/%.*s.dat", path, stem, best));
	/* two lines stand before the words: the encoding and their number */
	apo__mapped *index = &thesaurus->mythes_index;
	if (index->size < 6 || strncmp(index->data, "UTF-8\n", 6))
		*index = (apo__mapped){NULL, 0};
	for (int line = 0; line < 2 && index->size; line++) {
		const char *stop = memchr(index->data, '\n', index->size);
		size_t skip = stop ? (size_t)(stop - index->data) + 1 : index->size;
		index->data += skip;
		index->size -= skip;
	}
	return index->size > 0;
}

apo__thesaurus *apo__thesaurus_open(
	apo_lexicons *lexicons, apo__side side, const apo_lexicon_options *options)
{
	apo__arena *arena = lexicons->arena;
	apo__thesaurus *thesaurus = apo__alloc(arena, sizeof *thesaurus);
	const apo__language *language = lexicons->languages[side];
	thesaurus->language = language;
	thesaurus->core = apo__store_new(arena, "core lexicon", language, language);
	apo__open_core(thesaurus->core, 0);
	if (options->no_defaults)
		return thesaurus;
	const char *name = apo__language_setting(language, "wordnet");
	apo__folder_list folders = apo__data_folders(arena, name);
	for (uint32_t i = 0; *name && i < folders.count && !thesaurus->wordnet.there; i++)
		apo__wordnet_open(&thesaurus->wordnet, folders.items[i], arena);
	folders = apo__data_folders(arena, "mythes");
	for (uint32_t i = 0; i < folders.count && !thesaurus->wordnet.there; i++)
		if (open_mythes(thesaurus, folders.items[i], arena))
			break;
	return thesaurus;
}

int apo__thesaurus_has(const apo__thesaurus *thesaurus, const char *form, size_t size)
{
	return apo__store_find(thesaurus->core, 0, form, size) != APO_NONE;
}

static void add_core(const apo__thesaurus *thesaurus, const char *form, apo__related *related)
{
	const apo__store_side *from = &thesaurus->core->sides[0], *to = &thesaurus->core->sides[1];
	uint32_t id = apo__store_find(thesaurus->core, 0, form, strlen(form));
	for (uint32_t i = id == APO_NONE ? 0 : from->first[id];
		id != APO_NONE && i < from->first[id + 1] && from->pairs[i].weight >= 1; i++)
		apo__related_add(related, to->words.strings[from->pairs[i].word],
			to->words.sizes[from->pairs[i].word]);
}

/* A line of [antonyms] is one group of entries: its first form stands against all the others. */
static void add_opposites(const apo__thesaurus *thesaurus, const char *form, apo__related *related)
{
	const apo__lang_section *section = apo__language_section(thesaurus->language, "antonyms");
	for (uint32_t i = 0; i < section->count; i++) {
		const apo__lang_entry *entry = &section->entries[i], *first = entry;
		if (strcmp(entry->folded, form))
			continue;
		while (first > section->entries && first[-1].line == entry->line)
			first--;
		if (first != entry) {
			apo__related_add(related, first->folded, strlen(first->folded));
			continue;
		}
		for (const apo__lang_entry *other = entry + 1;
			other < section->entries + section->count && other->line == entry->line;
			other++)
			apo__related_add(related, other->folded, strlen(other->folded));
	}
}

/* "word (note)": what the note makes of the word: 's', 'a', or '-' for neither. */
static char relation_of(const apo__lang_section *notes, const char *word, size_t *size)
{
	char relation = 's';
	while (*size && word[*size - 1] == ')') {
		size_t open = *size - 1;
		while (open && word[open] != '(')
			open--;
		const apo__lang_entry *note =
			apo__lang_find(notes, word + open + 1, *size - open - 2);
		if (note)
			relation = *note->value ? *note->value : '-';
		*size = open;
		while (*size && word[*size - 1] == ' ')
			--*size;
	}
	return relation;
}

static void add_meaning(const apo__thesaurus *thesaurus, char relation, const char *at,
	const char *end, apo__related *related)
{
	const apo__lang_section *notes =
		apo__language_section(thesaurus->language, "thesaurus-notes");
	at = memchr(at, '|', (size_t)(end - at)); /* the part of speech */
	while (at && at < end) {
		const char *begin = at + 1;
		at = memchr(begin, '|', (size_t)(end - begin));
		size_t size = (size_t)((at ? at : end) - begin);
		char *word = apo__fold(related->arena, begin, size);
		size = strlen(word);
		if (relation_of(notes, word, &size) == relation && !memchr(word, ' ', size))
			apo__related_add(related, word, size);
	}
}

static void add_mythes(
	const apo__thesaurus *thesaurus, char relation, const char *form, apo__related *related)
{
	size_t rest, offset = 0;
	const apo__mapped *index = &thesaurus->mythes_index, *data = &thesaurus->mythes_data;
	const char *found =
		apo__sorted_find(index->data, index->size, form, strlen(form), '|', &rest);
	if (!found)
		return;
	for (size_t i = 0; i < rest && i < 10 && found[i] >= '0' && found[i] <= '9'; i++)
		offset = offset * 10 + (size_t)(found[i] - '0');
	if (offset >= data->size)
		return;
	const char *at = data->data + offset, *end = data->data + data->size;
	for (uint32_t line = 0; line <= MOST_MEANINGS && at < end; line++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		if (!stop)
			stop = end;
		if (line && *at != '-' && *at != '(')
			break; /* the next word */
		if (line)
			add_meaning(thesaurus, relation, at, stop, related);
		at = stop + 1;
	}
}

uint32_t apo__lexicon_related(const apo_lexicons *lexicons, apo__side side, char relation,
	const char *form, apo__arena *arena, const char *const **forms)
{
	const apo__thesaurus *thesaurus = lexicons->thesaurus[side];
	apo__related related = {.arena = arena, .form = form, .count = 0};
	if (relation == 's')
		add_core(thesaurus, form, &related);
	else
		add_opposites(thesaurus, form, &related);
	if (thesaurus->wordnet.there)
		apo__wordnet_related(&thesaurus->wordnet, relation, form, &related);
	else if (thesaurus->mythes_index.size)
		add_mythes(thesaurus, relation, form, &related);
	const char **out = apo__alloc_array(arena, related.count + 1, sizeof *out);
	memcpy(out, related.forms, related.count * sizeof *out);
	*forms = out;
	return related.count;
}

/* In a MyThes thesaurus a note in brackets marks an antonym. */
int apo__lexicon_knows_opposites(const apo_lexicons *lexicons, apo__side side)
{
	const apo__thesaurus *thesaurus = lexicons->thesaurus[side];
	const apo__language *language = thesaurus->language;
	const apo__lang_section *notes = apo__language_section(language, "thesaurus-notes");
	int marked = 0;
	for (uint32_t i = 0; i < notes->count; i++)
		marked |= *notes->entries[i].value == 'a';
	return apo__language_section(language, "antonyms")->count || thesaurus->wordnet.there ||
	       (marked && thesaurus->mythes_index.size);
}
