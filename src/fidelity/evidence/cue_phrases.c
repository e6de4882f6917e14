/* SPDX-License-Identifier: Apache-2.0 */
/* Find the phrases of the language data that the checks count: negations, modals, hedges, directions, ranks, opinions. */
#include <string.h>

#include "fidelity/evidence/evidence.h"
#include "text/language/context.h"

static const struct {
	const char *section;
	uint32_t kind;
} sections[] = {
	{"negation", MARK_NEGATION},
	{"negative-words", MARK_NEGATIVE},
	{"not-negation", MARK_NOT_NEGATION},
	{"possible", MARK_POSSIBLE},
	{"necessary", MARK_NECESSARY},
	{"future", MARK_FUTURE},
	{"hedges", MARK_HEDGE},
	{"up-words", MARK_UP},
	{"down-words", MARK_DOWN},
	{"not-direction", MARK_NOT_DIRECTION},
	{"opinion-words", MARK_OPINION},
	{"ranks", MARK_RANK},
	{"intensifiers", MARK_INTENSIFIER},
	{"half-negation", MARK_HALF_NEGATION},
	{"hearsay-forms", MARK_HEARSAY},
	{"not-yet", MARK_NOT_YET},
	{"already", MARK_ALREADY},
	{"causes", MARK_CAUSE},
	{"cause-forms", MARK_CAUSE_FORM},
	{"need-not", MARK_NEED_NOT},
	{"must-not", MARK_MUST_NOT},
};

/* Within a group the longest phrase wins and its tokens are not looked at again. */
static const uint32_t groups[] = {MARKS_NEGATION, MARKS_MODALITY, MARKS_DIRECTION, MARK_OPINION,
	MARK_RANK, MARK_INTENSIFIER, MARKS_TIME, MARKS_CAUSE, MARKS_DUTY};
#define GROUPS (sizeof groups / sizeof *groups)

/* A negation inside of a longer word of Chinese (无与伦比, 不得不) may be one or not: it can stand for a negation of the other
 * side, and is none to be missed. */
static void weaken_inner(const apo__check_side *side, apo__mark *marks, uint32_t count)
{
	const apo__words *words = &side->words;
	uint32_t w = 0;
	for (uint32_t m = 0; m < count; m++) {
		while (w < words->count && words->words[w].span.end <= marks[m].span.begin)
			w++;
		if (w < words->count && words->words[w].kind == APO_TOKEN_HAN &&
			words->words[w].span.begin < marks[m].span.begin &&
			words->words[w].span.end < marks[m].span.end)
			marks[m].kind = 0; /* of two words' characters: 据说 in 数据说 */
		if (w < words->count && words->words[w].kind == APO_TOKEN_HAN &&
			words->words[w].span.begin < marks[m].span.begin && marks[m].tokens == 1)
			marks[m].kind &= ~(uint32_t)MARK_HEARSAY; /* 据 in 数据 */
		if (w < words->count && marks[m].kind & MARK_NEGATION &&
			words->words[w].kind == APO_TOKEN_HAN &&
			words->words[w].tokens > marks[m].tokens)
			marks[m].kind = MARK_NEGATIVE;
	}
}

static const void *compile(apo__arena *arena, const apo__language *language)
{
	apo__phrases *phrases = apo__alloc(arena, sizeof *phrases);
	apo__phrases_init(phrases, arena, language);
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		apo__phrases_add(phrases, sections[i].section, sections[i].kind);
	return phrases;
}

/* Once a context where it has the language. One that it does not know has no phrases. */
static const apo__phrases *phrases_of(apo__check *check, const apo__language *language)
{
	int known = apo__language_get(check->context, apo__language_tag(language)) == language;
	return known ? apo__context_derived(check->context, language, compile, check->arena)
		     : compile(check->arena, language);
}

