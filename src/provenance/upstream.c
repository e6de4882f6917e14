/* SPDX-License-Identifier: Apache-2.0 */
/* What kind of source is outside of the corpus, and who has it first hand. */
#include "provenance/upstream.h"

/* Persons and unnamed voices would only hide the picture. */
int apo__source_is_origin(apo_source_type type)
{
	return type == APO_SOURCE_AGENCY || type == APO_SOURCE_OUTLET ||
	       type == APO_SOURCE_DATELINE || type == APO_SOURCE_PLATFORM;
}

int apo__upstream_is_origin(const apo_upstream *upstream)
{
	return upstream->inferred || apo__source_is_origin(upstream->type);
}

int apo__upstream_is_voice(const apo_upstream *upstream)
{
	return !apo__upstream_is_origin(upstream) && upstream->type != APO_SOURCE_DOCUMENT &&
	       upstream->type != APO_SOURCE_URL;
}

int apo__upstream_has_agent(const apo_upstream *upstream)
{
	return !upstream->inferred && apo__source_is_origin(upstream->type);
}

static int contains(const apo_upstream *upstream, uint32_t document)
{
	for (size_t i = 0; i < upstream->count; i++)
		if (upstream->documents[i] == document)
			return 1;
	return 0;
}

int apo__upstream_first_hand(
	const apo_trace *trace, const apo_upstream *upstream, uint32_t document)
{
	for (size_t i = 0; !upstream->inferred && i < trace->edge_count; i++)
		if (trace->edges[i].child == document && trace->edges[i].direction_known &&
			contains(upstream, trace->edges[i].parent))
			return 0;
	return 1;
}
