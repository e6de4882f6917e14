/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attributions: whom the source names for what it says, and whether the reader of the target still learns it. A medium, a body or
 * a document that the target names nowhere was dropped; where the target names another one instead, it was changed.
 */
#include <string.h>

#include "fidelity/voices/voices.h"
#include "text/document/phrases.h"
#include "text/names/sources.h"

/* Set on the project's own corpora; the confidences are the precision on planted issues. */
#define MEDIUM_CONFIDENCE .85
#define BODY_CONFIDENCE	  .6
#define LICENSED	  .34 /* support of its words from which a body is named */

static uint32_t bead_of(const apo__check *check, apo__side side, const apo_attribution *a)
{
	return check->side[side].bead[a->segment];
}

/* Sources of which a reader wants to know; a speaker is reported by the quotation checks. */
static int is_medium(const apo_attribution *a)
{
	return a->name && (a->type == APO_SOURCE_AGENCY || a->type == APO_SOURCE_OUTLET ||
				  a->type == APO_SOURCE_PLATFORM);
}

static int is_body(const apo_attribution *a)
{
	return !(a->flags & APO_ATTRIBUTION_UNSURE) &&
	       (a->type == APO_SOURCE_INSTITUTION || a->type == APO_SOURCE_DOCUMENT ||
		       a->type == APO_SOURCE_UNNAMED);
}

/* Whom the target credits, and all that it names. */
typedef struct {
	apo__attributed_sources attributed;
	apo__sources names;
} named;

static void read_names(const apo__check *check, named *n)
{
	const apo_document *target = check->side[APO__TARGET].document;
	apo__attributed_init(&n->attributed, check->context, check->arena, target);
	apo__sources_init(&n->names, check->context, check->arena);
	for (uint32_t i = 0; i < target->name_count; i++) {
		const apo_name *name = &target->names[i];
		apo__sources_add(&n->names,
			apo__strndup(check->arena, target->text + name->span.begin,
				name->span.end - name->span.begin),
			name->kind == APO_NAME_PLACE);
	}
}

/* A name in another script may be transcribed: then any attribution may be this one. */
static int is_unreadable(const apo__check *check)
{
	return check->plan->scripts_differ;
}

/* Whether the target names a source of this kind anywhere under this name, be it in an attribution or in passing. */
static int is_named(const apo__check *check, const named *n, const apo_attribution *a)
{
	return apo__attributed_has_same(&n->attributed, check->side[APO__SOURCE].document, a) ||
	       (a->name && !is_unreadable(check) &&
		       apo__sources_find(&n->names, a->name) != APO_NONE);
}

/* How far the words of a span are licensed by the other side, 0..1, content words alone; 0 when it has none. */
static double licensed(const apo__check *check, apo__side side, uint32_t segment, apo_span span)
{
	const apo__check_side *s = &check->side[side];
	double sum = 0, all = 0;
	uint32_t end = s->words.first[segment + 1];
	uint32_t w = apo__word_behind(&s->words, s->words.first[segment], end, span.begin);
	for (; w < end && apo__span_overlaps(s->words.words[w].span, span); w++)
		if (s->weight[w] > 0) {
			sum += (double)s->support[w];
			all++;
		}
	return all > 0 ? sum / all : 0;
}

/* Whether the lexicon knows all content words of an attribution: of others nobody can say that they are not rendered. */
static int is_known(const apo__check *check, apo__side side, const apo_attribution *a)
{
	const apo__check_side *s = &check->side[side];
	uint32_t first, end = apo__check_words(check, side, a->segment, a->source, &first);
	for (uint32_t w = first; w < end; w++)
		if (s->weight[w] > 0 && !s->known[w] && s->support[w] < (float)LICENSED)
			return 0;
	return 1;
}

/* The attributions of a side in a bead: `*first` of the document's, and how many; 0 = none. They are in order of their places. */
static uint32_t attributions_in(
	const apo__check *check, apo__side side, uint32_t bead, uint32_t *first)
{
	const apo__check_side *s = &check->side[side];
	uint32_t segments, attributions = 0;
	const uint32_t *segment = apo__check_segments(check, bead, side, &segments);
	for (uint32_t i = segments; i-- > 0;) {
		uint32_t begin = s->first_attribution[segment[i]],
			 end = s->first_attribution[segment[i] + 1];
		attributions += end - begin;
		*first = end > begin ? begin : *first;
	}
	return attributions;
}

