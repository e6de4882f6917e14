/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attributions: who is credited for what. The words that credit are data ([reporting-verbs], [attribution-phrases]); a few
 * rules say where the source is:
 *
 *   subject, verb         Rutte said; Weber, head of the group, had called for; the porter told the Chronicle
 *   verb, subject         said Rutte; sagte Weber: behind a quotation or a comma
 *   subject understood    and stressed that; adding that: the subject of the attribution before, in the same sentence
 *   phrase, source        according to Rutte; laut dpa; selon l'agence; 据...报道
 *   medium beside a verb  told dpa; dem Hansadienst; in an interview with dpa
 *
 * Words inside a quotation credit nobody. "He" is the last person that was a subject. Linear in the tokens: every rule looks at
 * a bounded number of tokens beside the cue.
 */
#include "text/entities/attributions.h"

#include <string.h>

#include "text/document/phrases.h"

#define SUBJECT_GAP 5  /* adverbs and auxiliaries between subject and verb */
#define APPOSITION  30 /* tokens of ", head of the largest group in the European Parliament," */
#define MEDIUM_GAP  14 /* tokens from a verb to the medium that was told */
#define QUOTE_GAP   40 /* bytes between a short quotation and its cue */

/* "Manfred Weber, head of ..., had called for": the comma before token `end` closes an apposition. */
static int source_before_apposition(
	apo__voices *v, uint32_t end, uint32_t first, apo__attribution_source *source)
{
	uint32_t stop = end > first + APPOSITION ? end - APPOSITION : first, opening = APO_NONE;
	uint32_t last = end - 1;
	if (!(apo__token_is(v, last, ",") || apo__token_is(v, last, "—") ||
		    apo__token_is(v, last, "–") || apo__token_is(v, last, ")")))
		return 0;
	for (uint32_t t = last; t > stop + 1; t--) {
		if (v->quote_of[t - 1] != APO_NONE)
			break;
		if ((apo__token_is(v, t - 1, ",") || apo__token_is(v, t - 1, "(") ||
			    apo__token_is(v, t - 1, "—")) &&
			apo__source_before(v, t - 1, first, source) &&
			source->type != APO_SOURCE_UNNAMED)
			opening = t - 1;
	}
	uint32_t n = v->name_of[last - 1];
	/* "its chairwoman, Odile Brandt, said": what is between the commas is the name itself */
	if (n != APO_NONE && v->d->names[n].kind == APO_NAME_PERSON && last > first + 2) {
		uint32_t begin = last - 1;
		while (begin > first && v->name_of[begin - 1] == n)
			begin--;
		if (begin > first && apo__token_is(v, begin - 1, ","))
			return apo__source_before(v, last, begin, source);
	}
	return opening != APO_NONE && apo__source_before(v, opening, first, source) &&
	       (source->type == APO_SOURCE_PERSON || source->first == first);
}

/* Where the adverbs and auxiliaries before token `t` begin. */
static uint32_t skip_back(const apo__voices *v, uint32_t t, uint32_t first)
{
	for (int i = 0; i < SUBJECT_GAP && t > first; i++) {
		if (!apo__token_in(v, v->adverbs, t - 1) || apo__token_in(v, v->pronouns, t - 1))
			break;
		t--;
	}
	return t;
}

static uint32_t skip_on(const apo__voices *v, uint32_t t, uint32_t limit)
{
	for (int i = 0; i < SUBJECT_GAP && t < limit && apo__token_in(v, v->adverbs, t) &&
			!apo__token_in(v, v->pronouns, t);
		i++)
		t++;
	return t;
}

/* The other part of a separable verb is later in the clause: "teilte das Auktionshaus mit". 0 = no part needed. */
static uint32_t other_part(
	const apo__voices *v, const apo__lang_entry *verb, uint32_t t, uint32_t limit)
{
	for (uint32_t i = t; i < limit && i < t + 25; i++)
		if (apo__voices_token(v, i)->kind == APO_TOKEN_WORD &&
			apo__entry_says(verb, apo__voices_token(v, i)->form))
			return i + 1;
	return 0;
}

