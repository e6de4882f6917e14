/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines that are not part of the text: empty ones, page numbers, running heads. A page number counts pages: such lines ascend
 * by one, at even distances that a page can have. A running head repeats, at even distances too, and often holds the page
 * number. Where the other side has the like in the same place (the first search shows it), these are chapters or captions, and
 * stay. What is found is taken out, so that the beads close over it, and is alone in the result. Linear in the lines but
 * for sorting.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "aligners/internal.h"
#include "text/language/context.h"

/* Of how books are made: set by hand. */
#define HEAD_WORDS 12u	/* a longer line is text */
#define DIGITS	   5u	/* of a page number, at most */
#define PAGES	   5u	/* page numbers or heads that are a custom of the text */
#define SKIPPED	   3u	/* from one page number to the next that is there, at most */
#define CHAINS	   16u	/* countings from the start (volumes) that are looked for */
#define PAGE	   6000 /* characters without blanks on a page, at most */
/* Even distances: within half and twice their median. Of gaps that are there by chance (an exponential distribution) .457 are. */
#define NEAR_LEAST .5
#define NEAR_MOST  2.0
#define CHANCE	   .457
#define EVEN	   2.3 /* standard deviations above chance */
#define PLACE	   2u  /* lines off which the other side's is at the same place ... */
#define PARTNERS                                                                                   \
	.4 /* ... and share of lines with such a one that says that they belong to the text */
#define CAPTION	 3u /* words beside a number in a line that may answer a number */
#define MAJORITY .5 /* of a side, which is never taken out */

/* A short line that may be a page number, with or without a head. */
typedef struct {
	uint32_t line, key; /* key: of the words without numbers; 0 = none */
	uint32_t value;	    /* of the number; 0 = none */
	int numbered;	    /* has a number of any kind and few words */
	double place;	    /* characters before it */
	uint32_t length, before;
	int used;
} short_line;

typedef struct {
	const apo__lines *lines;
	short_line *items;
	uint32_t count;
	uint32_t keys;
	uint32_t *times;	/* by key */
	uint8_t *mark;		/* by line: whether it has a number, or words that repeat */
	const uint32_t *facing; /* by line: where the other side is then */
	uint8_t *apart;		/* by line */
} side;

/* Chapters are counted so. */
static int is_roman(const char *form)
{
	return *form && form[strspn(form, "ivxlcdm")] == '\0';
}

static uint32_t page_value(const char *form)
{
	uint32_t value = 0, n = 0;
	for (; form[n]; n++) {
		if (n == DIGITS || form[n] < '0' || form[n] > '9')
			return 0;
		value = value * 10 + (uint32_t)(form[n] - '0');
	}
	return value;
}

/* Words but for marks: the number at its edge, and the key of the rest. Returns whether it may be furniture. */
static int read_short(const apo__lines *lines, uint32_t s, const apo__vocabulary *vocabulary,
	apo__interner *keys, short_line *out)
{
	uint32_t rest[HEAD_WORDS], count = 0, words = 0, value = 0, at = 0, numbers = 0;
	for (uint32_t k = lines->first[s]; k < lines->first[s + 1]; k++) {
		uint32_t w = lines->words[k];
		if (vocabulary->kinds.items[w] == APO_TOKEN_PUNCTUATION)
			continue;
		if (vocabulary->kinds.items[w] == APO_TOKEN_NUMBER) {
			value = page_value(vocabulary->names.strings[w]);
			at = words;
			numbers++;
		} else if (is_roman(vocabulary->names.strings[w])) {
			value = 0;
			numbers++;
		} else if (count == HEAD_WORDS)
			return 0;
		else
			rest[count++] = w;
		words++;
	}
	out->value = numbers == 1 && (!at || at + 1 == words) ? value : 0;
	out->key = count ? apo__intern(keys, (const char *)rest, count * sizeof *rest) + 1 : 0;
	out->numbered = numbers > 0 && count <= CAPTION;
	return words > 0;
}

