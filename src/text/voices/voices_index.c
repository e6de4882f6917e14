/* SPDX-License-Identifier: Apache-2.0 */
/* What the rules of attribution need to know of a document before they read it. Linear in its tokens. */
#include <string.h>

#include "text/document/phrases.h"
#include "text/voices/known.h"

/* „icelandreview.com“ */
static int is_address(const apo_document *d, uint32_t first, uint32_t end)
{
	apo_span span = {d->tokens[first].span.begin, d->tokens[end - 1].span.end};
	const char *text = d->text + span.begin;
	size_t size = span.end - span.begin;
	return memchr(text, '.', size) && !memchr(text, ' ', size);
}

/* Do the few words of a quotation name a thing, as in the newspaper "Chronicle"? A cry before a comma does not. */
static int names_thing(const apo_document *d, const apo_quote *quote, uint32_t t)
{
	uint32_t first = t + 1, end = first;
	while (end < d->token_count && d->tokens[end].span.begin < quote->inner.end)
		end++;
	if (end == first || end + 1 >= d->token_count ||
		!(d->tokens[first].flags & (APO_TOKEN_CAPITAL | APO_TOKEN_UPPER) ||
			is_address(d, first, end)) ||
		d->tokens[end - 1].kind == APO_TOKEN_PUNCTUATION)
		return 0;
	int free_before = !t || d->tokens[t - 1].segment != d->tokens[t].segment ||
			  d->tokens[t - 1].kind == APO_TOKEN_PUNCTUATION;
	return !(free_before && !strcmp(d->tokens[end + 1].form, ","));
}

static void index_tokens(apo__voices *v)
{
	const apo_document *d = v->d;
	v->name_of = apo__alloc_array(v->arena, d->token_count + 1, sizeof *v->name_of);
	v->quote_of = apo__alloc_array(v->arena, d->token_count + 1, sizeof *v->quote_of);
	v->title_of = apo__alloc_array(v->arena, d->token_count + 1, sizeof *v->title_of);
	uint32_t n = 0, q = 0, last = APO_NONE;
	int named = 0;
	for (uint32_t t = 0; t < d->token_count; t++) {
		apo_span span = d->tokens[t].span;
		while (n < d->name_count && d->names[n].span.end <= span.begin)
			n++;
		while (q < d->quote_count &&
			(d->quotes[q].span.end <= span.begin || d->quotes[q].level))
			q++;
		v->name_of[t] =
			n < d->name_count && d->names[n].span.begin <= span.begin ? n : APO_NONE;
		int inside = q < d->quote_count && d->quotes[q].span.begin <= span.begin;
		int is_short = inside && (d->quotes[q].flags & APO_QUOTE_SCARE);
		if (is_short && q != last) {
			last = q;
			named = names_thing(d, &d->quotes[q], t);
		}
		v->quote_of[t] = inside && !is_short ? q : APO_NONE;
		v->title_of[t] = is_short && named ? q : APO_NONE;
	}
}

/* Longest mention, kind, and what the first name tells of "he" and "she". */
static void index_entities(apo__voices *v)
{
	const apo_document *d = v->d;
	for (uint32_t i = 0; i < d->name_count; i++)
		if (d->names[i].entity >= v->entities)
			v->entities = d->names[i].entity + 1;
	v->fullest = apo__alloc_array(v->arena, v->entities + 1, sizeof *v->fullest);
	v->kinds = apo__alloc_array(v->arena, v->entities + 1, sizeof *v->kinds);
	v->media = apo__alloc_array(v->arena, v->entities + 1, sizeof *v->media);
	v->gender = apo__alloc_array(v->arena, v->entities + 1, sizeof *v->gender);
	char *was_adjective = apo__alloc_array(v->arena, v->entities + 1, sizeof *was_adjective);
	for (uint32_t t = 0; t < d->token_count; t++) {
		uint32_t n = v->name_of[t];
		if (n == APO_NONE || (t > 0 && v->name_of[t - 1] == n))
			continue;
		const apo_name *name = &d->names[n];
		uint32_t size = name->span.end - name->span.begin;
		const char **fullest = &v->fullest[name->entity];
		v->kinds[name->entity] = name->kind;
		int place = name->kind == APO_NAME_PLACE;
		int adjective = place && apo__token_in(v, v->demonyms, t);
		size_t longest = *fullest ? strlen(*fullest) : 0;
		/* Russland rather than Russlands, Iran rather than Iranians */
		int genitive = place && v->nouns_capitalised && longest == size + 1u &&
			       (*fullest)[size] == 's';
		if (!longest ||
			(longest < size && !adjective && !was_adjective[name->entity] &&
				!(place && v->nouns_capitalised && size == longest + 1u)) ||
			(was_adjective[name->entity] && !adjective) || genitive) {
			*fullest = apo__strndup(v->arena, d->text + name->span.begin, size);
			was_adjective[name->entity] = (char)adjective;
		}
		const char *form = d->tokens[t].form;
		const apo__lang_entry *first = apo__lang_find(v->firsts, form, strlen(form));
		if (first && name->kind == APO_NAME_PERSON)
			v->gender[name->entity] = first->value[0];
	}
}

