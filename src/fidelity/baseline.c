/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings that an earlier run had. A baseline is any text with fingerprints in it: an earlier report (JSON, TSV, SARIF), or a list
 * that somebody keeps, with a reason behind each. What no longer exists is counted. Linear.
 */
#include "base/file.h"
#include "base/map.h"
#include "fidelity/families.h"
#include "fidelity/settings/dismissals.h"
#include "text/language/context.h"

#define LARGEST_BASELINE ((size_t)256 << 20)

static int is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The words of 16 digits. A report may write a fingerprint more than once. */
static void read_fingerprints(apo__map *there, const char *data, size_t size)
{
	for (size_t at = 0; at < size;) {
		size_t end = at;
		uint64_t fingerprint;
		while (end < size && is_word(data[end]))
			end++;
		if (apo__fingerprint_parse(data + at, end - at, &fingerprint))
			apo__map_add(there, fingerprint, 0);
		at = end > at ? end : at + 1;
	}
}

apo_status apo__check_baseline(apo__check *check, const char *path, apo_error *err)
{
	const char *data;
	size_t size;
	apo__map there;
	apo__map_init(&there, check->arena);
	apo_status status = apo__file_read(check->arena, path, LARGEST_BASELINE, &data, &size, err);
	if (status)
		return status;
	uint32_t kept = 0, known = 0;
	read_fingerprints(&there, data, size);
	for (uint32_t i = 0; i < check->issues.count; i++) {
		const apo_issue *issue = &check->issues.items[i];
		uint64_t fingerprint = 0;
		apo__fingerprint_parse(issue->fingerprint, APO__FINGERPRINT_DIGITS, &fingerprint);
		if (apo__map_find(&there, fingerprint)) {
			known++;
			*apo__push(check->arena, &check->known_issues) =
				(apo_known_issue){*issue, apo__strdup(check->arena, path), NULL};
		} else {
			check->issues.items[kept++] = *issue;
		}
	}
	check->issues.count = kept;
	apo__notice(check->context, "%s: known findings: %u; no longer there: %u", path, known,
		there.count > known ? there.count - known : 0);
	return APO_OK;
}
