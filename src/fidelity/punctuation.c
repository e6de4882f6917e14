/* SPDX-License-Identifier: Apache-2.0 */
/* The form of the target alone: words written twice, marks without their partner. Minor, and told only when surely wrong. */
#include <string.h>

#include "fidelity/families.h"

/* Precision on planted issues; set on the project's own corpora. */
#define DOUBLE_CONFIDENCE .9
#define MARK_CONFIDENCE	  .8

/* ---- double words ---- */

static int is_doubled(const apo__check *check, apo__side side, uint32_t w)
{
	const apo__check_side *s = &check->side[side];
	const apo__word *a = &s->words.words[w], *b = a + 1;
	if (a->segment != b->segment || a->kind != b->kind || strcmp(a->form, b->form))
		return 0;
	if (a->kind == APO_TOKEN_HAN) /* 看看, 人人 are words; 目前目前 is none */
		return a->tokens > 1;
	return a->kind == APO_TOKEN_WORD && !(a->flags & APO_TOKEN_CAPITAL) && s->language &&
	       !apo__lang_find(apo__language_section(s->language, "double-words"), a->form,
		       strlen(a->form));
}

static int bead_has_double(const apo__check *check, uint32_t bead, apo__side side)
{
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	const apo__words *words = &check->side[side].words;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = words->first[segments[i]]; w + 1 < words->first[segments[i] + 1];
			w++)
			if (is_doubled(check, side, w))
				return 1;
	return 0;
}

static void check_double_words(apo__check *check)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	for (uint32_t w = 0; w + 1 < t->words.count; w++) {
		const apo__word *a = &t->words.words[w], *b = a + 1;
		if (!is_doubled(check, APO__TARGET, w))
			continue;
		uint32_t bead = t->bead[a->segment];
		if (bead_has_double(check, bead, APO__SOURCE))
			continue;
		apo__check_flag(check, APO_ISSUE_DOUBLE_WORD, APO_SEVERITY_MINOR, bead,
			APO_SPAN_NONE, (apo_span){a->span.begin, b->span.end}, DOUBLE_CONFIDENCE,
			"“%s” stands twice", apo__check_text(check, APO__TARGET, a->span));
	}
}

/* ---- partners of marks ---- */

/* Brackets, and double quotation marks of every style, told apart as opening and closing by what is beside them. */
typedef enum { NO_MARK, OPENING, CLOSING } mark_way;

static int is_space_beside(const apo_document *d, uint32_t at, int before)
{
	if (before)
		return at == 0 || strchr(" \n\t\r([-", d->text[at - 1]) ||
		       (at >= 3 && !memcmp(d->text + at - 3, "\xe2\x80\x94", 3)); /* — */
	return at >= d->size || strchr(" \n\t\r)].,;:!?", d->text[at]);
}

static mark_way bracket_way(const char *form)
{
	static const char *const opening[] = {"(", "[", "（", "【", "《", "「", "『", "{"};
	static const char *const closing[] = {")", "]", "）", "】", "》", "」", "』", "}"};
	for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
		if (!strcmp(form, opening[i]))
			return OPENING;
		if (!strcmp(form, closing[i]))
			return CLOSING;
	}
	return NO_MARK;
}

static mark_way quote_way(const apo_document *d, const apo_token *token)
{
	static const char *const marks[] = {"\"", "“", "”", "„", "«", "»"};
	static const mark_way usual[] = {NO_MARK, OPENING, CLOSING, OPENING, OPENING, CLOSING};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (strcmp(token->form, marks[i]))
			continue;
		int before = is_space_beside(d, token->span.begin, 1),
		    after = is_space_beside(d, token->span.end, 0);
		if (before != after)
			return before ? OPENING : CLOSING;
		return usual[i];
	}
	return NO_MARK;
}

typedef struct {
	uint32_t open_quote, open_bracket; /* tokens still open; APO_NONE = none */
	uint32_t lone_quote, lone_bracket; /* the first that closes nothing */
} balance;

static int is_list_number(const apo_segment *segment, uint32_t token)
{
	return token <= segment->first_token + 1;
}

