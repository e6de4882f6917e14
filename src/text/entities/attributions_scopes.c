/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a cue governs. A cue that begins its sentence governs what follows; one that ends it, what is before it; one between two
 * commas, both ("To see it, the guide said, one must climb"). What follows a cue that closes a statement says only when and where
 * it was made ("..., Rutte said on Monday in Bonn"). Cost: bounded by LONGEST tokens.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define LONGEST	   80 /* tokens in which the end of what was said is looked for */
#define FRAME_NEAR 6  /* tokens of "told the reporters on Monday that" */

static int is_time(const apo__voices *v, uint32_t t)
{
	return apo__token_in(v, v->time_words, t) || apo__token_in(v, v->weekdays, t);
}

/* "said on Monday", "said after the vote": when and where, but nothing that was said. */
static int is_circumstance(const apo__voices *v, uint32_t t)
{
	if (apo__token_in(v, v->pronouns, t) || apo__token_in(v, v->passives, t) ||
		(apo__is_named(v, t) && !is_time(v, t)))
		return 0;
	return is_time(v, t) || apo__token_in(v, v->circumstances, t) ||
	       (apo__is_preposition(v, t) && !apo__token_in(v, v->adverbs, t));
}

/* Behind the comma at `t`: does what was said go on? "..., he said, but the money is gone", not "..., he said, citing the cost". */
static int goes_on(const apo__voices *v, uint32_t t, uint32_t limit)
{
	const apo__lang_entry *verb;
	if (t + 2 >= limit || apo__token_in(v, v->relatives, t + 1) ||
		apo__token_in(v, v->circumstances, t + 1))
		return 0;
	return !(apo__phrase_at(v->d, v->verbs, t + 1, limit, &verb) &&
		 apo__entry_says(verb, "participle"));
}

/* "told the Chronicle on Monday that": where what was said begins, behind the words between the cue and "that". */
static uint32_t behind_frame(const apo__voices *v, uint32_t t, uint32_t limit)
{
	for (uint32_t i = t; i + 1 < limit && i < t + FRAME_NEAR; i++) {
		if (apo__token_in(v, v->complementizers, i))
			return i == t || is_time(v, i - 1) || apo__is_named(v, i - 1) ||
					       apo__is_source_noun(v, i - 1)
				       ? i + 1
				       : t;
		if (apo__ends_phrase(v, i) ||
			(!apo__is_named(v, i) && apo__token_in(v, v->verbs, i)))
			return t;
	}
	return t;
}

/* "In a statement, Rutte said": only where and when is before the comma at `end`, no sentence with a verb. */
static int is_opening(const apo__voices *v, uint32_t begin, uint32_t end)
{
	if (end > begin + LONGEST)
		return 0;
	if (!apo__is_preposition(v, begin) && !apo__token_in(v, v->circumstances, begin) &&
		end > begin + 1)
		return 0;
	for (uint32_t t = begin; t < end; t++)
		if (v->quote_of[t] != APO_NONE ||
			(!apo__is_named(v, t) && (apo__token_in(v, v->relative_signs, t) ||
							 apo__token_in(v, v->passives, t))))
			return 0;
	return 1;
}

/* Of a statement that a clause cuts in two: the whole sentence, or its longer part when that is nearer to the two. */
static apo_span of_two_parts(apo_span before, apo_span behind)
{
	uint64_t whole = behind.end - before.begin, a = before.end - before.begin,
		 b = behind.end - behind.begin, both = a + b;
	if (both * both >= whole * (a > b ? a : b))
		return (apo_span){before.begin, behind.end};
	return a > b ? before : behind;
}

/* A colon that ends the sentence announces what follows: the next sentence, or the rest of its block when that is another one. */
static int is_announced(const apo__voices *v, const apo_segment *segment, uint32_t behind,
	uint32_t limit, apo_span *scope)
{
	uint32_t next = (uint32_t)(segment - v->d->segments) + 1;
	if (behind > limit || behind + FRAME_NEAR < limit || !apo__token_is(v, limit - 1, ":") ||
		next >= v->d->segment_count)
		return 0;
	const apo_segment *from = &v->d->segments[next];
	uint32_t last = next;
	while (from->block != segment->block && last + 1 < v->d->segment_count &&
		v->d->segments[last + 1].block == from->block && last < next + LONGEST)
		last++;
	*scope = (apo_span){from->span.begin, v->d->segments[last].span.end};
	return 1;
}

