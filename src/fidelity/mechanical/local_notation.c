/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers and dates that were copied from the source in its notation, where the target's language writes them otherwise
 * (CLDR): 2,480.75 in German, 12/31/2025 in Hungarian. Only what cannot be read in the target's way, or reads as another
 * value, is reported; a file that keeps to the other notation throughout means it. Linear in the numbers of a unit.
 */
#include <string.h>
#include <unicode/uchar.h>

#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"

/* Set by hand. */
#define NUMBER_CONFIDENCE .85
#define DATE_CONFIDENCE	  .75
#define LEAST_FOREIGN	  4u

#define MOST_NUMERALS 64u

typedef struct {
	uint32_t first, end;
	char marks[8]; /* the separators, in order */
	uint32_t count;
	uint32_t tail; /* digits behind the last separator */
} numeral;

static int is_digit(int32_t c)
{
	return c >= '0' && c <= '9';
}

static uint32_t read_numerals(const form_view *v, numeral *out)
{
	uint32_t count = 0;
	for (uint32_t i = v->first; i < v->end && count < MOST_NUMERALS; i++) {
		if (!is_digit(v->c[i]) || v->taken[i] || (i && form_is_word_char(v->c[i - 1])))
			continue;
		numeral n = {.first = i};
		for (; i < v->end && !v->taken[i]; i++) {
			int32_t c = v->c[i];
			if (is_digit(c)) {
				n.tail++;
				continue;
			}
			if (!c || c >= 0x80 || !strchr(".,/-:", (char)c) || i + 1 >= v->end ||
				!is_digit(v->c[i + 1]) || n.count + 1 >= sizeof n.marks)
				break;
			n.marks[n.count++] = (char)c;
			n.tail = 0;
		}
		n.end = i;
		if (n.count && !(i < v->end && form_is_word_char(v->c[i]) &&
				       !apo__is_unspaced_letter(v->c[i])))
			out[count++] = n;
	}
	return count;
}

/* Beside a sign that only quantities have. */
static int is_quantity(const form_view *v, const numeral *n)
{
	uint32_t before = n->first, after = n->end;
	while (before > v->first && apo__is_space(v->c[before - 1]))
		before--;
	while (after < v->end && apo__is_space(v->c[after]))
		after++;
	int32_t left = before > v->first ? v->c[before - 1] : 0,
		right = after < v->end ? v->c[after] : 0;
	return right == '%' || right == 0x2030 || right == 0xB0 ||
	       u_charType(left) == U_CURRENCY_SYMBOL || u_charType(right) == U_CURRENCY_SYMBOL;
}

/* Whether a numeral in the source's notation cannot be meant in the target's; 2 = it reads as another value. */
static int is_foreign(const form_job *job, const numeral *n)
{
	const form_locale *s = &job->checker->locale[0], *t = &job->checker->locale[1];
	const form_view *v = &job->view[1];
	char last = n->marks[n->count - 1];
	if (s->decimal == t->decimal || !s->decimal || !t->decimal || strpbrk(n->marks, "/-:"))
		return 0;
	int mixed = 0;
	for (uint32_t i = 0; i + 1 < n->count; i++)
		mixed |= n->marks[i] != last;
	if (mixed)
		return last == s->decimal && n->marks[0] == s->group ? 1 : 0;
	if (n->count > 1)
		return last == s->group && last == t->decimal ? 1 : 0;
	if (last == s->group && last == t->decimal && n->tail == 3)
		return 2;
	if (last == s->decimal && n->tail != 3 && last != t->decimal)
		return last == ',' || is_quantity(v, n);
	return 0;
}

static int is_in_source(
	const form_job *job, const numeral *n, const numeral *source, uint32_t count)
{
	const form_view *s = &job->view[0], *t = &job->view[1];
	uint32_t size = t->at[n->end] - t->at[n->first];
	for (uint32_t i = 0; i < count; i++)
		if (s->at[source[i].end] - s->at[source[i].first] == size &&
			!memcmp(s->text + s->at[source[i].first], t->text + t->at[n->first], size))
			return 1;
	return 0;
}

