/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Persons who were exchanged, where names are copied: words put into the mouth of another person of the story, a given name that
 * is another one. Reported is only what the texts show: the right name is missing, the wrong one is of the story. Linear in
 * the names of a bead.
 */
#include <string.h>

#include "fidelity/voices/voices.h"
#include "text/names/names.h"

/* Set by hand. */
#define SPEAKER_CONFIDENCE .85
#define GIVEN_CONFIDENCE   .85
#define MOST_MENTIONS	   4096u /* of names in the source that are looked through for a person's */
#define ALIKE                                                                                      \
	.4 /* likeness of letters from which a given name may be the same one in another language */

typedef struct {
	apo__check *check;
	apo__interner words[2]; /* of either document */
} story;

static int is_in(const story *v, apo__side side, const char *form)
{
	return apo__interned(&v->words[side], form, strlen(form)) != APO_NONE;
}

/* Does a bead have a word on a side, be it in another case? */
static int bead_has(const apo__check *check, uint32_t bead, apo__side side, const char *form)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	size_t size = strlen(form);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++)
			if (!strncmp(s->words.words[w].form, form, size))
				return 1;
	return 0;
}

/* First and last word of a span that are capitalised; 0 when there is none. */
static int name_ends(
	const apo__check *check, apo__side side, uint32_t segment, apo_span span, uint32_t ends[2])
{
	uint32_t first, end = apo__check_words(check, side, segment, span, &first);
	int found = 0;
	for (uint32_t w = first; w < end; w++) {
		const apo__word *word = &check->side[side].words.words[w];
		if (word->kind != APO_TOKEN_WORD || !(word->flags & APO_TOKEN_CAPITAL))
			continue;
		ends[0] = found++ ? ends[0] : w;
		ends[1] = w;
	}
	return found;
}

static const char *form_of(const apo__check *check, apo__side side, uint32_t word)
{
	return check->side[side].words.words[word].form;
}

/* ---- who speaks ---- */

/* The person that an attribution names; NULL: a pronoun, a noun. */
static const apo_name *named(const apo__check *check, apo__side side, const apo_attribution *a)
{
	const apo__check_side *s = &check->side[side];
	for (uint32_t n = s->first_name[a->segment]; n < s->first_name[a->segment + 1]; n++) {
		const apo_name *name = &s->document->names[n];
		if (name->kind == APO_NAME_PERSON && apo__span_overlaps(name->span, a->source))
			return name;
	}
	return NULL;
}

/* Is the word a name of the same person in the source: "Chad" of Chad Hammel? */
static int is_same_person(const apo__check *check, const apo_name *person, const char *form)
{
	const apo_document *d = check->side[APO__SOURCE].document;
	for (uint32_t n = 0; n < d->name_count && n < MOST_MENTIONS; n++) {
		uint32_t first, end;
		if (d->names[n].entity != person->entity)
			continue;
		end = apo__check_words(
			check, APO__SOURCE, d->names[n].segment, d->names[n].span, &first);
		for (uint32_t w = first; w < end; w++)
			if (!strcmp(check->side[0].words.words[w].form, form))
				return 1;
	}
	return 0;
}

/* The only person who is credited in a bead's side; NULL = none or several. */
static const apo_attribution *speaker_of(const apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	const apo_attribution *found = NULL;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t a = s->first_attribution[segments[i]];
			a < s->first_attribution[segments[i] + 1]; a++) {
			if (found)
				return NULL;
			found = &s->document->attributions[a];
		}
	return found && found->type == APO_SOURCE_PERSON ? found : NULL;
}

int apo__is_quoted(const apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++)
			if (s->quoted[w] || s->words.words[w].form[0] == '"')
				return 1;
	return 0;
}

static void check_speaker(story *v, uint32_t bead)
{
	apo__check *check = v->check;
	const apo_attribution *a = speaker_of(check, bead, APO__SOURCE),
			      *b = speaker_of(check, bead, APO__TARGET);
	uint32_t source[2] = {0, 0}, target[2] = {0, 0};
	const apo_name *person = a && b ? named(check, APO__SOURCE, a) : NULL;
	if (!person || !named(check, APO__TARGET, b) ||
		!name_ends(check, APO__SOURCE, a->segment, person->span, source) ||
		!name_ends(
			check, APO__TARGET, b->segment, named(check, APO__TARGET, b)->span, target))
		return;
	const char *right = form_of(check, APO__SOURCE, source[1]),
		   *wrong = form_of(check, APO__TARGET, target[1]);
	if (bead_has(check, bead, APO__TARGET, right) ||
		bead_has(check, bead, APO__SOURCE, wrong) || !is_in(v, APO__SOURCE, wrong) ||
		is_same_person(check, person, wrong))
		return;
	int quoted = apo__is_quoted(check, bead, APO__TARGET);
	apo__check_flag(check, quoted ? APO_ISSUE_QUOTE_SPEAKER : APO_ISSUE_ATTRIBUTION_CHANGED,
		quoted ? APO_SEVERITY_CRITICAL : APO_SEVERITY_MAJOR, bead, a->source, b->source,
		SPEAKER_CONFIDENCE, "what “%s” said is put into the mouth of “%s”",
		apo__check_text(check, APO__SOURCE, a->source),
		apo__check_text(check, APO__TARGET, b->source));
}