static int is_medium(const apo__attribution_source *s)
{
	return s->type == APO_SOURCE_AGENCY || s->type == APO_SOURCE_OUTLET;
}

/* A medium that is beside the verb, in the same clause: "told dpa", "dem Hansadienst". */
static void attribute_medium_beside(apo__voices *v, const apo_segment *segment, uint32_t t)
{
	uint32_t limit = segment->first_token + segment->tokens;
	apo__attribution_source source;
	for (uint32_t i = t; i < limit && i < t + MEDIUM_GAP && !apo__voices_break(v, i); i++) {
		if (apo__token_in(v, v->verbs, i) ||
			apo__phrase_at(v->d, v->phrases, i, limit, NULL))
			return;
		int starts = v->name_of[i] != APO_NONE || apo__token_in(v, v->articles, i) ||
			     apo__phrase_at(v->d, v->agency_words, i, limit, NULL);
		if (!starts || !apo__source_at(v, i, limit, &source) || !is_medium(&source))
			continue;
		apo__attribution_add(v, &source, source.first, source.end,
			apo__attribution_scope(v, segment, source.first, source.end));
		return;
	}
}

static int holds_statement(const apo__voices *v, uint32_t first, uint32_t end)
{
	for (uint32_t t = end; t > first && end - t < 60; t--)
		if (v->quote_of[t - 1] != APO_NONE)
			return 1;
	return 0;
}

/* Does a quotation begin at `t`, behind a comma or colon at most? */
static int is_opening(const apo__voices *v, uint32_t t, uint32_t limit)
{
	return (t < limit && v->quote_of[t] != APO_NONE) ||
	       (t + 1 < limit && apo__voices_break(v, t) && v->quote_of[t + 1] != APO_NONE);
}

static void read_participle(apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end,
	const apo__lang_entry *verb)
{
	apo__attribution_source source;
	uint32_t l = skip_back(v, t, segment->first_token),
		 limit = segment->first_token + segment->tokens;
	int says_that = end < limit && apo__token_in(v, v->complementizers, end);
	if (apo__source_before(v, l, segment->first_token, &source) &&
		source.type == APO_SOURCE_UNNAMED) { /* some politicians advocating for */
		apo__attribution_add_scoped(v, segment, &source, t, end);
		return;
	}
	/* after a quotation and its attribution the reporter explains, unless it is "noting that" */
	if (!says_that && l > segment->first_token && holds_statement(v, segment->first_token, t) &&
		!is_opening(v, end, limit))
		return;
	if (l > segment->first_token && !apo__voices_break(v, l - 1) &&
		!apo__token_in(v, v->conjunctions, l - 1) && !says_that)
		return;
	if (apo__entry_says(verb, "stance") && l > segment->first_token && v->found.count &&
		v->found.items[v->found.count - 1].segment == apo__voices_token(v, t)->segment)
		return;
	if (apo__source_understood(v, segment, t, &source))
		apo__attribution_add_scoped(v, segment, &source, t, end);
}

/* A finite verb at [t, end). Returns where reading goes on. */
static uint32_t read_verb(apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end,
	const apo__lang_entry *verb)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	uint32_t l = skip_back(v, t, first), part = end;
	apo__attribution_source source;
	if (verb->value[0] && v->nouns_capitalised && strcmp(verb->value, "stance") &&
		!(part = other_part(v, verb, end, limit)))
		return end;
	if (t > first && apo__token_in(v, v->passives, t - 1) && t == end - 1)
		return end; /* "is said to" */
	int quoted = l > first && apo__voices_break(v, l - 1);
	int left = l > first && (apo__source_before(v, l, first, &source) ||
					source_before_apposition(v, l, first, &source));
	if (!left && l > first && apo__token_in(v, v->conjunctions, l - 1)) {
		if (!v->found.count || v->found.items[v->found.count - 1].segment !=
					       apo__voices_token(v, t)->segment)
			return end;
		left = apo__source_understood(v, segment, t, &source);
	}
	if (!left && (quoted || l == first || v->nouns_capitalised)) {
		uint32_t r = skip_on(v, end, limit);
		if (!apo__source_at(v, r, limit, &source))
			return end;
	} else if (!left) {
		return end;
	}
	if (!apo__cue_fits(v, verb, &source))
		return end;
	apo__attribution_add_scoped(
		v, segment, &source, t, part > end && part == source.end + 1 ? part : end);
	attribute_medium_beside(v, segment, source.end > end ? source.end : end);
	return source.end > end ? source.end : end;
}

