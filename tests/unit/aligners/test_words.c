/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "aligners/aligners.h"

static apo_context *context;
static apo__arena *arena;

static void start(void)
{
	context = apo_context_new(NULL, NULL);
	arena = apo__arena_new();
}

static void stop(void)
{
	apo__arena_free(arena);
	apo_context_free(context);
}

TestSuite(words, .init = start, .fini = stop);

static apo_document *lines(const char *lang, const char *text)
{
	apo_document_options how = APO_DOCUMENT_OPTIONS_INIT;
	how.lang = lang;
	how.format = APO_FORMAT_LINES;
	how.layers = APO_LAYER_TOKENS;
	return apo_document_read(context, "test", text, strlen(text), &how, NULL);
}

typedef struct {
	apo_document *documents[2];
	apo_lexicons *lexicons;
	apo__words words[2];
} pair;

static pair open_pair(const char *from, const char *source, const char *to, const char *target)
{
	apo_lexicon_options how = {NULL, 0, 1};
	pair p = {{lines(from, source), lines(to, target)},
		apo_lexicons_open(context, from, to, &how, NULL), {{0}, {0}}};
	cr_assert(p.documents[0] && p.documents[1] && p.lexicons);
	for (int d = 0; d < 2; d++)
		p.words[d] = apo__lexicon_words(p.lexicons, (apo__side)d, p.documents[d], arena);
	return p;
}

static void close_pair(pair *p)
{
	apo_lexicons_free(p->lexicons);
	apo_document_free(p->documents[0]);
	apo_document_free(p->documents[1]);
}

Test(words, links_names_numbers_and_dictionary_words)
{
	pair p = open_pair("de", "Am Montag zahlte Hamburg 5 Millionen Euro.\n", "en",
		"Hamburg paid 5 million euros on Monday.\n");
	static const uint32_t zero = 0;
	apo_bead bead = {&zero, &zero, 1, 1, 1, APO_BEAD_EQUIVALENT};
	const apo__link *links;
	uint32_t count = apo__align_words(
		context, p.lexicons, &p.words[0], &p.words[1], &bead, arena, &links);
	static const char *const expected[][2] = {
		{"hamburg", "hamburg"}, {"5", "5"}, {"montag", "monday"}};
	for (size_t k = 0; k < sizeof expected / sizeof *expected; k++) {
		int found = 0;
		for (uint32_t x = 0; x < count; x++)
			found |= !strcmp(p.words[0].words[links[x].source].form, expected[k][0]) &&
				 !strcmp(p.words[1].words[links[x].target].form, expected[k][1]);
		cr_assert(found, "%s - %s", expected[k][0], expected[k][1]);
	}
	for (uint32_t x = 1; x < count; x++)
		cr_assert(links[x].source > links[x - 1].source);
	close_pair(&p);
}

Test(words, likeness_tells_a_retelling_from_another_story)
{
	pair p = open_pair("en",
		"The minister closed the port of Hamburg because of the storm.\n"
		"Apples and pears are sold on the market square every Saturday.\n",
		"en", "Because of the storm the port of Hamburg was closed by the minister.\n");
	static const uint32_t zero = 0, one = 1;
	double same = apo__segments_similarity(
		p.lexicons, &p.words[0], &zero, 1, &p.words[1], &zero, 1, arena);
	double other = apo__segments_similarity(
		p.lexicons, &p.words[0], &one, 1, &p.words[1], &zero, 1, arena);
	cr_assert(same > .9, "%d", (int)(same * 1000));
	cr_assert(other < .1, "%d", (int)(other * 1000));
	close_pair(&p);
}
