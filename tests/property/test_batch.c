/* SPDX-License-Identifier: Apache-2.0 */
/* A batch gives the same beads and scores whatever the order of its pairs and the number of threads. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "apograph.h"

#define PAIRS 5

static const char *const texts[PAIRS][2] = {
	{"The port of Hamburg is closed.\nA storm blows with 120 km/h.\nThe director is angry.\n",
		"Der Hafen von Hamburg ist geschlossen.\nEin Sturm weht mit 120 km/h.\n"
		"Der Direktor ist wütend.\n"},
	{"The storm lasted 3 days.\nThe port opens on Monday.\n",
		"Der Sturm dauerte 3 Tage.\nDer Hafen öffnet am Montag.\n"},
	{"The director said no ship will leave.\nThe workers stay at home.\nNobody was hurt.\n",
		"Der Direktor sagte, kein Schiff fahre aus, und die Arbeiter blieben zu Hause.\n"
		"Niemand wurde verletzt.\n"},
	{"Prices rose by 4 percent.\nThe bank had warned of this.\n",
		"Die Preise stiegen um 4 Prozent.\nDavor hatte die Bank gewarnt.\nSie schweigt.\n"},
	{"A cat lives in the port.\n", "Im Hafen lebt eine Katze.\n"},
};

static apo_context *context;
static apo_lexicons *lexicons;
static apo_document *documents[PAIRS][2];

static apo_document *read_lines(const char *lang, const char *text)
{
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.lang = lang;
	options.format = APO_FORMAT_LINES;
	return apo_document_read(context, "t", text, strlen(text), &options, NULL);
}

static void open_all(void)
{
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.no_defaults = 1;
	context = apo_context_new(NULL, NULL);
	lexicons = apo_lexicons_open(context, "en", "de", &options, NULL);
	for (int i = 0; i < PAIRS; i++) {
		documents[i][0] = read_lines("en", texts[i][0]);
		documents[i][1] = read_lines("de", texts[i][1]);
	}
}

static void close_all(void)
{
	for (int i = 0; i < PAIRS; i++) {
		apo_document_free(documents[i][0]);
		apo_document_free(documents[i][1]);
	}
	apo_lexicons_free(lexicons);
	apo_context_free(context);
}

TestSuite(batch, .init = open_all, .fini = close_all);

/* Pair order[k] is at place k of the batch; alignments[i] is that of pair i. */
static void align(const int order[PAIRS], unsigned jobs, apo_alignment *alignments[PAIRS])
{
	const apo_document *sources[PAIRS], *targets[PAIRS];
	apo_alignment *made[PAIRS];
	apo_error err;
	for (int k = 0; k < PAIRS; k++) {
		sources[k] = documents[order[k]][0];
		targets[k] = documents[order[k]][1];
	}
	cr_assert_eq(apo_align_batch(context, sources, targets, PAIRS, lexicons, NULL, jobs, NULL,
			     NULL, made, &err),
		APO_OK, "%s", err.message);
	for (int k = 0; k < PAIRS; k++)
		alignments[order[k]] = made[k];
}

static int same_list(const uint32_t *a, uint32_t a_count, const uint32_t *b, uint32_t b_count)
{
	return a_count == b_count && (!a_count || !memcmp(a, b, a_count * sizeof *a));
}

/* `tolerance` of scores: sums in another order differ in the last bits, below what outputs show. */
static void check_same(apo_alignment *a[PAIRS], apo_alignment *b[PAIRS], double tolerance)
{
	for (int i = 0; i < PAIRS; i++) {
		cr_assert_eq(a[i]->count, b[i]->count, "pair %d", i);
		cr_assert_eq(a[i]->mode, b[i]->mode, "pair %d", i);
		for (size_t k = 0; k < a[i]->count; k++) {
			const apo_bead *x = &a[i]->beads[k], *y = &b[i]->beads[k];
			double apart = x->score - y->score;
			cr_assert(same_list(x->source, x->source_count, y->source, y->source_count),
				"pair %d, bead %zu", i, k);
			cr_assert(same_list(x->target, x->target_count, y->target, y->target_count),
				"pair %d, bead %zu", i, k);
			cr_assert_eq(x->kind, y->kind, "pair %d, bead %zu", i, k);
			cr_assert(apart <= tolerance && apart >= -tolerance,
				"pair %d, bead %zu: %.17g and %.17g", i, k, x->score, y->score);
		}
		apo_alignment_free(b[i]);
	}
}

Test(batch, order_and_threads_change_nothing)
{
	static const int orders[][PAIRS] = {
		{4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}, {1, 2, 3, 4, 0}, {0, 1, 2, 4, 3}};
	static const int usual[PAIRS] = {0, 1, 2, 3, 4};
	apo_alignment *expected[PAIRS], *found[PAIRS];
	align(usual, 1, expected);
	for (unsigned jobs = 2; jobs <= 8; jobs *= 2) {
		align(usual, jobs, found);
		check_same(expected, found, 0);
	}
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		align(orders[i], 2, found);
		check_same(expected, found, 1e-6);
	}
	for (int i = 0; i < PAIRS; i++)
		apo_alignment_free(expected[i]);
}

typedef struct {
	uint64_t last, total;
	int backwards;
} told;

static void tell(uint64_t done, uint64_t total, void *user)
{
	told *t = user;
	t->backwards += done < t->last || done > total || (t->total && total != t->total);
	t->last = done;
	t->total = total;
}

Test(batch, progress_never_goes_back_and_ends)
{
	const apo_document *sources[PAIRS], *targets[PAIRS];
	apo_alignment *made[PAIRS];
	for (int k = 0; k < PAIRS; k++) {
		sources[k] = documents[k][0];
		targets[k] = documents[k][1];
	}
	for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
		told t = {0, 0, 0};
		cr_assert_eq(apo_align_batch(context, sources, targets, PAIRS, lexicons, NULL, jobs,
				     tell, &t, made, NULL),
			APO_OK);
		cr_assert_eq(t.backwards, 0);
		cr_assert(t.total > 0 && t.last == t.total);
		for (int k = 0; k < PAIRS; k++)
			apo_alignment_free(made[k]);
	}
}

#define MANY 1000

static void count_up(size_t i, void *user)
{
	unsigned *visits = user;
	visits[i]++;
}

Test(batch, parallel_work_is_done_once)
{
	for (unsigned jobs = 0; jobs <= 100; jobs = jobs * 2 + 1) {
		unsigned visits[MANY + 1] = {0};
		apo_parallel(jobs, MANY, count_up, visits);
		for (size_t i = 0; i < MANY; i++)
			cr_assert_eq(visits[i], 1, "item %zu with %u threads", i, jobs);
		cr_assert_eq(visits[MANY], 0);
		apo_parallel(jobs, 0, count_up, visits);
	}
}
