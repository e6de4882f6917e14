/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names and ranks. Within one script a name is copied, so a name of the target that the source has nowhere, beside one of
 * the source that is missing, is reported where the texts themselves show that it is not a translation: the right name stands
 * elsewhere in the target, or all of a person's name but a letter was kept. Names across scripts are not compared: the
 * transcription of a rare name is anybody's guess.
 */
#include <string.h>

#include "base/map.h"
#include "fidelity/families.h"
#include "text/names/names.h"

#define MOST_NAMES 32u	/* of a bead's side that are compared */
#define COPIED	   .99f /* support of a word that the other side has too; set by hand */
#define CONFIDENCE .7	/* precision on planted issues; set on the project's own corpora */

typedef struct {
	apo__interner folded[2]; /* the words of either document */
} vocabulary;

static int has_word(const vocabulary *v, apo__side side, const char *form)
{
	return apo__interned(&v->folded[side], form, strlen(form)) != APO_NONE;
}

/* Words of a name: indexes [*first, end). */
static uint32_t name_words(const apo__check_side *s, const apo_name *name, uint32_t *first)
{
	uint32_t w = s->words.first[name->segment], end = s->words.first[name->segment + 1];
	while (w < end && s->words.words[w].span.end <= name->span.begin)
		w++;
	*first = w;
	while (w < end && s->words.words[w].span.begin < name->span.end)
		w++;
	return w;
}

/* Does nobody know the word, and nothing render it? What has figures in it is a code. */
static int is_unknown(const apo__check_side *s, uint32_t w)
{
	return !s->known[w] && s->support[w] < APO__LICENSED &&
	       !strpbrk(s->words.words[w].form, "0123456789");
}

/* A word that the lexicon knows and whose rendering stands on the other side: Australia, Australiens. */
static int is_rendered(apo__check *check, apo__side side, uint32_t w)
{
	const apo__check_side *s = &check->side[side];
	uint32_t p = s->partner[w];
	return s->known[w] && s->support[w] >= APO__LICENSED && p != APO_NONE &&
	       apo__check_renders(check, side, w, p);
}

/* Names of a bead's side with a word that the other side of the bead does not have, nor, for the target, the source
 * anywhere: `word` is the first such word. */
typedef struct {
	const apo_name *name;
	uint32_t word;
	uint32_t unknown; /* the first of them that nobody knows, APO_NONE = none */
} foreign;

static uint32_t foreign_names(apo__check *check, const vocabulary *v, uint32_t bead, apo__side side,
	foreign out[MOST_NAMES])
{
	const apo__check_side *s = &check->side[side];
	uint32_t count, n = 0;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = s->first_name[segments[i]]; k < s->first_name[segments[i] + 1];
			k++) {
			const apo_name *name = &s->document->names[k];
			uint32_t first, end = name_words(s, name, &first), lone = APO_NONE,
					unknown = APO_NONE;
			for (uint32_t w = first; w < end; w++) {
				const apo__word *word = &s->words.words[w];
				if (word->kind != APO_TOKEN_WORD ||
					!(word->flags & APO_TOKEN_CAPITAL) ||
					strlen(word->form) < 4 || s->support[w] >= COPIED ||
					is_rendered(check, side, w) ||
					(side == APO__TARGET &&
						has_word(v, APO__SOURCE, word->form)))
					continue;
				lone = lone == APO_NONE ? w : lone;
				if (unknown == APO_NONE && is_unknown(s, w))
					unknown = w;
			}
			if (lone != APO_NONE && n < MOST_NAMES)
				out[n++] = (foreign){name, lone, unknown};
		}
	return n;
}

/* One letter put in, left out or another. */
static int one_edit(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), head = 0, tail = 0, most = n > m ? n : m;
	if (n > m + 1 || m > n + 1)
		return 0;
	while (head < n && head < m && a[head] == b[head])
		head++;
	while (tail < n - head && tail < m - head && a[n - 1 - tail] == b[m - 1 - tail])
		tail++;
	return head + tail == most - 1;
}

/* The same given name: the words before the one that differs are equal. */
static int share_first_word(const apo__check *check, const foreign *a, const foreign *b)
{
	uint32_t x, y;
	name_words(&check->side[0], a->name, &x);
	name_words(&check->side[1], b->name, &y);
	return x < a->word && y < b->word &&
	       !strcmp(check->side[0].words.words[x].form, check->side[1].words.words[y].form);
}

