/* SPDX-License-Identifier: Apache-2.0 */
/* The language of a text: by its script where that is enough (setting `script`), else by the share of its words that are
 * function words of a language; a word that several languages have counts for each of them in part. Cost: the first
 * 64 KiB of the text. */
#include "text/language/detect.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

#include "text/unicode/chars.h"
#include "text/unicode/fold.h"

#define SAMPLE	       65536u
#define MOST_LANGUAGES 64u
/* Share of words: running text of the right language has .30 (hu) to .55, of a wrong one at most .15 (measured on
 * development texts that are not part of the repository). */
#define LEAST_SHARE .15
/* A few words decide only where most of them speak for one language. Set by hand. */
#define LEAST_SCORE 2.5
#define SHORT_SHARE .4
#define LEAST_LEAD  1.3

typedef struct {
	const apo__language *languages[MOST_LANGUAGES];
	const apo__lang_section *words[MOST_LANGUAGES];
	double score[MOST_LANGUAGES];
	uint32_t count, seen;
} contest;

static void count_word(contest *c, apo__arena *arena, const char *text, size_t size)
{
	const char *folded = apo__fold(arena, text, size);
	size_t folded_size = strlen(folded);
	uint32_t having[MOST_LANGUAGES], sharing = 0;
	for (uint32_t i = 0; i < c->count; i++)
		if (apo__lang_find(c->words[i], folded, folded_size))
			having[sharing++] = i;
	for (uint32_t i = 0; i < sharing; i++)
		c->score[having[i]] += 1.0 / sharing;
	c->seen++;
}

/* Letters by script: Han, kana and hangul, Latin, any other. */
typedef struct {
	uint32_t han, japanese_korean, latin, other;
} scripts;

static void count_letter(scripts *s, UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;
	switch ((int)uscript_getScript(c, &status)) {
	case USCRIPT_HAN: s->han++; break;
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
	case USCRIPT_HANGUL: s->japanese_korean++; break;
	case USCRIPT_LATIN: s->latin++; break;
	default: s->other++; break;
	}
}

static scripts read_sample(contest *c, apo__arena *arena, const char *text, uint32_t size)
{
	scripts s = {0};
	apo__arena *scratch = apo__arena_child(arena);
	uint32_t begin = 0; /* of a word */
	for (uint32_t at = 0, next; at < size; at = next) {
		UChar32 character;
		next = apo__utf8_next(text, at, size, &character);
		if (character > 0 && u_isalpha(character)) {
			count_letter(&s, character);
			continue;
		}
		if (at > begin && at - begin < 30)
			count_word(c, scratch, text + begin, at - begin);
		begin = next;
	}
	if (size > begin && size - begin < 30)
		count_word(c, scratch, text + begin, size - begin);
	apo__arena_free(scratch);
	return s;
}

static const char *language_of_script(const apo_context *context, const char *script)
{
	const char *tag;
	for (size_t i = 0; (tag = apo_context_language(context, i)); i++)
		if (!strcmp(apo__language_setting(apo__language_get(context, tag), "script"),
			    script))
			return tag;
	return NULL;
}

const char *apo__detect_language(
	apo__arena *arena, const apo_context *context, const char *text, uint32_t size)
{
	contest c = {0};
	const char *tag;
	for (size_t i = 0; (tag = apo_context_language(context, i)) && c.count < MOST_LANGUAGES;
		i++) {
		c.languages[c.count] = apo__language_get(context, tag);
		c.words[c.count] = apo__language_section(c.languages[c.count], "function-words");
		c.count++;
	}
	scripts s = read_sample(&c, arena, text, size < SAMPLE ? size : SAMPLE);
	if (s.other > s.latin + s.han || s.japanese_korean * 10 > s.han + s.latin)
		return NULL;
	/* a Han character is about three Latin letters of text */
	if (s.han * 3 > s.latin)
		return language_of_script(context, "Hani");
	uint32_t best = 0;
	double second = 0;
	for (uint32_t i = 1; i < c.count; i++)
		if (c.score[i] > c.score[best])
			best = i;
	for (uint32_t i = 0; i < c.count; i++)
		if (i != best && c.score[i] > second)
			second = c.score[i];
	double least = c.score[best] < LEAST_SCORE ? SHORT_SHARE : LEAST_SHARE;
	if (!c.seen || c.score[best] < least * c.seen || c.score[best] < LEAST_LEAD * second)
		return NULL;
	return apo__language_tag(c.languages[best]);
}

int apo__is_language(const char *tag)
{
	char locale[ULOC_FULLNAME_CAPACITY];
	int32_t used = 0;
	UErrorCode status = U_ZERO_ERROR;
	size_t size = strlen(tag);
	if (!size || size > 35)
		return 0;
	uloc_forLanguageTag(tag, locale, sizeof locale, &used, &status);
	return U_SUCCESS(status) && (size_t)used == size && *uloc_getISO3Language(locale);
}

int apo__language_code(const char *tag, char code[9])
{
	char primary[9];
	size_t size = strcspn(tag, "-_");
	UErrorCode status = U_ZERO_ERROR;
	if (size < 2 || size > 8)
		return 0;
	memcpy(primary, tag, size);
	primary[size] = '\0';
	int32_t used = uloc_getLanguage(primary, code, 9, &status);
	return U_SUCCESS(status) && used > 1 && used < 9;
}
