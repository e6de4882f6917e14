/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From what two directions believe to links: pairs that both believe in; all words of a quantity that is written in other units
 * of counting; particles of verbs, which share the links of their verb; the last content word on either side. Costs source x
 * target words of the bead.
 */
#include <math.h>
#include <string.h>

#include "aligners/words/word_links.h"

/* Set on the project's own corpora: every second pair of word-alignment (word_pairs.c). */
#define AGREEMENT .3f /* geometric mean of both directions of a link */

/* Whether word k may be a verb's finite form: small, with no function word before it in its clause (adjectives have articles). */
static int may_be_verb(
	const apo__linker *l, const apo__passage *p, int side, uint32_t k, uint32_t first)
{
	return l->classes[side][p->ids[k]] == APO__CLASS_CONTENT &&
	       !(p->words[p->index[k]].flags & APO_TOKEN_CAPITAL) &&
	       (k == first || l->classes[side][p->ids[k - 1]] != APO__CLASS_FUNCTION);
}

static int stands_in(const apo__lang_section *section, const apo__passage *p, uint32_t k)
{
	const char *form = p->words[p->index[k]].form;
	return apo__lang_find(section, form, strlen(form)) != NULL;
}

/* Particles that end a clause belong to its verb (lehnte ... ab; section [verb-particles]) and share its links. */
static void join_particles(const apo__linker *l, const apo__passage side[2], int d, float *scores)
{
	const apo__passage *p = &side[d];
	const apo__language *language = apo__lexicon_language(l->lexicons, (apo__side)d);
	const apo__lang_section *particles = apo__language_section(language, "verb-particles");
	const apo__lang_section *conjunctions = apo__language_section(language, "conjunctions");
	/* where a link of word k stands: scores[k * own + j * other] */
	size_t own = d ? 1 : side[1].count, other = d ? side[1].count : 1;
	int particle = 0;
	for (uint32_t k = 0, first = 0; particles->count && k <= p->count; k++) {
		int before = particle;
		particle = k < p->count && stands_in(particles, p, k);
		int ends = k == p->count ||
			   (l->classes[d][p->ids[k]] == APO__CLASS_MARK &&
				   !apo__is_ordinal_stop(l, p, d, k)) ||
			   stands_in(conjunctions, p, k);
		if (!ends)
			continue;
		uint32_t verb = first;
		while (verb + 1 < k && !may_be_verb(l, p, d, verb, first))
			verb++;
		for (uint32_t j = 0; before && verb + 1 < k && j < side[!d].count; j++)
			if (scores[verb * own + j * other] > 0)
				scores[(k - 1) * own + j * other] = scores[verb * own + j * other];
		first = k + 1;
	}
}

/* The only word of a passage without a link, not counting marks and function words; APO_NONE = there is none, or more. */
static uint32_t only_left(
	const apo__linker *l, const apo__passage *p, int side, const uint8_t *linked)
{
	uint32_t found = APO_NONE;
	for (uint32_t k = 0; k < p->count; k++) {
		uint8_t class = l->classes[side][p->ids[k]];
		if (linked[k] || class == APO__CLASS_MARK || class == APO__CLASS_FUNCTION)
			continue;
		if (found != APO_NONE)
			return APO_NONE;
		found = k;
	}
	return found;
}

static void link_last(
	const apo__linker *l, const apo__passage side[2], float *scores, apo__arena *scratch)
{
	uint32_t n = side[0].count, m = side[1].count;
	uint8_t *linked[2] = {apo__alloc_array(scratch, n, 1), apo__alloc_array(scratch, m, 1)};
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < m; j++)
			if (scores[(size_t)i * m + j] > 0)
				linked[0][i] = linked[1][j] = 1;
	uint32_t i = only_left(l, &side[0], 0, linked[0]), j = only_left(l, &side[1], 1, linked[1]);
	if (i != APO_NONE && j != APO_NONE)
		scores[(size_t)i * m + j] = AGREEMENT;
}

const float *apo__word_choice(const apo__linker *l, const apo__word_pairs *w, const float *forward,
	const float *backward, apo__arena *arena)
{
	uint32_t n = w->side[0].count, m = w->side[1].count;
	float *scores = apo__alloc_array(arena, (size_t)n * m, sizeof *scores);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < m; j++) {
			size_t k = (size_t)i * m + j;
			float both = sqrtf(forward[(size_t)j * n + i] * backward[k]);
			if (w->same[k] && both < AGREEMENT)
				both = AGREEMENT;
			scores[k] = both < AGREEMENT ? 0 : both < 1 ? both : 1;
		}
	for (int d = 0; d < 2; d++)
		join_particles(l, w->side, d, scores);
	link_last(l, w->side, scores, arena);
	return scores;
}