#define ONE_NAME                                                                                   \
	.6 /* likeness from which two spellings may be one name: Poutine, Putin; set by hand */

/* A short form: Livi of Livingston. */
static int is_short_form(const char *x, const char *y)
{
	size_t n = strlen(x), m = strlen(y);
	return !strncmp(x, y, n < m ? n : m);
}

#define BESIDE 3u /* words from a name to one that shows its place */

/* Does a word beside the one stand beside the other too: "Altwerder und Kronau", "Altwerder and Kronsberg"? */
static int has_same_neighbour(const apo__check *check, uint32_t a, uint32_t b)
{
	const apo__check_side *s = &check->side[0];
	uint32_t segment = s->words.words[a].segment, end = s->words.first[segment + 1];
	uint32_t w = a > s->words.first[segment] + BESIDE ? a - BESIDE : s->words.first[segment];
	for (; w < end && w <= a + BESIDE; w++) {
		uint32_t partner = s->partner[w];
		if (w == a || !(s->weight[w] > 0) || s->support[w] < APO__LICENSED ||
			partner == APO_NONE)
			continue;
		if (partner + BESIDE >= b && partner <= b + BESIDE)
			return 1;
	}
	return 0;
}

#define FAMILY 4u /* letters that words of one family have in common: Lyon, Lyonnais */

/* Letters that two words begin with, marks apart. */
static size_t common_head(const char *a, const char *b)
{
	size_t n = 0;
	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* Does a word of the bead's side hold this one or begin as it does: Unterallgäu, ESPN-Angaben? The word `but` does not count. */
static int is_part_of(
	const apo__check *check, uint32_t bead, apo__side side, const char *form, uint32_t but)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++)
			if (w != but &&
				(strstr(s->words.words[w].form, form) ||
					common_head(s->words.words[w].form, form) >= FAMILY))
				return 1;
	return 0;
}

/* Is the name more than one word, of which the source has another, but not beside `a`: Jeremy of "Jeremy Corbyn" beside Corbyn? */
static int completes_another(const apo__check *check, uint32_t a, const foreign *b)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	uint32_t first, end = name_words(t, b->name, &first);
	for (uint32_t w = first; w < end; w++)
		if (w != b->unknown && t->weight[w] > 0 && t->support[w] >= COPIED &&
			t->partner[w] != APO_NONE &&
			(t->partner[w] + 1 < a || t->partner[w] > a + 1))
			return 1;
	return 0;
}

/* Does the language write nouns with capitals? Then a capital alone shows no name. */
static int has_capital_nouns(const apo__check_side *s)
{
	return s->language && apo__language_section(s->language, "noun-endings")->count > 0;
}

static int is_in_name(const apo__check_side *s, uint32_t w)
{
	uint32_t segment = s->words.words[w].segment;
	for (uint32_t n = s->first_name[segment]; n < s->first_name[segment + 1]; n++)
		if (apo__span_overlaps(s->document->names[n].span, s->words.words[w].span))
			return 1;
	return 0;
}

/* The only capital of the source that nobody knows, be it taken for a name or not; APO_NONE = none or several. */
static uint32_t only_capital(const apo__check *check, uint32_t bead)
{
	const apo__check_side *s = &check->side[APO__SOURCE];
	uint32_t count, found = APO_NONE;
	const uint32_t *segments = apo__check_segments(check, bead, APO__SOURCE, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			const apo__word *word = &s->words.words[w];
			if (word->kind != APO_TOKEN_WORD || !(word->flags & APO_TOKEN_CAPITAL) ||
				strlen(word->form) < 4 || !is_unknown(s, w))
				continue;
			if (found != APO_NONE)
				return APO_NONE;
			found = w;
		}
	return found;
}

/* The only name of the target with a word that nobody knows, NULL = none or several. */
static const foreign *only_unknown(const foreign *names, uint32_t count)
{
	const foreign *found = NULL;
	for (uint32_t i = 0; i < count; i++) {
		if (names[i].unknown == APO_NONE)
			continue;
		if (found)
			return NULL;
		found = &names[i];
	}
	return found;
}