/* ---- given names ---- */

/* Is the word written in capitals alone: QB, AFC? */
static int is_acronym(const apo__check *check, apo__side side, uint32_t word)
{
	const apo__check_side *s = &check->side[side];
	apo_span span = s->words.words[word].span;
	for (uint32_t i = span.begin; i < span.end; i++)
		if (s->document->text[i] < 'A' || s->document->text[i] > 'Z')
			return 0;
	return 1;
}

/* Nelson and Nélson; QB, which may be short for Quarterback. */
static int may_be_same(
	const apo__check *check, uint32_t source, uint32_t target, const char *a, const char *b)
{
	return !strcmp(a, b) || apo__similarity(a, b) >= ALIKE || apo__names_same_letters(a, b) ||
	       is_acronym(check, APO__SOURCE, source) != is_acronym(check, APO__TARGET, target);
}

#define LEAST_SURNAME 3u /* bytes; "See C" is not a person */
#define GREETING      3u /* words of a segment that need not hold a name: "Bisous Julien" */

/* The first word of a short segment, which has a capital whatever it is. */
static int is_greeting(const apo__check *check, uint32_t word)
{
	const apo__check_side *s = &check->side[APO__SOURCE];
	uint32_t segment = s->words.words[word].segment;
	return word == s->words.first[segment] && s->words.first[segment + 1] - word <= GREETING;
}

static void compare_names(story *v, uint32_t bead, const apo_name *a, const apo_name *b)
{
	apo__check *check = v->check;
	uint32_t source[2] = {0, 0}, target[2] = {0, 0};
	if (name_ends(check, APO__SOURCE, a->segment, a->span, source) < 2 ||
		name_ends(check, APO__TARGET, b->segment, b->span, target) < 2 ||
		source[1] != source[0] + 1 || target[1] != target[0] + 1)
		return;
	const char *given = form_of(check, APO__SOURCE, source[0]),
		   *other = form_of(check, APO__TARGET, target[0]);
	if (strlen(form_of(check, APO__SOURCE, source[1])) < LEAST_SURNAME ||
		strcmp(form_of(check, APO__SOURCE, source[1]),
			form_of(check, APO__TARGET, target[1])) != 0 ||
		may_be_same(check, source[0], target[0], given, other) ||
		bead_has(check, bead, APO__TARGET, given) ||
		bead_has(check, bead, APO__SOURCE, other) || is_greeting(check, source[0]) ||
		check->side[0].support[source[0]] >= APO__LICENSED ||
		check->side[1].support[target[0]] >= APO__LICENSED)
		return;
	const apo_span from = check->side[0].words.words[source[0]].span,
		       to = check->side[1].words.words[target[0]].span;
	apo__check_flag(check, APO_ISSUE_NAME, APO_SEVERITY_MAJOR, bead, from, to, GIVEN_CONFIDENCE,
		"the name “%s” became “%s”",
		apo__check_text(check, APO__SOURCE, (apo_span){from.begin, a->span.end}),
		apo__check_text(check, APO__TARGET, (apo_span){to.begin, b->span.end}));
}

#define MOST_NAMES 32u /* of a bead's segment that are compared */

static void check_given_names(story *v, uint32_t bead)
{
	const apo_bead *b = &v->check->alignment->beads[bead];
	const apo__check_side *s = &v->check->side[0], *t = &v->check->side[1];
	for (uint32_t i = 0; i < b->source_count; i++)
		for (uint32_t j = 0; j < b->target_count; j++) {
			uint32_t x = s->first_name[b->source[i]],
				 x_end = s->first_name[b->source[i] + 1];
			uint32_t y = t->first_name[b->target[j]],
				 y_end = t->first_name[b->target[j] + 1];
			if (x_end - x > MOST_NAMES || y_end - y > MOST_NAMES)
				continue;
			for (uint32_t n = x; n < x_end; n++)
				for (uint32_t m = y; m < y_end; m++)
					compare_names(v, bead, &s->document->names[n],
						&t->document->names[m]);
		}
}

void apo__check_speakers(apo__check *check)
{
	story v = {.check = check};
	if (check->plan->scripts_differ || check->comparable)
		return;
	for (int s = 0; s < 2; s++) {
		const apo__words *words = &check->side[s].words;
		apo__interner_init(&v.words[s], check->arena);
		for (uint32_t w = 0; w < words->count; w++)
			apo__intern(
				&v.words[s], words->words[w].form, strlen(words->words[w].form));
	}
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		check_speaker(&v, b);
		check_given_names(&v, b);
	}
}
