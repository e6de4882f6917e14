/* SPDX-License-Identifier: Apache-2.0 */
/* When numbers and dates of two texts say the same, and how they differ when not. */
#include "text/values/compare_values.h"

#include <math.h>
#include <string.h>

/* Differences that are none, as shares of the larger figure; set by hand. */
#define ABOUT	  .05  /* one side says "about" */
#define THIRDS	  .01  /* one is a fraction: .33 and a third */
#define EXACT	  1e-6 /* what arithmetic leaves over, also of a power of ten */
#define CONVERTED .1   /* 40 miles, 64 km */

#define FAHRENHEIT 1.8 /* degrees in one of Celsius, by definition */

/* Units that a language swaps freely: the first is what the others are counted in. */
static const struct {
	const char *unit, *base;
	double factor;
} bases[] = {{"a", "mo", 12}, {"wk", "min", 10080}, {"d", "min", 1440}, {"h", "min", 60},
	{"t", "kg", 1000}, {"deg", "Cel", 1}};

static double in_base(const apo_number *n, const char **unit)
{
	*unit = n->unit;
	for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
		if (!strcmp(n->unit, bases[i].unit)) {
			*unit = bases[i].base;
			return n->value * bases[i].factor;
		}
	return n->value;
}

static int is_unit(const apo_number *n, const char *unit)
{
	return !strcmp(n->unit, unit);
}

/* Near enough to be one figure: rounding of thirds always; one part in twenty when a side says "about". */
static int near(double x, double y, const apo_number *a, const apo_number *b)
{
	double scale = fmax(fabs(x), fabs(y)), by = fabs(x - y);
	int thirds = (a->flags | b->flags) & APO_NUMBER_FRACTION;
	int rounded = (a->flags ^ b->flags) & APO_NUMBER_APPROXIMATE;
	return by <= scale * (rounded ? ABOUT : thirds ? THIRDS : EXACT);
}

static int is_percent_of(const apo_number *fraction, const apo_number *percent)
{
	return fraction->flags & APO_NUMBER_FRACTION && !*fraction->unit &&
	       is_unit(percent, "percent") &&
	       near(fraction->value * 100, percent->value, fraction, percent);
}

int apo__number_same(const apo_number *a, const apo_number *b)
{
	const char *a_unit, *b_unit;
	if (is_percent_of(a, b) || is_percent_of(b, a))
		return 1;
	double x = in_base(a, &a_unit), y = in_base(b, &b_unit);
	if (!*a_unit || !*b_unit) /* a language may leave the unit to the context */
		return near(a->value, b->value, a, b);
	if (strcmp(a_unit, b_unit))
		return 0;
	return near(x, y, a, b);
}

static int differs(int32_t a, int32_t b, int32_t none)
{
	return a != none && b != none && a != b;
}

/* The day that a date means, told by its fields or by the document's day. */
static int32_t day_meant(const apo_date *date, int32_t document_day)
{
	if (date->relative != APO_DAY_NONE && document_day != APO_DAY_NONE)
		return document_day + date->relative;
	return date->resolved;
}

int apo__dates_conflict(const apo_date *a, int32_t a_day, const apo_date *b, int32_t b_day)
{
	if (differs(a->year, b->year, 0) || differs(a->month, b->month, 0) ||
		differs(a->day, b->day, 0) || differs(a->weekday, b->weekday, 0))
		return 1;
	if (a->hour >= 0 && b->hour >= 0 &&
		((a->hour - b->hour) % 12 != 0 || a->minute != b->minute))
		return 1;
	return differs(day_meant(a, a_day), day_meant(b, b_day), APO_DAY_NONE);
}

int apo__dates_agree(const apo_date *a, int32_t a_day, const apo_date *b, int32_t b_day)
{
	int shared = (a->year && b->year) || (a->month && b->month) || (a->day && b->day) ||
		     (a->weekday && b->weekday) || (a->hour >= 0 && b->hour >= 0) ||
		     (day_meant(a, a_day) != APO_DAY_NONE && day_meant(b, b_day) != APO_DAY_NONE);
	return shared && !apo__dates_conflict(a, a_day, b, b_day);
}

static int is_power_of_ten(double x)
{
	double power = log10(x);
	return round(power) != 0 && fabs(power - round(power)) < EXACT;
}

