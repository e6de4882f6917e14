/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations: what is in quotation marks claims to be somebody's words. Reported is wording that differs from the source's
 * quotation (same language), and words that the source has outside of its quotation marks.
 */
#include <string.h>

#include "base/buffer.h"
#include "fidelity/voices/voices.h"
#include "text/unicode/spelling.h"

/* Set on the project's own corpora; the confidences are the precision on planted issues. */
#define CONFIDENCE	  .85 /* of another wording, of narration inside a quotation */
#define DIRECT_CONFIDENCE .8  /* of a quotation where the source has narration */
#define LICENSED	  .4f /* support from which the source has the word too */

/* Words of a bead on a side that are in quotation marks, without punctuation and editor's brackets. */
typedef struct {
	const uint32_t *words;
	uint32_t count;
	apo_span span; /* from the first to the last, with the marks beside them */
} passage;

#define LONGEST_PASSAGE 400u /* words compared one by one; longer ones are cut */

static passage quoted_words(apo__check *check, uint32_t bead, apo__side side, int with_brackets)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	APO__VECTOR(uint32_t) words = {0};
	int bracket = 0;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			const apo__word *word = &s->words.words[w];
			if (!strcmp(word->form, "[") || !strcmp(word->form, "("))
				bracket++;
			if (bracket && (!strcmp(word->form, "]") || !strcmp(word->form, ")")))
				bracket--;
			if ((with_brackets || !bracket) && s->quoted[w] &&
				word->kind < APO_TOKEN_PUNCTUATION && words.count < LONGEST_PASSAGE)
				*apo__push(check->arena, &words) = w;
		}
	passage p = {words.items, words.count, APO_SPAN_NONE};
	if (words.count)
		p.span = (apo_span){s->words.words[words.items[0]].span.begin,
			s->words.words[words.items[words.count - 1]].span.end};
	return p;
}

/* ---- wording ---- */

/* Longest common subsequence of words; kept[0], kept[1] mark its members. */
static uint32_t common_words(apo__check *check, const passage p[2], unsigned char *kept[2])
{
	uint32_t n = p[0].count, m = p[1].count, i = 0, j = 0;
	apo__arena *scratch = apo__arena_child(check->arena);
	uint16_t *table = apo__alloc_array(scratch, (size_t)(n + 1) * (m + 1), sizeof *table);
#define AT(i, j) table[(size_t)(i) * (m + 1) + (j)]
#define SAME(i, j)                                                                                 \
	apo__same_spelling(check->side[0].words.words[p[0].words[i]].form,                         \
		check->side[1].words.words[p[1].words[j]].form)
	for (i = n; i-- > 0;)
		for (j = m; j-- > 0;)
			AT(i, j) = SAME(i, j)			 ? (uint16_t)(AT(i + 1, j + 1) + 1)
				   : AT(i + 1, j) > AT(i, j + 1) ? AT(i + 1, j)
								 : AT(i, j + 1);
	uint32_t common = AT(0, 0);
	for (i = j = 0; i < n && j < m;) {
		if (AT(i, j) == AT(i + 1, j))
			i++;
		else if (AT(i, j) == AT(i, j + 1))
			j++;
		else
			kept[0][i++] = kept[1][j++] = 1;
	}
#undef AT
#undef SAME
	apo__arena_free(scratch);
	return common;
}

/* Is the target's passage in the source's without a gap? */
static int is_excerpt(const passage p[2], unsigned char *kept[2])
{
	uint32_t first = APO_NONE, last = 0;
	for (uint32_t j = 0; j < p[1].count; j++)
		if (!kept[1][j])
			return 0;
	for (uint32_t i = 0; i < p[0].count; i++)
		if (kept[0][i]) {
			first = first == APO_NONE ? i : first;
			last = i;
		}
	return last - first + 1 == p[1].count;
}

static void add_words(apo__check *check, apo__buffer *out, apo__side side, const passage *p,
	uint32_t begin, uint32_t end)
{
	const apo__check_side *s = &check->side[side];
	apo_span span = {s->words.words[p->words[begin]].span.begin,
		s->words.words[p->words[end - 1]].span.end};
	apo__buffer_printf(out, "“%s”", apo__check_text(check, side, span));
}

