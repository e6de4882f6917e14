/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings that somebody knows: which of several equal ones each is, and which are dismissed. Equal are those of one type and
 * the same words in the same sentence of the source: the first keeps the fingerprint of these, the others get one from it and
 * their number, in the order of the report. A dismissal of this job, or of any, whose finding is not there is obsolete. Linear.
 */
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "fidelity/families.h"
#include "fidelity/settings/dismissals.h"
#include "text/language/context.h"

static uint64_t fingerprint_of(const apo_issue *issue)
{
	uint64_t fingerprint = 0;
	apo__fingerprint_parse(issue->fingerprint, APO__FINGERPRINT_DIGITS, &fingerprint);
	return fingerprint;
}

void apo__check_number_equals(apo__check *check)
{
	apo__map seen;
	apo__map_init(&seen, check->arena);
	for (uint32_t i = 0; i < check->issues.count; i++) {
		apo_issue *issue = &check->issues.items[i];
		uint32_t *before = apo__map_add(&seen, fingerprint_of(issue), 0);
		char key[2 * APO__FINGERPRINT_DIGITS];
		if (++*before == 1)
			continue;
		snprintf(key, sizeof key, "%s %u", issue->fingerprint, *before);
		snprintf(issue->fingerprint, sizeof issue->fingerprint, "%016llx",
			(unsigned long long)apo__hash(key, strlen(key)));
	}
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* The issues by fingerprint. */
static apo__map index_issues(const apo__check *check)
{
	apo__map found;
	apo__map_init(&found, check->arena);
	for (uint32_t i = 0; i < check->issues.count; i++)
		*apo__map_add(&found, fingerprint_of(&check->issues.items[i]), i) = i;
	return found;
}

static void drop_known(apo__check *check, const unsigned char *known)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < check->issues.count; i++)
		if (!known[i])
			check->issues.items[kept++] = check->issues.items[i];
	check->issues.count = kept;
}

apo_status apo__check_dismissals(
	apo__check *check, const char *const *paths, size_t count, apo_error *err)
{
	const char *job = name_of(check->side[APO__TARGET].document->path);
	apo__map found = index_issues(check);
	unsigned char *known =
		apo__alloc_array(check->arena, (size_t)check->issues.count + 1, sizeof *known);
	for (size_t p = 0; p < count; p++) {
		apo__dismissals dismissals = {0};
		const char *path = apo__strdup(check->arena, paths[p]);
		apo_status status = apo__dismissals_read(check->arena, path, &dismissals, err);
		uint32_t dismissed = 0, obsolete = 0;
		if (status)
			return status;
		for (uint32_t d = 0; d < dismissals.count; d++) {
			const apo__dismissal *item = &dismissals.items[d];
			const uint32_t *issue = apo__map_find(&found, item->fingerprint);
			if (*item->item.job && strcmp(item->item.job, job) != 0)
				continue;
			if (issue && !known[*issue]) {
				known[*issue] = 1;
				dismissed++;
				*apo__push(check->arena, &check->known_issues) = (apo_known_issue){
					check->issues.items[*issue], path, item->item.why};
			} else if (!issue) {
				obsolete++;
				*apo__push(check->arena, &check->obsolete) =
					(apo_obsolete_dismissal){path, item->line, item->item};
			}
		}
		apo__notice(check->context, "%s: dismissed findings: %u; obsolete: %u", path,
			dismissed, obsolete);
	}
	drop_known(check, known);
	return APO_OK;
}
