/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers and dates: the values of both sides of a bead, paired; what differs is reported. */
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "fidelity/evidence.h"
#include "text/values/compare_values.h"

/* Values of a bead that are compared with each other; a bead with more is a table, not a sentence, and is passed over. */
#define MOST_PAIRS (1u << 22)

/* Precision on planted issues; set on the project's own corpora. */
#define SCALE_CONFIDENCE .9 /* of a power of ten, of percent and percentage points */
#define VALUE_CONFIDENCE .8 /* of another figure, another date */
#define UNIT_CONFIDENCE	 .7
#define LONE_CONFIDENCE	 .5 /* of a figure that one side has alone */

#define TENTH .1 /* from a factor of ten on, up or down, another figure is critical; set by hand */

/* The things of a kind that the bead's segments have, copied into one array. */
#define GATHER(type, field, first_of)                                                              \
	static uint32_t gather_##field(                                                            \
		apo__check *check, uint32_t bead, apo__side side, type **out)                      \
	{                                                                                          \
		uint32_t count;                                                                    \
		const uint32_t *segments = apo__check_segments(check, bead, side, &count);         \
		const apo__check_side *s = &check->side[side];                                     \
		APO__VECTOR(type) all = {0};                                                       \
		for (uint32_t i = 0; i < count; i++)                                               \
			for (uint32_t n = s->first_of[segments[i]];                                \
				n < s->first_of[segments[i] + 1]; n++)                             \
				*apo__push(check->arena, &all) = s->document->field[n];            \
		*out = all.items;                                                                  \
		return all.count;                                                                  \
	}
GATHER(apo_number, numbers, first_number)
GATHER(apo_date, dates, first_date)

/* The words of a span need nothing else that licenses them: their value is right, or flagged. */
static void license_span(apo__check *check, apo__side side, uint32_t segment, apo_span span)
{
	apo__check_side *s = &check->side[side];
	uint32_t end = s->words.first[segment + 1];
	uint32_t w = apo__word_behind(&s->words, s->words.first[segment], end, span.begin);
	for (; w < end && apo__span_overlaps(s->words.words[w].span, span); w++)
		s->support[w] = 1;
}

static const char *factor_text(apo__check *check, double source, double target, char out[40])
{
	(void)check;
	double factor = source != 0 && target != 0 ? fabs(target / source) : 0;
	apo__decimal(out, factor < 1 && factor > 0 ? 1 / factor : factor, factor > 0 ? 1 : 0);
	return out;
}

static void flag_pair(apo__check *check, uint32_t bead, apo__values_kind kind, const apo_number *a,
	const apo_number *b)
{
	char out[40];
	const char *source = apo__check_text(check, APO__SOURCE, a->span),
		   *target = apo__check_text(check, APO__TARGET, b->span);
	double factor = a->value != 0 && b->value != 0 ? b->value / a->value : 1;
	switch (kind) {
	case APO__VALUES_MAGNITUDE:
		apo__check_flag(check, APO_ISSUE_MAGNITUDE, APO_SEVERITY_CRITICAL, bead, a->span,
			b->span, SCALE_CONFIDENCE, "“%s” became “%s”: off by a factor of %s",
			source, target, factor_text(check, a->value, b->value, out));
		break;
	case APO__VALUES_PERCENT_POINT:
		apo__check_flag(check, APO_ISSUE_PERCENT_POINT, APO_SEVERITY_MAJOR, bead, a->span,
			b->span, SCALE_CONFIDENCE,
			"“%s” became “%s”: percent and percentage points differ", source, target);
		break;
	case APO__VALUES_UNIT:
		apo__check_flag(check, APO_ISSUE_UNIT, APO_SEVERITY_MAJOR, bead, a->span, b->span,
			UNIT_CONFIDENCE, "“%s” became “%s”: the same figure of another unit",
			source, target);
		break;
	case APO__VALUES_NUMBER:
		apo__check_flag(check, APO_ISSUE_NUMBER,
			factor >= 10 || factor <= TENTH ? APO_SEVERITY_CRITICAL
							: APO_SEVERITY_MAJOR,
			bead, a->span, b->span, VALUE_CONFIDENCE, "“%s” became “%s”", source,
			target);
		break;
	case APO__VALUES_CONVERTED:
	case APO__VALUES_SOURCE_ONLY:
	case APO__VALUES_TARGET_ONLY: break;
	}
}

/* A figure in digits that only one side has. Small ones come and go with the wording ("the two", "both"). */
static int is_telling(const apo_number *n)
{
	return !(n->flags & (APO_NUMBER_WORDS | APO_NUMBER_WEAK | APO_NUMBER_ORDINAL)) &&
	       (n->value >= 13 || *n->unit);
}

