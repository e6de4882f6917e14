/* SPDX-License-Identifier: Apache-2.0 */
/* A phrase is spelled out token by token, with one space where the text has any, and looked up at each token. */
#include "text/language/wording.h"

#include <string.h>

#define LONGEST	    120 /* bytes of a phrase */
#define MOST_TOKENS 16

/* Add token `t` to the phrase, with a space when `spaced`; 0 when it does not fit. */
static int add(char *phrase, uint32_t *size, const char *form, int spaced, uint32_t longest)
{
	uint32_t length = (uint32_t)strlen(form);
	if (*size + length + (uint32_t)spaced > longest || *size + length + 1 >= LONGEST)
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
	char phrase[LONGEST];
	uint32_t size = 0, best = 0;
	if (!section->count)
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
		if (((unsigned char)form[at] & 0xc0) == 0x80 || size - at > section->longest)
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
