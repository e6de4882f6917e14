/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Speech that dashes open, as in Spanish and French: "—Vamos mañana —dijo Ana—. No esperes.", "— Je viens, dit-il." Dashes open
 * items of lists, too, so a run of such paragraphs is a dialogue only when a verb of speech is beside the words of one. A run is
 * looked at once, its tokens a bounded number of times.
 */
#include "text/quotations/quotes_dialogue.h"

#include <string.h>

#include "text/document/phrases.h"
#include "text/document/tokens.h"

#define VERB_NEAR 4 /* tokens from the mark that begins a clause to its verb: "a-t-il dit" */

typedef struct {
	const apo_document *d;
	const apo__lang_section *verbs;
	uint32_t first, limit; /* tokens of the paragraph */
} paragraph;

static int is_form(const paragraph *p, uint32_t t, const char *form)
{
	return !strcmp(p->d->tokens[t].form, form);
}

static int is_long_dash(const paragraph *p, uint32_t t)
{
	return is_form(p, t, "—") || is_form(p, t, "–") || is_form(p, t, "―");
}

static int open_paragraph(
	paragraph *p, const apo_document *d, const apo__language *language, uint32_t block)
{
	const apo_block *b = &d->blocks[block];
	if (!language || (b->kind != APO_BLOCK_PARAGRAPH && b->kind != APO_BLOCK_LIST &&
				 b->kind != APO_BLOCK_HEADING))
		return 0;
	*p = (paragraph){.d = d, .verbs = apo__language_section(language, "reporting-verbs")};
	apo__tokens_in(d, b->span, &p->first, &p->limit);
	return p->limit > p->first + 1 && is_long_dash(p, p->first);
}

/* Does a clause that says who speaks begin behind the mark at `t`? */
static int begins_clause(const paragraph *p, uint32_t t)
{
	for (uint32_t i = t + 1; i < p->limit && i <= t + VERB_NEAR; i++) {
		const apo_token *token = &p->d->tokens[i];
		if (token->kind == APO_TOKEN_PUNCTUATION)
			return 0;
		if (apo__phrase_at(p->d, p->verbs, i, p->limit, NULL))
			return 1;
	}
	return 0;
}

/* The mark at or behind `t` that begins such a clause: a dash, or a comma where the clause is the end of its sentence. */
static uint32_t next_clause(const paragraph *p, uint32_t t)
{
	for (; t < p->limit; t++)
		if ((is_long_dash(p, t) || is_form(p, t, ",") || is_form(p, t, "?") ||
			    is_form(p, t, "!")) &&
			begins_clause(p, t))
			return t;
	return p->limit;
}

/* Where a clause ends: behind the dash that closes it; one that a comma begins goes on to the end. */
static uint32_t clause_end(const paragraph *p, uint32_t mark)
{
	if (!is_long_dash(p, mark))
		return p->limit;
	for (uint32_t t = mark + 1; t < p->limit; t++)
		if (is_long_dash(p, t))
			return t + 1;
	return p->limit;
}

uint32_t apo__dialogue_read(const apo_document *document, const apo__language *language,
	uint32_t block, apo_span said[DIALOGUE_PARTS])
{
	paragraph p;
	uint32_t count = 0;
	if (!open_paragraph(&p, document, language, block))
		return 0;
	for (uint32_t t = p.first + 1; t < p.limit && count < DIALOGUE_PARTS;) {
		while (t < p.limit && document->tokens[t].kind == APO_TOKEN_PUNCTUATION &&
			!is_form(&p, t, "¿") && !is_form(&p, t, "¡"))
			t++;
		uint32_t mark = next_clause(&p, t), end = mark;
		/* a question or cry keeps its mark, what a comma ends does not */
		end += end < p.limit && !is_long_dash(&p, mark) && !is_form(&p, mark, ",");
		if (t < end)
			said[count++] = (apo_span){
				document->tokens[t].span.begin, document->tokens[end - 1].span.end};
		t = mark < p.limit ? clause_end(&p, mark) : p.limit;
	}
	return count;
}

uint32_t apo__dialogue_end(
	const apo_document *document, const apo__language *language, uint32_t block, int *spoken)
{
	paragraph p;
	uint32_t end = block;
	*spoken = 0;
	for (; end < document->block_count && open_paragraph(&p, document, language, end); end++)
		*spoken = *spoken || next_clause(&p, p.first + 1) < p.limit;
	*spoken = *spoken && end > block + 1;
	return end;
}
