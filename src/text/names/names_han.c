/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names in Chinese. Known names and territories by longest match; foreign persons as runs of the characters that
 * transliterate ([transliteration]), whole with a middle dot (马克·吕特) or beside a title, a reporting verb or a mention
 * of the full name (吕特说); Chinese persons as surname and one or two characters beside a title (董事长柳承远);
 * organisations as a run and the word for its kind (汉萨通讯社). Linear: each phrase is looked up once a character.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/names/names.h"

#define LONGEST_RUN 12 /* characters of one part of a transliterated name */

typedef struct {
	const apo_document *d;
	apo__arena *arena;
	const apo__lang_section *sounds, *known, *roles, *organizations, *surnames, *verbs,
		*functions, *days;
	const apo__territories *territories;
	apo__interner parts; /* parts of full names */
	apo__mentions *mentions;
} finder;

static const char *form(const finder *f, uint32_t t)
{
	return f->d->tokens[t].form;
}

static int is_han(const finder *f, uint32_t t)
{
	return f->d->tokens[t].kind == APO_TOKEN_HAN;
}

static int has_sound(const finder *f, uint32_t t)
{
	return is_han(f, t) && apo__lang_find(f->sounds, form(f, t), strlen(form(f, t)));
}

static int is_dot(const finder *f, uint32_t t)
{
	return !strcmp(form(f, t), "·") || !strcmp(form(f, t), "・") || !strcmp(form(f, t), "•");
}

static void add(finder *f, uint32_t first, uint32_t end, apo_name_kind kind, const char *key)
{
	*apo__push(f->arena, f->mentions) = (apo__mention){first, end, kind, key, 0};
}

static uint32_t territory_at(const finder *f, uint32_t t, uint32_t limit, const char **key)
{
	char name[64];
	size_t size = 0;
	uint32_t best = 0;
	for (uint32_t i = t; i < limit && is_han(f, i) && size + 4 < sizeof name; i++) {
		memcpy(name + size, form(f, i), strlen(form(f, i)));
		size += strlen(form(f, i));
		const char *found = apo__territory(f->territories, name, size);
		if (found) {
			best = i + 1 - t;
			*key = found;
		}
	}
	return best;
}

static uint32_t run_end(const finder *f, uint32_t t, uint32_t limit)
{
	uint32_t end = t;
	while (end < limit && end < t + LONGEST_RUN && has_sound(f, end))
		end++;
	return end;
}

static void learn_part(finder *f, uint32_t first, uint32_t end)
{
	apo_span span = {f->d->tokens[first].span.begin, f->d->tokens[end - 1].span.end};
	apo__intern(&f->parts, f->d->text + span.begin, span.end - span.begin);
}

/* How much of a run that goes on before a verb, title or place belongs to the name: all but what the words behind take. */
static uint32_t trim_end(const finder *f, uint32_t first, uint32_t end, uint32_t limit)
{
	for (uint32_t t = first + 2; t < end; t++)
		if (apo__phrase_at(f->d, f->verbs, t, limit, NULL) ||
			apo__phrase_at(f->d, f->functions, t, limit, NULL))
			return t;
	return end;
}

/* 马克·吕特: parts with dots between. The run before the first dot may begin with the end of another word (总统马克·吕特). */
static uint32_t dotted_name(finder *f, uint32_t t, uint32_t limit)
{
	uint32_t end = run_end(f, t, limit), first = t;
	if (end == t || end + 1 >= limit || !is_dot(f, end) || !has_sound(f, end + 1))
		return 0;
	while (end + 1 < limit && is_dot(f, end) && has_sound(f, end + 1)) {
		learn_part(f, first, end);
		first = end + 1;
		end = trim_end(f, first, run_end(f, first, limit), limit);
	}
	learn_part(f, first, end);
	add(f, t, end, APO_NAME_PERSON, NULL);
	return end - t;
}

/* Longest known part of a full name at `t`. */
static uint32_t part_at(const finder *f, uint32_t t, uint32_t limit)
{
	uint32_t best = 0, begin = f->d->tokens[t].span.begin;
	for (uint32_t end = t + 1; end <= limit && end <= t + LONGEST_RUN && has_sound(f, end - 1);
		end++)
		if (end - t > 1 && apo__interned(&f->parts, f->d->text + begin,
					   f->d->tokens[end - 1].span.end - begin) != APO_NONE)
			best = end - t;
	return best;
}

static int title_before(const finder *f, uint32_t t, uint32_t first)
{
	return t > first && apo__phrase_before(f->d, f->roles, t, first, NULL) > 0;
}

static int speaks_behind(const finder *f, uint32_t t, uint32_t limit)
{
	return t < limit && (apo__phrase_at(f->d, f->verbs, t, limit, NULL) ||
				    apo__phrase_at(f->d, f->roles, t, limit, NULL));
}