/* Is a name, the tokens [t, end), a medium because it "reported" or was told? One word, not one that the text has as a part of a longer
 * name, as an office or a body; an acronym that no list has is a body. */
static int agency_by_verb(const apo__voices *v, uint32_t t, uint32_t end)
{
	const apo_document *d = v->d;
	const apo_name *name = &d->names[v->name_of[t]];
	const apo__lang_entry *verb, *next;
	if (end - t != 1 || name->kind == APO_NAME_PLACE || d->tokens[t].flags & APO_TOKEN_UPPER ||
		strchr(name->key, ' ') || v->unspaced || apo__noun_in(v, v->organizations, t))
		return 0;
	int told = t > 0 && v->kinds[name->entity] != APO_NAME_PERSON &&
		   apo__phrase_before(d, v->verbs, t, t - 1, &verb) &&
		   apo__entry_says(verb, "tell");
	uint32_t count = apo__phrase_at(d, v->verbs, end, d->token_count, &verb);
	int reported = count && apo__entry_says(verb, "news") &&
		       !apo__phrase_at(d, v->verbs, end + count, d->token_count, &next) &&
		       (!v->modifiers_first || end + count >= d->token_count ||
			       d->tokens[end + count].kind == APO_TOKEN_PUNCTUATION ||
			       apo__token_in(v, v->complementizers, end + count) ||
			       d->tokens[end + count].flags & APO_TOKEN_CAPITAL ||
			       (apo__token_in(v, v->adverbs, end + count) &&
				       end + count + 1 < d->token_count &&
				       !apo__token_in(v, v->articles, end + count + 1)) ||
			       apo__token_in(v, v->articles, end + count) ||
			       v->name_of[end + count] != APO_NONE);
	return told || reported;
}

/* A word for a news agency in a name; "agency" alone is one of any body: "National Police Agency". */
static int is_news_agency(const apo__voices *v, uint32_t t)
{
	uint32_t count = apo__phrase_at(v->d, v->agency_words, t, v->d->token_count, NULL);
	return count > 1 || (count && (v->unspaced || !apo__token_in(v, v->organizations, t)));
}

int apo__is_surname(const apo__voices *v, uint32_t t)
{
	const char *form = v->d->tokens[t].form;
	return apo__interned(&v->surnames_of_persons, form, strlen(form)) != APO_NONE;
}

/* The last words of full names that begin with a first name or a form of address. */
static void find_surnames(apo__voices *v)
{
	const apo_document *d = v->d;
	apo__interner_init(&v->surnames_of_persons, v->arena);
	for (uint32_t t = 0; t + 1 < d->token_count; t++) {
		uint32_t last = t + 1;
		if (!apo__token_in(v, v->firsts, t) || !(d->tokens[t].flags & APO_TOKEN_CAPITAL))
			continue;
		while (last + 1 < d->token_count && v->name_of[t] != APO_NONE &&
			v->name_of[last + 1] == v->name_of[t])
			last++;
		if (d->tokens[last].flags & APO_TOKEN_CAPITAL && last - t < 3 &&
			d->tokens[last].segment == d->tokens[t].segment)
			apo__intern(&v->surnames_of_persons, d->tokens[last].form,
				strlen(d->tokens[last].form));
	}
}

