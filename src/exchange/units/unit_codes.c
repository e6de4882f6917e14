/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/units/unit_codes.h"

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

/* An OPEN is remembered by its `i` until a CLOSE takes it; a later OPEN of the same `i` replaces it. Without `i` they are
 * brackets, as marks are. */
static void match_codes(
	apo__arena *arena, const apo__unit_code *codes, uint32_t count, apo__code_pair *pairs)
{
	apo__interner names;
	struct name {
		uint32_t open; /* index of the OPEN that waits */
		int taken;     /* there was a pair of this name */
	};
	APO__VECTOR(struct name) list = {0};
	APO__VECTOR(uint32_t) marks = {0};
	APO__VECTOR(uint32_t) brackets = {0};
	apo__interner_init(&names, arena);
	for (uint32_t k = 0; k < count; k++) {
		const apo__unit_code *c = &codes[k];
		if (c->kind == APO__CODE_MARK_OPEN)
			*apo__push(arena, &marks) = k;
		else if (c->kind == APO__CODE_MARK_CLOSE && marks.count)
			join(pairs, marks.items[--marks.count], k);
		if (c->kind != APO__CODE_OPEN && c->kind != APO__CODE_CLOSE)
			continue;
		if (!c->i) {
			if (c->kind == APO__CODE_OPEN)
				*apo__push(arena, &brackets) = k;
			else if (brackets.count)
				join(pairs, brackets.items[--brackets.count], k);
			continue;
		}
		uint32_t name = apo__intern(&names, c->i, strlen(c->i));
		if (name == list.count)
			*apo__push(arena, &list) = (struct name){APO_NONE, 0};
		struct name *n = &list.items[name];
		if (c->kind == APO__CODE_OPEN) {
			n->open = k;
		} else if (n->open != APO_NONE) {
			join(pairs, n->open, k);
			pairs[n->open].again = pairs[k].again = n->taken;
			*n = (struct name){APO_NONE, 1};
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