#define MOST_CHANGES 8u /* named in a message */

/* "“wish that” became “hope”, “try” became “act recklessly”": the pieces between common words. */
static const char *changes_text(apo__check *check, const passage p[2], unsigned char *kept[2])
{
	apo__buffer out = {check->arena, NULL, 0, 0};
	uint32_t i = 0, j = 0, named = 0;
	while (i < p[0].count || j < p[1].count) {
		uint32_t i2 = i, j2 = j;
		while (i2 < p[0].count && !kept[0][i2])
			i2++;
		while (j2 < p[1].count && !kept[1][j2])
			j2++;
		if ((i2 > i || j2 > j) && named++ < MOST_CHANGES) {
			apo__buffer_puts(&out, out.size ? ", " : "");
			if (i2 == i)
				apo__buffer_puts(&out, "added ");
			else
				add_words(check, &out, APO__SOURCE, &p[0], i, i2);
			if (j2 > j) {
				apo__buffer_puts(&out, i2 > i ? " became " : "");
				add_words(check, &out, APO__TARGET, &p[1], j, j2);
			} else {
				apo__buffer_puts(&out, " gone");
			}
		}
		i = i2 + 1;
		j = j2 + 1;
	}
	if (named > MOST_CHANGES)
		apo__buffer_puts(&out, ", …");
	return apo__buffer_text(&out);
}

#define SHORT_PASSAGE 3u /* words; shorter ones are terms and titles */

static void check_wording(apo__check *check, uint32_t bead, const passage p[2])
{
	unsigned char *kept[2];
	if (p[0].count < SHORT_PASSAGE || p[1].count < SHORT_PASSAGE)
		return;
	for (int s = 0; s < 2; s++)
		kept[s] = apo__alloc_array(check->arena, (size_t)p[s].count + 1, 1);
	uint32_t common = common_words(check, p, kept);
	check->panel.quotes_total++;
	if (is_excerpt(p, kept)) {
		check->panel.quotes_verbatim++;
		return;
	}
	/* "invested [in] NATO", "Europe (and) NATO": an editor's word may stand for the speaker's */
	passage full[2] = {quoted_words(check, bead, APO__SOURCE, 1),
		quoted_words(check, bead, APO__TARGET, 1)};
	if (full[0].count > p[0].count || full[1].count > p[1].count) {
		unsigned char *all[2];
		for (int s = 0; s < 2; s++)
			all[s] = apo__alloc_array(check->arena, (size_t)full[s].count + 1, 1);
		common_words(check, full, all);
		if (is_excerpt(full, all)) {
			check->panel.quotes_verbatim++;
			return;
		}
	}
	uint32_t shorter = p[0].count < p[1].count ? p[0].count : p[1].count;
	if (check->comparable && common * 5 < shorter * 2)
		return; /* another remark */
	check->panel.quotes_altered++;
	apo__check_flag(check, APO_ISSUE_QUOTE_ALTERED,
		common * 5 < shorter * 3 ? APO_SEVERITY_MAJOR : APO_SEVERITY_MINOR, bead, p[0].span,
		p[1].span, CONFIDENCE, "the quotation is not verbatim: %s",
		changes_text(check, p, kept));
}

/* ---- narration that became a quotation ---- */

/* Does the source's quotation have this target word too? */
static int is_quoted_there(const apo__check *check, const passage *source, uint32_t word)
{
	const apo__check_side *s = &check->side[0], *t = &check->side[1];
	for (uint32_t i = 0; i < source->count; i++)
		if (!strcmp(s->stems[source->words[i]], t->stems[word]))
			return 1;
	return 0;
}

/* 1 = the source has the word in its narration, -1 = in its quotation, 0 = it has it not, or the word says nothing. */
static int standing(const apo__check *check, const passage *source, uint32_t word)
{
	const apo__check_side *s = &check->side[0], *t = &check->side[1];
	if (!(t->weight[word] > 0) || t->support[word] < LICENSED || t->partner[word] == APO_NONE)
		return 0;
	return s->quoted[t->partner[word]] || is_quoted_there(check, source, word) ? -1 : 1;
}

