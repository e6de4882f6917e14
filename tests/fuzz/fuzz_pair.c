/* SPDX-License-Identifier: Apache-2.0 */
/* The first byte chooses the languages and how to align; two texts follow, separated by 0xff. They go through the whole house:
 * alignment, whose beads must cover each side exactly once, checks, provenance. */
#include <stdlib.h>
#include <string.h>

#include "apograph.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const languages[][2] = {
	{"en", "en"}, {"de", "en"}, {"en", "de"}, {"zh", "en"}, {"fr", "de"}, {"en", "zh"}};
enum { PAIRS = sizeof languages / sizeof *languages };

static void require(int holds)
{
	if (!holds)
		abort();
}

/* Opened once a process: they hold nothing of the input. */
static const apo_lexicons *lexicons_of(apo_context *context, size_t pair)
{
	static apo_lexicons *opened[PAIRS];
	apo_lexicon_options options = APO_LEXICON_OPTIONS_INIT;
	options.no_defaults = 1;
	if (!opened[pair])
		opened[pair] = apo_lexicons_open(
			context, languages[pair][0], languages[pair][1], &options, NULL);
	require(opened[pair] != NULL);
	return opened[pair];
}

static void check_cover(const uint32_t *ids, uint32_t count, uint32_t *seen, uint32_t segments)
{
	for (uint32_t i = 0; i < count; i++) {
		require(ids[i] < segments && (!i || ids[i] > ids[i - 1]));
		require(!seen[ids[i]]++);
	}
}

static void check_alignment(const apo_alignment *a)
{
	uint32_t sources = a->source->segment_count, targets = a->target->segment_count;
	uint32_t *source = calloc(sources + 1, sizeof *source);
	uint32_t *target = calloc(targets + 1, sizeof *target), covered = 0;
	require(source && target);
	for (size_t i = 0; i < a->count; i++) {
		const apo_bead *b = &a->beads[i];
		require(b->score >= 0 && b->score <= 1 && b->source_count + b->target_count);
		check_cover(b->source, b->source_count, source, sources);
		check_cover(b->target, b->target_count, target, targets);
		covered += b->source_count + b->target_count;
	}
	require(covered == sources + targets);
	free(source);
	free(target);
}

static void check_report(const apo_report *r)
{
	require(r->score.fidelity >= 0 && r->score.fidelity <= 1);
	for (size_t i = 0; i < r->issue_count; i++) {
		const apo_issue *issue = &r->issues[i];
		require(issue->bead == APO_NONE || issue->bead < r->alignment->count);
		require(issue->source_span.begin == APO_NONE ||
			issue->source_span.end <= r->alignment->source->size);
		require(issue->target_span.begin == APO_NONE ||
			issue->target_span.end <= r->alignment->target->size);
	}
}

static void check_links(apo_context *context, const apo_alignment *a, const apo_lexicons *lexicons)
{
	apo_word_links *w = NULL;
	require(apo_link_words(context, &a, 1, lexicons, &w, NULL) == APO_OK);
	for (size_t k = 0; k < w->count; k++) {
		const apo_word_link *l = &w->links[k];
		require(l->bead < a->count && l->score > 0 && l->score <= 1);
		require(!k || l->bead >= w->links[k - 1].bead);
		require(l->source.begin < l->source.end && l->source.end <= a->source->size);
		require(l->target.begin < l->target.end && l->target.end <= a->target->size);
	}
	apo_word_links_free(w);
}

static apo_document *read_text(
	apo_context *context, const char *id, const char *lang, const uint8_t *data, size_t size)
{
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.format = APO_FORMAT_TEXT;
	options.lang = lang;
	options.id = id;
	return apo_document_read(context, id, (const char *)data, size, &options, NULL);
}

static void trace(apo_context *context, apo_document *source, apo_document *target)
{
	apo_document *documents[] = {source, target};
	apo_corpus corpus = {".", NULL, documents, 2, NULL, 0};
	apo_lexicon_options lexicons = APO_LEXICON_OPTIONS_INIT;
	apo_trace_options options = APO_TRACE_OPTIONS_INIT;
	options.jobs = 1;
	lexicons.no_defaults = 1;
	options.lexicons = &lexicons;
	apo_trace *t = apo_trace_corpus(context, &corpus, &options, NULL);
	require(t != NULL);
	apo_trace_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	if (!context)
		context = apo_context_new(NULL, NULL);
	const uint8_t *second = size > 1 ? memchr(data + 1, 0xff, size - 1) : NULL;
	if (!second || size > 16384)
		return 0;
	size_t pair = data[0] % PAIRS;
	apo_align_options options = APO_ALIGN_OPTIONS_INIT;
	options.mode = (apo_mode)(data[0] / PAIRS % 3);
	apo_document *source = read_text(
		context, "source", languages[pair][0], data + 1, (size_t)(second - data) - 1);
	apo_document *target = read_text(context, "target", languages[pair][1], second + 1,
		size - (size_t)(second - data) - 1);
	if (source && target) {
		const apo_lexicons *lexicons = lexicons_of(context, pair);
		apo_alignment *alignment =
			apo_align(context, source, target, lexicons, &options, NULL);
		require(alignment != NULL);
		check_alignment(alignment);
		check_links(context, alignment, lexicons);
		apo_check_options check = APO_CHECK_OPTIONS_INIT;
		apo_report *report = apo_check(context, alignment, lexicons, &check, NULL);
		require(report != NULL);
		check_report(report);
		apo_report_free(report);
		apo_alignment_free(alignment);
		if (data[0] >= 128)
			trace(context, source, target);
	}
	apo_document_free(target);
	apo_document_free(source);
	return 0;
}