static int is_empty(const apo__lines *lines, uint32_t s)
{
	return lines->first[s] == lines->first[s + 1];
}

static void read_side(side *out, const apo__lines *lines, const apo__vocabulary *vocabulary,
	const uint32_t *facing, apo__arena *scratch)
{
	apo__interner keys;
	double place = 0;
	apo__interner_init(&keys, scratch);
	*out = (side){lines, apo__alloc_array(scratch, lines->count, sizeof(short_line)),
		.facing = facing, .mark = apo__alloc_array(scratch, lines->count, 1),
		.apart = apo__alloc_array(scratch, lines->count, 1)};
	for (uint32_t s = 0; s < lines->count; s++) {
		short_line item = {.line = s, .place = place};
		out->apart[s] = (uint8_t)is_empty(lines, s);
		place += lines->length[s];
		if (read_short(lines, s, vocabulary, &keys, &item))
			out->items[out->count++] = item;
	}
	out->keys = keys.count + 1;
	out->times = apo__alloc_array(scratch, out->keys, sizeof *out->times);
	for (uint32_t k = 0; k < out->count; k++)
		out->times[out->items[k].key]++;
	for (uint32_t k = 0; k < out->count; k++) {
		const short_line *item = &out->items[k];
		out->mark[item->line] =
			item->numbered || (item->key && out->times[item->key] >= PAGES);
	}
}

/* ---- even distances ---- */

static int ascending(const void *left, const void *right)
{
	const double *a = left, *b = right;
	return *a < *b ? -1 : *a > *b;
}

/* The median of the distances when they are even, else 0. */
static double even_distance(const short_line *const *items, uint32_t count, apo__arena *arena)
{
	uint32_t n = count - 1, near = 0;
	double *gaps = apo__alloc_array(arena, count, sizeof *gaps);
	for (uint32_t k = 0; k < n; k++) {
		uint32_t pages = items[k]->value && items[k + 1]->value > items[k]->value
					 ? items[k + 1]->value - items[k]->value
					 : 1;
		gaps[k] = (items[k + 1]->place - items[k]->place) / pages;
	}
	if (n)
		qsort(gaps, n, sizeof *gaps, ascending);
	double median = n ? gaps[n / 2] : 0;
	for (uint32_t k = 0; k < n; k++)
		near += gaps[k] >= NEAR_LEAST * median && gaps[k] <= NEAR_MOST * median;
	double off = near - CHANCE * n;
	return off >= EVEN * sqrt(n * CHANCE * (1 - CHANCE)) ? median : 0;
}

/* Whether the other side has the like at the same places: a line with a number, or that repeats. */
static int has_partners(
	const short_line *const *items, uint32_t count, const side *own, const side *other)
{
	uint32_t partners = 0, n = other->lines->count;
	for (uint32_t k = 0; k < count; k++) {
		uint32_t at = own->facing[items[k]->line], from = at > PLACE ? at - PLACE : 0;
		int found = 0;
		for (uint32_t x = from; x < n && x <= at + PLACE; x++)
			found |= other->mark[x];
		partners += (uint32_t)found;
	}
	return partners >= PARTNERS * count;
}

/* ---- page numbers ---- */

/* The longest counting among lines that no counting has yet; returns its length, `items` receives it in order. */
static uint32_t longest_counting(side *s, const short_line **items, apo__arena *arena)
{
	apo__map last; /* by value: line + 1 that ends the longest counting there */
	uint32_t best = 0;
	apo__map_init(&last, arena);
	for (uint32_t k = 0; k < s->count; k++) {
		short_line *item = &s->items[k];
		/* a line with words must repeat: else it is an item of a list */
		if (item->used || !item->value || (item->key && s->times[item->key] < 2))
			continue;
		item->length = 1;
		item->before = 0;
		for (uint32_t d = 1; d <= SKIPPED && d <= item->value; d++) {
			const uint32_t *at = apo__map_find(&last, item->value - d);
			if (at && s->items[*at - 1].length >= item->length) {
				item->length = s->items[*at - 1].length + 1;
				item->before = *at;
			}
		}
		*apo__map_add(&last, item->value, k + 1) = k + 1;
		if (!best || item->length > s->items[best - 1].length)
			best = k + 1;
	}
	uint32_t count = best ? s->items[best - 1].length : 0;
	for (uint32_t k = best, at = count; k; k = s->items[k - 1].before) {
		s->items[k - 1].used = 1;
		items[--at] = &s->items[k - 1];
	}
	return count;
}

