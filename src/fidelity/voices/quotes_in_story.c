/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations over the whole story: words in marks that the source says nowhere, and one quotation of the source that the target
 * words in two ways. Linear in the quotations and their words.
 */
#include <string.h>

#include "base/map.h"
#include "fidelity/voices/voices.h"

/* Set by hand; the probability is learned (probability.h). */
#define FABRICATED_CONFIDENCE	.8
#define INCONSISTENT_CONFIDENCE .85
#define KNOWN_LEAST                                                                                \
	.7 /* of a quotation's content words, of which the lexicon must know whether they are rendered */
#define HAVE_MOST .15 /* of them licensed, where nothing of it is the source's */

#define LEAST_WORDS 5u	 /* of a quotation; shorter ones are titles and terms */
#define LONGEST	    120u /* words that are compared */

/* ---- words ---- */

typedef struct {
	uint32_t first, end; /* words */
	uint32_t bead;	     /* APO_NONE where it spans several */
} passage;

static passage passage_of(const apo__check *check, apo__side side, const apo_quote *quote)
{
	const apo__check_side *s = &check->side[side];
	passage p = {0, 0, s->bead[quote->first_segment]};
	uint32_t end = s->words.first[quote->last_segment + 1];
	p.first = apo__word_behind(
		&s->words, s->words.first[quote->first_segment], end, quote->inner.begin);
	p.end = p.first;
	while (p.end < end && apo__span_overlaps(s->words.words[p.end].span, quote->inner))
		p.end++;
	if (s->bead[quote->last_segment] != p.bead)
		p.bead = APO_NONE;
	return p;
}

static int is_statement(const apo_quote *quote, const passage *p)
{
	return !quote->level && !(quote->flags & (APO_QUOTE_SCARE | APO_QUOTE_UNCLOSED)) &&
	       p->end - p->first >= LEAST_WORDS && p->end - p->first <= LONGEST;
}

static int is_word(const apo__check_side *s, uint32_t w)
{
	return s->words.words[w].kind < APO_TOKEN_PUNCTUATION;
}

/* ---- said nowhere ---- */

static int is_invented(const apo__check *check, const passage *p)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	double content = 0, known = 0, have = 0;
	for (uint32_t w = p->first; w < p->end; w++) {
		int licensed = t->support[w] >= APO__LICENSED;
		content += t->weight[w] > 0;
		known += t->weight[w] > 0 && (t->known[w] || licensed);
		have += t->weight[w] > 0 && licensed;
	}
	return content >= LEAST_WORDS && known >= KNOWN_LEAST * content &&
	       have <= HAVE_MOST * known;
}

static void check_invented(apo__check *check, const apo_quote *quote)
{
	passage p = passage_of(check, APO__TARGET, quote);
	const apo_bead *bead = p.bead == APO_NONE ? NULL : &check->alignment->beads[p.bead];
	if (!bead || !bead->source_count || !is_statement(quote, &p) ||
		apo__is_quoted(check, p.bead, APO__SOURCE) || !is_invented(check, &p))
		return;
	check->panel.quotes_fabricated++;
	apo__check_flag(check, APO_ISSUE_QUOTE_FABRICATED, APO_SEVERITY_CRITICAL, p.bead,
		APO_SPAN_NONE, quote->inner, FABRICATED_CONFIDENCE,
		"the source does not say this: “%s”",
		apo__check_text(check, APO__TARGET, quote->inner));
}

/* ---- worded in two ways ---- */

static uint64_t key_of(const apo__check_side *s, const passage *p)
{
	uint64_t key = 0;
	for (uint32_t w = p->first; w < p->end; w++)
		if (is_word(s, w))
			key = key * 31 +
			      apo__hash(s->words.words[w].form, strlen(s->words.words[w].form));
	return key;
}

/* The only quotation of the target's side of a bead; NULL = none or several. */
static const apo_quote *quote_in(const apo__check *check, uint32_t bead, passage *p)
{
	const apo_document *d = check->side[APO__TARGET].document;
	const apo_bead *b = &check->alignment->beads[bead];
	const apo_quote *found = NULL;
	uint32_t low = 0, high = d->quote_count;
	if (!b->target_count)
		return NULL;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (d->quotes[middle].first_segment < b->target[0])
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < d->quote_count &&
		d->quotes[low].first_segment <= b->target[b->target_count - 1];
		low++) {
		if (d->quotes[low].level)
			continue;
		if (found)
			return NULL;
		found = &d->quotes[low];
	}
	if (found)
		*p = passage_of(check, APO__TARGET, found);
	return found && p->bead == bead ? found : NULL;
}

/* Content words of `a` that `b` has not. */
static uint32_t missing(const apo__check_side *t, const passage *a, const passage *b)
{
	uint32_t count = 0;
	for (uint32_t w = a->first; w < a->end; w++) {
		int there = !(t->weight[w] > 0);
		for (uint32_t k = b->first; k < b->end && !there; k++)
			there = !strcmp(t->stems[w], t->stems[k]);
		count += !there;
	}
	return count;
}

static void compare_wording(
	apo__check *check, const apo_quote *source, uint32_t first_bead, uint32_t bead)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	passage a, b;
	const apo_quote *before = quote_in(check, first_bead, &a),
			*here = quote_in(check, bead, &b);
	if (!before || !here || first_bead == bead || b.end - b.first > LONGEST ||
		a.end - a.first > LONGEST || !missing(t, &a, &b) || !missing(t, &b, &a))
		return;
	apo__check_flag(check, APO_ISSUE_QUOTE_INCONSISTENT, APO_SEVERITY_MINOR, bead,
		source->inner, here->inner, INCONSISTENT_CONFIDENCE,
		"one quotation in two wordings: before “%s”, here “%s”",
		apo__check_text(check, APO__TARGET, before->inner),
		apo__check_text(check, APO__TARGET, here->inner));
}

static void check_repeated(apo__check *check)
{
	const apo__check_side *s = &check->side[APO__SOURCE];
	apo__map first; /* the quotation of a wording that comes first */
	apo__map_init(&first, check->arena);
	for (uint32_t q = 0; q < s->document->quote_count; q++) {
		const apo_quote *quote = &s->document->quotes[q];
		passage p = passage_of(check, APO__SOURCE, quote);
		if (!is_statement(quote, &p) || p.bead == APO_NONE)
			continue;
		uint32_t *known = apo__map_add(&first, key_of(s, &p), q);
		if (*known == q)
			continue;
		passage before = passage_of(check, APO__SOURCE, &s->document->quotes[*known]);
		if (before.bead != APO_NONE)
			compare_wording(check, quote, before.bead, p.bead);
	}
}

void apo__check_story_quotes(apo__check *check)
{
	const apo_document *target = check->side[APO__TARGET].document;
	for (uint32_t q = 0; q < target->quote_count && !check->comparable; q++)
		check_invented(check, &target->quotes[q]);
	check_repeated(check);
}
