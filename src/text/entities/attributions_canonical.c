/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a source without a proper name is called: the words of its noun phrase, without article, and in the case of a subject: "des
 * Statistischen Bundesamtes" is the Statistische Bundesamt. Which endings that changes is data of the language. Cost: bounded by the
 * tokens of the phrase.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define SHORTEST_STEM 3 /* bytes that are left of a word without its ending */

static size_t ending_of(const apo__lang_section *section, const char *form, const char **value)
{
	size_t size = strlen(form), longest = 0;
	for (uint32_t i = 0; i < section->count; i++) {
		const char *ending = section->entries[i].folded;
		size_t cut = strlen(ending);
		if (cut > longest && size >= cut + SHORTEST_STEM &&
			!strcmp(form + size - cut, ending)) {
			longest = cut;
			*value = section->entries[i].value;
		}
	}
	return longest;
}

/* Is the phrase that begins at `first` in another case than that of a subject? */
static int is_oblique(const apo__voices *v, uint32_t first)
{
	return v->name_of[first] == APO_NONE &&
	       (apo__token_in(v, v->oblique, first) || apo__token_in(v, v->genitives, first));
}

/* The word at token `t` without an ending of `section`, with what that ends in instead. */
static const char *other_ending(apo__voices *v, const apo__lang_section *section, uint32_t t)
{
	const char *value = "", *text = apo__tokens_text(v, t, t + 1);
	size_t cut = ending_of(section, v->d->tokens[t].form, &value);
	return cut ? apo__sprintf(v->arena, "%.*s%s", (int)(strlen(text) - cut), text, value)
		   : text;
}

/* The words [first, end) as a subject has them; `article` is before them. */
static const char *as_subject(apo__voices *v, uint32_t article, uint32_t first, uint32_t end)
{
	if (article == first || !is_oblique(v, article) || !v->adjective_cases->count)
		return apo__tokens_text(v, first, end);
	const char *value, *out = "";
	uint32_t head = first;
	while (head + 1 < end && !apo__token_in(v, v->name_links, head + 1))
		head++;
	int is_plural = ending_of(v->adjective_cases, v->d->tokens[head].form, &value) > 0;
	for (uint32_t t = first; t < end; t++) {
		uint32_t gap = t > first ? v->d->tokens[t - 1].span.end : 0,
			 begin = v->d->tokens[t].span.begin;
		const char *word = apo__tokens_text(v, t, t + 1);
		if (t < head && !is_plural)
			word = other_ending(v, v->adjective_cases, t);
		else if (t == head && apo__token_in(v, v->noun_genitives, article))
			word = other_ending(v, v->genitive_endings, t);
		out = apo__sprintf(v->arena, "%s%.*s%s", out, t > first ? (int)(begin - gap) : 0,
			v->d->text + gap, word);
	}
	return out;
}

/* "Bundesamt für Umwelt" */
static int is_link(const apo__voices *v, uint32_t t, uint32_t end)
{
	return t + 1 < end && apo__token_in(v, v->name_links, t) &&
	       (apo__noun_in(v, v->organizations, t - 1) ||
		       v->d->tokens[t - 1].flags & APO_TOKEN_CAPITAL) &&
	       (v->nouns_capitalised || v->d->tokens[t + 1].flags & APO_TOKEN_CAPITAL);
}

const char *apo__source_description(apo__voices *v, uint32_t first, uint32_t end)
{
	uint32_t article = first;
	while (first + 1 < end && (apo__is_determiner(v, first) || apo__is_possessive(v, first)))
		first++;
	if (first > article)
		article = first - 1;
	uint32_t core = first + 1;
	while (core < end && (apo__is_named(v, core) || is_link(v, core, end) ||
				     !(apo__token_in(v, v->prepositions, core) ||
					     apo__token_in(v, v->genitives, core) ||
					     v->d->tokens[core].kind == APO_TOKEN_PUNCTUATION)))
		core++;
	return as_subject(v, article, first, core);
}

/* "NBC's Meet": what a medium has is not part of its name. */
static void cut_possessive(apo__voices *v, apo__attribution_source *s)
{
	const char *mark = strstr(s->name, "'s ");
	if (!mark)
		mark = strstr(s->name, "’s ");
	if (!mark || s->type == APO_SOURCE_INSTITUTION)
		return;
	for (uint32_t t = s->first; t < s->end; t++)
		if (apo__is_possessive(v, t))
			return;
		else if (apo__phrase_at(v->d, v->outlet_words, t, s->end, NULL) ||
			 apo__phrase_at(v->d, v->agencies, t, s->end, NULL)) {
			s->name = apo__strndup(v->arena, s->name, (size_t)(mark - s->name));
			return;
		}
}

