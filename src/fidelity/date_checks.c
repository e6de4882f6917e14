/* SPDX-License-Identifier: Apache-2.0 */
/* Dates: those of both sides of a bead, paired; what differs is reported, and a year that only one side says. */
#include <stdio.h>

#include "fidelity/families.h"
#include "text/values/compare_values.h"

/* Dates of a bead that are compared with each other; a bead with more is a table, not a sentence, and is passed over. */
#define MOST_PAIRS (1u << 22)

#define DATE_CONFIDENCE .8 /* precision on planted issues; set on the project's own corpora */
#define LONE_CONFIDENCE .5 /* of a year that one side has alone; set by hand */

#define FIRST_YEAR 1000 /* of four digits, as every language keeps them */
#define LAST_YEAR  2999

/* The dates of a side of a bead; `paired`: one of the other side agrees with it or was reported beside it. */
typedef struct {
	apo_date *items;
	unsigned char *paired;
	uint32_t count;
	int32_t day; /* of the document */
} dates;

static dates gather(apo__check *check, uint32_t bead, apo__side side)
{
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	const apo__check_side *s = &check->side[side];
	APO__VECTOR(apo_date) all = {0};
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t n = s->first_date[segments[i]]; n < s->first_date[segments[i] + 1];
			n++) {
			*apo__push(check->arena, &all) = s->document->dates[n];
			apo__check_license(check, side, segments[i], s->document->dates[n].span);
		}
	return (dates){all.items, apo__alloc_array(check->arena, (size_t)all.count + 1, 1),
		all.count, s->document->date};
}

static void pair(const dates *source, const dates *target)
{
	for (uint32_t i = 0; i < source->count; i++)
		for (uint32_t j = 0; j < target->count; j++)
			if (apo__dates_agree(
				    &source->items[i], source->day, &target->items[j], target->day))
				source->paired[i] = target->paired[j] = 1;
}

static void flag_conflicts(
	apo__check *check, uint32_t bead, const dates *source, const dates *target)
{
	for (uint32_t i = 0; i < source->count; i++)
		for (uint32_t j = 0; j < target->count && !source->paired[i]; j++) {
			apo_date *a = &source->items[i], *b = &target->items[j];
			if (target->paired[j] ||
				!apo__dates_conflict(a, source->day, b, target->day))
				continue;
			source->paired[i] = target->paired[j] = 1;
			apo__check_flag(check, APO_ISSUE_DATE, APO_SEVERITY_MAJOR, bead, a->span,
				b->span, DATE_CONFIDENCE, "“%s” became “%s”",
				apo__check_text(check, APO__SOURCE, a->span),
				apo__check_text(check, APO__TARGET, b->span));
		}
}

static int all_paired(const dates *d)
{
	for (uint32_t i = 0; i < d->count; i++)
		if (!d->paired[i])
			return 0;
	return 1;
}

/* Does that side say the year here or beside, be it by its last two figures: SS19, 1950-53? */
static int says_year(const apo__check *check, uint32_t bead, apo__side side, int32_t year)
{
	char digits[2][16];
	snprintf(digits[0], sizeof digits[0], "%d", (int)year);
	snprintf(digits[1], sizeof digits[1], "%02d", (int)(year % 100));
	for (int i = 0; i < 2; i++)
		if (apo__check_has_digits(check, bead, side, digits[i]) ||
			apo__check_has_digits_beside(check, bead, side, digits[i]))
			return 1;
	return 0;
}

/* May the year stand for its decade: 1930s, 1930年代? */
static int may_be_decade(const apo_date *date)
{
	return date->year % 10 == 0 && !date->month && date->span.end - date->span.begin > 4;
}

/* A year that a side says in digits and the other neither says here nor beside. A date that is left of the other side may be
 * the same one in another way ("last year"). */
static void flag_lone_years(
	apo__check *check, uint32_t bead, apo__side side, const dates *here, const dates *there)
{
	apo__side other = side == APO__SOURCE ? APO__TARGET : APO__SOURCE;
	if (check->comparable || !all_paired(there))
		return;
	for (uint32_t i = 0; i < here->count; i++) {
		const apo_date *date = &here->items[i];
		char digits[16];
		snprintf(digits, sizeof digits, "%d", (int)date->year);
		if (here->paired[i] || date->year < FIRST_YEAR || date->year > LAST_YEAR ||
			may_be_decade(date) || says_year(check, bead, other, date->year) ||
			!apo__check_has_digits(check, bead, side, digits))
			continue;
		const char *text = apo__check_text(check, side, date->span);
		if (side == APO__SOURCE)
			apo__check_flag(check, APO_ISSUE_DATE, APO_SEVERITY_MAJOR, bead, date->span,
				APO_SPAN_NONE, LONE_CONFIDENCE, "the date “%s” is missing", text);
		else
			apo__check_flag(check, APO_ISSUE_DATE, APO_SEVERITY_MAJOR, bead,
				APO_SPAN_NONE, date->span, LONE_CONFIDENCE,
				"the date “%s” is not in the source", text);
	}
}

static void check_bead(apo__check *check, uint32_t bead)
{
	dates source = gather(check, bead, APO__SOURCE), target = gather(check, bead, APO__TARGET);
	if (!apo__check_runs(check, APO_ISSUE_DATE) ||
		(uint64_t)source.count * target.count > MOST_PAIRS)
		return;
	pair(&source, &target);
	check->panel.values_total += source.count;
	for (uint32_t i = 0; i < source.count; i++)
		check->panel.values_kept += source.paired[i];
	flag_conflicts(check, bead, &source, &target);
	flag_lone_years(check, bead, APO__SOURCE, &source, &target);
	flag_lone_years(check, bead, APO__TARGET, &target, &source);
}

void apo__check_dates(apo__check *check)
{
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (bead->source_count && bead->target_count)
			check_bead(check, b);
	}
}