/* Which names are news media: known agencies, a word for one in or before the name, what "reported" or was told. */
static void find_media(apo__voices *v)
{
	const apo_document *d = v->d;
	for (uint32_t t = 0; t < d->token_count; t++) {
		uint32_t n = v->name_of[t], first = t;
		if (n == APO_NONE || (t > 0 && v->name_of[t - 1] == n))
			continue;
		unsigned char *medium = &v->media[d->names[n].entity];
		uint32_t end = t;
		int agency = 0, outlet = 0;
		for (; end < d->token_count && v->name_of[end] == n; end++) {
			agency |= is_news_agency(v, end);
			const char *suffix = strrchr(d->tokens[end].form, '-');
			outlet |=
				apo__phrase_at(d, v->outlet_words, end, d->token_count, NULL) > 0 ||
				(suffix && apo__lang_find(v->outlet_words, suffix + 1,
						   strlen(suffix + 1)));
		}
		if (first > 0 && v->title_of[first] != APO_NONE &&
			v->title_of[first - 1] == v->title_of[first] &&
			d->tokens[first - 1].kind == APO_TOKEN_PUNCTUATION)
			first--; /* the newspaper "Chronicle" */
		if (first > 0 && d->tokens[first - 1].segment == d->tokens[t].segment) {
			uint32_t begin = d->segments[d->tokens[t].segment].first_token;
			agency |= apo__phrase_before(d, v->agency_words, first, begin, NULL) > 0;
			outlet |= apo__phrase_before(d, v->outlet_words, first, begin, NULL) > 0;
		}
		apo_name_kind kind = d->names[n].kind;
		if (kind != APO_NAME_PERSON && kind != APO_NAME_PLACE)
			outlet |=
				end < d->token_count &&
				apo__phrase_at(d, v->outlet_words, end, d->token_count, NULL) > 0 &&
				!(v->unspaced &&
					(apo__phrase_at(d, v->verbs, end, d->token_count, NULL) ||
						apo__phrase_at(d, v->documents, end, d->token_count,
							NULL))); /* 联合国报告 */
		if (kind == APO_NAME_PERSON && v->gender[d->names[n].entity])
			agency = outlet = 0; /* Mayor Don Guardian */
		if (kind == APO_NAME_PLACE)
			agency = outlet = 0; /* the British press */
		int by_verb = !outlet && agency_by_verb(v, t, end);
		int article = v->modifiers_first && t > 0 && apo__token_in(v, v->articles, t - 1);
		outlet |= by_verb && article; /* The Hill reported */
		agency |= by_verb && !article;
		if (apo__phrase_at(d, v->agencies, t, end, NULL) == end - t)
			agency = 1;
		if (end - t == 1 && apo__is_surname(v, t))
			agency = outlet = 0; /* Michael Bloomberg */
		if (agency)
			*medium = APO__MEDIUM_AGENCY;
		else if (outlet && !*medium)
			*medium = APO__MEDIUM_OUTLET;
	}
}

/* Which office or body is before which name: "director Conrad Loos", "the auction house Hartwell & Loos". */
static void find_holders(apo__voices *v)
{
	const apo_document *d = v->d;
	apo__interner_init(&v->offices, v->arena);
	for (uint32_t t = 1; t < d->token_count; t++) {
		uint32_t n = v->name_of[t];
		if (n == APO_NONE || v->name_of[t - 1] == n)
			continue;
		uint32_t before = apo__token_is(v, t - 1, ",") && t > 1 ? t - 2 : t - 1;
		const char *form = d->tokens[before].form;
		int person = v->kinds[d->names[n].entity] == APO_NAME_PERSON;
		if (person ? !apo__token_in(v, v->roles, before) &&
					!apo__phrase_before(d, v->roles, before + 1,
						before > 3 ? before - 3 : 0, NULL)
			   : !apo__phrase_ending(v->organizations, form) ||
					(before + 1 < t && v->kinds[d->names[n].entity] !=
								   APO_NAME_ORGANIZATION))
			continue; /* Sprecherin der Fraktion, Gisela Piltz */
		if (!person && !v->nouns_capitalised && !v->modifiers_first &&
			!strchr(d->names[n].key, ' ') && !(d->tokens[t].flags & APO_TOKEN_UPPER))
			continue; /* el gobierno Central */
		uint32_t known = v->offices.count;
		if (apo__intern(&v->offices, form, strlen(form)) == known)
			*apo__push(v->arena, &v->holders) = d->names[n].entity;
	}
}

