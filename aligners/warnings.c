/* SPDX-License-Identifier: Apache-2.0 */
/* What looks wrong with two texts or with what became of them: people mix up files. Linear. */
#include <string.h>

#include "aligners/internal.h"
#include "text/language/context.h"

#define LOPSIDED  5u	 /* times more segments on one side */
#define SENTENCE  20000u /* bytes that no sentence has */
#define REPEATING 20u	 /* segments from which repetition is odd */

static void tell_segments(apo_context *context, const apo_document *d)
{
	uint32_t longest = 0, repeated = 0;
	for (uint32_t k = 0; k < d->segment_count; k++) {
		apo_span a = d->segments[k].span, before = d->segments[k ? k - 1 : 0].span;
		uint32_t size = a.end - a.begin;
		longest = size > longest ? size : longest;
		repeated += k && size == before.end - before.begin &&
			    !memcmp(d->text + a.begin, d->text + before.begin, size);
	}
	if (longest > SENTENCE)
		apo__notice(context,
			"%s has a segment of %u bytes, of which a sample is looked at: expected "
			"sentences; cut the text first",
			d->path, longest);
	if (d->segment_count > REPEATING && repeated > d->segment_count / 2)
		apo__notice(context,
			"%s: %u of %u segments repeat the one before; their order is all that "
			"pairs them",
			d->path, repeated, d->segment_count);
}

static void tell_alignment(apo_context *context, const apo_alignment *a, apo_mode asked)
{
	uint32_t n = a->source->segment_count, m = a->target->segment_count, alone = 0;
	for (size_t k = 0; k < a->count; k++) {
		const apo_bead *b = &a->beads[k];
		alone += !b->source_count || !b->target_count ? b->source_count + b->target_count
							      : 0;
	}
	if (n > LOPSIDED * m || m > LOPSIDED * n)
		apo__notice(context,
			"%s has %u segments, %s %u: are they the same text, cut alike?",
			a->source->path, n, a->target->path, m);
	else if (a->mode == APO_MODE_PARALLEL && alone > (n + m) / 2)
		apo__notice(context,
			"%s and %s: %u of %u segments have no counterpart; are the files and "
			"languages right?",
			a->source->path, a->target->path, alone, n + m);
	if (a->mode == APO_MODE_COMPARABLE && asked == APO_MODE_AUTO)
		apo__notice(context,
			"%s retells %s rather than translating it: crossing links allowed "
			"(--mode parallel forbids them)",
			a->target->path, a->source->path);
}

void apo__oddities_tell(apo_context *context, const apo_alignment *alignment, apo_mode asked)
{
	const apo_document *a = alignment->source, *b = alignment->target;
	if (!strcmp(a->path, b->path)) {
		apo__notice(context, "%s is both source and target: name two texts", a->path);
		return;
	}
	if (asked == APO_MODE_COMPARABLE)
		return; /* such texts may be copies, or hardly have anything in common */
	if (a->size == b->size && !memcmp(a->text, b->text, a->size))
		apo__notice(
			context, "%s and %s hold the same text: is that meant?", a->path, b->path);
	tell_segments(context, a);
	tell_segments(context, b);
	tell_alignment(context, alignment, asked);
}
