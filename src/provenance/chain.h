/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chains of provenance: from whom a passage comes, origin first. A hop is a source that is credited or a document; each but
 * the first says how it rests on the one before. As text (docs/formats.md, "Chains"):
 *
 *   Funke > wire.en > toutiao.zh [outlet | document, named | document, translation, vague, uncertain]
 */
#ifndef APO__PROVENANCE_CHAIN_H
#define APO__PROVENANCE_CHAIN_H

#include "base/arena.h"

#define APO__LONGEST_CHAIN 16u /* hops */

typedef struct {
	const char *name;     /* id of a document, else the source's canonical name */
	apo_source_type type; /* of a source; APO_SOURCE_DOCUMENT where `document` is set */
	int is_document;      /* of the corpus */
	int kind;	 /* apo_edge_kind; -1: the document before it is not known, only credited */
	int attribution; /* apo_attribution_status that it gives the hop before; -1 in the first hop */
	int uncertain; /* whether it follows from the hop before, or the other way round */
} apo__hop;

typedef struct {
	apo__hop hops[APO__LONGEST_CHAIN];
	uint32_t count;
} apo__chain;

typedef APO__VECTOR(apo__chain) apo__chain_list;

/* What chains are read from: the edges and attributions of a trace. */
struct apo_chains;
typedef struct apo_chains apo__chains;
/* Reads them, and remembers which names mean one source. For one thread. */
typedef struct apo__chain_reader apo__chain_reader;
apo__chain_reader *apo__chain_reader_new(const apo__chains *chains, apo__arena *arena);

/* The chains of a passage that `child` has from `parent`: `segments` of each side. One for each attribution in whose scope the
 * passage is, else one of the documents alone; none where the trace does not say how the two follow from each other. */
void apo__chains_of(apo__chain_reader *reader, apo__arena *arena, uint32_t parent,
	const uint32_t *parent_segments, uint32_t parent_count, uint32_t child,
	const uint32_t *child_segments, uint32_t child_count, apo__chain_list *out);

const char *apo__chain_text(apo__arena *arena, const apo__chain *chain);
/* 0 when the text is not a chain as apo__chain_text writes it. */
int apo__chain_parse(apo__arena *arena, const char *text, apo__chain *chain);

#endif