/* Units of length, mass and speed in metres, kilograms, kilometres an hour. */
static const struct {
	const char *unit;
	char dimension;
	double factor;
} measures[] = {
	{"m", 'l', 1},
	{"km", 'l', 1000},
	{"cm", 'l', .01},
	{"mm", 'l', .001},
	{"mi", 'l', 1609.344},
	{"ft", 'l', .3048},
	{"in", 'l', .0254},
	{"yd", 'l', .9144},
	{"m2", 'a', 1},
	{"km2", 'a', 1000000},
	{"har", 'a', 10000},
	{"ac", 'a', 4046.856},
	{"ft2", 'a', .09290304},
	{"mi2", 'a', 2589988},
	{"m3", 'v', 1},
	{"l", 'v', .001},
	{"kW", 'p', 1},
	{"MW", 'p', 1000},
	{"kWh", 'e', 1},
	{"GWh", 'e', 1000000},
	{"kg", 'm', 1},
	{"t", 'm', 1000},
	{"lb", 'm', .45359237},
	{"g", 'm', .001},
	{"oz", 'm', .02834952},
	{"km/h", 's', 1},
	{"mi/h", 's', 1.609344},
};

static double measure(const apo_number *n, char *dimension)
{
	*dimension = 0;
	for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
		if (is_unit(n, measures[i].unit)) {
			*dimension = measures[i].dimension;
			return n->value * measures[i].factor;
		}
	return n->value;
}

char apo__unit_dimension(const char *unit)
{
	for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
		if (!strcmp(unit, measures[i].unit))
			return measures[i].dimension;
	return !strcmp(unit, "Cel") || !strcmp(unit, "degF") || !strcmp(unit, "deg") ? 'c' : 0;
}

static int is_degree(const apo_number *n)
{
	return apo__unit_dimension(n->unit) == 'c';
}

#define DEGREE_ROUNDING 1.5 /* of a temperature told in other degrees; set by hand */

/* A temperature or a difference of temperatures in Fahrenheit and in Celsius. "degrees" may be either. */
static int is_degrees_of(const apo_number *fahrenheit, const apo_number *celsius)
{
	double f = fahrenheit->value, c = celsius->value;
	if (is_unit(fahrenheit, "Cel") || is_unit(celsius, "degF"))
		return 0;
	return fabs((f - 32) / FAHRENHEIT - c) <= DEGREE_ROUNDING ||
	       fabs(f / FAHRENHEIT - c) <= DEGREE_ROUNDING;
}

/* Conversions are rounded. */
static int is_conversion(const apo_number *a, const apo_number *b)
{
	char a_dimension, b_dimension;
	double x = measure(a, &a_dimension), y = measure(b, &b_dimension);
	if (is_degree(a) && is_degree(b))
		return is_degrees_of(a, b) || is_degrees_of(b, a);
	return a_dimension && a_dimension == b_dimension && strcmp(a->unit, b->unit) &&
	       fabs(x - y) <= CONVERTED * fmax(fabs(x), fabs(y));
}

int apo__numbers_convert(const apo_number *a, const apo_number *b)
{
	return is_conversion(a, b);
}