/* "Bloomberg New Energy Finance": capitals right behind a name belong to it. */
static void run_on(apo__voices *v, apo__attribution_source *s)
{
	uint32_t t = s->first, first;
	while (t < s->end &&
		(v->name_of[t] == APO_NONE || v->d->names[v->name_of[t]].entity != s->entity))
		t++;
	for (first = t; t < s->end && v->name_of[t] == v->name_of[first];)
		t++;
	uint32_t end = t;
	while (end < s->end && v->d->tokens[end].kind == APO_TOKEN_WORD &&
		v->d->tokens[end].flags & APO_TOKEN_CAPITAL && !apo__is_source_noun(v, end))
		end++;
	if (!v->modifiers_first || end < t + 2 || end < s->end)
		return;
	s->name = apo__tokens_text(v, first, end);
	s->entity = APO_NONE;
	s->type = APO_SOURCE_INSTITUTION;
}

/* "die Neue Osnabrücker Zeitung": a capital in front of the name, inside of a sentence, belongs to it; the genitive of "des arabischen
 * Senders Al-Dschasira" does not. */
static void widen_name(apo__voices *v, apo__attribution_source *s)
{
	const char *ending, *space = strchr(s->name, ' ');
	uint32_t t = s->first + 1, end;
	if (!v->nouns_capitalised)
		return;
	while (t < s->end &&
		(v->name_of[t] == APO_NONE || v->d->names[v->name_of[t]].entity != s->entity))
		t++;
	for (end = t; end < s->end && v->name_of[end] == v->name_of[t];)
		end++;
	if (t >= s->end)
		return;
	const apo_token *before = &v->d->tokens[t - 1];
	if (before->flags & APO_TOKEN_CAPITAL && !(before->flags & APO_TOKEN_INITIAL) &&
		t > s->first + 1 && apo__is_determiner(v, t - 2) && !apo__is_named(v, t - 1) &&
		!apo__is_source_noun(v, t - 1))
		s->name = apo__tokens_text(v, t - 1, end);
	else if (end > t + 1 && space && apo__token_in(v, v->noun_genitives, s->first) &&
		 apo__is_source_noun(v, t) && !apo__token_in(v, v->organizations, t) &&
		 ending_of(v->genitive_endings, v->d->tokens[t].form, &ending))
		s->name = space + 1;
}

/* The name without the quotation marks around it. */
static void strip_quotation(apo__voices *v, apo__attribution_source *s)
{
	static const char *const marks[] = {"„", "“", "”", "\"", "»", "«"};
	size_t size = strlen(s->name), before = 0, after = 0;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t mark = strlen(marks[i]);
		if (size > 2 * mark && !strncmp(s->name, marks[i], mark))
			before = mark;
		if (size > 2 * mark && !strcmp(s->name + size - mark, marks[i]))
			after = mark;
	}
	if (before && after)
		s->name = apo__strndup(v->arena, s->name + before, size - before - after);
}

void apo__source_call(apo__voices *v, apo__attribution_source *s)
{
	if (!s->name || v->unspaced)
		return;
	uint32_t first = 0, last = 0;
	if (apo__source_complete(v, s))
		return;
	if (v->complement_links->count && s->entity != APO_NONE && v->media[s->entity] &&
		strchr(s->name, ' ') && apo__token_in(v, v->outlet_words, s->end - 1)) {
		s->name = apo__tokens_text(v, s->end - 1, s->end); /* Le Monde, not Ancien Monde */
		s->entity = APO_NONE;
		return;
	}
	if (s->entity == APO_NONE) {
		if (apo__source_words(v, s, &first, &last) && last < s->end &&
			apo__token_in(v, v->name_links, last))
			last = s->end; /* Ärzte ohne Grenzen */
		if (last > first)
			s->name = apo__source_description(v, first, last);
		strip_quotation(v, s);
		return;
	}
	cut_possessive(v, s);
	run_on(v, s);
	if (s->entity == APO_NONE)
		return;
	widen_name(v, s);
	const char *ending;
	if (v->kinds[s->entity] == APO_NAME_PLACE && s->first && s->end == s->first + 1 &&
		apo__token_in(v, v->report_nouns, s->first - 1) &&
		ending_of(v->genitive_endings, v->d->tokens[s->first].form, &ending) &&
		!strcmp(apo__tokens_text(v, s->first, s->end), s->name)) {
		s->name = other_ending(
			v, v->genitive_endings, s->first); /* nach Auffassung Russlands */
		return;
	}
	/* the name itself has an ending of its case, when it is what stands here */
	for (uint32_t t = s->first + 1; t < s->end; t++) {
		uint32_t n = v->name_of[t], end = t + 1;
		if (n == APO_NONE || v->d->names[n].entity != s->entity || v->name_of[t - 1] == n)
			continue;
		while (end < s->end && v->name_of[end] == n)
			end++;
		if (!strcmp(apo__tokens_text(v, t, end), s->name))
			s->name = as_subject(v, t - 1, t, end);
		return;
	}
}
