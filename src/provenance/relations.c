/* SPDX-License-Identifier: Apache-2.0 */
/* Whether two documents share enough to speak of derivation. Cost: pairs x their links and runs. */
#include <string.h>

#include "provenance/collation.h"
#include "provenance/relations.h"

/* Set on the project's own corpora (forged-painting, nato-rutte; launch-delay was looked at, not fitted). */
#define RELATED_LINKS	3u
#define RELATED_ANCHORS 3u /* across languages: more than the place and one figure of the event */

/* Across languages: likeness x order. On 62 articles of NTREX's development half 4 of 26 pairs that report one event have it, and all but 3
 * of 716 translations and siblings; moved by a fifth: 13 and 0, 1 and 16. */
#define TOLD_IN_ORDER .50

uint32_t apo__words_in_runs(const apo__pair_evidence *pair)
{
	uint32_t words = 0;
	for (uint32_t i = 0; i < pair->run_count; i++)
		words += pair->runs[i].narrated;
	return words;
}

/* How alike the linked segments of two documents are, on average, times the share of those that follow one another in both. */
static double told_in_order(const apo__pair_evidence *pair)
{
	double alike = 0;
	uint32_t links = 0, in_order = 0, last = 0;
	for (uint32_t i = 0; i < pair->link_count; i++) {
		const apo__segment_link *link = &pair->links[i];
		if (link->alike < APO__LEAST_LINK)
			continue;
		alike += link->alike;
		in_order += links > 0 && link->b >= last;
		last = link->b;
		links++;
	}
	return links > 1 ? alike / links * in_order / (links - 1) : 0;
}

/* Whether more is shared than two reports of one event share, or two texts by chance. Texts of one publisher that are not copies
 * are on one subject; a text may be one segment, then its wording decides. */
static int is_enough(const apo__tracing *t, const apo__pair_evidence *pair)
{
	const apo_document *a = t->corpus->documents[pair->a], *b = t->corpus->documents[pair->b];
	double share = pair->shared[0] > pair->shared[1] ? pair->shared[0] : pair->shared[1];
	uint32_t words = apo__words_in_runs(pair);
	if (share < APO__RELATED_SHARE)
		return 0;
	if (strcmp(a->lang, b->lang) != 0) {
		int named = apo__names_publisher(t, pair->a, pair->b) ||
			    apo__names_publisher(t, pair->b, pair->a),
		    guessed = pair->guessed && !named;
		return pair->link_count >= RELATED_LINKS &&
		       pair->anchors >= RELATED_ANCHORS + (uint32_t)guessed &&
		       (named || told_in_order(pair) >= TOLD_IN_ORDER) &&
		       (!guessed || share >= APO__SURELY_RELATED);
	}
	if (words >= APO__RELATED_WORDS)
		return 1;
	return pair->link_count >= RELATED_LINKS && (words || share >= APO__SURELY_RELATED) &&
	       !apo__is_source(t, a->publisher, b->publisher);
}

void apo__relations_find(apo__tracing *t)
{
	for (uint32_t i = 0; i < t->pair_count; i++)
		t->pairs[i].related = is_enough(t, &t->pairs[i]);
}
