/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opposites that the language data name: each word of [opposites] stands at one end of an axis (support, price, speed). A source
 * that has one end alone and a target that has the other alone, in clauses that render each other and that negate alike, say
 * the opposite. No dictionary is needed. Linear in the words.
 */
#include <string.h>

#include "fidelity/families.h"
#include "text/document/phrases.h"

typedef struct {
	uint32_t word; /* of the side */
	uint32_t axis; /* its name's number */
	int plus;
} pole;

typedef struct {
	apo__check *check;
	apo__interner axes;
	APO__VECTOR(pole) poles[2];
	uint32_t *first[2]; /* by segment */
} survey;

/* Ends of axes by the stem of their words. */
typedef struct {
	apo__interner stems;
	APO__VECTOR(const apo__lang_entry *) entries;
} stem_table;

/* Read once for many pairs. */
static const stem_table *stems_of(apo__check *check, apo__side side)
{
	apo__arena *arena = check->known->arena;
	if (check->known->opposites[side])
		return check->known->opposites[side];
	stem_table *t = apo__alloc(arena, sizeof *t);
	check->known->opposites[side] = t;
	const apo__lang_section *section =
		apo__language_section(check->side[side].language, "opposites");
	apo__interner_init(&t->stems, arena);
	for (uint32_t i = 0; i < section->count; i++) {
		const char *stem =
			apo__lexicon_stem(check->lexicons, side, section->entries[i].folded, arena);
		uint32_t known = t->stems.count, id = apo__intern(&t->stems, stem, strlen(stem));
		if (id == known)
			*apo__push(arena, &t->entries) = &section->entries[i];
		else if (t->entries.items[id] &&
			 strcmp(t->entries.items[id]->value, section->entries[i].value) != 0)
			t->entries.items[id] = NULL; /* of two axes: as listed alone */
	}
	return t;
}

static const apo__lang_entry *entry_of(const apo__check_side *s, const stem_table *t, uint32_t w)
{
	const apo__lang_section *section = apo__language_section(s->language, "opposites");
	const char *form = s->words.words[w].form;
	const apo__lang_entry *entry = apo__lang_find(section, form, strlen(form));
	if (entry)
		return entry;
	uint32_t id = s->words.words[w].kind == APO_TOKEN_WORD
			      ? apo__interned(&t->stems, s->stems[w], strlen(s->stems[w]))
			      : APO_NONE;
	return id == APO_NONE ? NULL : t->entries.items[id];
}

static void read_side(survey *v, apo__side side)
{
	const apo__check_side *s = &v->check->side[side];
	uint32_t segments = s->document->segment_count;
	const stem_table *stems = stems_of(v->check, side);
	v->first[side] =
		apo__alloc_array(v->check->arena, (size_t)segments + 1, sizeof *v->first[side]);
	for (uint32_t i = 0; i < segments; i++) {
		v->first[side][i] = v->poles[side].count;
		for (uint32_t w = s->words.first[i]; w < s->words.first[i + 1]; w++) {
			const apo__lang_entry *entry = entry_of(s, stems, w);
			size_t size = entry ? strlen(entry->value) : 0;
			if (size < 2)
				continue;
			*apo__push(v->check->arena, &v->poles[side]) =
				(pole){w, apo__intern(&v->axes, entry->value, size - 1),
					entry->value[size - 1] == '+'};
		}
	}
	v->first[side][segments] = v->poles[side].count;
}

/* How many ends of an axis a bead has on a side: `counts[plus]`; `*at` is the last. */
static void count(survey *v, uint32_t bead, apo__side side, uint32_t axis, uint32_t counts[2],
	const pole **at)
{
	uint32_t segments;
	const uint32_t *segment = apo__check_segments(v->check, bead, side, &segments);
	counts[0] = counts[1] = 0;
	for (uint32_t i = 0; i < segments; i++)
		for (uint32_t p = v->first[side][segment[i]]; p < v->first[side][segment[i] + 1];
			p++)
			if (v->poles[side].items[p].axis == axis) {
				counts[v->poles[side].items[p].plus]++;
				*at = &v->poles[side].items[p];
			}
}

/* Marks of negation in the clause of a word. */
static uint32_t negations(const apo__check *check, apo__side side, uint32_t word)
{
	const apo__check_side *s = &check->side[side];
	const apo__clause *c = &s->clauses[s->clause[word]];
	uint32_t segment = s->words.words[word].segment, found = 0;
	for (uint32_t m = s->first_mark[segment]; m < s->first_mark[segment + 1]; m++)
		found += (s->marks[m].kind & (MARK_NEGATION | MARK_NOT_NEGATION)) != 0 &&
			 s->marks[m].span.begin >= s->words.words[c->first].span.begin &&
			 s->marks[m].span.end <= s->words.words[c->end - 1].span.end;
	return found;
}

#define CONFIDENCE .8
#define MOST_POLES 32u /* of a bead's side; a list of words has more */

static void check_bead(survey *v, uint32_t bead)
{
	apo__check *check = v->check;
	uint32_t segments, seen = 0;
	const uint32_t *segment = apo__check_segments(check, bead, APO__SOURCE, &segments);
	for (uint32_t i = 0; i < segments; i++)
		for (uint32_t p = v->first[0][segment[i]];
			p < v->first[0][segment[i] + 1] && seen++ < MOST_POLES; p++) {
			uint32_t source[2], target[2];
			const pole *a = &v->poles[0].items[p], *last = NULL, *b = NULL;
			count(v, bead, APO__SOURCE, a->axis, source, &last);
			count(v, bead, APO__TARGET, a->axis, target, &b);
			if (source[!a->plus] || target[a->plus] || !target[!a->plus] ||
				check->side[0].support[a->word] >= APO__LICENSED ||
				check->side[1].support[b->word] >= APO__LICENSED ||
				negations(check, APO__SOURCE, a->word) !=
					negations(check, APO__TARGET, b->word) ||
				!apo__check_alike(check, a->word, b->word))
				continue;
			apo_span from = check->side[0].words.words[a->word].span,
				 to = check->side[1].words.words[b->word].span;
			apo__check_flag(check, APO_ISSUE_ANTONYM, APO_SEVERITY_CRITICAL, bead, from,
				to, CONFIDENCE, "“%s” became its opposite “%s”",
				apo__check_text(check, APO__SOURCE, from),
				apo__check_text(check, APO__TARGET, to));
			return;
		}
}

void apo__check_opposites(apo__check *check)
{
	survey v = {.check = check};
	if (!check->side[0].language || !check->side[1].language)
		return;
	apo__interner_init(&v.axes, check->arena);
	read_side(&v, APO__SOURCE);
	read_side(&v, APO__TARGET);
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (bead->source_count && bead->target_count && apo__check_is_close(check, b))
			check_bead(&v, b);
	}
}
