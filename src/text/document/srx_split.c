/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting by rules. A place is a candidate when the characters on both sides of it can be those beside a break of some
 * break rule; that is learned of each character by asking the rules' regular expressions once, so most places cost two table
 * look-ups. At a candidate the rules are asked in order: what comes after, then what is before, on the text read backwards.
 * The first rule that holds decides (SRX 2.0). Where `beforebreak` could end in several places ("[.?!]+" in "?!"), the
 * one that a search would find counts, as in translators' tools. A rule sees WINDOW characters on each side, and what it
 * may cost for a document is bounded, so the whole is linear in the text.
 */
#include <string.h>
#include <unicode/utf16.h>

#include "text/document/srx.h"
#include "text/document/srx_unit.h"
#include "text/language/context.h"
#include "text/unicode/chars.h"
#include "text/unicode/icu_status.h"

#define WINDOW 1000
#define MOST_TICKS                                                                                 \
	200u /* a tick is 10,000 steps of ICU's engine, some 0.1 ms; quicker matches count nothing */

#define UNKNOWN 0x8000u

struct apo__srx_splitter {
	apo__arena *arena;
	const apo_context *context;
	const char *path;
	apo__srx_unit *units;
	uint32_t count;
	/* of each UTF-16 unit: the break rules that it can be before and after, or UNKNOWN */
	uint16_t *before, *after;
	/* the block at hand, and backwards */
	UChar *text, *mirror;
	int32_t size, capacity;
	uint32_t block; /* counts blocks */
};

static UBool U_CALLCONV on_tick(const void *unit, int32_t steps)
{
	(void)steps;
	return ++((apo__srx_unit *)(uintptr_t)unit)->ticks <= MOST_TICKS;
}

static void close_regex(void *regex)
{
	uregex_close(regex);
}

static void prepare_regex(apo__arena *arena, apo__srx_unit *unit, URegularExpression **regex)
{
	UErrorCode status = U_ZERO_ERROR;
	if (!*regex)
		return;
	*regex = uregex_clone(*regex, &status);
	if (U_FAILURE(status))
		apo__arena_exhausted(arena);
	apo__arena_defer(arena, close_regex, *regex);
	uregex_setMatchCallback(*regex, on_tick, unit, &status);
	uregex_useAnchoringBounds(*regex, 0, &status);
	uregex_useTransparentBounds(*regex, 1, &status);
	apo__icu_memory(arena, status);
}

/* Copies of regular expressions that threads share, to match with. */
static apo__srx_unit *prepare(apo__arena *arena, const apo__srx_units *units)
{
	apo__srx_unit *own = apo__alloc_array(arena, units->count, sizeof *own);
	for (uint32_t i = 0; i < units->count; i++) {
		own[i] = units->items[i];
		prepare_regex(arena, &own[i], &own[i].after);
		prepare_regex(arena, &own[i], &own[i].backward);
		prepare_regex(arena, &own[i], &own[i].forward);
		prepare_regex(arena, &own[i], &own[i].first);
		prepare_regex(arena, &own[i], &own[i].last);
	}
	return own;
}

/* ---- asking a rule ---- */

static void set_text(apo__srx_unit *u, const apo__srx_splitter *s)
{
	UErrorCode status = U_ZERO_ERROR;
	if (u->after)
		uregex_setText(u->after, s->text, s->size, &status);
	if (u->backward)
		uregex_setText(u->backward, s->mirror, s->size, &status);
	if (u->forward)
		uregex_setText(u->forward, s->text, s->size, &status);
	apo__icu_memory(s->arena, status);
	u->block = s->block;
	u->found_begin = u->found_end = -1;
}

/* Where a match that begins at `at` ends; -1 where there is none. */
static int32_t match(URegularExpression *regex, int32_t at, int32_t size, UErrorCode *status)
{
	int32_t limit = size - at > WINDOW ? at + WINDOW : size;
	uregex_setRegion(regex, at, limit, status);
	return uregex_lookingAt(regex, -1, status) ? uregex_end(regex, 0, status) : -1;
}

/* Whether a search through the text, match behind match, finds one that ends at `at`. */
static int sweep(apo__srx_unit *u, int32_t at, int32_t size, UErrorCode *status)
{
	while (u->found_end < at && U_SUCCESS(*status)) {
		int32_t from = u->found_end + (u->found_end == u->found_begin);
		if (from <= size && uregex_find(u->forward, from, status)) {
			u->found_begin = uregex_start(u->forward, 0, status);
			u->found_end = uregex_end(u->forward, 0, status);
		} else {
			u->found_end = INT32_MAX;
		}
	}
	return u->found_end == at;
}

static int holds_whole(apo__srx_unit *u, const apo__srx_splitter *s, int32_t at, UErrorCode *status)
{
	if (u->sweeps)
		return sweep(u, at, s->size, status);
	if (u->after && match(u->after, at, s->size, status) < 0)
		return 0;
	if (!u->backward)
		return 1;
	int32_t begin = match(u->backward, s->size - at, s->size, status);
	if (begin < 0)
		return 0;
	return !u->forward || match(u->forward, s->size - begin, s->size, status) == at;
}

static int holds(apo__srx_splitter *s, apo__srx_unit *u, int32_t at);

