/* SPDX-License-Identifier: Apache-2.0 */
/* Phrases are interned together with all their beginnings: a look-up costs one hash for a word that begins none.
 * A phrase as the text spells it is put together token by token, with one space where the text has any. */
#include "text/document/phrases.h"

#include <string.h>

#include "text/document/tokens.h"
#include "text/unicode/chars.h"

#define LONGEST_KEY 160 /* bytes; longer entries are never matched */

void apo__phrases_init(apo__phrases *phrases, apo__arena *arena, const apo__language *language)
{
	*phrases = (apo__phrases){.arena = arena, .language = language};
	apo__interner_init(&phrases->keys, arena);
}

/* Append a form to the key; 0 when it grows too long. */
static size_t extend(char key[LONGEST_KEY], size_t size, const char *form)
{
	size_t length = strlen(form);
	if (size + length + 1 >= LONGEST_KEY)
		return 0;
	if (size)
		key[size++] = ' ';
	memcpy(key + size, form, length);
	return size + length;
}

static uint32_t key_id(apo__phrases *phrases, const char *key, size_t size)
{
	uint32_t known = phrases->keys.count, id = apo__intern(&phrases->keys, key, size);
	if (id == known)
		*apo__push(phrases->arena, &phrases->first) = APO_NONE;
	return id;
}

static void add_entry(apo__phrases *phrases, apo__tokenizer *tokenizer,
	const apo__lang_entry *entry, uint32_t kind)
{
	char key[LONGEST_KEY];
	size_t size = 0;
	uint32_t id = APO_NONE;
	apo__token_list tokens = {0};
	uint32_t length = (uint32_t)strlen(entry->text);
	int elided = length && entry->text[length - 1] == '\'';
	/* an elision is one only before a letter: "plus d'" is cut as "plus d'a" */
	const char *text = elided ? apo__sprintf(phrases->arena, "%sa", entry->text) : entry->text;
	apo__tokenize(tokenizer, text, (apo_span){0, length + (uint32_t)elided}, 0, &tokens);
	tokens.count -= elided && tokens.count > 1;
	for (uint32_t i = 0; i < tokens.count; i++) {
		size = extend(key, size, tokens.items[i].form);
		if (!size)
			return;
		id = key_id(phrases, key, size);
	}
	if (id == APO_NONE)
		return;
	uint32_t *link = &phrases->first.items[id];
	while (*link != APO_NONE)
		link = &phrases->phrases.items[*link].next;
	*link = phrases->phrases.count;
	*apo__push(phrases->arena, &phrases->phrases) = (apo__phrase){entry, kind, APO_NONE};
}

void apo__phrases_add(apo__phrases *phrases, const char *section, uint32_t kind)
{
	if (!phrases->language)
		return;
	apo__tokenizer tokenizer;
	apo__tokenizer_init(&tokenizer, phrases->arena, phrases->language);
	const apo__lang_section *entries = apo__language_section(phrases->language, section);
	for (uint32_t i = 0; i < entries->count; i++)
		add_entry(phrases, &tokenizer, &entries->entries[i], kind);
}

/* The key with one form more; APO_NONE: no phrase begins so. */
static uint32_t longer_key(
	const apo__phrases *phrases, char key[LONGEST_KEY], size_t *size, const char *form)
{
	*size = extend(key, *size, form);
	return *size ? apo__interned(&phrases->keys, key, *size) : APO_NONE;
}

uint32_t apo__phrases_match(const apo__phrases *phrases, const apo_token *tokens, uint32_t at,
	uint32_t end, uint32_t kinds, const apo__phrase **found)
{
	char key[LONGEST_KEY];
	size_t size = 0;
	uint32_t longest = 0;
	for (uint32_t i = at; i < end; i++) {
		uint32_t id = longer_key(phrases, key, &size, tokens[i].form);
		if (id == APO_NONE)
			break;
		for (uint32_t p = phrases->first.items[id]; p != APO_NONE;
			p = phrases->phrases.items[p].next) {
			if (!(phrases->phrases.items[p].kind & kinds))
				continue;
			longest = i - at + 1;
			if (found)
				*found = &phrases->phrases.items[p];
			break;
		}
	}
	return longest;
}