/* "and said", "but has warned": does another verb of speech with the same subject begin behind the conjunction at `t`? */
static int is_next_cue(const apo__voices *v, uint32_t t, uint32_t limit)
{
	const apo__lang_entry *verb;
	if (!v->modifiers_first)
		return 0;
	for (t++; t < limit && apo__token_in(v, v->adverbs, t); t++)
		;
	return apo__phrase_at(v->d, v->verbs, t, limit, &verb) && !apo__is_named(v, t) &&
	       !apo__entry_says(verb, "base") && !apo__entry_says(verb, "participle");
}

/* Where what was said ends: "..., but", "...; the", ", arguing that", "and said". `t`: where it begins. */
static uint32_t statement_end(const apo__voices *v, uint32_t t, uint32_t limit)
{
	const apo__lang_entry *verb;
	for (uint32_t i = t + 1; i + 1 < limit && i < t + LONGEST; i++) {
		if (v->quote_of[i] != APO_NONE)
			continue;
		if (apo__token_is(v, i, ";") ||
			(apo__token_in(v, v->conjunctions, i) && is_next_cue(v, i, limit)))
			return i;
		if (apo__token_is(v, i, ",") &&
			(apo__token_in(v, v->scope_ends, i + 1) ||
				(apo__phrase_at(v->d, v->verbs, i + 1, limit, &verb) &&
					apo__entry_says(verb, "participle"))))
			return i;
	}
	return limit;
}

/* May what is before the words [first, end) of source and cue be what was said? */
static int may_close(const apo__voices *v, uint32_t begin, uint32_t first, uint32_t end)
{
	return !v->unspaced && first > begin + 1 && apo__voices_break(v, first - 1) &&
	       !apo__token_is(v, first - 1, ":") &&
	       !apo__token_in(v, v->complementizers, end - 1) &&
	       (apo__token_is(v, end, ",") || !is_opening(v, begin, first - 1));
}

apo_span apo__attribution_scope(
	const apo__voices *v, const apo_segment *segment, uint32_t first, uint32_t end)
{
	uint32_t begin = segment->first_token, limit = begin + segment->tokens;
	while (first > begin && !v->unspaced && apo__token_in(v, v->adverbs, first - 1))
		first--; /* ", a déclaré" */
	uint32_t before_end =
		first > begin ? apo__voices_token(v, first - 1)->span.end : segment->span.begin;
	apo_span scope, before = {segment->span.begin, before_end};
	if (is_announced(v, segment, end, limit, &scope))
		return scope;
	if (end + 1 >= limit)
		return before;
	uint32_t from = behind_frame(v, end, limit), stop = statement_end(v, from, limit);
	apo_span behind = {apo__voices_token(v, from)->span.begin,
		stop < limit && stop > from ? apo__voices_token(v, stop - 1)->span.end
					    : segment->span.end};
	if (from > end || !may_close(v, begin, first, end))
		return behind;
	int comma = apo__token_is(v, end, ",") && v->quote_of[end] == APO_NONE;
	if (comma && v->quote_of[end + 1] != APO_NONE)
		return behind;
	int quoted = v->quote_of[first - 1] != APO_NONE || v->quote_of[first - 2] != APO_NONE;
	if (comma)
		return !quoted && goes_on(v, end, limit) ? of_two_parts(before, behind) : before;
	int cites = apo__token_in(v, v->circumstances, first);
	int phrase = apo__phrase_at(v->d, v->phrases, first, limit, NULL) > 0;
	return !cites && (phrase || is_circumstance(v, end)) ? before : behind;
}

void apo__attribution_add_scoped(apo__voices *v, const apo_segment *segment,
	const apo__attribution_source *source, uint32_t first, uint32_t end,
	const apo__lang_entry *verb)
{
	uint32_t limit = segment->first_token + segment->tokens, from = first;
	if (end < limit && apo__token_in(v, v->complementizers, end))
		end++;
	uint32_t behind = end > source->end ? end : source->end;
	if (source->first < source->end && source->first < first)
		from = source->first;
	apo_span scope = apo__attribution_scope(v, segment, from, behind);
	/* "In Bonn, Rutte praised the troops": an attitude is to what follows; so is "adding that" */
	if (scope.begin < apo__voices_token(v, first)->span.begin && behind + 1 < limit &&
		(apo__entry_says(verb, "stance") || apo__entry_says(verb, "participle")))
		scope = (apo_span){apo__voices_token(v, behind)->span.begin, segment->span.end};
	apo__attribution_add(v, source, first, end, scope);
}
