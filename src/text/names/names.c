/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names in scripts with capitals. A run is a row of capitalised words that are not function words ("NATO Secretary General
 * Mark Rutte"); known names, territories and titles cut it into names. A word that begins a sentence, and in a language
 * that capitalises its nouns any single word, is a name only when something else says so: a title or first name before
 * it, a full name elsewhere that has it, a run of its own kind. Then the mentions of one thing get one number.
 * Linear in the tokens but for the sort of the names of a document.
 */
#include "text/names/names.h"

#include <stdlib.h>
#include <string.h>

#include "text/document/phrases.h"
#include "text/unicode/fold.h"

typedef struct {
	const apo_document *d;
	const apo__language *language;
	apo__arena *arena;
	const apo__lang_section *functions, *not_names, *roles, *organizations, *firsts, *particles,
		*known, *abbreviations, *unnamed, *adjectives, *demonyms, *verbs, *endings,
		*places_before, *inflections, *articles, *agencies, *adverbs, *outlets,
		*territory_names;
	int nouns_capitalised;
	apo__interner lower; /* forms that occur without a capital, or behind an article */
	apo__interner seen;  /* forms with a capital ... */
	APO__VECTOR(uint32_t) seen_often; /* ... and how often each is there */
	apo__interner inside;		  /* forms with a capital that do not begin a sentence */
	apo__interner parts;		  /* words of names of two words and more */
	const apo__territories *territories;
	apo__mentions mentions;
} finder;

static const apo_token *token_at(const finder *f, uint32_t t)
{
	return &f->d->tokens[t];
}

static int in_section(const apo__lang_section *section, const char *form)
{
	return apo__lang_find(section, form, strlen(form)) != NULL;
}

static int in_interner(const apo__interner *interner, const char *form)
{
	return apo__interned(interner, form, strlen(form)) != APO_NONE;
}

/* Is the noun `form` in the section, as it stands or, where nouns are capitalised and grow together, as its last part? */
static int is_noun_of(const finder *f, const apo__lang_section *section, const char *form)
{
	return in_section(section, form) ||
	       (f->nouns_capitalised && apo__phrase_ending(section, form) != NULL);
}

/* A capitalised word that may belong to a name. */
static int may_be_name(const finder *f, uint32_t t)
{
	const apo_token *token = token_at(f, t);
	if (token->kind != APO_TOKEN_WORD || !(token->flags & APO_TOKEN_CAPITAL))
		return 0;
	if (token->flags & APO_TOKEN_UPPER)
		return 1;
	const char *hyphen = strrchr(token->form, '-'); /* European-led */
	if (hyphen && !f->nouns_capitalised) {
		size_t last = strlen(hyphen) - 1;
		char c = f->d->text[token->span.end - last];
		if (c >= 'a' && c <= 'z')
			return 0;
	}
	if (in_section(f->functions, token->form) || in_section(f->not_names, token->form))
		return 0;
	return !(token->flags & APO_TOKEN_INITIAL) ||
	       (!in_interner(&f->lower, token->form) && !in_section(f->adverbs, token->form));
}

/* The form without `ending`; NULL when it ends otherwise. */
static const char *form_without(const finder *f, const char *form, const char *ending)
{
	size_t size = strlen(form), cut = strlen(ending);
	if (size < cut + 4 || strcmp(form + size - cut, ending))
		return NULL;
	return apo__strndup(f->arena, form, size - cut);
}

static int is_role(const finder *f, uint32_t t)
{
	const char *form = token_at(f, t)->form;
	if (is_noun_of(f, f->roles, form))
		return 1;
	for (uint32_t i = 0; i < f->inflections->count; i++) {
		const char *bare = form_without(f, form, f->inflections->entries[i].folded);
		if (bare && is_noun_of(f, f->roles, bare))
			return 1;
	}
	return 0;
}

static int is_organization_word(const finder *f, uint32_t t)
{
	return is_noun_of(f, f->organizations, token_at(f, t)->form);
}

/* A word of a name's kind in a language where every noun is capitalised. */
static int is_common_noun(const finder *f, uint32_t t)
{
	const char *form = token_at(f, t)->form;
	return f->nouns_capitalised && !(token_at(f, t)->flags & APO_TOKEN_UPPER) &&
	       !in_section(f->firsts, form) &&
	       (in_interner(&f->lower, form) || apo__phrase_ending(f->endings, form) != NULL);
}

static int touch(const finder *f, uint32_t t)
{
	return token_at(f, t)->span.end == token_at(f, t + 1)->span.begin;
}

/* May the small words [end, next) join the name that begins at `t` to the capitalised word at `next`? Where nouns have
 * capitals only a first name or & makes it likely; "of" joins only the names of bodies. */
static int joins(const finder *f, uint32_t t, uint32_t end, uint32_t next)
{
	if (end == next || !strcmp(token_at(f, end)->form, "&") ||
		!strcmp(token_at(f, end)->form, "."))
		return 1;
	const apo__lang_entry *entry = apo__lang_find(
		f->particles, token_at(f, end)->form, strlen(token_at(f, end)->form));
	if (entry && apo__entry_says(entry, "organization"))
		return is_organization_word(f, end - 1);
	return !is_organization_word(f, next) &&
	       (!f->nouns_capitalised || in_section(f->firsts, token_at(f, t)->form));
}

/* The stop of "George W. Bush" at token `t`. */
static uint32_t is_initial(const finder *f, uint32_t t, uint32_t limit)
{
	return t + 1 < limit && t > 0 && !strcmp(token_at(f, t)->form, ".") && touch(f, t - 1) &&
	       token_at(f, t - 1)->span.end - token_at(f, t - 1)->span.begin == 1 &&
	       token_at(f, t - 1)->flags & APO_TOKEN_CAPITAL && may_be_name(f, t + 1);
}

/* Where the run that begins at `t` ends. Small words join two capitalised ones: "Ursula von der Leyen", "Hartwell & Loos",
 * "European People's Party". */
static uint32_t run_end(const finder *f, uint32_t t, uint32_t limit)
{
	uint32_t end = t + 1;
	for (;;) {
		uint32_t next = end + is_initial(f, end, limit);
		while (next < limit && next < end + 3 &&
			in_section(f->particles, token_at(f, next)->form))
			next++;
		if (next == limit || next >= end + 3 || !may_be_name(f, next) ||
			!joins(f, t, end, next))
			return end;
		end = next + 1;
	}
}

static void add(finder *f, uint32_t first, uint32_t end, apo_name_kind kind, const char *key)
{
	*apo__push(f->arena, &f->mentions) = (apo__mention){first, end, kind, key, 0};
}

/* "European People's Party": the possessive is part of a name that ends in a word for an organisation. */
static uint32_t possessive_name_end(const finder *f, uint32_t end, uint32_t limit)
{
	if (end + 1 >= limit || strcmp(token_at(f, end)->form, "'s") || !may_be_name(f, end + 1))
		return end;
	uint32_t far = run_end(f, end + 1, limit);
	return is_organization_word(f, far - 1) && far - end <= 4 ? far : end;
}

/* ISO code of the territory that begins at token `t`, its length in `*count`. */
static const char *territory_at(const finder *f, uint32_t t, uint32_t end, uint32_t *count)
{
	char name[96];
	size_t size = 0;
	const char *best = NULL;
	for (uint32_t i = t; i < end && i < t + 6; i++) {
		const char *form = token_at(f, i)->form;
		size_t length = strlen(form);
		if (size + length + 2 > sizeof name)
			break;
		if (i > t && !touch(f, i - 1))
			name[size++] = ' ';
		memcpy(name + size, form, length);
		size += length;
		const char *key = apo__territory(f->territories, name, size);
		if (key) {
			best = key;
			*count = i + 1 - t;
		}
	}
	const char *bare = f->nouns_capitalised ? form_without(f, token_at(f, t)->form, "s") : NULL;
	if (!best && bare && (best = apo__territory(f->territories, bare, strlen(bare))))
		*count = 1;
	return best;
}

/* A known name, territory or adjective of one at `t`; returns its tokens, 0 = none. */
static uint32_t known_at(
	const finder *f, uint32_t t, uint32_t end, apo_name_kind *kind, const char **key)
{
	const apo__lang_entry *entry;
	uint32_t count = apo__phrase_at(f->d, f->agencies, t, end, NULL);
	uint32_t place = apo__phrase_at(f->d, f->territory_names, t, end, &entry);
	if (!count && place) { /* USA Today */
		count = apo__phrase_at(f->d, f->outlets, t, end, NULL);
		count = count > 1 ? count : 0;
	}
	if (count) {
		apo_span span = {token_at(f, t)->span.begin, token_at(f, t + count - 1)->span.end};
		*kind = APO_NAME_ORGANIZATION;
		*key = apo__fold(f->arena, f->d->text + span.begin, span.end - span.begin);
		return count;
	}
	if (place) {
		*kind = APO_NAME_PLACE;
		*key = entry->value;
		return place;
	}
	count = apo__phrase_at(f->d, f->known, t, end, &entry);
	if (count) {
		*kind = APO_NAME_ORGANIZATION;
		*key = entry->value;
		return count;
	}
	if ((*key = territory_at(f, t, end, &count)) ||
		((count = apo__phrase_at(f->d, f->demonyms, t, t + 1, &entry)) &&
			(*key = entry->value))) {
		*kind = APO_NAME_PLACE;
		return count;
	}
	return 0;
}

/* Does a form of address stand before the word: "Mr. King"? */
static int behind_address(const finder *f, uint32_t t)
{
	if (t < 2 || strcmp(token_at(f, t - 1)->form, ".") != 0 || !touch(f, t - 2))
		return 0;
	const char *form = token_at(f, t - 2)->form;
	const apo__lang_entry *entry = apo__lang_find(f->abbreviations, form, strlen(form));
	return entry && apo__entry_says(entry, "title") && in_section(f->roles, form);
}

/* Does a role stand right before token `t` ("director Conrad Loos", "the house's director, Conrad Loos")? */
static int role_before(const finder *f, uint32_t t, uint32_t first)
{
	if (behind_address(f, t))
		return 1;
	if (t > first + 1 && !strcmp(token_at(f, t - 1)->form, ",")) {
		t--;
		/* der Innenminister Frankreichs, Nicolas Sarkozy */
		if (f->nouns_capitalised && t > first + 1 && !is_role(f, t - 1) &&
			token_at(f, t - 1)->flags & APO_TOKEN_CAPITAL)
			t--;
	}
	return t > first &&
	       (apo__phrase_before(f->d, f->roles, t, first, NULL) || is_role(f, t - 1));
}

/* "Manfred Weber, head of ..." */
static int role_behind(const finder *f, uint32_t t, uint32_t limit)
{
	if (t >= limit || strcmp(token_at(f, t)->form, ","))
		return 0;
	for (uint32_t i = t + 1; i < limit && i < t + 4; i++)
		if (apo__phrase_at(f->d, f->roles, i, limit, NULL) || is_role(f, i))
			return 1;
	return 0;
}

static int is_plain_word(const finder *f, uint32_t t)
{
	const apo_token *token = token_at(f, t);
	return token->kind == APO_TOKEN_WORD && !(token->flags & APO_TOKEN_UPPER) &&
	       !memchr(f->d->text + token->span.begin, '.', token->span.end - token->span.begin);
}

static int verb_beside(
	const finder *f, uint32_t first, uint32_t end, uint32_t begin, uint32_t limit)
{
	const apo__lang_entry *verb;
	return apo__phrase_at(f->d, f->verbs, end, limit, NULL) ||
	       (first > begin && apo__phrase_before(f->d, f->verbs, first, begin, &verb) &&
		       !apo__entry_says(verb, "tell"));
}

/* "Politische": an adjective that begins a sentence. */
static int begins_as_adjective(const finder *f, uint32_t t)
{
	const apo_token *token = token_at(f, t);
	for (uint32_t i = 0; token->flags & APO_TOKEN_INITIAL && i < f->adjectives->count; i++)
		if (form_without(f, token->form, f->adjectives->entries[i].folded))
			return 1;
	return 0;
}

static apo_name_kind kind_of(
	const finder *f, uint32_t first, uint32_t end, const apo_segment *segment)
{
	uint32_t begin = segment->first_token, limit = begin + segment->tokens;
	for (uint32_t t = first; t < end; t++)
		if (is_organization_word(f, t) || !strcmp(token_at(f, t)->form, "&"))
			return APO_NAME_ORGANIZATION;
	if (first > begin && is_organization_word(f, first - 1) &&
		!in_section(f->firsts, token_at(f, first)->form))
		return APO_NAME_ORGANIZATION;
	if (end - first == 1 && token_at(f, first)->flags & APO_TOKEN_UPPER)
		return APO_NAME_ORGANIZATION;
	if (in_section(f->firsts, token_at(f, first)->form) || role_before(f, first, begin) ||
		role_behind(f, end, limit))
		return APO_NAME_PERSON;
	if (first > begin && in_section(f->places_before, token_at(f, first - 1)->form))
		return APO_NAME_PLACE;
	int plain = 1;
	for (uint32_t t = first; t < end; t++)
		plain &= is_plain_word(f, t) || in_section(f->particles, token_at(f, t)->form);
	int article = first > begin && in_section(f->articles, token_at(f, first - 1)->form);
	if (end - first == 1 && token_at(f, first)->flags & APO_TOKEN_INITIAL &&
		!in_interner(&f->inside, token_at(f, first)->form))
		return APO_NAME_OTHER; /* Researchers found */
	if (f->nouns_capitalised && (in_section(f->unnamed, token_at(f, end - 1)->form) ||
					    begins_as_adjective(f, first)))
		return APO_NAME_OTHER; /* Politische Beobachter */
	if (plain && !article &&
		((end - first == 2 && !f->nouns_capitalised) ||
			((end - first == 2 || !f->nouns_capitalised) &&
				verb_beside(f, first, end, begin, limit))))
		return APO_NAME_PERSON;
	return APO_NAME_OTHER;
}

/* Where the name of a person begins behind words of bodies, by its first name; `end` = nowhere. */
static uint32_t person_in(const finder *f, uint32_t first, uint32_t end)
{
	for (uint32_t t = end; t > first + 2 && !f->nouns_capitalised; t--) {
		const char *form = token_at(f, t - 1)->form, *before = token_at(f, t - 2)->form;
		if (is_organization_word(f, t - 1) || !strcmp(form, "&"))
			return end;
		if (t < end && in_section(f->firsts, form) && !in_section(f->particles, before) &&
			!in_section(f->firsts, before))
			return t - 1;
	}
	return end;
}

/* What is left of a run between titles and known names. */
static void add_stretch(finder *f, uint32_t first, uint32_t end, const apo_segment *segment)
{
	while (first < end && (is_common_noun(f, first) || is_organization_word(f, first)) &&
		f->nouns_capitalised)
		first++;
	while (first < end && f->nouns_capitalised && end - first > 1 && is_common_noun(f, end - 1))
		end--;
	while (first < end && in_section(f->particles, token_at(f, first)->form))
		first++;
	if (first >= end)
		return;
	uint32_t person = person_in(f, first, end);
	if (person < end) { /* "House Intelligence Republican Mike Pompeo" */
		add_stretch(f, first, person, segment);
		first = person;
	}
	apo_name_kind kind = person < end ? APO_NAME_PERSON : kind_of(f, first, end, segment);
	if (end - first == 1 && kind != APO_NAME_PERSON) {
		/* single words wait for the full names: see settle_singles */
		add(f, first, end, kind, NULL);
		return;
	}
	for (uint32_t t = first; t < end; t++)
		apo__intern(&f->parts, token_at(f, t)->form, strlen(token_at(f, t)->form));
	add(f, first, end, kind, NULL);
}

static uint32_t role_at(const finder *f, uint32_t t, uint32_t end)
{
	uint32_t count = apo__phrase_at(f->d, f->roles, t, end, NULL);
	if (count == 1 && end - t == 1 && behind_address(f, t))
		return 0; /* Mr. King */
	return count ? count : (f->nouns_capitalised && is_role(f, t));
}

/* Cut the run [t, end) at titles, known names and territories. */
static void cut_run(finder *f, uint32_t t, uint32_t end, const apo_segment *segment)
{
	uint32_t first = t;
	if (!f->nouns_capitalised && end - t > 1 && is_organization_word(f, end - 1) &&
		!apo__phrase_at(f->d, f->known, t, end, NULL)) {
		add_stretch(f, t, end, segment);
		return;
	}
	while (t < end) {
		apo_name_kind kind;
		const char *key;
		uint32_t count = role_at(f, t, end), known = 0;
		if (!count)
			count = known = known_at(f, t, end, &kind, &key);
		if (!count ||
			(known && t > first && end - t == count && t > 0 &&
				(in_section(f->particles, token_at(f, t - 1)->form) ||
					(t == first + 1 && in_section(f->firsts,
								   token_at(f, first)->form))))) {
			t++;
			continue;
		}
		add_stretch(f, first, t, segment);
		if (known)
			add(f, t, t + count, kind, key);
		first = t += count;
	}
	add_stretch(f, first, end, segment);
}

/* dpa: an agency that writes itself without capitals. */
static int is_small_agency(const finder *f, uint32_t t)
{
	const apo_token *token = token_at(f, t);
	return token->kind == APO_TOKEN_WORD && token->span.end - token->span.begin >= 3 &&
	       !(token->flags & APO_TOKEN_CAPITAL) && in_section(f->agencies, token->form);
}

static void read_segment(finder *f, const apo_segment *segment)
{
	uint32_t t = segment->first_token, limit = t + segment->tokens;
	int title_case = !f->nouns_capitalised && apo__is_title_case(f->d, f->functions, segment);
	while (t < limit) {
		apo_name_kind kind;
		const char *key;
		uint32_t office = title_case || f->nouns_capitalised
					  ? 0
					  : apo__phrase_at(f->d, f->roles, t, limit, NULL);
		if (office > 2) { /* Secretary of State Colin Powell */
			t += office;
			continue;
		}
		if (title_case || !may_be_name(f, t)) {
			const apo_token *token = token_at(f, t);
			uint32_t count = token->flags & APO_TOKEN_CAPITAL
						 ? known_at(f, t, limit, &kind, &key)
						 : 0;
			if (!count && is_small_agency(f, t)) {
				add(f, t, t + 1, APO_NAME_ORGANIZATION, token->form);
				t++;
				continue;
			}
			if (count && !(count == 1 && in_section(f->functions, token->form)))
				add(f, t, t + count, kind, key);
			t += count ? count : 1;
			continue;
		}
		uint32_t end = possessive_name_end(f, run_end(f, t, limit), limit);
		for (uint32_t i = t + 1; i < end && !f->nouns_capitalised; i++)
			if (apo__phrase_at(f->d, f->roles, i, limit, NULL) > 2)
				end = i; /* Former Secretary of State */
		cut_run(f, t, end, segment);
		t = end;
	}
}

/* Words without a capital; where nouns have one, words behind an article. */
static void learn_common_words(finder *f)
{
	for (uint32_t t = 0; t < f->d->token_count; t++) {
		const apo_token *token = token_at(f, t);
		if (token->kind != APO_TOKEN_WORD)
			continue;
		if (token->flags & APO_TOKEN_CAPITAL) {
			uint32_t known = f->seen.count,
				 id = apo__intern(&f->seen, token->form, strlen(token->form));
			if (id == known)
				*apo__push(f->arena, &f->seen_often) = 0;
			f->seen_often.items[id]++;
			if (!(token->flags & APO_TOKEN_INITIAL))
				apo__intern(&f->inside, token->form, strlen(token->form));
		}
		int common = !(token->flags & APO_TOKEN_CAPITAL) ||
			     (f->nouns_capitalised && t > 0 &&
				     in_section(f->articles, token_at(f, t - 1)->form));
		/* Ursula von der Leyen */
		if (t > 2 && in_section(f->firsts, token_at(f, t - 3)->form))
			common &= !(token->flags & APO_TOKEN_CAPITAL);
		if (common)
			apo__intern(&f->lower, token->form, strlen(token->form));
	}
}

/* "Winter Harbour" in quotation marks is a title. */
static void settle_titles(finder *f)
{
	uint32_t q = 0;
	for (uint32_t i = 0; i < f->mentions.count; i++) {
		apo__mention *m = &f->mentions.items[i];
		uint32_t begin = token_at(f, m->first)->span.begin,
			 end = token_at(f, m->end - 1)->span.end;
		while (q < f->d->quote_count && f->d->quotes[q].span.end <= begin)
			q++;
		if (q < f->d->quote_count && f->d->quotes[q].inner.begin == begin &&
			f->d->quotes[q].inner.end <= end + 1)
			m->kind = APO_NAME_OTHER;
	}
}

static uint32_t count_of(const finder *f, const char *form)
{
	uint32_t id = apo__interned(&f->seen, form, strlen(form));
	return id == APO_NONE ? 0 : f->seen_often.items[id];
}

/* "Von der Leyen": where the small words of a surname begin that a full name of the text has, too. */
static uint32_t with_particles(const finder *f, uint32_t t)
{
	uint32_t first = t, begin = f->d->segments[token_at(f, t)->segment].first_token;
	while (first > begin && t - first < 2 &&
		in_section(f->particles, token_at(f, first - 1)->form) &&
		in_interner(&f->parts, token_at(f, first - 1)->form))
		first--;
	return token_at(f, first)->flags & APO_TOKEN_CAPITAL ? first : t;
}

static void settle_singles(finder *f)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < f->mentions.count; i++) {
		apo__mention m = f->mentions.items[i];
		const apo_token *token = token_at(f, m.first);
		int part = in_interner(&f->parts, token->form);
		if (part && m.end - m.first == 1)
			m.first = with_particles(f, m.first);
		/* a noun behind an office is a name when the text has it again: Kanzler Merz, but Kanzler Vorschläge */
		if (f->nouns_capitalised && !m.key && m.end - m.first == 1 && !part &&
			m.kind == APO_NAME_PERSON && !(token->flags & APO_TOKEN_UPPER) &&
			count_of(f, token->form) < 2)
			continue;
		int sure = m.key || m.end - m.first > 1 || part || m.kind == APO_NAME_PERSON ||
			   token->flags & APO_TOKEN_UPPER;
		if (!sure)
			sure = !(token->flags & APO_TOKEN_INITIAL) &&
			       (!f->nouns_capitalised || m.kind == APO_NAME_PLACE) &&
			       !in_interner(&f->lower, token->form);
		if (sure)
			f->mentions.items[kept++] = m;
	}
	f->mentions.count = kept;
}