static void flag_lone(apo__check *check, uint32_t bead, apo__side side, const apo_number *n)
{
	if (!is_telling(n) || check->comparable)
		return;
	apo_span none = APO_SPAN_NONE;
	const char *text = apo__check_text(check, side, n->span);
	if (side == APO__SOURCE)
		apo__check_flag(check, APO_ISSUE_NUMBER, APO_SEVERITY_MAJOR, bead, n->span, none,
			LONE_CONFIDENCE, "the figure “%s” is missing", text);
	else
		apo__check_flag(check, APO_ISSUE_NUMBER, APO_SEVERITY_MAJOR, bead, none, n->span,
			LONE_CONFIDENCE, "the figure “%s” is not in the source", text);
}

/* Bit 0: the source has figures without counterpart, bit 1: the target has. Both at once are a conversion or another way to
 * count (5 feet 2, 1,57 m) rather than a figure lost and one invented. */
static int lone_sides(const apo_number *source, const apo_number *target,
	const apo__values_difference *differences, uint32_t count)
{
	int sides = 0;
	for (uint32_t i = 0; i < count; i++) {
		const apo__values_difference *d = &differences[i];
		sides |= d->kind == APO__VALUES_SOURCE_ONLY && is_telling(&source[d->source]);
		sides |= (d->kind == APO__VALUES_TARGET_ONLY && is_telling(&target[d->target])) * 2;
	}
	return sides;
}

static void check_numbers(apo__check *check, uint32_t bead)
{
	apo_number *source, *target;
	const apo__values_difference *differences;
	uint32_t sources = gather_numbers(check, bead, APO__SOURCE, &source),
		 targets = gather_numbers(check, bead, APO__TARGET, &target);
	for (uint32_t i = 0; i < sources; i++)
		license_span(check, APO__SOURCE, source[i].segment, source[i].span);
	for (uint32_t i = 0; i < targets; i++)
		license_span(check, APO__TARGET, target[i].segment, target[i].span);
	if (check->plan->runs[APO_ISSUE_NUMBER] == APO__RUNS_PARTLY)
		apo__check_digits(check, bead);
	if (!apo__check_runs(check, APO_ISSUE_NUMBER) || (uint64_t)sources * targets > MOST_PAIRS)
		return;
	uint32_t count =
		apo__values_compare(check->arena, source, sources, target, targets, &differences);
	check->panel.values_total += sources;
	check->panel.values_kept += sources;
	int lone = lone_sides(source, target, differences, count);
	for (uint32_t i = 0; i < count; i++) {
		const apo__values_difference *d = &differences[i];
		if (d->source != APO_NONE && d->kind != APO__VALUES_CONVERTED)
			check->panel.values_kept--;
		if (lone == 3 && (d->source == APO_NONE || d->target == APO_NONE))
			continue;
		if (d->source == APO_NONE)
			flag_lone(check, bead, APO__TARGET, &target[d->target]);
		else if (d->target == APO_NONE)
			flag_lone(check, bead, APO__SOURCE, &source[d->source]);
		else
			flag_pair(check, bead, d->kind, &source[d->source], &target[d->target]);
	}
}

/* Pair the dates that agree; of those left over, the ones that contradict each other are reported. */
static void check_dates(apo__check *check, uint32_t bead)
{
	apo_date *source, *target;
	uint32_t sources = gather_dates(check, bead, APO__SOURCE, &source),
		 targets = gather_dates(check, bead, APO__TARGET, &target);
	int32_t days[2] = {check->side[0].document->date, check->side[1].document->date};
	int comparable = (uint64_t)sources * targets <= MOST_PAIRS;
	unsigned char *used[2] = {apo__alloc_array(check->arena, (size_t)sources + 1, 1),
		apo__alloc_array(check->arena, (size_t)targets + 1, 1)};
	for (uint32_t i = 0; i < sources && comparable; i++)
		for (uint32_t j = 0; j < targets; j++)
			if (apo__dates_agree(&source[i], days[0], &target[j], days[1]))
				used[0][i] = used[1][j] = 1;
	for (uint32_t i = 0; i < sources; i++) {
		license_span(check, APO__SOURCE, source[i].segment, source[i].span);
		if (!apo__check_runs(check, APO_ISSUE_DATE) || !comparable)
			continue;
		check->panel.values_total++;
		check->panel.values_kept += used[0][i];
		for (uint32_t j = 0; j < targets && !used[0][i]; j++) {
			if (used[1][j] ||
				!apo__dates_conflict(&source[i], days[0], &target[j], days[1]))
				continue;
			used[0][i] = used[1][j] = 1;
			apo__check_flag(check, APO_ISSUE_DATE, APO_SEVERITY_MAJOR, bead,
				source[i].span, target[j].span, VALUE_CONFIDENCE,
				"“%s” became “%s”",
				apo__check_text(check, APO__SOURCE, source[i].span),
				apo__check_text(check, APO__TARGET, target[j].span));
		}
	}
	for (uint32_t j = 0; j < targets; j++)
		license_span(check, APO__TARGET, target[j].segment, target[j].span);
}

void apo__check_values(apo__check *check)
{
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		check_numbers(check, b);
		check_dates(check, b);
	}
}
