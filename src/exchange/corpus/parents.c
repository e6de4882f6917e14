/* SPDX-License-Identifier: Apache-2.0 */
/* The parents that a manifest declares for its documents: documents of the manifest, of which none comes from itself, be it through
 * others. What is wrong there is reported and not taken. They are what somebody says; derivation rests on the texts alone. Linear in
 * documents and parents. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "exchange/corpus/manifest.h"

#define MOST_SHOWN 8u /* documents of a ring in a message */

typedef struct {
	uint32_t document, next; /* its parent to follow next, an index into its list */
} step;

/* What is not the id of a document is reported and left out. */
static void read_list(apo__arena *arena, const json_t *list, const apo__interner *ids,
	size_t number, apo__manifest_entry *entries, apo__problems *problems)
{
	if (!list || json_is_null(list))
		return;
	apo__manifest_entry *entry = &entries[number];
	size_t count = json_array_size(list); /* 0 for what is not a list */
	uint32_t *parents = apo__alloc_array(arena, count, sizeof *parents);
	int odd = !json_is_array(list);
	for (size_t i = 0; i < count; i++) {
		const json_t *item = json_array_get(list, i);
		uint32_t parent = json_is_string(item) ? apo__interned(ids, json_string_value(item),
								 json_string_length(item))
						       : APO_NONE;
		if (parent != APO_NONE)
			parents[entry->parent_count++] = parent;
		else if (!json_is_string(item))
			odd = 1;
		else
			*apo__push(arena, problems) = apo__sprintf(arena,
				"document %zu (\"%.100s\"): its parent \"%.100s\" is not the id of "
				"a document and is not taken; list that document",
				number + 1, entry->id, json_string_value(item));
	}
	if (odd)
		*apo__push(arena, problems) = apo__sprintf(arena,
			"document %zu (\"%.100s\"): \"parents\" is not a list of ids, "
			"[\"...\", \"...\"]; what is not an id is not taken",
			number + 1, entry->id);
	entry->parents = parents;
}

/* "c" from "b" from "a" from "c"; a long ring is shown in part. */
static const char *ring_text(
	apo__arena *arena, const apo__manifest_entry *entries, const step *path, size_t count)
{
	apo__buffer out = {.arena = arena};
	for (size_t i = 0; i < count && i < MOST_SHOWN; i++)
		apo__buffer_printf(&out, "\"%.60s\" from ", entries[path[i].document].id);
	if (count > MOST_SHOWN)
		apo__buffer_printf(&out, "%zu more, from ", count - MOST_SHOWN);
	apo__buffer_printf(&out, "\"%.60s\"", entries[path[0].document].id);
	return apo__buffer_text(&out);
}

static void drop_rings(
	apo__arena *arena, apo__manifest_entry *entries, size_t count, apo__problems *problems)
{
	enum { NEW, OPEN, DONE };
	unsigned char *state = apo__alloc_array(arena, count, sizeof *state);
	size_t *place = apo__alloc_array(arena, count, sizeof *place);
	step *steps = apo__alloc_array(arena, count, sizeof *steps);
	for (size_t i = 0; i < count; i++) {
		size_t depth = 0;
		if (state[i] == NEW)
			steps[depth++] = (step){(uint32_t)i, 0};
		while (depth) {
			step *top = &steps[depth - 1];
			const apo__manifest_entry *entry = &entries[top->document];
			state[top->document] = OPEN;
			place[top->document] = depth - 1;
			if (top->next >= entry->parent_count) {
				state[top->document] = DONE;
				depth--;
				continue;
			}
			uint32_t parent = entry->parents[top->next++];
			if (state[parent] == NEW) {
				steps[depth++] = (step){parent, 0};
			} else if (state[parent] == OPEN) {
				const step *ring = steps + place[parent];
				*apo__push(arena, problems) = apo__sprintf(arena,
					"the \"parents\" run in a ring: %s; no text is made from "
					"itself: none of them is taken",
					ring_text(arena, entries, ring, depth - place[parent]));
				for (size_t k = place[parent]; k < depth; k++)
					entries[steps[k].document].parent_count = 0;
			}
		}
	}
}

void apo__parents_read(apo__arena *arena, const json_t *documents, const apo__interner *ids,
	apo__manifest_entry *entries, apo__problems *problems)
{
	size_t count = json_array_size(documents);
	for (size_t i = 0; i < count; i++)
		read_list(arena, json_object_get(json_array_get(documents, i), "parents"), ids, i,
			entries, problems);
	drop_rings(arena, entries, count, problems);
}

/* The document's number in the corpus, which is in the order of ids. */
static uint32_t number_of(const char *id, apo_document *const *documents, size_t count)
{
	size_t first = 0;
	for (size_t end = count; first < end;) {
		size_t middle = first + (end - first) / 2;
		if (strcmp(documents[middle]->id, id) < 0)
			first = middle + 1;
		else
			end = middle;
	}
	return (uint32_t)first;
}

static int by_child(const void *a, const void *b)
{
	const apo_declared_parent *x = a, *y = b;
	if (x->child != y->child)
		return x->child < y->child ? -1 : 1;
	return x->parent < y->parent ? -1 : x->parent > y->parent;
}

const apo_declared_parent *apo__parents_declared(apo__arena *arena, const apo__manifest *manifest,
	apo_document *const *documents, size_t *count)
{
	size_t all = 0;
	for (size_t i = 0; i < manifest->count; i++)
		all += manifest->entries[i].parent_count;
	apo_declared_parent *out = apo__alloc_array(arena, all, sizeof *out);
	*count = 0;
	for (size_t i = 0; i < manifest->count; i++) {
		const apo__manifest_entry *e = &manifest->entries[i];
		uint32_t child = number_of(e->id, documents, manifest->count);
		for (uint32_t k = 0; k < e->parent_count; k++)
			out[(*count)++] = (apo_declared_parent){
				child, number_of(manifest->entries[e->parents[k]].id, documents,
					       manifest->count)};
	}
	qsort(out, *count, sizeof *out, by_child);
	return out;
}