#define NARRATED 3u /* content words in a row that came out of the narration */

/* Runs of the target's quotation that the source tells in its own words. */
static void check_insertion(apo__check *check, uint32_t bead, const passage p[2])
{
	const apo__check_side *t = &check->side[1];
	uint32_t first = 0, last = 0, narrated = 0;
	for (uint32_t j = 0; j <= p[1].count; j++) {
		int here = j < p[1].count ? standing(check, &p[0], p[1].words[j]) : -1;
		if (here > 0) {
			first = narrated++ ? first : j;
			last = j;
		}
		if (here >= 0)
			continue;
		if (narrated >= NARRATED) {
			/* an adverb that leads it in was put in with it */
			while (first > 0 && p[1].words[first] == p[1].words[first - 1] + 1 &&
				!(t->support[p[1].words[first - 1]] > 0))
				first--;
			apo_span span = {t->words.words[p[1].words[first]].span.begin,
				t->words.words[p[1].words[last]].span.end};
			uint32_t a = t->partner[p[1].words[last]], z = a;
			for (uint32_t k = first; k <= last; k++) {
				uint32_t partner = t->partner[p[1].words[k]];
				if (standing(check, &p[0], p[1].words[k]) <= 0)
					continue;
				a = partner < a ? partner : a;
				z = partner > z ? partner : z;
			}
			apo_span source = {check->side[0].words.words[a].span.begin,
				check->side[0].words.words[z].span.end};
			apo__check_flag(check, APO_ISSUE_INDIRECT_TO_DIRECT, APO_SEVERITY_CRITICAL,
				bead, source, span, CONFIDENCE,
				"the source's own words “%s” are inside the quotation: “%s”",
				apo__check_text(check, APO__SOURCE, source),
				apo__check_text(check, APO__TARGET, span));
		}
		narrated = 0;
	}
}

/* Whether the quotation that a passage belongs to begins and ends in the bead: of a longer one the source may quote the rest. */
static int is_whole(const apo__check *check, uint32_t bead, const passage *target)
{
	const apo_document *d = check->side[1].document;
	uint32_t low = 0, high = d->quote_count;
	while (low < high) { /* the last that begins before the passage ends */
		uint32_t middle = low + (high - low) / 2;
		if (d->quotes[middle].span.begin < target->span.end)
			low = middle + 1;
		else
			high = middle;
	}
	while (low > 0 && d->quotes[low - 1].level)
		low--;
	if (!low || !apo__span_overlaps(d->quotes[low - 1].span, target->span))
		return 0;
	const apo_quote *quote = &d->quotes[low - 1];
	return check->side[1].bead[quote->first_segment] == bead &&
	       check->side[1].bead[quote->last_segment] == bead;
}

/* Does the source have the words as they are: a title or a button between marks? */
static int is_title(const apo__check *check, const passage *target)
{
	const apo__check_side *s = &check->side[0], *t = &check->side[1];
	for (uint32_t j = 0; j < target->count; j++) {
		uint32_t w = target->words[j], partner = t->partner[w];
		if (t->weight[w] > 0 &&
			(partner == APO_NONE ||
				strcmp(s->words.words[partner].form, t->words.words[w].form) != 0))
			return 0;
	}
	return 1;
}

/* Are the words that the source has for it names, in capitals: an institution or a programme, which Chinese puts between marks? */
static int is_name(const apo__check *check, const passage *target)
{
	const apo__check_side *s = &check->side[0], *t = &check->side[1];
	for (uint32_t j = 0; j < target->count; j++) {
		uint32_t w = target->words[j], partner = t->partner[w];
		if (t->weight[w] > 0 && t->support[w] >= LICENSED && partner != APO_NONE &&
			!(s->words.words[partner].flags & APO_TOKEN_CAPITAL))
			return 0;
	}
	return 1;
}