/* The first attribution of the target in a bead, NULL when it has none. */
static const apo_attribution *attribution_in(const apo__check *check, uint32_t bead)
{
	uint32_t first = 0;
	return attributions_in(check, APO__TARGET, bead, &first)
		       ? &check->side[APO__TARGET].document->attributions[first]
		       : NULL;
}

static uint32_t count_attributions(const apo__check *check, apo__side side, uint32_t bead)
{
	uint32_t first = 0;
	return attributions_in(check, side, bead, &first);
}

/* ---- kept in other words ---- */

#define NAME_LEAST 3u /* bytes of a word by which a name is known again */

/* Does a word of the target's bead begin with this word, behind an article, before a case ending: Telegraphnak? */
static int has_beginning(const apo__check *check, uint32_t bead, const char *folded)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, APO__TARGET, &count);
	size_t size = strlen(folded);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = t->words.first[segments[i]]; w < t->words.first[segments[i] + 1];
			w++)
			if (!strncmp(t->words.words[w].form, folded, size))
				return 1;
	return 0;
}

/* Whether the words of the attribution's name are in the target's bead. */
static int is_spelled_there(const apo__check *check, uint32_t bead, const apo_attribution *a)
{
	const apo__check_side *s = &check->side[APO__SOURCE];
	uint32_t first, end = apo__check_words(check, APO__SOURCE, a->segment, a->span, &first);
	uint32_t names = 0;
	for (uint32_t w = first; w < end; w++) {
		const apo__word *word = &s->words.words[w];
		if (!(word->flags & APO_TOKEN_CAPITAL) || strlen(word->form) < NAME_LEAST ||
			!(s->weight[w] > 0))
			continue;
		names++;
		if (has_beginning(check, bead, word->form))
			return 1;
	}
	return 0;
}

/* Verbs that say something wherever they stand; "favours", "finds", "offers" need not. */
static int is_said(const apo__lang_entry *verb)
{
	return verb && !apo__entry_says(verb, "stance") && !apo__entry_says(verb, "framed") &&
	       !apo__entry_says(verb, "quoted");
}

/* Is what is said ascribed to anybody in the target's bead, by an attribution or by words such as "selon", "szerint", 据? */
static int has_attribution(const apo__check *check, uint32_t bead)
{
	uint32_t first = 0;
	const apo__check_side *t = &check->side[APO__TARGET];
	const apo__lang_section *verbs = apo__language_section(t->language, "reporting-verbs");
	const apo__lang_section *credits = apo__language_section(t->language, "credit-words");
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, APO__TARGET, &count);
	if (attributions_in(check, APO__TARGET, bead, &first))
		return 1;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = t->words.first[segments[i]]; w < t->words.first[segments[i] + 1];
			w++) {
			const char *form = t->words.words[w].form;
			if (is_said(apo__lang_find(verbs, form, strlen(form))) ||
				apo__lang_find(credits, form, strlen(form)))
				return 1;
		}
	return 0;
}

#define LONG_NAME 3u /* content words of a name that is translated rather than copied */

/* Are all content words of the attribution's source licensed, or half of a long name: "der Zeitung", the newspaper? One that has none ("demnach") goes back
 * to a source that was named before; the text there is judged. */
static int is_rendered(const apo__check *check, const apo_attribution *a)
{
	const apo__check_side *s = &check->side[APO__SOURCE];
	apo_span span = a->source.begin < a->source.end ? a->source : a->span;
	uint32_t first, end = apo__check_words(check, APO__SOURCE, a->segment, span, &first);
	uint32_t content = 0, rendered = 0;
	for (uint32_t w = first; w < end; w++) {
		content += s->weight[w] > 0;
		rendered += s->weight[w] > 0 && s->support[w] >= (float)LICENSED;
	}
	return rendered == content || (content >= LONG_NAME && rendered * 2 >= content);
}

static void check_medium(apo__check *check, const named *n, uint32_t bead, const apo_attribution *a)
{
	check->panel.attributions_total++;
	if (is_named(check, n, a) || is_spelled_there(check, bead, a) || is_rendered(check, a) ||
		(is_unreadable(check) && has_attribution(check, bead))) {
		check->panel.attributions_kept++;
		return;
	}
	if (check->own_text)
		return;
	const apo_attribution *instead = attribution_in(check, bead);
	apo__check_flag(check, APO_ISSUE_ATTRIBUTION_DROPPED, APO_SEVERITY_MAJOR, bead, a->span,
		instead ? instead->span : APO_SPAN_NONE, MEDIUM_CONFIDENCE,
		"%s is named in the source and nowhere in the target", a->name);
}

/* Does the lexicon give the word's partner as its rendering, or the other way round? Words alike in their letters ("people", "Polizei")
 * are not each other's. */
