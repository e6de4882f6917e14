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

/* "Das sagte die Polizei", but "das erklärte Ziel": a new phrase begins behind the verb. */
static int is_object_first(const apo__voices *v, uint32_t t, uint32_t first)
{
	if (t != first + 1 || !apo__token_in(v, v->object_pronouns, first) ||
		t + 1 >= v->d->token_count)
		return 0;
	return apo__is_named(v, t + 1) || apo__is_determiner(v, t + 1) ||
	       apo__token_in(v, v->pronouns, t + 1) || apo__token_in(v, v->adverbs, t + 1) ||
	       apo__token_in(v, v->roles, t + 1);
}

/* A noun that looks like a verb: "the report", "of support", "Rutte's remarks". */
static int is_noun_use(const apo__voices *v, uint32_t t, uint32_t first)
{
	if (is_object_first(v, t, first))
		return 0;
	return t > first && !v->unspaced &&
	       (apo__token_in(v, v->articles, t - 1) || apo__is_possessive(v, t - 1) ||
		       (apo__token_in(v, v->prepositions, t - 1) &&
			       !apo__token_in(v, v->adverbs, t - 1)));
}

/* Where nouns have capitals: "Angaben der Hersteller", but "angaben". */
static int is_written_as_noun(const apo__voices *v, uint32_t t)
{
	uint32_t flags = apo__voices_token(v, t)->flags;
	return v->nouns_capitalised && flags & APO_TOKEN_CAPITAL && !(flags & APO_TOKEN_INITIAL);
}

/* "Trump is telling", "he's predicting": a participle that is the verb of its clause. */
static int is_progressive(const apo__voices *v, uint32_t t, uint32_t first)
{
	while (t > first + 1 && v->modifiers_first && apo__token_in(v, v->adverbs, t - 1) &&
		!apo__token_in(v, v->passives, t - 1))
		t--;
	return v->modifiers_first && t > first + 1 &&
	       (apo__token_in(v, v->passives, t - 1) ||
		       (apo__is_possessive(v, t - 1) && apo__token_in(v, v->pronouns, t - 2)));
}

/* A person's name at token `at`, with the office before it at most. */
static int person_at(apo__voices *v, uint32_t at, uint32_t limit, apo__attribution_source *source)
{
	return at < limit && apo__source_at(v, at, limit, source) &&
	       source->type == APO_SOURCE_PERSON && source->entity != APO_NONE &&
	       v->name_of[source->end - 1] != APO_NONE;
}

/* Marks that credit: "..." - Krystal Correa; WALLACE: Governor, ... Returns where reading goes on, `t` when there are none. */
static uint32_t read_mark(apo__voices *v, const apo_segment *segment, uint32_t t)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	apo__attribution_source source;
	if (t > 0 && v->quote_of[t - 1] != APO_NONE && apo__is_dash(v, t) &&
		person_at(v, t + 1, limit, &source) && source.end + 1 >= limit) {
		v->rule = "dash";
		apo__attribution_add(v, &source, t, t + 1, v->d->quotes[v->quote_of[t - 1]].inner);
		return source.end;
	}
	if (t == first && segment->span.begin == v->d->blocks[segment->block].span.begin &&
		person_at(v, t, limit, &source) && source.end + 1 < limit &&
		apo__token_is(v, source.end, ":")) {
		v->rule = "colon";
		apo__attribution_add(v, &source, source.end, source.end + 1,
			apo__attribution_scope(v, segment, t, source.end + 1));
		return source.end + 1;
	}
	return t;
}

/* The colon that announces a quotation, in this segment or the next; APO_NONE = there is none. */
static uint32_t announcing_colon(const apo__voices *v, const apo_segment *segment)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	for (uint32_t t = first; t < limit; t++)
		if (v->quote_of[t] != APO_NONE)
			return t > first && apo__token_is(v, t - 1, ":") ? t - 1 : APO_NONE;
	return segment->tokens > 1 && apo__token_is(v, limit - 1, ":") &&
			       limit < v->d->token_count && v->quote_of[limit] != APO_NONE
		       ? limit - 1
		       : APO_NONE;
}

