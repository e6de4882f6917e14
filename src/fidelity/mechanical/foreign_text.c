/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Targets that are not in the target's language: the source as it is, a run of its words, another script, another language. The
 * last is said only when three things agree: no function word of the target's language, letters or n-grams (ICU) of another.
 * A language without function words abstains from what needs them. Cost: the words of both sides, multiplied, capped.
 */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucsdet.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>

#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"
#include "text/unicode/icu_status.h"

/* Set by hand. */
#define COPY_CONFIDENCE	    .9
#define RUN_CONFIDENCE	    .8
#define SCRIPT_CONFIDENCE   .9
#define LANGUAGE_CONFIDENCE .75

#define LEAST_COPIED	3u /* words */
#define LEAST_RUN	3u
#define LEAST_WORDS	5u
#define LEAST_LETTERS	12u
#define MOST_PRODUCT	40000u
#define MOST_DETECTED	600u /* bytes of text */
#define LEAST_CERTAINTY 30   /* of ICU's 100 */

static int is_plain(const form_word *w)
{
	return w->letters && !w->digits && !w->taken && !w->upper_first;
}

/* A function word of the source's language that is none in the target's. */
static int is_source_word(const form_job *job, const form_word *w)
{
	const form_locale *l = job->checker->locale;
	return form_is_function(&l[0], w) && !form_is_function(&l[1], w);
}

static int is_copied(const form_job *job)
{
	const form_view *s = &job->view[0], *t = &job->view[1];
	uint32_t content = 0, functions = 0;
	if (t->word_count < LEAST_COPIED || t->word_count != s->word_count)
		return 0;
	for (uint32_t w = 0; w < t->word_count; w++) {
		if (t->words[w].hash != s->words[w].hash)
			return 0;
		content += is_plain(&t->words[w]) || t->words[w].han;
		functions += (uint32_t)is_source_word(job, &t->words[w]);
	}
	const form_locale *l = job->checker->locale;
	return l[0].functions && l[1].functions ? functions > 0 && content > 1
						: content > LEAST_WORDS;
}

static int is_quoted(const form_view *v, const form_word *w)
{
	return w->first && apo__is_quote_mark(v->c[w->first - 1]);
}

/* The longest run of words that the source has in the same order, from word `*first` of the target. */
static uint32_t longest_run(const form_job *job, uint32_t *first)
{
	const form_view *s = &job->view[0], *t = &job->view[1];
	uint32_t best = 0;
	for (uint32_t i = 0; i < t->word_count; i++)
		for (uint32_t k = 0; k < s->word_count; k++) {
			uint32_t n = 0;
			if (i && k && t->words[i - 1].hash == s->words[k - 1].hash)
				continue;
			while (i + n < t->word_count && k + n < s->word_count &&
				t->words[i + n].hash == s->words[k + n].hash)
				n++;
			if (n > best) {
				best = n;
				*first = i;
			}
		}
	return best;
}

static int check_run(form_job *job)
{
	const form_view *s = &job->view[0], *t = &job->view[1];
	const form_locale *l = job->checker->locale;
	uint32_t first = 0, functions = 0, content = 0;
	if (!l[0].functions || !l[1].functions ||
		(uint64_t)s->word_count * t->word_count > MOST_PRODUCT)
		return 0;
	uint32_t count = longest_run(job, &first);
	if (count < LEAST_RUN || is_quoted(t, &t->words[first]))
		return 0;
	const apo__language *source = apo__language_get(job->checker->context, l[0].code);
	int nouns = source && apo__language_section(source, "noun-endings")->count > 0;
	for (uint32_t w = first; w < first + count; w++) {
		int function = form_is_function(&l[0], &t->words[w]);
		if (t->words[w].upper_first && w && !nouns)
			return 0; /* a name of several words: Caisse centrale de garantie */
		functions += (uint32_t)is_source_word(job, &t->words[w]);
		content += !function && is_plain(&t->words[w]);
	}
	if (!functions || !content || functions + content < LEAST_RUN)
		return 0;
	form_flag_target(job, APO_ISSUE_UNTRANSLATED, APO_SEVERITY_MAJOR, t->words[first].first,
		t->words[first + count - 1].end, RUN_CONFIDENCE, "“%s” is as in the source",
		form_text(job, 1, t->words[first].first, t->words[first + count - 1].end));
	return 1;
}

/* Letters of the target, of its language's scripts, and of none of its language's letters. */
typedef struct {
	uint32_t letters, script, strange;
} letter_count;

static int is_of_script(const form_locale *locale, int32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript(c, &status);
	for (uint32_t i = 0; i < locale->script_count; i++)
		if (locale->scripts[i] == (int32_t)script)
			return 1;
	return script == USCRIPT_COMMON || script == USCRIPT_INHERITED;
}