/* "according to n-tv": a medium whose name is not a name for the rules of names. */
static int odd_medium(apo__voices *v, uint32_t t, uint32_t limit, apo__attribution_source *source)
{
	if (t >= limit || apo__voices_token(v, t)->kind != APO_TOKEN_WORD)
		return 0;
	apo_span span = apo__voices_token(v, t)->span;
	const char *text = v->d->text + span.begin;
	size_t size = span.end - span.begin;
	if (!memchr(text, '.', size) && !(memchr(text, '-', size) && size < 8))
		return 0;
	*source = (apo__attribution_source){t, t + 1, APO_SOURCE_OUTLET, APO_NONE, NULL};
	source->name = apo__strndup(v->arena, text, size);
	return 1;
}

/* A phrase that credits, at [t, end). Returns where reading goes on. */
static uint32_t read_phrase(apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end,
	const apo__lang_entry *phrase)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	apo__attribution_source source;
	int found = apo__entry_says(phrase, "self") ? apo__source_understood(v, segment, t, &source)
		    : apo__entry_says(phrase, "after")
			    ? apo__source_before(v, t, first, &source)
			    : odd_medium(v, end, limit, &source) ||
				      apo__source_at(v, end, limit, &source);
	if (!found || (apo__entry_says(phrase, "medium") && !is_medium(&source)) ||
		(apo__entry_says(phrase, "document") && source.type != APO_SOURCE_DOCUMENT &&
			source.type != APO_SOURCE_UNNAMED))
		return end;
	uint32_t next = source.end > end ? source.end : end;
	apo__attribution_add(v, &source, t, end, apo__attribution_scope(v, segment, t, next));
	if (next + 1 < limit && apo__token_in(v, v->conjunctions, next) &&
		apo__source_at(v, next + 1, limit, &source) && is_medium(&source)) {
		apo__attribution_add(v, &source, source.first, source.end,
			apo__attribution_scope(v, segment, source.first, source.end));
		next = source.end;
	}
	return next;
}

/* A noun that looks like a verb: "the report", "of support", "Rutte's remarks". */
static int is_noun_use(const apo__voices *v, uint32_t t, uint32_t first)
{
	return t > first && !v->unspaced &&
	       (apo__token_in(v, v->articles, t - 1) || apo__token_is(v, t - 1, "'s") ||
		       (apo__token_in(v, v->prepositions, t - 1) &&
			       !apo__token_in(v, v->adverbs, t - 1)));
}