/* A quotation where the source has only narration. */
static void check_direct(apo__check *check, uint32_t bead, const passage *target)
{
	const apo__check_side *t = &check->side[1];
	uint32_t licensed = 0;
	for (uint32_t j = 0; j < target->count; j++)
		licensed +=
			t->weight[target->words[j]] > 0 && t->support[target->words[j]] >= LICENSED;
	if (target->count < SHORT_PASSAGE || licensed < 2 || !is_whole(check, bead, target) ||
		is_title(check, target) || is_name(check, target))
		return;
	check->panel.quotes_total++;
	check->panel.quotes_fabricated++;
	apo_span source = apo__check_bead_span(check, bead, APO__SOURCE);
	apo__check_flag(check, APO_ISSUE_INDIRECT_TO_DIRECT, APO_SEVERITY_MAJOR, bead, source,
		target->span, DIRECT_CONFIDENCE, "reported speech became a quotation: “%s”",
		apo__check_text(check, APO__TARGET, target->span));
}

/* Speech in novels and reports of many languages begins with a dash instead of a mark. */
static int begins_with_dash(const apo_document *d, const apo_segment *segment)
{
	static const char *const dashes[] = {"–", "—", "―"};
	for (size_t i = 0; segment->tokens && i < sizeof dashes / sizeof *dashes; i++)
		if (!strcmp(d->tokens[segment->first_token].form, dashes[i]))
			return 1;
	return 0;
}

/* A mark that is in the segments of a bead: the source may quote where the quotation layer found no
 * end, and a target without any is in a quotation only because a mark far off was left open. */
static int has_quote_mark(const apo__check *check, uint32_t bead, apo__side side)
{
	static const char *const marks[] = {
		"\"", "“", "”", "„", "«", "»", "「", "」", "『", "』", "‘", "'", "‹", "›"};
	const apo_document *d = check->side[side].document;
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++) {
		const apo_segment *segment = &d->segments[segments[i]];
		if (begins_with_dash(d, segment))
			return 1;
		for (uint32_t k = 0; k < segment->tokens; k++)
			for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
				if (!strcmp(d->tokens[segment->first_token + k].form, marks[m]))
					return 1;
	}
	return 0;
}

/* Straight marks with a blank on both sides, or an odd number of them, leave open what is quoted: nothing is said of them but
 * their form (punctuation.c). */
static int marks_work_out(const apo__check *check, uint32_t bead, apo__side side, int pairs)
{
	const apo_document *d = check->side[side].document;
	uint32_t count, marks = 0;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++) {
		const apo_segment *segment = &d->segments[segments[i]];
		for (uint32_t k = segment->first_token; k < segment->first_token + segment->tokens;
			k++) {
			apo_span mark = d->tokens[k].span;
			if (strcmp(d->tokens[k].form, "\"") != 0)
				continue;
			marks++;
			int before = mark.begin == 0 ||
				     strchr(" \n\t\r", d->text[mark.begin - 1]) != NULL;
			int after = mark.end >= d->size ||
				    strchr(" \n\t\r.,;:!?", d->text[mark.end]) != NULL;
			if (before && after)
				return 0;
		}
	}
	return !pairs || marks % 2 == 0;
}

void apo__check_quotes(apo__check *check)
{
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		if (!check->same_language && (!marks_work_out(check, b, APO__SOURCE, 1) ||
						     !marks_work_out(check, b, APO__TARGET, 0)))
			continue;
		passage p[2] = {quoted_words(check, b, APO__SOURCE, 0),
			quoted_words(check, b, APO__TARGET, 0)};
		if (!p[1].count)
			continue;
		if (p[0].count) {
			if (check->same_language) {
				check_wording(check, b, p);
			} else { /* a translation: its words cannot be compared */
				check->panel.quotes_total++;
				check->panel.quotes_verbatim++;
			}
			if (is_whole(check, b, &p[1]))
				check_insertion(check, b, p);
		} else if (!has_quote_mark(check, b, APO__SOURCE) &&
			   has_quote_mark(check, b, APO__TARGET)) {
			check_direct(check, b, &p[1]);
		}
	}
}