/* All meanings of a phrase in a group: "soll" is a duty and hearsay. The first one's entry stands for them. */
static uint32_t kinds_of(const apo__phrases *phrases, const apo__phrase *found, uint32_t group)
{
	uint32_t kinds = 0;
	for (const apo__phrase *p = found;; p = &phrases->phrases.items[p->next]) {
		kinds |= p->kind & group;
		if (p->next == APO_NONE)
			return kinds & MARK_NOT_NEGATION ? MARK_NOT_NEGATION : kinds;
	}
}

/* "No. 1": an abbreviation, not a negation. */
static int is_number_sign(const apo__check_side *side, uint32_t t, uint32_t end)
{
	const apo_token *tokens = side->document->tokens;
	const apo__lang_entry *entry =
		!side->language
			? NULL
			: apo__lang_find(apo__language_section(side->language, "abbreviations"),
				  tokens[t].form, strlen(tokens[t].form));
	uint32_t next = t + 1 + (t + 1 < end && !strcmp(tokens[t + 1].form, "."));
	return entry && !strcmp(entry->value, "number") && next < end &&
	       tokens[next].kind == APO_TOKEN_NUMBER;
}

/* ---- negation in two parts ---- */

#define FRAME 9u /* tokens from "ne" to its "plus", adverbs and pronouns between them */

/* "plus", "rien", "aucun" negate beside "ne" only, "ne" beside them only. */
static void join_halves(const apo__check_side *side, apo__mark *marks, uint32_t count)
{
	const apo__lang_section *frames =
		side->language ? apo__language_section(side->language, "negation-frames") : NULL;
	for (uint32_t m = 0; frames && frames->count && m < count; m++) {
		if (!(marks[m].kind & MARK_HALF_NEGATION))
			continue;
		int negates = 0;
		uint32_t first = side->document->segments[marks[m].segment].first_token,
			 end = first + side->document->segments[marks[m].segment].tokens;
		uint32_t from =
			marks[m].first_token > first + FRAME ? marks[m].first_token - FRAME : first;
		for (uint32_t t = from; t < end && t < marks[m].first_token + FRAME && !negates;
			t++) {
			const char *form = side->document->tokens[t].form;
			negates = apo__lang_find(frames, form, strlen(form)) != NULL;
		}
		marks[m].kind = negates ? MARK_NEGATION : MARK_NEGATIVE;
	}
}

/* ---- negation inside of a word ---- */

static int begins_with(const char *form, const apo__lang_section *section, size_t least)
{
	for (uint32_t i = 0; i < section->count; i++) {
		size_t n = strlen(section->entries[i].folded);
		if (!strncmp(form, section->entries[i].folded, n) && strlen(form) >= n + least)
			return 1;
	}
	return 0;
}

static int ends_with(const char *form, const apo__lang_section *section, size_t least)
{
	size_t size = strlen(form);
	for (uint32_t i = 0; i < section->count; i++) {
		size_t n = strlen(section->entries[i].folded);
		if (size >= n + least && !strcmp(form + size - n, section->entries[i].folded))
			return 1;
	}
	return 0;
}

#define LEAST_LISTED 6u /* bytes of a listed word whose other forms count too */
#define LEAST_STEM   3u /* bytes of a word beside a negating prefix or ending */

/* unhappy, hopeless, erfolglos: what such a word says can stand for a negation. */
static int negates_inside(const apo__language *language, const apo_token *token)
{
	if (token->kind != APO_TOKEN_WORD || !language)
		return 0;
	if (!begins_with(token->form, apo__language_section(language, "negative-prefixes"),
		    LEAST_STEM) &&
		!ends_with(token->form, apo__language_section(language, "negative-endings"),
			LEAST_STEM))
		return 0;
	return !apo__lang_find(apo__language_section(language, "not-negative-words"), token->form,
		       strlen(token->form)) &&
	       !begins_with(
		       token->form, apo__language_section(language, "not-negative-prefixes"), 0);
}