static int is_partner_rendering(apo__check *check, apo__side side, uint32_t w)
{
	const apo__check_side *s = &check->side[side], *other = &check->side[!side];
	uint32_t p = s->partner[w];
	if (s->support[w] < APO__LICENSED || p == APO_NONE || !(other->weight[p] > 0))
		return 0;
	return !s->known[w] || !other->known[p] || apo__check_renders(check, side, w, p) ||
	       apo__check_renders(check, (apo__side)!side, p, w);
}

/* Is a word of the attribution, beside its cue, rendered by a word within `span`? */
static int is_rendered_in(
	apo__check *check, apo__side side, const apo_attribution *a, apo_span span)
{
	const apo__check_side *s = &check->side[side], *other = &check->side[!side];
	uint32_t first, end = apo__check_words(check, side, a->segment, a->span, &first);
	for (uint32_t w = first; w < end; w++)
		if (s->weight[w] > 0 && !apo__span_overlaps(s->words.words[w].span, a->cue) &&
			is_partner_rendering(check, side, w) &&
			apo__span_overlaps(other->words.words[s->partner[w]].span, span))
			return 1;
	return 0;
}

/* Does the target's attribution name its source by a noun: "the police", not "it"? */
static int has_content(const apo__check *check, const apo_attribution *a)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	uint32_t first, end = apo__check_words(check, APO__TARGET, a->segment, a->source, &first);
	for (uint32_t w = first; w < end; w++)
		if (t->weight[w] > 0)
			return 1;
	return 0;
}

/* The only one of the target's bead, where the source's bead has this one alone, and it is of another kind: a body that nothing in the
 * source's bead says, in words that the lexicon knows. */
static int is_another(
	apo__check *check, uint32_t bead, const apo_attribution *a, const apo_attribution *instead)
{
	return count_attributions(check, APO__TARGET, bead) == 1 &&
	       count_attributions(check, APO__SOURCE, bead) == 1 && a->type != instead->type &&
	       instead->type == APO_SOURCE_INSTITUTION && has_content(check, instead) &&
	       is_known(check, APO__SOURCE, a) && is_known(check, APO__TARGET, instead) &&
	       !is_rendered_in(check, APO__SOURCE, a, instead->span) &&
	       !is_rendered_in(
		       check, APO__TARGET, instead, apo__check_bead_span(check, bead, APO__SOURCE));
}

/* A body or an unnamed voice: judged within the bead, by its words. */
static void check_body(apo__check *check, const named *n, uint32_t bead, const apo_attribution *a)
{
	uint32_t here = count_attributions(check, APO__TARGET, bead);
	const apo_attribution *instead = attribution_in(check, bead);
	check->panel.attributions_total++;
	if (here && is_another(check, bead, a, instead)) {
		apo__check_flag(check, APO_ISSUE_ATTRIBUTION_CHANGED, APO_SEVERITY_MAJOR, bead,
			a->span, instead->span, BODY_CONFIDENCE, "“%s” became “%s”",
			apo__check_text(check, APO__SOURCE, a->span),
			apo__check_text(check, APO__TARGET, instead->span));
		return;
	}
	apo_span words = here && a->source.begin < a->source.end ? a->source : a->span;
	if (licensed(check, APO__SOURCE, a->segment, words) >= LICENSED ||
		(a->name && is_named(check, n, a)) || (!here && has_attribution(check, bead))) {
		check->panel.attributions_kept++; /* be it in words that cannot be compared */
		return;
	}
	if (!here)
		apo__check_flag(check, APO_ISSUE_ATTRIBUTION_DROPPED, APO_SEVERITY_MAJOR, bead,
			a->span, APO_SPAN_NONE, BODY_CONFIDENCE, "the source “%s” is not named",
			apo__check_text(check, APO__SOURCE, a->span));
}

void apo__check_attributions(apo__check *check)
{
	const apo_document *source = check->side[0].document;
	named n;
	if (!apo__check_runs(check, APO_ISSUE_ATTRIBUTION_DROPPED))
		return; /* the panel does not count what cannot be found */
	read_names(check, &n);
	for (uint32_t i = 0; i < source->attribution_count; i++) {
		const apo_attribution *a = &source->attributions[i];
		uint32_t bead = bead_of(check, APO__SOURCE, a);
		const apo_bead *b = &check->alignment->beads[bead];
		if (!b->source_count || !b->target_count)
			continue;
		if (is_medium(a))
			check_medium(check, &n, bead, a);
		else if (is_body(a) && !check->comparable)
			check_body(check, &n, bead, a);
	}
}