static int by_place(const void *a, const void *b)
{
	const apo__mention *x = a, *y = b;
	return x->first < y->first ? -1 : x->first > y->first;
}

uint32_t apo__names_find(const apo_context *context, const apo_document *document,
	const apo__language *language, apo__arena *arena, apo_name **names)
{
	finder f = {.d = document, .language = language, .arena = arena};
	const struct {
		const apo__lang_section **section;
		const char *name;
	} sections[] = {{&f.functions, "function-words"}, {&f.not_names, "not-names"},
		{&f.unnamed, "unnamed-sources"}, {&f.adjectives, "adjective-endings"},
		{&f.abbreviations, "abbreviations"}, {&f.roles, "person-roles"},
		{&f.organizations, "organization-words"}, {&f.firsts, "first-names"},
		{&f.particles, "name-particles"}, {&f.known, "known-names"},
		{&f.demonyms, "demonyms"}, {&f.verbs, "reporting-verbs"},
		{&f.endings, "noun-endings"}, {&f.places_before, "place-prepositions"},
		{&f.adverbs, "cue-adverbs"}, {&f.articles, "articles"}, {&f.agencies, "agencies"},
		{&f.outlets, "outlet-words"}, {&f.territory_names, "territory-names"},
		{&f.inflections, "noun-inflections"}};
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		*sections[i].section = apo__language_section(language, sections[i].name);
	f.nouns_capitalised = !strcmp(apo__language_setting(language, "nouns"), "capitalised");
	apo__interner_init(&f.lower, arena);
	apo__interner_init(&f.parts, arena);
	apo__interner_init(&f.seen, arena);
	apo__interner_init(&f.inside, arena);
	f.territories = apo__territories_get(context, language, arena);
	learn_common_words(&f);
	for (uint32_t i = 0; i < document->segment_count; i++)
		read_segment(&f, &document->segments[i]);
	settle_titles(&f);
	settle_singles(&f);
	apo__names_find_han(document, language, f.territories, arena, &f.mentions);
	if (f.mentions.count)
		qsort(f.mentions.items, f.mentions.count, sizeof *f.mentions.items, by_place);
	apo__names_cluster(document, arena, &f.mentions);
	*names = apo__alloc_array(arena, f.mentions.count + 1, sizeof **names);
	for (uint32_t i = 0; i < f.mentions.count; i++) {
		const apo__mention *m = &f.mentions.items[i];
		(*names)[i] = (apo_name){.span = {token_at(&f, m->first)->span.begin,
						 token_at(&f, m->end - 1)->span.end},
			.segment = token_at(&f, m->first)->segment,
			.entity = m->entity,
			.kind = m->kind,
			.key = m->key};
	}
	return f.mentions.count;
}