/* A unit took too long: a rule counts no more, exceptions are asked one by one from now on. */
static void give_up(apo__srx_splitter *s, apo__srx_unit *u)
{
	if (u->count == 1) {
		u->dead = 1;
		apo__notice(s->context,
			"%s: line %u: rule %u takes too long; left out for the rest of the text",
			s->path, u->rules[0]->line, u->rules[0]->number);
		return;
	}
	apo__srx_units parts = {0};
	for (uint32_t i = 0; i < u->count; i++)
		apo__srx_compile(s->arena, s->context, s->path, u->rules + i, 1, &parts);
	u->part_count = parts.count;
	u->parts = prepare(s->arena, &parts);
}

static int holds(apo__srx_splitter *s, apo__srx_unit *u, int32_t at)
{
	UErrorCode status = U_ZERO_ERROR;
	if (u->dead)
		return 0;
	if (!u->parts) {
		if (u->block != s->block)
			set_text(u, s);
		int held = holds_whole(u, s, at, &status);
		if (U_SUCCESS(status))
			return held;
		apo__icu_memory(s->arena, status);
		give_up(s, u);
	}
	for (uint32_t i = 0; i < u->part_count; i++)
		if (holds(s, &u->parts[i], at))
			return 1;
	return 0;
}

/* ---- candidates ---- */

/* Whether a text that begins with `c` can match. */
static int can_begin(URegularExpression *regex, UChar c)
{
	UErrorCode status = U_ZERO_ERROR;
	if (!regex || U16_IS_SURROGATE(c))
		return 1;
	uregex_setText(regex, &c, 1, &status);
	return uregex_lookingAt(regex, 0, &status) || uregex_hitEnd(regex, &status) ||
	       U_FAILURE(status);
}

static uint16_t ask(apo__srx_splitter *s, uint16_t *table, UChar c)
{
	uint32_t bits = 0, bit = 1;
	for (uint32_t i = 0; i < s->count; i++) {
		const apo__srx_unit *u = &s->units[i];
		if (!u->breaks)
			continue;
		if (can_begin(table == s->before ? u->last : u->first, c))
			bits |= bit;
		bit <<= bit < UNKNOWN >> 1; /* the last bit is for all others */
	}
	return table[c] = (uint16_t)bits;
}

/* The break rules that the characters beside `at` allow. */
static unsigned allowed(apo__srx_splitter *s, int32_t at)
{
	UChar last = s->text[at - 1], first = s->text[at];
	unsigned bits = s->before[last];
	if (bits == UNKNOWN)
		bits = ask(s, s->before, last);
	if (!bits)
		return 0;
	unsigned more = s->after[first];
	if (more == UNKNOWN)
		more = ask(s, s->after, first);
	return bits & more;
}

static int ends_at(apo__srx_splitter *s, int32_t at, unsigned bits)
{
	uint32_t breaking = 0, bit = 1;
	for (; breaking < s->count; breaking++) {
		if (!s->units[breaking].breaks)
			continue;
		if (bits & bit && holds(s, &s->units[breaking], at))
			break;
		bit <<= bit < UNKNOWN >> 1;
	}
	if (breaking == s->count)
		return 0;
	for (uint32_t i = 0; i < breaking; i++)
		if (!s->units[i].breaks && holds(s, &s->units[i], at))
			return 0;
	return 1;
}

/* ---- the cut ---- */

apo__srx_splitter *apo__srx_splitter_new(const apo__srx *srx, apo__arena *arena, const char *lang)
{
	const apo__srx_units *units = apo__srx_units_for(srx, arena, lang);
	apo__srx_splitter *s = apo__alloc(arena, sizeof *s);
	s->arena = arena;
	s->context = apo__srx_context(srx, &s->path);
	s->count = units->count;
	s->units = prepare(arena, units);
	s->before = apo__alloc_array(arena, 0x20000, sizeof *s->before);
	s->after = s->before + 0x10000;
	for (uint32_t c = 0; c < 0x20000; c++)
		s->before[c] = UNKNOWN;
	return s;
}

static void set_block(apo__srx_splitter *s, const char *text, apo_span block)
{
	int32_t most = (int32_t)(block.end - block.begin);
	if (most > s->capacity) {
		s->capacity = most < INT32_MAX / 4 ? most * 2 : most;
		s->text = apo__alloc_array(s->arena, (size_t)s->capacity * 2, sizeof *s->text);
		s->mirror = s->text + s->capacity;
	}
	s->size = 0;
	for (uint32_t at = block.begin; at < block.end;) {
		UChar32 c;
		at = apo__utf8_next(text, at, block.end, &c);
		U16_APPEND_UNSAFE(s->text, s->size, c < 0 ? 0xFFFD : c);
	}
	for (int32_t at = 0; at < s->size;) {
		UChar32 c;
		U16_NEXT_UNSAFE(s->text, at, c);
		int32_t to = s->size - at;
		U16_APPEND_UNSAFE(s->mirror, to, c);
	}
	s->block++;
}

void apo__srx_split(apo__srx_splitter *s, apo__arena *arena, const char *text, apo_span block,
	apo__spans *sentences)
{
	uint32_t begin = block.begin, byte = block.begin;
	int32_t unit = 0;
	set_block(s, text, block);
	for (int32_t at = 1; at < s->size; at++) {
		unsigned bits = allowed(s, at);
		if (!bits || (U16_IS_TRAIL(s->text[at]) && U16_IS_LEAD(s->text[at - 1])) ||
			!ends_at(s, at, bits))
			continue;
		while (unit < at) {
			UChar32 c;
			U16_NEXT_UNSAFE(s->text, unit, c);
			byte += (uint32_t)U8_LENGTH(c);
		}
		apo__add_sentence(arena, text, begin, byte, sentences);
		begin = byte;
	}
	apo__add_sentence(arena, text, begin, block.end, sentences);
}
