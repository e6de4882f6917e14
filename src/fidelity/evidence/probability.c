/* SPDX-License-Identifier: Apache-2.0 */
/* The probability of findings, from their evidence. Linear in the words of the beads that have findings, for each finding. */
#include "fidelity/evidence/probability.h"

#include <math.h>

#include "base/buffer.h"
#include "fidelity/evidence/probability_model.h"

#define CRITICAL_LEAST                                                                             \
	.9 /* probability of a finding that is shown as critical; the promise of docs/fidelity.md */
#define MOST	     .99 /* probability that is ever claimed; set by hand */
#define EVEN	     .5	 /* share at which a feature says nothing, by definition */
#define USUAL_LENGTH 4	 /* doublings of content words of a usual bead */

/* Sums over words of a side. */
typedef struct {
	double known, have; /* weight that the lexicon knows; of it licensed */
	uint32_t content,
		told; /* content words; those that the lexicon knows or the other side has */
} sums;

#define MOST_WORDS 4096u /* of a bead or clause that are looked at, so that the cost stays linear */

static void add_words(const apo__check_side *s, uint32_t first, uint32_t end, sums *out)
{
	end = end - first > MOST_WORDS ? first + MOST_WORDS : end;
	for (uint32_t w = first; w < end; w++) {
		int have = s->support[w] >= APO__LICENSED, known = s->known[w] || have;
		if (!(s->weight[w] > 0))
			continue;
		out->content++;
		out->told += (uint32_t)known;
		out->known += known ? (double)s->weight[w] : 0;
		out->have += have ? (double)s->weight[w] : 0;
	}
}

static double centred(double have, double all)
{
	return all > 0 ? 2 * (have / all - EVEN) : 0;
}

/* The clauses that a span is in. */
static void add_clauses(const apo__check *check, const apo_issue *issue, apo__side side, sums *out)
{
	const apo__check_side *s = &check->side[side];
	apo_span span = side == APO__SOURCE ? issue->source_span : issue->target_span;
	if (span.begin == APO_NONE || !s->words.count)
		return;
	uint32_t w = apo__word_behind(&s->words, 0, s->words.count, span.begin);
	uint32_t last = w;
	while (last + 1 < s->words.count && last - w < MOST_WORDS &&
		s->words.words[last + 1].span.begin < span.end)
		last++;
	if (w < s->words.count)
		add_words(s, s->clauses[s->clause[w]].first, s->clauses[s->clause[last]].end, out);
}

static apo__finding_evidence evidence_of(const apo__check *check, const apo_issue *issue)
{
	apo__finding_evidence e = {{0}};
	sums bead[2] = {{0, 0, 0, 0}, {0, 0, 0, 0}}, clause[2] = {{0, 0, 0, 0}, {0, 0, 0, 0}};
	double prior = issue->confidence;
	for (int i = 0; i < 2; i++) {
		apo__side side = (apo__side)i;
		uint32_t count;
		const uint32_t *segments = apo__check_segments(check, issue->bead, side, &count);
		const apo__check_side *s = &check->side[side];
		for (uint32_t k = 0; k < count; k++)
			add_words(s, s->words.first[segments[k]], s->words.first[segments[k] + 1],
				&bead[i]);
		add_clauses(check, issue, side, &clause[i]);
	}
	double shares[2] = {
		centred(clause[0].have, clause[0].known), centred(clause[1].have, clause[1].known)};
	uint32_t content = bead[0].content + bead[1].content;
	e.value[EVIDENCE_PRIOR] = log(prior / (1 - prior)) / 2;
	e.value[EVIDENCE_SOURCE] = centred(bead[0].have, bead[0].known);
	e.value[EVIDENCE_TARGET] = centred(bead[1].have, bead[1].known);
	e.value[EVIDENCE_CLAUSE] = fmin(shares[0], shares[1]);
	e.value[EVIDENCE_COVERAGE] = centred(bead[0].told + bead[1].told, content);
	e.value[EVIDENCE_LANGUAGE] = check->same_language;
	e.value[EVIDENCE_LENGTH] = content ? (log2(content) - USUAL_LENGTH) / 2 : 0;
	return e;
}

static double probability(const apo_issue *issue, const apo__finding_evidence *e)
{
	double sum = BASE_BIAS + type_bias[issue->type];
	for (int i = 0; i < EVIDENCE_COUNT; i++)
		sum += evidence_weight[i] * e->value[i];
	double p = 1 / (1 + exp(-sum));
	return p < MOST ? p : MOST;
}

const apo__finding_evidence *apo__check_calibrate(apo__check *check)
{
	apo__finding_evidence *all =
		apo__alloc_array(check->arena, (size_t)check->issues.count + 1, sizeof *all);
	for (uint32_t i = 0; i < check->issues.count; i++) {
		apo_issue *issue = &check->issues.items[i];
		all[i] = evidence_of(check, issue);
		issue->confidence = probability(issue, &all[i]);
		if (issue->severity != APO_SEVERITY_CRITICAL || issue->confidence >= CRITICAL_LEAST)
			continue;
		issue->severity = APO_SEVERITY_MAJOR;
		issue->message = apo__sprintf(check->arena, "check: %s", issue->message);
	}
	return all;
}
