/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that the language data set against each other. Each word of [opposites] is at one end of an axis (support, price,
 * speed): a source that has one end alone and a target that has the other alone, in clauses that render each other and that
 * negate alike, say the opposite. Each word of [kinds] is a member of a kind of which one is not another (week and month,
 * teacher and police officer, train and bus): where one member of the source is missing and another one is in its place, the
 * word is mistranslated. No dictionary is needed. Linear in the words.
 */
#include <string.h>

#include "fidelity/families.h"
#include "text/document/phrases.h"

typedef struct {
	uint32_t word; /* of the side */
	uint32_t axis; /* its name's number */
	uint32_t end;  /* its number */
	int doubtful;  /* may be that member of its kind, or another thing */
} pole;

typedef struct {
	apo__check *check;
	apo__interner axes, ends;
	APO__VECTOR(pole) poles[2];
	uint32_t *first[2]; /* by segment */
} survey;

static const char *const sections[] = {"opposites", "kinds"};
#define SECTIONS (sizeof sections / sizeof *sections)

/* Ends of axes by the stem of their words. */
typedef struct {
	apo__interner stems;
	APO__VECTOR(const apo__lang_entry *) entries;
} stem_table;
typedef struct {
	stem_table of[SECTIONS];
} stem_tables;

static void read_stems(apo__check *check, apo__side side, const char *name, stem_table *t)
{
	apo__arena *arena = check->known->arena;
	const apo__lang_section *section = apo__language_section(check->side[side].language, name);
	apo__interner_init(&t->stems, arena);
	for (uint32_t i = 0; i < section->count; i++) {
		const char *stem = apo__known_stem(check, side, section->entries[i].folded);
		uint32_t known = t->stems.count, id = apo__intern(&t->stems, stem, strlen(stem));
		if (id == known)
			*apo__push(arena, &t->entries) = &section->entries[i];
		else if (t->entries.items[id] &&
			 strcmp(t->entries.items[id]->value, section->entries[i].value) != 0)
			t->entries.items[id] = NULL; /* of two ends: as listed alone */
	}
}

/* Read once for many pairs. */
static const stem_tables *stems_of(apo__check *check, apo__side side)
{
	if (check->known->opposites[side])
		return check->known->opposites[side];
	stem_tables *t = apo__alloc(check->known->arena, sizeof *t);
	memset(t, 0, sizeof *t);
	check->known->opposites[side] = t;
	for (size_t i = 0; i < SECTIONS; i++)
		read_stems(check, side, sections[i], &t->of[i]);
	return t;
}

/* `*by_stem`: another form of it is listed. */
static const apo__lang_entry *entry_of(const apo__check_side *s, const apo__lang_section *section,
	const stem_table *t, uint32_t w, int *by_stem)
{
	const char *form = s->words.words[w].form;
	const apo__lang_entry *entry = apo__lang_find(section, form, strlen(form));
	*by_stem = !entry;
	if (entry)
		return entry;
	uint32_t id = s->words.words[w].kind == APO_TOKEN_WORD
			      ? apo__interned(&t->stems, s->stems[w], strlen(s->stems[w]))
			      : APO_NONE;
	return id == APO_NONE ? NULL : t->entries.items[id];
}

/* "support+", "time:week", "medium:press? role:journalist?": an axis and its end, for each word of the value. A stem may be that of
 * another word of a kind: employs, employer. */
static void add_poles(survey *v, apo__side side, uint32_t word, const char *value, int by_stem)
{
	for (const char *at = value; *at;) {
		size_t size = strcspn(at, " "), named = size;
		const char *colon = memchr(at, ':', size);
		int marked = colon && at[size - 1] == '?';
		named -= (size_t)marked;
		size_t axis = colon ? (size_t)(colon - at) + 1 : named - 1;
		if (axis >= 1 && axis < named)
			*apo__push(v->check->arena, &v->poles[side]) =
				(pole){word, apo__intern(&v->axes, at, axis),
					apo__intern(&v->ends, at + axis, named - axis),
					marked || (colon && by_stem)};
		at += size + (at[size] == ' ');
	}
}

