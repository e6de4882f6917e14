/* SPDX-License-Identifier: Apache-2.0 */
/* Properties of every alignment, and small texts of our own with one right answer. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apograph.h"

static apo_context *context;

static void start(void)
{
	context = apo_context_new(NULL, NULL);
}

static void stop(void)
{
	apo_context_free(context);
}

TestSuite(align, .init = start, .fini = stop);

static apo_document *lines(const char *lang, const char *text)
{
	apo_error err;
	apo_document_options how = APO_DOCUMENT_OPTIONS_INIT;
	how.lang = lang;
	how.format = APO_FORMAT_LINES;
	how.layers = APO_LAYER_TOKENS;
	apo_document *document = apo_document_read(context, "test", text, strlen(text), &how, &err);
	cr_assert(document, "%s", err.message);
	return document;
}

static apo_lexicons *lexicons(const char *from, const char *to)
{
	apo_error err;
	apo_lexicon_options how = APO_LEXICON_OPTIONS_INIT;
	how.no_defaults = 1;
	apo_lexicons *l = apo_lexicons_open(context, from, to, &how, &err);
	cr_assert(l, "%s", err.message);
	return l;
}

static void add_side(char *out, size_t size, const uint32_t *list, uint32_t count)
{
	size_t used = strlen(out);
	for (uint32_t k = 0; k < count; k++)
		used += (size_t)snprintf(out + used, size - used, k ? ",%u" : "%u", list[k]);
}

/* "0:0 1:1,2 2:" ...; `turned` swaps the sides. */
static char *beads_text(const apo_alignment *a, int turned)
{
	size_t size = 64 + 32 * a->count +
		      8 * ((size_t)a->source->segment_count + a->target->segment_count);
	char *out = calloc(1, size);
	for (size_t k = 0; k < a->count; k++) {
		const apo_bead *b = &a->beads[k];
		if (k)
			strcat(out, " ");
		add_side(out, size, turned ? b->target : b->source,
			turned ? b->target_count : b->source_count);
		strcat(out, ":");
		add_side(out, size, turned ? b->source : b->target,
			turned ? b->source_count : b->target_count);
	}
	return out;
}

/* Every segment in one bead, lists ascend, scores are probabilities, kinds fit. */
static void check_cover(const apo_alignment *a)
{
	uint32_t counts[2] = {a->source->segment_count, a->target->segment_count};
	char *seen[2] = {calloc(counts[0] + 1, 1), calloc(counts[1] + 1, 1)};
	uint32_t total[2] = {0, 0};
	for (size_t k = 0; k < a->count; k++) {
		const apo_bead *b = &a->beads[k];
		const uint32_t *lists[2] = {b->source, b->target};
		uint32_t sizes[2] = {b->source_count, b->target_count};
		cr_assert(sizes[0] || sizes[1]);
		cr_assert_eq(b->kind == APO_BEAD_ADDED, !sizes[0]);
		cr_assert_eq(b->kind == APO_BEAD_OMITTED, !sizes[1]);
		cr_assert(b->score >= 0 && b->score <= 1);
		for (int d = 0; d < 2; d++)
			for (uint32_t x = 0; x < sizes[d]; x++) {
				cr_assert(lists[d][x] < counts[d]);
				cr_assert(!x || lists[d][x] > lists[d][x - 1]);
				cr_assert(!seen[d][lists[d][x]]);
				seen[d][lists[d][x]] = 1;
				total[d]++;
			}
	}
	cr_assert_eq(total[0], counts[0]);
	cr_assert_eq(total[1], counts[1]);
	free(seen[0]);
	free(seen[1]);
}

static int fast; /* what the alignments below are made with */

static char *align_text(const char *from, const char *to, const char *source, const char *target,
	apo_mode mode, apo_aligner aligner, int turned)
{
	apo_error err;
	apo_document *s = lines(from, source), *t = lines(to, target);
	apo_lexicons *l = lexicons(from, to);
	apo_align_options how = APO_ALIGN_OPTIONS_INIT;
	how.mode = mode;
	how.aligner = aligner;
	how.fast = fast;
	apo_alignment *a = apo_align(context, s, t, l, &how, &err);
	cr_assert(a, "%s", err.message);
	check_cover(a);
	char *out = beads_text(a, turned);
	apo_alignment_free(a);
	apo_lexicons_free(l);
	apo_document_free(s);
	apo_document_free(t);
	return out;
}

