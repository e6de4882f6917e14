/* SPDX-License-Identifier: Apache-2.0 */
/* Baselines of `qa`: any text with fingerprints in it. Nothing but findings that it names may go. */
#include <string.h>

#include "as_file.h"
#include "fidelity/families.h"
#include "text/language/context.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const fingerprints[] = {
	"0123456789abcdef", "0123456789abcdef", "ffffffffffffffff", "00000000000000a1"};
enum { FINDINGS = sizeof fingerprints / sizeof *fingerprints };

typedef struct {
	apo_context *context;
	const char *path, *data;
	size_t size;
} input;

static void require(int holds)
{
	if (!holds)
		abort();
}

static apo_status read_baseline(apo__arena *arena, void *user, apo_error *err)
{
	const input *in = user;
	apo__check check = {.arena = arena, .context = in->context};
	for (size_t i = 0; i < FINDINGS; i++) {
		apo_issue *issue = apo__push(arena, &check.issues);
		memset(issue, 0, sizeof *issue);
		memcpy(issue->fingerprint, fingerprints[i], sizeof "0123456789abcdef");
	}
	require(!apo__check_baseline(&check, in->path, err));
	require(check.issues.count <= FINDINGS);
	uint32_t next = 0; /* what is left is in its order */
	for (size_t i = 0; i < FINDINGS; i++) {
		if (next < check.issues.count &&
			!strcmp(check.issues.items[next].fingerprint, fingerprints[i]))
			next++;
		else
			require(strstr(in->data, fingerprints[i]) != NULL ||
				memchr(in->data, 0, in->size) != NULL);
	}
	require(next == check.issues.count);
	return APO_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static apo_context *context;
	apo_error err;
	if (!context)
		context = apo_context_new(NULL, NULL);
	apo__arena *arena = apo__arena_new();
	input in = {context, as_file(0, data, size), apo__strndup(arena, (const char *)data, size),
		size};
	require(!apo__guarded(arena, read_baseline, &in, &err));
	apo__arena_free(arena);
	return 0;
}