static void read_side(survey *v, apo__side side)
{
	const apo__check_side *s = &v->check->side[side];
	uint32_t segments = s->document->segment_count;
	const stem_tables *stems = stems_of(v->check, side);
	const apo__lang_section *listed[SECTIONS];
	for (size_t k = 0; k < SECTIONS; k++)
		listed[k] = apo__language_section(s->language, sections[k]);
	v->first[side] =
		apo__alloc_array(v->check->arena, (size_t)segments + 1, sizeof *v->first[side]);
	for (uint32_t i = 0; i < segments; i++) {
		v->first[side][i] = v->poles[side].count;
		for (uint32_t w = s->words.first[i]; w < s->words.first[i + 1]; w++)
			for (size_t k = 0; k < SECTIONS; k++) {
				int by_stem;
				const apo__lang_entry *entry =
					entry_of(s, listed[k], &stems->of[k], w, &by_stem);
				if (entry)
					add_poles(v, side, w, entry->value, by_stem);
			}
	}
	v->first[side][segments] = v->poles[side].count;
}

#define MOST_POLES 64u /* of a bead's side; a list of words has more */

/* The poles of a bead's side on an axis, in order of their places; at most MOST_POLES. */
static uint32_t poles_on(survey *v, uint32_t bead, apo__side side, uint32_t axis, const pole *out[])
{
	uint32_t segments, found = 0;
	const uint32_t *segment = apo__check_segments(v->check, bead, side, &segments);
	for (uint32_t i = 0; i < segments; i++)
		for (uint32_t p = v->first[side][segment[i]]; p < v->first[side][segment[i] + 1];
			p++)
			if (v->poles[side].items[p].axis == axis && found < MOST_POLES)
				out[found++] = &v->poles[side].items[p];
	return found;
}