/* A person, body or medium that the document names, or an office. */
static int may_announce(const apo__voices *v, const apo__attribution_source *source)
{
	if (source->entity != APO_NONE && v->kinds[source->entity] == APO_NAME_PLACE)
		return 0;
	return source->name && !source->unsure && !source->title &&
	       source->type != APO_SOURCE_UNNAMED && source->type != APO_SOURCE_DOCUMENT;
}

/* "Weber lost patience: “...”": no verb of the lists announces it, so the subject of its sentence speaks, which is first or right
 * before the colon. */
static void read_announcement(apo__voices *v, const apo_segment *segment)
{
	uint32_t first = segment->first_token, colon = announcing_colon(v, segment);
	apo__attribution_source source;
	if (colon == APO_NONE || v->d->blocks[segment->block].kind == APO_BLOCK_HEADING ||
		(v->found.count && v->found.items[v->found.count - 1].segment >=
					   apo__voices_token(v, first)->segment))
		return;
	while (first < colon && apo__token_in(v, v->conjunctions, first))
		first++;
	if (first == colon || apo__token_in(v, v->oblique, first))
		return;
	int found = !apo__token_in(v, v->prepositions, first) &&
		    apo__source_at(v, first, colon, &source) && may_announce(v, &source);
	if (!found)
		found = v->verb_second && apo__source_before(v, colon, first, &source) &&
			may_announce(v, &source) && source.type == APO_SOURCE_PERSON &&
			(source.first == first ||
				!apo__token_in(v, v->prepositions, source.first - 1)) &&
			!apo__token_in(v, v->oblique, source.first);
	if (!found)
		return;
	v->rule = "colon before a quotation";
	apo__attribution_add(
		v, &source, colon, colon + 1, apo__attribution_scope(v, segment, first, colon + 1));
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
		uint32_t next = read_mark(v, segment, t);
		if (next > t) {
			t = next;
			continue;
		}
		apo__voices_move_focus(v, segment, t);
		apo__attribution_source platform = {
			t, t, APO_SOURCE_PLATFORM, APO_NONE, NULL, 0, 0};
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
			v->rule = "platform";
			apo__attribution_add(v, &platform, t, t + count,
				apo__attribution_scope(v, segment, t, t + count));
			v->focus = focus;
			t += count;
		} else if ((count = apo__phrase_at(v->d, v->phrases, t, limit, &entry))) {
			t = apo__attribution_read_phrase(v, segment, t, t + count, entry);
		} else if ((count = apo__phrase_at(v->d, v->verbs, t, limit, &entry)) &&
			   !is_noun_use(v, t, first) && v->name_of[t] == APO_NONE &&
			   !is_written_as_noun(v, t)) {
			if (apo__entry_says(entry, "participle") && !is_progressive(v, t, first)) {
				apo__attribution_read_participle(v, segment, t, t + count, entry);
				t += count;
			} else {
				t = apo__attribution_read_verb(v, segment, t, t + count, entry);
			}
		} else if ((count = apo__phrase_at(v->d, v->attitudes, t, limit, &entry)) &&
			   !is_noun_use(v, t, first) && v->name_of[t] == APO_NONE) {
			t = apo__attribution_read_verb(v, segment, t, t + count, entry);
		} else {
			t++;
		}
	}
	read_announcement(v, segment);
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
	apo__quotes_mark_titles(document, language, quotes);
	apo__voices_prepare(&v, language);
	apo__attributions_of_lines(&v);
	for (uint32_t i = 0; i < document->segment_count; i++)
		if (document->blocks[document->segments[i].block].kind != APO_BLOCK_BOILERPLATE)
			(v.unspaced ? apo__attributions_unspaced : read_segment)(
				&v, &document->segments[i]);
	sort_by_place(&v);
	apo__attributions_to_quotes(&v, quotes);
	*attributions = v.found.items;
	return v.found.count;
}
