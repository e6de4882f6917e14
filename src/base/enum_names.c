/* SPDX-License-Identifier: Apache-2.0 */
/* The names of the enumerations, as users read and write them. */
#include "apograph.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *name_of(const char *const *names, size_t count, unsigned value)
{
	return value < count ? names[value] : "unknown";
}

const char *apo_source_type_name(apo_source_type type)
{
	static const char *const names[] = {"agency", "outlet", "person", "institution", "platform",
		"document", "url", "unnamed", "dateline", "byline"};
	return name_of(names, COUNT(names), type);
}

const char *apo_bead_kind_name(apo_bead_kind kind)
{
	static const char *const names[] = {
		"equivalent", "paraphrase", "partial", "added", "omitted"};
	return name_of(names, COUNT(names), kind);
}

const char *apo_severity_name(apo_severity severity)
{
	static const char *const names[] = {"minor", "major", "critical"};
	return name_of(names, COUNT(names), severity);
}

const char *apo_quote_status_name(apo_quote_status status)
{
	static const char *const names[] = {
		"original", "exact", "altered", "fabricated", "indirect"};
	return name_of(names, COUNT(names), status);
}

const char *apo_edge_kind_name(apo_edge_kind kind)
{
	static const char *const names[] = {"copy", "rewrite", "translation", "excerpt"};
	return name_of(names, COUNT(names), kind);
}

const char *apo_attribution_status_name(apo_attribution_status status)
{
	static const char *const names[] = {"named", "vague", "none", "false"};
	return name_of(names, COUNT(names), status);
}

const char *apo_finding_type_name(apo_finding_type type)
{
	static const char *const names[] = {"no_origin", "attribution_dropped", "attribution_false",
		"origin_not_credited", "copied_without_credit", "common_source_unnamed",
		"quote_altered", "quote_fabricated", "content_changed", "direction_unknown",
		"time_order", "no_provenance", "path_refused", "document_missing", "span_outside",
		"hash_differs", "text_differs", "unit_removed", "unit_added", "unit_doubled",
		"unit_moved", "units_differ", "paired_differently", "edited_with_record",
		"property_changed", "credit_changed", "chain_unsupported", "note_added",
		"codes_added", "hash_missing", "file_changed", "tool_changed", "damaged",
		"unit_edited", "ledger_differs", "record_missing", "pairing_unknown",
		"not_recorded"};
	return name_of(names, COUNT(names), type);
}