/* Marks of a block. One level is enough: nesting uses other marks or ends together. */
static balance balance_of(const apo_document *d, const apo_block *block)
{
	balance b = {APO_NONE, APO_NONE, APO_NONE, APO_NONE};
	uint32_t depth = 0;
	for (uint32_t s = block->first_segment; s < block->first_segment + block->segments; s++) {
		const apo_segment *segment = &d->segments[s];
		for (uint32_t t = segment->first_token; t < segment->first_token + segment->tokens;
			t++) {
			mark_way bracket = bracket_way(d->tokens[t].form),
				 quote = quote_way(d, &d->tokens[t]);
			if (bracket == OPENING && !depth++)
				b.open_bracket = t;
			if (bracket == CLOSING && depth && !--depth)
				b.open_bracket = APO_NONE;
			else if (bracket == CLOSING && !depth && b.lone_bracket == APO_NONE &&
				 !is_list_number(segment, t) && b.open_bracket == APO_NONE &&
				 (t == 0 || !strchr(":;", *d->tokens[t - 1].form)))
				b.lone_bracket = t;
			if (quote == NO_MARK && !strcmp(d->tokens[t].form, "\"")) /* by order */
				quote = b.open_quote == APO_NONE ? OPENING : CLOSING;
			if (quote == OPENING)
				b.open_quote = t;
			if (quote == CLOSING) {
				if (b.open_quote == APO_NONE && b.lone_quote == APO_NONE)
					b.lone_quote = t;
				b.open_quote = APO_NONE;
			}
		}
	}
	return b;
}

static int is_balanced(const balance *b)
{
	return b->open_quote == APO_NONE && b->open_bracket == APO_NONE &&
	       b->lone_quote == APO_NONE && b->lone_bracket == APO_NONE;
}

/* Is any block of the bead's source out of balance too? Then the target follows it. */
static int source_is_balanced(const apo__check *check, uint32_t bead)
{
	const apo_document *d = check->side[APO__SOURCE].document;
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, APO__SOURCE, &count);
	for (uint32_t i = 0; i < count; i++) {
		balance b = balance_of(d, &d->blocks[d->segments[segments[i]].block]);
		if (!is_balanced(&b))
			return 0;
	}
	return 1;
}

static void flag_mark(apo__check *check, uint32_t token, const char *what)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	if (token == APO_NONE)
		return;
	const apo_token *mark = &t->document->tokens[token];
	uint32_t bead = t->bead[mark->segment];
	if (!source_is_balanced(check, bead))
		return;
	apo_span segment = t->document->segments[mark->segment].span;
	int opening = !strncmp(what, "open", 4);
	apo_span span = opening ? (apo_span){mark->span.begin, segment.end}
				: (apo_span){segment.begin, mark->span.end};
	apo__check_flag(check, APO_ISSUE_PUNCTUATION, APO_SEVERITY_MINOR, bead, APO_SPAN_NONE, span,
		MARK_CONFIDENCE, "“%s” is %s", apo__check_text(check, APO__TARGET, mark->span),
		what);
}

/* A quotation that goes on in the next paragraph is opened there again and closed only at its end. */
static int goes_on(const apo_document *d, uint32_t block)
{
	if (block + 1 >= d->block_count || !d->blocks[block + 1].segments)
		return 0;
	const apo_segment *next = &d->segments[d->blocks[block + 1].first_segment];
	return next->tokens && quote_way(d, &d->tokens[next->first_token]) != NO_MARK;
}

static void check_marks(apo__check *check)
{
	const apo_document *d = check->side[APO__TARGET].document;
	int open = 0;
	for (uint32_t i = 0; i < d->block_count; i++) {
		if (d->blocks[i].kind == APO_BLOCK_BOILERPLATE)
			continue;
		balance b = balance_of(d, &d->blocks[i]);
		flag_mark(check, b.open_bracket, "opened and never closed");
		flag_mark(check, b.lone_bracket, "closed and never opened");
		if (!open)
			flag_mark(check, b.lone_quote, "closed and never opened");
		open = b.open_quote != APO_NONE;
		if (!goes_on(d, i))
			flag_mark(check, b.open_quote, "opened and never closed");
	}
}

void apo__check_form(apo__check *check)
{
	check_double_words(check);
	check_marks(check);
}
