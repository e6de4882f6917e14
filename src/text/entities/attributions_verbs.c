/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attributions by a verb of speech: whose subject is its source. The subject is looked for, in this order, before the verb (a name, a
 * pronoun, a noun of the lists; then an apposition; then any noun phrase), in what the verb goes on from ("and said"), behind it
 * ("said Rutte"), and beside the auxiliary of a perfect ("hat Weber gestern erklärt"). What no list knows is a source only
 * where the verb is framed by what it reports. Cost: bounded by the tokens beside the verb.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define SUBJECT_GAP  5	/* adverbs and auxiliaries between subject and verb */
#define APPOSITION   30 /* tokens of ", head of the largest group in the European Parliament," */
#define QUOTED_GAP   6	/* tokens from "cried out to the crowd" to the quotation */
#define NEGATED_NEAR 8	/* tokens from a verb to its "not" */
#define PART_GAP     25 /* tokens from a verb to its other part: "teilte ... mit", "hat ... erklärt" */

static int is_pause(const apo__voices *v, uint32_t t)
{
	return apo__token_is(v, t, ",") || apo__token_is(v, t, "—") || apo__token_is(v, t, "–");
}

/* "opposite the Museum of Modern Art, students listened": a body inside of a longer phrase has no apposition. */
static int is_inside(const apo__voices *v, const apo__attribution_source *source, uint32_t first)
{
	return source->type != APO_SOURCE_PERSON && source->first > first &&
	       (!apo__ends_phrase(v, source->first - 1) ||
		       apo__token_is(v, source->first - 1, "("));
}

/* "Manfred Weber, head of ..., had called for": the comma before token `end` closes an apposition. */
static int source_before_apposition(
	apo__voices *v, uint32_t end, uint32_t first, apo__attribution_source *source)
{
	uint32_t stop = end > first + APPOSITION ? end - APPOSITION : first, opening = APO_NONE;
	uint32_t last = end - 1;
	if (!(is_pause(v, last) || apo__token_is(v, last, ")")))
		return 0;
	for (uint32_t t = last; t > stop + 1; t--) {
		if (v->quote_of[t - 1] != APO_NONE)
			break;
		if ((is_pause(v, t - 1) || apo__token_is(v, t - 1, "(")) &&
			apo__source_before(
				v, apo__before_bracket(v, t - 1, first), first, source) &&
			source->type != APO_SOURCE_UNNAMED && !is_inside(v, source, first))
			opening = t - 1;
	}
	uint32_t n = v->name_of[last - 1];
	/* "its chairwoman, Odile Brandt, said": what is between the commas is the name itself */
	int person =
		n != APO_NONE && (v->d->names[n].kind == APO_NAME_PERSON ||
					 (v->verb_second && v->d->names[n].kind == APO_NAME_OTHER &&
						 strchr(v->d->names[n].key, ' ')));
	if (person && last > first + 2) {
		uint32_t begin = last - 1;
		while (begin > first && v->name_of[begin - 1] == n)
			begin--;
		int named = begin > first + 1 && v->name_of[begin - 2] != APO_NONE &&
			    v->d->names[v->name_of[begin - 2]].kind == APO_NAME_PERSON;
		if (begin > first && apo__token_is(v, begin - 1, ",") && !named)
			return apo__source_before(v, last, begin, source);
	}
	if (opening == APO_NONE ||
		!apo__source_before(v, apo__before_bracket(v, opening, first), first, source))
		return 0;
	if (source->entity == APO_NONE && n != APO_NONE && v->name_of[opening + 1] == n &&
		v->d->names[n].kind != APO_NAME_PLACE) { /* "the operator, Halvane Services," */
		source->entity = v->d->names[n].entity;
		source->name = v->fullest[source->entity];
	}
	if (source->first > first && source->entity != APO_NONE &&
		v->kinds[source->entity] == APO_NAME_PLACE)
		return 0; /* in Chappaqua, N.Y., */
	return source->type == APO_SOURCE_PERSON || source->first == first ||
	       source->entity != APO_NONE;
}