/* Does the word hold another one of the name: Südkorea, "South Korea"? */
static int holds_other_word(
	const apo__check *check, const apo_name *name, uint32_t word, const char *form)
{
	const apo__check_side *s = &check->side[APO__SOURCE];
	uint32_t first, end = name_words(s, name, &first);
	for (uint32_t w = first; w < end; w++)
		if (w != word && strlen(s->words.words[w].form) >= FAMILY &&
			strstr(form, s->words.words[w].form))
			return 1;
	return 0;
}

static void flag(apo__check *check, uint32_t bead, apo_issue_type type, apo_severity severity,
	uint32_t source, uint32_t target)
{
	apo_span s = check->side[0].words.words[source].span,
		 t = check->side[1].words.words[target].span;
	apo__check_flag(check, type, severity, bead, s, t, CONFIDENCE, "the name “%s” became “%s”",
		apo__check_text(check, APO__SOURCE, s), apo__check_text(check, APO__TARGET, t));
}

/* Does each begin its segment, where all words have capitals: "See", "Siehe"? */
static int begin_segments(const apo__check *check, uint32_t a, uint32_t b)
{
	const apo__words *s = &check->side[0].words, *t = &check->side[1].words;
	return s->first[s->words[a].segment] == a && t->first[t->words[b].segment] == b;
}

/* In clauses that render each other, where the source's word is a name and not a noun that nobody knows. */
static int may_stand_alike(const apo__check *check, uint32_t a, uint32_t b)
{
	return apo__check_alike(check, a, b) &&
	       (!has_capital_nouns(&check->side[0]) || is_in_name(&check->side[0], a));
}

/* The only name of the source that is missing and the only one that nobody has, in clauses that render each other and not one
 * name in two spellings: another name was put in. */
static void check_another(apo__check *check, uint32_t bead, uint32_t a, const foreign *b)
{
	if (a == APO_NONE || !b || check->comparable)
		return;
	const char *x = check->side[0].words.words[a].form,
		   *y = check->side[1].words.words[b->unknown].form;
	if (one_edit(x, y) || is_short_form(x, y) || begin_segments(check, a, b->unknown) ||
		completes_another(check, a, b) || is_part_of(check, bead, APO__SOURCE, y, a) ||
		is_part_of(check, bead, APO__TARGET, x, b->unknown) ||
		apo__names_similarity(NULL, x, y) >= ONE_NAME ||
		(!may_stand_alike(check, a, b->unknown) &&
			!has_same_neighbour(check, a, b->unknown)))
		return;
	flag(check, bead, b->name->kind == APO_NAME_PLACE ? APO_ISSUE_PLACE : APO_ISSUE_NAME,
		APO_SEVERITY_MAJOR, a, b->unknown);
}

/* Of the names that each side has alone there is one, a person's that no dictionary knows, the target has the source's elsewhere as it is, and nothing renders its
 * own: one person of the story in the place of another. */
static int is_swapped(const apo__check *check, const vocabulary *v, const foreign *source,
	uint32_t sources, const foreign *target, uint32_t targets)
{
	return sources == 1 && targets == 1 && source->unknown == source->word &&
	       source->name->kind == APO_NAME_PERSON &&
	       (target->name->kind == APO_NAME_PERSON || target->name->kind == APO_NAME_OTHER) &&
	       has_word(v, APO__TARGET, check->side[0].words.words[source->word].form) &&
	       check->side[1].support[target->word] < APO__LICENSED;
}

static void check_spelling(apo__check *check, const vocabulary *v, uint32_t bead)
{
	foreign source[MOST_NAMES], target[MOST_NAMES];
	uint32_t sources = foreign_names(check, v, bead, APO__SOURCE, source),
		 targets = foreign_names(check, v, bead, APO__TARGET, target);
	int found = 0;
	for (uint32_t i = 0; i < sources; i++)
		for (uint32_t j = 0; j < targets; j++) {
			const apo_name *a = source[i].name, *b = target[j].name;
			const char *x = check->side[0].words.words[source[i].word].form,
				   *y = check->side[1].words.words[target[j].word].form;
			int slip =
				one_edit(x, y) && share_first_word(check, &source[i], &target[j]);
			int elsewhere = has_word(v, APO__TARGET, x) && *x == *y;
			int same = !strncmp(x, y, strlen(x)) || apo__names_same_letters(x, y) ||
				   holds_other_word(check, a, source[i].word, y);
			if ((!slip && !elsewhere) || same || a->kind != b->kind)
				continue;
			int place = a->kind == APO_NAME_PLACE && !slip;
			flag(check, bead, place ? APO_ISSUE_PLACE : APO_ISSUE_NAME,
				slip ? APO_SEVERITY_MINOR : APO_SEVERITY_MAJOR, source[i].word,
				target[j].word);
			found = 1;
		}
	if (!found && is_swapped(check, v, source, sources, target, targets))
		check_another(check, bead, source->word,
			&(foreign){target->name, target->word, target->word});
	else if (!found)
		check_another(
			check, bead, only_capital(check, bead), only_unknown(target, targets));
}