/* What the ending or prefix of a word says, when no phrase does. */
static uint32_t kinds_inside(const apo__language *language, const apo_token *token)
{
	uint32_t kinds = negates_inside(language, token) ? MARK_NEGATIVE : 0;
	if (!language || token->kind != APO_TOKEN_WORD)
		return kinds;
	if (ends_with(token->form, apo__language_section(language, "conditional-endings"),
		    LEAST_STEM))
		kinds |= MARK_HEARSAY;
	if (ends_with(token->form, apo__language_section(language, "possible-endings"), LEAST_STEM))
		kinds |= MARK_POSSIBLE | MARK_HEARSAY;
	return kinds;
}

/* Stems of the words that hold a negation: what is listed in one form holds it in all. Read once for many pairs. */
static const apo__interner *negative_stems(apo__check *check, apo__side number)
{
	apo__known_words *known = check->known;
	const apo__check_side *side = &check->side[number];
	if (known->negative[number])
		return known->negative[number];
	apo__interner *stems = apo__alloc(known->arena, sizeof *stems);
	apo__interner_init(stems, known->arena);
	known->negative[number] = stems;
	const apo__lang_section *words = apo__language_section(side->language, "negative-words");
	for (uint32_t i = 0; side->language && i < words->count; i++) {
		const char *form = words->entries[i].folded;
		if (strchr(form, ' ') || strlen(form) < LEAST_LISTED)
			continue;
		const char *stem = apo__known_stem(check, number, form);
		if (strcmp(stem, form) != 0)
			apo__intern(stems, stem, strlen(stem));
	}
	return stems;
}

/* What the form of a token says, or that of a listed word with its stem. */
static uint32_t kinds_of_form(
	apo__check *check, apo__side number, const apo__interner *stems, const apo_token *token)
{
	if (token->kind != APO_TOKEN_WORD)
		return 0;
	apo__known_word *word = apo__known_word_of(check, number, token->form);
	if (word->read)
		return word->kinds;
	word->read = 1;
	word->kinds = kinds_inside(check->side[number].language, token);
	if (!(word->kinds & MARKS_NEGATION) && stems->count &&
		apo__interned(stems, word->stem, strlen(word->stem)) != APO_NONE)
		word->kinds |= MARK_NEGATIVE;
	return word->kinds;
}

static void mark_side(apo__check *check, apo__side number)
{
	apo__check_side *side = &check->side[number];
	const apo_document *d = side->document;
	APO__VECTOR(apo__mark) marks = {0};
	const apo__phrases *phrases = phrases_of(check, side->language);
	const apo__interner *stems = negative_stems(check, number);
	for (uint32_t s = 0; s < d->segment_count; s++) {
		uint32_t end = d->segments[s].first_token + d->segments[s].tokens;
		uint32_t next[GROUPS] = {0};
		for (uint32_t t = d->segments[s].first_token; t < end; t++) {
			uint32_t begin_here = apo__phrases_kinds(phrases, d->tokens, t, end);
			uint32_t form_kinds = kinds_of_form(check, number, stems, &d->tokens[t]);
			for (size_t g = 0; g < GROUPS; g++) {
				const apo__phrase *found = NULL;
				uint32_t length = t < next[g] || !(begin_here & groups[g])
							  ? 0
							  : apo__phrases_match(phrases, d->tokens,
								    t, end, groups[g], &found);
				uint32_t kinds = length ? kinds_of(phrases, found, groups[g]) : 0;
				if (!length && t >= next[g]) {
					kinds = form_kinds & groups[g];
					length = kinds != 0;
				}
				if (!length ||
					(kinds & MARK_NEGATION && is_number_sign(side, t, end)))
					continue;
				next[g] = t + length;
				*apo__push(check->arena, &marks) =
					(apo__mark){{d->tokens[t].span.begin,
							    d->tokens[t + length - 1].span.end},
						t, length, s, kinds, found ? found->entry : NULL};
			}
		}
	}
	weaken_inner(side, marks.items, marks.count);
	join_halves(side, marks.items, marks.count);
	side->marks = marks.items;
	side->mark_count = marks.count;
}

void apo__check_mark(apo__check *check)
{
	mark_side(check, APO__SOURCE);
	mark_side(check, APO__TARGET);
}
