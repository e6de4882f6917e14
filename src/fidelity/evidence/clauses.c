/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clauses: a segment is cut at its marks and before the words of [clause-openers] (and, because, die, qui). Statements are
 * compared clause by clause: the clause of the other side that most of a clause is in is its partner. Linear.
 */
#include <string.h>

#include "fidelity/evidence/evidence.h"

#define ALIKE_LEAST                                                                                \
	.4 /* mean share of two clauses that is licensed, from which these are alike; set by hand */
#define LEAST_WORDS 3u /* of a clause, before a conjunction ends it: "bread and butter" is none */

static int is_mark(const apo__word *word)
{
	static const char *const inner[] = {"-", "'", "’", "/", "%", "·", "、", "‑"};
	if (word->kind != APO_TOKEN_PUNCTUATION)
		return 0;
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
		if (!strcmp(word->form, inner[i]))
			return 0;
	return 1;
}

static int is_conjunction(const apo__check_side *side, const apo__word *word)
{
	return side->language && word->kind == APO_TOKEN_WORD &&
	       apo__lang_find(apo__language_section(side->language, "clause-openers"), word->form,
		       strlen(word->form));
}

static void cut_side(apo__check *check, apo__check_side *side)
{
	APO__VECTOR(apo__clause) clauses = {0};
	for (uint32_t s = 0; s < side->document->segment_count; s++) {
		uint32_t first = side->words.first[s], end = side->words.first[s + 1];
		int open = 0, words = 0;
		for (uint32_t w = first; w < end; w++) {
			const apo__word *word = &side->words.words[w];
			int mark = is_mark(word);
			if (!open || (words >= (int)LEAST_WORDS && is_conjunction(side, word))) {
				*apo__push(check->arena, &clauses) =
					(apo__clause){.first = w, .partner = APO_NONE};
				open = 1;
				words = 0;
			}
			apo__clause *c = &clauses.items[clauses.count - 1];
			c->end = w + 1;
			c->all += side->weight[w];
			c->have += side->support[w] >= APO__LICENSED ? side->weight[w] : 0;
			c->content += side->weight[w] > 0;
			c->known += side->weight[w] > 0 &&
				    (side->known[w] || side->support[w] >= APO__LICENSED);
			side->clause[w] = clauses.count - 1;
			words++;
			open = !mark;
		}
	}
	side->clauses = clauses.items;
	side->clause_count = clauses.count;
}

/* The clause of the other side that the most weight of clause `c` has its partners in. `sums`: one for each clause there, all 0. */
static void pair(apo__check *check, apo__side side, apo__clause *c, float *sums)
{
	const apo__check_side *here = &check->side[side], *there = &check->side[!side];
	float most = 0;
	for (int clean = 0; clean < 2; clean++)
		for (uint32_t w = c->first; w < c->end; w++) {
			uint32_t partner = here->partner[w];
			if (partner == APO_NONE || !(here->weight[w] > 0))
				continue;
			float *sum = &sums[there->clause[partner]];
			*sum = clean ? 0 : *sum + here->weight[w] * here->support[w];
			if (*sum > most) {
				most = *sum;
				c->partner = there->clause[partner];
			}
		}
}

void apo__check_clauses(apo__check *check)
{
	for (int s = 0; s < 2; s++)
		cut_side(check, &check->side[s]);
	for (int s = 0; s < 2; s++) {
		float *sums = apo__alloc_array(
			check->arena, (size_t)check->side[!s].clause_count + 1, sizeof *sums);
		for (uint32_t c = 0; c < check->side[s].clause_count; c++)
			pair(check, (apo__side)s, &check->side[s].clauses[c], sums);
	}
}

/* ---- how much of a clause is rendered ---- */

double apo__clause_rest(const apo__check_side *s, uint32_t clause, uint32_t first, uint32_t end)
{
	double all = 0, have = 0;
	for (uint32_t w = s->clauses[clause].first; w < s->clauses[clause].end; w++) {
		if ((w >= first && w < end) || (!s->known[w] && s->support[w] < APO__LICENSED))
			continue;
		all += (double)s->weight[w];
		have += s->support[w] >= APO__LICENSED ? (double)s->weight[w] : 0;
	}
	return all > 0 ? have / all : 1;
}

int apo__check_alike(const apo__check *check, uint32_t source, uint32_t target)
{
	const apo__check_side *s = &check->side[0], *t = &check->side[1];
	uint32_t a = s->clause[source], b = t->clause[target];
	int lone = s->clauses[a].partner == APO_NONE || t->clauses[b].partner == APO_NONE;
	if (s->clauses[a].partner != b && t->clauses[b].partner != a && !lone)
		return 0;
	return apo__clause_rest(s, a, source, source + 1) +
		       apo__clause_rest(t, b, target, target + 1) >=
	       2 * ALIKE_LEAST;
}
