/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers: the figures of both sides of a bead, paired; what differs is reported. */
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "fidelity/families.h"
#include "text/values/compare_values.h"

/* Values of a bead that are compared with each other; a bead with more is a table, not a sentence, and is passed over. */
#define MOST_PAIRS (1u << 22)

/* Precision on planted issues; set on the project's own corpora. */
#define SCALE_CONFIDENCE .9 /* of a power of ten, of percent and percentage points */
#define VALUE_CONFIDENCE .8 /* of another figure */
#define UNIT_CONFIDENCE	 .7
#define LONE_CONFIDENCE	 .5 /* of a figure that one side has alone */

#define TENTH .1 /* from a factor of ten on, up or down, another figure is critical; set by hand */

/* The figures of the bead's segments, copied into one array. */
static uint32_t gather_numbers(apo__check *check, uint32_t bead, apo__side side, apo_number **out)
{
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	const apo__check_side *s = &check->side[side];
	APO__VECTOR(apo_number) all = {0};
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t n = s->first_number[segments[i]];
			n < s->first_number[segments[i] + 1]; n++)
			*apo__push(check->arena, &all) = s->document->numbers[n];
	*out = all.items;
	return all.count;
}

typedef struct {
	apo_number *items;
	uint32_t count;
} numbers;

static const char *factor_text(double source, double target, char out[40])
{
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
			source, target, factor_text(a->value, b->value, out));
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

/* ---- figures that one side has alone ---- */

#define WHOLE_DAY                                                                                  \
	24 /* hours: "7 óra" may be an hour of the day, which is a date on the other side */

/* A figure in digits that only one side has. Small ones come and go with the wording ("the two", "both"), and all of
 * something is said in words ("totally" for 100 percent). */
static int is_telling(const apo_number *n)
{
	if (n->flags & (APO_NUMBER_WORDS | APO_NUMBER_WEAK | APO_NUMBER_ORDINAL))
		return 0;
	if (!strcmp(n->unit, "percent") && n->value == 100)
		return 0;
	if (!strcmp(n->unit, "h") && n->value <= WHOLE_DAY)
		return 0;
	return n->value >= 13 || *n->unit;
}

/* Another figure beside it that is the same in other units: "300 km (190 miles)". */
static int is_repeated(const numbers *all, const apo_number *n)
{
	for (uint32_t i = 0; i < all->count; i++)
		if (&all->items[i] != n && apo__numbers_convert(&all->items[i], n))
			return 1;
	return 0;
}

#define MOST_LONE 64u /* figures of a bead's side among which lone ones are looked for */

static int is_said_otherwise(
	apo__check *check, uint32_t bead, apo__side side, const numbers *n, const apo_number *lone)
{
	if (n->count > MOST_LONE)
		return 1; /* a table, which may be set in another way */
	return apo__check_says_otherwise(check, bead, side, lone) || is_repeated(n, lone);
}

