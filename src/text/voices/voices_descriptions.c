/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a document describes its persons: the words of offices and bodies beside their names. "The NATO chief" is the NATO secretary
 * general Mark Rutte when he was the last to be spoken of, because NATO is beside his name. Linear in the tokens.
 */
#include <stdio.h>
#include <string.h>

#include "text/voices/known.h"

#define BEFORE_NAME  6	/* tokens of "NATO secretary general" */
#define BEHIND_NAME  12 /* tokens of ", head of the largest group in the European Parliament" */
#define LONGEST_WORD 96

/* Keep each part of a word that may describe an office (Nato-Chef is nato and chef); with `found`, look it up instead. */
static void use_parts(apo__voices *v, uint32_t entity, uint32_t t, int *found)
{
	const apo_token *token = apo__voices_token(v, t);
	int describes = token->kind == APO_TOKEN_WORD &&
			(token->flags & APO_TOKEN_CAPITAL || apo__token_in(v, v->roles, t)) &&
			!apo__token_in(v, v->functions, t);
	char key[LONGEST_WORD];
	for (const char *at = token->form; describes && *at;) {
		size_t size = strcspn(at, "-");
		int head = snprintf(key, sizeof key, "%u ", entity);
		if (size > 2 && (size_t)head + size < sizeof key) {
			memcpy(key + head, at, size);
			if (found)
				*found |= apo__interned(&v->descriptions, key,
						  (size_t)head + size) != APO_NONE;
			else
				apo__intern(&v->descriptions, key, (size_t)head + size);
		}
		at += size + (at[size] == '-');
	}
}

void apo__descriptions_find(apo__voices *v)
{
	const apo_document *d = v->d;
	apo__interner_init(&v->descriptions, v->arena);
	for (uint32_t t = 0; t < d->token_count; t++) {
		uint32_t n = v->name_of[t], end = t;
		if (n == APO_NONE || (t && v->name_of[t - 1] == n) ||
			v->kinds[d->names[n].entity] != APO_NAME_PERSON)
			continue;
		uint32_t entity = d->names[n].entity;
		for (uint32_t i = t; i > 0 && t - i < BEFORE_NAME && !apo__voices_break(v, i - 1);
			i--)
			use_parts(v, entity, i - 1, NULL);
		while (end < d->token_count && v->name_of[end] == n)
			end++;
		if (end == d->token_count || strcmp(d->tokens[end].form, ",") != 0)
			continue;
		for (uint32_t i = end + 1;
			i < d->token_count && i - end < BEHIND_NAME && !apo__voices_break(v, i);
			i++)
			use_parts(v, entity, i, NULL);
	}
}

int apo__is_described(apo__voices *v, uint32_t entity, uint32_t first, uint32_t end)
{
	int found = 0;
	for (uint32_t t = first; t < end && !found; t++)
		use_parts(v, entity, t, &found);
	return found;
}