/* Where the adverbs and auxiliaries before token `t` begin. */
static uint32_t skip_back(const apo__voices *v, uint32_t t, uint32_t first)
{
	for (int i = 0; i < SUBJECT_GAP && t > first; i++) {
		int short_is = v->modifiers_first && t > first + 1 &&
			       apo__is_possessive(v, t - 1) && apo__token_in(v, v->pronouns, t - 2);
		if (!short_is && (!apo__token_in(v, v->adverbs, t - 1) ||
					 apo__token_in(v, v->pronouns, t - 1)))
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

typedef struct {
	const apo_segment *segment;
	const apo__lang_entry *verb;
	uint32_t first, limit; /* of the sentence */
	uint32_t t, end;       /* the verb */
	uint32_t subject_end;  /* before its adverbs and auxiliaries */
} clause;

static int is_relative(const apo__voices *v, uint32_t t)
{
	return v->name_of[t] == APO_NONE && apo__token_in(v, v->relatives, t);
}

/* "Mr. Kamin, who emphasized that" */
static int before_relative(apo__voices *v, const clause *c, apo__attribution_source *source)
{
	uint32_t end = c->subject_end - 1;
	if (end <= c->first)
		return 0;
	int comma = apo__token_is(v, end - 1, ",");
	if (comma)
		end--;
	end = apo__before_bracket(v, end, c->first);
	v->rule = "relative clause";
	return end > c->first && (apo__source_before(v, end, c->first, source) ||
					 apo__noun_phrase_before(v, end, c->first, source));
}

/* Where a verb is second, its subject is first in the clause, but for a word like "auch". */
static int begins_clause(
	const apo__voices *v, const clause *c, const apo__attribution_source *source)
{
	uint32_t t = source->first;
	if (v->verb_second && t > c->first &&
		(apo__token_in(v, v->perfects, t - 1) || apo__token_in(v, v->passives, t - 1)))
		return 0; /* hat anlässlich der Eröffnung erklärt */
	if (v->verb_second && t > c->first &&
		apo__phrase_before(v->d, v->phrases, t, c->first, NULL))
		return 0; /* Laut CNN hat der Minister erklärt */
	return !v->verb_second || t <= c->first || apo__ends_phrase(v, t - 1) ||
	       apo__token_in(v, v->adverbs, t - 1);
}

static int any_phrase_before(apo__voices *v, const clause *c, apo__attribution_source *source)
{
	uint32_t end = apo__before_bracket(v, c->subject_end, c->first);
	v->rule = "noun phrase before verb";
	if (apo__entry_says(c->verb, "stance") || apo__entry_says(c->verb, "participle") ||
		!apo__noun_phrase_before(v, end, c->first, source) || !begins_clause(v, c, source))
		return 0;
	if (apo__entry_says(c->verb, "base") && c->subject_end == c->t &&
		!apo__is_plural(v, source))
		return 0;
	return apo__entry_says(c->verb, "plain") ||
	       apo__verb_is_framed(v, c->segment, c->t, c->end, source);
}

/* "Martin Behrsing, Sprecher des Forums sagte": the apposition is not closed. */
static int source_before_open_apposition(
	apo__voices *v, const clause *c, apo__attribution_source *source)
{
	uint32_t t = c->first, n = v->name_of[t];
	if (n == APO_NONE || v->d->names[n].kind != APO_NAME_PERSON)
		return 0;
	while (t < c->t && v->name_of[t] == n)
		t++;
	uint32_t role = t + 1;
	if (role >= c->subject_end || !apo__token_is(v, t, ","))
		return 0;
	while (role < c->subject_end && apo__is_determiner(v, role))
		role++;
	if (role >= c->subject_end || !apo__noun_in(v, v->roles, role))
		return 0;
	for (uint32_t i = role; i < c->subject_end; i++)
		if (apo__ends_phrase(v, i) || i > t + APPOSITION)
			return 0;
	return apo__source_within(v, c->first, t, source);
}

/* "Das teilte die Polizei mit": what was said comes before the verb, as one word. */
static int is_object_first(const apo__voices *v, const clause *c)
{
	return c->subject_end == c->first + 1 && v->name_of[c->first] == APO_NONE &&
	       apo__token_in(v, v->object_pronouns, c->first);
}

static int subject_before(apo__voices *v, const clause *c, apo__attribution_source *source)
{
	uint32_t l = c->subject_end, bare = apo__before_bracket(v, l, c->first);
	if (l == c->first)
		return 0;
	if (is_relative(v, l - 1))
		return before_relative(v, c, source);
	v->rule = "subject before verb";
	if (apo__source_before(v, bare, c->first, source) && begins_clause(v, c, source))
		return 1;
	v->rule = "subject before apposition";
	if ((source_before_apposition(v, l, c->first, source) &&
		    (source->type == APO_SOURCE_PERSON || begins_clause(v, c, source))) ||
		source_before_open_apposition(v, c, source))
		return 1;
	return any_phrase_before(v, c, source);
}

/* The subject that the sentence begins with: "Cruz exhorted Republicans and said". */
static int subject_of_sentence(apo__voices *v, const clause *c, apo__attribution_source *source)
{
	uint32_t at = c->first;
	while (at < c->t && (apo__token_in(v, v->conjunctions, at) || v->quote_of[at] != APO_NONE ||
				    (at > c->first && apo__token_is(v, at, ","))))
		at++;
	return at < c->t && apo__source_at(v, at, c->t, source) && source->end < c->t &&
	       !apo__phrase_goes_on(v, source->end, c->t) && !apo__token_in(v, v->prepositions, at);
}

static int subject_understood(apo__voices *v, const clause *c, apo__attribution_source *source)
{
	uint32_t l = c->subject_end;
	if (l == c->first || !apo__token_in(v, v->conjunctions, l - 1) ||
		apo__token_in(v, v->prepositions, c->t - 1))
		return 0; /* and to say */
	v->rule = "subject understood";
	int here = v->found.count && v->found.items[v->found.count - 1].segment ==
					     apo__voices_token(v, c->t)->segment;
	if (here)
		return apo__source_understood(v, c->segment, c->t, source);
	if (!subject_of_sentence(v, c, source))
		return 0;
	source->first = source->end = c->t;
	return 1;
}

static int is_after_quote(const apo__voices *v, const clause *c)
{
	uint32_t l = c->subject_end;
	return (l > 0 && v->quote_of[l - 1] != APO_NONE) ||
	       (l > 1 && apo__voices_break(v, l - 1) && v->quote_of[l - 2] != APO_NONE);
}

static int is_person_or_unnamed(const apo__attribution_source *s)
{
	return s->type == APO_SOURCE_PERSON || s->type == APO_SOURCE_UNNAMED;
}

/* "said Mexico must pay": a body in front of another verb is the subject of that. */
static int ends_subject(const apo__voices *v, const apo__attribution_source *source, uint32_t limit)
{
	uint32_t t = source->end;
	return !v->modifiers_first || t >= limit || is_person_or_unnamed(source) ||
	       apo__ends_phrase(v, t) || apo__token_in(v, v->prepositions, t) ||
	       apo__token_in(v, v->time_words, t) || apo__phrase_goes_on(v, t, limit);
}

static int subject_behind(apo__voices *v, const clause *c, uint32_t end, int inverted,
	apo__attribution_source *source)
{
	uint32_t r = skip_on(v, end, c->limit);
	v->rule = "subject behind verb";
	if (v->modifiers_first && apo__entry_says(c->verb, "tell"))
		return 0; /* "told the group that": who was told */
	if (r < c->limit && apo__token_in(v, v->complementizers, r))
		return 0; /* noted that the company */
	if (r < c->limit && apo__token_in(v, v->oblique, r) && v->name_of[r] == APO_NONE)
		return 0;
	v->behind = 1;
	int found = apo__source_at(v, r, c->limit, source);
	v->behind = 0;
	if (found && ends_subject(v, source, c->limit)) {
		apo__source_name_behind(v, c->limit, source);
		return 1;
	}
	if (found && !is_person_or_unnamed(source))
		return 0;
	v->rule = "noun phrase behind verb";
	if (inverted && !apo__entry_says(c->verb, "stance") &&
		apo__noun_phrase_at(v, r, c->limit, source) &&
		apo__verb_is_framed(v, c->segment, c->t, end, source)) {
		apo__source_name_behind(v, c->limit, source);
		return 1;
	}
	/* "confesó.": the subject is not said */
	v->rule = "subject not said";
	return v->subjects_dropped && is_after_quote(v, c) &&
	       (r >= c->limit || apo__voices_break(v, r)) &&
	       apo__source_understood(v, c->segment, c->t, source);
}

/* "hat Weber gestern in Bonn erklärt:": the subject is beside the auxiliary. */
static int subject_of_perfect(apo__voices *v, const clause *c, apo__attribution_source *source)
{
	const apo__lang_section *section =
		apo__entry_says(c->verb, "passive") ? v->passives : v->perfects;
	if (!section->count || (c->end < c->limit && !apo__ends_phrase(v, c->end)))
		return 0;
	for (uint32_t i = c->t; i > c->first && c->t - i < PART_GAP; i--) {
		uint32_t auxiliary = i - 1;
		if (v->quote_of[auxiliary] != APO_NONE || apo__token_is(v, auxiliary, ":"))
			return 0;
		if (!apo__token_in(v, section, auxiliary))
			continue;
		clause at = *c;
		at.t = auxiliary;
		at.subject_end = skip_back(v, auxiliary, c->first);
		if (subject_before(v, &at, source))
			return 1;
		return subject_behind(v, &at, auxiliary + 1, 1, source) && source->end <= c->t;
	}
	return 0;
}

/* Where a verb is second, what is before it may be another part: "Der Zeitung sagte Karma". */
static int subject_is_behind(apo__voices *v, const clause *c, const apo__attribution_source *before,
	apo__attribution_source *behind)
{
	if (!v->verb_second || before->type == APO_SOURCE_PERSON || c->end >= c->limit ||
		v->name_of[c->end] == APO_NONE)
		return 0;
	return apo__source_at(v, c->end, c->limit, behind) && behind->type == APO_SOURCE_PERSON &&
	       behind->first == c->end;
}

/* Where a verb is second: is what is before it a subject, though not one that is believed? Then what follows is an object. */
static int has_subject_before(apo__voices *v, const clause *c)
{
	apo__attribution_source source;
	uint32_t l = c->subject_end, first = c->first;
	if (apo__token_is(
		    v, l - 1, ",")) /* Die Politikerin von der Partei, Anja Hajduk, kritisierte */
		return l > first + 2 && apo__is_named(v, l - 2) && v->quote_of[first] == APO_NONE &&
		       apo__is_determiner(v, first) && !apo__token_in(v, v->oblique, first);
	return apo__noun_phrase_before(v, l, first, &source) && begins_clause(v, c, &source);
}

/* "Hatzius kritisiert die Aktion": a form that is a participle and the present, right behind a name. */
static int subject_of_present(apo__voices *v, const clause *c, apo__attribution_source *source)
{
	uint32_t l = c->subject_end;
	if (!apo__entry_says(c->verb, "perfect") || !v->verb_second || l != c->t || l <= c->first ||
		!apo__is_named(v, l - 1) || c->end >= c->limit || apo__ends_phrase(v, c->end))
		return 0;
	v->rule = "subject before verb";
	return apo__source_before(v, l, c->first, source) && source->entity != APO_NONE &&
	       begins_clause(v, c, source) && source->type == APO_SOURCE_PERSON;
}

/* There the noun of the subject is known: "Das bestätigt die Polizei", but "das bestätigt die Sorge der Anwohner". */
static int subject_behind_object(apo__voices *v, const clause *c, apo__attribution_source *source)
{
	if (!subject_behind(v, c, c->end, 0, source))
		return 0;
	uint32_t t = source->first;
	while (t < source->end && !apo__is_named(v, t) &&
		!(apo__voices_token(v, t)->flags & APO_TOKEN_CAPITAL))
		t++;
	return t == source->end || apo__is_named(v, t) || apo__is_source_noun(v, t);
}

static int find_subject(apo__voices *v, const clause *c, apo__attribution_source *source)
{
	apo__attribution_source other;
	if (is_object_first(v, c))
		return subject_behind_object(v, c, source);
	if (apo__entry_says(c->verb, "perfect") || apo__entry_says(c->verb, "passive"))
		return subject_of_perfect(v, c, source) || subject_of_present(v, c, source);
	if (subject_before(v, c, source)) {
		if (!subject_is_behind(v, c, source, &other))
			return 1;
		v->rule = "subject behind verb";
		*source = other;
		return 1;
	}
	if (subject_understood(v, c, source))
		return 1;
	uint32_t l = c->subject_end;
	if (l > c->first && apo__token_in(v, v->conjunctions, l - 1))
		return 0;
	int inverted = l == c->first || v->verb_second || apo__voices_break(v, l - 1);
	if (apo__entry_says(c->verb, "stance") && !v->verb_second)
		inverted = is_after_quote(v, c);
	if (v->verb_second && l > c->first && has_subject_before(v, c))
		return subject_of_perfect(v, c, source);
	return (inverted && subject_behind(v, c, c->end, inverted, source)) ||
	       subject_of_perfect(v, c, source);
}

/* "Die Rundschau zitiert einen Zeugen mit den Worten: ...": both the medium and the witness are credited. */
static uint32_t read_citation(apo__voices *v, const clause *c)
{
	apo__attribution_source source;
	uint32_t r = skip_on(v, c->end, c->limit);
	if (!apo__source_at(v, r, c->limit, &source) &&
		!apo__noun_phrase_at(v, r, c->limit, &source))
		return c->end;
	if (!apo__verb_is_framed(v, c->segment, c->t, c->end, &source))
		return c->end;
	v->rule = "cited";
	apo__attribution_add_scoped(v, c->segment, &source, c->t, c->end, c->verb);
	uint32_t next = source.end;
	if (subject_before(v, c, &source) && apo__source_is_medium(&source)) {
		v->rule = "medium that cites";
		apo__attribution_add(v, &source, source.first, source.end,
			apo__attribution_scope(v, c->segment, source.first, source.end));
	}
	return next;
}

/* "hat nicht geantwortet", "äußerte sich bisher nicht": without a statement beside it, nothing was said. */
static int is_negated(const apo__voices *v, const clause *c, const apo__attribution_source *source)
{
	uint32_t from = source->end <= c->t ? source->end : c->t;
	for (uint32_t i = c->t; !v->verb_second && i > c->first && c->t - i < 3; i--)
		if (apo__token_in(v, v->negations, i - 1))
			return 1; /* no contestó */
	if (!v->verb_second)
		return 0;
	for (uint32_t i = from; i < c->limit && i < c->end + NEGATED_NEAR; i++)
		if (i >= c->end && apo__voices_break(v, i))
			return 0;
		else if (apo__token_in(v, v->negations, i))
			return 1;
	return 0;
}

/* "no organization has claimed": nobody. */
static int is_denied(const apo__voices *v, const apo__attribution_source *source)
{
	return source->first < source->end && apo__token_in(v, v->negations, source->first);
}

/* "figures cited in the report", "the plan rejected by voters": what takes an object has none here. */
static int is_passive_participle(
	const apo__voices *v, const apo__lang_entry *verb, uint32_t end, uint32_t limit)
{
	return v->modifiers_first && apo__entry_says(verb, "stance") && end < limit &&
	       apo__ends_in(v->participle_endings, apo__voices_token(v, end - 1)->form) &&
	       apo__token_in(v, v->passive_links, end);
}

/* A verb whose neighbours show that it says nothing here: the words before the subject is looked for. */
static int is_other_use(apo__voices *v, const clause *c)
{
	const apo__lang_entry *verb = c->verb, *next;
	uint32_t t = c->t, end = c->end, limit = c->limit;
	if (v->modifiers_first && apo__entry_says(verb, "stance") && c->subject_end < t &&
		apo__token_in(v, v->prepositions, t - 1))
		return 1; /* "a club to defend itself" */
	if (v->modifiers_first && end == t + 1 &&
		apo__phrase_at(v->d, v->verbs, end, limit, &next) &&
		!apo__entry_says(next, "participle") && !apo__entry_says(next, "base") &&
		apo__entry_says(verb, "framed"))
		return 1; /* "some figures declared" */
	if (strchr(verb->value, '-') && apo__verb_is_excluded(v, verb, c->first, t, end, limit))
		return 1;
	if (v->verb_second && end < limit &&
		(apo__token_in(v, v->modals, end) || apo__token_in(v, v->passives, end)))
		return 1; /* dass sie klagen würde, dass er verurteilt worden war */
	if (t > c->first && end == t + 1 && apo__token_in(v, v->reflexives, t - 1))
		return 1; /* se celebró, se déclare en faillite */
	if (v->verb_second && !apo__verb_has_part(verb) && apo__verb_is_another(v, end, limit))
		return 1;
	return t > c->first && !v->verb_second && apo__token_in(v, v->passives, t - 1) &&
	       t == end - 1 && !apo__entry_says(verb, "participle"); /* "is said to" */
}

uint32_t apo__attribution_read_verb(apo__voices *v, const apo_segment *segment, uint32_t t,
	uint32_t end, const apo__lang_entry *verb)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens, part = end;
	clause c = {segment, verb, first, limit, t, end, skip_back(v, t, first)};
	apo__attribution_source source;
	if (is_other_use(v, &c))
		return end;
	if (v->verb_second && apo__verb_has_part(verb) &&
		!(part = apo__verb_part(v, verb, end, limit)))
		return end;
	if (apo__entry_says(verb, "cites"))
		return read_citation(v, &c);
	if (apo__entry_says(verb, "attitude"))
		return apo__attribution_read_attitude(v, segment, t, end, c.subject_end, verb);
	if (!find_subject(v, &c, &source) || is_denied(v, &source) ||
		!apo__cue_fits(v, verb, &source) ||
		(source.title && !apo__entry_says(verb, "news")))
		return end;
	if (apo__entry_says(verb, "names") && c.subject_end > first && end < limit &&
		!apo__is_named(v, c.subject_end - 1) &&
		!apo__token_in(v, v->pronouns, c.subject_end - 1) &&
		(apo__is_named(v, end) || apo__voices_token(v, end)->flags & APO_TOKEN_CAPITAL ||
			apo__voices_break(v, end)))
		return end; /* a group called Ginbot, a website called "..." */
	if (is_passive_participle(v, verb, end, limit) && source.type != APO_SOURCE_PERSON)
		return end;
	uint32_t from = source.first < t && source.first < source.end ? source.first : t;
	if ((source.unsure || (apo__entry_says(verb, "framed") && !is_object_first(v, &c))) &&
		!apo__entry_says(verb, "plain") &&
		!apo__verb_is_framed(v, segment, t, end, &source))
		return apo__attribution_read_attitude(v, segment, t, end, c.subject_end, verb);
	/* what a body does is not a statement: "the board supports the plan" */
	if (apo__entry_says(verb, "weak") && source.type != APO_SOURCE_PERSON &&
		!apo__verb_is_quoted(v, segment, from, t, end))
		return end;
	if (!v->modifiers_first && !is_person_or_unnamed(&source) && is_negated(v, &c, &source) &&
		!apo__verb_is_framed(v, segment, t, end, &source))
		return end;
	if (source.unsure && apo__entry_says(verb, "news") && v->nouns_capitalised)
		apo__source_name_medium(v, &source);
	else if (source.unsure && !source.name && source.type == APO_SOURCE_UNNAMED &&
		 v->verb_second && source.first < source.end)
		apo__source_name_person(v, end, &source);
	if (apo__entry_says(verb, "quoted") && !apo__verb_is_quoted(v, segment, from, t, end))
		return end;
	uint32_t cue_end = part > end && part == source.end + 1 ? part : end;
	if (is_object_first(v, &c) && segment > v->d->segments &&
		segment[-1].block == segment->block)
		apo__attribution_add(
			v, &source, t, cue_end, segment[-1].span); /* what "das" means */
	else
		apo__attribution_add_scoped(v, segment, &source, t, cue_end, verb);
	apo__attribution_read_told(v, segment, source.end > end ? source.end : end, verb);
	return source.end > end ? source.end : end;
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

int apo__verb_is_quoted(
	const apo__voices *v, const apo_segment *segment, uint32_t from, uint32_t t, uint32_t end)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	while (from > first && apo__token_in(v, v->adverbs, from - 1))
		from--;
	if (from == first && first > 0 && v->quote_of[first - 1] != APO_NONE)
		return 1; /* "Why?" he asked. */
	if (from > first && v->quote_of[from - 1] != APO_NONE)
		return 1;
	if (from > first + 1 && apo__voices_break(v, from - 1) && v->quote_of[from - 2] != APO_NONE)
		return 1;
	for (uint32_t i = end; i < limit && i < end + QUOTED_GAP && end > t; i++)
		if (is_opening(v, i, limit) || apo__token_is(v, i, ":"))
			return 1;
		else if (apo__token_in(v, v->verbs, i))
			return 0;
	return 0;
}

void apo__attribution_read_participle(apo__voices *v, const apo_segment *segment, uint32_t t,
	uint32_t end, const apo__lang_entry *verb)
{
	apo__attribution_source source;
	uint32_t l = skip_back(v, t, segment->first_token),
		 limit = segment->first_token + segment->tokens;
	int says_that = end < limit && apo__token_in(v, v->complementizers, end);
	v->rule = "participle";
	if (apo__source_before(v, l, segment->first_token, &source) &&
		source.type == APO_SOURCE_UNNAMED &&
		!source.unsure) { /* some politicians advocating for */
		apo__attribution_add_scoped(v, segment, &source, t, end, verb);
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
	if (!apo__source_understood(v, segment, t, &source))
		return;
	/* what a body does is not a statement: "struck down the law, highlighting the stakes" */
	if (!is_person_or_unnamed(&source) && !says_that && !is_opening(v, end, limit))
		return;
	apo__attribution_add_scoped(v, segment, &source, t, end, verb);
}
