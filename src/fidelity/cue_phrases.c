/* SPDX-License-Identifier: Apache-2.0 */
/* Find the phrases of the language data that the checks count: negations, modals, hedges, directions, ranks, opinions. */
#include "fidelity/evidence.h"
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
};

/* Within a group the longest phrase wins and its tokens are not looked at again. */
static const uint32_t groups[] = {
	MARKS_NEGATION, MARKS_MODALITY, MARKS_DIRECTION, MARK_OPINION, MARK_RANK, MARK_INTENSIFIER};
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
		if (w < words->count && marks[m].kind == MARK_NEGATION &&
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

static void mark_side(apo__check *check, apo__check_side *side)
{
	const apo_document *d = side->document;
	APO__VECTOR(apo__mark) marks = {0};
	const apo__phrases *phrases = phrases_of(check, side->language);
	for (uint32_t s = 0; s < d->segment_count; s++) {
		uint32_t end = d->segments[s].first_token + d->segments[s].tokens;
		uint32_t next[GROUPS] = {0};
		for (uint32_t t = d->segments[s].first_token; t < end; t++)
			for (size_t g = 0; g < GROUPS; g++) {
				const apo__phrase *found = NULL;
				uint32_t length = t < next[g]
							  ? 0
							  : apo__phrases_match(phrases, d->tokens,
								    t, end, groups[g], &found);
				if (!length)
					continue;
				next[g] = t + length;
				*apo__push(check->arena, &marks) =
					(apo__mark){{d->tokens[t].span.begin,
							    d->tokens[t + length - 1].span.end},
						t, length, s, found->kind, found->entry};
			}
	}
	weaken_inner(side, marks.items, marks.count);
	side->marks = marks.items;
	side->mark_count = marks.count;
}

void apo__check_mark(apo__check *check)
{
	mark_side(check, &check->side[APO__SOURCE]);
	mark_side(check, &check->side[APO__TARGET]);
}