/* The only end of `poles` that `others` have not, NULL = none or several. */
static const pole *lone_end(
	const pole *const *poles, uint32_t count, const pole *const *others, uint32_t other_count)
{
	const pole *lone = NULL;
	for (uint32_t i = 0; i < count; i++) {
		int there = poles[i]->doubtful;
		for (uint32_t j = 0; j < other_count && !there; j++)
			there = others[j]->end == poles[i]->end;
		if (there || (lone && lone->end == poles[i]->end))
			continue;
		if (lone)
			return NULL;
		lone = poles[i];
	}
	return lone;
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

/* Set by hand; what is shown as critical is decided by a learned probability (probability.h). */
#define OPPOSITE_CONFIDENCE .8
#define KIND_CONFIDENCE	    .7

/* Does a word of the other side render it? What is licensed as part of a value has no such word. */
static int is_rendered(const apo__check *check, apo__side side, uint32_t w)
{
	const apo__check_side *s = &check->side[side];
	return s->support[w] >= APO__LICENSED && s->partner[w] != APO_NONE;
}

/* Is it the unit of a figure, "two weeks"? Values are compared elsewhere; "a week" is none. */
static int is_measured(const apo__check *check, apo__side side, uint32_t w)
{
	const apo__check_side *s = &check->side[side];
	uint32_t segment = s->words.words[w].segment;
	for (uint32_t n = s->first_number[segment]; n < s->first_number[segment + 1]; n++)
		if (s->document->numbers[n].value != 1 &&
			apo__span_overlaps(s->document->numbers[n].span, s->words.words[w].span))
			return 1;
	return 0;
}

/* Nothing can be said of a word that is rendered or belongs to a figure. */
static int is_told(const apo__check *check, const pole *a, const pole *b)
{
	return is_rendered(check, APO__SOURCE, a->word) ||
	       is_rendered(check, APO__TARGET, b->word) ||
	       is_measured(check, APO__SOURCE, a->word) || is_measured(check, APO__TARGET, b->word);
}

static int is_kind(const survey *v, uint32_t axis)
{
	const char *name = v->axes.strings[axis];
	return name[strlen(name) - 1] == ':';
}

/* ---- opposites ---- */

static void compare_opposites(survey *v, uint32_t bead, const pole *a, const pole *b)
{
	apo__check *check = v->check;
	if (negations(check, APO__SOURCE, a->word) != negations(check, APO__TARGET, b->word))
		return;
	apo_span from = check->side[0].words.words[a->word].span,
		 to = check->side[1].words.words[b->word].span;
	apo__check_flag(check, APO_ISSUE_ANTONYM, APO_SEVERITY_CRITICAL, bead, from, to,
		OPPOSITE_CONFIDENCE, "“%s” became its opposite “%s”",
		apo__check_text(check, APO__SOURCE, from), apo__check_text(check, APO__TARGET, to));
}

/* ---- kinds ---- */

/* Is the word in an attribution: "according to the teachers", "the teachers said"? */
static int is_credited(const apo__check *check, apo__side side, uint32_t w)
{
	const apo__check_side *s = &check->side[side];
	uint32_t segment = s->words.words[w].segment;
	for (uint32_t a = s->first_attribution[segment]; a < s->first_attribution[segment + 1]; a++)
		if (apo__span_overlaps(s->document->attributions[a].source, s->words.words[w].span))
			return 1;
	return 0;
}

static void compare_kinds(survey *v, uint32_t bead, const pole *a, const pole *b)
{
	apo__check *check = v->check;
	apo_span from = check->side[0].words.words[a->word].span,
		 to = check->side[1].words.words[b->word].span;
	int quoted = check->side[0].quoted[a->word] && check->side[1].quoted[b->word];
	int credited = is_credited(check, APO__SOURCE, a->word) &&
		       is_credited(check, APO__TARGET, b->word);
	apo__check_flag(check,
		quoted	   ? APO_ISSUE_QUOTE_ALTERED
		: credited ? APO_ISSUE_ATTRIBUTION_CHANGED
			   : APO_ISSUE_MISTRANSLATION,
		APO_SEVERITY_MAJOR, bead, from, to, KIND_CONFIDENCE, "“%s” became “%s”",
		apo__check_text(check, APO__SOURCE, from), apo__check_text(check, APO__TARGET, to));
}

static void check_axis(survey *v, uint32_t bead, uint32_t axis)
{
	const pole *poles[2][MOST_POLES], *lone[2];
	uint32_t counts[2];
	for (int s = 0; s < 2; s++)
		counts[s] = poles_on(v, bead, (apo__side)s, axis, poles[s]);
	for (int s = 0; s < 2; s++)
		lone[s] = lone_end(poles[s], counts[s], poles[!s], counts[!s]);
	if (!lone[0] || !lone[1] || is_told(v->check, lone[0], lone[1]) ||
		!apo__check_alike(v->check, lone[0]->word, lone[1]->word))
		return;
	if (is_kind(v, axis))
		compare_kinds(v, bead, lone[0], lone[1]);
	else if (apo__check_runs(v->check, APO_ISSUE_ANTONYM))
		compare_opposites(v, bead, lone[0], lone[1]);
}

static void check_bead(survey *v, uint32_t bead)
{
	uint32_t segments, seen = 0;
	const uint32_t *segment = apo__check_segments(v->check, bead, APO__SOURCE, &segments);
	const pole *all = v->poles[0].items;
	for (uint32_t i = 0; i < segments; i++)
		for (uint32_t p = v->first[0][segment[i]];
			p < v->first[0][segment[i] + 1] && seen < MOST_POLES; p++, seen++) {
			uint32_t before = p;
			while (before > p - seen && all[before - 1].axis != all[p].axis)
				before--;
			if (before == p - seen) /* the first on its axis */
				check_axis(v, bead, all[p].axis);
		}
}

void apo__check_opposites(apo__check *check)
{
	survey v = {.check = check};
	if (!check->side[0].language || !check->side[1].language)
		return;
	apo__interner_init(&v.axes, check->arena);
	apo__interner_init(&v.ends, check->arena);
	read_side(&v, APO__SOURCE);
	read_side(&v, APO__TARGET);
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (bead->source_count && bead->target_count && apo__check_is_close(check, b))
			check_bead(&v, b);
	}
}
