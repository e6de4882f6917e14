/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attitudes: "Rutte plans to", "Weber mentioned the bridge", what a person wants, judges, or does by speaking, where nothing shows
 * that a statement is reported. Believed only of a person that opens its clause, with nothing but adverbs and a perfect before the
 * verb; marked as an attitude and as unsure, so that nobody is charged by it. Cost: bounded by the tokens beside the verb.
 */
#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define BEFORE 8 /* attributions of the sentence that are looked at */

/* Is the verb inside of what somebody else is credited with in this sentence? "He said that the board wanted" */
static int is_reported(const apo__voices *v, uint32_t t)
{
	const apo_token *token = apo__voices_token(v, t);
	uint32_t count = v->found.count;
	for (uint32_t i = count; i > 0 && i + BEFORE > count; i--) {
		const apo_attribution *a = &v->found.items[i - 1];
		if (a->segment != token->segment)
			return 0;
		if (a->scope.begin <= token->span.begin && token->span.begin < a->scope.end)
			return 1;
	}
	return 0;
}

/* Is the subject, which begins at `t`, first, behind a mark or behind "and"? */
static int opens_clause(const apo__voices *v, uint32_t t, uint32_t first)
{
	return t == first || apo__token_in(v, v->conjunctions, t - 1) ||
	       (apo__voices_token(v, t - 1)->kind == APO_TOKEN_PUNCTUATION &&
		       v->quote_of[t - 1] == APO_NONE && !apo__token_is(v, t - 1, ")"));
}

/* "might want", "was expected": nothing that somebody does. */
static int is_done(const apo__voices *v, uint32_t from, uint32_t t, uint32_t end)
{
	int progressive = apo__ends_in(v->progressives, apo__voices_token(v, end - 1)->form);
	if (progressive != apo__token_in(v, v->passives, t - 1))
		return 0;
	while (from < t && !apo__token_in(v, v->modals, from))
		from++;
	return from == t;
}

uint32_t apo__attribution_read_attitude(apo__voices *v, const apo_segment *segment, uint32_t t,
	uint32_t end, uint32_t subject_end, const apo__lang_entry *verb)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	apo__attribution_source source;
	if (!v->attitudes->count || subject_end <= first || end >= limit ||
		!is_done(v, subject_end, t, end) || is_reported(v, t))
		return end;
	v->rule = "attitude";
	uint32_t bare = apo__before_bracket(v, subject_end, first);
	if (!apo__source_before(v, bare, first, &source) || source.type != APO_SOURCE_PERSON ||
		!opens_clause(v, source.first, first) ||
		apo__token_in(v, v->negations, source.first) ||
		apo__token_in(v, v->passive_links, end) ||
		(apo__entry_says(verb, "base") && subject_end == t && !apo__is_plural(v, &source)))
		return end;
	source.unsure = 1;
	v->attitude = 1;
	apo__attribution_add_scoped(v, segment, &source, t, end, verb);
	v->attitude = 0;
	return end;
}
