/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "aligners/words/word_links.h"
#include "base/buffer.h"

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
	apo_lexicon_options how = APO_LEXICON_OPTIONS_INIT;
	how.no_defaults = 1;
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

typedef struct {
	const char *from, *source, *to, *target;
	const char *links; /* that must be there, "word=word", in order */
} sentence;

static const sentence sentences[] = {
	/* a separable verb, a compound to two words, a name, a date */
	{"de", "Rutte lehnte das Freihandelsabkommen am 3. Juni ab.\n", "en",
		"Rutte rejected the free trade agreement on 3 June.\n",
		"Rutte=Rutte lehnte=rejected das=the "
		"Freihandelsabkommen=trade "
		"Freihandelsabkommen=agreement am=on 3=3 Juni=June ab=rejected .=."},
	/* equal words keep their order */
	{"en", "A bird and a dog and a cat.\n", "de", "Ein Vogel und ein Hund und eine Katze.\n",
		"A=Ein bird=Vogel and=und a=ein dog=Hund and=und a=eine cat=Katze .=."},
	/* one quantity in two ways of counting; a name across scripts */
	{"zh", "北京，3150万欧元。\n", "en", "Beijing, 31.5 million euros.\n",
		"北京=Beijing ，=, 3150=31.5 3150=million 万=31.5 万=million 欧元=euros 。=."},
	{"de", "…\n", "en", "!\n", "…=!"},
};

/* Links of one pair of lines as text; `turned` swaps the sides. */
static const char *links_text(const sentence *s, int turned)
{
	apo_lexicon_options bare = APO_LEXICON_OPTIONS_INIT;
	bare.no_defaults = 1;
	const char *langs[2] = {turned ? s->to : s->from, turned ? s->from : s->to};
	const char *texts[2] = {turned ? s->target : s->source, turned ? s->source : s->target};
	apo_document *d[2];
	for (int side = 0; side < 2; side++) {
		apo_document_options how = APO_DOCUMENT_OPTIONS_INIT;
		how.lang = langs[side];
		how.format = APO_FORMAT_LINES;
		d[side] = apo_document_read(
			context, "test", texts[side], strlen(texts[side]), &how, NULL);
		cr_assert(d[side]);
	}
	apo_lexicons *lexicons = apo_lexicons_open(context, langs[0], langs[1], &bare, NULL);
	static const uint32_t zero = 0;
	apo_bead bead = {&zero, &zero, 1, 1, 1, APO_BEAD_EQUIVALENT};
	apo_alignment alignment = {d[0], d[1], APO_MODE_PARALLEL, &bead, 1};
	const apo_alignment *one = &alignment;
	apo_word_links *links = NULL;
	cr_assert_eq(apo_link_words(context, &one, 1, lexicons, &links, NULL), APO_OK);
	apo__buffer out = {.arena = arena};
	for (size_t k = 0; k < links->count; k++) {
		const apo_word_link *l = &links->links[k];
		cr_assert(l->score > 0 && l->score <= 1);
		apo_span a = turned ? l->target : l->source, b = turned ? l->source : l->target;
		apo__buffer_printf(&out, "%s%.*s=%.*s", k ? " " : "", (int)(a.end - a.begin),
			d[turned]->text + a.begin, (int)(b.end - b.begin),
			d[!turned]->text + b.begin);
	}
	apo_word_links_free(links);
	apo_lexicons_free(lexicons);
	apo_document_free(d[0]);
	apo_document_free(d[1]);
	return apo__buffer_text(&out);
}

Test(words, links_sentences)
{
	for (size_t k = 0; k < sizeof sentences / sizeof *sentences; k++) {
		const char *found = links_text(&sentences[k], 0), *at = found;
		char *expected = strdup(sentences[k].links);
		for (char *link = strtok(expected, " "); link; link = strtok(NULL, " ")) {
			const char *here = strstr(at, link);
			cr_expect(here, "%s in %s", link, found);
			at = here ? here + strlen(link) : at;
		}
		free(expected);
	}
}

static int words_in(const char *text)
{
	int words = *text != 0;
	for (; *text; text++)
		words += *text == ' ';
	return words;
}

Test(words, swapped_sides_give_the_same_links)
{
	for (size_t k = 0; k < sizeof sentences / sizeof *sentences; k++) {
		const char *straight = links_text(&sentences[k], 0);
		char *turned = strdup(links_text(&sentences[k], 1));
		cr_expect_eq(words_in(straight), words_in(turned), "%s - %s", straight, turned);
		for (char *link = strtok(turned, " "); link; link = strtok(NULL, " "))
			cr_expect(strstr(straight, link), "%s", link);
		free(turned);
	}
}

Test(words, neighbours_come_from_neighbours)
{
	/* all source words are as likely for each target word: places decide; the rest comes from nowhere */
	static const float even[9] = {.1f, .1f, .1f, .1f, .1f, .1f, .1f, .1f, .1f};
	float share[9];
	apo__word_order(even, 3, 3, share, arena);
	for (int j = 0; j < 3; j++) {
		float sum = 0;
		for (int i = 0; i < 3; i++) {
			cr_expect(i == j || share[j * 3 + i] < share[j * 3 + j]);
			sum += share[j * 3 + i];
		}
		cr_expect(sum > .9f && sum < 1.001f);
	}
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