static letter_count count_letters(const form_job *job)
{
	const form_view *t = &job->view[1];
	const form_locale *locale = &job->checker->locale[1];
	letter_count count = {0};
	for (uint32_t w = 0; w < t->word_count; w++) {
		const form_word *word = &t->words[w];
		int strange = 0;
		if (word->taken || !word->letters)
			continue;
		for (uint32_t i = word->first; i < word->end; i++) {
			if (!u_isalpha(t->c[i]))
				continue;
			count.letters++;
			count.script += (uint32_t)is_of_script(locale, t->c[i]);
			strange |= !word->upper_first && locale->spaced && locale->letters &&
				   !uset_contains(locale->letters, t->c[i]);
		}
		count.strange += strange && !form_occurs(t, &job->view[0], word->first, word->end);
	}
	return count;
}

/* What ICU's n-grams of letters take the text for, "" when they do not know. Its texts are in Latin-1. */
static const char *detected(form_job *job)
{
	const form_view *t = &job->view[1];
	char *bytes = apo__alloc(job->scratch, MOST_DETECTED);
	uint32_t size = 0;
	for (uint32_t i = t->first; i < t->end && size < MOST_DETECTED; i++) {
		if (t->c[i] > 0xFF)
			return "";
		bytes[size++] = (char)(t->taken[i] ? ' ' : t->c[i]);
	}
	UErrorCode status = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&status);
	apo__icu_memory(job->scratch, status);
	const char *language = "";
	int32_t count = 0;
	ucsdet_setText(detector, bytes, (int32_t)size, &status);
	const UCharsetMatch **matches = ucsdet_detectAll(detector, &count, &status);
	for (int32_t i = 0; U_SUCCESS(status) && i < count && !*language; i++)
		if (!strcmp(ucsdet_getName(matches[i], &status), "ISO-8859-1") &&
			ucsdet_getConfidence(matches[i], &status) >= LEAST_CERTAINTY)
			language =
				apo__strdup(job->scratch, ucsdet_getLanguage(matches[i], &status));
	ucsdet_close(detector);
	apo__icu_memory(job->scratch, status);
	return language;
}

/* Another language whose function words are a third of the words; NULL = none. */
static const char *other_by_words(const form_job *job, uint32_t words)
{
	const form_view *t = &job->view[1];
	const apo_context *context = job->checker->context;
	const char *tag, *best = NULL;
	uint32_t most = 0;
	for (size_t i = 0; (tag = apo_context_language(context, i)); i++) {
		const apo__lang_section *section =
			apo__language_section(apo__language_get(context, tag), "function-words");
		uint32_t count = 0;
		for (uint32_t w = 0; w < t->word_count; w++)
			count += !t->words[w].han && apo__lang_find(section, t->words[w].folded,
							     strlen(t->words[w].folded)) != NULL;
		if (count > most && strcmp(tag, job->checker->locale[1].code) != 0) {
			most = count;
			best = tag;
		}
	}
	return most * 3 >= words ? best : NULL;
}

static void check_other_language(form_job *job, const letter_count *letters)
{
	const form_view *t = &job->view[1];
	const form_locale *l = job->checker->locale;
	uint32_t functions = 0, words = 0, plain = 0;
	if (!l[1].functions)
		return;
	for (uint32_t w = 0; w < t->word_count; w++) {
		if (t->words[w].taken || t->words[w].digits)
			continue;
		words++;
		plain += is_plain(&t->words[w]);
		functions += (uint32_t)form_is_function(&l[1], &t->words[w]);
	}
	/* one function word in ten is what chance gives to another language */
	if (words < LEAST_WORDS || plain * 2 < words || functions * 10 > words ||
		form_occurs(t, &job->view[0], t->first, t->end))
		return;
	const char *known = other_by_words(job, words), *guess = known ? known : detected(job);
	int other = *guess && strcmp(guess, l[1].code) != 0;
	if (!known && !(letters->strange && other) && !(letters->strange > 1 && !functions))
		return;
	form_flag_target(job, APO_ISSUE_LANGUAGE, APO_SEVERITY_MAJOR, t->first, t->end,
		LANGUAGE_CONFIDENCE, "the target does not look like “%s”%s%s%s", l[1].tag,
		other ? " but like “" : "", other ? guess : "", other ? "”" : "");
}

void form_check_language(form_job *job)
{
	const form_view *t = &job->view[1];
	if (!t->word_count)
		return;
	if (is_copied(job)) {
		form_flag(job, APO_ISSUE_UNTRANSLATED, APO_SEVERITY_MAJOR, job->view[0].first,
			job->view[0].end, t->first, t->end, COPY_CONFIDENCE,
			"the target is the source as it is");
		return;
	}
	if (check_run(job))
		return;
	letter_count letters = count_letters(job);
	if (letters.letters >= LEAST_LETTERS && job->checker->locale[1].script_count &&
		!letters.script && !form_occurs(t, &job->view[0], t->first, t->end)) {
		form_flag_target(job, APO_ISSUE_LANGUAGE, APO_SEVERITY_MAJOR, t->first, t->end,
			SCRIPT_CONFIDENCE, "the target is not in a script of “%s”",
			job->checker->locale[1].tag);
		return;
	}
	check_other_language(job, &letters);
}
