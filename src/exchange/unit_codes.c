/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/unit_codes.h"

#include <string.h>

#include "base/map.h"

static int opens(apo__code_kind kind)
{
	return kind == APO__CODE_OPEN || kind == APO__CODE_MARK_OPEN;
}

static int closes(apo__code_kind kind)
{
	return kind == APO__CODE_CLOSE || kind == APO__CODE_MARK_CLOSE;
}

static void join(apo__code_pair *pairs, uint32_t open, uint32_t close)
{
	pairs[open].partner = close;
	pairs[close].partner = open;
}

/* An OPEN is remembered by its `i` until a CLOSE takes it; a later OPEN of the same `i` replaces it. */
static void match_codes(
	apo__arena *arena, const apo__unit_code *codes, uint32_t count, apo__code_pair *pairs)
{
	apo__interner names;
	APO__VECTOR(uint32_t) open = {0}; /* by name: index of the OPEN that waits */
	APO__VECTOR(uint32_t) marks = {0};
	apo__interner_init(&names, arena);
	for (uint32_t k = 0; k < count; k++) {
		const apo__unit_code *c = &codes[k];
		if (c->kind == APO__CODE_MARK_OPEN)
			*apo__push(arena, &marks) = k;
		else if (c->kind == APO__CODE_MARK_CLOSE && marks.count)
			join(pairs, marks.items[--marks.count], k);
		if (c->kind != APO__CODE_OPEN && c->kind != APO__CODE_CLOSE)
			continue;
		const char *i = c->i ? c->i : "";
		uint32_t name = apo__intern(&names, i, strlen(i));
		if (name == open.count)
			*apo__push(arena, &open) = APO_NONE;
		if (c->kind == APO__CODE_OPEN) {
			open.items[name] = k;
		} else if (open.items[name] != APO_NONE) {
			join(pairs, open.items[name], k);
			open.items[name] = APO_NONE;
		}
	}
}

apo__code_pair *apo__pair_codes(apo__arena *arena, const apo__unit_code *codes, uint32_t count)
{
	apo__code_pair *pairs = apo__alloc_array(arena, count + 1, sizeof *pairs);
	uint32_t *stack = apo__alloc_array(arena, count + 1, sizeof *stack), depth = 0;
	for (uint32_t k = 0; k < count; k++)
		pairs[k].partner = APO_NONE;
	match_codes(arena, codes, count, pairs);
	/* A pair is nested until it crosses another; where a mark and a code cross, the mark stays whole. A pair that was
	 * found to cross stays on the stack as a hole (nested = 0) until what is above it has gone. */
	for (uint32_t k = 0; k < count; k++) {
		uint32_t partner = pairs[k].partner;
		if (partner == APO_NONE)
			continue;
		if (opens(codes[k].kind)) {
			pairs[k].nested = 1;
			stack[depth++] = k;
			continue;
		}
		if (!closes(codes[k].kind))
			continue;
		if (codes[k].kind == APO__CODE_MARK_CLOSE)
			while (stack[depth - 1] != partner)
				pairs[stack[--depth]].nested = 0;
		else if (pairs[partner].nested && stack[depth - 1] != partner)
			pairs[partner].nested = 0;
		pairs[k].nested = pairs[partner].nested;
		while (depth && (stack[depth - 1] == partner || !pairs[stack[depth - 1]].nested))
			depth--;
	}
	return pairs;
}