/* 汉萨通讯社: a run and the word for its kind. */
static uint32_t organization_at(finder *f, uint32_t t, uint32_t limit)
{
	uint32_t end = run_end(f, t, limit);
	if (end < t + 2)
		return 0;
	for (uint32_t at = end; at >= t + 2; at--) {
		uint32_t count = apo__phrase_at(f->d, f->organizations, at, limit, NULL);
		if (count) {
			add(f, t, at + count, APO_NAME_ORGANIZATION, NULL);
			return at + count - t;
		}
	}
	return 0;
}

static uint32_t undotted_name(finder *f, uint32_t t, uint32_t first, uint32_t limit)
{
	uint32_t end = run_end(f, t, limit);
	if (end - t < 2)
		return 0;
	end = trim_end(f, t, end, limit);
	if (end - t < 2 || end - t > 6 ||
		!(title_before(f, t, first) || (end - t >= 3 && speaks_behind(f, end, limit))))
		return 0;
	learn_part(f, t, end);
	add(f, t, end, APO_NAME_PERSON, NULL);
	return end - t;
}

/* Surname and one or two characters behind a title. Two, unless a verb or function word begins with the second. */
static uint32_t chinese_name(finder *f, uint32_t t, uint32_t first, uint32_t limit)
{
	uint32_t surname = apo__phrase_at(f->d, f->surnames, t, limit, NULL);
	if (!surname || !title_before(f, t, first))
		return 0;
	uint32_t end = t + surname, most = end + 2;
	while (end < limit && end < most && is_han(f, end) &&
		!apo__phrase_at(f->d, f->verbs, end, limit, NULL) &&
		!apo__phrase_at(f->d, f->functions, end, limit, NULL))
		end++;
	if (end == t + surname)
		return 0;
	learn_part(f, t, end);
	add(f, t, end, APO_NAME_PERSON, NULL);
	return end - t;
}

/* 25日阿拉斯加: the word behind a number counts days, and begins no name. */
static int is_unit_of_date(const finder *f, uint32_t t, uint32_t first, uint32_t limit)
{
	return t > first && f->d->tokens[t - 1].kind == APO_TOKEN_NUMBER &&
	       apo__phrase_at(f->d, f->days, t, limit, NULL) == 1;
}

static uint32_t name_at(finder *f, uint32_t t, uint32_t first, uint32_t limit)
{
	const apo__lang_entry *entry;
	const char *key;
	uint32_t count = dotted_name(f, t, limit);
	if (count)
		return count;
	if ((count = apo__phrase_at(f->d, f->known, t, limit, &entry))) {
		add(f, t, t + count, APO_NAME_ORGANIZATION, entry->value);
		return count;
	}
	if ((count = territory_at(f, t, limit, &key))) {
		add(f, t, t + count, APO_NAME_PLACE, key);
		return count;
	}
	if (is_unit_of_date(f, t, first, limit))
		return 0;
	if ((count = part_at(f, t, limit))) {
		add(f, t, t + count, APO_NAME_PERSON, NULL);
		return count;
	}
	if ((count = organization_at(f, t, limit)))
		return count;
	if ((count = chinese_name(f, t, first, limit)))
		return count;
	return undotted_name(f, t, first, limit);
}

/* Names in full come first, so that their parts are known everywhere. */
static void learn_full_names(finder *f)
{
	apo__mentions found = {0}, *all = f->mentions;
	f->mentions = &found;
	for (uint32_t s = 0; s < f->d->segment_count; s++) {
		const apo_segment *segment = &f->d->segments[s];
		uint32_t limit = segment->first_token + segment->tokens;
		for (uint32_t t = segment->first_token; t < limit;) {
			uint32_t count = has_sound(f, t) ? dotted_name(f, t, limit) : 0;
			t += count ? count : 1;
		}
	}
	f->mentions = all;
}

void apo__names_find_han(const apo_document *document, const apo__language *language,
	const apo__territories *territories, apo__arena *arena, apo__mentions *mentions)
{
	finder f = {
		.d = document, .arena = arena, .territories = territories, .mentions = mentions};
	f.sounds = apo__language_section(language, "transliteration");
	if (!f.sounds->count)
		return;
	f.known = apo__language_section(language, "known-names");
	f.roles = apo__language_section(language, "person-roles");
	f.organizations = apo__language_section(language, "organization-words");
	f.surnames = apo__language_section(language, "surnames");
	f.days = apo__language_section(language, "time-words");
	f.verbs = apo__language_section(language, "reporting-verbs");
	f.functions = apo__language_section(language, "function-words");
	apo__interner_init(&f.parts, arena);
	learn_full_names(&f);
	for (uint32_t s = 0; s < document->segment_count; s++) {
		const apo_segment *segment = &document->segments[s];
		uint32_t first = segment->first_token, limit = first + segment->tokens;
		for (uint32_t t = first; t < limit;) {
			uint32_t count = is_han(&f, t) ? name_at(&f, t, first, limit) : 0;
			t += count ? count : 1;
		}
	}
}