uint32_t apo__phrases_kinds(
	const apo__phrases *phrases, const apo_token *tokens, uint32_t at, uint32_t end)
{
	char key[LONGEST_KEY];
	size_t size = 0;
	uint32_t kinds = 0;
	for (uint32_t i = at; i < end; i++) {
		uint32_t id = longer_key(phrases, key, &size, tokens[i].form);
		if (id == APO_NONE)
			break;
		for (uint32_t p = phrases->first.items[id]; p != APO_NONE;
			p = phrases->phrases.items[p].next)
			kinds |= phrases->phrases.items[p].kind;
	}
	return kinds;
}

/* ---- spelled out as the text has it ---- */

#define LONGEST_SPELLING 120 /* bytes of a phrase */
#define MOST_TOKENS	 16

/* Add token `t` to the phrase, with a space when `spaced`; 0 when it does not fit. */
static int add(char *phrase, uint32_t *size, const char *form, int spaced, uint32_t longest)
{
	uint32_t length = (uint32_t)strlen(form);
	if (*size + length + (uint32_t)spaced > longest || *size + length + 1 >= LONGEST_SPELLING)
		return 0;
	if (spaced)
		phrase[(*size)++] = ' ';
	memcpy(phrase + *size, form, length);
	*size += length;
	return 1;
}

static int space_before(const apo_document *d, uint32_t token)
{
	return d->tokens[token].span.begin > d->tokens[token - 1].span.end;
}

uint32_t apo__phrase_at(const apo_document *d, const apo__lang_section *section, uint32_t at,
	uint32_t limit, const apo__lang_entry **entry)
{
	char phrase[LONGEST_SPELLING];
	uint32_t size = 0, best = 0;
	if (at >= limit ||
		!apo__lang_may_begin(section, d->tokens[at].form, strlen(d->tokens[at].form)))
		return 0;
	for (uint32_t t = at; t < limit && t < at + MOST_TOKENS; t++) {
		if (!add(phrase, &size, d->tokens[t].form, t > at && space_before(d, t),
			    section->longest))
			break;
		const apo__lang_entry *found = apo__lang_find(section, phrase, size);
		if (!found)
			continue;
		best = t + 1 - at;
		if (entry)
			*entry = found;
	}
	return best;
}

uint32_t apo__phrase_before(const apo_document *d, const apo__lang_section *section, uint32_t end,
	uint32_t first, const apo__lang_entry **entry)
{
	uint32_t best = 0, bytes = 0;
	if (!section->count)
		return 0;
	for (uint32_t n = 1; n <= MOST_TOKENS && n <= end - first; n++) {
		bytes += (uint32_t)strlen(d->tokens[end - n].form);
		if (bytes > section->longest)
			break;
		const apo__lang_entry *found;
		if (apo__phrase_at(d, section, end - n, end, &found) == n) {
			best = n;
			if (entry)
				*entry = found;
		}
	}
	return best;
}

const apo__lang_entry *apo__phrase_ending(const apo__lang_section *section, const char *form)
{
	size_t size = strlen(form);
	for (size_t at = 0; at + 4 <= size; at++) {
		if (!apo__begins_char(form[at]) || size - at > section->longest)
			continue;
		const apo__lang_entry *entry = apo__lang_find(section, form + at, size - at);
		if (entry)
			return entry;
	}
	return NULL;
}

int apo__entry_says(const apo__lang_entry *entry, const char *word)
{
	size_t size = strlen(word);
	for (const char *at = entry->value; (at = strstr(at, word)); at += size)
		if ((at == entry->value || at[-1] == ' ') && (!at[size] || at[size] == ' '))
			return 1;
	return 0;
}
