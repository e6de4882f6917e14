/* SPDX-License-Identifier: Apache-2.0 */
/* Media that were told: "told dpa", "sagte dem Hansadienst". They are credited beside the speaker. Cost: bounded by the tokens behind the
 * verb. */
#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define MEDIUM_GAP 14 /* tokens from a verb to the medium that was told */

/* "told a Wall Street Journal lunch group": those who were told are not the medium. */
static int ends_as_medium(const apo__voices *v, uint32_t last)
{
	return !v->modifiers_first || apo__is_named(v, last) ||
	       apo__phrase_before(v->d, v->outlet_words, last + 1, 0, NULL) ||
	       apo__phrase_before(v->d, v->agency_words, last + 1, 0, NULL);
}

/* A medium that is beside the verb, in the same clause: "told dpa", "dem Hansadienst". */
static void find_medium_beside(
	apo__voices *v, const apo_segment *segment, uint32_t t, const apo__lang_entry *verb)
{
	uint32_t limit = segment->first_token + segment->tokens;
	apo__attribution_source source;
	int tells = apo__entry_says(verb, "tell"), stance = apo__entry_says(verb, "stance");
	if (v->modifiers_first && stance)
		return; /* "called into a show" */
	for (uint32_t i = t; i < limit && i < t + MEDIUM_GAP && !apo__voices_break(v, i); i++) {
		if (apo__token_in(v, v->verbs, i) || apo__token_in(v, v->complementizers, i) ||
			apo__phrase_at(v->d, v->phrases, i, limit, NULL))
			return;
		if (v->modifiers_first &&
			!(i == t ? tells : apo__token_in(v, v->told_links, i - 1)))
			continue; /* "told the Chronicle", "said to the Chronicle" */
		uint32_t lead = i > t && apo__token_in(v, v->articles, i - 1) ? i - 1 : i;
		if (apo__token_in(v, v->complement_links, lead) ||
			apo__token_in(v, v->noun_genitives, i) ||
			apo__token_in(v, v->possessives, i) ||
			(v->told_links->count && lead > t && apo__is_preposition(v, lead - 1) &&
				!apo__token_in(v, v->told_links, lead - 1)))
			continue; /* auf seiner Website */
		int starts = v->name_of[i] != APO_NONE || apo__token_in(v, v->articles, i) ||
			     apo__phrase_at(v->d, v->agency_words, i, limit, NULL);
		if (!starts || !apo__source_at(v, i, limit, &source) || source.title ||
			!apo__source_is_medium(&source) ||
			apo__phrase_goes_on(v, source.end, limit) ||
			!ends_as_medium(v, source.end - 1))
			continue;
		v->rule = "medium told";
		apo__attribution_add(v, &source, source.first, source.end,
			apo__attribution_scope(v, segment, source.first, source.end));
		return;
	}
}

void apo__attribution_read_told(
	apo__voices *v, const apo_segment *segment, uint32_t t, const apo__lang_entry *verb)
{
	v->told =
		1; /* "told the agency": those who are quoted talk to media, not to other bodies */
	find_medium_beside(v, segment, t, verb);
	v->told = 0;
}