/* Texts of our own: the third German sentence is cut in two in English, the sixth is left out, the last is new. */
static const char german[] =
	"Der Hafen von Hamburg bleibt am Montag geschlossen.\n"
	"Grund ist ein Sturm mit Wind von 120 Kilometern in der Stunde.\n"
	"Der Direktor sagte, kein Schiff werde den Hafen verlassen, und die Arbeiter "
	"sollten zu Hause bleiben.\n"
	"Im Jahr 2013 war der Hafen zuletzt geschlossen.\n"
	"Damals dauerte der Sturm 3 Tage.\n"
	"Die Katze der Kantine heißt Fritz.\n"
	"Die Regierung hilft mit 5 Millionen Euro.\n";
static const char english[] = "The port of Hamburg remains closed on Monday.\n"
			      "The reason is a storm with winds of 120 kilometres an hour.\n"
			      "No ship will leave the port, the director said.\n"
			      "The workers should stay at home.\n"
			      "The port was last closed in the year 2013.\n"
			      "Back then the storm lasted 3 days.\n"
			      "The government helps with 5 million euros.\n";

Test(align, finds_beads_of_a_short_text)
{
	char *beads =
		align_text("de", "en", german, english, APO_MODE_PARALLEL, APO_ALIGNER_BEADS, 0);
	cr_assert_str_eq(beads, "0:0 1:1 2:2,3 3:4 4:5 5: 6:6");
	free(beads);
}

Test(align, fast_finds_the_same_and_takes_nothing_for_a_retelling)
{
	fast = 1;
	char *beads = align_text("de", "en", german, english, APO_MODE_AUTO, APO_ALIGNER_BEADS, 0);
	cr_assert_str_eq(beads, "0:0 1:1 2:2,3 3:4 4:5 5: 6:6");
	free(beads);
	/* nothing in common, one against many */
	free(align_text("de", "en", "Ja.\n", english, APO_MODE_AUTO, APO_ALIGNER_BEADS, 0));
	free(align_text("de", "en", german, "Yes.\n", APO_MODE_AUTO, APO_ALIGNER_BEADS, 0));
}

Test(align, debris_inside_a_bead_stands_alone)
{
	char *beads = align_text("de", "en",
		"Der Hafen von Hamburg bleibt am Montag geschlossen.\n"
		"Der Direktor sagte, kein Schiff werde den Hafen verlassen, und die Arbeiter "
		"sollten zu Hause bleiben.\n"
		"Die Regierung hilft mit 5 Millionen Euro.\n",
		"The port of Hamburg remains closed on Monday.\n"
		"No ship will leave the port,\n"
		". * ;\n"
		"the director said, and the workers should stay at home.\n"
		"The government helps with 5 million euros.\n",
		APO_MODE_PARALLEL, APO_ALIGNER_BEADS, 0);
	cr_assert_str_eq(beads, "0:0 1:1,3 :2 2:4");
	free(beads);
}

/* A text of `pages` pages of four lines; the English one with what books have at their pages' ends. */
static char *book(int translated, int pages, const char *head)
{
	static const char *const words[2][8] = {{"Hafen", "Sturm", "Schiff", "Direktor",
							"Regierung", "Polizei", "Schule", "Wasser"},
		{"port", "storm", "ship", "director", "government", "police", "school", "water"}};
	char *out = calloc(1, 4096 * (size_t)pages);
	size_t used = 0;
	for (int k = 0; k < 4 * pages; k++) {
		const char *const *w = words[translated];
		used += (size_t)sprintf(out + used,
			translated ? "The %s and the %s were there %d days.\n"
				   : "Der %s und der %s waren %d Tage dort.\n",
			w[k % 8], w[(k / 8 + k) % 8], 20 + 7 * k);
		if (head && translated && k % 4 == 3) {
			char number[16];
			const char *at = strchr(head, '#');
			sprintf(number, "%d", 11 + k / 4);
			used += (size_t)sprintf(out + used, "%.*s%s%s\n", at ? (int)(at - head) : 0,
				head, at ? number : "", at ? at + 1 : "");
		}
	}
	return out;
}

