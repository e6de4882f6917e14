/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names and numbers that linked segments of two documents have in common, in whatever languages. Segments of two texts on any
 * subject look alike now and then; those of a retelling speak of the same people, places and figures. Cost: linear in the names
 * and numbers, and in the links.
 */
#include <string.h>

#include "provenance/evidence/tracing.h"

/* What a document names, by segment. */
typedef struct {
	apo__item_lists lists;
	uint64_t *keys;
} named;

static named names_of(const apo_document *d, apo__arena *arena)
{
	uint32_t count = 0, most = d->name_count + d->number_count;
	named n = {apo__item_lists_new(arena, d->segment_count, most),
		apo__alloc_array(arena, most + 1, sizeof *n.keys)};
	for (uint32_t i = 0; i < d->name_count; i++)
		if (d->names[i].key) {
			n.keys[count] = apo__hash(d->names[i].key, strlen(d->names[i].key));
			apo__item_lists_put(&n.lists, d->names[i].segment, count++);
		}
	for (uint32_t i = 0; i < d->number_count; i++)
		if (!(d->numbers[i].flags & APO_NUMBER_WEAK)) {
			n.keys[count] = apo__hash(
				(const char *)&d->numbers[i].value, sizeof d->numbers[i].value);
			apo__item_lists_put(&n.lists, d->numbers[i].segment, count++);
		}
	return n;
}

uint32_t apo__anchors(const apo__pair_evidence *pair, const apo_document *a, const apo_document *b,
	apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	named x = names_of(a, scratch), y = names_of(b, scratch);
	apo__map common;
	apo__map_init(&common, scratch);
	for (uint32_t i = 0; i < pair->link_count; i++)
		for (uint32_t m = x.lists.first[pair->links[i].a]; m; m = x.lists.next[m - 1])
			for (uint32_t n = y.lists.first[pair->links[i].b]; n;
				n = y.lists.next[n - 1])
				if (x.keys[m - 1] == y.keys[n - 1])
					apo__map_add(&common, x.keys[m - 1], 1);
	uint32_t count = common.count;
	apo__arena_free(scratch);
	return count;
}