static void flag_lone(
	apo__check *check, uint32_t bead, apo__side side, const numbers *all, const apo_number *n)
{
	if (!is_telling(n) || check->comparable || is_said_otherwise(check, bead, side, all, n))
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

/* ---- figures that differ ---- */

/* Do both figures stand on the other side too, in another thing than a number: "On July 17 and 22", 7月17和7月22日? Of an order ("the
 * 25th") one is enough. */
static int is_crossed(
	const apo__check *check, uint32_t bead, const apo_number *a, const apo_number *b)
{
	char digits[2][APO__MOST_DIGITS + 1];
	int there[2];
	apo__digits_of(check->side[0].document->text, a->digits, digits[0]);
	apo__digits_of(check->side[1].document->text, b->digits, digits[1]);
	there[0] = apo__check_has_digits(check, bead, APO__TARGET, digits[0]);
	there[1] = apo__check_has_digits(check, bead, APO__SOURCE, digits[1]);
	return a->flags & b->flags & APO_NUMBER_ORDINAL ? there[0] || there[1]
							: there[0] && there[1];
}

/* A multiplier may be said once for several figures: "3.1, 2.9 and 2.5 million". Does the side of the smaller one say it? */
static int shares_scale(const numbers *n, const apo_number *small, double scale)
{
	for (uint32_t i = 0; i < n->count; i++)
		if (&n->items[i] != small && n->items[i].value >= scale &&
			n->items[i].digits.end > n->items[i].digits.begin)
			return 1;
	return 0;
}

/* The target has the figure as the source writes it, where its own language writes otherwise: 1,250.50 in German. */
static int is_copied_notation(const apo__check *check, const apo_number *a, const apo_number *b)
{
	const apo_document *s = check->side[0].document, *t = check->side[1].document;
	uint32_t n = a->digits.end - a->digits.begin;
	const char *decimals[2];
	for (int i = 0; i < 2; i++)
		decimals[i] = apo__language_setting(check->side[i].language, "decimal");
	if (n != b->digits.end - b->digits.begin || !strcmp(decimals[0], decimals[1]) ||
		memcmp(s->text + a->digits.begin, t->text + b->digits.begin, n))
		return 0;
	for (uint32_t i = 0; i < n; i++)
		if (strchr(".,", s->text[a->digits.begin + i]))
			return 1;
	return 0;
}

static void flag_notation(
	apo__check *check, uint32_t bead, const apo_number *a, const apo_number *b)
{
	apo__check_flag(check, APO_ISSUE_LOCALE_NUMBER, APO_SEVERITY_MINOR, bead, a->span, b->span,
		SCALE_CONFIDENCE, "“%s” is written as in the source's language",
		apo__check_text(check, APO__TARGET, b->span));
}

/* Figures that both sides have in the same letters, where these mean another value or are not the target's way to write it. */
static void check_notation(apo__check *check, uint32_t bead, const numbers n[2])
{
	for (uint32_t j = 0; j < n[1].count; j++)
		for (uint32_t i = 0; i < n[0].count; i++)
			if (is_copied_notation(check, &n[0].items[i], &n[1].items[j])) {
				flag_notation(check, bead, &n[0].items[i], &n[1].items[j]);
				break;
			}
}

#define LEAST_SCALE 1000 /* of a multiplier that several figures share */

static int is_same_after_all(
	const apo__check *check, const numbers n[2], const apo__values_difference *d)
{
	const apo_number *a = &n[0].items[d->source], *b = &n[1].items[d->target];
	if (is_copied_notation(check, a, b))
		return 1;
	if (d->kind != APO__VALUES_MAGNITUDE)
		return 0;
	if ((a->flags ^ b->flags) & APO_NUMBER_FRACTION || apo__check_is_verbatim(check, a, b))
		return 1; /* "1 zu 1000", one in a thousand; "14 K" of gold */
	if (apo__check_is_metres(check, APO__SOURCE, a, b) ||
		apo__check_is_metres(check, APO__TARGET, b, a))
		return 1;
	double scale = a->value > b->value ? a->value / b->value : b->value / a->value;
	double smaller = a->value > b->value ? b->value : a->value;
	return scale >= LEAST_SCALE && smaller < scale &&
	       shares_scale(&n[a->value > b->value], a->value > b->value ? b : a, scale);
}

/* Is a figure of the bead told in other units? */
static int is_converted(const apo__values_difference *differences, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (differences[i].kind == APO__VALUES_CONVERTED)
			return 1;
	return 0;
}

/* ---- at least, at most ---- */

#define BOUNDS	     (APO_NUMBER_AT_LEAST | APO_NUMBER_AT_MOST)
#define MOST_BOUNDED 64u /* figures of a bead's side that are compared */

/* The figure of this value and unit among `n`, NULL = none or several. */
static const apo_number *same_value(const numbers *n, const apo_number *value)
{
	const apo_number *found = NULL;
	for (uint32_t i = 0; i < n->count; i++) {
		const apo_number *other = &n->items[i];
		if (fabs(other->value - value->value) > 0 || strcmp(other->unit, value->unit) != 0)
			continue;
		if (found)
			return NULL;
		found = other;
	}
	return found;
}

/* Is a negation in the figure's clause beside it? "not at least", "nicht unter" turn a bound round; that of "no fewer than 140" is
 * within the figure. */
static int is_negated(const apo__check *check, apo__side side, const apo_number *n)
{
	const apo__check_side *s = &check->side[side];
	uint32_t at, w, end = apo__check_words(check, side, n->segment, n->span, &at);
	for (uint32_t m = s->first_mark[n->segment]; m < s->first_mark[n->segment + 1]; m++) {
		const apo__mark *mark = &s->marks[m];
		if (!(mark->kind & (MARK_NEGATION | MARK_HALF_NEGATION)) ||
			apo__span_overlaps(mark->span, n->span))
			continue;
		apo__check_words(check, side, n->segment, mark->span, &w);
		if (at >= end || s->clause[w] == s->clause[at])
			return 1;
	}
	return 0;
}

/* One figure that is the least on one side and the most on the other. */
static void check_bounds(apo__check *check, uint32_t bead, const numbers n[2])
{
	if (n[0].count > MOST_BOUNDED || n[1].count > MOST_BOUNDED)
		return;
	for (uint32_t i = 0; i < n[0].count; i++) {
		const apo_number *a = &n[0].items[i];
		uint32_t bound = a->flags & BOUNDS;
		if (!bound || bound == BOUNDS || same_value(&n[0], a) != a)
			continue;
		const apo_number *b = same_value(&n[1], a);
		if (!b || (b->flags & BOUNDS) != (BOUNDS & ~bound) ||
			is_negated(check, APO__SOURCE, a) || is_negated(check, APO__TARGET, b))
			continue;
		apo__check_flag(check, APO_ISSUE_NUMBER, APO_SEVERITY_MAJOR, bead, a->span, b->span,
			VALUE_CONFIDENCE,
			"“%s” became “%s”: the least became the most, or the most the least",
			apo__check_text(check, APO__SOURCE, a->span),
			apo__check_text(check, APO__TARGET, b->span));
	}
}

static void check_numbers(apo__check *check, uint32_t bead)
{
	numbers n[2];
	const apo__values_difference *differences;
	for (int s = 0; s < 2; s++) {
		n[s].count = gather_numbers(check, bead, (apo__side)s, &n[s].items);
		for (uint32_t i = 0; i < n[s].count; i++)
			apo__check_license(
				check, (apo__side)s, n[s].items[i].segment, n[s].items[i].span);
	}
	if (check->plan->runs[APO_ISSUE_NUMBER] == APO__RUNS_PARTLY)
		apo__check_digits(check, bead);
	if (!apo__check_runs(check, APO_ISSUE_NUMBER) ||
		(uint64_t)n[0].count * n[1].count > MOST_PAIRS)
		return;
	uint32_t count = apo__values_compare(
		check->arena, n[0].items, n[0].count, n[1].items, n[1].count, &differences);
	check->panel.values_total += n[0].count;
	check->panel.values_kept += n[0].count;
	int converted = is_converted(differences, count);
	int lone = lone_sides(n[0].items, n[1].items, differences, count);
	for (uint32_t i = 0; i < count; i++) {
		const apo__values_difference *d = &differences[i];
		int both = d->source != APO_NONE && d->target != APO_NONE;
		if (both && converted &&
			!*n[0].items[d->source].unit != !*n[1].items[d->target].unit)
			continue; /* of a range or list in other units: "1 to 2 inches, up to 4" */
		if (both && (is_same_after_all(check, n, d) ||
				    (d->kind == APO__VALUES_NUMBER &&
					    is_crossed(check, bead, &n[0].items[d->source],
						    &n[1].items[d->target]))))
			continue;
		if (d->source != APO_NONE && d->kind != APO__VALUES_CONVERTED)
			check->panel.values_kept--;
		if (lone == 3 && !both)
			continue;
		if (d->source == APO_NONE)
			flag_lone(check, bead, APO__TARGET, &n[1], &n[1].items[d->target]);
		else if (d->target == APO_NONE)
			flag_lone(check, bead, APO__SOURCE, &n[0], &n[0].items[d->source]);
		else
			flag_pair(check, bead, d->kind, &n[0].items[d->source],
				&n[1].items[d->target]);
	}
	check_notation(check, bead, n);
	check_bounds(check, bead, n);
}

void apo__check_values(apo__check *check)
{
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		check_numbers(check, b);
	}
}