static void find_page_numbers(side *own, const side *other, apo__arena *arena)
{
	const short_line **items = apo__alloc_array(arena, own->count, sizeof *items);
	for (uint32_t chain = 0; chain < CHAINS; chain++) {
		uint32_t count = longest_counting(own, items, arena);
		if (count < PAGES)
			return;
		double distance = even_distance(items, count, arena);
		if (distance <= 0 || distance > PAGE || has_partners(items, count, own, other))
			continue;
		for (uint32_t k = 0; k < count; k++)
			own->apart[items[k]->line] = 1;
	}
}

/* ---- running heads ---- */

/* A title does not end as a sentence does. */
static int ends_in_a_word(const apo__lines *lines, uint32_t line)
{
	return lines->closing[line] == 1;
}

static void find_heads(side *own, const side *other, apo__arena *arena)
{
	uint32_t *first = apo__alloc_array(arena, (size_t)own->keys + 1, sizeof *first);
	const short_line **items = apo__alloc_array(arena, own->count, sizeof *items);
	for (uint32_t k = 0; k < own->keys; k++)
		first[k + 1] = first[k] + own->times[k];
	for (uint32_t k = 0; k < own->count; k++)
		items[first[own->items[k].key]++] = &own->items[k];
	for (uint32_t key = 1; key < own->keys; key++) {
		uint32_t count = own->times[key];
		const short_line **group = items + first[key] - count;
		if (count < PAGES || !ends_in_a_word(own->lines, group[0]->line))
			continue;
		/* a head of every second page */
		double distance = even_distance(group, count, arena);
		if (distance <= 0 || distance > 2 * PAGE || has_partners(group, count, own, other))
			continue;
		for (uint32_t k = 0; k < count; k++)
			own->apart[group[k]->line] = 1;
	}
}

static void count_apart(side *s, apo__side d, apo__furniture *out)
{
	uint32_t apart = 0, worded = 0, n = s->lines->count;
	for (uint32_t k = 0; k < n; k++) {
		apart += s->apart[k];
		worded += s->apart[k] && !is_empty(s->lines, k);
	}
	if (worded > MAJORITY * n) {
		for (uint32_t k = 0; k < n; k++)
			s->apart[k] = (uint8_t)is_empty(s->lines, k);
		apart -= worded;
		worded = 0;
	}
	if (apart == n) { /* a side without words is searched as it is */
		memset(s->apart, 0, n);
		return;
	}
	out->count[d] = apart;
	out->worded[d] = worded;
	for (uint32_t k = n; k-- > 0;)
		if (s->apart[k] && !is_empty(s->lines, k))
			out->first[d] = k;
}

/* ---- what stays ---- */

/* The lines that are not apart. */
static apo__lines without(const apo__lines *lines, const uint8_t *apart, uint32_t **kept,
	uint32_t removed, apo__arena *arena)
{
	uint32_t n = lines->count - removed, at = 0, used = 0;
	uint32_t *first = apo__alloc_array(arena, (size_t)n + 1, sizeof *first);
	uint32_t *words = apo__alloc_array(arena, lines->first[lines->count], sizeof *words);
	uint32_t *length = apo__alloc_array(arena, n, sizeof *length);
	uint8_t *opening = apo__alloc_array(arena, n, 1), *closing = apo__alloc_array(arena, n, 1);
	uint8_t *bare = apo__alloc_array(arena, n, 1);
	*kept = apo__alloc_array(arena, n, sizeof **kept);
	for (uint32_t s = 0; s < lines->count; s++) {
		if (apart[s])
			continue;
		first[at] = used;
		for (uint32_t k = lines->first[s]; k < lines->first[s + 1]; k++)
			words[used++] = lines->words[k];
		length[at] = lines->length[s];
		opening[at] = lines->opening[s];
		closing[at] = lines->closing[s];
		bare[at] = lines->bare[s];
		(*kept)[at++] = s;
	}
	first[n] = used;
	return (apo__lines){.count = n,
		.first = first,
		.words = words,
		.length = length,
		.opening = opening,
		.closing = closing,
		.bare = bare};
}