/* Heads and page numbers stand alone wherever they are; empty lines too. */
Test(align, page_furniture_stands_alone)
{
	static const char *const heads[] = {"#", "THE PORT OF HAMBURG #", "- # -", ""};
	char *source = book(0, 12, ""), wanted[4096];
	for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
		char *target = book(1, 12, heads[h]);
		size_t used = 0;
		for (int k = 0; k < 48; k++) {
			used += (size_t)sprintf(
				wanted + used, k ? " %d:%d" : "%d:%d", k, k + k / 4);
			if (k % 4 == 3)
				used += (size_t)sprintf(wanted + used, " :%d", k + k / 4 + 1);
		}
		for (int turned = 0; turned < 2; turned++) {
			char *beads = align_text(turned ? "en" : "de", turned ? "de" : "en",
				turned ? target : source, turned ? source : target,
				APO_MODE_PARALLEL, APO_ALIGNER_BEADS, turned);
			if (!turned)
				cr_assert_str_eq(beads, wanted);
			free(beads);
		}
		free(target);
	}
	free(source);
}

/* Where each line of a text of 144 stands once its lines 36 to 71 and 72 to 107 have changed places. */
static int swapped(int k)
{
	return k < 36 || k >= 108 ? k : k < 72 ? k + 36 : k - 36;
}

/* Two blocks in each other's place are paired across. */
Test(align, swapped_blocks_are_paired)
{
	char *source = book(0, 36, ""), *whole = book(1, 36, NULL), *target = calloc(1, 16384);
	char *rows[144], wanted[32];
	size_t used = 0, pairs = 0;
	for (int k = 0; k < 144; k++)
		rows[k] = strtok(k ? NULL : whole, "\n");
	for (int k = 0; k < 144; k++)
		used += (size_t)sprintf(target + used, "%s\n", rows[swapped(k)]);
	char *beads = align_text("de", "en", source, target, APO_MODE_AUTO, APO_ALIGNER_BEADS, 0);
	for (int k = 0; k < 144; k++) {
		sprintf(wanted, k ? " %d:%d" : "%d:%d", k, swapped(k));
		pairs += strstr(beads, wanted) != NULL;
	}
	cr_assert(pairs >= 140, "%s", beads);
	free(beads);
	free(source);
	free(whole);
	free(target);
}

/* Chapters with numbers at the same places of both sides belong to the text. */
Test(align, chapters_with_numbers_are_paired)
{
	char *source = calloc(1, 4096), *target = calloc(1, 4096);
	size_t a = 0, b = 0;
	for (int k = 1; k <= 8; k++) {
		a += (size_t)sprintf(source + a,
			"%d\nDer Hafen war %d Tage zu.\nDas Wasser stieg.\n", k, 20 * k);
		b += (size_t)sprintf(target + b,
			"%d\nThe port was closed %d days.\nThe water rose.\n", k, 20 * k);
	}
	char *beads =
		align_text("de", "en", source, target, APO_MODE_PARALLEL, APO_ALIGNER_BEADS, 0);
	cr_assert(strstr(beads, "0:0 1:1 2:2 3:3 4:4"), "%s", beads);
	cr_assert(!strstr(beads, ": "), "%s", beads);
	free(beads);
	free(source);
	free(target);
}

/* A side that is cut into paragraphs has beads as wide as its paragraphs are long. */
Test(align, paragraphs_against_sentences)
{
	char *beads = align_text("de", "en",
		"Der Hafen von Hamburg bleibt am Montag geschlossen. Grund ist ein Sturm. Kein "
		"Schiff "
		"darf fahren. Die Arbeiter bleiben zu Hause. Die Schulen sind offen. Der Wind weht "
		"aus "
		"Westen. Das Wasser steigt um zwei Meter. Die Polizei warnt. Die Brücken sind "
		"gesperrt.\n"
		"Im Jahr 2013 war der Hafen zuletzt geschlossen.\n"
		"Die Regierung hilft mit 5 Millionen Euro. Das Geld kommt im Januar.\n",
		"The port of Hamburg remains closed on Monday.\nThe reason is a storm.\n"
		"No ship may leave.\nThe workers stay at home.\nThe schools are open.\n"
		"The wind blows from the west.\nThe water rises by two metres.\n"
		"The police give a warning.\nThe bridges are closed.\n"
		"The port was last closed in the year 2013.\n"
		"The government helps with 5 million euros.\nThe money comes in January.\n",
		APO_MODE_PARALLEL, APO_ALIGNER_BEADS, 0);
	cr_assert_str_eq(beads, "0:0,1,2,3,4,5,6,7,8 1:9 2:10,11");
	free(beads);
}