/* What a unit counts, for telling which units contradict each other: 'q' areas and volumes, '$' money, 't' time. */
static char family(const char *unit)
{
	static const char *const times[] = {"a", "mo", "wk", "d", "h", "min", "s"};
	char dimension = apo__unit_dimension(unit);
	if (dimension == 'a' || dimension == 'v')
		return 'q';
	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		if (!strcmp(unit, times[i]))
			return 't';
	if (strlen(unit) == 3 && strspn(unit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3)
		return '$';
	return dimension == 'c' ? 0 : dimension;
}

/* Miles for miles an hour, pounds of weight and of money: no error where a language leaves the rest to the context. */
static int units_contradict(const apo_number *a, const apo_number *b)
{
	return family(a->unit) && family(a->unit) == family(b->unit);
}

/* How two numbers that are not the same are related; APO__VALUES_NUMBER: not at all. */
static apo__values_kind relation(const apo_number *a, const apo_number *b)
{
	int same_value = near(a->value, b->value, a, b);
	if (same_value && ((is_unit(a, "percent") && is_unit(b, "percent_point")) ||
				  (is_unit(b, "percent") && is_unit(a, "percent_point"))))
		return APO__VALUES_PERCENT_POINT;
	if (is_conversion(a, b))
		return APO__VALUES_CONVERTED;
	if (same_value)
		return units_contradict(a, b) ? APO__VALUES_UNIT : APO__VALUES_CONVERTED;
	int units = !*a->unit || !*b->unit || !strcmp(a->unit, b->unit);
	if (units && a->value > 0 && b->value > 0 && is_power_of_ten(a->value / b->value))
		return APO__VALUES_MAGNITUDE;
	return APO__VALUES_NUMBER;
}

typedef struct {
	const apo_number *source, *target;
	uint32_t source_count, target_count;
	uint32_t *partner;	/* of each source number */
	unsigned char *matched; /* target numbers taken */
	apo__values_kind *kind;
} matching;

/* The rounds of matching, from the surest pair to the last resort. */
enum {
	ROUND_STRONG,	 /* the same, neither is weak, equal units */
	ROUND_UNITS,	 /* the same, equal units */
	ROUND_SAME,	 /* the same, one side leaves the unit out */
	ROUND_CONVERTED, /* the same in other units: 2 inches, 5 cm */
	ROUND_RELATED,
	ROUND_REST, /* the same sort of quantity, another value */
	ROUNDS
};

static int is_partner(const matching *m, uint32_t s, uint32_t t, int round)
{
	const apo_number *a = &m->source[s], *b = &m->target[t];
	int weak = ((a->flags | b->flags) & APO_NUMBER_WEAK) != 0;
	if (round <= ROUND_SAME)
		return apo__number_same(a, b) && (round != ROUND_STRONG || !weak) &&
		       (round == ROUND_SAME || !strcmp(a->unit, b->unit));
	if (weak || (a->flags ^ b->flags) & APO_NUMBER_ORDINAL)
		return 0; /* the 4th, the 25th and 4 of something are not a figure that changed */
	if (round == ROUND_CONVERTED)
		return is_conversion(a, b);
	return round == ROUND_RELATED ? relation(a, b) != APO__VALUES_NUMBER
				      : !strcmp(a->unit, b->unit);
}

static void match_round(matching *m, int round)
{
	for (uint32_t s = 0; s < m->source_count; s++)
		for (uint32_t t = 0; t < m->target_count && m->partner[s] == APO_NONE; t++) {
			if (m->matched[t] || !is_partner(m, s, t, round))
				continue;
			m->partner[s] = t;
			m->matched[t] = 1;
			m->kind[s] = relation(&m->source[s], &m->target[t]);
			if (round <= ROUND_SAME)
				m->kind[s] =
					APO__VALUES_SOURCE_ONLY; /* the same: nothing to tell */
		}
}

uint32_t apo__values_compare(apo__arena *arena, const apo_number *source, uint32_t source_count,
	const apo_number *target, uint32_t target_count, const apo__values_difference **out)
{
	matching m = {.source = source,
		.target = target,
		.source_count = source_count,
		.target_count = target_count};
	APO__VECTOR(apo__values_difference) differences = {0};
	m.partner = apo__alloc_array(arena, source_count + 1, sizeof *m.partner);
	m.kind = apo__alloc_array(arena, source_count + 1, sizeof *m.kind);
	m.matched = apo__alloc_array(arena, target_count + 1, 1);
	for (uint32_t s = 0; s < source_count; s++)
		m.partner[s] = APO_NONE;
	for (int round = 0; round < ROUNDS; round++)
		match_round(&m, round);
	for (uint32_t s = 0; s < source_count; s++) {
		int same = m.partner[s] != APO_NONE && m.kind[s] == APO__VALUES_SOURCE_ONLY;
		if (same || (m.partner[s] == APO_NONE && source[s].flags & APO_NUMBER_WEAK))
			continue;
		*apo__push(arena, &differences) = (apo__values_difference){
			m.partner[s] == APO_NONE ? APO__VALUES_SOURCE_ONLY : m.kind[s], s,
			m.partner[s]};
	}
	for (uint32_t t = 0; t < target_count; t++)
		if (!m.matched[t] && !(target[t].flags & APO_NUMBER_WEAK))
			*apo__push(arena, &differences) =
				(apo__values_difference){APO__VALUES_TARGET_ONLY, APO_NONE, t};
	*out = differences.items;
	return differences.count;
}