/* By line of either side: where the other is then. */
static void face(const apo__path *path, uint32_t *facing[2])
{
	for (uint32_t k = 0; k < path->count; k++) {
		const apo__step *step = &path->steps[k];
		for (uint32_t x = 0; x < step->sources; x++)
			facing[APO__SOURCE][step->source + x] = step->target;
		for (uint32_t x = 0; x < step->targets; x++)
			facing[APO__TARGET][step->target + x] = step->source;
	}
}

/* The path that is left when lines are taken out: what has lost its counterpart is alone. */
static apo__path shorten(const apo__path *path, const side sides[2], apo__arena *arena)
{
	apo__path out = {
		apo__alloc_array(arena, (size_t)sides[0].lines->count + sides[1].lines->count,
			sizeof *out.steps),
		0, path->score};
	uint32_t at[2] = {0, 0};
	for (uint32_t k = 0; k < path->count; k++) {
		const apo__step *step = &path->steps[k];
		uint8_t kept[2] = {0, 0};
		for (uint32_t x = 0; x < step->sources; x++)
			kept[0] = (uint8_t)(kept[0] + !sides[0].apart[step->source + x]);
		for (uint32_t x = 0; x < step->targets; x++)
			kept[1] = (uint8_t)(kept[1] + !sides[1].apart[step->target + x]);
		if (kept[0] && kept[1])
			out.steps[out.count++] =
				(apo__step){at[0], at[1], kept[0], kept[1], step->confidence};
		else
			for (int d = 0; d < 2; d++)
				for (uint32_t x = 0; x < kept[d]; x++)
					out.steps[out.count++] = (apo__step){at[0] + (d ? 0 : x),
						at[1] + (d ? x : 0), d == 0, d == 1,
						step->confidence};
		at[0] += kept[0];
		at[1] += kept[1];
	}
	return out;
}

void apo__furniture_take_out(apo__furniture *furniture, const apo__pair *whole,
	const apo__vocabulary *vocabulary, apo__path *path, apo__pair *rest, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	uint32_t *facing[2];
	side sides[2];
	for (int d = 0; d < 2; d++)
		facing[d] = apo__alloc_array(scratch, whole->side[d].count, sizeof(uint32_t));
	face(path, facing);
	for (int d = 0; d < 2; d++)
		read_side(&sides[d], &whole->side[d], &vocabulary[d], facing[d], scratch);
	for (int d = 0; d < 2; d++) {
		find_page_numbers(&sides[d], &sides[1 - d], scratch);
		find_heads(&sides[d], &sides[1 - d], scratch);
	}
	*furniture = (apo__furniture){.kept = {NULL, NULL}};
	*rest = *whole;
	for (int d = 0; d < 2; d++) {
		count_apart(&sides[d], (apo__side)d, furniture);
		if (furniture->count[d])
			rest->side[d] = without(&whole->side[d], sides[d].apart,
				&furniture->kept[d], furniture->count[d], arena);
	}
	if (furniture->count[0] || furniture->count[1])
		*path = shorten(path, sides, arena);
	apo__arena_free(scratch);
}

void apo__furniture_tell(apo_context *context, const apo_document *const documents[2],
	const apo__furniture *furniture)
{
	for (int d = 0; d < 2; d++)
		if (furniture->worded[d])
			apo__notice(context,
				"%s: %u of %u segments look like page numbers or running heads "
				"(the first is segment %u) and are left without counterpart",
				documents[d]->path, furniture->worded[d],
				documents[d]->segment_count, furniture->first[d] + 1);
}