Test(align, swapped_sides_mirror_the_beads)
{
	char *there =
		align_text("de", "en", german, english, APO_MODE_PARALLEL, APO_ALIGNER_BEADS, 0);
	char *back =
		align_text("en", "de", english, german, APO_MODE_PARALLEL, APO_ALIGNER_BEADS, 1);
	cr_assert_str_eq(there, back);
	free(there);
	free(back);
}

Test(align, equal_texts_pair_one_to_one)
{
	const char *text = english;
	char *beads = align_text("en", "en", text, text, APO_MODE_AUTO, APO_ALIGNER_BEADS, 0);
	cr_assert_str_eq(beads, "0:0 1:1 2:2 3:3 4:4 5:5 6:6");
	free(beads);
}

Test(align, comparable_links_may_cross)
{
	const char *retold = "The government helps with 5 million euros.\n"
			     "My neighbour sells apples and pears on the market square.\n"
			     "The port of Hamburg remains closed on Monday.\n";
	char *beads =
		align_text("en", "en", retold, english, APO_MODE_COMPARABLE, APO_ALIGNER_BEADS, 0);
	cr_assert_str_eq(beads, "0:6 1: 2:0 :1 :2 :3 :4 :5");
	free(beads);
}

/* Lines of so many words each, made of ten letters from `first` on; no two words are alike. */
static void write_words(char *out, const int *counts, char first)
{
	for (unsigned k = 0, word = 0; counts[k]; k++)
		for (int i = 0; i < counts[k]; i++, word++)
			out += sprintf(out, "%c%c%c%s", first + (int)(word / 10 % 10),
				first + (int)(word % 10), first + (int)(word * 7 % 10),
				i + 1 < counts[k] ? " " : ".\n");
}

Test(align, unknown_words_make_no_retelling)
{
	static const int sources[] = {12, 4, 11, 4, 2, 4, 20, 0},
			 targets[] = {12, 20, 12, 3, 12, 2, 20, 4, 12, 0};
	char source[1024], target[1024];
	write_words(source, sources, 'a');
	write_words(target, targets, 'k');
	apo_document *a = lines("is", source), *b = lines("fi", target);
	apo_lexicons *l = lexicons("is", "fi");
	apo_align_options how = APO_ALIGN_OPTIONS_INIT;
	apo_alignment *found = apo_align(context, a, b, l, &how, NULL);
	cr_assert_eq(found->mode, APO_MODE_PARALLEL);
	check_cover(found);
	apo_alignment_free(found);
	apo_lexicons_free(l);
	apo_document_free(a);
	apo_document_free(b);
}

Test(align, odd_texts_are_covered)
{
	static const struct {
		const char *source, *target;
	} cases[] = {{"a\n", "b\n"}, {"a\n\n\n", "b\n"}, {"\n\nx\n", "y\n\n\n\n"},
		{"one\n",
			"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"},
		{"...\n!!!\n", "???\n"}};
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
		for (int mode = APO_MODE_AUTO; mode <= APO_MODE_COMPARABLE; mode++)
			for (int aligner = 0; aligner < 2; aligner++) {
				free(align_text("en", "de", cases[k].source, cases[k].target,
					(apo_mode)mode, (apo_aligner)aligner, 0));
				free(align_text("en", "de", cases[k].target, cases[k].source,
					(apo_mode)mode, (apo_aligner)aligner, 0));
			}
}