static void find_capitals(apo__voices *v)
{
	apo__interner_init(&v->capitals, v->arena);
	for (uint32_t t = 0; v->nouns_capitalised && t < v->d->token_count; t++) {
		const apo_token *token = &v->d->tokens[t];
		if (token->flags & APO_TOKEN_CAPITAL && !(token->flags & APO_TOKEN_INITIAL))
			apo__intern(&v->capitals, token->form, strlen(token->form));
	}
}

static void open_sections(apo__voices *v, const apo__language *language)
{
	const struct {
		const apo__lang_section **section;
		const char *name;
	} sections[] = {{&v->verbs, "reporting-verbs"}, {&v->adverbs, "cue-adverbs"},
		{&v->phrases, "attribution-phrases"}, {&v->pronouns, "pronouns"},
		{&v->unnamed, "unnamed-sources"}, {&v->roles, "person-roles"},
		{&v->organizations, "organization-words"}, {&v->agency_words, "agency-words"},
		{&v->outlet_words, "outlet-words"}, {&v->agencies, "agencies"},
		{&v->documents, "document-words"}, {&v->articles, "articles"},
		{&v->indefinite, "indefinite-articles"}, {&v->prepositions, "prepositions"},
		{&v->bylines, "bylines"}, {&v->lines, "source-lines"}, {&v->platforms, "platforms"},
		{&v->functions, "function-words"}, {&v->firsts, "first-names"},
		{&v->conjunctions, "conjunctions"}, {&v->complementizers, "complementizers"},
		{&v->particles, "name-particles"}, {&v->passives, "passives"},
		{&v->noun_marks, "noun-marks"}, {&v->inflections, "noun-inflections"},
		{&v->determiners, "determiners"}, {&v->oblique, "oblique-articles"},
		{&v->genitives, "genitive-articles"}, {&v->clause_words, "clause-words"},
		{&v->relatives, "relative-pronouns"}, {&v->perfects, "perfect-auxiliaries"},
		{&v->report_nouns, "report-nouns"}, {&v->plurals, "plural-endings"},
		{&v->endings, "noun-endings"}, {&v->possessives, "possessives"},
		{&v->links, "report-links"}, {&v->credits, "credit-lines"},
		{&v->surnames, "surnames"}, {&v->verb_plurals, "plural-verb-endings"},
		{&v->negations, "negation"}, {&v->relative_signs, "relative-signs"},
		{&v->adverbials, "adverbial-conjunctions"}, {&v->that_nouns, "that-nouns"},
		{&v->demonyms, "demonyms"}, {&v->time_words, "time-words"},
		{&v->adjective_cases, "adjective-cases"},
		{&v->genitive_endings, "genitive-endings"}, {&v->noun_genitives, "noun-genitives"},
		{&v->told_links, "told-links"}, {&v->participle_endings, "participle-endings"},
		{&v->name_links, "name-links"}, {&v->person_suffixes, "person-suffixes"},
		{&v->separable, "separable-particles"}, {&v->person_endings, "person-endings"},
		{&v->modals, "modals"}, {&v->body_endings, "body-endings"},
		{&v->passive_links, "passive-links"}, {&v->complement_links, "complement-links"},
		{&v->adjective_endings, "adjective-endings"}, {&v->reflexives, "reflexives"},
		{&v->object_pronouns, "object-pronouns"}, {&v->months, "months"},
		{&v->day_signs, "day-signs"}, {&v->wire_words, "wire-words"},
		{&v->own_words, "own-words"}, {&v->picture_words, "picture-words"},
		{&v->circumstances, "circumstances"}, {&v->weekdays, "weekdays"},
		{&v->scope_ends, "scope-ends"}, {&v->attitudes, "attitude-verbs"},
		{&v->progressives, "progressive-endings"}};
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		*sections[i].section = apo__language_section(language, sections[i].name);
	v->nouns_capitalised = !strcmp(apo__language_setting(language, "nouns"), "capitalised");
	v->modifiers_first = !strcmp(apo__language_setting(language, "modifiers"), "first");
	v->subjects_dropped = !strcmp(apo__language_setting(language, "subjects"), "dropped");
	v->verb_second = !strcmp(apo__language_setting(language, "verbs"), "second");
	v->unspaced = !strcmp(apo__language_setting(language, "words"), "unspaced");
}

void apo__voices_prepare(apo__voices *v, const apo__language *language)
{
	open_sections(v, language);
	index_tokens(v);
	index_entities(v);
	find_surnames(v);
	find_media(v);
	find_holders(v);
	find_capitals(v);
	apo__descriptions_find(v);
}
