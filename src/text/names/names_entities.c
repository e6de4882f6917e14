/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which mentions name one thing: those with one known key, with the same words, with a word of a person's full name ("Rutte"
 * for "Mark Rutte"), and the acronym in brackets behind its expansion. Two passes, full names first; linear.
 */
#include <string.h>

#include "text/names/names.h"
#include "text/unicode/fold.h"

typedef struct {
	const apo_document *d;
	apo__arena *arena;
	apo__mentions *mentions;
} finder;

static const apo_token *token_at(const finder *f, uint32_t t)
{
	return &f->d->tokens[t];
}

static const char *folded(finder *f, const apo__mention *m)
{
	apo_span span = {token_at(f, m->first)->span.begin, token_at(f, m->end - 1)->span.end};
	return apo__fold(f->arena, f->d->text + span.begin, span.end - span.begin);
}

static int is_dot(const finder *f, uint32_t t)
{
	return token_at(f, t)->kind == APO_TOKEN_PUNCTUATION && !strcmp(token_at(f, t)->form, "·");
}

/* Of two words or more; in Chinese, where words do not show, with a dot. */
static int is_full(const finder *f, const apo__mention *m)
{
	int dots = 0;
	for (uint32_t t = m->first; t < m->end; t++)
		dots |= is_dot(f, t);
	return dots || (m->end - m->first > 1 && token_at(f, m->first)->kind == APO_TOKEN_WORD);
}

static const char *text_of(const finder *f, uint32_t first, uint32_t end, size_t *size)
{
	*size = token_at(f, end - 1)->span.end - token_at(f, first)->span.begin;
	return f->d->text + token_at(f, first)->span.begin;
}

static void claim(finder *f, apo__interner *words, uint32_t *owners, uint32_t first, uint32_t end,
	uint32_t entity)
{
	size_t size;
	const char *text = text_of(f, first, end, &size);
	char *form = apo__fold(f->arena, text, size);
	uint32_t known = words->count, id = apo__intern(words, form, strlen(form));
	if (id == known)
		owners[id] = entity;
}

/* Each word of a person's full name stands for it ("Rutte" for "Mark Rutte"), of a body's the last. The first name of the
 * text to have a word keeps it. */
static void claim_words(finder *f, apo__interner *words, uint32_t *owners, const apo__mention *m)
{
	uint32_t first = m->first;
	for (uint32_t t = m->first; t < m->end; t++) {
		if (token_at(f, t)->kind == APO_TOKEN_HAN && t + 1 < m->end && !is_dot(f, t + 1))
			continue;
		if ((m->kind == APO_NAME_PERSON || t + 1 == m->end) && !is_dot(f, t))
			claim(f, words, owners, first, t + 1, m->entity);
		first = t + 1;
	}
}

/* "European People's Party (EPP)": the letters begin the words. */
static int is_acronym_of(finder *f, const apo__mention *acronym, const apo__mention *full)
{
	if (acronym->end - acronym->first != 1 || full->end + 1 != acronym->first ||
		strcmp(token_at(f, full->end)->form, "("))
		return 0;
	const char *letters = token_at(f, acronym->first)->form;
	for (uint32_t t = full->first; t < full->end && *letters; t++)
		letters += token_at(f, t)->form[0] == *letters;
	return !*letters;
}

/* The number of the entity of mention `i`, as far as the mentions before it show. */
static uint32_t entity_of_single(finder *f, const apo__interner *words, const uint32_t *owners,
	const uint32_t *representative, apo__mention *m)
{
	const char *form = folded(f, m);
	uint32_t id = apo__interned(words, form, strlen(form));
	if (id == APO_NONE)
		return APO_NONE;
	m->kind = f->mentions->items[representative[owners[id]]].kind;
	return owners[id];
}

/* Mentions of one thing are of one kind: the most frequent that is not OTHER. */
static void settle_kinds(finder *f, uint32_t entities)
{
	uint32_t(*votes)[4] = apo__alloc_array(f->arena, entities + 1, sizeof *votes);
	for (uint32_t i = 0; i < f->mentions->count; i++) {
		const apo__mention *m = &f->mentions->items[i];
		votes[m->entity][m->kind] += m->end - m->first; /* a full name knows better */
	}
	for (uint32_t i = 0; i < f->mentions->count; i++) {
		const uint32_t *v = votes[f->mentions->items[i].entity];
		int best = APO_NAME_OTHER;
		for (int kind = APO_NAME_PERSON; kind <= APO_NAME_ORGANIZATION; kind++)
			if (v[kind] && (best == APO_NAME_OTHER || v[kind] > v[best]))
				best = kind;
		f->mentions->items[i].kind = (apo_name_kind)best;
	}
}

/* Give mentions of one thing one number and one key: the same known key, the same words, a part of a full name. */
void apo__names_cluster(const apo_document *document, apo__arena *arena, apo__mentions *mentions)
{
	finder finding = {document, arena, mentions}, *f = &finding;
	uint32_t count = f->mentions->count;
	apo__interner words, keys;
	apo__interner_init(&words, f->arena);
	apo__interner_init(&keys, f->arena);
	uint32_t *representative = apo__alloc_array(f->arena, count + 1, sizeof(uint32_t));
	uint32_t *owners = apo__alloc_array(f->arena, f->d->token_count + 1, sizeof(uint32_t));
	for (int full = 1; full >= 0; full--)
		for (uint32_t i = 0; i < count; i++) {
			apo__mention *m = &f->mentions->items[i];
			if ((m->key || is_full(f, m)) != full)
				continue;
			uint32_t entity =
				full ? APO_NONE
				     : entity_of_single(f, &words, owners, representative, m);
			if (entity == APO_NONE && i > 0 &&
				is_acronym_of(f, m, &f->mentions->items[i - 1])) {
				entity = f->mentions->items[i - 1].entity;
				claim(f, &words, owners, m->first, m->end, entity);
			}
			if (entity != APO_NONE) {
				m->entity = entity;
				continue;
			}
			const char *key = m->key ? m->key : folded(f, m);
			uint32_t known = keys.count;
			m->entity = apo__intern(&keys, key, strlen(key));
			if (m->entity == known)
				representative[m->entity] = i;
			if (full && !m->key)
				claim_words(f, &words, owners, m);
		}
	settle_kinds(f, keys.count);
	for (uint32_t i = 0; i < count; i++) {
		apo__mention *m = &f->mentions->items[i];
		if (!m->key)
			m->key = keys.strings[m->entity];
	}
}

/* A headline In Which Every Word Is Big says nothing of names. */
int apo__is_title_case(
	const apo_document *d, const apo__lang_section *functions, const apo_segment *segment)
{
	uint32_t big = 0, small = 0;
	apo_block_kind kind = d->blocks[segment->block].kind;
	int headline = kind == APO_BLOCK_TITLE || kind == APO_BLOCK_HEADING;
	for (uint32_t t = segment->first_token; t < segment->first_token + segment->tokens; t++) {
		const apo_token *token = &d->tokens[t];
		if (token->kind == APO_TOKEN_WORD && token->span.end - token->span.begin >= 4 &&
			!apo__lang_find(functions, token->form, strlen(token->form)))
			*(token->flags & APO_TOKEN_CAPITAL ? &big : &small) += 1;
	}
	return (big >= 4 && small * 6 < big) || (headline && big >= 3 && !small);
}