/* The same line many times, and one endless line: neither may take quadratic time. */
static void align_repetitive_texts(void)
{
	static const char line[] = "This is the same sentence again.\n";
	size_t size = sizeof line - 1, count = 2000;
	char *text = malloc(size * count + 1);
	for (size_t k = 0; k < count; k++)
		memcpy(text + k * size, line, size);
	text[size * count] = 0;
	free(align_text("en", "de", text, text, APO_MODE_AUTO, APO_ALIGNER_BEADS, 0));
	for (size_t k = 0; k + 1 < size * count; k++)
		if (text[k] == '\n')
			text[k] = ' ';
	free(align_text("en", "de", text, text, APO_MODE_AUTO, APO_ALIGNER_BEADS, 0));
	free(align_text(
		"en", "de", text, "Eine kurze Zeile.\n", APO_MODE_AUTO, APO_ALIGNER_BEADS, 0));
	free(text);
}

Test(align, repetitive_texts_end)
{
	align_repetitive_texts();
}

Test(align, repetitive_texts_end_fast)
{
	fast = 1;
	align_repetitive_texts();
}

Test(align, batch_is_the_same_for_every_number_of_threads)
{
	apo_error err;
	apo_document *s = lines("de", german), *t = lines("en", english);
	const apo_document *sources[] = {s, s, s}, *targets[] = {t, t, t};
	apo_lexicons *l = lexicons("de", "en");
	apo_alignment *one[3], *many[3];
	cr_assert_eq(
		apo_align_batch(context, sources, targets, 3, l, NULL, 1, NULL, NULL, one, &err),
		APO_OK);
	cr_assert_eq(
		apo_align_batch(context, sources, targets, 3, l, NULL, 4, NULL, NULL, many, &err),
		APO_OK);
	for (int k = 0; k < 3; k++) {
		cr_assert_eq(one[k]->count, many[k]->count);
		for (size_t b = 0; b < one[k]->count; b++)
			cr_assert(one[k]->beads[b].score == many[k]->beads[b].score);
		apo_alignment_free(one[k]);
		apo_alignment_free(many[k]);
	}
	apo_lexicons_free(l);
	apo_document_free(s);
	apo_document_free(t);
}

/* What the source says nobody knows; which of its segments belong together its translation tells. */
Test(align, pivot_is_read_beside_its_source)
{
	static const char *const pivots[2] = {
		"Harbour closed.\nStorm captain.\nSeventeen ships waiting outside.\n",
		"Harbour closed storm captain.\nSeventeen ships.\nWaiting outside.\n"};
	apo_document *s = lines("is", "Alma korte szilva.\nBarack dinnye malna.\nMeggy ribizli.\n");
	apo_document *t =
		lines("en", "Harbour closed storm captain.\nSeventeen ships waiting outside.\n");
	apo_lexicons *l = lexicons("is", "en");
	for (uint32_t k = 0; k < 2; k++) {
		apo_document *p = lines("en", pivots[k]);
		apo_align_options how = APO_ALIGN_OPTIONS_INIT;
		how.mode = APO_MODE_PARALLEL;
		how.pivot = p;
		apo_alignment *a = apo_align(context, s, t, l, &how, NULL);
		cr_assert(a);
		check_cover(a);
		cr_assert_eq(a->source, s);
		cr_assert_eq(a->count, 2);
		cr_assert_eq(a->beads[0].source_count, 2 - k);
		cr_assert_eq(a->beads[1].source_count, 1 + k);
		apo_alignment_free(a);
		apo_document_free(p);
	}
	apo_lexicons_free(l);
	apo_document_free(s);
	apo_document_free(t);
}

Test(align, pivot_must_have_the_segments_of_its_source)
{
	apo_error err;
	apo_document *s = lines("de", german), *t = lines("en", english),
		     *p = lines("en", "One.\n");
	apo_lexicons *l = lexicons("en", "en");
	apo_align_options how = APO_ALIGN_OPTIONS_INIT;
	how.pivot = p;
	cr_assert_null(apo_align(context, s, t, l, &how, &err));
	cr_assert_eq(err.status, APO_EINPUT);
	how.pivot = s;
	apo_alignment *a = apo_align(context, s, t, l, &how, &err);
	cr_assert(a);
	check_cover(a);
	apo_alignment_free(a);
	apo_lexicons_free(l);
	apo_document_free(s);
	apo_document_free(t);
	apo_document_free(p);
}
