/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Synonyms and antonyms within a language, from what there is of
 *   the core lexicon   alternatives of one cell are synonyms
 *   WordNet            where the language's setting `wordnet` names its folder below a data folder
 *   a MyThes thesaurus
 */
#include "lexicon/related.h"

#include <string.h>

#include "lexicon/dictionary/folders.h"
#include "lexicon/mythes.h"

struct apo__thesaurus {
	const apo__language *language;
	apo__store *core;
	apo__wordnet wordnet;
	apo__mythes mythes;
};

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
	if (!thesaurus->wordnet.there)
		apo__mythes_open(&thesaurus->mythes, lexicons, language);
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

uint32_t apo__lexicon_related(const apo_lexicons *lexicons, apo__side side, char relation,
	const char *form, apo__arena *arena, const char *const **forms)
{
	const apo__thesaurus *thesaurus = lexicons->thesaurus[side];
	apo__related related = {.arena = arena, .form = form, .count = 0};
	if (relation == 's')
		add_core(thesaurus, form, &related);
	apo__arena *scratch = apo__arena_child(arena);
	if (thesaurus->wordnet.there)
		apo__wordnet_related(&thesaurus->wordnet, relation, form, scratch, &related);
	else if (thesaurus->mythes.index.size)
		apo__mythes_related(&thesaurus->mythes, relation, form, scratch, &related);
	apo__arena_free(scratch);
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
	return thesaurus->wordnet.there || (marked && thesaurus->mythes.index.size);
}