/* ---- ranks ---- */

/* "deputy head" and "head" are two persons. Entries with "form" can stand for one (an associate); those with "no" only look like it
 * (副作用, a side effect). */
static const apo__mark *rank_in(
	const apo__check *check, uint32_t bead, apo__side side, const char *value)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t m = s->first_mark[segments[i]]; m < s->first_mark[segments[i] + 1];
			m++)
			if (s->marks[m].kind & MARK_RANK &&
				!strcmp(s->marks[m].entry->value, value))
				return &s->marks[m];
	return NULL;
}

/* Does a part of a word joined by hyphens lower a rank: Senior-Vizepräsident? */
static int holds_rank(const apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	const apo__lang_section *ranks = apo__language_section(s->language, "ranks");
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++)
			for (const char *part = strchr(s->words.words[w].form, '-'); part;
				part = strchr(part, '-')) {
				const apo__lang_entry *entry =
					apo__lang_find(ranks, part + 1, strlen(part + 1));
				if (entry && !*entry->value)
					return 1;
				part++;
			}
	return 0;
}

#define RANK_HEAD 6u /* letters by which a rank is known again: assistant, Video-Assistent */

/* "Assistant", which the other side has as it is, be it as a part of a word. */
static int is_rank_rendered(
	const apo__check *check, uint32_t bead, apo__side side, const apo__mark *mark)
{
	const apo__check_side *s = &check->side[side], *o = &check->side[!side];
	uint32_t count, first;
	uint32_t end = apo__check_words(check, side, mark->segment, mark->span, &first);
	const uint32_t *segments = apo__check_segments(check, bead, (apo__side)!side, &count);
	if (holds_rank(check, bead, side == APO__SOURCE ? APO__TARGET : APO__SOURCE))
		return 1;
	for (uint32_t w = first; w < end; w++) {
		const char *head = s->words.words[w].form;
		if (s->words.words[w].kind != APO_TOKEN_WORD || strlen(head) < RANK_HEAD)
			continue;
		head = apo__strndup(check->arena, head, RANK_HEAD);
		for (uint32_t i = 0; i < count; i++)
			for (uint32_t k = o->words.first[segments[i]];
				k < o->words.first[segments[i] + 1]; k++)
				if (strstr(o->words.words[k].form, head))
					return 1;
	}
	return 0;
}

static void check_ranks(apo__check *check, uint32_t bead)
{
	const apo__mark *source = rank_in(check, bead, APO__SOURCE, ""),
			*target = rank_in(check, bead, APO__TARGET, "");
	if (!source == !target || check->comparable)
		return;
	apo__side side = source ? APO__SOURCE : APO__TARGET;
	if (rank_in(check, bead, (apo__side)!side, "form") ||
		is_rank_rendered(check, bead, side, source ? source : target))
		return;
	const apo_span span = (source ? source : target)->span, none = APO_SPAN_NONE;
	apo__check_flag(check, APO_ISSUE_TITLE, APO_SEVERITY_MAJOR, bead, source ? span : none,
		source ? none : span, CONFIDENCE,
		source ? "the rank “%s” is missing" : "the rank “%s” is not in the source",
		apo__check_text(check, side, span));
}

static void read_words(apo__check *check, vocabulary *v, apo__side side)
{
	const apo__words *words = &check->side[side].words;
	apo__interner_init(&v->folded[side], check->arena);
	for (uint32_t w = 0; w < words->count; w++)
		apo__intern(&v->folded[side], words->words[w].form, strlen(words->words[w].form));
}

void apo__check_names(apo__check *check)
{
	vocabulary v;
	read_words(check, &v, APO__SOURCE);
	read_words(check, &v, APO__TARGET);
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		check_spelling(check, &v, b);
		check_ranks(check, b);
	}
}
