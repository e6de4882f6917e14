/* SPDX-License-Identifier: Apache-2.0 */
/* What the families of checks ask of the job, and how they report. Each question costs the words of a bead at most. */
#include "fidelity/evidence/evidence.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/map.h"
#include "text/document/document_build.h"
#include "text/unicode/chars.h"

#define LONGEST_EXCERPT 90u /* bytes of a text in a message */

/* The sentence of the source that a finding is about: a translation changes, its source stays. Without a place in the source only
 * the unit of a translation file has one. */
static apo_span sentence_of(const apo__check *check, const apo_issue *issue)
{
	const apo_document *d = check->side[APO__SOURCE].document;
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, issue->bead, APO__SOURCE, &count);
	for (uint32_t i = 0; i < count; i++) {
		apo_span span = d->segments[segments[i]].span;
		if (issue->source_span.begin != APO_NONE
				? issue->source_span.begin >= span.begin &&
					  issue->source_span.begin < span.end
				: ((const apo__document *)(const void *)d)->units != NULL)
			return span;
	}
	return APO_SPAN_NONE;
}

static void fingerprint(apo__check *check, apo_issue *issue)
{
	apo__buffer key = {check->arena, NULL, 0, 0};
	apo_span sentence = sentence_of(check, issue);
	const apo_span spans[2] = {issue->source_span, issue->target_span};
	apo__buffer_puts(&key, apo_issue_type_name(issue->type));
	for (int s = 0; s < 2; s++) {
		apo__buffer_putc(&key, '\n');
		if (spans[s].begin != APO_NONE)
			apo__buffer_add(&key, check->side[s].document->text + spans[s].begin,
				spans[s].end - spans[s].begin);
	}
	apo__buffer_putc(&key, '\n');
	if (sentence.begin != APO_NONE)
		apo__buffer_add(&key, check->side[APO__SOURCE].document->text + sentence.begin,
			sentence.end - sentence.begin);
	snprintf(issue->fingerprint, sizeof issue->fingerprint, "%016llx",
		(unsigned long long)apo__hash(key.data, key.size));
}

int apo__check_runs(const apo__check *check, apo_issue_type type)
{
	return check->plan->runs[type] == APO__RUNS;
}

void apo__check_flag(apo__check *check, apo_issue_type type, apo_severity severity, uint32_t bead,
	apo_span source, apo_span target, double confidence, const char *format, ...)
{
	char message[1024];
	va_list arguments;
	const apo__profile *profile = check->plan->profile;
	if (check->plan->runs[type] == APO__RUNS_NOT ||
		(profile && profile->checks[type].state == APO__CHECK_OFF))
		return;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	apo_issue *issue = apo__push(check->arena, &check->issues);
	*issue = (apo_issue){type, severity, bead, source, target,
		apo__strdup(check->arena, message), confidence, ""};
	fingerprint(check, issue);
}

const char *apo__check_text(apo__check *check, apo__side side, apo_span span)
{
	if (span.begin == APO_NONE)
		return "";
	const char *text = check->side[side].document->text;
	uint32_t end = span.end, cut = span.begin + LONGEST_EXCERPT;
	if (end > cut)
		end = (uint32_t)apo__char_begin(text, span.begin, cut);
	apo__buffer out = {check->arena, NULL, 0, 0};
	for (uint32_t i = span.begin; i < end; i++) {
		int space = text[i] == '\n' || text[i] == '\r' || text[i] == '\t';
		apo__buffer_putc(&out, space ? ' ' : text[i]);
	}
	if (end < span.end)
		apo__buffer_puts(&out, "…");
	return apo__buffer_text(&out);
}

const uint32_t *apo__check_segments(
	const apo__check *check, uint32_t bead, apo__side side, uint32_t *count)
{
	const apo_bead *b = &check->alignment->beads[bead];
	*count = side == APO__SOURCE ? b->source_count : b->target_count;
	return side == APO__SOURCE ? b->source : b->target;
}

apo_span apo__check_bead_span(const apo__check *check, uint32_t bead, apo__side side)
{
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	const apo_segment *all = check->side[side].document->segments;
	if (!count)
		return APO_SPAN_NONE;
	return (apo_span){all[segments[0]].span.begin, all[segments[count - 1]].span.end};
}

uint32_t apo__check_marks(const apo__check *check, uint32_t bead, apo__side side, uint32_t kinds,
	const apo__mark **found)
{
	uint32_t count, marks = 0;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	const apo__check_side *s = &check->side[side];
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t m = s->first_mark[segments[i]]; m < s->first_mark[segments[i] + 1];
			m++) {
			if (!(s->marks[m].kind & kinds))
				continue;
			if (!marks && found)
				*found = &s->marks[m];
			marks++;
		}
	return marks;
}

uint32_t apo__check_content_words(
	const apo__check *check, apo__side side, uint32_t segment, double *weight)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count = 0;
	double sum = 0;
	for (uint32_t w = s->words.first[segment]; w < s->words.first[segment + 1]; w++) {
		count += s->weight[w] > 0;
		sum += (double)s->weight[w];
	}
	if (weight)
		*weight = sum;
	return count;
}

int apo__check_is_story(const apo__check *check, apo__side side, uint32_t segment)
{
	const apo_document *d = check->side[side].document;
	return d->blocks[d->segments[segment].block].kind != APO_BLOCK_BOILERPLATE &&
	       apo__check_content_words(check, side, segment, NULL);
}

uint32_t apo__check_words(
	const apo__check *check, apo__side side, uint32_t segment, apo_span span, uint32_t *first)
{
	const apo__words *words = &check->side[side].words;
	uint32_t end = words->first[segment + 1];
	uint32_t w = *first = apo__word_behind(words, words->first[segment], end, span.begin);
	while (w < end && words->words[w].span.begin < span.end)
		w++;
	return w;
}

void apo__check_license(apo__check *check, apo__side side, uint32_t segment, apo_span span)
{
	uint32_t w, end = apo__check_words(check, side, segment, span, &w);
	for (; w < end; w++)
		check->side[side].support[w] = 1;
}

/* Share of a side's content that the other side of the bead licenses. */
static double licensed(const apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t segment_count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &segment_count);
	double have = 0, all = 0;
	for (uint32_t i = 0; i < segment_count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			have += (double)s->weight[w] * (s->support[w] >= APO__LICENSED);
			all += (double)s->weight[w];
		}
	return all > 0 ? have / all : 0;
}

/* Content licensed on each side, from which a retelling is compared; set on the project's own corpora. */
#define CLOSE .7

int apo__check_is_close(const apo__check *check, uint32_t bead)
{
	return !check->comparable || (licensed(check, bead, APO__SOURCE) >= CLOSE &&
					     licensed(check, bead, APO__TARGET) >= CLOSE);
}

int apo__span_overlaps(apo_span a, apo_span b)
{
	return a.begin != APO_NONE && b.begin != APO_NONE && a.begin < b.end && b.begin < a.end;
}

uint32_t apo__word_behind(const apo__words *words, uint32_t first, uint32_t end, uint32_t offset)
{
	while (first < end) {
		uint32_t middle = first + (end - first) / 2;
		if (words->words[middle].span.end > offset)
			end = middle;
		else
			first = middle + 1;
	}
	return first;
}