void form_learn_values(form_job *job)
{
	const form_locale *l = job->checker->locale;
	numeral target[MOST_NUMERALS];
	if (l[0].decimal == l[1].decimal)
		return;
	uint32_t count = read_numerals(&job->view[1], target);
	for (uint32_t i = 0; i < count; i++) {
		if (strpbrk(target[i].marks, "/-:"))
			continue;
		int foreign = is_foreign(job, &target[i]);
		int local =
			target[i].marks[target[i].count - 1] == l[1].decimal && target[i].tail != 3;
		job->checker->local_number.all += foreign || local;
		job->checker->local_number.yes += !foreign && local;
	}
}

/* ---- dates ---- */

/* The order of the fields of a pattern, "dmy", and the character between. */
static char read_pattern(const char *pattern, char order[4])
{
	uint32_t count = 0;
	char mark = 0;
	for (const char *p = pattern; *p; p++) {
		char field = *p == 'M' || *p == 'L' ? 'm' : *p == 'd' ? 'd' : *p == 'y' ? 'y' : 0;
		if (field && count < 3 && (!count || order[count - 1] != field))
			order[count++] = field;
		else if (!field && count == 1 && !mark)
			mark = *p;
	}
	order[count] = 0;
	return mark;
}

static int is_date(const form_view *v, const numeral *n)
{
	uint32_t digits[3] = {0, 0, 0}, part = 0;
	if (n->count != 2 || n->marks[0] != n->marks[1] || !strchr("/.-", n->marks[0]))
		return 0;
	for (uint32_t i = n->first; i < n->end; i++)
		if (is_digit(v->c[i]))
			digits[part]++;
		else
			part++;
	return digits[0] <= 2 && digits[1] <= 2 && digits[2] == 4;
}

static void check_date(form_job *job, const numeral *n)
{
	char order[2][4], marks[2];
	for (int side = 0; side < 2; side++)
		marks[side] = read_pattern(job->checker->locale[side].date_pattern, order[side]);
	if (!marks[0] || !marks[1] || marks[0] != n->marks[0] || !strcmp(order[0], "ymd"))
		return;
	if (marks[0] == marks[1] && !strcmp(order[0], order[1]))
		return;
	if (marks[0] != marks[1] && strcmp(order[0], "mdy") != 0 && n->marks[0] != '.')
		return; /* 31/12/2025 is understood everywhere */
	form_flag_target(job, APO_ISSUE_LOCALE_DATE, APO_SEVERITY_MINOR, n->first, n->end,
		DATE_CONFIDENCE, "the date “%s” is written as in the source’s language",
		form_text(job, 1, n->first, n->end));
}

void form_check_values(form_job *job)
{
	const form_share *habit = &job->checker->local_number;
	numeral source[MOST_NUMERALS], target[MOST_NUMERALS];
	uint32_t count = read_numerals(&job->view[1], target);
	uint32_t sources = count ? read_numerals(&job->view[0], source) : 0;
	int settled = habit->all - habit->yes >= LEAST_FOREIGN && habit->yes * 2 < habit->all;
	for (uint32_t i = 0; i < count; i++) {
		if (!is_in_source(job, &target[i], source, sources))
			continue;
		if (is_date(&job->view[1], &target[i])) {
			check_date(job, &target[i]);
			continue;
		}
		int foreign = settled ? 0 : is_foreign(job, &target[i]);
		if (foreign)
			form_flag_target(job, APO_ISSUE_LOCALE_NUMBER,
				foreign == 2 ? APO_SEVERITY_MAJOR : APO_SEVERITY_MINOR,
				target[i].first, target[i].end, NUMBER_CONFIDENCE,
				"“%s” is written as in the source’s language%s",
				form_text(job, 1, target[i].first, target[i].end),
				foreign == 2 ? " and reads as another value" : "");
	}
}
