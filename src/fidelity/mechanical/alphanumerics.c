/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Codes of letters and digits (FX-77-B, RTX4090), versions (2.4.1), @mentions: the same on both sides, case and hyphens aside.
 * Prose has such things too (COVID-19, 20th, 5km), which are translated, so a code that is only missing is reported where it
 * changes between letters and digits twice; else another must be in its place. Linear, but for the few left over.
 */
#include <string.h>

#include "base/buffer.h"
#include "fidelity/mechanical/family.h"
#include "text/unicode/chars.h"

/* Set by hand. */
#define CODE_CONFIDENCE	   .85
#define MISSING_CONFIDENCE .75

#define MOST_LEFT 50u /* codes of a side that are compared with those of the other */

typedef enum { IS_CODE, IS_VERSION, IS_MENTION } code_kind;

static int is_letter(int32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_digit(int32_t c)
{
	return c >= '0' && c <= '9';
}

static int is_joint(int32_t c)
{
	return c == '-' || c == '_' || c == '/' || c == '.' || c == ':' || c == '+';
}

/* A code as it is compared: lower case, without hyphens. */
static const char *key_of(form_job *job, const form_view *v, uint32_t first, uint32_t end)
{
	apo__buffer out = {job->scratch, NULL, 0, 0};
	for (uint32_t i = first; i < end; i++)
		if (v->c[i] != '-' || is_digit(v->c[first]))
			apo__buffer_putc(&out, (char)(is_letter(v->c[i]) ? v->c[i] | 32 : v->c[i]));
	return apo__buffer_text(&out);
}

/* Changes from letters to digits or back. */
static uint32_t changes(const form_view *v, uint32_t first, uint32_t end)
{
	uint32_t count = 0;
	int last = 0;
	for (uint32_t i = first; i < end; i++) {
		int kind = is_letter(v->c[i]) ? 1 : is_digit(v->c[i]) ? 2 : 0;
		if (!kind)
			continue;
		count += last && kind != last;
		last = kind;
	}
	return count;
}

/* Three numbers or more with full stops between: no date, no number with its groups. */
static int is_version(const form_view *v, uint32_t first, uint32_t end)
{
	uint32_t parts = 1, size = 0, longest = 0, groups = 0;
	for (uint32_t i = first; i < end; i++) {
		if (v->c[i] == '.') {
			if (!size)
				return 0;
			groups += size == 3;
			parts++;
			size = 0;
		} else if (is_digit(v->c[i])) {
			size++;
			longest = size > longest ? size : longest;
		} else {
			return 0;
		}
	}
	groups += size == 3;
	/* 12.11.2020, 2020.11.12 and 12.11.20; 1.234.567 */
	return parts >= 3 && size && longest < 4 && groups + 1 < parts &&
	       !(parts == 3 && size == 2);
}

#define LONG_WORD 4u /* letters of a word of prose */

/* Ex-Formel-1-Pilot: two words or more of small letters joined with a figure are not a code. */
static int is_compound(const form_view *v, uint32_t first, uint32_t end)
{
	uint32_t words = 0;
	for (uint32_t i = first; i < end;) {
		uint32_t from = i, small = 0;
		while (i < end && is_letter(v->c[i]))
			small += v->c[i++] >= 'a';
		words += small >= LONG_WORD;
		if (i == from && v->c[i++] != '-' && !is_digit(v->c[i - 1]))
			return 0;
	}
	return words > 1;
}

static void add(
	form_job *job, form_items *items, int side, code_kind kind, uint32_t first, uint32_t end)
{
	const form_view *v = &job->view[side];
	*apo__push(job->scratch, items) =
		(form_item){key_of(job, v, first, end), first, end, kind, FORM_NOTHING};
}

static void scan(form_job *job, int side, form_items *items)
{
	form_view *v = &job->view[side];
	for (uint32_t i = 0; i < v->count;) {
		int32_t before = i ? v->c[i - 1] : ' ';
		if (v->taken[i] || (form_is_word_char(before) && !apo__is_ideograph(before)) ||
			!(is_letter(v->c[i]) || is_digit(v->c[i]) || v->c[i] == '@')) {
			i++;
			continue;
		}
		uint32_t end = i + (v->c[i] == '@'), upper = 0, digits = 0, letters = 0, joints = 0;
		while (end < v->count && !v->taken[end]) {
			int32_t c = v->c[end];
			if (is_joint(c) &&
				(end == i || end + 1 >= v->count ||
					!(is_letter(v->c[end + 1]) || is_digit(v->c[end + 1]))))
				break;
			if (!is_joint(c) && !is_letter(c) && !is_digit(c))
				break;
			upper += c >= 'A' && c <= 'Z';
			digits += is_digit(c) != 0;
			letters += is_letter(c) != 0;
			joints += c == '_';
			end++;
		}
		int other = end < v->count && form_is_word_char(v->c[end]) &&
			    !apo__is_ideograph(v->c[end]);
		if (v->c[i] == '@' && end > i + 3 && !other && (before == ' ' || !i))
			add(job, items, side, IS_MENTION, i, end);
		else if (!letters && digits > 2 && is_version(v, i, end))
			add(job, items, side, IS_VERSION, i, end);
		else if (letters && (digits || joints) && !other && !is_compound(v, i, end) &&
			 end - i > 2 && v->c[i] != '@' && (upper || joints) &&
			 (is_letter(v->c[i]) || (upper > 1 && changes(v, i, end) > 1)))
			add(job, items, side, IS_CODE, i, end);
		if (end > i && items->count && items->items[items->count - 1].first == i)
			for (uint32_t k = i; k < end; k++)
				v->taken[k] |= FORM_IN_CODE;
		i = end > i ? end : i + 1;
	}
}

/* Whether the text of the other side has the code, however it is joined: B-52 in „B52-Bomber“. */
static int is_elsewhere(form_job *job, const form_item *item, int other)
{
	const form_view *v = &job->view[other];
	size_t size = strlen(item->key);
	for (uint32_t i = 0; i < v->count; i++) {
		size_t k = 0;
		for (uint32_t p = i; p < v->count && k < size; p++) {
			int32_t c = v->c[p];
			if (c == '-' && item->key[k] != '-' && k)
				continue;
			if ((is_letter(c) ? c | 32 : c) != item->key[k])
				break;
			k++;
		}
		if (k == size)
			return 1;
	}
	return 0;
}

/* Half of their characters are equal at the beginning, and neither is the other with an ending. */
static int is_like(const char *a, const char *b)
{
	size_t same = 0, sizes[2] = {strlen(a), strlen(b)};
	while (a[same] && a[same] == b[same])
		same++;
	size_t tail = 0;
	while (tail < sizes[0] - same && tail < sizes[1] - same &&
		a[sizes[0] - 1 - tail] == b[sizes[1] - 1 - tail])
		tail++;
	size_t most = sizes[0] > sizes[1] ? sizes[0] : sizes[1];
	if (same == sizes[0] || same == sizes[1])
		return is_digit(a[sizes[0] - 1]) && is_digit(b[sizes[1] - 1]);
	return (same + tail) * 2 >= most;
}

/* Capitals and digits that change twice: no compound of words and a year. */
static int is_strict(const form_view *v, const form_item *item)
{
	for (uint32_t i = item->first; i < item->end; i++)
		if (v->c[i] >= 'a' && v->c[i] <= 'z')
			return 0;
	return changes(v, item->first, item->end) > 1;
}

void form_check_identifiers(form_job *job)
{
	static const char *const names[] = {"the code", "the version", "the mention"};
	form_items items[2] = {{0}, {0}};
	scan(job, APO__SOURCE, &items[0]);
	scan(job, APO__TARGET, &items[1]);
	form_pair_items(job, &items[0], &items[1]);
	for (uint32_t i = 0; i < items[1].count && i < MOST_LEFT; i++)
		if (items[1].items[i].partner == FORM_NOTHING &&
			is_elsewhere(job, &items[1].items[i], 0))
			items[1].items[i].partner = 0;
	for (uint32_t i = 0, left = 0; i < items[0].count && left < MOST_LEFT; i++) {
		const form_item *item = &items[0].items[i];
		if (item->partner != FORM_NOTHING || (left++, is_elsewhere(job, item, 1)))
			continue;
		form_item *other = NULL;
		for (uint32_t k = 0; k < items[1].count && !other; k++)
			if (items[1].items[k].partner == FORM_NOTHING &&
				items[1].items[k].kind == item->kind &&
				is_like(item->key, items[1].items[k].key))
				other = &items[1].items[k];
		const char *text = form_text(job, 0, item->first, item->end);
		if (other) {
			other->partner = 0;
			form_flag(job, APO_ISSUE_IDENTIFIER, APO_SEVERITY_MAJOR, item->first,
				item->end, other->first, other->end, CODE_CONFIDENCE,
				"%s “%s” of the source is “%s” in the target", names[item->kind],
				text, form_text(job, 1, other->first, other->end));
		} else if (job->unit->stored && item->kind != IS_MENTION &&
			   (item->kind == IS_VERSION || strchr(item->key, '_') ||
				   is_strict(&job->view[0], item))) {
			form_flag(job, APO_ISSUE_IDENTIFIER, APO_SEVERITY_MAJOR, item->first,
				item->end, job->view[1].first, job->view[1].end, MISSING_CONFIDENCE,
				"%s “%s” is missing from the target", names[item->kind], text);
		}
	}
}