static void read_segment(apo__voices *v, const apo_segment *segment)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	for (uint32_t t = first; t < limit;) {
		const apo__lang_entry *entry;
		uint32_t count;
		if (v->quote_of[t] != APO_NONE) {
			t++;
			continue;
		}
		apo__voices_move_focus(v, segment, t);
		apo__attribution_source platform = {t, t, APO_SOURCE_PLATFORM, APO_NONE, NULL};
		if ((count = apo__phrase_at(v->d, v->platforms, t, limit, NULL)) &&
			(apo__voices_token(v, t + count - 1)->flags & APO_TOKEN_CAPITAL ||
				v->unspaced) &&
			v->found.count &&
			v->found.items[v->found.count - 1].segment ==
				apo__voices_token(v, t)->segment) {
			apo_span last = apo__voices_token(v, t + count - 1)->span;
			platform.name = apo__strndup(
				v->arena, v->d->text + last.begin, last.end - last.begin);
			uint32_t focus = v->focus;
			apo__attribution_add(v, &platform, t, t + count,
				apo__attribution_scope(v, segment, t, t + count));
			v->focus = focus;
			t += count;
		} else if ((count = apo__phrase_at(v->d, v->phrases, t, limit, &entry))) {
			t = read_phrase(v, segment, t, t + count, entry);
		} else if ((count = apo__phrase_at(v->d, v->verbs, t, limit, &entry)) &&
			   !is_noun_use(v, t, first) && v->name_of[t] == APO_NONE) {
			if (apo__entry_says(entry, "participle")) {
				read_participle(v, segment, t, t + count, entry);
				t += count;
			} else {
				t = read_verb(v, segment, t, t + count, entry);
			}
		} else {
			t++;
		}
	}
}

/* ---- quotations and their speakers ---- */

static uint32_t gap(apo_span a, apo_span b)
{
	return a.end <= b.begin ? b.begin - a.end : b.end <= a.begin ? a.begin - b.end : 0;
}

/* Give each outermost quotation the nearest attribution of its sentences, and each attribution its quotation as scope. */
static void link_quotes(apo__voices *v, apo_quote *quotes)
{
	uint32_t first = 0;
	for (uint32_t q = 0; q < v->d->quote_count; q++) {
		apo_quote *quote = &quotes[q];
		if (quote->level)
			continue;
		while (first < v->found.count &&
			v->found.items[first].segment < quote->first_segment)
			first++;
		uint32_t best = APO_NONE, distance = UINT32_MAX;
		for (uint32_t i = first;
			i < v->found.count && v->found.items[i].segment <= quote->last_segment &&
			i < first + 24;
			i++) {
			const apo_attribution *a = &v->found.items[i];
			uint32_t d = gap(a->span, quote->span);
			int medium = a->type == APO_SOURCE_AGENCY || a->type == APO_SOURCE_OUTLET;
			if (d + (medium ? 30 : 0) < distance) {
				best = i;
				distance = d + (medium ? 30 : 0);
			}
		}
		if (best == APO_NONE)
			continue;
		int is_short = (quote->flags & APO_QUOTE_SCARE) != 0;
		if (is_short &&
			(distance > 4 || v->found.items[best].span.begin > quote->span.begin))
			continue;
		quote->flags &= ~APO_QUOTE_SCARE;
		apo_attribution *a = &v->found.items[best];
		if (a->quote == APO_NONE && distance <= QUOTE_GAP) {
			a->quote = q;
			a->scope = quote->inner;
		}
	}
}

static void sort_by_place(apo__voices *v)
{
	apo_attribution *a =
		v->found.items; /* nearly sorted: attributions of a segment follow each other */
	for (uint32_t i = 1; i < v->found.count; i++) {
		apo_attribution item = a[i];
		uint32_t k = i;
		for (; k > 0 && a[k - 1].span.begin > item.span.begin; k--)
			a[k] = a[k - 1];
		a[k] = item;
	}
}

uint32_t apo__attributions_find(const apo_document *document, const apo__language *language,
	apo_quote *quotes, apo__arena *arena, apo_attribution **attributions)
{
	apo__voices v = {.d = document, .arena = arena, .focus = APO_NONE, .agency = APO_NONE};
	apo__voices_prepare(&v, language);
	apo__attributions_of_lines(&v);
	for (uint32_t i = 0; i < document->segment_count; i++)
		if (document->blocks[document->segments[i].block].kind != APO_BLOCK_BOILERPLATE)
			(v.unspaced ? apo__attributions_unspaced : read_segment)(
				&v, &document->segments[i]);
	sort_by_place(&v);
	link_quotes(&v, quotes);
	*attributions = v.found.items;
	return v.found.count;
}
